"""The language once more, slowly and plainly: what a dossier may do and where it stands afterwards.

Written from what the words of a definition say (`workflow.language.definition`, `council`,
`clocks`), not from how the engine does it: one mutable dossier, fractions for shares, days
counted one by one, early closing by trying every way the others could still vote.  Nothing of
`workflow.running.course`, `workflow.running.machine`, `workflow.running.ballot` or
`workflow.running.preconditions` is used but their plain values.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

from tests.workflow.calendars import VN, naive_end
from workflow import Act, AnywhereAct, Case, Definition, Ledger, Person, Suspension
from workflow.language.council import BallotRule, Body
from workflow.language.share import Share
from workflow.running.ballot import Poll, Sheet
from workflow.running.casting import Paper, Recusal, Roll, Vote
from workflow.running.outcome import Running

Doing = Act | AnywhereAct
DAY = timedelta(days=1)
RESULTS = ("passed", "failed", "no_quorum", "expired")


@dataclass
class Ask:
    """One act that somebody wants to do."""

    act: str
    person: Person
    paper: Paper | None = None
    on: date | None = None
    changed: frozenset[str] = frozenset()
    reason: str = "lý do"
    met: bool = True


@dataclass
class Ballot:
    """An open ballot."""

    members: frozenset[str]
    chair: str | None
    round: int
    barred: frozenset[str] = frozenset()
    votes: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    aside: dict[str, str] = field(default_factory=dict)

    @property
    def waiting(self) -> list[str]:
        return sorted(self.members - set(self.votes) - set(self.aside) - self.barred)


@dataclass
class Clock:
    """A running clock, with the days of each stop and, once it ran again, of that."""

    since: date
    stops: list[tuple[date, date | None]] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        return any(again is None for _, again in self.stops)

    @property
    def still(self) -> list[Suspension]:
        return [Suspension(day, again - DAY) for day, again in self.stops if again is not None]


class Naive:
    """A dossier under a definition."""

    def __init__(self, definition: Definition, settings: Mapping[str, str]) -> None:
        self.definition = definition
        self.settings = dict(settings)
        self.state = next(name for name, one in definition.states.items() if one.start)
        self.sender: str | None = None
        self.marks: set[str] = set()
        self.kept: dict[str, set[str]] = {}
        self.done_by: dict[str, set[str]] = {}
        self.times: dict[str, int] = {}
        self.clocks: dict[str, Clock] = {}
        self.ballot: Ballot | None = None
        self.held = 0

    def __deepcopy__(self, memo: dict[int, Any]) -> Naive:
        """The same dossier once more; the definition is shared."""
        other = Naive(self.definition, self.settings)
        kept = {name: value for name, value in vars(self).items() if name != "definition"}
        vars(other).update(copy.deepcopy(kept, memo))
        return other

    # what may be done

    def may(self, ask: Ask) -> bool:
        """Whether nothing at all stands in the way."""
        act = self.doing(ask.act)
        if act is None or (getattr(act, "back_to", None) and self.sender is None):
            return False
        return all(self._conditions(ask, act))

    def doing(self, name: str) -> Doing | None:
        """The act as the present state has it; None where it has not."""
        own = self.definition.states[self.state].acts.get(name)
        shared = self.definition.anywhere.get(name)
        if own is None and shared is not None and self.state in shared.from_:
            return shared
        return own

    def _conditions(self, ask: Ask, act: Doing) -> Iterator[bool]:
        ids = {ask.person.id} | ask.person.stands_for | ask.person.linked
        yield bool(set(act.by) & ask.person.roles)
        yield not any(ids & self.done_by.get(one, set()) for one in act.not_same_person_as)
        yield act.reason != "required" or bool(ask.reason.strip())
        yield self.asked(act.when) is True
        yield not set(act.bar) & ask.person.relations
        yield act.at_most is None or self.times.get(ask.act, 0) < act.at_most
        yield all(one in self.marks or not self.may_be_asked(one) for one in act.after)
        yield not set(act.before) & self.marks
        yield ask.met or not act.needs
        yield self._in_time(ask, act)
        if act.ballot is not None:
            yield self._paper_is_good(ask, act.ballot)

    def asked(self, when: Mapping[str, tuple[str, ...]]) -> bool | None:
        """Whether settings ask for something; None when that is not known."""
        wrong = [name for name, one in when.items() if self.settings.get(name, one[0]) not in one]
        unknown = [name for name in when if name not in self.settings]
        return False if wrong else None if unknown else True

    def may_be_asked(self, mark: str) -> bool:
        """Whether a mark belongs to something that this dossier can have."""
        for name, state in self.definition.states.items():
            if state.ballot and mark in {f"{name}.{one}" for one in RESULTS}:
                return self.asked(state.ballot.when) is not False
            for task, one in state.tasks.items():
                if mark in {f"{name}.{task}", f"{name}.{task}.failed"}:
                    return self.asked(one.when) is not False
        return True

    def _in_time(self, ask: Ask, act: Doing) -> bool:
        if ask.on is not None:
            for clock in self.clocks.values():
                known = [clock.since, *(again or day for day, again in clock.stops)]
                if ask.on < max(known):
                    return False
        ends = [
            name
            for name, rule in self.definition.clocks.items()
            if rule.outcome == ask.act and self.state in rule.runs_in
        ]
        dues = {name: self.due(name) for name in (*ends, *([act.within] if act.within else []))}
        if dues and (ask.on is None or None in dues.values()):
            return False
        over = all(ask.on > dues[name] for name in ends)  # type: ignore[operator]
        return over and not (act.within and ask.on > dues[act.within])  # type: ignore[operator]

    def due(self, name: str) -> date | None:
        """The last day of a clock; None when it does not run or stands still before that day."""
        clock = self.clocks.get(name)
        if clock is None:
            return None
        length = self.definition.clocks[name].length
        last = naive_end(clock.since, length, VN, clock.still)
        stopped = [day for day, again in clock.stops if again is None]
        return None if stopped and stopped[0] <= last else last

    def _paper_is_good(self, ask: Ask, step: str) -> bool:  # noqa: PLR0911 -- one line a reason
        rule = self.definition.states[self.state].ballot
        assert rule is not None
        body, paper, ballot = self.definition.bodies[rule.body], ask.paper, self.ballot
        if self.asked(rule.when) is not True:
            return False
        near = ask.person.relations | (paper.near if isinstance(paper, Vote) else set())
        if step == "vote" and set(rule.bar) & near:
            return False
        if step in {"open", "count"} and (self.held >= rule.rounds or ballot is not None):
            return False
        if step in {"vote", "recuse", "close"} and ballot is None:
            return False
        if step == "open":
            return isinstance(paper, Roll) and _roll_is_good(paper, body)
        if step == "vote":
            return isinstance(paper, Vote) and self._vote_is_good(paper, rule, body, ask.person)
        if step == "recuse":
            good = isinstance(paper, Recusal) and bool(paper.reason.strip())
            free = (
                set() if ballot is None else {*ballot.waiting, *ballot.barred} - set(ballot.aside)
            )
            return good and getattr(paper, "member", "") in free
        if step == "count":
            return isinstance(paper, Sheet) and self._sheet_is_good(paper, rule, body)
        return paper is None

    def _vote_is_good(self, vote: Vote, rule: BallotRule, body: Body, person: Person) -> bool:
        assert self.ballot is not None
        known = vote.member in self.ballot.waiting and vote.choice in rule.choices
        proxy = body.proxies and vote.member in person.stands_for
        own = vote.written or vote.member == person.id or proxy
        return known and own and (rule.written == "counted" or not vote.written)

    def _sheet_is_good(self, sheet: Sheet, rule: BallotRule, body: Body) -> bool:
        numbers = [sheet.present, sheet.written, sheet.recused, *sheet.votes.values()]
        return (
            body.least <= sheet.members <= body.most
            and min(numbers) >= 0
            and sheet.present + sheet.written <= sheet.members
            and sum(sheet.votes.values()) <= sheet.present + sheet.written - sheet.recused
            and set(sheet.votes) <= set(rule.choices)
            and sheet.chair in {None, *rule.choices}
            and (rule.written == "counted" or not sheet.written)
        )

    # what comes of it

    def do(self, ask: Ask) -> None:
        """Do an act that nothing stands in the way of."""
        home, act = self.state, self.doing(ask.act)
        assert act is not None
        result = self._hold(ask, act) if act.ballot else None
        target = self._target(act, result)
        self._mark(ask, act, result)
        self._go(act, target)
        self.done_by.setdefault(ask.act, set()).update({ask.person.id}, ask.person.stands_for)
        if act.at_most is not None:
            self.times[ask.act] = self.times.get(ask.act, 0) + 1
        if ask.on is not None:
            for name in self.definition.clocks:
                self._wind(name, ask, home)

    def _hold(self, ask: Ask, act: Doing) -> str | None:
        rule, paper = self.definition.states[self.state].ballot, ask.paper
        assert rule is not None
        if act.ballot == "expire":
            return "expired"
        if isinstance(paper, Roll):
            barred = paper.members & paper.barred
            self.ballot = Ballot(paper.members, paper.chair, self.held + 1, barred)
        if isinstance(paper, Sheet):
            return self._of_sheet(rule, paper)
        assert self.ballot is not None
        if isinstance(paper, Recusal):
            self.ballot.aside[paper.member] = paper.reason
        if isinstance(paper, Vote):
            self.ballot.votes[paper.member] = paper.choice
            if paper.written:
                self.ballot.written.add(paper.member)
            return self._early(rule) if rule.close == "when_decided" else None
        return (
            self._of_votes(rule, self.ballot.votes, len({*self.ballot.aside, *self.ballot.barred}))
            if act.ballot == "close"
            else None
        )

    def _early(self, rule: BallotRule) -> str | None:
        assert self.ballot is not None
        waiting, aside = self.ballot.waiting, len({*self.ballot.aside, *self.ballot.barred})
        found = set()
        for ways in product([*rule.choices, "away", "aside"], repeat=len(waiting)):
            later = {
                one: way for one, way in zip(waiting, ways, strict=True) if way in rule.choices
            }
            votes = {**self.ballot.votes, **later}
            found.add(self._of_votes(rule, votes, aside + ways.count("aside")))
        certain = found.pop() if len(found) == 1 else None
        return None if certain == "no_quorum" and waiting else certain

    def _of_votes(self, rule: BallotRule, votes: Mapping[str, str], aside: int) -> str:
        assert self.ballot is not None
        members = len(self.ballot.members) - (aside if rule.recused == "leaves" else 0)
        chair = votes.get(self.ballot.chair or "")
        return self._result(rule, members, len(votes), list(votes.values()), chair)

    def _of_sheet(self, rule: BallotRule, sheet: Sheet) -> str:
        members = sheet.members - (sheet.recused if rule.recused == "leaves" else 0)
        written = sheet.written if rule.written == "counted" else 0
        votes = [choice for choice, count in sheet.votes.items() for _ in range(count)]
        present = max(sheet.present + written - sheet.recused, 0)
        return self._result(rule, members, present, votes, sheet.chair)

    def _result(
        self, rule: BallotRule, members: int, present: int, votes: list[str], chair: str | None
    ) -> str:
        quorum = rule.quorum or self.definition.bodies[rule.body].quorum
        if members == 0 or present == 0 or not self._reaches(quorum, present, members, members):
            return "no_quorum"
        favour = votes.count(rule.in_favour)
        against = len(votes) - favour - votes.count(rule.abstain or "")
        breaks = rule.tie == "chair" and favour == against and chair == rule.in_favour
        enough = self._reaches(rule.pass_when, favour + breaks, members, present)
        return "passed" if favour and enough else "failed"

    def _reaches(self, share: Share, votes: int, members: int, present: int) -> bool:
        words = re.sub(r"\{(.+)\}", lambda found: self.settings[found[1]], str(share))
        number, _, of = words.removeprefix("> ").partition(" of ")
        part = Fraction(int(number[:-1]), 100) if number.endswith("%") else Fraction(number)
        reached = Fraction(votes, members if of == "members" else present)
        return reached > part if words.startswith("> ") else reached >= part

    def _target(self, act: Doing, result: str | None) -> str:
        state = self.definition.states[self.state]
        if act.ballot is not None:
            said = "same" if result is None else getattr(state.ballot.outcomes, result)  # type: ignore[union-attr]
        elif act.completes or act.fails:
            said = self._join(act)
        else:
            said = self.sender if act.to is None else act.to
        assert said is not None
        return self.state if said == "same" else said

    def _join(self, act: Doing) -> str:
        state = self.definition.states[self.state]
        assert state.join is not None
        ended = {act.completes, act.fails}
        asked = {name for name, one in state.tasks.items() if self.asked(one.when) is not False}
        done = {one for one in asked - ended if f"{self.state}.{one}" in self.marks}
        failed = {one for one in asked - ended if f"{self.state}.{one}.failed" in self.marks}
        done |= asked & {act.completes}
        failed |= asked & {act.fails}
        words = state.join.when
        need = (
            len(asked) if words == "all" else 1 if words == "any" else min(int(words), len(asked))
        )
        if len(done) >= need:
            return state.join.to
        return state.join.otherwise if len(asked - failed) < need else "same"

    def _mark(self, ask: Ask, act: Doing, result: str | None) -> None:
        here = self.state
        self.marks = (self.marks | set(act.marks)) - set(act.unmarks)
        if act.completes:
            self.marks = (self.marks | {f"{here}.{act.completes}"}) - {
                f"{here}.{act.completes}.failed"
            }
        if act.fails:
            self.marks = (self.marks | {f"{here}.{act.fails}.failed"}) - {f"{here}.{act.fails}"}
        if result is not None:
            self.marks = (self.marks - {f"{here}.{one}" for one in RESULTS}) | {f"{here}.{result}"}
            self.ballot, self.held = None, self.held + 1
        void = {mark for mark, parts in self.kept.items() if parts & ask.changed}
        self.marks -= void
        if void & {f"{self._stay()}.{one}" for one in RESULTS}:
            self.held = 0 if result is None else 1

    def _go(self, act: Doing, target: str) -> None:
        if act.keeps is not None:
            self.marks = {one for one in self.marks if one in act.keeps or not self._derived(one)}
            kept = {mark: set(one.unless_changed) for mark, one in act.keeps.items()}
            self.kept = {mark: parts for mark, parts in kept.items() if mark in self.marks}
            self.ballot = None
            if not self.marks & {f"{self._stay()}.{one}" for one in RESULTS}:
                self.held = 0
        if target == self.state:
            return
        waits = any(one.back_to for one in self.definition.states[target].acts.values())
        if getattr(act, "back_to", None):
            self.sender, self.kept = None, {}
        elif waits:
            self.sender = self.state
        else:
            self.marks = {one for one in self.marks if self._derived(one) != target}
            self.sender, self.kept, self.ballot, self.held = None, {}, None, 0
        self.state = target

    def _stay(self) -> str:
        """The state in whose ballot the dossier stays, also while it was sent back from there."""
        waits = any(one.back_to for one in self.definition.states[self.state].acts.values())
        return self.sender if waits and self.sender else self.state

    def _derived(self, mark: str) -> str | None:
        for name, state in self.definition.states.items():
            tasks = {f"{name}.{one}{end}" for one in state.tasks for end in ("", ".failed")}
            results = {f"{name}.{one}" for one in RESULTS} if state.ballot else set()
            if mark in tasks | results:
                return name
        return None

    def _wind(self, name: str, ask: Ask, home: str) -> None:
        rule, clock, day = self.definition.clocks[name], self.clocks.get(name), ask.on
        assert day is not None
        ended = ask.act == rule.outcome and home in rule.runs_in
        elsewhere = self.state not in {*rule.runs_in, *rule.stops_in}
        if ended or self.asked(rule.when) is False:
            self.clocks.pop(name, None)
        elif ask.act in rule.starts and self.state in rule.runs_in:
            self.clocks[name] = Clock(day)
        elif elsewhere:
            self.clocks.pop(name, None)
        elif clock is not None and self.state in rule.stops_in and not clock.stands:
            clock.stops.append((day, None))
        elif clock is not None and self.state in rule.runs_in and clock.stands:
            began = clock.stops.pop()[0]
            if began < day:
                clock.stops.append((began, day))

    # as the engine would say it

    @property
    def case(self) -> Case:
        """Where the dossier stands, in the words of the engine."""
        return Case(
            state=self.state,
            sender=self.sender,
            done_by={act: frozenset(ids) for act, ids in self.done_by.items()},
            settings=self.settings,
            marks=frozenset(self.marks),
            kept={mark: frozenset(parts) for mark, parts in self.kept.items()},
            times=self.times,
            clocks={name: _running(clock) for name, clock in self.clocks.items()},
            poll=None if self.ballot is None else self._poll(self.ballot),
            held=self.held,
        )

    def _poll(self, one: Ballot) -> Poll:
        homes = [self.state, self.sender]
        rules = [self.definition.states[name].ballot for name in homes if name is not None]
        rule = next(rule for rule in rules if rule is not None)
        cast = sorted(one.votes.values())
        return Poll(
            members=one.members,
            chair=one.chair,
            votes={} if rule.secret else one.votes,
            voted=frozenset(one.votes),
            counts={choice: cast.count(choice) for choice in cast} if rule.secret else {},
            written=frozenset(one.written),
            recused=one.aside,
            barred=one.barred,
            round=one.round,
        )


def _roll_is_good(roll: Roll, body: Body) -> bool:
    return body.least <= len(roll.members) <= body.most and roll.chair in {None, *roll.members}


def _running(clock: Clock) -> Running:
    entries = (
        Suspension(day, None if again is None else again - DAY) for day, again in clock.stops
    )
    return Running(clock.since, Ledger(tuple(entries)))
