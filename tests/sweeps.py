"""Long sweeps: a part of each is run every day, all of it by `make soak`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest


def swept(values: Iterable[Any], *, a_day: int) -> list[Any]:
    """Values of a parameter, of which every so many-th is tried every day and the rest in a soak.

    Args:
        values: all of them; which are tried every day is decided by their order alone.
        a_day: one of so many.
    """
    return [
        one if at % a_day == 0 else pytest.param(one, marks=pytest.mark.soak)
        for at, one in enumerate(values)
    ]


def crossed(*columns: Iterable[Any], a_day: int) -> list[Any]:
    """Every combination of values, of which one of so many is tried every day, each value in some.

    Args:
        columns: the values of each parameter.
        a_day: one of so many; every value is in some if no column has fewer than that.
    """
    listed = [list(one) for one in columns]
    return [
        pytest.param(*row, marks=() if sum(places) % a_day == 0 else pytest.mark.soak)
        for places, row in zip(
            product(*(range(len(one)) for one in listed)), product(*listed), strict=True
        )
    ]
