"""Sentences about people at the desk who hold nothing but a mandate."""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from pytest_bdd import given, parsers, then, when
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.app import Door, app_of
from desk.web.asking import SESSION
from dossiers.accounts import account_of
from dossiers.accounts.sessions import begun
from features.steps.context import Story
from tests.desk.forms import forms_of
from tests.dossiers.accounting import an_account
from tests.dossiers.building import NUMBER

APPROVE = f"/dossiers/{NUMBER}/acts/approve"


@dataclass
class Deputy:
    """Somebody who stands in for others.

    Attributes:
        page: what they have read last.
    """

    page: str = ""


@pytest.fixture
def deputy() -> Deputy:
    """Somebody who has read nothing yet."""
    return Deputy()


@contextmanager
def at_the_desk(story: Story, name: str, day: date) -> Iterator[TestClient]:
    """Somebody with a browser that runs no script, on a day."""
    app = app_of(House(story.store, today=day), Door(("testserver",)))
    session = begun(story.store, account_of(story.store, name), at=datetime.now(UTC))
    with TestClient(
        app,
        base_url="https://testserver",
        headers={"sec-fetch-site": "same-origin"},
        cookies={SESSION: session.token},
        follow_redirects=False,
    ) as client:
        yield client


@given(parsers.parse('"{name}" has an account without any role'))
def without_role(story: Story, name: str) -> None:
    assert an_account(story.store, name).grants == ()


@when(parsers.parse('"{name}" opens the worklist on {day:ti}'))
def opens_worklist(story: Story, deputy: Deputy, name: str, day: datetime) -> None:
    with at_the_desk(story, name, day.date()) as client:
        deputy.page = html.unescape(client.get("/").text)


@when(parsers.parse('"{name}" approves it at the desk on {day:ti}'))
def approves_at_the_desk(story: Story, name: str, day: datetime) -> None:
    with at_the_desk(story, name, day.date()) as client:
        page = client.get(APPROVE).text
        for action in (f"{APPROVE}/check", APPROVE):
            form = next(one for one in forms_of(page) if one.action == action)
            answer = client.post(action, data=form.kept)
            page = answer.text
        assert answer.status_code == 303, page


@then(parsers.parse('the desk says there "{act}" on behalf of "{giver}"'))
def says_for_whom(story: Story, deputy: Deputy, act: str, giver: str) -> None:
    assert f"{act} (thay mặt {account_of(story.store, giver).name})" in deputy.page


@then("the desk shows no dossier there")
def shows_none(deputy: Deputy) -> None:
    assert NUMBER not in deputy.page
    assert "không có ủy quyền nào dùng được" in deputy.page


@then("the desk says there why nobody proposes by mandate")
def says_why(deputy: Deputy) -> None:
    assert "không làm theo ủy quyền được" in deputy.page
    assert 'href="/propose"' not in deputy.page
