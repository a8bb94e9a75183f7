"""Going back to the sender opens no new state, and helps only whoever came from there."""

from __future__ import annotations

import pytest

import workflow

HEAD = """kind: workflow/v1
id: drawn
version: "1"
text: {vi: Chữ, en: Words}
roles: {clerk: {text: {vi: Chữ, en: Words}}}
states:
"""


def state(name: str, *acts: str, **rest: str) -> str:
    more = "".join(f", {key}: {value}" for key, value in rest.items())
    done = ", ".join(
        f"{act.partition('>')[0]}: {{text: {{vi: a, en: b}}, by: clerk, {_target(act)}}}"
        for act in acts
    )
    return f"  {name}: {{text: {{vi: a, en: b}}, acts: {{{done}}}{more}}}\n"


def _target(act: str) -> str:
    target = act.partition(">")[2]
    return "back_to: sender" if target == "sender" else f"to: {target}"


def codes(*states: str) -> list[tuple[str, str]]:
    with pytest.raises(workflow.DefinitionFileError) as wrong:
        workflow.read(HEAD + "".join(states), file="drawn.yaml")
    return [(one.code, one.words) for one in wrong.value.mistakes]


def test_a_state_that_only_a_return_leads_to_is_unreachable() -> None:
    found = codes(
        state("begin", "go>asked", start="true"),
        state("asked", "back>sender", "go>finish"),
        state("hidden", "go>asked"),
        state("finish", end="decided"),
    )

    assert found == [("unreachable-state", "hidden")]


def test_a_loop_between_a_return_and_one_of_its_senders_is_a_dead_end() -> None:
    found = codes(
        state("begin", "go>asked", "leave>other", "stop>finish", start="true"),
        state("other", "go>asked"),
        state("asked", "back>sender"),
        state("finish", end="decided"),
    )

    assert ("dead-end", "other") in found
    assert ("dead-end", "begin") not in found
