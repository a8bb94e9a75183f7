"""What the examples of an award would not notice: small changes of its rules, tried one by one.

A rule that can be changed without any example failing is a rule that nobody watches: the next slip
of the pen goes into force.  Each mutant is one small change of the file
(`rules.trying.mutations`); it is *noticed* when one example no longer comes out as expected.
One that survives either shows that an example is missing, or changes nothing that could matter;
then the examples file says why:

    explained_mutants:
      - mutant: V2022a/c.reuse/when/all_of/1 reused_work -> (dropped)
        reason: {vi: ..., en: An applicant without such work never gets this far.}

Only the criteria that a mutant touches are answered anew, by the interpreter, and the first example
that notices it ends the trial; that is several times faster than compiling every mutant.

Invariants:

* a mutant is one edit of the file: what versions share through inheritance is changed once;
* an example that fails on the rules as they are notices nothing, and is named;
* the name of a mutant does not depend on lines or columns, so an explanation outlives edits above.

    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> from rules.trying.examples import read_examples
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> file, text = rules.shipped("CO_TINH")
    >>> award = rules.read(text, file=file, facts=VOCABULARY, laws=laws)
    >>> told, examples = rules.shipped_examples("CO_TINH")
    >>> report = mutants_of(award, text, read_examples(award, examples, file=told), file=file)
    >>> report.settled, report.survivors
    (True, ())
    >>> unwatched = mutants_of(award, text, Examples(()), file=file).survivors[0]
    >>> str(unwatched.place), unwatched.name
    ('rules/awards/co-tinh.yaml:12:9', \
'applies_to/must: nominee.kind = collective -> nominee.kind != collective')
    >>> unwatched.text.vi
    "'nominee.kind = collective' đổi thành 'nominee.kind != collective'"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from rules.files.steps import SCOPE_ID
from rules.judging.evaluate import evaluate
from rules.judging.finding import Finding
from rules.judging.verdict import Evaluation
from rules.law.award import AwardRules, Criterion, Program, Severity, StageRule, Step, Version
from rules.meaning.interpret import Truth, all_hold, some_hold, truth_of
from rules.meaning.language import AllOf, AnyOf, AtLeast, Condition, Constant, Named, Not, parts_of
from rules.meaning.spelling import spelled
from rules.trying.examples import Example, Examples
from rules.trying.mutant_report import Explained, Mutant, MutantReport
from rules.trying.mutations import changes_of, with_parts
from rules.trying.slips import Change
from rules.trying.spots import PlacedAward, PlacedStep, PlacedVersion, Spot, placed_award

GONE = "(dropped)"
OTHER_SEVERITY: dict[Severity, Severity] = {"bar": "return_to_sender", "return_to_sender": "bar"}
Answer = tuple[str, tuple[str, ...]]
"""A result, and what would settle it."""


@dataclass
class _Judged:
    """An example with what the rules say of it as they are.

    Attributes:
        example: the example.
        found: the evaluation.
        lasting: the identities of all conditions of the award, which outlive every mutant.
        truths: what these answer on its facts, as far as it was asked.
    """

    example: Example
    found: Evaluation
    lasting: frozenset[int]
    truths: dict[int, Truth] = field(default_factory=dict)

    @cached_property
    def unmet(self) -> frozenset[str]:
        """The criteria on which the example hangs: those that are not met, or not known."""
        found = self.found.findings
        return frozenset(one.id for one in found if one.result in {"not_met", "unknown"})

    def truth(self, condition: Condition) -> Truth:
        """The answer of a condition; that of a condition of the award is kept for other mutants."""
        known = self.truths.get(id(condition))
        if known is not None:
            return known
        answer = self._answer(condition)
        if id(condition) in self.lasting:
            self.truths[id(condition)] = answer
        return answer

    def _answer(self, condition: Condition) -> Truth:
        """The answer of a condition from those of its parts; the interpreter knows the leaves."""
        match condition:
            case Not(part):
                inner = self.truth(part)
                return inner if inner.value is None else Truth(not inner.value)
            case AllOf(parts, in_order):
                truths = [self.truth(part) for part in parts]
                whole = all_hold(truths)
                gaps = (one for one in truths if one.value is None)
                return next(gaps) if in_order and whole.value is None else whole
            case AnyOf(parts):
                return some_hold(self.truth(part) for part in parts)
            case AtLeast(least, parts):
                return some_hold((self.truth(part) for part in parts), least)
            case Named(_, meaning):
                return self.truth(meaning)
            case _:
                return truth_of(condition, self.example.facts)

    def answer(self, step: Step) -> Answer:
        """The result of a step and what would settle it: first its gate, then what it asks."""
        if step.when is not None:
            gate = self.truth(step.when)
            if gate.value is False:
                return "not_applicable", ()
            if gate.value is None:
                return "unknown", tuple(sorted(gate.unknown))
        body = self.truth(step.body)
        if body.value is None:
            return "unknown", tuple(sorted(body.unknown))
        return ("met" if body.value else "not_met"), ()

    def program(self, version: Version, trial: _Trial) -> Program:
        """What the changed version answers on these facts: as before but for what is changed."""
        results = list(self.found.findings[0].case.results)
        for (name, _), other in trial.criteria.items():
            if other is not None and name == version.id:
                results[other.step.slot], _ = self.answer(other.step)
        for (name, _), rule in trial.stages.items():
            if name == version.id:
                step = Step("", rule.slot, rule.applies)
                results[rule.slot], _ = self.answer(step)
        return lambda _: tuple(results)


@dataclass(slots=True)
class _Trial:
    """A mutant as it is tried.

    Attributes:
        change: the change of the file.
        inner: by version, the innermost condition that it touches and what that becomes; nothing
            for a gate, a severity or a criterion.
        criteria: by version and id, the criteria that it changes; None for one that it drops.
        stages: by version and stage, what it changes there.
    """

    change: Change
    inner: dict[str, tuple[Condition, Condition]] = field(default_factory=dict)
    criteria: dict[tuple[str, str], Criterion | None] = field(default_factory=dict)
    stages: dict[tuple[str, str], StageRule] = field(default_factory=dict)

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that it changes."""
        return tuple(dict.fromkeys(name for name, _ in (*self.criteria, *self.stages)))


