"""Our exports open in pm4py, where the season fits the exported workflow and a forgery does not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import workflow
from dossiers.interchange.ocel import ocel
from dossiers.interchange.telling import OPENINGS, told
from dossiers.interchange.xes import xes
from dossiers.store import Store
from workflow.conformance.net import pnml

ROOT = Path(__file__).resolve().parent.parent.parent
AWARD = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")
NAME = re.compile(r'(<event>\n<string key="concept:name" value=")(\w+)"')
DOSSIERS = 31


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo season, exported, with the net of its workflow."""
    found = tmp_path_factory.mktemp("mining")
    subprocess.run(
        [sys.executable, "-m", "cli", "demo", "--keep", str(found / "season.sqlite")],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    with Store.open(f"sqlite:///{found / 'season.sqlite'}") as store:
        (found / "log.xes").write_bytes(b"".join(xes(told(store), store.log)))
        (found / "log.json").write_bytes(b"".join(ocel(lambda: told(store), store.log)))
    for name, under_way in (("strict", False), ("running", True)):
        net = pnml(AWARD, openings=OPENINGS, under_way=under_way)
        (found / f"{name}.pnml").write_text(net, encoding="utf-8")
    return found


def mined(*words: str | Path) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.dossiers.mining", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_the_season_fits_the_exported_workflow(folder: Path) -> None:
    running = mined("fitness", folder / "log.xes", folder / "running.pnml")

    assert running["cases"] == DOSSIERS
    assert (running["tokens"], running["tokens_fit"]) == (1.0, 100.0)
    assert (running["aligned"], running["aligned_fit"]) == (1.0, 100.0)
    assert len(running["leaves"]) == running["events"]


def test_where_every_case_has_to_end_only_those_under_way_do_not_fit(folder: Path) -> None:
    with Store.open(f"sqlite:///{folder / 'season.sqlite'}") as store:
        ends = [AWARD.states[one.lines[-1].event.target].end for one in told(store)]

    strict = mined("fitness", folder / "log.xes", folder / "strict.pnml")

    assert strict["aligned_fit"] == pytest.approx(100 * (1 - ends.count(None) / DOSSIERS))
    assert strict["tokens"] < 1.0


def test_a_forged_order_does_not_fit(folder: Path) -> None:
    log = (folder / "log.xes").read_text(encoding="utf-8")
    first = log.index('value="CSTDCS-2024-0001"')
    names = [one.group(2) for one in NAME.finditer(log, first)]
    head, body = log[:first], log[first:]
    assert names[1:4] == ["submit", "record_vote", "advance"]
    forged = iter([names[0], "advance", "record_vote", "submit", *names[4:]])
    body = NAME.sub(lambda found: f'{found.group(1)}{next(forged)}"', body)
    (folder / "forged.xes").write_text(head + body, encoding="utf-8")

    found = mined("fitness", folder / "forged.xes", folder / "running.pnml")

    assert found["tokens"] < 1.0
    assert found["aligned_fit"] == pytest.approx(100 * (DOSSIERS - 1) / DOSSIERS)


def test_the_objects_open_with_their_relations(folder: Path) -> None:
    found = mined("objects", folder / "log.json")

    assert set(found["objects"]) == {
        "ballot",
        "council",
        "decision",
        "document",
        "dossier",
        "nominee",
        "unit",
    }
    assert (found["objects"]["dossier"], found["cases"]) == (DOSSIERS, DOSSIERS)
    assert found["flat"] == found["events"]
    assert set(found["qualifiers"]) == {"held by", "nominates", "on", "proposed by"}
