"""The rulebook as a list: every award of a day with what judges it and what its examples reach."""

from __future__ import annotations

from dataclasses import dataclass

import rules
from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.pages.rules.choosing import book, chosen, has_words, last_loaded, laws
from dossiers.store import Reader
from dossiers.use_cases.reading_rules import Standing, Tried, rulebook, tried


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of the rules of a day is not certain.

    Attributes:
        criteria: how many there are.
        unverified: of these, how many rest on a source whose wording was not verified.
        questions: how many questions they put to people.
    """

    criteria: int
    unverified: int
    questions: int


@dataclass(frozen=True, slots=True)
class Row:
    """One award of the list.

    Attributes:
        standing: its rules.
        counts: how much of them is not certain; None where there are none.
        tried: what its examples show; None where it has none on record.
    """

    standing: Standing
    counts: Counts | None
    tried: Tried | None


def listing(asked: Asked) -> Answer:
    """Every award of a day; of those whose code or name has the words that were typed."""
    choice, query = chosen(asked), asked.query.one("q")
    store = book(asked)
    standings = rulebook(store, on=choice.on, profile=choice.local)
    rows = [_row(store, one) for one in standings if _fits(one, query)]
    values = {
        "choice": choice,
        "query": query,
        "rows": rows,
        "several": len(standings),
        "law": laws().on(choice.on),
        "last_loaded": last_loaded(choice.on),
    }
    return Shown("rules/rules.html", values)


def _row(store: Reader, standing: Standing) -> Row:
    """One award with what is counted of it."""
    if standing.bundle is None:
        return Row(standing, None, None)
    return Row(standing, counts_of(standing.version), tried(store, standing))


def counts_of(version: rules.Version) -> Counts:
    """How much of the rules of a version is not certain."""
    steps = [step for one in version.criteria for step in one.step.walk()]
    return Counts(
        criteria=len(version.criteria),
        unverified=sum(one.source.status == "unverified" for one in version.criteria),
        questions=sum(len(step.questions) for step in steps),
    )


def _fits(standing: Standing, query: str) -> bool:
    """Whether the code or the name of an award has the words that were typed."""
    code = standing.award
    told = f"{code} {code.replace('_', ' ')}"
    if standing.bundle is not None:
        told += f" {standing.judging.text.vi} {standing.judging.text.en}"
    return has_words(told, query)
