"""Fields whose words are the options of a fact: the vocabulary is the one place that lists them.

A nomination is thereby refused at the door for a word that no rule could ask about, and a new
option of a fact is at once accepted by the field that carries it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pydantic import BeforeValidator

from dossiers.vocabulary import VOCABULARY
from rules import Choice
from texts import Text, nearest
from texts.reading import wrong

NOT_ONE_OF = Text(
    vi="'{words}' không được dùng ở đây; hãy chọn {known}",
    en="'{words}' is not used here; choose {known}",
)


@dataclass(frozen=True)
class OneOf(BeforeValidator):
    """A check that a word is one of some, which whoever draws a form can read.

    Attributes:
        options: the words that are accepted, each with how people read it.
    """

    options: tuple[tuple[str, Text], ...] = ()


def one_of(fact: str) -> OneOf:
    """A check that a word is an option of a fact; it stands in the `Annotated` of a field.

    The options are looked up once, when the field is declared.

    Args:
        fact: the name in the vocabulary, such as `titles.status`.

    >>> from typing import Annotated
    >>> from pydantic import TypeAdapter, ValidationError
    >>> status = TypeAdapter(Annotated[str, one_of("titles.status")])
    >>> status.validate_python("restored")
    'restored'
    >>> try:
    ...     status.validate_python("valdi")
    ... except ValidationError as wrong:
    ...     wrong.errors()[0]["ctx"]["en"], wrong.errors()[0]["ctx"]["meant"]
    ("'valdi' is not used here; choose valid | revoked | restored | adjusted", 'valid')
    """
    found = VOCABULARY.find(fact)
    assert found is not None, f"the vocabulary has no {fact}"
    assert isinstance(found.kind, Choice), f"the vocabulary has no options for {fact}"
    return among(found.kind.options)


def among(options: Collection[str] | Mapping[str, Text]) -> OneOf:
    """A check that a word is one of these; the nearest of them is named where it is not.

    Args:
        options: the words, in the order in which they are told; with how people read them where
            they are no words of people themselves.
    """
    read = options if isinstance(options, Mapping) else {one: Text(one, one) for one in options}

    def checked(value: object) -> str:
        if isinstance(value, str) and value in options:
            return value
        words = str(value)[:60]
        text = NOT_ONE_OF.fill(words=words, known=" | ".join(options))
        raise wrong("not-one-of", text, meant=nearest(words, options))

    return OneOf(checked, options=tuple(read.items()))
