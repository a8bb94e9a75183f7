"""One act on many dossiers: looked at first, written down as a plan, then done to just these.

Select, preview, apply.  The preview weighs the act on every dossier as an attempt would, and
writes nothing; the plan names the state in which each one was seen.  A plan that was overtaken or
edited is refused whole before anything is done.

Invariants:

* each dossier is acted upon at most once for a plan, however often the plan is applied: the key of
  its command comes from the plan;
* a dossier that cannot be moved keeps none of the others back, and none is passed over in silence;
* after a crash the same plan goes on where it stopped;
* when all its dossiers are through, one event says so, once (`dossiers.manifests`); from then on
  the plan is answered with what came of it, and does nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

import workflow
from dossiers.apart import APPLY
from dossiers.documents import read_document
from dossiers.errors import (
    ConflictError,
    DossierErasedError,
    DossierError,
    KeyChangedError,
    PlanError,
    PlanStaleError,
    TransitionRefusedError,
)
from dossiers.manifests import stream_of_plans, without_names
from dossiers.model import Dossier
from dossiers.store import Entry, Store
from dossiers.use_cases.appending import Link, Occasion, appended_publicly, pen_of
from dossiers.use_cases.commands import Acting, Done
from dossiers.use_cases.performing import dossier_of, perform, weigh, whole
from ledger import Actor, CanonicalFormError, Command, Judgement, canonical, digest
from texts import Text

KIND = "tdkt-plan/1"
LONGEST = 32 * 1_048_576
RULE = canonical({"kind": "tdkt-plan-manifest/v1"})
"""What the event of an applied plan goes by, in place of a workflow: the form of its document."""

MOST_ATTEMPTS = 20

NO_PLAN = Text(
    vi="Tệp này không phải là kế hoạch của tdkt, hoặc đã bị sửa: {why}. Lập lại bằng --dry-run.",
    en="This file is no plan of tdkt, or was edited: {why}. Make it again with --dry-run.",
)
OTHER_LOG = Text(vi="kế hoạch của sổ khác", en="it is for another log")
NOT_WHOLE = Text(vi="nội dung không khớp mã của nó", en="its content does not fit its digest")
NO_FORM = Text(vi="thiếu phần cần có", en="something is missing from it")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done to every dossier.

    Attributes:
        query: which dossiers, as the canonical text of a query.
        act: the act.
        by: who acts, in what capacity.
        on: the business day.
        reason: in words, where the act asks for one.
        details: what the act brings, the same for every dossier.
    """

    query: str
    act: str
    by: Actor
    on: date
    reason: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    def command(self, number: str, *, at: datetime, key: str) -> Acting:
        """The command for one dossier."""
        return Acting(
            number=number,
            act=self.act,
            by=self.by,
            on=self.on,
            at=at,
            key=key,
            reason=self.reason,
            details=self.details,
        )


