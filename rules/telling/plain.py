"""The rules of one day in plain sentences, for people who never open a rules file.

What the file says in its own words comes first: a criterion by what is said where it is met.  Then
follow, from the conditions themselves, what exactly is asked, by which ways, behind which gate, and
who answers what; so that a sentence that promises more than its condition shows beside it.

A fact that a rule compares with stands in square brackets: `[Award year]`.

    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> file, text = rules.shipped("CO_TINH")
    >>> flag = rules.read(text, file=file, facts=VOCABULARY, laws=laws)
    >>> found = plain_rules(flag, on=date(2025, 7, 1))
    >>> found.version, [str(group.due) for group in found.groups][:3]
    ('V2022b', ['proposal', 'council', 'cluster'])
    >>> found.groups[2].criteria[0].lines[0].en
    'Leads its cluster, or a thematic movement.'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from rules.judging.finding import Document
from rules.law.award import DUES, AwardRules, Criterion, Due, Source, StageRule, Step, Version
from rules.meaning.language import Answered, Condition, Constant
from rules.meaning.template import shown
from rules.meaning.vocabulary import Vocabulary
from rules.telling.alterations import alterations_between
from rules.telling.phrases import DUES as DUE_TEXTS
from rules.telling.phrases import body_named, cited, with_names
from rules.telling.saying import condition_lines
from texts import Text

WHY = Text(
    vi="Ngày {day} thuộc thời gian hiệu lực của {version} ({law}): từ {first}{last}.",
    en="On {day} {version} is in force ({law}): from {first}{last}.",
)
UNTIL = Text(vi=" đến hết {day}", en=" to {day}")
NO_END = Text(vi=", chưa có ngày hết hiệu lực", en=", with no known end")
TEXTS = Text(vi="Văn bản: {documents}.", en="Instruments: {documents}.")
NOT_LOADED = Text(
    vi="Chưa nạp quy tắc theo luật này: {why}", en="No rules are loaded under this law: {why}"
)
NEEDS = Text(vi="Điều kiện: {line}", en="Condition: {line}")
WAYS = Text(vi="Cần ít nhất {least} trong {count} cách:", en="At least {least} of {count} ways:")
IN_ORDER = Text(
    vi="Cần ít nhất {least} trong {count} cách, xét theo thứ tự:",
    en="At least {least} of {count} ways, looked at in this order:",
)
WAY = Text(vi="– {text}", en="– {text}")
ONLY_WHEN = Text(vi="Chỉ xét khi: {line}", en="Only asked when: {line}")
ASKS = Text(vi="Cần {body} trả lời: {question}", en="Answered by {body}: {question}")
RETURNED = Text(
    vi="Không đạt thì trả lại hồ sơ để bổ sung.",
    en="Where it is not met, the dossier goes back to be completed.",
)
NOTE = Text(vi="Lưu ý: {warning}", en="Note: {warning}")
BASIS = Text(vi="Căn cứ: {source}.", en="Source: {source}.")
STAGE = Text(vi="{stage}: {text}", en="{stage}: {text}")
APPLIES = Text(vi="Giai đoạn này áp dụng khi: {line}", en="The stage applies when: {line}")
STAGES = Text(vi="Các giai đoạn", en="Stages")
SINCE = Text(vi="Khác với {version}", en="Different from {version}")
SAME = Text(vi="Không có gì khác.", en="Nothing is different.")


@dataclass(frozen=True, slots=True)
class PlainCriterion:
    """One criterion in sentences.

    Attributes:
        id: its id.
        lines: what is asked, the ways, the gate, who answers what, and what must be known about it.
        source: where the law asks for it.
    """

    id: str
    lines: tuple[Text, ...]
    source: Source

    def document(self) -> Document:
        """The criterion as plain JSON values."""
        lines = [asdict(line) for line in self.lines]
        return {"id": self.id, "lines": lines, "source": asdict(self.source)}


@dataclass(frozen=True, slots=True)
class PlainGroup:
    """The criteria whose evidence is due at the same stage.

    Attributes:
        due: the stage.
        text: its name.
        criteria: the criteria, in the order of the file.
    """

    due: Due
    text: Text
    criteria: tuple[PlainCriterion, ...]


@dataclass(frozen=True, slots=True)
class PlainRules:
    """The rules of an award on one day, in sentences.

    Attributes:
        award: the code of the award.
        text: its name.
        version: the law version of the day.
        why: why it is this version, its instruments, and what must be known about them.
        groups: the criteria by the stage at which they are due; none where no rules are loaded.
        stages: the lines about stages of the workflow, each with its condition and source.
        before: the version before it that has rules; None where there is none.
        differences: what is different from that version; empty where nothing is.
    """

    award: str
    text: Text
    version: str
    why: tuple[Text, ...]
    groups: tuple[PlainGroup, ...]
    stages: tuple[Text, ...]
    before: str | None
    differences: tuple[Text, ...]

    def lines(self) -> Iterator[Text]:
        """Everything as lines to be read from top to bottom; what belongs below is indented."""
        yield Text(vi=f"{self.award} – {self.text.vi}", en=f"{self.award} – {self.text.en}")
        yield from self.why
        for group in self.groups:
            yield from _headed(group.text, ())
            for one in group.criteria:
                yield from _indented(_entry(one))
        if self.stages:
            yield from _headed(STAGES, self.stages)
        if self.before is not None:
            text = SINCE.fill(version=self.before)
            yield from _headed(text, self.differences or (SAME,))

    def document(self) -> Document:
        """The rules as plain JSON values."""
        return {
            "award": self.award,
            "text": asdict(self.text),
            "version": self.version,
            "why": [asdict(line) for line in self.why],
            "groups": [
                {
                    "due": group.due,
                    "text": asdict(group.text),
                    "criteria": [one.document() for one in group.criteria],
                }
                for group in self.groups
            ],
            "stages": [asdict(line) for line in self.stages],
            "before": self.before,
            "differences": [asdict(line) for line in self.differences],
        }


def plain_rules(award: AwardRules, *, on: date) -> PlainRules:
    """The rules of an award on one day, in plain sentences.

    Args:
        award: the rules.
        on: the day that chooses the law version.

    Raises:
        UnknownLawVersionError: no law version is in force on that day.
    """
    version = award.on(on)
    before = _before(award, version)
    return PlainRules(
        award=award.code,
        text=award.text,
        version=version.id,
        why=tuple(_why(version, on)),
        groups=tuple(_groups(version, award.facts)),
        stages=tuple(line for rule in version.stages for line in _stage(rule, award.facts)),
        before=None if before is None else before.id,
        differences=tuple(_differences(before, version, award.facts)),
    )


def plain_criterion(criterion: Criterion, words: Vocabulary) -> PlainCriterion:
    """One criterion in plain sentences.

    Args:
        criterion: the criterion.
        words: the vocabulary, for the names that people know.
    """
    lines = [with_names(criterion.say.met, words), *_step(criterion.step, words)]
    if criterion.severity == "return_to_sender":
        lines.append(RETURNED)
    if criterion.warning is not None:
        lines.append(NOTE.fill(warning=criterion.warning))
    return PlainCriterion(criterion.id, tuple(lines), criterion.source)


def _why(version: Version, on: date) -> Iterator[Text]:
    """Why this version judges, which texts belong to it, and what must be known about it."""
    law = version.law
    yield WHY.fill(
        day=shown(on),
        version=law.id,
        law=law.text,
        first=shown(law.first),
        last=NO_END if law.last is None else UNTIL.fill(day=shown(law.last)),
    )
    yield TEXTS.fill(documents="; ".join(one.document for one in law.instruments))
    if version.not_loaded is not None:
        yield NOT_LOADED.fill(why=version.not_loaded)
    elif law.note is not None:
        yield NOTE.fill(warning=law.note)


def _groups(version: Version, words: Vocabulary) -> Iterator[PlainGroup]:
    """The criteria by the stage at which they are due, in the order of stages; none empty."""
    for due in DUES:
        own = tuple(plain_criterion(one, words) for one in version.criteria if one.due == due)
        if own:
            yield PlainGroup(due, DUE_TEXTS[due], own)


def _step(step: Step, words: Vocabulary) -> Iterator[Text]:
    """What a step asks: its gate, its condition or its ways, and who answers what."""
    if step.when is not None:
        yield from _begun(ONLY_WHEN, step.when, words)
    if step.parts:
        yield from _ways(step, words)
    elif not isinstance(step.body, Answered):
        yield from _begun(NEEDS, step.body, words)
    for question in step.questions:
        yield ASKS.fill(body=body_named(question.asks), question=question.text)


def _begun(beginning: Text, condition: Condition, words: Vocabulary) -> Iterator[Text]:
    """The lines of a condition, the first behind some words."""
    first, *rest = condition_lines(condition, words)
    yield beginning.fill(line=first)
    yield from rest


def _ways(step: Step, words: Vocabulary) -> Iterator[Text]:
    """The ways of which so many are needed; what a way asks stands below it."""
    heading = IN_ORDER if step.ordered else WAYS
    yield heading.fill(least=step.at_least, count=len(step.parts))
    for part in step.parts:
        name = Text(vi=part.id, en=part.id) if part.text is None else with_names(part.text, words)
        yield WAY.fill(text=name)
        yield from _indented(_step(part, words))


def _stage(rule: StageRule, words: Vocabulary) -> Iterator[Text]:
    """What is said about a stage, on which condition, with its source."""
    yield STAGE.fill(stage=rule.stage, text=with_names(rule.because, words))
    if not isinstance(rule.applies, Constant):
        yield from _indented(_begun(APPLIES, rule.applies, words))
    yield from _indented(iter([BASIS.fill(source=cited(rule.source))]))


def _before(award: AwardRules, version: Version) -> Version | None:
    """The nearest version before this one that has rules."""
    earlier = award.versions[: award.versions.index(version)]
    return next((one for one in reversed(earlier) if one.not_loaded is None), None)


def _differences(before: Version | None, version: Version, words: Vocabulary) -> Iterator[Text]:
    """What is different from the version before, one line each; nothing where there is none."""
    if before is not None:
        yield from (one.line for one in alterations_between(before, version, words))


def _entry(criterion: PlainCriterion) -> Iterator[Text]:
    """A criterion as lines: its id with the first sentence, the rest below it, its source last."""
    first, *rest = criterion.lines
    yield Text(vi=f"{criterion.id}: {first.vi}", en=f"{criterion.id}: {first.en}")
    yield from _indented(iter([*rest, BASIS.fill(source=cited(criterion.source))]))


def _headed(heading: Text, lines: tuple[Text, ...]) -> Iterator[Text]:
    """An empty line, a heading, and lines below it."""
    yield Text(vi="", en="")
    yield heading
    yield from _indented(iter(lines))


def _indented(lines: Iterator[Text]) -> Iterator[Text]:
    """Lines that stand below another."""
    return (Text(vi=f"  {line.vi}", en=f"  {line.en}") for line in lines)