def mutants_of(
    award: AwardRules, text: str | bytes, examples: Examples, *, file: str
) -> MutantReport:
    """Try every mutant of an award on its examples.

    Some 400 mutants of an award with 240 examples take less than a second; how long it takes grows
    with the number of survivors, because each of these is tried on every example.

    Args:
        award: rules that were read from `text`.
        text: the content of the award file, for the places.
        examples: its worked examples, with the explanations of mutants.
        file: the name of the award file.

    Returns:
        What became of every mutant; survivors in the order of the file.
    """
    placed = placed_award(award, text, file=file)
    judged = [(one, evaluate(award, one.facts, on=one.on, checked=True)) for one in examples.cases]
    lasting = frozenset(id(one) for one in _conditions(placed))
    passing = [_Judged(one, found, lasting) for one, found in judged if one.expect.fits(found)]
    trials = _trials(placed)
    surviving = [trial for trial in trials if not _noticed(award, trial, passing)]
    named = {one.name: one for one in (_mutant(trial, placed) for trial in surviving)}
    reasons = {one.mutant: one for one in examples.explained}
    return MutantReport(
        award=award.code,
        tried=len(trials),
        survivors=tuple(one for name, one in named.items() if name not in reasons),
        explained=tuple(
            Explained(one, reasons[name].reason) for name, one in named.items() if name in reasons
        ),
        idle=tuple(one for one in examples.explained if one.mutant not in named),
        failing=tuple(one for one, found in judged if not one.expect.fits(found)),
    )


def _conditions(placed: PlacedAward) -> Iterator[Condition]:
    """Every condition of an award, in every version and at every depth."""
    for version in placed.versions:
        own = version.version
        steps = [step for one in own.criteria for step in one.step.walk()]
        bodies = [step.body for step in steps]
        gates = [step.when for step in steps if step.when is not None]
        waiting = [*bodies, *gates, *(rule.applies for rule in own.stages)]
        while waiting:
            yield waiting[-1]
            waiting.extend(parts_of(waiting.pop()))


def _mutant(trial: _Trial, placed: PlacedAward) -> Mutant:
    """A mutant as it is told."""
    change = trial.change
    name = f"{placed.title(change.spot)}: {change.before} -> {change.after or GONE}"
    return Mutant(name, placed.place(change.spot), change.text, trial.versions)


def _trials(placed: PlacedAward) -> list[_Trial]:
    """Every mutant in the order of the file; one that versions share through inheritance once."""
    found: dict[Change, _Trial] = {}
    for version in placed.versions:
        for step in version.criteria:
            _add_criterion(step, version, placed, found)
        for name, applies in version.stages.items():
            rule = next(one for one in version.version.stages if one.stage == name)
            for change, condition, before, after in changes_of(applies, placed.award.facts):
                trial = found.setdefault(change, _Trial(change))
                trial.inner[version.version.id] = before, after
                trial.stages[version.version.id, name] = replace(rule, applies=condition)
        _add_named(version, placed, found)
    return sorted(found.values(), key=lambda one: placed.place(one.change.spot))


def _add_criterion(
    placed: PlacedStep, version: PlacedVersion, award: PlacedAward, found: dict[Change, _Trial]
) -> None:
    """The mutants of one criterion: of what it asks, of its gate, of what it means, and none."""
    criterion = version.version.criterion(placed.step.id)
    assert criterion is not None
    for change, step, inner in _steps(placed, award):
        trial = found.setdefault(change, _Trial(change))
        trial.criteria[version.version.id, criterion.id] = replace(criterion, step=step)
        if inner is not None:
            trial.inner[version.version.id] = inner
    if criterion.id == SCOPE_ID:
        return
    change, other = _other_severity(criterion, placed.spot)
    found.setdefault(change, _Trial(change)).criteria[version.version.id, criterion.id] = other
    gone = Change(placed.spot, criterion.id)
    found.setdefault(gone, _Trial(gone)).criteria[version.version.id, criterion.id] = None


