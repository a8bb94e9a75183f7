"""What a file says of settings, ballots, tasks, marks and clocks is held together before it rules.

Each flaw is told with its code, with the place where it stands, and with the name that was probably
meant; the good file beside it is read, so a flaw is never what was there before.
"""

from __future__ import annotations

import pytest

import workflow
from texts import Mistake

GOOD = """\
kind: workflow/v1
id: sound
version: "1"
text: {vi: Thử, en: Trial}
calendar: vn-working-days
settings:
  share:
    text: {vi: Tỷ lệ, en: Share}
    values: {"80": {vi: từ 80 %, en: 80 % or more}}
    default: "80"
  ballot:
    text: {vi: Bỏ phiếu, en: Ballot}
    values: {asked: {vi: có, en: asked}, not_asked: {vi: không, en: not asked}}
roles:
  clerk: {text: {vi: Cán bộ, en: Clerk}}
  engine: {text: {vi: Phần mềm, en: Program}, program: true}
relations:
  nominee: {text: {vi: chính người được đề nghị, en: the nominee}}
requirements:
  ground: {text: {vi: Có căn cứ, en: There is a ground}, source: {document: Luật, article: Điều 1}}
bodies:
  council: {text: {vi: Hội đồng, en: Council}, quorum: 2/3 of members, least: 3, most: 15}
clocks:
  answer_term:
    text: {vi: Thời hạn, en: Term}
    length: 10 working_days
    starts: submit
    runs_in: council
    stops_in: returned
    outcome: lapse
marks:
  met: {text: {vi: Đã họp, en: Met}}
states:
  draft:
    text: {vi: Dự thảo, en: Draft}
    start: true
    acts:
      submit: {text: {vi: Trình, en: Submit}, by: clerk, to: council}
  council:
    text: {vi: Hội đồng, en: Council}
    ballot:
      body: council
      choices: [for, against, abstain]
      in_favour: for
      pass_when: "{share}% of members"
      tie: fails
      bar: nominee
      when: {ballot: asked}
      outcomes: {passed: same, failed: same, no_quorum: same, expired: same}
    tasks:
      notice: {text: {vi: Công khai, en: Notice}, when: {ballot: asked}}
      opinion: {text: {vi: Ý kiến, en: Opinion}}
    join: {when: "2", to: same, otherwise: same}
    acts:
      call: {text: {vi: Mở, en: Open}, by: clerk, ballot: open}
      cast: {text: {vi: Bỏ phiếu, en: Vote}, by: clerk, ballot: vote}
      close: {text: {vi: Đóng, en: Close}, by: clerk, ballot: close}
      give_notice: {text: {vi: Công khai, en: Notice}, by: clerk, completes: notice}
      give_opinion: {text: {vi: Ý kiến, en: Opinion}, by: clerk, completes: opinion}
      meet: {text: {vi: Họp, en: Meet}, by: clerk, to: same, marks: met, within: answer_term}
      give_back: {text: {vi: Trả, en: Return}, by: clerk, to: returned, keeps: {council.passed: {}}}
      approve:
        text: {vi: Duyệt, en: Approve}
        by: clerk
        to: approved
        after: council.passed
        bar: nominee
      lapse: {text: {vi: Hết hạn, en: Lapse}, by: engine, to: lapsed}
      tidy: {text: {vi: Dọn, en: Tidy}, by: engine, to: lapsed, needs: ground}
  returned:
    text: {vi: Đã trả, en: Returned}
    acts:
      resubmit: {text: {vi: Trình lại, en: Resubmit}, by: clerk, back_to: sender}
  approved:
    text: {vi: Đã duyệt, en: Approved}
    end: decided
    grants: true
    acts:
      revoke: {text: {vi: Hủy, en: Revoke}, by: clerk, to: revoked, needs: ground}
  revoked: {text: {vi: Đã hủy, en: Revoked}, end: closed}
  lapsed: {text: {vi: Hết hạn, en: Lapsed}, end: closed}
claims:
  - id: ends
    text: {vi: Luôn kết thúc, en: It ends}
    always_possible: [approved, lapsed]
  - id: council_first
    text: {vi: Hội đồng trước, en: The council first}
    never: approved
    without: council.passed
    while: met
  - {id: later, text: {vi: Sau, en: Later}, only_after: revoked, after: approved}
  - {id: two, text: {vi: Hai người, en: Two people}, different_people: [submit, approve]}
  - {id: silent, text: {vi: Im lặng, en: Silence}, never_by_program: approved}
"""
CLOSE = "      close: {text: {vi: Đóng, en: Close}, by: clerk, ballot: close}\n"

