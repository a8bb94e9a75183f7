"""Builders for explanations: awards of one law version, and what may happen to facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from hypothesis import strategies as st

import rules
from rules.judging.compile import compiled
from rules.law.award import AwardRules, Criterion, Question, Say, Source, Step, Version
from rules.law.laws import Instrument, Laws, LawVersion
from rules.meaning.template import Template
from rules.meaning.vocabulary import ANSWERS
from rules.remedies.change import Actionable, Done, Grows, Rises
from tests.rules import strategies
from tests.rules.strategies import ITEM, QUESTIONS, SMALL, Facts, record_of, values_of
from texts import Text

DAY = date(2025, 3, 3)
NAME = Text(vi="tên", en="name")
SOURCE = Source("Luật thử", "Điều 1")
LAW = LawVersion.model_validate(
    {
        "id": "V1",
        "text": {"vi": "luật thử", "en": "law on trial"},
        "law": "Luật thử",
        "from": "2020-01-01",
        "loaded": "true",
        "instruments": [Instrument(document="Luật thử")],
    }
)
LAWS = Laws(kind="laws/v1", versions=(LAW,))
CAN: Actionable = {
    "council.votes": Rises(up_to="council.size"),
    "year": Rises(),
    "held": Done(),
    "items": Grows(),
}


def award_of(steps: Iterable[Step], severities: Iterable[Any] = ("bar",)) -> AwardRules:
    """An award whose criteria are these steps; what they ask people is asked by the first."""
    several = list(steps)
    given = list(severities)
    asked = tuple(Question(one, NAME, "council", SOURCE) for one in QUESTIONS)
    several[0] = replace(several[0], questions=asked)
    said = Say(*(Template(NAME) for _ in range(3)))
    criteria = tuple(
        Criterion(step, "proposal", given[n % len(given)], said, SOURCE)
        for n, step in enumerate(several)
    )
    version = Version("V1", LAW, criteria, (), None, compiled(several, []))
    return AwardRules("TRIAL", NAME, (version,), SMALL, LAWS)


@st.composite
def awards(draw: st.DrawFn) -> AwardRules:
    """Awards of one to three criteria, each with gates and ways."""
    slot = iter(range(100)).__next__
    count = draw(st.integers(1, 3))
    steps = [strategies._step(draw, slot, depth=1) for _ in range(count)]
    severities = draw(st.lists(st.sampled_from(["bar", "return_to_sender"]), min_size=1))
    return award_of(steps, severities)


def actionables() -> st.SearchStrategy[Actionable]:
    """Some of what can be acted on."""
    return st.lists(st.sampled_from(sorted(CAN)), unique=True).map(
        lambda names: {name: CAN[name] for name in names}
    )


@st.composite
def later(draw: st.DrawFn, facts: Facts, can: Actionable) -> Facts:
    """The facts after anything that may happen: gaps are filled, and what can be done is done."""
    after = dict(draw(strategies.refined(facts, SMALL)))
    for name, doable in can.items():
        if draw(st.booleans()):
            after[name] = draw(_done(name, doable, facts, after))
    return after


def _done(name: str, doable: object, facts: Facts, after: Facts) -> st.SearchStrategy[object]:
    """What may become of one fact that somebody acts on."""
    if isinstance(doable, Rises):
        limit = cast("int | None", facts.get(doable.up_to or ""))
        least = cast("int", facts.get(name, 0))
        most = max(least, 2030 if limit is None else limit)
        return st.integers(least, most)
    if isinstance(doable, Grows):
        rows = cast("list[object]", after.get(name, []))
        return st.lists(record_of(ITEM), max_size=2).map(lambda more: [*rows, *more])
    return values_of(rules.Flag()).map(lambda _: True)


def is_untouched(name: str, before: object, after: object) -> bool:
    """Whether nothing that was known about a fact is another now."""
    if before is None:
        return True
    if name == ANSWERS:
        given = cast("Mapping[str, object]", before)
        return all(cast("Mapping[str, object]", after)[one] == given[one] for one in given)
    if not isinstance(before, list):
        return before == after
    rows = cast("list[Mapping[str, object]]", after)
    return len(rows) >= len(before) and all(
        {**row, **{field: value for field, value in old.items() if value is not None}} == row
        for old, row in zip(before, rows, strict=False)
    )
