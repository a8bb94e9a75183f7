"""An answer made into a response: a page drawn, another address, or a file.

Cookies are set here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from desk.answer import Answer, Handed, Sent, Shown
from desk.asked import Asked
from desk.drawing import drawn
from desk.looking import looks_back
from desk.menu import menu
from desk.routes import BY_NAME, ROUTES
from desk.units import Units
from desk.web.asking import LANGUAGE, SESSION
from dossiers.accounts import noted_reading
from dossiers.scope import NOBODYS
from texts.moments import day_in_vietnam

NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]")
DRAWING = "default-src 'none'; style-src 'unsafe-inline'"
"""The policy of a picture, which is shown as an image: it may be coloured, and nothing else."""

YEAR_S = 365 * 24 * 60 * 60


def response_of(answer: Answer, asked: Asked) -> Response:
    """The response to a request.

    Args:
        answer: what the page answered.
        asked: what it was asked.
    """
    match answer:
        case Shown():
            values = {**_frame(asked), **answer.values}
            page = drawn(asked.language, answer.template, values)
            return Response(
                page, answer.status, media_type="text/html", background=_noting(answer, asked)
            )
        case Sent():
            return _sent(answer)
        case Handed():
            return _handed(answer, _noting(answer, asked))


def _noting(answer: Shown | Handed, asked: Asked) -> BackgroundTask | None:
    """What puts on record that somebody read a dossier, once the page is on its way.

    Nothing, where it is known to be on record: beside the row that was read it is kept who has read
    it on which day, and what is on record stays there (ADR 0056).
    """
    if not answer.reads or asked.session is None:
        return None
    store, session = asked.house.store, asked.session
    body = None if asked.posted else asked.reader.body(answer.reads)
    beside = store.memory.of(body or b"")
    key = ("reading on record", session.account.id, day_in_vietnam(asked.now))
    if beside.has(key):
        return None

    def noted() -> None:
        noted_reading(store, session, answer.reads, at=asked.now)
        beside.kept(key, lambda: True)

    return BackgroundTask(noted)


def _frame(asked: Asked) -> Mapping[str, object]:
    """What every page is drawn with: who looks at what, and when."""
    return {
        "asked": asked,
        "session": asked.session,
        "menu": tuple(menu(asked)),
        "back": _back(asked),
        "units": Units(asked.house.store),
        "looks_back": looks_back(asked),
        "sees_dossiers": asked.scope != NOBODYS,
        "band": asked.moment.band(asked.today) if asked.moment.past else None,
    }


def _back(asked: Asked) -> str:
    """Where a change of language leads: the same page, or the first one if only forms come here."""
    page = BY_NAME.get(asked.page)
    if not asked.posted or page is None:
        return asked.again()
    read = any(one.path == page.path and not one.posts for one in ROUTES)
    return asked.again() if read else "/"


def _sent(answer: Sent) -> Response:
    """A response that leads to another page, and what it says to the browser's cookies."""
    response = RedirectResponse(answer.path, status_code=303)
    if answer.session:
        response.set_cookie(
            SESSION, answer.session, secure=True, httponly=True, samesite="lax", path="/"
        )
    elif answer.session is not None:
        response.delete_cookie(SESSION, secure=True, httponly=True, samesite="lax", path="/")
    if answer.language is not None:
        response.set_cookie(
            LANGUAGE, answer.language, max_age=YEAR_S, httponly=True, samesite="lax", path="/"
        )
    return response


def _handed(answer: Handed, noting: BackgroundTask | None) -> Response:
    """A file, under a name that any browser reads (RFC 6266)."""
    headers = {}
    if answer.name:
        plain = NOT_PLAIN.sub("_", answer.name)
        encoded = quote(answer.name, safe="")
        headers["content-disposition"] = (
            f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
        )
    if answer.drawing:
        headers["content-security-policy"] = DRAWING
    return Response(answer.body, media_type=answer.media, headers=headers, background=noting)