FLAWS: dict[str, tuple[str, str, str, str, str | None]] = {
    "value, as a default": ('default: "80"', 'default: "8"', "unknown-value", '"8"', "80"),
    "value, of when": (
        "when: {ballot: asked}\n",
        "when: {ballot: askd}\n",
        "unknown-value",
        "askd",
        "asked",
    ),
    "setting, of a ballot": (
        "when: {ballot: asked}\n",
        "when: {balot: asked}\n",
        "unknown-setting",
        "asked}\n",
        "ballot",
    ),
    "setting, of a task": (
        "Notice}, when: {ballot",
        "Notice}, when: {balot",
        "unknown-setting",
        "asked}}",
        "ballot",
    ),
    "setting, of a share": ('"{share}%', '"{shar}%', "unknown-setting", '"{shar}%', "share"),
    "relation, of a ballot": (
        "bar: nominee\n      when",
        "bar: nomine\n      when",
        "unknown-relation",
        "nomine\n",
        "nominee",
    ),
    "relation, of an act": (
        "        bar: nominee\n",
        "        bar: nomine\n",
        "unknown-relation",
        "nomine\n",
        "nominee",
    ),
    "body": ("body: council", "body: counci", "unknown-body", "counci\n", "council"),
    "choice in favour": ("in_favour: for", "in_favour: fro", "unknown-choice", "fro\n", "for"),
    "choice to abstain": (
        "      in_favour: for\n",
        "      in_favour: for\n      abstain: abstian\n",
        "unknown-choice",
        "abstian",
        "abstain",
    ),
    "task": ("completes: notice", "completes: notise", "unknown-task", "notise", "notice"),
    "mark, after": (
        "after: council.passed\n",
        "after: council.pased\n",
        "unknown-mark",
        "council.pased",
        "council.passed",
    ),
    "mark, set": ("marks: met,", "marks: mett,", "unknown-mark", "mett,", "met"),
    "mark, set of a ballot": (
        "marks: met,",
        "marks: council.passed,",
        "unknown-mark",
        "council.passed, within",
        None,
    ),
    "mark, kept": (
        "{council.passed: {}}",
        "{council.pased: {}}",
        "unknown-mark",
        "{council.pased: {}}",
        "council.passed",
    ),
    "mark, of while": ("while: met", "while: mett", "unknown-mark", "mett\n", "met"),
    "clock": (
        "within: answer_term",
        "within: anser_term",
        "unknown-clock",
        "anser_term",
        "answer_term",
    ),
    "act, starting a clock": (
        "starts: submit",
        "starts: submitt",
        "unknown-act",
        "submitt",
        "submit",
    ),
    "act, ending a clock": ("outcome: lapse", "outcome: lapsee", "unknown-act", "lapsee", "lapse"),
    "act, of a claim": (
        "[submit, approve]",
        "[submitt, approve]",
        "unknown-act",
        "submitt",
        "submit",
    ),
    "state, of a clock": (
        "runs_in: council",
        "runs_in: counci",
        "unknown-state",
        "counci\n",
        "council",
    ),
    "state, stopping a clock": (
        "stops_in: returned",
        "stops_in: returnd",
        "unknown-state",
        "returnd",
        "returned",
    ),
    "state, of a claim": (
        "[approved, lapsed]",
        "[aproved, lapsed]",
        "unknown-state",
        "aproved",
        "approved",
    ),
    "state, not by program": (
        "_program: approved",
        "_program: aproved",
        "unknown-state",
        "aproved",
        "approved",
    ),
    "thing, never": ("never: approved", "never: aproved", "unknown-thing", "aproved", "approved"),
    "thing, without": (
        "without: council.passed",
        "without: council.pased",
        "unknown-thing",
        "council.pased",
        "council.passed",
    ),
    "thing, after": (
        "revoked, after: approved",
        "revoked, after: aproved",
        "unknown-thing",
        "aproved",
        "approved",
    ),
    "body of impossible size": ("least: 3", "least: 16", "least-over-most", "council: {text", None),
    "setting that is no percentage": (
        '"80": {vi: từ 80 %',
        '"180": {vi: từ 80 %',
        "not-percent",
        '"180"',
        None,
    ),
    "ballot that nobody ends": (CLOSE, "", "ballot-never-ends", "council:\n    text", None),
    "ballot cast but only counted on paper": (
        "by: clerk, ballot: close",
        "by: clerk, ballot: count",
        "ballot-never-ends",
        "council:\n    text",
        None,
    ),
    "secret chair": (
        "tie: fails",
        "secret: true\n      tie: chair",
        "secret-chair",
        "chair\n",
        None,
    ),
    "act on no ballot": (
        "      submit: {",
        "      odd: {text: {vi: Lạ, en: Odd}, by: clerk, ballot: close}\n      submit: {",
        "no-ballot",
        "odd: {",
        None,
    ),
    "task that nobody ends": (
        "completes: opinion",
        "fails: opinion",
        "task-never-ends",
        "opinion: {text",
        None,
    ),
    "join over its tasks": ('when: "2"', 'when: "3"', "join-over-tasks", '"3"', None),
    "tasks without a join": (
        '    join: {when: "2", to: same, otherwise: same}\n',
        "",
        "tasks-without-join",
        "council:\n    text",
        None,
    ),
    "part and target": (
        "by: clerk, completes: notice",
        "by: clerk, to: same, completes: notice",
        "part-and-target",
        "give_notice",
        None,
    ),
    "two parts at once": (
        "completes: notice",
        "completes: notice, fails: opinion",
        "two-parts",
        "give_notice",
        None,
    ),
    "one name for two marks": (
        "  met: {text: {vi: Đã họp, en: Met}}\n",
        "  met: {text: {vi: Đã họp, en: Met}}\n  council.passed: {text: {vi: Đạt, en: Passed}}\n",
        "same-mark",
        "ballot:\n      body",
        None,
    ),
    "a task called as a result": (
        "      notice: {text: {vi: Công khai, en: Notice}, when",
        "      passed: {text: {vi: Công khai, en: Notice}, when",
        "same-mark",
        "passed: {text",
        None,
    ),
    "work where a dossier only waits": (
        "    text: {vi: Đã trả, en: Returned}\n    acts:\n",
        (
            "    text: {vi: Đã trả, en: Returned}\n    tasks: {x: {text: {vi: X, en: An x}}}\n"
            "    join: {to: same, otherwise: same}\n    acts:\n"
            "      do_x: {text: {vi: Làm, en: Do}, by: clerk, completes: x}\n"
        ),
        "waits-and-works",
        "returned:\n",
        None,
    ),
    "clock without an outcome somewhere": (
        "runs_in: council",
        "runs_in: [council, draft]",
        "clock-without-outcome",
        "lapse\nmarks",
        None,
    ),
    "clock ended by people": (
        "by: engine, to: lapsed}",
        "by: clerk, to: lapsed}",
        "clock-by-people",
        "lapse\nmarks",
        None,
    ),
    "clock that approves": (
        "by: engine, to: lapsed}",
        "by: engine, to: approved}",
        "clock-approves",
        "lapse\nmarks",
        None,
    ),
    "clock that runs and stops": (
        "stops_in: returned",
        "stops_in: council",
        "runs-and-stops",
        "council\n    outcome",
        None,
    ),
    "grant under way": (
        "    end: decided\n    grants: true\n",
        "    grants: true\n",
        "grants-under-way",
        "approved:\n",
        None,
    ),
    "claim of the same name": (
        "id: silent",
        "id: two",
        "repeated-claim",
        "two, text: {vi: Im",
        None,
    ),
}


