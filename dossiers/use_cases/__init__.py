"""What people do with dossiers; each use case reads load, judge, decide, record.

`propose` opens a dossier and `perform` does any act on it; `listed`, `looked_at` and `timeline`
read. A door turns what a person asks for into a `Proposing` or `Acting` with an idempotency key,
and prints the answer.
"""

from dossiers.rulebook import procedure
from dossiers.use_cases.commands import Acting, Done, Proposing
from dossiers.use_cases.looking import Happening, Look, listed, look, looked_at, timeline
from dossiers.use_cases.performing import dossier_of, perform, procedure_of
from dossiers.use_cases.proposing import propose

__all__ = [
    "Acting",
    "Done",
    "Happening",
    "Look",
    "Proposing",
    "dossier_of",
    "listed",
    "look",
    "looked_at",
    "perform",
    "procedure",
    "procedure_of",
    "propose",
    "timeline",
]
