"""What a dossier has reached and waits for beside its criteria: settings, tasks, marks, terms.

The same for programs is in `dossiers.telling.dossier`; `dossier show` prints either.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossiers.settings import BALLOT, BALLOT_SHARE
from dossiers.telling.dossier import marks_of, tasks_of
from dossiers.use_cases import Look
from terminal.language import said, say
from texts.moments import shown_day

DONE = "✓"
OPEN = "○"
NOT_ASKED = "not_asked"


def course_lines(look: Look) -> Iterator[str]:
    """Settings, tasks, marks, an open ballot and terms of a dossier; nothing where it has none.

    Args:
        look: a dossier that was looked at.
    """
    yield from _setting_lines(look)
    for name, task, done in tasks_of(look):
        mark = DONE if done else OPEN
        yield f" {mark} {name}: {said(task.text)}"
    reached = ", ".join(said(text) for text in marks_of(look).values())
    if reached:
        yield f"{say('Đã đạt', 'Reached')}: {reached}"
    if look.case.poll is not None:
        number = look.dossier.number
        yield say(
            f"Đang bỏ phiếu: tdkt dossier ballot {number}",
            f"A ballot is open: tdkt dossier ballot {number}",
        )
    for one in look.terms.readings:
        clock = said(look.procedure.definition.clocks[one.clock].text)
        day = shown_day(one.last_day) or say("đang dừng", "standing still")
        yield f"{say('Thời hạn', 'Term')}: {clock}: {day}"


def _setting_lines(look: Look) -> Iterator[str]:
    """What the rules ask on the way of this dossier, one setting a line; nothing that is not asked.

    The share is told with the ballot only.
    """
    settings, values = look.procedure.definition.settings, look.case.settings
    without_ballot = values.get(BALLOT) == NOT_ASKED
    for name, setting in settings.items():
        value = values.get(name)
        if value is None or value == NOT_ASKED or (name == BALLOT_SHARE and without_ballot):
            continue
        said_of = f"{said(setting.text)}: {said(setting.values[value])}"
        yield f"{say('Thủ tục', 'Procedure')}: {said_of}"
