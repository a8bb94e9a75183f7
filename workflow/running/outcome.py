"""What goes into a decision and what comes out of it, as plain frozen values.

In go a `Case` (where the dossier stands), a `Person` (who asks) and an `Answer` for each finding on
a requirement; out come a `Move` or a `Refusal` with its `Blocker`s, or an `Option` for every act.

Whoever calls the engine owns these values and stores what he likes of them; the engine keeps none.
Texts come in both languages, so that an answer can be shown to anybody.

    >>> unknown = Answer("no_open_case", None, Text(vi="Chưa xác minh", en="Not yet verified"))
    >>> unknown.met is None
    True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from texts import Text
from workflow.language.council import Result
from workflow.language.naming import Source
from workflow.running.ballot import Poll
from workflow.terms.suspension import Ledger

BlockerKind = Literal[
    "state",
    "setting",
    "role",
    "mandate",
    "same_person",
    "relation",
    "reason",
    "times",
    "mark",
    "ballot",
    "clock",
    "not_met",
    "not_known",
]


@dataclass(frozen=True, slots=True)
class Running:
    """A clock of a dossier.

    Attributes:
        since: the day of the act that started it; that day is not counted.
        stops: the days on which it stands still.
    """

    since: date
    stops: Ledger = field(default_factory=Ledger)


@dataclass(frozen=True, slots=True)
class Case:
    """Where a dossier stands.

    Attributes:
        state: the state it is in.
        sender: the state it goes back to when an act says `back_to: sender`; None when it came from
            nowhere, or stands where no such act is.
        done_by: for acts done on this dossier, the ids of the people who did them and of those
            for whom they were done.
        settings: what holds for this dossier of the settings of its workflow; fixed when it sets
            out.
        marks: what has been reached and still holds: results of ballots (`council_review.passed`),
            tasks done (`consultation.agency`), failed (`consultation.agency!`), milestones.
        kept: marks that hold on a condition while a dossier is returned: the parts of the dossier
            whose change voids each.
        times: how many times the acts with a limit were done.
        clocks: the clocks that run or stand still.
        poll: the ballot that is open in its state.
        held: how many ballots were held in this stay.
    """

    state: str
    sender: str | None = None
    done_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    kept: Mapping[str, frozenset[str]] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)
    clocks: Mapping[str, Running] = field(default_factory=dict)
    poll: Poll | None = None
    held: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """When an act is done, as far as terms depend on it.

    Attributes:
        on: the day; None when terms are not asked about.
        dues: for each clock that runs, its last day.
    """

    on: date | None = None
    dues: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, and in which capacities.

    Attributes:
        id: what tells this person from every other.
        roles: ids of roles; one that the definition does not know opens nothing.
        relations: how this person stands to the dossier, such as `nominee` or `relative`.
        stands_for: the ids of those for whom this person acts by delegation.
        linked: the ids of those who hang together with any of these by a mandate; what they did
            keeps this person from a second pair of eyes, but is not this person's doing.
    """

    id: str
    roles: frozenset[str]
    relations: frozenset[str] = frozenset()
    stands_for: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        """Everybody to whom what this person does is counted."""
        return self.stands_for | {self.id}


@dataclass(frozen=True, slots=True)
class Answer:
    """One finding on a requirement.

    Attributes:
        id: what was judged, such as a criterion of the rules.
        met: whether it is met; None when that is not known.
        text: the finding in words.
        source: where the law asks for it; None leaves the source of the requirement.
        actual: what was found.
        needed: what would have been enough.
        cured_by: the roles that can do something about it; empty leaves those of the requirement.
    """

    id: str
    met: bool | None
    text: Text
    source: Source | None = None
    actual: Text | None = None
    needed: Text | None = None
    cured_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stands in the way of an act.

    Attributes:
        kind: `state` (not possible there), `setting` (not asked of this dossier), `role` (not this
            person's to do), `mandate` (no mandate to act for somebody),
            `same_person` (did an act that keeps one from this one), `relation`
            (stands too near to the dossier), `reason` (none was given), `times` (was done as often
            as it may be), `mark` (something has to come first, or came already), `ballot` (what is
            handed in cannot be taken), `clock` (the term is not over), `not_met` (a requirement is
            not met), `not_known` (whether it is met, nobody can say yet).
        id: of an unmet answer its own id; of a requirement nobody answered the requirement's; else
            the kind.
        text: what is in the way and what to do, in words.
        source: where the law asks for it.
        actual: what is the case.
        needed: what would have to be.
        cured_by: the roles that can do something about it; empty where nobody can.
    """

    kind: BlockerKind
    id: str
    text: Text
    source: Source | None = None
    actual: Text | None = None
    needed: Text | None = None
    cured_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """The answer yes: an act and where it leads.

    Attributes:
        act: what is done.
        source: the state before.
        target: the state after; the same one when the dossier stays.
        sender: what the dossier has to remember after the move as the state to go back to.
        result: how the ballot ended, where the act ended one.
        after: everything of where the dossier stands afterwards, the person who acted included.
    """

    act: str
    source: str
    target: str
    sender: str | None
    result: Result | None = None
    after: Case | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer no, with every reason for it.

    Attributes:
        act: what was asked for.
        state: where the dossier stands, and stays.
        blockers: everything in the way, not only the first thing; never empty.
    """

    act: str
    state: str
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An act that people may think of here, open or closed.

    Attributes:
        act: its id.
        text: the act as a verb.
        target: the state it leads to; None when it goes back to a sender that is not known, or
            when the result of a ballot decides it.
        roles: who may do it.
        reason_required: whether it has to come with a reason in words; this does not close it.
        outcome: the move, or everything in the way.
    """

    act: str
    text: Text
    target: str | None
    roles: tuple[str, ...]
    reason_required: bool
    outcome: Move | Refusal

    @property
    def is_open(self) -> bool:
        """Whether nothing is in the way; a reason may still have to be written."""
        return isinstance(self.outcome, Move)
