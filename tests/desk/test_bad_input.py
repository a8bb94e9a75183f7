"""Whatever is sent, the desk answers by a page that says what happened; nothing else comes of it.

Most of these are generated over every page and every form, those that are yet to come among them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from desk.asked import House
from desk.route import Route
from desk.routes import ROUTES
from desk.web.app import Door, app_of
from desk.web.asking import SESSION
from desk.web.safety import HEADERS
from dossiers.accounts import (
    Change,
    Grant,
    Session,
    account_of,
    added,
    enabled,
    found_account,
    granted,
)
from dossiers.accounts.sessions import begun
from dossiers.store import Store
from tests.desk.forms import forms_of
from tests.desk.places import PLACES, Place
from tests.desk.visiting import Visitor
from tests.sweeps import crossed

OTHER = "clerk-other"
ROLES = ("unit_clerk", "council_secretary", "council_member", "unit_head")
NUMBER, NO_NUMBER = "CSTDCS-2024-0006", "CSTDCS-2024-9906"
PARTS = {"number": NUMBER, "act": "amend", "name": "verdict", "account": "clerk-bk"}
POSTS = [one for one in ROUTES if one.posts]
OF_A_DOSSIER = [one for one in ROUTES if "{number}" in one.path]
SCRIPT = """"'><script>alert(1)</script>{{7*7}}"""
LONGEST = 60_000
"""Letters of an address that the client of the tests sends; it refuses longer ones by itself."""

BAD_TEXTS = {
    "script": quote(SCRIPT),
    "long": "%E1%BA%A1" * 6_000,
    "no_utf8": "%FF%FE",
    "nul": "a%00b",
    "surrogate": "%ED%A0%80",
    "decomposed": quote(unicodedata.normalize("NFD", "Nguyễn")),
    "format": "%s%n{0}{}%(x)s",
    "sql": quote("'; DROP TABLE event; --"),
    "right_to_left": quote("\u202egnp.exe"),
}


def named(value: Place | str) -> str:
    """A place or a kind of text as tests are called by it."""
    return value if isinstance(value, str) else value.page


def path_of(route: Route, **parts: str) -> str:
    """The address of a page, every variable part filled in."""
    return re.sub(r"{(\w+)}", lambda one: quote({**PARTS, **parts}[one[1]], safe=""), route.path)


def events_of(house: House) -> int:
    """How much is on record."""
    return sum(1 for _ in house.store.events())


def session_for(store: Store, account: str) -> Session:
    """A session as the sign-in page begins it."""
    return begun(store, account_of(store, account), at=datetime.now(UTC))


def other_unit(store: Store) -> None:
    """An account that holds every role of a council, of another unit."""
    if found_account(store, OTHER) is not None:
        return
    given = {"by": "admin-tinh-bk", "on": date(2024, 1, 2), "at": datetime.now(UTC)}
    added(store, Change(**given, key="o"), account=OTHER, name="Người Đơn Vị Khác")  # type: ignore[arg-type]  # as named
    for role in ROLES:
        grant = Grant(role, "so-noi-vu", date(2024, 1, 1))
        granted(store, Change(**given, key=f"o/{role}"), account=OTHER, grant=grant)  # type: ignore[arg-type]  # as named


def entered(visitor: Visitor, session: Session) -> None:
    """Let a visitor in by a session."""
    visitor.client.cookies.set(SESSION, session.token)


def assert_told(answer: Response, status: int) -> None:
    """The answer is a page in words, with every header."""
    assert answer.status_code == status, answer.text
    assert '<div class="note bad" role="alert"' in answer.text
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


