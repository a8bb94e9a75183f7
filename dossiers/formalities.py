"""What comes with acts that record a paper: consultations, decisions, hand-over, archive.

None of it is evidence that a rule could ask about; it stands in the document of the event, where an
auditor reads it.  That such an act was done is a mark of the workflow.

    >>> Agencies.model_validate({"paper": "15/CV-SYT", "agree": "3", "disagree": "0"}).agree
    3
"""

from __future__ import annotations

from typing import Annotated

from texts.reading import Closed, Day, Flag, Whole, Words, bounded

Many = Annotated[Whole, bounded(0, 1_000)]
"""How many agencies."""


class Filed(Closed):
    """An act with at most the paper that it is written down in.

    Attributes:
        paper: its number.
        issued_on: its day.
        note: a sentence on it.
    """

    paper: Words | None = None
    issued_on: Day | None = None
    note: Words | None = None


class Agencies(Closed):
    """The opinions of the agencies concerned (Law 06/2022/QH15, Article 84(3)).

    An opinion binds nobody; what an agency holds against the nominee is a case or an objection, and
    is recorded as one.

    Attributes:
        paper: the letters or their summary, by number.
        agree: how many agree.
        disagree: how many do not.
        agencies: which were asked, in words.
    """

    paper: Words
    agree: Many | None = None
    disagree: Many | None = None
    agencies: Words | None = None


class PartyOpinion(Closed):
    """The written opinion of the Standing Committee of the provincial Party Committee.

    Attributes:
        paper: its number.
        agrees: whether it agrees to the proposal.
        issued_on: its day.
    """

    paper: Words
    agrees: Flag
    issued_on: Day | None = None


class CentralDecision(Closed):
    """The decision of the Prime Minister, the Government or the President (Law 06/2022, 77 and 78).

    Attributes:
        number: its number; without it nothing is recorded as decided.
        decided_on: its day.
        by: who signed it.
    """

    number: Words
    decided_on: Day
    by: Words | None = None


class Handing(Closed):
    """The hand-over of an award.

    Attributes:
        held_on: the day.
        where: the ceremony or place.
        by: who handed it over.
    """

    held_on: Day | None = None
    where: Words | None = None
    by: Words | None = None


class Restoration(Closed):
    """Why a title that was revoked is restored (Law 06/2022/QH15, Article 93(6)).

    Attributes:
        conclusion: the document that states it, by number.
    """

    conclusion: Words
