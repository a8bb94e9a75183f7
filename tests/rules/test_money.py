"""Award money: exact, rounded up, never invented."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from rules.money import Grant, Payment, amount_of, payment
from rules.money_file import Money, Recipient, read_money, shipped_money
from tests.rules.books import laws

MONEY = read_money(shipped_money(), file="money.yaml")
DECEMBER_2025 = date(2025, 12, 20)
RATES = [
    (rate.award, rate.to, Fraction(rate.times))
    for schedule in MONEY.schedules
    for rate in schedule.rates or ()
]


def dong(award: str, to: Recipient = "individual", on: date = DECEMBER_2025) -> int | None:
    return amount_of(award, to=to, on=on, money=MONEY, laws=laws()).dong


def paid(*grants: Grant, to: Recipient = "individual", on: date = DECEMBER_2025) -> Payment:
    return payment(grants, to=to, on=on, money=MONEY, laws=laws())


def codes_in(text: str) -> list[str]:
    with pytest.raises(rules.RulesFileError) as told:
        read_money(text, file="money.yaml")
    return [mistake.code for mistake in told.value.mistakes]


def changed(old: str, new: str) -> str:
    text = shipped_money().decode()
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


def test_tc71_a_third_of_a_salary_is_rounded_up_where_portals_print_702000() -> None:
    assert dong("LDTT") == 710_000


def test_tc73_a_title_and_a_form_of_one_day_are_both_paid() -> None:
    found = paid(Grant("CSTD_TINH", 2023, 2025), Grant("BK_TINH", 2024, 2025))

    assert [line.paid for line in found.lines] == [True, True]
    assert found.total == 7_020_000 + 3_510_000


@pytest.mark.parametrize(
    ("award", "to", "amount"),
    [
        ("CSTDCS", "individual", 2_340_000),
        ("CSTD_TINH", "individual", 7_020_000),
        ("CSTD_TQ", "individual", 10_530_000),
        ("TTLDTT", "collective", 1_880_000),
        ("TTLDXS", "collective", 3_510_000),
        ("CO_TINH", "collective", 18_720_000),
        ("CO_CP", "collective", 28_080_000),
        ("XA_TIEU_BIEU", "collective", 4_680_000),
        ("BKTTG", "individual", 8_190_000),
    ],
)
def test_the_table_of_the_decree_comes_out(award: str, to: Recipient, amount: int) -> None:
    assert dong(award, to) == amount


@given(st.sampled_from(RATES), st.integers(1, 50_000_000))
def test_every_amount_is_the_least_multiple_of_ten_thousand_that_covers_the_product(
    rate: tuple[str, Recipient, Fraction], salary: int
) -> None:
    award, to, times = rate
    money = read_money(changed("dong: 2340000", f"dong: {salary}"), file="money.yaml")

    found = amount_of(award, to=to, on=DECEMBER_2025, money=money, laws=laws()).dong

    assert found is not None
    assert found % 10_000 == 0
    assert found - 10_000 < times * salary <= found


@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2026, 9, 30)])
def test_a_salary_that_was_not_read_is_said_and_no_number_given(on: date) -> None:
    found = amount_of("LDTT", to="individual", on=on, money=MONEY, laws=laws())

    assert found.dong is None
    assert "161/2026/NĐ-CP" in found.because.vi
    assert paid(Grant("LDTT", 2025, 2025), on=on).total is None


@pytest.mark.parametrize(
    ("on", "word"),
    [
        (date(2023, 12, 1), "luật cũ"),
        (date(2025, 6, 30), "98/2023"),
        (date(2026, 10, 1), "01/10/2026"),
    ],
)
def test_multiples_that_were_not_read_are_said(on: date, word: str) -> None:
    found = amount_of("LDTT", to="individual", on=on, money=MONEY, laws=laws())

    assert found.dong is None
    assert word in found.because.vi


def test_a_day_before_the_first_salary_has_none() -> None:
    text = changed("from: 2024-07-01", "from: 2025-08-01")

    money = read_money(text, file="money.yaml")

    found = amount_of("LDTT", to="individual", on=date(2025, 7, 1), money=money, laws=laws())
    assert found.dong is None
    assert "2025-07-01" in found.because.en


def test_an_award_without_a_multiple_leaves_the_sum_open() -> None:
    found = paid(Grant("TTLDXS", 2025, 2025), Grant("BK_TINH", 2025, 2025), to="collective")

    assert found.lines[0].amount.dong == 3_510_000
    assert "BK_TINH" in found.lines[1].amount.because.vi
    assert found.total is None


def test_of_titles_for_the_same_time_only_the_highest_is_paid() -> None:
    found = paid(Grant("LDTT", 2025, 2025), Grant("CSTDCS", 2025, 2025))

    assert [line.paid for line in found.lines] == [False, True]
    assert "CSTDCS" in found.lines[0].because.vi
    assert found.total == 2_340_000


def test_titles_for_different_times_are_each_paid() -> None:
    found = paid(Grant("CSTDCS", 2025, 2025), Grant("CSTD_TINH", 2023, 2025))

    assert found.total == 2_340_000 + 7_020_000


def test_of_equal_titles_for_the_same_time_exactly_one_is_paid() -> None:
    found = paid(Grant("CSTD_TINH", 2023, 2025), Grant("CSTD_BO", 2023, 2025))

    assert [line.paid for line in found.lines] == [True, False]


def test_which_title_is_highest_is_not_guessed() -> None:
    found = paid(Grant("LDTT", 2024, 2024), Grant("CSTDCS", 2024, 2024), on=date(2025, 1, 10))

    assert [line.paid for line in found.lines] == [None, None]
    assert found.total is None


def test_forms_for_different_times_and_merits_are_each_paid() -> None:
    found = paid(Grant("BK_TINH", 2024, 2025, "nhiệm vụ"), Grant("BKTTG", 2020, 2024, "quá trình"))

    assert found.total == 3_510_000 + 8_190_000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Grant("BK_TINH", 2025, 2025), Grant("BKTTG", 2025, 2025)),
        (Grant("BK_TINH", 2024, 2025, "cứu người"), Grant("BKTTG", 2025, 2025, "cứu người")),
    ],
)
def test_two_forms_for_one_time_or_one_merit_are_left_to_a_person(one: Grant, other: Grant) -> None:
    found = paid(one, other)

    assert [line.paid for line in found.lines] == [None, None]
    assert found.total is None


@given(st.lists(st.builds(Grant, st.sampled_from(MONEY.awards), st.just(2024), st.just(2025))))
def test_at_most_one_title_of_one_time_is_paid(grants: list[Grant]) -> None:
    found = paid(*grants)

    titles = [line for line in found.lines if line.grant.award in MONEY.titles]
    assert sum(line.paid is True for line in titles) <= 1
    assert [line.grant for line in found.lines] == grants


def test_nothing_granted_is_nothing_paid() -> None:
    assert paid().total == 0


def test_amounts_whose_article_was_not_read_say_so() -> None:
    found = amount_of("BK_TINH", to="individual", on=DECEMBER_2025, money=MONEY, laws=laws())

    assert found.source is not None
    assert found.source.status == "unverified"
    assert "đối chiếu" in found.because.vi


def test_a_payment_is_plain_json_with_its_reasons() -> None:
    document = paid(Grant("LDTT", 2025, 2025)).document()

    assert document["total"] == 710_000
    assert document["lines"] == [
        {
            "award": "LDTT",
            "years": [2025, 2025],
            "dong": 710_000,
            "paid": True,
            "because": {"vi": "Được nhận.", "en": "Paid."},
            "computed": {
                "vi": "0,3 lần mức lương cơ sở 2.340.000 đồng, làm tròn lên đến 10.000 đồng.",
                "en": "0.3 times the base salary of 2,340,000 đồng, rounded up to 10,000 đồng.",
            },
            "source": ["Nghị định 152/2025/NĐ-CP", "Điều 50 khoản 1 điểm d"],
        }
    ]


def test_an_unknown_award_is_told_with_the_nearest_one() -> None:
    with pytest.raises(rules.UnknownAwardError) as told:
        dong("CSTD_TIN")

    assert told.value.nearest == "CSTD_TINH"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('times: "0.3"', 'times: "0.35"', "not-times"),
        ('times: "0.3"', 'times: "1e3"', "not-times"),
        ("dong: 2340000", "dong: 0", "wrong-value"),
        ("dong: 2340000", "dong: 2.340.000", "not-whole"),
        ("to: 2025-12-31", "to: 2026-01-31", "overlap"),
        ("to: 2025-12-31", "to: 2025-11-30", "gap"),
        ("    to: 2025-12-31\n", "", "no-end"),
        ("award: CSTD_TINH", "award: CSTD_TQ", "repeated"),
        ("award: CSTD_TINH", "award: CSTD_TIN", "unknown-award"),
        ("law: V2022a", "law: V2003", "repeated"),
        ("    dong: 2340000\n", "", "number-or-reason"),
    ],
)
def test_a_mistake_in_the_file_is_told_by_its_code(old: str, new: str, code: str) -> None:
    assert code in codes_in(changed(old, new))


def test_a_salary_that_ends_before_it_begins_is_a_mistake() -> None:
    assert "backwards" in codes_in(changed("from: 2024-07-01", "from: 2026-07-01"))


def test_every_law_version_is_spoken_of() -> None:
    assert {one.law for one in MONEY.schedules} == set(laws().ids)


def test_a_law_version_that_the_file_does_not_know_has_no_multiples() -> None:
    bare = Money.model_construct(**{**dict(MONEY), "schedules": MONEY.schedules[:1]})

    found = amount_of("LDTT", to="individual", on=DECEMBER_2025, money=bare, laws=laws())

    assert found.dong is None
    assert "V2022b" in found.because.en
