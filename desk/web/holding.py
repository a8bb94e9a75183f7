"""Connections, held to what a browser does: heads that arrive, answers that are read, not too many.

The server in use waits for ever for whoever connects and says nothing, or takes nothing of an
answer.  Each connection is looked at every few seconds here, and let go of where it stands still.
What cannot be read as a request is answered with the headers of every other answer.
"""

from __future__ import annotations

from asyncio import Transport
from collections.abc import Collection
from http import HTTPStatus
from typing import TYPE_CHECKING

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from desk.web.safety import HEADERS
from desk.web.sources import plain_address
from texts import Text

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from uvicorn.protocols.http.h11_impl import RequestResponseCycle

LOOK_EVERY_S = 2.5
HEAD_WITHIN_S = 10.0
"""The head of a request has arrived within so long; whoever connects sends one."""

STUCK_AFTER = 12
"""Looks at which nothing of an answer was taken, after which it is given up."""

MOST_CONNECTIONS = 400
MOST_OF_SOURCE = 100
"""Connections in all, and from one address that is no server in front of the desk."""

NO_REQUEST = Text(vi="Không đọc được yêu cầu này.", en="This request cannot be read.")
TOO_SLOW = Text(
    vi="Yêu cầu không đến kịp; hãy thử lại.", en="The request did not arrive in time; try again."
)
FULL = Text(
    vi="Bàn làm việc đang có quá nhiều kết nối; hãy thử lại sau giây lát.",
    en="The desk has too many connections just now; try again in a moment.",
)


class Connection(H11Protocol):
    """One connection of a browser, or of what pretends to be one."""

    proxies: frozenset[str | None] = frozenset()
    head_within = HEAD_WITHIN_S
    look_every = LOOK_EVERY_S

    _timer: TimerHandle | None = None
    _cycle: RequestResponseCycle | None = None
    _since = 0.0
    _left = 0
    _stuck = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as there
        """Begin to look at a connection; say at once where there are too many."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._timer = self.loop.call_later(self.look_every, self._look)
        if self._is_one_too_many():
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, FULL)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, unless the connection was refused."""
        if not self.transport.is_closing():
            super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Say that something is no request."""
        assert msg, "the server has its reason"
        self._refuse(HTTPStatus.BAD_REQUEST, NO_REQUEST)

    def _is_one_too_many(self) -> bool:
        """Whether there are too many connections, in all or from here."""
        if len(self.connections) > MOST_CONNECTIONS:
            return True
        here = self.client[0] if self.client else ""
        known = (one.client for one in self.connections if isinstance(one, Connection))
        same = sum(one is not None and one[0] == here for one in known)
        return plain_address(here) not in self.proxies and same > MOST_OF_SOURCE

    def _look(self) -> None:
        """Let go of the connection where it stands still; else look again later."""
        if self.cycle is not self._cycle or not (
            self.cycle is None or self.cycle.response_complete
        ):
            self._cycle, self._since = self.cycle, self.loop.time()
        left = self.transport.get_write_buffer_size()
        self._stuck = self._stuck + 1 if left and left >= self._left > 0 else 0
        self._left = left
        if self._stuck >= STUCK_AFTER:
            self.transport.abort()
        elif self.loop.time() - self._since >= self.head_within:
            self._since = self.loop.time()
            self._give_up()
        self._timer = self.loop.call_later(self.look_every, self._look)

    def _give_up(self) -> None:
        """Close a connection on which no request arrives."""
        if self.transport.is_closing():
            self.transport.abort()
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT, TOO_SLOW)

    def _refuse(self, status: HTTPStatus, text: Text) -> None:
        """Answer by one sentence in both languages, and close."""
        body = f"{text.vi}\n{text.en}\n".encode()
        told = {
            **HEADERS,
            "content-type": "text/plain; charset=utf-8",
            "content-length": str(len(body)),
            "connection": "close",
        }
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            head = [(name.encode(), value.encode()) for name, value in told.items()]
            reason = status.phrase.encode()
            parts = (h11.Response(status_code=status, headers=head, reason=reason), h11.Data(body))
            for part in (*parts, h11.EndOfMessage()):
                self.transport.write(self.conn.send(part) or b"")
        self.transport.close()


def connections(proxies: Collection[str]) -> type[Connection]:
    """How connections are held by a desk that stands behind some servers.

    Args:
        proxies: their addresses; many people come through each.
    """
    return type("Connection", (Connection,), {"proxies": frozenset(map(plain_address, proxies))})
