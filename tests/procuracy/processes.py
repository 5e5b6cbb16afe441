"""Which processes of this machine belong to a state folder, read from /proc."""

from pathlib import Path


def naming(folder: Path, *, program: str = "") -> list[int]:
    """The ids of processes that have the folder on their command line or in their environment, and run the program."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = ((process / name).read_bytes() for name in ("cmdline", "environ"))
        except OSError:
            continue
        if str(folder).encode() in command + environment and program.encode() in command:
            found.append(int(process.name))
    return found
