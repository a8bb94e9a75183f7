"""Sentences about policy staff who read rules and workflows in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_bdd import given, parsers, then, when
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.app import Door, app_of
from dossiers.accounts import POLICY, password_set
from features.steps.context import Story
from tests.desk.visiting import Visitor
from tests.dossiers.accounting import GOOD, an_account, change, held


@dataclass
class Reading:
    """What policy staff have before them.

    Attributes:
        visitor: their browser, without scripts.
        page: the page they read last.
    """

    visitor: Visitor
    page: str = ""

    def read(self, path: str) -> None:
        """Open a page."""
        self.page = self.visitor.reads(path)


@pytest.fixture
def client(story: Story) -> Iterator[TestClient]:
    """A browser without scripts, at the desk of the story's database."""
    with TestClient(
        app_of(House(story.store), Door(("testserver",))),
        base_url="https://testserver",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    ) as opened:
        yield opened


@given("policy staff have opened the desk", target_fixture="reading")
def opened(story: Story, client: TestClient, cheap: None) -> Reading:  # noqa: ARG001 -- pytest
    an_account(story.store, "policy-1", held(POLICY, None))
    password_set(story.store, change(), account="policy-1", password=GOOD)
    answer = client.post("/sign-in", data={"account": "policy-1", "password": GOOD})
    assert answer.status_code == 303, answer.text
    return Reading(Visitor(client))


@when(parsers.re(r'they read the rules of "(?P<award>\w+)" on (?P<day>[\d-]+)$'))
def rules_read(reading: Reading, award: str, day: str) -> None:
    reading.read(f"/rules/{award}?on={day}")


@when(
    parsers.re(
        r'they read the rules of "(?P<award>\w+)" on (?P<day>[\d-]+) for "(?P<profile>[\w-]+)"'
    )
)
def rules_read_under(reading: Reading, award: str, day: str, profile: str) -> None:
    reading.read(f"/rules/{award}?on={day}&profile={profile}")


@when(parsers.parse('they read the rules of "{award}" as recorded by {day}'))
def rules_read_then(reading: Reading, award: str, day: str) -> None:
    reading.read(f"/rules/{award}?at={day}")


@when(parsers.parse('they compare the rules of "{award}" of {one} and {other}'))
def rules_compared(reading: Reading, award: str, one: str, other: str) -> None:
    reading.read(f"/rules/{award}/changes?from={one}&to={other}")


@when(parsers.parse('they read the examples of "{award}" on {day}'))
def examples_read(reading: Reading, award: str, day: str) -> None:
    reading.read(f"/rules/{award}/examples?on={day}")


@when(parsers.parse('they read the workflow "{name}"'))
def workflow_read(reading: Reading, name: str) -> None:
    reading.read(f"/workflows/{name}")


@then(parsers.parse('the page says "{words}"'))
def page_says(reading: Reading, words: str) -> None:
    assert words in reading.page


@then(parsers.parse('the page does not say "{words}"'))
def page_does_not_say(reading: Reading, words: str) -> None:
    assert words not in reading.page


@then(parsers.parse('the list of publications says "{words}"'))
def publications_say(reading: Reading, words: str) -> None:
    assert words in reading.visitor.reads("/rules/publications")


@then("its picture is shown")
def picture_shown(reading: Reading) -> None:
    answer = reading.visitor.client.get("/workflows/rules-publication/picture.svg")
    assert answer.text.startswith("<svg")
    assert 'src="/workflows/rules-publication/picture.svg"' in reading.page
