"""Policy staff read a workflow: picture, proof, acts in words, editions; and the help page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import workflow
from desk.pages.help.meanings import SOURCE, STATUS, TERMS, VERDICT
from desk.pages.workflows import page as workflows
from dossiers.rulebook import procedure, read_procedure
from dossiers.use_cases.checklist import STATUSES
from dossiers.use_cases.reading_workflows import Edition, Following
from dossiers.wording import SOURCES, VERDICTS
from tests.desk.visiting import Visitor

GLOSSARY = (Path(__file__).resolve().parents[2] / "docs" / "glossary.md").read_text("utf-8")


@pytest.fixture
def staff(visitor: Visitor) -> Visitor:
    """Policy staff, signed in."""
    return visitor.signed_in_as("policy")


def test_every_workflow_is_listed_and_shown(staff: Visitor) -> None:
    page = staff.reads("/workflows")

    for name in workflow.shipped_names():
        assert f'href="/workflows/{name}"' in page
    for name in ("correction", "rules-publication"):
        shown = staff.reads(f"/workflows/{name}")
        assert "Mọi điều đều đúng." in shown
        assert f'src="/workflows/{name}/picture.svg"' in shown


def test_every_state_act_and_claim_stands_in_words(staff: Visitor) -> None:
    page = staff.reads("/workflows/provincial-award")
    definition = procedure().definition

    for name, state in definition.states.items():
        assert f'id="state-{name}"' in page
        assert state.text.vi in page
    assert all(f"<code>{name}</code>" in page for name in definition.act_names)
    assert all(claim.text.vi in page for claim in definition.claims)
    assert all(role.text.vi in page for role in definition.roles.values())
    assert page.count("✓ đúng") == len(definition.claims) + 9
    assert re.search(r"\d+ hồ sơ đang theo, \d+ đã kết thúc", page)


def test_a_picture_is_an_image_that_can_run_nothing(staff: Visitor) -> None:
    answer = staff.client.get("/workflows/rules-publication/picture.svg")

    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "script" not in answer.headers["content-security-policy"]
    assert "prefers-color-scheme:dark" in answer.text
    assert 'lang="vi"' in answer.text
    staff.client.get("/language/en")
    assert 'lang="en"' in staff.client.get("/workflows/rules-publication/picture.svg").text


def test_a_claim_that_fails_is_told_as_a_story(
    staff: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = workflow.shipped("rules-publication").decode()
    broken = text + (
        "  - {id: c.never, never: published, "
        "text: {vi: Không bao giờ ban hành, en: Nothing is published}}\n"
    )
    old = read_procedure(broken.encode())
    known = (Edition(old, Following(2, 1)),)
    monkeypatch.setattr(workflows, "editions", lambda *_: known)

    page = staff.reads(f"/workflows/rules-publication?edition={old.digest}")
    shipped = staff.reads("/workflows/rules-publication")

    assert "Có điều không đúng." in page
    assert "Phản ví dụ ngắn nhất" in page
    assert "Duyệt và ban hành" in page.split("Phản ví dụ ngắn nhất")[1].split("</ul>")[0]
    assert "Đây là bản cũ" in page
    assert f"picture.svg?edition={old.digest}" in page
    assert f'href="/workflows/rules-publication?edition={old.digest}"' in shipped
    assert "2 hồ sơ đang theo, 1 đã kết thúc" in shipped


@pytest.mark.parametrize(
    "path",
    [
        "/workflows/provincial_award",
        "/workflows/provincial-award?edition=" + "0" * 64,
        "/workflows/provincial-award/picture.svg?edition=<svg>",
        "/workflows/../rules-publication/picture.svg?edition=../../etc",
    ],
)
def test_what_is_not_there_is_said_to_be_absent(staff: Visitor, path: str) -> None:
    page = staff.reads(path, 404)

    assert "<svg>" not in staff.client.get(path).text
    assert "Không" in page


def test_help_is_there_for_everybody_and_says_what_every_status_means(visitor: Visitor) -> None:
    page = visitor.reads("/help")

    assert set(STATUS) == set(STATUSES)
    assert set(VERDICT) == set(VERDICTS)
    assert set(SOURCE) == set(SOURCES)
    for said in (*STATUSES.values(), *VERDICTS.values(), *STATUS.values(), *VERDICT.values()):
        assert said.vi in page
    assert "<kbd>/</kbd>" in page


@pytest.mark.parametrize("term", TERMS, ids=lambda one: one.text.en)
def test_a_word_of_the_help_page_is_one_of_the_glossary(term: object) -> None:
    said = term.text  # type: ignore[attr-defined]  # one of `TERMS`

    rows = [line for line in GLOSSARY.splitlines() if line.startswith("|")]
    assert any(said.vi in row and said.en in row for row in rows)


def test_the_other_language_is_offered_on_a_page_that_answers_a_form(visitor: Visitor) -> None:
    answer = visitor.client.post("/sign-in", data={"account": "x", "password": "y", "next": "/"})

    assert answer.status_code == 422
    assert 'href="/language/en?back=/sign-in"' in answer.text
