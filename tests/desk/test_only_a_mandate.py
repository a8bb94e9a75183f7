"""Whoever has a mandate and no role of their own is let in to act on it, and no further."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.app import app_of
from desk.web.asking import SESSION
from dossiers.accounts import SCOPES, Grant, account_of, granted, token_issued, withdrawn
from dossiers.accounts.sessions import begun
from dossiers.use_cases import Granting, dossier_of, grant, timeline
from tests.desk.forms import forms_of
from tests.desk.visiting import DEMO_DAY, Visitor, wide_open
from tests.dossiers.accounting import an_account, change

DEPUTY, LATE, LOST = "deputy-bk", "late-bk", "lost-bk"
MINE, ELSEWHERE = "CSTDCS-2024-0006", "CO_TINH-2024-0001"
REFUSE = f"/dossiers/{MINE}/acts/refuse"
WHY = "Không đủ điều kiện theo kết quả xác minh."
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def mandated(house: House) -> House:
    """The head of a unit, its clerk and the province let people act who hold no role."""
    store = house.store
    for one in (DEPUTY, LATE, LOST):
        an_account(store, one, called="Lâm Thị Ví Dụ Thay Mặt")
    of_unit, province = ("unit_head", "head-bk"), ("provincial_chair", "chair-tinh-bk")
    for taker, last, (role, giver), unit in (
        (DEPUTY, DEMO_DAY, of_unit, None),
        (DEPUTY, DEMO_DAY, ("unit_clerk", "clerk-bk"), "sct-bk"),
        (DEPUTY, DEMO_DAY, province, "sct-bk"),
        (LATE, DEMO_DAY - DAY, of_unit, "sct-bk"),
        (LOST, DEMO_DAY, ("council_secretary", "head-bk"), "sct-bk"),
    ):
        grant(store, a_mandate(taker, last, role, giver, unit))
    return house


def a_mandate(taker: str, last: date, role: str, giver: str, unit: str | None) -> Granting:
    return Granting(
        role=role,
        from_person=giver,
        to_person=taker,
        first=DEMO_DAY - 5 * DAY,
        last=last,
        paper="12/UQ-MẪU",
        by="secretary-bk",
        on=DEMO_DAY,
        at=datetime.now(UTC),
        key=f"mandate/{taker}/{role}",
        unit=unit,
    )


def entered(visitor: Visitor, house: House, account: str) -> Visitor:
    """The same visitor, let in by a session."""
    session = begun(house.store, account_of(house.store, account), at=datetime.now(UTC))
    visitor.client.cookies.clear()
    visitor.client.cookies.set(SESSION, session.token)
    return visitor


def test_the_worklist_tells_what_to_do_and_for_whom(visitor: Visitor, mandated: House) -> None:
    page = entered(visitor, mandated, DEPUTY).reads("/")

    assert "Cần tôi làm" in page
    assert "thay mặt Hoàng Văn Ví Dụ Thủ Trưởng" in page
    assert "thay mặt Trần Thị Ví Dụ Văn Thư" in page


def test_no_page_shows_more_than_the_mandate_reaches(visitor: Visitor, mandated: House) -> None:
    deputy = entered(visitor, mandated, DEPUTY)

    assert MINE in deputy.reads(f"/dossiers/{MINE}")
    deputy.reads(f"/dossiers/{ELSEWHERE}", status=404)
    assert ELSEWHERE not in deputy.reads("/dossiers")
    deputy.reads("/users", status=403)
    deputy.reads("/audit", status=403)


def test_the_account_lists_mandates_with_names(visitor: Visitor, mandated: House) -> None:
    page = entered(visitor, mandated, DEPUTY).reads("/account")

    assert "bạn làm việc theo ủy quyền dưới đây" in page
    assert "Hoàng Văn Ví Dụ Thủ Trưởng ủy quyền cho Lâm Thị Ví Dụ Thay Mặt" in page
    assert "Sở Công Thương tỉnh Bắc Kạn · từ 01/10/2026 đến hết 06/10/2026" in page
    assert "sct-bk" not in page


@pytest.mark.parametrize(
    ("account", "why"), [(LATE, "đã hết hạn"), (LOST, "người ủy quyền không giữ vai trò này")]
)
def test_a_mandate_of_no_use_lets_nobody_in_and_says_why(
    visitor: Visitor, mandated: House, account: str, why: str
) -> None:
    one = entered(visitor, mandated, account)

    assert "Trang này dành cho" in one.reads(REFUSE, status=403)
    one.reads(f"/dossiers/{MINE}", status=404)
    assert "không có ủy quyền nào dùng được" in one.reads("/")
    assert why in one.reads("/account")


def test_nobody_proposes_by_mandate_and_the_desk_says_so(visitor: Visitor, mandated: House) -> None:
    deputy = entered(visitor, mandated, DEPUTY)

    for page in (deputy.reads("/"), deputy.reads("/propose", status=403)):
        assert "Việc 'Lập hồ sơ' không làm theo ủy quyền được" in page
        assert "đề nghị người quản trị giao cho bạn vai trò đó" in page
        assert 'href="/propose"' not in page


def test_an_own_role_beside_the_mandate_proposes_as_ever(visitor: Visitor, mandated: House) -> None:
    store = mandated.store
    own = Grant("unit_clerk", "sct-bk", DEMO_DAY)
    granted(store, change(on=DEMO_DAY), account=DEPUTY, grant=own)

    page = entered(visitor, mandated, DEPUTY).reads("/")

    withdrawn(store, change(on=DEMO_DAY), account=DEPUTY, role="unit_clerk", unit="sct-bk")
    assert 'href="/propose"' in page
    assert "không làm theo ủy quyền được" not in page


@pytest.fixture
def program(mandated: House) -> Iterator[TestClient]:
    """A program that acts for whoever has nothing but mandates."""
    token = token_issued(mandated.store, DEPUTY, SCOPES, 1, at=datetime.now(UTC)).text
    with TestClient(
        app_of(mandated, wide_open("testserver")),
        base_url="https://testserver/api/v1",
        headers={"authorization": f"Bearer {token}", "idempotency-key": "by-mandate"},
    ) as client:
        yield client


def test_a_program_sees_and_may_what_the_desk_shows(program: TestClient) -> None:
    waiting = program.get("/worklist?most=200").json()["dossiers"]
    assert {one["unit"] for one in waiting} == {"sct-bk"}
    assert program.get(f"/dossiers/{MINE}").status_code == 200
    assert program.get(f"/dossiers/{ELSEWHERE}").status_code == 404
    assert program.get(f"/dossiers/{MINE}/acts/refuse").status_code == 200
    assert program.get("/rules/CSTDCS").status_code == 200
    told = {giver for one in waiting for giver in one["stands_for"].values()}
    assert told == {"head-bk", "clerk-bk"}


def test_a_program_acts_for_nobody_who_has_not_let_it(program: TestClient) -> None:
    asked = {"reason": WHY}

    alone = program.post(f"/dossiers/{MINE}/acts/refuse", json=asked)
    other = program.post(f"/dossiers/{MINE}/acts/refuse", json={**asked, "stands_for": "auditor"})
    nominee = {"kind": "individual", "name": "Lê Văn Mẫu"}
    nomination = {"award": "CSTDCS", "unit": "sct-bk", "nominee": nominee, "evidence": {}}
    nomination["evidence"] = {"award_year": 2026}
    first = program.post("/dossiers", json={"nomination": nomination})

    assert (alone.status_code, other.status_code, first.status_code) == (403, 403, 403)
    assert "is not done by mandate" in first.json()["text"]["en"]


def test_the_act_is_done_for_whoever_gave_the_mandate(visitor: Visitor, mandated: House) -> None:
    deputy = entered(visitor, mandated, DEPUTY)
    form = next(one for one in forms_of(deputy.client.get(REFUSE).text) if one.method == "post")

    checked = deputy.client.post(f"{REFUSE}/check", data={**form.kept, "reason": WHY})
    assert "thay mặt Hoàng Văn Ví Dụ Thủ Trưởng" in checked.text
    last_look = next(one for one in forms_of(checked.text) if one.action == REFUSE)
    done: Response = deputy.client.post(REFUSE, data={**last_look.kept, "reason": WHY})

    assert done.status_code == 303, done.text
    assert dossier_of(mandated.store, MINE).state == "refused"
    *_, last = timeline(mandated.store, MINE)
    assert (last.by.id, last.stands_for) == (DEPUTY, "head-bk")
