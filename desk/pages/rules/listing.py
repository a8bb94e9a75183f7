"""The rulebook as a list: every award of a day with what judges it and what its examples reach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import rules
from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.pages.rules.choosing import book, chosen
from dossiers.store import Reader
from dossiers.use_cases.reading_rules import Standing, Tried, rulebook, tried
from dossiers.wording import SOURCES
from texts.folding import plain_word, words_of


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
        "laws": rules.read_laws(rules.shipped_laws(), file="laws.yaml"),
        "SOURCES": SOURCES,
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
    """Whether every word that was typed begins a word of the code or the name, marks aside."""
    known = _words(standing.award, standing.bundle and standing.judging)
    return all(
        any(word.startswith(plain_word(typed)) for word in known) for typed in words_of(query)
    )


@lru_cache(maxsize=512)
def _words(code: str, award: rules.AwardRules | None) -> frozenset[str]:
    """The words by which an award is found, without marks."""
    told = code.replace("_", " ") + " " + code
    if award is not None:
        told += f" {award.text.vi} {award.text.en}"
    return frozenset(plain_word(one) for one in words_of(told))
