"""Which processes of this machine belong to a state folder, read from /proc."""

from pathlib import Path


def naming(folder: Path, *, program: str = "") -> list[int]:
    """The ids of processes that have the folder on their command line, and the program if one is named."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if str(folder) in command and program in command:
            found.append(int(path.parent.name))
    return found
