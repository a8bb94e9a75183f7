"""What every request passes before a page is asked: its host, its pace, its body.

A body is read here, whole, within its size and its time; a page never waits for a slow sender, and
of a form that did not arrive whole nothing is done.  Whoever is turned away reads why on a page.

Invariants:

* the name by which the desk is reached is one of those that it was started with;
* no more of a body is kept than `MOST_BYTES`, whether its length was told before or not;
* a connection that ends in the middle of a form leaves nothing behind.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from time import monotonic

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.web.asking import SESSION
from desk.web.limits import Limits
from desk.web.safety import MOST_BYTES
from desk.web.sources import plain_address, source_of
from texts import Text

BODY_WITHIN_S = 20.0
"""A form has arrived within so long; the largest one takes a second of a slow line."""

MOST_DRAINED = 20_000_000
"""Bytes of a body that is too long that are let go by before it is answered."""

HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?", re.IGNORECASE)
CLOSING = {"connection": "close"}
FREE = "/static/"
SIGN_IN, SIGN_IN_COST = "/sign-in", 10
"""Passwords are costly to compare, and so is asking for it."""

STRANGE_HOST = Text(
    vi="Bàn làm việc không mang tên máy này. Hãy dùng địa chỉ mà người quản trị đã cho.",
    en="The desk is not reached by this host name. Use the address that the administrator gave.",
)
TOO_LONG = Text(
    vi="Nội dung gửi lên quá dài (tối đa {most} byte); chưa ghi gì. Hãy rút ngắn rồi gửi lại.",
    en="What was sent is too long (at most {most} bytes); nothing was recorded. Shorten it and "
    "send it again.",
)
TOO_SLOW = Text(
    vi="Biểu mẫu không đến đủ trong {seconds} giây; chưa ghi gì. Hãy kiểm tra đường truyền rồi gửi "
    "lại.",
    en="The form did not arrive whole within {seconds} seconds; nothing was recorded. Check the "
    "connection and send it again.",
)
TOO_FAST = Text(
    vi="Có quá nhiều yêu cầu cùng lúc; chưa ghi gì. Hãy thử lại sau {seconds} giây.",
    en="Too many requests came at once; nothing was recorded. Try again in {seconds} seconds.",
)

Page = Callable[[Scope, Text, HTTPStatus], Response]
"""Draws the page that says why somebody was turned away."""


class TurnedAwayError(Exception):
    """A request that goes no further.

    Attributes:
        text: why.
        status: of the answer.
        headers: what the answer says besides.
    """

    def __init__(self, text: Text, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        """Keep what the page says."""
        self.text, self.status, self.headers = text, status, headers
        super().__init__(text.en)


class Guarding:
    """Stands around an application and lets in what may pass."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        page: Page,
        hosts: Collection[str],
        limits: Limits,
        proxies: Collection[str] = (),
        within: float = BODY_WITHIN_S,
    ) -> None:
        """Stand around an application.

        Args:
            app: what lies behind.
            page: draws the page for whoever is turned away.
            hosts: the names by which the desk is reached.
            limits: how fast requests may come.
            proxies: addresses of servers whose word is taken for where a request came from.
            within: seconds within which a body has arrived.
        """
        self._app, self._page, self._limits, self._within = app, page, limits, within
        self._hosts = {one.lower().strip("[]") for one in hosts}
        self._proxies = {plain_address(one) or one for one in proxies}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it with why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            self._check(scope)
            inner = await self._read(receive)
        except TurnedAwayError as away:
            answer = self._page(scope, away.text, away.status)
            answer.headers.update(away.headers)
            await answer(scope, receive, send)
            return
        if inner is not None:
            await self._app(scope, inner, send)

    def _check(self, scope: Scope) -> None:
        """Turn away what comes by another name, or too fast; and tell where the rest comes from.

        Raises:
            TurnedAwayError: it does.
        """
        headers = Headers(scope=scope)
        peer = scope["client"][0] if scope.get("client") else ""
        told = ",".join(headers.getlist("x-forwarded-for"))
        source = source_of(peer, told, self._proxies)
        scope["client"] = (source, 0)
        if not self._is_ours(headers.get("host", "")):
            raise TurnedAwayError(STRANGE_HOST, HTTPStatus.MISDIRECTED_REQUEST, {})
        if scope["path"].startswith(FREE):
            return
        cost = SIGN_IN_COST if (scope["method"], scope["path"]) == ("POST", SIGN_IN) else 1
        late = self._limits.wait(source, _session(headers), at=monotonic(), cost=cost)
        if late:
            seconds = int(late) + 1
            text = TOO_FAST.fill(seconds=seconds)
            raise TurnedAwayError(text, HTTPStatus.TOO_MANY_REQUESTS, {"retry-after": str(seconds)})

    def _is_ours(self, host: str) -> bool:
        """Whether the desk is reached by this name."""
        form = HOST.fullmatch(host)
        return form is not None and form[1].lower().strip("[]") in self._hosts

    async def _read(self, receive: Receive) -> Receive | None:
        """What hands the whole body on; None where the sender has gone.

        Raises:
            TurnedAwayError: it is too long, or too slow.
        """
        try:
            async with asyncio.timeout(self._within):
                body = await _gathered(receive)
        except TimeoutError:
            text = TOO_SLOW.fill(seconds=int(self._within))
            raise TurnedAwayError(text, HTTPStatus.REQUEST_TIMEOUT, CLOSING) from None
        return None if body is None else _handing(body, receive)


async def _gathered(receive: Receive) -> bytes | None:
    """The whole body; None where the sender has gone before its end.

    Of one that is too long the rest is let go by, for no browser reads an answer while it sends.

    Raises:
        TurnedAwayError: it is too long.
    """
    body, came, more = bytearray(), 0, True
    while more and came <= MOST_DRAINED:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        came += len(part)
        if came <= MOST_BYTES:
            body += part
        more = message.get("more_body", False)
    if came > MOST_BYTES:
        text = TOO_LONG.fill(most=f"{MOST_BYTES:,}".replace(",", "."))
        raise TurnedAwayError(text, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, CLOSING)
    return bytes(body)


def _handing(body: bytes, receive: Receive) -> Receive:
    """What hands on a body that was read, and then waits for the sender to go."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def handing() -> Message:
        return left.pop() if left else await receive()

    return handing


def _session(headers: Headers) -> str:
    """The token of a session that a request carries; empty for none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(SESSION)
    except CookieError:
        return ""
    return "" if found is None else found.value
