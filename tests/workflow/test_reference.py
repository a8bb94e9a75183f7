"""Every workflow, played at random, does what the plain reading of its words says.

The engine and `tests.workflow.naive` are asked the same of every act: whether it is open, and where
the dossier stands after it.  They share no code, so a slip in one shows.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

import workflow
from tests.sweeps import swept
from tests.workflow.calendars import VN
from tests.workflow.naive import Ask, Naive
from tests.workflow.playing import PATTERNS, met, names, pattern, shipped, trial
from workflow import Case, Definition, Move, Person
from workflow.running.ballot import Sheet
from workflow.running.casting import Paper, Recusal, Roll, Vote
from workflow.running.clock import moment_of, readings
from workflow.running.outcome import Moment

PEOPLE = ["an", "binh", "chi", "dung", "giang", "hoa"]
PARTS = ["titles", "initiatives", "ratings", "phone"]
CHOICES = ["for", "for", "for", "for", "against", "abstain", "maybe"]
DAYS = [0, 0, 0, 1, 2, 5, 40, -1]
BEGIN = date(2024, 1, 2)
LATEST = date(2026, 6, 1)
COUNCIL = """
relations:
  nominee: {{text: {{vi: người được đề nghị, en: the nominee}}}}
bodies:
  council: {{text: {{vi: Hội đồng, en: Council}}, quorum: 1/2 of members, least: 2, most: 6}}
states:
  council:
    text: {{vi: Hội đồng, en: Council}}
    start: true
    ballot:
      {{body: council, bar: nominee, rounds: 3, {rule},
       outcomes: {{passed: decided, failed: same, no_quorum: same, expired: same}}}}
    acts:
      call: {{text: {{vi: Mở, en: Open}}, by: clerk, ballot: open}}
      cast: {{text: {{vi: Bỏ phiếu, en: Vote}}, by: clerk, ballot: vote}}
      stand_aside: {{text: {{vi: Xin không bỏ phiếu, en: Stand aside}}, by: clerk, ballot: recuse}}
      count: {{text: {{vi: Nhập biên bản, en: Count}}, by: clerk, ballot: count}}
      close: {{text: {{vi: Đóng, en: Close}}, by: clerk, ballot: close}}
      expire: {{text: {{vi: Hết hạn, en: Expire}}, by: clerk, ballot: expire}}
      suspend: {{text: {{vi: Tạm dừng, en: Suspend}}, by: head, to: suspended}}
      give_back:
        text: {{vi: Trả, en: Return}}
        by: head
        to: suspended
        keeps: {{council.failed: {{}}}}
  suspended:
    text: {{vi: Tạm dừng, en: Suspended}}
    acts:
      resume: {{text: {{vi: Tiếp, en: Resume}}, by: head, back_to: sender}}
  decided:
    text: {{vi: Đã quyết định, en: Decided}}
    end: decided
