"""The order of keys in each kind of file, as the models of the kinds state it.

A model names its keys in the order in which people should read them, and its JSON Schema keeps that
order; so there is no second list of keys that could fall behind.  What staff name themselves
(facts, parameters, criteria that are replaced, fields under `where`) has no order here and stays as
it was written, because that order can matter.

    >>> criterion = root_of({"kind": "award_rules/v1"}).below("versions").below("criteria")
    >>> criterion.ordered(["source", "id", "must", "new_key"])
    ['id', 'must', 'source', 'new_key']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from rules.codes import Essays
from rules.files.award_file import AwardShape, schema_of
from rules.law.laws import Laws
from rules.law_coverage import Coverage
from rules.local.profile_file import DelegationsShape, ProfileAwardShape, ProfileShape
from rules.money_file import Money
from rules.quotas.batch_file import BatchShape
from rules.trying.examples import ExamplesShape

Schema = Mapping[str, Any]
"""A JSON Schema (2020-12), or a part of one."""

INSIDE = ("anyOf", "oneOf")
NAMED = "#/$defs/"


@dataclass(frozen=True, slots=True)
class Form:
    """How files of one kind look.

    Attributes:
        model: the model of a whole file.
        hint: the name of the schema file that editors read; empty where there is none.
        folder: the folder in which such files stand, beside which the schema file lies.
    """

    model: type[BaseModel]
    hint: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of keys.

    Attributes:
        shapes: the schemas of what can stand here; none where nothing is known of it.
        names: the schemas that others refer to.
    """

    shapes: tuple[Schema, ...] = ()
    names: Schema | None = None

    def below(self, key: str) -> Group:
        """The group that stands under a key, lists passed through.

        >>> source = root_of({"kind": "award_money/v1"}).below("rounding")
        >>> source.ordered(["key", "article", "document"])
        ['document', 'article', 'key']
        >>> source.below("document").ordered(["b", "a"])
        ['b', 'a']
        """
        found: list[Schema] = []
        for shape in self.shapes:
            known = shape.get("properties", {})
            under = known.get(key, shape.get("additionalProperties"))
            if isinstance(under, Mapping):
                found.extend(_shapes(under, self.names or {}))
        return Group(tuple(found), self.names)

    def ordered(self, names: Iterable[str]) -> list[str]:
        """The names in the order of the group; unknown ones last, as they were.

        A key that no model knows (a slip, or one of a later version) is therefore kept.
        """
        given = list(names)
        places = {key: n for n, key in enumerate(self._keys(set(given)))}
        return sorted(given, key=lambda name: places.get(name, len(places)))

    def _keys(self, given: set[str]) -> Iterable[str]:
        """The keys of the shape that fits best; several forms of a condition share keys."""
        best: tuple[str, ...] = ()
        most = (False, 0)
        for shape in self.shapes:
            keys = tuple(shape.get("properties", ()))
            fit = (given >= set(shape.get("required", ())), len(given & set(keys)))
            if fit[1] and fit > most:
                best, most = keys, fit
        return best


def root_of(values: Mapping[str, str], forms: Mapping[str, Form] | None = None) -> Group:
    """The group of a whole file; one without order where its kind is not known.

    Args:
        values: the single values of the file by key; `kind` tells what it is.
        forms: the kinds that are known; those of this package unless others are given.

    >>> root_of({"for": "CSTDCS", "cases": ""}).ordered(["cases", "base", "for"])
    ['for', 'base', 'cases']
    """
    form = form_of(values, FORMS if forms is None else forms)
    return Group() if form is None else _root(form)


def form_of(values: Mapping[str, str], forms: Mapping[str, Form]) -> Form | None:
    """The form of a file, told by its `kind`, or by `for` where examples stand; None if unknown.

    >>> form_of({"kind": "laws/v2"}, FORMS) is None
    True
    """
    return forms.get(EXAMPLES if {"for", "cases"} <= set(values) else values.get("kind", ""))


@lru_cache(maxsize=32)
def _root(form: Form) -> Group:
    """The outermost group of a form."""
    schema = schema_of(form.model)
    names = schema["$defs"]
    return Group(tuple(_shapes(schema, names)), names)


def _shapes(schema: Schema, names: Schema) -> Iterator[Schema]:
    """The groups that a schema allows: behind references, in choices, in lists."""
    if "$ref" in schema:
        yield from _shapes(names[schema["$ref"].removeprefix(NAMED)], names)
    for one in (one for inside in INSIDE for one in schema.get(inside, ())):
        yield from _shapes(one, names)
    if isinstance(schema.get("items"), Mapping):
        yield from _shapes(schema["items"], names)
    if schema.get("type") == "object":
        yield schema


EXAMPLES = "examples"
"""Stands for the kind of examples files, which name their award instead."""

FORMS: Mapping[str, Form] = {
    "award_rules/v1": Form(AwardShape, "award.schema.json", "awards"),
    "batch_rules/v1": Form(BatchShape, "batch.schema.json", "batches"),
    "award_money/v1": Form(Money),
    "laws/v1": Form(Laws),
    "law_coverage/v1": Form(Coverage),
    "essays/v1": Form(Essays),
    "rules_profile/v1": Form(ProfileShape, "profile.schema.json"),
    "profile_award/v1": Form(ProfileAwardShape, "profile-award.schema.json"),
    "delegations/v1": Form(DelegationsShape),
    EXAMPLES: Form(ExamplesShape),
}
"""The kinds of files of this package, by the value of their key `kind`."""
