"""Nomination files of every award, and a dossier that goes its whole way on their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import workflow
from dossiers.model import Nomination
from dossiers.rulebook import bundle_of
from dossiers.store import Store
from dossiers.use_cases import Look, looked_at
from rules.law.award import DUES, AwardRules
from rules.meaning.language import (
    Answered,
    Condition,
    Count,
    Lookup,
    Match,
    Period,
    Run,
    Yearly,
    leaves_of,
)
from rules.remedies.reaching import names_in
from tests.dossiers.building import NUMBER, done
from texts.reading import read_model

NOMINATIONS = Path(__file__).parent / "nominations"
RECEIVED = date(2026, 1, 15)
COUNCIL_DAY = date(2026, 2, 10)

NOTICE: Mapping[str, object] = {
    "published_on": "2026-01-16",
    "until": "2026-02-02",
    "working_days": 12,
    "where": "Cổng thông tin điện tử mẫu",
    "replies": 0,
    "by": "Văn phòng Sở Ví dụ",
    "paper": "22/TB-SVD",
}
BALLOT: Mapping[str, object] = {"members": 15, "approvals": 15, "minutes": "23/BB-HĐ"}
RANKING: Mapping[str, object] = {"units": 9, "rank": 1, "organised_by": "province"}

PAPER: Mapping[str, object] = {"paper": "24/CV-SVD"}
DECISION: Mapping[str, object] = {"number": "101/QĐ-MẪU", "decided_on": "2026-02-09"}

BEFORE: Mapping[str, tuple[tuple[str, str, Mapping[str, object]], ...]] = {
    "council_review": (
        ("record_notice", "council_secretary", NOTICE),
        ("record_vote", "council_secretary", BALLOT),
        ("record_minutes", "council_secretary", BALLOT),
    ),
    "cluster_review": (("record_ranking", "cluster_head", RANKING),),
    "provincial_review": (
        ("confirm_papers", "provincial_secretary", {}),
        ("record_notice", "provincial_secretary", NOTICE),
        ("record_agency_opinions", "provincial_secretary", PAPER),
        ("record_vote", "provincial_secretary", BALLOT),
        ("record_minutes", "provincial_secretary", BALLOT),
    ),
    "forwarded": (),
    "head_decision": (),
}
"""What is recorded in each state before it is asked what is still open, as far as it is asked."""

ON = {
    "council_review": ("advance", "unit_head"),
    "cluster_review": ("advance", "cluster_head"),
    "provincial_review": ("approve", "provincial_chair"),
    "forwarded": ("record_central_decision", "provincial_secretary"),
    "head_decision": ("approve", "unit_head"),
}
"""The act that leads on, and who does it."""

ANSWERING = {
    "unit": "unit_clerk",
    "council": "council_secretary",
    "province": "provincial_secretary",
}
ASKED = {"council_review": {"unit", "council"}, "provincial_review": {"province"}}


def nomination_text(award: str) -> str:
    """The nomination file of an award."""
    name = award.lower().replace("_", "-")
    return (NOMINATIONS / f"{name}.yaml").read_text(encoding="utf-8")


def nomination_of(award: str, *, without: str | None = None) -> Nomination:
    """The nomination of an award as the command reads it.

    Args:
        award: its code.
        without: a part of the evidence that was not sent.
    """
    whole, _ = read_model(nomination_text(award).encode(), file=f"{award}.yaml", model=Nomination)
    if without is None:
        return whole
    assert getattr(whole.evidence, without) is not None, f"{award} never sent {without}"
    evidence = whole.evidence.model_copy(update={without: None})
    return whole.model_copy(update={"evidence": evidence})


def now(store: Store) -> Look:
    """The dossier as it stands."""
    return looked_at(store, NUMBER, on=RECEIVED)


def recorded(store: Store) -> Look:
    """Record what the body that has the dossier records, and look at it."""
    look = now(store)
    asked = {one.act for one in look.options if not _not_asked(one)}
    for act, role, details in BEFORE[look.dossier.state]:
        if act in asked:
            done(store, act, role, details=details, on=COUNCIL_DAY)
    return now(store)


def _not_asked(option: workflow.Option) -> bool:
    """Whether an act is not asked of this dossier by the rules of its award."""
    outcome = option.outcome
    return isinstance(outcome, workflow.Refusal) and any(
        one.kind == "setting" for one in outcome.blockers
    )


def answered(store: Store) -> None:
    """Answer yes to every question that the body which has the dossier is asked."""
    look = now(store)
    state = look.dossier.state
    for question in look.evaluation.questions:
        if question.asks in ASKED.get(state, ()):
            details = {"question": question.id, "answer": True, "minutes": "23/BB-HĐ"}
            role = ANSWERING[question.asks]
            done(store, "answer_question", role, details=details, on=COUNCIL_DAY)


def sent_on(store: Store) -> str:
    """Send the dossier on from where it is; the state it comes to."""
    look = now(store)
    act, role = ON[look.dossier.state]
    if act == "approve" and look.case.settings.get("central_decision") == "asked":
        act = "forward"
    details = DECISION if act == "record_central_decision" else {}
    return done(store, act, role, details=details, on=COUNCIL_DAY).target


def reads(award: str, *, due: frozenset[str] = frozenset(DUES)) -> frozenset[str]:
    """Every fact that the rules of an award read, under any law; `titles.status` is a field.

    Args:
        award: its code.
        due: only what criteria due then read.
    """
    found: set[str] = set()
    for condition in _conditions(bundle_of(award).award, due):
        for leaf in leaves_of(condition):
            if not isinstance(leaf, Answered):
                found |= names_in(leaf) | set(_fields(leaf))
    return frozenset(found)


def _conditions(award: AwardRules, due: frozenset[str]) -> Iterator[Condition]:
    """Everything that is asked: criteria, their gates, and whether a stage applies."""
    for version in award.versions:
        for criterion in (one for one in version.criteria if one.due in due):
            for step in criterion.step.walk():
                yield from (one for one in (step.body, step.when) if one is not None)
        yield from (stage.applies for stage in version.stages)


def _fields(leaf: Condition) -> Iterator[str]:
    """The fields of records that a condition at the bottom asks."""
    match leaf:
        case Count():
            yield from _named(leaf.records, leaf.where)
        case Lookup():
            yield from _named(leaf.records, (*leaf.where, *leaf.has))
        case Run():
            yield from (f"{leaf.records}.{leaf.field}", *_named(leaf.records, leaf.where))
        case Period():
            yield from (name for one in leaf.lists for name in _yearly(one))


def _yearly(one: Yearly) -> Iterator[str]:
    yield f"{one.records}.{one.field}"
    yield from _named(one.records, (*one.where, *one.has))


def _named(records: str, matches: tuple[Match, ...]) -> Iterator[str]:
    yield from (f"{records}.{one.field}" for one in matches)


def every_part() -> Nomination:
    """A nomination with every part that one can hold."""
    file = NOMINATIONS.parent / "every-part.yaml"
    return read_model(file.read_bytes(), file=file.name, model=Nomination)[0]


def names_of(facts: Mapping[str, object]) -> frozenset[str]:
    """The names of facts, and of the fields of their records as `titles.status`."""
    fields = {
        f"{name}.{field}"
        for name, rows in facts.items()
        if isinstance(rows, list)
        for row in rows
        for field in row
    }
    return frozenset(facts) | fields
