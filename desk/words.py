"""The words of the desk in two languages, and how days, moments and numbers are written.

A template is written in Vietnamese; `en.po` beside it has the English.  The catalogues are read
once, when the desk begins.

    >>> number_in("vi", 1234.5), number_in("en", 1234.5)
    ('1.234,5', '1,234.5')
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from texts import Language

HERE = Path(__file__).parent


@lru_cache
def english() -> Mapping[str, str]:
    """Every wording of the templates in English.

    Raises:
        ValueError: two catalogues disagree on one wording.
    """
    found: dict[str, str] = {}
    for file in sorted(HERE.rglob("en.po")):
        for vi, en in _read(file):
            if found.setdefault(vi, en) != en:
                raise ValueError(f"{file}: {vi!r} has another wording elsewhere")
    return found


def worded(language: Language, vietnamese: str) -> str:
    """A wording of a template in a language; Vietnamese where a catalogue has no English.

    >>> worded("vi", "Hồ sơ")
    'Hồ sơ'
    """
    return vietnamese if language == "vi" else english().get(vietnamese, vietnamese)


def number_in(language: Language, number: float) -> str:
    """A number as it is written in a language."""
    return format_decimal(number, locale=language)


def _read(file: Path) -> list[tuple[str, str]]:
    """The wordings of one catalogue."""
    with file.open("rb") as opened:
        messages = read_po(opened, locale="en")
    return [(str(one.id), str(one.string)) for one in messages if one.id and one.string]
