"""Names of units: those of the season that the database keeps; else a unit is called by its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dossiers.seasons import SeasonPlan
from dossiers.store import Store

SEASON = "seeds-season"
"""The season whose plan says what its units are called."""


@dataclass(frozen=True)
class Units:
    """What units are called, read when a page first names one.

    Attributes:
        store: where the season is kept.
    """

    store: Store

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The official names, by id."""
        body = self.store.season(SEASON)
        return {} if body is None else _named(body)

    def name(self, unit: str) -> str:
        """What a unit is called; its id where nobody has said."""
        return self.names.get(unit, unit)


@lru_cache(maxsize=4)
def _named(body: bytes) -> Mapping[str, str]:
    """The names in a season's plan."""
    plan = SeasonPlan.model_validate_json(body)
    return {unit: one.name for unit, one in plan.organisations.items()}
