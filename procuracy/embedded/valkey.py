"""The embedded Valkey: its command line and whether it answers. Starting it is the keeper's work."""

import signal
import socket
from pathlib import Path

from procuracy.embedded.binaries import find_valkey
from procuracy.embedded.places import Places, ServerAccount


def socket_path(places: Places) -> Path:
    """The socket on which it listens."""
    return places.sockets / "valkey.sock"


class Valkey:
    """One embedded Valkey on a socket, described for the keeper and for those who use it."""

    name = "valkey"
    stop_signal = signal.SIGTERM

    def __init__(self, places: Places) -> None:
        self.places = places
        self.folder = places.var / "valkey"
        self.socket = socket_path(places)

    def prepare(self) -> None:
        """Makes the folder of its append-only file and removes the socket that a killed server left."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.socket.unlink(missing_ok=True)

    def command(self) -> list[str]:
        """The command line that runs the server in the foreground; a broker must not evict, so it refuses when full."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
        }
        return [str(find_valkey()), *(part for name, value in options.items() for part in (f"--{name}", value))]

    @property
    def run_as(self) -> ServerAccount | None:
        """It runs as whoever starts it."""
        return None

    @property
    def working_folder(self) -> Path:
        return self.folder

    def answers(self) -> bool:
        """Whether it answers a PING now."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(5) == b"+PONG"
            except OSError:
                return False
