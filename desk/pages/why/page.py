"""Why: the rule in words, the facts that were used, the source, and what would settle it.

Each is a page of its own address, and the same part is put beside the dossier where the browser
runs scripts.
"""

from __future__ import annotations

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.route import Route
from desk.trouble import NoPageError
from dossiers.forms.gathering import shown
from dossiers.use_cases import Look, explained, looked_at
from dossiers.use_cases.checklist import STATUSES, item_of
from dossiers.vocabulary import VOCABULARY
from dossiers.wording import VERDICTS
from rules.telling.plain import plain_criterion
from texts import Text

NO_CRITERION = Text(
    vi="Quy tắc xét hồ sơ này không có tiêu chuẩn '{name}'.",
    en="The rules that judge this dossier have no criterion '{name}'.",
)
NO_TERM = Text(
    vi="Không có thời hạn '{name}' đang tính trên hồ sơ này.",
    en="No term '{name}' runs on this dossier.",
)


def criterion(asked: Asked) -> Answer:
    """Why a criterion is met, not met, or not known.

    Raises:
        NoPageError: the rules have no such criterion.
    """
    look = _look(asked)
    item = item_of(look, asked.parts["name"])
    if item is None:
        raise NoPageError(NO_CRITERION.fill(name=asked.parts["name"]))
    wanted = set(item.finding.unknown)
    values = {
        "item": item,
        "plain": plain_criterion(item.finding.criterion, VOCABULARY),
        "missing": [one for one in look.evaluation.missing if one.fact in wanted],
        "questions": [one for one in look.evaluation.questions if one.id in wanted],
        "STATUSES": STATUSES,
        "shown": shown,
    }
    return _shown(asked, look, "why/criterion.html", values)


def verdict(asked: Asked) -> Answer:
    """Why the rules come to their verdict, and what could still be done."""
    look = _look(asked)
    found = explained(asked.reader, asked.parts["number"], on=asked.day)
    values = {"explanation": found, "verdict": VERDICTS[found.evaluation.verdict.value]}
    return _shown(asked, look, "why/verdict.html", values)


def term(asked: Asked) -> Answer:
    """Why a term ends on its day: what was counted, and what was not.

    Raises:
        NoPageError: no such term runs.
    """
    look = _look(asked)
    name = asked.parts["name"]
    reading = next((one for one in look.terms.readings if one.clock == name), None)
    if reading is None:
        raise NoPageError(NO_TERM.fill(name=name))
    rule = look.procedure.definition.clocks[name]
    return _shown(asked, look, "why/term.html", {"reading": reading, "rule": rule})


def _look(asked: Asked) -> Look:
    """The dossier that is asked about."""
    return looked_at(asked.reader, asked.parts["number"], on=asked.day)


def _shown(asked: Asked, look: Look, template: str, values: dict[str, object]) -> Shown:
    """A why as a page, or as the part that is put beside the dossier."""
    frame = "why/part.html" if asked.fragment else "why/page.html"
    told = {"look": look, "dossier": look.dossier, "inside": template, **values}
    return Shown(frame, told, reads=look.dossier.number)


AT = "/dossiers/{number}/why"
ROUTES = (
    Route(f"{AT}/verdict", "why_verdict", verdict, past=True),
    Route(f"{AT}/criterion/{{name}}", "why_criterion", criterion, past=True),
    Route(f"{AT}/term/{{name}}", "why_term", term, past=True),
)
