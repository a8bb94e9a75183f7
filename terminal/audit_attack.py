"""The command that plays every known forgery against a copy and shows what notices it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from dossiers.attacks import Attack, played
from dossiers.proofs import Evidence
from dossiers.scenes import SEEDS, Keys, keys_for, scene_of
from dossiers.stops import Stop, stops
from dossiers.store import Store
from dossiers.store.forging import copied, held
from dossiers.store.probing import held_outside
from dossiers.store.transcribing import as_file
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import json_option, whole_database_option
from texts import Text

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
    Evidence.TIMED: Text("dấu thời gian từ bên ngoài", "a time stamp from outside"),
}


@click.command(
    cls=Command,
    help=say(
        "Thử 19 cách giả mạo lịch sử đã công bố và các cách khác, cùng những cách sửa bảng và ký "
        "gian, trên một bản sao, rồi in bảng: bằng chứng nào nhận ra. Khóa, nhân chứng và tổ chức "
        "cấp dấu thời gian là của cuộc thử. Cơ sở dữ liệu chỉ được đọc. Mã thoát 1 khi có cách "
        "không bị nhận ra đúng như đã hứa.\n\n\b\n"
        "Ví dụ:\n  tdkt audit attack\n  tdkt audit attack --database sqlite:///ban-sao.sqlite",
        "Play the 19 published forgeries of history and others, and attacks on tables and on "
        "signers, against a copy, and print which evidence notices them. Keys, witnesses and "
        "time-stamping authority are of the game. The database is only read. Exit code 1 when one "
        "is not noticed exactly as promised.\n\n\b\n"
        "Examples:\n  tdkt audit attack\n  tdkt audit attack --database sqlite:///copy.sqlite",
    ),
)
@json_option
@whole_database_option
def attack(as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the table of what notices what; 1 when a promise is not kept.

    Raises:
        DossierError: the database is too small for all forgeries.
    """
    with Store.open(database) as store:
        origin, shared = store.log, store.numbered.file_mode is None
        missing = store.numbered.missing_guards() if shared else ()
    keys = keys_for(origin, [secrets.token_bytes(SEED_BYTES) for _ in range(SEEDS)])
    with TemporaryDirectory(prefix="tdkt-attack-") as folder:
        source = as_file(database, Path(folder) / "source.sqlite")
        found = _played(source, Path(folder), keys)
    if shared:
        # What guards a server is asked of the server; the attacks on guards are those on a file.
        found = replace(found, guards=dict.fromkeys(missing, False), outside={}, missing=missing)
    if as_json:
        print_json(_data(found))
    else:
        for line in _lines(found):
            click.echo(line)
    return Exit.DONE if found.kept else Exit.NO


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of everything that was played."""

    forgeries: Sequence[Attack]
    stops: Sequence[Stop]
    guards: Mapping[str, bool]
    outside: Mapping[str, bool]
    missing: Sequence[str] | None = None

    @property
    def kept(self) -> bool:
        """Whether every promise was kept."""
        held = [one.held for one in self.stops]
        promised = [one.as_promised for one in self.forgeries]
        return all([*promised, *held, *self.guards.values(), *self.outside.values()])


def _played(source: Path, folder: Path, keys: Keys) -> _Found:
    """Play everything, each on a copy in a folder."""
    forgeries = list(played(source, folder, keys))
    copy = folder / "copy.sqlite"
    copied(source, copy)
    stopped = list(stops(copy, scene_of(copy, keys)))
    copied(source, copy)
    guards = held(copy)
    copied(source, copy)
    return _Found(forgeries, stopped, guards, held_outside(copy))


def _lines(found: _Found) -> Iterator[str]:
    """Everything that was played, for people."""
    yield from table_lines([one for one in found.forgeries if one.published])
    yield ""
    yield say("Các cách khác:", "Further forgeries:")
    yield from (_row(one) for one in found.forgeries if not one.published)
    yield ""
    yield _count(
        Text("Trước khi ký", "Before anything is signed"), [one.held for one in found.stops]
    )
    yield from (_held(said(one.name), kept=one.held) for one in found.stops)
    yield ""
    if found.missing is not None:
        yield from server_lines(found.missing)
        return
    yield from guard_lines(found.guards)
    yield _count(
        Text("Qua chương trình khác", "Through another program"), list(found.outside.values())
    )
    yield from (_held(name, kept=kept) for name, kept in found.outside.items())


def table_lines(forgeries: Sequence[Attack]) -> Iterator[str]:
    """The table of forgeries: a row each, a column for each kind of evidence.

    Args:
        forgeries: as they were played.
    """
    for one in Evidence:
        yield f"{one.value}  {said(EVIDENCE[one])}"
    yield ""
    yield " " * WIDTH + " ".join(str(one.value) for one in Evidence)
    yield from (_row(one) for one in forgeries)
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
    told = Text("Qua kết nối của chính phần mềm", "Through the program's own connection")
    yield _count(told, list(guards.values()))
    yield from (_held(name, kept=kept) for name, kept in guards.items())


def _count(what: Text, held_ones: Sequence[bool]) -> str:
    """How many of some attacks were stopped."""
    good, every = sum(held_ones), len(held_ones)
    return f"{said(what)}: {say(f'giữ được {good} trên {every}.', f'{good} of {every} held.')}"


def _held(name: str, *, kept: bool) -> str:
    """One attack, and whether it was stopped."""
    return f"  {name:<{WIDTH - 2}}{say('giữ được', 'held') if kept else say('LỌT', 'PASSED')}"


def _row(one: Attack) -> str:
    """A forgery as a row of the table."""
    marks = " ".join(_mark(one, level) for level in Evidence)
    return f"{_named(one):<{WIDTH}}{marks}{_remark(one)}"


def server_lines(missing: Sequence[str]) -> Iterator[str]:
    """What guards a database of PostgreSQL, and what of it is missing.

    Args:
        missing: the names of the guards that do not stand.
    """
    yield say(
        f"Chốt bảo vệ trên máy chủ PostgreSQL: thiếu {len(missing)}.",
        f"Guards on the PostgreSQL server: {len(missing)} missing.",
    )
    yield from (f"  {name:<{WIDTH - 2}}{say('THIẾU', 'MISSING')}" for name in missing)


def _mark(one: Attack, level: Evidence) -> str:
    """What stands in the table: a dot where this evidence, or one before it, notices."""
    return "●" if one.found is not None and one.found <= level else "."


def _named(one: Attack) -> str:
    """What was done; with the key where it was needed."""
    return f"{say('[khóa] ', '[key] ') if one.key else ''}{said(one.name)}"


def _remark(one: Attack) -> str:
    """What is to be said of a row beside its marks."""
    return "" if one.as_promised else say("  KHÔNG NHƯ ĐÃ HỨA", "  NOT AS PROMISED")


def _data(found: _Found) -> dict[str, object]:
    """The table for JSON."""
    return {
        "forgeries": [
            {
                "name": one.name,
                "key": one.key,
                "expected": one.expected.name.lower(),
                "found": None if one.found is None else one.found.name.lower(),
                "as_promised": one.as_promised,
                "published": one.published,
            }
            for one in found.forgeries
        ],
        "stops": [{"name": one.name, "held": one.held} for one in found.stops],
        "guards": dict(found.guards),
        "outside": dict(found.outside),
    }
