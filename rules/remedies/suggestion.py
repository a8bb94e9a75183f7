"""A change in words: what to do, for which criteria, with which papers, and what they must show.

A suggestion never says how something *should* turn out.  Where the result is not in anybody's hand
(a case under inspection, a ballot, an answer of the council) it says what the verdict hangs on.

    >>> from rules.remedies.change import Change
    >>> from rules.meaning.vocabulary import Whole
    >>> votes = Fact(Whole(), Text("Số phiếu đồng ý", "Approvals"))
    >>> members = Fact(Whole(), Text("Tổng số thành viên", "Members"))
    >>> words = Vocabulary({"votes": votes, "members": members})
    >>> change = Change("raise", "votes", 11, 12)
    >>> told(change, Told({"members": 15}, words, {"votes": Rises("members")}, ())).en
    'Approvals: 12 are needed instead of 11 (of 15).'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import cast

from rules.judging.finding import Document
from rules.law.award import Criterion, Question, Source, Version
from rules.meaning.interpret import Facts, holds
from rules.meaning.language import Condition, FactValue
from rules.meaning.naming import EMPTY, name_words
from rules.meaning.template import NO, YES, shown
from rules.meaning.vocabulary import Fact, Vocabulary
from rules.remedies.change import Actionable, Change, Rises
from rules.remedies.outlook import Outlook, asked_by
from rules.remedies.reaching import names_in, support_of
from rules.telling.phrases import body_named, in_words, one_after_another, opposite
from texts import Text, joined

RAISE = Text(
    vi="{fact}: cần {after} thay vì {before}{limit}.",
    en="{fact}: {after} are needed instead of {before}{limit}.",
)
LIMIT = Text(vi=" (trên tổng số {most})", en=" (of {most})")
DO = Text(
    vi="{fact}: cần là '{after}', hiện là '{before}'; việc này vẫn còn làm được.",
    en="{fact}: must be '{after}', is '{before}' now; this can still be done.",
)
ADD = Text(vi="Bổ sung vào '{fact}': {fields}.", en="Add to '{fact}': {fields}.")
SEND = Text(
    vi="Gửi '{fact}'{papers}; đạt nếu thể hiện: {shows}.",
    en="Send '{fact}'{papers}; that is enough if it shows: {shows}.",
)
SEND_FIELD = Text(
    vi="Bổ sung '{field}' cho mục {number} của '{fact}'{papers}; đạt nếu thể hiện: {shows}.",
    en="Complete '{field}' in entry {number} of '{fact}'{papers}; "
    "that is enough if it shows: {shows}.",
)
ANSWER = Text(
    vi="Cần {body} trả lời: {question} Đạt nếu câu trả lời là '{answer}'.",
    en="To be answered by {body}: {question} That is enough if the answer is '{answer}'.",
)
PAPERS = Text(vi=" ({papers})", en=" ({papers})")
FIELD = Text(vi="{name}: {value}", en="{name}: {value}")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One change of the nearest change, for people.

    Attributes:
        change: the fact as it is and as it would have to be.
        text: what to do, and what the verdict then hangs on.
        papers: what proves it.
        criteria: the ids of the criteria that it serves.
        sources: where the law asks for those criteria, each once.
    """

    change: Change
    text: Text
    papers: tuple[Text, ...]
    criteria: tuple[str, ...]
    sources: tuple[Source, ...]

    def document(self) -> Document:
        """The suggestion as plain JSON values; a day as in ISO 8601."""
        return {
            "action": self.change.action,
            "fact": self.change.fact,
            "record": self.change.record,
            "before": _plain(self.change.before),
            "after": _plain(self.change.after),
            "text": asdict(self.text),
            "papers": [asdict(paper) for paper in self.papers],
            "criteria": list(self.criteria),
            "sources": [asdict(source) for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence about a change is made from.

    Attributes:
        facts: the facts after all changes.
        words: the vocabulary.
        can: the facts on which somebody can act, for the limits of numbers.
        shows: the conditions that hold only after the change.
        questions: the questions of the version, by id.
    """

    facts: Facts
    words: Vocabulary
    can: Actionable
    shows: tuple[Condition, ...]
    questions: Mapping[str, Question] = field(default_factory=dict)


def suggestions_of(
    outlook: Outlook, version: Version, facts: Facts, words: Vocabulary, can: Actionable
) -> tuple[Suggestion, ...]:
    """The changes of an outlook in words, in their order.

    Args:
        outlook: what can still become of a verdict.
        version: the rules that judged.
        facts: the facts as they are.
        words: the vocabulary.
        can: the facts on which somebody can act.
    """
    served = [(one, _settled(one, facts, outlook.after)) for one in version.criteria]
    questions = dict(_questions(version))
    return tuple(
        _suggestion(change, served, Told(outlook.after, words, can, (), questions))
        for change in outlook.changes
    )


def told(change: Change, by: Told) -> Text:
    """What to do about one fact.

    Args:
        change: the fact as it is and as it would have to be.
        by: what the sentence is made from.
    """
    return SENTENCES[change.action](change, by)


def _suggestion(
    change: Change, served: Iterable[tuple[Criterion, list[Condition]]], by: Told
) -> Suggestion:
    """A change with the criteria that it serves, and what it must show for each of them."""
    asked = {
        one: [leaf for leaf in leaves if _fact_of(change) in names_in(leaf)]
        for one, leaves in served
    }
    criteria = [one for one, leaves in asked.items() if leaves]
    shows = tuple(dict.fromkeys(leaf for leaves in asked.values() for leaf in leaves))
    return Suggestion(
        change,
        told(change, Told(by.facts, by.words, by.can, shows, by.questions)),
        by.words.papers(change.fact),
        tuple(one.id for one in criteria),
        tuple(dict.fromkeys(one.source for one in criteria)),
    )


def _settled(criterion: Criterion, before: Facts, after: Facts) -> list[Condition]:
    """The conditions on which a criterion rests after the changes, and did not before.

    Each is turned so that it holds: what must not be is named as what must.
    """
    leaves = support_of(asked_by(criterion.step), after)
    fresh = (one for one in leaves if holds(one, before) is not holds(one, after))
    return [one if holds(one, after) else opposite(one) for one in fresh]


def _questions(version: Version) -> Iterator[tuple[str, Question]]:
    """Every question that a version puts to people, by id."""
    for criterion in version.criteria:
        for step in criterion.step.walk():
            yield from ((question.id, question) for question in step.questions)


def _fact_of(change: Change) -> str:
    """The name by which conditions ask for what a change is about: a list for its fields."""
    return change.fact if change.record is None else change.fact.partition(".")[0]


def _raised(change: Change, by: Told) -> Text:
    """So many instead of so many, of how many."""
    doable = by.can.get(change.fact)
    most = by.facts.get(doable.up_to or "") if isinstance(doable, Rises) else None
    limit = EMPTY if most is None else LIMIT.fill(most=shown(most))
    return RAISE.fill(fact=_name(change.fact, by), limit=limit, **_values(change, by))


def _done(change: Change, by: Told) -> Text:
    """Something that can still be done."""
    return DO.fill(fact=_name(change.fact, by), **_values(change, by))


def _added(change: Change, by: Told) -> Text:
    """A record that can still be added."""
    fields = by.words.fields(change.fact)
    row = cast("Mapping[str, object]", change.after)
    parts = (_field(fields.get(name), name, value) for name, value in row.items())
    return ADD.fill(fact=_name(change.fact, by), fields=joined(parts))


def _sent(change: Change, by: Told) -> Text:
    """What is not known, the papers that show it, and what they would have to show."""
    parts = {"papers": _papers(change.fact, by), "shows": _shows(change, by)}
    if change.record is None or isinstance(change.after, Mapping):
        return SEND.fill(fact=_name(change.fact, by), **parts)
    records = change.fact.partition(".")[0]
    field = _name(change.fact, by)
    return SEND_FIELD.fill(fact=_name(records, by), field=field, number=change.record + 1, **parts)


def _answered(change: Change, by: Told) -> Text:
    """Who has to answer what; and the answer on which the verdict hangs."""
    question = by.questions[change.fact]
    return ANSWER.fill(
        body=body_named(question.asks),
        question=question.text,
        answer=YES if change.after else NO,
    )


def _shows(change: Change, by: Told) -> Text:
    """What must be shown; the example itself where no condition says it."""
    asked = one_after_another(in_words(one, by.facts, by.words) for one in by.shows)
    return asked if asked != EMPTY else shown(change.after, by.words.find(change.fact))


def _papers(name: str, by: Told) -> Text:
    """The papers that show a fact, in brackets; nothing where none is named."""
    papers = by.words.papers(name)
    return PAPERS.fill(papers=joined(papers, "; ")) if papers else EMPTY


def _values(change: Change, by: Told) -> dict[str, Text]:
    """The value before and after, as people read them."""
    fact = by.words.find(change.fact)
    return {"before": shown(change.before, fact), "after": shown(change.after, fact)}


def _field(fact: Fact | None, name: str, value: object) -> Text:
    """A field of a record with its value."""
    label = shown(name) if fact is None else fact.text
    return FIELD.fill(name=label, value=shown(value, fact))


def _name(fact: str, by: Told) -> Text:
    """The name of a fact for people."""
    return name_words(FactValue(fact), by.words)


def _plain(value: object) -> object:
    """A value of a fact as JSON."""
    match value:
        case date():
            return value.isoformat()
        case Mapping():
            return {name: _plain(one) for name, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case _:
            return value


SENTENCES: dict[str, Callable[[Change, Told], Text]] = {
    "raise": _raised,
    "do": _done,
    "add": _added,
    "send": _sent,
    "answer": _answered,
}
"""Who says what about which kind of change."""
