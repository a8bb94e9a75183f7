"""Every fact that rules may ask: its name, its values, the papers that prove it, who asks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import rules
from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.pages.rules.choosing import chosen, has_words
from dossiers.rulebook import bundle_of
from dossiers.vocabulary import VOCABULARY
from rules.meaning.language import leaves_of
from rules.meaning.vocabulary import Fact
from rules.remedies.reaching import names_in
from texts import Text

KINDS: Mapping[type, Text] = {
    rules.Whole: Text(vi="số nguyên", en="whole number"),
    rules.Flag: Text(vi="có hoặc không", en="yes or no"),
    rules.Day: Text(vi="ngày", en="day"),
    rules.Words: Text(vi="chữ", en="text"),
    rules.Choice: Text(vi="một trong các lựa chọn", en="one of several options"),
    rules.Records: Text(vi="danh sách nhiều mục", en="list of entries"),
}
"""What kind of value a fact has."""


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact.

    Attributes:
        name: by which rules call it.
        text: its name for people.
        kind: what values it has.
        options: the options of a choice: code and name.
        fields: the fields of an entry of a list.
        papers: what proves it.
        asked_by: the awards whose shipped rules ask it.
    """

    name: str
    text: Text
    kind: Text
    options: tuple[tuple[str, Text], ...]
    fields: tuple[FactShown, ...]
    papers: tuple[Text, ...]
    asked_by: tuple[str, ...]


def facts(asked: Asked) -> Answer:
    """The vocabulary; of it only what has the words that were typed."""
    query = asked.query.one("q")
    every = _facts()
    found = tuple(one for one in every if _fits(one, query))
    values = {"choice": chosen(asked), "query": query, "facts": found, "several": len(every)}
    return Shown("rules/facts.html", values)


@lru_cache(maxsize=1)
def _facts() -> tuple[FactShown, ...]:
    """Every fact, made once."""
    askers = _askers()
    return tuple(
        _shown(name, fact, tuple(askers.get(name, ()))) for name, fact in VOCABULARY.facts.items()
    )


def _shown(name: str, fact: Fact, asked_by: tuple[str, ...] = ()) -> FactShown:
    """One fact, or a field of one."""
    kind = fact.kind
    options = tuple(kind.options.items()) if isinstance(kind, rules.Choice) else ()
    fields = kind.fields if isinstance(kind, rules.Records) else {}
    return FactShown(
        name,
        fact.text,
        KINDS[type(kind)],
        options,
        tuple(_shown(part, one) for part, one in fields.items()),
        fact.papers,
        asked_by,
    )


def _askers() -> Mapping[str, list[str]]:
    """For each fact the awards whose shipped rules ask it under some law version."""
    found: dict[str, list[str]] = {}
    for code in rules.shipped_awards():
        for name in sorted(frozenset(_asked_in(bundle_of(code).award))):
            found.setdefault(name, []).append(code)
    return found


def _asked_in(award: rules.AwardRules) -> Iterator[str]:
    """The facts that the rules of an award ask; one may come more than once."""
    for version in award.versions:
        steps = (step for one in version.criteria for step in one.step.walk())
        conditions = (one for step in steps for one in (step.body, step.when) if one is not None)
        for condition in conditions:
            for leaf in leaves_of(condition):
                yield from names_in(leaf)


def _fits(one: FactShown, query: str) -> bool:
    """Whether a fact, or a field of its entries, has the words that were typed."""
    fields = " ".join(f"{part.text.vi} {part.text.en} {part.name}" for part in one.fields)
    told = f"{one.name} {one.name.replace('_', ' ')} {one.text.vi} {one.text.en} {fields}"
    return has_words(told, query)
