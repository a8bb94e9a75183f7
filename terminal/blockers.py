"""What is in the way of an act, as lines for people; for programs, see `dossiers.telling`.

Shared by `dossier why`, which only asks, and by every act that was refused: both show a blocker in
the same words.
"""

from __future__ import annotations

from collections.abc import Iterator

import workflow
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
