"""Verdicts and findings of the rules in words, for dossiers and for facts from a file alike.

Nothing here opens a database, so that a command which only judges does not pay for one.
"""

from __future__ import annotations

from collections.abc import Iterator

import rules
from dossiers.wording import RESULTS
from terminal.blockers import MARKS
from terminal.language import said


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
