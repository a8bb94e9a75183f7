"""Proposing a nominee: the form, who has the same name, and what cannot be typed."""

from __future__ import annotations

import pytest

from tests.desk.forms import forms_of
from tests.desk.visiting import Visitor

GOOD = {
    "award": "CSTDCS",
    "award_year": "2025",
    "unit": "sct-bk",
    "kind": "individual",
    "name": "Nguyễn Thị Ví Dụ Mới",
}


@pytest.fixture
def clerk(visitor: Visitor) -> Visitor:
    return visitor.signed_in_as("clerk-bk")


def test_a_clerk_opens_a_dossier_and_goes_on_to_its_evidence(clerk: Visitor) -> None:
    checked = clerk.sends("/propose/check", "/propose", **GOOD)
    assert checked.status_code == 200
    assert "Sở Công Thương tỉnh Bắc Kạn" in checked.text

    key = {"key": "desk/test-one", "csrf": csrf(checked.text)}
    done = clerk.client.post("/propose", data={**GOOD, **key})
    again = clerk.client.post("/propose", data={**GOOD, **key})

    assert done.status_code == 303
    assert again.headers["location"] == done.headers["location"]
    assert "Đã lập hồ sơ" in clerk.reads(done.headers["location"])


def test_somebody_of_the_same_name_is_shown_before_anything_is_recorded(clerk: Visitor) -> None:
    same = {**GOOD, "award_year": "2024", "name": "Phạm thị ví dụ Bốn"}

    checked = clerk.sends("/propose/check", "/propose", **same)

    assert "CSTDCS-2024-0004 (Sở Công Thương tỉnh Bắc Kạn; " in checked.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("award", "NOBEL"),
        ("award_year", "mười"),
        ("name", ""),
        ("kind", "cat"),
        ("unit", "sct-003"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_the_rest_is_kept(
    clerk: Visitor, field: str, value: str
) -> None:
    answer = clerk.sends("/propose/check", "/propose", **{**GOOD, field: value})

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    if field != "name":
        assert GOOD["name"] in answer.text


def test_two_fields_that_are_empty_are_told_apart(clerk: Visitor) -> None:
    answer = clerk.sends("/propose/check", "/propose", **{**GOOD, "award": "", "name": ""})

    told = answer.text.partition('role="alert"')[2].partition("</ul>")[0]
    assert "Danh hiệu, hình thức khen thưởng: " in told
    assert "Họ và tên, hoặc tên tập thể: " in told


def test_the_form_of_an_act_that_has_no_place_here_says_so_at_once(visitor: Visitor) -> None:
    page = visitor.signed_in_as("secretary-bk").reads("/dossiers/CSTDCS-2024-0014/acts/open_ballot")

    assert "Chưa làm được việc này" in page
    assert "khi hồ sơ ở trạng thái 'Bản dự thảo'" in page


def test_whoever_may_not_do_an_act_is_led_back_to_the_dossier(visitor: Visitor) -> None:
    dossier = "/dossiers/CSTDCS-2024-0014"

    page = visitor.signed_in_as("secretary-bk").reads(f"{dossier}/acts/submit", status=403)

    assert f'href="{dossier}">Về hồ sơ</a>' in page


def test_the_form_of_an_act_that_is_possible_says_nothing_of_the_kind(clerk: Visitor) -> None:
    assert "Chưa làm được việc này" not in clerk.reads("/dossiers/CSTDCS-2024-0014/acts/withdraw")


def test_one_part_leads_back_to_the_others_and_on_to_the_next(clerk: Visitor) -> None:
    amend = "/dossiers/CSTDCS-2024-0014/acts/amend"

    page = clerk.reads(f"{amend}?part=employed_months")
    assert f'<li><a href="{amend}">Sửa hồ sơ</a></li>' in page
    assert page.count("Số tháng từ khi tuyển dụng đến khi xét") == 2

    typed = {"employed_months": "20"}
    checked = clerk.sends(f"{amend}/check", f"{amend}?part=employed_months", **typed)
    form = next(one for one in forms_of(checked.text) if one.action == amend)
    done = clerk.client.post(amend, data=form.kept)

    assert done.status_code == 303, done.text
    assert f'<a href="{amend}">Bổ sung mục khác</a>' in clerk.reads(done.headers["location"])


def test_a_script_in_a_name_stays_words(clerk: Visitor) -> None:
    typed = {**GOOD, "name": "<script>alert(1)</script>"}

    answer = clerk.sends("/propose/check", "/propose", **typed)

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


@pytest.mark.parametrize("persona", ["member-bk", "head-bk", "auditor", "policy"])
def test_nobody_else_proposes(visitor: Visitor, persona: str) -> None:
    visitor.signed_in_as(persona).reads("/propose", status=403)


def csrf(page: str) -> str:
    return page.split('name="csrf" value="')[1].split('"', maxsplit=1)[0]
