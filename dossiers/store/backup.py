"""A copy of a database, made while it is in use, and a copy put in the place of a database.

A backup is a database file like any other: everything that reads a database reads it, and
`tdkt audit verify` says whether it is whole before it is needed.

Invariants:

* a copy holds what was committed at one moment, and nothing of a commit in progress;
* nobody is signed in to a copy: sessions and tokens stay where they began (ADR 0050);
* what stands in a place is moved aside before something else is put there, never overwritten;
* the one is done in one step of the file system: after a crash either stands there whole.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, make_url

from dossiers.errors import DatabaseDamagedError, DatabaseExistsError
from dossiers.store.access_tables import PASSING
from dossiers.store.engine import address, backend_of, connected, told_plainly
from dossiers.store.lock import writer_lock
from dossiers.store.schema import initialise, revision
from dossiers.store.sqlite import keys_beside
from dossiers.store.transfer import is_empty, transferred

PAGES = 2_000
"""Pages that are copied at a time, so that writers need not wait for the whole."""

WHOLE = "ok"


def copied_file(source: str | Path, target: Path) -> None:
    """Copy a file of SQLite whole, as it stands after its last commit; the source is only read.

    Raises:
        DatabaseDamagedError: it is none.
    """
    with told_plainly(str(source)):
        original = sqlite3.connect(f"{Path(source).absolute().as_uri()}?mode=ro", uri=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
        with closing(original), closing(sqlite3.connect(target)) as copy:
            original.backup(copy, pages=PAGES)
            # The copy is one file, which can be carried away without others beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
    target.chmod(0o600)


def backed_up(url: str, target: Path) -> None:
    """Write a backup of a database to a file that is not there yet.

    The file appears under its name when it is whole; a copy that was cut short leaves none.

    Raises:
        DatabaseExistsError: something stands at the target.
        StoreError: the database cannot be read, or the target not be written.
    """
    if target.exists():
        raise DatabaseExistsError(str(target))
    unfinished = target.with_name(f"{target.name}.part")
    source = address(url)
    try:
        if (file := backend_of(source).file(source)) is not None:
            copied_file(file, unfinished)
            _let_nobody_in(unfinished)
        else:
            carried(url, unfinished)
        _check(unfinished)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
        keys_beside(unfinished).unlink(missing_ok=True)


def carried(url: str, target: Path) -> None:
    """Copy a database of a server, row by row as it stood at one moment, into a new file."""
    copy = f"sqlite:///{target}"
    initialise(copy, lone=True)
    with opened(url) as source, opened(copy) as made:
        transferred(source, made)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine for a while."""
    engine = connected(address(url))
    try:
        yield engine
    finally:
        engine.dispose()


def revision_of(file: Path) -> str | None:
    """The migration at which a file stands; None for a file that was never initialised.

    Raises:
        DatabaseDamagedError: it is no database, or a damaged one.
    """
    _check(file)
    engine = connected(make_url(f"sqlite:///{file}"))
    try:
        with told_plainly(str(file)):
            return revision(engine)
    finally:
        engine.dispose()


def into_server(copy: Path, url: str) -> bool:
    """Put every row of a copy into the database of a server, if that one is empty.

    Returns:
        Whether it was; nothing was written where it was not.

    Raises:
        dossiers.errors.StoreError: the server cannot be reached, or its database not be written.
    """
    initialise(url)
    with opened(f"sqlite:///{copy}") as source, opened(url) as target:
        if not is_empty(target):
            return False
        transferred(source, target)
        return True


def put_in_place(copy: Path, target: Path, aside: Path | None) -> None:
    """Put a copy where a database stands, or stood; what stands there is moved aside.

    Writers are kept out meanwhile.  Journals are moved along with their database, since SQLite
    would play them back into the copy.

    Args:
        copy: a whole database beside the target, on the same file system; it is gone afterwards.
        target: where it belongs.
        aside: the name that the former database gets; None where none stands there.

    Raises:
        OSError: the folder cannot be written.
    """
    with writer_lock(target):
        for suffix in ("", "-wal", "-shm", "-journal"):
            former = Path(f"{target}{suffix}")
            if aside is not None and former.exists():
                former.rename(f"{aside}{suffix}")
        copy.rename(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _let_nobody_in(copy: Path) -> None:
    """Take sessions, tokens and failed attempts out of a copy; an older one has no such tables."""
    with told_plainly(str(copy)), closing(sqlite3.connect(copy)) as driver, driver:
        driver.execute("PRAGMA secure_delete = ON")
        named = driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for name in sorted(PASSING.intersection(name for (name,) in named)):
            driver.execute(f"DELETE FROM {name}")  # noqa: S608 -- names of ours


def _check(file: Path) -> None:
    """Let SQLite look at every page.

    Raises:
        DatabaseDamagedError: it finds something.
    """
    with told_plainly(str(file)):
        uri = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as driver:
            (found,) = driver.execute("PRAGMA quick_check(1)").fetchone()
    if found != WHOLE:
        raise DatabaseDamagedError(str(file))
