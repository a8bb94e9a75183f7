"""Twelve criteria for one title, with facts that meet them and facts that miss one.

The title is the shipped CSTDCS under the law of 2024, which has twelve criteria.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import rules
from dossiers.facts import Facts, facts_from
from dossiers.seasons import read_season, shipped_season
from dossiers.vocabulary import VOCABULARY

ON = date(2024, 12, 2)
CODE = "CSTDCS"


def award() -> rules.AwardRules:
    """The rules as they come with the program."""
    file, text = rules.shipped(CODE)
    read = rules.read(text, file=file, facts=VOCABULARY, laws=laws())
    assert len(read.on(ON).criteria) == 12, len(read.on(ON).criteria)  # noqa: PLR2004 - its name
    return read


@cache
def laws() -> rules.Laws:
    """The laws of this release, which a program reads once."""
    return rules.read_laws(rules.shipped_laws(), file="laws.yaml")


def eligible() -> Facts:
    """The facts of a dossier of the season, complete, and meeting every criterion."""
    story = next(
        one
        for one in read_season(shipped_season()).stories
        if one.nomination.award == CODE and one.ends == "approved"
    )
    facts = facts_from(story.nomination.evidence, kind="individual", received_on=ON)
    council = {"unit_council.members": 15, "unit_council.approvals": 13}
    return {**facts, **council, "opinions": [], "answers": {}}


def complete() -> Iterator[Facts]:
    """The facts that meet every criterion, and some that each miss or turn on another one."""
    base = eligible()
    yield base
    for change in CHANGES:
        yield {**base, **change}


LATE = {"year": 2020, "serving_ends_on": date(2024, 3, 1)}
USED = {"kind": "initiative", "reach": "co_so", "recognised_on": ON, "used_as": "title"}
GOOD = {"year": 2024, "grade": "HTTNV"}
CHANGES: tuple[Facts, ...] = (
    {"nominee.kind": "collective"},
    {"ratings": [{"year": 2024, "grade": "HTNV"}]},
    {"ratings": [GOOD], "initiatives": []},
    {"ratings": [GOOD], "initiatives": [{**USED, "kind": "topic", "used_as": "none"}]},
    {"ratings": [GOOD], "initiatives": [USED], "answers": {"c.reuse": True}},
    {"ratings": [GOOD], "initiatives": [USED], "answers": {"c.reuse": False}},
    {"assessments": [{"standard": "spirit", "outcome": "fails"}]},
    {"service_months": 5},
    {"unit_council.approvals": 11},
    {"discipline": [LATE], "answers": {"c.discipline": True}},
    {"discipline": [LATE], "answers": {"c.discipline": False}},
    {"cases": [{"outcome": "upheld"}]},
    {"consultation.held": True, "opinions": [{"stance": "object", "finding": "upheld"}]},
    {"deciding_unit": "commune"},
    {"documents": [{"kind": "to_trinh"}, {"kind": "bao_cao"}, {"kind": "bien_ban"}]},
)
