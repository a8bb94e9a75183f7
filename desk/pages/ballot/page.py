"""The open ballot of a dossier, small enough for a telephone at a meeting.

Of a secret ballot it tells numbers and who has voted, never how.
"""

from __future__ import annotations

import secrets

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.people import names_of
from desk.route import Route
from dossiers.accounts import Allowed, deed_of, may
from dossiers.forms.asking import fields_for
from dossiers.options import AWARDS
from dossiers.standing_ballots import OpenBallot
from dossiers.telling.ballots import standing
from dossiers.use_cases import Look, looked_at
from dossiers.wording import BALLOT_RESULTS, CHOICES

VOTE, CLOSE = "cast_vote", "close_ballot"


def ballot(asked: Asked) -> Answer:
    """The ballot that is open, with the vote of whoever looks where it is awaited."""
    look = looked_at(asked.reader, asked.parts["number"], on=asked.day)
    found = standing(look)
    people = () if found is None else (*found.waiting, *found.barred, *found.recused, *found.votes)
    values = {
        "look": look,
        "dossier": look.dossier,
        "ballot": found,
        "award": AWARDS.get(look.dossier.nomination.award),
        "names": names_of(asked, people),
        "relations": look.procedure.definition.relations,
        "CHOICES": CHOICES,
        "RESULTS": BALLOT_RESULTS,
        "vote": _vote(asked, look, found),
        "close": _allowed(asked, look, CLOSE) is not None,
        "key": f"desk/{secrets.token_hex(16)}",
    }
    return Shown("ballot/ballot.html", values, reads=look.dossier.number)


def _vote(asked: Asked, look: Look, found: OpenBallot | None) -> object:
    """The field by which whoever looks votes; None where their vote is not awaited."""
    allowed = _allowed(asked, look, VOTE)
    if found is None or allowed is None or asked.moment.past:
        return None
    if asked.signed_in.account.id not in found.waiting:
        return None
    (choice,) = fields_for(look, VOTE, role=allowed.actor.role, people={})
    return choice


def _allowed(asked: Asked, look: Look, act: str) -> Allowed | None:
    """As whom somebody may do an act; None where they may not, or there is none such."""
    definition = look.procedure.definition
    if act not in definition.act_names:
        return None
    deed = deed_of(act, definition=definition)
    found = may(asked.signed_in, deed, unit=look.dossier.nomination.unit, on=asked.today)
    return found if isinstance(found, Allowed) else None


ROUTES = (Route("/dossiers/{number}/ballot", "ballot", ballot, past=True),)
