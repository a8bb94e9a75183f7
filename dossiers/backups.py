"""Backing a database up, and restoring one without losing history in silence.

A backup that is put in place takes history back to the moment at which it was made.  So it is
verified before anything is changed; it has to hold the newest checkpoint that somebody kept; and
where the database in place has events that the backup lacks, their number is told, and nothing is
done unless that loss was accepted.

Keys are in no backup of the database (ADR 0034): a restore keeps those that stand at the place, so
that what was erased since stays unreadable.  Where none stand, only events and the log are
verified, and content is readable again when the file of keys is back.

Invariants:

* a refusal is a value, and after one everything stands as it stood;
* what stood in place before is moved aside and never deleted.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from dossiers.differences import BROKEN as BROKEN_CHAIN
from dossiers.differences import OLDER
from dossiers.errors import DatabaseExistsError, DatabaseMissingError, HistoryError, StoreError
from dossiers.proofs import checked, unguarded
from dossiers.store import NotNumberedError, Store, initialise
from dossiers.store.backup import backed_up, copied_file, into_server, put_in_place, revision_of
from dossiers.store.engine import address, backend_of
from dossiers.store.key_store import KeyStore
from dossiers.store.schema import is_sealed
from dossiers.use_cases.upgrading import brought_up, entered
from dossiers.verification import verify
from ledger import Link, first_break
from texts import Text

BROKEN = Text(
    vi="bản sao lưu không còn nguyên vẹn: {problem}",
    en="the backup is not whole: {problem}",
)
OTHER_LOG = Text(
    vi="bản sao lưu thuộc sổ khác ({theirs}), không phải sổ đang dùng ({ours})",
    en="the backup is of another log ({theirs}) than the one in place ({ours})",
)
FORKED = Text(
    vi="bản sao lưu và sổ đang dùng ghi khác nhau từ số {index}; không bản nào nối tiếp bản kia",
    en="the backup and the log in place differ from number {index} on; neither continues the other",
)
LOSES = Text(
    vi="sổ đang dùng có {count} sự kiện mà bản sao lưu không có; chỉ phục hồi nếu chấp nhận mất "
    "(--accept-loss {count})",
    en="the log in place has {count} events that the backup lacks; restore only if that loss is "
    "accepted (--accept-loss {count})",
)
NOT_EMPTY = Text(
    vi="cơ sở dữ liệu trên máy chủ đã có sự kiện; hãy tạo một cơ sở dữ liệu trống, phục hồi vào "
    "đó rồi chuyển sang dùng",
    en="the database on the server has events already; make an empty one, restore into that, and "
    "change over to it",
)
UNREADABLE = Text(
    vi="không đọc được cơ sở dữ liệu đang dùng nên không biết sẽ mất gì; đưa điểm kiểm mới nhất "
    "đã giữ (--known TỆP)",
    en="the database in place cannot be read, so nobody knows what would be lost; give the newest "
    "checkpoint that was kept (--known FILE)",
)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made.

    Attributes:
        file: where it lies.
        events: how many events it holds.
        numbered: how many of them have a number in the log.
        signed: the size of the newest checkpoint in it; None where none was signed.
    """

    file: Path
    events: int
    numbered: int
    signed: int | None


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was put in place.

    Attributes:
        events: how many events the database holds now.
        lost: how many events the former one had beside them; None where it could not be read.
        aside: where the former one lies; None where none stood there.
        erased: how many dossiers in it were erased since; their keys are destroyed.
        keys: the file of keys that is missing; None where it stands at the place.
    """

    events: int
    lost: int | None
    aside: Path | None
    erased: int = 0
    keys: Path | None = None


@dataclass(frozen=True, slots=True)
class NotRestored:
    """Why a backup was not put in place; nothing was changed.

    Attributes:
        reasons: every reason, in both languages.
    """

    reasons: tuple[Text, ...]


def upgraded(url: str) -> bool:
    """Bring a database that is there to this release; whether there was anything to do.

    Raises:
        dossiers.errors.DatabaseMissingError: there is none.
        dossiers.errors.DatabaseNewerError: a newer release made it.
        dossiers.errors.StoreError: it cannot be written, or is damaged.
    """
    file = file_at(url)
    if file is not None and (not file.is_file() or revision_of(file) is None):
        raise DatabaseMissingError(str(file))
    return brought_up(url)


def found_wrong(url: str) -> tuple[Text, ...]:
    """What is wrong with a database as a file: pages and guards; empty when nothing is.

    Raises:
        dossiers.errors.DatabaseDamagedError: a page is damaged.
        dossiers.errors.TailChangedError: the newest history is not what was recorded.
        dossiers.errors.DatabaseSchemaError: another release made it.
        dossiers.errors.StoreError: it cannot be read.
    """
    file = file_at(url)
    if file is not None and file.is_file():
        revision_of(file)
    with Store.open(url, checked=True) as store:
        return unguarded(store.numbered)


def file_at(url: str) -> Path | None:
    """The file of a database; None where a server keeps it.

    Raises:
        dossiers.errors.UnknownDatabaseError: the address cannot be used.
    """
    parsed = address(url)
    return backend_of(parsed).file(parsed)


def back_up(url: str, target: Path, *, keys: Path | None = None) -> BackedUp:
    """Write a backup; the database stays in use meanwhile.

    Args:
        url: the address of the database.
        target: a file that is not there yet.
        keys: likewise, for a copy of the keys; None for none.  Whoever has both files can read
            everything, also what is erased later.

    Raises:
        dossiers.errors.DatabaseExistsError: something stands at the target.
        dossiers.errors.StoreError: the database cannot be read, or the file not be written.
    """
    if keys is not None and keys.exists():
        raise DatabaseExistsError(str(keys))
    with Store.open(url) as store:
        backed_up(url, target)
        if keys is not None:
            # After the database, so that no box of it is without its key.
            copied_file(store.strongbox.store.path, keys)
    with Store.open(f"sqlite:///{target}", with_keys=False, lone=True) as copy:
        log = copy.numbered
        kept = log.checkpoints()
        events = sum(1 for _ in copy.events())
        return BackedUp(target, events, log.size, kept[-1].size if kept else None)


def restore(
    backup: Path, url: str, *, at: datetime, known: bytes | None = None, accepted: int = 0
) -> Restored | NotRestored:
    """Put a backup in the place of a database, or where there is none yet.

    A backup of an older release is upgraded on the way; the file itself is only read.

    Args:
        backup: the file.
        url: the address of the database.
        at: now; it is part of the name that the former database gets.
        known: the newest checkpoint that anybody kept.
        accepted: the number of events whose loss was accepted.

    Raises:
        dossiers.errors.DatabaseMissingError: the backup is not there, or was never initialised.
        dossiers.errors.DatabaseDamagedError: it is no database, or was cut short.
        dossiers.errors.DatabaseNewerError: a newer release made it.
        dossiers.errors.StoreError: the place cannot be written.
    """
    found = revision_of(backup) if backup.is_file() else None
    if found is None:
        raise DatabaseMissingError(str(backup))
    there = address(url)
    keys = KeyStore(backend_of(there).keys(there))
    target = file_at(url)
    asked = _Asked(keys, keys.path.is_file() or not is_sealed(found), known)
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        return _with_copy(
            backup, target.parent, keys, lambda copy: _put(copy, target, at, asked, accepted)
        )
    with TemporaryDirectory() as folder:
        return _with_copy(backup, Path(folder), keys, lambda copy: _carry(copy, url, asked))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a restore goes by.

    Attributes:
        keys: the keys at the place; perhaps there are none.
        readable: whether content can be read there.
        known: the newest checkpoint that anybody kept.
    """

    keys: KeyStore
    readable: bool
    known: bytes | None

    def settled(self, copy: Path) -> Path | None:
        """See that the keys that were drawn for a copy are at the place; which file is missing."""
        if not self.readable:
            return self.keys.path
        self.keys.make()
        self.keys.take_over(KeyStore.beside(copy))
        return None