def test_the_good_file_is_read() -> None:
    assert workflow.read(GOOD, file="sound.yaml").id == "sound"


@pytest.mark.parametrize("case", FLAWS)
def test_a_flaw_is_told_with_its_place_and_with_what_was_meant(case: str) -> None:
    old, new, code, at, suggestion = FLAWS[case]
    assert GOOD.count(old) == 1, "the change of this example is not the only one of its kind"
    text = GOOD.replace(old, new)

    (mistake,) = [one for one in mistakes_in(text) if one.code == code]

    assert rest_of(text, mistake).startswith(at)
    assert (mistake.place.file, mistake.suggestion) == ("sound.yaml", suggestion)
    assert mistake.text.vi
    assert mistake.text.en


def test_every_kind_of_flaw_has_its_example() -> None:
    told = {code for _, _, code, _, _ in FLAWS.values()}
    kinds = {
        "setting value relation body clock mark task choice thing act state",
        "ballot-never-ends no-ballot secret-chair least-over-most not-percent",
        "tasks-without-join task-never-ends join-over-tasks part-and-target two-parts same-mark",
        "clock-without-outcome clock-by-people clock-approves runs-and-stops waits-and-works",
        "grants-under-way repeated-claim",
    }
    codes = {code if "-" in code else f"unknown-{code}" for one in kinds for code in one.split()}

    assert told == codes


def test_many_flaws_are_told_at_once_in_the_order_of_the_file() -> None:
    text = GOOD.replace("body: council", "body: counci").replace("least: 3", "least: 16")
    text = text.replace("outcome: lapse", "outcome: lapsee")

    found = [(one.code, one.place.line) for one in mistakes_in(text)]

    assert [code for code, _ in found] == ["least-over-most", "unknown-act", "unknown-body"]
    assert sorted(line for _, line in found) == [line for _, line in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2/3 of members", "0/3 of members"),
        ("2/3 of members", "4/3 of members"),
        ("2/3 of members", "120% of members"),
        ("2/3 of members", "2/3 of everybody"),
        ("least: 3", "least: 0"),
        ("most: 15", "most: 1000"),
        ("10 working_days", "10 wrking_days"),
        ("10 working_days", "0 working_days"),
        ("tie: fails", "tie: coin"),
        ("failed: same, ", ""),
        ("pass_when:", "pass_whn:"),
        ("never: approved", "never: approved\n    only_after: lapsed"),
        ("    never: approved\n", ""),
    ],
)
def test_what_makes_no_sense_by_itself_is_refused_where_it_stands(old: str, new: str) -> None:
    assert GOOD.count(old) == 1
    for one in mistakes_in(GOOD.replace(old, new)):
        assert one.text.vi
        assert one.text.en
        assert one.place.line > 1


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    with pytest.raises(workflow.DefinitionFileError) as caught:
        workflow.read(text, file="sound.yaml")
    return caught.value.mistakes


def rest_of(text: str, mistake: Mistake) -> str:
    lines = text.splitlines(keepends=True)[mistake.place.line - 1 :]
    return "".join(lines)[mistake.place.column - 1 :]
