"""Acts outside authority: the role, the mandate or the unit did not fit on that day.

Asked of every act: does the pinned workflow give it to the role that acted; did the mandate on
which somebody acted for somebody hold on the business day, on the day of recording, and still after
all that was recorded later; was the act done for the unit that proposes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import workflow
from dossiers.findings.finding import Finding, Place, Told, Unchecked, cited, local_day, shown
from dossiers.findings.settings import Settings
from dossiers.findings.walking import Last, Step
from dossiers.mandates import Mandate, delegations_of
from texts import Text, joined
from workflow.running.course import acts_here
from workflow.running.mandate import Reason, refusals

KIND = "outside_authority"

ROLE = Text(
    vi="'{act}' do vai trò '{found}' thực hiện; quy trình chỉ giao cho: {expected}.",
    en="'{act}' was done in the role '{found}'; the workflow gives it to: {expected}.",
)
NO_MANDATE = Text(
    vi="'{act}' được làm thay '{giver}' mà trước đó sổ không ghi ủy quyền nào cho '{taker}'.",
    en="'{act}' was done for '{giver}', and no mandate for '{taker}' was recorded before it.",
)
NOT_HELD = Text(
    vi="'{act}' được làm thay '{giver}' ngày {on}: {why}",
    en="'{act}' was done for '{giver}' on {on}: {why}",
)
NOT_WHEN_RECORDED = Text(
    vi="'{act}' tính cho ngày {on} khi ủy quyền của '{giver}' còn hiệu lực, nhưng ghi ngày "
    "{recorded}: {why}",
    en="'{act}' counts for {on}, when the mandate of '{giver}' held, but was recorded on "
    "{recorded}: {why}",
)
WITHDRAWN_SINCE = Text(
    vi="'{act}' được làm thay '{giver}' ngày {on}; sau đó sổ ghi: {why}",
    en="'{act}' was done for '{giver}' on {on}; recorded since: {why}",
)
OTHER_UNIT = Text(
    vi="'{act}' được làm cho đơn vị '{found}'; hồ sơ do đơn vị '{expected}' đề nghị.",
    en="'{act}' was done for the unit '{found}'; the dossier is proposed by '{expected}'.",
)
MANDATES = Text(vi="ủy quyền {number} theo văn bản {paper}", en="mandate {number} on paper {paper}")
MANDATE_RULE = Text(
    vi="làm thay phải có ủy quyền được ghi trước (quy định của phần mềm)",
    en="whoever acts for somebody needs a mandate recorded before (a rule of the program)",
)
NO_REGISTER = Text(
    vi="sổ không có danh bạ ai giữ chức vụ nào từ ngày nào; chỉ đối chiếu được vai trò với quy "
    "trình, với ủy quyền và với đơn vị",
    en="the log has no register of who held which office from when; roles were compared with the "
    "workflow, with mandates and with the unit only",
)


@dataclass(frozen=True, slots=True)
class Acted:
    """An act for somebody on a mandate that held as far as anybody knew then.

    Attributes:
        place: the event.
        mandate: the stream of the mandate.
        words: the act in words.
    """

    place: Place
    mandate: str
    role: str
    words: Text


class OutsideAuthority:
    """Looks at who acted, for whom, in which role, for which unit."""

    def __init__(self, _settings: Settings) -> None:
        """No threshold is ours."""
        self._acted: list[Acted] = []
        self._seen = False

    def see(self, step: Step) -> Iterator[Told]:
        """What does not fit about this act."""
        self._seen = True
        yield from _of_role(step)
        yield from _of_unit(step)
        if step.stands_for is not None:
            yield from self._of_mandate(step, step.stands_for)

    def end(self, last: Last) -> Iterator[Told]:
        """Mandates that were withdrawn later from an earlier day, and what nobody can tell."""
        for one in self._acted:
            mandate = last.mandates[one.mandate]
            found = refusals(mandate.delegation, (), role=one.role, on=one.place.on)
            if found:
                giver, on = mandate.draft.from_person, shown(one.place.on)
                told = WITHDRAWN_SINCE.fill(act=one.words, giver=giver, on=on, why=_why(found))
                yield Finding(KIND, (one.place,), _basis(mandate), told)
        if self._seen:
            yield Unchecked(KIND, NO_REGISTER, ())

    def _of_mandate(self, step: Step, giver: str) -> Iterator[Finding]:
        """What is wrong with the mandate on which somebody acted."""
        event, taker = step.event, step.event.actor.id
        mandate = step.mandates.get(str(step.data.get("mandate", "")))
        people = None if mandate is None else (mandate.draft.from_person, mandate.draft.to_person)
        if mandate is None or people != (giver, taker) or not delegations_of((mandate,)):
            told = NO_MANDATE.fill(act=step.words, giver=giver, taker=taker)
            yield Finding(KIND, (step.place,), MANDATE_RULE, told)
            return
        days = {"on": shown(event.on), "recorded": shown(local_day(event.at))}
        then, recorded = _held(mandate, step, event.on), _held(mandate, step, local_day(event.at))
        if then:
            told = NOT_HELD.fill(act=step.words, giver=giver, why=_why(then), **days)
            yield Finding(KIND, (step.place,), _basis(mandate), told)
        elif recorded:
            told = NOT_WHEN_RECORDED.fill(act=step.words, giver=giver, why=_why(recorded), **days)
            yield Finding(KIND, (step.place,), _basis(mandate), told)
        if not then:
            self._acted.append(Acted(step.place, mandate.id, event.actor.role, step.words))


def _held(mandate: Mandate, step: Step, on: date) -> tuple[Reason, ...]:
    """Why a mandate does not allow an act on a day; nothing where it does."""
    return refusals(mandate.delegation, (), role=step.event.actor.role, on=on)


def _of_role(step: Step) -> Iterator[Finding]:
    """The workflow gives the act to other roles."""
    act, definition = step.act, step.definition
    if act is None or definition is None or step.event.actor.role in act.by:
        return
    names = joined(definition.role(one).text for one in act.by)
    told = ROLE.fill(act=step.words, found=step.event.actor.role, expected=names)
    basis = cited(act.source, workflow=definition.id, version=definition.version)
    yield Finding(KIND, (step.place,), basis, told)


def _of_unit(step: Step) -> Iterator[Finding]:
    """Somebody of another unit did what is the proposing unit's."""
    found, expected = step.event.actor.unit, step.trail.unit
    definition = step.definition
    if definition is None or not found or not expected or found == expected:
        return
    if step.event.actor.role in _roles_at_home(definition):
        told = OTHER_UNIT.fill(act=step.words, found=found, expected=expected)
        basis = cited(None, workflow=definition.id, version=definition.version)
        yield Finding(KIND, (step.place,), basis, told)


def _roles_at_home(definition: workflow.Definition) -> frozenset[str]:
    """The roles that act where a dossier begins: those of the unit that proposes."""
    here = acts_here(definition).items()
    own = (act.by for (state, _), act in here if state == definition.start)
    return frozenset(role for by in own for role in by)


def _basis(mandate: Mandate) -> Text:
    """A mandate as a finding cites it."""
    return MANDATES.fill(number=mandate.number, paper=mandate.draft.paper)


def _why(found: tuple[Reason, ...]) -> Text:
    """All reasons in one sentence."""
    return joined((one.text for one in found), " ")
