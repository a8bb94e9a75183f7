"""How many places a quota leaves each group, in whole numbers, and from which numbers that follows.

The numbers themselves are facts of a group, or of the whole batch; no candidate matters here.

"Không quá" never rounds up: 15 % of 19 is 2.85, so 2.  A number that is not known leaves a range:
no place is certain, and no end is in sight, so that nobody is let in or turned away by a guess.

    >>> fraction_text(Fraction(285, 100)).vi, fraction_text(Fraction(19, 3)).en
    ('2,85', '19/3')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import cast

from rules.meaning.interpret import number_of, truth_of
from rules.meaning.language import FactValue, Operand
from rules.meaning.vocabulary import Vocabulary
from rules.quotas import batch_wording as wording
from rules.quotas.batch import Number, Pool, Quota, ShareOf, SplitNumber, answer_in
from rules.quotas.places import shared_out
from rules.quotas.selection import Limit
from texts import Text, joined

Home = tuple[object, ...]
"""What makes a group, in the order of the quota's `per`; empty for the whole batch."""

Group = Mapping[str, object]
TEN_THOUSAND = 10_000


def limits_of(
    quota: Quota, pool: Pool, words: Vocabulary, homes: Iterable[Home]
) -> dict[Home, Limit]:
    """The places that a quota leaves each group.

    Args:
        quota: the quota.
        pool: the facts of the groups and of the whole batch.
        words: the vocabulary of those facts.
        homes: the groups that have candidates.

    Returns:
        The limit of each of these groups.  One for which the exception holds has none; one of
        which that is not known, or whose quota is unverified, has no upper end.
    """
    groups = _groups(quota, pool, words)
    everyone = {home: groups.get(home, {}) for home in (*groups, *homes)}
    plain = _plain_limits(quota, pool, everyone, words)
    return {
        home: _verified(quota, _excepted(quota, group, plain[home], words))
        for home, group in everyone.items()
    }


def fraction_text(number: Fraction) -> Text:
    """A number exactly: with at most four decimals where that is enough, else as a fraction.

    Vietnamese writes a decimal comma, English a point.  Nothing is rounded.
    """
    scaled = number * TEN_THOUSAND
    if scaled.denominator != 1:
        plain = f"{number.numerator}/{number.denominator}"
        return Text(vi=plain, en=plain)
    whole, rest = divmod(scaled.numerator, TEN_THOUSAND)
    tail = f"{rest:04}".rstrip("0")
    point = {"vi": ",", "en": "."} if tail else {"vi": "", "en": ""}
    return Text(vi=f"{whole}{point['vi']}{tail}", en=f"{whole}{point['en']}{tail}")


def _groups(quota: Quota, pool: Pool, words: Vocabulary) -> dict[Home, Group]:
    """The facts of each group that the list has facts of."""
    if not quota.per:
        return {(): pool.whole}
    return {
        tuple(group[name] for name in quota.per): group
        for group in pool.groups_by(quota.per, words)
    }


def _plain_limits(
    quota: Quota, pool: Pool, groups: Mapping[Home, Group], words: Vocabulary
) -> dict[Home, Limit]:
    """The places by the amount alone."""
    amount = quota.amount
    if isinstance(amount, SplitNumber):
        return _split(quota, amount, pool, groups, words)
    if isinstance(amount, Number):
        return {home: _number(amount.operand, group, words) for home, group in groups.items()}
    return {home: _share(amount, group, words) for home, group in groups.items()}


def _share(share: ShareOf, group: Group, words: Vocabulary) -> Limit:
    """A share of a number of the group, rounded down.

    >>> words = Vocabulary({})
    >>> _share(ShareOf(20, 100, "rated"), {"rated": 14}, words).basis.vi
    '20 % × 14 = 2,8 → 2'
    >>> _share(ShareOf(20, 100, "rated"), {}, words).number
    '0–?'
    """
    count = cast("int | None", group.get(share.of))
    if count is None:
        return _unknown([share.of], words)
    exact = Fraction(share.numerator * count, share.denominator)
    places = share.numerator * count // share.denominator
    basis = wording.SHARE_PLACES.fill(
        share=_share_text(share), count=count, exact=fraction_text(exact), places=places
    )
    return Limit(places, places, basis)


