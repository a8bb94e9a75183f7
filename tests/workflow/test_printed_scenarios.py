"""A counter-example that is printed as a scenario runs as it stands, and fails once mended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import ROOT
from tests.workflow.proofs import Plain, act, ballot, plain

BOUND = """\
from pytest_bdd import scenarios

pytest_plugins = ["features.steps.stories"]
scenarios("printed.feature")
"""
STEPS = {step: act("secretary", ballot=step) for step in ("open", "vote", "close")}
GRANTED: Plain = {"end": "decided", "grants": True}
GONE: Plain = {"end": "closed"}


def council(*, failed: str = "gone") -> Plain:
    """A council after whose vote something is granted; `failed` is where a lost vote leads."""
    outcomes = {"passed": "granted", "failed": failed, "no_quorum": "gone"}
    start = {"go": act("clerk", "hall"), "stop": act("clerk", "gone")}
    alone = ["go", "vote"]
    steps = {**STEPS, "close": act("secretary", ballot="close", not_same_person_as=alone)}
    return plain(
        {
            "draft": {"start": True, "acts": start},
            "hall": {
                "ballot": ballot(outcomes=outcomes),
                "acts": {**steps, "leave": act("chair", "gone")},
            },
            "granted": dict(GRANTED),
            "gone": dict(GONE),
        },
        bodies={"council": {"quorum": "1/2 of members", "least": 3, "most": 9}},
        claims=[{"id": "pass_first", "never": "granted", "without": "hall.passed"}],
    )


def minutes(*, failed: str = "gone") -> Plain:
    """A council whose vote is held on paper, after a return during which something was changed."""
    outcomes = {"passed": "desk", "failed": failed, "no_quorum": "gone"}
    count = act("secretary", ballot="count", not_same_person_as="go")
    kept = {"hall.passed": {"unless_changed": ["titles"]}}
    return plain(
        {
            "draft": {"start": True, "acts": {"go": act("clerk", "hall")}},
            "hall": {"ballot": ballot(outcomes=outcomes), "acts": {"count": count}},
            "desk": {"acts": {"send_back": act("chair", "shelf", keeps=kept)}},
            "shelf": {"acts": {"resubmit": act("clerk", "granted"), "stop": act("clerk", "gone")}},
            "granted": dict(GRANTED),
            "gone": dict(GONE),
        },
        bodies={"council": {"quorum": "1/2 of members", "least": 3, "most": 9}},
        claims=[{"id": "pass_first", "only_after": "desk", "after": ["hall.passed"]}],
    )


def term(*, leads: str = "same") -> Plain:
    """A term at the end of which the program acts; `leads` is where to."""
    return plain(
        {
            "draft": {"start": True, "acts": {"go": act("clerk", "desk")}},
            "desk": {
                "acts": {
                    "grant": act("chair", "granted", not_same_person_as="go"),
                    "refuse": act("chair", "gone", marks="answered"),
                    "lapse": act("engine", leads, marks="late"),
                }
            },
            "granted": dict(GRANTED),
            "gone": dict(GONE),
        },
        clocks={
            "reply": {
                "length": "5 working_days",
                "starts": "go",
                "runs_in": ["desk"],
                "outcome": "lapse",
            }
        },
        marks={"answered": {}, "late": {}},
        calendar="vn-working-days",
        claims=[{"id": "always_answered", "never": "gone", "without": "answered"}],
    )


def trap(*, before: str | None = "seen") -> Plain:
    """A room that nobody can leave any more once they have looked; None opens it again."""
    leave = act("chair", "gone", **({} if before is None else {"before": before}))
    return plain(
        {
            "draft": {"start": True, "acts": {"go": act("clerk", "hall")}},
            "hall": {"acts": {"leave": leave, "look": act("chair", "same", marks="seen")}},
            "gone": dict(GONE),
        },
        marks={"seen": {}},
    )


def capacities(*, bar: str | None = None) -> Plain:
    """Somebody grants what they may have proposed themselves, unless `bar` keeps them from it."""
    kept = {} if bar is None else {"not_same_person_as": bar}
    return plain(
        {
            "draft": {"start": True, "acts": {"go": act("clerk", "desk")}},
            "desk": {"acts": {"grant": act("chair", "granted", **kept)}},
            "granted": dict(GRANTED),
        },
        claims=[{"id": "two_people", "different_people": ["go", "grant"]}],
    )


CASES = {
    "a lost vote grants": (council(failed="granted"), council()),
    "a trap": (trap(), trap(before=None)),
    "one person twice": (capacities(), capacities(bar="go")),
    "a lost vote on paper": (minutes(failed="desk"), minutes()),
    "silence": (term(leads="gone"), term()),
}


def ran(folder: Path) -> tuple[int, str]:
    """How the scenarios of a folder end when pytest runs them alone."""
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "."]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [*command, "--rootdir", str(folder)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def printed(file: Path, lang: str) -> str:
    """What the command prints of a workflow file."""
    command = [sys.executable, "-m", "cli", "workflow", "verify", str(file), "--gherkin"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TDKT_LANG": lang}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1, ended.stderr
    return ended.stdout


@pytest.mark.parametrize(
    ("case", "lang"),
    [
        ("a lost vote grants", "vi"),
        ("a trap", "en"),
        pytest.param("one person twice", "vi", marks=pytest.mark.soak),
        pytest.param("silence", "en", marks=pytest.mark.soak),
        pytest.param("a lost vote on paper", "vi", marks=pytest.mark.soak),
    ],
)
def test_a_printed_scenario_holds_of_the_broken_workflow_and_not_of_the_mended(
    tmp_path: Path, case: str, lang: str
) -> None:
    broken, mended = CASES[case]
    file = tmp_path / "drawn.yaml"
    file.write_text(json.dumps(broken), encoding="utf-8")
    (tmp_path / "printed.feature").write_text(printed(file, lang), encoding="utf-8")
    (tmp_path / "test_printed.py").write_text(BOUND, encoding="utf-8")
    before = ran(tmp_path)
    file.write_text(json.dumps(mended), encoding="utf-8")
    after = ran(tmp_path)

    assert (before[0], " passed" in before[1], "failed" in before[1]) == (0, True, False), before[1]
    assert (after[0], " passed" in after[1]) == (1, False), after[1]
