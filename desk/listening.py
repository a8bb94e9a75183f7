"""The sockets at which the desk listens, taken before anything else is begun.

Whoever opens the desk learns at once that another program has the port, and not after the demo
was played, nor in the words of the server in use.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from desk.trouble import NoAddressError, PortTakenError
from texts import Text

TRIED = 50
LAST = 65_535

TAKEN = Text(
    vi="Cổng {port} của {host} đang có chương trình khác dùng (có thể là một bàn làm việc đã mở); "
    "chưa mở gì. {hint}",
    en="Another program has the port {port} of {host} (a desk that is open already, perhaps); "
    "nothing was opened. {hint}",
)
FREE = Text(
    vi="Cổng {port} còn trống: thêm --port {port}.",
    en="The port {port} is free: add --port {port}.",
)
NONE_FREE = Text(vi="Chọn cổng khác bằng --port.", en="Choose another port by --port.")
NO_ADDRESS = Text(
    vi="Máy này không có địa chỉ '{host}'; chưa mở gì. Nêu một địa chỉ của máy này bằng --host.",
    en="This machine has no address '{host}'; nothing was opened. Name one of its own by --host.",
)
NO_RIGHT = Text(
    vi="Hệ điều hành không cho mở cổng {port}; chưa mở gì. Chọn cổng từ 1024 trở lên bằng --port.",
    en="The system does not let you open the port {port}; nothing was opened. Choose one from 1024 "
    "on by --port.",
)


@contextmanager
def listening(host: str, port: int) -> Iterator[list[socket.socket]]:
    """The sockets of an address of this machine, open for connections; closed at the end.

    Args:
        host: the address, or a name with one or more of them.
        port: the port there.

    Raises:
        PortTakenError: another program listens there; a free port is named.
        NoAddressError: it is no address of this machine, or the port may not be opened.
    """
    with ExitStack() as stack:
        try:
            opened = [stack.enter_context(one) for one in _opened(host, port)]
        except OSError as refused:
            raise _told(refused, host, port) from None
        yield opened


def _opened(host: str, port: int) -> Iterator[socket.socket]:
    """A socket at each address of a host.

    Raises:
        OSError: one of them cannot be opened.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, address in dict.fromkeys((family, address) for family, _, _, _, address in found):
        opened = socket.create_server(address[:2], family=family)
        # Connections have it from here: else an answer waits 40 ms for the word that its head came.
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield opened


def _told(refused: OSError, host: str, port: int) -> PortTakenError | NoAddressError:
    """Why an address cannot be listened at, with what to do."""
    if refused.errno == errno.EADDRINUSE:
        free = _free(host, port)
        hint = NONE_FREE if free is None else FREE.fill(port=free)
        return PortTakenError(TAKEN.fill(host=host, port=port, hint=hint))
    if refused.errno in {errno.EACCES, errno.EPERM}:
        return NoAddressError(NO_RIGHT.fill(port=port))
    return NoAddressError(NO_ADDRESS.fill(host=host))


def _free(host: str, port: int) -> int | None:
    """The next port of a host at which nobody listens just now; None where none is near."""
    for one in range(port + 1, min(port + TRIED, LAST) + 1):
        with suppress(OSError), ExitStack() as stack:
            for opened in _opened(host, one):
                stack.enter_context(opened)
            return one
    return None
