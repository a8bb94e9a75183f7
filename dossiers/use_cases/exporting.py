"""What leaves the program as proof: an offline bundle of some dossiers, and a receipt of one page.

Both speak of one signed checkpoint and hold bytes exactly as they were recorded (ADR 0029).  Equal
dossiers under an equal checkpoint give equal bytes, whoever exports them.
"""

from __future__ import annotations

import base64
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import orjson

from dossiers.documents import read_document
from dossiers.erased import ERASE, named_in
from dossiers.errors import DossierNotFoundError, ErasedError, HistoryError
from dossiers.key_changes import statements
from dossiers.store import InLog, Log, Store
from dossiers.use_cases.signing import DAMAGED
from ledger import (
    TileError,
    consistency_proof,
    inclusion_proof,
    is_included,
    leaf_hash,
    read_event,
    span_proof,
)
from ledger.proving import (
    MOST_STAMPS,
    Bundle,
    Checkpoint,
    CheckpointError,
    Disclosure,
    Erased,
    NoteError,
    SecretKey,
    Stamped,
    StampError,
    authority_of,
    checkpoint_text,
    heads_note,
    read_checkpoint,
    read_note,
    read_stamp,
    write_bundle,
)
from texts import Text

DIGEST = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
CODE_BYTES = 10

UNSIGNED = Text(
    vi="Sổ chưa có điểm kiểm; ký trước bằng `tdkt audit checkpoint`.",
    en="The log has no checkpoint; sign one first with `tdkt audit checkpoint`.",
)
NOT_THIS = Text(
    vi="Điểm kiểm đưa vào không dùng được cho sổ này: {reason}.",
    en="The checkpoint that was given cannot be used for this log: {reason}.",
)
LONGER = Text(
    vi="điểm kiểm nói {size} sự kiện, sổ chỉ có {found}",
    en="it says {size} events, the log has {found}",
)
NOT_YET = Text(
    vi="Hồ sơ {number} chưa nằm trong điểm kiểm này; ký điểm kiểm mới.",
    en="Dossier {number} is not in this checkpoint yet; sign a new one.",
)
CHANGED = Text(
    vi="Lịch sử của hồ sơ {number} không còn khớp điểm kiểm; chạy `tdkt audit verify`.",
    en="The history of dossier {number} no longer fits the checkpoint; run `tdkt audit verify`.",
)


