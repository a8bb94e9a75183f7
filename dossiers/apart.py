"""Streams that are about no dossier: what does not concern dossiers passes them over.

Changes of the log's key, readings of dossiers and plans that were applied are recorded like
everything else: chained, numbered and verified.  But no workflow leads them, and no table stands
for them.

    >>> is_apart("read_dossier"), is_apart("submit")
    (True, False)
"""

from __future__ import annotations

from dossiers.key_changes import ROTATE
from dossiers.people import CHANGES

READ = "read_dossier"
"""The type of the event that somebody has read a dossier."""

APPLY = "apply_plan"
"""The type of the event that says that a plan was applied."""

APART = frozenset({ROTATE, READ, APPLY})
WITHOUT_WORKFLOW = APART | CHANGES


def is_apart(first: str) -> bool:
    """Whether a stream is about no subject at all, by the type of its first event."""
    return first in APART


def has_no_workflow(first: str) -> bool:
    """Whether no workflow leads a stream, by the type of its first event."""
    return first in WITHOUT_WORKFLOW
