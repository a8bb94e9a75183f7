"""A database with one dossier, and the command line run in this process or in one of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

import cli
from dossiers.documents import nomination_document
from dossiers.store import Store
from dossiers.store.sqlite import keys_beside
from tests.databases import initialised
from tests.dossiers.building import a_nomination, done, proposed

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@cache
def _with_a_dossier() -> Path:
    """The database that every test of this process begins with, made once."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    file = Path(folder.name, "a.sqlite")
    with Store.open(initialised(file)) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")
    return file


@pytest.fixture
def url(tmp_path: Path) -> str:
    for one in (_with_a_dossier(), keys_beside(_with_a_dossier())):
        shutil.copy(one, tmp_path / one.name)
    return f"sqlite:///{tmp_path / 'a.sqlite'}"


@pytest.fixture
def run(url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process, in Vietnamese, on the database with one dossier."""
    monkeypatch.setenv("TDKT_DATABASE", url)
    monkeypatch.setenv("TDKT_ACTOR", "person-1")

    def command(*arguments: str) -> Ended:
        code = cli.main(arguments)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return command


@pytest.fixture
def tdkt(url: str) -> Run:
    """Run a command in a process of its own, as a person does."""

    def command(*arguments: str, stdin: str = "", **environment: str) -> Ended:
        ended = subprocess.run(
            [sys.executable, "-m", "cli", *arguments],
            check=False,
            capture_output=True,
            text=True,
            input=stdin,
            cwd=ROOT,
            env={**os.environ, "TDKT_DATABASE": url, "TDKT_ACTOR": "person-1", **environment},
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return command


@pytest.fixture
def nomination_file(tmp_path: Path) -> Path:
    """A file that `tdkt dossier propose` accepts."""
    path = tmp_path / "nomination.yaml"
    document = nomination_document(a_nomination(name="Trần Thị Ví Dụ"))
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path
