"""A diagram shows every state and act, and nothing that a text might smuggle in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import workflow
from tests.workflow.editions import FORMER
from texts import Text
from workflow import Definition

AWARD = FORMER
EVIL = 'x" ]\n%%{init}%% end --> <script>; a:b\\'


def test_mermaid_names_every_state_in_the_language_asked_for() -> None:
    drawn = workflow.mermaid(AWARD, lang="vi")

    assert drawn.startswith("stateDiagram-v2\n")
    assert all(f'"{state.text.vi}" as ' in drawn for state in AWARD.states.values())


def test_mermaid_draws_one_arrow_back_to_each_sender() -> None:
    drawn = workflow.mermaid(AWARD, lang="en")

    resumed = re.findall(r"s\d+_suspended --> s\d+_(\w+) : Resume the review", drawn)

    assert sorted(resumed) == [
        "cluster_review",
        "council_review",
        "head_decision",
        "provincial_review",
    ]


def test_mermaid_marks_start_ends_and_where_the_dossier_is() -> None:
    drawn = workflow.mermaid(AWARD, current="returned").splitlines()

    assert "    [*] --> s1_draft" in drawn
    assert len([line for line in drawn if line.endswith("--> [*]")]) == 4
    assert drawn[-1] == "    class s6_returned current"


def test_dot_names_every_state_and_marks_where_the_dossier_is() -> None:
    drawn = workflow.dot(AWARD, current="draft", lang="en")

    assert '"draft" [label="Draft", penwidth=3, style="rounded,bold"]' in drawn
    assert '"" -> "draft"' in drawn
    assert '"draft" -> "council_review" [label="Submit to the council"]' in drawn


@pytest.mark.parametrize("draw", [workflow.mermaid, workflow.dot])
def test_an_unknown_current_state_is_an_error(draw: Callable[..., str]) -> None:
    with pytest.raises(workflow.UnknownStateError):
        draw(AWARD, current="drafft")


def test_a_text_cannot_add_anything_to_a_mermaid_diagram() -> None:
    plain, evil = workflow.mermaid(AWARD), workflow.mermaid(with_text(EVIL))

    assert len(evil.splitlines()) == len(plain.splitlines())
    assert evil.count('"') == plain.count('"')
    assert not {"<", "%", "\\"} & set(evil)


def test_a_text_cannot_add_anything_to_a_dot_graph() -> None:
    plain, evil = workflow.dot(AWARD), workflow.dot(with_text(EVIL))

    assert len(evil.splitlines()) == len(plain.splitlines())
    assert r'label="x\" ] %%{init}%% end --> <script>; a:b\\"' in evil


def with_text(words: str) -> Definition:
    text = Text(words, words)
    states = {**AWARD.states, "draft": AWARD.states["draft"].model_copy(update={"text": text})}
    return AWARD.model_copy(update={"states": states})
