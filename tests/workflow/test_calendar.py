"""Year files are read strictly, and what they say is what is counted."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

import workflow
from tests.workflow.calendars import VN, off, trial, year_file
from texts import Mistake

DAYS = st.dates(VN.first, VN.last)
SCHEMA = Path(workflow.__file__).parent / "calendar.schema.json"
YEARS = range(2020, 2028)

KNOWN_DIFFERENCES = {
    date(
        2026, 1, 2
    ): "swapped for Saturday 10 January by letter 12729/VPCP-KGVX; not in the library",
    date(2026, 1, 10): "the Saturday of that swap",
    date(
        2026, 11, 24
    ): "Vietnam Culture Day: a Politburo resolution; no amended Labour Code was seen",
    date(2027, 11, 24): "the same",
}


def library() -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=YEARS)


def mistakes(more: str) -> tuple[Mistake, ...]:
    name, content = year_file(2026, more)
    with pytest.raises(workflow.CalendarFileError) as wrong:
        workflow.read_year(content, file=name)
    return wrong.value.mistakes


def test_the_years_2020_to_2027_are_there() -> None:
    assert VN.year_numbers == tuple(YEARS)


def test_our_days_are_those_of_the_library_but_for_known_differences() -> None:
    theirs = library()
    days = (VN.first + timedelta(days=at) for at in range((VN.last - VN.first).days + 1))

    differing = {day for day in days if VN.is_working(day) != theirs.is_working_day(day)}

    assert differing == set(KNOWN_DIFFERENCES)


def test_every_public_holiday_of_the_library_is_named_by_us_too() -> None:
    named = {one.day for year in VN.years for one in year.off}

    assert {day for day in library() if day not in named} == {
        date(2026, 11, 24),
        date(2027, 11, 24),
    }


@pytest.mark.parametrize("year", YEARS)
def test_every_day_off_cites_a_document_and_every_report_its_address(year: int) -> None:
    file = next(one for one in VN.years if one.year == year)

    assert {one.source for one in file.off} <= set(file.sources)
    for source in file.sources.values():
        assert source.address or source.document.startswith("Bộ luật")


def test_a_year_without_notice_is_unconfirmed_and_says_so() -> None:
    (doubt,) = VN.passed(date(2027, 3, 1), date(2027, 3, 15))[1]

    assert "phỏng đoán theo quy luật" in doubt.text.vi
    assert "2027" in doubt.text.en


def test_a_doubt_is_told_only_where_it_matters() -> None:
    assert VN.passed(date(2026, 3, 1), date(2026, 3, 15))[1] == ()
    assert [one.first for one in VN.passed(date(2026, 11, 18), date(2026, 11, 25))[1]] == [
        date(2026, 11, 20)
    ]
    assert VN.passed(date(2026, 11, 30), date(2026, 12, 9))[1] == ()
    assert [one.first for one in VN.passed(date(2026, 9, 2), date(2026, 11, 20))[1]] == [
        date(2026, 11, 20)
    ]


def test_national_day_is_one_day_until_2020_and_two_from_2021() -> None:
    counts = {year.year: sum(one.text.vi == "Quốc khánh" for one in year.off) for year in VN.years}

    assert counts == {2020: 1} | dict.fromkeys(range(2021, 2028), 2)


@pytest.mark.parametrize(
    ("saturday", "instead"),
    [
        (date(2024, 5, 4), date(2024, 4, 29)),
        (date(2025, 4, 26), date(2025, 5, 2)),
        (date(2026, 1, 10), date(2026, 1, 2)),
        (date(2026, 8, 22), date(2026, 8, 31)),
    ],
)
def test_a_swapped_saturday_is_worked_and_its_day_is_off(saturday: date, instead: date) -> None:
    assert VN.is_working(saturday)
    assert not VN.is_working(instead)


@given(DAYS, DAYS)
def test_counting_is_the_sum_of_the_days(one: date, other: date) -> None:
    low, high = sorted((one, other))
    days = (low + timedelta(days=at + 1) for at in range((high - low).days))

    assert VN.working_between(low, high) == sum(map(VN.is_working, days))
    assert VN.working_between(high, low) == -VN.working_between(low, high)


@given(DAYS)
def test_a_day_is_worked_or_has_a_reason(day: date) -> None:
    assert (VN.why_off(day) is None) == VN.is_working(day)


@given(DAYS, DAYS)
def test_days_off_and_days_worked_make_all_days(one: date, other: date) -> None:
    low, high = sorted((one, other))

    skipped, _ = VN.passed(low, high)

    assert len(skipped) + VN.working_between(low, high) == (high - low).days
    assert all(not VN.is_working(each.day) and low < each.day <= high for each in skipped)


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2028, 1, 1), date.min, date.max])
def test_a_day_outside_the_files_is_refused_with_the_years_that_exist(day: date) -> None:
    with pytest.raises(workflow.OutsideCalendarError, match="2020, 2021") as wrong:
        VN.is_working(day)

    assert "2026, 2027" in wrong.value.text.vi


def test_one_byte_makes_another_version() -> None:
    name, content = year_file(2026)

    versions = {
        workflow.read_calendar([(name, one)]).version for one in (content, content, content + b"#")
    }

    assert len(versions) == 2


def test_files_may_come_in_any_order() -> None:
    files = [year_file(year) for year in (2025, 2024, 2026)]

    assert workflow.read_calendar(files) == workflow.read_calendar(files[::-1])


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "at least one"),
        ([year_file(2024), year_file(2026)], "2025 is missing"),
        ([year_file(2024), year_file(2024)], "two files for 2024"),
        ([year_file(2024), year_file(2025, name="other")], "other, trial"),
    ],
)
def test_years_that_make_no_calendar_are_refused(files: list[tuple[str, bytes]], said: str) -> None:
    with pytest.raises(workflow.CalendarYearsError, match=said):
        workflow.read_calendar(files)


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (off("2025-03-03"), "outside-year", "2025-03-03"),
        (off("2026-01-01"), "repeated-day", "2026-01-01"),
        (off("2026-03-03").replace("law", "lax"), "unknown-source", "lax"),
        (off("2026-02-30"), "not-day", "2026-02-30"),
        (off("2026-03-03").replace("}", ", made_up_on: 2026-03-07}"), "not-made-up", "2026-03-07"),
        ("working:\n" + off("2026-03-03"), "already-working", "2026-03-03"),
        (off("2026-03-07") + "working:\n" + off("2026-03-07"), "off-and-working", "2026-03-07"),
        (
            "doubts:\n  - {from: 2026-03-03, to: 2026-03-01, text: {vi: Ngờ, en: Doubt}}\n",
            "doubt-backwards",
            "2026-03-01",
        ),
    ],
)
def test_a_mistake_has_its_place_and_its_words(more: str, code: str, words: str) -> None:
    found = [one for one in mistakes(more) if one.code == code]

    assert [one.words for one in found] == [words]
    assert found[0].place.line >= 11


def test_a_source_that_nobody_cites_is_a_mistake() -> None:
    name, content = year_file(2026)

    with pytest.raises(workflow.CalendarFileError, match="unused-source"):
        workflow.read_year(
            content.replace(b"off:", b"  idle: {document: A, article: B}\noff:"), file=name
        )


def test_all_mistakes_are_told_at_once_shape_and_sense_alike() -> None:
    codes = {one.code for one in mistakes(off("2025-03-03") + off("2026-01-01") + "colour: red\n")}

    assert codes == {"outside-year", "repeated-day", "unknown-key"}


def test_a_file_that_is_no_yaml_is_told_of_alone() -> None:
    with pytest.raises(workflow.CalendarFileError) as wrong:
        workflow.read_year("off: [", file="a.yaml")

    assert [one.code for one in wrong.value.mistakes] == ["syntax"]


def test_a_given_year_takes_the_place_of_the_shipped_one() -> None:
    file = year_file(2027, off("2027-03-03"), name="vn-working-days")

    amended = workflow.amended(VN, [file])

    assert amended.year_numbers == VN.year_numbers
    assert amended.version != VN.version
    assert not amended.is_working(date(2027, 3, 3))
    assert amended.is_working(date(2027, 9, 2))


def test_a_year_of_another_calendar_stands_alone() -> None:
    assert workflow.amended(VN, [year_file(2027)]).year_numbers == (2027,)
    assert workflow.amended(VN, []) is VN


def test_an_unknown_calendar_comes_with_the_nearest_name() -> None:
    with pytest.raises(workflow.UnknownCalendarError, match="Did you mean 'vn-working-days'"):
        workflow.shipped_calendar("vn-working-day")


def test_an_unconfirmed_year_of_ones_own_warns_like_a_shipped_one() -> None:
    calendar = workflow.read_calendar([year_file(2026, provenance="unconfirmed")])

    assert len(calendar.passed(date(2026, 3, 1), date(2026, 3, 2))[1]) == 1


def test_weekends_are_off_without_being_listed() -> None:
    assert [one.why.en for one in trial(2026).passed(date(2026, 3, 6), date(2026, 3, 8))[0]] == [
        "Saturday, weekly rest",
        "Sunday, weekly rest",
    ]


def test_the_published_schema_is_that_of_the_model() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == workflow.calendar_schema()
