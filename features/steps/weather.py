"""Sentences about disks, clocks and servers that fail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.errors import (
    ClockApartError,
    DatabaseOnNetworkError,
    StoreError,
    TailChangedError,
)
from dossiers.findings import Finding, report, shipped_settings
from dossiers.losses import Losses, losses
from dossiers.replay import rebuilt_rows, replay
from dossiers.store import AnyRow, Store, drives
from dossiers.store.starting import LookedOver
from dossiers.use_cases import dossier_of, perform
from dossiers.use_cases.working import check_clock
from features.steps.backups import Keeper
from features.steps.context import Story
from ledger import read_event
from tests.databases import changed
from tests.dossiers.building import NUMBER, acting

WHY = {
    "newest history is not what was recorded": TailChangedError,
    "the file lies on a network drive": DatabaseOnNetworkError,
}


@dataclass
class Weather:
    """What befell the office.

    Attributes:
        answered: the list of what it was answered.
        look: what a program looked at when it started.
        stopped: why it did not start, or fire terms.
        findings: what the auditor found.
        copy: the database that took over.
    """

    answered: Path
    look: LookedOver | None = None
    stopped: StoreError | None = None
    findings: tuple[Finding, ...] = ()
    copy: str = ""

    def compared(self) -> Losses:
        """The list against the database that took over."""
        with Store.open(self.copy) as store, self.answered.open("rb") as lines:
            return losses(store, lines)


@pytest.fixture
def weather(tmp_path: Path) -> Weather:
    return Weather(tmp_path / "answered.jsonl")


@given("somebody changed a letter of the newest event")
def newest_changed(story: Story) -> None:
    changed(story.store.place, ("UPDATE event SET body = body || x'20' WHERE n = 2", ()))


@given("the folder of the office is a network drive")
def on_network(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mountinfo"
    folder = Path(story.store.place).parent
    table.write_text(
        f"22 1 254:0 / / rw - ext4 /dev/vda rw\n40 22 0:40 / {folder} rw - cifs x rw\n"
    )
    monkeypatch.setattr(drives, "MOUNTED", table)


@when("the program that watches the terms starts")
def started(story: Story, weather: Weather) -> None:
    try:
        with Store.open(story.store.url, checked=True) as store:
            weather.look = store.look
    except StoreError as stopped:
        weather.stopped = stopped


@then(parsers.parse("it has looked at the {count:d} newest events"))
def has_looked(weather: Weather, count: int) -> None:
    assert weather.look == LookedOver(pages=True, events=count, whole=True)


@then(parsers.parse("it does not start, because {why}"))
def not_started(weather: Weather, why: str) -> None:
    assert isinstance(weather.stopped, WHY[why])


@given(parsers.parse("a machine whose clock is {days:d} days behind records the submission"))
def recorded_behind(story: Story, days: int) -> None:
    assert story.dossier.state == "draft"
    submit = acting("submit", "unit_clerk")
    perform(story.store, replace(submit, at=submit.at - timedelta(days=days)))


@when("the auditor asks about clocks")
def asked_about_clocks(story: Story, weather: Weather) -> None:
    store, kinds = story.store, ("clock_backwards",)
    found = report(store.events(), store.document, shipped_settings(), kinds)
    weather.findings = found.findings


@then("the submission stands after the proposal, and its time is asked about")
def stands_after(story: Story, weather: Weather) -> None:
    types = [read_event(one.body).type for one in story.store.events()]
    assert types == ["propose", "submit"]
    assert [one.kind for one in weather.findings] == ["clock_backwards"]


@when("a worker whose clock is a day ahead wants to fire terms")
def worker_ahead(story: Story, weather: Weather) -> None:
    try:
        check_clock(story.store, story.store.claims.clock + timedelta(days=1))
    except ClockApartError as apart:
        weather.stopped = apart


@then("it is told to set its clock, and fires nothing")
def told_to_set(weather: Weather) -> None:
    assert weather.stopped is not None
    assert "Set the clock" in weather.stopped.text.en


@given("the office keeps a list of what it is answered")
def list_kept(story: Story, weather: Weather, monkeypatch: pytest.MonkeyPatch) -> None:
    url = story.store.url
    story.store.__exit__()
    monkeypatch.setenv("TDKT_ANSWERED", str(weather.answered))
    story.store = Store.open(url)
    assert story.dossier.state == "draft"


@when("the backup takes over")
def takes_over(story: Story, keeper: Keeper, weather: Weather) -> None:
    place = Path(story.store.place)
    story.store.__exit__()
    place.unlink()
    keeper.backup.rename(place)
    weather.copy = f"sqlite:///{place}"
    story.store = Store.open(weather.copy)


@when("the lost command is sent again")
def sent_again(story: Story) -> None:
    assert story.last is not None
    assert perform(story.store, story.last).repeated is False


@then(parsers.parse("the list names {count:d} lost command, which is event {n:d} of the dossier"))
def names_lost(weather: Weather, count: int, n: int) -> None:
    found = weather.compared()
    assert [(one.number, one.n) for one in found.lost] == [(NUMBER, n)] * count


@then(parsers.parse("the list names no lost command, and {count:d} that was recorded again"))
def names_again(weather: Weather, count: int) -> None:
    found = weather.compared()
    assert (found.lost, len(found.again)) == ((), count)


@when("the table of dossiers is rebuilt while the clerk submits the dossier")
def rebuilt_meanwhile(story: Story) -> None:
    assert story.dossier.state == "draft"
    calls: list[int] = []

    def made() -> Iterable[AnyRow]:
        rows = rebuilt_rows(story.store)
        calls.append(1)
        if len(calls) == 1:
            perform(story.store, acting("submit", "unit_clerk"))
        return rows

    story.store.rebuild(made)


@then("the table says what history says")
def says_the_same(story: Story) -> None:
    assert dossier_of(story.store, NUMBER).state == "council_review"
    assert [one.equal for one in replay(story.store)] == [True]
