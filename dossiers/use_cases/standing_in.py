"""What mandates say of whoever acts: may they act for somebody, and with whom do they count as one.

>>> ALONE.mandate is None, sorted(ALONE.linked)
(True, [])
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import workflow
from dossiers.mandates import Mandate, delegations_of, read_mandate
from dossiers.model import Dossier
from dossiers.scope import SHARED
from dossiers.store import Begun, Reader
from dossiers.use_cases.commands import Acting
from texts import Text
from workflow.running.mandate import Delegation, Reason, linked, mandate_for

NEEDED = Text(
    vi="ủy quyền của '{giver}' cho '{taker}' với vai trò '{role}', có hiệu lực ngày {on}",
    en="a mandate from '{giver}' to '{taker}' for the role '{role}' that holds on {on}",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What mandates say of whoever acts.

    Attributes:
        mandate: the one on which somebody acts for somebody else; None where nobody does, or may.
        blockers: why not.
        linked: everybody who hangs together with them by a mandate while the dossier was under way.
    """

    mandate: Mandate | None = None
    blockers: tuple[workflow.Blocker, ...] = ()
    linked: frozenset[str] = frozenset()

    def weighed(self, answer: workflow.Move | workflow.Refusal) -> workflow.Move | workflow.Refusal:
        """The answer of the workflow with everything that mandates put in the way of it."""
        if not self.blockers:
            return answer
        if isinstance(answer, workflow.Refusal):
            return replace(answer, blockers=(*self.blockers, *answer.blockers))
        return workflow.Refusal(answer.act, answer.source, self.blockers)

    def part(self) -> dict[str, object]:
        """The entry in the document of an act that names its mandate; none for most acts."""
        return {} if self.mandate is None else {"mandate": self.mandate.id}


ALONE = Standing()
"""Somebody who acts for nobody, and whom no mandate concerns."""


def people_of(command: Acting) -> tuple[str, ...]:
    """Whose mandates count for an act: one person's, or two, in one order."""
    return tuple(sorted({command.by.id, command.stands_for or command.by.id}))


def standing_of(
    store: Reader, dossier: Dossier, command: Acting, begun: Begun | None = None
) -> Standing:
    """What mandates say of whoever acts on a dossier.

    Only those are asked that hold for the unit, and name one of the two people: a chain needs no
    more than one step to be seen.  Mandates count from the day of the receipt, so that nobody
    approves what was submitted while one of the two could act for the other.

    Args:
        store: where mandates are kept.
        dossier: as it stands.
        command: who acts, for whom, in which role, on which day.
        begun: what was read at the beginning, with the mandates; None to ask for them now.
    """
    people = people_of(command)
    found = store.mandates(*people) if begun is None else begun.mandates
    here = {SHARED, dossier.nomination.unit}
    mandates = tuple(one for one in map(read_mandate, found) if one.unit in here)
    every = delegations_of(mandates)
    first = min(dossier.received_on or command.on, command.on)
    together = linked(frozenset(people), every, first=first, last=command.on)
    if command.stands_for is None:
        return Standing(linked=together)
    answer = mandate_for(
        every,
        giver=command.stands_for,
        taker=command.by.id,
        role=command.by.role,
        on=command.on,
    )
    if isinstance(answer, Delegation):
        mandate = next(one for one in mandates if one.number == answer.id)
        return Standing(mandate, (), together)
    return Standing(None, tuple(_blocker(one, command) for one in answer), together)


def _blocker(reason: Reason, command: Acting) -> workflow.Blocker:
    """One reason why nobody may act for that person now."""
    needed = NEEDED.fill(
        giver=command.stands_for or "",
        taker=command.by.id,
        role=command.by.role,
        on=command.on.strftime("%d/%m/%Y"),
    )
    return workflow.Blocker("mandate", f"mandate-{reason.code}", reason.text, needed=needed)
