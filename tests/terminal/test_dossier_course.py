"""What people are told of an open ballot, of terms, and of what the program did by itself."""

from __future__ import annotations

import json

from tests.dossiers.building import NUMBER
from tests.terminal.conftest import Run

VOTED = ("--on", "2024-12-09")


def opened(run: Run) -> None:
    """A ballot of five, a relative of the nominee among them; two have voted."""
    roll = ("--detail", "members=an,binh,chi,dung,em", "--detail", "relatives=em")
    assert act(run, "open_ballot", "council_secretary", *roll) == 0
    for member in ("an", "binh"):
        assert act(run, "cast_vote", "council_member", "--by", member, *choice("for")) == 0


def choice(name: str) -> tuple[str, str]:
    return ("--detail", f"choice={name}")


def act(run: Run, name: str, role: str, *rest: str) -> int:
    days = rest if "--on" in rest else (*rest, *VOTED)
    return run("dossier", "act", NUMBER, name, "--role", role, *days).code


def test_an_open_ballot_says_who_has_voted_and_what_is_wanting(run: Run) -> None:
    opened(run)

    told = run("dossier", "ballot", NUMBER, *VOTED)

    assert told.code == 0
    assert "Đã bỏ phiếu: 2/5; cần ít nhất 4 người." in told.out
    assert "Cần 4 phiếu đồng ý: mới có 2, còn thiếu 2." in told.out
    assert "em: không được bỏ phiếu (người thân của người được đề nghị)" in told.out
    assert "Chưa bỏ phiếu: chi, dung" in told.out


def test_who_may_not_vote_can_change_nothing(run: Run) -> None:
    opened(run)
    for member in ("chi", "dung"):
        act(run, "cast_vote", "council_member", "--by", member, *choice("against"))

    data = json.loads(run("dossier", "ballot", NUMBER, "--json", *VOTED).out)

    assert (data["decided"], data["waiting"], data["missing"]) == ("failed", [], 2)


def test_where_no_ballot_is_open_the_answer_is_no(run: Run) -> None:
    told = run("dossier", "ballot", NUMBER, *VOTED)

    assert (told.code, told.out) == (1, f"{NUMBER}: không có cuộc bỏ phiếu nào đang mở.\n")
    assert run("dossier", "ballot", NUMBER, "--json", *VOTED).out == "null\n"


def test_a_dossier_shows_what_the_rules_ask_of_its_way(run: Run) -> None:
    opened(run)

    shown = run("dossier", "show", NUMBER, *VOTED).out
    data = json.loads(run("dossier", "show", NUMBER, "--json", *VOTED).out)

    assert "Thủ tục: Hội đồng phải bỏ phiếu: Hội đồng cơ sở\n" in shown
    assert f"Đang bỏ phiếu: tdkt dossier ballot {NUMBER}" in shown
    assert data["settings"]["ballot_share"]["value"] == "80"
    assert data["ballot_open"] is True


def test_a_term_tells_its_last_day_and_the_program_does_what_is_due_once(run: Run) -> None:
    sheet = ("--detail", "members=15", "--detail", "approvals=12")
    assert act(run, "record_vote", "council_secretary", *sheet) == 0
    assert act(run, "advance", "unit_head", "--by", "head", "--on", "2024-12-10") == 0
    assert act(run, "approve", "unit_head", "--by", "head", "--on", "2024-12-17") == 0

    early = run("dossier", "clocks", NUMBER, "--on", "2024-12-31")
    late = run("dossier", "clocks", NUMBER, "--on", "2025-01-02")
    first = run("dossier", "tick", NUMBER, "--on", "2025-01-02")
    second = run("dossier", "tick", NUMBER, "--on", "2025-01-02")

    assert early.code == 0
    assert "Hết hạn: hết thứ Ba 31/12/2024" in early.out
    assert late.code == 1
    assert "ĐÃ HẾT HẠN" in late.out
    assert first.out == f"{NUMBER}: Ghi nhận thông báo quá hạn\n"
    assert second.out == ""
    assert "Không có thời hạn nào đã hết." in second.err


def test_who_acts_for_somebody_is_recorded_and_bound(run: Run) -> None:
    sheet = ("--detail", "members=15", "--detail", "approvals=12")
    act(run, "record_vote", "council_secretary", *sheet)
    act(run, "advance", "unit_head", "--by", "head", "--on", "2024-12-10")
    by = ("--by", "deputy", "--for", "unit-clerk-1", "--on", "2024-12-17")

    told = run("dossier", "act", NUMBER, "approve", "--role", "unit_head", *by)

    assert told.code == 1
    assert "same_person" in told.err
