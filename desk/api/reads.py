"""What programs read: dossiers, what is open and in the way, worklists, rules, workflows."""

from __future__ import annotations

from typing import cast

from desk.api.call import Call, Reply
from desk.api.shapes import (
    LookingAtActs,
    LookingForReasons,
    ReadingRules,
    Searching,
    Waiting,
)
from dossiers.accounts import SEE_RULES, deed_of, seat_on
from dossiers.asking import read_query
from dossiers.forms.asking import AMEND, fields_for, parts
from dossiers.rulebook import named_procedure
from dossiers.store.seeking import Order
from dossiers.telling.ballots import ballot_data, standing
from dossiers.telling.blockers import option_data
from dossiers.telling.checklists import checklist_data
from dossiers.telling.dossier import closed_options, details, summary
from dossiers.telling.workflows import fields_data, workflow_data
from dossiers.telling.worklists import worklist_data
from dossiers.use_cases import dossier_of, in_force, looked_at
from dossiers.use_cases import timeline as timeline_of
from dossiers.use_cases.checklist import checklist as checklist_of
from dossiers.use_cases.finding import page_of
from dossiers.use_cases.worklist import Part
from dossiers.use_cases.worklist import worklist as worklist_of
from rules.telling.plain import plain_rules


def search(call: Call) -> Reply:
    """A page of dossiers that a query finds."""
    asked = cast("Searching", call.asked)
    query = read_query(asked.q, on=call.day)
    page = page_of(call.reader, query, Order(asked.order), after=asked.after, most=asked.most)
    found = [summary(one) for one in page.dossiers]
    return call.told({"dossiers": found, "next": page.following})


def show(call: Call) -> Reply:
    """One dossier with its findings; an erased one in short."""
    dossier = dossier_of(call.reader, call.number)
    if dossier.erased is not None:
        return call.told(summary(dossier))
    look = looked_at(call.reader, call.number, on=call.day)
    return call.told({**summary(dossier), **details(look)}, reads=call.number)


def acts(call: Call) -> Reply:
    """Every act of a dossier, open and closed."""
    role = cast("LookingAtActs", call.asked).role
    look = looked_at(call.reader, call.number, on=call.day, role=role)
    return call.told([option_data(one) for one in look.options], reads=call.number)


def asks(call: Call) -> Reply:
    """What an act asks of whoever does it on this dossier, as a form would."""
    look = looked_at(call.reader, call.number, on=call.day)
    act = call.parts["act"]
    deed = deed_of(act, definition=look.procedure.definition)
    first, *_ = call.ways(deed, unit=look.dossier.nomination.unit)
    fields = parts() if act == AMEND else fields_for(look, act, role=first.by.role, people={})
    return call.told(fields_data(fields), reads=call.number)


def why(call: Call) -> Reply:
    """Every closed act with everything in its way."""
    only = cast("LookingForReasons", call.asked).act
    look = looked_at(call.reader, call.number, on=call.day)
    if only is not None:
        look.procedure.definition.acts_called(only)
    closed = [one for one in closed_options(look, only) if only in {None, one.act}]
    return call.told([option_data(one) for one in closed], reads=call.number)


def timeline(call: Call) -> Reply:
    """What was done to a dossier, oldest first."""
    happened = [one.data() for one in timeline_of(call.reader, call.number)]
    return call.told(happened, reads=call.number)


def ballot(call: Call) -> Reply:
    """The open ballot; null where none is."""
    found = standing(looked_at(call.reader, call.number, on=call.day))
    data = None if found is None else ballot_data(found)
    return call.told({"ballot": data}, reads=call.number)


def checklist(call: Call) -> Reply:
    """The criteria with their statuses, by the articles that ask for them."""
    groups = checklist_of(looked_at(call.reader, call.number, on=call.day))
    return call.told(checklist_data(groups), reads=call.number)


def worklist(call: Call) -> Reply:
    """What needs whoever asks, or what waits for others, the nearest last day first."""
    asked = cast("Waiting", call.asked)
    seat = seat_on(call.token.account, call.stand_ins, call.today)
    part = Part(asked.part)
    found = worklist_of(
        call.reader, seat, on=call.day, part=part, after=asked.after, most=asked.most
    )
    return call.told(worklist_data(found))


def rules(call: Call) -> Reply:
    """The rules of an award on a day in plain sentences."""
    call.ways(SEE_RULES, unit=None)
    asked = cast("ReadingRules", call.asked)
    day = asked.on or call.day
    bundle = in_force(call.reader, call.parts["award"], on=day, profile=asked.profile)
    return call.told(plain_rules(bundle.award, on=day).document())


def workflow(call: Call) -> Reply:
    """A workflow: its states and acts, who may do them, and what each asks for."""
    call.ways(SEE_RULES, unit=None)
    return call.told(workflow_data(named_procedure(call.parts["name"]).definition))
