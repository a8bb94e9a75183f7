"""What rules may ask about: every fact with its name, its kind, and the papers that prove it.

The vocabulary is declared by whoever owns the facts and handed to the reader of rules, so that a
misspelt name is a mistake with a line and not a criterion that silently never holds.

    >>> facts = Vocabulary({
    ...     "award_year": Fact(Whole(), Text("Năm xét", "Award year")),
    ...     "ratings": Fact(
    ...         Records({"year": Fact(Whole(), Text("Năm", "Year"))}),
    ...         Text("Kết quả xếp loại", "Ratings"),
    ...         papers=(Text("Quyết định xếp loại", "Rating decision"),),
    ...     ),
    ... })
    >>> facts.find("ratings.year").text.en
    'Year'
    >>> facts.papers("ratings.year")[0].en
    'Rating decision'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from texts import Text

ANSWERS = "answers"
"""The fact that holds what people answered, by question; part of every vocabulary."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""


@dataclass(frozen=True, slots=True)
class Words:
    """Free text; rules can only ask whether it equals other text."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several named options.

    Attributes:
        options: each option with its text, in their order.
        ordered: whether a later option is higher, so that `at_least` makes sense.
    """

    options: Mapping[str, Text]
    ordered: bool = False

    def from_(self, option: str) -> tuple[str, ...]:
        """This option and every higher one.

        >>> Choice({"low": Text("thấp", "low"), "high": Text("cao", "high")}, True).from_("low")
        ('low', 'high')
        """
        names = tuple(self.options)
        return names[names.index(option) :]

    def up_to(self, option: str) -> tuple[str, ...]:
        """This option and every lower one.

        >>> Choice({"low": Text("thấp", "low"), "high": Text("cao", "high")}, True).up_to("low")
        ('low',)
        """
        names = tuple(self.options)
        return names[: names.index(option) + 1]


@dataclass(frozen=True, slots=True)
class Records:
    """A list of records with the same fields.

    Attributes:
        fields: each field of a record; none of them is a list again.
    """

    fields: Mapping[str, Fact]


Kind = Whole | Flag | Day | Words | Choice | Records


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be known about a dossier.

    Attributes:
        kind: what values it has.
        text: its name for people.
        papers: what would settle it where it is not known.
    """

    kind: Kind
    text: Text
    papers: tuple[Text, ...] = ()


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All facts by their names; two vocabularies are the same only when they are one object.

    Attributes:
        facts: each fact under its name; a dotted name is one of a group (`unit_council.members`).
    """

    facts: Mapping[str, Fact]

    def find(self, name: str) -> Fact | None:
        """The fact, or the field of a record (`titles.status`), of this name; None when unknown."""
        if name in self.facts:
            return self.facts[name]
        records, _, field = name.partition(".")
        return self.fields(records).get(field)

    def fields(self, records: str) -> Mapping[str, Fact]:
        """The fields of a list of records; empty when nothing of this name is one."""
        fact = self.facts.get(records)
        return fact.kind.fields if fact is not None and isinstance(fact.kind, Records) else {}

    def options(self, name: str) -> tuple[str, ...]:
        """The options of a choice, in their order; empty for anything else.

        Args:
            name: a fact (`nominee.kind`), or a field of a record (`titles.status`).
        """
        fact = self.find(name)
        return tuple(fact.kind.options) if fact and isinstance(fact.kind, Choice) else ()

    def papers(self, name: str) -> tuple[Text, ...]:
        """The papers that would settle a fact; a field without its own has those of its list."""
        fact = self.find(name)
        if fact is not None and fact.papers:
            return fact.papers
        whole = self.facts.get(name.partition(".")[0])
        return () if whole is None else whole.papers

    @property
    def scalars(self) -> tuple[str, ...]:
        """The names of all facts that are no lists."""
        return tuple(
            name for name, fact in self.facts.items() if not isinstance(fact.kind, Records)
        )

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of all facts that are lists of records."""
        return tuple(name for name, fact in self.facts.items() if isinstance(fact.kind, Records))
