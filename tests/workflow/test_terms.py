"""Terms end where the Civil Code says, and a clock that stood still never ends them earlier."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import workflow
from tests.workflow.calendars import VN, naive_end
from workflow import Due, Ledger, Standing, Suspension, Term, due, term_of

STARTS = st.dates(date(2020, 1, 1), date(2025, 3, 31))
TERMS = st.one_of(
    st.builds(Term, st.integers(1, 60), st.just("working_days")),
    st.builds(Term, st.integers(1, 120), st.just("calendar_days")),
    st.builds(Term, st.integers(1, 12), st.sampled_from(["weeks", "months"])),
    st.builds(Term, st.just(1), st.just("years")),
)
OFFSETS = st.integers(-20, 150)


@st.composite
def stories(draw: st.DrawFn) -> tuple[date, Term, list[Suspension]]:
    """A start, a term, and suspensions near enough to matter."""
    start, length = draw(STARTS), draw(TERMS)
    periods = draw(st.lists(st.tuples(OFFSETS, st.integers(0, 40)), max_size=5))
    days = [(start + timedelta(days=at), timedelta(days=long)) for at, long in periods]
    return start, length, [Suspension(first, first + long) for first, long in days]


def end(start: date, length: Term, suspensions: list[Suspension] | None = None) -> date:
    ended = due(start, length, VN, suspensions=suspensions or [])
    assert isinstance(ended, Due)
    return ended.day


@given(STARTS, TERMS)
def test_a_term_ends_where_counting_day_by_day_ends(start: date, length: Term) -> None:
    assert end(start, length) == naive_end(start, length, VN)


@settings(max_examples=300)
@given(stories())
def test_the_same_with_a_clock_that_stood_still(
    story: tuple[date, Term, list[Suspension]],
) -> None:
    start, length, ledger = story

    assert end(start, length, ledger) == naive_end(start, length, VN, ledger)


@given(STARTS, st.integers(1, 40), st.integers(1, 40))
def test_working_days_add_up(start: date, some: int, more: int) -> None:
    halfway = end(start, Term(some, "working_days"))

    assert end(halfway, Term(more, "working_days")) == end(start, Term(some + more, "working_days"))


@given(STARTS, TERMS, st.integers(0, 30))
def test_a_later_start_never_ends_earlier(start: date, length: Term, days: int) -> None:
    assert end(start, length) <= end(start + timedelta(days=days), length)


@given(STARTS, TERMS)
def test_a_longer_term_never_ends_earlier(start: date, length: Term) -> None:
    assume(length.unit != "years")

    assert end(start, length) <= end(start, Term(length.number + 1, length.unit))


@given(stories(), OFFSETS, st.integers(0, 60))
def test_another_suspension_never_ends_a_term_earlier(
    story: tuple[date, Term, list[Suspension]], at: int, long: int
) -> None:
    start, length, ledger = story
    first = start + timedelta(days=at)
    another = Suspension(first, first + timedelta(days=long))

    assert end(start, length, ledger) <= end(start, length, [*ledger, another])


@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(
    story: tuple[date, Term, list[Suspension]], chance: Random
) -> None:
    start, length, ledger = story
    shuffled = chance.sample(ledger, len(ledger))

    assert end(start, length, ledger) == end(start, length, shuffled)


@given(stories())
def test_no_term_ends_on_a_day_off_or_with_the_clock_standing(
    story: tuple[date, Term, list[Suspension]],
) -> None:
    start, length, ledger = story

    day = end(start, length, ledger)

    assert day > start
    assert VN.is_working(day)
    assert not any(one.first <= day <= (one.last or day) for one in ledger)


@given(STARTS, TERMS)
def test_a_suspension_over_before_the_start_or_after_the_end_changes_nothing(
    start: date, length: Term
) -> None:
    ended = end(start, length)
    before = Suspension(date(2019, 1, 1), start)
    after = Suspension(ended + timedelta(days=1), None)

    assert end(start, length, [after, before]) == ended


@given(STARTS, TERMS, st.integers(0, 400))
def test_a_clock_stopped_for_good_has_an_end_only_if_it_came_before(
    start: date, length: Term, days: int
) -> None:
    since = start + timedelta(days=days)
    ended = due(start, length, VN, suspensions=[Suspension(since)])

    if isinstance(ended, Due):
        assert ended.day == end(start, length) < since
    else:
        assert ended.since >= since
        assert ended.counted >= 0
        assert ended.left >= 0


@pytest.mark.parametrize(
    ("start", "words", "expected"),
    [
        ("2026-02-10", "10 ngày làm việc", "2026-03-03"),  # over Tết
        ("2024-12-27", "3 working days", "2025-01-02"),  # over New Year
        ("2023-12-29", "1 ngày làm việc", "2024-01-02"),
        ("2024-04-26", "3 ngày làm việc", "2024-05-04"),  # the Saturday worked for 29 April
        ("2025-04-18", "7 ngày làm việc", "2025-04-28"),  # Saturday 26 April is worked
        ("2026-02-28", "14 ngày", "2026-03-16"),  # a Saturday moves to Monday
        ("2026-02-10", "7 ngày", "2026-02-23"),  # 17 February is Tết: to the first working day
        ("2024-01-31", "1 tháng", "2024-02-29"),  # the last day of a shorter month
        ("2025-01-31", "1 tháng", "2025-02-28"),
        ("2024-02-29", "1 năm", "2025-02-28"),
        ("2026-03-02", "2 tuần", "2026-03-16"),
        ("2025-11-15", "3 tháng", "2026-02-23"),  # 15 February is a Sunday, then comes Tết
    ],
)
def test_known_ends(start: str, words: str, expected: str) -> None:
    assert end(date.fromisoformat(start), term_of(words)).isoformat() == expected


# Windows as authorities published them.  A notice that runs "from" a day counts that day, so the
# event is the day before it.
PUBLISHED = [
    # Plan 157/KH-UBND of Cần Thơ, 2025: two phases of 10 and of 3 working days.
    ("2025-11-20", "10 ngày làm việc", "2025-12-03"),
    ("2025-12-08", "3 ngày làm việc", "2025-12-10"),
    # Public notices: Tiền Giang, 26/9 to 05/10/2022; Hưng Yên, 07 to 11/10/2021.
    ("2022-09-26", "10 ngày", "2022-10-05"),
    ("2021-10-07", "5 ngày", "2021-10-11"),
]


@pytest.mark.parametrize(("first", "words", "last"), PUBLISHED)
def test_published_windows_are_reproduced(first: str, words: str, last: str) -> None:
    event = date.fromisoformat(first) - timedelta(days=1)

    assert end(event, term_of(words)).isoformat() == last


def test_a_published_window_that_closes_on_a_saturday_runs_until_monday_by_law() -> None:
    # Thái Nguyên, 21/9 to 15/10/2022: 25 days as printed, and the last of them is a Saturday.
    assert end(date(2022, 9, 20), term_of("25 ngày")) == date(2022, 10, 17)


def test_ten_working_days_between_publication_and_council() -> None:
    # A list published on Monday 2 March 2026: the council may meet on the 17th, not before.
    assert end(date(2026, 3, 2), term_of("10 ngày làm việc")) == date(2026, 3, 16)


def test_seventy_four_days_after_the_year_end_are_seventy_three_by_the_code() -> None:
    # Decision 231/QĐ-TTg of 14/3/2023, printed as 74 days after the year end: both ends counted.
    assert end(date(2022, 12, 31), term_of("73 ngày")) == date(2023, 3, 14)


def test_the_days_skipped_are_named() -> None:
    ended = due(date(2026, 2, 10), term_of("10 ngày làm việc"), VN)
    assert isinstance(ended, Due)

    named = {one.day.day: one.why.vi for one in ended.skipped if not one.weekly}

    assert list(named) == [16, 17, 18, 19, 20]
    assert named[17] == "Tết Âm lịch, mùng 1"
    assert ended.calendar == VN.version


def test_an_answer_through_an_unconfirmed_year_warns() -> None:
    ended = due(date(2026, 12, 25), term_of("10 working days"), VN)
    assert isinstance(ended, Due)

    assert ["2027" in one.text.en for one in ended.warnings] == [True]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10 ngày làm việc", Term(10, "working_days")),
        ("10 (mười) ngày làm việc", Term(10, "working_days")),
        ("05 ngày", Term(5, "calendar_days")),
        ("  10  WORKING_DAYS ", Term(10, "working_days")),
        ("1 năm", Term(1, "years")),
        ("2 weeks", Term(2, "weeks")),
        ("3 tháng", Term(3, "months")),
        ("7 ngày", Term(7, "calendar_days")),
    ],
)
def test_a_term_is_read_as_people_write_it(written: str, meant: Term) -> None:
    assert term_of(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "", "ngày", "0 ngày", "-3 ngày", "3.5 ngày", "mười ngày", "10", "10 ngày 2 tháng",
        "3661 ngày", "999999999999999999999 ngày", "10 ngày" * 5_000, "٣ ngày", "1e3 days",
    ],
)  # fmt: skip
def test_what_is_no_term_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(workflow.TermError, match="10 working days"):
        term_of(written)


@given(st.text(max_size=200))
def test_no_words_make_anything_but_a_term_or_its_error(words: str) -> None:
    try:
        read = term_of(words)
    except workflow.TermError:
        return

    assert 1 <= read.number <= 3660


@given(TERMS)
def test_a_term_is_read_back_from_both_of_its_texts(length: Term) -> None:
    assert [term_of(each) for each in (str(length), length.text.vi, length.text.en)] == [length] * 3


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (date(2019, 12, 31), "1 ngày"),
        (date(2028, 1, 1), "1 ngày làm việc"),
        (date(2027, 12, 20), "20 ngày làm việc"),
        (date(2027, 12, 20), "3660 tháng"),
        (date(2027, 12, 20), "3660 năm"),
        (date(2027, 12, 31), "1 ngày"),
        (date.max, "1 ngày"),
        (date.min, "1 tháng"),
    ],
)
def test_beyond_the_files_nothing_is_guessed(start: date, words: str) -> None:
    with pytest.raises(workflow.OutsideCalendarError, match="2020, 2021"):
        due(start, term_of(words), VN)


@pytest.mark.parametrize(
    "suspension",
    [
        Suspension(date(2026, 3, 1), date.max),
        Suspension(date.min, date.max),
        Suspension(date(2026, 3, 1), date(2031, 1, 1)),
    ],
)
@pytest.mark.parametrize("words", ["5 ngày", "5 ngày làm việc", "1 tháng"])
def test_a_suspension_beyond_the_files_is_refused(suspension: Suspension, words: str) -> None:
    with pytest.raises(workflow.OutsideCalendarError):
        due(date(2026, 3, 2), term_of(words), VN, suspensions=[suspension])


def test_overlapping_open_and_unordered_entries_are_one_stand() -> None:
    ended = due(
        date(2026, 3, 2),
        term_of("10 ngày làm việc"),
        VN,
        suspensions=[
            Suspension(date(2026, 3, 20)),
            Suspension(date(2026, 3, 9), date(2026, 3, 25)),
            Suspension(date(2026, 3, 6), date(2026, 3, 10)),
        ],
    )

    assert ended == Standing(
        date(2026, 3, 6), date(2026, 3, 2), Term(10, "working_days"), 3, 7, VN.version
    )


def test_a_ledger_is_written_forwards() -> None:
    ledger = Ledger().stop(date(2026, 3, 4)).resume(date(2026, 3, 9)).stop(date(2026, 3, 9))

    assert ledger.entries == (
        Suspension(date(2026, 3, 4), date(2026, 3, 8)),
        Suspension(date(2026, 3, 9)),
    )
    assert ledger.resume(date(2026, 3, 9)).entries == ledger.entries[:1]


def test_a_clock_that_runs_backwards_is_refused() -> None:
    stopped = Ledger().stop(date(2026, 3, 4))
    ladder = workflow.ladder(date(2026, 3, 4), [term_of("1 working day")], VN)

    with pytest.raises(workflow.ClockBackwardsError):
        stopped.resume(date(2026, 3, 3))
    with pytest.raises(workflow.ClockBackwardsError):
        stopped.resume(date(2026, 3, 9)).stop(date(2026, 3, 8))
    with pytest.raises(workflow.ClockBackwardsError):
        Suspension(date(2026, 3, 4), date(2026, 3, 3))
    with pytest.raises(workflow.ClockBackwardsError, match=r"02/03/2026 .* 03/03/2026"):
        workflow.rung(ladder, seen=date(2026, 3, 3), today=date(2026, 3, 2))


def test_a_clock_cannot_be_stopped_twice_or_resumed_while_it_runs() -> None:
    with pytest.raises(workflow.LedgerError, match="stood still since 04/03/2026"):
        Ledger().stop(date(2026, 3, 4)).stop(date(2026, 3, 5))
    with pytest.raises(workflow.LedgerError, match="is running"):
        Ledger().resume(date(2026, 3, 5))


def test_only_suspensions_within_the_term_are_reported() -> None:
    before, within = Suspension(date(2026, 2, 2), date(2026, 3, 2)), Suspension(date(2026, 3, 4))
    ended = due(
        date(2026, 3, 2),
        term_of("5 working days"),
        VN,
        suspensions=[before, Suspension(within.first, within.first), Suspension(date(2026, 5, 4))],
    )
    assert isinstance(ended, Due)

    assert ended.still == ((within.first, within.first),)


def test_a_last_day_on_a_weekend_does_not_move_into_a_suspension() -> None:
    # The last of 5 days is Saturday 7 March; on Monday the clock stands still, until Wednesday.
    monday = Suspension(date(2026, 3, 9), date(2026, 3, 11))

    assert end(date(2026, 3, 2), term_of("5 ngày"), [monday]) == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("since", "counted", "left"), [(date(2026, 3, 3), 0, 5), (date(2026, 3, 7), 4, 1)]
)
def test_a_stopped_clock_says_how_many_days_are_left(since: date, counted: int, left: int) -> None:
    ended = due(date(2026, 3, 2), term_of("5 ngày"), VN, suspensions=[Suspension(since)])

    assert isinstance(ended, Standing)
    assert (ended.since, ended.counted, ended.left) == (since, counted, left)


def test_a_clock_stopped_before_a_weekend_end_could_move_stands_with_nothing_left() -> None:
    stopped = [Suspension(date(2026, 3, 8))]

    ended = due(date(2026, 3, 2), term_of("5 ngày"), VN, suspensions=stopped)

    assert isinstance(ended, Standing)
    assert (ended.counted, ended.left) == (5, 0)
