"""Why a quota lets a candidate in, keeps it out, or leaves it to somebody: one sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from rules.judging.verdict import Verdict
from rules.meaning.vocabulary import Vocabulary
from rules.quotas import batch_wording as wording
from rules.quotas.batch import Quota
from rules.quotas.contest import Contest, Contestant
from rules.quotas.selection import Reason
from texts import Text, joined

MOST_NAMES = 5
"""Candidates that one sentence names; the rest are counted, and each has a sentence of its own."""


def reason_for(contest: Contest, name: str, words: Vocabulary) -> Reason:
    """Why a contestant is in or out under a quota, or what it waits for.

    Args:
        contest: the quota in its group.
        name: the contestant.
        words: the vocabulary of candidates, for the names of facts.
    """
    if contest.limit.least is None:
        text = wording.NOT_BOUND.fill(quota=contest.quota.id)
        return Reason(contest.quota.id, "in", text, contest.quota.source)
    if contest.outcome(name) == "asked":
        return _asked(contest, name, words)
    return _decided(contest, name)


def unplaced(quota: Quota, contestant: Contestant, words: Vocabulary) -> Reason:
    """Why a candidate waits whose group is not known."""
    facts = contestant.candidate.facts
    gaps = joined([_name(one, words) for one in quota.per if facts.get(one) is None])
    text = wording.HOMELESS.fill(quota=quota.id, facts=gaps)
    return Reason(quota.id, "asked", text, quota.source, missing=contestant.missing)


def _decided(contest: Contest, name: str) -> Reason:
    """Why a contestant is certainly in or out: its place, a preference of law, or a choice."""
    quota, level = contest.quota, contest.decided_at(name)
    said: dict[str, object] = {
        "place": contest.place(name),
        "places": contest.limit.number,
        "quota": quota.id,
        "body": wording.BODIES[quota.asks],
    }
    outcome = contest.outcome(name)
    if level == 0:
        return Reason(quota.id, outcome, wording.PLACE.fill(**said), quota.source)
    if level > len(quota.prefer):
        return Reason(quota.id, outcome, wording.CHOSEN.fill(**said), quota.source)
    preference = quota.prefer[level - 1]
    text = wording.PREFERRED.fill(**said, preference=preference.text)
    return Reason(quota.id, outcome, text, preference.source)


def _asked(contest: Contest, name: str, words: Vocabulary) -> Reason:
    """What a contestant waits for: facts, the number of places, or a body's choice."""
    quota, limit, own = contest.quota, contest.limit, contest.field[name].missing
    said: dict[str, object] = {
        "place": contest.place(name),
        "places": limit.number,
        "quota": quota.id,
        "body": wording.BODIES[quota.asks],
        "basis": limit.basis,
    }
    if limit.missing:
        text = wording.NUMBER_MISSING.fill(**said)
        return Reason(quota.id, "asked", text, quota.source, missing=own)
    if contest.holding_up:
        several = contest.holding_up
        waits = _several([_lacks(one, words) for one in several[:MOST_NAMES]], len(several))
        text = wording.WAITING.fill(**said, waits=waits)
        return Reason(quota.id, "asked", text, quota.source, missing=own)
    if not limit.certain:
        text = wording.OPEN_PLACES.fill(**said)
        return Reason(quota.id, "asked", text, quota.source, quota.asks)
    count = len(contest.asked)
    labels = [_same(contest.field[one].candidate.label) for one in contest.asked[:MOST_NAMES]]
    text = wording.TIED.fill(**said, left=contest.left, count=count, names=_several(labels, count))
    return Reason(quota.id, "asked", text, quota.source, quota.asks)


def _lacks(contestant: Contestant, words: Vocabulary) -> Text:
    """A contestant with what is not known of it."""
    gaps = [_name(one, words) for one in contestant.missing]
    verdict = contestant.candidate.verdict
    if not gaps and verdict is Verdict.eligible:
        gaps = [wording.EARLIER]
    elif not gaps:
        gaps = [wording.VERDICT_OPEN.fill(verdict=wording.VERDICTS[verdict.value])]
    return wording.LACKS.fill(name=contestant.candidate.label, facts=joined(gaps))


def _several(first: Sequence[Text], count: int) -> Text:
    """The first of several texts, and how many more there are."""
    named, more = joined(first), count - len(first)
    return named if not more else wording.AND_MORE.fill(names=named, count=more)


def _name(name: str, words: Vocabulary) -> Text:
    """A fact by its name for people."""
    fact = words.find(name)
    return _same(name) if fact is None else fact.text


def _same(words: str) -> Text:
    """Words that are the same in both languages."""
    return Text(vi=words, en=words)
