"""`tdkt audit erase`: shown first, done by two people, told in both languages."""

from __future__ import annotations

import json

import pytest

from dossiers.store import Store
from tests.dossiers.building import done
from tests.terminal.conftest import Run
from tests.terminal.test_in_vietnamese import in_english

NAME = "Nguyễn Văn Mẫu"
ERASE = (
    "audit",
    "erase",
    "D-1",
    "--role",
    "unit_head",
    "--by",
    "van-thu",
    "--approved-by",
    "giam-doc",
    "--basis",
    "Quyết định 7",
    "--reason",
    "theo yêu cầu",
    "--on",
    "2026-11-20",
)


@pytest.fixture
def ended(url: str) -> None:
    """The one dossier of the database, withdrawn."""
    with Store.open(url) as store:
        done(store, "withdraw", "unit_clerk", reason="thôi")


@pytest.mark.usefixtures("ended")
def test_by_default_it_only_says_what_would_be_erased(run: Run) -> None:
    answer = run(*ERASE)

    assert (answer.code, answer.out) == (0, "D-1\n")
    assert answer.err == ("Sẽ xóa 7 nội dung của D-1; chưa có gì thay đổi. Thêm --apply để xóa.\n")
    assert NAME in run("dossier", "show", "D-1").out


@pytest.mark.usefixtures("ended")
def test_with_apply_it_is_gone_and_every_command_says_so(run: Run) -> None:
    answer = run(*ERASE, "--apply", "--json")

    assert json.loads(answer.out) == {
        "numbers": ["D-1"],
        "commitments": 7,
        "namesakes": [],
        "done": True,
        "repeated": False,
    }
    assert run("dossier", "show", "D-1").out == (
        "D-1  CSTDCS\n"
        "Đối tượng: đã xóa ngày 20/11/2026 theo Quyết định 7 (sự kiện 4).\n"
        "Trạng thái: Đã rút\n"
        "Lịch sử vẫn chứng minh được: tdkt audit replay D-1\n"
    )
    assert "(đã xóa)" in run("dossier", "list").out
    assert run("audit", "verify").code == 0
    assert run(*ERASE, "--apply").err == "Đã xóa từ trước: D-1.\n"


COMMANDS = (
    ("dossier", "show", "D-1", "--json"),
    ("dossier", "show", "D-1"),
    ("dossier", "list", "--json"),
    ("dossier", "list"),
    ("dossier", "why", "D-1"),
    ("dossier", "acts", "D-1"),
    ("dossier", "act", "D-1", "submit", "--role", "unit_clerk"),
    ("dossier", "ballot", "D-1"),
    ("dossier", "clocks", "D-1"),
    ("dossier", "tick", "D-1"),
    ("dossier", "timeline", "D-1"),
    ("dossier", "timeline", "D-1", "--json"),
    ("audit", "verify"),
    ("audit", "replay", "D-1"),
    ("audit", "replay", "--json"),
    ("audit", "replay", "--at", "2024-12-02"),
    ("audit", "replay", "--on", "2026-10-05"),
    ("audit", "rebuild"),
    ("audit", "diff", "D-1", "--from", "2024-11-01", "--to", "2026-12-31"),
    ("workflow", "draw", "--dossier", "D-1"),
    ("rules", "publications"),
)


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_stumbles_over_an_erased_dossier_or_shows_its_name(
    run: Run, command: tuple[str, ...]
) -> None:
    assert run(*ERASE, "--apply").code == 0

    answer = run(*command)

    assert answer.code in {0, 1}
    assert NAME not in answer.out + answer.err
    assert "Traceback" not in answer.err
    assert in_english(answer.err) == []


@pytest.mark.usefixtures("ended")
def test_nobody_erases_alone(run: Run) -> None:
    alone = [*ERASE[:8], "van-thu", *ERASE[9:], "--apply"]

    answer = run(*alone)

    assert answer.code == 2
    assert "phải khác người thực hiện" in answer.err
    assert NAME in run("dossier", "show", "D-1").out


def test_a_dossier_under_way_is_refused_in_words(run: Run) -> None:
    answer = run(*ERASE, "--apply")

    assert answer.code == 2
    assert "chưa kết thúc" in answer.err
