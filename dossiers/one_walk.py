"""All of history looked over at once: a quick yes, or no answer.

`whole` asks what `dossiers.verification` and `dossiers.proofs` ask of dossiers and of the log, in
two walks that need nothing of each other: one hashes and numbers again (`dossiers.whole_log`), one
reads and follows the links (`dossiers.whole_streams`).  It says that all of it is whole, or None.
None is no finding: those two are asked then, which name the place.

Invariants:

* a yes here means that neither of the two has a finding (tests compare them on every forgery);
* of a long history the log has a process of its own, which then helps with the dossiers; what is
  said does not depend on that.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from dossiers.store import initialise
    >>> with TemporaryDirectory() as folder:
    ...     url = f"sqlite:///{Path(folder, 'tdkt.sqlite')}"
    ...     _ = initialise(url)
    ...     with Store.open(url) as store:
    ...         found = whole(store)
    >>> found.streams.events, found.log.numbered, found.log.roots[0].hex()[:8]
    (0, 0, 'e3b0c442')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from dossiers.manifests import unproved
from dossiers.store import Store
from dossiers.whole_log import WholeLog, whole_log
from dossiers.whole_streams import End, WholeStreams, end_of_streams, streams_of

LONG = 200_000
"""Events from which on starting a second process pays."""

APART = 0.88
"""Which part of the dossiers' walk stays here: then both processes have as much to do."""

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Whole:
    """History that is whole.

    Attributes:
        streams: what was counted of its dossiers.
        log: what the log gave.
    """

    streams: WholeStreams
    log: WholeLog


def whole(store: Store, sizes: Iterable[int] = (), *, long: int = LONG) -> Whole | None:
    """Whether all that is stored is whole; None where a slower look has to tell.

    Args:
        store: the database; it is only read.
        sizes: the sizes of the log whose roots are wanted.
        long: from how many events on the two walks go side by side.

    Raises:
        StoreError: it cannot be read.
    """
    if not store.reads_side_by_side or any(unproved(store)):
        return None
    with store.side_by_side() as rows:
        until = rows.last
    wanted = tuple(sizes)
    if until >= long:
        return _side_by_side(store, wanted, until)
    log = whole_log(store, wanted, until)
    streams = None if log is None else streams_of(store).whole(until)
    return None if log is None or streams is None else Whole(streams, log)


def _side_by_side(store: Store, sizes: tuple[int, ...], until: int) -> Whole | None:
    """Both walks at the same time, that over the log and the end of the other in a process."""
    apart = int(until * APART)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        log = beside.submit(_log, store.url, sizes, until)
        dossiers = streams_of(store)
        asked = (store.url, dossiers.linked, apart + 1, until)
        end = beside.submit(_end, *asked)
        streams = dossiers.whole(apart, lambda: _had(end, _end, *asked))
        if streams is None:
            return None
        found = _had(log, _log, store.url, sizes, until)
    return None if found is None else Whole(streams, found)


def _had(asked: Future[T], work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What the process beside found; where none can be had, it takes longer and is the same."""
    try:
        return asked.result()
    except BrokenProcessPool:
        return work(*args, **named)


def _log(url: str, sizes: tuple[int, ...], until: int) -> WholeLog | None:
    """The walk over the log, in a process that has opened nothing yet."""
    with Store.open(url) as store:
        return whole_log(store, sizes, until)


def _end(url: str, linked: frozenset[bytes], since: int, until: int) -> End | None:
    """The end of the walk over dossiers, likewise."""
    with Store.open(url) as store:
        return end_of_streams(store, linked, since, until)
