"""One dossier as a checklist: criteria by article, acts open and closed, terms, history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

import workflow
from desk.answer import Answer, Handed, Shown
from desk.asked import Asked
from desk.drawing import part
from desk.letting_in import is_one_of
from desk.looking import query_of
from desk.pages.dossier.offers import offers
from desk.people import names_of
from desk.route import Route, Who
from desk.units import Units
from dossiers.circumstances import Paper
from dossiers.forms.asking import parts
from dossiers.forms.fields import fields_of
from dossiers.forms.telling import ENTRIES, Told, brought
from dossiers.last_days import days_text
from dossiers.looking_back import Moment, neighbours
from dossiers.options import AWARDS
from dossiers.use_cases import Happening, Look, looked_at, state_text, timeline
from dossiers.use_cases.checklist import STATUSES, checklist
from dossiers.use_cases.performing import Opened, opened
from dossiers.wording import VERDICTS
from texts import Text
from workflow.pictures.svg import svg


def dossier(asked: Asked) -> Answer:
    """The page of a dossier; of an erased one only what may still be told."""
    number = asked.parts["number"]
    found = opened(asked.reader, number)
    history = _history(asked, found)
    told = {
        "happenings": tuple(reversed(history.happenings)),
        "names": history.names,
        "done": _done(asked, history.happenings),
        "dossier": found.dossier,
        "is_auditor": is_one_of(Who.AUDITORS, asked.signed_in.account, asked),
    }
    if found.dossier.erased is not None:
        return Shown("dossier/erased.html", told)
    look = looked_at(asked.reader, number, on=asked.day)
    inside = _inside(asked, found, look, history)
    return Shown("dossier/dossier.html", {**told, "inside": inside}, reads=number)


@dataclass(frozen=True, slots=True)
class History:
    """What was done to a dossier, as whoever asks is told it.

    Attributes:
        happenings: the oldest first.
        brought: what each brought, in words, by its position.
        names: of everybody who is named in it, by id.
    """

    happenings: tuple[Happening, ...]
    brought: Mapping[int, tuple[Told, ...]]
    names: Mapping[str, str]

    @property
    def varying(self) -> tuple[object, ...]:
        """What of it is not said by the row of the dossier: names, and numbers that are hidden."""
        linked = tuple((one.opened, one.opened_from) for one in self.happenings)
        return tuple(self.names.items()), linked


def _history(asked: Asked, found: Opened) -> History:
    """What was done to a dossier."""
    happenings = tuple(timeline(asked.reader, found.dossier.number))

    def told() -> dict[int, tuple[Told, ...]]:
        return {one.n: brought(one.act, one.details) for one in happenings}

    told_of = found.beside.kept("brought in words", told)
    people = found.beside.kept(
        "people in history", lambda: tuple(dict.fromkeys(_people_in(happenings, told_of)))
    )
    return History(happenings, told_of, names_of(asked, people))


def _inside(asked: Asked, found: Opened, look: Look, history: History) -> Markup:
    """What stands below the number; drawn again once anything that it depends on is another.

    That is, besides the row of the dossier: the language, the day, the rules that judge it and
    those that are newer, what hangs together with it, names of people and of the unit, and who
    looks with their roles and those in which they stand in for others (ADR 0056).
    """
    me, unit = asked.signed_in.account, found.dossier.nomination.unit
    auditor = is_one_of(Who.AUDITORS, me, asked)
    named = Units(asked.house.store).name(unit)
    judged = (asked.day, asked.today, look.judged_by, look.newer, look.kin)
    key = (asked.language, *judged, *history.varying, named, me, auditor, asked.stand_ins)

    def drawn() -> Markup:
        values = {
            "asked": asked,
            "dossier": found.dossier,
            "happenings": tuple(reversed(history.happenings)),
            "brought": history.brought,
            "names": history.names,
            "unit": named,
            "state_text": state_text,
            "award": AWARDS.get(found.dossier.nomination.award),
            "moment_of": lambda at: query_of(Moment(at=at)),
            "is_auditor": auditor,
            **_around(asked, found.dossier.number),
            **_values(asked, look),
        }
        return part(asked.language, "dossier/inside.html", values)

    return found.beside.kept(("inside", *key), drawn)


def diagram(asked: Asked) -> Answer:
    """The workflow of a dossier as a picture: where it stands, and the way that it has walked."""
    number = asked.parts["number"]
    look = looked_at(asked.reader, number, on=asked.day)
    definition = look.procedure.definition
    walked = [(one.source, one.act, one.target) for one in timeline(asked.reader, number)]
    known = definition.act_names
    picture = svg(
        definition,
        current=look.dossier.state,
        walked=[one for one in walked if one[0] in definition.states and one[1] in known],
        lang=asked.language,
    )
    return Handed(picture.encode(), "image/svg+xml", drawing=True)


def _values(asked: Asked, look: Look) -> dict[str, object]:
    """What the page of a dossier says of it."""
    groups = checklist(look)
    return {
        "look": look,
        "definition": look.procedure.definition,
        "groups": groups,
        "criteria": {item.finding.id: item.text for group in groups for item in group.items},
        "counts": Counter(item.status for group in groups for item in group.items),
        "STATUSES": STATUSES,
        "verdict": VERDICTS[look.evaluation.verdict.value],
        "offers": offers(asked, look),
        "left": _left(asked, look),
        "sent": _sent(look),
        "papers": _papers(look),
        "over": {one.clock for one in workflow.overdue(look.terms.readings, asked.day)},
    }


def _people_in(
    happenings: Iterable[Happening], told: Mapping[int, tuple[Told, ...]]
) -> Iterator[str]:
    """Everybody whom a timeline names: who did something, for whom, and whom an act brought."""
    for one in happenings:
        yield one.by.id
        if one.stands_for is not None:
            yield one.stands_for
        for field in told[one.n]:
            yield from (value.vi for value in field.values if field.people)


def _left(asked: Asked, look: Look) -> Mapping[str, Text]:
    """How many working days each term has left, or is over."""
    days = ((one.clock, one.last_day) for one in look.terms.readings)
    return {clock: days_text(day, asked.day, look.calendar) for clock, day in days if day}


def _sent(look: Look) -> tuple[tuple[Text, Text], ...]:
    """The lists of the evidence that were sent, each with the number of its entries."""
    evidence = look.dossier.evidence
    lists = ((one.text, getattr(evidence, one.name)) for one in parts() if one.kind == "records")
    return tuple((text, ENTRIES.fill(n=len(held))) for text, held in lists if held)


def _papers(look: Look) -> tuple[tuple[Text, Paper], ...]:
    """The papers that were sent, each with what kind of paper it is."""
    kinds = next(one.options for one in fields_of(Paper, facts="documents") if one.name == "kind")
    held = look.dossier.evidence.documents or ()
    return tuple((kinds.get(one.kind, Text(one.kind, one.kind)), one) for one in held)


def _around(asked: Asked, number: str) -> dict[str, object]:
    """The addresses of the dossier before and behind the last change that is seen."""
    if not asked.moment.past:
        return {"earlier": None, "later": None}
    every = ((one.at, one.on) for one in timeline(asked.store, number))
    before, behind = neighbours(every, asked.moment)
    return {
        "earlier": None if before is None else query_of(before),
        "later": None if behind is None else query_of(behind),
    }


def _done(asked: Asked, happenings: tuple[Happening, ...]) -> Text | None:
    """What whoever comes here has just done, as history says it; None for nothing."""
    n = asked.query.one("n")
    act = asked.query.one("done")
    found = (one for one in happenings if str(one.n) == n or one.act == act)
    return next((one.text for one in reversed(tuple(found))), None) if act else None


ROUTES = (
    Route("/dossiers/{number}", "dossier", dossier, past=True),
    Route("/dossiers/{number}/diagram.svg", "diagram", diagram, past=True, part=True),
)
