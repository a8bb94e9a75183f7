"""Auditors travel, replay, compare, prove, draw and ask; nobody else sees the whole record."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from desk.asked import House
from desk.routes import ROUTES
from desk.web.app import Door, app_of
from dossiers.accounts import demo_personas, readings_of
from dossiers.findings import report, shipped_settings
from dossiers.findings.sampling import differences
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store.group import GroupStore
from dossiers.use_cases import timeline
from dossiers.use_cases.exporting import exported
from dossiers.use_cases.proving import proofs_of
from dossiers.verifiers import verifier_file
from tests.databases import changed
from tests.desk.proving import checked_by_a_stranger, signed
from tests.desk.test_every_page import LOOKS, entered, faults_by_axe, looks
from tests.desk.visiting import DEMO_DAY, Served, Visitor

MANY = "CSTDCS-2024-0001"
HERE = f"/dossiers/{MANY}"
AUDITING = [one for one in ROUTES if one.who.value == "auditors" and not one.posts]


@pytest.fixture(scope="module")
def policy(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The policy of a stranger, once the log of the season was signed."""
    return signed(house, tmp_path_factory.mktemp("signing"))


@pytest.fixture
def auditor(visitor: Visitor) -> Visitor:
    """The auditor of the demo."""
    return visitor.signed_in_as("auditor")


def address_of(path: str) -> str:
    return path.replace("{number}", MANY).replace("{n}", "1")


@pytest.mark.parametrize("persona", ["clerk-bk", "chair-tinh-bk", "policy"])
def test_only_auditors_see_the_whole_record(visitor: Visitor, persona: str) -> None:
    visitor.signed_in_as(persona)

    answers = {one.path: visitor.client.get(address_of(one.path)).status_code for one in AUDITING}

    assert set(answers.values()) == {403}
    assert len(answers) >= 9


def test_a_council_compares_its_own_dossiers_and_knows_of_no_other(
    visitor: Visitor, house: House
) -> None:
    visitor.signed_in_as("clerk-bk")
    read = {
        one: visitor.client.get(f"/dossiers/{one}").status_code for one in house.store.numbers()
    }
    other = next(number for number, status in read.items() if status == 404)

    assert "Trạng thái: " in visitor.reads(f"{HERE}/difference?from=1&to=2")
    hidden = visitor.reads(f"/dossiers/{other}/difference?from=1&to=2", 404)
    assert told(hidden) == told(visitor.reads(f"/dossiers/{other}", 404))


def told(page: str) -> str:
    """What a page says in its main part."""
    return page.partition("<main")[2]


def test_every_page_that_can_looks_back_and_keeps_what_was_asked(auditor: Visitor) -> None:
    page = auditor.reads("/dossiers?q=award:CSTDCS&order=number&at=2025-03-01&done=x")

    assert '<form action="/dossiers" method="get" class="row">' in page
    assert '<input type="hidden" name="q" value="award:CSTDCS">' in page
    assert '<input type="hidden" name="order" value="number">' in page
    assert 'name="done"' not in page
    assert 'name="at" class="short" value="2025-03-01"' in page
    assert "look-at" not in auditor.reads("/audit/plans")


def test_from_change_to_change_the_past_is_walked_to_its_end(
    auditor: Visitor, house: House
) -> None:
    moments = sorted({one.at for one in timeline(house.store, MANY)})
    seen: list[int] = []
    first = re.search(rf'href="({HERE}\?at=[^"]+)">Hồ sơ lúc đó', auditor.reads(HERE))
    assert first is not None
    path = f"{HERE}{first[1].removeprefix(HERE)}"
    while path:
        page = auditor.reads(path)
        assert "ĐANG XEM QUÁ KHỨ" in page
        seen.append(page.count("Hồ sơ lúc đó"))
        before = re.search(r'rel="prev" href="([^"]+)"', page)
        path = before[1] if before else ""

    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(moments)
    assert seen[-1] == 1


def test_two_moments_are_compared_in_words_and_mistakes_are_named(auditor: Visitor) -> None:
    told = auditor.reads(f"{HERE}/difference?from=1&to=2")
    assert "Trạng thái: Bản dự thảo → " in told
    assert "Từ sau sự kiện 1 đến sau sự kiện 2" in told
    assert "Không có sự kiện nào của hồ sơ." in auditor.reads(f"{HERE}/difference?from=2&to=2")
    for asked, mistake in (
        ("from=2&to=1", "Điểm sau phải đến sau điểm trước"),
        ("from=31/02/2025", "Không đọc được '31/02/2025'"),
        ("from=1&to=2999-01-01", "'2999-01-01' chưa đến"),
        ("from=1&to=999", "không có sự kiện 999"),
        ("from=%3Cscript%3E", "Không đọc được '<script>'"),
    ):
        page = auditor.reads(f"{HERE}/difference?{asked}")
        assert mistake in page
        assert 'aria-invalid="true"' in page
    assert "&lt;script&gt;" in auditor.client.get(f"{HERE}/difference?from=%3Cscript%3E").text


