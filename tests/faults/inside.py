"""The inner process of a fault run: `__main__` gives it an environment of its own, and clears up after it."""

import argparse
import signal
import sys

import django


def main() -> int:
    """Does one run; answers with the exit status."""
    asked = argparse.ArgumentParser()
    for name, kind in (("kills", float), ("seconds", float), ("notices", int), ("seed", int), ("mail-port", int)):
        asked.add_argument(f"--{name}", type=kind, required=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    django.setup()
    from tests.faults import reporting  # the models can be read only now

    return reporting.one(**vars(asked.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
