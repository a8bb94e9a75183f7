"""What editors show: each key of each kind of file is described in Vietnamese and in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import jsonschema
import pytest

import rules
import workflow
from rules.files.award_file import schema_texts as texts_of_rules
from texts import Text
from texts.schema_texts import GroupTexts, described
from workflow.schema_texts import schema_texts as texts_of_workflows

SCHEMAS: Mapping[str, dict[str, Any]] = {
    "award": rules.schema(),
    "batch": rules.batch_schema(),
    "profile": rules.profile_schema(),
    "profile-award": rules.profile_award_schema(),
    "definition": workflow.schema(),
    "calendar": workflow.calendar_schema(),
}
VIETNAMESE = set("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
CATALOGUES = {"rules": texts_of_rules(), "workflow": texts_of_workflows()}


def described_parts(schema: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of every group, and every definition, with the path to it."""
    if isinstance(schema, list):
        for one in schema:
            yield from described_parts(one, path)
    if not isinstance(schema, dict):
        return
    inside = {**schema.get("properties", {}), **schema.get("$defs", {})}
    for name, one in inside.items():
        yield f"{path}/{name}", cast("dict[str, Any]", one)
    for name, one in schema.items():
        yield from described_parts(
            list(one.values()) if name in {"properties", "$defs"} else one, f"{path}/{name}"
        )


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_of_every_schema_is_described_in_both_languages(name: str) -> None:
    parts = list(described_parts(SCHEMAS[name]))

    assert len(parts) > 8
    for path, part in parts:
        vi, between, en = part.get("description", "").partition(" · ")
        assert between, f"{path}: {part.get('description')}"
        assert len(vi) > 1, path
        assert len(en) > 1, path
        assert not VIETNAMESE & set(en.lower()), path
    told = [part["description"].partition(" · ")[0] for _, part in parts]
    assert sum(bool(VIETNAMESE & set(one.lower())) for one in told) > 0.9 * len(told)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_whole_file_is_described_and_the_schema_is_sound(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])

    assert " · " in SCHEMAS[name]["description"]
    assert "Attributes:" not in str(SCHEMAS[name])


@pytest.mark.parametrize("package", CATALOGUES)
def test_no_text_stands_in_a_catalogue_for_a_key_that_there_is_not(package: str) -> None:
    every = {
        part["description"]
        for schema in SCHEMAS.values()
        for _, part in [*described_parts(schema), ("", schema), *groups_of_choices(schema)]
    }

    for name, group in CATALOGUES[package].items():
        for key, text in [("", group.text), *group.keys.items()]:
            assert f"{text.vi} · {text.en}" in every, f"{name}.{key}"


def groups_of_choices(schema: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """The groups that stand in a choice."""
    if isinstance(schema, list):
        for one in schema:
            yield from groups_of_choices(one)
    if isinstance(schema, dict):
        choices = [one for one in schema.get("anyOf", []) if "properties" in one]
        yield from (("", one) for one in choices)
        for one in schema.values():
            yield from groups_of_choices(one)


def test_a_key_that_is_not_known_keeps_what_it_had() -> None:
    texts = {"Vote": GroupTexts(text=Text("Lá phiếu", "A vote"))}
    plain = {"properties": {"by": {"description": "before"}}, "$defs": {"Other": {"title": "O"}}}

    found = described(plain, texts, root="Vote")

    assert found["description"] == "Lá phiếu · A vote"
    assert found["properties"] == plain["properties"]
    assert found["$defs"] == plain["$defs"]
