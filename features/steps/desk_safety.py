"""Sentences about forms sent to the desk: twice, too late, and by strangers."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from httpx2 import Response
from pytest_bdd import given, parsers, then, when
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.app import Door, app_of
from desk.web.asking import SESSION
from dossiers.accounts import account_of
from dossiers.accounts.sessions import begun
from features.steps.context import Story
from tests.desk.forms import Form, forms_of
from tests.dossiers.building import NUMBER

HERE, ELSEWHERE = {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "cross-site"}
AMEND = f"/dossiers/{NUMBER}/acts/amend"
PART = "employed_months"
NOWHERE = "CSTDCS-2024-9999"


@dataclass
class Visit:
    """Somebody at the desk.

    Attributes:
        client: a browser that runs no script.
        form: what lies open.
        n: the events of the dossier when it was opened.
        answers: everything that came back.
    """

    client: TestClient
    form: Form | None = None
    n: int = 0
    answers: list[Response] = field(default_factory=list)


@pytest.fixture
def visit(story: Story) -> Iterator[Visit]:
    """The desk on the database of the story."""
    app = app_of(House(story.store, today=story.on), Door(("testserver",)))
    with TestClient(app, base_url="https://testserver", follow_redirects=False) as client:
        yield Visit(client)


def entered(story: Story, visit: Visit, name: str) -> None:
    """Sign somebody in."""
    session = begun(story.store, account_of(story.store, name), at=datetime.now(UTC))
    visit.client.cookies.set(SESSION, session.token)


def opened(visit: Visit) -> Form:
    """The form as it is drawn now."""
    page = visit.client.get(f"{AMEND}?part={PART}").text
    return next(one for one in forms_of(page) if one.action == f"{AMEND}/check")


@given(parsers.parse('"{name}" has the form that amends the dossier open'))
def with_form(story: Story, visit: Visit, name: str) -> None:
    visit.n = story.dossier.n
    entered(story, visit, name)
    visit.form = opened(visit)


@given("somebody amends the dossier in another tab")
def in_another_tab(visit: Visit) -> None:
    data = {**opened(visit).kept, PART: "20"}
    assert visit.client.post(AMEND, data=data, headers=HERE).status_code == 303


def sent(visit: Visit, headers: dict[str, str], **typed: str) -> None:
    """Send the form that lies open."""
    assert visit.form is not None
    data = {**visit.form.kept, PART: "18", **typed}
    visit.answers.append(visit.client.post(AMEND, data=data, headers=headers))


@when("the form is sent")
def form_sent(visit: Visit) -> None:
    sent(visit, HERE)


@when(parsers.parse('the form is sent with the reason "{reason}"'))
def form_sent_with(visit: Visit, reason: str) -> None:
    sent(visit, HERE, reason=reason)


@when("another web page sends the form")
def form_from_elsewhere(visit: Visit) -> None:
    sent(visit, ELSEWHERE)


@when(parsers.parse('"{name}" asks the desk for the dossier'))
def asks(story: Story, visit: Visit, name: str) -> None:
    assert story.dossier.number == NUMBER
    entered(story, visit, name)
    visit.answers.append(visit.client.get(f"/dossiers/{NUMBER}"))


@when(parsers.parse('"{name}" asks the desk for a dossier that is not there'))
def asks_for_nothing(story: Story, visit: Visit, name: str) -> None:
    assert account_of(story.store, name).grants, "it is whoever asked before, in the same session"
    visit.answers.append(visit.client.get(f"/dossiers/{NOWHERE}"))


@then("the desk says each time that it was done")
def done_each_time(visit: Visit) -> None:
    assert {one.status_code for one in visit.answers} == {303}
    assert len({one.headers["location"] for one in visit.answers}) == 1


@then("the dossier was amended once")
def once(story: Story, visit: Visit) -> None:
    assert story.dossier.n == visit.n + 1


@then("the dossier was not amended")
def not_at_all(story: Story, visit: Visit) -> None:
    assert story.dossier.n == visit.n


@then(parsers.parse('the desk shows what was done in the meantime and "{typed}"'))
def shows_both(visit: Visit, typed: str) -> None:
    (answer,) = visit.answers
    assert answer.status_code == 409
    page = html.unescape(answer.text)
    assert "Hồ sơ đã thay đổi trong lúc bạn soạn" in page
    assert typed in page


@then("the desk takes nothing")
def takes_nothing(visit: Visit) -> None:
    assert [one.status_code for one in visit.answers] == [403]


@then("the desk says both times the same")
def the_same(visit: Visit) -> None:
    first, second = visit.answers
    assert first.status_code == second.status_code == 404
    assert first.text.replace(NUMBER, "…") == second.text.replace(NOWHERE, "…")
