"""The JSON Schemas of the files of this package, with what editors say of each key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from pydantic import BaseModel

from texts.schema_texts import GroupTexts, described, read_schema_texts

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "schema_texts.yaml"


@lru_cache(maxsize=1)
def schema_texts() -> Mapping[str, GroupTexts]:
    """What is said of each group of keys, by the name that the schemas give it.

    >>> schema_texts()["Mark"].keys["text"].vi
    'Tên'
    """
    return read_schema_texts(resources.files("workflow").joinpath(FILE).read_bytes(), file=FILE)


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file, with a description of each key in both languages.

    Args:
        model: the model of the whole file.
    """
    generated = model.model_json_schema(by_alias=True)
    return {"$schema": DIALECT, **described(generated, schema_texts(), root=model.__name__)}
