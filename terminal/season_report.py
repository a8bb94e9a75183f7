"""The summary of a season that a chair would like to read, and below it the proof.

First what was launched and promised, then how many dossiers ended how and each with the one
sentence that says why, last whether hashes and replay agree.  Everything is read from the database
after the season was played, nothing from its stories.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from textwrap import wrap

import click

import rules
import workflow
from dossiers.model import Dossier
from dossiers.replay import replay
from dossiers.seasons import Played, SeasonPlan
from dossiers.store import Store
from dossiers.use_cases import Happening, listed, look, procedure, state_text, timeline
from dossiers.verification import verify
from terminal.language import said, say
from texts import Text
from texts.moments import shown_day

WIDTH = 100
UNBROKEN = "\u00a0"
GRANTED = "approved"
"""The state in which an award has just been decided."""
OPEN = frozenset({"not_met", "not_known"})
OUTCOMES = (
    ("archived", Text(vi="Đã trao tặng và lưu trữ", en="Handed over and archived")),
    ("awarded", Text(vi="Đã trao tặng", en="Granted and handed over")),
    ("notified", Text(vi="Đã được tặng, đã thông báo", en="Granted, decision sent on")),
    ("approved", Text(vi="Đã được tặng", en="Granted")),
    ("revoked", Text(vi="Đã tặng, sau đó bị hủy bỏ", en="Granted, later revoked")),
    ("refused", Text(vi="Không được tặng", en="Refused")),
    ("suspended", Text(vi="Tạm dừng để xác minh", en="Suspended while a case is verified")),
    ("withdrawn", Text(vi="Đơn vị rút hồ sơ", en="Withdrawn by the unit")),
    ("returned", Text(vi="Trả lại để bổ sung", en="Returned for supplement")),
    ("draft", Text(vi="Còn ở đơn vị, chưa trình được", en="Still with the unit")),
)


def report(plan: SeasonPlan, played: Played, store: Store, place: str) -> bool:
    """Print the summary, replay and verify the history, and name three commands to go on with.

    Args:
        plan: who took part, what was launched, pledged and reached.
        played: what playing it gave.
        store: the database it was played on; it is only read.
        place: the file of that database.

    Returns:
        True when replayed states are equal and history is whole.
    """
    for line in _head(plan):
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


def _head(plan: SeasonPlan) -> Iterator[str]:
    """The title, what of the season is real, and what was launched and promised in it."""
    yield said(plan.title)
    yield "=" * len(said(plan.title))
    yield from wrap(said(plan.note), WIDTH)
    yield ""
    yield say("Phong trào và cam kết của mùa thi đua", "Movements and pledges of the season")
    yield from _launched(plan)
    yield from _promised(plan)


def _promised(plan: SeasonPlan) -> Iterator[str]:
    """Pledges, commendations and targets, one an item."""
    for pledge in plan.pledges:
        signed = f" ({shown_day(pledge.signed_on)})" if pledge.signed_on else ""
        told = f"{plan.organisations[pledge.unit].name}{signed}: {', '.join(pledge.signers)}"
        yield from _item(say("Giao ước: ", "Pledge: ") + told)
    for one in plan.commendations:
        given = say(
            f"Khen thưởng {shown_day(one.given_on)}: {one.form} cho {one.collectives} tập thể, "
            f"{one.individuals} cá nhân",
            f"Commended on {shown_day(one.given_on)}: {one.form}; collectives: {one.collectives}, "
            f"individuals: {one.individuals}",
        )
        yield from _item(f"{given} – {one.occasion}")
    for target in plan.targets:
        yield from _item(say("Mục tiêu: ", "Target: ") + said(target.text))


def _launched(plan: SeasonPlan) -> Iterator[str]:
    """Each published text with how many movements it launches or names."""
    told = Counter(one.from_text for one in plan.movements)
    for name, text in plan.texts.items():
        count = told[name]
        movements = say(f"{count} phong trào", f"{count} movements")
        yield from _item(f"{movements}: {text.title} ({text.published_by})")


def _item(words: str) -> list[str]:
    """One item of a list, wrapped, with its further lines set under its words.

    >>> _item("Giao ước: Khối thi đua số 1")
    [' - Giao ước: Khối thi đua số 1']
    """
    return wrap(words, WIDTH, initial_indent=" - ", subsequent_indent="   ")


def _outcomes(dossiers: tuple[Dossier, ...], store: Store) -> Iterator[str]:
    """How many dossiers ended in each state, granted ones first; then each with its reason."""
    known = dict(OUTCOMES)
    order = [state for state, _ in OUTCOMES]
    ranked = sorted(dossiers, key=lambda one: (_rank(one.state, order), one.state, one.number))
    counts = Counter(one.state for one in dossiers)
    yield ""
    yield say(f"Kết quả {len(dossiers)} hồ sơ", f"Outcome of {len(dossiers)} dossiers")
    named = [f"{_named(state, known)}: {counts[state]}" for state in _seen(ranked)]
    # A name and its number stay on one line.
    whole = " · ".join(one.replace(" ", UNBROKEN) for one in named)
    for line in wrap(whole, WIDTH, initial_indent=" ", subsequent_indent=" "):
        yield line.replace(UNBROKEN, " ")
    for state, group in groupby(ranked, key=lambda one: one.state):
        yield ""
        yield f"{_named(state, known)} ({counts[state]})"
        for dossier in group:
            yield from _dossier_lines(dossier, store)


def _seen(dossiers: list[Dossier]) -> list[str]:
    """The states that occur, each once, in the order of the dossiers."""
    return list(dict.fromkeys(one.state for one in dossiers))


def _named(state: str, known: dict[str, Text]) -> str:
    """A state as an outcome of the season, or by its own name while a dossier is still on its way.

    >>> from terminal.language import settle
    >>> _ = settle(["--lang", "vi"], {})
    >>> _named("refused", dict(OUTCOMES)), _named("council_review", dict(OUTCOMES))
    ('Không được tặng', 'Hội đồng cơ sở đang xét')
    """
    return said(known.get(state) or state_text(state))


def _rank(state: str, order: list[str]) -> int:
    """The place of a state among the outcomes; whatever is still on its way comes last.

    >>> _rank("approved", ["approved", "refused"]), _rank("returned", ["approved", "refused"])
    (0, 2)
    """
    return order.index(state) if state in order else len(order)


def _dossier_lines(dossier: Dossier, store: Store) -> Iterator[str]:
    """A dossier with its nominee, and below it, indented, why it stands where it does."""
    nominee = dossier.nomination.nominee
    yield f" {dossier.number:<20} {nominee.name}"
    why = _why(dossier, store)
    if why:
        yield from wrap(why, WIDTH, initial_indent=" " * 22, subsequent_indent=" " * 22)


def _why(dossier: Dossier, store: Store) -> str:
    """The one sentence a chair asks for: how it was decided, or what it waits for."""
    happenings = list(timeline(store, dossier.number))
    last = happenings[-1]
    if procedure().definition.state(dossier.state).grants:
        return _granted(dossier, _decision(happenings))
    reason = said(last.reason)
    if reason:
        return f"{shown_day(last.on)}: {reason}"
    return _waiting(store, dossier, last)


def _decision(happenings: list[Happening]) -> Happening:
    """The act by which a dossier came to be granted: the last that led to where that begins."""
    granted = [one for one in happenings if one.target == GRANTED and one.source != GRANTED]
    return granted[-1] if granted else happenings[-1]


def _granted(dossier: Dossier, last: Happening) -> str:
    """The day and the role of the decision, with the votes and the rank it rests on.

    The vote of the province is shown where there was one, else that of the unit's council.
    """
    evidence = dossier.evidence
    ballot = evidence.province_council or evidence.unit_council
    role = said(procedure().definition.role(dossier.decided_as or last.by.role).text)
    told = f"{shown_day(last.on)}, {role}"
    if ballot is not None:
        votes = f"{ballot.in_favour}/{ballot.members}"
        told += say(f"; phiếu đồng ý {votes}", f"; {votes} votes in favour")
    if evidence.cluster is not None:
        rank = f"{evidence.cluster.rank}/{evidence.cluster.units}"
        told += say(f"; xếp thứ {rank} trong cụm", f"; ranked {rank} in its cluster")
    return told


def _waiting(store: Store, dossier: Dossier, last: Happening) -> str:
    """What is in the way of the act that would lead on, and what would settle it."""
    seen = look(store, dossier, procedure(), on=last.on)
    questions = [said(one.text) for one in seen.evaluation.questions]
    if seen.evaluation.verdict is rules.Verdict.needs_human:
        return say("Cần người có thẩm quyền: ", "For people to decide: ") + "; ".join(questions)
    refused = (one.outcome for one in seen.options if one.target != dossier.state)
    blockers = [
        blocker
        for outcome in refused
        if isinstance(outcome, workflow.Refusal) and _is_here(outcome)
        for blocker in outcome.blockers
    ]
    return " ".join(dict.fromkeys(_blocker_words(one) for one in blockers if one.kind in OPEN))


def _is_here(refusal: workflow.Refusal) -> bool:
    """Whether an act belongs to this dossier here; what belongs elsewhere holds up nobody."""
    return all(one.kind not in {"state", "setting"} for one in refusal.blockers)


def _blocker_words(blocker: workflow.Blocker) -> str:
    """What is in the way in one breath; what would settle it is added where it is not known."""
    needed = blocker.kind == "not_known" and blocker.needed
    return f"{said(blocker.text)} {said(needed)}" if needed else said(blocker.text)


def _surprises(played: Played) -> Iterator[str]:
    """How many commands were given and refused, and whatever the stories did not foresee."""
    yield ""
    yield say(
        f"{played.steps} lệnh, trong đó {len(played.refused)} lệnh bị từ chối kèm mọi lý do.",
        f"{played.steps} commands, of which {len(played.refused)} were refused with every reason.",
    )
    for one in played.surprises:
        yield f" ✗ {one.number}: {said(one.text)}"


def _proof(store: Store, dossiers: tuple[Dossier, ...]) -> bool:
    """Print what verifying and replaying gave; True when nothing differs and none is missing."""
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
    """Three commands to go on with, for councils, auditors and policy staff, that can be pasted."""
    waiting = next((one for one in dossiers if one.state in {"draft", "suspended"}), dossiers[0])
    granted = next((one for one in dossiers if one.state == "approved"), dossiers[0])
    yield ""
    if "://" in place:
        yield say("Thử tiếp (cơ sở dữ liệu: ", "Try next (database: ") + place + "):"
        shown = f"--database {shlex.quote(place)}"
    else:
        yield say("Thử tiếp (tệp dữ liệu: ", "Try next (database file: ") + place + "):"
        shown = f"--database sqlite:///{place}"
    tdkt = _own_name()
    award = granted.nomination.award
    yield say("  Hội đồng:  ", "  Councils:     ") + f"{tdkt} dossier why {waiting.number} {shown}"
    yield say("  Kiểm tra:  ", "  Auditors:     ") + f"{tdkt} audit replay {granted.number} {shown}"
    yield say("  Quy tắc:   ", "  Policy staff: ") + f"{tdkt} rules test {award}"


def _own_name() -> str:
    """How to call this program again: by its name if the shell finds it, by its path if not."""
    called = Path(sys.argv[0])
    if called.stem != "tdkt" or shutil.which("tdkt") is not None:
        return "tdkt"
    return os.path.relpath(called)
