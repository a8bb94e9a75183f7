"""What somebody makes of history who has the file, and in the last four cases the log's key too.

These are the nineteen of the published table; `dossiers.further_forgeries` has more.

Every hash may be computed again; of the three witnesses one cosigns whatever it is given.  A
forgery is a function from the scene (`dossiers.scenes`) to what is left in the copy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from dossiers.proofs import Evidence
from dossiers.scenes import Scene, cosigned
from dossiers.store import NewEvent
from dossiers.store.forging import Stored
from ledger import (
    NO_LEAF,
    Event,
    event_bytes,
    leaf_hash,
    milliseconds,
    read_event,
)
from ledger.proving import SecretKey
from texts import Text

LAST_FEW = 5
LONG_PAST = timedelta(days=3650)

Forgery = Callable[[Scene], Stored]


def signed_again(scene: Scene, forged: Stored, *, by: SecretKey | None = None) -> Stored:
    """A forged log with one new checkpoint, and what witnesses say to it.

    Args:
        scene: where the forgery is played.
        forged: the log.
        by: the key that signs; None for the stolen one of the log.
    """
    leaves = [leaf for _, _, leaf in forged.log]
    new = cosigned(scene.keys, leaves, scene.honest.checkpoints[-1], by=by)
    return replace(forged, checkpoints=(new,))


def computed(stored: Stored, events: Sequence[Event]) -> Stored:
    """Everything that hashes can say, computed again over other events in this order."""
    heads: dict[str, tuple[int, str]] = {}
    rows = []
    for one in events:
        n, prev = heads.get(one.stream, (0, NO_LEAF))
        row = row_of(replace(one, n=n + 1, prev=prev))
        heads[one.stream] = (row.n, row.leaf.hex())
        rows.append(row)
    log = tuple((row.stream, row.n, row.leaf) for row in rows)
    return replace(stored, events=tuple(rows), log=log)


def row_of(event: Event) -> NewEvent:
    """An event as it is stored."""
    body = event_bytes(event)
    return NewEvent(event.stream, event.n, milliseconds(event.at), body, leaf_hash(body))


def events_of(scene: Scene) -> list[Event]:
    """Every event, read."""
    return [read_event(one.body) for one in scene.honest.events]


def _middle(scene: Scene) -> int:
    """The place of an event with one before and one behind it in its dossier."""
    events = scene.honest.events
    longest = max({one.stream for one in events}, key=lambda name: (_length(events, name), name))
    return next(at for at, one in enumerate(events) if (one.stream, one.n) == (longest, 2))


def _length(events: Sequence[NewEvent], stream: str) -> int:
    """How many events a dossier has."""
    return sum(one.stream == stream for one in events)


def _neighbours(scene: Scene) -> int:
    """The place of an event that is followed by one of another dossier."""
    events = scene.honest.events
    return next(at for at in range(len(events) - 1) if events[at].stream != events[at + 1].stream)


def altered(event: Event) -> Event:
    """An event done by somebody else."""
    return replace(event, actor=replace(event.actor, id=f"{event.actor.id}-khac"))


def _with_row(stored: Stored, at: int, row: NewEvent) -> Stored:
    """A copy in which one row is another."""
    return replace(stored, events=(*stored.events[:at], row, *stored.events[at + 1 :]))


def _edited(scene: Scene) -> Stored:
    at = _middle(scene)
    row = scene.honest.events[at]
    body = event_bytes(altered(read_event(row.body)))
    return _with_row(scene.honest, at, replace(row, body=body))


def _edited_with_hash(scene: Scene) -> Stored:
    at = _middle(scene)
    return _with_row(scene.honest, at, row_of(altered(events_of(scene)[at])))


def _edited_whole(scene: Scene) -> Stored:
    events, at = events_of(scene), _middle(scene)
    return computed(scene.honest, [*events[:at], altered(events[at]), *events[at + 1 :]])


def _deleted(scene: Scene) -> Stored:
    at, rows = _middle(scene), scene.honest.events
    return replace(scene.honest, events=(*rows[:at], *rows[at + 1 :]))


def _deleted_whole(scene: Scene) -> Stored:
    events, at = events_of(scene), _middle(scene)
    return computed(scene.honest, [*events[:at], *events[at + 1 :]])


def _cut(scene: Scene) -> Stored:
    return computed(scene.honest, events_of(scene)[:-LAST_FEW])


def _restored(scene: Scene) -> Stored:
    backup = scene.honest.checkpoints[0]
    old = computed(scene.honest, events_of(scene)[: backup.size])
    return replace(old, checkpoints=(backup,))


def _inserted(scene: Scene) -> Stored:
    events, at = events_of(scene), _middle(scene)
    return computed(scene.honest, [*events[: at + 1], altered(events[at]), *events[at + 1 :]])


def _swapped(scene: Scene) -> Stored:
    rows, at = list(scene.honest.events), _neighbours(scene)
    rows[at : at + 2] = reversed(rows[at : at + 2])
    return replace(scene.honest, events=tuple(rows))


def _swapped_whole(scene: Scene) -> Stored:
    return computed(scene.honest, [read_event(one.body) for one in _swapped(scene).events])


def _dossier_deleted(scene: Scene) -> Stored:
    gone = scene.honest.events[_middle(scene)].stream
    kept = tuple(one for one in scene.honest.events if one.stream != gone)
    return replace(scene.honest, events=kept)


def _dossier_deleted_whole(scene: Scene) -> Stored:
    kept = _dossier_deleted(scene).events
    return computed(scene.honest, [read_event(one.body) for one in kept])


def _copied_over(scene: Scene) -> Stored:
    rows, at = scene.honest.events, _middle(scene)
    other = next(one.stream for one in rows if one.stream != rows[at].stream)
    copy = replace(rows[at], stream=other, n=_length(rows, other) + 1)
    return replace(scene.honest, events=(*rows, copy))


def _evidence_replaced(scene: Scene) -> Stored:
    name = events_of(scene)[_middle(scene)].data
    if name not in scene.honest.boxes:
        return _document_replaced(scene, name)
    subject, box = scene.honest.boxes[name]
    forged = (subject, (box or b"") + b" ")
    return replace(scene.honest, boxes={**scene.honest.boxes, name: forged})


def _rules_replaced(scene: Scene) -> Stored:
    judged = [one.judged for one in events_of(scene)]
    name = next((one.rules for one in judged if one.rules is not None), judged[0].definition)
    return _document_replaced(scene, name)


def _document_replaced(scene: Scene, name: str) -> Stored:
    documents: Mapping[str, bytes] = scene.honest.documents
    return replace(scene.honest, documents={**documents, name: documents[name] + b" "})


def _rewritten(scene: Scene) -> Stored:
    events = events_of(scene)
    return signed_again(scene, computed(scene.honest, [altered(events[0]), *events[1:]]))


def _truncated(scene: Scene) -> Stored:
    size = scene.known.size - 1
    return signed_again(scene, computed(scene.honest, events_of(scene)[:size]))


def _split(scene: Scene) -> Stored:
    events = events_of(scene)
    return signed_again(scene, computed(scene.honest, [*events[:-1], altered(events[-1])]))


def back_dated(scene: Scene) -> Stored:
    """A log with one event more that says a moment long past, signed with the stolen key."""
    events = events_of(scene)
    late = replace(events[-1], at=events[-1].at - LONG_PAST, on=events[-1].on - LONG_PAST)
    return signed_again(scene, computed(scene.honest, [*events, late]))


FORGERIES: tuple[tuple[Text, bool, Evidence, Forgery], ...] = (
    (Text("sửa một sự kiện", "edit an event"), False, Evidence.ROW, _edited),
    (
        Text("sửa, tính lại mã băm của nó", "edit, mend its own hash"),
        False,
        Evidence.CHAIN,
        _edited_with_hash,
    ),
    (
        Text("sửa, tính lại mọi mã băm", "edit, compute every hash again"),
        False,
        Evidence.SIGNED,
        _edited_whole,
    ),
    (Text("xóa một sự kiện giữa", "delete a middle event"), False, Evidence.CHAIN, _deleted),
    (
        Text("xóa, đánh số lại, tính lại", "delete, number and compute again"),
        False,
        Evidence.SIGNED,
        _deleted_whole,
    ),
    (Text("cắt năm sự kiện cuối", "cut off the last five"), False, Evidence.SIGNED, _cut),
    (
        Text("phục hồi bản sao cũ đã ký", "restore an old, signed backup"),
        False,
        Evidence.KNOWN,
        _restored,
    ),
    (
        Text("chèn sự kiện giả, tính lại", "insert a forged event, compute again"),
        False,
        Evidence.SIGNED,
        _inserted,
    ),
    (
        Text("đổi thứ tự hai hồ sơ", "reorder events of two dossiers"),
        False,
        Evidence.ORDER,
        _swapped,
    ),
    (
        Text("đổi thứ tự, tính lại", "reorder, compute again"),
        False,
        Evidence.SIGNED,
        _swapped_whole,
    ),
    (Text("xóa cả một hồ sơ", "delete a whole dossier"), False, Evidence.ORDER, _dossier_deleted),
    (
        Text("xóa cả hồ sơ, tính lại", "delete a whole dossier, compute again"),
        False,
        Evidence.SIGNED,
        _dossier_deleted_whole,
    ),
    (
        Text("chép sự kiện sang hồ sơ khác", "copy an event into another dossier"),
        False,
        Evidence.ROW,
        _copied_over,
    ),
    (
        Text("thay tài liệu minh chứng", "replace a document of evidence"),
        False,
        Evidence.PINNED,
        _evidence_replaced,
    ),
    (
        Text("thay quy tắc đã ghim", "replace the pinned rules"),
        False,
        Evidence.PINNED,
        _rules_replaced,
    ),
    (
        Text("viết lại tất cả, ký lại", "rewrite everything, sign again"),
        True,
        Evidence.KNOWN,
        _rewritten,
    ),
    (Text("cắt bớt, ký lại", "cut off, sign again"), True, Evidence.KNOWN, _truncated),
    (
        Text("cho hai người xem hai sổ khác nhau", "show two people two signed logs"),
        True,
        Evidence.WITNESSED,
        _split,
    ),
    (
        Text("thêm sự kiện lùi ngày", "append a back-dated event"),
        True,
        Evidence.TIMED,
        back_dated,
    ),
)
"""What is done, whether the key is needed, which evidence has to notice it first, and how."""
