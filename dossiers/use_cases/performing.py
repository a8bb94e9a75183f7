"""Somebody does an act on a dossier: load, judge, decide, record, and nothing else.

There is one function for all acts; what sets them apart stands in the workflow file and in
`dossiers.acts` (ADR 0014).

Invariants:

* a refused act leaves no trace: no event, no document, no answer under its key;
* a stage that does not apply is passed in the same transaction as the act before it, as an event
  of its own by the program (ADR 0016);
* a linked dossier that an act opens begins in the same transaction;
* the dossier is written only if it still stands where it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import workflow
from dossiers.acts import read_details
from dossiers.calendars import PART, edition_of
from dossiers.documents import read_dossier
from dossiers.erased import erased_text
from dossiers.errors import (
    ActDetailsError,
    DossierErasedError,
    DossierNotFoundError,
    TransitionRefusedError,
)
from dossiers.history import FIRST_RECEIPT
from dossiers.model import Dossier
from dossiers.requirements import answering_roles
from dossiers.rulebook import Procedure, read_procedure
from dossiers.rulebook import procedure as current_procedure
from dossiers.store import Begun, Beside, Reader, Store
from dossiers.use_cases.appending import pen_of
from dossiers.use_cases.commands import Acting, Done, delegation_part
from dossiers.use_cases.judging import (
    Ruling,
    answers_for_anybody,
    case_of,
    decide,
    ruling_on,
    settings_for,
)
from dossiers.use_cases.opening import begun, opening_of
from dossiers.use_cases.standing_in import Standing, people_of, standing_of
from dossiers.use_cases.writing import Draft
from ledger import Actor, read_event
from texts import Text, joined, nearest

ENGINE = "tdkt"
"""The id under which the program itself acts, when it passes over a stage that does not apply."""

NO_SUCH_QUESTION = Text(
    vi="Quy tắc không hỏi câu nào mang mã '{question}'. Các câu đang chờ trả lời: {known}.",
    en="The rules ask no question '{question}'. Waiting for an answer: {known}.",
)
NOT_ASKED_HERE = Text(
    vi="Câu hỏi '{question}' dành cho nơi khác trả lời: {roles}.",
    en="The question '{question}' is put to somebody else: {roles}.",
)
NONE = Text(vi="không có", en="none")


def perform(store: Store, command: Acting) -> Done:
    """Do an act on a dossier, if workflow and rules allow it.

    Stages that the rules of the award say do not apply are passed over at once, each by an event of
    its own with the legal reason.

    Args:
        store: where the dossier is kept.
        command: which act, by whom, in what capacity, on which day.

    Returns:
        Where the dossier stands now; on a repetition the answer of the first time.

    Raises:
        dossiers.errors.DossierNotFoundError: no dossier has the number.
        dossiers.errors.DossierErasedError: its content was erased.
        dossiers.errors.TransitionRefusedError: the act is not possible; every blocker is in it.
        dossiers.errors.ActDetailsError: what came with the act does not fit it.
        dossiers.errors.ConflictError: somebody was faster, or the key was used for another command.
        dossiers.errors.StoreError: nothing could be written.
        workflow.WorkflowError: the workflow knows no such act or role.
    """
    asked = command.command
    read = store.begun(asked.key, asked.request, command.number, people_of(command))  # load
    if read.answer is not None:
        return Done.read(read.answer.result, repeated=True)
    if read.body is None:
        raise DossierNotFoundError(command.number, store.near(command.number))
    dossier = whole(read_dossier(read.body))
    weighed = weigh(store, dossier, command, read)  # judge and decide
    procedure, ruling, standing, move = weighed
    if isinstance(move, workflow.Refusal):
        raise TransitionRefusedError(command.number, move, procedure.definition)
    opening = opening_of(store, dossier, procedure, command)
    data = {**_data(procedure, dossier, ruling, command, move), **standing.part()}

    pen = pen_of(store, read)
    draft = Draft(pen, command, dossier, was_n=dossier.n, bundle=ruling.bundle)
    named = {} if opening is None else opening.part()
    moved = _added(draft, move, procedure, ruling, command.by, {**data, **named})
    if opening is not None:
        draft.opened.append(begun(pen, command, opening, moved, ruling))
    passed = _passed_over(store, draft, moved, procedure, command)
    entry = draft.entry(_done(command, move, passed, draft))
    recorded = store.record(entry)  # record
    return Done.read(recorded.result, repeated=recorded.repeated)


def done_before(store: Store, command: Acting) -> Done | None:
    """What was answered to an act when it was done before; None where it was not.

    Args:
        store: where the dossier is kept.
        command: the act, under the key that it had.

    Raises:
        dossiers.errors.KeyReusedError: the key was used for another command.
        dossiers.errors.StoreError: the database cannot be read.
    """
    asked = command.command
    before = store.begun(asked.key, asked.request, command.number, people_of(command)).answer
    return None if before is None else Done.read(before.result, repeated=True)


class Opened(NamedTuple):
    """A dossier as it stands in its row.

    Attributes:
        dossier: what the row says.
        beside: what was made of it, as long as the row does not change (ADR 0056).
    """

    dossier: Dossier
    beside: Beside


class Weighed(NamedTuple):
    """An act that was judged, and what the workflow says of it.

    Attributes:
        procedure: the workflow that the dossier follows.
        ruling: what the rules find.
        standing: what mandates say of whoever acts.
        answer: the move, or everything that is in the way.
    """

    procedure: Procedure
    ruling: Ruling
    standing: Standing
    answer: workflow.Move | workflow.Refusal


def weigh(store: Store, dossier: Dossier, command: Acting, read: Begun | None = None) -> Weighed:
    """Judge an act and decide on it; nothing is written.

    Args:
        store: where the dossier is kept.
        dossier: as it stands.
        command: which act, by whom, in what capacity, on which day.
        read: what was read with the dossier; None to ask for it now.

    Raises:
        workflow.WorkflowError: the workflow knows no such act or role.
        dossiers.errors.HistoryError: what it was pinned to is lost.
    """
    procedure = procedure_of(store, dossier)
    ruling = ruling_on(store, dossier, on=command.on)
    standing = standing_of(store, dossier, command, read)
    answer = decide(procedure, dossier, ruling, command, standing)
    return Weighed(procedure, ruling, standing, answer)


def dossier_of(store: Reader, number: str) -> Dossier:
    """The dossier with this number.

    Raises:
        dossiers.errors.DossierNotFoundError: there is none; the nearest number is named.
        dossiers.errors.HistoryError: its stored content cannot be read.
    """
    return opened(store, number).dossier


def opened(store: Reader, number: str) -> Opened:
    """The same with what was made of it before.

    Raises:
        dossiers.errors.DossierNotFoundError: there is none; the nearest number is named.
        dossiers.errors.HistoryError: its stored content cannot be read.
    """
    body = store.body(number)
    if body is None:
        raise DossierNotFoundError(number, store.near(number))
    found = read_row(store, body)
    if found.dossier.definition:
        return found
    # Only its key is known to be destroyed; which workflow it followed, its events still say.
    *_, last = store.events(found.dossier.id)
    pinned = read_event(last.body).judged.definition
    return Opened(replace(found.dossier, definition=pinned), Beside())


def read_row(store: Reader, body: bytes) -> Opened:
    """The dossier that some bytes of the cache say, with what was made of it before.

    Args:
        store: what gave the bytes.
        body: the dossier in canonical bytes.

    Raises:
        dossiers.errors.HistoryError: they are no dossier.
    """
    beside = store.memory.of(body)
    return Opened(beside.kept("dossier", lambda: read_dossier(body)), beside)


def whole(dossier: Dossier) -> Dossier:
    """The same dossier, where there is still something to judge.

    Raises:
        dossiers.errors.DossierErasedError: its content was erased.
    """
    if dossier.erased is not None:
        raise DossierErasedError(dossier.number, erased_text(dossier.erased))
    return dossier


def procedure_of(store: Reader, dossier: Dossier) -> Procedure:
    """The workflow that was pinned when the dossier was proposed.

    Raises:
        dossiers.errors.HistoryError: its bytes are lost.
        workflow.DefinitionFileError: this release can no longer read them.
    """
    current = current_procedure()
    if dossier.definition == current.digest:  # the same bytes; no need to read them again
        return current
    return read_procedure(store.document(dossier.definition))


def _data(
    procedure: Procedure,
    dossier: Dossier,
    ruling: Ruling,
    command: Acting,
    move: workflow.Move,
) -> dict[str, object]:
    """The document of the event: act, stage, reason, and what was brought, as far as it was sent.

    How a ballot ended is written down beside the papers that say so, and at the first receipt the
    settings that the rules give; a replay compares the one, and goes by the other.

    Raises:
        ActDetailsError: the details do not fit the open questions.
    """
    details = read_details(command.act, command.details)
    if command.act == "answer_question":
        _check_question(procedure, ruling, command)
    settings = settings_for(procedure, dossier, ruling) if command.act == FIRST_RECEIPT else None
    return {
        "act": command.act,
        "stage": procedure.definition.state(dossier.state).stage or "",
        "reason": command.reason,
        "details": details.model_dump(mode="json", exclude_unset=True),
        **delegation_part(command.stands_for),
        **_calendar_part(procedure),
        **({"settings": dict(settings)} if settings else {}),
        **({"result": move.result} if move.result is not None else {}),
    }


def _calendar_part(procedure: Procedure) -> dict[str, object]:
    """The entry of an act's document that names the calendar of its terms; none without terms."""
    edition = edition_of(procedure.definition)
    return {} if edition is None else {PART: edition.digest}


