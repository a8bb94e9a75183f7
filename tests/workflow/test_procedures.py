"""The procedure book says everything that the file says, in both languages, and nothing else."""

from __future__ import annotations

import re

import pytest

import docs.generate
import workflow
from texts import Text
from workflow import Definition
from workflow.pictures.book import book

NAMES = workflow.shipped_names()


def shipped(name: str) -> Definition:
    return workflow.read(workflow.shipped(name), file=f"{name}.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_a_book_names_every_act_role_term_and_claim(name: str) -> None:
    definition = shipped(name)

    for lang in ("vi", "en"):
        page = plain(book(definition, "vi" if lang == "vi" else "en"))
        told = [act.text for _, _, act in definition.doings()]
        told += [one.text for one in definition.roles.values()]
        told += [one.text for one in definition.states.values()]
        told += [one.text for one in definition.clocks.values()]
        told += [one.text for one in definition.claims]
        needed = (need for _, _, act in definition.doings() for need in act.needs)
        told += [definition.requirements[need].text for need in needed]
        for text in told:
            assert " ".join((text.vi if lang == "vi" else text.en).split()) in page


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_a_book_has_as_many_cells_in_each_row(name: str) -> None:
    page = book(shipped(name), "vi")

    for table in re.findall(r"(?:^\|.*\n)+", page, flags=re.MULTILINE):
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(cells) == 1


def test_a_book_says_who_may_not_do_an_act_and_where_the_law_asks_for_a_need() -> None:
    page = book(shipped("provincial-award"), "vi")

    (line,) = [one for one in page.splitlines() if "`approve` | Cấp tỉnh" in one]

    assert "người đã 'Trình Hội đồng cơ sở'" in line
    assert "Luật 06/2022/QH15, Điều 84" in page
    assert "10 ngày làm việc" in page


def test_the_role_matrix_marks_exactly_those_who_may() -> None:
    definition = shipped("rules-publication")
    page = book(definition, "en")

    (line,) = [one for one in page.splitlines() if "`reject`" in one and "✓" in one]

    assert [cell.strip() for cell in line.strip("|").split("|")][1:] == [
        "✓" if role == "policy_approver" else "" for role in definition.roles
    ]


def test_a_text_cannot_add_a_row_a_tag_or_a_link() -> None:
    definition = shipped("rules-publication")
    evil = Text("a | b <script> [x](http://e)\n# c", "same")

    page = book(definition.model_copy(update={"text": evil}), "vi")

    assert "<script>" not in page
    assert "[x](" not in page
    assert "\n# c" not in page


@pytest.mark.parametrize("name", NAMES)
def test_a_generated_page_has_vietnamese_first_and_both_pictures_beside_it(name: str) -> None:
    generated = {path.name: content for path, content in docs.generate.generated().items()}

    page = generated[f"{name}.md"]

    assert page.startswith(f"# {shipped(name).text.vi}\n")
    assert page.index("## Đường đi") < page.index("## The walk")
    for picture in re.findall(r"\]\((\S+\.svg)\)", page):
        assert generated[picture].startswith("<svg ")


def plain(page: str) -> str:
    unescaped = re.sub(r"\\([|*_`\[\]])", r"\1", page)
    return unescaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
