"""An installation for some units: `--unit-scope`, TDKT_UNITS, and what needs the whole record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import terminal
from dossiers.documents import nomination_document
from dossiers.store import Store
from terminal.running import root
from tests.dossiers.building import NUMBER, a_nomination, proposed
from tests.terminal.conftest import Run
from tests.terminal.speaking import help_pages_in_vietnamese
from tests.terminal.test_looking_back import commands

MINE, OTHER = "so-cong-thuong", "so-noi-vu"
WHOLE = {
    "init",
    "worker",
    "audit attack",
    "audit checkpoint",
    "audit export",
    "audit rebuild",
    "audit readings",
    "audit receipt",
    "audit rotate",
    "audit sample",
    "audit stamp",
    "audit verify",
    "audit witness",
    "db backup",
    "db check",
    "db lost",
    "db restore",
    "db status",
    "db upgrade",
    "desk",
    "dossier import",
    "user add",
    "user disable",
    "user enable",
    "user list",
    "user password",
    "user role",
    "user sessions",
    "user token",
}
"""What is done to the whole record."""


@pytest.fixture
def two(url: str) -> str:
    """A dossier of another unit beside the one that is there."""
    with Store.open(url) as store:
        nomination = a_nomination(name="Trần Văn Kín").model_copy(update={"unit": OTHER})
        proposed(store, nomination, number="D-2")
    return url


def test_every_command_with_a_database_is_narrowed_or_needs_the_whole() -> None:
    with help_pages_in_vietnamese():
        found = {name: command for name, command in commands(root)}  # noqa: C416 -- pairs
    opening = {
        name
        for name, one in found.items()
        if any("--database" in option.opts for option in one.params)
    }
    narrowed = {
        name
        for name, one in found.items()
        if any("--unit-scope" in option.opts for option in one.params)
    }

    assert narrowed <= opening
    assert opening - narrowed == WHOLE


def test_no_command_opens_a_database_but_within_its_units_or_as_one_that_needs_the_whole() -> None:
    folder = Path(terminal.__file__).parent
    texts = {one.stem: one.read_text(encoding="utf-8") for one in folder.glob("*.py")}
    by_themselves = {name for name, text in texts.items() if "Store.open(" in text}

    for name in by_themselves - {"opened"}:
        assert not re.search(r"^@database_option$", texts[name], re.MULTILINE), name


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("by", ["option", "variable"])
def test_a_narrowed_installation_lists_and_tells_of_its_own_dossiers_only(
    run: Run, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    given = ("--unit-scope", f"{MINE}, x") if by == "option" else ()
    if by == "variable":
        monkeypatch.setenv("TDKT_UNITS", MINE)

    assert "D-2" not in run("dossier", "list", *given).out
    assert NUMBER in run("dossier", "list", *given).out
    for words in (("show", "D-2"), ("timeline", "D-2"), ("why", "D-2"), ("clocks", "D-2")):
        hidden = run("dossier", *words, *given)
        nowhere = run("dossier", words[0], "D-3", *given)
        assert (hidden.code, hidden.out) == (4, "")
        assert hidden.err.replace("D-2", "D-3") == nowhere.err
    assert "Trần Văn Kín" not in run("dossier", "list", "--at", "2026-01-01", *given).out


@pytest.mark.usefixtures("two")
def test_the_option_is_taken_before_the_variable(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TDKT_UNITS", MINE)

    assert "D-2" in run("dossier", "list", "--unit-scope", OTHER).out


@pytest.mark.parametrize("words", ["", " ", ",", " , "])
def test_a_variable_that_names_no_unit_is_an_error_and_never_every_unit(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("TDKT_UNITS", words)
    ended = run("dossier", "list")

    assert (ended.code, ended.out) == (2, "")
    assert "không nêu đơn vị nào" in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ("init",),
        ("worker", "--once"),
        ("audit", "verify"),
        ("audit", "rebuild"),
        ("db", "status"),
        ("db", "check"),
        ("db", "upgrade"),
        ("db", "backup", "never-made.sqlite"),
        ("audit", "replay", "--states"),
    ],
)
def test_what_is_done_to_the_whole_record_is_refused_and_says_who_can(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("TDKT_UNITS", MINE)
    ended = run(*words)

    assert ended.code == 2
    assert "Việc này làm trên toàn bộ sổ" in ended.err


def test_a_proposal_for_another_unit_is_refused_and_one_for_ours_gets_a_number_of_ours(
    run: Run, tmp_path: Path
) -> None:
    told = []
    for unit in (OTHER, MINE):
        nomination = a_nomination(name="Lê Thị Mới").model_copy(update={"unit": unit})
        file = tmp_path / f"{unit}.yaml"
        file.write_text(yaml.safe_dump(nomination_document(nomination), allow_unicode=True))
        told.append(run("dossier", "propose", str(file), "--unit-scope", MINE))

    assert (told[0].code, told[1].code) == (2, 0)
    assert f"Đơn vị '{OTHER}' không thuộc" in told[0].err
    assert told[1].out.split()[0] == f"CSTDCS-2024-{MINE}-0001"
