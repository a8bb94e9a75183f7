"""What tests of the ledger share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import Watched
from tests.ledger.page import VerifierPage


@pytest.fixture
def verifier_page(page: Page) -> VerifierPage:
    """The page, opened from the disk."""
    return VerifierPage.opened(page)


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[VerifierPage]:
    """One page for many generated questions; it is watched like any other."""
    watched = Watched()
    context = browser.new_context(offline=True)
    page = context.new_page()
    watched.watch(page)
    yield VerifierPage.opened(page)
    context.close()
    assert watched.faults == []
