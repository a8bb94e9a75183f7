"""Whatever is sent, the desk answers by a page that says what happened; nothing else comes of it.

Most of these are generated over every page and every form, those that are yet to come among them.
"""

from __future__ import annotations

import html
import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from desk.answer import Handed
from desk.asked import House
from desk.route import Route
from desk.routes import ROUTES
from desk.web.answering import _handed
from desk.web.app import Door, app_of
from desk.web.asking import SESSION
from desk.web.guarding import BODY_WITHIN_S
from desk.web.limits import Buckets, Limits
from desk.web.safety import HEADERS, MOST_BYTES
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

OTHER = "clerk-other"
ROLES = ("unit_clerk", "council_secretary", "council_member", "unit_head")
NUMBER, NO_NUMBER = "CSTDCS-2024-0006", "CSTDCS-2024-9906"
PARTS = {"number": NUMBER, "act": "amend", "name": "verdict", "account": "clerk-bk"}
POSTS = [one for one in ROUTES if one.posts]
OF_A_DOSSIER = [one for one in ROUTES if "{number}" in one.path]
SCRIPT = """"'><script>alert(1)</script>{{7*7}}"""
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
        with TestClient(app_of(house, ("testserver",)), base_url="https://testserver") as client:
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

    @pytest.mark.parametrize("token", ["", "x", "ă", "a" * 5_000, secrets.token_urlsafe(32)])
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

    @pytest.mark.parametrize("kind", BAD_TEXTS)
    @pytest.mark.parametrize("place", PLACES, ids=lambda one: one.page)
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
                answer = visitor.client.get(f"{form.action}?{body.decode()}")
            else:
                kind_of = {"content-type": "application/x-www-form-urlencoded"}
                answer = visitor.client.post(form.action, content=body, headers=kind_of)
            assert answer.status_code < 500, (form.action, answer.text)
            assert "<script>alert" not in answer.text
            assert "49" not in re.findall(r"&lt;/script&gt;(\S\S)", answer.text)
            assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]
        assert house.store.numbers()

    @pytest.mark.parametrize("kind", BAD_TEXTS)
    @pytest.mark.parametrize("place", PLACES, ids=lambda one: one.page)
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


class TestAddresses:
    """The desk leads nowhere else, and is reached by its own name only."""

    @pytest.mark.parametrize(
        "then",
        [
            "//elsewhere.example",
            "/\\elsewhere.example",
            "\\\\elsewhere.example",
            "https://elsewhere.example",
            "javascript:alert(1)",
            "/\t/elsewhere.example",
            "/%0d%0aset-cookie: a=b",
            "/\r\nset-cookie: a=b",
            " //elsewhere.example",
            "/\u2028//elsewhere",
        ],
    )
    def test_nobody_is_led_elsewhere(self, visitor: Visitor, then: str) -> None:
        visitor.signed_in_as("clerk-bk")

        for path in ("/language/en?back=", "/sign-in?next="):
            answer = visitor.client.get(path + quote(then))
            led = answer.headers["location"]
            assert answer.status_code == 303
            assert led.startswith("/"), led
            assert not led.startswith(("//", "/\\")), led
            assert "set-cookie: a" not in str(answer.headers)

    @pytest.mark.parametrize(
        "host",
        [
            "elsewhere.example",
            "",
            "testserver.elsewhere.example",
            "x@testserver",
            "testserver:80:80",
        ],
    )
    def test_another_host_name_is_told_so(self, visitor: Visitor, host: str) -> None:
        answer = visitor.client.get("/sign-in", headers={"host": host})

        assert_told(answer, 421)
        assert "elsewhere" not in answer.text

    def test_a_host_that_is_said_to_have_been_asked_for_counts_nothing(
        self, visitor: Visitor
    ) -> None:
        told = {"x-forwarded-host": "elsewhere.example", "x-forwarded-proto": "http"}

        answer = visitor.client.get("/", headers=told)

        assert answer.headers["location"] == "/sign-in"

    @pytest.mark.parametrize("name", ['a"b.zip', "a\r\nx-evil: 1.zip", "hồ sơ.zip", "../a/b.zip"])
    def test_the_name_of_a_file_ends_no_header(self, name: str) -> None:
        answer = _handed(Handed(b"", "application/zip", name))

        told = answer.headers["content-disposition"]
        assert "\r" not in told
        assert "\n" not in told
        assert told.count('"') == 2
        assert "/" not in told.partition("filename*")[0].partition("filename=")[2]
        assert "x-evil" not in answer.headers


