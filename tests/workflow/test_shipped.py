"""The workflow files that come with the program, and the schema that helps whoever edits them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources

import pytest
import yaml
from jsonschema import Draft202012Validator

import workflow
from texts import Text
from workflow import Definition
from workflow.proving.verify import verify

NAMES = workflow.shipped_names()
HINT = "# yaml-language-server: $schema=../definition.schema.json"
SCHEMA = resources.files("workflow") / "definition.schema.json"


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_workflow_is_read_and_is_called_as_its_file(name: str) -> None:
    definition = workflow.read(workflow.shipped(name), file=f"{name}.yaml")

    assert definition.id == name


@pytest.mark.parametrize("name", NAMES)
def test_every_text_says_something_of_its_own_in_vietnamese_and_english(name: str) -> None:
    definition = workflow.read(workflow.shipped(name), file=f"{name}.yaml")

    for text in texts_of(definition):
        assert text.vi.strip()
        assert text.en.strip()
        assert text.vi != text.en


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_workflow_begins_with_the_hint_for_editors(name: str) -> None:
    first = workflow.shipped(name).decode().splitlines()[0]

    assert first == HINT


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_workflow_follows_the_schema(name: str) -> None:
    validator = Draft202012Validator(workflow.schema())

    errors = list(validator.iter_errors(yaml.safe_load(workflow.shipped(name))))

    assert errors == []


def test_the_committed_schema_is_the_one_of_the_model() -> None:
    committed = json.loads(SCHEMA.read_text(encoding="utf-8"))

    assert committed == workflow.schema()
    Draft202012Validator.check_schema(committed)


@pytest.mark.parametrize(
    ("old", "new"), [("to: review", "too: review"), ("by: head", "by: []"), ("en: A", "fr: A")]
)
def test_the_schema_refuses_what_the_model_refuses(old: str, new: str) -> None:
    act = "{text: {vi: A, en: A}, by: head, to: review}".replace(old, new)
    state = f"{{text: {{vi: A, en: A}}, acts: {{go: {act}}}}}"
    head = "{kind: workflow/v1, id: a, version: '1', text: {vi: A, en: A}, roles: {}, states: "
    document = yaml.safe_load(f"{head}{{review: {state}}}}}")

    errors = list(Draft202012Validator(workflow.schema()).iter_errors(document))

    assert errors


def test_an_unknown_workflow_is_an_error_with_the_nearest_one() -> None:
    with pytest.raises(workflow.UnknownWorkflowError) as caught:
        workflow.shipped("provincial_awards")

    assert caught.value.nearest == "provincial-award"


def test_the_four_stages_stand_in_their_order() -> None:
    definition = workflow.read(workflow.shipped("provincial-award"), file="a.yaml")

    assert list(definition.stages) == [
        "unit_proposal",
        "council_review",
        "cluster_review",
        "provincial_approval",
    ]


def texts_of(definition: Definition) -> Iterator[Text]:
    yield definition.text
    named = (definition.roles, definition.stages, definition.requirements, definition.states)
    for group in named:
        yield from (one.text for one in group.values())
    yield from (act.text for _, _, act in definition.doings())
    notes = (one.source.note for one in definition.requirements.values())
    yield from (note for note in notes if note is not None)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_definition_promises_five_things_and_keeps_them(name: str) -> None:
    definition = workflow.read(workflow.shipped(name), file=f"{name}.yaml")

    proof = verify(definition)

    assert len(definition.claims) >= 5
    assert [one.id for one in proof.checks if not one.holds] == []
