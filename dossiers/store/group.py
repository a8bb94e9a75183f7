"""A store for a process with many threads: what they record is committed several at a time.

A durable commit waits for the disk, and one wait serves many commands as well as one.  Whoever
records puts an entry into a queue and waits; one thread takes what has gathered there, writes it by
a few statements (`dossiers.store.together`), takes what has come meanwhile, commits all of it, and
only then answers.  Where an entry is refused, each is written under a savepoint of its own.  Nobody
waits for a group to fill: while one is on its way to the disk, the next one gathers.

Invariants:

* an answer is given only after the commit of which its entry was part;
* an entry that fails takes back what it wrote itself and nothing else; its sender is told why;
* entries are written in the order in which they came, so those of one dossier keep theirs;
* when the commit itself fails, nothing of the group was written and every sender is told;
* the queue is bounded: whoever comes while it is full waits;
* closing takes no new entries, writes those that had come, and then closes; nothing is written or
  read through a store that was closed.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from dossiers.store.schema import initialise
    >>> with TemporaryDirectory() as folder:
    ...     url = f"sqlite:///{Path(folder, 'tdkt.sqlite')}"
    ...     _ = initialise(url)
    ...     with GroupStore.open(url) as store:
    ...         store.numbers()
    ()
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Condition, Event, Lock, Thread
from typing import TypeVar

from sqlalchemy import Engine

from dossiers.errors import AnswerNotNotedError, DatabaseBusyError
from dossiers.server_errors import DatabaseLostError, OutcomeUnknownError
from dossiers.store import tables
from dossiers.store.at_once import NotWrittenError
from dossiers.store.at_once import write_together as post_together
from dossiers.store.driver import Driver
from dossiers.store.engine import (
    CLOSED,
    PASSING,
    closed_for_good,
    told_plainly,
    tried_again,
    writing,
)
from dossiers.store.records import Sealed, Store, whole_of
from dossiers.store.rows import Entry, Recorded
from dossiers.store.sqlite import PATIENCE_MS
from dossiers.store.strongbox import Strongbox
from dossiers.store.together import write_together

T = TypeVar("T")

MOST_WAITING = 1_024
"""Entries that wait at most; who brings one more waits for room."""

SWEEP_S = 60.0
"""A writer that has nothing to write looks so often for what memory has kept for too long."""

MOST_TOGETHER = 64
"""Entries of one commit at most, so that other processes get their turn after milliseconds."""

Order = tuple[Entry, Sealed, Future[Recorded]]
"""An entry, the same with everything personal sealed, and where its sender waits for the answer."""


class GroupStore(Store):
    """A store whose `record` may be called by many threads, and commits for all of them at once.

    Everything else is as `Store` has it; open it with `GroupStore.open`, best by `with`.
    """

    def __init__(self, engine: Engine, log: str, strongbox: Strongbox) -> None:
        """Take over an engine; `GroupStore.open` is the door."""
        super().__init__(engine, log, strongbox)
        lock = Lock()
        self._orders: deque[Order] = deque()
        self._room, self._work = Condition(lock), Condition(lock)
        # Shared with the views that `within` gives.
        self._closed = Event()
        self._writer = Thread(target=self._write, name="tdkt-writer", daemon=True)
        self._writer.start()

    def __exit__(self, *_: object) -> None:
        """Write what has come, then close every connection and open no other."""
        with self._work:
            self._closed.set()
            self._work.notify()
            self._room.notify_all()
        self._writer.join()
        closed_for_good(self._engine)

    def record(self, entry: Entry) -> Recorded:
        """Write an entry, all of it or nothing; under a key that has an answer, nothing.

        Raises:
            KeyReusedError: the key belongs to another command.
            StaleDossierError: the dossier has been moved since it was read.
            NumberTakenError: a new dossier takes a number that another has.
            StoreError: the database cannot be written, or too many wait for it.
            RuntimeError: the store was closed.
        """
        return self.submit(entry).result()

    def submit(self, entry: Entry) -> Future[Recorded]:
        """Hand an entry over; what `record` would return or raise comes with the future.

        Raises:
            DatabaseBusyError: the queue stayed full for too long; nothing was handed over.
            RuntimeError: the store was closed.
        """
        answer: Future[Recorded] = Future()
        # Sealed by whoever brings it, so that the one writer has nothing to wait for.
        sealed = self.sealed(entry)
        with self._room:
            free = self._room.wait_for(self._has_room, PATIENCE_MS / 1000)
            if self._closed.is_set():
                raise RuntimeError(CLOSED)
            if not free:
                raise DatabaseBusyError(self.place)
            self._orders.append((entry, sealed, answer))
            self._work.notify()
        return answer

    def _has_room(self) -> bool:
        """Whether another entry may be brought, or nobody need wait any longer."""
        return self._closed.is_set() or len(self._orders) < MOST_WAITING

    def _write(self) -> None:
        """What the writer does until the store is closed and everything is written."""
        while orders := self._gathered():
            # Whoever gave up waiting is not written for; who is now written for cannot give up.
            self._committed([one for one in orders if one[2].set_running_or_notify_cancel()])

    def _gathered(self) -> list[Order]:
        """The orders of the next group, as soon as there is one; none when it is over."""
        with self._work:
            while not self._work.wait_for(self._is_asked, SWEEP_S):
                self.memory.sweep()
            return self._taken(MOST_TOGETHER)

    def _is_asked(self) -> bool:
        """Whether there is something to write, or it is over."""
        return bool(self._orders) or self._closed.is_set()

    def _taken(self, most: int) -> list[Order]:
        """So many orders at most of those that wait, out of the queue."""
        orders = [self._orders.popleft() for _ in range(min(len(self._orders), most))]
        self._room.notify(len(orders))
        return orders

    def _committed(self, orders: list[Order]) -> None:
        """Write a group, with what comes while it is written, commit it, and only then answer."""
        answers: list[Recorded | Exception] = []
        try:
            answers = tried_again(lambda: self._answers(orders))
        except BaseException as failed:  # noqa: BLE001 -- it is raised where people wait for it
            for entry, _, waiting in orders:
                waiting.set_exception(self._told(failed, entry))
            return
        for (entry, _, waiting), answer in zip(orders, answers, strict=True):
            if isinstance(answer, Recorded):
                self._answered_with(entry, answer, waiting)
            else:
                waiting.set_exception(answer)

    def _told(self, failed: BaseException, entry: Entry) -> BaseException:
        """What one sender is told of a commit that failed."""
        if not isinstance(failed, DatabaseLostError):
            return failed
        unknown = OutcomeUnknownError(self.place, entry.key)
        unknown.__cause__ = failed
        return unknown

    def _answers(self, orders: list[Order]) -> list[Recorded | Exception]:
        """Write a group, with what comes while it is written, in one transaction.

        On PostgreSQL it is written at once where nothing of it has to fail.
        """
        if self._backend.AT_ONCE and self._written_at_once_together(orders):
            return [Recorded(entry.result, repeated=False) for entry, *_ in orders]
        answers: list[Recorded | Exception] = []
        with writing(self._engine, self.place) as driver:
            while more := orders[len(answers) :]:
                answers += self._saved(driver, more)
                orders += self._awaited(MOST_TOGETHER - len(orders))
        return answers

    def _written_at_once_together(self, orders: list[Order]) -> bool:
        """Write a group by one statement an entry, all sent at once; False where nothing was."""
        wholes = [whole_of(entry, sealed) for entry, sealed, _ in orders]
        if not all(wholes):
            return False
        try:
            with writing(self._engine, self.place) as driver:
                post_together(driver, [one for one in wholes if one is not None])
        except NotWrittenError:
            return False
        except Exception as failed:
            if self._backend.is_duplicate(failed):
                return False
            raise
        return True

    def _awaited(self, most: int) -> list[Order]:
        """What has come meanwhile and is still waited for."""
        with self._work:
            orders = self._taken(most)
        return [one for one in orders if one[2].set_running_or_notify_cancel()]

    def _saved(self, driver: Driver, orders: list[Order]) -> list[Recorded | Exception]:
        """Write the entries of a group, by a few statements where none of them is refused.

        Raises:
            StoreError: the whole transaction is lost, or has to be tried again.
        """
        if len(orders) > 1 and self._tried(driver, lambda: _write_all(driver, orders)) is None:
            return [Recorded(entry.result, repeated=False) for entry, *_ in orders]
        return [self._saved_alone(driver, entry, sealed) for entry, sealed, _ in orders]

    def _answered_with(self, entry: Entry, answer: Recorded, waiting: Future[Recorded]) -> None:
        """Answer one sender; whatever stands against it is told to that one alone."""
        try:
            self.keep(entry, answer)
        except AnswerNotNotedError as failed:
            waiting.set_exception(failed)
        else:
            waiting.set_result(answer)

    def _saved_alone(self, driver: Driver, entry: Entry, sealed: Sealed) -> Recorded | Exception:
        """Write one entry of a group, or take back what there is of it and say why.

        Raises:
            StoreError: the whole transaction is lost, or has to be tried again.
        """
        return self._tried(driver, lambda: self.written(driver, entry, sealed))

    def _tried(self, driver: Driver, work: Callable[[], T]) -> T | Exception:
        """Do something under a savepoint; where it fails, take it back and say why.

        Raises:
            StoreError: the whole transaction is lost.
        """
        driver.execute(tables.SAVEPOINT)
        try:
            with told_plainly(self.place):
                done = work()
        except PASSING:
            raise
        except Exception as failed:
            # After a full disk SQLite may have rolled everything back by itself.
            if not getattr(driver, "in_transaction", True):
                raise
            driver.execute(tables.BACK_TO_SAVEPOINT)
            driver.execute(tables.RELEASE)
            return failed
        driver.execute(tables.RELEASE)
        return done


def _write_all(driver: Driver, orders: list[Order]) -> None:
    """Write the entries of a group by a few statements."""
    write_together(driver, [(entry, sealed) for entry, sealed, _ in orders])
