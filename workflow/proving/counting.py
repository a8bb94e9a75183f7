"""A ballot as one counted object: which results so many members can bring about, by which votes.

Who votes how makes no difference to where a dossier goes, only how many do.  So the results of a
council of 50 are found by counting votes, not by trying 50 people in every order.

    >>> from texts import Text
    >>> from workflow.language.council import Outcomes
    >>> body = Body(text=Text("Hội đồng", "Council"), quorum="2/3 of members")
    >>> where = Outcomes(passed="same", failed="same", no_quorum="same", expired="same")
    >>> rule = BallotRule(body="council", pass_when="80% of members", outcomes=where)
    >>> found = endings(rule, body, 15, {}, may_recuse=False)
    >>> sorted(found["close", VOTED]), found["close", VOTED]["passed"].favour
    (['failed', 'no_quorum', 'passed'], 12)

Each result comes with the count that brings it about, the smallest first; whether it does is asked
of `workflow.running.ballot`, the same that decides about real votes.

Invariant: with members who stay in the total, what is decided early stays so whoever stands aside,
so counts with nobody and with everybody else aside show every result (ADR 0025).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workflow.language.council import BallotRule, Body, Result
from workflow.running.ballot import Poll, Sheet, Tally, decided, result, tally_of
from workflow.running.casting import Recusal, Roll, Vote

OPENED = 1
"""A ballot is open and nobody has voted."""
VOTED = 2
"""A ballot is open and somebody has voted."""

CLOSED = frozenset({"passed", "failed", "no_quorum"})
Step = tuple[str, int]
"""What an act does with a ballot, and how far that was before."""
Ways = Mapping[Step, Mapping[str, "Counted"]]
"""For each step the results it can have, each with a count; the empty result goes on."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many votes.

    Attributes:
        members: on the roll.
        favour: in favour.
        against: neither in favour nor abstaining.
        abstain: taking part without deciding.
        recused: standing aside.
        chair: whether the chair votes in favour; None where nobody is in the chair.
    """

    members: int
    favour: int = 0
    against: int = 0
    abstain: int = 0
    recused: int = 0
    chair: bool | None = None

    @property
    def cast(self) -> int:
        """How many vote."""
        return self.favour + self.against + self.abstain


def endings(
    rule: BallotRule, body: Body, members: int, settings: Mapping[str, str], *, may_recuse: bool
) -> Ways:
    """Every result that a ballot can have, by the step that brings it about.

    Args:
        rule: the ballot.
        body: who votes.
        members: how many are on the roll.
        settings: what holds for the dossier.
        may_recuse: whether some act lets a member stand aside.
    """
    asked = _Asked(rule, body, members, settings, may_recuse)
    return {
        ("count", 0): _first(asked, ((one, asked.sheet(one)) for one in asked.counts(sheet=True))),
        ("close", OPENED): _first(asked, asked.closable(voted=False)),
        ("close", VOTED): _first(asked, asked.closable(voted=True)),
        ("vote", OPENED): asked.voted(first=True),
        ("vote", VOTED): asked.voted(first=False),
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question about one ballot."""

    rule: BallotRule
    body: Body
    members: int
    settings: Mapping[str, str]
    may_recuse: bool

    @property
    def early(self) -> bool:
        """Whether a vote may end it."""
        return self.rule.close == "when_decided"

    def counts(self, *, sheet: bool = False) -> Iterator[Counted]:
        """Every count that matters, those with the fewest aside and the most votes first."""
        for aside in self._asides(sheet=sheet):
            most = self.members - aside
            for cast in dict.fromkeys([most, *range(most + 1)]):
                yield from self._with(cast, aside)

    def _asides(self, *, sheet: bool) -> range:
        """How many may stand aside; it changes results only where they leave the total."""
        leaves = self.rule.recused == "leaves" and (sheet or self.may_recuse)
        return range(self.members + 1 if leaves else 1)

    def _with(self, cast: int, aside: int) -> Iterator[Counted]:
        """Every count of so many votes; ties are told apart only where the chair breaks them."""
        for favour in range(cast + 1):
            rest = cast - favour
            no, abstain = (rest, 0) if self._against else (0, rest)
            yield Counted(self.members, favour, no, abstain, aside)
            if self.rule.tie == "chair" and 0 < 2 * favour <= cast:
                yield from self._tied(favour, cast, aside)

    def _tied(self, favour: int, cast: int, aside: int) -> Iterator[Counted]:
        """A tie with the chair on either side."""
        left = cast - 2 * favour
        if left == 0 or self.rule.abstain is not None:
            for side in (True, False):
                yield Counted(self.members, favour, favour, left, aside, side)

    @property
    def _against(self) -> str | None:
        """The choice that is against; None where one can only abstain."""
        return against(self.rule)

    def result(self, tally: Tally) -> Result:
        """How a ballot ends that is closed at these numbers."""
        return result(self.rule, self.body, tally, self.settings)

    def decided(self, one: Counted) -> Result | None:
        """How a vote ends a ballot that stands at this count; None where it goes on."""
        return decided(self.rule, self.body, self.tally(one), self.settings)

    def tally(self, one: Counted) -> Tally:
        """The numbers of a ballot that is cast vote by vote."""
        leaving = one.recused if self.rule.recused == "leaves" else 0
        return Tally(
            members=one.members - leaving,
            present=one.cast,
            favour=one.favour,
            against=one.against,
            open=one.members - one.cast - one.recused,
            chair_favours=one.chair,
        )

    def sheet(self, one: Counted) -> Tally:
        """The numbers of a ballot held on paper."""
        return tally_of(self.rule, Poll(sheet=sheet_of(self.rule, one)))

    def closable(self, *, voted: bool) -> Iterator[tuple[Counted, Tally]]:
        """Every count at which a ballot can stand, undecided where a vote would have ended it."""
        for one in self.counts():
            if bool(one.cast) != voted or (self.early and not self._stands(one)):
                continue
            yield one, self.tally(one)

    def _stands(self, one: Counted) -> bool:
        """Whether a ballot that ends when it is decided can stand at this count.

        Who stands aside ends nothing, so votes may come before or after that.
        """
        return one.cast == 0 or None in {
            self.decided(one),
            self.decided(replace(one, recused=0)),
        }

    def voted(self, *, first: bool) -> Mapping[str, Counted]:
        """What one more vote can bring about; the empty result where the ballot goes on."""
        found: dict[str, Counted] = {}
        wanted = {"", "passed", "failed"} if self.early else {""}
        for one in self._before(first=first):
            for after in self._more(one):
                ended = self.decided(after) if self.early else None
                found.setdefault(ended or "", after)
            if found.keys() >= wanted:
                break
        return found

    def _before(self, *, first: bool) -> Iterator[Counted]:
        """Every count before a vote, with nobody and with everybody else aside."""
        for one in self.counts():
            if (one.cast == 0) != first or one.cast + one.recused >= self.members:
                continue
            if one.cast and self.early and not self._stands(one):
                continue
            yield one
            if self.early and self.may_recuse and self.rule.recused == "stays":
                yield replace(one, recused=self.members - one.cast - 1)

    def _more(self, one: Counted) -> Iterator[Counted]:
        """The count after one more vote, whatever it is."""
        yield replace(one, favour=one.favour + 1)
        if self._against:
            yield replace(one, against=one.against + 1)
        if self.rule.abstain is not None:
            yield replace(one, abstain=one.abstain + 1)


