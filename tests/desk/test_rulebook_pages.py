"""Policy staff read the rulebook: any day, any province, every source, every example."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page

import rules
from desk.asked import House
from dossiers.accounts import ADMINISTRATOR, password_set
from dossiers.use_cases import decide_on_rules, propose_rules
from tests.desk.places import rules_waiting
from tests.desk.visiting import Visitor
from tests.dossiers.accounting import GOOD, an_account, change, held
from tests.dossiers.publishing import a_decision, a_draft, stricter_rules

DAY = "on=2025-06-20"
LOCAL = "on=2026-01-20&profile=bac-ninh"


@pytest.fixture
def staff(visitor: Visitor) -> Visitor:
    """Policy staff, signed in."""
    return visitor.signed_in_as("policy")


def test_the_list_has_every_award_with_its_examples(staff: Visitor) -> None:
    page = staff.reads(f"/rules?{DAY}")

    assert "Bộ quy tắc ngày 20/06/2025" in page
    for code in rules.shipped_awards():
        assert f'href="/rules/{code}?{DAY}"' in page
    assert "99/99 ví dụ đúng" in page
    assert "136/136 trường hợp có ví dụ" in page


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("chien si", {"CSTDCS", "CSTD_TINH", "CSTD_TQ"}),
        ("Cờ", {"CO_CP", "CO_TINH"}),
        ("hcld nhat", {"HCLD_NHAT"}),
        ("flag", {"CO_CP", "CO_TINH"}),
        ("không đâu", set()),
    ],
)
def test_awards_are_found_by_any_words_of_them(staff: Visitor, words: str, found: set[str]) -> None:
    page = staff.reads(f"/rules?{DAY}&q={words}")

    assert set(re.findall(r'class="whole" href="/rules/(\w+)', page)) == found
    assert found or "Không có danh hiệu nào khớp" in page


def test_links_keep_the_day_and_the_province(staff: Visitor) -> None:
    page = staff.reads(f"/rules?{LOCAL}")

    assert f'href="/rules/TTLDXS?{LOCAL}"' in page
    assert "có quy định của địa phương" in page


def test_an_award_is_told_in_sentences_with_linked_sources(staff: Visitor) -> None:
    page = staff.reads(f"/rules/CSTDCS?{DAY}")
    law = staff.reads("/rules/law")

    assert "Khi Hội đồng cơ sở xét" in page
    assert "toàn văn Luật 06/2022/QH15 (<code>LAW22</code>)" in page
    anchors = set(re.findall(r'href="/rules/law\?[^"#]*#([\w-]+)"', page))
    assert anchors
    assert all(f'id="{one}"' in law for one in anchors)


def test_what_was_not_verified_and_what_people_are_asked_stands_apart(staff: Visitor) -> None:
    page = staff.reads(f"/rules/CSTDCS?{DAY}")

    assert "3 căn cứ chưa xác nhận" in page
    assert "chưa xác nhận nguyên văn" in page
    assert "Câu hỏi dành cho con người (2)" in page
    assert 'href="#c.reuse"' in page


def test_what_the_province_changes_is_laid_over_visibly(staff: Visitor) -> None:
    under = staff.reads(f"/rules/TTLDXS?{LOCAL}")
    alone = staff.reads("/rules/TTLDXS?on=2026-01-20")
    before = staff.reads("/rules/TTLDXS?on=2025-06-20&profile=bac-ninh")

    assert "Địa phương quy định khác gì" in under
    assert 'id="c.deadline"' in under
    assert "Địa phương quy định khác gì" not in alone + before
    assert 'id="c.deadline"' not in alone + before
    assert "không áp dụng cho ngày 20/06/2025; xét theo quy định chung." in before


def test_a_law_that_was_not_read_has_no_rules_and_says_so(staff: Visitor) -> None:
    page = staff.reads("/rules/CSTDCS?on=2026-10-01")

    assert "V2026" in page
    assert "Chưa nạp quy tắc theo luật này" in page
    assert 'href="/rules/CSTDCS?on=2026-09-30"' in page


def test_examples_are_shown_with_their_results(staff: Visitor) -> None:
    page = staff.reads("/rules/CSTDCS/examples?version=V2003")

    assert page.count("✓ đúng") == page.count("<tr><td>") > 5
    assert "Mọi kết quả có thể có" in page
    assert 'aria-current="page">V2003' in page


def test_changes_between_two_days_are_told_in_words(staff: Visitor) -> None:
    changed = staff.reads("/rules/CSTDCS/changes?from=2023-06-01&to=2024-06-01")
    same = staff.reads("/rules/CSTDCS/changes?from=01/06/2024&to=02/06/2024")

    assert "có thể làm đổi kết luận" in changed
    assert "Đạt [Số phiếu đồng ý của Hội đồng cơ sở]" in changed
    assert "cùng một bộ quy tắc" in same


def test_facts_name_their_papers_and_who_asks_them(staff: Visitor) -> None:
    page = staff.reads("/rules/facts?q=xep loai")

    assert "Kết quả xếp loại" in page
    assert "Quyết định xếp loại" in page
    assert "Được hỏi ở" in page
    assert "service_months" not in page


def test_published_rules_count_from_their_day(staff: Visitor, house: House) -> None:
    number = propose_rules(house.store, a_draft(*stricter_rules(), key="stricter-rules")).number
    waiting = staff.reads("/rules/CSTDCS?on=2024-06-01")
    decide_on_rules(house.store, a_decision(number))

    judged = staff.reads("/rules/CSTDCS?on=2024-06-01")
    one = staff.reads(f"/rules/publications/{number}")

    assert number not in waiting
    assert number in judged
    assert "không dưới 90 %" in judged
    assert "đang áp dụng ngày 20/06/2025" in staff.reads(f"/rules/publications?{DAY}")
    assert "Duyệt và ban hành" in one
    assert "Người duyệt quy tắc" in one
    assert "Quyết định 01/QĐ-MẪU" in one
    changes = staff.reads("/rules/CSTDCS/changes?from=2023-12-31&to=2024-01-01")
    assert "ban hành số" in changes


def test_nothing_can_be_changed_here(staff: Visitor, house: House) -> None:
    rules_waiting(house.store)
    for path in ("/rules", "/rules/CSTDCS", "/rules/publications/CSTDCS-QT-001"):
        page = staff.reads(path).split("<main")[1]
        assert 'method="post"' not in page


def test_the_past_is_banded_and_tells_what_cannot_be_told(staff: Visitor) -> None:
    page = staff.reads("/rules?at=2025-01-15")

    assert "ĐANG XEM QUÁ KHỨ" in page
    assert "Không biết được: đến lúc đó chưa có sự kiện nào ghi bộ quy tắc LDTT" in page
    assert 'href="/rules/CSTDCS?at=2025-01-15"' in page
    assert "bản phần mềm đã dùng lúc đó" in staff.reads("/rules/CO_TINH?at=2025-01-15")
    assert '<a href="/rules">Về hiện tại</a>' in page


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/rules?on=31/02/2025", 400, "Không đọc được ngày '31/02/2025'"),
        ("/rules?on=%3Cscript%3E", 400, "<script>"),
        ("/rules?on=0001-01-01", 422, "0001"),
        ("/rules/CSTDCS?on=1990-01-01", 422, "V2003"),
        ("/rules/CSTDC", 404, "CSTDCS"),
        ("/rules/CSTDCS?profile=bac-nin", 422, "bac-ninh"),
        ("/rules/CSTDCS/changes?from=nay", 400, "Không đọc được ngày 'nay'"),
        ("/rules/publications/X-1", 404, "X-1"),
        ("/rules/%2e%2e%2flaws", 404, ""),
        ("/rules?q=" + "x" * 5000, 200, "Không có danh hiệu nào khớp"),
        ("/rules?at=2999-01-01", 400, "chưa đến"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(
    staff: Visitor, path: str, status: int, told: str
) -> None:
    answer = staff.client.get(path)

    assert answer.status_code == status
    assert "<script>alert" not in answer.text
    assert told in staff.reads(path, status)


def test_the_whole_book_is_quick_once_it_was_read(staff: Visitor) -> None:
    staff.reads("/rules")
    took = []  # of this process: others on the machine do not count
    for _ in range(5):
        before = time.process_time()
        staff.reads("/rules")
        took.append(time.process_time() - before)

    assert min(took) < 0.05


def test_a_page_in_the_other_language_is_the_same_page(sheet: Page) -> None:
    sheet.goto("/sign-in")
    sheet.locator('form:has(input[value="policy"]) button').click()
    sheet.goto(f"/rules/TTLDXS?{LOCAL}")

    sheet.get_by_role("link", name="English").click()

    assert sheet.url.endswith(f"/rules/TTLDXS?{LOCAL}")
    assert sheet.get_by_role("heading", level=1).inner_text().startswith("Excellent Working")
    assert sheet.get_by_role("heading", name="What the province has otherwise").is_visible()


def test_a_page_prints_with_every_explanation_open(sheet: Page) -> None:
    sheet.goto("/sign-in")
    sheet.locator('form:has(input[value="policy"]) button').click()
    sheet.goto("/workflows/rules-publication")
    inside = sheet.locator("#state-proposed table")

    assert not inside.is_visible()
    sheet.emulate_media(media="print")
    assert inside.is_visible()
    assert not sheet.locator("header.head").is_visible()


@pytest.mark.parametrize("persona", ["clerk-bk", "auditor", "chair-tinh-bk"])
def test_whoever_reviews_or_audits_reads_the_rules_too(visitor: Visitor, persona: str) -> None:
    visitor.signed_in_as(persona)

    assert "Chiến sĩ thi đua cơ sở" in visitor.reads(f"/rules/CSTDCS?{DAY}")
    assert 'href="/rules"' in visitor.reads("/help")


@pytest.mark.usefixtures("cheap")
def test_nobody_reads_the_rules_who_has_no_role_for_it(visitor: Visitor, house: House) -> None:
    an_account(house.store, "keeper-2", held(ADMINISTRATOR, None))
    password_set(house.store, change(), account="keeper-2", password=GOOD)
    assert visitor.client.get("/rules").status_code == 401
    visitor.client.post("/sign-in", data={"account": "keeper-2", "password": GOOD})

    assert "Trang này dành cho" in visitor.reads("/rules", 403)
    assert "Trang này dành cho" in visitor.reads("/workflows/provincial-award", 403)
    assert 'href="/rules"' not in visitor.reads("/help")
