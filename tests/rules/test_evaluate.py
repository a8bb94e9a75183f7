"""Verdicts, findings, what is missing, whom to ask, and the texts that people read."""

from __future__ import annotations

from datetime import date

import pytest

import rules
from rules import Verdict
from tests.rules.books import award_with, read, shipped_rules
from tests.rules.strategies import Facts

ON = date(2025, 3, 3)
GRADE = "{record: ratings, where: {year: $award_year}, has: {grade: {at_least: HTTNV}}}"
RATED: Facts = {"award_year": 2024, "ratings": [{"year": 2024, "grade": "HTTNV"}]}

WHOLE: Facts = {
    "nominee.kind": "individual",
    "award_year": 2024,
    "award_year_begins": date(2024, 1, 1),
    "received_on": ON,
    "deciding_unit": "agency",
    "service_months": 12,
    "ratings": [{"year": 2024, "grade": "HTXSNV"}],
    "initiatives": [],
    "discipline": [],
    "cases": [],
    "assessments": [{"standard": "spirit", "outcome": "meets"}],
    "consultation.held": False,
    "documents": [
        {"kind": "to_trinh"},
        {"kind": "bao_cao"},
        {"kind": "bien_ban"},
        {"kind": "quyet_dinh_xep_loai"},
    ],
    "unit_council.members": 15,
    "unit_council.approvals": 12,
}


def judged(*, without: tuple[str, ...] = (), **changes: object) -> rules.Evaluation:
    named = {name.replace("__", "."): value for name, value in changes.items()}
    facts = {name: value for name, value in WHOLE.items() if name not in without}
    return rules.evaluate(shipped_rules("CSTDCS"), {**facts, **named}, on=ON)


def one(must: str, facts: Facts, *, more: str = "") -> rules.Finding:
    award = read(award_with(must, more=more))
    found = rules.evaluate(award, {"nominee.kind": "individual", **facts}, on=ON)
    finding = found.finding("c.only")
    assert finding is not None
    return finding


# The traps in which other engines answered yes or a silent no.
@pytest.mark.parametrize(
    ("changes", "without", "verdict"),
    [
        ({}, (), Verdict.eligible),
        ({"unit_council__approvals": None}, (), Verdict.undetermined),
        ({}, ("unit_council.approvals",), Verdict.undetermined),
        ({}, ("consultation.held",), Verdict.undetermined),
        ({}, ("discipline",), Verdict.undetermined),
        ({"discipline": None}, (), Verdict.undetermined),
        ({"cases": None}, (), Verdict.undetermined),
        ({"cases": [{"kind": "complaint", "outcome": None}]}, (), Verdict.undetermined),
        ({"service_months": 3}, ("unit_council.approvals",), Verdict.not_eligible),
    ],
)
def test_missing_evidence_is_neither_yes_nor_no(
    changes: dict[str, object], without: tuple[str, ...], verdict: Verdict
) -> None:
    assert judged(without=without, **changes).verdict is verdict


@pytest.mark.parametrize("status", [{}, {"status": None}])
def test_a_title_of_which_nobody_knows_the_standing_is_not_counted_and_not_dropped(
    status: dict[str, object],
) -> None:
    titles = [{"code": "CSTDCS", "year": year, "status": "valid"} for year in (2023, 2024)]
    facts = {"award_year": 2025, "titles": [*titles, {"code": "CSTDCS", "year": 2025, **status}]}
    found = rules.evaluate(shipped_rules("CSTD_TINH"), facts, on=date(2026, 1, 5)).finding("c.run")

    assert found is not None
    assert (found.result, found.unknown) == ("unknown", ("titles.status",))


def test_what_is_missing_comes_with_the_papers_that_would_settle_it() -> None:
    found = judged(without=("unit_council.approvals",))

    assert [missing.fact for missing in found.missing] == ["unit_council.approvals"]
    assert found.missing[0].papers[0].vi == "Biên bản họp Hội đồng kèm kết quả bỏ phiếu"


def test_a_field_of_a_record_has_the_papers_of_its_list() -> None:
    found = judged(cases=[{"kind": "complaint"}])

    assert [missing.fact for missing in found.missing] == ["cases.outcome"]
    assert found.missing[0].papers[0].en == "Document that concludes the verification"


