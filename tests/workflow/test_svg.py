"""The picture: readable without colours, without a mouse and without the picture itself."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

import workflow
from tests.workflow.test_laws import definitions
from texts import Text
from workflow import Definition
from workflow.pictures.layout import CARD, layout_of, rows_of_states
from workflow.pictures.svg import DARK, LIGHT, svg

SPACE = "{http://www.w3.org/2000/svg}"
AWARD = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")
NAMES = workflow.shipped_names()
WALKED = [("draft", "submit", "council_review"), ("council_review", "advance", "cluster_review")]
EVIL = '</text><script>alert("x")</script>&\x07'


def shipped(name: str) -> Definition:
    return workflow.read(workflow.shipped(name), file=f"{name}.yaml")


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 -- our own picture


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_an_image_with_a_title_and_a_description(name: str) -> None:
    definition = shipped(name)
    root = parsed(svg(definition))

    title, description = root[0], root[1]

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == definition.text.vi
    assert str(len(definition.states)) in (description.text or "")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_state_and_act_stands_in_the_picture_as_text(name: str, lang: str) -> None:
    definition = shipped(name)
    words = text_of(svg(definition, lang="vi" if lang == "vi" else "en"))

    texts = [one.text for one in definition.states.values()]
    texts += [act.text for _, _, act in definition.doings()]
    for text in texts:
        assert squeezed(text.vi if lang == "vi" else text.en) in words


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_cards_and_labels_overlap_nowhere_and_stay_on_their_card(name: str, lang: str) -> None:
    layout = layout_of(shipped(name), "vi" if lang == "vi" else "en")

    for one, other in combinations(layout.cards.values(), 2):
        apart = abs(one.x - other.x) >= CARD
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y
    for card in layout.cards.values():
        ends = [card.y, *(row.top + row.height for row in card.rows)]
        tops = [*(row.top for row in card.rows), card.y + card.height]
        assert all(end <= top for end, top in zip(ends, tops, strict=True))
        assert card.x + CARD < layout.width
        assert card.y + card.height < layout.height


@pytest.mark.parametrize("name", NAMES)
def test_lines_run_between_cards_and_run_together_only_to_one_card(name: str) -> None:
    layout = layout_of(shipped(name), "vi")
    owner: dict[tuple[str, int, int], str] = {}

    for line in layout.lines:
        _, (lane, _), (_, track), (middle, _), _ = line.points
        for card in layout.cards.values():
            assert not card.x <= lane <= card.x + CARD
            assert not card.y <= track <= card.y + card.height
        for key in (("lane", lane, 0), ("track", track, 0), ("in", middle, track)):
            assert owner.setdefault(key, line.target) == line.target


@given(definitions)
def test_any_workflow_can_be_drawn_and_has_every_state_once(definition: Definition) -> None:
    rows = rows_of_states(definition)

    assert sorted(state for row in rows for state in row) == sorted(definition.states)
    assert rows[0][0] == definition.start or definition.start in rows[0]
    parsed(svg(definition, lang="en"))


def test_rows_follow_the_longest_way() -> None:
    rows = rows_of_states(AWARD)
    at = {state: number for number, row in enumerate(rows) for state in row}

    assert rows[0] == ("draft",)
    assert at["council_review"] < at["cluster_review"] < at["provincial_review"] < at["approved"]


def test_the_present_state_is_told_by_a_word_and_a_border() -> None:
    picture = svg(AWARD, current="council_review")

    assert picture.count('class="box current"') == 1
    assert "ĐANG Ở ĐÂY · Hội đồng cơ sở xét" in picture
    assert "Hồ sơ đang ở: Hội đồng cơ sở đang xét." in picture
    assert "ĐANG Ở ĐÂY" not in svg(AWARD)


def test_a_step_that_was_taken_has_a_dot_and_a_thick_line() -> None:
    picture = svg(AWARD, walked=WALKED, lang="en")

    assert picture.count('polyline class="way walked"') == 2
    assert picture.count(">●<") == 2
    assert "● thick line: taken" in picture
    assert "2 steps were taken." in picture


def test_a_closed_act_has_a_cross_a_dashed_line_and_says_why() -> None:
    why = Text("Chưa bỏ phiếu.", "No ballot yet.")
    picture = svg(AWARD, current="council_review", closed={"advance": why}, lang="en")

    assert picture.count('polyline class="way closed"') == 1
    assert "<title>Closed – Send the dossier on: No ballot yet.</title>" in picture
    assert "stroke-dasharray" in picture
    assert picture.count(">✕<") == 1


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_colour_can_be_read_on_its_grounds(colours: dict[str, str]) -> None:
    for ink in ("ink", "soft", "way", "walked", "closed"):
        for ground in ("ground", "card"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def test_the_same_definition_gives_the_same_bytes() -> None:
    again = Definition.model_validate(AWARD.model_dump(by_alias=True))

    assert svg(again, lang="en") == svg(AWARD, lang="en")
    assert "prefers-color-scheme:dark" in svg(AWARD)


def test_a_text_cannot_add_anything_to_a_picture() -> None:
    text = Text(EVIL, EVIL)
    states = {**AWARD.states, "draft": AWARD.states["draft"].model_copy(update={"text": text})}
    evil = AWARD.model_copy(update={"states": states, "text": text})

    root = parsed(svg(evil, current="draft", closed={"submit": text}))

    assert {one.tag.removeprefix(SPACE) for one in root.iter()} <= {
        "svg", "title", "desc", "style", "rect", "text", "g", "polyline", "circle", "path",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "error"),
    [
        ({"current": "drafft"}, workflow.UnknownStateError),
        ({"walked": [("draft", "submitt", "draft")]}, workflow.UnknownActError),
        ({"walked": [("draft", "submit", "nowhere")]}, workflow.UnknownStateError),
        ({"closed": {"submitt": Text("v", "e")}}, workflow.UnknownActError),
    ],
)
def test_what_cannot_be_marked_is_an_error_in_every_form(
    marked: dict[str, object], error: type[Exception]
) -> None:
    for draw in (svg, workflow.mermaid, workflow.dot):
        with pytest.raises(error):
            draw(AWARD, **marked)  # type: ignore[arg-type]  # wrong on purpose


def test_mermaid_and_dot_mark_the_same_steps() -> None:
    why = Text("Chưa bỏ phiếu.", "No ballot yet.")
    marks = {"current": "council_review", "walked": WALKED[:1], "closed": {"advance": why}}

    mermaid = workflow.mermaid(AWARD, **marks, lang="en")  # type: ignore[arg-type]  # as they come
    dot = workflow.dot(AWARD, **marks, lang="en")  # type: ignore[arg-type]  # as they come

    assert " : ● Submit to the council" in mermaid
    assert " : ✕ Send the dossier on" in mermaid
    assert "        ✕ Send the dossier on - No ballot yet." in mermaid.splitlines()
    assert "class s1_draft walked" in mermaid
    assert '[label="● Submit to the council", penwidth=3]' in dot
    assert 'label="✕ Send the dossier on", style=dashed, tooltip="No ballot yet."' in dot


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def text_of(picture: str) -> str:
    return "".join(squeezed(one.text or "") for one in parsed(picture).iter(f"{SPACE}text"))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
