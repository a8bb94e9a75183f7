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
        stages: {cluster_review: false}         # whether these stages apply
    explained_mutants:              # small changes that no example has to notice, see rules.mutants
      - {mutant: ..., reason: {vi: ..., en: ...}}

The fact `received_on` chooses the law version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from pydantic import BaseModel, Field, create_model

from rules import wording
from rules.errors import RulesFileError
from rules.judging.evaluate import evaluate
from rules.judging.verdict import Evaluation, Verdict
from rules.law.award import AwardRules
from rules.meaning.facts import model_of, values_of
from rules.meaning.vocabulary import Vocabulary
from texts import Mistake, Place, Text, joined, nearest
from texts.reading import Closed, Flag, Tree, Words, read_model

CLOCK = "received_on"

NO_DAY = Text(
    vi="ví dụ này thiếu received_on nên không chọn được phiên bản pháp luật",
    en="this example has no received_on, so no law version can be chosen",
)
OTHER_AWARD = Text(
    vi="các ví dụ này dành cho '{words}', không phải cho {code}",
    en="these examples are for '{words}', not for {code}",
)
UNDER = Text(vi="theo {names}", en="under {names}")
BECAUSE = Text(vi="vì {names}", en="because of {names}")
NEEDS = Text(vi="còn thiếu {names}", en="needing {names}")
STAGES = Text(vi="giai đoạn {names}", en="stages {names}")
NO_NAME = Text(vi="không có gì", en="nothing")
REPEATED = Text(vi="đã có ví dụ tên '{words}'", en="there is an example named '{words}' already")


class ExampleCase(Closed):
    """One example.

    Attributes:
        name: what it shows.
        give: facts that replace those of the base; a vocabulary says which there are.
        without: the facts of the base that are not known here.
        expect: the verdict.
        version: the law version that judges; not compared when absent.
        because: the criteria that are not met; not compared when absent.
        needs: the facts and questions that would settle what is not known; not compared when
            absent.
        stages: whether these stages apply; others are not compared.
    """

    name: Words
    give: object = None
    without: tuple[Words, ...] = ()
    expect: Verdict
    version: Words | None = None
    because: tuple[Words, ...] | None = None
    needs: tuple[Words, ...] | None = None
    stages: Mapping[Words, Flag] | None = None


class MutantShape(Closed):
    """Why a small change of the rules needs no example that notices it.

    Attributes:
        mutant: the name of the change, as `tdkt rules mutants` prints it.
        reason: why it changes nothing that could matter.
    """

    mutant: Words = Field(min_length=1)
    reason: Text


