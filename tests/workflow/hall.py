"""A workflow with one of everything, and editions of it that differ in a few words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import workflow
from workflow import Case, Definition
from workflow.editions.migrate import Choice, Classified, classify
from workflow.editions.migration_plan import Pinned, Plan, read_plan
from workflow.running.ballot import Poll
from workflow.running.outcome import Running

ON = date(2026, 3, 10)
HALL = (Path(__file__).parent / "hall.yaml").read_text(encoding="utf-8")


def edition(*edits: tuple[str, str]) -> Definition:
    """The workflow with words replaced; each has to stand in it."""
    return workflow.read(text_of(*edits), file="edition.yaml")


def text_of(*edits: tuple[str, str]) -> str:
    """Its text, likewise."""
    text = HALL
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


OLD = edition()


def planned(new: Definition, more: str = "", old: Definition = OLD) -> Plan:
    """The plan from one edition to another, with some lines of its own."""
    head = (
        "kind: migration/v1\n"
        f'from: {{id: {OLD.id}, version: "{old.version}", digest: f0}}\n'
        f'to: {{id: {new.id}, version: "{new.version}", digest: f1}}\n'
    )
    return read_plan(head + more, file="plan.yaml", old=Pinned(old, "f0"), new=Pinned(new, "f1"))


def crossed(
    new: Definition, case: Case, more: str = "", *, choice: Choice | None = None
) -> Classified:
    """What becomes of a case of the old edition."""
    return classify(OLD, new, planned(new, more), case, on=ON, choice=choice)


def voting(*votes: str) -> Case:
    """A dossier whose council of 15 has cast these votes."""
    cast = {f"m{at}": choice for at, choice in enumerate(votes)}
    members = frozenset(f"m{at}" for at in range(15))
    poll = Poll(members=members, votes=cast, voted=frozenset(cast))
    clocks = {"council_term": Running(date(2026, 3, 2))}
    return Case("council", done_by={"submit": frozenset({"an"})}, clocks=clocks, poll=poll)
