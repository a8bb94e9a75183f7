"""What is in the way of an act, as lines for people and as data for programs."""

from __future__ import annotations

from collections.abc import Iterator

import workflow
from terminal.answers import as_data
from terminal.language import said, say

MARKS = {"met": "✓", "not_met": "✗", "unknown": "?", "not_applicable": "–"}
"""How the four results are marked; words stand beside them, for a mark is not read out."""


def blocker_lines(definition: workflow.Definition, blocker: workflow.Blocker) -> Iterator[str]:
    """One blocker as lines: what, by which law, what is there and needed, who can cure it."""
    mark = MARKS["unknown"] if blocker.kind == "not_known" else MARKS["not_met"]
    yield f" {mark} {blocker.id}: {said(blocker.text)}"
    if blocker.source is not None:
        cited = f"{blocker.source.document}, {blocker.source.article}"
        yield f"     {say('Căn cứ', 'Source')}: {cited}"
    if blocker.actual is not None and blocker.needed is not None:
        yield f"     {say('Hiện có', 'Now')}: {said(blocker.actual)}; {said(blocker.needed)}"
    elif blocker.needed is not None:
        yield f"     {said(blocker.needed)}"
    if blocker.cured_by:
        roles = ", ".join(said(definition.role(one).text) for one in blocker.cured_by)
        yield f"     {say('Ai gỡ được', 'Who can cure it')}: {roles}"


def blocker_data(blocker: workflow.Blocker) -> dict[str, object]:
    """One blocker for JSON."""
    source = blocker.source
    return {
        "id": blocker.id,
        "kind": blocker.kind,
        "text": blocker.text,
        "source": None
        if source is None
        else {"document": source.document, "article": source.article},
        "actual": as_data(blocker.actual),
        "needed": as_data(blocker.needed),
        "cured_by": list(blocker.cured_by),
    }
