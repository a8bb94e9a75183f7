"""Accounts from the terminal: what is printed, what is refused, how a password comes in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossiers.accounts import Account, noted_reading, passwords, session_of, signed_in, token_of
from dossiers.store import Store
from ledger import read_event
from terminal.options import now
from terminal.user_homes import USER
from tests.dossiers.accounting import AT, CHEAP, GOOD, held
from tests.terminal.conftest import Run
from tests.terminal.test_in_vietnamese import in_english

ADD = ("user", "add", "van-thu", "--name", "Trần Thị Ví Dụ")
ROLE = ("user", "role", "van-thu", "unit_clerk", "--unit", "sct-bk", "--since", "2025-01-01")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a password, which is hashed at a low cost."""
    monkeypatch.setattr(passwords, "COST", CHEAP)
    path = tmp_path / "mat-khau.txt"
    path.write_text(f"{GOOD}\ndòng sau không đọc\n", encoding="utf-8")
    return path


def test_the_first_administrator_is_made_in_three_commands(run: Run, url: str, file: Path) -> None:
    made = run("user", "add", "quan-tri", "--name", "Nguyễn Thị Quản Trị")
    given = run("user", "role", "quan-tri", "administrator", "--on", "2025-01-06")
    ended = run("user", "password", "quan-tri", "--password-file", str(file))

    assert (made.code, made.out) == (0, "quan-tri\n")
    assert "Tiếp: tdkt user role quan-tri" in made.err
    assert (given.code, "Người quản lý tài khoản" in given.err) == (0, True)
    assert (ended.code, ended.out, ended.err) == (0, "", "Đã đặt mật khẩu cho quan-tri.\n")
    with Store.open(url) as store:
        assert not hasattr(signed_in(store, "quan-tri", GOOD, at=AT, source="x"), "wait")


def test_who_did_it_is_on_record(run: Run, url: str, file: Path) -> None:
    run(*ADD)
    run(*ROLE, "--by", "truong-phong")
    run("user", "password", "van-thu", "--password-file", str(file), "--by", "quan-tri")

    with Store.open(url) as store:
        events = [read_event(one.body) for one in store.events()][-3:]
    assert [(one.type, one.actor.id) for one in events] == [
        ("add_account", "person-1"),
        ("grant_role", "truong-phong"),
        ("set_password", "quan-tri"),
    ]


def test_the_list_shows_the_roles_of_a_day_and_of_a_moment(run: Run) -> None:
    run(*ADD)
    run(*ROLE, "--until", "2025-06-30")

    def listed(*more: str) -> list[dict[str, object]]:
        answer = json.loads(run("user", "list", "--json", *more).out)
        found: list[dict[str, object]] = answer.get("answer") if "answer" in answer else answer
        return found

    assert [one["grants"] for one in listed("--on", "2024-12-31")] == [[]]
    assert [one["grants"] for one in listed("--on", "2025-06-30")] == [
        [{"role": "unit_clerk", "unit": "sct-bk", "since": "2025-01-01", "until": "2025-06-30"}]
    ]
    assert listed("--at", "2020-01-01") == []
    head, row = run("user", "list", "--on", "2025-02-01").out.splitlines()
    assert head == "MÃ\tHỌ TÊN\tTRẠNG THÁI\tVAI TRÒ"
    assert row == (
        "van-thu\tTrần Thị Ví Dụ\tĐang dùng\tCán bộ phụ trách thi đua khen thưởng của đơn vị "
        "[unit_clerk], sct-bk, từ 01/01/2025 đến 30/06/2025"
    )


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (("add", "Van-Thu", "--name", "A"), 2, "chữ thường không dấu"),
        (("add", "van-thu", "--name", "A"), 5, "đã có tài khoản"),
        (("role", "khong-co", "auditor"), 4, "Không có tài khoản nào"),
        (("role", "van-thu", "unit_clerk"), 2, "--unit MÃ, hoặc --every-unit"),
        (("role", "van-thu", "unit_clerk", "--unit", "a", "--every-unit"), 2, "không đi cùng"),
        (("role", "van-thu", "unit_clrk", "--unit", "a"), 2, "có phải 'unit_clerk'"),
        (("role", "van-thu", "auditor", "--unit", "a"), 2, "luôn áp dụng cho mọi đơn vị"),
        (("role", "van-thu", "auditor", "--withdraw"), 2, "không có vai trò 'auditor'"),
        (("role", "van-thu", "auditor", "--withdraw", "--since", "2025-01-01"), 2, "--on"),
        (("role", "van-thu", "auditor", "--by", "van-thu"), 2, "của chính mình"),
        (("enable", "van-thu"), 2, "trạng thái đó rồi"),
        (("sessions", "van-thu", "--end", "1", "--end-all"), 2, "không đi cùng"),
        (("sessions", "van-thu", "--end", "1"), 1, "Đã chấm dứt 0 phiên"),
        (("token", "van-thu", "--withdraw", "tdkt_1"), 1, "Không có"),
        (("token", "van-thu", "--scope", "read", "--days", "0"), 2, "từ 1 đến 366 ngày"),
        (("token", "van-thu", "--scope", "read", "--withdraw", "x"), 2, "không đi cùng"),
        (("password", "khong-co"), 4, "Không có tài khoản nào"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else None,
)
def test_what_is_not_possible_is_told_in_vietnamese_with_what_to_do(
    run: Run, command: tuple[str, ...], code: int, told: str
) -> None:
    run(*ADD)

    ended = run("user", *command)

    assert (ended.code, told in ended.err) == (code, True), ended.err
    assert in_english(ended.err.replace("--every-unit", "").replace("tdkt user", "")) == []