def _share_text(share: ShareOf) -> Text:
    """The share as people write it.

    >>> _share_text(ShareOf(15, 100, "")).en, _share_text(ShareOf(1, 3, "")).en
    ('15 %', '1/3')
    """
    percent = Fraction(share.numerator * 100, share.denominator)
    if (percent * TEN_THOUSAND).denominator != 1:
        return fraction_text(Fraction(share.numerator, share.denominator))
    return joined([fraction_text(percent), Text(vi="%", en="%")], " ")


def _number(operand: Operand, facts: Group, words: Vocabulary) -> Limit:
    """A number of the file, or of the group."""
    number = number_of(operand, facts)
    if number is None:
        return _unknown([cast("FactValue", operand).name], words)
    return Limit(number, number, wording.NUMBER_PLACES.fill(places=number))


def _split(
    quota: Quota,
    amount: SplitNumber,
    pool: Pool,
    groups: Mapping[Home, Group],
    words: Vocabulary,
) -> dict[Home, Limit]:
    """A number that the groups share; a weight that is not known leaves all of them open."""
    whole = _number(amount.operand, pool.whole, words)
    weights = {home: cast("int | None", group.get(amount.weight)) for home, group in groups.items()}
    known = {home: weight for home, weight in weights.items() if weight is not None}
    if whole.most is None:
        return dict.fromkeys(groups, whole)
    if len(known) < len(groups) or not any(known.values()):
        return dict.fromkeys(groups, replace(_unknown([amount.weight], words), most=whole.most))
    return _shared(quota, amount, whole.most, known, groups, words)


def _shared(
    quota: Quota,
    amount: SplitNumber,
    number: int,
    weights: Mapping[Home, int],
    groups: Mapping[Home, Group],
    words: Vocabulary,
) -> dict[Home, Limit]:
    """A known number shared by known weights; equal remainders leave a range until answered."""
    answers = {home: answer_in(group, quota.id) for home, group in groups.items()}
    chosen = {_key(home): said for home, said in answers.items() if said is not None}
    parts = shared_out(number, {_key(home): weights[home] for home in weights}, chosen)
    limits: dict[Home, Limit] = {}
    for home in groups:
        least, most = parts[_key(home)]
        shown = str(least) if least == most else f"{least}–{most}"
        weight = _name(amount.weight, words)
        basis = wording.SPLIT_PLACES.fill(number=number, weight=weight, places=shown)
        limits[home] = Limit(least, most, basis)
    return limits


def _key(home: Home) -> str:
    """A group as one word; the unit separator stands in no text that a file may hold."""
    return "\x1f".join(map(str, home))


def _excepted(quota: Quota, group: Group, limit: Limit, words: Vocabulary) -> Limit:
    """The limit after the exception: none where it holds, no upper end where that is not known."""
    exception = truth_of(quota.unless, group)
    if exception.value is True:
        return Limit(None, None, wording.EXCEPTED)
    if exception.value is False:
        return limit
    missing = tuple(sorted({*limit.missing, *exception.unknown}))
    asked = joined([_name(name, words) for name in sorted(exception.unknown)])
    basis = wording.MAYBE_EXCEPTED.fill(places=limit.basis, missing=asked)
    return Limit(limit.least, None, basis, missing)


def _verified(quota: Quota, limit: Limit) -> Limit:
    """The limit of a quota whose source was not read: nobody is turned away by it."""
    if not quota.doubtful or limit.least is None:
        return limit
    basis = wording.DOUBTFUL.fill(places=limit.basis)
    return replace(limit, most=None, basis=basis)


def _unknown(names: list[str], words: Vocabulary) -> Limit:
    """The limit where a number is not known."""
    missing = joined([_name(name, words) for name in names])
    return Limit(0, None, wording.NO_NUMBER.fill(missing=missing), tuple(names))


def _name(name: str, words: Vocabulary) -> Text:
    """A fact by its name for people."""
    fact = words.find(name)
    return Text(vi=name, en=name) if fact is None else fact.text
