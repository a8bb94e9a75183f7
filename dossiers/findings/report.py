"""What auditors are handed: findings by weight, and what could not be checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dossiers.findings.finding import Finding, Place, Told, Unchecked, local_day
from dossiers.findings.kinds import KINDS, Kind
from dossiers.findings.settings import Settings
from dossiers.findings.walking import Documents, Last, Walk
from dossiers.store import StoredEvent
from texts import Text


@dataclass(frozen=True, slots=True)
class Report:
    """What a walk through history found.

    Attributes:
        findings: the heaviest first, then by kind, then by dossier and event.
        unchecked: what could not be checked, joined by kind and reason.
        events: how many events were looked at.
        weights: the weight of each kind.
        last: what stands at the end of history.
    """

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    events: int
    weights: Mapping[str, int]
    last: Last

    def of(self, *, numbers: Collection[str] = (), since: date | None = None) -> Report:
        """The part of it that speaks of some dossiers, or of what was recorded since a day.

        Args:
            numbers: at least one of these has to be named; empty for all.
            since: at least one event has to be recorded on this day in Vietnam or later; None for
                all.
        """

        def asked(one: Finding | Unchecked) -> bool:
            if not one.places:
                return True  # it concerns all of history
            named = not numbers or any(number in numbers for number in one.numbers)
            newest = max(place.at for place in one.places)
            return named and (since is None or local_day(newest) >= since)

        findings = tuple(one for one in self.findings if asked(one))
        unchecked = tuple(one for one in self.unchecked if asked(one))
        return Report(findings, unchecked, self.events, self.weights, self.last)

    def risk(self, base: int) -> Mapping[str, int]:
        """For each dossier its weight in a drawing: a base, and the weights of what names it.

        Args:
            base: the weight of a dossier that no finding names.
        """
        dossiers = (one for one in self.last.trails.values() if one.subject == "dossier")
        found = {one.stream: base for one in dossiers}
        for finding in self.findings:
            for stream in {place.stream for place in finding.places} & found.keys():
                found[stream] += self.weights[finding.kind]
        return found


def report(
    events: Iterable[StoredEvent],
    documents: Documents,
    settings: Settings,
    kinds: Collection[str] = (),
) -> Report:
    """Walk through history once and look for every kind of finding.

    Args:
        events: in the order of recording.
        documents: reads what events name.
        settings: the thresholds.
        kinds: only these; empty for all.

    Raises:
        StoreError: the database cannot be read.
    """
    checks = [one.make(settings) for one in KINDS if not kinds or one.id in kinds]
    walk, told, count = Walk(documents), list[Told](), 0
    for step in walk.steps(events):
        if isinstance(step, Unchecked):
            told.append(step)
            continue
        count += 1
        for check in checks:
            told.extend(check.see(step))
    for check in checks:
        told.extend(check.end(walk.last()))
    findings = [one for one in told if isinstance(one, Finding)]
    findings.sort(key=lambda one: _order(one, settings.weights))
    left = (one for one in told if isinstance(one, Unchecked) and _asked(one, kinds))
    return Report(tuple(findings), _joined(left), count, settings.weights, walk.last())


def grouped(findings: Iterable[Finding]) -> Mapping[Kind, tuple[Finding, ...]]:
    """Findings by their kind, in the order in which each kind comes first."""
    by_id = {one.id: one for one in KINDS}
    found: dict[Kind, list[Finding]] = {}
    for one in findings:
        found.setdefault(by_id[one.kind], []).append(one)
    return {kind: tuple(several) for kind, several in found.items()}


def _order(one: Finding, weights: Mapping[str, int]) -> tuple[int, int, str, int]:
    """Where a finding stands in the report."""
    kinds = [kind.id for kind in KINDS]
    first = one.places[0]
    return -weights[one.kind], kinds.index(one.kind), first.number, first.n


def _asked(one: Unchecked, kinds: Collection[str]) -> bool:
    """Whether something belongs to the kinds that were asked for; what is lost concerns all."""
    return not kinds or not one.kind or one.kind in kinds


def _joined(several: Iterable[Unchecked]) -> tuple[Unchecked, ...]:
    """What could not be checked, once for each kind and reason."""
    found: dict[tuple[str, Text], list[Place]] = {}
    for one in several:
        found.setdefault((one.kind, one.reason), []).extend(one.places)
    return tuple(Unchecked(kind, reason, tuple(places)) for (kind, reason), places in found.items())
