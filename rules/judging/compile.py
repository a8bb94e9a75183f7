"""Conditions to generated Python: the same answers as `rules.meaning.interpret`, many times faster.

The generated function takes the facts and returns the result of every step of the trace.  It is
made of names that are generated here (`f3`, `r12`) and of literals that the reader has checked; no
word of a file is ever run.  Each fact is fetched once, each named condition is answered once.

    >>> from rules.meaning.language import Compare, FactValue, Relation, Value
    >>> enough = Compare(FactValue("months"), Relation(">=", (Value(6),)))
    >>> program = compiled([Step("c.service", 0, enough)], [])
    >>> program({"months": 6}), program({"months": 5}), program({})
    (('met',), ('not_met',), ('unknown',))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any, cast

from rules.law.award import Program, StageRule, Step
from rules.meaning.language import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    Lookup,
    Match,
    Named,
    Not,
    Period,
    Relation,
    Run,
    Share,
    Value,
    Yearly,
)
from rules.meaning.periods import asked_of, reaches, yearbook
from rules.meaning.vocabulary import ANSWERS
from rules.meaning.writing import (
    INDENT,
    PYTHON,
    Writer,
    all_known,
    filtered,
    guarded,
    matched,
    operand,
    related,
)

RESULT = "'unknown' if {0} is None else 'met' if {0} else 'not_met'"
MOST_KEPT = 256
"""Programs whose code is kept: the rulebook has some thirty."""
GATED = "'not_applicable' if {0} is False else 'unknown' if {0} is None else "


def compiled(steps: Iterable[Step], stages: Sequence[StageRule]) -> Program:
    """The program that answers these steps and stages, each at its slot.

    Args:
        steps: the criteria, each with its parts; their slots count from 0 without a gap.
        stages: what is said about stages; their slots follow.
    """
    writer = Writer()
    results: list[str] = []
    for step in steps:
        results.extend(_step(step, writer).results)
    results.extend(RESULT.format(_write(stage.applies, writer)) for stage in stages)
    namespace: dict[str, Any] = dict(writer.constants)
    exec(code_of(writer.source(results)), namespace)  # noqa: S102 - the source is generated above from checked conditions
    return cast("Program", namespace["program"])


@lru_cache(maxsize=MOST_KEPT)
def code_of(source: str) -> CodeType:
    """The code of a program; that of a version which decides as another one does is the same."""
    return compile(source, "<rules>", "exec")


@dataclass(frozen=True, slots=True)
class _Written:
    """A step in the function: its result expressions, its own first, and its truth variable."""

    results: tuple[str, ...]
    truth: str


def _step(step: Step, writer: Writer) -> _Written:
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
        truth = writer.keep(all_known([gate, truth]))
    kept = writer.keep(result)
    return _Written((kept, *(one for part in parts for one in part.results)), truth)


def _write(condition: Condition, writer: Writer) -> str:
    """Write a condition; the name of the variable that holds its answer."""
    return WRITERS[type(condition)](condition, writer)


def _constant(condition: Constant, writer: Writer) -> str:
    """A literal."""
    return writer.keep(repr(condition.value))


def _compare(condition: Compare, writer: Writer) -> str:
    """One comparison, guarded against values that are not known."""
    left, gaps = operand(condition.left, writer)
    test, more = related(left, condition.relation, writer)
    return writer.keep(guarded(test, [*gaps, *more]))


def _share(condition: Share, writer: Writer) -> str:
    """Both sides multiplied out, guarded against a whole that is not positive."""
    part, gaps = operand(condition.part, writer)
    whole, more = operand(condition.whole, writer)
    op = PYTHON[condition.op]
    test = f"{part} * {condition.denominator} {op} {condition.numerator} * {whole}"
    return writer.keep(guarded(test, [*gaps, *more, f"{whole} <= 0"]))


def _not(condition: Not, writer: Writer) -> str:
    """The opposite, unless it is not known."""
    inner = _write(condition.part, writer)
    return writer.keep(f"None if {inner} is None else not {inner}")


def _all_of(condition: AllOf, writer: Writer) -> str:
    """All parts, each answered once."""
    return writer.keep(all_known([_write(part, writer) for part in condition.parts]))


def _any_of(condition: AnyOf, writer: Writer) -> str:
    """One of the parts, each answered once."""
    return _at_least_of([_write(part, writer) for part in condition.parts], 1, writer)


def _at_least(condition: AtLeast, writer: Writer) -> str:
    """So many of the parts, each answered once."""
    parts = [_write(part, writer) for part in condition.parts]
    return _at_least_of(parts, condition.least, writer)


def _count(condition: Count, writer: Writer) -> str:
    """How many records match; the plain question whether there is one has shorter forms."""
    at_least = condition.op == ">="
    bound = condition.bound if at_least else condition.bound + 1
    if bound > 1:
        return _several(condition, bound, writer)
    match condition.where:
        case (Match(name, Relation("=", (Value(wanted),))),):
            return _one_value(condition.records, name, writer.literal(wanted), at_least, writer)
        case _:
            return _one(condition, at_least, writer)


def _one_value(records: str, name: str, wanted: str, some: bool, writer: Writer) -> str:  # noqa: FBT001 - what it is called when there is one
    """A look for one value among those of a field."""
    rows, column = writer.fact(records), writer.column(records, name)
    open_ = f"{rows} is None or None in {column}"
    return writer.keep(f"{some} if {wanted} in {column} else None if {open_} else {not some}")


def _one(condition: Count, some: bool, writer: Writer) -> str:  # noqa: FBT001 - what it is called when there is one
    """A loop that stops at the first record that certainly matches."""
    rows, answer = writer.fact(condition.records), writer.fresh("r")
    writer.add(f"{answer} = None if {rows} is None else {not some}", f"for row in {rows} or ():")
    sure = filtered(condition.where, writer)
    writer.add(
        f"{INDENT}if {sure}:",
        f"{INDENT * 2}{answer} = {some}",
        f"{INDENT * 2}break",
        f"{INDENT}{answer} = None",
    )
    return answer


def _several(condition: Count, bound: int, writer: Writer) -> str:
    """A loop that stops as soon as further records cannot change the answer."""
    rows, answer = writer.fact(condition.records), writer.fresh("r")
    yes, maybe = writer.fresh("n"), writer.fresh("m")
    at_least = condition.op == ">="
    writer.add(f"{yes} = {maybe} = 0", f"for row in {rows} or ():")
    sure = filtered(condition.where, writer)
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


def _lookup(condition: Lookup, writer: Writer) -> str:
    """A loop that notes what the records that are meant say: yes, no, or both."""
    rows, answer = writer.fact(condition.records), writer.fresh("r")
    found, good, bad, open_ = (writer.fresh(letter) for letter in "ngbo")
    writer.add(f"{found} = {good} = {bad} = {open_} = False", f"for row in {rows} or ():")
    sure = filtered(condition.where, writer)
    writer.add(f"{INDENT}if {sure}: {found} = True")
    writer.depth += 1
    has = matched(condition.has, writer)
    writer.add(f"if {has}: {good} = True", f"elif {has} is None: {open_} = True")
    writer.add(f"else: {bad} = True")
    writer.depth -= 1
    mixed = f"not {found} or {open_} or {good} is {bad}"
    writer.add(f"{answer} = None if {mixed} else {good}")
    return answer


def _run(condition: Run, writer: Writer) -> str:
    """A loop that collects certain and possible years, and one look at them."""
    rows, answer = writer.fact(condition.records), writer.fresh("r")
    certain, possible, loose = (writer.fresh(letter) for letter in "cpl")
    end, gaps = operand(condition.ending, writer)
    writer.add(f"{certain}, {possible}, {loose} = set(), set(), False")
    writer.add(f"for row in {rows} or ():")
    sure = filtered(condition.where, writer)
    writer.add(
        f"{INDENT}year = row.get({condition.field!r})",
        f"{INDENT}if year is None: {loose} = True",
        f"{INDENT}elif {sure}: {certain}.add(year)",
        f"{INDENT}else: {possible}.add(year)",
    )
    writer.constants["run_of"] = _run_of
    call = f"run_of({certain}, {possible}, {loose}, {end}, {condition.length}, {condition.step})"
    writer.add(f"{answer} = {guarded(call, [*gaps, f'{rows} is None'])}")
    return answer


def _run_of(
    certain: set[int],
    possible: set[int],
    loose: bool,  # noqa: FBT001 - only the generated function calls this
    end: int,
    length: int,
    step: int,
) -> bool | None:
    """Whether the years up to the end are all there; the generated function calls it."""
    wanted = set(range(end, end - length * step, -step))
    if wanted <= certain:
        return True
    return None if loose or wanted <= certain | possible else False


def _period(condition: Period, writer: Writer) -> str:
    """A look at what each list says of years; what several periods ask is boiled down once."""
    books = "".join(f"{_book(one, writer)}, " for one in condition.lists)
    end, gaps = operand(condition.ending, writer)
    asked = writer.fresh("k")
    writer.constants[asked] = condition
    writer.constants.update(asked_of=asked_of, reaches=reaches, yearbook=yearbook)
    return writer.keep(guarded(f"reaches(asked_of({asked}, ({books}), {end}))", gaps))


def _book(yearly: Yearly, writer: Writer) -> str:
    """A loop that keeps the year of each record that may be meant, and whether it counts."""
    if yearly in writer.books:
        return writer.books[yearly]
    rows, kept = writer.fact(yearly.records), writer.fresh("y")
    writer.add(f"{kept} = None if {rows} is None else []", f"for row in {rows} or ():")
    sure = filtered(yearly.where, writer)
    writer.depth += 1
    counts = matched(yearly.has, writer)
    writer.add(f"{kept}.append((row.get({yearly.field!r}), {counts} if {sure} else None))")
    writer.depth -= 1
    by_record = bool(yearly.has)
    writer.books[yearly] = writer.keep(f"yearbook({kept}, by_record={by_record})")
    return writer.books[yearly]


def _answered(condition: Answered, writer: Writer) -> str:
    """A look into the recorded answers."""
    return writer.keep(f"({writer.fact(ANSWERS)} or {{}}).get({condition.question!r})")


def _named(condition: Named, writer: Writer) -> str:
    """The variable of a named condition, written where it is first used."""
    if condition.name not in writer.named:
        writer.named[condition.name] = _write(condition.condition, writer)
    return writer.named[condition.name]


def _at_least_of(parts: Sequence[str], least: int, writer: Writer) -> str:
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
    Period: _period,
    Answered: _answered,
    Named: _named,
}
"""Who writes which condition."""
