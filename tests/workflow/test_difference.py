"""What two editions of a workflow say differently, in words, and that nothing is passed over."""

from __future__ import annotations

import pytest

import workflow
from tests.workflow.hall import OLD, edition
from workflow.editions.change import Change
from workflow.editions.difference import _silent, difference
from workflow.editions.renames import renamed_states
from workflow.language.clocks import ClockRule
from workflow.language.council import BallotRule
from workflow.language.definition import Act, Join, State, Task


def told(*edits: tuple[str, str]) -> list[Change]:
    return list(difference(OLD, edition(*edits)).changes)


@pytest.mark.parametrize("name", workflow.shipped_names())
def test_a_workflow_does_not_differ_from_itself(name: str) -> None:
    one = workflow.read(workflow.shipped(name), file=name)
    again = workflow.read(workflow.shipped(name), file=name)

    assert difference(one, again).changes == ()
    assert not difference(one, again).reworded


@pytest.mark.parametrize(
    ("old", "new", "vi", "direction", "weakens"),
    [
        (
            (
                "      refuse: {text: {vi: Từ chối, en: refuse}, by: cluster, to: refused, "
                "reason: required}\n"
            ),
            "",
            "Ở 'Cụm xét': Cụm không còn có thể 'Từ chối'.",
            "other",
            False,
        ),
        (
            "pass_when: 80% of members",
            "pass_when: 90% of members",
            (
                "'Hội đồng xét': tỷ lệ phiếu để được thông qua nay là 90% tổng số thành viên, "
                "trước là 80% tổng số thành viên. Ví dụ: 12 trên 15 không còn đủ, nay phải có "
                "14."
            ),
            "stricter",
            False,
        ),
        (
            "pass_when: 80% of members",
            "pass_when: 2/3 of members",
            (
                "'Hội đồng xét': tỷ lệ phiếu để được thông qua nay là 2/3 tổng số thành viên, "
                "trước là 80% tổng số thành viên. Ví dụ: 10 trên 15 nay đã đủ, trước phải có "
                "12."
            ),
            "looser",
            True,
        ),
        (
            "pass_when: 80% of members",
            "pass_when: 80% of present",
            (
                "'Hội đồng xét': tỷ lệ phiếu để được thông qua nay là 80% số người dự, trước "
                "là 80% tổng số thành viên. Ví dụ: 11 trên 15 thành viên (13 dự) nay đã đủ, "
                "trước phải có 12."
            ),
            "looser",
            True,
        ),
        (
            "unless_changed: [ratings]",
            "unless_changed: [ratings, titles]",
            (
                "Ở 'Hội đồng xét', 'Cụm xét': sau khi 'Trả lại', Hội đồng phải bỏ phiếu lại "
                "khi 'titles' thay đổi."
            ),
            "stricter",
            False,
        ),
        (
            "keeps: {council.passed: {unless_changed: [ratings]}}",
            "keeps: {}",
            "Ở 'Hội đồng xét', 'Cụm xét': sau khi 'Trả lại', Hội đồng nay luôn phải bỏ phiếu lại.",
            "stricter",
            False,
        ),
        (
            "not_same_person_as: [submit, advance]",
            "not_same_person_as: [submit]",
            (
                "Ở 'Chờ quyết định': ai đã 'Chuyển lên' nay được 'Phê duyệt' trên cùng hồ sơ; "
                "mất sự tách biệt người làm."
            ),
            "looser",
            True,
        ),
        (
            "        bar: nominee\n",
            "",
            "Ở 'Chờ quyết định': người là người được đề nghị nay được 'Phê duyệt'.",
            "looser",
            True,
        ),
        (
            "      bar: nominee\n      rounds",
            "      rounds",
            "'Hội đồng xét': người là người được đề nghị nay được bỏ phiếu.",
            "looser",
            True,
        ),
        (
            "length: 10 working_days",
            "length: 15 working_days",
            "'Thời hạn bổ sung' nay là 15 ngày làm việc, dài hơn (10 ngày làm việc trước đây).",
            "looser",
            False,
        ),
        (
            "length: 20 working_days",
            "length: 1 months",
            "'Thời hạn xét' nay là 1 tháng, tính khác trước (20 ngày làm việc trước đây).",
            "other",
            False,
        ),
        (
            "needs: [papers, merit]",
            "needs: [merit]",
            "Ở 'Chờ quyết định': 'Phê duyệt' không còn đòi hỏi: Đủ giấy tờ.",
            "looser",
            False,
        ),
        (
            "after: [council.passed, noticed]",
            "after: council.passed",
            "Ở 'Cụm xét': 'Chuyển lên' không còn phải đợi: Đã công khai.",
            "looser",
            True,
        ),
        (
            "failed: refused, no_quorum",
            "failed: decision, no_quorum",
            (
                "'Hội đồng xét': khi bỏ phiếu không đạt, hồ sơ nay sang 'Chờ quyết định', "
                "trước sang 'Không được đồng ý'."
            ),
            "other",
            False,
        ),
        (
            "    by: clerk\n    from: [draft, council]",
            "    by: [clerk, head]\n    from: [draft, council]",
            "Ở 'Dự thảo', 'Hội đồng xét': Thủ trưởng nay có thể 'Rút'.",
            "looser",
            False,
        ),
        (
            "join: {when: all,",
            "join: {when: any,",
            "'Lấy ý kiến': nay phải xong một phần việc, trước là mọi phần việc.",
            "looser",
            False,
        ),
    ],
)
def test_a_difference_is_said_to_whom_it_concerns(
    old: str, new: str, vi: str, direction: str, weakens: bool
) -> None:
    changes = told((old, new))

    assert [(one.text.vi, one.direction, one.weakens) for one in changes] == [
        (vi, direction, weakens)
    ]


