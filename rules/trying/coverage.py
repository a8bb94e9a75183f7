"""What no example of an award reaches: results of criteria and ways, branches, verdicts.

An example speaks for a criterion when the criterion comes out in a certain way on its facts.  Asked
for is every result that a criterion or a way can have (met, not met, not known, and not applicable
behind a gate), both sides of every branch inside a condition, both answers of a stage that depends
on a condition, and per law version every verdict that its rules can give.

A criterion that a version inherits unchanged is one criterion: an example under either version
speaks for it.  Verdicts are asked of each version by itself, because they show that the version as
a whole is wired up.

What cannot come about by the form of a condition alone is not asked for: a gate that a parameter
keeps open, a choice of which every option is allowed, a verdict that no criterion can cause.

    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> from rules.trying.examples import read_examples
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> file, text = rules.shipped("CO_TINH")
    >>> award = rules.read(text, file=file, facts=VOCABULARY, laws=laws)
    >>> told, examples = rules.shipped_examples("CO_TINH")
    >>> found = coverage_of(award, text, read_examples(award, examples, file=told), file=file)
    >>> len(found.goals) > 80, found.unreached
    (True, ())
    >>> nothing = coverage_of(award, text, Examples(()), file=file).unreached
    >>> print(nothing[0].text.en)
    no example under V2003 has the verdict 'needs_human'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from rules.judging.evaluate import evaluate
from rules.judging.verdict import Evaluation, Verdict
from rules.law.award import AwardRules, Step
from rules.meaning.interpret import Truth, all_hold, holds, some_hold
from rules.meaning.language import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    FactValue,
    Kleene,
    Named,
    Not,
    Value,
    leaves_of,
)
from rules.meaning.spelling import spelled
from rules.meaning.vocabulary import Vocabulary
from rules.trying.examples import Examples
from rules.trying.spots import Placed, PlacedAward, PlacedStep, PlacedVersion, placed_award
from texts import Place, Text

Kind = Literal["criterion", "way", "branch", "stage", "verdict"]
OUTCOME: dict[Kleene, str] = {True: "met", False: "not_met", None: "unknown"}
ANY: frozenset[Kleene] = frozenset({True, False, None})
MOST_PARTS = 8
"""Parts of a condition whose joint outcomes are looked at; with more, every outcome is possible."""

KINDS: dict[Kind, Text] = {
    "criterion": Text(vi="tiêu chuẩn", en="criterion"),
    "way": Text(vi="cách đạt", en="way"),
    "branch": Text(vi="nhánh", en="branch"),
    "stage": Text(vi="giai đoạn", en="stage"),
    "verdict": Text(vi="kết luận", en="verdict"),
}
OUTCOMES: dict[str, Text] = {
    "met": Text(vi="đạt", en="met"),
    "not_met": Text(vi="không đạt", en="not met"),
    "unknown": Text(vi="chưa rõ", en="not known"),
    "not_applicable": Text(vi="không áp dụng", en="not applicable"),
}
UNREACHED = Text(
    vi="không ví dụ nào cho {kind} '{name}' ra kết quả '{outcome}'",
    en="no example has the {kind} '{name}' come out as '{outcome}'",
)
NO_VERDICT = Text(
    vi="không ví dụ nào theo {name} có kết luận '{outcome}'",
    en="no example under {name} has the verdict '{outcome}'",
)


@dataclass(frozen=True, slots=True)
class Goal:
    """One outcome that an example should reach.

    Attributes:
        kind: what has the outcome.
        name: its id; for a branch the condition in words of the file.
        outcome: the outcome, such as `unknown` or a verdict.
        versions: the law versions in which it stands unchanged.
        place: where it stands.
        reached: the examples that reach it, in the order of the file.
    """

    kind: Kind
    name: str
    outcome: str
    versions: tuple[str, ...]
    place: Place
    reached: tuple[str, ...]

    @property
    def text(self) -> Text:
        """What is said when nothing reaches it."""
        if self.kind == "verdict":
            return NO_VERDICT.fill(name=self.name, outcome=self.outcome)
        outcome = OUTCOMES[self.outcome]
        return UNREACHED.fill(kind=KINDS[self.kind], name=self.name, outcome=outcome)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every goal of an award, reached or not.

    Attributes:
        award: its code.
        goals: the goals in the order of the file; the verdicts of a version come first.
    """

    award: str
    goals: tuple[Goal, ...]

    @property
    def unreached(self) -> tuple[Goal, ...]:
        """The goals that no example reaches."""
        return tuple(goal for goal in self.goals if not goal.reached)


