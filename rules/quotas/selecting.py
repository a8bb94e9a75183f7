"""Applying quotas to a batch of candidates: who is in, who is out, who waits, and why each.

Quotas are applied in the order of the file, and each sees only those whom the earlier ones left.
Of each candidate the best and the worst place are known; it is in when even the worst has a seat,
out when even the best has none, and otherwise somebody is asked.  So:

* nobody is in or out by a tie, by a fact that was not sent, or by the order of the list;
* under every quota there are never more in than places;
* what becomes known later never turns an in into an out, or an out into an in.

Where one quota stands alone, more places never put anybody out.  A number that is split by largest
remainder is no such case: with one place more, a group may get fewer (the Alabama paradox).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rules.judging.verdict import Verdict
from rules.meaning.interpret import truth_of
from rules.meaning.vocabulary import Vocabulary
from rules.quotas import batch_wording as wording
from rules.quotas.batch import BatchRules, BatchVersion, Candidate, Pool, Quota
from rules.quotas.contest import Contest, Contestant, contestant
from rules.quotas.limits import Home, limits_of
from rules.quotas.places import Place
from rules.quotas.reasons import reason_for, unplaced
from rules.quotas.selection import CandidateOutcome, Outcome, Reason, Round, Selection

BARRED = (Verdict.not_eligible, Verdict.not_applicable)
"""The verdicts that are a no; papers that are missing can still be sent."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a candidate stands after the quotas so far.

    Attributes:
        candidate: who.
        outcome: what it would be if no quota followed.
        reasons: all reasons so far.
        place: the place under the last quota that counted it.
    """

    candidate: Candidate
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    place: Place | None = None

    def after(self, reason: Reason, place: Place | None = None) -> Standing:
        """The standing with one more reason; out is final, and asked stays until it is out."""
        outcome = self.outcome if reason.outcome == "in" else reason.outcome
        return replace(
            self,
            outcome=outcome,
            reasons=(*self.reasons, reason),
            place=place or self.place,
        )

    def outcome_now(self) -> CandidateOutcome:
        """The outcome with the reasons it rests on."""
        reasons = tuple(one for one in self.reasons if one.outcome == self.outcome)
        return CandidateOutcome(self.candidate, self.outcome, reasons, self.place)


Standings = dict[str, Standing]


def select(batch: BatchRules, pool: Pool, *, on: date) -> Selection:
    """Choose from a batch.

    Args:
        batch: the quotas.
        pool: the candidates with their verdicts, and the numbers that quotas are taken of.
        on: the day that chooses the version: for an award the day of receipt, for a rating a day
            of the year that is rated.

    Returns:
        The outcome of every candidate with its reasons, the quotas with their groups, the totals.
        A day about which the file is silent, or whose rules are not loaded, leaves every candidate
        who is not barred to a person.

    >>> from rules.quotas.batch import Number, OrderKey
    >>> from rules.law.award import Source
    >>> from rules.meaning.language import Value
    >>> from texts import Text
    >>> best = Quota("q.1", Text("một", "one"), Number(Value(1)), "council", Source("Luật", "Điều"),
    ...              order=(OrderKey("score", None, descending=True),))
    >>> always = BatchVersion("v", date.min, None, (best,))
    >>> batch = BatchRules("A", Text("a", "a"), (always,), Vocabulary({}), Vocabulary({}))
    >>> field = tuple(Candidate(name, facts={"score": n}) for name, n in (("x", 9), ("y", 7)))
    >>> found = select(batch, Pool(field), on=date(2025, 12, 1))
    >>> found.ids("in"), found.outcome("y").reasons[0].text.en
    (('x',), 'place 2 of 1 under q.1')
    """
    version = batch.on(on)
    standings = {one.id: _entering(one) for one in sorted(pool.candidates, key=lambda one: one.id)}
    rounds: list[Round] = []
    for reason in _without_quota(version):
        standings = {name: _unless_out(one, reason) for name, one in standings.items()}
    for quota in version.quotas if version is not None else ():
        standings, held = _round(quota, standings, pool, batch)
        rounds += held
    outcomes = sorted((one.outcome_now() for one in standings.values()), key=_by_place)
    name = "" if version is None else version.id
    return Selection(batch.code, name, on, tuple(outcomes), tuple(rounds))


def _by_place(one: CandidateOutcome) -> tuple[int, int, str]:
    """Candidates by their places; those whom no quota counted stand last."""
    if one.place is None:
        return (1, 0, one.candidate.id)
    return (0, one.place.best, one.candidate.id)


def _entering(candidate: Candidate) -> Standing:
    """How a candidate stands before any quota: by its verdict."""
    verdict = candidate.verdict
    if verdict is Verdict.eligible:
        return Standing(candidate, "in")
    said = {"verdict": wording.VERDICTS[verdict.value]}
    if verdict in BARRED:
        return Standing(candidate, "out").after(
            Reason("", "out", wording.NOT_ELIGIBLE.fill(**said))
        )
    return Standing(candidate, "asked").after(Reason("", "asked", wording.PENDING.fill(**said)))


def _without_quota(version: BatchVersion | None) -> Iterator[Reason]:
    """What holds where no quota is written: silence, rules that are not loaded, or no quota."""
    if version is None:
        yield Reason("", "asked", wording.SILENT, asks="administrator")
    elif version.not_loaded is not None:
        text = wording.NOT_LOADED.fill(why=version.not_loaded)
        yield Reason("", "asked", text, asks="administrator")
    elif version.free is not None:
        yield Reason("", "in", version.free.text, version.free.source)


def _unless_out(standing: Standing, reason: Reason) -> Standing:
    """One more reason, except for those who do not compete."""
    return standing if standing.outcome == "out" else standing.after(reason)


def _round(
    quota: Quota, standings: Standings, pool: Pool, batch: BatchRules
) -> tuple[Standings, list[Round]]:
    """One quota applied to all its groups."""
    field, homeless = _homes(quota, standings.values(), batch.candidates)
    limits = limits_of(quota, pool, batch.groups, field)
    after = dict(standings)
    rounds: list[Round] = []
    for home in sorted(field, key=str):
        members = {one.id: one for one in (*field[home], *homeless)}
        contest = Contest(quota, limits[home], members)
        for one in field[home]:
            reason = reason_for(contest, one.id, batch.candidates)
            after[one.id] = after[one.id].after(reason, contest.place(one.id))
        rounds.append(_held(contest, dict(zip(quota.per, home, strict=True)), field[home]))
    for one in homeless:
        after[one.id] = after[one.id].after(unplaced(quota, one, batch.candidates))
    return after, rounds


def _homes(
    quota: Quota, standings: Iterable[Standing], words: Vocabulary
) -> tuple[Mapping[Home, list[Contestant]], list[Contestant]]:
    """The contestants of each group, and those of whom the group is not known.

    The latter may belong to any group, and so compete in all of them.
    """
    field: dict[Home, list[Contestant]] = {}
    homeless: list[Contestant] = []
    for standing in standings:
        candidate = standing.candidate
        counts = truth_of(quota.who, candidate.facts).value
        if standing.outcome == "out" or counts is False:
            continue
        home = tuple(candidate.facts.get(name) for name in quota.per)
        known = counts if None not in home else None
        open_ = standing.outcome == "asked"
        one = contestant(candidate, quota, counts=known, open_=open_, words=words)
        (homeless if None in home else field.setdefault(home, [])).append(one)
    return field, homeless


def _held(contest: Contest, group: Mapping[str, object], members: Iterable[Contestant]) -> Round:
    """What became of one quota in one group."""
    quota = contest.quota
    counted = {one.id: contest.outcome(one.id) for one in members}
    return Round(quota.id, quota.text, group, contest.limit, counted, quota.source, quota.warning)
