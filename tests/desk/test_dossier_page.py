"""The page of a dossier: what leads on comes first, and history says what each act brought."""

from __future__ import annotations

import re

import pytest

from dossiers.forms.telling import brought
from tests.desk.visiting import Visitor

BUTTON = re.compile(r'<a class="button( second| grave)?" href="[^"]+/acts/([a-z_]+)"')


def offered(page: str) -> list[tuple[str, str]]:
    """The acts offered to whoever looks, in their order, each with its weight."""
    return [(act, weight.strip()) for weight, act in BUTTON.findall(page)]


def test_what_is_missing_is_added_first_and_to_withdraw_comes_last(visitor: Visitor) -> None:
    page = visitor.signed_in_as("clerk-bk").reads("/dossiers/CSTDCS-2024-0014")

    found = offered(page)
    assert found[0] == ("amend", "")
    assert found[-1] == ("withdraw", "grave")
    assert [act for act, weight in found if weight == ""] == ["amend"]


def test_a_question_that_nobody_asks_is_offered_to_nobody(visitor: Visitor) -> None:
    page = visitor.signed_in_as("clerk-bk").reads("/dossiers/CSTDCS-2024-0014")

    assert "answer_question" not in dict(offered(page))


def test_a_unit_is_called_by_its_name(visitor: Visitor) -> None:
    clerk = visitor.signed_in_as("clerk-bk")

    for path in ("/", "/dossiers", "/dossiers/CSTDCS-2024-0014"):
        page = clerk.reads(path)
        assert "Sở Công Thương tỉnh Bắc Kạn" in page
        assert "· sct-bk" not in page


def test_history_says_what_an_act_brought_and_which_papers_were_sent(visitor: Visitor) -> None:
    page = visitor.signed_in_as("auditor").reads("/dossiers/CSTDCS-2024-0004")

    assert "Tổng số thành viên Hội đồng: 15; Số phiếu đồng ý tại cuộc họp: 9" in page
    assert "Số biên bản: 41/BB-MẪU" in page
    assert "số 04/MẪU" in page


def test_members_of_a_ballot_are_people_and_a_vote_is_told_in_words() -> None:
    opened = brought("open_ballot", {"members": ["an", "binh"], "chair": "an"})
    voted = brought("cast_vote", {"choice": "against"})

    assert [(one.people, [value.vi for value in one.values]) for one in opened] == [
        (True, ["an", "binh"]),
        (True, ["an"]),
    ]
    assert [(one.text.vi, one.values[0].vi) for one in voted] == [("Ý kiến", "không đồng ý")]


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_a_field_that_was_left_empty_is_not_told(empty: object) -> None:
    assert brought("notify", {"paper": empty}) == ()


def test_an_amendment_tells_how_many_entries_it_brought() -> None:
    (told,) = brought("amend", {"documents": [{"kind": "to_trinh"}, {"kind": "bao_cao"}]})

    assert told.values[0].vi == "2 mục"