@dataclass(slots=True)
class _Item:
    """Something with outcomes, as it is counted.

    Attributes:
        place: where it stands.
        outcomes: for each outcome it can have, the examples that reach it.
        versions: the versions in which it stands.
    """

    place: Place
    outcomes: dict[str, dict[str, None]]
    versions: dict[str, None] = field(default_factory=dict)


_Key = tuple[Kind, str, object]
_Seen = tuple[str, Evaluation]


def coverage_of(award: AwardRules, text: str | bytes, examples: Examples, *, file: str) -> Coverage:
    """What the examples of an award reach and what not.

    Whether an example comes out as it expects does not matter here: it reaches what it reaches.

    Args:
        award: rules that were read from `text`.
        text: the content of the award file, for the places.
        examples: its worked examples.
        file: the name of the award file.

    Returns:
        Every goal with the names of the examples that reach it; those of a version follow its
        verdicts, in the order of the file.
    """
    placed = placed_award(award, text, file=file)
    seen = [(one.name, evaluate(award, one.facts, on=one.on)) for one in examples.cases]
    items: dict[_Key, _Item] = {}
    for version in placed.versions:
        own = [one for one in seen if one[1].version == version.version.id]
        _count_verdicts(version, own, placed, items)
        for step in version.criteria:
            _count_step(step, "criterion", version, own, placed, items)
        for name, applies in version.stages.items():
            _count_stage(name, applies, version, own, placed, items)
        for condition in _conditions(version):
            _count_branches(condition, version, own, placed, items)
    return Coverage(award.code, tuple(_goals(items)))


def possible(condition: Condition, words: Vocabulary) -> frozenset[Kleene]:
    """The answers that a condition can give, as far as its form alone tells.

    Never too few: what is left out cannot come about.  Sometimes too many: that two parts of a
    condition contradict each other is not seen.

    Args:
        condition: the condition.
        words: the vocabulary, for choices of which every option is allowed.

    >>> possible(AnyOf((Constant(True), Answered("q.one"))), Vocabulary({}))
    frozenset({True})
    >>> possible(AllOf((Constant(True), Answered("q.one"))), Vocabulary({})) == ANY
    True
    """
    match condition:
        case Compare() if _allows_all(condition, words):
            return frozenset({True, None})
        case Constant(value):
            return frozenset({value})
        case Named(_, inner):
            return possible(inner, words)
        case Not(part):
            return frozenset(None if one is None else not one for one in possible(part, words))
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts) if len(parts) <= MOST_PARTS:
            each = [[Truth(one) for one in possible(part, words)] for part in parts]
            return frozenset(_joined(condition, one).value for one in product(*each))
        case _:
            return ANY


def _allows_all(condition: Compare, words: Vocabulary) -> bool:
    """Whether a fact may be any of its options, so that only its absence matters.

    An award that is for individuals, collectives and households alike is such: nobody can be of
    another kind, so no example can show one.
    """
    options = words.options(condition.left.name) if isinstance(condition.left, FactValue) else ()
    allowed = {one.value for one in condition.relation.against if isinstance(one, Value)}
    return bool(options) and condition.relation.op == "in" and allowed >= set(options)


def _joined(condition: Condition, truths: Iterable[Truth]) -> Truth:
    """The answer of several conditions together."""
    if isinstance(condition, AllOf):
        return all_hold(truths)
    return some_hold(truths, condition.least if isinstance(condition, AtLeast) else 1)


def _goals(items: dict[_Key, _Item]) -> Iterator[Goal]:
    """One goal an outcome."""
    for (kind, name, _), item in items.items():
        for outcome, reached in item.outcomes.items():
            yield Goal(kind, name, outcome, tuple(item.versions), item.place, tuple(reached))


def _count(
    key: _Key,
    outcomes: Iterable[str],
    place: Place,
    version: PlacedVersion,
    found: Iterable[tuple[str, str]],
    items: dict[_Key, _Item],
) -> None:
    """Add what some examples show about one thing.

    Args:
        key: the thing; the same in every version in which it stands unchanged.
        outcomes: those it can have.
        place: where it stands.
        version: the version that was judged.
        found: the name of each example with the outcome it shows.
        items: what was counted so far.
    """
    item = items.setdefault(key, _Item(place, {one: {} for one in outcomes}))
    item.versions[version.version.id] = None
    for name, outcome in found:
        item.outcomes.setdefault(outcome, {})[name] = None


def _count_verdicts(
    version: PlacedVersion, seen: list[_Seen], award: PlacedAward, items: dict[_Key, _Item]
) -> None:
    """The verdicts of one version."""
    name = version.version.id
    found = [(example, one.verdict.value) for example, one in seen]
    place = award.version_place(name)
    _count(
        ("verdict", name, None), _verdicts(version, award.award.facts), place, version, found, items
    )