def test_a_question_is_put_only_when_its_gate_is_certain() -> None:
    unknown = judged(without=("discipline",))
    certain = judged(discipline=[{"form": "khien_trach", "year": 2024}])

    assert unknown.questions == ()
    assert [(one.id, one.asks) for one in certain.questions] == [("c.discipline", "council")]


def test_open_questions_beside_missing_evidence_are_not_yet_for_a_person() -> None:
    found = judged(discipline=[{"form": "khien_trach", "year": 2024}], without=("service_months",))

    assert found.verdict is Verdict.undetermined
    assert len(found.questions) == 1


def test_the_verdicts_come_in_their_order() -> None:
    papers = [{"kind": "to_trinh"}]

    assert judged(nominee__kind="household", service_months=1).verdict is Verdict.not_applicable
    assert judged(service_months=1, documents=papers).verdict is Verdict.not_eligible
    assert judged(documents=papers, without=("cases",)).verdict is Verdict.return_to_sender


def test_the_day_of_receipt_chooses_the_law() -> None:
    award = shipped_rules("CSTDCS")
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2025, 7, 1), date(2026, 10, 1)]

    assert [rules.evaluate(award, {}, on=day).version for day in days] == [
        "V2003",
        "V2022a",
        "V2022b",
        "V2026",
    ]


def test_a_day_before_all_law_is_an_error() -> None:
    with pytest.raises(rules.UnknownLawVersionError):
        rules.evaluate(shipped_rules("CSTDCS"), WHOLE, on=date(2004, 6, 30))


def test_a_law_that_is_not_loaded_decides_nothing_whatever_is_answered() -> None:
    facts = {**WHOLE, "answers": {"law.V2026": True}}
    found = rules.evaluate(shipped_rules("CSTDCS"), facts, on=date(2026, 10, 5))

    assert found.verdict is Verdict.needs_human
    assert [(one.id, one.result, one.due) for one in found.findings] == [
        ("law.V2026", "unknown", "proposal")
    ]
    assert [one.id for one in found.questions] == ["law.V2026"]
    assert "06/2026/QH16" in found.findings[0].text.vi


def test_a_finding_says_what_was_needed_and_what_is_there() -> None:
    found = judged(unit_council__approvals=11).finding("c.vote")

    assert found is not None
    assert found.text.vi == "Chỉ đạt 11 phiếu trên tổng số 15 thành viên, dưới 80 %."
    assert found.actual is not None
    assert found.actual.vi == "11/15 (73,3 %)"
    assert found.needed is not None
    assert (
        found.needed.en == "Approvals in the unit's council / Members of the unit's council ≥ 80 %"
    )


def test_each_way_to_meet_a_criterion_has_a_line_of_its_own() -> None:
    found = judged().finding("c.merit")

    assert found is not None
    assert {part.id: part.result for part in found.parts} == {
        "c.merit.rating": "met",
        "c.merit.initiative": "not_met",
        "c.merit.topic": "not_met",
        "c.merit.combat": "not_met",
        "c.merit.reused": "not_met",
    }


def test_a_criterion_behind_a_closed_gate_says_so() -> None:
    found = judged().finding("c.opinion")

    assert found is not None
    assert (found.result, found.actual, found.needed) == ("not_applicable", None, None)
    assert "Consultation held" in found.text.en


def test_a_kept_but_unverified_source_warns() -> None:
    award = shipped_rules("CSTDCS")
    found = rules.evaluate(award, WHOLE, on=date(2025, 8, 1)).finding("c.vote")

    assert found is not None
    assert (found.result, found.source.status) == ("met", "unverified")
    assert found.warning is not None
    assert "152/2025" in found.warning.vi


UNVERIFIED = award_with("service_months >= 6").replace(
    "source: {document: Luật 06/2022/QH15, article: Điều 23}\n  - id: V2022b",
    "source: {document: Luật, article: số điều chưa xác nhận, status: unverified}\n  - id: V2022b",
)


@pytest.mark.parametrize(
    ("answer", "result"), [(None, "unknown"), (True, "not_met"), (False, "not_applicable")]
)
def test_an_unverified_source_first_asks_a_person(
    answer: bool | None,
    result: str,
) -> None:
    given = {} if answer is None else {"c.only.confirm": answer}
    facts: Facts = {"nominee.kind": "individual", "service_months": 5, "answers": given}
    found = rules.evaluate(read(UNVERIFIED), facts, on=ON)

    assert found.findings[1].result == result
    assert [one.id for one in found.questions] == ([] if given else ["c.only.confirm"])


