"""The shipped rulebook: its examples pass and reach everything, and its sources resolve."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rules
from dossiers.options import NOMINEES
from dossiers.vocabulary import VOCABULARY
from rules.law.award import Version
from rules.meaning.interpret import holds
from rules.meaning.language import Condition
from tests.rules.books import laws, shipped_rules
from tests.rules.strategies import Facts, facts_of

ROOT = Path(__file__).resolve().parents[2]
AWARDS = rules.shipped_awards()
DAYS = [date(2023, 5, 1), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 10, 1)]
QUESTIONS = ["c.select", "c.reuse", "c.discipline", "c.quota"]
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ANSWERED = st.builds(
    lambda facts, answers: {**facts, "answers": answers},
    facts_of(VOCABULARY),
    st.dictionaries(st.sampled_from(QUESTIONS), st.booleans()),
)


def results_of(code: str) -> tuple[rules.ExampleResult, ...]:
    file, text = rules.shipped_examples(code)
    return rules.run_examples(shipped_rules(code), text, file=file)


def versions() -> list[tuple[str, Version]]:
    return [(code, version) for code in AWARDS for version in shipped_rules(code).versions]


def sources() -> list[tuple[str, rules.Source]]:
    return [
        (f"{code} {version.id} {one.id}", one.source)
        for code, version in versions()
        for one in version.criteria
    ]


@pytest.mark.parametrize("code", AWARDS)
def test_every_worked_example_comes_out_as_expected(code: str) -> None:
    failed = [(str(one.place), one.name, one.expected, one.got) for one in results_of(code)]

    assert [one for one in failed if one[2] != one[3]] == []


@pytest.mark.parametrize("code", AWARDS)
def test_each_criterion_has_an_example_not_met_and_one_not_known(code: str) -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for one in results_of(code):
        for finding in one.evaluation.findings:
            if not finding.id.startswith("law."):
                seen[finding.id].add(finding.result)

    gaps = {name for name, found in seen.items() if not {"not_met", "unknown"} <= found}
    assert gaps == ({"applies_to"} if for_everybody(code) else set())
    assert set(seen) == {one.id for _, one in criteria_of(code)}


@pytest.mark.parametrize("code", AWARDS)
def test_the_examples_reach_every_verdict(code: str) -> None:
    reached = {one.evaluation.verdict for one in results_of(code)}

    missing = {rules.Verdict.not_applicable} if for_everybody(code) else set()
    assert reached == set(rules.Verdict) - missing


@pytest.mark.parametrize("code", AWARDS)
def test_the_examples_reach_every_version(code: str) -> None:
    assert {one.version for one in results_of(code)} == set(laws().ids)


def for_everybody(code: str) -> bool:
    """Whether an award is for individuals, collectives and households alike."""
    scope = shipped_rules(code).version("V2022a").criteria[0].step.body
    return all(holds(scope, {"nominee.kind": kind}) for kind in NOMINEES)


def criteria_of(code: str) -> list[tuple[str, rules.Criterion]]:
    award = shipped_rules(code)
    return [(version.id, one) for version in award.versions for one in version.criteria]


def test_the_worked_cases_of_the_domain_are_among_the_examples() -> None:
    named = {word for code in AWARDS for one in results_of(code) for word in one.name.split()}

    assert {
        *("TC01", "TC02", "TC03", "TC05", "TC07", "TC08", "TC10", "TC11", "TC12", "TC14"),
        *("TC15", "TC17", "TC19", "TC22", "TC29", "TC31", "TC47", "TC49", "TC50", "TC53"),
        *("TC56", "TC58", "TC64"),
        *("TC23", "TC25", "TC26", "TC28", "TC42", "TC44", "TC60", "TC61", "TC70"),
    } <= named


@pytest.mark.parametrize(("where", "source"), sources())
def test_each_source_names_document_article_and_a_key_that_resolves(
    where: str, source: rules.Source
) -> None:
    known = set(re.findall(r"`([A-Za-z0-9-]+)`", (ROOT / "docs" / "sources.md").read_text("utf-8")))

    assert source.document
    assert source.article
    assert source.key in known, where
    assert source.status in {"confirmed", "unverified"}, "a local rule is no national default"


def test_nothing_unverified_decides_without_warning_or_question() -> None:
    for code, version in versions():
        for one in version.criteria:
            silent = one.warning is None and not one.step.questions
            assert not (one.source.status == "unverified" and silent), (code, version.id, one.id)


def test_criteria_ids_stay_the_same_from_version_to_version() -> None:
    for code in AWARDS:
        award = shipped_rules(code)
        ids = [[one.id for one in award.version(name).criteria] for name in ("V2022a", "V2022b")]

        assert ids[0] == ids[1]


def test_each_code_is_that_of_its_file() -> None:
    assert {code: shipped_rules(code).code for code in AWARDS} == {code: code for code in AWARDS}


def test_an_unknown_award_is_told_with_the_nearest_one() -> None:
    with pytest.raises(rules.UnknownAwardError) as told:
        rules.shipped("CSTD_TIN")

    assert told.value.nearest == "CSTD_TINH"
    assert "CSTD_TINH" in told.value.text.vi


def test_the_schema_beside_the_files_is_the_one_that_is_generated() -> None:
    kept = json.loads((ROOT / "rules" / "award.schema.json").read_text("utf-8"))

    assert kept == rules.schema()


@pytest.mark.parametrize("code", AWARDS)
def test_the_shipped_files_fit_the_schema(code: str) -> None:
    schema: Any = rules.schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.validate(yaml.safe_load(rules.shipped(code)[1]), schema)


@pytest.mark.parametrize("code", AWARDS)
def test_the_files_tell_editors_of_their_schema(code: str) -> None:
    first = rules.shipped(code)[1].decode().splitlines()[0]

    assert first == "# yaml-language-server: $schema=../award.schema.json"


@SLOW
@given(st.sampled_from(AWARDS), ANSWERED, st.sampled_from(DAYS))
def test_any_incomplete_facts_get_an_answer(code: str, facts: Facts, on: date) -> None:
    found = rules.evaluate(shipped_rules(code), facts, on=on)

    document = found.document()
    assert json.loads(json.dumps(document)) == document
    assert rules.evaluate(shipped_rules(code), facts, on=on).document() == document


@SLOW
@given(st.sampled_from(AWARDS), ANSWERED, st.sampled_from(DAYS))
def test_the_shipped_programs_say_what_the_interpreter_says(
    code: str, facts: Facts, on: date
) -> None:
    version = shipped_rules(code).on(on)
    results = version.program(facts)

    for criterion in version.criteria:
        for step in criterion.step.walk():
            assert results[step.slot] == result_of(step.when, step.body, facts)


def result_of(when: Condition | None, body: Condition, facts: Facts) -> str:
    gate = True if when is None else holds(when, facts)
    if gate is False:
        return "not_applicable"
    value = None if gate is None else holds(body, facts)
    return {True: "met", False: "not_met", None: "unknown"}[value]


@SLOW
@given(st.sampled_from(AWARDS), ANSWERED, st.sampled_from(DAYS), st.data())
def test_no_verdict_depends_on_the_order_of_records(
    code: str, facts: Facts, on: date, data: st.DataObject
) -> None:
    shuffled = dict(facts)
    for name in VOCABULARY.lists:
        if name in facts:
            shuffled[name] = data.draw(st.permutations(cast("list[object]", facts[name])))

    award = shipped_rules(code)
    assert (
        rules.evaluate(award, shuffled, on=on).document()
        == rules.evaluate(award, facts, on=on).document()
    )


@SLOW
@given(st.sampled_from(AWARDS), ANSWERED, facts_of(VOCABULARY), st.sampled_from(DAYS))
def test_a_certain_verdict_stays_when_more_is_known(
    code: str, facts: Facts, more: Facts, on: date
) -> None:
    award = shipped_rules(code)
    before = rules.evaluate(award, facts, on=on).verdict
    after = rules.evaluate(award, {**more, **facts}, on=on).verdict

    if before is rules.Verdict.eligible:
        assert after is rules.Verdict.eligible
    if before is rules.Verdict.not_eligible:
        assert after in {rules.Verdict.not_eligible, rules.Verdict.not_applicable}
