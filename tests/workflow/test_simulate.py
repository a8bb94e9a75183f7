"""Forecasts: equal draws give equal numbers, walks take real steps, wrong rates are refused."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workflow
from tests.workflow.calendars import VN
from texts import FileMistakesError
from workflow.forecasting.forecast import spread_of
from workflow.forecasting.rates import RatesFileError, read_rates
from workflow.forecasting.simulate import EXAMPLE, MOST_ACTS, simulate, walks_of

ROOT = Path(__file__).resolve().parent.parent.parent
AWARD = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")
RULES = workflow.read(workflow.shipped("rules-publication"), file="rules-publication.yaml")
SHIPPED = (ROOT / "examples" / "rates" / "provincial-award.yaml").read_text(encoding="utf-8")
HEAD = """\
kind: rates/v1
workflow: rules-publication
text: {vi: Thử, en: A trial}
starts_on: 2026-03-02
acts:
"""
DRAFT = "  draft: {propose_rules: {share: 100, least: 1, likely: 1, most: 1}}\n"


def test_the_same_seed_gives_the_same_forecast_and_another_seed_another() -> None:
    rates = read_rates(SHIPPED, file="rates.yaml", definition=AWARD)

    one, again = (simulate(AWARD, rates, dossiers=60, seed=3) for _ in range(2))
    other = simulate(AWARD, rates, dossiers=60, seed=4)

    assert one == again
    assert one.states != other.states


def test_the_first_walks_of_many_are_the_walks_of_few() -> None:
    rates = read_rates(SHIPPED, file="rates.yaml", definition=AWARD)

    few = list(islice(walks_of(AWARD, rates, seed=3, calendar=VN), 10))
    many = list(islice(walks_of(AWARD, rates, seed=3, calendar=VN), 30))

    assert many[:10] == few


def test_fixed_days_are_counted_in_working_days_over_a_weekend_and_over_tet() -> None:
    lines = """\
  draft: {propose_rules: {share: 100, least: 5, likely: 5, most: 5}}
  proposed: {publish: {share: 100, least: 3, likely: 3, most: 3, unit: calendar_days}}
"""
    text = (HEAD + lines).replace("2026-03-02", "2026-02-12")
    forecast = simulate(RULES, read_rates(text, file="r", definition=RULES), dossiers=5, seed=1)

    assert forecast.states["draft"].mean == 14  # 13 February, then Tết to the 22nd, 23 to 26
    assert forecast.states["proposed"].mean == 3
    assert forecast.total is not None
    assert forecast.total.median == 17


def test_every_dossier_is_in_one_end_and_the_shares_come_about() -> None:
    lines = """\
  draft: {propose_rules: {share: 100, least: 0, likely: 1, most: 3}}
  proposed:
    publish: {share: 70, least: 1, likely: 2, most: 3}
    reject: {share: 30, least: 1, likely: 2, most: 3}
"""
    rates = read_rates(HEAD + lines, file="r", definition=RULES)

    forecast = simulate(RULES, rates, dossiers=2_000, seed=1)

    assert sum(forecast.ends.values()) == 2_000
    assert 1_320 < forecast.ends["published"] < 1_480


def test_a_council_that_never_agrees_lets_nobody_through() -> None:
    text = SHIPPED.replace("in_favour: 96", "in_favour: 0")
    rates = read_rates(text, file="rates.yaml", definition=AWARD)

    forecast = simulate(AWARD, rates, dossiers=80, seed=1)

    assert not {"cluster_review", "provincial_review", "archived"} & set(forecast.states)


def test_a_clock_that_ends_first_does_its_act_on_the_day_after() -> None:
    rates = read_rates(SHIPPED, file="rates.yaml", definition=AWARD)
    slow = SHIPPED.replace(
        "notify: {share: 100, least: 1, likely: 4, most: 14}",
        "notify: {share: 100, least: 40, likely: 40, most: 40}",
    )
    late = read_rates(slow, file="rates.yaml", definition=AWARD)

    quick_walks = list(islice(walks_of(AWARD, rates, seed=1, calendar=VN), 40))
    late_walks = list(islice(walks_of(AWARD, late, seed=1, calendar=VN), 40))

    approved = [at for at, walk in enumerate(late_walks) if "approved" in walk.days]
    assert approved
    assert all(late_walks[at].acts >= quick_walks[at].acts for at in approved)
    assert any(late_walks[at].acts == quick_walks[at].acts + 1 for at in approved)


def test_a_walk_that_goes_round_for_ever_is_told_and_not_hung() -> None:
    text = """\
