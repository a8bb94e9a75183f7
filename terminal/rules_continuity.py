"""What `rules check` says of a file that lacks a criterion which the shipped rules have."""

from __future__ import annotations

from collections.abc import Iterator

import rules
from dossiers.rulebook import bundle_from, bundle_of
from rules.local.continuity import lost_criteria, lost_text
from terminal.language import said


def loss_lines(name: str, content: bytes) -> Iterator[str]:
    """One line where a good award file renames or leaves out a criterion of the shipped edition.

    The check opens no database; whether anything else in history is lost, `propose` tells.

    Args:
        name: the name of the file.
        content: what stands in it; anything but the rules of a shipped award has no line.
    """
    if b"kind: award_rules/" not in content:
        return
    award = bundle_from(content, name).award
    if award.code not in rules.shipped_awards():
        return
    lost = lost_criteria(bundle_of(award.code).award, award)
    if lost:
        yield f" ! {said(lost_text(lost))}"
