"""Votes that a ballot should not have taken: outside of its time, its roll, or too near.

A ballot on paper leaves a count and no names; of it nothing can be told here, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dossiers.findings.finding import Finding, Place, Told, Unchecked, cited, shown
from dossiers.findings.settings import Settings
from dossiers.findings.walking import Last, Step, group, groups, word
from texts import Text

KIND = "vote_out_of_order"

UNOPENED = Text(
    vi="'{member}' bỏ phiếu khi chưa có cuộc bỏ phiếu nào được mở ở bước này.",
    en="'{member}' voted while no ballot had been opened at this step.",
)
CLOSED = Text(
    vi="'{member}' bỏ phiếu sau khi cuộc bỏ phiếu đã kết thúc ({closed}).",
    en="'{member}' voted after the ballot had been closed ({closed}).",
)
BEFORE = Text(
    vi="Phiếu của '{member}' tính cho ngày {found}; cuộc bỏ phiếu mở ngày {expected}.",
    en="The vote of '{member}' counts for {found}; the ballot was opened on {expected}.",
)
AFTER = Text(
    vi="Phiếu của '{member}' tính cho ngày {found}; cuộc bỏ phiếu kết thúc ngày {expected}.",
    en="The vote of '{member}' counts for {found}; the ballot was closed on {expected}.",
)
ABSENT = Text(
    vi="'{member}' bỏ phiếu mà không có tên trong {count} thành viên của Hội đồng.",
    en="'{member}' voted and is not among the {count} members of the council.",
)
TWICE = Text(
    vi="'{member}' có hơn một phiếu trong một cuộc bỏ phiếu.",
    en="'{member}' has more than one vote in one ballot.",
)
NOMINEE = Text(
    vi="'{member}' bỏ phiếu về chính mình.", en="'{member}' voted on the own nomination."
)
RELATIVE = Text(
    vi="'{member}' bỏ phiếu ngày {found}; hồ sơ ghi ngày {expected} rằng người này có quan hệ "
    "'{relation}' với người được đề nghị.",
    en="'{member}' voted on {found}; on {expected} it was recorded that this person is "
    "'{relation}' of the nominee.",
)
ON_PAPER = Text(
    vi="bỏ phiếu ghi bằng biên bản kiểm phiếu: sổ không biết ai đã bỏ phiếu; xem biên bản",
    en="the ballot was counted on paper: the log does not know who voted; see the minutes",
)
NO_ACCOUNT = Text(
    vi="không ghi mã tài khoản của người được đề nghị nên không biết người đó có tự bỏ phiếu không",
    en="no account of the nominee is recorded, so a vote on the own nomination would not be seen",
)


@dataclass(slots=True)
class Held:
    """A ballot at one step of a dossier.

    Attributes:
        basis: where the law asks for it.
        opened: the event that opened it.
        members: the roll.
        closed: the event that ended it; None while it is open.
        votes: who voted, by the event.
    """

    basis: Text
    opened: Place
    members: frozenset[str]
    closed: Place | None = None
    votes: list[tuple[str, Place]] = field(default_factory=list)


class VotesOutOfOrder:
    """Follows every ballot that is held member by member."""

    def __init__(self, _settings: Settings) -> None:
        """No threshold is ours."""
        self._held: dict[tuple[str, str], Held] = {}
        self._near: dict[tuple[str, str], tuple[str, Place]] = {}
        self._on_paper: list[Place] = []
        self._unknown: dict[str, Place] = {}

    def see(self, step: Step) -> Iterator[Told]:
        """What is wrong with a vote as far as is known when it is recorded."""
        self._relations(step)
        act = step.act
        match None if act is None else act.ballot:
            case "open":
                self._opened(step)
            case "vote":
                yield from self._voted(step)
            case "close":
                yield from self._closed(step)
            case "count":
                self._on_paper.append(step.place)

    def end(self, _last: Last) -> Iterator[Told]:
        """Votes of people whose nearness was recorded, then or later; and what nobody can tell."""
        for held in self._held.values():
            for member, place in held.votes:
                yield from self._too_near(held, member, place)
        if self._on_paper:
            yield Unchecked(KIND, ON_PAPER, tuple(self._on_paper))
        if self._unknown:
            yield Unchecked(KIND, NO_ACCOUNT, tuple(self._unknown.values()))

    def _opened(self, step: Step) -> None:
        """A roll is called; it takes the place of an earlier one at the same step."""
        called = step.details.get("members")
        members = frozenset(map(str, called)) if isinstance(called, list) else frozenset()
        key = (step.place.stream, step.event.source)
        self._held[key] = Held(_basis(step), step.place, members)
        who = step.trail.who
        if who.kind == "individual" and who.account is None:
            self._unknown.setdefault(step.place.stream, step.place)

    def _voted(self, step: Step) -> Iterator[Finding]:
        """Everything that is wrong with one vote."""
        held = self._held.get((step.place.stream, step.event.source))
        member = word(step.details, "member") or step.stands_for or step.event.actor.id
        if held is None:
            yield Finding(KIND, (step.place,), _basis(step), UNOPENED.fill(member=member))
            return
        for text in _faults(held, member, step):
            places = (held.opened, *([held.closed] if held.closed else []), step.place)
            yield Finding(KIND, places, held.basis, text)
        held.votes.append((member, step.place))

    def _closed(self, step: Step) -> Iterator[Finding]:
        """Votes that count for a day after the one on which the ballot was closed."""
        held = self._held.get((step.place.stream, step.event.source))
        if held is None:
            return
        held.closed = step.place
        for member, place in held.votes:
            if place.on > step.event.on:
                days = {"found": shown(place.on), "expected": shown(step.event.on)}
                told = AFTER.fill(member=member, **days)
                yield Finding(KIND, (place, step.place), held.basis, told)

    def _relations(self, step: Step) -> None:
        """Who is recorded as too near to the nominee, by whichever act."""
        if step.trail.subject != "dossier":
            return
        for person, relation in _recorded_near(step):
            key = (step.place.stream, person)
            self._near.setdefault(key, (relation, step.place))

    def _too_near(self, held: Held, member: str, place: Place) -> Iterator[Finding]:
        """One vote of somebody who is recorded as too near."""
        found = self._near.get((place.stream, member))
        if found is None:
            return
        relation, recorded = found
        days = {"found": shown(place.on), "expected": shown(recorded.on)}
        text = NOMINEE if relation == SELF else RELATIVE
        told = text.fill(member=member, relation=relation, **days)
        yield Finding(KIND, (place, recorded), held.basis, told)


CONFLICT = "declare_conflict"
SELF = "nominee"
RELATED = "relative"


def _recorded_near(step: Step) -> Iterator[tuple[str, str]]:
    """The people whom an act records as too near, each with the relation."""
    if step.trail.who.account is not None:
        yield step.trail.who.account, SELF
    details = step.details
    if step.event.type == CONFLICT:
        yield word(details, "person"), word(details, "relation") or RELATED
    evidence = group(group(step.data, "nomination"), "evidence") or details
    for one in groups(evidence, "conflicts"):
        yield word(one, "person"), word(one, "relation") or RELATED
    relatives = details.get("relatives")
    for person in relatives if isinstance(relatives, list) else ():
        yield str(person), RELATED


def _faults(held: Held, member: str, step: Step) -> Iterator[Text]:
    """What is wrong with a vote in an ongoing or closed ballot."""
    if held.closed is not None:
        yield CLOSED.fill(member=member, closed=held.closed.short)
    if member not in held.members:
        yield ABSENT.fill(member=member, count=len(held.members))
    if step.event.on < held.opened.on:
        days = {"found": shown(step.event.on), "expected": shown(held.opened.on)}
        yield BEFORE.fill(member=member, **days)
    if any(member == one for one, _ in held.votes):
        yield TWICE.fill(member=member)


def _basis(step: Step) -> Text:
    """Where the law asks for the ballot of a step."""
    definition, act = step.definition, step.act
    assert definition is not None, "an act of a ballot is one of a workflow"
    state = definition.states[step.event.source]
    source = (state.ballot.source if state.ballot else None) or (act.source if act else None)
    return cited(source, workflow=definition.id, version=definition.version)
