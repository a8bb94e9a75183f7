"""All of history looked over at once: a quick yes, or no answer.

`whole` asks what `dossiers.verification` and `dossiers.proofs` ask of dossiers and of the log, in
two walks that need nothing of each other: one hashes and numbers again (`dossiers.whole_log`), one
reads and follows the links (`dossiers.whole_streams`).  It says that all of it is whole, or None.
None is no finding: those two are asked then, which name the place.

Invariants:

* a yes here means that neither of the two has a finding (tests compare them on every forgery);
* of a long history each walk has a process of its own; what they say does not depend on that.

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

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from dossiers.manifests import unproved
from dossiers.store import Store
from dossiers.whole_log import WholeLog, whole_log
from dossiers.whole_streams import WholeStreams, whole_streams

LONG = 200_000
"""Events from which on starting a second process pays."""


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
    if until < long:
        log = whole_log(store, wanted, until)
        streams = None if log is None else whole_streams(store, until)
    else:
        log, streams = _side_by_side(store, wanted, until)
    return None if log is None or streams is None else Whole(streams, log)


def _side_by_side(
    store: Store, sizes: tuple[int, ...], until: int
) -> tuple[WholeLog | None, WholeStreams | None]:
    """Both walks at the same time, that over the log in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        asked = beside.submit(_in_own_store, store.url, sizes, until)
        streams = whole_streams(store, until)
        try:
            log = asked.result()
        except BrokenProcessPool:
            # Where no process can be had, the answer takes longer and is the same.
            log = whole_log(store, sizes, until)
    return log, streams


def _in_own_store(url: str, sizes: tuple[int, ...], until: int) -> WholeLog | None:
    """The walk over the log, in a process that has opened nothing yet."""
    with Store.open(url) as store:
        return whole_log(store, sizes, until)
