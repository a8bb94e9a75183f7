"""The step that brings a browser to a fresh machine says what it does, and why it could not."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser import chromium

STEP = Path(__file__).resolve().parent.parent / ".ci" / "chromium"


def ended(folder: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """The step on a machine that has only these programs and a shell."""
    for name in ("bash", "env", "cat", "chmod"):
        (folder / name).symlink_to(shutil.which(name) or name)
    for name, body in programs.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        program.chmod(0o755)
    return subprocess.run(
        [str(folder / "bash"), str(STEP)],
        env={"PATH": str(folder)},
        check=False,
        capture_output=True,
        text=True,
    )


def installing(folder: Path) -> str:
    """An installer that writes down what it was asked, and installs."""
    return (
        f'echo "$@" >> {folder}/asked\n'
        f"printf '#!/bin/sh\\necho Chromium 1\\n' > {folder}/chromium\nchmod +x {folder}/chromium"
    )


def test_a_machine_that_has_it_is_left_alone(tmp_path: Path) -> None:
    found = ended(tmp_path, chromium="", apt_get="exit 1", id="echo 0")

    assert (found.returncode, found.stdout) == (0, "")


def test_it_is_installed_where_it_is_missing_and_said_so(tmp_path: Path) -> None:
    found = ended(tmp_path, apt_get=installing(tmp_path), id="echo 0")

    assert found.returncode == 0
    assert "Chromium is missing; installing" in found.stdout
    assert "Installed: Chromium 1" in found.stdout
    assert "install -y -qq --no-install-recommends chromium" in (tmp_path / "asked").read_text()


@pytest.mark.parametrize("user", ["0", "1000"])
def test_where_it_cannot_be_installed_one_sentence_says_what_to_do(
    tmp_path: Path, user: str
) -> None:
    found = ended(tmp_path, id=f"echo {user}", apt_get="exit 100", sudo="exit 1")

    assert found.returncode == 1
    assert "Run as root: apt-get install chromium" in found.stderr


def test_without_it_the_tests_of_pages_fail_and_are_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(pytest.fail.Exception, match="`make test` installs"):
        chromium()
