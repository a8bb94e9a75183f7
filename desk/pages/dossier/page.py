"""One dossier as a checklist: criteria by article, acts open and closed, terms, history."""

from __future__ import annotations

from collections import Counter

import workflow
from desk.answer import Answer, Handed, Shown
from desk.asked import Asked
from desk.letting_in import is_one_of
from desk.looking import query_of
from desk.pages.dossier.offers import offers
from desk.people import names_of
from desk.route import Route, Who
from dossiers.looking_back import Moment, neighbours
from dossiers.options import AWARDS
from dossiers.use_cases import Happening, Look, dossier_of, looked_at, state_text, timeline
from dossiers.use_cases.checklist import STATUSES, checklist
from dossiers.wording import VERDICTS
from texts import Text
from workflow.pictures.svg import svg


def dossier(asked: Asked) -> Answer:
    """The page of a dossier; of an erased one only what may still be told."""
    number = asked.parts["number"]
    found = dossier_of(asked.reader, number)
    happenings = tuple(timeline(asked.reader, number))
    told = {
        "happenings": tuple(reversed(happenings)),
        "names": names_of(asked, (one.by.id for one in happenings)),
        "state_text": state_text,
        "award": AWARDS.get(found.nomination.award),
        "done": _done(asked, happenings),
        "dossier": found,
        "moment_of": lambda at: query_of(Moment(at=at)),
        "is_auditor": is_one_of(Who.AUDITORS, asked.signed_in.account, asked),
        **_around(asked, number),
    }
    if found.erased is not None:
        return Shown("dossier/erased.html", told)
    look = looked_at(asked.reader, number, on=asked.day)
    return Shown("dossier/dossier.html", {**told, **_values(asked, look)}, reads=number)


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
        "counts": Counter(item.status for group in groups for item in group.items),
        "STATUSES": STATUSES,
        "verdict": VERDICTS[look.evaluation.verdict.value],
        "offers": offers(asked, look),
        "over": {one.clock for one in workflow.overdue(look.terms.readings, asked.day)},
    }


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