class ExamplesShape(Closed):
    """An examples file; `_model` puts the facts of a vocabulary in.

    Attributes:
        award: the code of the award (written `for`).
        base: the facts that every example begins with.
        cases: the examples.
        explained_mutants: the small changes that need no example.
    """

    award: Words = Field(alias="for")
    base: object
    cases: tuple[ExampleCase, ...] = Field(min_length=1)
    explained_mutants: tuple[MutantShape, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an example expects; what is None is not compared.

    Attributes:
        verdict: the verdict.
        version: the law version that judges.
        because: the criteria that are not met.
        needs: the facts and questions that would settle what is not known.
        stages: whether these stages apply.
    """

    verdict: Verdict
    version: str | None = None
    because: tuple[str, ...] | None = None
    needs: tuple[str, ...] | None = None
    stages: Mapping[str, bool] | None = None

    def fits(self, found: Evaluation) -> bool:
        """Whether an evaluation is as expected.

        >>> Expectation(Verdict.not_eligible, because=("c.vote",)).text.vi
        'not_eligible vì c.vote'
        """
        return self.text == self.of(found).text

    def of(self, found: Evaluation) -> Expectation:
        """The same parts of an evaluation as this expectation compares."""
        stages = None if self.stages is None else _applying(found, self.stages)
        return Expectation(
            found.verdict,
            found.version if self.version is not None else None,
            None if self.because is None else _because(found),
            None if self.needs is None else _needs(found),
            stages,
        )

    @property
    def text(self) -> Text:
        """The expectation in one line, with only what is compared; names are those of the file."""
        stages = self.stages or {}
        applying = [f"{name}: {str(stages[name]).lower()}" for name in sorted(stages)]
        parts = [Text(self.verdict.value, self.verdict.value)]
        parts += [] if self.version is None else [UNDER.fill(names=self.version)]
        parts += [] if self.because is None else [BECAUSE.fill(names=_listed(self.because))]
        parts += [] if self.needs is None else [NEEDS.fill(names=_listed(self.needs))]
        parts += [] if self.stages is None else [STAGES.fill(names=_listed(applying))]
        return joined(parts, " ")


@dataclass(frozen=True, slots=True)
class Example:
    """One example as it is run.

    Attributes:
        name: what it shows.
        facts: what is known.
        on: the day of receipt, which chooses the law version.
        expect: what must come out.
        place: where it stands.
    """

    name: str
    facts: Mapping[str, object]
    on: date
    expect: Expectation
    place: Place


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a small change of the rules needs no example that notices it.

    Attributes:
        mutant: the name of the change.
        reason: why.
        place: where the explanation stands.
    """

    mutant: str
    reason: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Examples:
    """An examples file.

    Attributes:
        cases: the examples, in the order of the file.
        explained: the small changes that need no example.
    """

    cases: tuple[Example, ...]
    explained: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What became of one example.

    Attributes:
        name: what it shows.
        version: the law version that judged.
        passed: whether the answer is the expected one.
        expected: what was expected, in one line of both languages.
        got: what came out, in the same form.
        place: where the example stands.
        evaluation: the whole answer.
    """

    name: str
    version: str
    passed: bool
    expected: Text
    got: Text
    place: Place
    evaluation: Evaluation


def read_examples(award: AwardRules, text: str | bytes, *, file: str) -> Examples:
    """Read an examples file.

    Args:
        award: the rules it belongs to.
        text: its content.
        file: its name, for places.

    Raises:
        RulesFileError: the file has mistakes, or is for another award.
    """
    model = _model(award.facts)
    read, tree = read_model(text, file=file, model=model, error=RulesFileError)
    examples = cast("Any", read)
    mistakes = _mistakes(award, examples, tree)
    if mistakes:
        raise RulesFileError(mistakes)
    base = values_of(examples.base)
    return Examples(
        tuple(
            _example(base, case, tree.place(("cases", n))) for n, case in enumerate(examples.cases)
        ),
        tuple(
            Explanation(one.mutant, one.reason, tree.place(("explained_mutants", n)))
            for n, one in enumerate(examples.explained_mutants)
        ),
    )


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
    examples = read_examples(award, examples_text, file=file)
    return tuple(_run(award, case) for case in examples.cases)


@lru_cache(maxsize=16)
def _model(facts: Vocabulary) -> type[BaseModel]:
    """The closed model of an examples file over a vocabulary."""
    inner = model_of(facts)
    give: Any = (inner, Field(default_factory=inner))
    case = create_model("Case", __base__=ExampleCase, give=give)
    return create_model(
        "Examples",
        __base__=ExamplesShape,
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
    stages = {one.stage for version in award.versions for one in version.stages}
    known = {
        "because": criteria,
        "without": set(award.facts.facts) | {"answers"},
        "stages": stages,
    }
    for key, names in known.items():
        for n, name in enumerate(getattr(case, key) or ()):
            if name not in names:
                text = wording.UNKNOWN_NAME.fill(words=name)
                place = tree.place((*path, key, name if key == "stages" else n), key=True)
                found.append(Mistake(place, "unknown-name", text, name, nearest(name, names)))
    return found


def _facts(base: Mapping[str, object], case: Any) -> dict[str, object]:  # noqa: ANN401 - a model made at run time
    """The facts of an example: the base, what it gives instead, less what it leaves out."""
    facts = {**base, **values_of(case.give)}
    return {name: value for name, value in facts.items() if name not in case.without}


def _example(base: Mapping[str, object], case: Any, place: Place) -> Example:  # noqa: ANN401 - a model made at run time
    """One example with its facts put together."""
    facts = _facts(base, case)
    expect = Expectation(case.expect, case.version, case.because, case.needs, case.stages)
    return Example(case.name, facts, cast("date", facts[CLOCK]), expect, place)


def _run(award: AwardRules, one: Example) -> ExampleResult:
    """Judge one example and compare."""
    found = evaluate(award, one.facts, on=one.on, checked=True)
    expected, got = one.expect.text, one.expect.of(found).text
    return ExampleResult(one.name, found.version, expected == got, expected, got, one.place, found)


def _listed(names: Iterable[str]) -> Text:
    """Names in alphabetical order, or that there is none."""
    words = ", ".join(sorted(names))
    return Text(words, words) if words else NO_NAME


def _applying(found: Evaluation, stages: Iterable[str]) -> dict[str, bool]:
    """Whether these stages apply; one that the version does not speak of applies."""
    return {name: found.stages[name].applies if name in found.stages else True for name in stages}


def _because(found: Evaluation) -> tuple[str, ...]:
    """The criteria that are not met."""
    return tuple(one.id for one in found.findings if one.result == "not_met")


def _needs(found: Evaluation) -> tuple[str, ...]:
    """What would settle what is not known."""
    return (*(one.fact for one in found.missing), *(one.id for one in found.questions))