kind: rates/v1
workflow: provincial-award
text: {vi: Thử, en: A trial}
starts_on: 2026-01-05
acts:
  draft:
    amend: {share: 99, least: 0, likely: 0, most: 0}
    withdraw: {share: 1, least: 0, likely: 0, most: 0}
"""
    rates = read_rates(text, file="r", definition=AWARD)

    forecast = simulate(AWARD, rates, dossiers=1_500, seed=1)

    (reason,) = forecast.not_ended
    assert reason == ("too_long", "draft")
    assert forecast.not_ended[reason] + forecast.ends["withdrawn"] == 1_500
    walks = islice(walks_of(AWARD, rates, seed=1, calendar=VN), 1_500)
    assert max(walk.acts for walk in walks) == MOST_ACTS


def test_a_walk_past_the_last_year_of_the_calendar_is_told() -> None:
    text = EXAMPLE.replace("2026-03-02", "2027-12-30")
    rates = read_rates(text, file="r", definition=RULES)

    forecast = simulate(RULES, rates, dossiers=3, seed=1)

    assert forecast.not_ended == {("past_calendar", "draft"): 3}
    assert forecast.total is None


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("share: 100", "share: 90", "not-a-whole", 6),
        ("propose_rules:", "propose_rule:", "unknown-act", 6),
        ("  draft:", "  drafft:", "unknown-acts", 6),
        ("workflow: rules-publication", "workflow: provincial-award", "other-workflow", 2),
        ("likely: 1", "likely: 9", "days-order", 6),
        ("acts:", "settings: {ballot: asked}\nacts:", "unknown-settings", 5),
        ("acts:", "councils: {c: {members: 3, in_favour: 5}}\nacts:", "unknown-councils", 5),
    ],
)
def test_rates_that_do_not_fit_are_refused_at_their_place(
    old: str, new: str, code: str, place: int
) -> None:
    text = (HEAD + DRAFT).replace(old, new, 1)

    with pytest.raises(RatesFileError) as caught:
        read_rates(text, file="rates.yaml", definition=RULES)

    assert (code, place) in [(one.code, one.place.line) for one in caught.value.mistakes]


def test_all_mistakes_of_names_and_numbers_are_told_at_once() -> None:
    text = HEAD + DRAFT.replace("100", "90").replace("likely: 1", "likely: 7") + "  nowhere: {a: "
    text += "{share: 100, least: 1, likely: 1, most: 1}}\n"

    with pytest.raises(FileMistakesError) as caught:
        read_rates(text, file="rates.yaml", definition=RULES)

    codes = {one.code for one in caught.value.mistakes}
    assert codes == {"not-a-whole", "days-order", "unknown-acts"}


def test_rates_under_which_nobody_ever_ends_are_refused() -> None:
    with pytest.raises(RatesFileError) as caught:
        read_rates(HEAD + DRAFT, file="rates.yaml", definition=RULES)

    (mistake,) = caught.value.mistakes
    assert mistake.code == "never-ends"
    assert "'proposed'" in mistake.text.vi


def test_a_ballot_without_a_council_is_refused() -> None:
    text = SHIPPED.replace(
        "councils:\n  unit_council: {members: 11, present: 10, in_favour: 96}\n", ""
    )

    with pytest.raises(RatesFileError) as caught:
        read_rates(text, file="rates.yaml", definition=AWARD)

    assert [one.code for one in caught.value.mistakes] == ["no-council"]


def test_a_value_a_setting_does_not_have_is_refused() -> None:
    text = SHIPPED.replace("ballot: unit", "ballot: maybe", 1)

    with pytest.raises(RatesFileError) as caught:
        read_rates(text, file="rates.yaml", definition=AWARD)

    assert [one.code for one in caught.value.mistakes] == ["unknown-value"]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=40))
def test_nine_of_ten_take_no_longer_than_p90(days: list[int]) -> None:
    found = spread_of(days)

    assert sum(one <= found.p90 for one in days) * 10 >= len(days) * 9
    assert found.p90 in days
    assert min(days) <= found.median <= max(days)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_the_days_of_a_walk_are_those_from_its_first_day_to_its_last(seed: int) -> None:
    rates = read_rates(SHIPPED, file="rates.yaml", definition=AWARD)

    (walk,) = islice(walks_of(AWARD, rates, seed=seed, calendar=VN), 1)

    assert all(days >= 0 for days in walk.days.values())
    assert walk.came == "ended"
    assert AWARD.states[walk.state].end is not None
