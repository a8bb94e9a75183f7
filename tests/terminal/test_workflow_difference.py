"""Two editions told apart, and dossiers taken over, on the command line: the whole answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledger import digest
from tests.dossiers.migrating import OLD, STRICTER, a_plan, newer
from tests.terminal.conftest import Run
from tests.workflow.hall import HALL, text_of

EDITS = (
    ("pass_when: 80% of members", "pass_when: 90% of members"),
    ("unless_changed: [ratings]", "unless_changed: [ratings, titles]"),
    ("not_same_person_as: [submit, advance]", "not_same_person_as: [advance]"),
    (
        (
            "      refuse: {text: {vi: Từ chối, en: refuse}, by: cluster, to: refused, "
            "reason: required}\n"
        ),
        "",
    ),
)
VI = """\
hall 1 → hall 1

Chặt hơn (2):
  - Ở 'Hội đồng xét', 'Cụm xét': sau khi 'Trả lại', Hội đồng phải bỏ phiếu lại khi 'titles' \
thay đổi.
  - 'Hội đồng xét': tỷ lệ phiếu để được thông qua nay là 90% tổng số thành viên, trước là 80% tổng \
số thành viên. Ví dụ: 12 trên 15 không còn đủ, nay phải có 14.

Nới hơn (1):
  - Ở 'Chờ quyết định': ai đã 'Trình' nay được 'Phê duyệt' trên cùng hồ sơ; mất sự tách biệt người \
làm. [làm yếu kiểm soát]

Thay đổi khác (1):
  - Ở 'Cụm xét': Cụm không còn có thể 'Từ chối'.

1 thay đổi làm yếu một biện pháp kiểm soát; cần người có thẩm quyền xem kỹ.
"""
EN = """\
hall 1 → hall 1

Stricter (2):
  - In 'Council review', 'Cluster review': after 'give back', The council has to vote again when \
'titles' changes.
  - 'Council review': the share of votes that passes is 90% of all members now, before it was 80% \
of all members. For example, 12 of 15 is no longer enough, 14 are needed now.

Looser (1):
  - In 'Decision': whoever did 'submit' may 'approve' on the same dossier now; they are no longer \
apart. [weakens a safeguard]

Otherwise different (1):
  - In 'Cluster review': The cluster can no longer 'refuse'.

Changes that weaken a safeguard: 1. Somebody answerable should look at them.
"""


@pytest.fixture
def editions(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(HALL, encoding="utf-8")
    new.write_text(text_of(*EDITS), encoding="utf-8")
    return str(old), str(new)


@pytest.mark.parametrize(("lang", "answer"), [("vi", VI), ("en", EN)])
def test_a_difference_is_told_group_by_group(
    run: Run, editions: tuple[str, str], lang: str, answer: str
) -> None:
    ended = run("--lang", lang, "workflow", "diff", *editions)

    assert (ended.code, ended.out, ended.err) == (1, answer, "")


def test_the_same_workflow_says_so(run: Run, editions: tuple[str, str]) -> None:
    same = run("workflow", "diff", editions[0], editions[0])
    shipped = run("workflow", "diff", "provincial-award", "provincial-award")

    assert (same.code, same.out) == (0, "hall 1 → hall 1\nHai quy trình giống hệt nhau.\n")
    assert (shipped.code, shipped.err) == (0, "")


def test_programs_get_the_difference_as_data(run: Run, editions: tuple[str, str]) -> None:
    answer = json.loads(run("workflow", "diff", *editions, "--json").out)

    assert (answer["same"], answer["reworded"]) == (False, False)
    found = [(one["code"], one["direction"], one["weakens"]) for one in answer["changes"]]
    assert found == [
        ("void-when", "stricter", False),
        ("act-gone", "other", False),
        ("not_same_person_as-gone", "looser", True),
        ("pass-when", "stricter", False),
    ]


def test_an_unknown_name_and_a_file_with_mistakes_are_told(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("kind: workflow/v1\n", encoding="utf-8")

    unknown = run("workflow", "diff", "provincial-award", "provincial-awards")
    broken = run("workflow", "diff", "provincial-award", str(wrong))

    assert (unknown.code, "'provincial-award'" in unknown.err) == (2, True)
    assert (broken.code, "missing-key" in broken.err) == (3, True)


@pytest.fixture
def plan(tmp_path: Path) -> tuple[str, ...]:
    new = newer(STRICTER)
    for name, body in (("a.yaml", OLD), ("b.yaml", new), ("plan.yaml", a_plan(new))):
        (tmp_path / name).write_bytes(body)
    files = (str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"))
    more = ("--plan", str(tmp_path / "plan.yaml"), "--role", "unit_head", "--on", "2025-01-20")
    return "workflow", "migrate", *files, *more


def test_dossiers_are_shown_taken_over_and_brought_back(run: Run, plan: tuple[str, ...]) -> None:
    shown = run(*plan)
    applied = run(*plan, "--apply")
    again = run(*plan, "--apply")
    replayed = run("audit", "replay")
    timeline = run("dossier", "timeline", "D-1")
    undone = run(*plan, "--undo")

    row = "D-1\tHội đồng cơ sở đang xét\tan toàn\tMọi điều đều giữ nguyên.\n"
    head = "SỐ\tTRẠNG THÁI\tCHUYỂN ĐƯỢC KHÔNG\tLÝ DO\n"
    count = "1 hồ sơ: 1 an toàn, 0 cần quyết định, 0 không thể.\n"
    assert (shown.code, shown.out) == (0, head + row)
    assert shown.err == count + "Chưa ghi gì; thêm --apply để ghi.\n"
    assert (applied.code, applied.out) == (0, head + row)
    assert applied.err == count + "Đã chuyển 1 hồ sơ.\n"
    assert (again.code, again.out) == (0, head)
    assert (replayed.code, timeline.code) == (0, 0)
    assert "Chuyển sang bản quy trình khác" in timeline.out
    assert (undone.code, undone.out) == (0, "SỐ\tKẾT QUẢ\nD-1\tĐã trở lại bản cũ.\n")


def test_an_edition_may_be_named_by_the_digest_that_dossiers_pin(
    run: Run, plan: tuple[str, ...]
) -> None:
    by_digest = [digest(OLD) if word.endswith("a.yaml") else word for word in plan]

    data = json.loads(run(*by_digest, "--json").out)

    assert data["moved"] == []
    assert [(one["number"], one["kind"]) for one in data["dossiers"]] == [("D-1", "safe")]


@pytest.mark.parametrize("words", ["D-1", "D-1=perhaps", "=go"])
def test_a_decision_that_is_none_is_wrong_usage(
    run: Run, plan: tuple[str, ...], words: str
) -> None:
    ended = run(*plan, "--decide", words)

    assert ended.code == 2
    assert "SỐ=go" in ended.err
