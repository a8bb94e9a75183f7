"""What people read of answered commands that a database lacks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossiers.store import Store
from dossiers.store.answered import read_line
from tests.databases import changed
from tests.terminal.conftest import Run

WITHDRAW = ("dossier", "act", "D-1", "withdraw", "--role", "unit_clerk", "--reason", "rút")


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "answered.jsonl"
    monkeypatch.setenv("TDKT_ANSWERED", str(file))
    return file


def lose(url: str, key: str) -> None:
    """Take an answered command out, as an older copy of the database would lack it."""
    with Store.open(url) as store:
        place = store.place
    changed(
        place,
        ("DELETE FROM command WHERE key = ?", (key,)),
        ("DELETE FROM event WHERE n = 3", ()),
    )


def test_where_nothing_is_lost_the_answer_is_yes(run: Run, answers: Path) -> None:
    assert run(*WITHDRAW, "--key", "k-1").code == 0
    assert read_line(answers.read_bytes()).number == "D-1"

    ended = run("db", "lost", str(answers))

    assert (ended.code, ended.out) == (0, "")
    assert "1 lệnh đã trả lời; mất 0" in ended.err


def test_what_is_lost_is_named_by_dossier_event_and_key(run: Run, url: str, answers: Path) -> None:
    run(*WITHDRAW, "--key", "k-1")
    lose(url, "k-1")

    ended = run("db", "lost", str(answers))
    in_english = run("--lang", "en", "db", "lost", str(answers), "--json")

    assert (ended.code, in_english.code) == (1, 1)
    assert ended.out.splitlines()[1] == "D-1\t3\tk-1\tmất"
    assert "cùng `--key`" in ended.err
    (one,) = json.loads(in_english.out)["lost"]
    assert (one["number"], one["event"], one["key"]) == ("D-1", 3, "k-1")


def test_a_last_line_that_was_cut_is_left_out_and_said(run: Run, answers: Path) -> None:
    run(*WITHDRAW, "--key", "k-1")
    answers.write_bytes(answers.read_bytes() + b'{"key":"k-')

    ended = run("db", "lost", str(answers))

    assert (ended.code, "Dòng cuối bị cắt ngang" in ended.err) == (0, True)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{}\n", "dòng 1"), (b"x" * 700_000, "dòng 1"), (None, "không có tệp này")],
)
def test_a_file_that_is_no_such_list_is_told(
    run: Run, tmp_path: Path, content: bytes | None, words: str
) -> None:
    file = tmp_path / "other.jsonl"
    if content is not None:
        file.write_bytes(content)

    ended = run("db", "lost", str(file))

    assert (ended.code, ended.out) == (3, "")
    assert words in ended.err


def test_the_list_of_another_office_is_told(run: Run, answers: Path, tmp_path: Path) -> None:
    run(*WITHDRAW, "--key", "k-1")
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    assert run("init", "--database", other).code == 0

    ended = run("db", "lost", str(answers), "--database", other)

    assert (ended.code, "thuộc sổ khác" in ended.err) == (3, True)


def test_a_list_that_cannot_be_kept_stops_the_act(
    run: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TDKT_ANSWERED", str(tmp_path))

    ended = run(*WITHDRAW)

    assert (ended.code, "TDKT_ANSWERED" in ended.err) == (6, True)
    monkeypatch.delenv("TDKT_ANSWERED")
    with Store.open(url) as store:
        assert len(list(store.events())) == 2
