"""A dossier as one list to tick off: each criterion with its status, and the evidence beside it.

Five statuses and no more: met, not met, evidence missing, does not apply, and not yet, which is
what is asked only at a later stage.  Criteria stand under the article that asks for them, in the
order of the rules file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import rules
import workflow
from dossiers.use_cases.looking import Look
from dossiers.vocabulary import VOCABULARY
from rules.meaning.language import leaves_of
from rules.remedies.outlook import asked_by
from rules.remedies.reaching import names_in
from rules.telling.phrases import with_names
from texts import Text
from texts.moments import shown_day

Status = Literal["met", "not_met", "unknown", "not_applicable", "not_yet"]

STATUSES: Mapping[Status, Text] = {
    "met": Text(vi="Đạt", en="Met"),
    "not_met": Text(vi="Chưa đạt", en="Not met"),
    "unknown": Text(vi="Thiếu minh chứng", en="Evidence missing"),
    "not_applicable": Text(vi="Không áp dụng", en="Does not apply"),
    "not_yet": Text(vi="Chưa tới bước này", en="Not asked yet"),
}
"""What each status is called."""

NOT_SENT = Text(vi="chưa gửi", en="not sent")
YES, NO = Text(vi="có", en="yes"), Text(vi="không", en="no")
ENTRIES = Text(vi="{count} mục", en="{count} entries")

STAGES = ("unit_proposal", "council_review", "cluster_review", "provincial_approval")
DUE_AT = dict(zip(("proposal", "council", "cluster", "province"), STAGES, strict=True))
"""At which stage the evidence of a criterion is due."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One fact that a criterion asks, with what the dossier says of it.

    Attributes:
        name: the fact, as rules call it.
        text: its name for people.
        value: what is on file; None where nobody knows.
        papers: what would settle it.
        options: how the codes of a choice are read; empty for anything else.
    """

    name: str
    text: Text
    value: object
    papers: tuple[Text, ...]
    options: Mapping[str, Text] = field(default_factory=dict)

    @property
    def told(self) -> Text:
        """What is on file, in a few words."""
        if self.value is None:
            return NOT_SENT
        if isinstance(self.value, bool):
            return YES if self.value else NO
        if isinstance(self.value, list | tuple):
            return ENTRIES.fill(count=len(self.value))
        words = shown_day(self.value) if isinstance(self.value, date) else str(self.value)
        return self.options.get(words, Text(words, words))


@dataclass(frozen=True, slots=True)
class Item:
    """One criterion on the list.

    Attributes:
        finding: what the rules found.
        status: which of the five.
        evidence: the facts that it asks.
    """

    finding: rules.Finding
    status: Status
    evidence: tuple[Shown, ...]

    @property
    def text(self) -> Text:
        """What is found; of a criterion that does not apply, what it would ask."""
        if self.status != "not_applicable":
            return self.finding.text
        return with_names(self.finding.criterion.say.met, VOCABULARY)


@dataclass(frozen=True, slots=True)
class Group:
    """The criteria that one article asks for.

    Attributes:
        document: the instrument, as people cite it.
        article: of it.
        items: in the order of the rules file.
    """

    document: str
    article: str
    items: tuple[Item, ...]


def checklist(look: Look) -> tuple[Group, ...]:
    """The criteria of a dossier by the articles that ask for them.

    Args:
        look: the dossier as it was looked at.
    """
    groups: dict[tuple[str, str], list[Item]] = {}
    for finding in look.evaluation.findings:
        place = (finding.source.document, finding.source.article)
        groups.setdefault(place, []).append(_item(look, finding))
    return tuple(Group(*place, tuple(items)) for place, items in groups.items())


def item_of(look: Look, name: str) -> Item | None:
    """The criterion with this id as it stands on the list; None where the rules have none such."""
    finding = look.evaluation.finding(name)
    return None if finding is None else _item(look, finding)


def _item(look: Look, finding: rules.Finding) -> Item:
    """One criterion with its status and evidence."""
    return Item(finding, _status(look, finding), tuple(_evidence(finding)))


def _status(look: Look, finding: rules.Finding) -> Status:
    """Which of the five; what is met is met, however early."""
    if finding.result in {"not_met", "unknown"} and _comes_later(look.state, finding.due):
        return "not_yet"
    return finding.result


def _comes_later(state: workflow.State, due: str) -> bool:
    """Whether the evidence is due at a stage that the dossier has yet to come to."""
    stage = state.stage
    return stage in STAGES and STAGES.index(DUE_AT[due]) > STAGES.index(stage)


def _evidence(finding: rules.Finding) -> Iterator[Shown]:
    """The facts that a criterion asks, in alphabetical order; questions to people are no facts."""
    asked = asked_by(finding.criterion.step)
    names = {name for leaf in leaves_of(asked) for name in names_in(leaf)}
    for name in sorted(names):
        fact = VOCABULARY.find(name)
        if fact is not None:
            options = fact.kind.options if isinstance(fact.kind, rules.Choice) else {}
            yield Shown(name, fact.text, finding.case.facts.get(name), fact.papers, options)
