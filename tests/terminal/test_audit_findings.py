"""Findings and drawings as people type them and read them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dossiers.findings import KINDS, shipped_bytes
from dossiers.store import Store, initialise
from tests.dossiers.building import NUMBER
from tests.dossiers.office import Office
from tests.terminal.conftest import Run


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with one dossier, whose acts were recorded in the morning of their days."""
    address = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(address)
    with Store.open(address) as store:
        Office(store).submitted()
    return address


@pytest.fixture
def late(url: str) -> None:
    """Beside the dossier in order, one whose decision was sent on after the term."""
    with Store.open(url) as store:
        office = Office(store)
        office.approved("D-2")
        paper = {"paper": "55/TB"}
        office.act("notify", "unit_clerk", on=date(2025, 1, 15), number="D-2", details=paper)


@pytest.fixture
def desk(run: Run, late: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the key of the log and a signed checkpoint."""
    assert late is None
    monkeypatch.chdir(tmp_path)
    assert run("audit", "keygen", "-o", "log.key").code == 0
    assert run("audit", "checkpoint", "--key", "log.key", "--state", "s", "-o", "c.txt").code == 0
    return tmp_path


@pytest.mark.usefixtures("late")
def test_findings_are_told_as_questions_with_events_and_rule(run: Run) -> None:
    ended = run("audit", "findings")

    lines = ended.out.splitlines()
    assert (ended.code, ended.err) == (0, "")
    assert lines[0] == "Đã xem 10 sự kiện; 1 câu hỏi."
    assert "Quá thời hạn (1, trọng số 4) [late_step]" in lines
    assert any("đã hết ngày 26/12/2024" in one for one in lines)
    assert any(one.startswith("     D-2 #8 ") for one in lines)
    assert any("311/QĐ-BNV" in one for one in lines)
    assert any(one.startswith("Ai nên xem: ") for one in lines)
    assert "Chưa kiểm tra được" in lines
    assert lines[-1] == "Mỗi mục là một câu hỏi cho người có trách nhiệm, không phải kết luận."


@pytest.mark.usefixtures("late")
def test_findings_as_data_name_everything(run: Run) -> None:
    found = json.loads(run("audit", "findings", "--json").out)

    (one,) = found["findings"]
    assert (one["kind"], one["weight"], one["dossiers"]) == ("late_step", 4, ["D-2"])
    (event,) = one["events"]
    assert (event["event"], event["act"], event["on"]) == (8, "notify", "2025-01-15")
    assert len(event["leaf"]) == 64
    assert set(one["text"]) == set(one["look"]) == {"vi", "en"}
    assert {each["kind"] for each in found["unchecked"]} >= {"outside_authority"}
    assert found["events"] == 10


@pytest.mark.usefixtures("late")
@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("D-2",), 1),
        ((NUMBER,), 0),
        ((NUMBER, "D-2"), 1),
        (("--since", "2025-01-15"), 1),
        (("--since", "16/01/2025"), 0),
        (("--kind", "late_step"), 1),
        (("--kind", "too_fast", "--kind", "two_capacities"), 0),
    ],
)
def test_findings_can_be_asked_for_in_part(run: Run, words: tuple[str, ...], count: int) -> None:
    found = json.loads(run("audit", "findings", *words, "--json").out)

    assert len(found["findings"]) == count


def test_a_number_that_nobody_knows_is_not_found(run: Run) -> None:
    ended = run("audit", "findings", "D-7")

    assert ended.code == 4
    assert "'D-7'" in ended.err


def test_an_unknown_kind_is_wrong_usage(run: Run) -> None:
    ended = run("audit", "findings", "--kind", "late_stop")

    assert ended.code == 2
    assert "late_step" in ended.err


def test_a_wrong_file_of_thresholds_is_refused_with_its_place(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "nguong.yaml"
    path.write_bytes(shipped_bytes().replace(b"late_step: 4", b"late_stop: 4"))

    ended = run("audit", "findings", "--settings", str(path))

    assert ended.code == 3
    assert "nguong.yaml:" in ended.err
    assert "'late_step'" in ended.err


def test_help_names_every_kind(run: Run) -> None:
    page = "".join(run("audit", "findings", "--help").out.split())

    assert all(one.id in page for one in KINDS)


def test_a_drawing_is_written_and_drawn_again(run: Run, desk: Path) -> None:
    words = ("--size", "2", "--seed", "7", "--by", "risk", "-o", "protocol.json")

    ended = run("audit", "sample", *words)
    again = run("audit", "sample", "--check", "protocol.json")

    assert ended.code == 0
    assert min(ended.out.splitlines()[1:]).split("\t")[0] == "1"
    assert {line.split("\t")[1] for line in ended.out.splitlines()[1:]} == {NUMBER, "D-2"}
    assert "Rút 2 trên 2 hồ sơ" in ended.err
    assert "SHA-256" in ended.err
    assert (again.code, again.out) == (0, "Rút lại được đúng như biên bản.\n")
    assert json.loads((desk / "protocol.json").read_bytes())["by"] == "risk"


def test_a_changed_protocol_ends_with_one(run: Run, desk: Path) -> None:
    assert run("audit", "sample", "--size", "1", "--seed", "7", "-o", "p.json").code == 0
    body = (desk / "p.json").read_text()
    (desk / "p.json").write_text(body.replace('"seed":"7"', '"seed":"8"'))
    for seed in range(8, 40):  # until another one is drawn
        changed = body.replace('"seed":"7"', f'"seed":"{seed}"')
        (desk / "p.json").write_text(changed)
        if run("audit", "sample", "--check", "p.json").code == 1:
            break

    ended = run("audit", "sample", "--check", "p.json")
    data = json.loads(run("audit", "sample", "--check", "p.json", "--json").out)

    assert ended.code == 1
    assert ended.out.startswith("Rút lại được: ")
    assert data["same"] is False


def test_a_drawing_out_of_some_dossiers(run: Run, desk: Path) -> None:
    assert desk.is_dir()

    some = run("audit", "sample", "--size", "1", "--seed", "7", "--from", "state=notified")
    none = run("audit", "sample", "--size", "1", "--seed", "7", "--from", "award=BKTTG")

    assert some.out.splitlines()[1].split("\t")[1] == "D-2"
    assert none.code == 2
    assert "Chỉ có 0 hồ sơ" in none.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--size", "1"), 2, "--seed"),
        ((), 2, "--check"),
        (("--size", "0", "--seed", "7"), 2, "0"),
        (("--size", "1", "--seed", "7", "--from", "awrd=X"), 2, "award"),
        (("--size", "1", "--seed", "7", "--from", "year=1", "--from", "year=2"), 2, "--from"),
        (("--size", "1", "--seed", "7", "--by", "luck"), 2, "random"),
        (("--check", "nowhere.json"), 3, "nowhere.json"),
    ],
)
def test_a_drawing_that_was_asked_for_wrongly(
    run: Run, desk: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    assert desk.is_dir()

    ended = run("audit", "sample", *words)

    assert ended.code == code
    assert told in ended.err


def test_nothing_is_drawn_before_a_checkpoint_is_signed(run: Run) -> None:
    ended = run("audit", "sample", "--size", "1", "--seed", "7")

    assert ended.code == 6
    assert "tdkt audit checkpoint" in ended.err