def _kept(procedure: Procedure, judged_by: Mapping[str, bytes]) -> dict[str, bytes]:
    """What is kept in clear beside an event: what judged it, and the calendar of its terms."""
    edition = edition_of(procedure.definition)
    return {**judged_by, **({} if edition is None else {edition.digest: edition.body})}


def _check_question(procedure: Procedure, ruling: Ruling, command: Acting) -> None:
    """Refuse an answer to a question that the rules do not ask now, or ask somebody else.

    Raises:
        ActDetailsError: with the questions that wait for an answer and the nearest of them, or with
            the body that has to answer.
    """
    question = str(command.details.get("question"))
    asked = {one.id: one.asks for one in ruling.evaluation.questions}
    if question in asked:
        definition = procedure.definition
        roles = answering_roles(definition, asked[question])
        if roles and command.by.role not in roles:
            names = joined(definition.role(one).text for one in roles)
            raise ActDetailsError(NOT_ASKED_HERE.fill(question=question, roles=names))
        return
    meant = nearest(question, asked)
    hint = "" if meant is None else f" ('{meant}'?)"
    told = NO_SUCH_QUESTION.fill(question=question, known=", ".join(asked) or NONE)
    raise ActDetailsError(Text(told.vi + hint, told.en + hint))


def _added(
    draft: Draft,
    move: workflow.Move,
    procedure: Procedure,
    ruling: Ruling,
    by: Actor,
    data: Mapping[str, object],
) -> Dossier:
    """The dossier after one more event of the draft, pinned with its ruling."""
    assert draft.dossier is not None, "an act is done on a dossier"
    pinned = ruling.pinned(procedure, draft.pen, subject=draft.dossier.id)
    return draft.add(
        move,
        stream=draft.dossier.id,
        by=by,
        judged=pinned.judgement,
        data=data,
        kept=_kept(procedure, pinned.documents),
        sealed=pinned.sealed,
        definition=procedure.definition,
    )


