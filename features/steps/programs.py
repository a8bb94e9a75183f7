"""Sentences about programs that act for an account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from httpx2 import Response
from pytest_bdd import given, parsers, then, when
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.app import Door, app_of
from dossiers.accounts import token_issued
from features.steps.context import Story
from tests.dossiers.building import NUMBER

ON = date(2024, 12, 2)
ADDRESS = f"/api/v1/dossiers/{NUMBER}"


@dataclass
class Program:
    """A program under way.

    Attributes:
        client: by which it sends.
        headers: what it sends with every request.
        answer: the last one it got.
    """

    client: TestClient
    headers: dict[str, str]
    answer: Response | None = None

    @property
    def answered(self) -> Response:
        """The last answer."""
        assert self.answer is not None, "the program has asked"
        return self.answer


@pytest.fixture
def door_of_programs(story: Story) -> Iterator[TestClient]:
    """The API of the story's database."""
    app = app_of(House(story.store, today=ON), Door(("testserver",)))
    with TestClient(app, base_url="https://testserver") as client:
        yield client


@given(parsers.parse('a program with a token of "{name}" to "{scope}"'), target_fixture="program")
def a_program(story: Story, door_of_programs: TestClient, name: str, scope: str) -> Program:
    assert story.dossier
    issued = token_issued(story.store, name, [scope], 1, at=datetime.now(UTC))
    return Program(door_of_programs, {"authorization": f"Bearer {issued.text}"})


@when(parsers.parse('the program asks why "{act}" is closed'))
def asks_why(program: Program, act: str) -> None:
    program.answer = program.client.get(f"{ADDRESS}/why?act={act}", headers=program.headers)


@when(parsers.parse('the program does "{act}" under the key "{key}"'))
def does(program: Program, act: str, key: str) -> None:
    headers = {**program.headers, "idempotency-key": key}
    program.answer = program.client.post(f"{ADDRESS}/acts/{act}", json={}, headers=headers)


@when(parsers.parse('the program does "{act}" without a key'))
def does_without_key(program: Program, act: str) -> None:
    headers = program.headers
    program.answer = program.client.post(f"{ADDRESS}/acts/{act}", json={}, headers=headers)


@then(parsers.re(r"the program is answered (?P<status>\d+)$"), converters={"status": int})
def answered(program: Program, status: int) -> None:
    assert program.answered.status_code == status, program.answered.text


@then(
    parsers.re(r'the program is answered (?P<status>\d+), for "(?P<words>.+)"'),
    converters={"status": int},
)
def answered_for(program: Program, status: int, words: str) -> None:
    answered(program, status)
    assert words in program.answered.json()["text"]["en"]


@then("the program is told that it was done before")
def done_before(program: Program) -> None:
    assert program.answered.json()["repeated"]


@then("the program is told everything in the way")
def told_everything(program: Program) -> None:
    blockers = program.answered.json()["blockers"]
    assert blockers
    assert all(one["text"]["vi"] and one["text"]["en"] for one in blockers)
