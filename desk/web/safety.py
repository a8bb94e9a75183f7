"""What every response carries and every request is held to, whatever page answers.

Nothing inline runs and nothing is fetched from elsewhere (ADR 0010); a form is taken only from a
page of this desk, told by the browser's own headers and, where there is a session, by its token.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.asked import Asked
from desk.trouble import StrangeFormError
from texts import Text

MOST_BYTES = 1_000_000
"""A form at most; nobody types more."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "strict-transport-security": "max-age=31536000",
    "cache-control": "no-store",
    "x-frame-options": "DENY",
}
"""On every response; a static file alone says otherwise of caching."""

RAW = tuple((name.encode(), value.encode()) for name, value in HEADERS.items())
"""The same as they are sent; names of headers are in small letters there."""

STRANGE = Text(
    vi="Biểu mẫu này không đến từ trang của bạn, hoặc trang đã mở từ phiên trước. Chưa ghi gì; hãy "
    "mở lại trang và làm lại.",
    en="This form did not come from a page of yours, or the page is of an earlier session. "
    "Nothing was recorded; open the page again and repeat.",
)


class Carrying:
    """The headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and put the headers on its response."""

        async def carrying(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                message["headers"] += [one for one in RAW if one[0] not in there]
            await send(message)

        await self._app(scope, receive, carrying)


def from_here(request: Request) -> bool:
    """Whether the browser says that a form came from a page of this desk.

    Browsers send `Sec-Fetch-Site` or `Origin` with every form; what sends neither is no browser.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


def check_form(request: Request, asked: Asked) -> None:
    """Refuse a form from elsewhere.

    Raises:
        StrangeFormError: the browser says that it came from elsewhere, or the token of the session
            is missing or another.
    """
    ours = from_here(request)
    if asked.session is not None:
        ours = ours and asked.session.is_own(asked.form.one("csrf"))
    if not ours:
        raise StrangeFormError(STRANGE)
