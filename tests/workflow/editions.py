"""The edition of the provincial award before ballots, tasks and terms: dossiers still follow it.

It is small enough to know by heart, so tests of the engine use it too.
"""

from __future__ import annotations

from pathlib import Path

import workflow

FORMER_FILE = Path(__file__).parent / "provincial-award-2026.1.yaml"
FORMER_BYTES = FORMER_FILE.read_bytes()
FORMER = workflow.read(FORMER_BYTES, file=FORMER_FILE.name)
