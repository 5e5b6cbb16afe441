"""`python -m procuracy.start.web`: the web server with its options, which stand here once for every way of running it."""

import os
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
OPTIONS = {
    "--interface": "asginl",
    "--http": "1",  # what a proxy speaks
    "--workers": "2",
    "--backlog": "2048",
    "--backpressure": "2048",  # connections of one worker; a slow one costs memory only
    "--http1-header-read-timeout": "10000",  # milliseconds
    "--http1-buffer-size": "65536",
    "--log-level": "warning",
    "--workers-kill-timeout": "5",  # a worker that is still loading misses the signal to stop
}
SWITCHES = ("--no-ws", "--respawn-failed-workers")
APPLICATION = "procuracy.asgi:application"


def command(*, host: str, port: int) -> list[str]:
    """The command line of the web server."""
    options = [part for name, value in OPTIONS.items() for part in (name, value)]
    return [str(BIN / "granian"), "--host", host, "--port", str(port), *options, *SWITCHES, APPLICATION]


if __name__ == "__main__":
    line = command(host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "8000")))
    os.execv(line[0], line)  # noqa: S606  the server takes the place of this process
