"""The changes of a dossier as lines for people, and its evidence as data for programs."""

from __future__ import annotations

from collections.abc import Iterator

from dossiers.change_words import change_words
from dossiers.comparing import Changes
from dossiers.evidence_changes import EvidenceChange
from terminal.language import said


def change_lines(found: Changes) -> Iterator[str]:
    """What changed, one line a thing.

    Args:
        found: the dossier at both points, and what lies between.
    """
    return map(said, change_words(found))


def evidence_data(one: EvidenceChange) -> dict[str, object]:
    """A change of the evidence for JSON.

    >>> evidence_data(EvidenceChange("service_months", "changed", 12, 9))["kind"]
    'changed'
    """
    return {"name": one.name, "kind": one.kind, "old": one.old, "new": one.new}