def test_the_three_answers_of_replay_stand_apart(auditor: Visitor) -> None:
    plain = auditor.reads(f"{HERE}/replay")
    supposed = auditor.reads(f"{HERE}/replay?law=2026-06-01")
    past = auditor.reads(f"{HERE}/replay?at=2024-12-05")

    assert "Có: dựng lại được, giống hệt bảng hồ sơ." in plain
    assert "lần xét đều ra đúng như đã ghi" in plain
    assert "GIẢ ĐỊNH: quy tắc khác trên dữ kiện cũ; không phải kết quả đã ghi." not in plain
    assert "GIẢ ĐỊNH: quy tắc khác trên dữ kiện cũ; không phải kết quả đã ghi." in supposed
    assert "Có: dựng lại được đến thời điểm này." in past
    assert "Không có ngày 'mai'" in auditor.reads(f"{HERE}/replay?law=mai")


def test_a_record_that_was_changed_is_named_by_replay_and_check(database: str) -> None:
    with GroupStore.open(database) as store:
        play(read_season(shipped_season()), store)
        demo_personas(store)
        house = House(store, demo=True, today=DEMO_DAY)
        change = "UPDATE dossier SET state = 'approved', n = n WHERE number = ?"
        event = "UPDATE event SET body = replace(body, 'council_secretary', 'council_secretarY')"
        changed(store.place, (change, (MANY,)), (event, ()))
        with TestClient(
            app_of(house, Door(("testserver",))),
            base_url="https://testserver",
            headers={"sec-fetch-site": "same-origin"},
            follow_redirects=False,
        ) as client:
            visitor = Visitor(client).signed_in_as("auditor")
            replayed = visitor.reads(f"{HERE}/replay")
            visitor.sends("/audit/check", "/audit")
            checked = visitor.reads("/audit")

    assert "KHÔNG: khác tại sự kiện" in replayed
    assert "không đọc được" in replayed or "chưa dựng lại" in replayed
    assert "CÓ SAI KHÁC." in checked
    assert f"{MANY}, sự kiện" in checked


def test_the_whole_record_is_checked_once_for_a_size(auditor: Visitor) -> None:
    before = auditor.reads("/audit")
    answer = auditor.sends("/audit/check", "/audit")
    after = auditor.reads("/audit")

    assert (answer.status_code, answer.headers["location"]) == (303, "/audit")
    assert "Không có sai khác nào." in after
    assert "Từ đó chưa ghi thêm gì." in after
    assert "Kiểm tra toàn bộ sổ" in before
    assert auditor.client.post("/audit/check", data={"csrf": "x"}).status_code == 403


def test_each_event_shows_its_leaf_its_place_and_its_path(
    auditor: Visitor, house: House, policy: Path
) -> None:
    assert policy.is_file()
    found = proofs_of(house.store, MANY)
    page = auditor.reads(f"{HERE}/proof")

    assert page.count("đã có chứng minh") == len(found.events)
    for one in found.events:
        assert one.leaf in page
        assert all(step in page for step in one.path)
    assert found.checkpoint is not None
    assert found.checkpoint.root.hex() in page


def test_a_receipt_is_one_page_and_one_text(auditor: Visitor, policy: Path) -> None:
    assert policy.is_file()
    page, text = auditor.reads(f"{HERE}/receipt"), auditor.client.get(f"{HERE}/receipt.txt")

    assert all(line.strip() in page for line in text.text.splitlines())
    assert f"{MANY}.txt" in text.headers["content-disposition"]


def test_a_bundle_is_the_one_of_the_command_and_taking_it_is_on_record(
    auditor: Visitor, house: House, policy: Path
) -> None:
    number = "CSTDCS-2024-0002"
    assert policy.is_file()
    bare = auditor.client.get(f"/dossiers/{number}/bundle.zip")
    full = auditor.client.get(f"/dossiers/{number}/bundle.zip?disclose=all")

    assert bare.content == exported(house.store, [number])
    assert full.content == exported(house.store, [number], disclose=True)
    assert bare.headers["content-type"] == "application/zip"
    assert "auditor" in {one.account for one in readings_of(house.store, number)}
    assert "Bùi Thị Ví Dụ Kiểm Tra" in auditor.reads(f"/dossiers/{number}/readings")
    assert "Chưa ai xem" in auditor.reads(f"/dossiers/{number}/readings?at=2024-12-01")


def test_findings_are_those_of_the_command_with_events_that_can_be_opened(
    auditor: Visitor, house: House
) -> None:
    found = report(house.store.events(), house.store.document, shipped_settings())
    page = auditor.reads("/audit/findings")
    links = re.findall(r'class="chip" href="([^"]+)"', page)

    assert all(one.text.vi in page for one in found.findings[:10])
    assert found.findings[0].basis.vi in page
    assert "<code>secretary-bk</code>: Lê Văn Ví Dụ Thư Ký" in page
    assert links
    assert auditor.client.get(links[0]).status_code == 200
    only = auditor.reads(f"/audit/findings?number={found.findings[0].numbers[0]}")
    assert found.findings[0].text.vi in only
    assert "Không có điều gì nên hỏi" in auditor.reads("/audit/findings?number=none")


