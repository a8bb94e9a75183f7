"""Every citation of the rulebook stands in the file of clauses, and the other way round."""

from __future__ import annotations

import re

import pytest

import rules
from rules.law_coverage import Coverage, articles_of, cites, gaps, read_coverage, shipped_coverage
from rules.law_page import page
from tests.rules.books import award_with, read, shipped_rules

BOOK = tuple(shipped_rules(code) for code in rules.shipped_awards())
COVERAGE = read_coverage(shipped_coverage(), file="coverage.yaml")
SMALL = """\
kind: law_coverage/v1
instruments:
  - document: Luật 06/2022/QH15
    text: {vi: Luật, en: Law}
    articles:
      - article: Điều 23
        text: {vi: Danh hiệu, en: Title}
        clauses:
          - {at: khoản 1, text: {vi: một, en: one}, criteria: [TRIAL applies_to, TRIAL c.only]}
          - {at: khoản 2, text: {vi: hai, en: two}, not_encoded: {vi: vì sao, en: why}}
"""


def small(old: str = "", new: str = "") -> Coverage:
    return read_coverage(SMALL.replace(old, new, 1) if old else SMALL, file="coverage.yaml")


def codes_in(text: str) -> list[str]:
    with pytest.raises(rules.RulesFileError) as told:
        read_coverage(text, file="coverage.yaml")
    return [mistake.code for mistake in told.value.mistakes]


def gaps_of(coverage: Coverage) -> list[str]:
    return [gap.en for gap in gaps(coverage, [read(award_with("service_months >= 6"))])]


def test_the_file_of_clauses_and_the_rulebook_agree() -> None:
    assert [gap.vi for gap in gaps(COVERAGE, BOOK)] == []


def test_a_file_that_lists_every_citation_has_no_gap() -> None:
    assert gaps_of(small()) == []


def test_a_criterion_that_nobody_listed_is_a_gap() -> None:
    told = "Điều 23: 'TRIAL c.only' is missing; list it at the clause that it holds."

    assert gaps_of(small(", TRIAL c.only", "")) == [f"Luật 06/2022/QH15, {told}"]


def test_a_listed_criterion_that_does_not_exist_is_a_gap_with_the_nearest_one() -> None:
    found = gaps_of(small("TRIAL c.only", "TRIAL c.onyl"))

    assert "Did you mean 'TRIAL c.only'?" in found[0]


def test_a_criterion_listed_at_an_article_that_it_does_not_cite_is_a_gap() -> None:
    other = """\
      - article: Điều 24
        text: {vi: Khác, en: Other}
        clauses: [{text: {vi: ba, en: three}, criteria: [TRIAL c.only]}]
"""

    found = gaps_of(read_coverage(SMALL + other, file="coverage.yaml"))

    assert found == ["Luật 06/2022/QH15, Điều 24: no version of 'TRIAL c.only' cites this article."]


def test_a_star_stands_for_the_criterion_of_every_award_that_cites_the_article() -> None:
    assert gaps_of(small("TRIAL c.only", '"* c.only"')) == []


def test_a_star_that_fits_nothing_is_a_gap() -> None:
    assert len(gaps_of(small("TRIAL c.only]", 'TRIAL c.only, "* c.none"]'))) == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (", criteria: [TRIAL applies_to, TRIAL c.only]", "", "one-answer"),
        (", not_encoded", ", criteria: [TRIAL c.only], not_encoded", "one-answer"),
        ("not_encoded", "not_encodet", "unknown-key"),
        ("kind: law_coverage/v1", "kind: law_coverage/v2", "not-one-of"),
    ],
)
def test_a_mistake_in_the_file_is_told_by_its_code(old: str, new: str, code: str) -> None:
    assert code in codes_in(SMALL.replace(old, new, 1))


def test_an_article_or_a_document_that_stands_twice_is_a_mistake() -> None:
    articles = SMALL[SMALL.index("      - article") :]
    documents = SMALL[SMALL.index("  - document") :]

    assert codes_in(SMALL + articles) == ["repeated"]
    assert codes_in(SMALL + documents) == ["repeated", "repeated"]


@pytest.mark.parametrize(
    ("article", "named"),
    [
        ("Điều 22 khoản 1 điểm b, Điều 22 khoản 2", ("Điều 22",)),
        ("Điều 5 khoản 2 và Điều 93 khoản 2", ("Điều 5", "Điều 93")),
        ("Điều 84 khoản 1; Điều 34 khoản 2 điểm d", ("Điều 84", "Điều 34")),
        ("số điều chưa xác nhận", ("số điều chưa xác nhận",)),
        ("số điều chưa xác nhận (xem Điều 4 khoản 3)", ("số điều chưa xác nhận",)),
        ("khoản 5 điểm a (số điều chưa xác nhận)", ("số điều chưa xác nhận",)),
        ("Điều 4 khoản 5; số điều của thông tư chưa xác nhận", ("Điều 4",)),
        ("mục III.5 điểm c", ("mục III.5 điểm c",)),
    ],
)
def test_the_articles_of_a_source_are_read_from_its_words(
    article: str, named: tuple[str, ...]
) -> None:
    assert articles_of(rules.Source("Luật 06/2022/QH15", article)) == named


def test_article_2_is_not_article_22() -> None:
    source = rules.Source("Luật 06/2022/QH15", "Điều 22 khoản 2")

    assert not cites(source, "Luật 06/2022/QH15", "Điều 2")


def test_the_page_names_every_criterion_and_marks_the_questions() -> None:
    text = page(COVERAGE, BOOK)

    named = set(re.findall(r"`([A-Z_]+ [a-z_.]+)`", text))
    assert named == {f"{a.code} {c.id}" for a in BOOK for v in a.versions for c in v.criteria}
    assert "`TTLDTT c.newcomers` (V2022a, V2022b) *asks*" in text
    assert "`TTLDTT c.share` (V2022a, V2022b)<br>" in text


def test_the_page_says_why_a_clause_is_not_encoded() -> None:
    text = page(small(), [read(award_with("service_months >= 6"))])

    assert "| khoản 2 | hai<br>*two* | **–** vì sao<br>*why* |" in text
    assert "| Luật 06/2022/QH15 | 1 | 0 | 1 |" in text
