"""Names as workflow files write them, and where in the law something stands.

>>> from pydantic import TypeAdapter
>>> TypeAdapter(SomeNames).validate_python("unit_clerk")
('unit_clerk',)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from texts import Text
from texts.reading import Name, Words


def _several(value: object) -> object:
    """A single name may stand without brackets: `by: unit_clerk`."""
    return [value] if isinstance(value, str) else value


Names = Annotated[
    tuple[Name, ...],
    BeforeValidator(_several, json_schema_input_type=Name | tuple[Name, ...]),
]
"""One name, or a list of names."""

SomeNames = Annotated[
    tuple[Name, ...],
    Field(min_length=1),
    BeforeValidator(
        _several, json_schema_input_type=Name | Annotated[tuple[Name, ...], Field(min_length=1)]
    ),
]
"""At least one name."""


SomeWords = Annotated[
    tuple[Words, ...],
    Field(min_length=1),
    BeforeValidator(
        _several, json_schema_input_type=Words | Annotated[tuple[Words, ...], Field(min_length=1)]
    ),
]
"""At least one word, such as the values of a setting; a single one may stand without brackets."""

When = Mapping[Name, SomeWords]
"""Under which settings something holds: for each setting named, one of these values."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the law something stands.

    Attributes:
        document: the instrument, as people cite it.
        article: the article, clause and point in it.
        note: what a reader has to know about it, such as that it was replaced.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "str_min_length": 1}

    document: Words
    article: Words
    note: Text | None = None
