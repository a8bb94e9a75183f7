"""A unit proposes a nominee: the first event of a dossier.

No rule is asked and nothing is judged: a draft may be as incomplete as its unit leaves it.  What is
missing is told by `looked_at` and stands in the way of `submit`, not of the proposal.
"""

from __future__ import annotations

import re

from dossiers.documents import nomination_document, profile_part
from dossiers.errors import ActDetailsError, KeyReusedError
from dossiers.history import PROPOSE
from dossiers.rulebook import Bundle, procedure
from dossiers.store import Recorded, Store
from dossiers.use_cases.appending import Pen, pen_of
from dossiers.use_cases.commands import Done, Proposing
from dossiers.use_cases.rules_of import in_force
from dossiers.use_cases.writing import Draft
from ledger import Judgement, digest
from texts import Text
from workflow import Move

OWN = re.compile(r"[^-]+-[0-9]+-(?P<unit>.+)-[0-9]{1,18}")
"""A number that names its unit; no code of an award has a hyphen."""

NOT_OWN = Text(
    vi="Số '{number}' không mang mã đơn vị '{unit}'. Trong cơ sở dữ liệu dùng chung, số tự đặt có "
    "dạng CSTDCS-2024-{unit}-0001; hoặc bỏ trống để phần mềm cho số.",
    en="The number '{number}' does not name the unit '{unit}'. In a shared database a number of "
    "your own looks like CSTDCS-2024-{unit}-0001; or leave it to the program.",
)


def propose(store: Store, command: Proposing) -> Done:
    """Open a dossier for a nominee.

    The workflow of the day is pinned: whatever becomes of its file, this dossier follows these
    bytes.

    Args:
        store: where it is recorded.
        command: who is proposed for what, by whom, on which day.

    Returns:
        The number of the dossier and its first state; on a repetition the answer of the first time.

    Raises:
        rules.UnknownAwardError: no award has this code.
        rules.UnknownProfileError: there is no such local profile.
        workflow.UnknownRoleError: the workflow has no such role.
        dossiers.errors.KeyReusedError: the key belongs to another command.
        dossiers.errors.NumberTakenError: another dossier has the number.
        dossiers.scope.OutsideScopeError: the unit is none of those that the store shows.
        dossiers.errors.ActDetailsError: within a scope, the number is none of the unit's own.
        dossiers.errors.StoreError: nothing could be written.
    """
    unit = command.nomination.unit
    stream = stream_of_proposal(store, f"{command.key}\n{unit}")
    before = _answered(store, command, stream)
    if before is not None:
        return Done.read(before.result, repeated=True)
    procedure().definition.role(command.by.role)
    # An award without rules is an error, not a dossier.
    asked_of = command.nomination.award
    bundle = in_force(store, asked_of, on=command.on, profile=command.profile)

    if command.number is not None:
        _check_own(store, unit, command.number)
    number = command.number or next_number(store, command)
    draft = drafted(pen_of(store), command, number, stream, bundle)

    recorded = store.record(draft.entry(opened(number)))
    return Done.read(recorded.result, repeated=recorded.repeated)


def next_number(store: Store, command: Proposing) -> str:
    """The next free number of the award and year, such as `CSTDCS-2024-0007`.

    It is one more than the highest number of that form, by an index; a number left free in between
    stays free.
    Two commands at the same time may arrive at one number; the store then refuses the second.

    Within a scope a unit has a series of its own, such as `CSTDCS-2024-sct-bk-0007`: a common one
    would tell each how many the others propose.
    """
    stem = f"{command.nomination.award}-{command.nomination.evidence.award_year}-"
    if store.scope.units is not None:
        stem += f"{command.nomination.unit}-"
    return f"{stem}{store.highest(stem) + 1:04}"


def stream_of_proposal(store: Store, words: str) -> str:
    """The id of a new stream, from a key and a unit: two units may have the same key.

    The key is as random as its door made it; nobody can guess an id from a number.  No unit has a
    line break in its id.
    """
    return digest(f"{store.log}/{words}".encode())[:32]


def _answered(store: Store, command: Proposing, stream: str) -> Recorded | None:
    """What was answered before; also by a release in which a stream followed from the key alone.

    Raises:
        dossiers.errors.KeyReusedError: the key belongs to another command.
    """
    asked, unit = command.command, command.nomination.unit
    try:
        return store.answer(asked.key, asked.request, stream, unit=unit)
    except KeyReusedError:
        former = stream_of_proposal(store, command.key)
        return store.answer(asked.key, asked.request, former, unit=unit)


def _check_own(store: Store, unit: str, number: str) -> None:
    """Within a scope, refuse a number that does not name its unit, so that it is nobody else's.

    Raises:
        dossiers.errors.ActDetailsError: it does not.
    """
    if store.scope.units is None:
        return
    found = OWN.fullmatch(number)
    if found is None or found["unit"] != unit:
        raise ActDetailsError(NOT_OWN.fill(number=number, unit=unit))


def opened(number: str) -> Done:
    """The answer to a proposal: where its dossier stands."""
    start = procedure().definition.start
    return Done(number=number, act=PROPOSE, source="", target=start, passed_over=(), n=1)


def drafted(pen: Pen, command: Proposing, number: str, stream: str, bundle: Bundle) -> Draft:
    """The draft with the proposal as its one event; workflow and rules of the day are kept with it.

    These rules judge nothing yet: they are named so that a later look back finds them (ADR 0038).

    Args:
        pen: what events are written with.
        command: the proposal.
        number: the number of the dossier.
        stream: its id.
        bundle: the rules of the day.
    """
    draft = Draft(pen, command, None)
    draft.add(
        Move(PROPOSE, "", procedure().definition.start, None),
        stream=stream,
        by=command.by,
        judged=Judgement(definition=procedure().digest, rules=bundle.digest),
        data={
            "act": PROPOSE,
            "number": number,
            "nomination": nomination_document(command.nomination),
            **profile_part(command.profile),
        },
        kept={procedure().digest: procedure().body, bundle.digest: bundle.body},
        definition=procedure().definition,
    )
    return draft
