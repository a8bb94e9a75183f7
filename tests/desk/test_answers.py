"""Where the desk leads, what every answer carries, and how much anybody may ask of it."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from desk.answer import Handed
from desk.asked import House
from desk.web.answering import _handed
from desk.web.app import Door, app_of
from desk.web.guarding import BODY_WITHIN_S
from desk.web.limits import Buckets, Limits
from desk.web.safety import HEADERS, MOST_BYTES
from tests.desk.test_bad_input import assert_told, events_of
from tests.desk.visiting import Visitor


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
        answer = _handed(Handed(b"", "application/zip", name), None)

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
        app = app_of(house, Door(("testserver",)))
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
        door = Door(("testserver",), ("192.0.2.1",), limits, body_within=BODY_WITHIN_S)
        app = app_of(house, door)
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
        app = app_of(house, door)
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
        real = app_of(replace(house, demo=False), Door(("testserver",)))
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