def _passed_over(
    store: Store, draft: Draft, dossier: Dossier, procedure: Procedure, command: Acting
) -> tuple[str, ...]:
    """Pass the stages that do not apply; each is an event, and its reason is the law's."""
    passed: list[str] = []
    while _program_may_act(procedure, dossier.state):
        ruling = ruling_on(store, dossier, on=command.on)
        move = _engine_move(procedure, dossier, ruling)
        if move is None:
            break
        stage = procedure.definition.state(dossier.state).stage or ""
        passed.append(stage)
        data = _stage_data(move.act, stage, ruling)
        by = Actor(ENGINE, _program_role(procedure))
        dossier = _added(draft, move, procedure, ruling, by, data)
    return tuple(passed)


def _program_may_act(procedure: Procedure, state: str) -> bool:
    """Whether the program itself may do anything here; elsewhere no rules need to be asked."""
    role = _program_role(procedure)
    return any(role in act.by for act in procedure.definition.state(state).acts.values())


def _engine_move(procedure: Procedure, dossier: Dossier, ruling: Ruling) -> workflow.Move | None:
    """The first act of the program that is possible here; None where the stage applies."""
    role = _program_role(procedure)
    answers = answers_for_anybody(procedure, dossier, ruling)
    by = workflow.Person(ENGINE, frozenset({role}))
    definition = procedure.definition
    case = case_of(procedure, dossier, ruling)
    at_the_end_of_a_term = {clock.outcome for clock in definition.clocks.values()}
    for option in workflow.options(definition, case, by=by, answers=answers):
        if option.act in at_the_end_of_a_term:
            continue
        if role in option.roles and isinstance(option.outcome, workflow.Move):
            return option.outcome
    return None


def _program_role(procedure: Procedure) -> str:
    """The role of the program in this workflow; empty when it has none."""
    roles = procedure.definition.roles
    return next((name for name, role in roles.items() if role.program), "")


def _stage_data(act: str, stage: str, ruling: Ruling) -> dict[str, object]:
    """The document of a stage passed over: which one, why, and where the law says so."""
    found = ruling.evaluation.stages[stage]
    return {
        "act": act,
        "stage": stage,
        "reason": found.because.vi,
        "because": {"vi": found.because.vi, "en": found.because.en},
        "source": {"document": found.source.document, "article": found.source.article},
        "details": {},
    }


def _done(command: Acting, move: workflow.Move, passed: tuple[str, ...], draft: Draft) -> Done:
    """The answer to the command, with the state after all stages that were passed."""
    assert draft.dossier is not None, "an act is done on a dossier"
    return Done(
        number=command.number,
        act=command.act,
        source=move.source,
        target=draft.dossier.state,
        passed_over=passed,
        n=draft.dossier.n,
        opened=next((one.dossier.number for one in draft.opened if one.dossier), None),
    )
