"""The rules of one award on a day in plain sentences: sources, questions, the province's part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import rules
from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.pages.rules.choosing import book, chosen, last_loaded
from desk.pages.rules.law import anchor_of
from desk.pages.rules.listing import counts_of
from dossiers.local_rules import judged_by
from dossiers.publications import PUBLISHED, Publication
from dossiers.rulebook import procedure
from dossiers.store import Reader
from dossiers.use_cases.publishing import publications
from dossiers.use_cases.reading_rules import Standing, changed_locally, standing_of, tried
from dossiers.wording import SOURCES
from rules.read_in import read_in
from rules.telling.outline import Line, outlined
from rules.telling.phrases import body_named
from rules.telling.plain import PlainRules, plain_rules
from texts import Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion as the page shows it.

    Attributes:
        id: its id.
        text: what is said where it is met.
        lines: what exactly is asked.
        source: where the law asks for it.
        law: where the article stands on the law page; empty for nowhere.
        local: whether the province added or changed it.
    """

    id: str
    text: Text
    lines: tuple[Line, ...]
    source: rules.Source
    law: str
    local: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The criteria that are due together.

    Attributes:
        text: when.
        criteria: the criteria.
    """

    text: Text
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question to people.

    Attributes:
        criterion: the criterion that needs the answer.
        body: who answers.
        text: the question.
    """

    criterion: str
    body: Text
    text: Text


def award(asked: Asked) -> Answer:
    """The rules of an award on a day.

    Raises:
        rules.UnknownAwardError: there is no such award on that day; the nearest one is named.
        rules.UnknownProfileError: there is no such profile.
        rules.UnknownLawVersionError: no law version is in force on that day.
    """
    choice, store = chosen(asked), book(asked)
    found = standing_of(store, asked.parts["award"], on=choice.on, profile=choice.local)
    values = {"choice": choice, "standing": found, "SOURCES": SOURCES, "read_in": read_in}
    if found.bundle is None:
        return Shown("rules/unknown.html", values)
    changes = changed_locally(found)
    plain = _plain(found)
    values |= {
        "plain": plain,
        "groups": tuple(_groups(plain, {one.criterion for one in changes})),
        "stages": tuple(_stage(line) for line in outlined(plain.stages)),
        "changes": changes,
        "last_loaded": last_loaded(choice.on),
        "judged_by": _judged(found),
        "counts": counts_of(found.version),
        "questions": tuple(_questions(found.version)),
        "tried": tried(store, found),
        "editions": _editions(store, found),
        "versions": tuple(one for one in found.judging.versions if not one.law.base),
        "unverified": _unverified(found.version),
    }
    return Shown("rules/award.html", values)


def _judged(found: Standing) -> Text | None:
    """Whether the rules of the province judge; None where none were asked for."""
    if found.profile is None:
        return None
    return judged_by(found.profile, found.award, found.version.id, found.on)


def _plain(found: Standing) -> PlainRules:
    """The rules in sentences."""
    return plain_rules(found.judging, on=found.on)


def _groups(plain: PlainRules, changed: set[str]) -> Iterator[Group]:
    """The criteria by when they are due."""
    for group in plain.groups:
        criteria = tuple(
            Criterion(
                one.id,
                one.lines[0],
                outlined(one.lines[1:]),
                one.source,
                anchor_of(one.source),
                one.id in changed,
            )
            for one in group.criteria
        )
        yield Group(group.text, criteria)


def _stage(line: Line) -> Line:
    """A line about a stage with the name of the stage in the place of its id."""
    stage, _, vi = line.text.vi.partition(": ")
    return Line(_with_name(stage, vi, line.text.en.partition(": ")[2]), line.below)


@lru_cache(maxsize=64)
def _with_name(stage: str, vi: str, en: str) -> Text:
    """What is said about a stage, behind its name."""
    known = procedure().definition.stages.get(stage)
    name = Text(vi=stage, en=stage) if known is None else known.text
    return Text(vi=f"{name.vi}: {vi}", en=f"{name.en}: {en}")


def _questions(version: rules.Version) -> Iterator[Asking]:
    """Every question to people, in the order of criteria; each once."""
    first: dict[str, Asking] = {}
    for one in version.criteria:
        for question in chain.from_iterable(step.questions for step in one.step.walk()):
            asking = Asking(one.id, body_named(question.asks), question.text)
            first.setdefault(question.id, asking)
    yield from first.values()


def _unverified(version: rules.Version) -> tuple[rules.Criterion, ...]:
    """The criteria that rest on a source whose wording was not verified."""
    return tuple(one for one in version.criteria if one.source.status == "unverified")


def _editions(store: Reader, found: Standing) -> tuple[Publication, ...]:
    """What was published of the award, the last day of effect first."""
    own = [
        one
        for one in publications(store)
        if one.draft.award == found.award and one.state == PUBLISHED
    ]
    return tuple(sorted(own, key=lambda one: one.draft.effective_on, reverse=True))
