"""A decision is a move, or a refusal with everything that is in the way."""

from __future__ import annotations

import pytest

import workflow
from tests.workflow.editions import FORMER
from texts import Text
from workflow import Answer, Blocker, Case, Move, Person, Refusal, Source

AWARD = FORMER
YES = {need: [Answer(need, met=True, text=Text("đạt", "met"))] for need in AWARD.requirements}
CLERK = Person("an", frozenset({"unit_clerk"}))
HEAD = Person("binh", frozenset({"unit_head"}))
SECRETARY = Person("chi", frozenset({"council_secretary"}))
CHAIR = Person("dung", frozenset({"provincial_chair"}))
ENGINE = Person("tdkt", frozenset({"engine"}))


def test_an_act_with_nothing_in_the_way_is_a_move() -> None:
    outcome = workflow.decide(AWARD, Case("draft"), "submit", by=CLERK, answers=YES)

    assert outcome == Move("submit", "draft", "council_review", None)


def test_a_returned_dossier_remembers_who_returned_it_and_goes_back_there() -> None:
    back = "return_for_supplement"
    case = Case("council_review")
    returned = workflow.decide(AWARD, case, back, by=SECRETARY, answers=YES, reason="thiếu")
    assert isinstance(returned, Move)

    case = Case(returned.target, returned.sender)
    resubmitted = workflow.decide(AWARD, case, "resubmit", by=CLERK, answers=YES)

    assert returned == Move(back, "council_review", "returned", "council_review")
    assert resubmitted == Move("resubmit", "returned", "council_review", None)


def test_staying_in_a_returned_dossier_keeps_the_sender() -> None:
    case = Case("returned", "cluster_review")

    outcome = workflow.decide(AWARD, case, "amend", by=CLERK, answers=YES)

    assert outcome == Move("amend", "returned", "returned", "cluster_review")


@pytest.mark.parametrize("sender", [None, "draft", "nowhere"])
def test_without_a_sender_that_is_known_nothing_leads_back(sender: str | None) -> None:
    case = Case("returned", sender)

    (blocker,) = refused(case, "resubmit", CLERK, YES)

    assert blocker.kind == "state"
    assert blocker.text.en == (
        "'Submit again to whoever returned it' is not possible, for it is not recorded from where"
        " the dossier came to 'Returned for supplement'."
    )


def test_a_refusal_lists_every_reason_at_once() -> None:
    case = Case("approved", done_by={"submit": frozenset({"an"})})

    found = refused(case, "approve", CLERK, {})

    assert [(one.kind, one.id) for one in found] == [
        ("state", "state"),
        ("role", "role"),
        ("same_person", "same_person"),
        ("not_known", "all_criteria"),
        ("not_known", "no_open_case"),
    ]


def test_every_unmet_answer_is_a_blocker_of_its_own() -> None:
    answers = {
        "papers": [answer("minutes", met=False), answer("report", met=True)],
        "proposal_criteria": [answer("rating", met=None), answer("service", met=False)],
    }

    found = refused(Case("draft"), "submit", CLERK, answers)

    assert [(one.kind, one.id) for one in found] == [
        ("not_met", "minutes"),
        ("not_known", "rating"),
        ("not_met", "service"),
    ]


def test_an_answer_brings_its_own_source_values_and_cure() -> None:
    source = Source("Luật", "Điều 23")
    eleven, twelve = Text("11 phiếu", "11 votes"), Text("12 phiếu", "12 votes")
    votes = Answer("votes", False, Text("thiếu", "short"), source, eleven, twelve, ("unit_head",))
    answers = {**YES, "papers": [votes]}

    (blocker,) = refused(Case("draft"), "submit", CLERK, answers)

    assert (blocker.source, blocker.actual, blocker.needed) == (source, eleven, twelve)
    assert blocker.cured_by == ("unit_head",)


def test_an_answer_without_source_or_cure_takes_those_of_the_requirement() -> None:
    answers = {**YES, "papers": [answer("minutes", met=False)]}

    (blocker,) = refused(Case("draft"), "submit", CLERK, answers)

    assert blocker.source == AWARD.requirements["papers"].source
    assert blocker.cured_by == ("unit_clerk",)


def test_a_requirement_that_nobody_answered_is_no_yes() -> None:
    answers = {**YES, "papers": []}

    (blocker,) = refused(Case("draft"), "submit", CLERK, answers)

    assert (blocker.kind, blocker.id) == ("not_known", "papers")
    assert blocker.text.vi == "Chưa có ai trả lời yêu cầu: Hồ sơ có đủ giấy tờ theo quy định."


def test_the_wrong_role_is_told_who_may() -> None:
    (blocker,) = refused(Case("draft"), "submit", HEAD, YES)

    assert blocker.text.vi == (
        "'Trình Hội đồng cơ sở' là việc của: Cán bộ phụ trách thi đua khen thưởng của đơn vị."
        " Vai trò hiện tại: Thủ trưởng đơn vị."
    )
    assert blocker.cured_by == ("unit_clerk",)


@pytest.mark.parametrize(("roles", "held"), [((), "none"), (("auditor",), "auditor")])
def test_a_person_without_a_known_role_is_told_so(roles: tuple[str, ...], held: str) -> None:
    person = Person("em", frozenset(roles))

    (blocker,) = refused(Case("draft"), "submit", person, YES)

    assert blocker.actual is not None
    assert blocker.actual.en == held


