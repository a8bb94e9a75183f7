"""What tests of the ledger share."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.ledger.page import VerifierPage


@pytest.fixture
def verifier_page(page: Page) -> VerifierPage:
    """The page, opened from the disk."""
    return VerifierPage.opened(page)
