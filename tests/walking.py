"""What the suite walks of the provincial workflow; notices ways that nobody walks any more.

Noted is what scenarios, use cases and commands ask of the engine, not what its own tests do, which
try everything.  After a run of the whole suite the ways that were never walked are compared with
`tests/workflow/never-walked.yaml`; one that is not explained there fails the run.  `--walked FILE`
writes the traces of any run, for `tdkt workflow coverage provincial-award --log FILE`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import workflow
from workflow.forecasting.walked import (
    Happened,
    Trace,
    clock_traces,
    coverage_of,
    log_line,
    read_log,
)
from workflow.running.casting import Paper
from workflow.running.course import taken

ROOT = Path(__file__).resolve().parent.parent
WATCHED = "provincial-award"
EXPLAINED = ROOT / "tests" / "workflow" / "never-walked.yaml"
AUDIENCE = (ROOT / "features", ROOT / "tests" / "dossiers", ROOT / "tests" / "terminal")
"""Whose questions count."""

DECIDE = workflow.decide


class Walking:
    """What has been walked so far in this process.

    Attributes:
        lines: the traces, as lines of a log.
        listens: whether the test that runs is one whose questions count.
    """

    def __init__(self) -> None:
        self.lines: set[str] = set()
        self.listens = False

    def decide(self, definition: workflow.Definition, case: Any, act: str, **asked: Any) -> Any:  # noqa: ANN401 -- passed on as it comes
        """Ask the engine, and note what came of it."""
        outcome = DECIDE(definition, case, act, **asked)
        if self.listens and definition.id == WATCHED:
            paper = asked.get("paper")
            found = traces(definition, case, outcome, paper)
            self.lines |= {log_line(WATCHED, one) for one in found}
        return outcome

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Listen to the tests whose questions count."""
        self.listens = any(item.path.is_relative_to(one) for one in AUDIENCE)
        found = yield
        self.listens = False
        return found

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 -- of xdist, which need not be there
        """Take what a worker has noted."""
        self.lines |= set(getattr(node, "workeroutput", {}).get("walked", ()))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand in what was noted, or judge it after a run of everything."""
        config = session.config
        if hasattr(config, "workeroutput"):
            config.workeroutput["walked"] = sorted(self.lines)
            return
        if config.getoption("walked"):
            path = Path(config.getoption("walked"))
            path.write_text("\n".join(sorted(self.lines)) + "\n", encoding="utf-8")
        if is_whole(session) and self.holes():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any, config: pytest.Config) -> None:  # noqa: ANN401 -- pytest gives it no public type
        """Name the holes."""
        session = terminalreporter._session
        if session is None or hasattr(config, "workeroutput") or not is_whole(session):
            return
        for one in self.holes():
            line = f"never walked: {one}; walk it, or explain it in {EXPLAINED.name}"
            terminalreporter.write_line(line)

    def holes(self) -> list[str]:
        """The ways that nobody walked and nobody explains."""
        missing = never_walked("\n".join(self.lines))
        return [one for one in missing if one not in explained()]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--walked", metavar="FILE", help="write what was walked of the workflow")


def pytest_configure(config: pytest.Config) -> None:
    """Put the listener between the domain and the engine."""
    walking = Walking()
    workflow.decide = walking.decide
    config.pluginmanager.register(walking, "walking")


def is_whole(session: pytest.Session) -> bool:
    """Whether everything was run, and nothing failed."""
    options = session.config.option
    narrowed = options.keyword or getattr(options, "lf", False) or options.collectonly
    args_source = session.config.args_source
    from_ini = args_source == pytest.Config.ArgsSource.TESTPATHS
    return from_ini and not narrowed and session.testsfailed == 0


def never_walked(log: str) -> list[str]:
    """The ways that a log does not show, by state, act and outcome."""
    found = coverage_of(provincial(), read_log(log, file="log", workflow=WATCHED))
    return [way_name(one) for one in found.missing("way")]


def way_name(goal: Trace) -> str:
    """A way as the explained list names it."""
    return " ".join(one for one in (goal.state, goal.act, goal.detail) if one)


def explained() -> dict[str, str]:
    """The ways that the suite need not walk, each with the reason."""
    return dict(yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")) or {})


def provincial() -> workflow.Definition:
    """The workflow that is watched."""
    return workflow.read(workflow.shipped(WATCHED), file=f"{WATCHED}.yaml")


def traces(
    definition: workflow.Definition,
    case: workflow.Case,
    outcome: workflow.Move | workflow.Refusal,
    paper: Paper | None = None,
) -> Iterator[Trace]:
    """What one answer shows."""
    if isinstance(outcome, workflow.Refusal):
        for blocker in outcome.blockers:
            yield Trace("refusal", outcome.state, outcome.act, blocker.kind)
        return
    step = taken(definition, case, outcome.act, by=frozenset(), paper=paper)
    assert step is not None, "a move has a way"
    yield Trace("way", outcome.source, outcome.act, step.way)
    happened = Happened(outcome.act, outcome.source, outcome.target)
    yield from clock_traces(definition, happened, set(case.clocks))
