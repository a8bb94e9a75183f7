"""Fixtures: the desk on the demo season, asked as a function or served to a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.app import Door, app_of
from dossiers.accounts import demo_council, demo_personas
from dossiers.seasons import continued, play, read_part, read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.store.group import GroupStore
from tests.browser import Watched
from tests.desk.visiting import DEMO_DAY, Served, Visitor, served


@pytest.fixture(scope="module")
def house(season: str) -> Iterator[House]:
    """The desk of the demo season, on both databases."""
    with GroupStore.open(season) as store:
        demo_personas(store)
        yield House(store, demo=True, today=DEMO_DAY)


@pytest.fixture
def visitor(house: House) -> Iterator[Visitor]:
    """Somebody with a browser that runs no script, not signed in."""
    with TestClient(
        app_of(house, Door(("testserver",))),
        base_url="https://testserver",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    ) as client:
        yield Visitor(client)


@pytest.fixture(scope="module")
def desk(house: House) -> Iterator[Served]:
    """The desk at a port of this machine."""
    with served(house) as running:
        yield running


@pytest.fixture(scope="module")
def demo_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The desk as `tdkt desk --demo` opens it, at a port of this machine."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo')}/demo.sqlite"
    part = read_part(shipped_season())
    initialise(url)
    with Store.open(url) as store:
        play(continued(read_season(shipped_season()), part), store)
    with GroupStore.open(url) as store:
        demo_personas(store)
        demo_council(store)
        with served(House(store, demo=True, today=part.day)) as running:
            yield running


@pytest.fixture
def sheet(browser: Browser, watched: Watched, desk: Served) -> Iterator[Page]:
    """A page of a real browser that may ask the desk and nobody else."""
    watched.allowed += (desk.address,)
    context = browser.new_context(locale="vi-VN", base_url=desk.address)
    opened = context.new_page()
    watched.watch(opened)
    yield opened
    context.close()
    assert watched.faults == []