"""
BALLOTS = {
    "secret": "pass_when: 80% of members, secret: true, close: when_decided",
    "chair": 'pass_when: "> 1/2 of present", tie: chair',
    "leaves": "pass_when: 2/3 of members, recused: leaves, close: when_decided",
    "present": "pass_when: 2/3 of present, written: not_counted, close: when_decided",
    "strict": 'pass_when: "> 1/2 of members", quorum: 80% of members',
}
DEFINITIONS = [*workflow.shipped_names(), *PATTERNS, *BALLOTS]


def definition_called(name: str) -> Definition:
    if name in BALLOTS:
        return trial(COUNCIL.format(rule=BALLOTS[name]))
    return pattern(name) if name in PATTERNS else shipped(name)


class Pair:
    """One dossier, kept twice: by the engine and by the plain reading."""

    def __init__(self, definition: Definition, random: Random) -> None:
        self.definition, self.random = definition, random
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.visits: Counter[str] = Counter()
        self.saved: dict[str, tuple[Case, Naive, date | None]] = {}
        self.set_out()

    def set_out(self) -> None:
        """Another dossier, new or from a state seldom come to."""
        if self.saved and self.random.random() < 0.5:
            seldom = min(self.saved, key=lambda one: self.visits[one])
            self.visits[seldom] += 1
            self.case, self.plain, self.on = copy.deepcopy(self.saved[seldom])
        else:
            self.begin()

    def begin(self) -> None:
        """A new dossier, with settings that may be unknown."""
        given = {}
        sure = 1 if self.random.random() < 0.9 else 0.5
        for name, one in self.definition.settings.items():
            if self._gives_a_share(name) or self.random.random() < sure:
                given[name] = self.random.choice(sorted(one.values))
        self.case = Case(self.definition.start, settings=given)
        self.plain = Naive(self.definition, given)
        self.on = BEGIN if self.random.random() < 0.9 else None

    def _gives_a_share(self, setting: str) -> bool:
        ballots = [one.ballot for one in self.definition.states.values() if one.ballot]
        return any(f"{{{setting}}}" in str(one.pass_when) for one in ballots)

    def go_on(self) -> None:
        """Two acts: one of those that are open, rather one seldom done, and one at random."""
        asks = [self._ask(act, fit=True) for act in self._here() for _ in range(2)]
        fit = [one for one in asks if self.plain.may(one)]
        if fit:
            weights = [1 / (1 + self.done[one.act]) ** 2 for one in fit]
            self.both(self.random.choices(fit, weights)[0])
        self.both(self._ask(self.random.choice(self.definition.act_names), fit=False))
        if not fit or (self.on and self.on > LATEST) or self.random.random() < 0.01:
            self.set_out()

    def _here(self) -> list[str]:
        return [one for one in self.definition.act_names if self.plain.doing(one) is not None]

    def _ask(self, act: str, *, fit: bool) -> Ask:
        """An act as somebody might try it, where it should fit as somebody who may."""
        pick = self.random
        roles = list(self.definition.roles)
        person = Person(pick.choice(PEOPLE), frozenset(roles))
        if not fit and pick.random() < 0.5:
            near = [*self.definition.relations, "friend"]
            person = Person(
                person.id,
                frozenset(pick.sample(roles, pick.randint(0, len(roles)))),
                frozenset(pick.sample(near, pick.randint(0, len(near)))),
                frozenset(pick.sample(PEOPLE, pick.randint(0, 2))),
            )
        step = timedelta(days=pick.choice(DAYS[:-1] if fit else DAYS))
        paper = self._paper(act, fit=fit)
        if isinstance(paper, Vote) and (fit or pick.random() < 0.5):
            person = replace(person, id=paper.member)
        return Ask(
            act,
            person,
            paper=paper,
            on=None if self.on is None else self._day(self.on + step),
            changed=frozenset(pick.sample(PARTS, pick.choice([0, 0, 0, 1, 2]))),
            reason="lý do" if fit or pick.random() < 0.5 else " ",
            met=fit or pick.random() < 0.5,
        )

    def _day(self, day: date) -> date:
        """The day, or now and then the last day of a clock or the one after it."""
        dues = [due for name in self.plain.clocks if (due := self.plain.due(name)) is not None]
        if dues and self.random.random() < 0.3:
            return self.random.choice(dues) + timedelta(days=self.random.choice([0, 1]))
        return day

    def _paper(self, act: str, *, fit: bool) -> Paper | None:
        """A paper of the kind the act takes; where it need not fit, perhaps another."""
        pick = self.random
        doing = self.plain.doing(act)
        kind = getattr(doing, "ballot", None)
        if not fit and pick.random() < 0.3:
            kind = pick.choice(["open", "vote", "recuse", "count", None])
        size = pick.randint(3, 5) if fit else pick.randint(0, 8)
        roll = names(size)
        member, choice = pick.choice(names(5)), pick.choice(CHOICES[: -1 if fit else None])
        papers: dict[str, Paper] = {
            "open": Roll(frozenset(roll), pick.choice([None, *roll]), self._barred(roll)),
            "vote": Vote(member, choice, written=pick.random() < 0.2, near=self._near(fit=fit)),
            "recuse": Recusal(member, "là người thân" if fit else pick.choice(["", "lý do"])),
            "count": self._sheet(size, roll, fit=fit),
        }
        return papers.get(kind or "")

    def _barred(self, roll: Sequence[str]) -> frozenset[str]:
        """Now and then somebody on the roll may not vote."""
        return frozenset(roll[:1] if self.random.random() < 0.1 else ())

    def _near(self, *, fit: bool) -> frozenset[str]:
        """Where it need not fit, the member is near to the dossier now and then."""
        near = list(self.definition.relations)[:1]
        return frozenset(near if not fit and self.random.random() < 0.3 else ())

    def _sheet(self, size: int, roll: Sequence[str], *, fit: bool) -> Sheet:
        """The sheet of a ballot; numbers that cannot be only where it need not fit."""
        pick = self.random
        present = pick.randint(0, size) if fit else pick.randint(-1, size + 2)
        written = pick.randint(0, max(size - present, 0))
        recused = pick.randint(0, max(present, 0)) if pick.random() < 0.3 else 0
        room = max(present + written - recused, 0) + (0 if fit else pick.randint(0, 1))
        favour = room if pick.random() < 0.6 else pick.randint(0, room)
        against = pick.randint(0, room - favour)
        counted = {"for": favour, "against": against, "abstain": room - favour - against}
        chair = pick.choice([None, "for", "against"]) if roll else None
        return Sheet(size, present, written, counted, recused, chair)

    def both(self, ask: Ask) -> None:
        """Ask both, and let both do it where it is open."""
        answer = self._decide(ask)
        assert isinstance(answer, Move) == self.plain.may(ask), (ask, answer)
        if not isinstance(answer, Move):
            self.refused[ask.act] += 1
            return
        assert answer.after is not None
        self.plain.do(ask)
        self.done[ask.act] += 1
        self.case, self.on = answer.after, ask.on
        self.visits[self.case.state] += 1
        if answer.target != answer.source:
            self.saved[answer.target] = copy.deepcopy((self.case, self.plain, self.on))
        assert self.case == self.plain.case
        assert (answer.target, answer.sender) == (self.plain.state, self.plain.sender)

    def _decide(self, ask: Ask) -> workflow.Move | workflow.Refusal:
        moment = Moment()
        if ask.on is not None:
            moment = moment_of(readings(self.definition, self.case, VN), ask.on)
        return workflow.decide(
            self.definition,
            self.case,
            ask.act,
            by=ask.person,
            answers=met(self.definition) if ask.met else {},
            reason=ask.reason,
            moment=moment,
            paper=ask.paper,
            changed=ask.changed,
        )


class Walk(RuleBasedStateMachine):
    """A pair of dossiers on their way; Hypothesis chooses where chance leads them."""

    definition: Definition

    @initialize(random=st.randoms(use_true_random=False, note_method_calls=False))
    def set_out(self, random: Random) -> None:
        self.pair = Pair(self.definition, random)

    @rule()
    def go_on(self) -> None:
        self.pair.go_on()

    @rule()
    def begin_again(self) -> None:
        self.pair.set_out()


@pytest.mark.parametrize("name", DEFINITIONS)
def test_engine_and_plain_reading_agree_wherever_chance_leads(name: str) -> None:
    walk = type("WalkOfOne", (Walk,), {"definition": definition_called(name)})
    examples = max(settings.default.max_examples // 20, 3) if settings.default else 3

    run_state_machine_as_test(
        walk, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None)
    )


@pytest.mark.parametrize("name", swept(DEFINITIONS, a_day=3))
def test_a_long_walk_does_every_act_that_stands_in_the_file(name: str) -> None:
    definition = definition_called(name)
    pair = Pair(definition, Random(f"{name} 1"))  # noqa: S311 -- a walk, no secret

    for _ in range(15_000):
        pair.go_on()
        if set(pair.done) == set(definition.act_names):
            break

    assert set(definition.act_names) - set(pair.done) == set()
