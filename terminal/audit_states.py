"""What `tdkt audit replay --states` says: the states of the whole log, replayed quickly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

import click

from dossiers.states import StatesReplayed, replay_states
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.language import said, say
from terminal.opened import opened
from terminal.options import WORD

F = TypeVar("F", bound=Callable[..., Any])
MOST_WORKERS = 256


@dataclass(frozen=True, slots=True)
class Bulk:
    """How the states of a whole log are replayed.

    Attributes:
        chains: whether every event is hashed again too, and its links followed.
        workers: how many processes do it on this machine; None for this one alone.
        scheduler: the address of a scheduler of Dask that runs already; None for none.
    """

    chains: bool = False
    workers: int | None = None
    scheduler: str | None = None


def bulk_options(command: F) -> F:
    """`--chains`, `--workers N` and `--scheduler ADDRESS`; the command takes them as `bulk`."""

    @wraps(command)
    def taken(
        *given: object,
        chains: bool,
        workers: int | None,
        scheduler: str | None,
        **options: object,
    ) -> object:
        return command(*given, bulk=Bulk(chains, workers, scheduler), **options)

    return cast("F", _chains_option(_workers_option(_scheduler_option(taken))))


def _chains_option(command: F) -> F:
    """`--chains`."""
    return click.option(
        "--chains",
        is_flag=True,
        help=say(
            "Cùng --states: băm lại mọi sự kiện và kiểm tra từng mắt xích.",
            "With --states: hash every event again and follow every link.",
        ),
    )(command)


def _workers_option(command: F) -> F:
    """`--workers N`."""
    return click.option(
        "--workers",
        type=click.IntRange(1, MOST_WORKERS),
        metavar="N",
        help=say(
            "Cùng --states: chia cho N tiến trình trên máy này (cần 'tdkt[bulk]').",
            "With --states: by N processes on this machine (needs 'tdkt[bulk]').",
        ),
    )(command)


def _scheduler_option(command: F) -> F:
    """`--scheduler ADDRESS`."""
    return click.option(
        "--scheduler",
        type=WORD,
        metavar=say("ĐỊA-CHỈ", "ADDRESS"),
        help=say(
            "Cùng --states: giao cho bộ điều phối Dask đang chạy, như tcp://10.0.0.5:8786.",
            "With --states: by a scheduler of Dask that runs, such as tcp://10.0.0.5:8786.",
        ),
    )(command)


def told_states(database: str, bulk: Bulk, *, as_json: bool) -> int:
    """Print what replaying the states gave; 1 when some do not follow.

    Args:
        database: the address.
        bulk: how, and by how many processes.
        as_json: whether programs read the answer.

    Raises:
        click.UsageError: workers here and a scheduler elsewhere exclude each other.
        dossiers.spreading.BulkLibraryMissingError: Dask is not installed.
        dossiers.spreading.WorkersError: there is no scheduler, or no worker.
        dossiers.errors.StoreError: the database cannot be read.
    """
    found = _found(database, bulk)
    if as_json:
        astray = [{"stream": one.stream, "text": one.text} for one in found.astray]
        counts = {name: getattr(found, name) for name in ("events", "streams", "aside")}
        print_json({**counts, "astray": astray})
    else:
        click.echo(
            say(
                f"Đã dựng lại trạng thái qua {found.events} sự kiện của {found.streams} hồ sơ: "
                f"{len(found.astray)} sai khác, {found.aside} hồ sơ đã đổi quy trình cần dựng đầy "
                "đủ.",
                f"Replayed the states of {found.streams} dossiers over {found.events} events: "
                f"{len(found.astray)} differ, {found.aside} changed their workflow and need the "
                "full replay.",
            )
        )
        for one in found.astray:
            click.echo(f" ✗ {one.stream}: {said(one.text)}")
    return Exit.NO if found.astray else Exit.DONE


def _found(database: str, bulk: Bulk) -> StatesReplayed:
    """What replaying gave, by this process or by several."""
    if bulk.workers is None and bulk.scheduler is None:
        with opened(database) as store:
            return replay_states(store, chains=bulk.chains)
    if bulk.workers is not None and bulk.scheduler is not None:
        told = say("chọn một: --workers hoặc --scheduler", "give one of --workers and --scheduler")
        raise click.UsageError(told)
    # Dask costs most of a second; whoever replays alone does not wait for it.
    from dossiers.spreading import replay_spread  # noqa: PLC0415 -- see above

    return replay_spread(
        database, workers=bulk.workers or 0, scheduler=bulk.scheduler, chains=bulk.chains
    )
