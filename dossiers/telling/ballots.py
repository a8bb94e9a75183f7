"""An open ballot as data: who may vote, who has, what is still needed; of a secret one numbers."""

from __future__ import annotations

from collections.abc import Mapping

from dossiers.standing_ballots import OpenBallot, open_ballot
from dossiers.use_cases import Look, relations_of


def standing(look: Look) -> OpenBallot | None:
    """The open ballot of a dossier that was looked at; None where none is."""
    poll = look.case.poll
    members = poll.members if poll is not None else frozenset[str]()
    near = {member: relations_of(look.dossier, member) for member in members}
    return open_ballot(look.procedure.definition, look.dossier, look.case, near)


def ballot_data(found: OpenBallot) -> dict[str, object]:
    """An open ballot for JSON; `votes` is empty when it is secret."""
    plain: Mapping[str, object] = {
        "round": found.round,
        "secret": found.secret,
        "chair": found.chair,
        "members": found.tally.members,
        "voted": found.tally.present,
        "counts": dict(found.counts),
        "votes": dict(found.votes),
        "written": list(found.written),
        "waiting": list(found.waiting),
        "recused": dict(found.recused),
        "barred": {member: list(near) for member, near in found.barred.items()},
        "quorum": found.quorum,
        "needed": found.needed,
        "missing": found.missing,
        "result_now": found.result,
        "decided": found.decided,
    }
    return {"body": found.body.text, **plain}