class TestForms:
    """A form is taken from a page of the session that sends it, and from nowhere else."""

    @pytest.mark.parametrize("route", POSTS, ids=lambda one: one.name)
    @pytest.mark.parametrize(
        "headers",
        [
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"sec-fetch-site": "none"},
            {"sec-fetch-site": "", "origin": "https://testserver"},
            {"sec-fetch-site": "cross-site", "origin": "https://testserver"},
        ],
        ids=["elsewhere", "neighbour", "typed", "empty", "origin-alone"],
    )
    def test_a_form_from_elsewhere_does_nothing(
        self, visitor: Visitor, house: House, route: Route, headers: dict[str, str]
    ) -> None:
        session = session_for(house.store, "head-bk")
        entered(visitor, session)
        before = events_of(house)

        answer = visitor.client.post(path_of(route), data={"csrf": session.csrf}, headers=headers)

        assert_told(answer, 403)
        assert events_of(house) == before

    @pytest.mark.parametrize("route", POSTS, ids=lambda one: one.name)
    def test_a_form_without_the_token_of_the_session_does_nothing(
        self, visitor: Visitor, house: House, route: Route
    ) -> None:
        entered(visitor, session_for(house.store, "head-bk"))
        another = session_for(house.store, "head-bk")
        before = events_of(house)

        for token in ("", another.csrf, "0" * 64, "é"):
            answer = visitor.client.post(path_of(route), data={"csrf": token})
            assert_told(answer, 403)
        assert events_of(house) == before

    def test_browsers_that_send_no_fetch_headers_are_known_by_their_origin(
        self, house: House
    ) -> None:
        with TestClient(
            app_of(house, Door(("testserver",))), base_url="https://testserver"
        ) as client:
            data = {"account": "nobody", "password": "wrong wrong wrong"}
            told = {
                origin: client.post("/sign-in", data=data, headers=headers).status_code
                for origin, headers in {
                    "none": {},
                    "here": {"origin": "https://testserver"},
                    "elsewhere": {"origin": "https://elsewhere.example"},
                    "null": {"origin": "null"},
                }.items()
            }

        assert told == {"none": 403, "here": 422, "elsewhere": 403, "null": 403}

    def test_what_was_typed_is_shown_again_where_the_session_is_over(
        self, visitor: Visitor
    ) -> None:
        path = f"/dossiers/{NUMBER}/acts/amend/check"
        data = {"csrf": "x", "reason": "Lý do đã soạn rất lâu", "password": "never shown"}

        answer = visitor.client.post(path, data=data)

        assert_told(answer, 401)
        assert "Lý do đã soạn rất lâu" in answer.text
        assert "never shown" not in answer.text
        assert f"next=/dossiers/{NUMBER}/acts/amend&#34;" in answer.text.replace('"', "&#34;")

    def test_what_comes_from_elsewhere_is_not_shown_again(self, visitor: Visitor) -> None:
        answer = visitor.client.post(
            "/account/password", data={"reason": "gài"}, headers={"sec-fetch-site": "cross-site"}
        )

        assert "gài" not in answer.text