def against(rule: BallotRule) -> str | None:
    """The first choice that is against; None where one can only abstain."""
    return next((one for one in rule.choices if one not in {rule.in_favour, rule.abstain}), None)


def roll_of(members: int, *, chair: bool = False) -> Roll:
    """A roll of so many members, one of them in the chair where that matters."""
    names = [f"m{number}" for number in range(1, members + 1)]
    return Roll(frozenset(names), names[0] if chair else None)


def papers_of(rule: BallotRule, one: Counted) -> tuple[tuple[Recusal, ...], tuple[Vote, ...]]:
    """A count as papers: who stands aside, then the votes, in favour first but for the chair's.

    The first member is in the chair and votes as the count says.
    """
    no = against(rule) or rule.abstain or rule.in_favour
    sides = [rule.in_favour] * one.favour + [no] * one.against
    sides += [rule.abstain or no] * one.abstain
    if one.chair is False and one.favour:
        sides = [no, *sides[: one.favour], *sides[one.favour + 1 :]]
    votes = tuple(Vote(f"m{number}", side) for number, side in enumerate(sides, start=1))
    first = one.members - one.recused + 1
    aside = range(first, one.members + 1)
    return tuple(Recusal(f"m{number}", "nominee") for number in aside), votes


def sheet_of(rule: BallotRule, one: Counted) -> Sheet:
    """A count as the minutes of a ballot held on paper."""
    no = against(rule) or rule.abstain or rule.in_favour
    votes: dict[str, int] = {}
    sides = ((rule.in_favour, one.favour), (no, one.against), (rule.abstain or no, one.abstain))
    for side, number in sides:
        if number:
            votes[side] = votes.get(side, 0) + number
    chair = None if one.chair is None else rule.in_favour if one.chair else no
    present = one.cast + one.recused
    return Sheet(one.members, present, votes=votes, recused=one.recused, chair=chair)


def _first(asked: _Asked, counts: Iterator[tuple[Counted, Tally]]) -> Mapping[str, Counted]:
    """The first count for each result; nothing is counted on once every result has one."""
    found: dict[str, Counted] = {}
    for one, tally in counts:
        found.setdefault(asked.result(tally), one)
        if found.keys() >= CLOSED:
            break
    return found
