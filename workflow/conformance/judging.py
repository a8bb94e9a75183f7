"""Cases of a log replayed through a definition: what deviates, where, and why.

An event that is not possible leaves the case where it stood, and the next one is judged from
there; so one wrong line is told once, and what follows from it too.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> judge = Judge(definition, Meanings(definition))
    >>> judge.case(1)
    >>> for act in ("submit", "approve"):
    ...     judge.event(act, None, None, None)
    >>> judge.ended("D-1")
    >>> [(one.kind, one.n) for one in judge.deviating.popleft().deviations]
    [('not-possible', 2), ('under-way', 0)]

Invariant: of a case that is over only what deviates is kept, and that until somebody takes it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from texts import MOST_SUGGESTIONS, Text, joined
from workflow.conformance.naming import LONGEST, Meanings
from workflow.conformance.paths import Paths, Position
from workflow.conformance.xes import shown
from workflow.language.definition import Definition

Kind = Literal[
    "unknown-activity",
    "no-activity",
    "not-possible",
    "role",
    "time",
    "under-way",
]
"""What can be wrong: a word that nobody knows, an event that does not say what was done, an act
that is not possible where the case stands, one that the role may not do, time that runs backwards
or cannot be read, a case that has not come to an end."""

MOST_TOLD = 20
"""Deviations of one case that are told; the others are counted."""

MOST_WORDS = 1_000
"""Steps that are remembered in the words of the log; others are looked up again."""

UNKNOWN = Text(
    vi="quy trình không có việc '{found}'{meant}",
    en="the workflow has no act '{found}'{meant}",
)
MEANT = Text(vi="; có phải '{word}'?", en="; did you mean '{word}'?")
NOTHING = Text(vi="", en="")
NO_ACTIVITY = Text(
    vi="sự kiện không ghi đã làm việc gì (kiểm tra --activity-key)",
    en="the event does not say what was done (look at --activity-key)",
)
NOT_POSSIBLE = Text(
    vi="'{act}' không làm được khi hồ sơ ở {states}; ở đó làm được: {acts}",
    en="'{act}' is not possible while the case stands in {states}; possible there: {acts}",
)
NAMED = Text(vi="{text} ({name})", en="{text} ({name})")
NO_ACT = Text(vi="không việc nào", en="nothing")
ROLE = Text(
    vi="'{role}' không được làm '{act}' khi hồ sơ ở {states}; được làm: {roles}",
    en="'{role}' may not do '{act}' while the case stands in {states}; may do it: {roles}",
)
NO_ROLE = Text(vi="(không ghi vai trò)", en="(no role)")
BACKWARDS = Text(
    vi="thời điểm {at} trước sự kiện liền trước ({before})",
    en="its moment {at} lies before that of the event before ({before})",
)
NO_MOMENT = Text(vi="không đọc được thời điểm '{at}'", en="its moment '{at}' cannot be read")
UNDER_WAY = Text(
    vi="hồ sơ chưa kết thúc: còn ở {states}",
    en="the case has not ended: it stands in {states}",
)


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that is not as declared.

    Attributes:
        kind: what is wrong.
        n: which event of its case, from 1; 0 for the case as a whole.
        text: what is wrong, in words.
    """

    kind: Kind
    n: int
    text: Text


@dataclass(frozen=True, slots=True)
class CaseReport:
    """A case that deviates.

    Attributes:
        name: as the log names it; empty where it does not.
        line: where it begins in the file.
        events: how many of its events were judged.
        deviations: what is wrong, in the order of the log.
        more: how many deviations are not told.
    """

    name: str
    line: int
    events: int
    deviations: tuple[Deviation, ...]
    more: int = 0


