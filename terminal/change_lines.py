"""The changes of a dossier in words, a line each: for people, not for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import rules
from dossiers.comparing import Changes, CriterionChange, TermChange
from dossiers.evidence_changes import EvidenceChange
from dossiers.mandates import Mandate
from dossiers.model import Dossier
from dossiers.use_cases import Happening, state_text
from dossiers.wording import RESULTS, VERDICTS
from terminal.answers import shown_day
from terminal.evidence_names import evidence_name, evidence_value
from terminal.language import said, say
from texts import Text

SHORT = 16
KINDS = {
    "added": Text(vi="Thêm", en="Added"),
    "removed": Text(vi="Bỏ", en="Taken out"),
    "changed": Text(vi="Sửa", en="Changed"),
}


def change_lines(found: Changes) -> Iterator[str]:
    """What changed, one line a thing.

    Args:
        found: the dossier at both points, and what lies between.
    """
    if found.after is None:
        yield say("Chưa có hồ sơ này.", "There was no such dossier yet.")
        return
    before = found.before
    if before is not None and not found.done:
        yield say("Không có sự kiện nào của hồ sơ.", "No event of the dossier.")
    if before is None or before.state != found.after.state:
        states = f"{_state(before)} → {_state(found.after)}"
        yield f"{say('Trạng thái', 'State')}: {states}"
    yield from _ruling_lines(found)
    yield from (_evidence_line(one) for one in found.evidence)
    yield from (_term_line(one) for one in found.terms)
    yield from _calendar_lines(found)
    yield from (_mandate_line(one) for one in found.mandates)
    yield from (_event_line(one) for one in found.done)


def evidence_data(one: EvidenceChange) -> dict[str, object]:
    """A change of the evidence for JSON.

    >>> evidence_data(EvidenceChange("service_months", "changed", 12, 9))["kind"]
    'changed'
    """
    return {"name": one.name, "kind": one.kind, "old": one.old, "new": one.new}


def _ruling_lines(found: Changes) -> Iterator[str]:
    """The verdict, the rules and each criterion that came out differently, with why."""
    yield from (said(one) for one in found.unknown)
    if found.verdicts[0] != found.verdicts[1]:
        yield f"{say('Kết luận', 'Verdict')}: " + " → ".join(map(_verdict, found.verdicts))
    if found.rules[0] != found.rules[1]:
        names = " → ".join(f"{one[:SHORT]}…" if one else _none() for one in found.rules)
        yield f"{say('Quy tắc', 'Rules')}: {names}"
    yield from (_criterion_line(one) for one in found.criteria)


def _criterion_line(one: CriterionChange) -> str:
    """A criterion: from which result to which, and what the rules now say of it."""
    results = " → ".join(_result(finding) for finding in (one.before, one.after))
    why = "" if one.after is None else f". {said(one.after.text)}"
    return f"{say('Tiêu chuẩn', 'Criterion')} {one.id}: {results}{why}"


def _result(finding: rules.Finding | None) -> str:
    """What was found, in words; that the criterion was not asked."""
    return say("không xét", "not asked") if finding is None else said(RESULTS[finding.result])


def _evidence_line(one: EvidenceChange) -> str:
    """What was added, taken out or changed."""
    old, new = (evidence_value(one.name, value) for value in (one.old, one.new))
    told = {"added": new, "removed": old, "changed": f"{old} → {new}"}[one.kind]
    return f"{said(KINDS[one.kind])}: {evidence_name(one.name)}: {told}"


def _term_line(one: TermChange) -> str:
    """A term: its last day first and later."""
    pairs = zip(one.running, one.last, strict=True)
    days = " → ".join(_last(running=running, day=day) for running, day in pairs)
    return f"{say('Thời hạn', 'Term')}: {said(one.text)}: {days}"


def _last(*, running: bool, day: date | None) -> str:
    """The last day of a term; that it does not run, or that it has none."""
    if not running:
        return say("không chạy", "does not run")
    return shown_day(day) or say("chưa có ngày cuối", "no last day")


def _calendar_lines(found: Changes) -> Iterator[str]:
    """That the days are counted by another edition of the calendar."""
    before, after = found.calendars
    if before and after and before != after:
        yield say(
            "Lịch ngày làm việc: bản khác trước.", "Calendar of working days: another edition."
        )


def _mandate_line(one: Mandate) -> str:
    """A mandate as it stood at the second point."""
    draft = one.draft
    days = f"{shown_day(draft.first)} – {shown_day(draft.last)}"
    told = f"{one.number}: {draft.from_person} → {draft.to_person} ({draft.role}), {days}"
    if one.withdrawn is not None:
        day = shown_day(one.withdrawn)
        told += say(f"; rút từ {day}", f"; withdrawn from {day}")
    return f"{say('Ủy quyền', 'Mandate')} {told}"


def _event_line(one: Happening) -> str:
    """What was done, on which day, by whom in which capacity, and for whom."""
    head = say(f"Sự kiện {one.n}, {shown_day(one.on)}: ", f"Event {one.n}, {shown_day(one.on)}: ")
    stood = (
        "" if one.stands_for is None else say(f", thay {one.stands_for}", f", for {one.stands_for}")
    )
    return f"{head}{said(one.text)} [{one.by.id}, {one.by.role}{stood}]"


def _state(dossier: Dossier | None) -> str:
    """The state of a dossier in words; that there was none yet."""
    return _none() if dossier is None else said(state_text(dossier.state))


def _verdict(name: str) -> str:
    """A verdict in words; that there was none yet, or that none can be told."""
    return said(VERDICTS[name]) if name else _none()


def _none() -> str:
    """That there was nothing yet."""
    return say("chưa có", "none yet")