@dataclass(frozen=True, slots=True)
class Item:
    """A dossier that the act would move.

    Attributes:
        number: the dossier.
        n: how many events it had when it was seen.
        head: the leaf of the last of them.
        source: the state in which it was seen.
        target: where it would stand.
    """

    number: str
    n: int
    head: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Held:
    """Dossiers that the same things keep from the act.

    Attributes:
        reasons: what is in the way; the same for all of them.
        numbers: the dossiers.
    """

    reasons: tuple[Text, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """An act on many dossiers, as it was looked at.

    Attributes:
        log: the origin of the log of these dossiers.
        asked: what is to be done.
        at: when they were looked at, ISO 8601.
        items: those that it would move, by number.
        held: the others, by what is in the way; most dossiers first.
    """

    log: str
    asked: Asked
    at: str
    items: tuple[Item, ...]
    held: tuple[Held, ...]

    @property
    def id(self) -> str:
        """Thirty-two hexadecimal digits over the whole plan; keys of its commands begin so."""
        return digest(canonical(self._document()))[:32]

    def body(self) -> bytes:
        """The plan as a file, with its digest."""
        return canonical({**self._document(), "id": self.id}) + b"\n"

    def _document(self) -> dict[str, object]:
        """Everything but the digest."""
        by = self.asked.by
        return {
            "kind": KIND,
            "log": self.log,
            "query": self.asked.query,
            "act": self.asked.act,
            "by": {"id": by.id, "role": by.role, "unit": by.unit},
            "on": self.asked.on.isoformat(),
            "reason": self.asked.reason,
            "details": dict(self.asked.details),
            "at": self.at,
            "items": [[one.number, one.n, one.head, one.source, one.target] for one in self.items],
            "held": [
                {"reasons": [[why.vi, why.en] for why in one.reasons], "numbers": list(one.numbers)}
                for one in self.held
            ],
        }


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a plan.

    Attributes:
        done: the answer for each dossier that was moved, now or at an earlier attempt.
        refused: the dossiers that could no longer be moved, each with the reason.
    """

    done: tuple[Done, ...]
    refused: tuple[tuple[str, Text], ...]


def preview(store: Store, dossiers: Iterable[Dossier], asked: Asked, *, at: datetime) -> Plan:
    """Weigh the act on every dossier; nothing is written.

    Args:
        store: where they are kept.
        dossiers: those that the query found.
        asked: what is to be done.
        at: now, with time zone.

    Raises:
        workflow.WorkflowError: a workflow knows no such act or role.
        dossiers.errors.HistoryError: something that judges one of them is lost.
    """
    items: list[Item] = []
    held: dict[tuple[Text, ...], list[str]] = {}
    for one in dossiers:
        answer = _answer(store, one, asked.command(one.number, at=at, key="preview"))
        if isinstance(answer, workflow.Move):
            items.append(Item(one.number, one.n, one.head, answer.source, answer.target))
        else:
            held.setdefault(answer, []).append(one.number)
    groups = [Held(reasons, tuple(sorted(numbers))) for reasons, numbers in held.items()]
    return Plan(
        log=store.log,
        asked=asked,
        at=at.isoformat(),
        items=tuple(sorted(items, key=lambda one: one.number)),
        held=tuple(sorted(groups, key=lambda one: (-len(one.numbers), one.numbers))),
    )


def _answer(store: Store, dossier: Dossier, command: Acting) -> workflow.Move | tuple[Text, ...]:
    """The move that the act would be, or everything that is in its way."""
    try:
        answer = weigh(store, whole(dossier), command).answer
    except DossierErasedError as gone:
        return (gone.text,)
    if isinstance(answer, workflow.Refusal):
        return tuple(blocker.text for blocker in answer.blockers)
    return answer


def read_plan(body: bytes) -> Plan:
    """The plan in a file.

    Raises:
        PlanError: it is none, or it was edited.
    """
    try:
        fields = read_document(body)
        plan = _plan(fields)
    except (DossierError, KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise PlanError(NO_PLAN.fill(why=NO_FORM)) from wrong
    try:
        whole = plan.body() == body.rstrip(b"\n") + b"\n"
    except CanonicalFormError:
        whole = False
    if not whole:
        raise PlanError(NO_PLAN.fill(why=NOT_WHOLE))
    return plan


def apply(
    store: Store, plan: Plan, *, at: datetime, told: Callable[[int, int], None] | None = None
) -> Applied:
    """Do to every dossier of a plan what it says; what was done before is not done again.

    Args:
        store: where they are kept.
        plan: as it was looked at.
        at: now, with time zone.
        told: is called after each dossier with how many are through, and of how many.

    Raises:
        PlanError: it is of another log.
        PlanStaleError: a dossier has moved since; nothing was done.
        dossiers.errors.StoreError: the database cannot be written; what was done before stands,
            and applying the plan again goes on.
    """
    if plan.log != store.log:
        raise PlanError(NO_PLAN.fill(why=OTHER_LOG))
    before = store.answer(_manifest_key(plan), _manifest_request(plan), None)
    if before is not None:
        return _read_applied(before.result)
    commands = {one.number: _command(plan, one, at) for one in plan.items}
    stale = tuple(one.number for one in plan.items if _is_stale(store, one, commands[one.number]))
    if stale:
        raise PlanStaleError(stale)
    done: list[Done] = []
    refused: list[tuple[str, Text]] = []
    for through, (number, command) in enumerate(commands.items(), start=1):
        try:
            done.append(perform(store, command))
        except (TransitionRefusedError, ConflictError, DossierErasedError) as wrong:
            refused.append((number, wrong.text))
        if told is not None:
            told(through, len(commands))
    return _closed(store, plan, Applied(tuple(done), tuple(refused)), at)


def _manifest_key(plan: Plan) -> str:
    """The key of the command that says that a plan was applied."""
    return f"plan/{plan.id}"


def _manifest_request(plan: Plan) -> str:
    """The digest of that command."""
    return digest(canonical({"act": APPLY, "plan": plan.id}))


def _closed(store: Store, plan: Plan, applied: Applied, at: datetime) -> Applied:
    """Record that a plan was applied, once; of two at the same time the first one is answered.

    Raises:
        KeyChangedError: other plans were recorded again and again in between.
    """
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            recorded = store.record(_manifest(store, plan, applied, at))
        except KeyChangedError:
            if attempt == MOST_ATTEMPTS:
                raise
            continue
        return _read_applied(recorded.result) if recorded.repeated else applied
    raise AssertionError("the last attempt has returned or raised")


def _manifest(store: Store, plan: Plan, applied: Applied, at: datetime) -> Entry:
    """The event that says which plan was applied, on what, by whom and with which events."""
    stream, asked = stream_of_plans(store.log), plan.asked
    before = list(store.events(stream))
    link = Link(stream, before[-1].n, before[-1].leaf.hex()) if before else Link(stream)
    command = Command(_manifest_key(plan), _manifest_request(plan))
    one = appended_publicly(
        pen_of(store),
        link,
        workflow.Move(APPLY, f"plan-{link.n}" if link.n else "", f"plan-{link.n + 1}", None),
        Occasion(at, asked.on, command),
        by=asked.by,
        judged=Judgement(digest(RULE)),
        data={
            "act": APPLY,
            "plan": plan.id,
            "query": without_names(asked.query),
            "of": asked.act,
            "held": sum(len(one.numbers) for one in plan.held),
            "refused": len(applied.refused),
            "done": [[dossier_of(store, it.number).id, it.n] for it in applied.done],
        },
    )
    return Entry(
        key=command.key,
        request=command.request,
        events=(one.stored,),
        row=None,
        was_n=link.n,
        documents={**one.documents, digest(RULE): RULE},
        result=_applied_bytes(applied),
    )


def _applied_bytes(applied: Applied) -> bytes:
    """What came of a plan in the bytes that are kept as its answer."""
    return canonical(
        {
            "done": [one.body().decode() for one in applied.done],
            "refused": [[number, why.vi, why.en] for number, why in applied.refused],
        }
    )


def _read_applied(body: bytes) -> Applied:
    """What came of a plan at an earlier attempt."""
    fields = read_document(body)
    done = cast("list[str]", fields["done"])
    refused = cast("list[tuple[str, str, str]]", fields["refused"])
    return Applied(
        tuple(Done.read(one.encode(), repeated=True) for one in done),
        tuple((number, Text(vi=vi, en=en)) for number, vi, en in refused),
    )


def _command(plan: Plan, item: Item, at: datetime) -> Acting:
    """The command for one dossier; its key is the same at every attempt."""
    return plan.asked.command(item.number, at=at, key=f"plan/{plan.id}/{item.number}")


def _is_stale(store: Store, item: Item, command: Acting) -> bool:
    """Whether a dossier stands elsewhere than it was seen, and not because of this plan."""
    asked = command.command
    dossier = dossier_of(store, item.number)
    unit = dossier.nomination.unit
    if store.answer(asked.key, asked.request, dossier.id, unit=unit) is not None:
        return False
    return (dossier.n, dossier.head) != (item.n, item.head)


def _plan(fields: Mapping[str, object]) -> Plan:
    """The plan that a document says, whatever its digest.

    Raises:
        KeyError, TypeError, ValueError: it says none.
    """
    if fields["kind"] != KIND:
        raise ValueError(KIND)
    asked = Asked(
        query=str(fields["query"]),
        act=str(fields["act"]),
        by=Actor(**cast("dict[str, str]", fields["by"])),
        on=date.fromisoformat(str(fields["on"])),
        reason=str(fields["reason"]),
        details=cast("dict[str, object]", fields["details"]),
    )
    items = tuple(Item(*one) for one in cast("list[list[object]]", fields["items"]))  # type: ignore[arg-type]
    return Plan(str(fields["log"]), asked, str(fields["at"]), items, tuple(_held(fields)))


def _held(fields: Mapping[str, object]) -> Iterator[Held]:
    """The groups of dossiers that were kept from the act."""
    for group in cast("list[dict[str, list[object]]]", fields["held"]):
        reasons = tuple(Text(*cast("list[str]", one)) for one in group["reasons"])
        yield Held(reasons, tuple(str(one) for one in group["numbers"]))
