"""What every page of the rulebook is asked: which day, under which profile, at which moment.

Rules are nobody's personal data, so they are read from the whole database, whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlencode

import rules
from desk.asked import Asked
from desk.trouble import BadInputError
from dossiers.store import Reader
from texts import Text
from texts.folding import is_marked, marked_word, plain_word, words_of
from texts.moments import read_day

NO_DAY = Text(
    vi="Không đọc được ngày '{words}'; viết 2025-03-12 hoặc 12/03/2025.",
    en="The day '{words}' cannot be read; write 2025-03-12 or 12/03/2025.",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen.

    Attributes:
        on: the day of receipt.
        profile: the id of a local profile; empty for the national rules alone.
        kept: what a link to another page of the rulebook keeps, by name.
        typed: whether the day was chosen, and is not that of the moment.
    """

    on: date
    profile: str
    kept: dict[str, str]
    typed: bool

    @property
    def local(self) -> str | None:
        """The profile as use cases take it."""
        return self.profile or None

    @property
    def profiles(self) -> tuple[rules.Profile, ...]:
        """The profiles that can be chosen."""
        return tuple(rules.shipped_profile(name) for name in rules.shipped_profiles())

    def link(self, *path: str, **more: str) -> str:
        """The address of a page of the rulebook that keeps what was chosen.

        >>> Chosen(date(2025, 3, 12), "", {"on": "2025-03-12"}, True).link("CSTDCS", q="a b")
        '/rules/CSTDCS?on=2025-03-12&q=a+b'
        """
        behind = urlencode({name: one for name, one in {**self.kept, **more}.items() if one})
        return self.path(*path) + (f"?{behind}" if behind else "")

    def path(self, *path: str) -> str:
        """The address of a page of the rulebook, with nothing behind it."""
        return "/rules" + "".join(f"/{quote(one, safe='')}" for one in path)


def chosen(asked: Asked) -> Chosen:
    """What the address chooses.

    Raises:
        BadInputError: the day cannot be read.
    """
    typed = asked.query.one("on")
    day = day_typed(typed) if typed else asked.day
    kept = {name: asked.query.one(name) for name in ("on", "profile", "at", "as_of")}
    if typed:
        kept["on"] = day.isoformat()
    return Chosen(day, asked.query.one("profile"), kept, bool(typed))


def day_typed(words: str) -> date:
    """A day that was typed.

    Raises:
        BadInputError: there is no such day.
    """
    try:
        return read_day(words)
    except ValueError:
        raise BadInputError(NO_DAY.fill(words=words)) from None


@lru_cache(maxsize=1)
def laws() -> rules.Laws:
    """The law versions that come with the program."""
    return rules.read_laws(rules.shipped_laws(), file="laws.yaml")


def last_loaded(day: date) -> date | None:
    """The last day before one whose law was not read, on which the law was; None for any other.

    >>> last_loaded(date(2026, 10, 6)), last_loaded(date(2025, 6, 20))
    (datetime.date(2026, 9, 30), None)
    """
    if laws().on(day).loaded:
        return None
    before = (one.last for one in laws().versions if one.loaded and one.first <= day)
    return max((last for last in before if last is not None), default=None)


def has_words(told: str, query: str) -> bool:
    """Whether every word that was typed begins a word of a text; one without marks is any of them.

    >>> has_words("Cờ thi đua", "co thi"), has_words("Cơ sở", "cờ"), has_words("Cờ", "")
    (True, False, True)
    """
    known = _words_of(told)
    return all(
        any(
            marked.startswith(marked_word(typed)) if is_marked(typed) else plain.startswith(typed)
            for marked, plain in known
        )
        for typed in words_of(query)
    )


@lru_cache(maxsize=2048)
def _words_of(told: str) -> frozenset[tuple[str, str]]:
    """The words of a text, each with its marks and without."""
    return frozenset((marked_word(one), plain_word(one)) for one in words_of(told))


def book(asked: Asked) -> Reader:
    """Where rules are read: the whole database, at the moment that is asked about."""
    return asked.moment.seen(asked.house.store)
