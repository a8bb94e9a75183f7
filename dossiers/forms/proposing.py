"""What a clerk types to open a dossier: who is proposed for what; the evidence comes afterwards.

>>> typed = {"award": "CSTDCS", "unit": "sct-bk", "kind": "individual", "name": "Nguyễn Văn Mẫu"}
>>> Proposed.model_validate({**typed, "award_year": "2025"}).nomination().evidence.award_year
2025
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

import rules
from dossiers.choices import one_of
from dossiers.forms.fields import Field, fields_of
from dossiers.model import Evidence, Nomination, Nominee, Year
from dossiers.options import AWARDS
from texts import Text
from texts.reading import Closed, Flag, Words


class Proposed(Closed):
    """The first page of a dossier.

    Attributes:
        award: the code of the award.
        award_year: the year whose achievements are rewarded.
        unit: the unit that nominates.
        kind: whether a person, a collective or a household is proposed.
        name: of the nominee.
        position: the office held, where there is one.
        direct_worker: whether the nominee works directly, without a leading post.
        deciding_unit: what kind of unit its head decides for.
        profile: the local profile that judges too; None for the national rules alone.
    """

    award: Words
    award_year: Year
    unit: Words
    kind: Annotated[str, one_of("nominee.kind")]
    name: Words
    position: Words | None = None
    direct_worker: Flag | None = None
    deciding_unit: Annotated[str, one_of("deciding_unit")] | None = None
    profile: Words | None = None

    def nomination(self) -> Nomination:
        """The same as a dossier begins with it; of the evidence only what is known so far."""
        nominee = Nominee(
            kind=self.kind,
            name=self.name,
            position=self.position,
            direct_worker=self.direct_worker,
        )
        evidence = Evidence(award_year=self.award_year, deciding_unit=self.deciding_unit)
        return Nomination(award=self.award, unit=self.unit, nominee=nominee, evidence=evidence)


def proposing_fields(units: Mapping[str, Text]) -> tuple[Field, ...]:
    """The fields of that page.

    Args:
        units: the units that whoever proposes can do it for; empty where any may be typed.
    """
    chosen = {"award": _awards(), "unit": units, "profile": _profiles()}
    return tuple(_chosen(one, chosen.get(one.name, {})) for one in fields_of(Proposed))


def _chosen(one: Field, options: Mapping[str, Text]) -> Field:
    """A field with what can be chosen; as it is where it is typed."""
    return replace(one, kind="choice", options=options) if options else one


def _awards() -> dict[str, Text]:
    """Every award that some rules judge."""
    local = {code for one in rules.shipped_profiles() for code in rules.shipped_profile(one).awards}
    known = local.union(rules.shipped_awards())
    return {code: text for code, text in AWARDS.items() if code in known}


def _profiles() -> dict[str, Text]:
    """The local profiles that come with the program."""
    return {one: rules.shipped_profile(one).text for one in rules.shipped_profiles()}
