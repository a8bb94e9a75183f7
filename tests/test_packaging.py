"""The wheel holds everything: installed into an empty environment it plays the whole season."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"]
    build = [sys.executable, "-m", "pip", "wheel", *quiet, "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_the_files_that_staff_keep(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    for wanted in (
        "workflow/definitions/provincial-award.yaml",
        "rules/laws.yaml",
        "rules/awards/cstdcs.yaml",
        "dossiers/store/migrations/env.py",
        "dossiers/seasons/seeds-season/season.yaml",
        "terminal/locale/vi/LC_MESSAGES/messages.mo",
        "ledger/verifier.html",
        "ledger/verifier.py",
        "cli.py",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests/", "features/", "bench/"))]


def test_installed_into_an_empty_environment_it_plays_the_season(
    wheel: Path, tmp_path: Path
) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = str(ROOT / "requirements" / "run.lock")
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True, capture_output=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, capture_output=True)

    played = subprocess.run(
        [str(python.with_name("tdkt")), "demo", "--keep", "season.sqlite"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )

    assert played.returncode == 0, played.stdout + played.stderr
    assert (tmp_path / "season.sqlite").is_file()
