"""What the rules that judge a dossier say of the settings of its workflow.

A workflow names what differs from award to award (is a ballot held, with which share, who is
consulted, who decides); the rules of the award say it: the ballot and its share stand in the
criterion on votes, everything else under `stages` by the name of the setting.  Nothing is written
twice, and a workflow without settings asks for none.

    >>> from datetime import date
    >>> from dossiers.rulebook import bundle_of, procedure
    >>> award = bundle_of("CSTDCS").award
    >>> found = rules.evaluate(award, {"nominee.kind": "individual"}, on=date(2025, 3, 3))
    >>> settings = settings_of(procedure().definition, award, found)
    >>> settings["ballot"], settings["ballot_share"], settings["central_decision"]
    ('unit', '80', 'not_asked')

Invariant: where the rules say nothing, the default of the workflow holds; without one the setting
stays unknown, and whatever depends on it closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import rules
import workflow

BALLOT = "ballot"
BALLOT_SHARE = "ballot_share"
COUNCILS = (("province", "province_council"), ("unit", "unit_council"))
"""The councils that rules may ask a share of, the one that votes last first."""

ASKED = {True: "asked", False: "not_asked"}
PERCENT = 100


def settings_of(
    definition: workflow.Definition, award: rules.AwardRules, evaluation: rules.Evaluation
) -> Mapping[str, str]:
    """The settings of a workflow for one dossier.

    A share that the workflow has no value for leaves its default; the criterion of the rules judges
    the vote exactly in any case.

    Args:
        definition: the workflow.
        award: the rules that judge the dossier.
        evaluation: what they found.
    """
    said = {**_of_ballot(award, evaluation.version), **dict(_of_stages(evaluation))}
    found = {
        name: said[name] if said.get(name) in setting.values else setting.default
        for name, setting in definition.settings.items()
    }
    return {name: value for name, value in found.items() if value is not None}


def _of_ballot(award: rules.AwardRules, version: str) -> dict[str, str]:
    """Which council has to vote, and the percentage it has to reach; nothing where none has to."""
    for council, facts in COUNCILS:
        share = rules.share_asked(award, version, f"{facts}.approvals", f"{facts}.members")
        if share is not None:
            return {BALLOT: council, BALLOT_SHARE: _percent(share)}
    return {}


def _percent(share: Fraction) -> str:
    """A share as the percentage that a setting writes; a fraction of one stays a fraction."""
    return str(share * PERCENT)


def _of_stages(evaluation: rules.Evaluation) -> Iterator[tuple[str, str]]:
    """What the rules say of consultations and of who decides, under the name of the setting."""
    for name, found in evaluation.stages.items():
        yield name, ASKED[found.applies]
