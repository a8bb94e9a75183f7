"""Every page of the desk."""

from __future__ import annotations

from desk.pages.acting.page import ROUTES as ACTING
from desk.pages.ballot.page import ROUTES as BALLOT
from desk.pages.bulk.page import ROUTES as BULK
from desk.pages.dossier.page import ROUTES as DOSSIER
from desk.pages.dossiers.page import ROUTES as DOSSIERS
from desk.pages.programs.page import ROUTES as PROGRAMS
from desk.pages.signing_in.page import ROUTES as SIGNING_IN
from desk.pages.why.page import ROUTES as WHY
from desk.pages.worklist.page import ROUTES as WORKLIST
from desk.route import Route, named

ROUTES: tuple[Route, ...] = (
    *SIGNING_IN,
    *WORKLIST,
    *DOSSIERS,
    *DOSSIER,
    *WHY,
    *BALLOT,
    *ACTING,
    *BULK,
    *PROGRAMS,
)
"""In no particular order; a new page is a folder, and one name here."""

BY_NAME = named(ROUTES)
