"""The API as a program uses it, on both databases; and as somebody misuses it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from httpx2 import Response
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from desk.api.document import document
from desk.api.endpoints import ENDPOINTS, PREFIX
from desk.asked import House
from desk.web.api import Pace
from desk.web.app import Door, app_of
from desk.web.limits import Buckets
from dossiers.accounts import SCOPES, readings_of, token_issued, token_withdrawn
from dossiers.telling.blockers import option_data
from dossiers.telling.dossier import closed_options
from dossiers.telling.plain import plain
from dossiers.use_cases import dossier_of, looked_at
from tests.desk.visiting import DEMO_DAY, Visitor, wide_open

DRAFT = "CSTDCS-2024-0014"
AT_COUNCIL = "CSTDCS-2024-0006"
Ask = Callable[..., Response]


@contextmanager
def program(
    house: House, account: str, *scopes: str, pace: Pace | None = None, days: int = 1
) -> Iterator[Ask]:
    """A program that acts for an account, with some scopes; all of them where none is named."""
    now = datetime.now(UTC)
    token = token_issued(house.store, account, scopes or SCOPES, days, at=now).text
    app = app_of(house, wide_open("testserver", pace=pace))
    with TestClient(app, base_url="https://testserver", follow_redirects=False) as client:

        def ask(method: str, path: str, *, key: str = "", **more: object) -> Response:
            headers = {"authorization": f"Bearer {token}"}
            if key:
                headers["idempotency-key"] = key
            return client.request(method, f"{PREFIX}{path}", headers=headers, **more)  # type: ignore[arg-type]  # as the client takes it

        yield ask


def test_the_document_is_a_document_and_has_every_endpoint() -> None:
    told = document()

    assert told["openapi"].startswith("3.1")
    for one in ENDPOINTS:
        operation = told["paths"][f"{PREFIX}{one.path}"][one.method.lower()]
        assert {"400", "401", "403", "404", "422", "429", "503"} <= set(operation["responses"])
    for schema in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert told == json.loads(json.dumps(told))


def test_what_is_answered_is_what_the_command_line_prints(house: House) -> None:
    look = looked_at(house.store, AT_COUNCIL, on=DEMO_DAY)
    expected = json.loads(
        json.dumps([option_data(one) for one in closed_options(look, None)], default=plain)
    )
    with program(house, "secretary-bk", "read") as ask:
        assert ask("GET", f"/dossiers/{AT_COUNCIL}/why").json() == expected


def test_an_act_is_done_once_however_often_it_is_sent(house: House) -> None:
    before = dossier_of(house.store, DRAFT).n
    with program(house, "clerk-bk") as ask:
        sent = {"details": {"service_months": 12}}
        first = ask("POST", f"/dossiers/{DRAFT}/acts/amend", key="once", json=sent)
        again = ask("POST", f"/dossiers/{DRAFT}/acts/amend", key="once", json=sent)
        other = {"details": {"service_months": 11}}
        reused = ask("POST", f"/dossiers/{DRAFT}/acts/amend", key="once", json=other)

    assert (first.status_code, first.json()["repeated"]) == (200, False)
    assert (again.status_code, again.json()["repeated"]) == (200, True)
    assert reused.status_code == 409
    assert dossier_of(house.store, DRAFT).n == before + 1


def test_the_key_of_one_account_is_no_key_of_another(house: House) -> None:
    sent = {"details": {"service_months": 10}}
    with program(house, "clerk-bk") as ask:
        assert ask("POST", f"/dossiers/{DRAFT}/acts/amend", key="mine", json=sent).is_success
    with program(house, "secretary-bk") as ask:
        same = ask("POST", f"/dossiers/{AT_COUNCIL}/acts/amend", key="mine", json=sent)
    assert "mine" not in same.json()["detail"]


def test_a_refused_act_carries_everything_in_its_way(house: House) -> None:
    before = dossier_of(house.store, DRAFT).n
    with program(house, "clerk-bk") as ask:
        refused = ask("POST", f"/dossiers/{DRAFT}/acts/submit", key="refused", json={})
        why = ask("GET", f"/dossiers/{DRAFT}/why?act=submit").json()

    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    told = refused.json()
    assert {one["id"] for one in told["blockers"]} == {one["id"] for one in why[0]["blockers"]}
    assert told["blockers"]
    assert told["text"]["vi"] == told["detail"]
    assert told["text"]["en"] != told["detail"]
    assert dossier_of(house.store, DRAFT).n == before


def test_wrong_details_are_told_field_by_field(house: House) -> None:
    sent = {"details": {"service_months": "mười", "sevice_months": 3}}
    with program(house, "clerk-bk") as ask:
        wrong = ask("POST", f"/dossiers/{DRAFT}/acts/amend", key="wrong", json=sent)

    assert wrong.status_code == 422
    faults = wrong.json()["faults"]
    assert set(faults) == {"details.service_months", "details.sevice_months"}
    assert "mười" in faults["details.service_months"]["vi"]
    assert "service_months" in faults["details.sevice_months"]["en"]


def test_a_nominee_is_proposed(house: House) -> None:
    who = {"kind": "individual", "name": "Lê Thị Qua API"}
    sent = {"award": "CSTDCS", "unit": "sct-bk", "nominee": who, "evidence": {"award_year": 2025}}
    with program(house, "clerk-bk") as ask:
        made = ask("POST", "/dossiers", key="new", json={"nomination": sent})
        again = ask("POST", "/dossiers", key="new", json={"nomination": sent})
        elsewhere = {"nomination": {**sent, "unit": "snv-bk"}}
        other = ask("POST", "/dossiers", key="newer", json=elsewhere)
        broken = {"nomination": {**sent, "nominee": {"kind": "ghost"}}}
        wrong = ask("POST", "/dossiers", key="newest", json=broken)
        seen = ask("GET", made.headers["location"].removeprefix(PREFIX))

    assert (made.status_code, again.json()["repeated"]) == (201, True)
    assert seen.json()["nominee"] == "Lê Thị Qua API"
    assert other.status_code == 403
    assert wrong.status_code == 422
    assert "nomination.nominee.name" in wrong.json()["faults"]


def test_many_dossiers_are_looked_at_and_then_done(house: House) -> None:
    sent = {"query": f"number:{DRAFT}", "act": "amend", "details": {"service_months": 9}}
    with program(house, "clerk-bk") as ask:
        plan = ask("POST", "/plans", json=sent).json()
        done = ask("POST", f"/plans/{plan['plan']}/apply", json={"plan": plan["text"]})
        again = ask("POST", f"/plans/{plan['plan']}/apply", json={"plan": plan["text"]})
        edited = plan["text"].replace('"service_months":9', '"service_months":3')
        forged = ask("POST", f"/plans/{plan['plan']}/apply", json={"plan": edited})
        nowhere = ask("POST", "/plans/0123/apply", json={"plan": plan["text"]})
    with program(house, "secretary-bk") as ask:
        others = ask("POST", f"/plans/{plan['plan']}/apply", json={"plan": plan["text"]})

    assert [one["number"] for one in plan["items"]] == [DRAFT]
    assert [one["number"] for one in done.json()["done"]] == [DRAFT]
    assert again.json()["done"][0]["repeated"]
    assert (forged.status_code, nowhere.status_code, others.status_code) == (422, 404, 422)


@pytest.mark.parametrize(
    ("scopes", "method", "path"),
    [
        (("act",), "GET", "/dossiers"),
        (("read",), "POST", "/plans"),
        (("read", "act"), "GET", "/audit/verification"),
    ],
)
def test_a_token_is_good_for_its_scopes_alone(
    house: House, scopes: tuple[str, ...], method: str, path: str
) -> None:
    with program(house, "auditor", *scopes) as ask:
        assert ask(method, path, json={} if method == "POST" else None).status_code == 403


def test_auditors_alone_walk_the_log(house: House) -> None:
    with program(house, "auditor") as ask:
        whole = ask("GET", "/audit/verification")
        one = ask("GET", f"/audit/dossiers/{AT_COUNCIL}/replay")
    with program(house, "clerk-bk") as ask:
        denied = ask("GET", "/audit/verification")

    assert whole.json()["holds"] or whole.json()["guards"]
    assert whole.json()["problems"] == []
    assert one.json()["equal"]
    assert denied.status_code == 403


def test_dossiers_of_others_are_as_if_they_were_not(house: House) -> None:
    with program(house, "clerk-bk") as ask:
        mine = {one["unit"] for one in ask("GET", "/dossiers?most=200").json()["dossiers"]}
    with program(house, "policy") as ask:
        nothing = ask("GET", "/dossiers").json()["dossiers"]
        hidden = ask("GET", f"/dossiers/{DRAFT}")

    assert mine == {"sct-bk"}
    assert nothing == []
    assert hidden.status_code == 404


def test_pages_follow_one_another(house: House) -> None:
    with program(house, "secretary-tinh-bk") as ask:
        whole = ask("GET", "/dossiers?most=200").json()["dossiers"]
        first = ask("GET", "/dossiers?most=2").json()
        second = ask("GET", f"/dossiers?most=2&after={first['next']}").json()

    numbers = [one["number"] for one in whole]
    assert [one["number"] for one in (*first["dossiers"], *second["dossiers"])] == numbers[:4]


def test_the_past_is_told_as_the_past(house: House) -> None:
    with program(house, "secretary-tinh-bk") as ask:
        then = ask("GET", f"/dossiers/{AT_COUNCIL}?as_of=2024-12-31").json()
        later = ask("GET", "/dossiers?at=2199-01-01")
        before = ask("GET", f"/dossiers/{AT_COUNCIL}?at=2001-01-01")

    assert then["text"]["en"].startswith("LOOKING AT 31/12/2024")
    assert then["answer"]["number"] == AT_COUNCIL
    assert later.status_code == 400
    assert before.status_code == 404


def test_who_reads_is_on_record(house: House) -> None:
    with program(house, "chair-tinh-bk") as ask:
        ask("GET", f"/dossiers/{DRAFT}/timeline")

    assert "chair-tinh-bk" in {one.account for one in readings_of(house.store, DRAFT)}


def test_a_session_opens_no_api(visitor: Visitor) -> None:
    visitor.signed_in_as("clerk-bk")
    answered = visitor.client.get(f"{PREFIX}/dossiers")

    assert answered.status_code == 401
    assert answered.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer x", "Basic dGRrdDp0ZGt0", "Bearer tdkt_" * 9]
)
def test_nothing_but_a_token_that_holds_opens_it(visitor: Visitor, sent: str) -> None:
    answered = visitor.client.get(f"{PREFIX}/dossiers", headers={"authorization": sent})
    assert answered.status_code == 401


def test_a_token_that_was_withdrawn_or_is_over_opens_nothing(house: House) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=3)
    over = token_issued(house.store, "clerk-bk", ["read"], 1, at=long_ago)
    gone = token_issued(house.store, "clerk-bk", ["read"], 1, at=datetime.now(UTC))
    token_withdrawn(house.store, "clerk-bk", gone.token.id)
    with TestClient(app_of(house, Door(("testserver",))), base_url="https://testserver") as client:
        for one in (over, gone):
            headers = {"authorization": f"Bearer {one.text}"}
            assert client.get(PREFIX, headers=headers).status_code == 401


def test_a_program_in_a_hurry_is_told_how_long_to_wait(house: House) -> None:
    slow = Pace(Buckets(rate=0.5, burst=2), Buckets(rate=1, burst=1))
    with program(house, "clerk-bk", pace=slow) as ask:
        answers = [ask("GET", "") for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[-1].headers["retry-after"] in {"1", "2"}
    assert answers[-1].json()["text"]["vi"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"reason": "\xff"}', "application/json", 400),
        (b'{"details": {"service_months": 1.5}}', "application/json", 400),
        (b'{"details": {"service_months": 99999999999999999999}}', "application/json", 400),
        (b'{"details":' + b"[" * 3_000 + b"]" * 3_000 + b"}", "application/json", 400),
        (b'{"reason": 7}', "application/json", 422),
        (b'{"reasn": "x"}', "application/json", 422),
        (b"reason=x", "application/x-www-form-urlencoded", 415),
        (b" " * 1_100_000, "application/json", 413),
    ],
    ids=range(11),
)
def test_what_cannot_be_read_is_told_and_changes_nothing(
    house: House, body: bytes, kind: str, status: int
) -> None:
    before = dossier_of(house.store, DRAFT).n
    now = datetime.now(UTC)
    token = token_issued(house.store, "clerk-bk", SCOPES, 1, at=now).text
    headers = {"authorization": f"Bearer {token}", "content-type": kind, "idempotency-key": "bad"}
    app = app_of(house, wide_open("testserver"))
    with TestClient(app, base_url="https://testserver") as client:
        path = f"{PREFIX}/dossiers/{DRAFT}/acts/amend"
        answered = client.post(path, content=body, headers=headers)

    assert answered.status_code == status, answered.text
    assert answered.headers["content-type"] == "application/problem+json"
    assert answered.json()["text"]["vi"]
    assert dossier_of(house.store, DRAFT).n == before


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dossiers/%00", 404),
        ("/dossiers/a%2Fb", 404),
        ("/dossiers/%F0%9F%98%80", 404),
        ("/dossiers/%FF", 404),
        ("/dossiers?q=%ff", 400),
        ("/dossiers?q=a&q=b", 400),
        ("/dossiers?most=0", 422),
        ("/dossiers?most=1.0", 422),
        ("/dossiers?nothing=1", 422),
        ("/dossiers?q=tuoi:5", 422),
        ("/dossiers?after=xx", 422),
        ("/dossiers?at=0001-01-01", 422),
        ("/dossiers?as_of=2024-02-30", 422),
        (f"/dossiers/{DRAFT}/acts?role=king", 422),
        (f"/dossiers/{DRAFT}/why?act=fly", 404),
        ("/rules/%0C", 404),
        ("/rules/NOPE", 404),
        ("/rules/CSTDCS?profile=nope", 422),
        ("/workflows/nope", 404),
        ("/nowhere", 404),
    ],
)
def test_an_address_that_says_nothing_is_told(house: House, path: str, status: int) -> None:
    with program(house, "secretary-tinh-bk") as ask:
        answered = ask("GET", path)

    assert answered.status_code == status, answered.text
    assert answered.headers["content-type"] == "application/problem+json"


def test_whoever_guesses_tokens_is_slowed_down_and_programs_are_not(house: House) -> None:
    few = Pace(Buckets(rate=100, burst=100), Buckets(rate=0.1, burst=2))
    now = datetime.now(UTC)
    token = token_issued(house.store, "clerk-bk", ["read"], 1, at=now).text
    app = app_of(house, wide_open("testserver", pace=few))
    with TestClient(app, base_url="https://testserver") as client:
        guess = {"authorization": "Bearer tdkt_000000000000_" + "x" * 43}
        guessed = [client.get(PREFIX, headers=guess).status_code for _ in range(3)]
        known = client.get(PREFIX, headers={"authorization": f"Bearer {token}"})

    assert guessed == [401, 401, 429]
    assert known.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "host", "status"),
    [
        ("GET", "/api/v1/dossiers", "elsewhere", 421),
        ("DELETE", "/api/v1/dossiers", "testserver", 405),
        ("GET", "/api/v2", "testserver", 404),
    ],
)
def test_who_is_turned_away_at_the_door_is_told_as_a_problem(
    house: House, method: str, path: str, host: str, status: int
) -> None:
    with TestClient(app_of(house, Door(("testserver",))), base_url=f"https://{host}") as client:
        answered = client.request(method, path)

    assert answered.status_code == status
    assert answered.headers["content-type"] == "application/problem+json"
    assert answered.json()["status"] == status
    assert ("allow" in answered.headers) == (status == 405)


def test_a_program_that_sends_too_much_is_told_how_much_may_be_sent(house: House) -> None:
    with program(house, "clerk-bk") as ask:
        path = f"/dossiers/{DRAFT}/acts/amend"
        answered = ask("POST", path, key="long", content=b" " * 2_000_000)

    assert answered.status_code == 413
    assert answered.headers["content-type"] == "application/problem+json"
    assert "1.000.000" in answered.json()["text"]["vi"]
