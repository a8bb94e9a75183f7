"""Each kind of defect of a workflow is found, and told as a story that the engine plays."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

import workflow
from tests.workflow.proofs import Plain, act, ballot, broken, checked, flow, played, told
from texts import Language
from workflow import Definition
from workflow.proving.space import TooManyError
from workflow.proving.story import gherkin
from workflow.proving.verify import Proof, verify

END: Plain = {"end": "closed"}
GRANTED: Plain = {"end": "decided", "grants": True}
COUNCIL = {"council": {"quorum": "1/2 of members", "least": 3, "most": 50}}
STEPS = {step: act("secretary", ballot=step) for step in ("open", "vote", "close")}


def start(**acts: Plain) -> Plain:
    return {"start": True, "acts": acts}


def voting(rule: Plain, **acts: Plain) -> Plain:
    return {"ballot": rule, "acts": {**STEPS, **acts}}


def proved(states: Plain, **more: Any) -> tuple[Definition, Proof]:  # noqa: ANN401 -- words of a file, of any shape
    definition = flow(states, **more)
    return definition, verify(definition)


def test_a_state_that_only_an_impossible_setting_leads_to_is_found() -> None:
    kinds = {"kind": {"values": ["x", "y"]}}
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "hall", when={"kind": "x"}), stop=act("clerk", "gone")),
            "hall": {
                "acts": {
                    "on": act("chair", "attic", when={"kind": "y"}),
                    "out": act("chair", "gone"),
                }
            },
            "attic": {"acts": {"leave": act("chair", "gone")}},
            "gone": dict(END),
        },
        settings=kinds,
    )

    assert broken(proof) == ["reachable", "no-dead-act"]
    assert told(proof, "reachable")[-1].startswith(
        "No way leads to 'attic', whatever the settings."
    )
    assert (
        "'on' is not asked" in told(proof, "no-dead-act")[-1]
        or "In 'hall'" in told(proof, "no-dead-act")[-1]
    )


def test_a_trap_without_any_way_on_is_found() -> None:
    definition, proof = proved(
        {
            "draft": start(go=act("clerk", "hall"), stop=act("clerk", "gone")),
            "hall": {
                "acts": {
                    "leave": act("chair", "gone", before="seen"),
                    "look": act("chair", "same", marks="seen"),
                }
            },
            "gone": dict(END),
        },
        marks={"seen": {}},
    )

    assert broken(proof) == ["can-end"]
    assert told(proof, "can-end") == [
        "1. clerk: 'go' → 'hall'",
        "2. chair: 'look'",
        "From here nothing leads on: the dossier stays in 'hall' for ever.",
    ]
    story = checked(proof, "can-end").story
    assert story is not None
    assert played(definition, story).state == "hall"


def test_a_livelock_is_told_apart_from_a_trap() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "left", marks="gone_in"), stop=act("clerk", "gone")),
            "left": {"acts": {"over": act("chair", "right")}},
            "right": {
                "acts": {
                    "back": act("chair", "left"),
                    "leave": act("chair", "gone", before="gone_in"),
                }
            },
            "gone": dict(END),
        },
        marks={"gone_in": {}},
    )

    assert broken(proof) == ["no-dead-act", "no-livelock"]
    assert (
        told(proof, "no-livelock")[-1]
        == (
            "From here there is always something to do, but nothing leads to an end: "
            "the dossier goes round between 'left', 'right'."
        )
        or "goes round between left, right" in told(proof, "no-livelock")[-1]
    )


def test_a_circle_that_the_program_goes_by_itself_is_found() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "left"), stop=act("clerk", "gone")),
            "left": {
                "acts": {"over": act("engine", "right", needs="n"), "leave": act("chair", "gone")}
            },
            "right": {"acts": {"back": act("engine", "left", needs="n")}},
            "gone": dict(END),
        },
        requirements={"n": {}},
    )

    assert broken(proof) == ["no-livelock"]
    assert told(proof, "no-livelock")[-1].startswith("From here the program goes on by itself")


def test_a_dead_act_is_found_with_what_the_engine_says_is_in_its_way() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "hall")),
            "hall": {
                "acts": {"sign": act("chair", "gone", after="never"), "leave": act("chair", "gone")}
            },
            "gone": {"end": "decided", "acts": {"note": act("clerk", "same", marks="never")}},
        },
        marks={"never": {}},
    )

    assert broken(proof) == ["no-dead-act"]
    assert told(proof, "no-dead-act") == [
        "1. clerk: 'go' → 'hall'",
        "In 'hall' nobody can ever do 'sign': 'sign' is not possible before this: never.",
    ]


def test_two_acts_of_the_program_that_nothing_tells_apart_are_found() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "hall")),
            "hall": {
                "acts": {
                    "left": act("engine", "gone", needs="n"),
                    "right": act("engine", "done", needs=["n", "m"]),
                }
            },
            "done": {"end": "decided"},
            "gone": dict(END),
        },
        requirements={"n": {}, "m": {}},
    )

    assert broken(proof) == ["no-ambiguous-act"]
    assert (
        "both 'left' (left) and 'right' (right) can be done" in told(proof, "no-ambiguous-act")[-1]
    )


def test_two_acts_that_a_person_cannot_tell_apart_are_found() -> None:
    words = {"text": {"vi": "Chuyển", "en": "Send on"}}
    _, proof = proved(
        {
            "draft": start(one=act("clerk", "gone", **words), two=act("clerk", "done", **words)),
            "done": {"end": "decided"},
            "gone": dict(END),
        }
    )

    assert broken(proof) == ["no-ambiguous-act"]
    assert "'Send on' (one) and 'Send on' (two)" in told(proof, "no-ambiguous-act")[-1]


def clocked(**more: Any) -> Plain:  # noqa: ANN401 -- words of a file, of any shape
    return {
        "length": "3 working_days",
        "starts": "go",
        "runs_in": "hall",
        "outcome": "lapse",
        **more,
    }


def test_a_term_that_approves_by_way_of_the_program_is_found() -> None:
    definition, proof = proved(
        {
            "draft": start(go=act("clerk", "hall")),
            "hall": {"acts": {"lapse": act("engine", "desk"), "refuse": act("chair", "gone")}},
            "desk": {
                "acts": {
                    "pass_over": act("engine", "granted", needs="n"),
                    "stop": act("chair", "gone"),
                }
            },
            "granted": dict(GRANTED),
            "gone": dict(END),
        },
        clocks={"term": clocked()},
        requirements={"n": {}},
    )

    assert broken(proof) == ["silence-grants-nothing"]
    assert told(proof, "silence-grants-nothing")[1:] == [
        "2. engine: 'lapse' → 'desk'",
        "3. engine: 'pass_over' → 'granted'",
        "No person has decided anything since the term was over, and the dossier is 'granted'.",
    ]
    story = checked(proof, "silence-grants-nothing").story
    assert story is not None
    assert played(definition, story).state == "granted"


def test_a_term_whose_end_a_mark_closes_is_found() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "hall")),
            "hall": {
                "acts": {
                    "lapse": act("engine", "gone", before="seen"),
                    "look": act("chair", "same", marks="seen"),
                    "leave": act("chair", "gone"),
                }
            },
            "gone": dict(END),
        },
        clocks={"term": clocked()},
        marks={"seen": {}},
    )

    assert broken(proof) == ["clocks-end"]
    assert told(proof, "clocks-end")[-1] == (
        "'term' is over, and 'lapse' cannot be done: "
        "'lapse' is no longer possible, for this has come about: seen."
    )


def test_a_term_that_never_runs_and_what_has_to_come_within_it_are_found() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "room"), visit=act("clerk", "hall")),
            "room": {"acts": {"leave": act("chair", "gone")}},
            "hall": {
                "acts": {
                    "lapse": act("engine", "gone"),
                    "appeal": act("clerk", "room", within="term"),
                    "leave": act("chair", "gone"),
                }
            },
            "gone": dict(END),
        },
        clocks={"term": clocked()},
    )

    assert broken(proof) == ["no-dead-act", "clocks-end"]
    assert told(proof, "clocks-end") == [
        "'term' never runs: no act that starts it leads to where it runs."
    ]
    assert "'term' does not run on this dossier" in told(proof, "no-dead-act")[-1]


def test_what_can_only_be_done_in_time_strands_a_dossier_after_it() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "hall")),
            "hall": {
                "acts": {
                    "reply": act("clerk", "gone", within="term"),
                    "lapse": act("engine", "late"),
                }
            },
            "late": {
                "acts": {
                    "hope": act("clerk", "same", marks="hoped"),
                    "reply_late": act("clerk", "gone", within="term"),
                }
            },
            "gone": dict(END),
        },
        clocks={"term": clocked()},
        marks={"hoped": {}},
        claims=[{"id": "c", "never": "reply_late", "while": "hoped"}],
    )

    assert {"no-dead-act", "can-end"} <= set(broken(proof))
    assert told(proof, "can-end")[1:3] == ["2. 'term' is over", "3. engine: 'lapse' → 'late'"]


def grants(**more: Any) -> tuple[Definition, Proof]:  # noqa: ANN401 -- words of a file, of any shape
    """Submit, council, approval; `more` replaces acts of the desk and of the draft."""
    approve = act("chair", "granted", **more.pop("approve", {"not_same_person_as": ["submit"]}))
    send_back = more.pop("send_back", {})
    resubmit = more.pop("resubmit", {"by": "clerk", "back_to": "sender"})
    rule = ballot(
        outcomes={"passed": "desk", "failed": "gone", "no_quorum": "gone", "expired": "gone"}
    )
    return proved(
        {
            "draft": start(submit=act("clerk", "review")),
            "review": voting(rule, **more.pop("review", {})),
            "desk": {"acts": {"approve": approve, "refuse": act("chair", "gone"), **send_back}},
            **({"returned": {"acts": {"resubmit": resubmit}}} if send_back else {}),
            "granted": dict(GRANTED),
            "gone": dict(END),
        },
        bodies=COUNCIL,
        claims=[{"id": "c.council", "never": "granted", "without": "review.passed"}],
        **more,
    )


def test_a_sound_approval_is_shown_to_hold() -> None:
    _, proof = grants()

    assert broken(proof) == []
    assert checked(proof, "c.council").holds


def test_an_approval_around_the_council_is_found() -> None:
    definition, proof = grants(review={"skip": act("secretary", "desk")})

    assert broken(proof) == ["c.council"]
    assert told(proof, "c.council") == [
        "council has 3 members.",
        "1. clerk: 'submit' → 'review'",
        "2. secretary: 'skip' → 'desk'",
        "3. chair: 'approve' → 'granted'",
        "So 'granted' has come about without 'The ballot in 'review' passed'.",
    ]
    story = checked(proof, "c.council").story
    assert story is not None
    assert "review.passed" not in played(definition, story).marks


def test_an_approval_through_the_return_that_voids_the_pass_is_found() -> None:
    """The return voids what the council said, and comes back to the desk behind it."""
    definition, proof = grants(
        send_back={"send_back": act("chair", "returned", keeps={})},
        approve={"not_same_person_as": ["submit", "resubmit"]},
    )

    assert broken(proof) == ["c.council"]
    assert told(proof, "c.council")[2:] == [
        "2. secretary: 'open'",
        "3. secretary: 'vote'",
        (
            "4. secretary: 'close' (2 of 3 in favour, 1 against, 0 abstaining, 0 standing aside)"
            " → 'desk'"
        ),
        "5. chair: 'send_back' → 'returned'",
        "6. clerk: 'resubmit' → 'desk'",
        "7. chair: 'approve' → 'granted'",
        "So 'granted' has come about without 'The ballot in 'review' passed'.",
    ]
    story = checked(proof, "c.council").story
    assert story is not None
    assert "review.passed" not in played(definition, story).marks


def test_a_pass_that_a_change_voids_is_found_missing_at_the_approval() -> None:
    keeps = {"review.passed": {"unless_changed": ["achievements"]}}
    definition, proof = grants(
        send_back={"send_back": act("chair", "returned", keeps=keeps)},
        approve={"not_same_person_as": ["submit", "resubmit"]},
    )

    assert broken(proof) == ["c.council"]
    assert "6. clerk: 'resubmit', changing: achievements → 'desk'" in told(proof, "c.council")
    story = checked(proof, "c.council").story
    assert story is not None
    assert played(definition, story).state == "granted"


def test_an_approval_that_asks_for_the_pass_after_a_return_holds() -> None:
    keeps = {"review.passed": {"unless_changed": ["achievements"]}}
    _, proof = grants(
        send_back={"send_back": act("chair", "returned", keeps=keeps)},
        approve={"not_same_person_as": ["submit", "resubmit"], "after": "review.passed"},
    )

    assert broken(proof) == []


def test_a_mark_that_survives_a_return_and_should_not_is_found() -> None:
    """A milestone is no mark of a ballot, so a return leaves it."""
    definition, proof = proved(
        {
            "draft": start(submit=act("clerk", "desk")),
            "desk": {
                "acts": {
                    "appraise": act("secretary", "same", marks="appraised"),
                    "send_back": act("secretary", "returned", keeps={}),
                    "approve": act(
                        "chair",
                        "granted",
                        after="appraised",
                        not_same_person_as=["submit", "resubmit"],
                    ),
                    "refuse": act("chair", "gone"),
                }
            },
            "returned": {"acts": {"resubmit": {"by": "clerk", "back_to": "sender"}}},
            "granted": dict(GRANTED),
            "gone": dict(END),
        },
        marks={"appraised": {}},
        claims=[{"id": "c.anew", "never": "resubmit", "while": "appraised"}],
    )

    assert broken(proof) == ["c.anew"]
    assert told(proof, "c.anew")[-1] == "So 'resubmit' has come about while 'appraised' holds."
    story = checked(proof, "c.anew").story
    assert story is not None
    assert "appraised" in played(definition, story).marks


@pytest.mark.parametrize("delegated", [False, True])
def test_who_proposes_can_grant_in_a_second_role_or_by_delegation(delegated: bool) -> None:
    definition, proof = grants(approve={})

    assert broken(proof) == ["nobody-grants-own"]
    lines = told(proof, "nobody-grants-own")
    assert lines[1] == "1. A (clerk): 'submit' → 'review'"
    assert lines[-2] == "5. A (chair): 'approve' → 'granted'"
    assert "so may whoever stands for them" in lines[-1]
    story = checked(proof, "nobody-grants-own").story
    assert story is not None
    case = played(definition, story, delegated=delegated)
    assert "A" in case.done_by["submit"] & case.done_by["approve"]


def test_who_resubmits_can_grant_where_only_the_first_submission_counts() -> None:
    _, proof = grants(
        send_back={"send_back": act("chair", "returned")},
        approve={"not_same_person_as": ["submit"]},
    )

    assert broken(proof) == ["nobody-grants-own"]
    assert "not_same_person_as: resubmit" in told(proof, "nobody-grants-own")[-1]


def test_one_person_at_two_levels_breaks_the_claim_that_forbids_it() -> None:
    definition, proof = proved(
        {
            "draft": start(submit=act("clerk", "review")),
            "review": {"acts": {"advance": act("secretary", "desk")}},
            "desk": {"acts": {"approve": act("chair", "done"), "refuse": act("chair", "gone")}},
            "done": {"end": "decided"},
            "gone": dict(END),
        },
        claims=[{"id": "c.two", "different_people": ["advance", "approve"]}],
    )

    assert broken(proof) == ["c.two"]
    story = checked(proof, "c.two").story
    assert story is not None
    assert "A" in played(definition, story, delegated=True).done_by["approve"]


def held(rule: Plain, bodies: Plain = COUNCIL, **more: Any) -> tuple[Definition, Proof]:  # noqa: ANN401 -- words of a file, of any shape
    acts = more.pop("acts", {})
    return proved(
        {
            "draft": start(submit=act("clerk", "review")),
            "review": voting(rule, **acts),
            "done": {"end": "decided"},
            "gone": dict(END),
        },
        bodies=bodies,
        **more,
    )


ALL = {"share": {"values": ["80", "100"]}}


def test_a_threshold_that_no_count_reaches_is_found() -> None:
    rule = ballot(
        pass_when="> {share}% of members",  # noqa: S106 -- a share of votes
        outcomes={"passed": "done", "failed": "gone", "no_quorum": "gone"},
    )
    _, proof = held(rule, settings=ALL)

    assert broken(proof) == ["ballots-decide"]
    assert told(proof, "ballots-decide")[-1] == (
        "With 3 members, no count of votes lets the ballot in 'review' pass"
        " (it asks > 100% of members, with a quorum of 1/2 of members)."
    )
    assert {dict(one)["share"] for one, _ in checked(proof, "ballots-decide").under} == {"100"}


def test_a_quorum_that_no_council_reaches_is_found() -> None:
    rule = ballot(
        quorum="> {share}% of members",
        outcomes={"passed": "done", "failed": "gone", "no_quorum": "gone"},
    )
    _, proof = held(rule, settings={"share": {"values": ["100"]}})

    assert broken(proof) == ["reachable", "ballots-decide"]
    assert "with a quorum of > 100% of members" in told(proof, "ballots-decide")[-1]


def test_a_ballot_that_expires_into_nothing_is_found() -> None:
    rule = ballot(outcomes={"passed": "done", "failed": "gone", "no_quorum": "gone"})
    definition, proof = held(
        rule,
        acts={"expire": act("engine", ballot="expire")},
        clocks={"term": clocked(starts="submit", runs_in="review", outcome="expire")},
    )

    assert broken(proof) == ["can-end"]
    assert told(proof, "can-end")[1:] == [
        "1. clerk: 'submit' → 'review'",
        "2. engine: 'expire'",
        "From here nothing leads on: the dossier stays in 'review' for ever.",
    ]
    story = checked(proof, "can-end").story
    assert story is not None
    assert played(definition, story).held == 1


def test_a_failed_ballot_that_may_not_be_held_again_is_found() -> None:
    rule = ballot(outcomes={"passed": "done", "no_quorum": "gone"})
    _, proof = held(rule, acts={"leave": act("chair", "gone", before="review.failed")})

    assert broken(proof) == ["can-end"]
    assert (
        "(0 of 3 in favour, 3 against, 0 abstaining, 0 standing aside)" in told(proof, "can-end")[4]
    )


def test_a_milestone_that_can_be_passed_by_is_found() -> None:
    _, proof = proved(
        {
            "draft": start(publish=act("clerk", "same", marks="public"), go=act("clerk", "done")),
            "done": {"end": "decided"},
        },
        marks={"public": {}},
        claims=[{"id": "c.public", "only_after": "done", "after": "public"}],
    )

    assert broken(proof) == ["c.public"]
    assert told(proof, "c.public") == [
        "1. clerk: 'go' → 'done'",
        "So 'done' has come about, and none of these came before: public.",
    ]


def test_a_limit_that_strands_a_dossier_is_found() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "hall")),
            "hall": {
                "acts": {"send_back": act("chair", "returned"), "approve": act("chair", "done")}
            },
            "returned": {"acts": {"resubmit": {"by": "clerk", "back_to": "sender", "at_most": 1}}},
            "done": {"end": "decided"},
        }
    )

    assert broken(proof) == ["can-end"]
    assert [line.split(": ")[1] for line in told(proof, "can-end")[:-1]] == [
        "'go' → 'hall'",
        "'send_back' → 'returned'",
        "'resubmit' → 'hall'",
        "'send_back' → 'returned'",
    ]


def test_a_dossier_suspended_for_ever_is_found() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "hall")),
            "hall": {
                "acts": {
                    "suspend": act("chair", "still"),
                    "clear": act("chair", "same", marks="clear"),
                    "approve": act("chair", "done", before="clear"),
                }
            },
            "still": {"acts": {"resume": {"by": "chair", "back_to": "sender", "after": "clear"}}},
            "done": {"end": "decided"},
        },
        marks={"clear": {}},
    )

    assert broken(proof) == ["can-end", "no-livelock"]
    assert told(proof, "can-end")[-1].endswith("the dossier stays in 'still' for ever.")


def test_tasks_of_which_one_failed_for_good_are_found() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "both")),
            "both": {
                "tasks": {"a": {}, "b": {}},
                "join": {"when": "all", "to": "done", "otherwise": "same"},
                "acts": {
                    "do_a": act("clerk", completes="a"),
                    "no_a": act("clerk", fails="a", before="both.a"),
                    "do_b": act("chair", completes="b", before="both.a.failed"),
                },
            },
            "done": {"end": "decided"},
        }
    )

    assert broken(proof) == []


def test_a_state_that_the_program_must_not_lead_to_is_found() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "hall")),
            "hall": {
                "acts": {
                    "pass_over": act("engine", "done", needs="n"),
                    "stop": act("chair", "gone"),
                }
            },
            "done": {"end": "decided"},
            "gone": dict(END),
        },
        requirements={"n": {}},
        claims=[{"id": "c.people", "never_by_program": "done"}],
    )

    assert told(proof, "c.people")[-1] == (
        "The program does 'pass_over' by itself, and the dossier comes to 'done'."
    )


def test_a_state_that_can_no_longer_be_come_to_is_found() -> None:
    _, proof = proved(
        {
            "draft": start(go=act("clerk", "hall"), side=act("clerk", "room")),
            "room": {"acts": {"wait": act("clerk", "same"), "back": act("clerk", "still")}},
            "still": {
                "acts": {"leave": act("clerk", "same", marks="m"), "again": act("clerk", "room")}
            },
            "hall": {"acts": {"approve": act("chair", "done")}},
            "done": {"end": "decided"},
            "gone": dict(END),
        }
        | {
            "still": {
                "acts": {
                    "again": act("clerk", "room"),
                    "stop": act("clerk", "gone", before="m"),
                    "note": act("clerk", "same", marks="m"),
                }
            }
        },
        marks={"m": {}},
        claims=[{"id": "c.open", "always_possible": ["done", "gone"]}],
    )

    assert "c.open" in broken(proof)
    assert told(proof, "c.open")[-1].endswith("no way leads any more to: done, gone.")


def test_a_workflow_that_unfolds_too_far_is_refused_and_not_begun() -> None:
    limits = {f"a{n}": act("clerk", "same", at_most=9) for n in range(6)}
    definition = flow({"draft": start(**limits, stop=act("clerk", "gone")), "gone": dict(END)})

    with pytest.raises(TooManyError, match="past what is proved"):
        verify(definition, most=10_000)
    many = {f"k{n}": {"values": [str(one) for one in range(9)]} for n in range(6)}
    with pytest.raises(TooManyError):
        verify(flow({"draft": start(stop=act("clerk", "gone")), "gone": dict(END)}, settings=many))


def test_a_council_of_fifty_makes_no_more_configurations_than_one_of_nine() -> None:
    definition, _ = grants()
    found = {verify(definition, members=[size]).configurations for size in (9, 15, 50)}

    assert len(found) == 1


def test_every_claim_of_every_shipped_workflow_holds() -> None:
    for name in workflow.shipped_names():
        definition = workflow.read(workflow.shipped(name), file=name)

        assert broken(verify(definition)) == [], name


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_story_is_a_scenario_that_a_gherkin_reader_reads(lang: Language) -> None:
    parser = import_module("gherkin.parser").Parser()
    definition, proof = grants(review={"skip": act("secretary", "desk")})
    one = checked(proof, "c.council")
    assert one.story is not None
    scenario = gherkin(definition, one.id, one.text, one.story, lang)
    feature = "Tính năng" if lang == "vi" else "Feature"
    read = parser.parse(f"# language: {lang}\n{feature}: f\n\n{scenario}\n")
    steps = read["feature"]["children"][0]["scenario"]["steps"]

    assert [step["keywordType"] for step in steps if step["keywordType"] != "Conjunction"] == [
        "Context",
        "Action",
        "Outcome",
    ]
    assert "skip" in scenario
