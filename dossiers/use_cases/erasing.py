"""Erasing what is personal of a dossier and of everything that hangs together with it.

A linked dossier (an appeal, a correction) repeats the nomination, so all of a family are erased or
none.  What is left says who did which act, when and under which rules; everything else goes: the
sealed boxes, the content of the cache, and the keys, so that no older copy opens either (ADR 0034).

Invariants:

* only what has ended is erased, and only once;
* whoever records it and whoever approved it are two people, and neither is the program;
* the legal basis is what a person typed; the program knows no retention period and invents none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dossiers.documents import read_document
from dossiers.erased import ERASE, erasure_document, remainder
from dossiers.errors import ActDetailsError
from dossiers.model import Dossier
from dossiers.store import Erasure, Store
from dossiers.use_cases.appending import Appended, Link, Occasion, Pen, appended_publicly, pen_of
from dossiers.use_cases.namesakes import namesakes
from dossiers.use_cases.performing import dossier_of, procedure_of
from dossiers.use_cases.writing import indexed_erased
from ledger import Actor, Command, Judgement, canonical, digest, read_event
from texts import Text
from texts.skeleton import skeleton
from workflow import Move

NEEDED = Text(
    vi="Xóa cần căn cứ pháp lý (--basis) và lý do (--reason) bằng lời.",
    en="Erasing needs a legal basis (--basis) and a reason (--reason) in words.",
)
PROGRAM = Text(
    vi="'{role}' là phần mềm; việc xóa phải do một người chịu trách nhiệm.",
    en="'{role}' is the program; erasing is somebody's responsibility.",
)
TWO = Text(
    vi="Người phê duyệt việc xóa ({person}) phải khác người thực hiện.",
    en="Whoever approves the erasure ({person}) must not be who carries it out.",
)
NAMED = Text(
    vi="Căn cứ hoặc lý do chứa tên của đối tượng; phần này không xóa được về sau, hãy viết không "
    "nêu tên.",
    en="The basis or the reason holds the name of the nominee; it cannot be erased later, write it "
    "without the name.",
)
OPEN = Text(
    vi="Hồ sơ {number} đang ở '{state}', chưa kết thúc; chỉ xóa được hồ sơ đã kết thúc.",
    en="Dossier {number} stands in '{state}' and has not ended; only what has ended is erased.",
)
PLAIN = Text(
    vi="Hồ sơ {number} có sự kiện ghi bằng bản cũ, nội dung không niêm phong; không xóa được.",
    en="Dossier {number} has events of an older edition whose content is not sealed; it cannot be "
    "erased.",
)
OLDER = Text(
    vi="Khóa của hồ sơ {number} đã hủy nhưng sổ này không có sự kiện xóa; đây là bản sao cũ hơn.",
    en="The key of dossier {number} is destroyed, but this log has no event of that; it is an "
    "older copy.",
)


@dataclass(frozen=True, kw_only=True)
class Erasing:
    """Somebody wants a dossier to be erased.

    Attributes:
        number: the dossier, or one that is linked to it.
        basis: the legal basis in words, as the document that orders it says.
        reason: why, in words, without a name.
        approved_by: the id of whoever approved it.
        by: who carries it out, in what capacity.
        on: the business day.
        at: the moment of recording, with time zone.
        key: the idempotency key.
    """

    number: str
    basis: str
    reason: str
    approved_by: str
    by: Actor
    on: date
    at: datetime
    key: str

    @property
    def command(self) -> Command:
        """The key with the digest of everything asked for; nothing of it is personal."""
        asked = {
            "act": ERASE,
            "number": self.number,
            "basis": self.basis,
            "reason": self.reason,
            "approved_by": self.approved_by,
            "by": {"id": self.by.id, "role": self.by.role},
            "on": self.on.isoformat(),
        }
        return Command(self.key, digest(canonical(asked)))


@dataclass(frozen=True, slots=True)
class Erasable:
    """What an erasure takes away, or has taken away.

    Attributes:
        numbers: the dossier that a unit proposed, and all that are linked to it.
        commitments: of how many documents the content goes.
        namesakes: other dossiers whose nominee may be the same; they are left as they are.
        done: whether it is gone now.
        repeated: whether it had been erased before.
    """

    numbers: tuple[str, ...]
    commitments: int
    namesakes: tuple[str, ...] = ()
    done: bool = False
    repeated: bool = False


def erasable(store: Store, command: Erasing) -> Erasable:
    """What an erasure would take away; nothing is written.

    Raises:
        dossiers.errors.DossierNotFoundError: no dossier has the number.
        dossiers.errors.ActDetailsError: it is not possible, and why.
        workflow.UnknownRoleError: the workflow has no such role.
    """
    family = _family(store, command.number)
    numbers = tuple(one.number for one in family)
    if all(_is_erased(one) for one in family):
        return Erasable(numbers, 0, done=True, repeated=True)
    _check(store, command, family)
    first = family[0]
    others = namesakes(store, first.nomination, number=first.number)
    count = sum(len(_held(store, one)) for one in family)
    return Erasable(numbers, count, tuple(one.number for one in others))


def erase(store: Store, command: Erasing) -> Erasable:
    """Erase a dossier with all that is linked to it.

    Asked again after it was cut short, it destroys the keys that were to be destroyed.

    Raises:
        dossiers.errors.DossierNotFoundError: no dossier has the number.
        dossiers.errors.ActDetailsError: it is not possible, and why; nothing was written.
        dossiers.errors.ConflictError: somebody was faster, or the key was used before.
        dossiers.errors.StoreError: it cannot be written.
        workflow.UnknownRoleError: the workflow has no such role.
    """
    found = erasable(store, command)
    family = _family(store, command.number)
    if found.repeated:
        store.strongbox.destroy((one.id for one in family), command.at)
        return found
    pen = pen_of(store)
    held = {one.id: _held(store, one) for one in family}
    written = [(one, _event(pen, one, held[one.id], command)) for one in family]
    store.erase(
        Erasure(
            key=command.key,
            events=tuple(each.stored for _, each in written),
            rows=tuple((indexed_erased(_after(one, each)), one.n) for one, each in written),
            commitments=tuple(name for names in held.values() for name in names),
            documents={name: body for _, each in written for name, body in each.documents.items()},
            result=canonical({"numbers": list(found.numbers)}),
            at=command.at,
        )
    )
    return Erasable(found.numbers, found.commitments, found.namesakes, done=True)


def _family(store: Store, number: str) -> tuple[Dossier, ...]:
    """The dossier that a unit proposed, then every one that hangs on it, from any of them."""
    first = dossier_of(store, number)
    while first.origin is not None:
        first = dossier_of(store, first.origin.number)
    found, ahead = [], [first]
    while ahead:
        one = ahead.pop(0)
        found.append(one)
        ahead += [dossier_of(store, opened) for opened in one.opened]
    return tuple(found)


def _is_erased(dossier: Dossier) -> bool:
    """Whether an event of this log has erased it.

    Raises:
        ActDetailsError: only its key is destroyed; the log is older than the erasure.
    """
    if dossier.erased is not None and dossier.erased.n == 0:
        raise ActDetailsError(OLDER.fill(number=dossier.number))
    return dossier.erased is not None


def _check(store: Store, command: Erasing, family: tuple[Dossier, ...]) -> None:
    """That it may be erased.

    Raises:
        ActDetailsError: why not.
        workflow.UnknownRoleError: the workflow has no such role.
    """
    name = skeleton(family[0].nomination.nominee.name)
    words = skeleton(f"{command.basis} {command.reason}")
    if not command.basis.strip() or not command.reason.strip():
        raise ActDetailsError(NEEDED)
    if name in words:
        raise ActDetailsError(NAMED)
    if command.approved_by == command.by.id:
        raise ActDetailsError(TWO.fill(person=command.approved_by))
    if procedure_of(store, family[0]).definition.role(command.by.role).program:
        raise ActDetailsError(PROGRAM.fill(role=command.by.role))
    for one in family:
        state = procedure_of(store, one).definition.state(one.state)
        if state.end is None:
            raise ActDetailsError(OPEN.fill(number=one.number, state=state.text))


def _held(store: Store, dossier: Dossier) -> dict[str, str]:
    """Every commitment of a dossier, with the leaf of the first event that holds it.

    Raises:
        ActDetailsError: an event pins something personal by a plain digest.
    """
    found: dict[str, str] = {}
    for stored in store.events(dossier.id):
        event = read_event(stored.body)
        if event.quality is None:
            raise ActDetailsError(PLAIN.fill(number=dossier.number))
        for name in event.private:
            found.setdefault(name, stored.leaf.hex())
    return found


def _event(pen: Pen, dossier: Dossier, held: dict[str, str], command: Erasing) -> Appended:
    """The event that erases one dossier, with its document."""
    data = erasure_document(
        dossier,
        held.items(),
        basis=command.basis,
        reason=command.reason,
        approved_by=command.approved_by,
    )
    return appended_publicly(
        pen,
        Link(dossier.id, dossier.n, dossier.head),
        Move(ERASE, dossier.state, dossier.state, None),
        Occasion(command.at, command.on, command.command),
        by=command.by,
        judged=Judgement(dossier.definition),
        data=data,
    )


def _after(dossier: Dossier, written: Appended) -> Dossier:
    """What remains of a dossier after it; the same as a replay will say."""
    event = written.event
    data = read_document(written.documents[event.data])
    return remainder(event, written.leaf, (event, data), definition=dossier.definition)
