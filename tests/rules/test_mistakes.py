"""Every mistake in an award file at once, each with its place and the word that was meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from dossiers.vocabulary import VOCABULARY
from tests.rules.books import award_with, codes_in, mistakes_in, read

GOOD = award_with("service_months >= 6")


@pytest.mark.parametrize(
    ("must", "place"),
    [
        (">-\n          service_months >= 6 and\n          ratted", "a.yaml:19:11"),
        ("service_months >= 6 and\n          ratted", "a.yaml:18:11"),
        ("'service_months >= 6\n          and ratted'", "a.yaml:18:15"),
        ("ratted", "a.yaml:17:15"),
    ],
)
def test_a_mistake_in_words_over_several_lines_is_on_its_own_line(must: str, place: str) -> None:
    (mistake,) = mistakes_in(award_with(must))

    assert (mistake.words, str(mistake.place)) == ("ratted", place)


def test_the_small_file_itself_is_good() -> None:
    assert mistakes_in(GOOD) == ()


@pytest.mark.parametrize(
    ("must", "code", "words", "meant"),
    [
        ("service_month >= 6", "unknown-name", "service_month", "service_months"),
        ("service_months => 6", "expression", "=>", ">="),
        ("service_months == 6", "expression", "==", "="),
        ("service_months ≥ 6", "expression", "≥", ">="),
        ("service_months >= six", "unknown-name", "six", None),
        ("service_months >= 2024-01-01", "wrong-kind", "2024-01-01", None),
        ("service_months >= 010", "wrong-kind", "010", None),
        ("service_months >= received_on", "wrong-kind", "received_on", None),
        ("received_on >= 2025-02-31", "wrong-kind", "2025-02-31", None),
        ("received_on - 1 >= 2025-02-01", "no-shift", "received_on", None),
        ("nominee.kind = individuals", "unknown-option", "individuals", "individual"),
        ("nominee.kind >= individual", "needs-order", "nominee.kind", None),
        ("consultation.held = yes", "unknown-name", "yes", None),
        ("consultation.held", None, "", None),
        ("service_months", "not-a-condition", "service_months", None),
        ("ratings = 1", "list-as-value", "ratings", None),
        ("service_months in [6, award_year]", "not-a-value", "award_year", None),
        ("service_months >= 6 and", "expression", "", None),
        ("(service_months >= 6", "expression", "", None),
        ("service_months >= 6)", "expression", ")", None),
        ("service_months / cluster.units >= 80", "expression", "", None),
        ("service_months / cluster.units >= 1/0", "expression", "0", None),
        ("consultation.held / cluster.units >= 80%", "wrong-kind", "consultation.held", None),
        ("__import__('os')", "expression", "(", None),
        ("{any: rating, where: {year: 2024}}", "unknown-fact", "rating", "ratings"),
        ("{any: award_year}", "value-as-list", "award_year", None),
        ("{any: ratings, where: {yearr: 2024}}", "unknown-field", "yearr", "year"),
        ("{any: ratings, where: {grade: HTXS}}", "unknown-option", "HTXS", "HTXSNV"),
        ("{any: ratings, where: {year: $award_yeer}}", "unknown-name", "award_yeer", "award_year"),
        ("{any: ratings, where: {year: {atleast: 3}}}", "unknown-key", "atleast", "at_least"),
        ("{any: ratings, where: {year: {not_before: 3}}}", "needs-order", "3", None),
        ("{any: titles, where: {status: {at_least: valid}}}", "needs-order", "valid", None),
        ("{any: ratings, wheree: {year: 3}}", "unknown-key", "wheree", "where"),
        ("{any: ratings, where: {grade: {one_of: []}}}", "empty-list", "", None),
        ("{any_off: [consultation.held]}", "unknown-key", "any_off", "any_of"),
        ("{all_of: []}", "empty-list", "", None),
        ("{at_least: 3, of: [consultation.held]}", "too-few", "3", None),
        ("{at_least: 0, of: [consultation.held]}", "not-positive", "0", None),
        ("{count: ratings, at_least: 1, at_most: 2}", "one-bound", "", None),
        ("{any: ratings, none: titles}", "one-condition", "", None),
        ("{documents: [to_trih]}", "unknown-option", "to_trih", "to_trinh"),
        ("{run: {of: titles, length: 3, ending: award_yea}}", "unknown-name", "award_yea", None),
        ("{run: {of: titles, length: 3, ending: received_on}}", "wrong-kind", "received_on", None),
        ("{run: {of: titles, length: 3}}", "wrong-kind", "", None),
        ("{run: {of: cases, length: 3, ending: award_year}}", "unknown-field", "year", None),
        ("{run: {of: titles, length: 3, ending: award_year, gaps: few}}", "unknown-option", "few",
         None),
    ],
)  # fmt: skip
def test_a_wrong_condition_is_told_with_its_words(
    must: str, code: str | None, words: str, meant: str | None
) -> None:
    found = mistakes_in(award_with(must))

    assert [one.code for one in found] == ([] if code is None else [code])
    assert all(one.words == words for one in found)
    assert meant is None or found[0].suggestion == meant


def test_the_place_is_the_very_word_inside_an_expression() -> None:
    must = "unit_council.approvals / unit_council.member >= 80%"
    line = next(n for n, text in enumerate(GOOD.splitlines(), 1) if "must: service" in text)

    (found,) = mistakes_in(award_with(must))
    assert (
        str(found.place)
        == f"a.yaml:{line}:{len('        must: ') + must.index('unit_council.m') + 1}"
    )
    assert found.suggestion == "unit_council.members"


def test_the_place_is_right_in_quoted_words_too() -> None:
    plain, quoted = (
        mistakes_in(award_with(must))[0].place
        for must in ("servce_months >= 6", "'servce_months >= 6'")
    )

    assert quoted.column == plain.column + 1


@pytest.mark.parametrize(
    ("old", "new", "code", "meant"),
    [
        ("due: proposal", "due: propsal", "not-one-of", "proposal"),
        ("        due: proposal\n", "", "missing-key", None),
        ("must: service_months >= 6", "musst: service_months >= 6", "unknown-key", "must"),
        ("- id: V2022a", "- id: V2022", "unknown-version", None),
        ("inherit: V2022a", "inherit: V2022b", "not-above", "V2022a"),
        ("inherit: V2022a", "criteria: []\n    inherit: V2022a", "one-body", None),
        ("- id: V2022b\n    inherit: V2022a", "", "missing-version", None),
        ("inherit: V2022a", "inherit: V2022a\n    drop: [c.onnly]", "unknown-criterion", "c.only"),
        ("inherit: V2022a", "inherit: V2022a\n    replace: {c.x: {due: council}}",
         "unknown-criterion", None),
        ("not_loaded: {vi: chưa nạp, en: not loaded}", "not_loaded: {vi: chưa nạp}",
         "missing-key", None),
        ("kind: award_rules/v1", "kind: award_rules/v2", "not-one-of", "award_rules/v1"),
        ("award: TRIAL", "award: trial", "not-code", "TRIAL"),
    ],
)  # fmt: skip
def test_a_wrong_frame_is_told(old: str, new: str, code: str | None, meant: str | None) -> None:
    found = mistakes_in(GOOD.replace(old, new))

    assert code is None or code in [one.code for one in found]
    assert meant is None or meant in [one.suggestion for one in found]


def test_all_mistakes_come_at_once_in_the_order_of_the_file() -> None:
    broken = award_with("service_month >= 6", more="        when: consultation.hled\n")
    broken = broken.replace("due: proposal", "due: propsal").replace(
        "inherit: V2022a", "inherit: V1"
    )

    assert codes_in(broken) == ["not-one-of", "unknown-name", "unknown-name", "not-above"]


@pytest.mark.parametrize("outcome", ["met", "not_met", "unknown"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_text_of_an_outcome_is_required(outcome: str, language: str) -> None:
    start = GOOD.index("      - id: c.only")
    tail = GOOD[start:]
    line = next(one for one in tail.splitlines() if one.strip().startswith(f"{language}: {{met"))
    without = ", ".join(
        part
        for part in line.strip().removeprefix(f"{language}: {{").removesuffix("}").split(", ")
        if not part.startswith(f"{outcome}:")
    )
    broken = GOOD[:start] + tail.replace(line, f"          {language}: {{{without}}}")

    (found,) = mistakes_in(broken)
    assert found.code == "missing-key"
    assert outcome in found.text.en


def test_an_absent_source_is_told_once() -> None:
    source = "        source: {document: Luật 06/2022/QH15, article: Điều 23}\n"

    (found,) = mistakes_in(GOOD.replace(source, ""))
    assert (found.code, "source" in found.text.en) == ("missing-key", True)


@pytest.mark.parametrize("placeholder", ["{service_mnths}", "{ratings}", "{x", "{}", "{0}"])
def test_an_unknown_placeholder_is_told(placeholder: str) -> None:
    broken = GOOD.replace("vi: {met: Có., not_met", f"vi: {{met: 'Có {placeholder}', not_met")

    assert set(codes_in(broken)) == {"unknown-placeholder"}


def test_a_placeholder_of_a_fact_is_filled() -> None:
    award = read(GOOD.replace('met: "Yes."', 'met: "{service_months} months."'))
    say = award.version("V2022a").criteria[1].say

    assert say.met.filled({"service_months": 7}, VOCABULARY).en == "7 months."


def test_the_same_id_twice_is_told_with_the_line_of_the_first() -> None:
    start = GOOD.index("      - id: c.only")
    end = GOOD.index("  - id: V2022b")
    found = mistakes_in(GOOD[:end] + GOOD[start:end] + GOOD[end:])

    assert [one.code for one in found] == ["repeated-id"]
    assert f"line {GOOD[:start].count(chr(10)) + 1}" in found[0].text.en


def test_a_version_written_twice_is_told() -> None:
    again = "  - id: V2003\n    not_loaded: {vi: chưa nạp, en: not loaded}\n"

    assert codes_in(GOOD + again) == ["repeated-id"]


def test_a_name_may_only_use_names_above_it() -> None:
    facts = "facts:\n  first: second\n  second: consultation.held\n"

    (found,) = mistakes_in(award_with("first", facts=facts))
    assert (found.code, found.words) == ("unknown-name", "second")


def test_a_name_of_a_fact_cannot_be_taken() -> None:
    facts = "facts:\n  award_year: consultation.held\n"

    assert codes_in(award_with("consultation.held", facts=facts)) == ["taken-name"]


def test_names_that_multiply_are_refused_before_they_cost_anything() -> None:
    doubling = "".join(f"  n{n + 1}: n{n} and n{n}\n" for n in range(40))
    facts = f"facts:\n  n0: consultation.held\n{doubling}"

    assert "too-costly" in codes_in(award_with("n40", facts=facts))


@pytest.mark.parametrize(
    "must", ["not " * 40 + "consultation.held", "(" * 40 + "consultation.held" + ")" * 40]
)
def test_brackets_without_end_are_refused(must: str) -> None:
    assert codes_in(award_with(must)) == ["expression"]


def test_an_expression_is_bounded_in_length() -> None:
    assert codes_in(award_with(" and ".join(["consultation.held"] * 40))) == ["expression"]


def test_a_human_question_says_who_is_asked() -> None:
    asked = GOOD.replace("must: service_months >= 6", "human: {vi: Có không?, en: Is it so?}")

    assert codes_in(asked) == ["asks-whom"]
    assert codes_in(asked.replace("human:", "asks: council\n        human:")) == []


def test_a_criterion_asks_in_exactly_one_way() -> None:
    both = award_with("consultation.held", more="        at_least: 1\n")

    assert codes_in(both) == ["one-rule"]


def test_a_conditional_stage_explains_itself_both_ways() -> None:
    stage = (
        "    stages:\n      cluster_review:\n        applies: consultation.held\n"
        "        because: {vi: Vì vậy., en: Because.}\n"
        "        source: {document: Luật, article: Điều 26}\n"
    )

    assert codes_in(GOOD.replace("  - id: V2022b", stage + "  - id: V2022b")) == ["because-both"]


def test_a_change_of_what_is_asked_replaces_the_old_way_whole() -> None:
    change = (
        "inherit: V2022a\n    replace:\n      c.only:\n"
        "        human: {vi: Có không?, en: Is it so?}\n        asks: council\n"
    )
    award = read(GOOD.replace("inherit: V2022a", change))

    assert award.version("V2022b").criteria[1].step.questions[0].id == "c.only"
    assert award.version("V2022a").criteria[1].step.questions == ()


def test_what_is_inherited_can_be_dropped_and_added_to() -> None:
    start = GOOD.index("      - id: c.only")
    added = GOOD[start : GOOD.index("  - id: V2022b")].replace("c.only", "c.new")
    change = f"inherit: V2022a\n    drop: [c.only]\n    add:\n{added}"
    award = read(GOOD.replace("inherit: V2022a", change))

    assert [one.id for one in award.version("V2022b").criteria] == ["applies_to", "c.new"]


def test_a_mistake_in_an_inherited_criterion_is_told_once_where_it_stands() -> None:
    (found,) = mistakes_in(award_with("service_month >= 6"))

    assert (
        "service_month >= 6" in award_with("service_month >= 6").splitlines()[found.place.line - 1]
    )


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "kind", "a: &x 1\nb: *x", "a: !!python/object:os.system x", "a: 1\na: 2"],
)
def test_other_files_are_refused_without_a_crash(text: str) -> None:
    assert mistakes_in(text) != ()


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_slip_of_the_pen_crashes_the_reader(data: st.DataObject) -> None:
    text = rules.shipped("CO_TINH")[1].decode()
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    slip = data.draw(st.text("{}[]:,-'\" \nabc019$%><=&*!|", max_size=6))

    mistakes_in(text[:start] + slip + text[end:])


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_no_words_crash_the_reader_of_expressions(words: str) -> None:
    quoted = "'" + words.replace("'", "''") + "'"

    mistakes_in(award_with(quoted))