def _steps(
    placed: PlacedStep, award: PlacedAward
) -> Iterator[tuple[Change, Step, tuple[Condition, Condition] | None]]:
    """A step with each change of its body and of its gate."""
    step, words = placed.step, award.award.facts
    for change, body, before, after in changes_of(placed.body, words):
        yield change, replace(step, body=body), (before, after)
    if placed.gate is None:
        return
    for change, gate, before, after in changes_of(placed.gate, words):
        yield change, replace(step, when=gate), (before, after)
    if placed.gate.condition != Constant(value=True):
        gone = Change(placed.gate.spot, f"when {spelled(placed.gate.condition)}")
        yield gone, replace(step, when=None), None


def _other_severity(criterion: Criterion, spot: Spot) -> tuple[Change, Criterion]:
    """The criterion with the other meaning of a no."""
    other = OTHER_SEVERITY[criterion.severity]
    change = Change(spot, f"severity {criterion.severity}", f"severity {other}")
    return change, replace(criterion, severity=other)


def _add_named(version: PlacedVersion, award: PlacedAward, found: dict[Change, _Trial]) -> None:
    """The mutants of the conditions that the file names, in everything that uses the name."""
    for name, placed in version.named.items():
        for change, condition, before, after in changes_of(placed, award.award.facts):
            trial = found.setdefault(change, _Trial(change))
            trial.inner[version.version.id] = before, after
            _rename(version.version, name, condition, trial)


def _rename(version: Version, name: str, condition: Condition, trial: _Trial) -> None:
    """Give a name another meaning in every criterion and stage that uses it, and in no other."""
    for one in version.criteria:
        step = _renamed(one.step, name, condition)
        if step is not one.step:
            trial.criteria[version.id, one.id] = replace(one, step=step)
    for rule in version.stages:
        applies = _substituted(rule.applies, name, condition)
        if applies is not rule.applies:
            trial.stages[version.id, rule.stage] = replace(rule, applies=applies)


def _renamed(step: Step, name: str, condition: Condition) -> Step:
    """The step with another meaning of a name; the very same one where it does not use it."""
    when = None if step.when is None else _substituted(step.when, name, condition)
    body = _substituted(step.body, name, condition)
    return step if body is step.body and when is step.when else replace(step, body=body, when=when)


def _substituted(inside: Condition, name: str, condition: Condition) -> Condition:
    """A condition with another meaning of a name, wherever it is used in it.

    A condition that does not use the name comes back as the very same object, which is how it is
    told that nothing has changed.

    >>> yes = Constant(True)
    >>> _substituted(AllOf((Named("n", yes, 1), yes)), "n", Constant(False)).parts[0].condition
    Constant(value=False)
    >>> _substituted(yes, "n", Constant(False)) is yes
    True
    """
    if isinstance(inside, Named) and inside.name == name:
        return replace(inside, condition=condition)
    parts = parts_of(inside)
    others = [_substituted(part, name, condition) for part in parts]
    changed = any(one is not part for one, part in zip(others, parts, strict=True))
    return with_parts(inside, others) if changed else inside


def _noticed(award: AwardRules, trial: _Trial, examples: Iterable[_Judged]) -> bool:
    """Whether an example no longer comes out as expected; those that hang on it come first."""
    changed = {name: _changed(award.version(name), trial) for name in trial.versions}
    touched = {name for _, name in trial.criteria}
    for one in sorted(examples, key=lambda one: not one.unmet <= touched):
        version = changed.get(one.found.version)
        if version is None or _alike(trial, one):
            continue
        other = _with_version(award, replace(version, program=one.program(version, trial)))
        case = one.example
        if not case.expect.fits(evaluate(other, case.facts, on=case.on, checked=True)):
            return True
    return False


def _with_version(award: AwardRules, version: Version) -> AwardRules:
    """The award with one version replaced."""
    versions = tuple(version if one.id == version.id else one for one in award.versions)
    return replace(award, versions=versions)


def _changed(version: Version, trial: _Trial) -> Version:
    """The version with the change in it; its program is still the old one."""
    criteria = (trial.criteria.get((version.id, one.id), one) for one in version.criteria)
    stages = tuple(trial.stages.get((version.id, one.stage), one) for one in version.stages)
    return replace(version, criteria=tuple(one for one in criteria if one), stages=stages)


def _alike(trial: _Trial, one: _Judged) -> bool:
    """Whether everything that the change touches is answered as before, on these facts."""
    version = one.found.version
    inner = trial.inner.get(version)
    if inner is not None and one.truth(inner[0]) == one.truth(inner[1]):
        return True
    if any(name == version for name, _ in trial.stages):
        return False
    touched = ((name, other) for (of, name), other in trial.criteria.items() if of == version)
    return all(_is_same(one.found.finding(name), other, one) for name, other in touched)


def _is_same(before: Finding | None, other: Criterion | None, one: _Judged) -> bool:
    """Whether a changed criterion comes out as before."""
    if before is None or other is None or other.severity != before.severity:
        return False
    return one.answer(other.step) == (before.result, before.unknown)
