"""An act opens a linked dossier, such as a correction or an appeal, under a workflow of its own.

Both are written in one transaction.  The dossier on which the act is done stays where the act
leaves it; nothing is ever reopened in place.  The linked dossier begins with the nomination, the
law, the rules and the authority of the one that opened it.

Invariants:

* the act's event names the linked dossier, and the first event of that one names the act's event;
* the same command gives the same id, whoever computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from dossiers.documents import nomination_document, profile_part
from dossiers.history import OPEN_LINKED
from dossiers.model import Dossier
from dossiers.rulebook import Procedure, named_procedure
from dossiers.settings import settings_of
from dossiers.store import Store
from dossiers.use_cases.appending import Pen
from dossiers.use_cases.commands import Acting
from dossiers.use_cases.judging import Ruling
from dossiers.use_cases.writing import Draft
from ledger import Judgement, digest
from workflow import Move


@dataclass(frozen=True, slots=True)
class Opening:
    """A linked dossier that is about to begin.

    Attributes:
        id: the stream of its events.
        number: its number: that of the dossier that opens it, a point, and which one it is.
        procedure: the workflow that it follows.
    """

    id: str
    number: str
    procedure: Procedure

    def part(self) -> dict[str, object]:
        """The entry in the document of the act that opens it."""
        workflow = self.procedure.definition.id
        return {"opened": {"id": self.id, "number": self.number, "workflow": workflow}}


def opening_of(
    store: Store, dossier: Dossier, procedure: Procedure, command: Acting
) -> Opening | None:
    """The linked dossier that a command opens; None for most acts.

    Args:
        store: where numbers are kept.
        dossier: as it stands before the act.
        procedure: the workflow that it follows.
        command: the act, which is known to be possible.

    Raises:
        workflow.UnknownWorkflowError: the act opens a workflow that did not come with the program.
    """
    opens = procedure.definition.acts_called(command.act)[dossier.state].opens
    if opens is None:
        return None
    own = opens == procedure.definition.id
    # The key is as random as its door made it; nobody can guess an id from a number.
    stream = digest(f"{store.log}/{command.key}/{opens}".encode())[:32]
    return Opening(stream, _number(store, dossier), procedure if own else named_procedure(opens))


def begun(pen: Pen, command: Acting, opening: Opening, parent: Dossier, ruling: Ruling) -> Draft:
    """The draft of the linked dossier, with its first event.

    Args:
        pen: what events are written with.
        command: the act, under which both are recorded.
        opening: what is opened.
        parent: the dossier after the act.
        ruling: what the rules say of it; the settings of the linked workflow follow from that.
    """
    definition = opening.procedure.definition
    settings = settings_of(definition, ruling.bundle.award, ruling.evaluation)
    received = parent.received_on
    linked = Draft(pen, command, None, bundle=ruling.bundle)
    linked.add(
        Move(OPEN_LINKED, "", definition.start, None),
        stream=opening.id,
        by=command.by,
        judged=Judgement(definition=opening.procedure.digest),
        data={
            "act": OPEN_LINKED,
            "number": opening.number,
            "workflow": definition.id,
            "nomination": nomination_document(parent.nomination),
            "received_on": None if received is None else received.isoformat(),
            "rules": parent.rules,
            "decided_as": parent.decided_as,
            "origin": {
                "id": parent.id,
                "number": parent.number,
                "act": command.act,
                "n": parent.n,
                "leaf": parent.head,
            },
            **({"settings": dict(settings)} if settings else {}),
            **profile_part(parent.profile),
        },
        kept={opening.procedure.digest: opening.procedure.body},
        definition=definition,
    )
    return linked


def _number(store: Store, dossier: Dossier) -> str:
    """The next free number of a linked dossier, such as `CSTDCS-2024-0007.1`."""
    numbers = (f"{dossier.number}.{n}" for n in count(len(dossier.opened) + 1))
    return next(one for one in numbers if store.body(one) is None)
