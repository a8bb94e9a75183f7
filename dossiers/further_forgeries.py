"""Forgeries beside the nineteen: of what is stored around the events, of keys, of time stamps.

They are what a forger tries next who has read how the nineteen are noticed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dossiers.forgeries import (
    Forgery,
    altered,
    back_dated,
    computed,
    events_of,
    row_of,
    signed_again,
)
from dossiers.key_changes import ROTATE, stream_of_keys
from dossiers.proofs import Evidence
from dossiers.scenes import Scene, stamped
from dossiers.store.forging import Stored
from ledger import NO_LEAF, Judgement, canonical, digest, milliseconds
from ledger.merkle import HASH_BYTES
from ledger.proving import Note, SecretKey, note_bytes, read_note, rotation_note
from ledger.tiles import WIDTH
from texts import Text


def _stamps_out(scene: Scene) -> Stored:
    return replace(back_dated(scene), stamps=())


def _stamped_by_forger(scene: Scene) -> Stored:
    forged, (_, clock) = back_dated(scene), scene.keys.forger
    at = milliseconds(events_of(scene)[0].at - timedelta(days=3650))
    new = stamped(clock, scene.keys.log.name, forged.checkpoints[-1], at)
    return replace(forged, stamps=(new,))


def _stamped_anew(scene: Scene) -> Stored:
    forged = back_dated(scene)
    at = max(one.at for one in forged.events)
    new = stamped(scene.keys.clock, scene.keys.log.name, forged.checkpoints[-1], at)
    return replace(forged, stamps=(new,))


def _key_forged(scene: Scene) -> Stored:
    mine, _ = scene.keys.forger
    return _handed_over(scene, mine, old=None)


def _key_handed_over(scene: Scene) -> Stored:
    mine, _ = scene.keys.forger
    return _handed_over(scene, mine, old=scene.keys.log)


def _handed_over(scene: Scene, mine: SecretKey, *, old: SecretKey | None) -> Stored:
    """A rewritten log that goes over to the forger's key at once; the old key signs if stolen."""
    log = scene.keys.log
    statement = rotation_note(log.name, 1, log, mine)
    if old is None:
        note = read_note(statement)
        own = tuple(one for one in note.signatures if one.is_by(mine.public))
        statement = note_bytes(Note(note.text, own))
    document = canonical({"act": ROTATE, "statement": statement.decode()})
    first, *others = events_of(scene)
    change = replace(
        first,
        stream=stream_of_keys(log.name),
        n=1,
        prev=NO_LEAF,
        type=ROTATE,
        source="",
        target="key-1",
        judged=Judgement(first.judged.definition),
        data=digest(document),
    )
    forged = computed(scene.honest, [change, altered(first), *others])
    documents = {**scene.honest.documents, digest(document): document}
    return signed_again(scene, replace(forged, documents=documents), by=mine)


def _past_the_log(scene: Scene) -> Stored:
    last = events_of(scene)[-1]
    more = replace(last, n=last.n + 1, prev=scene.honest.events[-1].leaf.hex())
    return replace(scene.honest, events=(*scene.honest.events, row_of(more)))


def _false_tile(scene: Scene) -> Stored:
    index = len(scene.honest.log) // WIDTH
    return replace(scene.honest, tiles=((0, index, bytes(HASH_BYTES * WIDTH)),))


def _other_note(scene: Scene) -> Stored:
    first, second, *others = scene.honest.checkpoints
    swapped = replace(first, note=second.note)
    return replace(scene.honest, checkpoints=(swapped, second, *others))


def _own_key(scene: Scene) -> Stored:
    first, *others = events_of(scene)
    mine, _ = scene.keys.forger
    return signed_again(scene, computed(scene.honest, [altered(first), *others]), by=mine)


def _forged_cosignatures(scene: Scene) -> Stored:
    *others, last = events_of(scene)
    forged = signed_again(scene, computed(scene.honest, [*others, altered(last)]))
    new, honest = forged.checkpoints[-1], read_note(scene.honest.checkpoints[-1].note)
    note = read_note(new.note)
    for one in honest.signatures:
        if one.name != scene.keys.log.name:
            note = note.with_signature(one)
    return replace(forged, checkpoints=(replace(new, note=note_bytes(note)),))


FURTHER: tuple[tuple[Text, bool, Evidence, Forgery], ...] = (
    (
        Text("ghi sự kiện mà không vào sổ", "add an event past the log"),
        False,
        Evidence.ORDER,
        _past_the_log,
    ),
    (Text("thêm mảnh cây giả", "add a false tile"), False, Evidence.ORDER, _false_tile),
    (
        Text("tráo văn bản điểm kiểm cũ", "swap the note of an old checkpoint"),
        False,
        Evidence.SIGNED,
        _other_note,
    ),
    (
        Text("viết lại, ký bằng khóa của mình", "rewrite, sign with one's own key"),
        False,
        Evidence.SIGNED,
        _own_key,
    ),
    (
        Text("dán chữ ký nhân chứng cũ", "paste old cosignatures"),
        True,
        Evidence.SIGNED,
        _forged_cosignatures,
    ),
    (
        Text("tự đổi khóa, không có khóa cũ", "change the key without the old one"),
        False,
        Evidence.SIGNED,
        _key_forged,
    ),
    (
        Text("chuyển sổ sang khóa của mình", "hand the log over to a key of one's own"),
        True,
        Evidence.KNOWN,
        _key_handed_over,
    ),
    (
        Text("lùi ngày, bỏ dấu thời gian", "back-date, take the time stamps out"),
        True,
        Evidence.TIMED,
        _stamps_out,
    ),
    (
        Text("lùi ngày, tự đóng dấu thời gian", "back-date, stamp by one's own authority"),
        True,
        Evidence.TIMED,
        _stamped_by_forger,
    ),
    (
        Text("lùi ngày, xin dấu thời gian mới", "back-date, get a new time stamp"),
        True,
        Evidence.TIMED,
        _stamped_anew,
    ),
)
"""What is done, whether the key is needed, which evidence has to notice it first, and how."""
