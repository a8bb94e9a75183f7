"""The changes of a dossier in words, a sentence each: for people, not for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from dossiers.comparing import Changes, CriterionChange, TermChange
from dossiers.evidence_changes import EvidenceChange
from dossiers.evidence_words import evidence_name, evidence_value
from dossiers.mandates import Mandate
from dossiers.model import Dossier
from dossiers.use_cases import Happening, state_text
from dossiers.wording import RESULTS, VERDICTS
from texts import Text
from texts.moments import shown_day

SHORT = 16
"""Digits of a digest that are shown."""

NO_DOSSIER = Text(vi="Chưa có hồ sơ này.", en="There was no such dossier yet.")
NO_EVENT = Text(vi="Không có sự kiện nào của hồ sơ.", en="No event of the dossier.")
NONE = Text(vi="chưa có", en="none yet")
STATES = Text(vi="Trạng thái: {was} → {now}", en="State: {was} → {now}")
VERDICT = Text(vi="Kết luận: {was} → {now}", en="Verdict: {was} → {now}")
RULES = Text(vi="Quy tắc: {was} → {now}", en="Rules: {was} → {now}")
CRITERION = Text(vi="Tiêu chuẩn {id}: {was} → {now}", en="Criterion {id}: {was} → {now}")
WITH_WHY = Text(vi="{told}. {why}", en="{told}. {why}")
NOT_ASKED = Text(vi="không xét", en="not asked")
EVIDENCE = {
    "added": Text(vi="Thêm: {name}: {now}", en="Added: {name}: {now}"),
    "removed": Text(vi="Bỏ: {name}: {was}", en="Taken out: {name}: {was}"),
    "changed": Text(vi="Sửa: {name}: {was} → {now}", en="Changed: {name}: {was} → {now}"),
}
TERM = Text(vi="Thời hạn: {term}: {was} → {now}", en="Term: {term}: {was} → {now}")
DOES_NOT_RUN = Text(vi="không chạy", en="does not run")
NO_LAST_DAY = Text(vi="chưa có ngày cuối", en="no last day")
OTHER_CALENDAR = Text(
    vi="Lịch ngày làm việc: bản khác trước.", en="Calendar of working days: another edition."
)
MANDATE = Text(
    vi="Ủy quyền {number}: {giver} → {taker} ({role}), {first} – {last}",
    en="Mandate {number}: {giver} → {taker} ({role}), {first} – {last}",
)
WITHDRAWN = Text(vi="{told}; rút từ {day}", en="{told}; withdrawn from {day}")
EVENT = Text(
    vi="Sự kiện {n}, {day}: {act} [{by}, {role}]", en="Event {n}, {day}: {act} [{by}, {role}]"
)
EVENT_FOR = Text(
    vi="Sự kiện {n}, {day}: {act} [{by}, {role}, thay {giver}]",
    en="Event {n}, {day}: {act} [{by}, {role}, for {giver}]",
)


def change_words(found: Changes) -> Iterator[Text]:
    """What changed, one sentence a thing, and what was done, one sentence an event.

    Args:
        found: the dossier at both points, and what lies between.
    """
    yield from difference_words(found)
    if found.after is not None:
        yield from map(_of_event, found.done)


def difference_words(found: Changes) -> Iterator[Text]:
    """What changed, one sentence a thing, without the events that changed it.

    Args:
        found: the dossier at both points, and what lies between.
    """
    if found.after is None:
        yield NO_DOSSIER
        return
    before = found.before
    if before is not None and not found.done:
        yield NO_EVENT
    if before is None or before.state != found.after.state:
        yield STATES.fill(was=_state(before), now=_state(found.after))
    yield from _of_ruling(found)
    yield from map(_of_evidence, found.evidence)
    yield from map(_of_term, found.terms)
    if all(found.calendars) and found.calendars[0] != found.calendars[1]:
        yield OTHER_CALENDAR
    yield from map(_of_mandate, found.mandates)


def _of_ruling(found: Changes) -> Iterator[Text]:
    """The verdict, the rules and each criterion that came out differently, with why."""
    yield from found.unknown
    was, now = found.verdicts
    if was != now:
        yield VERDICT.fill(was=_verdict(was), now=_verdict(now))
    was, now = found.rules
    if was != now:
        yield RULES.fill(was=_digest(was), now=_digest(now))
    yield from map(_of_criterion, found.criteria)


def _of_criterion(one: CriterionChange) -> Text:
    """A criterion: from which result to which, and what the rules now say of it."""
    told = CRITERION.fill(id=one.id, was=_result(one.before), now=_result(one.after))
    return told if one.after is None else WITH_WHY.fill(told=told, why=one.after.text)


def _of_evidence(one: EvidenceChange) -> Text:
    """What was added, taken out or changed."""
    was, now = (evidence_value(one.name, value) for value in (one.old, one.new))
    return EVIDENCE[one.kind].fill(name=evidence_name(one.name), was=was, now=now)


def _of_term(one: TermChange) -> Text:
    """A term: its last day first and later."""
    was, now = (
        _last(running=running, day=day) for running, day in zip(one.running, one.last, strict=True)
    )
    return TERM.fill(term=one.text, was=was, now=now)


def _of_mandate(one: Mandate) -> Text:
    """A mandate as it stood at the second point."""
    draft = one.draft
    told = MANDATE.fill(
        number=one.number,
        giver=draft.from_person,
        taker=draft.to_person,
        role=draft.role,
        first=shown_day(draft.first),
        last=shown_day(draft.last),
    )
    if one.withdrawn is None:
        return told
    return WITHDRAWN.fill(told=told, day=shown_day(one.withdrawn))


def _of_event(one: Happening) -> Text:
    """What was done, on which day, by whom in which capacity, and for whom."""
    wording = EVENT if one.stands_for is None else EVENT_FOR
    names = {"by": one.by.id, "role": one.by.role, "giver": one.stands_for}
    return wording.fill(n=one.n, day=shown_day(one.on), act=one.text, **names)


def _result(finding: rules.Finding | None) -> Text:
    """What was found, in words; that the criterion was not asked."""
    return NOT_ASKED if finding is None else RESULTS[finding.result]


def _last(*, running: bool, day: date | None) -> Text:
    """The last day of a term; that it does not run, or that it has none."""
    if not running:
        return DOES_NOT_RUN
    return NO_LAST_DAY if day is None else Text(shown_day(day), shown_day(day))


def _state(dossier: Dossier | None) -> Text:
    """The state of a dossier in words; that there was none yet."""
    return NONE if dossier is None else state_text(dossier.state)


def _verdict(name: str) -> Text:
    """A verdict in words; that there was none yet, or that none can be told."""
    return VERDICTS[name] if name else NONE


def _digest(name: str) -> Text:
    """The beginning of the digest of rules; that there were none yet."""
    return Text(f"{name[:SHORT]}…", f"{name[:SHORT]}…") if name else NONE
