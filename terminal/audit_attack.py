"""The command that plays every known forgery against a copy and shows what notices it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from dossiers.attacks import Attack, played
from dossiers.proofs import Evidence
from dossiers.scenes import keys_for
from dossiers.store import Store
from dossiers.store.backup import copied
from dossiers.store.forging import held
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import database_option, json_option
from texts import Text

SEEDS = 4
SEED_BYTES = 32
WIDTH = 46
EVIDENCE: Mapping[Evidence, Text] = {
    Evidence.ROW: Text("mã băm từng sự kiện", "the hash beside each event"),
    Evidence.CHAIN: Text("chuỗi của từng hồ sơ", "the chain of each dossier"),
    Evidence.ORDER: Text("thứ tự của cả sổ", "the order of the whole log"),
    Evidence.SIGNED: Text("điểm kiểm do sổ ký", "a checkpoint signed by the log"),
    Evidence.KNOWN: Text("điểm kiểm người kiểm tra đã giữ", "a checkpoint that the auditor kept"),
    Evidence.PINNED: Text("mã băm tài liệu ghi trong sự kiện", "digests of documents in events"),
    Evidence.WITNESSED: Text("hai trên ba nhân chứng", "two of three witnesses"),
    Evidence.TIMED: Text(
        "dấu thời gian từ bên ngoài (bản này chưa có)", "a time stamp from outside (not here yet)"
    ),
}


@click.command(
    cls=Command,
    help=say(
        "Thử 19 cách giả mạo lịch sử và 11 cách sửa bảng trên một bản sao, rồi in bảng: bằng chứng "
        "nào nhận ra. Cơ sở dữ liệu chỉ được đọc. Mã thoát 1 khi có cách không bị nhận ra như đã "
        "hứa.\n\n\b\n"
        "Ví dụ:\n  tdkt audit attack\n  tdkt audit attack --database sqlite:///ban-sao.sqlite",
        "Play 19 forgeries of history and 11 attacks on tables against a copy, and print which "
        "evidence notices them. The database is only read. Exit code 1 when one is not noticed as "
        "promised.\n\n\b\n"
        "Examples:\n  tdkt audit attack\n  tdkt audit attack --database sqlite:///copy.sqlite",
    ),
)
@json_option
@database_option
def attack(as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the table of what notices what; 1 when a promise is not kept.

    Raises:
        DossierError: the database is too small for all forgeries.
    """
    with Store.open(database) as store:
        source, origin = Path(store.place), store.log
    keys = keys_for(origin, [secrets.token_bytes(SEED_BYTES) for _ in range(SEEDS)])
    with TemporaryDirectory(prefix="tdkt-attack-") as folder:
        forgeries = list(played(source, Path(folder), keys))
        copy = Path(folder) / "guards.sqlite"
        copied(source, copy)
        guards = held(copy)
    if as_json:
        print_json(_data(forgeries, guards))
    else:
        for line in (*table_lines(forgeries), "", *guard_lines(guards)):
            click.echo(line)
    kept = all(one.as_promised for one in forgeries) and all(guards.values())
    return Exit.DONE if kept else Exit.NO


def table_lines(forgeries: Sequence[Attack]) -> Iterator[str]:
    """The table of forgeries: a row each, a column for each kind of evidence.

    Args:
        forgeries: as they were played.
    """
    for one in Evidence:
        yield f"{one.value}  {said(EVIDENCE[one])}"
    yield ""
    yield " " * WIDTH + " ".join(str(one.value) for one in Evidence)
    for played_one in forgeries:
        marks = " ".join(_mark(played_one, one) for one in Evidence)
        yield f"{_named(played_one):<{WIDTH}}{marks}{_remark(played_one)}"
    found = [sum(_mark(one, level) == "●" for one in forgeries) for level in Evidence]
    seen = f"{say('Nhận ra', 'Noticed')}: " + ", ".join(
        f"{level.value}: {count}" for level, count in zip(Evidence, found, strict=True)
    )
    yield say(f"{seen} (trên {len(forgeries)}).", f"{seen} (of {len(forgeries)}).")


def guard_lines(guards: Mapping[str, bool]) -> Iterator[str]:
    """The attacks through the program's own connection, and whether the guards held.

    Args:
        guards: name of the attack to whether nothing was changed.
    """
    good = sum(guards.values())
    yield say(
        f"Qua kết nối của chính phần mềm: giữ được {good} trên {len(guards)}.",
        f"Through the program's own connection: {good} of {len(guards)} held.",
    )
    for name, kept in guards.items():
        yield f"  {name:<{WIDTH - 2}}{say('giữ được', 'held') if kept else say('LỌT', 'PASSED')}"


def _mark(one: Attack, level: Evidence) -> str:
    """What stands in the table: a dot where this evidence, or one before it, notices."""
    return "●" if one.found is not None and one.found <= level else "."


def _named(one: Attack) -> str:
    """What was done; with the key where it was needed."""
    return f"{say('[khóa] ', '[key] ') if one.key else ''}{said(one.name)}"


def _remark(one: Attack) -> str:
    """What is to be said of a row beside its marks."""
    if not one.as_promised:
        return say("  KHÔNG NHƯ ĐÃ HỨA", "  NOT AS PROMISED")
    if one.expected is Evidence.TIMED:
        return say("  cần dấu thời gian từ bên ngoài", "  needs a time stamp from outside")
    return ""


def _data(forgeries: Sequence[Attack], guards: Mapping[str, bool]) -> dict[str, object]:
    """The table for JSON."""
    return {
        "forgeries": [
            {
                "name": one.name,
                "key": one.key,
                "expected": one.expected.name.lower(),
                "found": None if one.found is None else one.found.name.lower(),
                "as_promised": one.as_promised,
            }
            for one in forgeries
        ],
        "guards": dict(guards),
    }
