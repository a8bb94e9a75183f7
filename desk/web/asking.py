"""A request made into what a page is asked: who, what, at what moment, with what typed.

What was typed is put into composed Unicode (NFC) here and nowhere else; bytes that are no UTF-8, a
moment that cannot be read and a form with too many parts are told in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.requests import Request

from desk.asked import Asked, House, Typed
from desk.composing import composed
from desk.route import Route
from desk.trouble import BadInputError
from dossiers.accounts import Session, session_of, stand_ins
from dossiers.looking_back import Moment
from texts import Language, Text, language_of
from texts.moments import VIETNAM, end_of, read_day, read_moment

SESSION = "__Host-tdkt"
"""The cookie of a session: sent over a safe connection only, to this host only, at every path."""

LANGUAGE = "tdkt-language"
MOST_FIELDS = 500
PAST = ("at", "as_of")
Read = TypeVar("Read")

NO_UTF8 = Text(
    vi="Nội dung gửi lên không phải chữ Unicode (UTF-8); chưa ghi gì.",
    en="What was sent is no Unicode text (UTF-8); nothing was recorded.",
)
TOO_MANY = Text(
    vi="Biểu mẫu có quá nhiều ô (tối đa {most}); chưa ghi gì.",
    en="The form has too many fields (at most {most}); nothing was recorded.",
)
NO_FORM = Text(
    vi="Nội dung gửi lên không phải biểu mẫu của trang này; chưa ghi gì.",
    en="What was sent is no form of this page; nothing was recorded.",
)
NO_MOMENT = Text(
    vi="Không đọc được thời điểm '{words}'; viết 12/03/2025, 12/03/2025 16:00 hoặc 2025-03-12.",
    en="The moment '{words}' cannot be read; write 12/03/2025, 12/03/2025 16:00 or 2025-03-12.",
)
NO_DAY = Text(
    vi="Không đọc được ngày nghiệp vụ '{words}'; viết 12/03/2025 hoặc 2025-03-12.",
    en="The business day '{words}' cannot be read; write 12/03/2025 or 2025-03-12.",
)
FUTURE = Text(
    vi="{words} chưa đến; chỉ xem được những gì đã ghi sổ.",
    en="{words} has not come yet; only what was recorded can be looked at.",
)


def stranger(request: Request, page: str, house: House) -> Asked:
    """A request of which nothing is read, and whoever sent it is nobody.

    Args:
        request: it.
        page: the name of the page that was asked for.
        house: what is served.
    """
    now = datetime.now(UTC)
    return Asked(
        house=house,
        page=page,
        parts={},
        query=Typed(),
        form=Typed(),
        session=None,
        language=spoken(request),
        moment=Moment(),
        now=now,
        today=house.today or now.astimezone(VIETNAM).date(),
        path=request.url.path,
        source=request.client.host if request.client else "",
    )


def known(request: Request, asked: Asked) -> Asked:
    """The same request with whoever sent it.

    Raises:
        dossiers.errors.StoreError: the database cannot be read.
    """
    store, found = asked.house.store, session(request, asked.house, asked.now)
    others = () if found is None else stand_ins(store, found.account, on=asked.today)
    return replace(asked, session=found, stand_ins=others)


def with_query(request: Request, route: Route, asked: Asked) -> Asked:
    """The same request with its address read, but for the moment.

    Raises:
        BadInputError: it cannot be read.
    """
    return replace(
        asked,
        parts={name: composed(str(one)) for name, one in request.path_params.items()},
        query=typed(request.scope["query_string"]),
        posted=route.posts,
        fragment="hx-request" in request.headers,
        looks_back=route.past,
    )


async def whole(request: Request, route: Route, asked: Asked) -> Asked:
    """The same request with the moment that it asks about, and what was typed into a form.

    Raises:
        BadInputError: what was sent cannot be read.
    """
    moment = _moment(asked.query, asked.now) if route.past else Moment()
    form = await _form(request) if route.posts else Typed()
    return replace(asked, moment=moment, form=form)


def typed(encoded: bytes) -> Typed:
    """The fields of a form, or of what stands behind a `?`.

    Raises:
        BadInputError: they are no UTF-8, or too many.

    >>> typed(b"q=Nguye%CC%82%CC%83n&q=B").values["q"] == ("Nguyễn", "B")
    True
    """
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except UnicodeError:
        raise BadInputError(NO_UTF8) from None
    except ValueError:
        raise BadInputError(TOO_MANY.fill(most=MOST_FIELDS)) from None
    return _gathered(pairs)


def spoken(request: Request) -> Language:
    """The language that was chosen, in the address or before; else Vietnamese."""
    return language_of(request.cookies.get(LANGUAGE, "")) or "vi"


def session(request: Request, house: House, now: datetime) -> Session | None:
    """Whose session a request belongs to; None where it has none, or one that is over."""
    token = request.cookies.get(SESSION)
    return None if not token else session_of(house.store, token, at=now)


async def _form(request: Request) -> Typed:
    """The fields that were typed.

    Raises:
        BadInputError: it is no form, or cannot be read.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await request.body()
    if body and kind != "application/x-www-form-urlencoded":
        raise BadInputError(NO_FORM)
    return typed(body)


def _gathered(pairs: Iterable[tuple[str, str]]) -> Typed:
    """Fields by name, each with all its values."""
    values: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        values[name] = (*values.get(name, ()), composed(value))
    return Typed(values)


def _moment(query: Typed, now: datetime) -> Moment:
    """The moment behind the `?`.

    Raises:
        BadInputError: it cannot be read, or has not come yet.
    """
    at, as_of = (query.one(name) for name in PAST)
    found = Moment(
        _read(at, read_moment, NO_MOMENT) if at else None,
        _read(as_of, read_day, NO_DAY) if as_of else None,
    )
    if found.at is not None and found.at > end_of(now.astimezone(VIETNAM).date()):
        raise BadInputError(FUTURE.fill(words=at))
    return found


def _read(words: str, reader: Callable[[str], Read], fault: Text) -> Read:
    """What was typed, read.

    Raises:
        BadInputError: it cannot be.
    """
    try:
        return reader(words)
    except ValueError:
        raise BadInputError(fault.fill(words=words)) from None
