"""Proposing rules and deciding on them: four eyes, examples that hold, and an expectation kept.

An author hands in a file; it is read, its examples are run, and it waits.  Somebody else publishes
or rejects it.  Every step is an event, and the bytes that were agreed on are the ones that judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import cast

import rules
import workflow
from dossiers.documents import read_document
from dossiers.errors import PublicationNotFoundError, TransitionRefusedError
from dossiers.publications import (
    FIRST,
    PUBLISHED,
    Publication,
    RulesDraft,
    after,
    in_force_on,
    read_publication,
)
from dossiers.rulebook import Bundle, Procedure, bundle_from, named_procedure, read_bundle
from dossiers.store import Disclosed, Entry, NewEvent, Reader, Store
from dossiers.use_cases.appending import Link, appended, pen_of
from dossiers.use_cases.continuing import lost_to
from dossiers.use_cases.impact import impact_of
from dossiers.use_cases.writing import row_of
from ledger import (
    Actor,
    Command,
    Judgement,
    canonical,
    digest,
)
from rules.local.continuity import lost_text
from texts import Text

WORKFLOW = "rules-publication"
PROPOSE = "propose_rules"
SHOWN = 5
"""How many dossiers are named where more would change."""

HOUSE = workflow.Source("Quy định của phần mềm", "Ban hành quy tắc")
FINE = Text(vi="Đạt.", en="Holds.")
CHANGES = Text(
    vi="Số hồ sơ đổi kết luận: {found} ({numbers}); người soạn nêu tối đa {expected}.",
    en="Dossiers that change their verdict: {found} ({numbers}); the author declared at most "
    "{expected}.",
)
NO_CHANGES = Text(vi="không có", en="none")
WRONG_EXAMPLES = Text(
    vi="Số ví dụ không đúng: {count}; ví dụ đầu tiên: {first}.",
    en="Examples that fail: {count}; the first of them: {first}.",
)


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """An author hands in rules.

    Attributes:
        award: the content of the award file, and `file` its name.
        file: the name of the award file, for places of mistakes.
        examples: the content of its examples file.
        legal_basis: the instrument that orders the change.
        effective_on: the first day of receipt that the rules judge.
        may_change: at most so many dossiers may change their verdict.
        by: the author.
        on: the business day.
        at: the moment of recording, with time zone.
        key: the idempotency key.
    """

    award: bytes
    file: str
    examples: bytes
    legal_basis: str
    effective_on: date
    may_change: int
    by: Actor
    on: date
    at: datetime
    key: str

    @cached_property
    def command(self) -> Command:
        """The key with the digest of everything asked for."""
        asked = {
            "act": FIRST,
            "award": digest(self.award),
            "examples": digest(self.examples),
            "legal_basis": self.legal_basis,
            "effective_on": self.effective_on.isoformat(),
            "may_change": self.may_change,
            "by": {"id": self.by.id, "role": self.by.role},
        }
        return Command(self.key, digest(canonical(asked)))


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """Somebody decides on proposed rules.

    Attributes:
        number: the publication.
        act: `publish`, `reject` or `withdraw_draft`.
        by: who, and in what capacity.
        on: the business day.
        at: the moment of recording, with time zone.
        key: the idempotency key.
        reason: in words, where the act asks for one.
    """

    number: str
    act: str
    by: Actor
    on: date
    at: datetime
    key: str
    reason: str = ""

    @cached_property
    def command(self) -> Command:
        """The key with the digest of everything asked for."""
        asked = {
            "act": self.act,
            "number": self.number,
            "by": {"id": self.by.id, "role": self.by.role},
            "on": self.on.isoformat(),
            "reason": self.reason,
        }
        return Command(self.key, digest(canonical(asked)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The answer to a command about rules.

    Attributes:
        number: the publication.
        award: the code of its award.
        state: where it stands now.
        digest: of the rules in question.
        repeated: True when the same command had been carried out before.
    """

    number: str
    award: str
    state: str
    digest: str
    repeated: bool = False


