"""What people are told has the numbers of the rule, and only those."""

from __future__ import annotations

import pytest

import rules
from rules.files.number_lint import number_mistakes, numbers_in
from tests.rules.books import read, shipped_rules

FILE = "a.yaml"


def told(text: str) -> list[str]:
    return [one.words for one in numbers_in(text)]


def found(text: str) -> list[tuple[str, str | None]]:
    return [(one.words, one.suggestion) for one in number_mistakes(read(text), text, file=FILE)]


def shipped(code: str, old: str, new: str) -> str:
    text = rules.shipped(code)[1].decode()
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize("code", rules.shipped_awards())
def test_the_shipped_book_says_no_number_that_it_does_not_ask(code: str) -> None:
    file, text = rules.shipped(code)

    assert number_mistakes(shipped_rules(code), text, file=file) == []


def test_the_shipped_book_tells_numbers_enough_for_that_to_mean_something() -> None:
    texts = (rules.shipped(code)[1].decode() for code in rules.shipped_awards())

    assert sum(len(told(text)) for text in texts) > 300


def test_a_share_that_was_raised_in_the_condition_alone_is_told_with_its_place() -> None:
    text = shipped("CSTDCS", ">= 80%", ">= 85%")

    mistakes = number_mistakes(read(text), text, file=FILE)

    assert {(one.code, one.words, one.suggestion) for one in mistakes} == {
        ("number-not-in-rule", "80 %", "85 %")
    }
    lines = text.splitlines()
    for one in mistakes:
        assert lines[one.place.line - 1][one.place.column - 1 :].startswith("80 %")
        assert "'c.vote'" in one.text.vi


def test_a_number_of_months_is_told_too() -> None:
    text = shipped("CSTDCS", "service_months >= 6", "service_months >= 9")

    assert ("6", "9") in found(text)


def test_a_bound_that_must_be_passed_may_be_told_by_the_number_beyond_it() -> None:
    assert found(shipped("CSTDCS", "service_months >= 6", "service_months > 5")) == []


def test_the_number_of_a_question_is_a_number_of_the_rule() -> None:
    text = shipped("CSTDCS", "within 15 % of its Advanced", "within 12 % of its Advanced")
    text = text.replace(
        "giới hạn 15 % số Lao động tiên tiến\n", "giới hạn 12 % số Lao động tiên tiến\n"
    )

    assert {words for words, _ in found(text)} == {"15 %"}


@pytest.mark.parametrize(
    "text",
    [
        "theo Điều 9 khoản 3 Nghị định 152/2025/NĐ-CP",
        "Articles 24 and 25 of Law 06/2022/QH15",
        "the merits that Article 44(1)(e) recognises (74(2))",
        "năm 2024 và năm {award_year}, {unit_council.approvals} phiếu",
        "trước ngày 01/7/2025, từ 2025-07-01 và 1 July 2025",
        "một trong hai năm liền",
        "under V2022a, form 3a",
    ],
)
def test_years_days_articles_and_placeholders_are_no_numbers_of_a_rule(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("at least 80 % of 15", ["80 %", "15"]),
        ("80% phiếu, 2/3 thành viên", ["80%", "2/3"]),
        ("đủ 6 tháng", ["6"]),
        ("90 phần trăm", ["90 phần trăm"]),
    ],
)
def test_shares_and_whole_numbers_are(text: str, numbers: list[str]) -> None:
    assert told(text) == numbers
