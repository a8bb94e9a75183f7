"""Findings as questions, with the events they name and the rule that they rest on.

They are looked for in all of history, once for a size of the log, in a thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.looking import query_of
from desk.people import names_of
from desk.route import Route, Who
from dossiers.findings import KINDS, Report, grouped, report, shipped_settings
from dossiers.findings.finding import Finding
from dossiers.findings.walking import Last
from dossiers.looking_back import Moment
from dossiers.store import Store

NAME = "findings"
PATIENCE_S = 3.0
MOST = 50
"""Findings of one kind that a page shows; a filter finds the others."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What is kept of a report.

    Attributes:
        report: the report without what it remembered of every stream.
        dossiers: the streams among those it names that are dossiers.
    """

    report: Report
    dossiers: frozenset[str]


def findings(asked: Asked) -> Answer:
    """What was found last; where nothing was looked for yet, the look begins."""
    store, checks = asked.store, asked.house.checks
    store.check_whole()
    size = _size(store)
    if checks.last(NAME) is None:
        checks.begin(NAME, size, partial(questions, store), at=asked.now)
    found = checks.waited(NAME, PATIENCE_S)
    number, kind = asked.query.one("number"), asked.query.one("kind")
    kept = found.value if found is not None else None
    told = (
        kept.report.of(numbers=[number] if number else ()) if isinstance(kept, Questions) else None
    )
    groups = {} if told is None else grouped(told.findings)
    values = {
        "found": found,
        "size": size,
        "under_way": checks.is_under_way(NAME),
        "told": told,
        "dossiers": kept.dossiers if isinstance(kept, Questions) else frozenset(),
        "groups": {one: several for one, several in groups.items() if kind in {"", one.id}},
        "number": number,
        "kind": kind,
        "KINDS": KINDS,
        "kinds": {one.id: one.text for one in KINDS},
        "MOST": MOST,
        "names": names_of(asked, _people(groups.values())),
        "query_of": lambda at: query_of(Moment(at=at)),
    }
    return Shown("findings/findings.html", values)


def _people(groups: Iterable[Iterable[Finding]]) -> Iterator[str]:
    """The ids of everybody whom the words of findings name."""
    for one in (each for several in groups for each in several):
        yield from (place.by for place in one.places if f"'{place.by}'" in one.text.vi)


def again(asked: Asked) -> Answer:
    """Look again, unless nothing was recorded since."""
    store, checks = asked.store, asked.house.checks
    store.check_whole()
    checks.begin(NAME, _size(store), partial(questions, store), at=asked.now)
    checks.waited(NAME, PATIENCE_S)
    return Sent("/audit/findings")


def questions(store: Store) -> Questions:
    """Walk through all of history.

    Args:
        store: the whole record.

    Raises:
        dossiers.errors.StoreError: it cannot be read.
    """
    found = report(store.events(), store.document, shipped_settings())
    trails = found.last.trails
    places = [place for one in found.findings for place in one.places]
    places += [place for one in found.unchecked for place in one.places]
    named = {place.stream for place in places}
    known = (one for one in named if one in trails and trails[one].subject == "dossier")
    return Questions(replace(found, last=Last(None, {}, {})), frozenset(known))


def _size(store: Store) -> int:
    """How many events there are."""
    return store.numbered.size + store.numbered.waiting


ROUTES = (
    Route("/audit/findings", "findings", findings, Who.AUDITORS, slow=True),
    Route("/audit/findings/again", "findings_again", again, Who.AUDITORS, posts=True),
)