def propose_rules(store: Store, command: Drafting) -> Published:
    """Hand in rules for publication.

    Args:
        store: where the publication is recorded.
        command: the file, its examples, the legal basis and the expectation.

    Returns:
        The number under which a second person finds it.

    Raises:
        rules.RulesFileError: a file has mistakes; all of them are in it, and nothing was recorded.
        dossiers.errors.TransitionRefusedError: an example fails, or a criterion that history refers
            to was renamed or left out.
        dossiers.errors.ConflictError: the key was used for another command.
    """
    asked = command.command
    before = store.answer(asked.key, asked.request, _stream(store, command))
    if before is not None:
        return _read_answer(before.result, repeated=True)
    bundle = bundle_from(command.award, command.file)

    draft = _draft_of(command, bundle, _next_number(store, bundle.award.code))
    answers = {
        "rules_read": (_answer("rules-read", FINE),),
        "ids_kept": (_ids(store, bundle),),
        "examples_hold": (_examples(bundle, command.examples),),
    }

    writing = _Writing(store, command, None)
    writing.add(workflow.Move(FIRST, "", _procedure().definition.start, None), _opening(draft))
    writing.decide(PROPOSE, answers)
    writing.keep(bundle.body, command.examples, _procedure().body)
    return writing.recorded()


def decide_on_rules(store: Store, command: Deciding) -> Published:
    """Publish, reject or withdraw proposed rules.

    Args:
        store: where the publication is kept.
        command: which act, by whom.

    Raises:
        dossiers.errors.PublicationNotFoundError: no publication has the number.
        dossiers.errors.TransitionRefusedError: the act is not possible; every blocker is in it,
            among them that the author may not approve, and that too many dossiers would change.
        dossiers.errors.ConflictError: somebody was faster, or the key was used for another command.
        workflow.WorkflowError: there is no such act or role.
    """
    publication = publication_of(store, command.number)
    asked = command.command
    before = store.answer(asked.key, asked.request, publication.id)
    if before is not None:
        return _read_answer(before.result, repeated=True)
    bundle = read_bundle(store.document(publication.draft.bundle))

    examples = store.document(publication.draft.examples)
    answers = {
        "rules_read": (_answer("rules-read", FINE),),
        "ids_kept": (_ids(store, bundle),),
        "examples_hold": (_examples(bundle, examples),),
        "expectation_kept": (_expectation(store, publication, bundle),),
    }

    writing = _Writing(store, command, publication)
    writing.decide(command.act, answers)
    return writing.recorded()


def publications(store: Reader) -> tuple[Publication, ...]:
    """Every publication, by number."""
    return tuple(read_publication(body) for body in store.publications())


def in_force_of(store: Reader, on: date) -> tuple[Publication, ...]:
    """Of every award the publication that judges what is received on a day, by award.

    Args:
        store: where publications are kept.
        on: the day of receipt.
    """
    every = [one for one in publications(store) if one.state == PUBLISHED]
    awards = sorted({one.draft.award for one in every})
    found = (
        in_force_on(tuple(one for one in every if one.draft.award == award), on) for award in awards
    )
    return tuple(one for one in found if one is not None)


def publication_of(store: Reader, number: str) -> Publication:
    """The publication with this number.

    Raises:
        dossiers.errors.PublicationNotFoundError: there is none; the nearest number is named.
    """
    every = publications(store)
    found = next((one for one in every if one.number == number), None)
    if found is None:
        raise PublicationNotFoundError(number, tuple(one.number for one in every))
    return found


