"""A file of facts to typed values under the names of a vocabulary, or to every mistake in it.

A fact of a group may be written with its dotted name or inside the group:

    unit_council.members: 15          unit_council:
    unit_council.approvals: 12          members: 15
                                        approvals: 12

`null`, or leaving a fact out, says that it is not known.  `[]` says that there is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, cast

from pydantic import BaseModel, Field, create_model

from rules.errors import FactsFileError
from rules.meaning.vocabulary import (
    ANSWERS,
    Choice,
    Day,
    Fact,
    Flag,
    Kind,
    Records,
    Vocabulary,
    Whole,
)
from texts import Mistake, Text, reading

TWICE = Text(
    vi="dữ kiện '{words}' được ghi hai lần, một lần trong nhóm và một lần bằng tên có dấu chấm",
    en="the fact '{words}' is given twice, once in its group and once by its dotted name",
)

Facts = dict[str, object]


def read_facts(text: str | bytes, *, file: str, facts: Vocabulary) -> Facts:
    """Read a file of facts.

    Args:
        text: its content, YAML or JSON.
        file: its name, for the places of mistakes.
        facts: the vocabulary that says which facts there are and of what kind.

    Returns:
        The known facts by their full names, as int, bool, date, str, or a list of records; what
        was not given is absent.  `answers` is a mapping from question to True or False.

    Raises:
        FactsFileError: it has mistakes; an unknown name comes with the nearest known one, a value
            of the wrong kind with what is needed.

    >>> words = Vocabulary({"unit.size": Fact(Whole(), Text("Số người", "Size"))})
    >>> read_facts("unit: {size: 12}", file="a.yaml", facts=words)
    {'unit.size': 12}
    """
    model, tree = reading.read_model(text, file=file, model=model_of(facts), error=FactsFileError)
    twice = [
        Mistake(tree.place((name,), key=True), "given-twice", TWICE.fill(words=name), name)
        for name in _given_twice(model)
    ]
    if twice:
        raise FactsFileError(twice)
    return values_of(model)


def values_of(model: BaseModel) -> Facts:
    """The facts in a filled model of a vocabulary, under their full names.

    Args:
        model: an instance of what `model_of` made.
    """
    values: Facts = {}
    for name, value in _given(model).items():
        if isinstance(value, BaseModel):
            values.update({f"{name}.{part}": one for part, one in _given(value).items()})
        elif isinstance(value, tuple):
            values[name] = [_given(record) for record in value]
        else:
            values[name] = value
    return values


@lru_cache(maxsize=16)
def model_of(facts: Vocabulary) -> type[BaseModel]:
    """The closed model of all facts of a vocabulary; every one of them may be absent."""
    fields: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for name, fact in facts.facts.items():
        group, _, part = name.partition(".")
        fields[_field(name)] = _optional(fact, name)
        if part:
            groups.setdefault(group, {})[_field(part)] = _optional(fact, part)
    for name, parts in groups.items():
        inner = create_model(f"Group_{name}", __base__=reading.Closed, **parts)
        fields[_field(name)] = (inner | None, Field(default=None, alias=name))
    fields[ANSWERS] = (dict[reading.Words, reading.Flag] | None, None)
    return create_model("Facts", __base__=reading.Closed, **fields)


def _given(model: BaseModel) -> dict[str, object]:
    """What a model holds, under the names of the file."""
    fields = type(model).model_fields
    given = ((one.alias or name, getattr(model, name)) for name, one in fields.items())
    return {name: value for name, value in given if value is not None}


def _given_twice(model: BaseModel) -> Iterator[str]:
    """The facts that stand both in a group and under their dotted name."""
    given = _given(model)
    groups = {name: _given(value) for name, value in given.items() if isinstance(value, BaseModel)}
    for name in given:
        group, _, part = name.partition(".")
        if part in groups.get(group, {}):
            yield name


def _field(name: str) -> str:
    """The name of a fact as an attribute of a model, which knows no dots."""
    return name.replace(".", "__")


def _optional(fact: Fact, name: str) -> tuple[Any, Any]:
    """The field of a model for a fact, which may be absent."""
    kind = _type(fact.kind, name)
    return (kind | None, Field(default=None, alias=name))


def _type(kind: Kind, name: str) -> Any:  # noqa: ANN401 - pydantic takes any annotation
    """The annotation that accepts the values of a kind."""
    match kind:
        case Whole():
            return reading.Whole
        case Flag():
            return reading.Flag
        case Day():
            return reading.Day
        case Choice(options):
            return Literal[tuple(options)]
        case Records(fields):
            inner: Mapping[str, Any] = {
                _field(part): _optional(fact, part) for part, fact in fields.items()
            }
            record = create_model(f"Record_{name}", __base__=reading.Closed, **cast("Any", inner))
            return tuple[record, ...]
        case _:
            return reading.Words
