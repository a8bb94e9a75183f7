"""Accounts at the desk: what is one's own, what administrators keep, what is asked once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.app import Door, app_of
from desk.web.asking import SESSION
from dossiers.accounts import (
    CONFIRMED_FOR,
    Change,
    Declined,
    Session,
    account_of,
    changes_of,
    found_account,
    password_set,
    sessions_of,
)
from dossiers.accounts.sessions import begun
from dossiers.use_cases import dossier_of
from tests.browser import Watched
from tests.desk.forms import Form, forms_of
from tests.desk.visiting import DEMO_DAY, Served, Visitor

ADMIN, NEW = "admin-tinh-bk", "le-van-moi"
PASSWORD = "một câu dài dễ nhớ 2026"  # noqa: S105 -- of a test
OTHER_PASSWORD = "lại một câu khác nữa đây"  # noqa: S105 -- likewise


def form_to(page: str, action: str) -> Form:
    """The form of a page that is sent to an address."""
    return next(one for one in forms_of(page) if one.method == "post" and one.action == action)


def sent(visitor: Visitor, page: str, action: str, **typed: str) -> str:
    """What the desk shows after a form was sent."""
    form = form_to(visitor.client.get(page).text, action)
    answer = visitor.client.post(action, data={**form.kept, **typed})
    if answer.status_code == 303:
        return visitor.reads(answer.headers["location"])
    return visitor_text(answer.text)


def visitor_text(page: str) -> str:
    """A page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def entered(visitor: Visitor, session: Session) -> None:
    """Let a visitor in by a session, and by no other."""
    visitor.client.cookies.clear()
    visitor.client.cookies.set(SESSION, session.token)


@pytest.fixture
def real(house: House) -> Iterator[Visitor]:
    """Somebody at a desk that is no demo."""
    with TestClient(
        app_of(replace(house, demo=False), Door(("testserver",))),
        base_url="https://testserver",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    ) as client:
        yield Visitor(client)


def knows(house: House, account: str, password: str) -> None:
    """Give somebody a password."""
    at = datetime.now(UTC)
    change = Change(by=ADMIN, on=DEMO_DAY, at=at, key=f"password/{at.isoformat()}")
    changed = password_set(house.store, change, account=account, password=password)
    assert not isinstance(changed, Declined)


