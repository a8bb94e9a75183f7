"""The command that replays a foreign log through a workflow: `audit conformance`.

It opens no database.  The log is read as a stream; of its deviating cases only as many are kept as
are shown, so a log of any length takes no more memory than a short one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

import workflow
from dossiers.history import OPEN_LINKED, PROPOSE
from dossiers.telling.plain import as_data
from terminal.answers import print_json
from terminal.audit_files import FILE
from terminal.exits import Exit
from terminal.files import file_pieces, given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import json_option
from terminal.workflow_named import WORKFLOW, named_workflow
from texts import Text
from workflow.conformance.errors import LogFileError
from workflow.conformance.judging import CaseReport, Deviation, Judge, Summary
from workflow.conformance.naming import Meanings, read_names
from workflow.conformance.replaying import deviating_cases
from workflow.conformance.xes import Keys

SHOWN = 20
MOST_SHOWN = 10_000
ALL = "all"
KEY = say("KHÓA", "KEY")
KINDS = {
    "unknown-activity": Text(vi="việc không có trong quy trình", en="unknown acts"),
    "no-activity": Text(vi="không ghi việc gì", en="events without an act"),
    "not-possible": Text(vi="việc không làm được ở đó", en="acts not possible there"),
    "role": Text(vi="vai trò không được làm", en="roles that may not do it"),
    "time": Text(vi="thời điểm sai", en="wrong moments"),
    "under-way": Text(vi="hồ sơ chưa kết thúc", en="cases not ended"),
}
EMPTY = Text(
    vi="nhật ký không có hồ sơ nào (phần tử trace)", en="the log holds no case (element trace)"
)


@click.command(
    cls=Command,
    help=say(
        "Đối chiếu một nhật ký (XES, kể cả nén gzip) với quy trình: hồ sơ nào đi khác, ở đâu, vì "
        "sao. Mã thoát 1 khi có hồ sơ đi khác.\n\n\b\n"
        "Ví dụ:\n  tdkt audit conformance --definition provincial-award --log mua.xes.gz\n"
        "  tdkt audit conformance --definition quy-trinh.yaml --log cu.xes "
        "--activity-key Activity --role-key Role --names ten.yaml",
        "Replay a foreign log through a workflow (XES, packed with gzip or not): which cases went "
        "another way, where, and why. Exit code 1 when one did.\n\n\b\n"
        "Examples:\n  tdkt audit conformance --definition provincial-award --log season.xes.gz\n"
        "  tdkt audit conformance --definition mine.yaml --log old.xes "
        "--activity-key Activity --role-key Role --names names.yaml",
    ),
)
@click.option(
    "--definition",
    "name",
    required=True,
    metavar=WORKFLOW,
    help=say("Quy trình để đối chiếu.", "The workflow to replay through."),
)
@click.option(
    "--log",
    "log",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    metavar=say("TỆP", "FILE"),
    help=say("Nhật ký XES; '-' là đầu vào chuẩn.", "The log in XES; '-' is standard input."),
)
@click.option(
    "--activity-key",
    default="concept:name",
    metavar=KEY,
    help=say("Khóa ghi việc đã làm; mặc định concept:name.", "What was done; concept:name."),
)
@click.option(
    "--role-key",
    metavar=KEY,
    help=say(
        "Khóa ghi vai trò, ví dụ org:role; không nêu thì không xét vai trò.",
        "In what capacity, such as org:role; without it roles are not judged.",
    ),
)
@click.option(
    "--case-key",
    default="concept:name",
    metavar=KEY,
    help=say("Khóa ghi tên hồ sơ; mặc định concept:name.", "The name of a case; concept:name."),
)
@click.option(
    "--time-key",
    default="time:timestamp",
    metavar=KEY,
    help=say("Khóa ghi thời điểm; mặc định time:timestamp.", "The moment; time:timestamp."),
)
@click.option(
    "--lifecycle",
    default="complete",
    metavar=say("PHẦN", "PART"),
    help=say(
        f"Chỉ xét phần này của mỗi việc; mặc định complete, '{ALL}' là mọi phần.",
        f"Judge this part of each act only; complete by default, '{ALL}' for every part.",
    ),
)
@click.option(
    "--names",
    "names",
    type=FILE,
    metavar=say("TỆP", "FILE"),
    help=say(
        "Tệp nói từ nào trong nhật ký là việc, vai trò nào (activity-names/v1).",
        "A file that says which word of the log is which act or role (activity-names/v1).",
    ),
)
@click.option(
    "--allow-open",
    is_flag=True,
    help=say("Hồ sơ chưa kết thúc không bị coi là đi khác.", "A case that has not ended is fine."),
)
@click.option(
    "--show",
    type=click.IntRange(0, MOST_SHOWN),
    default=SHOWN,
    metavar=say("SỐ", "NUMBER"),
    help=say(
        f"Nêu nhiều nhất bấy nhiêu hồ sơ; mặc định {SHOWN}.",
        f"Tell of so many cases at most; {SHOWN} by default.",
    ),
)
@json_option
def conformance(
    name: str,
    log: Path,
    activity_key: str,
    role_key: str | None,
    case_key: str,
    time_key: str,
    lifecycle: str,
    names: Path | None,
    allow_open: bool,  # noqa: FBT001 -- click passes options by name
    show: int,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
) -> int:
    """Print what deviates, and the sum; 1 when a case deviates.

    Args:
        name: the workflow.
        log: the log.
        activity_key: under which key an event says what was done.
        role_key: under which key it says in what capacity; None judges no role.
        case_key: under which key a trace says its name.
        time_key: under which key an event says when.
        lifecycle: the part of an act that is judged.
        names: the file of names.
        allow_open: whether a case may be under way.
        show: how many deviating cases are told.
        as_json: whether programs read the answer.

    Raises:
        click.FileError: the log cannot be read, or is no log in XES.
        click.UsageError: one key is to say two things.
        workflow.conformance.naming.NamesFileError: the file of names has mistakes.
    """
    definition = named_workflow(name)
    keys = _keys(activity_key, role_key, case_key, time_key)
    judge = Judge(
        definition,
        _meanings(definition, names),
        judges_roles=role_key is not None,
        lifecycle=None if lifecycle == ALL else lifecycle.casefold(),
        openings=(PROPOSE, OPEN_LINKED),
        tolerates_open=allow_open,
    )
    told = _replayed(log, judge, keys, show)
    if as_json:
        print_json(_data(definition, judge.summary, told))
    else:
        for line in _lines(told, judge.summary):
            click.echo(line)
    return Exit.NO if judge.summary.deviating else Exit.DONE


def _keys(activity: str, role: str | None, case: str, time: str) -> Keys:
    """The keys of a log.

    Raises:
        click.UsageError: one key is to say two things of an event.
    """
    keys = Keys(activity=activity, role=role, case=case, time=time)
    asked = [keys.activity, keys.time, keys.lifecycle, *([] if role is None else [role])]
    if len(set(asked)) < len(asked):
        told = say("mỗi khóa chỉ nói một điều", "one key cannot say two things of an event")
        raise click.UsageError(told)
    return keys


def _meanings(definition: workflow.Definition, names: Path | None) -> Meanings:
    """What the words of the log mean."""
    if names is None:
        return Meanings(definition)
    read = read_names(given_file(names), file=str(names), definition=definition)
    return Meanings(definition, read)


def _replayed(log: Path, judge: Judge, keys: Keys, show: int) -> list[CaseReport]:
    """The first deviating cases, after the whole log was replayed.

    Raises:
        click.FileError: the log cannot be read, is no log in XES, or holds no case.
    """
    cases = deviating_cases(file_pieces(log), judge, keys)
    try:
        told = list(islice(cases, show))
        for _ in cases:
            pass
    except LogFileError as wrong:
        raise click.FileError(str(log), said(wrong.text)) from wrong
    if judge.summary.cases == 0:
        raise click.FileError(str(log), said(EMPTY))
    return told


def _lines(told: list[CaseReport], summary: Summary) -> Iterator[str]:
    """The answer in words: the cases that are told, then the sum."""
    for case in told:
        named = case.name or say("(không tên)", "(no name)")
        yield say(f"{named} (dòng {case.line}):", f"{named} (line {case.line}):")
        yield from (f"  {_place(one)} {said(one.text)}" for one in case.deviations)
        if case.more:
            yield say(f"  … và {case.more} điều nữa", f"  … and {case.more} more")
    left = summary.deviating - len(told)
    if left:
        yield say(f"… và {left} hồ sơ nữa (xem --show)", f"… and {left} cases more (see --show)")
    yield say(
        f"{summary.cases} hồ sơ, {summary.events} việc: {summary.conforming} hồ sơ đúng quy trình, "
        f"{summary.deviating} đi khác; {summary.under_way} chưa kết thúc.",
        f"{summary.cases} cases, {summary.events} acts: {summary.conforming} cases as declared, "
        f"{summary.deviating} otherwise; {summary.under_way} not ended.",
    )
    yield say(
        f"Độ khớp: {_share(summary.fitness, ',')} số việc.",
        f"Fitness: {_share(summary.fitness, '.')} of the acts.",
    )
    if summary.passed_over:
        yield say(
            f"Bỏ qua {summary.passed_over} sự kiện không phải việc cần xét.",
            f"{summary.passed_over} events were passed over.",
        )
    for kind, count in sorted(summary.kinds.items()):
        yield f"  {said(KINDS[kind])}: {count}"


def _place(one: Deviation) -> str:
    """Which event of its case; a dash for the case as a whole."""
    return f"{one.n}." if one.n else "–"


def _share(share: float, point: str) -> str:
    """A share in hundredths, never rounded up, so that 100 means all.

    >>> _share(0.99999, "."), _share(1.0, ",")
    ('99.99%', '100,00%')
    """
    return f"{math.floor(share * 10_000) / 100:.2f}%".replace(".", point)


def _data(
    definition: workflow.Definition, summary: Summary, told: list[CaseReport]
) -> dict[str, object]:
    """The answer for JSON."""
    return {
        "workflow": {"id": definition.id, "version": definition.version},
        "cases": summary.cases,
        "conforming": summary.conforming,
        "deviating": summary.deviating,
        "under_way": summary.under_way,
        "events": summary.events,
        "passed_over": summary.passed_over,
        "fitness": summary.fitness,
        "kinds": dict(sorted(summary.kinds.items())),
        "told": [_case_data(one) for one in told],
    }


def _case_data(case: CaseReport) -> dict[str, object]:
    """A deviating case for JSON."""
    deviations = [
        {"kind": one.kind, "n": one.n or None, "text": as_data(one.text)} for one in case.deviations
    ]
    return {
        "case": case.name,
        "line": case.line,
        "events": case.events,
        "deviations": deviations,
        "more": case.more,
    }
