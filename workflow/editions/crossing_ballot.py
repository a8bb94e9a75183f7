"""An open ballot on its way to another edition: no vote is lost, none counts for something else.

>>> from workflow import Case, read, shipped
>>> old = read(shipped("provincial-award"), file="provincial-award.yaml")
>>> poll_home(old, Case("suspended", "council_review"))
'council_review'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from texts import Text, joined
from workflow.editions.altered_ballots import altered_voting
from workflow.editions.change import Change
from workflow.editions.crossing import Reason, asks, bars, note
from workflow.editions.migration_plan import Plan
from workflow.language.council import BallotRule
from workflow.language.definition import Definition
from workflow.language.share import Share
from workflow.running.ballot import Poll
from workflow.running.course import holds
from workflow.running.outcome import Case

NO_BALLOT = Text(
    vi="Đang bỏ phiếu ({votes} phiếu) nhưng '{state}' ở bản mới không bỏ phiếu; phiếu sẽ bị mất.",
    en="A ballot is open (votes: {votes}), but none is held in '{state}' of the new edition; they"
    " would be lost.",
)
RESTARTED = Text(
    vi="Cuộc bỏ phiếu đã mở nhưng chưa ai bỏ phiếu; sẽ mở lại theo quy tắc mới.",
    en="A ballot is open and nobody has voted; it is opened anew under the new rules.",
)
VOTES_LOST = Text(
    vi="Kế hoạch mở lại cuộc bỏ phiếu, nhưng đã có {votes} phiếu; phiếu đã bỏ không được mất.",
    en="The plan opens the ballot anew, but {votes} votes were cast; no vote may be lost.",
)
CHOICE_LOST = Text(
    vi="Đã có phiếu cho '{choice}', bản mới không có lựa chọn này hoặc tính nó khác đi.",
    en="Votes were cast for '{choice}', which the new edition does not have, or counts otherwise.",
)
WRITTEN_LOST = Text(
    vi="Đã có {votes} ý kiến bằng văn bản, bản mới không tính ý kiến như vậy.",
    en="{votes} written opinions were taken, which the new edition does not count.",
)
OTHER_RULES = Text(
    vi="Đang bỏ phiếu ({votes} phiếu); phần còn lại và kết quả sẽ theo quy tắc mới: {changes}",
    en="A ballot is open (votes: {votes}); the rest and its result would follow other rules:"
    " {changes}",
)
ROLL = Text(
    vi="Danh sách có {found} thành viên; hội đồng ở bản mới có từ {least} đến {most}.",
    en="The roll has {found} members; in the new edition the council has from {least} to {most}.",
)
SHARE = Text(
    vi="Tỷ lệ phải đạt của hồ sơ này khác trước.", en="The share that this dossier needs differs."
)
CARRIED = Text(
    vi="Cuộc bỏ phiếu đang mở được giữ nguyên ({votes} phiếu).",
    en="The open ballot is carried over (votes: {votes}).",
)

Found = tuple[Poll | None, tuple[Reason, ...]]


def poll_home(definition: Definition, case: Case) -> str:
    """The state whose ballot is open; a suspended dossier keeps that of where it came from.

    Args:
        definition: the workflow.
        case: where the dossier stands.
    """
    here = definition.states[case.state].ballot is not None
    return case.state if here or case.sender is None else case.sender


def votes_of(poll: Poll) -> int:
    """How many votes a poll holds, cast or counted."""
    counted = 0 if poll.sheet is None else sum(poll.sheet.votes.values())
    return max(len(poll.voted), counted)


def carried_poll(
    old: Definition, new: Definition, plan: Plan, case: Case, settings: Mapping[str, str]
) -> Found:
    """The open ballot under the new edition, and what was found about it.

    Args:
        old: the edition that the dossier follows.
        new: the edition that it is to follow.
        plan: what becomes of ballots.
        case: where the dossier stands.
        settings: what holds for it under the new edition.
    """
    poll = case.poll
    if poll is None:
        return None, ()
    if plan.ballots == "restart":
        return _restarted(poll)
    home = poll_home(old, case)
    after = plan.state_after(home)
    was = old.states[home].ballot
    now = new.states[after].ballot if after in new.states else None
    if was is None or now is None or holds(now.when, settings) is False:
        words = new.states[after].text if after in new.states else old.states[home].text
        return poll, (bars(NO_BALLOT.fill(votes=votes_of(poll), state=words)),)
    lost = tuple(bars(one) for one in _lost(was, now, poll))
    changed = [
        *_other_rules(altered_voting(old, new, home, after, plan.states)),
        *_roll(new, now, poll),
        *_other_share(case, (was.pass_when, was.quorum or old.bodies[was.body].quorum), settings),
    ]
    return poll, lost or (_told(poll, changed),)


def _restarted(poll: Poll) -> Found:
    """A ballot that is opened anew, which only one without a vote can be."""
    if votes_of(poll) or poll.recused:
        return poll, (bars(VOTES_LOST.fill(votes=votes_of(poll))),)
    return None, (note(RESTARTED),)


def _told(poll: Poll, changed: Sequence[Text]) -> Reason:
    """That the ballot goes over, and under which other rules if so."""
    votes = votes_of(poll)
    if changed:
        return asks(OTHER_RULES.fill(votes=votes, changes=joined(changed, " ")))
    return note(CARRIED.fill(votes=votes))


def _other_rules(changes: Iterable[Change]) -> Iterator[Text]:
    """The differences of the ballot, in words."""
    return (one.text for one in changes if one.part == "ballots")


def _lost(was: BallotRule, now: BallotRule, poll: Poll) -> Iterator[Text]:
    """Votes that would no longer count, or count for something else."""
    for choice in sorted(_cast(poll)):
        if choice not in now.choices or _meaning(was, choice) != _meaning(now, choice):
            yield CHOICE_LOST.fill(choice=choice)
    written = len(poll.written) if poll.sheet is None else poll.sheet.written
    if written and (was.written, now.written) == ("counted", "not_counted"):
        yield WRITTEN_LOST.fill(votes=written)


def _cast(poll: Poll) -> frozenset[str]:
    """Every choice that somebody voted for."""
    sheet = {} if poll.sheet is None else poll.sheet.votes
    counted = {one for counts in (poll.counts, sheet) for one, votes in counts.items() if votes}
    return frozenset(poll.votes.values()) | counted


def _meaning(rule: BallotRule, choice: str) -> str:
    """What a choice counts as."""
    return {rule.abstain: "abstain", rule.in_favour: "favour"}.get(choice, "against")


def _roll(new: Definition, now: BallotRule, poll: Poll) -> Iterator[Text]:
    """A roll of a size that the council cannot have under the new edition."""
    body = new.bodies[now.body]
    found = len(poll.members) if poll.sheet is None else poll.sheet.members
    if found and not body.least <= found <= body.most:
        yield ROLL.fill(found=found, least=body.least, most=body.most)


def _other_share(
    case: Case, shares: Iterable[Share], settings: Mapping[str, str]
) -> Iterator[Text]:
    """A share that is another one because the setting it is taken from is."""
    names = {one.setting for one in shares if one.setting is not None}
    if any(case.settings.get(name) != settings.get(name) for name in names):
        yield SHARE
