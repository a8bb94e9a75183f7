"""A workflow file with a mistake says where, what, and what was probably meant."""

from __future__ import annotations

import pytest

import workflow
from texts import Mistake

SMALL = """\
kind: workflow/v1
id: small
version: "1"
text: {vi: Nhỏ, en: Small}
roles:
  clerk: {text: {vi: Cán bộ, en: Clerk}}
  head: {text: {vi: Thủ trưởng, en: Head}}
  robot: {text: {vi: Phần mềm, en: Program}, program: true}
stages:
  unit: {text: {vi: Đơn vị, en: Unit}}
requirements:
  papers:
    text: {vi: Đủ giấy tờ, en: All papers are there}
    source: {document: Luật, article: Điều 1}
    cured_by: [clerk]
states:
  draft:
    text: {vi: Dự thảo, en: Draft}
    stage: unit
    start: true
    acts:
      submit: {text: {vi: Trình, en: Submit}, by: clerk, to: review, needs: [papers]}
  review:
    text: {vi: Đang xét, en: Review}
    acts:
      pass_over: {text: {vi: Bỏ qua, en: Pass}, by: robot, to: approved, needs: [papers]}
      approve: {text: {vi: Duyệt, en: Approve}, by: head, to: approved, not_same_person_as: submit}
      give_back: {text: {vi: Trả lại, en: Return}, by: head, to: returned, reason: required}
  returned:
    text: {vi: Đã trả lại, en: Returned}
    acts:
      resubmit: {text: {vi: Trình lại, en: Resubmit}, by: clerk, back_to: sender}
  approved:
    text: {vi: Đã duyệt, en: Approved}
    end: decided
  withdrawn:
    text: {vi: Đã rút, en: Withdrawn}
    end: closed
anywhere:
  withdraw:
    text: {vi: Rút, en: Withdraw}
    by: clerk
    from: [draft, review, returned]
    to: withdrawn
"""

ACT = "{text: {vi: A, en: A}, by: clerk, "

UNKNOWN = {
    "state, as a target": ("to: review", "to: reveiw", "unknown-state", "reveiw", "review"),
    "state, in from": ("[draft, review,", "[drafft, review,", "unknown-state", "drafft", "draft"),
    "role, in by": ("by: head, to: app", "by: haed, to: app", "unknown-role", "haed", "head"),
    "only use of a role": ("by: robot", "by: robto", "unknown-role", "robto", "robot"),
    "role, as a cure": ("[clerk]", "[clark]", "unknown-role", "clark", "clerk"),
    "stage": ("stage: unit", "stage: unitt", "unknown-stage", "unitt", "unit"),
    "requirement": ("[papers]}", "[paper]}", "unknown-requirement", "paper", "papers"),
    "act": ("_as: submit", "_as: submitt", "unknown-act", "submitt", "submit"),
    "key": ("reason: req", "reasn: req", "unknown-key", "reasn", "reason"),
    "word of a choice": ("end: closed", "end: close", "not-one-of", "close", "closed"),
    "kind of file": ("workflow/v1", "workflow/v2", "not-one-of", "workflow/v2", "workflow/v1"),
    "sender": ("back_to: sender", "back_to: sendr", "not-one-of", "sendr", "sender"),
}