class TestOthers:
    """Of a dossier of another unit nobody learns that it is there."""

    @pytest.mark.parametrize("route", OF_A_DOSSIER, ids=lambda one: one.name)
    def test_the_number_of_another_unit_is_a_number_that_is_not_there(
        self, visitor: Visitor, house: House, route: Route
    ) -> None:
        other_unit(house.store)
        session = session_for(house.store, OTHER)
        entered(visitor, session)
        before = events_of(house)

        told = []
        for number in (NUMBER, NO_NUMBER):
            path = path_of(route, number=number)
            answer = (
                visitor.client.post(path, data={"csrf": session.csrf, "number": number})
                if route.posts
                else visitor.client.get(path)
            )
            told.append((answer.status_code, answer.text.replace(number, "…")))

        assert told[0] == told[1]
        assert told[0][0] in {403, 404}
        assert "Khuôn" not in told[0][1]
        assert events_of(house) == before

    def test_many_dossiers_at_once_are_not_those_of_another_unit(
        self, visitor: Visitor, house: House
    ) -> None:
        other_unit(house.store)
        session = session_for(house.store, OTHER)
        entered(visitor, session)

        told = []
        for number in (NUMBER, NO_NUMBER):
            data = {"csrf": session.csrf, "number": number, "act": "submit"}
            answer = visitor.client.post("/bulk/preview", data=data)
            told.append((answer.status_code, answer.text.replace(number, "…")))

        assert told[0] == told[1]
        assert told[0][0] == 404

    def test_nobody_ends_the_session_of_somebody_else(self, visitor: Visitor, house: House) -> None:
        theirs, mine = (session_for(house.store, one) for one in ("head-bk", "clerk-bk"))
        entered(visitor, mine)

        visitor.client.post("/account/sessions", data={"csrf": mine.csrf, "session": theirs.id})

        visitor.client.cookies.set(SESSION, theirs.token)
        assert visitor.client.get("/account").status_code == 200

    @pytest.mark.parametrize("token", ["", "x", "ă", "a" * 5_000, "Zm9yZ2Vk" * 5])
    def test_a_forged_session_is_none(self, visitor: Visitor, token: str) -> None:
        header = f"{SESSION}={token}".encode()

        answer = visitor.client.get("/account", headers={b"cookie": header})

        assert_told(answer, 401)

    def test_a_session_that_was_ended_is_none(self, visitor: Visitor, house: House) -> None:
        session = session_for(house.store, "clerk-bk")
        entered(visitor, session)
        visitor.client.post("/account/sessions", data={"csrf": session.csrf, "all": "yes"})
        visitor.client.cookies.set(SESSION, session.token)

        assert_told(visitor.client.get("/account"), 401)


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
class TestTyped:
    """Whatever is typed into any form is text, and stays text."""

    @pytest.fixture(autouse=True)
    def opened_again(self, house: House) -> Iterator[None]:
        """One of the forms closes an account; it is opened again."""
        yield
        if account_of(house.store, "clerk-bk").disabled:
            at = datetime.now(UTC)
            change = Change(by="admin-tinh-bk", on=date(2026, 10, 6), at=at, key=at.isoformat())
            enabled(house.store, change, account="clerk-bk")

    @pytest.mark.parametrize(("place", "kind"), crossed(PLACES, BAD_TEXTS, a_day=5), ids=named)
    def test_every_form_takes_any_text_as_text(
        self, visitor: Visitor, house: House, place: Place, kind: str
    ) -> None:
        if place.persona:
            visitor.signed_in_as(place.persona)
        page = visitor.client.get(place.path)

        for form in forms_of(page.text):
            if not form.typed:
                continue
            body = form.filled(BAD_TEXTS[kind])
            if form.method == "get":
                answer = visitor.client.get(f"{form.action}?{body.decode()[:LONGEST]}")
            else:
                kind_of = {"content-type": "application/x-www-form-urlencoded"}
                answer = visitor.client.post(form.action, content=body, headers=kind_of)
            assert answer.status_code < 500, (form.action, answer.text)
            assert "<script>alert" not in answer.text
            assert "49" not in re.findall(r"&lt;/script&gt;(\S\S)", answer.text)
            assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]
        assert house.store.numbers()

    @pytest.mark.parametrize(("place", "kind"), crossed(PLACES, BAD_TEXTS, a_day=5), ids=named)
    def test_every_address_takes_any_text_as_text(
        self, visitor: Visitor, place: Place, kind: str
    ) -> None:
        if place.persona:
            visitor.signed_in_as(place.persona)
        bad = BAD_TEXTS[kind][:3_000].replace("{", "%7B").replace("}", "%7D")
        parts = place.path.partition("?")[0].split("/")
        addresses = [f"{place.path.partition('?')[0]}?q={bad}&at={bad}&after={bad}&part={bad}"]
        addresses += ["/".join([*parts[:at], bad, *parts[at + 1 :]]) for at in range(2, len(parts))]

        for one in addresses:
            answer = visitor.client.get(one)
            assert answer.status_code < 500, (one, answer.text)
            assert "<script>alert" not in answer.text

    def test_what_was_refused_is_shown_again_as_it_was_typed(self, visitor: Visitor) -> None:
        visitor.signed_in_as("admin-tinh-bk")

        page = visitor.client.get("/users").text
        form = next(one for one in forms_of(page) if one.method == "post" and one.typed)

        typed = dict.fromkeys(form.typed, SCRIPT)
        answer = visitor.client.post(form.action, data={**form.kept, **typed})

        assert answer.status_code == 422
        assert html.unescape(answer.text).count(SCRIPT) >= 2
        assert SCRIPT not in answer.text
