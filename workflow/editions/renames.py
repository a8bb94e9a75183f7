"""Which state of a new edition is the one that had another name in the old edition.

A guess, told as one and acted upon by nobody: a migration needs the map in its plan.

    >>> from workflow import read, shipped
    >>> old = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> renamed_states(old, old)
    {}
"""

from __future__ import annotations

from texts import nearest
from workflow.language.definition import Definition, State

ENOUGH = 0.6
"""The share of acts in common from which two states of different names count as one."""


def renamed_states(old: Definition, new: Definition) -> dict[str, str]:
    """For each state that is gone, the new one that it most likely became.

    A state of the same words is the first choice, then one in which mostly the same can be done,
    then the nearest name; no new state is taken twice.

    Args:
        old: the earlier edition.
        new: the later edition.
    """
    free = {name: state for name, state in new.states.items() if name not in old.states}
    found: dict[str, str] = {}
    for name, state in old.states.items():
        meant = None if name in new.states else _meant(name, state, free)
        if meant is not None:
            found[name] = meant
            del free[meant]
    return found


def _meant(name: str, state: State, free: dict[str, State]) -> str | None:
    """The new state that an old one became; None when none is near."""
    same_end = {one: other for one, other in free.items() if other.end == state.end}
    said = next((one for one, other in same_end.items() if other.text == state.text), None)
    alike = max(same_end, key=lambda one: _alike(state, same_end[one]), default=None)
    if said is None and alike is not None and _alike(state, same_end[alike]) >= ENOUGH:
        return alike
    return said or nearest(name, same_end)


def _alike(state: State, other: State) -> float:
    """The share of acts that both states have; none in common where one has none."""
    both = set(state.acts) | set(other.acts)
    return len(set(state.acts) & set(other.acts)) / len(both) if both else 0.0
