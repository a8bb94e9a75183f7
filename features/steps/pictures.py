"""Sentences about pictures of workflows, procedure books and forecasts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

import workflow
from texts import Text
from workflow.forecasting.forecast import Forecast
from workflow.forecasting.rates import RatesFileError, read_rates
from workflow.forecasting.simulate import simulate
from workflow.pictures.book import book
from workflow.pictures.svg import svg
from workflow.pictures.wayside import Step

RATES = Path(__file__).resolve().parents[2] / "examples" / "rates" / "provincial-award.yaml"


@dataclass
class Planning:
    """Somebody who looks ahead.

    Attributes:
        definition: the workflow.
        walked: the steps of a dossier.
        current: where it stands.
        closed: the acts that are closed there.
        picture: what was drawn.
        page: the book.
        rates: the text of a rates file.
        forecasts: what was forecast.
        refused: the error, where the rates could not be used.
    """

    definition: workflow.Definition | None = None
    walked: tuple[Step, ...] = ()
    current: str | None = None
    closed: dict[str, Text] = field(default_factory=dict)
    picture: str = ""
    page: str = ""
    rates: str = ""
    forecasts: tuple[Forecast, ...] = ()
    refused: RatesFileError | None = None

    @property
    def followed(self) -> workflow.Definition:
        """The workflow, which the scenario has named."""
        assert self.definition is not None
        return self.definition


@pytest.fixture
def planning() -> Planning:
    """Nothing planned yet."""
    return Planning()


@given(parsers.parse('the workflow "{name}"'))
def named(planning: Planning, name: str) -> None:
    planning.definition = workflow.read(workflow.shipped(name), file=f"{name}.yaml")


@given(parsers.re(r'a dossier went by (?P<acts>"\w+"(?: and "\w+")*) to "(?P<state>\w+)"'))
def went(planning: Planning, acts: str, state: str) -> None:
    at = planning.followed.start
    for act in (one.strip('"') for one in acts.split(" and ")):
        landed = workflow.step(planning.followed, at, act, None)
        assert landed is not None
        planning.walked = (*planning.walked, (at, act, landed[0]))
        at = landed[0]
    assert at == state
    planning.current = state


@given(parsers.parse('"{act}" is closed because "{why}"'))
def closed(planning: Planning, act: str, why: str) -> None:
    planning.closed[act] = Text(why, why)


@given("the fictional rates that come with the program")
def fictional(planning: Planning) -> None:
    planning.rates = RATES.read_text(encoding="utf-8")
    assert "FICTIONAL" in planning.rates


@given("nobody in the unit's council votes in favour")
def nobody(planning: Planning) -> None:
    planning.rates = planning.rates.replace("in_favour: 96", "in_favour: 0")


@given('a share in "draft" is 5 too small')
def too_small(planning: Planning) -> None:
    planning.rates = planning.rates.replace("submit: {share: 85", "submit: {share: 80")


@when("its picture is drawn")
def drawn(planning: Planning) -> None:
    planning.picture = svg(
        planning.followed,
        current=planning.current,
        walked=planning.walked,
        closed=planning.closed,
    )


@when("its procedure book is printed")
def printed(planning: Planning) -> None:
    planning.page = book(planning.followed, "vi")


@when(parsers.re(r"(?P<number>\d+) dossiers are sent through it(?P<twice> twice)?"))
def sent(planning: Planning, number: str, twice: str | None) -> None:
    try:
        rates = read_rates(planning.rates, file="rates.yaml", definition=planning.followed)
    except RatesFileError as refused:
        planning.refused = refused
        return
    planning.forecasts = tuple(
        simulate(planning.followed, rates, dossiers=int(number), seed=1)
        for _ in range(2 if twice else 1)
    )


@then(parsers.parse('the picture says "{words}" once'))
def says_once(planning: Planning, words: str) -> None:
    assert planning.picture.count(words) == 1


@then(parsers.parse("{number:d} lines in it are thick and their acts have a dot"))
def thick(planning: Planning, number: int) -> None:
    assert planning.picture.count('class="way walked"') == number
    assert planning.picture.count(">●<") == number


@then(parsers.parse('its description names the state "{state}"'))
def described(planning: Planning, state: str) -> None:
    description = planning.picture.partition("<desc")[2].partition("</desc>")[0]
    assert state in description


@then(parsers.parse('the act "{act}" is crossed out in it and says "{why}"'))
def crossed_out(planning: Planning, act: str, why: str) -> None:
    assert f"<title>Đang đóng – {act}: {why}</title>" in planning.picture
    assert planning.picture.count(">✕<") == 1


@then("every act of it stands in the picture and in the book")
def every_act(planning: Planning) -> None:
    picture = planning.picture.replace("\n", "")
    for _, name, act in planning.followed.doings():
        assert f"`{name}`" in planning.page
        assert act.text.vi.split()[0] in picture


@then("every one of them comes to an end")
def all_end(planning: Planning) -> None:
    (forecast,) = planning.forecasts
    assert sum(forecast.ends.values()) == forecast.dossiers
    assert not forecast.not_ended


@then(parsers.parse('most days pass in "{state}"'))
def bottleneck(planning: Planning, state: str) -> None:
    assert [one.bottleneck for one in planning.forecasts] == [state]


@then("both forecasts are the same")
def same(planning: Planning) -> None:
    one, other = planning.forecasts
    assert one == replace(other)


@then(parsers.parse('none of them comes to "{state}"'))
def none_comes(planning: Planning, state: str) -> None:
    (forecast,) = planning.forecasts
    assert state not in forecast.states


@then('that is refused at the line of "draft", because the shares are 95 in all')
def refused(planning: Planning) -> None:
    assert planning.refused is not None
    (mistake,) = planning.refused.mistakes
    lines = planning.rates.splitlines()
    assert lines[mistake.place.line - 2].strip() == "draft:"
    assert "95" in mistake.text.vi
