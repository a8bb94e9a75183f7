"""Conditions to generated Python: the same answers as `rules.interpret`, many times faster.

The generated function takes the facts and returns the result of every step of the trace.  It is
made of names that are generated here (`f3`, `r12`) and of literals that the reader has checked; no
word of a file is ever run.  Each fact is fetched once, each named condition is answered once.

    >>> from rules.language import Compare, FactValue, Relation, Value
    >>> enough = Compare(FactValue("months"), Relation(">=", (Value(6),)))
    >>> program = compiled([Step("c.service", 0, enough)], [])
    >>> program({"months": 6}), program({"months": 5}), program({})
    (('met',), ('not_met',), ('unknown',))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from rules.award import Program, StageRule, Step
from rules.language import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    FactValue,
    Lookup,
    Match,
    Named,
    Not,
    Operand,
    Relation,
    Run,
    Scalar,
    Share,
)
from rules.vocabulary import ANSWERS

INDENT = "    "
PYTHON = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
RESULT = "'unknown' if {0} is None else 'met' if {0} else 'not_met'"
GATED = "'not_applicable' if {0} is False else 'unknown' if {0} is None else "


def compiled(steps: Iterable[Step], stages: Sequence[StageRule]) -> Program:
    """The program that answers these steps and stages, each at its slot.

    Args:
        steps: the criteria, each with its parts; their slots count from 0 without a gap.
        stages: what is said about stages; their slots follow.
    """
    writer = _Writer()
    results: list[str] = []
    for step in steps:
        results.extend(_step(step, writer).results)
    results.extend(RESULT.format(_write(stage.applies, writer)) for stage in stages)
    source = writer.source(results)
    namespace: dict[str, Any] = dict(writer.constants)
    exec(compile(source, "<rules>", "exec"), namespace)  # noqa: S102 - the source is generated above from checked conditions
    return cast("Program", namespace["program"])


@dataclass(slots=True)
class _Writer:
    """The function that is being written.

    Attributes:
        head: the lines that fetch facts.
        lines: the lines that answer conditions.
        constants: values that have no safe literal, by generated name.
        facts: the local variable of each fact.
        named: the local variable of each named condition.
        count: how many names have been generated.
        depth: how deep the lines being written are indented.
    """

    head: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    constants: dict[str, object] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    count: int = 0
    depth: int = 1

    def fresh(self, letter: str) -> str:
        """A name that was not used yet."""
        self.count += 1
        return f"{letter}{self.count}"

    def fact(self, name: str) -> str:
        """The local variable that holds a fact."""
        if name not in self.facts:
            self.facts[name] = self.fresh("f")
            self.head.append(f"{INDENT}{self.facts[name]} = get({name!r})")
        return self.facts[name]

    def add(self, *lines: str) -> None:
        """Write lines at the present depth."""
        self.lines.extend(INDENT * self.depth + line for line in lines)

    def keep(self, expression: str) -> str:
        """A local variable that holds an expression."""
        name = self.fresh("r")
        self.add(f"{name} = {expression}")
        return name

    def literal(self, value: Scalar) -> str:
        """A checked value as source; a day becomes a constant."""
        if not isinstance(value, date):
            return repr(value)
        name = self.fresh("k")
        self.constants[name] = value
        return name

    def source(self, results: Sequence[str]) -> str:
        """The whole function."""
        returned = "".join(f"{INDENT * 2}{result},\n" for result in results)
        return "\n".join(
            [
                "def program(facts):",
                f"{INDENT}get = facts.get",
                *self.head,
                *self.lines,
                f"{INDENT}return (",
                f"{returned}{INDENT})",
            ]
        )


@dataclass(frozen=True, slots=True)
class _Written:
    """A step in the function: its result expressions, its own first, and its truth variable."""

    results: tuple[str, ...]
    truth: str


def _step(step: Step, writer: _Writer) -> _Written:
    """Write a step with its parts; each becomes one line of what the program returns."""
    parts = [_step(part, writer) for part in step.parts]
    if parts:
        truth = _at_least_of([part.truth for part in parts], step.at_least, writer)
    else:
        truth = _write(step.body, writer)
    result = RESULT.format(truth)
    if step.when is not None:
        gate = _write(step.when, writer)
        result = GATED.format(gate) + result
        truth = writer.keep(_all([gate, truth]))
    kept = writer.keep(result)
    return _Written((kept, *(one for part in parts for one in part.results)), truth)


def _write(condition: Condition, writer: _Writer) -> str:
    """Write a condition; the name of the variable that holds its answer."""
    return WRITERS[type(condition)](condition, writer)


def _constant(condition: Constant, writer: _Writer) -> str:
    """A literal."""
    return writer.keep(repr(condition.value))


def _compare(condition: Compare, writer: _Writer) -> str:
    """One comparison, guarded against values that are not known."""
    left, gaps = _operand(condition.left, writer)
    test, more = _relation(left, condition.relation, writer)
    return writer.keep(_guarded(test, [*gaps, *more]))


def _share(condition: Share, writer: _Writer) -> str:
    """Both sides multiplied out, guarded against a whole that is not positive."""
    part, gaps = _operand(condition.part, writer)
    whole, more = _operand(condition.whole, writer)
    op = PYTHON[condition.op]
    test = f"{part} * {condition.denominator} {op} {condition.numerator} * {whole}"
    return writer.keep(_guarded(test, [*gaps, *more, f"{whole} <= 0"]))


def _not(condition: Not, writer: _Writer) -> str:
    """The opposite, unless it is not known."""
    inner = _write(condition.part, writer)
    return writer.keep(f"None if {inner} is None else not {inner}")


def _all_of(condition: AllOf, writer: _Writer) -> str:
    """All parts, each answered once."""
    return writer.keep(_all([_write(part, writer) for part in condition.parts]))


def _any_of(condition: AnyOf, writer: _Writer) -> str:
    """One of the parts, each answered once."""
    return _at_least_of([_write(part, writer) for part in condition.parts], 1, writer)


def _at_least(condition: AtLeast, writer: _Writer) -> str:
    """So many of the parts, each answered once."""
    parts = [_write(part, writer) for part in condition.parts]
    return _at_least_of(parts, condition.least, writer)


def _count(condition: Count, writer: _Writer) -> str:
    """A loop that stops as soon as further records cannot change the answer."""
    rows, answer = writer.fact(condition.records), writer.fresh("r")
    yes, maybe = writer.fresh("n"), writer.fresh("m")
    at_least = condition.op == ">="
    bound = condition.bound if at_least else condition.bound + 1
    writer.add(f"{yes} = {maybe} = 0", f"for row in {rows} or ():")
    sure = _filter(condition.where, "continue", writer)
    writer.add(
        f"{INDENT}if {sure}:",
        f"{INDENT * 2}{yes} += 1",
        f"{INDENT * 2}if {yes} == {bound}: break",
        f"{INDENT}else: {maybe} += 1",
    )
    settled = f"{not at_least} if {yes} + {maybe} < {bound} else None"
    writer.add(
        f"{answer} = {at_least} if {yes} >= {bound} else None if {rows} is None else {settled}"
    )
    return answer


def _lookup(condition: Lookup, writer: _Writer) -> str:
    """A loop that notes what the records that are meant say: yes, no, or both."""
    rows, answer = writer.fact(condition.records), writer.fresh("r")
    found, good, bad, open_ = (writer.fresh(letter) for letter in "ngbo")
    writer.add(f"{found} = {good} = {bad} = {open_} = False", f"for row in {rows} or ():")
    sure = _filter(condition.where, "continue", writer)
    writer.add(f"{INDENT}if {sure}: {found} = True")
    writer.depth += 1
    has = _inside(condition.has, writer)
    writer.add(f"if {has}: {good} = True", f"elif {has} is None: {open_} = True")
    writer.add(f"else: {bad} = True")
    writer.depth -= 1
    mixed = f"not {found} or {open_} or {good} is {bad}"
    writer.add(f"{answer} = None if {mixed} else {good}")
    return answer


def _run(condition: Run, writer: _Writer) -> str:
    """A loop that collects certain and possible years, and one look at them."""
    rows, answer = writer.fact(condition.records), writer.fresh("r")
    certain, possible, loose = (writer.fresh(letter) for letter in "cpl")
    end, gaps = _operand(condition.ending, writer)
    writer.add(f"{certain}, {possible}, {loose} = set(), set(), False")
    writer.add(f"for row in {rows} or ():")
    sure = _filter(condition.where, "continue", writer)
    writer.add(
        f"{INDENT}year = row.get({condition.field!r})",
        f"{INDENT}if year is None: {loose} = True",
        f"{INDENT}elif {sure}: {certain}.add(year)",
        f"{INDENT}else: {possible}.add(year)",
    )
    writer.constants["run_of"] = _run_of
    call = f"run_of({certain}, {possible}, {loose}, {end}, {condition.length})"
    writer.add(f"{answer} = {_guarded(call, [*gaps, f'{rows} is None'])}")
    return answer


def _run_of(
    certain: set[int],
    possible: set[int],
    loose: bool,  # noqa: FBT001 - only the generated function calls this
    end: int,
    length: int,
) -> bool | None:
    """Whether the years up to the end are all there; the generated function calls it."""
    wanted = set(range(end - length + 1, end + 1))
    if wanted <= certain:
        return True
    return None if loose or wanted <= certain | possible else False


def _answered(condition: Answered, writer: _Writer) -> str:
    """A look into the recorded answers."""
    return writer.keep(f"({writer.fact(ANSWERS)} or {{}}).get({condition.question!r})")


def _named(condition: Named, writer: _Writer) -> str:
    """The variable of a named condition, written where it is first used."""
    if condition.name not in writer.named:
        writer.named[condition.name] = _write(condition.condition, writer)
    return writer.named[condition.name]


def _filter(where: Sequence[Match], skip: str, writer: _Writer) -> str:
    """Write the body of a loop that skips rows which certainly do not match.

    Returns:
        The variable that says whether a row that was not skipped certainly matches.
    """
    sure = writer.fresh("s")
    writer.depth += 1
    writer.add(f"{sure} = True")
    for match in where:
        fits = _match(match, writer)
        writer.add(f"if {fits} is False: {skip}", f"if {fits} is None: {sure} = False")
    writer.depth -= 1
    return sure


def _inside(where: Sequence[Match], writer: _Writer) -> str:
    """Write, inside a loop, whether a row matches in every field."""
    parts = [_match(match, writer) for match in where]
    return writer.keep(_all(parts) if parts else "True")


def _match(match: Match, writer: _Writer) -> str:
    """Write, inside a loop, whether a row matches in one field."""
    value = writer.fresh("v")
    writer.add(f"{value} = row.get({match.field!r})")
    test, gaps = _relation(value, match.relation, writer)
    return writer.keep(_guarded(test, [f"{value} is None", *gaps]))


def _relation(left: str, relation: Relation, writer: _Writer) -> tuple[str, list[str]]:
    """A comparison as source, and the conditions under which its right side is not known."""
    operands = [_operand(one, writer) for one in relation.against]
    gaps = [gap for _, more in operands for gap in more]
    if relation.op == "in":
        return f"{left} in ({''.join(f'{right}, ' for right, _ in operands)})", gaps
    return f"{left} {PYTHON[relation.op]} {operands[0][0]}", gaps


def _operand(operand: Operand, writer: _Writer) -> tuple[str, list[str]]:
    """An operand as source, and the condition under which it is not known."""
    if not isinstance(operand, FactValue):
        return writer.literal(operand.value), []
    name = writer.fact(operand.name)
    shifted = f"({name} + {operand.shift})" if operand.shift else name
    return shifted, [f"{name} is None"]


def _guarded(test: str, gaps: Sequence[str]) -> str:
    """An expression that is None where one of the gaps holds."""
    return f"None if {' or '.join(gaps)} else {test}" if gaps else test


def _all(parts: Sequence[str]) -> str:
    """Kleene's *and* of variables as an expression."""
    if len(parts) == 1:
        return parts[0]
    no = " or ".join(f"{part} is False" for part in parts)
    gap = " or ".join(f"{part} is None" for part in parts)
    return f"False if {no} else None if {gap} else True"


def _at_least_of(parts: Sequence[str], least: int, writer: _Writer) -> str:
    """Kleene's *at least n of* variables; for n = 1 the shorter *or*."""
    if least == 1:
        yes = " or ".join(parts)
        gap = " or ".join(f"{part} is None" for part in parts)
        return writer.keep(f"True if {yes} else None if {gap} else False")
    yes, maybe = writer.fresh("n"), writer.fresh("m")
    writer.add(f"{yes} = {' + '.join(f'({part} is True)' for part in parts)}")
    writer.add(f"{maybe} = {' + '.join(f'({part} is None)' for part in parts)}")
    settled = f"False if {yes} + {maybe} < {least} else None"
    return writer.keep(f"True if {yes} >= {least} else {settled}")


WRITERS: dict[type, Callable[..., str]] = {
    Constant: _constant,
    Compare: _compare,
    Share: _share,
    Not: _not,
    AllOf: _all_of,
    AnyOf: _any_of,
    AtLeast: _at_least,
    Count: _count,
    Lookup: _lookup,
    Run: _run,
    Answered: _answered,
    Named: _named,
}
"""Who writes which condition."""
