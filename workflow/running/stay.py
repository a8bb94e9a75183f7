"""A stay of a dossier in a state with a ballot: how long it goes on, and whose it is.

A stay outlasts a return that keeps the result of its ballot; once the result is void, coming back
begins a new one with all its rounds.
"""

from __future__ import annotations

from workflow.language.council import RESULTS
from workflow.language.definition import Definition
from workflow.language.ways import returning_states
from workflow.running.outcome import Case


def held_in(definition: Definition, case: Case, voided: frozenset[str]) -> int:
    """How many ballots were held in this stay; a change that voids its result begins a new stay."""
    home = home_of(definition, case)
    return 0 if voided & {f"{home}.{one}" for one in RESULTS} else case.held


def home_of(definition: Definition, case: Case) -> str:
    """The state whose stay it is: where a returned dossier came from, else where it stands."""
    waits = case.state in returning_states(definition) and case.sender is not None
    return case.sender if waits and case.sender is not None else case.state