SENSE = {
    "no start": ("    start: true\n", "", "no-start", "states", ""),
    "second start": ("Review}\n", "Review}\n    start: true\n", "second-start", "review", "review"),
    "start is an end": (
        "start: true\n",
        "start: true\n    end: decided\n",
        "start-at-end",
        "draft",
        "draft",
    ),
    "reserved name": ("  approved:\n", "  same:\n", "reserved-name", "same", "same"),
    "unreachable": (
        "  withdrawn:\n",
        "  lost: {text: {vi: Lạc, en: Lost}, end: closed}\n  withdrawn:\n",
        "unreachable-state",
        "lost",
        "lost",
    ),
    "ambiguous": (
        "    acts:\n      submit:",
        f"    acts:\n      withdraw: {ACT}to: same}}\n      submit:",
        "ambiguous-act",
        "withdraw",
        "withdraw",
    ),
    "no target": ("by: clerk, back_to: sender", "by: clerk", "no-target", "resubmit", "resubmit"),
    "two targets": (
        "back_to: sender",
        "back_to: sender, to: review",
        "two-targets",
        "resubmit",
        "resubmit",
    ),
    "sender of a start": (
        "    acts:\n      submit:",
        f"    acts:\n      undo: {ACT}back_to: sender}}\n      submit:",
        "no-sender",
        "undo",
        "undo",
    ),
    "leaving a closed end": (
        "end: closed",
        f"end: closed\n    acts:\n      again: {ACT}to: same}}",
        "leaves-closed-end",
        "again",
        "again",
    ),
    "reopening a decision": (
        "end: decided",
        f"end: decided\n    acts:\n      again: {ACT}to: review}}",
        "reopens-decision",
        "again",
        "again",
    ),
    "program with people": (
        "by: robot",
        "by: [robot, head]",
        "program-and-people",
        "pass_over",
        "pass_over",
    ),
    "program without a ground": (
        "by: robot, to: approved, needs: [papers]",
        "by: robot, to: approved",
        "program-without-needs",
        "pass_over",
        "pass_over",
    ),
    "repeated": ("[draft, review,", "[draft, draft, review,", "repeated-name", "draft,", "draft"),
    "unused role": (
        "stages:\n",
        "  guest: {text: {vi: Khách, en: Guest}}\nstages:\n",
        "unused-role",
        "guest",
        "guest",
    ),
    "unused stage": (
        "requirements:\n",
        "  council: {text: {vi: A, en: A}}\nrequirements:\n",
        "unused-stage",
        "council",
        "council",
    ),
    "unused requirement": (
        "states:\n",
        "  votes: {text: {vi: A, en: A}, source: {document: A, article: A}}\nstates:\n",
        "unused-requirement",
        "votes",
        "votes",
    ),
}