EDITS = [
    ("at_most: 2", "at_most: 3"),
    ("at_most: 2\n", "reason: required\n".replace("reason", "at_most").replace("required", "1")),
    ("        within: supplement_term\n", ""),
    ("rounds: 2", "rounds: 3"),
    ("bar: nominee\n      rounds", "secret: true\n      bar: nominee\n      rounds"),
    ("rounds: 2", "written: not_counted\n      rounds: 2"),
    ("rounds: 2", "recused: leaves\n      rounds: 2"),
    ("rounds: 2", "tie: chair\n      rounds: 2"),
    ("rounds: 2", "close: when_decided\n      rounds: 2"),
    ("rounds: 2", "choices: [for, against]\n      abstain: null\n      rounds: 2"),
    ("rounds: 2", "quorum: 3/4 of members\n      rounds: 2"),
    ("rounds: 2", "when: {share: '80'}\n      rounds: 2"),
    ("quorum: 2/3", "quorum: 3/4"),
    ("least: 3, most: 15", "least: 5, most: 15"),
    ("starts: submit", "starts: [submit, open_ballot]"),
    ("warn: [3 working_days]", "warn: [5 working_days]"),
    ("    stops_in: returned\n", ""),
    ("    outcome: note_delay", "    when: {share: '80'}\n    outcome: note_delay"),
    ("    cured_by: clerk", "    cured_by: head"),
    ('    default: "80"', '    default: "90"'),
    ('    default: "80"\n', ""),
    ("marks: noticed}", "marks: noticed, unmarks: delayed}"),
    ("completes: agency}", "completes: agency, when: {share: '80'}}"),
    ("agency: {text: {vi: Hỏi cơ quan, en: Ask the agency}}",
     "agency: {text: {vi: Hỏi cơ quan, en: Ask the agency}, when: {share: '80'}}"),
    ("join: {when: all,", "join: {cancels: false, when: all,"),
    ("never: approved\n    without: council.passed", "never_by_program: approved"),
    ("calendar: vn-working-days", "calendar: other-days"),
    ("    end: decided\n    grants: true\n", "    end: decided\n"),
    ("needs: papers}", "needs: papers, before: noticed}"),
    ("to: same, marks: noticed", "to: draft, marks: noticed"),
    ("to: same, marks: noticed", "to: same, opens: hall, marks: noticed"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), EDITS)
