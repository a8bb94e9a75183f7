"""The order of keys in the groups of award files and examples files.

Only keys of groups that the format itself names have an order.  What staff name (facts,
parameters, criteria that are replaced, fields under `where`) stays in the order in which it was
written, because that order can matter.

    >>> group = group_of("award").below("versions").below("criteria")
    >>> group.ordered(["source", "id", "must", "new_key"])
    ['id', 'must', 'source', 'new_key']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Group:
    """A group of keys.

    Attributes:
        keys: the known keys in their order; none where staff choose the keys.
        inside: the name of the group under each key, lists passed through.
        each: the name of the group under any other key.
    """

    keys: tuple[str, ...] = ()
    inside: Mapping[str, str] = field(default_factory=dict)
    each: str = ""

    def below(self, key: str) -> Group:
        """The group that stands under a key; one without order where nothing is known of it.

        >>> group_of("criterion").below("source").keys[:2]
        ('document', 'article')
        >>> group_of("criterion").below("anything").keys
        ()
        """
        return group_of(self.inside.get(key, self.each))

    def ordered(self, names: Iterable[str]) -> list[str]:
        """The names in the order of the group; unknown ones last, as they were.

        A key that this table does not know yet is therefore kept, and kept in its place among the
        unknown ones: a new key of the format needs no change here to be safe.
        """
        places = {key: n for n, key in enumerate(self.keys)}
        return sorted(names, key=lambda name: places.get(name, len(places)))


def group_of(name: str) -> Group:
    """The group of this name; one without order when there is none."""
    return GROUPS.get(name, PLAIN)


def root_of(keys: Iterable[str]) -> Group:
    """The group of a whole file, told by its keys.

    >>> root_of(["for", "base", "cases"]).keys[0]
    'for'
    """
    found = set(keys)
    if {"award", "versions"} <= found:
        return GROUPS["award"]
    return GROUPS["examples"] if {"for", "cases"} <= found else PLAIN


PLAIN = Group()

ASKING = ("when", "must", "at_least", "of", "first_of", "human", "asks")
CONDITIONS = dict.fromkeys(("all_of", "any_of", "of", "not"), "condition")

GROUPS: dict[str, Group] = {
    "award": Group(
        ("kind", "award", "text", "applies_to", "parameters", "facts", "versions"),
        {
            "text": "text",
            "applies_to": "criterion",
            "parameters": "parameters",
            "facts": "conditions",
            "versions": "version",
        },
    ),
    "parameters": Group(each="parameter"),
    "parameter": Group(("value", "text"), {"text": "text"}),
    "version": Group(
        ("id", "inherit", "not_loaded", "criteria", "replace", "drop", "add", "stages"),
        {
            "not_loaded": "text",
            "criteria": "criterion",
            "replace": "criteria",
            "add": "criterion",
            "stages": "stages",
        },
    ),
    "criteria": Group(each="criterion"),
    "criterion": Group(
        ("id", "due", "severity", "text", *ASKING, "say", "source"),
        {
            "text": "text",
            "when": "condition",
            "must": "condition",
            "of": "criterion",
            "first_of": "criterion",
            "human": "text",
            "say": "say",
            "source": "source",
        },
    ),
    "say": Group(("vi", "en"), each="outcomes"),
    "outcomes": Group(("met", "not_met", "unknown")),
    "text": Group(("vi", "en")),
    "source": Group(("document", "article", "status", "key", "warn"), {"warn": "text"}),
    "stages": Group(each="stage"),
    "stage": Group(
        ("applies", "because", "otherwise", "source"),
        {"applies": "condition", "because": "text", "otherwise": "text", "source": "source"},
    ),
    "conditions": Group(each="condition"),
    "condition": Group(
        (
            *("all_of", "any_of", "not", "any", "none", "count", "record", "run", "period"),
            *("documents", "where", "has", "at_least", "at_most", "of"),
        ),
        {**CONDITIONS, "run": "run", "period": "period"},
    ),
    "run": Group(("of", "where", "by", "length", "ending", "step", "gaps", "older_law")),
    "period": Group(
        ("each", "at_least", "ending", "may_end_earlier", "after", "with"),
        {"each": "yearly", "after": "yearly", "with": "yearly"},
    ),
    "yearly": Group(("of", "record", "count", "years", "where", "by", "has", "at_least")),
    "examples": Group(
        ("for", "base", "cases", "explained_mutants"),
        {"cases": "case", "explained_mutants": "mutant"},
    ),
    "case": Group(("name", "give", "without", "expect", "version", "because", "needs", "stages")),
    "mutant": Group(("mutant", "reason"), {"reason": "text"}),
}
"""Every group that has an order, or leads to one that has."""
