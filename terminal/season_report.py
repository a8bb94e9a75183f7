"""The summary of a season that a chair would like to read, and below it the proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

import click

import rules
import workflow
from dossiers.model import Dossier
from dossiers.replay import replay
from dossiers.seasons import Played, Season
from dossiers.store import Store
from dossiers.use_cases import Happening, listed, look, procedure, timeline
from dossiers.verification import verify
from terminal.answers import shown_day
from terminal.language import said, say
from texts import Text

WIDEST_REASON = 150
OUTCOMES = (
    ("approved", Text(vi="Đã được tặng", en="Granted")),
    ("revoked", Text(vi="Đã tặng, sau đó bị hủy bỏ", en="Granted, later revoked")),
    ("refused", Text(vi="Không được tặng", en="Refused")),
    ("suspended", Text(vi="Tạm dừng để xác minh", en="Suspended while a case is verified")),
    ("withdrawn", Text(vi="Đơn vị rút hồ sơ", en="Withdrawn by the unit")),
    ("returned", Text(vi="Trả lại để bổ sung", en="Returned for supplement")),
    ("draft", Text(vi="Còn ở đơn vị, chưa trình được", en="Still with the unit")),
)


def report(season: Season, played: Played, store: Store, place: str) -> bool:
    """Print the summary, replay and verify the history, and name three commands to go on with.

    Args:
        season: what was played.
        played: what playing it gave.
        store: the database it was played on.
        place: the file of that database.

    Returns:
        True when replayed states are equal and history is whole.
    """
    for line in _head(season):
        click.echo(line)
    dossiers = listed(store)
    for line in _outcomes(dossiers, store):
        click.echo(line)
    for line in _surprises(played):
        click.echo(line)
    whole = _proof(store, dossiers)
    for line in _next(dossiers, place):
        click.echo(line)
    return whole


def _head(season: Season) -> Iterator[str]:
    plan = season.plan
    yield said(plan.title)
    yield "=" * len(said(plan.title))
    yield said(plan.note)
    yield ""
    yield say("Phong trào và cam kết của mùa thi đua", "Movements and pledges of the season")
    kinds = len(plan.movements), len(plan.organisations), len(plan.texts)
    yield say(
        " {} phong trào, {} tổ chức, từ {} văn bản đã công bố.".format(*kinds),
        " {} movements and {} organisations, from {} published texts.".format(*kinds),
    )
    for pledge in plan.pledges:
        signed = f" ({shown_day(pledge.signed_on)})" if pledge.signed_on else ""
        unit = plan.organisations[pledge.unit].name
        signers = ", ".join(pledge.signers)
        yield say(f" Giao ước: {unit}{signed}: {signers}", f" Pledge: {unit}{signed}: {signers}")
    for one in plan.commendations:
        yield say(
            f" Khen thưởng {shown_day(one.given_on)}: {one.form} cho {one.collectives} tập thể, "
            f"{one.individuals} cá nhân – {one.occasion}",
            f" Commended on {shown_day(one.given_on)}: {one.form} for {one.collectives} "
            f"collectives, "
            f"{one.individuals} individuals – {one.occasion}",
        )
    for target in plan.targets:
        yield say(f" Mục tiêu: {said(target.text)}", f" Target: {said(target.text)}")


def _outcomes(dossiers: tuple[Dossier, ...], store: Store) -> Iterator[str]:
    known = dict(OUTCOMES)
    order = [state for state, _ in OUTCOMES]
    ranked = sorted(dossiers, key=lambda one: (_rank(one.state, order), one.state, one.number))
    counts = Counter(one.state for one in dossiers)
    yield ""
    told = say(f"Kết quả {len(dossiers)} hồ sơ", f"Outcome of {len(dossiers)} dossiers")
    yield told
    for state, group in groupby(ranked, key=lambda one: one.state):
        text = known.get(state) or procedure().definition.state(state).text
        yield ""
        yield f"{said(text)} ({counts[state]})"
        for dossier in group:
            yield from _dossier_lines(dossier, store)


def _rank(state: str, order: list[str]) -> int:
    return order.index(state) if state in order else len(order)


def _dossier_lines(dossier: Dossier, store: Store) -> Iterator[str]:
    nominee = dossier.nomination.nominee
    yield f" {dossier.number:<18} {nominee.name}"
    why = _why(dossier, store)
    if why:
        yield f"{'':20}{why}"


def _why(dossier: Dossier, store: Store) -> str:
    """The one sentence a chair asks for: how it was decided, or what it waits for."""
    happenings = list(timeline(store, dossier.number))
    last = happenings[-1]
    if dossier.state == "approved":
        return _granted(dossier, last)
    if dossier.state == "draft":
        return _waiting(dossier, last)
    reason = said(last.reason)
    return f"{shown_day(last.on)}: {reason}" if reason else shown_day(last.on)


def _granted(dossier: Dossier, last: Happening) -> str:
    evidence = dossier.evidence
    ballot = evidence.province_council or evidence.unit_council
    role = said(procedure().definition.role(last.by.role).text)
    told = f"{shown_day(last.on)}, {role}"
    if ballot is not None:
        votes = f"{ballot.in_favour}/{ballot.members}"
        told += say(f"; phiếu đồng ý {votes}", f"; {votes} votes in favour")
    if evidence.cluster is not None:
        rank = f"{evidence.cluster.rank}/{evidence.cluster.units}"
        told += say(f"; xếp thứ {rank} trong cụm", f"; ranked {rank} in its cluster")
    return told


def _waiting(dossier: Dossier, last: Happening) -> str:
    seen = look(dossier, procedure(), on=last.on)
    verdict = seen.evaluation.verdict
    papers = [said(paper) for one in seen.evaluation.missing for paper in one.papers[:1]]
    if verdict is rules.Verdict.needs_human:
        return "; ".join(said(one.text) for one in seen.evaluation.questions)[:WIDEST_REASON]
    blockers = [
        said(blocker.text)
        for option in seen.options
        if option.act == "submit" and isinstance(option.outcome, workflow.Refusal)
        for blocker in option.outcome.blockers
    ]
    wanted = say("Cần: ", "Needed: ") + "; ".join(dict.fromkeys(papers)) if papers else ""
    return (blockers[0] if blockers else wanted)[:WIDEST_REASON]


def _surprises(played: Played) -> Iterator[str]:
    yield ""
    yield say(
        f"{played.steps} lệnh, trong đó {len(played.refused)} lệnh bị từ chối kèm mọi lý do.",
        f"{played.steps} commands, of which {len(played.refused)} were refused with every reason.",
    )
    for one in played.surprises:
        yield f" ✗ {one.number}: {said(one.text)}"


def _proof(store: Store, dossiers: tuple[Dossier, ...]) -> bool:
    verified = verify(store)
    replayed = replay(store)
    equal = sum(one.equal for one in replayed)
    click.echo(
        say(
            f"Kiểm tra: băm lại {verified.events} sự kiện và {verified.documents} tài liệu, "
            f"{len(verified.problems)} sai khác. Dựng lại từ lịch sử: {equal}/{len(dossiers)} hồ "
            f"sơ khớp.",
            f"Verified: {verified.events} events and {verified.documents} documents hashed again, "
            f"{len(verified.problems)} differ. Replayed: {equal} of {len(dossiers)} dossiers "
            f"equal.",
        )
    )
    return not verified.problems and equal == len(dossiers)


def _next(dossiers: tuple[Dossier, ...], place: str) -> Iterator[str]:
    waiting = next((one for one in dossiers if one.state in {"draft", "suspended"}), dossiers[0])
    granted = next((one for one in dossiers if one.state == "approved"), dossiers[0])
    yield ""
    yield say("Thử tiếp (tệp dữ liệu: ", "Try next (database file: ") + place + "):"
    shown = f"--database sqlite:///{place}"
    yield say("  Hội đồng:  ", "  Councils:     ") + f"tdkt dossier why {waiting.number} {shown}"
    yield say("  Kiểm tra:  ", "  Auditors:     ") + f"tdkt audit replay {granted.number} {shown}"
    yield say("  Quy tắc:   ", "  Policy staff: ") + f"tdkt rules test {granted.nomination.award}"
