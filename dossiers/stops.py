"""What stops before anything is signed: sequencer, signer and witness before a forged copy.

Each stop is played on a copy whose tables were rewritten behind the program's back.  It holds if
nothing was numbered, signed or cosigned, and what was refused was refused for the right reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dossiers.forgeries import altered, computed, events_of, row_of
from dossiers.proofs import Evidence, checked
from dossiers.scenes import SEEN, Scene
from dossiers.store import NewEvent, NotNumberedError, Store
from dossiers.store.forging import Stored, forge
from dossiers.store.guards import TRIGGERS
from dossiers.use_cases.rotating import Rotating, rotate
from dossiers.use_cases.signing import NewCheckpoint, sign_log, witness_log
from ledger import event_bytes, leaf_hash
from ledger.proving import (
    Checkpoint,
    Refused,
    Witnessed,
    cosign,
    note_bytes,
    read_note,
    signed,
    stored,
)
from texts import Text

WAITING = 3
"""Events that still wait for their numbers where the sequencer is asked."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that must not go on.

    Attributes:
        name: what was tried.
        held: whether it was refused.
    """

    name: Text
    held: bool


def stops(file: Path, scene: Scene) -> Iterator[Stop]:
    """Try everything that has to be refused.

    Args:
        file: a copy of the database; it is rewritten again and again.
        scene: the copy as it was, and the keys.
    """
    for name, reason, spoil in SPOILED:
        yield Stop(name, _numbering_stops(file, scene, reason, spoil(scene)))
    for name, code, forgery in REWRITTEN:
        yield Stop(name, _signing_stops(file, scene, code, forgery(scene)))
    yield Stop(
        Text("nhân chứng xác nhận hai sổ", "have a witness cosign two histories"),
        _witness_stops(file, scene),
    )
    yield Stop(
        Text("hai yêu cầu cùng lúc cho một nhân chứng", "race two requests to a witness"),
        _race_stops(file, scene),
    )
    yield Stop(
        Text("ký bằng khóa đã thay", "sign with the key that was replaced"),
        _old_key_stops(file, scene),
    )
    yield Stop(
        Text("đưa điểm kiểm giả cho người kiểm tra", "hand an auditor a false checkpoint"),
        _false_checkpoint_stops(file, scene),
    )
    yield Stop(
        Text("gỡ chốt bảo vệ mà không ai biết", "take a guard out unnoticed"),
        _missing_guards_stop(file, scene),
    )


def _false_checkpoint_stops(file: Path, scene: Scene) -> bool:
    """Whether an auditor is told that the log never signed a checkpoint that is handed over."""
    mine, _ = scene.keys.forger
    forge(file, scene.honest)
    note = note_bytes(signed(read_note(scene.known.note).text, [mine]))
    with Store.open(f"sqlite:///{file}") as store:
        found = checked(store, policy=scene.keys.policy, known=note)
    return {one.evidence for one in found.findings} == {Evidence.KNOWN}


def _missing_guards_stop(file: Path, scene: Scene) -> bool:
    """Whether an auditor is told of each guard that was taken out."""
    told = []
    for name in TRIGGERS:
        forge(file, scene.honest)
        raw = sqlite3.connect(file)
        raw.execute(f"DROP TRIGGER {name}")
        raw.close()
        with Store.open(f"sqlite:///{file}") as store:
            told.append([name in one.en for one in checked(store).guards])
    return told == [[True]] * len(TRIGGERS)


def _numbering_stops(file: Path, scene: Scene, reason: str, last: NewEvent) -> bool:
    """Whether the sequencer refuses a waiting event for a reason."""
    honest = scene.honest
    events = (*honest.events[:-1], last)
    size = len(events) - WAITING
    stored = replace(honest, events=events, log=honest.log[:size], checkpoints=(), stamps=())
    forge(file, stored)
    raw = sqlite3.connect(file)
    raw.execute(f"INSERT INTO pending SELECT seq FROM event ORDER BY seq LIMIT -1 OFFSET {size}")  # noqa: S608 -- a number
    raw.commit()
    raw.close()
    with Store.open(f"sqlite:///{file}") as store:
        try:
            store.numbered.number()
        except NotNumberedError as stopped:
            return stopped.reason == reason and store.numbered.size == size
    return False


def _other_bytes(scene: Scene) -> NewEvent:
    """The last event with other bytes under its old hash."""
    body = event_bytes(altered(events_of(scene)[-1]))
    return replace(scene.honest.events[-1], body=body)


def _other_place(scene: Scene) -> NewEvent:
    """The last event with bytes that name another dossier, and their hash."""
    last = scene.honest.events[-1]
    moved = row_of(replace(events_of(scene)[-1], stream="elsewhere"))
    return replace(moved, stream=last.stream)


def _other_link(scene: Scene) -> NewEvent:
    """The last event with another one before it, and its hash."""
    return row_of(replace(events_of(scene)[-1], prev="1" * 64))


def _no_event(scene: Scene) -> NewEvent:
    """The last event with bytes that are no event, and their hash."""
    last = scene.honest.events[-1]
    spoiled = row_of(events_of(scene)[-1]).body.replace(b"award-event/1", b"award-event/9")
    return replace(last, body=spoiled, leaf=leaf_hash(spoiled))


def _signing_stops(file: Path, scene: Scene, code: str, forged: Stored) -> bool:
    """Whether the signer refuses to go on from what it signed with a forged log."""
    _, state = _signed(file, scene)
    forge(file, replace(forged, checkpoints=(), stamps=()))
    before = _content(state)
    with Store.open(f"sqlite:///{file}") as store:
        answer = sign_log(store, scene.keys.log, state)
    return isinstance(answer, Refused) and answer.code == code and _content(state) == before


def _witness_stops(file: Path, scene: Scene) -> bool:
    """Whether a witness refuses another history that the stolen key signed."""
    note, _ = _signed(file, scene)
    state = _memory(file, "witness")
    _cosigned(file, scene, note, state)
    forge(file, replace(_rewritten(scene), checkpoints=(), stamps=()))
    other = _memory(file, "other")
    with Store.open(f"sqlite:///{file}") as store:
        second = sign_log(store, scene.keys.log, other)
    assert isinstance(second, NewCheckpoint), "a signer without memory signs anything"
    answer = _cosigned(file, scene, second.note, state)
    return isinstance(answer, Refused) and answer.code == "inconsistent"


def _race_stops(file: Path, scene: Scene) -> bool:
    """Whether a witness refuses what it looked at before it cosigned something else."""
    note, _ = _signed(file, scene)
    with Store.open(f"sqlite:///{file}") as store:
        keys = scene.keys
        size = len(scene.honest.log)
        checkpoint = Checkpoint(store.log, size, store.numbered.root(size))
        answer = cosign(
            None,
            note,
            old=0,
            proof=(),
            origin=store.log,
            keys=keys.policy.keys,
            secret=keys.witnesses[0],
            at=SEEN,
        )
    assert isinstance(answer, Witnessed), "the first request is an honest one"
    return isinstance(stored(checkpoint, answer), Refused)


def _old_key_stops(file: Path, scene: Scene) -> bool:
    """Whether the signer refuses the old key once the log went over to a new one."""
    _, state = _signed(file, scene)
    mine, _ = scene.keys.forger
    with Store.open(f"sqlite:///{file}") as store:
        change = Rotating(
            old=scene.keys.log,
            new=mine,
            first=None,
            by="keeper",
            on=SEEN.date(),
            at=SEEN,
            key="change",
        )
        rotate(store, change)
        answer = sign_log(store, scene.keys.log, state)
    return isinstance(answer, Refused) and answer.code == "other-key"


def _signed(file: Path, scene: Scene) -> tuple[bytes, Path]:
    """The honest log put in place and signed: the checkpoint, and the signer's memory."""
    forge(file, replace(scene.honest, checkpoints=(), stamps=()))
    state = _memory(file, "signer")
    with Store.open(f"sqlite:///{file}") as store:
        answer = sign_log(store, scene.keys.log, state)
    assert isinstance(answer, NewCheckpoint), "an honest log is signed"
    return answer.note, state


