"""What stands differently in two versions of an award, criterion by criterion and in words.

This compares what is written, of two files or of two laws in one file.  Who is judged differently
is another question, which `rules.diff` answers by trying cases.

    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> file, text = rules.shipped("CO_TINH")
    >>> flag = rules.read(text, file=file, facts=VOCABULARY, laws=laws)
    >>> before, now = flag.version("V2022a"), flag.version("V2022b")
    >>> print(next(iter(alterations_between(before, now, VOCABULARY))).line.en)
    c.vote: source is “Nghị định 152/2025/NĐ-CP, số điều chưa xác nhận (not verified)”; it was \
“Nghị định 98/2023/NĐ-CP, Điều 30 khoản 7”
    >>> list(alterations_between(now, now, VOCABULARY))
    []
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from rules.law.award import Criterion, StageRule, Version
from rules.meaning.language import AllOf, Answered, AnyOf, AtLeast, Condition, Named, Not, parts_of
from rules.meaning.naming import EMPTY
from rules.meaning.vocabulary import Vocabulary
from rules.telling.phrases import DUES, cited, one_after_another, with_names
from rules.telling.saying import leaf_line
from texts import Text

Part = Literal["asks", "gate", "questions", "due", "severity", "source", "warning"]
What = Literal[Part, "added", "removed", "wording", "stage"]

NEW = Text(vi="tiêu chuẩn mới. {text}", en="new. {text}")
GONE = Text(vi="không còn. {text}", en="no longer asked. {text}")
CHANGED = Text(
    vi="{what} là “{now}”; trước đó là “{before}”", en="{what} is “{now}”; it was “{before}”"
)
CAME = Text(vi="thêm {what}: “{now}”", en="{what} in addition: “{now}”")
WENT = Text(vi="bỏ {what}: “{before}”", en="{what} no longer there: “{before}”")
WORDING = Text(vi="lời văn thông báo đã đổi", en="the wording changed")
APPLIES = Text(
    vi="{text} Giai đoạn áp dụng khi: “{now}”; trước đó khi: “{before}”",
    en="{text} The stage applies when: “{now}”; it did when: “{before}”",
)
UNSAID = Text(
    vi="không còn quy định gì về giai đoạn này", en="nothing is said about this stage any more"
)
LINE = Text(vi="{id}: {text}", en="{id}: {text}")

WHAT: dict[Part, Text] = {
    "asks": Text(vi="điều kiện", en="condition"),
    "gate": Text(vi="điều kiện để xét", en="condition of being asked at all"),
    "questions": Text(vi="câu hỏi", en="question"),
    "due": Text(vi="thời điểm", en="due"),
    "severity": Text(vi="khi không đạt", en="where not met"),
    "source": Text(vi="căn cứ", en="source"),
    "warning": Text(vi="lưu ý", en="note"),
}
"""The parts of a criterion that are compared, in this order."""

SEVERITIES = {
    "bar": Text(vi="không đủ điều kiện", en="not eligible"),
    "return_to_sender": Text(vi="trả lại hồ sơ", en="the dossier goes back"),
    "scope": Text(vi="không áp dụng", en="not applicable"),
}


@dataclass(frozen=True, slots=True)
class Alteration:
    """One thing that stands differently.

    Attributes:
        criterion: the id of the criterion, or of the stage.
        what: what kind of thing it is.
        text: what it is and what it was, in words.
    """

    criterion: str
    what: What
    text: Text

    @property
    def line(self) -> Text:
        """The alteration as a line of its own."""
        return LINE.fill(id=self.criterion, text=self.text)

    @property
    def decides(self) -> bool:
        """Whether it can change a verdict; sources, stages and wording cannot."""
        return self.what in {"added", "removed", "asks", "gate", "severity"}


def alterations_between(old: Version, new: Version, words: Vocabulary) -> Iterator[Alteration]:
    """Everything that stands differently in two versions, in the order of the new one.

    Args:
        old: the version as it was.
        new: the version as it is.
        words: the vocabulary, for the names that people know.
    """
    for criterion in new.criteria:
        before = old.criterion(criterion.id)
        if before is None:
            yield Alteration(criterion.id, "added", NEW.fill(text=_met(criterion, words)))
        else:
            yield from _criterion(before, criterion, words)
    for criterion in old.criteria:
        if new.criterion(criterion.id) is None:
            yield Alteration(criterion.id, "removed", GONE.fill(text=_met(criterion, words)))
    yield from _stages(old, new, words)


def differences(
    old: Condition, new: Condition
) -> Iterator[tuple[Condition | None, Condition | None]]:
    """The innermost conditions that differ; None where there is no counterpart.

    >>> one, two, three = Answered("q.one"), Answered("q.two"), Answered("q.three")
    >>> list(differences(AllOf((one, two)), AllOf((one, three))))
    [(Answered(question='q.two'), Answered(question='q.three'))]
    >>> list(differences(AllOf((one, two)), AllOf((two,))))
    [(Answered(question='q.one'), None)]
    """
    if old == new:
        return
    alike = type(old) is type(new) and _least(old) == _least(new)
    if not alike or not isinstance(old, AllOf | AnyOf | AtLeast | Not | Named):
        yield old, new
        return
    gone, came = list(parts_of(old)), list(parts_of(new))
    for part in list(gone):
        if part in came:
            gone.remove(part)
            came.remove(part)
    if len(gone) == len(came):
        for before, after in zip(gone, came, strict=True):
            yield from differences(before, after)
    else:
        yield from zip_longest(gone, came)


def _criterion(old: Criterion, new: Criterion, words: Vocabulary) -> Iterator[Alteration]:
    """Everything that stands differently in one criterion."""
    for part, before, now in _parts(old, new, words):
        yield Alteration(new.id, part, _changed(part, before, now))
    if _told(old) != _told(new):
        yield Alteration(new.id, "wording", WORDING)


def _parts(
    old: Criterion, new: Criterion, words: Vocabulary
) -> Iterator[tuple[Part, Text | None, Text | None]]:
    """The parts of a criterion that differ, each as it was and as it is, as people read it."""
    for before, now in differences(old.step.body, new.step.body):
        yield "asks", _said(before, old, words), _said(now, new, words)
    yield from _gates(old, new, words)
    several: tuple[tuple[Part, Text | None, Text | None], ...] = (
        ("questions", _questions(old), _questions(new)),
        ("due", DUES[old.due], DUES[new.due]),
        ("severity", SEVERITIES[old.severity], SEVERITIES[new.severity]),
        ("source", cited(old.source), cited(new.source)),
        ("warning", old.warning, new.warning),
    )
    yield from (one for one in several if one[1] != one[2])


def _gates(
    old: Criterion, new: Criterion, words: Vocabulary
) -> Iterator[tuple[Part, Text | None, Text | None]]:
    """What differs in when a criterion is asked; a gate that came or went is one whole."""
    was, now = old.step.when, new.step.when
    pairs = [(was, now)] if was is None or now is None else differences(was, now)
    for before, after in pairs:
        if before != after:
            yield "gate", _said(before, old, words), _said(after, new, words)


def _least(condition: Condition) -> int:
    """How many parts are asked for, where that is a number of its own."""
    return condition.least if isinstance(condition, AtLeast) else 0


def _changed(part: Part, before: Text | None, now: Text | None) -> Text:
    """What a part is and what it was, or that it came or went."""
    if before is None:
        return CAME.fill(what=WHAT[part], now=now or EMPTY)
    if now is None:
        return WENT.fill(what=WHAT[part], before=before)
    return CHANGED.fill(what=WHAT[part], now=now, before=before)


def _said(condition: Condition | None, criterion: Criterion, words: Vocabulary) -> Text | None:
    """A condition in words; for an answer of people the question that they are asked."""
    asked = {one.id: one.text for step in criterion.step.walk() for one in step.questions}
    if isinstance(condition, Answered) and condition.question in asked:
        return asked[condition.question]
    return None if condition is None else leaf_line(condition, words)


def _questions(criterion: Criterion) -> Text | None:
    """The questions that people are asked about a criterion; None where there are none."""
    found = one_after_another(one.text for step in criterion.step.walk() for one in step.questions)
    return None if found == EMPTY else found


def _met(criterion: Criterion, words: Vocabulary) -> Text:
    """What is said about a criterion where it is met, with the names of facts."""
    return with_names(criterion.say.met, words)


def _told(criterion: Criterion) -> tuple[object, ...]:
    """What is only told of a criterion, but for questions: sentences, names, and who is asked."""
    steps = list(criterion.step.walk())
    asked = [(one.id, one.asks) for step in steps for one in step.questions]
    return criterion.say, tuple(step.text for step in steps), tuple(asked)


def _stages(old: Version, new: Version, words: Vocabulary) -> Iterator[Alteration]:
    """The stages of which something else is said than before."""
    then = {rule.stage: rule for rule in old.stages}
    for rule in new.stages:
        was = then.pop(rule.stage, None)
        if was is None or (was.applies, was.because) != (rule.applies, rule.because):
            yield Alteration(rule.stage, "stage", _stage(was, rule, words))
    for stage in then:
        yield Alteration(stage, "stage", UNSAID)


def _stage(was: StageRule | None, rule: StageRule, words: Vocabulary) -> Text:
    """What is said about a stage, and when it applies if that changed."""
    text = with_names(rule.because, words)
    if was is None or was.applies == rule.applies:
        return text
    before, now = leaf_line(was.applies, words), leaf_line(rule.applies, words)
    return APPLIES.fill(text=text, now=now, before=before)
