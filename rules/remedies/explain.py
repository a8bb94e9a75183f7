"""Why, why not, and what could still be done: an evaluation in ordered sentences with sources.

The reasons come first that decide the verdict; then what else was found.  The nearest change is
looked for only among facts that somebody can still act on: a rating, a title, a day, a disciplinary
measure or the kind of nominee is never suggested to be another.  Where a certain no rests on such a
fact, the explanation says plainly that nothing can be done.

    >>> import rules
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> file, text = rules.shipped("CO_TINH")
    >>> flag = rules.read(text, file=file, facts=VOCABULARY, laws=laws)
    >>> found = explain(flag, {"nominee.kind": "individual"}, on=date(2025, 3, 3))
    >>> found.reasons[0].finding.id, found.reasons[0].decides, found.outlook
    ('applies_to', True, 'out_of_reach')
    >>> print(found.conclusion.en)
    Nothing that can still be done would change this: applies_to rests on what is past, protected \
or already decided (Kind of nominee).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from rules.judging.evaluate import evaluate
from rules.judging.finding import Document, Finding, Trace
from rules.judging.verdict import Evaluation, Missing, Verdict
from rules.law.award import AwardRules, Criterion, Source, Version
from rules.meaning.interpret import Facts
from rules.meaning.language import Answered, Condition, Count, FactValue, Lookup, Period, Run
from rules.meaning.naming import EMPTY, name_words
from rules.meaning.vocabulary import Vocabulary
from rules.remedies.change import NOTHING, Actionable
from rules.remedies.outlook import Kind, Outlook, asked_by, outlook_of
from rules.remedies.reaching import names_in, support_of
from rules.remedies.suggestion import Suggestion, suggestions_of
from rules.telling.phrases import body_named, one_after_another
from texts import Text, joined

SUMMARY = {
    Verdict.not_applicable: Text(
        vi="Danh hiệu, hình thức này không dành cho đối tượng của hồ sơ.",
        en="The award is not for this nominee.",
    ),
    Verdict.not_eligible: Text(
        vi="Không đủ điều kiện. Số tiêu chuẩn chắc chắn không đạt: {count}; "
        "dữ kiện còn thiếu, nếu có, không thay đổi được điều đó.",
        en="Not eligible. Criteria that are certainly not met: {count}; "
        "nothing that may still be unknown changes that.",
    ),
    Verdict.return_to_sender: Text(
        vi="Hồ sơ thiếu giấy tờ nên được trả lại để bổ sung; đây chưa phải là không đủ điều kiện.",
        en="The dossier lacks a paper and goes back to be completed; that is not a no.",
    ),
    Verdict.undetermined: Text(
        vi="Chưa xác định được. Số tiêu chuẩn chưa rõ vì thiếu minh chứng hoặc câu trả lời: "
        "{count}.",
        en="Undetermined. Criteria not known for want of evidence or an answer: {count}.",
    ),
    Verdict.needs_human: Text(
        vi="Chỉ còn chờ người có thẩm quyền trả lời. Số tiêu chuẩn đang chờ: {count}.",
        en="Only answers of people are still awaited. Criteria that wait: {count}.",
    ),
    Verdict.eligible: Text(
        vi="Đủ điều kiện: mọi tiêu chuẩn áp dụng đều đạt.",
        en="Eligible: every criterion that applies is met.",
    ),
}
UNDER = Text(vi="Xét theo {version} ({law}). {summary}", en="Under {version} ({law}). {summary}")
CONCLUSION: dict[Kind, Text] = {
    "eligible": Text(
        vi="Không cần thay đổi gì để đủ điều kiện.",
        en="Nothing has to change for the verdict to be eligible.",
    ),
    "reachable": Text(
        vi="Vẫn có thể đủ điều kiện bằng những việc còn làm được; số việc cần làm: {count}.",
        en="The verdict can still become eligible by what can still be done; changes: {count}.",
    ),
    "out_of_reach": Text(
        vi="Không việc gì còn làm được có thể thay đổi kết luận này: {barriers}.",
        en="Nothing that can still be done would change this: {barriers}.",
    ),
    "open": Text(
        vi="Chưa tìm được việc nào chắc chắn dẫn đến kết luận đủ điều kiện; cần người có thẩm "
        "quyền xem xét.",
        en="No change was found that would certainly make the verdict eligible; a competent "
        "person has to look at it.",
    ),
}
BARRIER = Text(
    vi="{id} dựa trên điều đã qua, được bảo vệ hoặc đã quyết định ({facts})",
    en="{id} rests on what is past, protected or already decided ({facts})",
)
ANSWER_TO = Text(vi="câu trả lời cho {question}", en="the answer to {question}")
NOW = Text(vi=" Hiện có: {actual}. Cần: {needed}.", en=" Now: {actual}. Needed: {needed}.")
LACKS = Text(vi=" Còn thiếu: {facts}.", en=" Missing: {facts}.")
LACKING = Text(vi="{fact} ({papers})", en="{fact} ({papers})")
ASKS = Text(vi=" Cần {body} trả lời: {question}", en=" To be answered by {body}: {question}")
WAY = Text(vi="{text} – {result}.{now}", en="{text} – {result}.{now}")
RESULTS = {
    "met": Text(vi="đạt", en="met"),
    "not_met": Text(vi="không đạt", en="not met"),
    "unknown": Text(vi="chưa rõ", en="not known"),
    "not_applicable": Text(vi="không áp dụng", en="does not apply"),
}
DECIDING = {
    Verdict.not_applicable: ("not_met", "scope"),
    Verdict.not_eligible: ("not_met", "bar"),
    Verdict.return_to_sender: ("not_met", "return_to_sender"),
    Verdict.undetermined: ("unknown", None),
    Verdict.needs_human: ("unknown", None),
    Verdict.eligible: ("met", None),
}
"""The result, and where it matters the severity, of the criteria that decide a verdict."""

ORDER = ("not_met", "unknown", "met", "not_applicable")
"""In which order the reasons follow that do not decide."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion as a reason for the verdict, or beside it.

    Attributes:
        finding: the answer to the criterion.
        decides: whether it decides the verdict.
        text: what was found; where it is not met also what is there and what is needed; where it is
            not known also what is missing and who is asked.
        ways: the ways to meet it, each with its own result; empty where it has none.
    """

    finding: Finding
    decides: bool
    text: Text
    ways: tuple[Text, ...]

    @property
    def source(self) -> Source:
        """Where the law asks for it."""
        return self.finding.source

    def document(self) -> Document:
        """The reason as plain JSON values."""
        warning = self.finding.warning
        return {
            "id": self.finding.id,
            "result": self.finding.result,
            "decides": self.decides,
            "text": asdict(self.text),
            "ways": [asdict(way) for way in self.ways],
            "source": asdict(self.source),
            "warning": None if warning is None else asdict(warning),
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an evaluation came out as it did, and what could still be done.

    Attributes:
        evaluation: the answer that is explained.
        summary: the verdict and the law version in one or two sentences.
        reasons: every criterion, those that decide first.
        outlook: whether *eligible* is reached already, can be, cannot be, or is not known to be.
        conclusion: the same as a sentence.
        suggestions: the nearest change, none of it superfluous; empty unless reachable.
        barriers: the reasons that nothing can change; empty unless out of reach.
    """

    evaluation: Evaluation
    summary: Text
    reasons: tuple[Reason, ...]
    outlook: Kind
    conclusion: Text
    suggestions: tuple[Suggestion, ...]
    barriers: tuple[Reason, ...]

    def document(self) -> Document:
        """The explanation as plain JSON values."""
        return {
            "award": self.evaluation.award,
            "version": self.evaluation.version,
            "verdict": self.evaluation.verdict.value,
            "summary": asdict(self.summary),
            "reasons": [reason.document() for reason in self.reasons],
            "outlook": self.outlook,
            "conclusion": asdict(self.conclusion),
            "changes": [one.document() for one in self.suggestions],
            "barriers": [reason.finding.id for reason in self.barriers],
        }


