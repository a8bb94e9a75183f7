"""Signing in and out, one click for a persona of the demo, and the language of the desk.

Whoever types a wrong password, an unknown name or too many of either reads the same sentence.
"""

from __future__ import annotations

from http import HTTPStatus

from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.route import Route, Who
from desk.trouble import NoPageError
from dossiers.accounts import PERSONAS, Declined, signed_in, signed_in_as, signed_out
from texts import Text, language_of

NO_PERSONAS = Text(
    vi="Chỉ bản dùng thử mới có nhân vật để chọn.", en="Only the demo has personas to choose."
)


def form(asked: Asked) -> Answer:
    """The form, and in the demo the personas."""
    if asked.session is not None:
        return Sent(_next(asked.query.one("next")))
    return _form(asked, asked.query.one("next"))


def sign_in(asked: Asked) -> Answer:
    """A session for whoever types the right password."""
    name, password = asked.form.one("account"), (asked.form.values.get("password") or ("",))[-1]
    found = signed_in(asked.house.store, name, password, at=asked.now, source=asked.source)
    if isinstance(found, Declined):
        return _form(asked, asked.form.one("next"), name, found.texts)
    return Sent(_next(asked.form.one("next")), session=found.token)


def sign_in_as(asked: Asked) -> Answer:
    """A session as a persona of the demo.

    Raises:
        NoPageError: this is no demo.
    """
    if not asked.house.demo:
        raise NoPageError(NO_PERSONAS)
    found = signed_in_as(asked.house.store, asked.form.one("account"), at=asked.now)
    return Sent("/", session=found.token)


def sign_out(asked: Asked) -> Answer:
    """The end of the session, in the database too."""
    if asked.session is not None:
        signed_out(asked.house.store, asked.session)
    return Sent("/sign-in", session="")


def language(asked: Asked) -> Answer:
    """The same page in the other language."""
    chosen = language_of(asked.parts["name"]) or "vi"
    return Sent(_next(asked.query.one("back")), language=chosen)


def _form(asked: Asked, then: str, name: str = "", wrong: tuple[Text, ...] = ()) -> Shown:
    """The form with what was typed, but for the password."""
    personas = PERSONAS if asked.house.demo else ()
    values = {"next": _next(then), "name": name, "wrong": wrong, "personas": personas}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return Shown("signing_in/sign_in.html", values, status)


def _next(path: str) -> str:
    """Where to go then: a page of this desk, or the first one.

    >>> _next("/dossiers/A-1"), _next("//elsewhere.example"), _next("https://elsewhere.example")
    ('/dossiers/A-1', '/', '/')
    """
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"


ROUTES = (
    Route("/sign-in", "sign_in", form, Who.ANYBODY),
    Route("/sign-in", "sign_in_post", sign_in, Who.ANYBODY, posts=True),
    Route("/sign-in/as", "sign_in_as", sign_in_as, Who.ANYBODY, posts=True),
    Route("/sign-out", "sign_out", sign_out, Who.ANYBODY, posts=True),
    Route("/language/{name}", "language", language, Who.ANYBODY, part=True),
)
