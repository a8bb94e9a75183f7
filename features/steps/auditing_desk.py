"""Sentences about auditors who look at the record in the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from pytest_bdd import given, parsers, then, when
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.app import Door, app_of
from dossiers.accounts import AUDITOR, Grant, password_set, readings_of
from dossiers.use_cases import timeline
from features.steps.context import Story
from features.steps.proofs import Desk, trusted
from ledger import verifier
from tests.desk.visiting import Visitor
from tests.dossiers.accounting import GOOD, an_account, change, held
from tests.dossiers.building import NUMBER

HERE = f"/dossiers/{NUMBER}"
NAME = "auditor-1"


@dataclass
class Looking:
    """What an auditor has before them.

    Attributes:
        visitor: their browser, without scripts.
        page: the page they read last.
        taken: the bundle they downloaded.
        refused: what a clerk was told.
    """

    visitor: Visitor
    page: str = ""
    taken: bytes = b""
    refused: str = ""

    def read(self, path: str) -> None:
        """Open a page."""
        self.page = self.visitor.reads(path)

    def follow(self, rel: str) -> None:
        """Go on by the link to the change before or behind."""
        found = re.search(rf'rel="{rel}" href="([^"]+)"', self.page)
        assert found is not None, self.page
        self.read(found[1])


@contextmanager
def at_the_desk(story: Story, name: str, *grants: Grant) -> Iterator[Visitor]:
    """Somebody who has an account and has signed in."""
    an_account(story.store, name, *grants)
    password_set(story.store, change(), account=name, password=GOOD)
    with TestClient(
        app_of(House(story.store), Door(("testserver",))),
        base_url="https://testserver",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    ) as client:
        answer = client.post("/sign-in", data={"account": name, "password": GOOD})
        assert answer.status_code == 303, answer.text
        yield Visitor(client)


@pytest.fixture
def looking(story: Story, cheap: None) -> Iterator[Looking]:  # noqa: ARG001 -- pytest
    """An auditor who has signed in."""
    assert story.dossier
    with at_the_desk(story, NAME, held(AUDITOR, None)) as visitor:
        yield Looking(visitor)


@given("an auditor has opened the desk")
def opened(looking: Looking) -> None:
    looking.read("/audit")


@given("the council's secretary has returned the dossier afterwards")
def returned(story: Story) -> None:
    day = date(2024, 12, 10)
    story.surely("return_for_supplement", "council_secretary", on=day, reason="bổ sung")


@when(parsers.parse('the auditor opens the dossier as recorded by "{at}"'))
def dossier_then(looking: Looking, at: str) -> None:
    looking.read(f"{HERE}?at={at}")


@when("the auditor goes on to the next change")
def next_change(looking: Looking) -> None:
    looking.follow("next")


@when("the auditor goes back before this change")
def change_before(looking: Looking) -> None:
    looking.follow("prev")


@when(parsers.parse('the auditor compares the dossier at the desk from "{one}" to "{other}"'))
def compared(looking: Looking, one: str, other: str) -> None:
    looking.read(f"{HERE}/difference?from={one}&to={other}")


@when("the auditor replays the dossier at the desk")
def replayed(looking: Looking) -> None:
    looking.read(f"{HERE}/replay")


@when(parsers.parse('the auditor replays the dossier at the desk and supposes the law of "{day}"'))
def supposed(looking: Looking, day: str) -> None:
    looking.read(f"{HERE}/replay?law={day}")


@when("the auditor has the whole record checked")
def whole_checked(looking: Looking) -> None:
    looking.visitor.sends("/audit/check", "/audit")
    looking.read("/audit")


@when("the auditor opens the proof of the dossier")
def proof_opened(looking: Looking) -> None:
    looking.read(f"{HERE}/proof")


@when("the auditor takes the bundle away")
def bundle_taken(looking: Looking) -> None:
    looking.taken = looking.visitor.client.get(f"{HERE}/bundle.zip").content


@when(parsers.parse('the auditor asks who held which role on "{day}"'))
def roles_asked(looking: Looking, day: str) -> None:
    looking.read(f"/audit/accounts?as_of={day}")


@when("a clerk of the unit asks for the proof of the dossier")
def clerk_asks(story: Story, looking: Looking) -> None:
    unit = story.dossier.nomination.unit
    with at_the_desk(story, "clerk-1", held("unit_clerk", unit)) as clerk:
        looking.refused = clerk.reads(f"{HERE}/proof", 403)


@then(parsers.parse('the auditor reads "{words}"'))
def reads(looking: Looking, words: str) -> None:
    assert words in looking.page


@then(parsers.parse('the auditor does not read "{words}"'))
def does_not_read(looking: Looking, words: str) -> None:
    assert words not in looking.page


@then(parsers.parse("the page tells {count:d} events"))
def history_has(looking: Looking, count: int) -> None:
    assert looking.page.count("Hồ sơ lúc đó") == count


@then("every event of the dossier is shown as proved")
def all_proved(story: Story, looking: Looking) -> None:
    assert looking.page.count("đã có chứng minh") == len(list(timeline(story.store, NUMBER)))


@then("a stranger's verifier accepts it")
def accepted(looking: Looking, desk: Desk) -> None:
    answers = verifier.verify(looking.taken, {**trusted(desk), "witnesses": [], "quorum": 0})
    assert {answers[one][0] for one in ("whole", "linked", "position", "signed")} == {"yes"}
    assert "no" not in {verdict for verdict, _, _ in answers.values()}


@then("the list of readers names the auditor")
def readers_named(story: Story) -> None:
    assert NAME in {one.account for one in readings_of(story.store, NUMBER)}


@then(parsers.parse('the clerk is told that the page is for "{whom}"'))
def clerk_told(looking: Looking, whom: str) -> None:
    assert f"Trang này dành cho {whom}" in looking.refused