@dataclass(frozen=True, slots=True)
class OnReceipt:
    """A time stamp on a receipt; whether its authority is to be trusted is for the reader.

    Attributes:
        size: over how many events of the log.
        time: the moment, in UTC.
        authority: SHA-256 of the certificate, hexadecimal.
    """

    size: int
    time: datetime
    authority: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What fits on one page and proves that a dossier stood in the log.

    Attributes:
        number: the dossier.
        state: the state to which its last event under the checkpoint led.
        events: how many events it had by then.
        leaf: leaf hash of the last of them, hexadecimal.
        index: its number in the log.
        checkpoint: what the log says of itself.
        proof: from the leaf to the root (RFC 6962), each step hexadecimal.
        code: sixteen letters for comparing over the telephone.
        stamp: the time stamp by which it was there, as the stamp itself says; None for none.
    """

    number: str
    state: str
    events: int
    leaf: str
    index: int
    checkpoint: Checkpoint
    proof: tuple[str, ...]
    code: str
    stamp: OnReceipt | None = None

    @property
    def root(self) -> str:
        """The root in base64, as it stands in the checkpoint."""
        return base64.b64encode(self.checkpoint.root).decode()


def exported(
    store: Store,
    numbers: Collection[str],
    *,
    note: bytes | None = None,
    earlier: bytes | None = None,
    secret: SecretKey | None = None,
    with_documents: bool = True,
    disclose: bool = False,
) -> bytes:
    """The offline bundle of some dossiers.

    Args:
        store: the database; it is only read.
        numbers: the dossiers.
        note: the signed checkpoint with its cosignatures; None takes the newest stored one.
        earlier: a checkpoint that the reader had; the proof from there is put in.
        secret: the key of the log, by which it states the newest event of each dossier; None leaves
            open whether later events were left out.
        with_documents: whether the public documents go with it, or their digests only.
        disclose: whether personal documents go with it as well, so that they can be checked; by
            default none does.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.HistoryError: there is no usable checkpoint, or history was changed.
    """
    store.check_whole()  # what changed the keys of the log is no unit's
    log = store.numbered
    asked, signed = checkpoint_of(log, note)
    streams = {stream_of(store, number): number for number in numbers}
    found = _events(log, streams, asked.size)
    events = {one.index: one.event.body for one in found if one.event is not None}
    shown = dict(_shown(store, events)) if disclose else {}
    bundle = Bundle(
        events=events,
        proof=_spanned(log, events, asked),
        checkpoint=signed,
        heads=None if secret is None else _heads(found, asked, secret),
        earlier=earlier,
        consistency=() if earlier is None else _grown(log, earlier, asked),
        rotations=statements(store, size=asked.size),
        stamps=tuple(_stamps(log, sorted(events), asked)),
        disclosures=tuple(shown.values()),
        erased=tuple(_erased(store, events)) if with_documents else (),
        documents=dict(_documents(store, [*events.values(), *_values(shown)]))
        if with_documents
        else {},
    )
    return write_bundle(bundle)


def receipt(store: Store, number: str, *, note: bytes | None = None) -> Receipt:
    """The receipt of one dossier under a checkpoint.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.HistoryError: there is no usable checkpoint, or history was changed.
    """
    stream = stream_of(store, number)
    store.check_whole()  # what changed the keys of the log is no unit's
    log = store.numbered
    asked, _ = checkpoint_of(log, note)
    last = _events(log, {stream: number}, asked.size)[-1]
    assert last.event is not None, "an event that is gone was refused"
    try:
        with log.subtrees(asked.size) as subtrees:
            proof = inclusion_proof(last.index, asked.size, subtrees)
    except TileError as wrong:
        raise HistoryError(DAMAGED.fill(reason=wrong)) from wrong
    if not is_included(last.leaf, last.index, asked.size, proof, asked.root):
        raise HistoryError(CHANGED.fill(number=number))
    state = str(read_document(last.event.body)["to"])
    steps = tuple(one.hex() for one in proof)
    code = code_of(last.leaf, last.index, asked)
    stamp = _on_receipt(log, last.index, asked)
    return Receipt(number, state, last.n, last.leaf.hex(), last.index, asked, steps, code, stamp)


def code_of(leaf: bytes, index: int, checkpoint: Checkpoint) -> str:
    """Sixteen letters over leaf, place, size and root: easy to read out, of no use for a forger.

    >>> code_of(bytes(32), 0, Checkpoint("log.example/tinh", 1, bytes(32)))
    'GJBE-IDGA-U5CH-RQYK'
    """
    told = f"{leaf.hex()} {index} {checkpoint.size} {checkpoint.root.hex()}".encode()
    letters = base64.b32encode(sha256(told).digest()[:CODE_BYTES]).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def checkpoint_of(log: Log, note: bytes | None) -> tuple[Checkpoint, bytes]:
    """The checkpoint to speak of, and its note; whose signatures it carries is another question.

    Args:
        log: the log of the database.
        note: a signed checkpoint; None takes the newest stored one.

    Raises:
        HistoryError: there is none, or it is none of this log.
    """
    stored = log.checkpoints()
    if note is None:
        if not stored:
            raise HistoryError(UNSIGNED)
        note = stored[-1].note
    try:
        asked = read_checkpoint(read_note(note).text, origin=log.origin)
    except (NoteError, CheckpointError) as wrong:
        raise HistoryError(NOT_THIS.fill(reason=wrong)) from wrong
    if asked.size > log.size:
        reason = LONGER.fill(size=asked.size, found=log.size)
        raise HistoryError(NOT_THIS.fill(reason=reason))
    return asked, note


def stream_of(store: Store, number: str) -> str:
    """The id under which a dossier's events are recorded; its content need not be readable.

    Raises:
        DossierNotFoundError: there is no such dossier.
    """
    body = store.body(number)
    if body is None:
        raise DossierNotFoundError(number, store.near(number))
    return str(read_document(body)["id"])


def _events(log: Log, streams: Mapping[str, str], size: int) -> list[InLog]:
    """The numbered events of some dossiers up to a size.

    Raises:
        HistoryError: a dossier has none there yet, or one is gone.
    """
    found = []
    for stream, number in streams.items():
        own = [one for one in log.of_stream(stream) if one.index < size]
        if not own:
            raise HistoryError(NOT_YET.fill(number=number))
        if any(one.event is None for one in own):
            raise HistoryError(CHANGED.fill(number=number))
        found += own
    return sorted(found, key=lambda one: one.index)


def _spanned(log: Log, events: Mapping[int, bytes], asked: Checkpoint) -> tuple[bytes, ...]:
    """The proof that takes all events to the root at once.

    Raises:
        HistoryError: the tree is damaged.
    """
    try:
        with log.subtrees(asked.size) as subtrees:
            return span_proof(events, asked.size, subtrees)
    except TileError as wrong:
        raise HistoryError(DAMAGED.fill(reason=wrong)) from wrong


def _grown(log: Log, earlier: bytes, asked: Checkpoint) -> tuple[bytes, ...]:
    """The proof from the reader's checkpoint to this one.

    Raises:
        HistoryError: the reader's checkpoint is none of this log, or newer.
    """
    before, _ = checkpoint_of(log, earlier)
    if before.size > asked.size:
        reason = LONGER.fill(size=before.size, found=asked.size)
        raise HistoryError(NOT_THIS.fill(reason=reason))
    with log.subtrees(asked.size) as subtrees:
        return consistency_proof(before.size, asked.size, subtrees)


def _stamps(log: Log, indexes: list[int], asked: Checkpoint) -> Iterator[Stamped]:
    """For each event the nearest time stamps before and behind it, each with its proof.

    Raises:
        HistoryError: the tree is damaged.
    """
    kept = [one for one in log.stamps() if 0 <= one.size <= asked.size]
    sizes = sorted({one.size for one in kept})
    near: set[int] = set()
    for index in indexes:
        behind = bisect_right(sizes, index)
        near.update(sizes[max(0, behind - 1) : behind + 1])
    chosen = [one for one in kept if one.size in near][-MOST_STAMPS:]
    try:
        with log.subtrees(asked.size) as subtrees:
            for one in chosen:
                text = checkpoint_text(Checkpoint(log.origin, one.size, log.root(one.size)))
                proof = consistency_proof(one.size, asked.size, subtrees)
                yield Stamped(one.token, text.encode(), proof)
    except TileError as wrong:
        raise HistoryError(DAMAGED.fill(reason=wrong)) from wrong


def stamps_on(log: Log, asked: Checkpoint) -> Iterator[OnReceipt]:
    """The time stamps under a checkpoint that can be read, the smallest first, unasked for trust.

    Args:
        log: the log of the database.
        asked: the checkpoint.
    """
    for one in log.stamps():
        if one.size <= asked.size:
            with suppress(StampError, TileError):
                text = checkpoint_text(Checkpoint(log.origin, one.size, log.root(one.size)))
                stamp = read_stamp(one.token, text.encode(), {authority_of(one.token)})
                yield OnReceipt(one.size, stamp.time, stamp.authority)


def _on_receipt(log: Log, index: int, asked: Checkpoint) -> OnReceipt | None:
    """The first time stamp under which an event lies; None where there is none that can be read."""
    return next((one for one in stamps_on(log, asked) if index < one.size), None)


def _heads(found: list[InLog], asked: Checkpoint, secret: SecretKey) -> bytes:
    """The log's signed word on the newest event of each dossier under the checkpoint."""
    newest = {one.stream: (one.n, one.leaf) for one in found}
    return heads_note(asked.origin, asked.size, newest, secret)


