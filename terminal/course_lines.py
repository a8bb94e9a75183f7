"""What a dossier has reached and waits for beside its criteria: settings, tasks, marks, terms.

Lines for people and data for programs say the same; `dossier show` prints both.
"""

from __future__ import annotations

from collections.abc import Iterator

import workflow
from dossiers.settings import BALLOT, BALLOT_SHARE
from dossiers.use_cases import Look
from terminal.answers import shown_day
from terminal.language import said, say
from texts import Text

DONE = "✓"
OPEN = "○"
NOT_ASKED = "not_asked"


def course_lines(look: Look) -> Iterator[str]:
    """Settings, tasks, marks, an open ballot and terms of a dossier; nothing where it has none.

    Args:
        look: a dossier that was looked at.
    """
    yield from _setting_lines(look)
    for name, task, done in _tasks(look):
        mark = DONE if done else OPEN
        yield f" {mark} {name}: {said(task.text)}"
    reached = ", ".join(said(text) for text in _marks(look).values())
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


def course_data(look: Look) -> dict[str, object]:
    """The same for JSON; each part is there, empty where the workflow has none."""
    definition = look.procedure.definition
    return {
        "settings": {
            name: {"value": value, "text": definition.settings[name].values[value]}
            for name, value in look.case.settings.items()
        },
        "tasks": [
            {"id": name, "text": task.text, "done": done} for name, task, done in _tasks(look)
        ],
        "marks": [{"id": name, "text": text} for name, text in _marks(look).items()],
        "ballot_open": look.case.poll is not None,
        "terms": [
            {
                "id": one.clock,
                "text": definition.clocks[one.clock].text,
                "last_day": one.last_day,
                "outcome": one.outcome,
            }
            for one in look.terms.readings
        ],
    }


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


def _tasks(look: Look) -> Iterator[tuple[str, workflow.Task, bool]]:
    """The tasks of the present state that are asked of this dossier, and whether each is done."""
    home = look.dossier.state
    for name, task in look.state.tasks.items():
        mark = f"{home}.{name}"
        if workflow.is_asked(look.procedure.definition, mark, look.case.settings):
            yield name, task, mark in look.case.marks


def _marks(look: Look) -> dict[str, Text]:
    """What has been reached, in alphabetical order; tasks of the present state stand apart."""
    definition, home = look.procedure.definition, look.dossier.state
    tasks = {f"{home}.{name}" for name in look.state.tasks}
    return {mark: workflow.mark_text(definition, mark) for mark in sorted(look.case.marks - tasks)}
