"""The fields of a form out of the model that will read it.

>>> from dossiers.ballots import Ballot
>>> [one.name for one in fields_of(Ballot) if one.required]
['members', 'approvals']
>>> fields_of(Ballot)[0].kind
'whole'
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from dossiers.choices import OneOf
from dossiers.forms.labels import PARTS, label
from dossiers.vocabulary import VOCABULARY
from texts import Text
from texts.reading import Closed

Kind = Literal["words", "whole", "day", "flag", "choice", "several", "group", "records"]
KINDS: Mapping[type, Kind] = {bool: "flag", int: "whole", date: "day", str: "words"}

PROOF = "Proof"
"""The model whose fields are the parts of the evidence."""

YES_NO = {"true": Text(vi="Có", en="Yes"), "false": Text(vi="Không", en="No")}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes:
        name: as the model calls it.
        text: as people do.
        kind: how it is typed: words, a whole number, a day, yes or no, one of some, several of
            some or several words, a group of fields, or a list of groups.
        required: whether the act cannot be done without it.
        options: what can be chosen, each as people read it; empty where it is typed.
        model: what a group, or each entry of a list, is made of.
    """

    name: str
    text: Text
    kind: Kind
    required: bool = False
    options: Mapping[str, Text] = field(default_factory=dict)
    model: type[Closed] | None = None


@cache
def fields_of(model: type[Closed], *, facts: str = "") -> tuple[Field, ...]:
    """The fields of a model, in its order.

    Args:
        model: what will read the answer.
        facts: the list of the vocabulary that its fields are called by, such as `ratings`.

    Raises:
        LookupError: a field has no word for people.
    """
    return tuple(_field(model, name, info, facts) for name, info in model.model_fields.items())


def _field(model: type[Closed], name: str, info: FieldInfo, facts: str) -> Field:
    """One field.

    Raises:
        LookupError: it has no word for people.
    """
    text = _text(model.__name__, name, facts)
    kind, options, inside = _shape(info.rebuild_annotation())
    return Field(name, text, kind, info.is_required(), options, inside)


def _text(model: str, name: str, facts: str) -> Text:
    """What a field is called: by the form, or as the rules call the fact.

    Raises:
        LookupError: nobody has said.
    """
    fact = VOCABULARY.find(f"{facts}.{name}" if facts else name)
    own = PARTS.get(name) if model == PROOF else label(model, name)
    if fact is not None and (facts or own is None):
        return fact.text
    if own is None:
        raise LookupError(f"{model}.{name}")
    return own


def _shape(annotation: object) -> tuple[Kind, Mapping[str, Text], type[Closed] | None]:
    """How a field is typed, what can be chosen, and what it is made of."""
    found = _plain(annotation)
    options = dict(
        pair for one in _checks(annotation) if isinstance(one, OneOf) for pair in one.options
    )
    if get_origin(found) is tuple:
        inner = _plain(get_args(found)[0])
        if isinstance(inner, type) and issubclass(inner, Closed):
            return "records", {}, inner
        chosen = _shape(get_args(found)[0])[1]
        return "several", chosen, None
    if isinstance(found, type) and issubclass(found, Closed):
        return "group", {}, found
    if get_origin(found) is Literal:
        return "choice", {one: WORDS.get(one, Text(one, one)) for one in get_args(found)}, None
    if options:
        return "choice", options, None
    kind = KINDS[found] if isinstance(found, type) else "words"
    return kind, YES_NO if kind == "flag" else {}, None


def _plain(annotation: object) -> Any:  # noqa: ANN401 -- an annotation is anything
    """An annotation without its checks, and without None."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in {Union, types.UnionType}:
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        else:
            return annotation


def _checks(annotation: object) -> Iterator[object]:
    """The checks of an annotation, the outer ones first."""
    if get_origin(annotation) is Annotated:
        first, *checks = get_args(annotation)
        yield from checks
        yield from _checks(first)
    elif get_origin(annotation) in {Union, types.UnionType}:
        for one in get_args(annotation):
            yield from _checks(one)


WORDS = {
    "fraud": Text(vi="Gian dối trong kê khai thành tích", en="Fraud"),
    "false_information": Text(
        vi="Cung cấp thông tin sai sự thật để đề nghị", en="False information in the proposal"
    ),
    "unlawful_review": Text(
        vi="Xét, quyết định trái thẩm quyền, trái quy định", en="Reviewed against the law"
    ),
    "standard_not_met": Text(
        vi="Có kết luận không đủ tiêu chuẩn tại thời điểm xét", en="The standard was not met"
    ),
    "dismissed": Text(vi="Không có cơ sở", en="Dismissed"),
    "upheld": Text(vi="Đúng, có cơ sở", en="Upheld"),
}
"""The options that a model lists itself."""
