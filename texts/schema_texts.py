"""What editors say of each key of a file: a JSON Schema with the texts of a catalogue put in.

The models of files explain themselves in English, to those who write code.  Policy staff read what
their editor shows when they point at a key, so each key has a text in both languages, in one
catalogue a package (`schema_texts.yaml`).  Both go into `description`, Vietnamese first: it is the
one key of JSON Schema 2020-12 that editors show, and it has no form for several languages; a key of
our own, such as `x-description-en`, nobody would see.

    >>> keys = {"by": Text("Ai", "Who")}
    >>> texts = {"Vote": GroupTexts(text=Text("Lá phiếu", "A vote"), keys=keys)}
    >>> plain = {"type": "object", "properties": {"by": {"type": "string"}}}
    >>> described(plain, texts, root="Vote")["properties"]["by"]["description"]
    'Ai · Who'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from texts.bilingual import Text
from texts.fields import Closed, Words
from texts.validation import read_model

BETWEEN = "{vi} · {en}"
FORMS = ("anyOf", "oneOf", "allOf")

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""


class GroupTexts(Closed):
    """What is said of one group of keys.

    Attributes:
        text: what the group is.
        keys: what each of its keys says.
    """

    text: Text
    keys: Mapping[Words, Text] = {}


class SchemaTexts(Closed):
    """A catalogue.

    Attributes:
        kind: the version of this file format.
        groups: the groups by the names that schemas give them; a group that stands in a choice has
            the name of the whole and, after a dot, of the key that it must have.
    """

    kind: Literal["schema_texts/v1"]
    groups: Mapping[Words, GroupTexts]


def read_schema_texts(text: str | bytes, *, file: str) -> Mapping[str, GroupTexts]:
    """The groups of a catalogue.

    Args:
        text: its content.
        file: its name, for the places of mistakes.

    Raises:
        FileMistakesError: it has mistakes.
    """
    return read_model(text, file=file, model=SchemaTexts)[0].groups


def described(schema: Schema, texts: Mapping[str, GroupTexts], *, root: str) -> Schema:
    """The same schema with a description of every group and key that the catalogue knows.

    A group that it does not know keeps the description that it had.

    Args:
        schema: a JSON Schema with its definitions under `$defs`.
        texts: the catalogue.
        root: the name of the outermost group.
    """
    named = {name: _described(one, texts, name) for name, one in schema.get("$defs", {}).items()}
    whole = {key: one for key, one in schema.items() if key != "$defs"}
    return {**_described(whole, texts, root), **({"$defs": named} if "$defs" in schema else {})}


def _described(schema: Schema, texts: Mapping[str, GroupTexts], name: str) -> Schema:
    """One group, and every group of a choice in it."""
    made = dict(schema)
    for form in FORMS:
        if form in schema:
            made[form] = [_described(one, texts, _name_in(one, name)) for one in schema[form]]
    if name not in texts:
        return made
    group = texts[name]
    if "properties" in schema:
        made["properties"] = {
            key: {**one, "description": _both(group.keys[key])} if key in group.keys else one
            for key, one in schema["properties"].items()
        }
    return {**made, "description": _both(group.text)}


def _name_in(schema: Schema, name: str) -> str:
    """The name of a group that stands in a choice; nothing that has no keys has one."""
    wanted = schema.get("required", ())
    return f"{name}.{wanted[0]}" if wanted and "properties" in schema else ""


def _both(text: Text) -> str:
    """A text in both languages on one line."""
    return BETWEEN.format(vi=text.vi, en=text.en)
