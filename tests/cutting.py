"""A wire between a client and PostgreSQL that is cut after so many bytes, in either direction.

What was read from one side before the cut is passed on, so a request may have arrived whole while
its answer never comes back: nobody but the server knows then what was done.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

SOCKET = ".s.PGSQL.5432"
CHUNK = 65_536


@dataclass(slots=True)
class Wire:
    """The wire, by which every connection goes through.

    Attributes:
        url: the address of the same database through it.
        there: the socket of the server.
        to_server: how many more bytes pass to the server before the cut; None for all.
        to_client: how many more come back.
        cuts: how often it was cut.
    """

    url: str
    there: str
    to_server: int | None = None
    to_client: int | None = None
    cuts: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def cut_after(self, *, to_server: int | None = None, to_client: int | None = None) -> None:
        """Cut the connection that first passes so many bytes from now on; one, and once."""
        with self.lock:
            self.to_server, self.to_client = to_server, to_client

    def passed(self, data: bytes, *, back: bool) -> bytes | None:
        """What of some bytes gets through; None where the wire is cut and nothing does."""
        with self.lock:
            left = self.to_client if back else self.to_server
            if left is None:
                return data
            if len(data) < left:
                if back:
                    self.to_client = left - len(data)
                else:
                    self.to_server = left - len(data)
                return data
            self.to_server = self.to_client = None
            self.cuts += 1
            return None if back else data[:left]


@contextlib.contextmanager
def wired(url: str) -> Iterator[Wire]:
    """A wire to the database at an address, which goes with the block."""
    parsed = make_url(url)
    there = str(Path(str(parsed.query["host"]), SOCKET))
    with TemporaryDirectory(prefix="tdkt-wire-") as folder, socket.socket(socket.AF_UNIX) as door:
        door.bind(str(Path(folder, SOCKET)))
        door.listen(64)
        through = parsed.set(query={**parsed.query, "host": folder})
        wire = Wire(through.render_as_string(hide_password=False), there)
        threading.Thread(target=_let_in, args=(door, wire), daemon=True).start()
        yield wire
        with contextlib.suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)


def _let_in(door: socket.socket, wire: Wire) -> None:
    """Take every connection, until the wire is taken away."""
    while True:
        try:
            client, _ = door.accept()
        except OSError:
            return
        threading.Thread(target=_carried, args=(client, wire), daemon=True).start()


def _carried(client: socket.socket, wire: Wire) -> None:
    """Carry bytes between a client and the server until one of them ends, or the wire is cut."""
    with client, socket.socket(socket.AF_UNIX) as server, contextlib.suppress(OSError):
        server.connect(wire.there)
        while True:
            ready, _, _ = select.select([client, server], [], [])
            for one in ready:
                other, back = (client, True) if one is server else (server, False)
                data = one.recv(CHUNK)
                through = wire.passed(data, back=back) if data else None
                if through:
                    other.sendall(through)
                if through is None or len(through) < len(data):
                    return
