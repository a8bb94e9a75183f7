"""What a dossier remembers of its way: ballots, tasks, milestones, terms, and its settings.

It stands beside the state of a dossier and has what the workflow engine has in a `workflow.Case`.
A dossier of a workflow without any of this has an empty course, and its stored bytes say nothing.

    >>> course_part(Course())
    {}
    >>> part = course_part(Course(settings={"ballot": "unit"}, marks=frozenset({"passed"})))
    >>> part
    {'course': {'settings': {'ballot': 'unit'}, 'marks': ['passed']}}
    >>> read_course(part["course"]).marks
    frozenset({'passed'})

Invariants:

* `read_course` of what `course_part` wrote is the same course;
* of a secret ballot only counts are written, and apart from them who has voted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import workflow


@dataclass(frozen=True, slots=True)
class Course:
    """Everything of where a dossier stands beside its state; as in `workflow.Case`.

    Attributes:
        settings: what the rules said of its settings at its first receipt; empty before.
        marks: results of ballots, tasks done and milestones that hold.
        kept: marks that hold on a condition while it is returned, each with the parts of the
            evidence whose change voids it.
        times: how many times the acts with a limit were done.
        clocks: the terms that run or stand still.
        poll: the ballot that is open.
        held: how many ballots were held in this stay.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    clocks: Mapping[str, workflow.Running] = field(default_factory=dict)
    poll: workflow.Poll | None = None
    held: int = 0


def course_of(case: workflow.Case, settings: Mapping[str, str]) -> Course:
    """The course of a dossier that stands so.

    Args:
        case: where it stands, as the engine tells.
        settings: those that were fixed at its first receipt; empty before.
    """
    return Course(
        settings=settings,
        marks=case.marks,
        kept=case.kept,
        times=case.times,
        clocks=case.clocks,
        poll=case.poll,
        held=case.held,
    )


def course_part(course: Course) -> dict[str, object]:
    """The entry of a document that holds a course; none where it is empty."""
    written = {
        "settings": dict(course.settings),
        "marks": sorted(course.marks),
        "kept": {mark: sorted(parts) for mark, parts in course.kept.items()},
        "times": dict(course.times),
        "clocks": {name: _running(one) for name, one in course.clocks.items()},
        "poll": None if course.poll is None else _poll(course.poll),
        "held": course.held,
    }
    told = {name: value for name, value in written.items() if value}
    return {"course": told} if told else {}


def read_course(written: Mapping[str, Any] | None) -> Course:
    """The course that a stored document says; an empty one where it says none.

    Raises:
        KeyError, TypeError, ValueError: it is not what `course_part` wrote.
    """
    if not written:
        return Course()
    poll = written.get("poll")
    return Course(
        settings=written.get("settings", {}),
        marks=frozenset(written.get("marks", ())),
        kept={mark: frozenset(parts) for mark, parts in written.get("kept", {}).items()},
        times=written.get("times", {}),
        clocks={name: _read_running(one) for name, one in written.get("clocks", {}).items()},
        poll=None if poll is None else _read_poll(poll),
        held=written.get("held", 0),
    )


def _running(clock: workflow.Running) -> dict[str, object]:
    """A term that runs, with the days on which it stood still."""
    stops = [[_iso(one.first), _iso(one.last)] for one in clock.stops.entries]
    return {"since": clock.since.isoformat(), **({"stops": stops} if stops else {})}


def _read_running(written: Mapping[str, Any]) -> workflow.Running:
    """The term that was written so."""
    entries = [
        workflow.Suspension(date.fromisoformat(first), None if last is None else _day(last))
        for first, last in written.get("stops", ())
    ]
    return workflow.Running(_day(written["since"]), workflow.Ledger(tuple(entries)))


def _poll(poll: workflow.Poll) -> dict[str, object]:
    """An open ballot, without what is empty."""
    written = {
        "members": sorted(poll.members),
        "chair": poll.chair,
        "votes": dict(poll.votes),
        "voted": sorted(poll.voted),
        "counts": dict(poll.counts),
        "written": sorted(poll.written),
        "recused": dict(poll.recused),
        "barred": sorted(poll.barred),
    }
    told = {name: value for name, value in written.items() if value}
    return {**told, "round": poll.round}


def _read_poll(written: Mapping[str, Any]) -> workflow.Poll:
    """The ballot that was written so."""
    return workflow.Poll(
        members=frozenset(written.get("members", ())),
        chair=written.get("chair"),
        votes=written.get("votes", {}),
        voted=frozenset(written.get("voted", ())),
        counts=written.get("counts", {}),
        written=frozenset(written.get("written", ())),
        recused=written.get("recused", {}),
        barred=frozenset(written.get("barred", ())),
        round=cast("int", written["round"]),
    )


def _iso(day: date | None) -> str | None:
    """A day as ISO 8601 writes it; None stays None."""
    return None if day is None else day.isoformat()


def _day(written: str) -> date:
    """The day that was written so."""
    return date.fromisoformat(written)
