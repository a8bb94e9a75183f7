"""What people hand in on a ballot, why it may not be taken, and the poll after it was.

    >>> from workflow.running.ballot import Poll
    >>> poll = after_paper(Poll(), Roll(frozenset({"an", "binh", "chi"}), chair="an"), secret=False)
    >>> poll = after_paper(poll, Vote("binh", "for"), secret=False)
    >>> sorted(poll.voted), dict(poll.votes)
    (['binh'], {'binh': 'for'})

Invariants:

* nobody votes twice, and nobody who is not on the roll, is barred or stands aside votes at all;
* a vote is the member's own: only a letter of the member is handed in by somebody else;
* of a secret ballot the poll keeps counts, and apart from them who has voted;
* all that is wrong with a paper is told at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from texts import Text
from workflow.language.council import BallotRule, Body
from workflow.running.ballot import Poll, Sheet
from workflow.running.outcome import Person


@dataclass(frozen=True, slots=True)
class Roll:
    """The members who may vote, called when a ballot opens.

    Attributes:
        members: their ids.
        chair: who is in the chair; one of them, or None.
        barred: those of them who stand too near to the dossier to vote.
    """

    members: frozenset[str]
    chair: str | None = None
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vote:
    """One member's vote.

    Attributes:
        member: whose it is.
        choice: what for.
        written: whether it is the written opinion of an absent member.
        near: how the member stands to the dossier, whoever hands the vote in.
    """

    member: str
    choice: str
    written: bool = False
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Recusal:
    """A member who stands aside.

    Attributes:
        member: who.
        reason: why, in words.
    """

    member: str
    reason: str


Paper = Roll | Vote | Recusal | Sheet
"""What an act on a ballot may bring; closing and expiring bring nothing."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason not to take a paper.

    Attributes:
        code: its stable name.
        text: what is wrong and what to do.
        actual: what was found.
        needed: what would be right.
    """

    code: str
    text: Text
    actual: Text | None = None
    needed: Text | None = None


NO_PAPER = Text(
    vi="Việc này phải kèm nội dung bỏ phiếu; hãy nộp {needed}.",
    en="This act comes with something for the ballot; hand in {needed}.",
)
OTHER_PAPER = Text(
    vi="Việc này không kèm nội dung bỏ phiếu nào; hãy bỏ phần kèm theo và làm lại.",
    en="Nothing for the ballot comes with this act; leave it out and try again.",
)
WANTED = {
    "open": Text(vi="danh sách thành viên", en="the roll of members"),
    "vote": Text(vi="lá phiếu của một thành viên", en="the vote of one member"),
    "recuse": Text(vi="người xin không bỏ phiếu và lý do", en="who stands aside, and why"),
    "count": Text(vi="biên bản kiểm phiếu", en="the counted sheet"),
}
KIND = {"open": Roll, "vote": Vote, "recuse": Recusal, "count": Sheet}
NOT_OPEN = Text(
    vi="Chưa mở bỏ phiếu hoặc đã kiểm phiếu xong; phiếu nộp lúc này không được tính.",
    en="No ballot is open, or it has been closed; what comes now does not count.",
)
IS_OPEN = Text(vi="Đang bỏ phiếu rồi.", en="A ballot is open already.")
ROUNDS = Text(
    vi="Đã bỏ phiếu {done} lần; quy trình chỉ cho phép {most} lần.",
    en="{done} ballots were held; the workflow allows {most}.",
)
TOO_FEW = Text(
    vi="Danh sách có {found} thành viên; hội đồng này phải có từ {least} đến {most}.",
    en="The roll has {found} members; this council has from {least} to {most}.",
)
CHAIR = Text(
    vi="Người chủ trì '{chair}' không có trong danh sách thành viên.",
    en="The chair '{chair}' is not on the roll of members.",
)
NOT_MEMBER = Text(
    vi="'{member}' không có trong danh sách thành viên được bỏ phiếu.",
    en="'{member}' is not on the roll of those who vote.",
)
TWICE = Text(vi="'{member}' đã bỏ phiếu.", en="'{member}' has voted already.")
ASIDE = Text(
    vi="'{member}' đã xin không bỏ phiếu: {reason}", en="'{member}' stands aside: {reason}"
)
CHOICE = Text(
    vi="Không có lựa chọn '{choice}'; hãy chọn: {known}.",
    en="There is no choice '{choice}'; choose: {known}.",
)
WRITTEN = Text(
    vi="Cuộc bỏ phiếu này không nhận ý kiến bằng văn bản của người vắng mặt.",
    en="This ballot takes no written opinions of absent members.",
)
NOT_OWN = Text(
    vi="Lá phiếu của '{member}' phải do chính người đó bỏ; người vắng mặt gửi ý kiến bằng văn bản.",
    en="The vote of '{member}' is the member's own to cast; the absent send a written opinion.",
)
NO_PROXY = Text(
    vi="Ở '{body}' không ai bỏ phiếu thay '{member}', kể cả khi được ủy quyền; người vắng mặt "
    "gửi ý kiến bằng văn bản.",
    en="In '{body}' nobody votes for '{member}', not even with a mandate; the absent send a "
    "written opinion.",
)
BARRED = Text(
    vi="'{member}' có quan hệ với người được đề nghị theo danh sách đã điểm danh, nên "
    "không bỏ phiếu.",
    en="'{member}' stands too near to the nominee by the roll that was called, and does not vote.",
)
REASON = Text(
    vi="Xin không bỏ phiếu phải nêu lý do.", en="Who stands aside has to say why in words."
)
NUMBERS = Text(
    vi="Số trong biên bản không khớp: {found}; tối đa {most}.",
    en="The numbers of the sheet do not agree: {found}; at most {most}.",
)
NEGATIVE = Text(vi="Số phiếu không thể âm.", en="Numbers of votes cannot be negative.")


def faults_of(
    rule: BallotRule,
    body: Body,
    step: str,
    poll: Poll | None,
    paper: Paper | None,
    *,
    held: int,
    by: Person | None = None,
) -> Iterator[Fault]:
    """Everything that is wrong with what an act brings to a ballot.

    Args:
        rule: the ballot of the state.
        body: who votes.
        step: what the act does with the ballot.
        poll: the ballot under way; None while none is open.
        paper: what the act brings.
        held: how many ballots were held in this stay before.
        by: who hands it in; None does not ask whose vote it is.
    """
    needs_open = step in {"vote", "recuse", "close"}
    if needs_open and poll is None:
        yield Fault("not-open", NOT_OPEN)
    if step in {"open", "count"} and held >= rule.rounds:
        yield Fault("rounds", ROUNDS.fill(done=held, most=rule.rounds))
    if step in {"open", "count"} and poll is not None:
        yield Fault("is-open", IS_OPEN)
    kind = KIND.get(step)
    if kind is None and paper is not None:
        yield Fault("other-paper", OTHER_PAPER)
        return
    if kind is not None and not isinstance(paper, kind):
        yield Fault("no-paper", NO_PAPER.fill(needed=WANTED[step]), needed=WANTED[step])
    elif isinstance(paper, Roll):
        yield from _of_roll(body, paper)
    elif isinstance(paper, Sheet):
        yield from _of_sheet(rule, body, paper)
    elif isinstance(paper, Vote | Recusal) and poll is not None:
        yield from _of_member(poll, paper)
        yield from _of_choice(rule, paper)
        if by is not None:
            yield from _of_voter(body, paper, by)


def after_paper(poll: Poll | None, paper: Paper, *, secret: bool, held: int = 0) -> Poll:
    """The poll after a paper was taken.

    Args:
        poll: the ballot so far; None before the first paper.
        paper: a paper without a fault.
        secret: whether who voted how is kept apart.
        held: how many ballots were held before in this stay.
    """
    before = poll or Poll(round=held + 1)
    match paper:
        case Roll():
            barred = paper.barred & paper.members
            return Poll(members=paper.members, chair=paper.chair, round=held + 1, barred=barred)
        case Sheet():
            return replace(before, sheet=paper)
        case Recusal():
            return replace(before, recused={**before.recused, paper.member: paper.reason})
        case Vote():
            return _voted(before, paper, secret=secret)


def _voted(poll: Poll, vote: Vote, *, secret: bool) -> Poll:
    """The poll with one more vote; a secret one keeps the count and forgets whose it was."""
    voted = poll.voted | {vote.member}
    written = poll.written | ({vote.member} if vote.written else frozenset())
    if secret:
        counts = {**poll.counts, vote.choice: poll.counts.get(vote.choice, 0) + 1}
        return replace(poll, voted=voted, written=written, counts=dict(sorted(counts.items())))
    votes: Mapping[str, str] = {**poll.votes, vote.member: vote.choice}
    return replace(poll, voted=voted, written=written, votes=votes)


def _of_roll(body: Body, roll: Roll) -> Iterator[Fault]:
    """A roll of the wrong size, or a chair who is not on it."""
    if not body.least <= len(roll.members) <= body.most:
        text = TOO_FEW.fill(found=len(roll.members), least=body.least, most=body.most)
        yield Fault("roll-size", text)
    if roll.chair is not None and roll.chair not in roll.members:
        yield Fault("chair", CHAIR.fill(chair=roll.chair))


def _of_sheet(rule: BallotRule, body: Body, sheet: Sheet) -> Iterator[Fault]:
    """Numbers that cannot be: more votes than voters, more voters than members, unknown choices."""
    if not body.least <= sheet.members <= body.most:
        text = TOO_FEW.fill(found=sheet.members, least=body.least, most=body.most)
        yield Fault("roll-size", text)
    if min((sheet.present, sheet.written, sheet.recused, *sheet.votes.values())) < 0:
        yield Fault("negative", NEGATIVE)
    if sheet.present + sheet.written > sheet.members:
        found = sheet.present + sheet.written
        yield Fault("sheet-present", NUMBERS.fill(found=found, most=sheet.members))
    taking_part = sheet.present + sheet.written - sheet.recused
    if sum(sheet.votes.values()) > taking_part:
        found = sum(sheet.votes.values())
        yield Fault("sheet-votes", NUMBERS.fill(found=found, most=max(taking_part, 0)))
    if sheet.written and rule.written == "not_counted":
        yield Fault("written", WRITTEN)
    for choice in [*sheet.votes, *([] if sheet.chair is None else [sheet.chair])]:
        if choice not in rule.choices:
            yield Fault("choice", CHOICE.fill(choice=choice, known=", ".join(rule.choices)))


def _of_member(poll: Poll, paper: Vote | Recusal) -> Iterator[Fault]:
    """A member who is not on the roll, has voted, or stands aside."""
    member = paper.member
    if member not in poll.members:
        yield Fault("not-member", NOT_MEMBER.fill(member=member))
    if member in poll.voted:
        yield Fault("voted-twice", TWICE.fill(member=member))
    if member in poll.recused:
        yield Fault("stands-aside", ASIDE.fill(member=member, reason=poll.recused[member]))
    if isinstance(paper, Vote) and member in poll.barred and not paper.near:
        yield Fault("barred", BARRED.fill(member=member))
    if isinstance(paper, Recusal) and not paper.reason.strip():
        yield Fault("recusal-reason", REASON)


def _of_voter(body: Body, paper: Vote | Recusal, by: Person) -> Iterator[Fault]:
    """A vote that is not of whoever casts it; a letter is the member's own, whoever records it."""
    if isinstance(paper, Recusal) or paper.written or paper.member == by.id:
        return
    if paper.member not in by.stands_for:
        yield Fault("not-own", NOT_OWN.fill(member=paper.member))
    elif not body.proxies:
        yield Fault("no-proxy", NO_PROXY.fill(member=paper.member, body=body.text))


def _of_choice(rule: BallotRule, paper: Vote | Recusal) -> Iterator[Fault]:
    """A choice that the ballot does not have, or a written opinion where none is taken."""
    if isinstance(paper, Recusal):
        return
    if paper.choice not in rule.choices:
        yield Fault("choice", CHOICE.fill(choice=paper.choice, known=", ".join(rule.choices)))
    if paper.written and rule.written == "not_counted":
        yield Fault("written", WRITTEN)
