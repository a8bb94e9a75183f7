"""Changing the key of the log: a statement signed by both keys, recorded as an event of the log.

Whoever trusts a former key can follow the statement to the new one (`ledger.rotation`).  It is no
remedy after a theft: a thief has the old key as well.  Then the new key is written into the policy
by hand, from the last size that is beyond doubt (ADR 0035).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from dossiers.key_changes import ROTATE, keys_recorded, stream_of_keys
from dossiers.store import Entry, Store
from dossiers.use_cases.appending import Link, appended_publicly, pen_of
from ledger import Actor, Command, Judgement, canonical, digest
from ledger.proving import (
    NOTE_KEY,
    Keyring,
    NoteError,
    Refused,
    RotationError,
    SecretKey,
    read_note,
    rotation_note,
    signers,
)
from texts import Text
from workflow import Move

KEEPER = "key_keeper"
RULE = canonical({"kind": "tdkt-key-rotation/v1"})
"""What a change of key goes by, in place of a workflow: the form of its statement."""

NOT_THIS_LOG = Text(
    vi="khóa '{name}' không phải khóa ký của sổ này ('{log}')",
    en="the key '{name}' is not one that signs this log ('{log}')",
)
SAME = Text(
    vi="khóa mới trùng khóa cũ; tạo khóa mới bằng `tdkt audit keygen`",
    en="the new key is the old one; make another with `tdkt audit keygen`",
)
FORMER = Text(
    vi="sổ đã đổi khóa ở {first} sự kiện; khóa cũ đưa vào không phải khóa đang dùng",
    en="the log changed its key at {first} events; the old key given is not the one in use",
)
NOT_IN_USE = Text(
    vi="khóa cũ đưa vào không ký điểm kiểm mới nhất của sổ",
    en="the old key given did not sign the newest checkpoint of the log",
)
USED = Text(
    vi="khóa mới đã từng được dùng; sổ không trở lại khóa cũ",
    en="the new key was in use before; a log does not come back to a former key",
)
TOO_EARLY = Text(
    vi="khóa mới chỉ dùng được từ {least} sự kiện trở lên, vì {signed} sự kiện đã được ký",
    en="the new key can begin at {least} events at the earliest, for {signed} are signed already",
)


@dataclass(frozen=True, kw_only=True)
class Rotating:
    """Somebody who keeps the key of the log changes it.

    Attributes:
        old: the key until then.
        new: the key from then on.
        first: the first size that the new key signs; None for the next one.
        by: the id of whoever records it.
        on: the business day.
        at: the moment of recording, with time zone.
        key: the idempotency key.
    """

    old: SecretKey
    new: SecretKey
    first: int | None
    by: str
    on: date
    at: datetime
    key: str

    @cached_property
    def command(self) -> Command:
        """The key with the digest of everything asked for; no secret is in it."""
        asked = {
            "act": ROTATE,
            "old": self.old.public.text,
            "new": self.new.public.text,
            "first": self.first,
            "by": self.by,
            "on": self.on.isoformat(),
        }
        return Command(self.key, digest(canonical(asked)))


@dataclass(frozen=True, slots=True)
class Rotated:
    """A change of key that was recorded.

    Attributes:
        first: the first size that the new key signs.
        statement: what both keys have signed.
    """

    first: int
    statement: bytes


def rotate(store: Store, command: Rotating) -> Rotated | Refused:
    """Record that the log changes its key.

    The events that wait are numbered first, so that the change stands right behind them.

    Raises:
        dossiers.store.NotNumberedError: an event was changed before it got its number.
        dossiers.errors.HistoryError: earlier changes of key cannot be followed.
        dossiers.errors.ConflictError: the idempotency key was used for another command.
        dossiers.errors.StoreError: the database cannot be written.
    """
    before = store.answer(command.command.key, command.command.request, None)
    if before is not None:
        return _rotated(before.result)
    log = store.numbered
    log.number()
    signed = max((one.size for one in log.checkpoints()), default=-1)
    first = log.size + 1 if command.first is None else command.first
    refused = _against_keys(store, command) or _against_size(signed, first)
    if refused is not None:
        return refused
    statement = rotation_note(store.log, first, command.old, command.new)
    ring = keys_recorded(store) or Keyring.of(command.old.public)
    try:
        ring.after(statement, origin=store.log)
    except RotationError:
        return Refused("too-early", TOO_EARLY.fill(least=ring.keys[-1][0] + 1, signed=signed))
    return _recorded(store, command, Rotated(first, statement))


def _against_keys(store: Store, command: Rotating) -> Refused | None:
    """Why these two keys cannot follow one another; None when they can."""
    old, new = command.old.public, command.new.public
    for one in (old, new):
        if one.kind != NOTE_KEY or one.name != store.log:
            return Refused("other-log", NOT_THIS_LOG.fill(name=one.name, log=store.log))
    if old == new:
        return Refused("same-key", SAME)
    ring = keys_recorded(store)
    if ring is not None and ring.keys[-1][1] != old:
        return Refused("former-key", FORMER.fill(first=ring.keys[-1][0]))
    if ring is not None and new in [key for _, key in ring.keys]:
        return Refused("used-key", USED)
    if ring is None and not _signs(store, command):
        return Refused("not-in-use", NOT_IN_USE)
    return None


def _signs(store: Store, command: Rotating) -> bool:
    """Whether the old key signed the newest checkpoint; a log that was never signed has no key."""
    kept = store.numbered.checkpoints()
    try:
        return not kept or bool(signers(read_note(kept[-1].note), [command.old.public]))
    except NoteError:
        return False


def _against_size(signed: int, first: int) -> Refused | None:
    """Why the new key cannot begin at a size; None when it can."""
    if first > max(signed, 0):
        return None
    return Refused("too-early", TOO_EARLY.fill(least=max(signed, 0) + 1, signed=max(signed, 0)))


def _recorded(store: Store, command: Rotating, rotated: Rotated) -> Rotated:
    """Write the change as the next event of the stream of keys."""
    stream = stream_of_keys(store.log)
    before = list(store.events(stream))
    link = Link(stream, before[-1].n, before[-1].leaf.hex()) if before else Link(stream)
    source = f"key-{link.n}" if link.n else ""
    one = appended_publicly(
        pen_of(store),
        link,
        Move(ROTATE, source, f"key-{link.n + 1}", None),
        command,
        by=Actor(command.by, KEEPER),
        judged=Judgement(digest(RULE)),
        data={"act": ROTATE, "statement": rotated.statement.decode()},
    )
    entry = Entry(
        key=command.command.key,
        request=command.command.request,
        events=(one.stored,),
        row=None,
        was_n=link.n,
        documents={**one.documents, digest(RULE): RULE},
        result=rotated.statement,
    )
    return _rotated(store.record(entry).result)


def _rotated(statement: bytes) -> Rotated:
    """The answer that stored bytes say."""
    return Rotated(int(read_note(statement).text.split("\n")[2]), statement)
