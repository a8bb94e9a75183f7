"""What is different between two versions of an award, criterion by criterion, as the files say it.

This compares wording and sources and judges nobody; who gains and who loses by a change is for a
semantic comparison to say.

    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> file, text = rules.shipped("CO_TINH")
    >>> flag = rules.read(text, file=file, facts=VOCABULARY, laws=laws)
    >>> before, now = flag.version("V2022a"), flag.version("V2022b")
    >>> print(next(iter(differences_between(before, now, VOCABULARY))).en)
    c.vote: source is “Nghị định 152/2025/NĐ-CP, số điều chưa xác nhận (not verified)”; it was \
“Nghị định 98/2023/NĐ-CP, Điều 30 khoản 7”
    >>> list(differences_between(now, now, VOCABULARY))
    []
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.award import Criterion, Step, Version
from rules.naming import EMPTY
from rules.phrases import DUES, cited, one_after_another, with_names
from rules.saying import aloud
from rules.template import Template
from rules.vocabulary import Vocabulary
from texts import Text

NEW = Text(vi="{id}: tiêu chuẩn mới. {text}", en="{id}: new. {text}")
GONE = Text(vi="{id}: không còn. {text}", en="{id}: no longer asked. {text}")
CHANGED = Text(
    vi="{id}: {what} là “{now}”; trước đó là “{before}”",
    en="{id}: {what} is “{now}”; it was “{before}”",
)
NONE = Text(vi="không có", en="none")
STAGE = Text(vi="{id}: {text}", en="{id}: {text}")

WHAT = {
    "needed": Text(vi="điều kiện", en="condition"),
    "gate": Text(vi="chỉ xét khi", en="only asked when"),
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


def differences_between(before: Version, now: Version, words: Vocabulary) -> Iterator[Text]:
    """What is different, one sentence each: new criteria, changed ones, those gone, stages.

    Args:
        before: the version to compare with.
        now: the version that is described.
        words: the vocabulary, for the names that people know.
    """
    for criterion in now.criteria:
        old = before.criterion(criterion.id)
        if old is None:
            yield NEW.fill(id=criterion.id, text=with_names(criterion.say.met, words))
        else:
            yield from _changes(old, criterion, words)
    for old in before.criteria:
        if now.criterion(old.id) is None:
            yield GONE.fill(id=old.id, text=with_names(old.say.met, words))
    yield from _stages(before, now, words)


def _changes(old: Criterion, new: Criterion, words: Vocabulary) -> Iterator[Text]:
    """What is different about one criterion."""
    then, now = _parts(old, words), _parts(new, words)
    for part, what in WHAT.items():
        if then[part] != now[part]:
            yield CHANGED.fill(
                id=new.id, what=what, now=now[part] or NONE, before=then[part] or NONE
            )


def _parts(criterion: Criterion, words: Vocabulary) -> dict[str, Text | None]:
    """Everything about a criterion that is compared, as people read it; None where it has none."""
    steps = tuple(criterion.step.walk())
    return {
        "needed": _together([_asked(step) for step in steps], words),
        "gate": _together([step.gate for step in steps], words),
        "questions": _or_none(
            one_after_another(one.text for step in steps for one in step.questions)
        ),
        "due": DUES[criterion.due],
        "severity": SEVERITIES[criterion.severity],
        "source": cited(criterion.source),
        "warning": criterion.warning,
    }


def _asked(step: Step) -> Template:
    """What a step asks, questions aside, which are compared for themselves."""
    return Template(EMPTY) if step.questions and not step.parts else step.needed


def _together(several: list[Template], words: Vocabulary) -> Text | None:
    """Several templates as one text; None where all are empty."""
    return _or_none(
        one_after_another(aloud(with_names(one, words)) for one in several if one.text != EMPTY)
    )


def _or_none(text: Text) -> Text | None:
    """A text, or None for an empty one."""
    return None if text == EMPTY else text


def _stages(before: Version, now: Version, words: Vocabulary) -> Iterator[Text]:
    """The stages of which something else is said than before."""
    then = {rule.stage: (rule.applies, rule.because) for rule in before.stages}
    for rule in now.stages:
        if then.get(rule.stage) != (rule.applies, rule.because):
            yield STAGE.fill(id=rule.stage, text=with_names(rule.because, words))
