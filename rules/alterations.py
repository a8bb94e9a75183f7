"""What stands differently in two award files, criterion by criterion and in words.

This compares what is written.  Who is judged differently is another question, which `rules.diff`
answers by trying cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from rules.award import Criterion, Source, Version
from rules.describe import needed
from rules.language import AllOf, AnyOf, AtLeast, Condition, Named, Not, parts_of
from rules.vocabulary import Vocabulary
from texts import Text

What = Literal["added", "removed", "asks", "gate", "severity", "due", "source", "wording", "stage"]

ADDED = Text(vi="thêm tiêu chuẩn: {asks}", en="a criterion is added: {asks}")
REMOVED = Text(vi="bỏ tiêu chuẩn: {asks}", en="a criterion is removed: {asks}")
ASKED = Text(
    vi="trước đòi hỏi: {before}; nay đòi hỏi: {after}", en="asked: {before}; asks now: {after}"
)
NOW_ASKED = Text(vi="nay đòi hỏi thêm: {after}", en="asks in addition: {after}")
NO_LONGER = Text(vi="nay không còn đòi hỏi: {before}", en="no longer asks: {before}")
GATE_ADDED = Text(vi="nay chỉ xét khi: {after}", en="is now only asked when: {after}")
GATE_GONE = Text(
    vi="nay luôn xét; trước chỉ xét khi: {before}",
    en="is now always asked; was only when: {before}",
)
GATE_CHANGED = Text(
    vi="trong điều kiện để xét, trước là: {before}; nay là: {after}",
    en="in the condition of when it is asked, was: {before}; is: {after}",
)
EMPTY = Text(vi="(không có)", en="(nothing)")
SEVERITY = Text(
    vi="khi không đạt, trước là {before}, nay là {after}", en="not met meant {before}, now {after}"
)
DUE = Text(
    vi="trước cần ở bước {before}, nay ở bước {after}", en="was due at {before}, is due at {after}"
)
SOURCE = Text(vi="căn cứ: trước {before}; nay {after}", en="source: was {before}; is {after}")
WORDING = Text(vi="chỉ đổi lời văn hoặc cảnh báo", en="only the wording or the warning changed")
STAGE = Text(
    vi="giai đoạn {stage}: trước áp dụng khi: {before}; nay: {after}",
    en="stage {stage}: applied when: {before}; now: {after}",
)
SEVERITIES = {
    "bar": Text(vi="không đủ điều kiện", en="not eligible"),
    "return_to_sender": Text(vi="trả lại để bổ sung", en="back to the sender"),
    "scope": Text(vi="không thuộc đối tượng", en="not applicable"),
}
DUES = {
    "proposal": Text(vi="đề nghị", en="the proposal"),
    "council": Text(vi="hội đồng cơ sở", en="the council"),
    "cluster": Text(vi="cụm, khối", en="the cluster"),
    "province": Text(vi="cấp tỉnh", en="the province"),
}


@dataclass(frozen=True, slots=True)
class Alteration:
    """One thing that stands differently.

    Attributes:
        criterion: the id of the criterion, or of the stage.
        what: what kind of thing it is.
        text: what it was and what it is, in words.
    """

    criterion: str
    what: What
    text: Text

    @property
    def decides(self) -> bool:
        """Whether it can change a verdict; sources, stages and wording cannot."""
        return self.what in {"added", "removed", "asks", "gate", "severity"}


def alterations_between(old: Version, new: Version, words: Vocabulary) -> Iterator[Alteration]:
    """Everything that stands differently in two versions, in the order of the new one.

    Args:
        old: the version as it was.
        new: the version as it is.
        words: the vocabulary of the new rules.
    """
    for criterion in new.criteria:
        before = old.criterion(criterion.id)
        if before is None:
            yield _whole(criterion, "added", ADDED, words)
        else:
            yield from _criterion(before, criterion, words)
    for criterion in old.criteria:
        if new.criterion(criterion.id) is None:
            yield _whole(criterion, "removed", REMOVED, words)
    yield from _stages(old, new, words)


def _whole(criterion: Criterion, what: What, text: Text, words: Vocabulary) -> Alteration:
    """A criterion that came or went."""
    asks = needed(criterion.step.body, words)
    if criterion.step.questions:
        asks = criterion.step.questions[0].text
    return Alteration(criterion.id, what, text.fill(asks=asks))


def _criterion(old: Criterion, new: Criterion, words: Vocabulary) -> Iterator[Alteration]:
    """Everything that stands differently in one criterion."""
    for before, after in differences(old.step.body, new.step.body):
        yield Alteration(new.id, "asks", _asked(before, after, words))
    for text in _gated(old.step.when, new.step.when, words):
        yield Alteration(new.id, "gate", text)
    if old.severity != new.severity:
        filled = SEVERITY.fill(before=SEVERITIES[old.severity], after=SEVERITIES[new.severity])
        yield Alteration(new.id, "severity", filled)
    if old.due != new.due:
        yield Alteration(new.id, "due", DUE.fill(before=DUES[old.due], after=DUES[new.due]))
    if old.source != new.source:
        filled = SOURCE.fill(before=_cited(old.source), after=_cited(new.source))
        yield Alteration(new.id, "source", filled)
    if _said(old) != _said(new):
        yield Alteration(new.id, "wording", WORDING)


def differences(
    old: Condition, new: Condition
) -> Iterator[tuple[Condition | None, Condition | None]]:
    """The innermost conditions that differ; None where there is no counterpart.

    >>> from rules.language import Answered, Constant
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


def _least(condition: Condition) -> int:
    """How many parts are asked for, where that is a number of its own."""
    return condition.least if isinstance(condition, AtLeast) else 0


def _asked(before: Condition | None, after: Condition | None, words: Vocabulary) -> Text:
    """A change of what is asked, in words."""
    if before is None and after is not None:
        return NOW_ASKED.fill(after=needed(after, words))
    if after is None and before is not None:
        return NO_LONGER.fill(before=needed(before, words))
    assert before is not None
    assert after is not None
    return ASKED.fill(before=needed(before, words), after=needed(after, words))


def _gated(old: Condition | None, new: Condition | None, words: Vocabulary) -> Iterator[Text]:
    """The changes of when something is asked, in words."""
    if old is None and new is not None:
        yield GATE_ADDED.fill(after=needed(new, words))
    elif new is None and old is not None:
        yield GATE_GONE.fill(before=needed(old, words))
    elif old is not None and new is not None:
        for before, after in differences(old, new):
            was = EMPTY if before is None else needed(before, words)
            now = EMPTY if after is None else needed(after, words)
            yield GATE_CHANGED.fill(before=was, after=now)


def _cited(source: Source) -> Text:
    """A source as people cite it."""
    words = f"{source.document}, {source.article} ({source.status})"
    return Text(vi=words, en=words)


def _said(criterion: Criterion) -> tuple[object, ...]:
    """Everything about a criterion that is only told: sentences, names, questions, the warning."""
    steps = list(criterion.step.walk())
    names = [step.text for step in steps]
    asked = [(one.id, one.text, one.asks) for step in steps for one in step.questions]
    return criterion.say, criterion.warning, tuple(names), tuple(asked)


def _stages(old: Version, new: Version, words: Vocabulary) -> Iterator[Alteration]:
    """Stages that apply under another condition."""
    before = {rule.stage: rule.applies for rule in old.stages}
    for rule in new.stages:
        was = before.get(rule.stage)
        if was is not None and was != rule.applies:
            filled = STAGE.fill(
                stage=rule.stage, before=needed(was, words), after=needed(rule.applies, words)
            )
            yield Alteration(rule.stage, "stage", filled)
