"""Sentences about a day at the desk, by somebody whose browser runs no script."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_bdd import parsers, then, when
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.app import Door, app_of
from dossiers.accounts import demo_council, demo_personas
from dossiers.seasons import continued, play, read_part, read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.store.group import GroupStore
from dossiers.use_cases import dossier_of
from tests.databases import copied
from tests.desk.visiting import HIDDEN, Visitor


@dataclass
class Day:
    """A day at the desk.

    Attributes:
        house: what the desk serves.
        visitor: whoever is there.
        pages: what they have read, the last page at the end.
    """

    house: House
    visitor: Visitor
    pages: list[str] = field(default_factory=list)

    def opened(self, persona: str, path: str) -> None:
        """Sign in and read a page."""
        self.pages.append(self.visitor.signed_in_as(persona).reads(path))

    def sent(self, path: str, page: str, typed: Mapping[str, object]) -> None:
        """Fill in a form of a page and read what comes back."""
        self.pages.append(html.unescape(self.visitor.sends(path, page, **typed).text))


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo of the desk, played once."""
    url = f"sqlite:///{tmp_path_factory.mktemp('desk')}/demo.sqlite"
    initialise(url)
    with Store.open(url) as store:
        folder = shipped_season()
        play(continued(read_season(folder), read_part(folder)), store)
        demo_personas(store)
        demo_council(store)
    return url


@pytest.fixture
def day(demo_file: str, tmp_path: Path) -> Iterator[Day]:
    """The desk on the day on which the demo opens."""
    with copied(demo_file, tmp_path) as url, GroupStore.open(url) as store:
        house = House(store, demo=True, today=read_part(shipped_season()).day)
        with TestClient(
            app_of(house, Door(("testserver",))),
            base_url="https://testserver",
            headers={"sec-fetch-site": "same-origin"},
            follow_redirects=False,
        ) as client:
            yield Day(house, Visitor(client))


@when(parsers.parse('"{persona}" opens the desk'))
def opens(day: Day, persona: str) -> None:
    day.opened(persona, "/")


@when(parsers.parse('"{persona}" is about to propose "{name}" for "{award}" of {year:d}'))
def about_to_propose(day: Day, persona: str, name: str, award: str, year: int) -> None:
    day.opened(persona, "/propose")
    who = {"kind": "individual", "name": name, "unit": "sct-bk"}
    day.sent("/propose/check", "/propose", {**who, "award": award, "award_year": str(year)})


@when(parsers.parse('"{persona}" looks ahead at "{act}" for "{numbers}"'))
def looks_ahead(day: Day, persona: str, act: str, numbers: str) -> None:
    day.opened(persona, "/dossiers")
    typed = {"act": act, "number": numbers.split(", "), "all": "no"}
    day.sent("/bulk/preview", "/dossiers", typed)


@when("they apply what they looked at")
def apply_it(day: Day) -> None:
    hidden = dict(HIDDEN.findall(day.pages[-1]))
    day.pages.append(day.visitor.client.post("/bulk/apply", data=hidden).text)


@when(parsers.parse('"{persona}" votes "{choice}" on "{number}"'))
def votes(day: Day, persona: str, choice: str, number: str) -> None:
    ballot, act = f"/dossiers/{number}/ballot", f"/dossiers/{number}/acts/cast_vote"
    day.opened(persona, ballot)
    day.sent(f"{act}/check", ballot, {"choice": choice})
    form = day.pages[-1].partition('id="act"')[2]
    day.visitor.client.post(act, data=dict(HIDDEN.findall(form)))


@then(parsers.parse('the first line is "{number}", with "{words}"'))
def first_line(day: Day, number: str, words: str) -> None:
    first = day.pages[-1].partition("data-walk")[2].partition("</li>")[0]
    assert number in first
    assert words in first


@then(parsers.parse('they read of "{number}", with "{words}"'))
def read_of(day: Day, number: str, words: str) -> None:
    assert number in day.pages[-1]
    assert words in day.pages[-1]


@then(parsers.parse('"{number}" is not to be found for them'))
def not_found(day: Day, number: str) -> None:
    day.visitor.reads(f"/dossiers/{number}", status=404)


@then(parsers.parse("{going:d} would go on and {held:d} would be held"))
def would_go_on(day: Day, going: int, held: int) -> None:
    found = re.findall(r"(\d+) <span class=\"soft small\">", day.pages[-1])
    assert [int(one) for one in found] == [going, held]


@then(parsers.parse('"{numbers}" are in "{state}"'))
def are_in(day: Day, numbers: str, state: str) -> None:
    found = {dossier_of(day.house.store, one).state for one in numbers.split(", ")}
    assert found == {state}


@then(
    parsers.parse(
        'the ballot of "{number}" has {favour:d} of {members:d} in favour, which is enough'
    )
)
def enough(day: Day, number: str, favour: int, members: int) -> None:
    page = day.visitor.reads(f"/dossiers/{number}/ballot")
    assert f"{favour}/{members}" in page
    assert "đã đủ phiếu đồng ý" in page