class TestKeeping:
    """An administrator keeps the accounts of others."""

    def test_an_account_is_added_given_a_role_and_a_password_and_then_signs_in(
        self, visitor: Visitor, house: House
    ) -> None:
        visitor.signed_in_as(ADMIN)
        at = f"/users/{NEW}"

        assert "Đã thêm tài khoản." in sent(visitor, "/users", "/users", account=NEW, name="Lê Mới")
        given = {"role": "unit_clerk", "unit": "sct-bk", "until": "31/12/2027"}
        assert "từ 06/10/2026 đến hết 31/12/2027" in sent(visitor, at, f"{at}/grant", **given)
        assert "Đã đặt mật khẩu" in sent(visitor, at, f"{at}/password", new=PASSWORD)

        visitor.client.cookies.clear()
        data = {"account": NEW, "password": PASSWORD, "next": "/account"}
        answer = visitor.client.post("/sign-in", data=data)
        assert answer.headers["location"] == "/account"
        page = visitor.reads("/account")
        assert "Sở Công Thương tỉnh Bắc Kạn" in page
        assert "sct-bk" not in page
        changes = changes_of(house.store, account_of(house.store, NEW))
        assert [one.by for one in changes] == [ADMIN] * 3
        assert PASSWORD not in page

    def test_a_second_click_adds_nothing_twice(self, visitor: Visitor, house: House) -> None:
        visitor.signed_in_as(ADMIN)
        form = form_to(visitor.client.get("/users").text, "/users")
        data = {**form.kept, "account": "hai-lan", "name": "Bấm Hai Lần"}

        told = [visitor.client.post("/users", data=data) for _ in range(2)]

        assert [one.status_code for one in told] == [303, 303]
        assert account_of(house.store, "hai-lan").n == 1

    def test_a_role_ends_today_and_stays_for_the_past(self, visitor: Visitor, house: House) -> None:
        visitor.signed_in_as(ADMIN)
        at = "/users/member-bk"

        page = sent(visitor, at, f"{at}/withdraw")

        assert "đến hết 05/10/2026" in page
        assert account_of(house.store, "member-bk").grants_on(DEMO_DAY) == ()

    def test_a_closed_account_is_out_at_once_and_in_again_when_it_is_opened(
        self, visitor: Visitor, house: House
    ) -> None:
        session = begun(house.store, account_of(house.store, "policy"), at=datetime.now(UTC))
        visitor.signed_in_as(ADMIN)
        at = "/users/policy"

        assert "Đã khóa tài khoản" in sent(visitor, at, f"{at}/disable", reason="nghỉ hưu")
        assert sessions_of(house.store, "policy", at=datetime.now(UTC)) == ()
        assert "Đã mở lại" in sent(visitor, at, f"{at}/enable")
        entered(visitor, session)
        assert visitor.client.get("/account").status_code == 401

    @pytest.mark.parametrize("act", ["grant", "withdraw", "disable"])
    def test_nobody_changes_their_own_rights(
        self, visitor: Visitor, house: House, act: str
    ) -> None:
        visitor.signed_in_as(ADMIN)
        page = visitor.client.get(f"/users/{ADMIN}").text
        before = account_of(house.store, ADMIN)
        csrf = form_to(page, "/sign-out").kept["csrf"]
        assert f"/users/{ADMIN}/{act}" not in page

        data = {"csrf": csrf, "role": "administrator", "every": "yes"}
        answer = visitor.client.post(f"/users/{ADMIN}/{act}", data=data)

        assert answer.status_code == 422
        assert "không tự thay đổi quyền của chính mình" in answer.text
        assert account_of(house.store, ADMIN) == before

    @pytest.mark.parametrize("persona", ["clerk-bk", "chair-tinh-bk", "auditor"])
    def test_nobody_else_keeps_accounts(self, visitor: Visitor, house: House, persona: str) -> None:
        visitor.signed_in_as(persona)
        csrf = form_to(visitor.client.get("/account").text, "/sign-out").kept["csrf"]

        assert visitor.client.get("/users").status_code == 403
        data = {"csrf": csrf, "account": "lẻn", "name": "Lẻn Vào"}
        assert visitor.client.post("/users", data=data).status_code == 403
        assert found_account(house.store, "lẻn") is None

    def test_what_cannot_be_is_told_and_what_was_typed_stays(self, visitor: Visitor) -> None:
        visitor.signed_in_as(ADMIN)
        at = "/users/clerk-bk"
        form = form_to(visitor.client.get(at).text, f"{at}/grant")

        wrong = {"role": "unit_head", "unit": "sct-bk", "since": "31/02/2026"}
        answer = visitor.client.post(f"{at}/grant", data={**form.kept, **wrong})

        assert answer.status_code == 422
        assert "Không đọc được ngày &#39;31/02/2026&#39;" in answer.text
        assert 'value="sct-bk"' in answer.text
        assert 'value="unit_head" selected' in answer.text

    def test_an_account_that_is_not_there_is_told_so(self, visitor: Visitor) -> None:
        visitor.signed_in_as(ADMIN)

        assert visitor.client.get("/users/khong-co").status_code == 404


class TestOwn:
    """What is one's own."""

    def test_a_password_is_changed_by_the_old_one_and_ends_every_other_session(
        self, real: Visitor, house: House
    ) -> None:
        knows(house, "head-bk", PASSWORD)
        data = {"account": "head-bk", "password": PASSWORD}
        other = real.client.post("/sign-in", data=data).cookies[SESSION]
        real.client.cookies.clear()
        real.client.post("/sign-in", data=data)
        typed = {"new": OTHER_PASSWORD, "again": OTHER_PASSWORD}

        def changed(**more: str) -> str:
            return sent(real, "/account", "/account/password", **{**typed, **more})

        assert "không đúng" in changed(password="không phải câu này")  # noqa: S106 -- of a test
        assert "không giống nhau" in changed(password=PASSWORD, again="gõ lại khác đi rồi")
        assert "ít nhất 12" in changed(password=PASSWORD, new="ngắn", again="ngắn")
        assert "Đã đổi mật khẩu" in changed(password=PASSWORD)
        assert real.client.get("/account").status_code == 200
        real.client.cookies.clear()
        real.client.cookies.set(SESSION, other)
        assert real.client.get("/account").status_code == 401

    def test_a_session_is_ended_from_another_one(self, visitor: Visitor, house: House) -> None:
        lost = begun(house.store, account_of(house.store, "auditor"), at=datetime.now(UTC))
        visitor.signed_in_as("auditor")
        page = visitor.client.get("/account").text
        form = next(one for one in forms_of(page) if one.kept.get("session") == lost.id)

        answer = visitor.client.post(form.action, data=form.kept)

        assert answer.headers["location"] == "/account?done=session"
        entered(visitor, lost)
        assert visitor.client.get("/account").status_code == 401

    def test_every_session_is_ended_at_once(self, visitor: Visitor, house: House) -> None:
        visitor.signed_in_as("auditor")
        page = visitor.client.get("/account").text
        form = next(one for one in forms_of(page) if one.kept.get("all"))

        answer = visitor.client.post(form.action, data=form.kept)

        assert answer.headers["location"] == "/sign-in"
        assert sessions_of(house.store, "auditor", at=datetime.now(UTC)) == ()

    def test_a_browser_keeps_the_cookie_of_a_session_on_this_machine(
        self, sheet: Page, watched: Watched, desk: Served
    ) -> None:
        for host in ("127.0.0.1", "localhost"):
            address = desk.address.replace("127.0.0.1", host)
            watched.allowed += (address,)
            sheet.context.clear_cookies()
            sheet.goto(f"{address}/sign-in")
            sheet.locator('form:has(input[value="clerk-bk"]) button').click()
            sheet.wait_for_load_state()
            (kept,) = (one for one in sheet.context.cookies() if one["name"] == SESSION)
            assert (kept["secure"], kept["httpOnly"], kept["sameSite"]) == (True, True, "Lax")
            assert (kept["path"], kept["domain"]) == ("/", host)
            sheet.goto(f"{address}/account")
            assert sheet.locator("h1").inner_text() == "Tài khoản của tôi"


