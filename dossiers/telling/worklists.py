"""What somebody has to do as data: each dossier with its last day and what is open."""

from __future__ import annotations

from dossiers.use_cases.worklist import Line, Worklist


def worklist_data(found: Worklist) -> dict[str, object]:
    """A page of a worklist, and where the next one begins; null behind the last."""
    return {"dossiers": [line_data(one) for one in found.lines], "next": found.following}


def line_data(one: Line) -> dict[str, object]:
    """A dossier of a worklist; day, term and words are null where no term runs.

    `stands_for` says for whom an act would be done, of those that are open by a mandate alone.
    """
    last = one.last
    return {
        "number": one.number,
        "nominee": one.name,
        "award": one.award,
        "unit": one.unit,
        "state": one.state,
        "last_day": None if last is None else last.day,
        "term": None if last is None else last.text,
        "words": None if last is None else last.words,
        "roles": [role for role, _ in one.roles],
        "members": list(one.members),
        "acts": [act.act for act in one.onward],
        "stands_for": {act.act: act.stands_for for act in one.onward if act.stands_for},
    }