def _shown(store: Store, events: Mapping[int, bytes]) -> Iterator[tuple[str, Disclosure]]:
    """Everything personal that events commit to, as far as it was not erased.

    Raises:
        HistoryError: some of it is lost.
    """
    for name in sorted({one for body in events.values() for one in read_event(body).private}):
        with suppress(ErasedError):
            salt, path, value = orjson.loads(store.disclosed(name))
            yield name, Disclosure(salt, path, value)


def _values(shown: Mapping[str, Disclosure]) -> Iterator[bytes]:
    """What is shown, in the bytes in which it may name documents."""
    return (one.content for one in shown.values())


def _erased(store: Store, events: Mapping[int, bytes]) -> Iterator[Erased]:
    """Everything that some events erased, with the event that did."""
    for body in events.values():
        event = read_event(body)
        if event.type == ERASE:
            named = named_in(read_document(store.document(event.data)))
            yield from (Erased(name, leaf_hash(body).hex()) for name in named)


def _documents(store: Store, bodies: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Every public document that some bytes name, or that a document so named names in turn."""
    ahead = {name.decode() for body in bodies for name in DIGEST.findall(body)}
    seen: set[str] = set()
    while ahead:
        seen |= ahead
        found = []
        for name in sorted(ahead):
            with suppress(HistoryError):
                found.append(store.public(name))
                yield name, found[-1]
        ahead = {name.decode() for body in found for name in DIGEST.findall(body)} - seen
