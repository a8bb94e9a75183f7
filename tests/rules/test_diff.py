"""Comparing rules: what stands differently, who is judged differently, and a case that shows it."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from rules.judging.evaluate import evaluate
from rules.meaning.language import FactValue, Share
from rules.trying.boundaries import moves_between
from rules.trying.diff import Difference, VersionDifference, diff, moved_in_words
from rules.trying.examples import Example, read_examples
from tests.rules.books import award_with, read, shipped_rules

BASE = "{nominee.kind: individual, received_on: 2025-03-03, award_year: 2024, service_months: 12}"
CODES = ("CO_TINH", "CSTDCS", "CSTD_TINH")


def examples_of(text: str) -> tuple[Example, ...]:
    file = f"for: TRIAL\nbase: {BASE}\ncases:\n  - {{name: enough, expect: eligible}}"
    return read_examples(read(text), file, file="e.yaml").cases


def compared(old: str, new: str, *, with_examples: bool = True) -> VersionDifference:
    examples = examples_of(old) if with_examples else ()
    found = diff(read(old), read(new), examples=examples)
    return next(one for one in found.versions if one.version == "V2022a")


def shipped_examples(code: str) -> tuple[Example, ...]:
    file, text = rules.shipped_examples(code)
    return read_examples(shipped_rules(code), text, file=file).cases


def changed(code: str, old: str, new: str) -> tuple[rules.AwardRules, Difference]:
    _, text = rules.shipped(code)
    assert old in text.decode()
    award = read(text.decode().replace(old, new))
    return award, diff(shipped_rules(code), award, examples=shipped_examples(code))


@pytest.mark.parametrize("code", CODES)
def test_rules_compared_with_themselves_are_the_same(code: str) -> None:
    found = diff(shipped_rules(code), shipped_rules(code), examples=shipped_examples(code))

    assert all(one.same and one.tally.tried == 0 for one in found.versions)
    assert not found.judges_differently


@pytest.mark.parametrize("with_examples", [True, False])
def test_a_higher_bound_is_stricter_and_a_lower_one_looser(with_examples: bool) -> None:
    six, nine = award_with("service_months >= 6"), award_with("service_months >= 9")

    up = compared(six, nine, with_examples=with_examples)
    down = compared(nine, six, with_examples=with_examples)

    assert [up.effect(one) for one in up.alterations] == [{"stricter"}]
    assert [down.effect(one) for one in down.alterations] == [{"looser"}]
    assert up.tally.looser == down.tally.stricter == 0


def test_the_witness_lies_between_the_bounds_and_is_judged_as_told() -> None:
    six, nine = award_with("service_months >= 6"), award_with("service_months >= 9")
    witness = compared(six, nine).tally.witnesses["stricter"]

    assert witness.example == "enough"
    assert witness.moved["service_months"] in range(6, 9)
    for text, verdict in ((six, witness.before), (nine, witness.after)):
        assert evaluate(read(text), witness.facts, on=witness.on).verdict is verdict


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">= 80%", ">= 90%"),
        ("service_months >= 6", "service_months >= 7"),
        ("grade: {at_least: HTTNV}", "grade: {at_least: HTXSNV}"),
        ("documents: [to_trinh, bao_cao, bien_ban]", "documents: [to_trinh, bao_cao]"),
        ("    inherit: V2022a\n", "    inherit: V2022a\n    drop: [c.vote]\n"),
        ("severity: return_to_sender", "severity: bar"),
        ("      used_as: none", "      used_as: {is_not: form}"),
    ],
)
def test_every_witness_is_judged_by_both_rules_as_it_says(old: str, new: str) -> None:
    after, found = changed("CSTDCS", old, new)
    witnesses = [one for version in found.versions for one in version.tally.witnesses.values()]

    assert found.judges_differently
    for witness in witnesses:
        before = evaluate(shipped_rules("CSTDCS"), witness.facts, on=witness.on)
        assert (before.verdict, evaluate(after, witness.facts, on=witness.on).verdict) == (
            witness.before,
            witness.after,
        )


def test_a_changed_bound_is_told_in_words_of_both_languages() -> None:
    _, found = changed("CSTDCS", ">= 80%", ">= 90%")

    (alteration,) = next(one for one in found.versions if one.version == "V2022a").alterations
    assert (alteration.criterion, alteration.what) == ("c.vote", "asks")
    assert "không dưới 80 %" in alteration.text.vi
    assert "at least 90 %" in alteration.text.en


def test_criteria_that_come_and_go_are_named() -> None:
    _, found = changed(
        "CSTDCS", "    inherit: V2022a\n", "    inherit: V2022a\n    drop: [c.vote]\n"
    )
    (gone,) = next(one for one in found.versions if one.version == "V2022b").alterations

    assert (gone.criterion, gone.what) == ("c.vote", "removed")
    back = diff(changed("CSTDCS", "    inherit: V2022a\n",
                        "    inherit: V2022a\n    drop: [c.vote]\n")[0],
                shipped_rules("CSTDCS"))  # fmt: skip
    (came,) = next(one for one in back.versions if one.version == "V2022b").alterations
    assert (came.criterion, came.what) == ("c.vote", "added")


def test_a_new_gate_is_told_and_loosens() -> None:
    gated = award_with("service_months >= 6", more="        when: consultation.held\n")
    found = compared(award_with("service_months >= 6"), gated)

    assert [one.what for one in found.alterations] == ["gate"]
    assert "looser" in found.effect(found.alterations[0])


def test_sources_and_wording_judge_nobody_differently_and_nothing_is_tried() -> None:
    _, found = changed("CSTDCS", "article: Điều 23 khoản 2", "article: Điều 23 khoản 3")
    one = next(one for one in found.versions if one.version == "V2022a")

    assert [each.what for each in one.alterations] == ["source"]
    assert one.tally.tried == 0
    assert one.answer.en == "the conditions are the same, so nobody is judged differently"


def test_a_change_that_matters_to_nobody_says_how_many_were_tried() -> None:
    same = award_with("service_months >= 6 and service_months >= 5")
    found = compared(award_with("service_months >= 6"), same)

    assert found.tally.stricter == found.tally.looser == 0
    assert found.tally.tried > 0
    assert found.answer.vi == (
        f"không tìm thấy trường hợp nào bị xét khác đi; đã thử {found.tally.tried} trường hợp"
    )


def test_a_version_that_is_loaded_at_last_is_told() -> None:
    text = award_with("service_months >= 6")
    loaded = text.replace(
        "  - id: V2003\n    not_loaded: {vi: chưa nạp, en: not loaded}\n", ""
    ).replace("  - id: V2022b\n    inherit: V2022a\n", "")
    later = loaded + "  - id: V2022b\n    inherit: V2022a\n  - id: V2003\n    inherit: V2022a\n"
    found = diff(read(text), read(later))

    note = next(one.note for one in found.versions if one.version == "V2003")
    assert note is not None
    assert "loaded now" in note.en
    assert found.judges_differently


def test_what_was_moved_is_told_in_words() -> None:
    six, nine = award_with("service_months >= 6"), award_with("service_months >= 9")
    witness = compared(six, nine).tally.witnesses["stricter"]

    assert moved_in_words(witness, read(six).facts).en.startswith("Months worked in the award year")


@pytest.mark.parametrize("code", rules.shipped_awards())
def test_an_award_can_be_compared_without_examples(code: str) -> None:
    award = shipped_rules(code)
    loaded = [one for one in award.versions if one.not_loaded is None]
    found = diff(award, award)

    assert loaded
    assert not found.judges_differently


@pytest.mark.parametrize(("share", "votes"), [("> 79%", (19, 24)), (">= 4/5", None)])
def test_shares_that_lie_close_are_told_apart_by_a_council_that_can(
    share: str, votes: tuple[int, int] | None
) -> None:
    _, found = changed("CSTDCS", ">= 80%", share)
    told = next(one for one in found.versions if one.version == "V2022a").tally.witnesses

    moved = told["looser"].moved if votes is not None else None
    assert found.judges_differently is (votes is not None)
    if moved is not None:
        assert (moved["unit_council.approvals"], moved["unit_council.members"]) == votes


@given(
    st.tuples(st.integers(1, 120), st.integers(1, 120)),
    st.tuples(st.integers(1, 120), st.integers(1, 120)),
)
def test_two_shares_are_told_apart_wherever_a_council_of_99_can(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    part, whole = FactValue("part"), FactValue("whole")
    low, high = sorted((Fraction(*one), Fraction(*other)))
    able = low < high and any(
        floor(low * members) + 1 < high * members for members in range(1, 100)
    )
    moves = list(moves_between([Share(part, whole, ">=", *pair) for pair in (one, other)]))

    for move in moves:
        assert low < Fraction(int(str(move["part"])), int(str(move["whole"]))) < high
    assert len(moves) == able
