"""Editions of the provincial workflow, a plan between them, and the command to migrate by it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import workflow
from dossiers.store import Store
from dossiers.use_cases import Done
from dossiers.use_cases.migrating import Migrating
from ledger import Actor, digest
from tests.dossiers.building import a_nomination, done, moment, proposed
from workflow.editions.migrate import Choice

ON = date(2025, 1, 20)
OLD = workflow.shipped("provincial-award")
VERSION = workflow.read(OLD, file="old.yaml").version
MEMBERS = [f"uv-{at}" for at in range(1, 10)]
SAME = (f'version: "{VERSION}"', 'version: "next"')
STRICTER = ('pass_when: "{ballot_share}% of members"', "pass_when: 9/10 of members")
RENAMED = (
    ("  draft:\n", "  drafting:\n"),
    ("[draft, ", "[drafting, "),
    ("      - draft\n", "      - drafting\n"),
)


def newer(*edits: tuple[str, str]) -> bytes:
    """The next edition: the shipped one with words replaced, each of which has to stand in it."""
    text = OLD.decode()
    for old, new in (SAME, *edits):
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def a_plan(new: bytes, more: str = "") -> bytes:
    """The plan from the shipped edition to that one, with some lines of its own."""
    head = (
        "kind: migration/v1\n"
        f'from: {{id: provincial-award, version: "{VERSION}", digest: {digest(OLD)}}}\n'
        f'to: {{id: provincial-award, version: "next", digest: {digest(new)}}}\n'
    )
    return (head + more).encode()


def migrating(
    new: bytes,
    more: str = "",
    *,
    decisions: Mapping[str, Choice] | None = None,
    role: str = "unit_head",
) -> Migrating:
    """The command to migrate to that edition."""
    return Migrating(
        old=OLD,
        new=new,
        plan=a_plan(new, more),
        file="plan.yaml",
        by=Actor("admin", role),
        on=ON,
        at=moment(ON),
        decisions=decisions or {},
    )


def voting(store: Store, number: str, *voters: str) -> Done:
    """A dossier before its council, with a ballot open in which these have voted in favour."""
    proposed(store, a_nomination(), number=number)
    done(store, "submit", "unit_clerk", number=number)
    roll = {"members": MEMBERS}
    last = done(store, "open_ballot", "council_secretary", details=roll, number=number)
    for one in voters:
        choice = {"choice": "for"}
        last = done(store, "cast_vote", "council_member", by=one, details=choice, number=number)
    return last