def test_a_sample_is_drawn_again_from_its_protocol(
    auditor: Visitor, house: House, policy: Path
) -> None:
    assert policy.is_file()
    page = auditor.reads("/audit/sample?seed=xổ+số+21%2F11&count=4&by=risk&award=CSTDCS")
    link = re.search(r'href="(/audit/sample\.json[^"]+)"', page)
    assert link is not None
    assert parse_qs(urlsplit(link[1]).query)["seed"] == ["xổ số 21/11"]

    protocol = auditor.client.get(link[1]).content

    assert differences(house.store, protocol, file="sample.json") == ()
    assert "Đã rút 4 trên" in page


@pytest.mark.parametrize(
    ("asked", "mistake"),
    [
        ("seed=&count=3&by=random", "Hạt giống: viết từ 1"),
        ("seed=a%0Ab&count=3&by=random", "Hạt giống: viết từ 1"),
        ("seed=7&count=0&by=random", "viết từ 1 đến 2000"),
        ("seed=7&count=999999999999&by=random", "viết từ 1 đến 2000"),
        ("seed=7&count=%E0%A7%A9&by=random", "viết từ 1 đến 2000"),
        ("seed=7&count=3&by=me", "Chọn cách rút"),
        ("seed=7&count=2000&by=random", "không rút được 2000"),
        (f"seed=7&count=3&by=random&unit={'x' * 300}", "dài quá 120 ký tự"),
    ],
)
def test_a_drawing_that_cannot_be_made_says_why(
    auditor: Visitor, policy: Path, asked: str, mistake: str
) -> None:
    assert policy.is_file()
    assert mistake in auditor.reads(f"/audit/sample?{asked}")


def test_who_held_which_role_is_asked_of_a_day(auditor: Visitor) -> None:
    now, before = (
        auditor.reads("/audit/accounts"),
        auditor.reads("/audit/accounts?as_of=2023-12-31"),
    )

    assert "Kiểm tra viên (chỉ xem), mọi đơn vị, từ 01/01/2024" in now
    assert "Ai giữ vai trò gì vào ngày 31/12/2023" in before
    assert before.count("Không giữ vai trò nào vào ngày này.") == 9
    assert auditor.reads("/audit/accounts?q=kiem+tra").count("<li><div") == 1


def test_both_verifiers_are_handed_out_as_they_are(visitor: Visitor) -> None:
    visitor.signed_in_as("clerk-bk")

    assert visitor.client.get("/verifiers/verifier.py").content == verifier_file("verifier.py")
    assert visitor.client.get("/verifiers/verifier.html").content == verifier_file("verifier.html")
    assert visitor.client.get("/verifiers/keys.py").status_code == 404


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_auditor_travels_takes_a_bundle_and_a_stranger_accepts_it(
    browser: Browser, desk: Served, policy: Path, tmp_path: Path, *, scripts: bool
) -> None:
    context = browser.new_context(
        base_url=desk.address, locale="vi-VN", java_script_enabled=scripts, accept_downloads=True
    )
    page = context.new_page()
    entered(page, "auditor")
    page.goto(HERE)
    travelled(page)
    page.get_by_role("link", name="Bằng chứng và gói cho người ngoài").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải gói chứng minh").click()
    bundle = tmp_path / taken.value.suggested_filename
    taken.value.save_as(bundle)
    context.close()

    code, answers = checked_by_a_stranger(bundle, policy)

    assert (bundle.name, code) == (f"{MANY}.zip", 0)
    assert {answers[one] for one in ("whole", "bytes", "linked", "position", "signed")} == {"yes"}
    assert "no" not in answers.values()


def travelled(page: Page) -> None:
    """Look at a dossier by a day of the past, go on to its next change, and come back."""
    page.get_by_text("Xem vào thời điểm khác…").click()
    page.get_by_label("Những gì đã ghi sổ đến").fill("05/12/2024")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_label("Đang xem quá khứ")).to_be_visible()
    then = page.locator(".times > li").count()
    page.get_by_role("link", name="Thay đổi tiếp theo").click()
    expect(page.locator(".times > li").nth(then)).to_be_visible()
    page.get_by_role("link", name="Về hiện tại").click()
    expect(page.get_by_label("Đang xem quá khứ")).to_be_hidden()


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
def test_what_a_signed_log_adds_is_accessible_too(
    browser: Browser, desk: Served, policy: Path
) -> None:
    assert policy.is_file()
    context = browser.new_context(base_url=desk.address, locale="vi-VN")
    page = context.new_page()
    entered(page, "auditor")
    paths = (f"{HERE}/proof", f"{HERE}/receipt", "/audit/sample?seed=7&count=3&by=risk", HERE)
    for path in (*paths, f"{HERE}?at=2024-12-05"):
        page.goto(path)
        for hidden in page.locator("main details").all():
            hidden.evaluate("one => { one.open = true }")

        for look in LOOKS:
            looks(page, look)
            assert (look, faults_by_axe(page, look)) == (look, [])
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
    context.close()