@dataclass(slots=True)
class Summary:
    """What came of a whole log.

    Attributes:
        cases: how many there were.
        deviating: how many of them deviate.
        under_way: how many have not come to an end, whether or not that counts as deviating.
        events: how many events were judged.
        passed_over: how many were not: other parts of a lifecycle, and ignored words.
        wrong: how many of those judged deviate.
        kinds: how often each kind of deviation was found.
    """

    cases: int = 0
    deviating: int = 0
    under_way: int = 0
    events: int = 0
    passed_over: int = 0
    wrong: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def conforming(self) -> int:
        """How many cases do not deviate."""
        return self.cases - self.deviating

    @property
    def fitness(self) -> float:
        """The share of judged events that go the declared way; 1.0 for a log without any.

        >>> Summary(events=4, wrong=1).fitness
        0.75
        """
        return 1.0 if self.events == 0 else (self.events - self.wrong) / self.events


class Judge:
    """Replays one case after another; a reader of logs tells it what happened.

    Attributes:
        summary: what came of the cases so far.
        deviating: the deviating cases that nobody has taken yet, the oldest first.
    """

    __slots__ = (
        "_before",
        "_found",
        "_judges_roles",
        "_lifecycle",
        "_line",
        "_meanings",
        "_more",
        "_n",
        "_openings",
        "_paths",
        "_position",
        "_suggested",
        "_told",
        "_tolerates_open",
        "deviating",
        "summary",
    )

    def __init__(
        self,
        definition: Definition,
        meanings: Meanings,
        *,
        judges_roles: bool = False,
        lifecycle: str | None = "complete",
        openings: Collection[str] = (),
        tolerates_open: bool = False,
    ) -> None:
        """Make a judge of one log.

        Args:
            definition: the workflow that cases are replayed through.
            meanings: what the words of the log mean.
            judges_roles: whether roles are judged; an event without one deviates then.
            lifecycle: the part of an act's lifecycle that is replayed, in small letters; None for
                all.  An event that names no part is replayed.
            openings: words for the first event of a case that only opens it, such as `propose`.
            tolerates_open: whether a case that has not ended is as it should be.
        """
        self._paths = Paths(definition)
        self._meanings = meanings
        self._judges_roles = judges_roles
        self._lifecycle = lifecycle
        self._openings = frozenset(openings)
        self._tolerates_open = tolerates_open
        self._suggested: dict[str, str | None] = {}
        self._told: dict[tuple[Position, str | None, str | None], tuple[Kind, Text]] = {}
        self.summary = Summary()
        self.deviating: deque[CaseReport] = deque()
        self._position = self._paths.start
        self._n = self._more = self._line = 0
        self._before: datetime | None = None
        self._found: list[Deviation] = []

    def case(self, line: int) -> None:
        """A case begins.

        Args:
            line: where.
        """
        self._position = self._paths.start
        self._n = self._more = 0
        self._line = line
        self._before = None
        self._found = []

    def event(
        self, activity: str | None, role: str | None, at: str | None, lifecycle: str | None
    ) -> None:
        """The next event of the case; what it does not say is None.

        Args:
            activity: what was done.
            role: in what capacity.
            at: when, as ISO 8601 writes it.
            lifecycle: which part of the act it tells of.
        """
        if lifecycle is not None and lifecycle != self._lifecycle and self._is_other(lifecycle):
            self.summary.passed_over += 1
            return
        self._n += 1
        wrong = 0
        after = self._position.moves.get((activity, role))
        if after is not None:
            self._position = after
        elif activity is not None and self._meanings.is_ignored(activity):
            self._n -= 1
            self.summary.passed_over += 1
            return
        else:
            wrong = self._stepped(activity, role)
        if at is not None:
            wrong = self._timed(at) or wrong
        self.summary.wrong += wrong

    def ended(self, name: str | None) -> None:
        """The case is over.

        Args:
            name: as the log names it; None where it does not.
        """
        summary = self.summary
        summary.cases += 1
        summary.events += self._n
        if not self._position.ended:
            summary.under_way += 1
            if not self._tolerates_open:
                self._deviates("under-way", self._open(), n=0)
        if self._found:
            summary.deviating += 1
            told = tuple(self._found)
            report = CaseReport(shown(name or ""), self._line, self._n, told, self._more)
            self.deviating.append(report)

    def _is_other(self, lifecycle: str) -> bool:
        """Whether a part of a lifecycle is not the one that is replayed."""
        return self._lifecycle is not None and lifecycle.strip().casefold() != self._lifecycle

    def _stepped(self, activity: str | None, role: str | None) -> int:
        """A step that was not asked before; 1 where it deviates.

        What leads on is remembered under the words of the log, so that the next case has only to
        look it up; so is what is told of a step that does not.
        """
        if activity is None:
            return self._deviates("no-activity", NO_ACTIVITY)
        position = self._position
        told = self._told.get((position, activity, role))
        if told is not None:
            return self._deviates(*told)
        acts = self._meanings.acts(activity)
        if not acts and self._n == 1 and activity in self._openings:
            return 0
        roles = self._meanings.roles(role or "") if self._judges_roles else None
        after = self._paths.after(position, acts, roles)
        if after is None:
            told = self._impossible(position, activity, acts, role)
            if len(self._told) < MOST_WORDS and acts and len(role or "") <= LONGEST:
                self._told[position, activity, role] = told
            return self._deviates(*told)
        self._position = after
        if len(position.moves) < MOST_WORDS:
            position.moves[activity, role] = after
        return 0

    def _impossible(
        self, position: Position, activity: str, acts: tuple[str, ...], role: str | None
    ) -> tuple[Kind, Text]:
        """What is wrong with an act that leads on for nobody, or not for this role."""
        if not acts:
            return "unknown-activity", self._unknown(activity)
        definition = self._paths.definition
        told = {"act": shown(activity), "states": self._states(position)}
        may = self._paths.roles_of(position, acts)
        if may:
            roles = joined(_named(name, definition.roles[name].text) for name in may)
            who = NO_ROLE if role is None else shown(role)
            return "role", ROLE.fill(role=who, roles=roles, **told)
        possible = [
            _named(name, next(iter(definition.acts_called(name).values())).text)
            for name in self._paths.acts_from(position)
        ]
        return "not-possible", NOT_POSSIBLE.fill(acts=joined(possible or [NO_ACT]), **told)

    def _open(self) -> Text:
        """That the case has not ended; the same for every case that stands here."""
        position = self._position
        if (position, None, None) not in self._told:
            told = UNDER_WAY.fill(states=self._states(position))
            self._told[position, None, None] = ("under-way", told)
        return self._told[position, None, None][1]

    def _states(self, position: Position) -> Text:
        """Where a case stands, or can stand, in words."""
        states = self._paths.definition.states
        return joined((_named(name, states[name].text) for name in position.states), " / ")

    def _unknown(self, activity: str) -> Text:
        """That nobody knows a word, with the nearest known one; for so many words of a log."""
        found = shown(activity)
        if found not in self._suggested and len(self._suggested) < MOST_SUGGESTIONS:
            self._suggested[found] = self._meanings.nearest_act(found)
        word = self._suggested.get(found)
        meant = NOTHING if word is None else MEANT.fill(word=word)
        return UNKNOWN.fill(found=found, meant=meant)

    def _timed(self, at: str) -> int:
        """Keep the moment of an event; 1 where it cannot be read or lies before the last one."""
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return self._deviates("time", NO_MOMENT.fill(at=shown(at)))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        before = self._before
        self._before = moment
        if before is None or moment >= before:
            return 0
        told = BACKWARDS.fill(at=moment.isoformat(), before=before.isoformat())
        return self._deviates("time", told)

    def _deviates(self, kind: Kind, text: Text, *, n: int | None = None) -> int:
        """Keep one deviation; always 1."""
        self.summary.kinds[kind] += 1
        if len(self._found) < MOST_TOLD:
            self._found.append(Deviation(kind, self._n if n is None else n, text))
        else:
            self._more += 1
        return 1


def _named(name: str, text: Text) -> Text:
    """What something is called, with the id that a log may use for it."""
    return NAMED.fill(text=text, name=name)
