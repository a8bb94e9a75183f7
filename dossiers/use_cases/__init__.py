"""What people do with dossiers; each use case reads load, judge, decide, record.

`propose` opens a dossier and `perform` does any act on it; `listed`, `looked_at` and `timeline`
read, and `namesakes` finds other dossiers for what may be the same nominee.  A door turns what a
person asks for into a `Proposing` or `Acting` with an idempotency key, and prints the answer.

Invariants:

* one use case is one transaction; between load and record there are values only (ADR 0014);
* a use case asks no clock: the moment and the business day come with the command;
* the same command sent again is answered as it was the first time, and nothing is done twice.

    >>> from datetime import UTC, date, datetime
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from dossiers.model import Evidence, Nomination, Nominee
    >>> from dossiers.store import Store, initialise
    >>> from ledger import Actor
    >>> who = Nominee(kind="individual", name="Nguyễn Văn Mẫu")
    >>> shown = Evidence(award_year=2024)
    >>> command = Proposing(
    ...     nomination=Nomination(award="CSTDCS", unit="sct-bk", nominee=who, evidence=shown),
    ...     by=Actor("clerk-bk", "unit_clerk", "sct-bk"),
    ...     on=date(2024, 11, 20),
    ...     at=datetime(2024, 11, 20, 1, tzinfo=UTC),
    ...     key="de-nghi-1",
    ... )
    >>> with TemporaryDirectory() as folder:
    ...     url = f"sqlite:///{Path(folder, 'tdkt.sqlite')}"
    ...     _ = initialise(url)
    ...     with Store.open(url) as store:
    ...         done, again = propose(store, command), propose(store, command)
    ...         seen = looked_at(store, done.number, on=date(2024, 12, 2))
    >>> done.number, again.repeated, seen.evaluation.verdict.value
    ('CSTDCS-2024-0001', True, 'undetermined')
"""

from dossiers.following import relations_of
from dossiers.rulebook import procedure
from dossiers.use_cases.commands import Acting, Done, Proposing
from dossiers.use_cases.erasing import Erasable, Erasing, erasable, erase
from dossiers.use_cases.impact import Impact, Touched, impact_of
from dossiers.use_cases.linking import Kin, Linked, kin_of
from dossiers.use_cases.looking import (
    Happening,
    Look,
    explained,
    listed,
    look,
    looked_at,
    state_text,
    timeline,
)
from dossiers.use_cases.mandating import Granting, Mandated, Withdrawing, grant, mandates, withdraw
from dossiers.use_cases.namesakes import Namesake, namesakes
from dossiers.use_cases.performing import dossier_of, perform, procedure_of
from dossiers.use_cases.proposing import propose
from dossiers.use_cases.publishing import (
    Deciding,
    Drafting,
    Published,
    decide_on_rules,
    in_force_of,
    propose_rules,
    publication_of,
    publications,
)
from dossiers.use_cases.rules_of import in_force
from dossiers.use_cases.ticking import ticked

__all__ = [
    "Acting",
    "Deciding",
    "Done",
    "Drafting",
    "Erasable",
    "Erasing",
    "Granting",
    "Happening",
    "Impact",
    "Kin",
    "Linked",
    "Look",
    "Mandated",
    "Namesake",
    "Proposing",
    "Published",
    "Touched",
    "Withdrawing",
    "decide_on_rules",
    "dossier_of",
    "erasable",
    "erase",
    "explained",
    "grant",
    "impact_of",
    "in_force",
    "in_force_of",
    "kin_of",
    "listed",
    "look",
    "looked_at",
    "mandates",
    "namesakes",
    "perform",
    "procedure",
    "procedure_of",
    "propose",
    "propose_rules",
    "publication_of",
    "publications",
    "relations_of",
    "state_text",
    "ticked",
    "timeline",
    "withdraw",
]