class _Writing:
    """The events of one command about a publication, until they are recorded together."""

    def __init__(
        self, store: Store, command: Drafting | Deciding, publication: Publication | None
    ) -> None:
        self.store = store
        self.command = command
        self.publication = publication
        self.was_n = 0 if publication is None else publication.n
        self.events: list[NewEvent] = []
        self.documents: dict[str, bytes] = {}
        self.disclosures: list[Disclosed] = []

    def keep(self, *bodies: bytes) -> None:
        """Documents that the events refer to."""
        self.documents.update({digest(body): body for body in bodies})

    def decide(self, act: str, answers: Mapping[str, tuple[workflow.Answer, ...]]) -> None:
        """Ask the workflow; a move becomes an event, a refusal an error with every blocker."""
        publication = self.publication
        assert publication is not None, "a publication is opened before it is decided on"
        definition = _procedure().definition
        definition.role(self.command.by.role)
        by = workflow.Person(self.command.by.id, frozenset({self.command.by.role}))
        case = workflow.Case(publication.state, None, publication.done_by)
        reason = self.command.reason if isinstance(self.command, Deciding) else ""
        move = workflow.decide(definition, case, act, by=by, answers=answers, reason=reason)
        if isinstance(move, workflow.Refusal):
            raise TransitionRefusedError(publication.number, move, definition)
        self.add(move, {"act": act, "reason": reason})

    def add(self, move: workflow.Move, data: Mapping[str, object]) -> None:
        """Append one event and fold it into the publication."""
        before = self.publication
        stream = _stream(self.store, self.command)
        link = Link(stream) if before is None else Link(before.id, before.n, before.head)
        judged = self._judgement(before, data)
        one = appended(
            pen_of(self.store),
            link,
            move,
            self.command,
            by=self.command.by,
            judged=judged,
            data=data,
        )
        self.publication = after(before, one.event, data, leaf=one.leaf)
        self.events.append(one.stored)
        self.disclosures += one.disclosures

    def _judgement(self, before: Publication | None, data: Mapping[str, object]) -> Judgement:
        """Every event pins its rules, and the examples as the facts they were tried on."""
        draft = before.draft if before else RulesDraft.model_validate(data["draft"])
        return Judgement(_procedure().digest, rules=draft.bundle, facts=draft.examples)

    def recorded(self) -> Published:
        """Write everything in one transaction and answer."""
        publication = self.publication
        assert publication is not None, "at least one event was added"
        entry = Entry(
            key=self.command.command.key,
            request=self.command.command.request,
            events=tuple(self.events),
            row=row_of(publication),
            was_n=self.was_n,
            documents=self.documents,
            result=_answer_bytes(publication),
            disclosures=tuple(self.disclosures),
        )
        done = self.store.record(entry)
        return _read_answer(done.result, repeated=done.repeated)


def _procedure() -> Procedure:
    return named_procedure(WORKFLOW)


def _stream(store: Store, command: Drafting | Deciding) -> str:
    return digest(f"{store.log}/{command.key}".encode())[:32]


def _draft_of(command: Drafting, bundle: Bundle, number: str) -> RulesDraft:
    return RulesDraft(
        number=number,
        award=bundle.award.code,
        bundle=bundle.digest,
        examples=digest(command.examples),
        legal_basis=command.legal_basis,
        effective_on=command.effective_on,
        may_change=command.may_change,
    )


def _opening(draft: RulesDraft) -> dict[str, object]:
    return {"act": FIRST, "draft": draft.model_dump(mode="json")}


def _next_number(store: Store, award: str) -> str:
    return f"{award}-QT-{len(store.publications(award)) + 1:03}"


def _examples(bundle: Bundle, examples: bytes) -> workflow.Answer:
    results = rules.run_examples(bundle.award, examples, file="examples.yaml")
    failed = [one for one in results if not one.passed]
    if not failed:
        return _answer("examples-hold", FINE)
    text = WRONG_EXAMPLES.fill(count=len(failed), first=failed[0].name)
    return _answer("examples-hold", text, met=False)


def _ids(store: Store, bundle: Bundle) -> workflow.Answer:
    lost = lost_to(store, bundle)
    return _answer("ids-kept", lost_text(lost) if lost else FINE, met=not lost)


def _expectation(store: Store, publication: Publication, bundle: Bundle) -> workflow.Answer:
    draft = publication.draft
    changed = impact_of(store, bundle, effective_on=draft.effective_on).touched
    named = ", ".join(one.number for one in changed[:SHOWN]) or NO_CHANGES
    text = CHANGES.fill(found=len(changed), numbers=named, expected=draft.may_change)
    return _answer("expectation-kept", text, met=len(changed) <= draft.may_change)


def _answer(name: str, text: Text, *, met: bool = True) -> workflow.Answer:
    return workflow.Answer(name, met=met, text=text, source=HOUSE, cured_by=("policy_author",))


def _answer_bytes(publication: Publication) -> bytes:
    return canonical(
        {
            "number": publication.number,
            "award": publication.draft.award,
            "state": publication.state,
            "digest": publication.draft.bundle,
        }
    )


def _read_answer(body: bytes, *, repeated: bool) -> Published:
    fields = cast("dict[str, str]", read_document(body))
    return Published(**fields, repeated=repeated)