def test_whatever_says_something_else_has_a_sentence(old: str, new: str) -> None:
    changes = told((old, new))

    assert changes
    assert "silent" not in {one.code for one in changes}
    assert all("{" not in one.text.vi + one.text.en for one in changes)


def test_every_key_of_an_act_a_ballot_and_a_clock_is_compared() -> None:
    covered = " ".join(f"{old} {new}" for old, new in EDITS) + str(
        test_a_difference_is_said_to_whom_it_concerns.pytestmark  # type: ignore[attr-defined]
    )
    told_elsewhere = {
        "text", "source", "to", "back_to", "by", "reason", "needs", "body", "in_favour",
        "pass_when", "outcomes", "fails", "ballot", "runs_in", "outcome", "length", "completes",
        "not_same_person_as",
        "start", "stage", "end", "tasks", "join", "acts", "grants", "otherwise", "after", "keeps",
    }  # fmt: skip

    for model in (Act, BallotRule, ClockRule, State, Task, Join):
        for name in set(model.model_fields) - told_elsewhere:
            assert f"{name}:" in covered, (model.__name__, name)


def test_wording_sources_and_version_are_no_difference_in_meaning() -> None:
    found = difference(
        OLD, edition(("vi: Dự thảo", "vi: Bản nháp"), ('version: "1"', 'version: "2"'))
    )

    assert found.same
    assert found.reworded


def test_the_order_of_names_is_no_difference() -> None:
    assert told(("by: [clerk, head]", "by: [head, clerk]")) == []


def test_a_renamed_state_is_told_once_and_its_acts_are_not() -> None:
    renamed = edition(("  decision:\n", "  ruling:\n"), ("to: decision\n", "to: ruling\n"))

    assert renamed_states(OLD, renamed) == {"decision": "ruling"}
    assert [one.code for one in difference(OLD, renamed).changes] == ["state-renamed"]


def test_a_new_door_to_the_award_is_flagged() -> None:
    door = "      take: {text: {vi: Công nhận, en: take}, by: cluster, to: approved}\n      refuse:"
    changes = told(("      refuse:", door))

    assert [(one.code, one.direction, one.weakens) for one in changes] == [
        ("act-added", "looser", True)
    ]


def test_a_promise_that_is_gone_is_flagged() -> None:
    text = edition().model_copy(update={"claims": ()})

    changes = difference(OLD, text).changes

    assert [(one.code, one.weakens) for one in changes] == [("claim-gone", True)]
    assert "Hội đồng chưa thông qua" in changes[0].text.vi


def test_swapping_the_editions_swaps_stricter_and_looser() -> None:
    new = edition(("80% of members", "90% of members"), ("[submit, advance]", "[submit]"))
    there, back = difference(OLD, new), difference(new, OLD)

    assert {way: len(some) for way, some in there.grouped.items()} == {"stricter": 1, "looser": 1}
    assert {way: len(some) for way, some in back.grouped.items()} == {"stricter": 1, "looser": 1}
    assert [one.code for one in there.grouped["stricter"]] == ["pass-when"]
    assert [one.code for one in back.grouped["looser"]] == ["pass-when"]


def test_what_has_no_sentence_is_still_named() -> None:
    join = OLD.states["consulting"].join
    assert join is not None
    without = OLD.states["consulting"].model_copy(update={"join": None})
    changed = OLD.model_copy(update={"states": {**OLD.states, "consulting": without}})

    changes = list(_silent(OLD, changed))

    assert [one.code for one in changes] == ["silent"]
    assert "states.consulting.join" in changes[0].text.vi
