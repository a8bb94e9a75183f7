"""Every page of the desk."""

from __future__ import annotations

from desk.pages.acting.page import ROUTES as ACTING
from desk.pages.ballot.page import ROUTES as BALLOT
from desk.pages.bulk.page import ROUTES as BULK
from desk.pages.dossier.page import ROUTES as DOSSIER
from desk.pages.dossiers.page import ROUTES as DOSSIERS
from desk.pages.help.page import ROUTES as HELP
from desk.pages.proposing.page import ROUTES as PROPOSING
from desk.pages.rules.page import ROUTES as RULES
from desk.pages.signing_in.page import ROUTES as SIGNING_IN
from desk.pages.why.page import ROUTES as WHY
from desk.pages.workflows.page import ROUTES as WORKFLOWS
from desk.pages.worklist.page import ROUTES as WORKLIST
from desk.route import Route, named

ROUTES: tuple[Route, ...] = (
    *SIGNING_IN,
    *WORKLIST,
    *DOSSIERS,
    *DOSSIER,
    *WHY,
    *BALLOT,
    *PROPOSING,
    *ACTING,
    *BULK,
    *RULES,
    *WORKFLOWS,
    *HELP,
)
"""In no particular order; a new page is a folder, and one name here."""

BY_NAME = named(ROUTES)
