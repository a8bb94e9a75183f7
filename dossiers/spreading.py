"""States and chains replayed by many processes, here or on other machines, by means of Dask.

The reducer is `dossiers.states.replay_part`, the one that a single process goes by; here is only
said who follows which part.  A part is asked of whoever is free; whoever dies leaves its parts to
the others, and a part that was followed twice is counted once.

Workers open the database themselves: they need the program and the same address, and no keys, since
nothing sealed is read.  A file works for workers on this machine; on several it has to be a server.

Invariants:

* dask and distributed are imported here and nowhere else, and only when they are needed;
* nothing listens beyond the loopback of this machine unless a scheduler elsewhere was named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from dossiers.errors import DossierError
from dossiers.states import A_PART, NONE, Part, StatesReplayed, last_event, parts_of, replay_part
from dossiers.store import Store
from texts import Text

PATIENCE_S = 30
"""How long a scheduler, and the first worker, are waited for."""

DEATHS = 10
"""Workers that may die over one part before it is given up."""

MISSING = Text(
    vi="Lệnh này cần thư viện dask và distributed, chưa được cài; cài bằng: pip install "
    "'tdkt[bulk]'.",
    en="This needs the libraries dask and distributed, which are not installed: pip install "
    "'tdkt[bulk]'.",
)
UNREACHABLE = Text(
    vi="Không kết nối được bộ điều phối {address} trong {seconds} giây, hoặc ở đó không có tiến "
    "trình nào nhận việc; kiểm tra địa chỉ và `dask worker`.",
    en="There is no scheduler at {address} within {seconds} seconds, or no worker with it; check "
    "the address, and `dask worker`.",
)
GIVEN_UP = Text(
    vi="Các tiến trình nhận việc không làm xong: {why}. Chưa có gì thay đổi; hãy chạy lại.",
    en="The workers could not finish: {why}. Nothing was changed; run it again.",
)

Told = Callable[[Any], None]
"""What is done with the cluster once it stands; a test kills one of its workers."""


class BulkLibraryMissingError(DossierError):
    """The optional part for many processes is not installed."""


class WorkersError(DossierError):
    """No scheduler, no worker, or workers that cannot finish."""


def replay_spread(
    url: str,
    *,
    workers: int = 0,
    scheduler: str | None = None,
    chains: bool = False,
    parts: tuple[Part, ...] | None = None,
    told: Told | None = None,
) -> StatesReplayed:
    """Replay the states of every dossier by many processes, and compare them with the table.

    Args:
        url: the address of the database; it is only read.
        workers: how many processes are started on this machine, where no scheduler is named.
        scheduler: the address of one that runs already, such as `tcp://10.0.0.5:8786`.
        chains: whether every event is hashed again too, and its links followed.
        parts: into which the history is cut; None for at least four a worker.
        told: is given Dask's client once the work was handed out.

    Raises:
        BulkLibraryMissingError: dask or distributed is not installed.
        WorkersError: there is no scheduler or no worker, or the work could not be finished.
        dossiers.errors.StoreError: the database cannot be read.
    """
    with Store.open(url, with_keys=False) as store:
        cut = parts or _cut(last_event(store), max(1, workers))
    with _client(workers, scheduler) as client:
        asked = [client.submit(_part_at, url, one, chains=chains, pure=False) for one in cut]
        if told is not None:
            told(client)
        try:
            return sum(client.gather(asked), NONE)
        except _library("distributed").KilledWorker as killed:
            raise WorkersError(GIVEN_UP.fill(why=str(killed)[:200])) from killed


def _part_at(url: str, part: Part, *, chains: bool) -> StatesReplayed:
    """One part, in the process of a worker."""
    with Store.open(url, with_keys=False) as store:
        return replay_part(store, part, chains=chains)


def _cut(events: int, workers: int) -> tuple[Part, ...]:
    """A history in as many parts as memory asks for, and at least four a worker.

    >>> len(_cut(5_000, 2)), len(_cut(10_000_000, 2))
    (16, 256)
    """
    return parts_of(max(events, A_PART * 4 * workers))


@contextmanager
def _client(workers: int, scheduler: str | None) -> Iterator[Any]:
    """A client of the scheduler that was named, or of one of our own on the loopback.

    Raises:
        BulkLibraryMissingError: dask or distributed is not installed.
        WorkersError: there is no scheduler, or no worker.
    """
    dask, distributed = _library("dask"), _library("distributed")
    settings = {"distributed.scheduler.allowed-failures": DEATHS}
    with dask.config.set(settings):
        if scheduler is None:
            with (
                distributed.LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    protocol="tcp",
                    dashboard_address=None,
                    silence_logs=50,
                ) as cluster,
                distributed.Client(cluster) as client,
            ):
                yield client
            return
        address = UNREACHABLE.fill(address=scheduler, seconds=PATIENCE_S)
        try:
            client = distributed.Client(scheduler, timeout=PATIENCE_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as failed:
            raise WorkersError(address) from failed
        with client:
            try:
                client.wait_for_workers(1, timeout=PATIENCE_S)
            except TimeoutError as failed:
                raise WorkersError(address) from failed
            yield client


def _library(name: str) -> Any:  # noqa: ANN401 -- an optional library without types
    """A library of the optional part.

    Raises:
        BulkLibraryMissingError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise BulkLibraryMissingError(MISSING) from None
