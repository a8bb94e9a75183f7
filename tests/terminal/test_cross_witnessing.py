"""Two provinces, each with a log of its own, vouch for each other: a rewritten log finds nobody."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dossiers.store import Store, initialise
from tests.dossiers.building import a_nomination, done, proposed
from tests.terminal.conftest import Run

NAMES = {"hue": "hue.example/snv", "vinh-long": "vinhlong.example/snv"}
OTHER = {"hue": "vinh-long", "vinh-long": "hue"}

On = Callable[..., tuple[int, str]]


@pytest.fixture
def on(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> On:
    """Run a command on the database of a province, in a folder with the files of both."""
    monkeypatch.chdir(tmp_path)

    def command(province: str, *words: str) -> tuple[int, str]:
        monkeypatch.setenv("TDKT_DATABASE", f"sqlite:///{tmp_path / province}.sqlite")
        ended = run(*words)
        return ended.code, ended.out + ended.err

    for one, name in NAMES.items():
        initialise(f"sqlite:///{tmp_path / one}.sqlite")
        more(tmp_path, one, "D-1")
        assert command(one, "audit", "keygen", "-o", f"{one}.key")[0] == 0
        assert command(one, "audit", "keygen", "--witness", name, "-o", f"{one}-w.key")[0] == 0
    for one, other in OTHER.items():
        keys = (f"{one}.key.pub", f"{other}-w.key.pub")
        made = command(one, "audit", "policy", *keys, "--quorum", "1", "-o", f"{one}.json")
        assert made[0] == 0
    return command


def more(folder: Path, province: str, number: str) -> None:
    with Store.open(f"sqlite:///{folder / province}.sqlite") as store:
        proposed(store, a_nomination(), number=number)
        done(store, "submit", "unit_clerk", number=number)


def signed(on: On, province: str, *, state: str = "state") -> int:
    words = ("--key", f"{province}.key", "--state", f"{province}.{state}", "-o", f"{province}.txt")
    return on(province, "audit", "checkpoint", *words)[0]


def witnessed(on: On, province: str) -> tuple[int, str]:
    """The other province looks at the log of this one, with its own key and its own memory."""
    other = OTHER[province]
    return on(
        province,
        *("audit", "witness", f"{province}.txt", "--policy", f"{province}.json"),
        *("--key", f"{other}-w.key", "--state", f"{other}-w.state", "-o", f"{province}-w.txt"),
    )


def verified(on: On, province: str) -> tuple[int, str]:
    words = ("--policy", f"{province}.json", "--checkpoint", f"{province}-w.txt")
    return on(province, "audit", "verify", *words)


def test_each_log_holds_by_the_word_of_the_other_province(on: On) -> None:
    for one in NAMES:
        assert signed(on, one) == 0
        assert witnessed(on, one)[0] == 0
        code, told = verified(on, one)
        assert (code, "nhân chứng xác nhận: 1" in told) == (0, True)


def test_a_log_that_was_rewritten_and_signed_anew_gets_no_word_of_the_other(
    on: On, tmp_path: Path
) -> None:
    shutil.copy(tmp_path / "hue.sqlite", tmp_path / "before.sqlite")
    shutil.copy(tmp_path / "hue.sqlite.keys", tmp_path / "before.sqlite.keys")
    more(tmp_path, "hue", "D-2")
    assert signed(on, "hue") == 0
    assert witnessed(on, "hue")[0] == 0
    shutil.copy(tmp_path / "before.sqlite", tmp_path / "hue.sqlite")
    more(tmp_path, "hue", "D-3")
    more(tmp_path, "hue", "D-4")

    # Whoever rewrites a log has its key as well, and begins the signer's memory anew.
    assert signed(on, "hue", state="other-state") == 0
    code, told = witnessed(on, "hue")

    assert code == 1
    assert "nhân chứng" in told or "sổ" in told
    assert not (tmp_path / "nothing").exists()
    assert verified(on, "hue")[0] == 1