def explain(
    award: AwardRules, facts: Facts, *, on: date, actionable: Actionable = NOTHING
) -> Explanation:
    """Why a verdict is what it is, and the nearest change that would make it *eligible*.

    Args:
        award: the rules.
        facts: what is known, by the names of the vocabulary.
        on: the day that chooses the law version: the day of receipt.
        actionable: the facts on which somebody can still act.  What is not in it is never changed;
            what is not known can always be sent, and an open question answered.

    Returns:
        The explanation.  With the suggested changes applied the verdict is *eligible*.

    Raises:
        UnknownLawVersionError: no law version is in force on that day.
    """
    version, found = award.on(on), evaluate(award, facts, on=on)
    outlook = outlook_of(award, facts, on=on, can=actionable)
    barred = {criterion.id for criterion in outlook.barriers}
    reasons = tuple(sorted(_reasons(found), key=_rank))
    return Explanation(
        found,
        _summary(found, version, reasons),
        reasons,
        outlook.kind,
        _conclusion(outlook, facts, award.facts),
        suggestions_of(outlook, version, facts, award.facts, actionable),
        tuple(one for one in reasons if one.finding.id in barred),
    )


def _reasons(found: Evaluation) -> Iterator[Reason]:
    """Every finding as a reason, in the order of the file."""
    result, severity = DECIDING[found.verdict]
    for finding in found.findings:
        decides = finding.result == result and severity in {None, finding.severity}
        yield Reason(finding, decides, _text(finding, found), tuple(_ways(finding)))


