"""The worked examples of an award with their results, run now, and what no example reaches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import rules
from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.pages.rules.choosing import book, chosen
from dossiers.use_cases.reading_rules import Tried, standing_of, tried
from dossiers.wording import VERDICTS
from rules.trying.coverage import KINDS, NO_VERDICT, Goal
from texts import Text


@dataclass(frozen=True, slots=True)
class Reached:
    """How many goals of one kind examples reach.

    Attributes:
        text: the kind.
        reached: how many.
        goals: of how many.
    """

    text: Text
    reached: int
    goals: int


def examples(asked: Asked) -> Answer:
    """The examples under the version of the day, or under another that was chosen.

    Raises:
        rules.UnknownAwardError: there is no such award.
    """
    choice, store = chosen(asked), book(asked)
    found = standing_of(store, asked.parts["award"], on=choice.on, profile=choice.local)
    results = tried(store, found)
    typed = asked.query.one("version")
    several = Counter(one.version for one in results.results) if results else Counter[str]()
    own = found.version.id if found.bundle else ""
    version = typed if typed in several else own
    values = {
        "choice": choice,
        "standing": found,
        "tried": results,
        "version": version,
        "several": several,
        "shown": _shown(results, version),
        "reached": _reached(results),
        "lacking": _lacking(results),
        "VERDICTS": VERDICTS,
    }
    return Shown("rules/examples.html", values)


def _shown(found: Tried | None, version: str) -> tuple[rules.ExampleResult, ...]:
    """The examples under a version, those that fail first."""
    results = () if found is None else found.results
    own = [one for one in results if one.version == version]
    return tuple(sorted(own, key=lambda one: one.passed))


def _reached(found: Tried | None) -> tuple[Reached, ...]:
    """How much examples reach, by kind."""
    goals = () if found is None else found.coverage.goals
    whole = Counter(one.kind for one in goals)
    part = Counter(one.kind for one in goals if one.reached)
    return tuple(Reached(KINDS[kind], part[kind], whole[kind]) for kind in KINDS if whole[kind])


def _lacking(found: Tried | None) -> tuple[Text, ...]:
    """What no example reaches, in words."""
    return () if found is None else tuple(_told(one) for one in found.coverage.unreached)


def _told(goal: Goal) -> Text:
    """One thing that no example reaches; a verdict by its name for people."""
    if goal.kind != "verdict":
        return goal.text
    return NO_VERDICT.fill(name=goal.name, outcome=VERDICTS[goal.outcome])
