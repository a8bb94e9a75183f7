"""The generated evaluator while it is being written: its lines, its names, its loops over records.

`rules.judging.compile` says what each condition becomes; here is what all of them are written with.
Nothing reaches the text but names that are made here and literals of values that the reader of
rules has checked.

    >>> from rules.meaning.language import FactValue
    >>> writer = Writer()
    >>> operand(FactValue("award_year", -1), writer)
    ('(f1 + -1)', ['f1 is None'])
    >>> writer.head
    ["    f1 = get('award_year')"]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rules.meaning.language import FactValue, Match, Operand, Relation, Scalar, Yearly

INDENT = "    "
PYTHON = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


@dataclass(slots=True)
class Writer:
    """The function that is being written.

    Attributes:
        head: the lines that fetch facts.
        lines: the lines that answer conditions.
        constants: values that have no safe literal, by generated name.
        facts: the local variable of each fact.
        named: the local variable of each named condition.
        books: the local variable of what each list says of years.
        columns: the local variable of the values that a list holds in a field.
        count: how many names have been generated.
        depth: how deep the lines being written are indented.
    """

    head: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    constants: dict[str, object] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    books: dict[Yearly, str] = field(default_factory=dict)
    columns: dict[tuple[str, str], str] = field(default_factory=dict)
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

    def column(self, records: str, name: str) -> str:
        """The local variable that holds what a list says in a field, record by record."""
        if (records, name) not in self.columns:
            rows = self.fact(records)
            column = self.fresh("c")
            self.head.append(
                f"{INDENT}{column} = [row.get({name!r}) for row in {rows}] if {rows} else ()"
            )
            self.columns[records, name] = column
        return self.columns[records, name]

    def add(self, *lines: str) -> None:
        """Write lines at the present depth."""
        self.lines.extend(INDENT * self.depth + line for line in lines)

    def keep(self, expression: str) -> str:
        """A local variable that holds an expression; one that is a name already is left as it is.

        >>> Writer().keep("r1"), Writer().keep("r1 + 1")
        ('r1', 'r1')
        """
        if expression.isidentifier():
            return expression
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


def filtered(where: Sequence[Match], writer: Writer) -> str:
    """Write the body of a loop that skips rows which certainly do not match.

    Returns:
        The variable that says whether a row that was not skipped certainly matches.
    """
    if not where:
        return "True"
    sure = writer.fresh("s")
    writer.depth += 1
    writer.add(f"{sure} = True")
    for match in where:
        test, gaps = field_test(match, writer)
        writer.add(f"if {' or '.join(gaps)}: {sure} = False", f"elif not {test}: continue")
    writer.depth -= 1
    return sure


def matched(where: Sequence[Match], writer: Writer) -> str:
    """Write, inside a loop, whether a row matches in every field."""
    tests = [field_test(match, writer) for match in where]
    parts = [writer.keep(guarded(test, gaps)) for test, gaps in tests]
    return writer.keep(all_known(parts)) if parts else "True"


def field_test(match: Match, writer: Writer) -> tuple[str, list[str]]:
    """Write, inside a loop, the value of a field; its test, and when it is not known."""
    value = writer.fresh("v")
    writer.add(f"{value} = row.get({match.field!r})")
    test, gaps = related(value, match.relation, writer)
    return test, [f"{value} is None", *gaps]


def related(left: str, relation: Relation, writer: Writer) -> tuple[str, list[str]]:
    """A comparison as source, and the conditions under which its right side is not known."""
    operands = [operand(one, writer) for one in relation.against]
    gaps = [gap for _, more in operands for gap in more]
    if relation.op == "in":
        return f"{left} in ({''.join(f'{right}, ' for right, _ in operands)})", gaps
    return f"{left} {PYTHON[relation.op]} {operands[0][0]}", gaps


def operand(side: Operand, writer: Writer) -> tuple[str, list[str]]:
    """An operand as source, and the condition under which it is not known."""
    if not isinstance(side, FactValue):
        return writer.literal(side.value), []
    name = writer.fact(side.name)
    shifted = f"({name} + {side.shift})" if side.shift else name
    return shifted, [f"{name} is None"]


def guarded(test: str, gaps: Sequence[str]) -> str:
    """An expression that is None where one of the gaps holds."""
    return f"None if {' or '.join(gaps)} else {test}" if gaps else test


def all_known(parts: Sequence[str]) -> str:
    """Kleene's *and* of variables as an expression."""
    if len(parts) == 1:
        return parts[0]
    no = " or ".join(f"{part} is False" for part in parts)
    gap = " or ".join(f"{part} is None" for part in parts)
    return f"False if {no} else None if {gap} else True"
