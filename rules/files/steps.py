"""From the entries of an award file to criteria, steps and stages, with every mistake noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from rules import wording
from rules.files.conditions import condition
from rules.files.entry import Entry
from rules.files.records import positive
from rules.files.scope import Scope
from rules.law.award import (
    CONFIRM,
    Criterion,
    Due,
    Question,
    Say,
    Severity,
    Source,
    StageRule,
    Status,
    Step,
)
from rules.meaning.describe import needed
from rules.meaning.language import AllOf, Answered, AtLeast, Condition, Constant
from rules.meaning.template import Template, template
from texts import Text, joined

FORMS = ("must", "of", "first_of", "human")
OUTCOMES = ("met", "not_met", "unknown")
CONFIRMED = Text(
    vi="Xác nhận quy định này đúng và áp dụng cho hồ sơ: {document}, {article}?",
    en="Is this provision confirmed, and does it apply to the dossier: {document}, {article}?",
)
SOME_OF = Text(vi="ít nhất {least} trong số: {inner}", en="at least {least} of: {inner}")
SCOPE_ID = "applies_to"
NEVER = Constant(value=False)


@dataclass(slots=True)
class Numbers:
    """Hands out slots and keeps the ids of one version apart.

    Attributes:
        next_slot: the slot that the next step gets.
        ids: the ids so far, with their entries.
    """

    next_slot: int = 0
    ids: dict[str, Entry] = field(default_factory=dict)

    def slot(self) -> int:
        """The next slot."""
        self.next_slot += 1
        return self.next_slot - 1


def scope_criterion(entry: Entry, scope: Scope, numbers: Numbers) -> Criterion:
    """The criterion that says for whom the award is."""
    step = _asking(Step(SCOPE_ID, numbers.slot(), NEVER), entry.at("must"), scope)
    source, warning = source_of(entry.at("source"))
    return Criterion(step, "proposal", "scope", _say(entry.at("say"), scope), source, warning)


def criterion_of(entry: Entry, scope: Scope, numbers: Numbers) -> Criterion:
    """One criterion with all its steps.

    Args:
        entry: the criterion in the file, everything inherited included.
        scope: the names that its conditions may use.
        numbers: the slots and ids of the version so far.
    """
    source, warning = source_of(entry.at("source"))
    step = _confirmed(_step(entry, source, scope, numbers), entry, source, warning)
    due: Due = entry.at("due").words or "proposal"  # type: ignore[assignment]
    severity: Severity = entry.at("severity").words or "bar"  # type: ignore[assignment]
    return Criterion(step, due, severity, _say(entry.at("say"), scope), source, warning)


def stage_of(name: str, entry: Entry, scope: Scope, numbers: Numbers) -> StageRule:
    """What is said about one stage.

    A stage that depends on a condition applies where that is not known, so that nobody who has to
    see the dossier is passed over by mistake (ADR 0016).
    """
    applies = condition(entry.at("applies"), scope)
    otherwise = template(entry.at("otherwise").text) if entry.has("otherwise") else None
    if not isinstance(applies, Constant) and otherwise is None:
        scope.notes.add(entry, "because-both", wording.BECAUSE_BOTH, words="")
    for text in ("because", "otherwise"):
        _check_placeholders(entry.at(text).at("vi"), scope)
        _check_placeholders(entry.at(text).at("en"), scope)
    source, _ = source_of(entry.at("source"))
    because = template(entry.at("because").text)
    return StageRule(name, applies, numbers.slot(), because, otherwise, source)


def source_of(entry: Entry) -> tuple[Source, Text | None]:
    """A source, and the warning that goes with it.

    Nothing is asked without a place in the law: a source that was not read has the status
    `unverified`, never an invented number.
    """
    status: Status = entry.at("status").words or "confirmed"  # type: ignore[assignment]
    source = Source(
        entry.at("document").words, entry.at("article").words, status, entry.at("key").words
    )
    return source, entry.at("warn").text if entry.has("warn") else None


def parameters_of(entry: Entry) -> Mapping[str, bool | int]:
    """The settings of a file by name."""
    return {name: value_of(entry.at(name).at("value")) for name in entry.keys}


def value_of(entry: Entry) -> bool | int:
    """The setting that stands at an entry; 0 for what is none, which the model of the file tells.

    >>> value_of(Entry("true")), value_of(Entry("3"))
    (True, 3)
    """
    return {"true": True, "false": False}.get(entry.words, entry.whole or 0)


def with_named(entry: Entry, scope: Scope) -> Scope:
    """The scope with every condition that the file names; each may use those above it."""
    for name in entry.keys:
        if name in scope.known:
            alone = Entry(name, (*entry.path, name))
            scope.notes.add(alone, "taken-name", wording.TAKEN_NAME, key=True)
        scope = scope.with_named(name, condition(entry.at(name), scope))
    return scope


def _step(entry: Entry, source: Source, scope: Scope, numbers: Numbers) -> Step:
    """One step with its gate; exactly one of the forms in `FORMS` says what it asks."""
    name = _own_id(entry.at("id"), scope, numbers)
    slot = numbers.slot()
    text = template(entry.at("text").text) if entry.has("text") else None
    for language in ("vi", "en"):
        _check_placeholders(entry.at("text").at(language), scope)
    step = _gated(Step(name, slot, NEVER, text=text), entry, scope)
    forms = [form for form in FORMS if entry.has(form)]
    if len(forms) != 1 or entry.has("at_least") != ("of" in forms):
        scope.notes.add(entry, "one-rule", wording.ONE_RULE, words="")
        return step
    if forms == ["must"]:
        return _asking(step, entry.at("must"), scope)
    if forms == ["human"]:
        return _human(step, entry, source, scope)
    return _ways(step, entry, source, scope, numbers)


def _gated(step: Step, entry: Entry, scope: Scope) -> Step:
    """The step behind its gate, where it has one."""
    if not entry.has("when"):
        return step
    when = condition(entry.at("when"), scope)
    return replace(step, when=when, gate=_asked(when, scope))


def _asking(step: Step, entry: Entry, scope: Scope) -> Step:
    """The step that asks a condition."""
    body = condition(entry, scope)
    return replace(step, body=body, needed=_asked(body, scope))


def _asked(condition: Condition, scope: Scope) -> Template:
    """What a condition asks for, in words; of one that versions share it is told once."""
    if scope.told.get(id(condition), (None,))[0] is not condition:
        scope.told[id(condition)] = condition, template(needed(condition, scope.vocabulary))
    return scope.told[id(condition)][1]


def _human(step: Step, entry: Entry, source: Source, scope: Scope) -> Step:
    """The step that asks a person; its id is that of the question."""
    if not entry.has("asks"):
        scope.notes.add(entry, "asks-whom", wording.ASKS_WHOM, words="")
    question = Question(step.id, entry.at("human").text, entry.at("asks").words, source)
    asked = Template(question.text)
    return replace(step, body=Answered(step.id), needed=asked, questions=(question,))


def _ways(step: Step, entry: Entry, source: Source, scope: Scope, numbers: Numbers) -> Step:
    """The step that asks so many of several ways."""
    ordered = entry.has("first_of")
    items = entry.at("first_of" if ordered else "of").items
    parts = tuple(_step(one, source, scope, numbers) for one in items)
    least = 1 if ordered else positive(entry.at("at_least"), scope)
    if least > len(parts):
        text = wording.TOO_FEW.fill(least=least, count=len(parts))
        scope.notes.add(entry.at("first_of" if ordered else "at_least"), "too-few", text)
    body = AtLeast(least, tuple(_way(part) for part in parts))
    names = joined([part.text.text for part in parts if part.text is not None], "; ")
    asked = template(SOME_OF.fill(least=least, inner=names))
    return replace(step, body=body, needed=asked, at_least=least, parts=parts, ordered=ordered)


def _way(step: Step) -> Condition:
    """What a step counts for among other ways: one that does not apply is no way."""
    return step.body if step.when is None else AllOf((step.when, step.body), in_order=True)


def _confirmed(step: Step, entry: Entry, source: Source, warning: Text | None) -> Step:
    """The step, behind a question where its source is unverified and nobody said to keep it.

    A step that asks a person anyway is not put behind a second question.
    """
    if source.status != "unverified" or warning is not None or entry.has("human"):
        return step
    name = step.id + CONFIRM
    text = CONFIRMED.fill(document=source.document, article=source.article)
    question = Question(name, text, "administrator", source)
    asked = Answered(name)
    when = asked if step.when is None else AllOf((asked, step.when))
    questions = (*step.questions, question)
    return replace(step, when=when, gate=Template(text), questions=questions)


def _own_id(entry: Entry, scope: Scope, numbers: Numbers) -> str:
    """The id of a step, which no other step of the version may have."""
    name = entry.words
    if name in numbers.ids or name == SCOPE_ID:
        line = scope.notes.line(numbers.ids.get(name, entry))
        scope.notes.add(entry, "repeated-id", wording.REPEATED_ID.fill(line=line))
    numbers.ids[name] = entry
    return name


def _say(entry: Entry, scope: Scope) -> Say:
    """What is said about a criterion, with every placeholder checked."""
    for language in ("vi", "en"):
        for outcome in OUTCOMES:
            _check_placeholders(entry.at(language).at(outcome), scope)
    met, not_met, unknown = (
        template(Text(vi=entry.at("vi").at(one).words, en=entry.at("en").at(one).words))
        for one in OUTCOMES
    )
    return Say(met, not_met, unknown)


def _check_placeholders(entry: Entry, scope: Scope) -> None:
    """Note every placeholder that no fact can fill."""
    for name in _placeholders(entry):
        if name not in scope.vocabulary.scalars:
            scope.notes.add(
                entry,
                "unknown-placeholder",
                wording.UNKNOWN_PLACEHOLDER,
                words=name,
                known=scope.vocabulary.scalars,
            )


def _placeholders(entry: Entry) -> Iterator[str]:
    """What stands in braces, well written or not."""
    words = entry.words
    while "{" in words:
        name, closed, words = words.partition("{")[2].partition("}")
        yield name if closed else "{"
