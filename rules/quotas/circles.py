"""Awards that wait for each other: a unit title that needs personal titles, and the reverse.

An award file declares such a need by what its conditions ask: a record with the code of another
award (`titles` with `code: CSTDCS`), or a fact that counts its holders (`members.ldtt`).  Where
needs run in a circle inside one award period, the order in which dossiers are decided changes who
gets what; where every need of the circle must be met in the same year, nobody can be first.

    >>> ring = [Need("TTLDXS", "CSTDCS", "V2022a", "c.best", "same", required=True),
    ...         Need("CSTDCS", "TTLDXS", "V2022a", "c.unit", "same", required=True)]
    >>> circle, = circles_among(ring)
    >>> circle.codes, circle.closed
    (('CSTDCS', 'TTLDXS'), True)
    >>> print(circle.text.en)
    Circle under V2022a: CSTDCS → TTLDXS (c.unit) → CSTDCS (c.best). None of them can be first.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Literal, cast

from rules.law.award import AwardRules
from rules.meaning.language import (
    AnyOf,
    AtLeast,
    Count,
    FactValue,
    Match,
    Not,
    Operand,
    Run,
    Value,
)
from texts import Text

Period = Literal["earlier", "same", "any"]
"""From which award period the other award must be: an earlier one, the same one, or either."""

CLOCK = "award_year"
"""The fact that says which period is judged."""

YEAR = "year"
"""The field of a record that says to which period it belongs."""

WORDS = re.compile(r"[._]")

CLOSED = Text(
    vi="Vòng điều kiện theo {version}: {cycle}. Không danh hiệu nào xét trước được.",
    en="Circle under {version}: {cycle}. None of them can be first.",
)
OPEN = Text(
    vi="Vòng điều kiện theo {version}: {cycle}. Kết quả phụ thuộc thứ tự xét; phải định thứ tự "
    "trước khi xét.",
    en="Circle under {version}: {cycle}. The outcome depends on which is decided first; settle the "
    "order beforehand.",
)


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """That a criterion of one award asks for another award.

    Attributes:
        award: whose criterion it is.
        needs: the award that it asks for.
        version: the law version.
        criterion: the id of the criterion.
        period: from which award period the other one must be.
        required: whether there is no other way to meet the criterion.
    """

    award: str
    needs: str
    version: str
    criterion: str
    period: Period
    required: bool


@dataclass(frozen=True, slots=True)
class Circle:
    """Awards that need each other under one law version.

    Attributes:
        version: the law version.
        codes: all awards of the circle, in alphabetical order.
        cycle: the shortest way round, need by need; a closed one where there is any.
        closed: whether every need of that way is required and of the same year.
    """

    version: str
    codes: tuple[str, ...]
    cycle: tuple[Need, ...]
    closed: bool

    @property
    def text(self) -> Text:
        """The circle in one sentence, with the criteria it runs through."""
        steps = [f"{need.needs} ({need.criterion})" for need in self.cycle]
        named = " → ".join([self.cycle[0].award, *steps])
        return (CLOSED if self.closed else OPEN).fill(version=self.version, cycle=named)

    def document(self) -> dict[str, object]:
        """The circle as plain JSON values."""
        return {
            "version": self.version,
            "awards": list(self.codes),
            "cycle": [
                {"award": one.award, "needs": one.needs, "criterion": one.criterion}
                for one in self.cycle
            ],
            "closed": self.closed,
            "text": {"vi": self.text.vi, "en": self.text.en},
        }


def circles(awards: Iterable[AwardRules]) -> tuple[Circle, ...]:
    """The circles among awards, law version by law version.

    Args:
        awards: all awards that are decided together; what is needed of others is no circle.
    """
    several = tuple(awards)
    codes = {award.code for award in several}
    return circles_among(need for award in several for need in needs_of(award, codes))


def circles_among(needs: Iterable[Need]) -> tuple[Circle, ...]:
    """The circles in a number of needs.

    What must come from an earlier period closes no circle, for it was decided before.  An award
    that asks for itself does only where it asks for the same year.
    """
    by_version: dict[str, list[Need]] = {}
    for need in sorted(set(needs)):
        own = need.award == need.needs
        if need.period == "same" or (need.period == "any" and not own):
            by_version.setdefault(need.version, []).append(need)
    return tuple(circle for version in sorted(by_version) for circle in _of(by_version[version]))


def needs_of(award: AwardRules, codes: Collection[str]) -> Iterator[Need]:
    """What the criteria of an award ask of other awards.

    Args:
        award: the rules of the award.
        codes: the awards that count.
    """
    for version in award.versions:
        for criterion in version.criteria:
            step = criterion.step
            start = Need(award.code, "", version.id, criterion.id, "any", step.when is None)
            for condition in (step.body, step.when):
                yield from _asked(condition, start, codes)


def _asked(node: object, so_far: Need, codes: Collection[str]) -> Iterator[Need]:
    """The needs in a part of a condition; parts of a kind that is new here are looked through."""
    match node:
        case AnyOf(parts):
            below = replace(so_far, required=so_far.required and len(parts) == 1)
        case AtLeast(least, parts):
            below = replace(so_far, required=so_far.required and least == len(parts))
        case Not() | Count(op="<="):
            below = replace(so_far, required=False)
        case _:
            below = so_far
    if isinstance(node, FactValue):
        yield from _counted(node.name, below, codes)
    yield from _listed(node, below, codes)
    for part in _inside(node):
        yield from _asked(part, below, codes)


def _inside(node: object) -> Iterator[object]:
    """The parts of a value: the entries of a tuple, the fields of a condition."""
    if isinstance(node, tuple):
        yield from node
    elif is_dataclass(node) and not isinstance(node, Match):
        yield from (getattr(node, one.name) for one in fields(node))


def _counted(name: str, need: Need, codes: Collection[str]) -> Iterator[Need]:
    """The award that the name of a fact names, such as `members.ldtt`; it is of this very year.

    >>> start = Need("TTLDXS", "", "V2022a", "c.best", "any", required=True)
    >>> [one.needs for one in _counted("members.cstd_tinh_share", start, {"CSTD_TINH", "TINH"})]
    ['CSTD_TINH']
    """
    words = WORDS.split(name)
    named = [code for code in codes if _stands_in(code.lower().split("_"), words)]
    for code in sorted(named, key=len)[-1:]:
        yield replace(need, needs=code, period="same")


def _stands_in(part: list[str], words: list[str]) -> bool:
    """Whether some words stand next to each other among others, and not alone."""
    starts = range(len(words) - len(part) + 1)
    return len(words) > len(part) and any(words[at : at + len(part)] == part for at in starts)


def _listed(node: object, need: Need, codes: Collection[str]) -> Iterator[Need]:
    """The awards that the records of a list must be of."""
    where = cast("tuple[Match, ...]", getattr(node, "where", ()))
    has = cast("tuple[Match, ...]", getattr(node, "has", ()))
    for match in (*where, *has):
        named = _codes_of(match, codes)
        only = need.required and len(match.relation.against) == 1
        for code in named:
            yield replace(need, needs=code, period=_period(node, where), required=only)


def _codes_of(match: Match, codes: Collection[str]) -> list[str]:
    """The awards that a field must be one of; none where it must not be one."""
    if match.relation.op not in {"=", "in"}:
        return []
    values = [one.value for one in match.relation.against if isinstance(one, Value)]
    return sorted(str(value) for value in values if value in codes)


def _period(node: object, where: tuple[Match, ...]) -> Period:
    """From which period the records must be."""
    if isinstance(node, Run):
        return "earlier" if (_shift(node.ending) or 0) < 0 else "any"
    for match in where:
        shifts = [_shift(one) for one in match.relation.against]
        if match.field != YEAR or len(shifts) != 1 or shifts[0] is None:
            continue
        return _compared(match.relation.op, shifts[0])
    return "any"


def _compared(op: str, shift: int) -> Period:
    """The period that a comparison of the year with the period judged leaves open.

    >>> _compared("=", 0), _compared("=", -1), _compared("<", 0), _compared("<=", 0)
    ('same', 'earlier', 'earlier', 'any')
    """
    if op == "=" and shift == 0:
        return "same"
    last = shift - 1 if op == "<" else shift
    return "earlier" if op in {"=", "<", "<="} and last < 0 else "any"


def _shift(operand: Operand) -> int | None:
    """How many years after the period judged; None for anything else."""
    clock = isinstance(operand, FactValue) and operand.name == CLOCK
    return cast("FactValue", operand).shift if clock else None


Onward = Mapping[str, Mapping[str, Need]]
"""For each award, what it needs: the tightest need of each other award."""


def _of(needs: list[Need]) -> Iterator[Circle]:
    """The circles of one law version, one for each group of awards that reach each other."""
    onward, tight = _onward(needs), _onward(filter(_binding, needs))
    reach = {code: _reached(code, onward) for code in onward}
    seen: set[str] = set()
    for code in sorted(onward):
        if code in seen or code not in reach[code]:
            continue
        ring = tuple(sorted(one for one in reach[code] if code in reach.get(one, ())))
        seen.update(ring)
        closed = next((one for one in ring if one in _reached(one, tight)), None)
        cycle = _shortest(code, onward) if closed is None else _shortest(closed, tight)
        yield Circle(needs[0].version, ring, cycle, closed is not None)


def _onward(needs: Iterable[Need]) -> Onward:
    """Needs by the award that has them; of several for one award, the one that binds most."""
    onward: dict[str, dict[str, Need]] = {}
    for need in needs:
        of_award = onward.setdefault(need.award, {})
        if need.needs not in of_award or _binding(need) > _binding(of_award[need.needs]):
            of_award[need.needs] = need
    return onward


def _binding(need: Need) -> bool:
    """Whether a need leaves no way out: required, and of the same year."""
    return need.required and need.period == "same"


def _reached(start: str, onward: Onward) -> set[str]:
    """The awards that one leads to, itself only by a way round."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for code in onward.get(waiting.pop(), ()):
            if code not in found:
                found.add(code)
                waiting.append(code)
    return found


def _shortest(start: str, onward: Onward) -> tuple[Need, ...]:
    """The shortest way from an award back to itself; there is one."""
    waiting: deque[tuple[Need, ...]] = deque((need,) for need in _in_order(start, onward))
    seen: set[str] = set()
    while waiting:
        way = waiting.popleft()
        end = way[-1].needs
        if end == start:
            return way
        if end not in seen:
            seen.add(end)
            waiting.extend((*way, need) for need in _in_order(end, onward))
    raise AssertionError(start)


def _in_order(code: str, onward: Onward) -> list[Need]:
    """The needs of an award in the order of the awards they name."""
    return [onward[code][name] for name in sorted(onward.get(code, ()))]
