"""What the steps of one scenario hand to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

import rules
from dossiers.errors import ActDetailsError, TransitionRefusedError
from dossiers.model import Dossier, Nomination
from dossiers.store import Store
from dossiers.use_cases import Acting, dossier_of, looked_at, perform
from tests.dossiers.building import NUMBER, a_nomination, acting, proposed

ROLES = {
    "clerk": "unit_clerk",
    "unit clerk": "unit_clerk",
    "unit head": "unit_head",
    "council secretary": "council_secretary",
    "secretary": "provincial_secretary",
    "cluster head": "cluster_head",
    "provincial secretary": "provincial_secretary",
    "provincial chair": "provincial_chair",
    "chair": "provincial_chair",
}
ACTS = {
    "submits": "submit",
    "sends it on": "advance",
    "approves": "approve",
    "refuses": "refuse",
    "returns": "return_for_supplement",
    "resubmits": "resubmit",
    "resumes": "resume",
    "revokes": "revoke",
}


@dataclass
class Story:
    """A scenario under way.

    Attributes:
        store: a fresh database.
        nomination: what a file proposes, where the story begins with a file.
        evidence: what differs from a nomination with everything in order.
        award: what the nominee is nominated for.
        refused: the last refusal, if the last act was refused.
        misfit: the last error about details of an act.
        before: the dossier as it stood before the last act.
        last: the last command.
        on: the last day spoken of.
    """

    store: Store
    award: str = "CSTDCS"
    nomination: Nomination | None = None
    evidence: dict[str, object] = field(default_factory=dict)
    opened: bool = False
    refused: TransitionRefusedError | None = None
    misfit: ActDetailsError | None = None
    before: Dossier | None = None
    last: Acting | None = None
    on: date = date(2024, 12, 2)

    @property
    def dossier(self) -> Dossier:
        """The dossier, opened when it is first spoken of."""
        if not self.opened:
            in_order = a_nomination(self.award, changes=self.evidence)
            proposed(self.store, self.nomination or in_order)
            self.opened = True
        return dossier_of(self.store, NUMBER)

    def act(self, act: str, role: str, **rest: object) -> None:
        """Do an act, and keep what came of it."""
        self.before = self.dossier
        self.last = acting(act, role, **rest)  # type: ignore[arg-type]  # passed on as given
        self.on = self.last.on
        self.refused = self.misfit = None
        self.attempt(lambda: perform(self.store, self.last))  # type: ignore[arg-type]  # set above

    def attempt(self, work: Callable[[], object]) -> None:
        """Do something that may be refused."""
        try:
            work()
        except TransitionRefusedError as refused:
            self.refused = refused
        except ActDetailsError as misfit:
            self.misfit = misfit

    def surely(self, act: str, role: str, **rest: object) -> None:
        """Do an act that a scenario takes for granted."""
        self.act(act, role, **rest)
        assert self.refused is None, self.blockers()
        assert self.misfit is None, self.misfit

    def blockers(self) -> Mapping[str, str]:
        """Id and kind of everything that was in the way of the last act."""
        if self.refused is None:
            return {}
        return {one.id: one.kind for one in self.refused.refusal.blockers}

    def evaluation(self, on: date | None = None) -> rules.Evaluation:
        """What the rules say of the dossier now."""
        assert self.dossier
        return looked_at(self.store, NUMBER, on=on or self.on).evaluation


@pytest.fixture
def story(story_url: str) -> Iterator[Story]:
    """A scenario on a fresh database."""
    with Store.open(story_url) as store:
        yield Story(store)