@pytest.mark.parametrize(("old", "new", "code", "words", "meant"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_word_is_shown_in_its_place_with_the_nearest_known_one(
    old: str, new: str, code: str, words: str, meant: str
) -> None:
    text = SMALL.replace(old, new, 1)

    (mistake,) = mistakes_in(text)

    assert words_at(mistake, text).startswith(words)
    assert (mistake.code, mistake.words, mistake.suggestion) == (code, words, meant)


@pytest.mark.parametrize(("old", "new", "code", "at", "words"), SENSE.values(), ids=SENSE)
def test_what_makes_no_sense_is_shown_in_its_place(
    old: str, new: str, code: str, at: str, words: str
) -> None:
    text = SMALL.replace(old, new, 1)

    mistake = mistake_called(code, text)

    assert words_at(mistake, text).startswith(at)
    assert mistake.words == words


def test_the_place_of_a_mistake_is_file_line_and_column() -> None:
    text = SMALL.replace("to: review", "to: reveiw")

    (mistake,) = mistakes_in(text)

    assert mistake.sentence("en") == (
        "small.yaml:22:62: unknown-state: there is no state 'reveiw'; did you mean 'review'?"
    )
    assert mistake.sentence("vi") == (
        "small.yaml:22:62: unknown-state: không có trạng thái 'reveiw'; có phải ý bạn là 'review'?"
    )


def test_every_state_that_can_never_end_is_a_dead_end() -> None:
    acts = f"go: {ACT}to: trap}}"
    trap = f"  trap: {{text: {{vi: A, en: A}}, acts: {{{acts.replace('trap', 'snare')}}}}}\n"
    snare = f"  snare: {{text: {{vi: A, en: A}}, acts: {{{acts}}}}}\n"
    text = SMALL.replace("  returned:\n", f"      {acts}\n  returned:\n", 1)
    text = text.replace("  approved:\n", f"{trap}{snare}  approved:\n", 1)

    mistakes = mistakes_in(text)

    assert [(one.code, one.words) for one in mistakes] == [
        ("dead-end", "trap"),
        ("dead-end", "snare"),
    ]


def test_going_back_from_where_nobody_comes_is_a_mistake_of_its_own() -> None:
    text = SMALL.replace("to: returned,", "to: same,")
    text = text.replace("      resubmit:", f"      amend: {ACT}to: returned}}\n      resubmit:")

    mistakes = mistakes_in(text)

    assert {(one.code, one.words, one.place.line) for one in mistakes} == {
        ("unreachable-state", "returned", 29),
        ("no-sender", "resubmit", 33),
    }


def test_staying_by_the_name_of_the_state_forgets_no_sender() -> None:
    amend = f"      amend: {ACT}to: returned}}\n"
    text = SMALL.replace("      resubmit:", f"{amend}      resubmit:")

    definition = workflow.read(text, file="small.yaml")

    assert workflow.step(definition, "returned", "amend", "review") == ("returned", "review")
    assert workflow.step(definition, "returned", "resubmit", "returned") is None


def test_a_move_between_two_states_that_go_back_would_forget_the_first_sender() -> None:
    suspend = f"suspend: {ACT}to: suspended}}"
    resume = f"resume: {ACT}back_to: sender}}"
    suspended = f"  suspended: {{text: {{vi: A, en: A}}, acts: {{{resume}}}}}\n"
    text = SMALL.replace("      resubmit:", f"      {suspend}\n      resubmit:")
    text = text.replace("  approved:\n", f"{suspended}  approved:\n", 1)

    (mistake,) = mistakes_in(text)

    assert (mistake.code, mistake.words, mistake.place.line) == ("forgotten-sender", "suspend", 32)


def test_mistakes_of_shape_and_of_sense_are_reported_together_in_the_order_of_the_file() -> None:
    text = SMALL.replace("en: Draft", "eng: Draft").replace("to: review", "to: reveiw")

    mistakes = mistakes_in(text)

    assert [(one.code, one.place.line) for one in mistakes] == [
        ("missing-key", 18),
        ("unknown-key", 18),
        ("unknown-state", 22),
    ]


def test_one_illegible_target_does_not_seem_to_cut_off_the_rest() -> None:
    text = SMALL.replace("to: review", "to: zzzzz").replace("from: [draft, ", "from: [")

    mistakes = mistakes_in(text)

    assert [(one.code, one.suggestion) for one in mistakes] == [("unknown-state", None)]


def test_a_missing_translation_is_a_mistake() -> None:
    text = SMALL.replace("{vi: Đang xét, en: Review}", "{vi: Đang xét}")

    (mistake,) = mistakes_in(text)

    assert (mistake.code, str(mistake.place)) == ("missing-key", "small.yaml:24:11")


@pytest.mark.parametrize("text", ["", "[]", "states: []", "states: {draft: 3}", "anywhere: {a: b}"])
def test_a_file_of_another_shape_is_refused_in_words(text: str) -> None:
    mistakes = mistakes_in(text)

    assert mistakes
    assert all(one.text.vi and one.text.en for one in mistakes)


def test_what_is_not_yaml_is_told_once() -> None:
    mistakes = mistakes_in("states: {draft: &a {}, other: *a}")

    assert {one.code for one in mistakes} == {"alias"}


def test_the_small_workflow_itself_is_read() -> None:
    definition = workflow.read(SMALL, file="small.yaml")

    assert (definition.id, definition.start) == ("small", "draft")


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(workflow.DefinitionFileError) as caught:
        workflow.read(text, file="small.yaml")
    return caught.value.mistakes


def mistake_called(code: str, text: str) -> Mistake:
    found = [one for one in mistakes_in(text) if one.code == code]
    assert len(found) == 1, mistakes_in(text)
    return found[0]


def words_at(mistake: Mistake, text: str) -> str:
    assert mistake.place.file == "small.yaml"
    return text.splitlines()[mistake.place.line - 1][mistake.place.column - 1 :]
