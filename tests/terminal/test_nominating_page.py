"""The page for clerks is followed as it is written, and prints what it says it prints."""

from __future__ import annotations

from dossiers.model import Nomination
from tests.dossiers.nominating import nomination_of
from tests.test_how_to import BLOCK, PAGES, Reader, fits, reader
from texts.reading import read_model

__all__ = ["reader"]

PAGE = (PAGES / "nominate-for-any-award.md").read_text(encoding="utf-8")


def test_a_clerk_gets_what_the_page_shows(reader: Reader) -> None:
    followed = list(reader.follow(PAGE))

    assert len(followed) > 15
    for command, shown, answered in followed:
        assert fits(shown, answered), f"$ {command}\n{answered}"


def test_the_nomination_files_of_the_page_are_those_that_the_suite_plays() -> None:
    bodies = [one["body"] for one in BLOCK.finditer(PAGE) if "\naward: " in one["body"]]
    shown = [read_model(body.encode(), file="page.yaml", model=Nomination)[0] for body in bodies]

    assert [one.award for one in shown] == ["LDTT", "CO_TINH", "BK_TINH", "HCLD_BA"]
    assert [one.award for one in shown if one != nomination_of(one.award)] == []
