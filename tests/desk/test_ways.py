"""Whole ways through the desk in a real browser, as the people of the example walk them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from dossiers.use_cases import dossier_of
from tests.browser import Watched
from tests.desk.visiting import Served

Opened = Callable[..., Page]
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def opened(browser: Browser, watched: Watched, demo_desk: Served) -> Iterator[Opened]:
    """A page of a browser of its own, signed in as a persona."""
    watched.allowed += (demo_desk.address,)
    contexts: list[BrowserContext] = []

    def as_persona(persona: str, **options: object) -> Page:
        context = browser.new_context(
            locale="vi-VN",
            base_url=demo_desk.address,
            **options,  # type: ignore[arg-type]  # whatever a test asks of its browser
        )
        contexts.append(context)
        page = context.new_page()
        watched.watch(page)
        page.goto("/sign-in")
        page.locator(f'form:has(input[value="{persona}"]) button').click()
        page.wait_for_load_state()
        return page

    yield as_persona
    for one in contexts:
        one.close()
    assert watched.faults == []


def state(demo_desk: Served, number: str) -> str:
    return dossier_of(demo_desk.house.store, number).state


def act(page: Page, number: str, text: str) -> None:
    """Choose an act on the page of a dossier."""
    page.goto(f"/dossiers/{number}")
    page.locator("main").get_by_role("link", name=text, exact=True).click()


def confirm(page: Page) -> None:
    """Look at what will be recorded, and record it."""
    page.get_by_role("button", name="Xem lại trước khi ghi").click()
    page.locator("#act .row button.button").click()
    page.wait_for_load_state()


def proposed(page: Page, name: str) -> str:
    """The number of a dossier that a clerk opens by the form."""
    page.goto("/")
    page.get_by_role("link", name="Lập hồ sơ đề nghị").click()
    page.get_by_label("Danh hiệu, hình thức khen thưởng").select_option("CSTDCS")
    page.get_by_label("Năm xét").fill("2025")
    page.get_by_label("Họ và tên, hoặc tên tập thể").fill(name)
    page.get_by_label("cơ quan, sở, ban, ngành").check()
    page.get_by_role("button", name="Xem lại trước khi ghi").click()
    page.get_by_role("button", name="Lập hồ sơ", exact=True).click()
    page.wait_for_load_state()
    return page.url.split("/dossiers/")[1].split("/")[0]


def brought(page: Page, number: str, part: str, fields: dict[str, str]) -> None:
    """Add an entry to a part of the evidence."""
    page.goto(f"/dossiers/{number}/acts/amend?part={part}")
    for name, value in fields.items():
        radio = page.locator(f'input[type="radio"][name="{name}"][value="{value}"]')
        if radio.count():
            radio.check()
        elif page.locator(f'select[name="{name}"]').count():
            page.locator(f'select[name="{name}"]').select_option(value)
        else:
            page.locator(f'input[name="{name}"]').fill(value)
    confirm(page)


def evidence(page: Page, number: str) -> None:
    """Everything that a simple dossier needs before it is submitted."""
    brought(page, number, "service_months", {"service_months": "12"})
    brought(
        page,
        number,
        "ratings",
        {"ratings.year": "2025", "ratings.grade": "HTXSNV", "ratings.decision": "25/QĐ-MẪU"},
    )
    for standard in ("spirit", "unity"):
        brought(
            page,
            number,
            "assessments",
            {
                "assessments.standard": standard,
                "assessments.outcome": "meets",
                "assessments.judged_by": "Hội nghị đơn vị",
            },
        )
    for kind in ("to_trinh", "bao_cao", "bien_ban", "quyet_dinh_xep_loai"):
        brought(page, number, "documents", {"documents.kind": kind, "documents.number": "01/MẪU"})
    for empty in ("titles", "initiatives", "discipline", "cases"):
        brought(page, number, empty, {})


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_clerk_takes_a_dossier_from_the_proposal_to_the_council(
    opened: Opened, demo_desk: Served, *, scripts: bool
) -> None:
    page = opened("clerk-bk", java_script_enabled=scripts)

    number = proposed(page, f"Nguyễn Thị Ví Dụ {'Có' if scripts else 'Không'} Kịch Bản")
    page.goto(f"/dossiers/{number}")
    assert page.get_by_role("link", name="Trình Hội đồng cơ sở").count() == 0
    evidence(page, number)
    act(page, number, "Trình Hội đồng cơ sở")
    confirm(page)

    assert page.get_by_text("Đã ghi: Trình Hội đồng cơ sở").is_visible()
    assert state(demo_desk, number) == "council_review"


def test_a_member_votes_on_a_telephone_and_that_is_exactly_the_threshold(
    opened: Opened,
) -> None:
    page = opened("member-bk", **PHONE)

    page.get_by_role("link", name="Ma Thị Ví Dụ Hai Mốt").click()
    page.locator("main").get_by_role("link", name="Bỏ phiếu", exact=True).click()
    assert page.get_by_text("còn thiếu 1 phiếu đồng ý").is_visible()
    page.get_by_label("đồng ý", exact=True).check()
    page.get_by_role("button", name="Xem lại phiếu của tôi").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#act .row button.button").click()
    page.wait_for_load_state()
    page.goto("/dossiers/CSTDCS-2025-0006/ballot")

    assert page.get_by_text("đã đủ phiếu đồng ý").is_visible()
    assert page.get_by_text("8/10").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_ballot_closed_at_exactly_the_threshold_stands(opened: Opened, demo_desk: Served) -> None:
    page = opened("secretary-bk")
    number = "CSTDCS-2025-0007"

    page.goto(f"/dossiers/{number}/ballot")
    page.get_by_role("link", name="Kiểm phiếu và kết thúc").click()
    confirm(page)

    vote = dossier_of(demo_desk.house.store, number).evidence.unit_council
    assert vote is not None
    assert (vote.in_favour, vote.members) == (8, 10)
    head = opened("head-bk")
    act(head, number, "Chuyển lên cấp trên")
    confirm(head)
    assert state(demo_desk, number) == "head_decision"


def test_of_two_clerks_the_second_reads_whose_change_won_and_keeps_what_was_typed(
    opened: Opened, watched: Watched
) -> None:
    number = "CSTDCS-2025-0002"
    first, second = opened("clerk-bk"), opened("clerk-bk")
    for page in (first, second):
        page.goto(f"/dossiers/{number}/acts/amend?part=ratings")
        page.locator('input[name="ratings.year"]').fill("2025")
        page.locator('[name="ratings.grade"][value="HTXSNV"]').check()
    first.locator('input[name="ratings.decision"]').fill("10/QĐ-MẪU")
    second.locator('input[name="ratings.decision"]').fill("99/QĐ-MẪU")
    confirm(first)

    second.get_by_role("button", name="Xem lại trước khi ghi").click()

    assert second.get_by_text("Hồ sơ đã thay đổi trong lúc bạn soạn").is_visible()
    assert second.get_by_text("Trần Thị Ví Dụ Văn Thư, ").first.is_visible()
    assert second.locator('input[name="ratings.decision"]').input_value() == "99/QĐ-MẪU"
    assert [one for one in watched.faults if "409" not in one] == []
    watched.faults.clear()


def test_one_act_on_three_dossiers_is_previewed_and_then_done(
    opened: Opened, demo_desk: Served
) -> None:
    page = opened("clerk-bk")
    numbers = [f"CSTDCS-2025-000{n}" for n in (2, 3, 4, 5)]

    page.goto("/dossiers?q=trang-thai:draft")
    for one in numbers:
        page.get_by_label(f"Chọn {one}").check(force=True)
    page.get_by_label("Việc", exact=True).select_option("submit")
    page.get_by_role("button", name="Xem trước").click()
    assert page.get_by_role("heading", name="Bị giữ: 1").is_visible()
    page.get_by_role("button", name="Trình Hội đồng cơ sở: 3 hồ sơ").click()
    page.wait_for_load_state()

    assert page.get_by_role("heading", name="Đã làm: 3 hồ sơ").is_visible()
    assert [state(demo_desk, one) for one in numbers] == ["draft", *["council_review"] * 3]


def test_a_list_is_walked_by_keys(opened: Opened) -> None:
    page = opened("head-bk")
    names = page.locator("[data-walk] a.whole")

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert names.nth(1).evaluate("one => one === document.activeElement")
    page.keyboard.press("k")
    assert names.nth(0).evaluate("one => one === document.activeElement")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()
    page.keyboard.press("/")
    assert page.locator("#search").evaluate("one => one === document.activeElement")


def test_a_dossier_on_paper_has_its_criteria_and_no_buttons(opened: Opened) -> None:
    page = opened("head-bk")
    page.goto("/dossiers/CSTDCS-2025-0014")
    page.emulate_media(media="print")

    assert page.get_by_role("heading", name="Tiêu chuẩn").is_visible()
    assert page.get_by_role("heading", name="Vi Văn Ví Dụ Hai Chín").is_visible()
    assert not page.locator(".head").is_visible()
    assert all(not one.is_visible() for one in page.locator("main .button").all())