class TestEveryAnswer:
    """Every answer carries the headers, whatever went wrong."""

    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [
            ("GET", "/nowhere", 404),
            ("GET", "/static/nowhere.js", 404),
            ("GET", "/static/../asked.py", 404),
            ("GET", "/static/%2e%2e/asked.py", 404),
            ("DELETE", "/sign-in", 405),
            ("POST", "/dossiers", 405),
            ("GET", "/dossiers/", 404),
            ("GET", "//elsewhere.example/", 404),
            ("GET", "/openapi.json", 404),
            ("GET", "/docs", 404),
        ],
    )
    def test_what_is_not_there_is_told_on_a_page(
        self, visitor: Visitor, method: str, path: str, status: int
    ) -> None:
        assert_told(visitor.client.request(method, f"https://testserver{path}"), status)

    def test_static_files_and_pages_carry_them(self, visitor: Visitor) -> None:
        for path in ("/static/desk.css", "/static/htmx.min.js", "/sign-in", "/"):
            answer = visitor.client.get(path)
            kept = {name: one for name, one in HEADERS.items() if name != "cache-control"}
            assert {name: answer.headers[name] for name in kept} == kept

    def test_a_bug_is_told_on_a_page_with_a_code(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("desk.web.guarding._session", lambda _: 1 / 0)
        app = app_of(house, ("testserver",))
        with TestClient(app, "https://testserver", raise_server_exceptions=False) as client:
            answer = client.get("/sign-in")

        assert_told(answer, 500)
        assert "ZeroDivision" not in answer.text


class TestMeasure:
    """Nobody takes more than their part."""

    @pytest.mark.parametrize("chunked", [False, True])
    def test_a_form_that_is_too_long_is_told_on_a_page(
        self, visitor: Visitor, house: House, chunked: bool
    ) -> None:
        before = events_of(house)
        body = b"a" * (MOST_BYTES + 1)
        sent = iter([body[:1000], body[1000:]]) if chunked else body

        answer = visitor.client.post("/sign-in", content=sent)

        assert_told(answer, 413)
        assert events_of(house) == before

    def test_a_form_of_another_kind_is_none(self, visitor: Visitor) -> None:
        for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
            headers = {"content-type": kind}
            answer = visitor.client.post("/sign-in", content=b"{}", headers=headers)
            assert_told(answer, 400)

    def test_a_form_with_too_many_fields_is_told_so(self, visitor: Visitor) -> None:
        answer = visitor.client.post("/sign-in", data={f"f{at}": "x" for at in range(501)})

        assert_told(answer, 400)

    def test_whoever_asks_too_fast_waits_and_others_do_not(self, house: House) -> None:
        limits = Limits(sources=Buckets(rate=0.01, burst=12), sessions=Buckets(rate=1, burst=99))
        door = Door(("testserver",), ("192.0.2.1",), limits, BODY_WITHIN_S)
        app = app_of(house, door.hosts, door)
        with TestClient(app, "https://testserver", client=("192.0.2.1", 1)) as client:
            fast = {"x-forwarded-for": "2001:db8:1:2::3"}
            same = {"x-forwarded-for": "2001:db8:1:2:ffff::9"}
            told = [client.get("/sign-in", headers=fast).status_code for _ in range(12)]
            late = client.get("/sign-in", headers=same)
            others = client.get("/sign-in", headers={"x-forwarded-for": "203.0.113.5"})
            static = client.get("/static/desk.css", headers=same)

        assert told == [200] * 12
        assert_told(late, 429)
        assert int(late.headers["retry-after"]) > 0
        assert (others.status_code, static.status_code) == (200, 200)

    def test_a_source_that_a_stranger_names_counts_nothing(self, house: House) -> None:
        limits = Limits(sources=Buckets(rate=0.01, burst=3), sessions=Buckets(rate=1, burst=99))
        door = Door(("testserver",), (), limits)
        app = app_of(house, door.hosts, door)
        with TestClient(app, "https://testserver", client=("198.51.100.7", 1)) as client:
            told = [
                client.get("/sign-in", headers={"x-forwarded-for": f"10.0.0.{at}"}).status_code
                for at in range(5)
            ]

        assert told == [200, 200, 200, 429, 429]

    @pytest.mark.usefixtures("cheap")
    def test_who_types_wrong_passwords_reads_the_same_whether_there_is_an_account(
        self, house: House
    ) -> None:
        real = app_of(replace(house, demo=False), ("testserver",))
        client = TestClient(real, "https://testserver", headers={"sec-fetch-site": "same-origin"})
        told: dict[str, list[tuple[int, str]]] = {}
        for name in ("head-bk", "khong-co-ai"):
            for _ in range(7):
                data = {"account": name, "password": "mật khẩu sai hoàn toàn"}
                answer = client.post("/sign-in", data=data)
                page = re.sub(r"\d+ giây", "… giây", answer.text.replace(name, "…"))
                told.setdefault(name, []).append((answer.status_code, page))

        assert told["head-bk"] == told["khong-co-ai"]
        assert {status for status, _ in told["head-bk"]} == {422}
        assert "Hãy thử lại sau … giây" in told["head-bk"][-1][1]
