"""What is written to the store and read from it: rows of the cache, events, entries, answers.

These are values without behaviour; what they mean is known above the store, and how they are
written in `dossiers.store.records`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ledger import Seen

KEPT_WORDS = frozenset({b""})
"""Stands for the words of a name that stay as they were entered."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is found of one dossier.

    Attributes:
        dossier: its id.
        number: its number.
        award: the code of the award.
        unit: the unit that nominates.
        state: the state it is in.
        stage: the stage of that state; empty for none.
        kind: the kind of nominee.
        year: the award year.
        received: the day of its first receipt, ISO 8601; empty before.
        due: the nearest last day of a running term, ISO 8601; `seeking.NEVER` where none runs.
        words: what a word of the nominee's name is found by; the store makes fingerprints of them.
            Of a dossier that is there they may be `KEPT_WORDS`, and none only where it is erased.
        duties: the roles that may act on it next.
    """

    dossier: str
    number: str
    award: str
    unit: str
    state: str
    stage: str
    kind: str
    year: int
    received: str
    due: str
    words: frozenset[bytes]
    duties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """What the cache keeps of a dossier beside its whole content.

    Attributes:
        id: the stream of its events.
        number: the number that people use.
        award: the code of the award.
        unit: the unit that nominates.
        state: the state it is in.
        n: the number of its events.
        head: leaf hash of the last of them, hexadecimal.
        body: the whole dossier in canonical bytes.
        likeness: the word that it shares with dossiers whose nominee looks the same; it counts
            for a new one only.
        public: whether nothing personal is left in it, so that there is nothing to seal.
        sought: what it is found by; None leaves that as it is.
    """

    id: str
    number: str
    award: str
    unit: str
    state: str
    n: int
    head: str
    body: bytes
    likeness: str
    public: bool = False
    sought: Sought | None = None


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """What the cache keeps of a publication of rules beside its whole content.

    Attributes:
        id: the stream of its events.
        number: the number that people use.
        award: the code of the award.
        state: the state it is in.
        n: the number of its events.
        head: leaf hash of the last of them, hexadecimal.
        body: the whole publication in canonical bytes.
    """

    id: str
    number: str
    award: str
    state: str
    n: int
    head: str
    body: bytes


@dataclass(frozen=True, slots=True)
class MandateRow:
    """What the cache keeps of a mandate beside its whole content.

    Attributes:
        id: the stream of its events.
        number: the number that people use.
        from_person: the id of whoever delegates.
        to_person: the id of whoever acts.
        state: the state it is in.
        n: the number of its events.
        head: leaf hash of the last of them, hexadecimal.
        body: the whole mandate in canonical bytes.
        unit: the unit in which it was given; empty for the house.
    """

    id: str
    number: str
    from_person: str
    to_person: str
    state: str
    n: int
    head: str
    body: bytes
    unit: str = ""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """What the cache keeps of an account; the name of its person is not in it.

    Attributes:
        id: the stream of its events.
        number: the id by which the person signs in.
        state: whether it is in use.
        n: the number of its events.
        head: leaf hash of the last of them, hexadecimal.
        body: the whole account in canonical bytes.
    """

    id: str
    number: str
    state: str
    n: int
    head: str
    body: bytes


AnyRow = Row | PublicationRow | MandateRow | AccountRow
"""What the cache keeps of a subject of any kind."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that is to be written.

    Attributes:
        stream: the id of the dossier.
        n: its position there, from 1.
        at: when it was recorded, in milliseconds since 1970 UTC.
        body: its exact bytes.
        leaf: their leaf hash, 32 bytes.
    """

    stream: str
    n: int
    at: int
    body: bytes
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A personal document that is to be kept sealed.

    Attributes:
        commitment: what the event holds for it, hexadecimal.
        subject: the stream under whose key it is sealed.
        content: what is committed to: salt, path and document in canonical bytes; empty where the
            same was sealed for an event before, which the commitment then names again.
        tag: by which the same document of the same stream is known again; empty for one that never
            comes twice.  It stays in memory.
    """

    commitment: str
    subject: str
    content: bytes
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that one command writes.

    Attributes:
        key: its idempotency key.
        request: digest of the whole command; it is kept under the key of the row's stream only.
        events: its events, in order.
        row: the dossier, or the publication, as it stands afterwards; None for a change of key.
        was_n: how many events it had when it was read; 0 for a new one.
        documents: digest to bytes, of everything public that the events refer to.
        result: what is answered, now and to every repetition.
        opened: dossiers that begin with this command beside the one it was done on.
        disclosures: everything personal that the events refer to.
    """

    key: str
    request: str
    events: tuple[NewEvent, ...]
    row: AnyRow | None
    was_n: int
    documents: Mapping[str, bytes]
    result: bytes
    opened: tuple[Row, ...] = ()
    disclosures: tuple[Disclosed, ...] = ()


@dataclass(frozen=True, slots=True)
class Erasure:
    """Everything that erasing some dossiers writes and takes away.

    Attributes:
        key: the idempotency key of the command.
        events: one event a dossier.
        rows: each dossier as it stands afterwards, with the number of events it was read with.
        commitments: everything of which the sealed bytes are taken away.
        documents: digest to bytes, of what the events refer to.
        result: what is answered.
        at: the moment.
    """

    key: str
    events: tuple[NewEvent, ...]
    rows: tuple[tuple[Row, int], ...]
    commitments: tuple[str, ...]
    documents: Mapping[str, bytes]
    result: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer to a command.

    Attributes:
        result: what is answered.
        repeated: True when the command had been carried out before and nothing was written now.
    """

    result: bytes
    repeated: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """What an act begins with, read at one moment.

    Attributes:
        answer: what was answered under its key before; None for a new command.
        body: the dossier in canonical bytes; None when there is none.
        mandates: in canonical bytes, those that one of the people gave or received.
        seen: the newest checkpoint that the database knows; None for none.
    """

    answer: Recorded | None
    body: bytes | None
    mandates: tuple[bytes, ...]
    seen: Seen | None


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it lies in the database: nothing about it is believed yet."""

    seq: int
    stream: str
    n: int
    body: bytes
    leaf: bytes


@dataclass(frozen=True, slots=True)
class InLog:
    """A number of the log, with what is stored for it.

    Attributes:
        index: the number, counted from 0.
        stream: the dossier whose event got it.
        n: the position of the event there.
        leaf: the leaf hash that was numbered.
        event: what is stored under dossier and position now; None when nothing is.
    """

    index: int
    stream: str
    n: int
    leaf: bytes
    event: StoredEvent | None


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed of the log at one size.

    Attributes:
        size: how many events.
        root: the root over them, 32 bytes.
        note: the signed checkpoint.
    """

    size: int
    root: bytes
    note: bytes


@dataclass(frozen=True, slots=True)
class KeptStamp:
    """A time stamp from outside, as it is kept.

    Attributes:
        size: how many events the stamped checkpoint speaks of.
        token: the bare token (`ledger.proving.bare_token`).
    """

    size: int
    token: bytes