def _with_copy(
    backup: Path, folder: Path, keys: KeyStore, work: Callable[[Path], Restored | NotRestored]
) -> Restored | NotRestored:
    """Do something with a copy of a backup that was brought to this release; then it is gone.

    Beside it lie the keys of the place, so that it is read, and an older one sealed, under them.
    """
    copy = folder / f"{backup.name}.restoring"
    try:
        shutil.copyfile(backup, copy)
        copy.chmod(0o600)
        if keys.path.is_file():
            copied_file(keys.path, KeyStore.beside(copy).path)
        initialise(f"sqlite:///{copy}")
        return work(copy)
    finally:
        for suffix in ("", "-lock", "-journal", "-wal", "-shm", ".keys", ".keys-journal"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)


def _carry(copy: Path, url: str, asked: _Asked) -> Restored | NotRestored:
    """Put a copy of the backup into the empty database of a server."""
    with Store.open(f"sqlite:///{copy}") as store:
        wrong, erased = _looked_at(store, asked)
        events = sum(1 for _ in store.events())
    if wrong:
        return NotRestored(wrong)
    try:
        taken = into_server(copy, url)
    finally:
        if not asked.readable:
            # Made on the way; nothing is sealed under it, and it must not hide that one is missing.
            asked.keys.path.unlink(missing_ok=True)
    if not taken:
        return NotRestored((NOT_EMPTY,))
    return Restored(events, 0, None, erased, asked.settled(copy))