def test_a_stage_that_depends_on_facts_applies_until_they_say_otherwise() -> None:
    award = shipped_rules("CO_TINH")
    movement: Facts = {
        "movement.launched_by": "province",
        "movement.years": 3,
        "movement.final_review": True,
        "movement.rank": 1,
    }
    unknown = rules.evaluate(award, {}, on=ON).stages["cluster_review"]
    passed = rules.evaluate(award, movement, on=ON).stages["cluster_review"]

    assert (unknown.applies, passed.applies) == (True, False)
    assert unknown.because != passed.because
    assert passed.source.article.startswith("Điều 26")


def test_head_of_the_unit_decides_the_base_level_title() -> None:
    stages = judged().stages

    assert {name: stage.applies for name, stage in stages.items()} == {
        "cluster_review": False,
        "provincial_approval": False,
    }
    assert stages["provincial_approval"].source.article == "Điều 80"


@pytest.mark.parametrize(
    ("must", "facts", "result"),
    [
        ("service_months between 6 and 12", {"service_months": 12}, "met"),
        ("service_months between 6 and 12", {"service_months": 13}, "not_met"),
        ("service_months in [6, 12]", {"service_months": 7}, "not_met"),
        ("not consultation.held", {"consultation.held": False}, "met"),
        ("award_year - 1 = 2023", {"award_year": 2024}, "met"),
        ("received_on <= 2025-03-03", {"received_on": ON}, "met"),
        ("received_on < award_year_begins", {"received_on": ON}, "unknown"),
        ("movement.launched_by != unit", {"movement.launched_by": "unit"}, "not_met"),
        ("cluster.rank = 1 or service_months >= 6", {"service_months": 6}, "met"),
        ("cluster.rank = 1 and service_months >= 6", {"service_months": 5}, "not_met"),
        ("cluster.rank / cluster.units <= 1/3", {"cluster.rank": 3, "cluster.units": 9}, "met"),
        (GRADE, RATED, "met"),
        (GRADE, {"award_year": 2023, "ratings": RATED["ratings"]}, "unknown"),
        ("{count: ratings, where: {grade: HTTNV}, at_most: 0}", RATED, "not_met"),
        ("{count: ratings, where: {grade: HTTNV}, at_least: 2}", RATED, "not_met"),
        ("{any: ratings, where: {grade: {at_most: HTNV}}}", RATED, "not_met"),
        ("{any: ratings, where: {year: {one_of: [2023, 2024]}}}", RATED, "met"),
        ("{not: {any: ratings}}", {"ratings": []}, "met"),
        ("{at_least: 1, of: [cluster.rank = 1, {any: ratings}]}", RATED, "met"),
    ],
)
def test_the_language_means_what_it_says(must: str, facts: Facts, result: str) -> None:
    assert one(must, facts).result == result


def test_shares_are_exact_where_floats_are_not() -> None:
    must = "cluster.rank / cluster.units >= 33.3%"

    assert one(must, {"cluster.rank": 333, "cluster.units": 1000}).result == "met"
    assert one(must, {"cluster.rank": 332_999, "cluster.units": 1_000_000}).result == "not_met"


def test_older_law_can_be_kept_out_of_a_run() -> None:
    titles = [
        {"code": "CSTDCS", "year": year, "law": "V2003" if year < 2024 else "V2022a"}
        for year in (2022, 2023, 2024)
    ]
    run = "{run: {of: titles, where: {code: CSTDCS}, length: 3, ending: award_year, older_law: X}}"
    facts: Facts = {"award_year": 2024, "titles": titles}

    assert one(run.replace("X", "counts"), facts).result == "met"
    assert one(run.replace("X", "does_not_count"), facts).result == "not_met"


def test_a_parameter_is_a_visible_setting() -> None:
    setting = "parameters: {strict: {value: false, text: {vi: Chặt, en: Strict}}}\nfacts:"
    text = award_with("not strict").replace("versions:", f"{setting} {{}}\nversions:", 1)

    found = rules.evaluate(read(text), {"nominee.kind": "individual"}, on=ON)
    assert found.verdict is Verdict.eligible
