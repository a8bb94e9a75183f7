"""What is told about the mutants of an award: each of them, and what became of all.

How they are made and tried stands in `rules.trying.mutants`.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.trying.examples import Example, Explanation
from texts import Place, Text


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small change of an award file.

    Attributes:
        name: the way to it in words of the file; stable when lines move.
        place: where it stands.
        text: what is changed, in words.
        versions: the law versions whose rules it changes.
    """

    name: str
    place: Place
    text: Text
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A mutant that survives, and why that is no gap.

    Attributes:
        mutant: the mutant.
        reason: why no example has to notice it, as the examples file says.
    """

    mutant: Mutant
    reason: Text


@dataclass(frozen=True, slots=True)
class MutantReport:
    """What became of every mutant of an award.

    Attributes:
        award: its code.
        tried: how many mutants were tried.
        survivors: those that no example notices, in the order of the file.
        explained: those that no example notices and the examples file explains.
        idle: explanations of mutants that are noticed, or that there are none of.
        failing: examples that fail on the rules as they are; they notice nothing.
    """

    award: str
    tried: int
    survivors: tuple[Mutant, ...]
    explained: tuple[Explained, ...]
    idle: tuple[Explanation, ...]
    failing: tuple[Example, ...]

    @property
    def settled(self) -> bool:
        """Whether every mutant is noticed or explained, and nothing is explained in vain."""
        return not (self.survivors or self.idle or self.failing)
