"""The command `workflow coverage`: what of a workflow a database or a log has walked.

It only reads.  A database knows what was done; what was refused stands in a log alone, such as the
one that a run of the tests writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import click

import workflow
from dossiers.apart import has_no_workflow
from dossiers.rulebook import read_procedure
from ledger import read_event
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import json_option
from terminal.workflow_named import WORKFLOW, named_workflow
from texts import Text
from workflow.forecasting.walked import (
    KINDS,
    Coverage,
    Happened,
    Kind,
    Trace,
    coverage_of,
    read_log,
    traces_of,
)
from workflow.pictures.wayside import OUTCOMES

NAMES: Mapping[Kind, Text] = {
    "way": Text(vi="Đường đi", en="Ways"),
    "refusal": Text(vi="Lý do từ chối", en="Refusals"),
    "clock": Text(vi="Thời hạn", en="Clocks"),
}


@click.command(
    cls=Command,
    help=say(
        "Tìm bước đi chưa ai từng đi: đường đi, lý do từ chối và thời hạn chưa gặp trong cơ sở dữ "
        "liệu hoặc nhật ký. Mã thoát 1 khi còn đường chưa đi.\n\n\b\nVí dụ:\n"
        "  tdkt workflow coverage provincial-award --from sqlite:///tinh.sqlite\n"
        "  tdkt workflow coverage quy-trinh.yaml --log vet.jsonl --json",
        "Find the ways that nobody has walked: ways, refusals and clocks that a database or a log "
        "does not show. Exit code 1 when a way is missing.\n\n\b\nExamples:\n"
        "  tdkt workflow coverage provincial-award --from sqlite:///province.sqlite\n"
        "  tdkt workflow coverage mine.yaml --log traces.jsonl --json",
    ),
)
@click.argument("name", metavar=WORKFLOW)
@click.option(
    "--from",
    "database",
    metavar="URL",
    help=say("Cơ sở dữ liệu có lịch sử cần xem.", "The database whose history is looked at."),
)
@click.option(
    "--log",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar=say("TỆP", "FILE"),
    help=say(
        "Nhật ký vết đi, mỗi dòng một vết (JSON).", "A log of traces, one JSON object a line."
    ),
)
@json_option
def coverage(name: str, database: str | None, log: Path | None, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print what was walked and what was not; 1 when a way is missing.

    Args:
        name: the workflow.
        database: the address of the database; None for none.
        log: the log; None for none.
        as_json: whether data is printed.

    Raises:
        click.UsageError: neither is given.
        workflow.walked.LogError: a line of the log is no trace.
    """
    if database is None and log is None:
        raise click.UsageError(
            say("hãy nêu --from URL hoặc --log TỆP", "give --from URL or --log FILE")
        )
    definition = named_workflow(name)
    traces: set[Trace] = set()
    unclear = 0
    if database is not None:
        recorded, unclear = _recorded(database, definition)
        traces |= recorded
    if log is not None:
        content = given_file(log).decode("utf-8", errors="replace")
        traces |= read_log(content, file=str(log), workflow=definition.id)
    found = coverage_of(definition, traces, unclear=unclear)
    if as_json:
        print_json(_data(found))
    else:
        click.echo("\n".join(_lines(definition, found)))
    return Exit.NO if found.missing("way") else Exit.DONE


def _recorded(database: str, definition: workflow.Definition) -> tuple[set[Trace], int]:
    """The traces of every history that follows the workflow, in whatever edition."""
    found: set[Trace] = set()
    unclear = 0
    with opened(database) as store:
        events = (read_event(stored.body) for stored in store.events())
        for _, stream in groupby(events, key=lambda event: event.stream):
            steps = list(stream)
            if has_no_workflow(steps[0].type):
                continue
            followed = read_procedure(store.document(steps[0].judged.definition)).definition
            if followed.id != definition.id:
                continue
            history = (Happened(one.type, one.source, one.target) for one in steps)
            traces, dark = traces_of(definition, history)
            found |= set(traces)
            unclear += dark
    return found, unclear


def _lines(definition: workflow.Definition, found: Coverage) -> Iterator[str]:
    """How much was reached of each kind, and everything that was not."""
    yield said(definition.text)
    for kind in KINDS:
        goals, missing = found.of(kind), found.missing(kind)
        if not goals:
            continue
        reached = len(goals) - len(missing)
        yield say(
            f"{said(NAMES[kind])}: đã gặp {reached} trên {len(goals)}",
            f"{said(NAMES[kind])}: {reached} of {len(goals)} reached",
        )
        yield from (f"  – {_goal(definition, one)}" for one in missing)
    if found.unclear:
        yield say(
            f"Không rõ đường đi của {found.unclear} bước: nhiều đường dẫn đến cùng một nơi.",
            f"The way of {found.unclear} steps is not clear: several lead to the same place.",
        )


def _goal(definition: workflow.Definition, goal: Trace) -> str:
    """A goal in words, with its ids."""
    if goal.kind == "clock":
        return f"{said(definition.clocks[goal.act].text)} [{goal.act} {goal.detail}]"
    act = definition.acts_called(goal.act)[goal.state]
    state = definition.states[goal.state]
    words = f"{said(state.text)} – {said(act.text)}"
    if goal.detail in OUTCOMES:
        words += f" ({said(OUTCOMES[goal.detail])})"
    return f"{words} [{goal.state} {goal.act}{f' {goal.detail}' if goal.detail else ''}]"


def _data(found: Coverage) -> Mapping[str, object]:
    """The coverage as plain values."""
    kinds: dict[str, object] = {
        kind: {
            "goals": len(found.of(kind)),
            "missing": [
                {"state": one.state, "act": one.act, "detail": one.detail}
                for one in found.missing(kind)
            ],
        }
        for kind in KINDS
    }
    return {**kinds, "unclear": found.unclear}