class TestFinal:
    """A final decision asks for the password once more, where there are passwords."""

    def test_an_old_session_types_the_password_before_a_final_decision(
        self, real: Visitor, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("desk.pages.acting.page.is_final", lambda *_: True)
        knows(house, "clerk-bk", PASSWORD)
        before = datetime.now(UTC) - CONFIRMED_FOR - timedelta(seconds=1)
        session = begun(house.store, account_of(house.store, "clerk-bk"), at=before)
        entered(real, session)
        number = "CSTDCS-2024-0014"
        at = f"/dossiers/{number}/acts/amend"
        n = dossier_of(house.store, number).n
        part = {"part": "employed_months", "employed_months": "14"}
        data = {"csrf": session.csrf, "key": "final-1", "seen": str(n), **part}

        asked = real.client.post(f"{at}/check", data=data)
        without = real.client.post(at, data=data)
        wrong = real.client.post(at, data={**data, "password": "sai hẳn mật khẩu rồi"})
        assert 'name="password"' in asked.text
        assert (without.status_code, wrong.status_code) == (422, 422)
        assert "hãy nhập lại mật khẩu" in without.text
        assert dossier_of(house.store, number).n == n

        right = real.client.post(at, data={**data, "password": PASSWORD})
        assert right.status_code == 303
        assert dossier_of(house.store, number).n == n + 1


class TestTwice:
    """Two clicks, two tabs, and somebody else in between."""

    NUMBER = "CSTDCS-2024-0014"
    AT = f"/dossiers/{NUMBER}/acts/amend"

    def drawn(self, visitor: Visitor) -> dict[str, str]:
        """The hidden fields of a form that is drawn now."""
        page = visitor.client.get(f"{self.AT}?part=employed_months").text
        return form_to(page, f"{self.AT}/check").kept

    def test_two_clicks_are_one_act_and_both_say_so(self, visitor: Visitor, house: House) -> None:
        visitor.signed_in_as("clerk-bk")
        data = {**self.drawn(visitor), "employed_months": "15"}
        before = dossier_of(house.store, self.NUMBER).n

        told = [visitor.client.post(self.AT, data=data) for _ in range(3)]

        assert {one.status_code for one in told} == {303}
        assert len({one.headers["location"] for one in told}) == 1
        assert dossier_of(house.store, self.NUMBER).n == before + 1

    def test_of_two_tabs_the_second_reads_whose_change_won_and_keeps_what_was_typed(
        self, visitor: Visitor, house: House
    ) -> None:
        visitor.signed_in_as("clerk-bk")
        first, second = self.drawn(visitor), self.drawn(visitor)
        visitor.client.post(self.AT, data={**first, "employed_months": "16"})
        before = dossier_of(house.store, self.NUMBER).n

        typed = {**second, "employed_months": "17", "reason": "đã soạn rất lâu"}
        late = visitor.client.post(self.AT, data=typed)

        assert late.status_code == 409
        assert "Hồ sơ đã thay đổi trong lúc bạn soạn" in late.text
        assert "Trần Thị Ví Dụ Văn Thư" in late.text
        assert "đã soạn rất lâu" in late.text
        assert 'value="17"' in late.text
        assert dossier_of(house.store, self.NUMBER).n == before
        again = form_to(late.text, f"{self.AT}/check").kept
        assert visitor.client.post(self.AT, data={**typed, **again}).status_code == 303

    def test_a_key_that_did_another_act_gets_a_new_one(self, visitor: Visitor) -> None:
        visitor.signed_in_as("clerk-bk")
        data = {**self.drawn(visitor), "employed_months": "18"}
        visitor.client.post(self.AT, data=data)

        other = visitor.client.post(self.AT, data={**data, "employed_months": "19"})

        assert other.status_code == 409
        assert form_to(other.text, f"{self.AT}/check").kept["key"] != data["key"]
        assert 'value="19"' in other.text