def _put(
    copy: Path, target: Path, at: datetime, asked: _Asked, accepted: int
) -> Restored | NotRestored:
    """Put a copy of the backup in place, unless something speaks against it."""
    with Store.open(f"sqlite:///{copy}") as store:
        wrong, erased = _looked_at(store, asked)
        events = sum(1 for _ in store.events())
        lost, told = _against_former(store, target, accepted, asked.known)
    if wrong or told:
        return NotRestored((*wrong, *told))
    aside = target.with_name(f"{target.name}.{at:%Y%m%dT%H%M%S}") if target.exists() else None
    missing = asked.settled(copy)
    put_in_place(copy, target, aside)
    return Restored(events, lost, aside, erased, missing)


def _looked_at(store: Store, asked: _Asked) -> tuple[tuple[Text, ...], int]:
    """Everything that is wrong with a copy, and how many dossiers of it were erased since.

    One that is whole gets its numbers, and what its dossiers are found by.
    """
    wrong = _numbered(store)
    if wrong:
        return wrong, 0
    told = [one.text for one in checked(store, known=asked.known).findings]
    if not asked.readable:
        told += _breaks(store)
        return tuple(BROKEN.fill(problem=one) for one in told), 0
    problems = verify(store).problems
    told += [one.text for one in problems if one.text != OLDER]
    if not told:
        try:
            entered(store)
        except HistoryError as lost:
            told.append(lost.text)
    erased = {one.stream for one in problems if one.text == OLDER}
    return tuple(BROKEN.fill(problem=one) for one in told), len(erased)


def _breaks(store: Store) -> Iterator[Text]:
    """The first break of each chain, which is told without any key."""
    for stream, events in groupby(store.streams(), key=lambda one: one.stream):
        broken = first_break([Link(one.n, one.body, one.leaf) for one in events], stream=stream)
        if broken is not None:
            yield BROKEN_CHAIN[broken.kind]


def _numbered(store: Store) -> tuple[Text, ...]:
    """Number what waited when the backup was made; why not, where an event is not whole.

    Numbers follow from the order of recording, so these are the numbers that the events got, or
    would have got, in the database itself.
    """
    try:
        store.numbered.number()
    except NotNumberedError as wrong:
        return (BROKEN.fill(problem=wrong.text),)
    return ()


def _against_former(
    store: Store, target: Path, accepted: int, known: bytes | None
) -> tuple[int | None, tuple[Text, ...]]:
    """How many events would be lost, where that is known, and what speaks against it."""
    if not target.exists():
        return 0, ()
    try:
        with Store.open(f"sqlite:///{target}", with_keys=False, lone=True) as former:
            return _compared(store, former, accepted)
    except StoreError:
        return None, () if known is not None else (UNREADABLE,)


def _compared(store: Store, former: Store, accepted: int) -> tuple[int, tuple[Text, ...]]:
    """The same for a former database that can be read; both are read side by side, once."""
    if store.log != former.log:
        return 0, (OTHER_LOG.fill(theirs=store.log, ours=former.log),)
    lost = 0
    for index, (one, other) in enumerate(zip_longest(store.events(), former.events())):
        if one is None:
            lost += 1
        elif other is not None and one.leaf != other.leaf:
            return lost, (FORKED.fill(index=index),)
    return lost, (LOSES.fill(count=lost),) if lost not in {0, accepted} else ()