def test_whoever_submitted_may_not_approve() -> None:
    case = Case("provincial_review", done_by={"resubmit": frozenset({"dung"})})

    (blocker,) = refused(case, "approve", CHAIR, YES)

    assert blocker.kind == "same_person"
    assert blocker.text.en == (
        "Whoever did 'Submit again to whoever returned it' here may not 'Approve';"
        " another person is needed: Chair of the provincial People's Committee."
    )


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_an_act_that_needs_a_reason_is_refused_without_one(reason: str) -> None:
    outcome = workflow.decide(
        AWARD, Case("council_review"), "refuse", by=HEAD, answers=YES, reason=reason
    )

    assert isinstance(outcome, Refusal)
    assert [one.text.vi for one in outcome.blockers] == [
        "'Không đồng ý đề nghị' phải kèm lý do bằng lời; hãy ghi lý do."
    ]


def test_an_act_of_other_states_is_told_where_it_is_possible() -> None:
    (blocker,) = refused(Case("draft"), "advance", HEAD, YES)

    assert blocker.text.en == (
        "'Send the dossier on' is not possible while the dossier is in 'Draft';"
        " it is possible in: Under review by the council, Under review by the cluster."
    )
    assert blocker.actual == AWARD.states["draft"].text


def test_an_act_of_other_states_is_asked_only_what_all_of_them_ask() -> None:
    council = AWARD.states["council_review"]
    refuse = council.acts["refuse"].model_copy(update={"reason": "optional"})
    council = council.model_copy(update={"acts": {**council.acts, "refuse": refuse}})
    eased = AWARD.model_copy(update={"states": {**AWARD.states, "council_review": council}})

    outcome = workflow.decide(eased, Case("draft"), "refuse", by=HEAD, answers={})
    strict = workflow.decide(AWARD, Case("draft"), "refuse", by=HEAD, answers={})

    assert isinstance(outcome, Refusal)
    assert isinstance(strict, Refusal)
    assert [one.kind for one in outcome.blockers] == ["state"]
    assert [one.kind for one in strict.blockers] == ["state", "reason"]


def test_a_stage_that_does_not_apply_is_passed_by_the_program_alone() -> None:
    case = Case("cluster_review")

    passed = workflow.decide(AWARD, case, "pass_over", by=ENGINE, answers=YES)
    by_a_person = refused(case, "pass_over", HEAD, YES)

    assert passed == Move("pass_over", "cluster_review", "provincial_review", None)
    assert [one.kind for one in by_a_person] == ["role"]


def test_an_unknown_act_is_an_error_with_the_nearest_one() -> None:
    with pytest.raises(workflow.UnknownActError) as caught:
        workflow.decide(AWARD, Case("draft"), "sumbit", by=CLERK, answers=YES)

    assert (caught.value.name, caught.value.nearest) == ("sumbit", "submit")
    assert "Có phải ý bạn là 'submit'?" in caught.value.text.vi


def test_an_unknown_state_is_an_error_with_the_nearest_one() -> None:
    with pytest.raises(workflow.UnknownStateError) as caught:
        workflow.decide(AWARD, Case("drafft"), "submit", by=CLERK, answers=YES)

    assert caught.value.nearest == "draft"
    assert caught.value.known == tuple(AWARD.states)


def test_an_unknown_role_is_an_error_with_the_nearest_one() -> None:
    with pytest.raises(workflow.UnknownRoleError, match="Did you mean 'unit_clerk'"):
        AWARD.role("unit_clark")


def test_options_show_every_act_of_the_state_and_every_shared_act() -> None:
    found = workflow.options(AWARD, Case("returned", "cluster_review"), by=CLERK, answers={})

    assert [(one.act, one.target, one.is_open) for one in found] == [
        ("amend", "returned", True),
        ("resubmit", "cluster_review", False),
        ("withdraw", "withdrawn", True),
        ("suspend", "suspended", False),
        ("record_opinion", "returned", False),
        ("close_objection", "returned", False),
    ]


def test_options_for_nobody_in_particular_judge_neither_role_nor_person() -> None:
    case = Case("provincial_review", done_by={"submit": frozenset({"dung"})})

    found = workflow.options(AWARD, case, by=None, answers=YES)

    assert all(one.is_open for one in found)


def test_an_option_that_needs_a_reason_is_open_and_says_so() -> None:
    found = workflow.options(AWARD, Case("draft"), by=CLERK, answers=YES)

    assert [(one.act, one.reason_required) for one in found if one.is_open] == [
        ("amend", False),
        ("submit", False),
        ("withdraw", True),
    ]


def test_options_of_an_unknown_state_are_an_error() -> None:
    with pytest.raises(workflow.UnknownStateError):
        workflow.options(AWARD, Case("nowhere"), by=None, answers={})


def refused(
    case: Case, act: str, by: Person, answers: dict[str, list[Answer]]
) -> tuple[Blocker, ...]:
    outcome = workflow.decide(AWARD, case, act, by=by, answers=answers, reason="theo biên bản")
    assert isinstance(outcome, Refusal)
    assert (outcome.act, outcome.state) == (act, case.state)
    return outcome.blockers


def answer(name: str, *, met: bool | None) -> Answer:
    return Answer(name, met=met, text=Text(f"về {name}", f"on {name}"))
