"""What applying quotas answers: who is in, who is out and why, and who waits for an answer.

Every candidate gets exactly one outcome, with the reason it rests on.  Nothing here decides;
`rules.quotas.selecting` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.files.award_file import Body
from rules.law.award import Source
from rules.quotas.batch import Candidate
from rules.quotas.places import Place
from texts import Text

Outcome = Literal["in", "out", "asked"]
OUTCOMES: tuple[Outcome, ...] = ("in", "out", "asked")

Document = dict[str, object]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a candidate is in or out, or what it waits for.

    Attributes:
        quota: the id of the quota; empty where the reason is no quota.
        outcome: what this reason alone makes of the candidate.
        text: the reason in one sentence.
        source: where the law states what decided; None where no law did.
        asks: the body that has to answer; None where nobody has.
        missing: the facts of this candidate that are not known and would help; those of its group
            stand with the round.
    """

    quota: str
    outcome: Outcome
    text: Text
    source: Source | None = None
    asks: Body | None = None
    missing: tuple[str, ...] = ()

    def document(self) -> Document:
        """The reason as plain JSON values."""
        return {
            "quota": self.quota,
            "outcome": self.outcome,
            "text": _plain(self.text),
            "source": None if self.source is None else _cited(self.source),
            "asks": self.asks,
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class CandidateOutcome:
    """What became of one candidate.

    Attributes:
        candidate: who.
        outcome: in, out, or asked: a body has to answer, or something is not known.
        reasons: every reason for the outcome; one for each quota that was passed.
        place: the place under the last quota that counted the candidate; None where none did.
    """

    candidate: Candidate
    outcome: Outcome
    reasons: tuple[Reason, ...]
    place: Place | None = None

    def document(self) -> Document:
        """The outcome as plain JSON values."""
        place = None if self.place is None else {"best": self.place.best, "worst": self.place.worst}
        return {
            "id": self.candidate.id,
            "name": self.candidate.name,
            "outcome": self.outcome,
            "place": place,
            "reasons": [reason.document() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Limit:
    """How many places a quota leaves a group, and how that number came about.

    Attributes:
        least: so many are certain; None where the quota does not bind the group.
        most: there cannot be more; None where that is not known.
        basis: the calculation, such as `15 % × 19 = 2.85 → 2`.
        missing: the facts of the group that are not known and would settle the number.
    """

    least: int | None
    most: int | None
    basis: Text
    missing: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the number is settled."""
        return self.least == self.most

    @property
    def number(self) -> str:
        """The number, or the range it lies in."""
        if self.certain:
            return str(self.least)
        return f"{self.least}–{'?' if self.most is None else self.most}"


@dataclass(frozen=True, slots=True)
class Round:
    """One quota applied to one group.

    Attributes:
        quota: the id of the quota.
        text: the quota in words.
        group: what makes the group, such as `unit: so_noi_vu`; empty for the whole batch.
        limit: the places.
        counted: what this quota alone makes of each candidate that it counted, by id.
        source: where the law states the quota.
        warning: what a reader must know about the source.
    """

    quota: str
    text: Text
    group: Mapping[str, object]
    limit: Limit
    counted: Mapping[str, Outcome]
    source: Source
    warning: Text | None = None

    def document(self) -> Document:
        """The round as plain JSON values."""
        return {
            "quota": self.quota,
            "text": _plain(self.text),
            "group": dict(self.group),
            "least": self.limit.least,
            "most": self.limit.most,
            "basis": _plain(self.limit.basis),
            "missing": list(self.limit.missing),
            "counted": {name: self.counted[name] for name in sorted(self.counted)},
            "source": _cited(self.source),
            "warning": None if self.warning is None else _plain(self.warning),
        }


@dataclass(frozen=True, slots=True)
class Selection:
    """The answer for a whole batch.

    Attributes:
        award: the code of what is rationed.
        version: the version that decided; empty where the file is silent about the day.
        on: the day that chose it.
        outcomes: the outcome of every candidate, by place and then by id.
        rounds: every quota with its groups, in the order in which they were applied.
    """

    award: str
    version: str
    on: date
    outcomes: tuple[CandidateOutcome, ...]
    rounds: tuple[Round, ...] = ()

    @property
    def totals(self) -> dict[Outcome, int]:
        """How many are in, out and asked; together they are all candidates."""
        counted = Counter(one.outcome for one in self.outcomes)
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    def outcome(self, name: str) -> CandidateOutcome | None:
        """The outcome of the candidate with this id; None when there is none such."""
        return next((one for one in self.outcomes if one.candidate.id == name), None)

    def ids(self, outcome: Outcome) -> tuple[str, ...]:
        """The candidates with this outcome, in the order of the outcomes."""
        return tuple(one.candidate.id for one in self.outcomes if one.outcome == outcome)

    def document(self) -> Document:
        """The whole answer as plain JSON values; equal for equal pools, whatever their order."""
        return {
            "award": self.award,
            "version": self.version,
            "on": self.on.isoformat(),
            "totals": dict(self.totals),
            "rounds": [one.document() for one in self.rounds],
            "candidates": [one.document() for one in self.outcomes],
        }


def _plain(text: Text) -> dict[str, str]:
    """A text as JSON."""
    return {"vi": text.vi, "en": text.en}


def _cited(source: Source) -> dict[str, str]:
    """A source as JSON."""
    return {
        "document": source.document,
        "article": source.article,
        "status": source.status,
        "key": source.key,
    }