def _verdicts(version: PlacedVersion, words: Vocabulary) -> Iterator[str]:
    """The verdicts that the rules of a version can give, in the order of `Verdict`.

    A verdict that means a no is possible where a criterion of its severity can come out so, one
    that means a question where a criterion asks facts or people.
    """
    if version.version.not_loaded is not None:
        yield Verdict.needs_human.value
        return
    severities = {
        one.severity
        for one in version.version.criteria
        if OUTCOME[False] in _results(one.step, words)
    }
    steps = [one.step for one in version.version.criteria]
    asked = any(step.questions for one in steps for step in one.walk())
    possible_ones = {
        Verdict.not_applicable: "scope" in severities,
        Verdict.not_eligible: "bar" in severities,
        Verdict.return_to_sender: "return_to_sender" in severities,
        Verdict.undetermined: any(_asks_facts(step) for step in steps),
        Verdict.needs_human: asked,
        Verdict.eligible: True,
    }
    yield from (verdict.value for verdict in Verdict if possible_ones[verdict])


def _asks_facts(step: Step) -> bool:
    """Whether evidence can be missing for a step."""
    leaves = [*leaves_of(step.body), *(leaves_of(step.when) if step.when is not None else ())]
    return any(not isinstance(leaf, Answered | Constant) for leaf in leaves)


def _count_step(
    placed: PlacedStep,
    kind: Kind,
    version: PlacedVersion,
    seen: list[_Seen],
    award: PlacedAward,
    items: dict[_Key, _Item],
) -> None:
    """The results of a criterion or a way, and of the ways inside."""
    step = placed.step
    found = [(name, one.findings[0].case.results[step.slot]) for name, one in seen]
    key = (kind, step.id, (step.body, step.when, placed.body.spot))
    _count(key, _results(step, award.award.facts), award.place(placed.spot), version, found, items)
    for part in placed.parts:
        _count_step(part, "way", version, seen, award, items)


def _results(step: Step, words: Vocabulary) -> Iterator[str]:
    """The results that a step can have, as far as its form alone tells."""
    always: frozenset[Kleene] = frozenset({True})
    gate = always if step.when is None else possible(step.when, words)
    open_ = possible(step.body, words) if True in gate else frozenset()
    yield from (OUTCOME[one] for one in (True, False) if one in open_)
    if None in gate | open_:
        yield OUTCOME[None]
    if False in gate:
        yield "not_applicable"


def _count_stage(
    name: str,
    applies: Placed,
    version: PlacedVersion,
    seen: list[_Seen],
    award: PlacedAward,
    items: dict[_Key, _Item],
) -> None:
    """Whether a stage that depends on a condition was seen to apply and not to apply."""
    condition = applies.condition
    if not isinstance(condition, Constant):
        found = [(example, _answer(condition, one)) for example, one in seen]
        outcomes = [
            OUTCOME[one] for one in (True, False) if one in possible(condition, award.award.facts)
        ]
        key: _Key = ("stage", name, (condition, applies.spot))
        _count(key, outcomes, award.place(applies.spot), version, found, items)


def _conditions(version: PlacedVersion) -> Iterator[Placed]:
    """Everything in a version that may have branches; ways are counted as steps."""
    for criterion in version.criteria:
        for step in criterion.walk():
            if not step.parts:
                yield step.body
            if step.gate is not None:
                yield step.gate
    yield from version.stages.values()
    yield from version.named.values()


def _count_branches(
    placed: Placed,
    version: PlacedVersion,
    seen: list[_Seen],
    award: PlacedAward,
    items: dict[_Key, _Item],
) -> None:
    """Both sides of every part of a joined condition.

    That a part is not known is not asked for: a list that was not sent makes it so, which the
    criterion as a whole has to show.
    """
    for joined in placed.walk():
        for part in joined.parts if isinstance(joined.condition, AllOf | AnyOf | AtLeast) else ():
            condition = part.condition
            found = [(name, _answer(condition, one)) for name, one in seen]
            outcomes = [
                OUTCOME[one]
                for one in (True, False)
                if one in possible(condition, award.award.facts)
            ]
            key: _Key = ("branch", spelled(condition), (condition, part.spot))
            _count(key, outcomes, award.place(part.spot), version, found, items)


def _answer(condition: Condition, found: Evaluation) -> str:
    """How a condition comes out on the facts of an evaluation."""
    return OUTCOME[holds(condition, found.findings[0].case.facts)]
