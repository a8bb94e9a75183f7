"""What the rules may ask of a dossier: here a fact gets the name that rules files use.

Whatever was not sent is left out, and is then *not known* to the rules; nothing is assumed.  Names
and kinds of facts are declared in `dossiers.vocabulary`; this module only fills them in, and it
computes no criterion.

    >>> evidence = Evidence(award_year=2024, service_months=12, discipline=())
    >>> facts = facts_from(evidence, kind="individual", received_on=date(2024, 12, 2))
    >>> facts["service_months"], facts["discipline"], "ratings" in facts
    (12, [], False)
"""

from __future__ import annotations

from datetime import date

from dossiers.circumstances import Circumstances
from dossiers.model import OBJECTION, Dossier, Evidence, Opinion
from dossiers.vocabulary import VOCABULARY
from texts.reading import Closed

Facts = dict[str, object]
NONE_NEEDED = "none_needed"

LISTS = (
    "ratings", "titles", "initiatives", "discipline", "cases", "assessments", "documents",
    "absences", "collective_ratings",
)  # fmt: skip


def facts_of(dossier: Dossier, *, on: date) -> Facts:
    """The facts of a dossier by the names of `dossiers.vocabulary`.

    Args:
        dossier: as it stands.
        on: the day of receipt to assume while the dossier has not been received yet; afterwards it
            is not looked at (ADR 0017).
    """
    return facts_from(
        dossier.evidence,
        kind=dossier.nomination.nominee.kind,
        received_on=dossier.received_on or on,
    )


def facts_from(evidence: Evidence, *, kind: str, received_on: date) -> Facts:
    """The facts that evidence shows.

    A council's approvals are those at the meeting and those in writing together (Decree
    98/2023/NĐ-CP, Article 30(7)); the name of a movement is no fact, for no rule asks for it.

    Args:
        evidence: what was sent and recorded.
        kind: `individual`, `collective` or `household`.
        received_on: the day on which the dossier was received.

    >>> from dossiers.ballots import Ballot
    >>> ballot = Ballot(members=15, approvals=11, written_approvals=1)
    >>> evidence = Evidence(award_year=2024, unit_council=ballot)
    >>> facts = facts_from(evidence, kind="individual", received_on=date(2024, 12, 2))
    >>> facts["unit_council.approvals"], facts["award_year_begins"].isoformat()
    (12, '2024-01-01')
    """
    facts: Facts = {
        "nominee.kind": kind,
        "award_year": evidence.award_year,
        "award_year_begins": date(evidence.award_year, 1, 1),
        "received_on": received_on,
        "answers": dict(evidence.answers),
    }
    facts.update(_scalars(evidence))
    for name in LISTS:
        records: tuple[Closed, ...] | None = getattr(evidence, name)
        if records is not None:
            facts[name] = [_record(one) for one in records]
    if evidence.opinions is not None:
        facts["opinions"] = [_opinion(one) for one in evidence.opinions]
    return facts


def _scalars(evidence: Evidence) -> Facts:
    """The facts that are single values; one that nobody sent is absent, not None."""
    scalars: Facts = {
        "service_months": evidence.service_months,
        "consultation.held": evidence.consultation_held if evidence.notice is None else True,
    }
    for council in ("unit_council", "province_council"):
        ballot = getattr(evidence, council)
        if ballot is not None:
            scalars[f"{council}.members"] = ballot.members
            scalars[f"{council}.approvals"] = ballot.in_favour
    if evidence.cluster is not None:
        scalars["cluster.units"] = evidence.cluster.units
        scalars["cluster.rank"] = evidence.cluster.rank
    scalars["cluster.organised_by"] = _organised_by(evidence)
    if evidence.movement is not None:
        movement = evidence.movement.model_dump(exclude={"name"})
        scalars.update({f"movement.{name}": value for name, value in movement.items()})
    scalars.update(_circumstances(evidence))
    return {name: value for name, value in scalars.items() if value is not None}


def _organised_by(evidence: Evidence) -> str | None:
    """Who organises the cluster: as it recorded itself, else as the unit says."""
    recorded = None if evidence.cluster is None else evidence.cluster.organised_by
    return recorded or evidence.cluster_organised_by


def _circumstances(evidence: Circumstances) -> Facts:
    """What the nominee is, and what the commendation is asked for, under the names of the rules.

    A public notice as it was held says more than a number of days that was announced.
    """
    notice = evidence.notice
    days = evidence.consultation_working_days if notice is None else notice.working_days
    facts: Facts = {
        "nominee.category": evidence.category,
        "deciding_unit": evidence.deciding_unit,
        "employed_months": evidence.employed_months,
        "transfer.months_at_old_unit": evidence.months_at_old_unit,
        "consultation.working_days": days,
        "unit.years_of_existence": evidence.years_of_existence,
        "flag_eligible": evidence.flag_eligible,
        "collective_discipline_from_warning": evidence.collective_discipline_from_warning,
    }
    for group in ("achievement", "members"):
        parts: Closed | None = getattr(evidence, group)
        if parts is not None:
            named = {f"{group}.{name}": value for name, value in _record(parts).items()}
            facts.update({name: named[name] for name in named if name in VOCABULARY.facts})
    return facts


def _record(record: Closed) -> Facts:
    """The fields of a record that were sent; records hold words, numbers, flags and days only."""
    return {name: value for name, value in record.__dict__.items() if value is not None}


def _opinion(opinion: Opinion) -> Facts:
    """An opinion; only an objection waits for a finding, so the others have none to wait for."""
    fields = _record(opinion)
    if opinion.stance != OBJECTION:
        fields.setdefault("finding", NONE_NEEDED)
    return fields
