"""The kinds of fields that files of staff are made of; each accepts one way of writing.

The words come from a strict reader and are still text, so it is here that `010` is refused as a
number and `yes` as a flag, instead of being turned silently into something else.

A field also takes a value that has its type already, so that a program can make a model without
going through words.  Each refusal is a `wrong` with a message in both languages; `texts.validation`
gives it its place.

    >>> from pydantic import TypeAdapter
    >>> TypeAdapter(Whole).validate_python("12"), TypeAdapter(Flag).validate_python("true")
    (12, True)
    >>> [TypeAdapter(Whole).validate_python(8), TypeAdapter(Day).validate_python("2025-03-12")]
    [8, datetime.date(2025, 3, 12)]
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from texts.bilingual import Text

WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NAME = re.compile(r"[a-z][a-z0-9_.-]{0,79}")
LONGEST_WORDS = 4_000
"""Characters of free text."""

FLAGS = {"true": True, "false": False}

NOT_WHOLE = Text(
    vi="hãy viết một số nguyên như 12, không phải '{words}'",
    en="write a whole number such as 12, not '{words}'",
)
BOUNDS = Text(
    vi="hãy viết một số từ {low} đến {high}, không phải {words}",
    en="write a number from {low} to {high}, not {words}",
)
NOT_FLAG = Text(
    vi="hãy viết true hoặc false, không phải '{words}'", en="write true or false, not '{words}'"
)
NOT_DAY = Text(
    vi="hãy viết một ngày có thật theo dạng 2025-03-12, không phải '{words}'",
    en="write a day that exists, such as 2025-03-12, not '{words}'",
)
NOT_NAME = Text(
    vi="hãy viết một tên gồm chữ thường, số và _ . -, bắt đầu bằng chữ; không phải '{words}'",
    en="write a name of small letters, digits and _ . -, beginning with a letter; not '{words}'",
)
NOT_WORDS = Text(
    vi="hãy viết chữ ở đây, không phải nhóm hay danh sách",
    en="write words here, not a group or a list",
)
TOO_LONG = Text(vi="dài quá {limit} ký tự", en="longer than {limit} characters")


class Closed(BaseModel):
    """Base of every model that is read from outside: frozen, and any unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def wrong(code: str, text: Text, *, meant: str | None = None) -> PydanticCustomError:
    """The error that a field's check raises; it carries the message in both languages.

    Args:
        code: the stable name of this kind of mistake.
        text: what is wrong and what to write.
        meant: the nearest known word, where there is one.

    >>> wrong("not-whole", NOT_WHOLE.fill(words="mười")).message()
    "write a whole number such as 12, not 'mười'"
    """
    context = {"code": code, "vi": text.vi, "en": text.en, "meant": meant}
    return PydanticCustomError("wrong_value", "{en}", context)


def bounded(low: int, high: int) -> AfterValidator:
    """A check that a whole number lies within bounds, both included; for use in `Annotated`.

    Args:
        low: the least number that makes sense there.
        high: the greatest; without one a slip of the pen would be kept as a fact.
    """

    def checked(value: int) -> int:
        if low <= value <= high:
            return value
        raise wrong("out-of-bounds", BOUNDS.fill(low=low, high=high, words=value))

    return AfterValidator(checked)


def _whole(value: object) -> int:
    """A whole number; words of up to 15 digits are read, which any reader of JSON keeps exact.

    >>> _whole("-5"), _whole(12)
    (-5, 12)
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and WHOLE.fullmatch(value):
        return int(value)
    raise wrong("not-whole", NOT_WHOLE.fill(words=_shown(value)))


def _flag(value: object) -> bool:
    """`true` or `false` in small letters, and nothing that merely looks like one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in FLAGS:
        return FLAGS[value]
    raise wrong("not-flag", NOT_FLAG.fill(words=_shown(value)))


def _day(value: object) -> date:
    """A day of the calendar; a form without a day behind it is refused like any other words.

    >>> _day("2024-02-29")
    datetime.date(2024, 2, 29)
    """
    if isinstance(value, date):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # a form such as 2025-02-31, which is no day; told below like any other
    raise wrong("not-day", NOT_DAY.fill(words=_shown(value)))


def _name(value: object) -> str:
    """An identifier as it stands; it is neither trimmed nor made small."""
    if isinstance(value, str) and NAME.fullmatch(value):
        return value
    raise wrong("not-name", NOT_NAME.fill(words=_shown(value)))


def _words(value: object) -> str:
    """Free text as it stands, empty text included; its length is counted before composition."""
    if not isinstance(value, str):
        raise wrong("not-words", NOT_WORDS)
    if len(value) > LONGEST_WORDS:
        raise wrong("too-long", TOO_LONG.fill(limit=LONGEST_WORDS))
    return value


def _composed(value: str) -> str:
    """Text in composed form (NFC); what a program sends has not passed the reader of files."""
    return unicodedata.normalize("NFC", value)


def _shown(value: object) -> str:
    """A value as a message shows it: its first 60 characters, or the kind of a group or list."""
    return str(value)[:60] if isinstance(value, str | int | float) else type(value).__name__


Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number written in digits: `12`; never `010`, `1_000` or `5.0`."""

Flag = Annotated[bool, BeforeValidator(_flag)]
"""`true` or `false`; never `yes`, `on` or `1`."""

Day = Annotated[date, BeforeValidator(_day)]
"""A day of the calendar that exists, written `2025-03-12` (ISO 8601)."""

Name = Annotated[str, BeforeValidator(_name)]
"""An identifier: small letters, digits, `_ . -`, a letter first, at most 80 characters."""

Words = Annotated[str, BeforeValidator(_words), AfterValidator(_composed)]
"""Free text of at most 4,000 characters, kept in composed Unicode (NFC)."""
