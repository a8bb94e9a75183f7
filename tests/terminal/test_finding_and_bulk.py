"""Dossiers found by a query at the terminal, acted upon by a plan, and the database kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossiers.store import Store
from tests.dossiers.building import NUMBER, a_nomination, proposed
from tests.terminal.conftest import Run


@pytest.fixture
def three(url: str) -> str:
    """Two drafts beside the one that the council has."""
    with Store.open(url) as store:
        for at, name in enumerate(["Trần Văn Đường", "Lê Thị Dương"]):
            proposed(store, a_nomination(name=name), number=f"D-{at + 2}")
    return url


def numbers(run: Run, *words: str) -> list[str]:
    return [line.split("\t")[0] for line in run("dossier", "list", *words).out.splitlines()[1:]]


@pytest.mark.usefixtures("three")
def test_a_query_and_the_options_narrow_the_list_together(run: Run) -> None:
    assert numbers(run) == [NUMBER, "D-2", "D-3"]
    assert numbers(run, "duong") == ["D-2", "D-3"]
    assert numbers(run, "trần", "duong") == ["D-2"]
    assert numbers(run, "đường | số:" + NUMBER, "--state", "draft") == ["D-2"]
    assert numbers(run, "--", "-duong") == [NUMBER]
    assert numbers(run, "--order", "name") == ["D-3", "D-2", NUMBER]


@pytest.mark.usefixtures("three")
def test_a_page_says_where_the_next_one_begins(run: Run) -> None:
    first = json.loads(run("dossier", "list", "--most", "2", "--json").out)
    second = json.loads(run("dossier", "list", "--after", first["next"], "--json").out)

    assert [one["number"] for one in first["dossiers"]] == [NUMBER, "D-2"]
    assert [one["number"] for one in second["dossiers"]] == ["D-3"]
    assert second["next"] is None
    assert f"--after {first['next']}" in run("dossier", "list", "--most", "2").err
    assert run("dossier", "list", "--after", "đâu").code == 2


@pytest.mark.usefixtures("three")
def test_an_act_on_all_that_a_query_finds_goes_by_a_plan(run: Run, tmp_path: Path) -> None:
    plan = str(tmp_path / "plan.json")
    select = ("dossier", "act", "--select", "state:draft", "submit", "--role", "unit_clerk")

    assert run(*select).code == 2
    seen = run(*select, "--on", "2024-12-02", "--dry-run", "--plan", plan)
    assert (seen.code, numbers(run, "state:draft")) == (0, ["D-2", "D-3"])
    assert "2 hồ sơ khớp; 2 sẽ đi tiếp" in seen.out

    applied = json.loads(run("dossier", "act", "--apply", plan, "--json").out)
    assert [(one["number"], one["repeated"]) for one in applied["done"]] == [
        ("D-2", False),
        ("D-3", False),
    ]
    again = json.loads(run("dossier", "act", "--apply", plan, "--json").out)
    assert all(one["repeated"] for one in again["done"])
    assert numbers(run, "state:draft") == []


@pytest.mark.usefixtures("three")
def test_a_plan_that_was_overtaken_or_edited_is_refused_whole(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    words = ("state:draft", "submit", "--role", "unit_clerk", "--on", "2024-12-02")
    run("dossier", "act", "--select", *words, "--dry-run", "--plan", str(plan))
    edited = tmp_path / "edited.json"
    edited.write_bytes(plan.read_bytes().replace(b"D-2", b"D-1"))

    assert run("dossier", "act", "--apply", str(edited)).code == 3
    run("dossier", "act", "D-3", "submit", "--role", "unit_clerk", "--on", "2024-12-02")
    stale = run("dossier", "act", "--apply", str(plan))

    assert (stale.code, "D-3" in stale.err) == (5, True)
    assert numbers(run, "state:draft") == ["D-2"]


def test_a_backup_with_its_keys_apart_goes_into_a_new_place(run: Run, tmp_path: Path) -> None:
    backup, keys, new = (str(tmp_path / name) for name in ("b.sqlite", "b.keys", "new.sqlite"))
    assert run("db", "backup", backup, "--keys", keys).code == 0
    refused = run("db", "backup", backup).code
    assert run("db", "backup", f"{backup}2", "--keys", keys).code == refused != 0

    ended = run("db", "restore", backup, "--database", f"sqlite:///{new}")

    assert (ended.code, f"{new}.keys" in ended.out) == (0, True)
    assert run("db", "check", "--database", f"sqlite:///{new}").code == 6
    Path(keys).rename(f"{new}.keys")
    there = ("--database", f"sqlite:///{new}")
    assert run("audit", "verify", *there).code == 0
    assert run("dossier", "list", "--json", *there).out == run("dossier", "list", "--json").out
    assert run("db", "status", "--json", *there).code == 0
    assert run("db", "upgrade", *there).code == 0
    assert not Path(f"{backup}2").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--select", "state:draft", "submit", "--dry-run", "--for", "somebody"), "--for"),
        (("D-1", "submit", "--plan", "plan.json"), "--plan"),
    ],
)
def test_an_option_that_would_be_passed_over_is_refused(
    run: Run, words: tuple[str, ...], told: str
) -> None:
    ended = run("dossier", "act", *words, "--role", "unit_clerk")

    assert ended.code == 2
    assert told in ended.err
