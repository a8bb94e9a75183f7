"""Verdicts and findings of the rules in words, for dossiers and for facts from a file alike.

Nothing here opens a database, so that a command which only judges does not pay for one.
"""

from __future__ import annotations

from collections.abc import Iterator

import rules
from terminal.blockers import MARKS
from terminal.language import said
from texts import Text

RESULTS = {
    "met": Text(vi="đạt", en="met"),
    "not_met": Text(vi="chưa đạt", en="not met"),
    "unknown": Text(vi="chưa rõ", en="not known"),
    "not_applicable": Text(vi="không áp dụng", en="does not apply"),
}

VERDICTS = {
    "eligible": Text(vi="đủ điều kiện", en="eligible"),
    "not_eligible": Text(vi="không đủ điều kiện", en="not eligible"),
    "undetermined": Text(
        vi="chưa kết luận được: thiếu minh chứng", en="undetermined: evidence missing"
    ),
    "not_applicable": Text(vi="không áp dụng", en="not applicable"),
    "needs_human": Text(vi="cần con người kết luận", en="a person has to decide"),
    "return_to_sender": Text(vi="trả lại: thiếu giấy tờ", en="return: papers missing"),
}


def finding_lines(finding: rules.Finding) -> Iterator[str]:
    """One finding: its mark, what is said about it, its source; a warning only where it matters.

    Of a criterion that does not apply only that is said.

    Args:
        finding: from an evaluation.
    """
    cited = f"[{finding.source.document}, {finding.source.article}]"
    if finding.result == "not_applicable":
        yield f" {MARKS[finding.result]} {finding.id}: {said(RESULTS[finding.result])}  {cited}"
        return
    yield f" {MARKS[finding.result]} {finding.id}: {said(finding.text)}  {cited}"
    if finding.warning is not None:
        yield f"     ! {said(finding.warning)}"