def _rank(reason: Reason) -> tuple[bool, int]:
    """What decides first; then by result."""
    return not reason.decides, ORDER.index(reason.finding.result)


def _text(finding: Finding, found: Evaluation) -> Text:
    """What was found, and what is needed or missing."""
    more: list[Text] = []
    if finding.result == "not_met" and not isinstance(finding.criterion.step.body, Answered):
        more = [_now(Trace(finding.criterion.step, finding.case))]
    if finding.result == "unknown":
        more = [*_lacks(finding, found), *_asks(finding, found)]
    return joined([finding.text, *more], "")


def _lacks(finding: Finding, found: Evaluation) -> Iterator[Text]:
    """The facts that would settle a finding, each with its papers."""
    missing = [_missing(one) for one in found.missing if one.fact in finding.unknown]
    if missing:
        yield LACKS.fill(facts=joined(missing, "; "))


def _missing(missing: Missing) -> Text:
    """A fact with its papers, where any are named."""
    if not missing.papers:
        return missing.text
    return LACKING.fill(fact=missing.text, papers=joined(missing.papers, "; "))


def _asks(finding: Finding, found: Evaluation) -> Iterator[Text]:
    """Who would settle a finding by an answer to what."""
    for question in found.questions:
        if question.id in finding.unknown and question.text != finding.text:
            yield ASKS.fill(body=body_named(question.asks), question=question.text)


def _ways(finding: Finding) -> Iterator[Text]:
    """The ways to meet a criterion; of one that is met only those that are."""
    for way in _lines(finding.parts):
        if finding.result not in {"met", "not_applicable"} or way.result == "met":
            open_ = way.result in {"not_met", "unknown"} and not way.parts
            now = _now(way) if open_ else EMPTY
            yield WAY.fill(text=way.text, result=RESULTS[way.result], now=now)


def _lines(parts: tuple[Trace, ...]) -> Iterator[Trace]:
    """Every way, and below it the ways to meet it."""
    for part in parts:
        yield part
        yield from _lines(part.parts)


def _now(trace: Trace) -> Text:
    """What is there, and what is needed; nothing where nothing is to be said."""
    if trace.actual == EMPTY or trace.parts:
        return EMPTY
    return NOW.fill(actual=trace.actual, needed=trace.needed)


def _summary(found: Evaluation, version: Version, reasons: tuple[Reason, ...]) -> Text:
    """The law version, the verdict, and how many criteria decide it."""
    said = SUMMARY[found.verdict].fill(count=sum(one.decides for one in reasons))
    return UNDER.fill(version=version.id, law=version.law.text, summary=said)


def _conclusion(outlook: Outlook, facts: Facts, words: Vocabulary) -> Text:
    """What can still become of the verdict."""
    barriers = joined([_barrier(one, facts, words) for one in outlook.barriers], "; ")
    return CONCLUSION[outlook.kind].fill(barriers=barriers, count=len(outlook.changes))


def _barrier(criterion: Criterion, facts: Facts, words: Vocabulary) -> Text:
    """A criterion that nothing can change, with what it rests on."""
    leaves = support_of(asked_by(criterion.step), facts)
    rests = one_after_another(name for leaf in leaves for name in _rests_on(leaf, words))
    return BARRIER.fill(id=criterion.id, facts=rests)


def _rests_on(leaf: Condition, words: Vocabulary) -> Iterator[Text]:
    """The facts that a condition asks; of records only their list."""
    match leaf:
        case Answered(question):
            yield ANSWER_TO.fill(question=question)
        case Count() | Lookup() | Run():
            yield name_words(FactValue(leaf.records), words)
        case Period():
            yield from (name_words(FactValue(one.records), words) for one in leaf.lists)
        case _:
            yield from (name_words(FactValue(name), words) for name in sorted(names_in(leaf)))