def test_a_password_is_no_option_and_a_weak_one_is_told_why(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    short = tmp_path / "ngan.txt"
    short.write_text("vanthu\n", encoding="utf-8")

    assert run("user", "password", "van-thu", "--password", "x").code == 2
    ended = run("user", "password", "van-thu", "--password-file", str(short))

    assert ended.code == 1
    assert "ít nhất 12 ký tự" in ended.err
    assert "không được chứa mã tài khoản" in ended.err


@pytest.mark.parametrize(("content", "code"), [(b"\xff\xfe\xff", 2), (b"", 1), (b"\n", 1)])
def test_a_file_without_a_password_in_it_sets_none(
    run: Run, tmp_path: Path, content: bytes, code: int
) -> None:
    run(*ADD)
    path = tmp_path / "tep"
    path.write_bytes(content)

    assert run("user", "password", "van-thu", "--password-file", str(path)).code == code


def test_a_password_comes_from_stdin_at_its_full_cost(tdkt: Run, url: str) -> None:
    tdkt(*ADD)
    ended = tdkt("user", "password", "van-thu", stdin=f"{GOOD}\n")

    assert (ended.code, ended.out) == (0, "")
    with Store.open(url) as store:
        kept = store.access.hash_of("van-thu")
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_token_is_shown_once_and_taken_back_by_its_beginning(run: Run, url: str) -> None:
    run(*ADD)

    ended = run("user", "token", "van-thu", "--scope", "read", "--scope", "audit", "--days", "7")
    text = ended.out.strip()
    (one,) = json.loads(run("user", "token", "van-thu", "--json").out)

    assert (one["scopes"], text.startswith(one["token"])) == (["audit", "read"], True)
    assert text not in run("user", "token", "van-thu").out
    with Store.open(url) as store:
        made = token_of(store, text, at=AT.replace(year=2000))
        assert made is not None
    assert run("user", "token", "van-thu", "--withdraw", one["token"]).code == 0
    with Store.open(url) as store:
        assert token_of(store, text, at=AT) is None


def test_sessions_are_listed_and_ended_one_by_one_or_all(run: Run, url: str, file: Path) -> None:
    run(*ADD)
    run("user", "password", "van-thu", "--password-file", str(file))
    with Store.open(url) as store:
        made = [signed_in(store, "van-thu", GOOD, at=now(), source="x") for _ in range(3)]
    tokens = [getattr(one, "token", "") for one in made]
    listed = json.loads(run("user", "sessions", "van-thu", "--json").out)

    assert {one["id"] for one in listed} == {getattr(one, "id", "") for one in made}
    assert run("user", "sessions", "van-thu", "--end", listed[0]["id"]).code == 0
    assert len(run("user", "sessions", "van-thu").out.splitlines()) == 3
    assert run("user", "sessions", "van-thu", "--end-all").code == 0
    with Store.open(url) as store:
        assert {session_of(store, one, at=now()) for one in tokens} == {None}


def test_a_closed_account_is_opened_with_the_roles_it_had(run: Run) -> None:
    run(*ADD)
    run(*ROLE)

    closed = json.loads(run("user", "disable", "van-thu", "--reason", "nghỉ việc", "--json").out)
    again = json.loads(run("user", "enable", "van-thu", "--json").out)

    assert (closed["state"], again["state"]) == ("disabled", "active")
    assert closed["grants"] == again["grants"] != []


def test_who_has_read_a_dossier_is_told_to_auditors(run: Run, url: str) -> None:
    reader = Account("van-thu", "A", grants=(held("unit_clerk"),))
    with Store.open(url) as store:
        noted_reading(store, reader, "D-1", at=AT)

    ended = run("audit", "readings", "D-1")
    data = json.loads(run("audit", "readings", "D-1", "--json").out)
    before = run("audit", "readings", "D-1", "--at", "2025-01-05")

    assert ended.out.splitlines()[1] == (
        "06/01/2025\t10:00:00 06/01/2025\tvan-thu\tCán bộ phụ trách thi đua khen thưởng của đơn vị"
    )
    assert [(one["account"], one["on"]) for one in data] == [("van-thu", "2025-01-06")]
    assert (before.code, len(before.out.splitlines())) == (0, 2)
    assert run("audit", "readings", "D-9").code == 4


def test_every_command_of_accounts_is_in_the_table() -> None:
    assert list(USER) == [
        "add", "role", "disable", "enable", "list", "password", "sessions", "token",
    ]  # fmt: skip
