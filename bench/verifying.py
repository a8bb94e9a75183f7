"""Proving the whole provincial workflow for councils of three sizes; each under a second."""

from __future__ import annotations

import workflow
from bench.timing import Row, below, measured
from workflow.proving.verify import verify

SIZES = (9, 15, 50)


def rows() -> list[Row]:
    """Every setting and every claim, once for each size of the councils."""
    definition = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")
    works = {
        f"councils of {size}": lambda size=size: verify(definition, members=[size])
        for size in SIZES
    }
    goals = {name: below(1.0, "1 s") for name in works}
    return measured("prove the provincial workflow", works, repeats=1, rounds=3, goals=goals)
