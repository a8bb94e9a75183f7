"""Runs a few features on PostgreSQL too; `TDKT_TEST_ON=postgresql` runs them all there."""

import pytest
from pytest_bdd import scenarios

scenarios(
    "02-council-review.feature",
    "05-auditors.feature",
    "20-proof-for-outsiders.feature",
    "32-waiting-and-due.feature",
)


@pytest.fixture
def story_url(on_server: str) -> str:
    """The database of every scenario here."""
    return on_server