def _content(state: Path) -> bytes:
    """What a state file holds; nothing where there is none."""
    return state.read_bytes() if state.exists() else b""


def _memory(file: Path, name: str) -> Path:
    """A state file that remembers nothing yet."""
    state = file.with_name(f"{file.stem}-{name}.state")
    state.unlink(missing_ok=True)
    return state


def _cosigned(file: Path, scene: Scene, note: bytes, state: Path) -> bytes | Refused:
    """What a witness answers to a checkpoint of a copy."""
    keys = scene.keys
    with Store.open(f"sqlite:///{file}") as store:
        return witness_log(store, note, keys.policy, keys.witnesses[0], state=state, at=SEEN)


def _cut(scene: Scene) -> Stored:
    return computed(scene.honest, events_of(scene)[:-1])


def _rewritten(scene: Scene) -> Stored:
    first, *others = events_of(scene)
    return computed(scene.honest, [altered(first), *others])


def _rewritten_and_longer(scene: Scene) -> Stored:
    first, *others = events_of(scene)
    return computed(scene.honest, [altered(first), *others, others[-1]])


SPOILED: tuple[tuple[Text, str, Callable[[Scene], NewEvent]], ...] = (
    (Text("đánh số nội dung đã bị đổi", "number changed bytes"), "hash", _other_bytes),
    (Text("đánh số nội dung không phải sự kiện", "number what is no event"), "bytes", _no_event),
    (Text("đánh số sự kiện của hồ sơ khác", "number another dossier's"), "place", _other_place),
    (Text("đánh số sự kiện đứt chuỗi", "number an event of no chain"), "link", _other_link),
)
REWRITTEN: tuple[tuple[Text, str, Callable[[Scene], Stored]], ...] = (
    (Text("ký sổ phục hồi từ bản sao cũ", "sign a restored backup"), "smaller", _cut),
    (Text("ký sổ đã viết lại", "sign a rewritten log"), "inconsistent", _rewritten),
    (
        Text("ký sổ viết lại và dài hơn", "sign a log rewritten and longer"),
        "inconsistent",
        _rewritten_and_longer,
    ),
)
