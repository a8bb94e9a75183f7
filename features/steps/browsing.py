"""Sentences about a stranger who has nothing but a browser."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page
from pytest_bdd import parsers, then, when

from features.steps.proofs import Desk, asked, trusted
from tests.ledger.page import VerifierPage


@pytest.fixture
def screen(page: Page) -> VerifierPage:
    """The page of the stranger, opened from the disk without a network."""
    return VerifierPage.opened(page)


@when("the stranger checks the bundle in the browser")
def checked_in_the_browser(desk: Desk, screen: VerifierPage) -> None:
    screen.checked(desk.bundle, json.dumps(trusted(desk)).encode(), desk.kept)


@when("the stranger checks the bundle in the browser without a policy")
def checked_without_policy(desk: Desk, screen: VerifierPage) -> None:
    screen.checked(desk.bundle)


@then("the page says no to nothing")
def page_content(screen: VerifierPage) -> None:
    assert "no" not in screen.verdicts().values()


@then("the page answers as the verifier of one file does")
def page_agrees(desk: Desk, screen: VerifierPage) -> None:
    assert screen.verdicts() == {name: one[0] for name, one in asked(desk).items()}


@then(parsers.parse('the page says no to "{question}"'))
def page_denies(screen: VerifierPage, question: str) -> None:
    assert screen.verdicts()[question] == "no"


@then(parsers.parse('the page cannot tell "{question}"'))
def page_cannot_tell(screen: VerifierPage, question: str) -> None:
    assert screen.verdicts()[question] == "cannot_tell"


@then("the page asks for a policy")
def page_asks_for_policy(screen: VerifierPage) -> None:
    assert "hãy chọn chính sách tin cậy" in screen.page.inner_text("#sum")
