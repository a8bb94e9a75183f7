"""Going to another moment: the form that every page has which can, and the addresses of moments.

>>> from datetime import date
>>> query_of(Moment(as_of=date(2025, 3, 12)))
'?as_of=2025-03-12'
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from desk.asked import Asked
from dossiers.looking_back import Moment
from texts.moments import VIETNAM

LEFT_BEHIND = frozenset({"at", "as_of", "after", "done", "n"})
"""What of an address does not hold at another moment: the moment, a place in a list, an act."""


@dataclass(frozen=True, slots=True)
class LookingBack:
    """The form of a page that can look back.

    Attributes:
        path: of the page.
        kept: what else stands behind the `?` and stays there, name by name.
        at: the moment of recording that is looked at, as it was typed.
        as_of: the business day, likewise.
        open: whether it is shown at once, since a moment was typed.
    """

    path: str
    kept: tuple[tuple[str, str], ...]
    at: str
    as_of: str
    open: bool


def looks_back(asked: Asked) -> LookingBack | None:
    """The form of the page that was asked for; None where it shows the present only."""
    if not asked.looks_back or asked.session is None:
        return None
    pairs = ((name, one) for name, several in asked.query.values.items() for one in several)
    kept = tuple((name, one) for name, one in pairs if one and name not in LEFT_BEHIND)
    at, as_of = asked.query.one("at"), asked.query.one("as_of")
    return LookingBack(asked.path, kept, at, as_of, bool(at or as_of))


def query_of(moment: Moment) -> str:
    """A moment to be put behind an address, in the time of Vietnam; nothing for the present."""
    told = {}
    if moment.at is not None:
        told["at"] = moment.at.astimezone(VIETNAM).replace(tzinfo=None).isoformat()
    if moment.as_of is not None:
        told["as_of"] = moment.as_of.isoformat()
    return f"?{urlencode(told)}" if told else ""
