"""Worked examples beside the rules: facts, and the verdict that policy staff expect of them.

    for: CSTDCS
    base: {...}                     # facts, as in a facts file
    cases:
      - name: one vote short
        give: {unit_council.approvals: 11}      # replaces facts of the base
        without: [discipline]                   # facts of the base that are not known here
        expect: not_eligible
        because: [c.vote]                       # exactly the criteria that are not met
        needs: [discipline]                     # exactly what would settle the rest

The fact `received_on` chooses the law version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from pydantic import BaseModel, Field, create_model

from rules import wording
from rules.award import AwardRules
from rules.errors import RulesFileError
from rules.evaluate import evaluate
from rules.facts import model_of, values_of
from rules.verdict import Evaluation, Verdict
from rules.vocabulary import Vocabulary
from texts import Mistake, Place, Text, nearest
from texts.reading import Closed, Tree, Words, read_model

CLOCK = "received_on"

NO_DAY = Text(
    vi="ví dụ này thiếu received_on nên không chọn được phiên bản pháp luật",
    en="this example has no received_on, so no law version can be chosen",
)
OTHER_AWARD = Text(
    vi="các ví dụ này dành cho '{words}', không phải cho {code}",
    en="these examples are for '{words}', not for {code}",
)
REPEATED = Text(vi="đã có ví dụ tên '{words}'", en="there is an example named '{words}' already")


class ExampleCase(Closed):
    """One example.

    Attributes:
        name: what it shows.
        expect: the verdict.
        because: the criteria that are not met; not compared when absent.
        needs: the facts and questions that would settle what is not known; not compared when
            absent.
        version: the law version that judges; not compared when absent.
        without: the facts of the base that are not known here.
    """

    name: Words
    expect: Verdict
    because: tuple[Words, ...] | None = None
    needs: tuple[Words, ...] | None = None
    version: Words | None = None
    without: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What became of one example.

    Attributes:
        name: what it shows.
        version: the law version that judged.
        passed: whether the answer is the expected one.
        expected: what was expected, in one line.
        got: what came out, in the same form.
        place: where the example stands.
        evaluation: the whole answer.
    """

    name: str
    version: str
    passed: bool
    expected: str
    got: str
    place: Place
    evaluation: Evaluation


def run_examples(
    award: AwardRules, examples_text: str | bytes, *, file: str
) -> tuple[ExampleResult, ...]:
    """Run every example of a file.

    Args:
        award: the rules.
        examples_text: the content of the examples file.
        file: its name, for places.

    Returns:
        One result an example, in the order of the file.

    Raises:
        RulesFileError: the file has mistakes, or is for another award.
    """
    model = _model(award.facts)
    read, tree = read_model(examples_text, file=file, model=model, error=RulesFileError)
    examples = cast("Any", read)
    mistakes = _mistakes(award, examples, tree)
    if mistakes:
        raise RulesFileError(mistakes)
    base = values_of(examples.base)
    return tuple(
        _run(award, base, case, tree.place(("cases", n))) for n, case in enumerate(examples.cases)
    )


@lru_cache(maxsize=16)
def _model(facts: Vocabulary) -> type[BaseModel]:
    """The closed model of an examples file over a vocabulary."""
    inner = model_of(facts)
    give: Any = (inner, Field(default_factory=inner))
    case = create_model("Case", __base__=ExampleCase, give=give)
    return create_model(
        "Examples",
        __base__=Closed,
        award=(Words, Field(alias="for")),
        base=(inner, ...),
        cases=(tuple[case, ...], Field(min_length=1)),
    )


def _mistakes(award: AwardRules, examples: Any, tree: Tree) -> list[Mistake]:  # noqa: ANN401 - a model made at run time
    """What the model cannot see: another award, a name twice, and the mistakes of each example."""
    found: list[Mistake] = []
    if examples.award != award.code:
        text = OTHER_AWARD.fill(words=examples.award, code=award.code)
        found.append(Mistake(tree.place(("for",)), "other-award", text, examples.award))
    names: set[str] = set()
    for n, case in enumerate(examples.cases):
        found.extend(_mistakes_of(award, examples, case, ("cases", n), tree))
        if case.name in names:
            text = REPEATED.fill(words=case.name)
            found.append(Mistake(tree.place(("cases", n, "name")), "repeated", text, case.name))
        names.add(case.name)
    return found


def _mistakes_of(
    award: AwardRules,
    examples: Any,  # noqa: ANN401 - a model made at run time
    case: Any,  # noqa: ANN401 - a model made at run time
    path: tuple[str | int, ...],
    tree: Tree,
) -> list[Mistake]:
    """Names in one example that no rule and no fact has, and an absent day of receipt."""
    found: list[Mistake] = []
    facts = _facts(values_of(examples.base), case)
    if not isinstance(facts.get(CLOCK), date):
        found.append(Mistake(tree.place(path), "no-day", NO_DAY))
    criteria = {one.id for version in award.versions for one in version.criteria}
    known = {"because": criteria, "without": set(award.facts.facts) | {"answers"}}
    for key, names in known.items():
        for n, name in enumerate(getattr(case, key) or ()):
            if name not in names:
                text = wording.UNKNOWN_NAME.fill(words=name)
                place = tree.place((*path, key, n))
                found.append(Mistake(place, "unknown-name", text, name, nearest(name, names)))
    return found


def _facts(base: Mapping[str, object], case: Any) -> dict[str, object]:  # noqa: ANN401 - a model made at run time
    """The facts of an example: the base, what it gives instead, less what it leaves out."""
    facts = {**base, **values_of(case.give)}
    return {name: value for name, value in facts.items() if name not in case.without}


def _run(award: AwardRules, base: Mapping[str, object], case: Any, place: Place) -> ExampleResult:  # noqa: ANN401 - a model made at run time
    """Judge one example and compare."""
    facts = _facts(base, case)
    found = evaluate(award, facts, on=cast("date", facts[CLOCK]))
    expected = _line(case.expect, case.version, case.because, case.needs)
    got = _line(
        found.verdict,
        found.version if case.version is not None else None,
        None if case.because is None else _because(found),
        None if case.needs is None else _needs(found),
    )
    return ExampleResult(case.name, found.version, expected == got, expected, got, place, found)


def _because(found: Evaluation) -> tuple[str, ...]:
    """The criteria that are not met."""
    return tuple(one.id for one in found.findings if one.result == "not_met")


def _needs(found: Evaluation) -> tuple[str, ...]:
    """What would settle what is not known."""
    return (*(one.fact for one in found.missing), *(one.id for one in found.questions))


def _line(
    verdict: Verdict,
    version: str | None,
    because: tuple[str, ...] | None,
    needs: tuple[str, ...] | None,
) -> str:
    """An answer in one line, with only what the example compares."""
    parts = [verdict.value]
    parts += [] if version is None else [f"under {version}"]
    parts += [] if because is None else [f"because {sorted(because)}"]
    parts += [] if needs is None else [f"needs {sorted(needs)}"]
    return " ".join(parts)
