"""What one act asks of whoever does it on one dossier now.

Where the dossier knows the answers that there can be (open questions, objections still checked,
members of an open ballot), they are options; the rest is typed.

A part of the evidence is asked for one by one: `parts` lists those that `amend` can bring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from dossiers.acts import kind_of
from dossiers.forms.fields import Field, fields_of
from dossiers.forms.gathering import shown
from dossiers.model import OBJECTION, Proof
from dossiers.requirements import answering_roles
from dossiers.use_cases.looking import Look
from dossiers.wording import CHOICES
from texts import Text

AMEND = "amend"
NTH = Text(vi="{n}. {what}", en="{n}. {what}")

People = Mapping[str, str]
"""Names of people by their accounts."""


def parts() -> tuple[Field, ...]:
    """The parts of the evidence that `amend` can bring."""
    return fields_of(Proof)


def part_named(name: str) -> Field | None:
    """The part of the evidence with this name; None where there is none."""
    return next((one for one in parts() if one.name == name), None)


def entries(look: Look, part: Field) -> tuple[Mapping[str, object], ...]:
    """What a list of the evidence holds so far, each entry as plain values."""
    held = getattr(look.dossier.evidence, part.name) or ()
    return tuple(one.model_dump(mode="json", exclude_none=True) for one in held)


def fields_for(look: Look, act: str, *, role: str, people: People) -> tuple[Field, ...]:
    """The fields of an act; none where it brings nothing but itself.

    Args:
        look: the dossier as it was looked at.
        act: the act, as the workflow names it.
        role: of whoever does it.
        people: who could be meant where an account is asked for, by id.
    """
    if act == AMEND:
        return ()
    model = kind_of(act).details
    return tuple(_known(one, model.__name__, look, role, people) for one in fields_of(model))


def _known(one: Field, model: str, look: Look, role: str, people: People) -> Field:
    """A field with the options that the dossier knows of."""
    known = KNOWN.get(f"{model}.{one.name}")
    options = {} if known is None else known(look, role, people)
    if not options:
        return one
    return replace(one, options=options, kind="several" if one.kind == "several" else "choice")


def _choices(look: Look, _role: str, _people: People) -> Mapping[str, Text]:
    """What may be voted in the ballot of the present state."""
    rule = look.state.ballot
    return {} if rule is None else {one: CHOICES.get(one, Text(one, one)) for one in rule.choices}


def _questions(look: Look, role: str, _people: People) -> Mapping[str, Text]:
    """The open questions that a role may answer."""
    definition = look.procedure.definition
    return {
        one.id: one.text
        for one in look.evaluation.questions
        if role in (answering_roles(definition, one.asks) or (role,))
    }


def _objections(look: Look, _role: str, _people: People) -> Mapping[str, Text]:
    """The objections that are still being checked, counted from 1."""
    opinions = look.dossier.evidence.opinions or ()
    waiting = [one for one in opinions if one.stance == OBJECTION and one.finding is None]
    return _counted([one.alleges or "" for one in waiting])


def _cases(look: Look, _role: str, _people: People) -> Mapping[str, Text]:
    """The cases that are being verified, counted from 1."""
    still_open = [one for one in look.dossier.evidence.cases or () if one.outcome is None]
    return _counted([f"{shown(one.opened_on)} {one.body or ''}".strip() for one in still_open])


def _members(look: Look, _role: str, people: People) -> Mapping[str, Text]:
    """The members of the open ballot; whoever could be one where none is open."""
    poll = look.case.poll
    ids = sorted(poll.members) if poll is not None else list(people)
    return {one: _named(one, people) for one in ids}


def _anybody(_look: Look, _role: str, people: People) -> Mapping[str, Text]:
    """Everybody who has an account."""
    return {one: _named(one, people) for one in people}


def _counted(told: list[str]) -> Mapping[str, Text]:
    """Things by their place, counted from 1."""
    return {str(n): NTH.fill(n=n, what=what) for n, what in enumerate(told, start=1)}


def _named(account: str, people: People) -> Text:
    """Somebody by name; by the account where there is no name."""
    name = people.get(account, "")
    told = f"{name} ({account})" if name else account
    return Text(told, told)


KNOWN: Mapping[str, Callable[[Look, str, People], Mapping[str, Text]]] = {
    "Voting.choice": _choices,
    "WrittenOpinion.choice": _choices,
    "WrittenOpinion.member": _members,
    "Aside.member": _members,
    "Opening.members": _anybody,
    "Opening.chair": _anybody,
    "Opening.relatives": _anybody,
    "Conflict.person": _anybody,
    "Answering.question": _questions,
    "Checking.objection": _objections,
    "Conclusion.case": _cases,
}
"""The fields whose options hang on the dossier."""
