"""What is in the way of an act, as lines for people and as data for programs.

Shared by `dossier why`, which only asks, and by every act that was refused: both show a blocker in
the same words.
"""

from __future__ import annotations

from collections.abc import Iterator

import workflow
from terminal.answers import as_data
from terminal.language import said, say

MARKS = {"met": "✓", "not_met": "✗", "unknown": "?", "not_applicable": "–"}
"""How the four results are marked; words stand beside them, for a mark is not read out."""


def blocker_lines(definition: workflow.Definition, blocker: workflow.Blocker) -> Iterator[str]:
    """One blocker as lines: what, by which law, what is there and needed, who can cure it.

    Args:
        definition: the workflow, for the names of the roles.
        blocker: one thing that is in the way.

    >>> from terminal.language import settle
    >>> from texts import Text
    >>> from dossiers.use_cases import procedure
    >>> _ = settle(["--lang", "vi"], {})
    >>> vote = workflow.Blocker(
    ...     "not_met",
    ...     "council-vote",
    ...     Text(vi="Mới có 11 trên 15 thành viên đồng ý.", en="11 of 15 members approve."),
    ...     source=workflow.Source("Nghị định 98/2023/NĐ-CP", "Điều 30 khoản 7"),
    ...     cured_by=("unit_head",),
    ... )
    >>> for line in blocker_lines(procedure().definition, vote):
    ...     print(line)
     ✗ council-vote: Mới có 11 trên 15 thành viên đồng ý.
         Căn cứ: Nghị định 98/2023/NĐ-CP, Điều 30 khoản 7
         Ai gỡ được: Thủ trưởng đơn vị
    """
    mark = MARKS["unknown"] if blocker.kind == "not_known" else MARKS["not_met"]
    yield f" {mark} {blocker.id}: {said(blocker.text)}"
    if blocker.source is not None:
        cited = f"{blocker.source.document}, {blocker.source.article}"
        yield f"     {say('Căn cứ', 'Source')}: {cited}"
    told = ((say("Hiện có", "Now"), blocker.actual), (say("Cần", "Needed"), blocker.needed))
    parts = [f"{label}: {said(text)}" for label, text in told if text is not None]
    if blocker.needed is not None:
        yield f"     {'; '.join(parts)}"
    if blocker.cured_by:
        roles = ", ".join(said(definition.role(one).text) for one in blocker.cured_by)
        yield f"     {say('Ai gỡ được', 'Who can cure it')}: {roles}"


def blocker_data(blocker: workflow.Blocker) -> dict[str, object]:
    """One blocker for JSON; `source`, `actual` and `needed` are null where there is none.

    >>> from texts import Text
    >>> told = workflow.Blocker("reason", "reason", Text(vi="Cần lý do.", en="Say why."))
    >>> blocker_data(told)["kind"], blocker_data(told)["source"], blocker_data(told)["cured_by"]
    ('reason', None, [])
    """
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


def option_data(option: workflow.Option) -> dict[str, object]:
    """An act for JSON; `to` is null where nobody knows yet where it would lead.

    Args:
        option: an act with its answer.
    """
    outcome = option.outcome
    blockers = outcome.blockers if isinstance(outcome, workflow.Refusal) else ()
    return {
        "act": option.act,
        "text": option.text,
        "to": option.target,
        "roles": list(option.roles),
        "open": isinstance(outcome, workflow.Move),
        "reason_required": option.reason_required,
        "blockers": [blocker_data(one) for one in blockers],
    }
