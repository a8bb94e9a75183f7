"""The law page: every clause that was gone through, with the criteria that hold it, or why none.

A source of a rule leads to its article here, where the article was gone through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import rules
from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.pages.rules.choosing import chosen
from dossiers.rulebook import bundle_of
from rules.law_coverage import (
    Article,
    Clause,
    Coverage,
    Held,
    Instrument,
    articles_of,
    held_by,
    meant_by,
)
from texts import Text


@dataclass(frozen=True, slots=True)
class Holding:
    """A criterion that holds a clause.

    Attributes:
        award: the code of its award.
        criterion: its id.
        versions: the law versions under which it stands.
        asks: whether people have to answer for it.
    """

    award: str
    criterion: str
    versions: tuple[str, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """A clause with what holds it.

    Attributes:
        clause: the clause.
        held: the criteria that hold it.
    """

    clause: Clause
    held: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """An article with its clauses.

    Attributes:
        anchor: by which it is linked to.
        name: its number.
        text: what it is about.
        clauses: its clauses.
    """

    anchor: str
    name: str
    text: Text
    clauses: tuple[ClauseShown, ...]


@dataclass(frozen=True, slots=True)
class InstrumentShown:
    """A document of the law with its articles.

    Attributes:
        anchor: by which it is linked to.
        document: its number.
        text: its name.
        articles: its articles.
    """

    anchor: str
    document: str
    text: Text
    articles: tuple[ArticleShown, ...]


def law(asked: Asked) -> Answer:
    """The clauses of the cited articles; those of the shipped rules, whatever was published."""
    values = {"choice": chosen(asked), "instruments": _instruments()}
    return Shown("rules/law.html", values)


@lru_cache(maxsize=1024)
def anchor_of(source: rules.Source) -> str:
    """Where the article of a source stands on the law page; empty where it does not stand there.

    >>> anchor_of(rules.Source("Luật 06/2022/QH15", "Điều 24 khoản 1 điểm a (theo Điều 23)"))
    'd1-a5'
    """
    anchors = (
        anchor
        for name in articles_of(source)
        for document, article, anchor in _anchors()
        if document in source.document and article == name
    )
    return next(anchors, "")


def _anchors() -> Iterator[tuple[str, str, str]]:
    """Every article: its document, its number and its anchor, in the order of the page."""
    for n, instrument in enumerate(_coverage().instruments):
        for k, article in enumerate(instrument.articles):
            yield instrument.document, article.article, _anchor(n, k)


def _anchor(instrument: int, article: int) -> str:
    """The anchor of an article, by where it stands in the file."""
    return f"d{instrument + 1}-a{article + 1}"


@lru_cache(maxsize=1)
def _coverage() -> Coverage:
    """The file of clauses."""
    return rules.read_law_coverage(rules.shipped_law_coverage(), file="coverage.yaml")


@lru_cache(maxsize=1)
def _instruments() -> tuple[InstrumentShown, ...]:
    """Every document with its articles, made once."""
    held = dict(held_by(bundle_of(code).award for code in rules.shipped_awards()))
    return tuple(
        InstrumentShown(f"d{n + 1}", one.document, one.text, tuple(_articles(n, one, held)))
        for n, one in enumerate(_coverage().instruments)
    )


def _articles(number: int, instrument: Instrument, held: dict[str, Held]) -> Iterator[ArticleShown]:
    """The articles of one document."""
    for k, one in enumerate(instrument.articles):
        clauses = tuple(
            ClauseShown(clause, tuple(_holding(instrument, one, clause, held)))
            for clause in one.clauses
        )
        yield ArticleShown(_anchor(number, k), one.article, one.text, clauses)


def _holding(
    instrument: Instrument, article: Article, clause: Clause, held: dict[str, Held]
) -> Iterator[Holding]:
    """The criteria that hold a clause."""
    for name in clause.criteria:
        for full in meant_by(name, held, instrument.document, article.article):
            award, _, criterion = full.partition(" ")
            yield Holding(award, criterion, tuple(held[full].versions), held[full].asks)
