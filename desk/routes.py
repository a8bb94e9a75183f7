"""Every page of the desk."""

from __future__ import annotations

from desk.pages.account.page import ROUTES as ACCOUNT
from desk.pages.acting.page import ROUTES as ACTING
from desk.pages.audit.page import ROUTES as AUDIT
from desk.pages.ballot.page import ROUTES as BALLOT
from desk.pages.bulk.page import ROUTES as BULK
from desk.pages.difference.page import ROUTES as DIFFERENCE
from desk.pages.dossier.page import ROUTES as DOSSIER
from desk.pages.dossiers.page import ROUTES as DOSSIERS
from desk.pages.findings.page import ROUTES as FINDINGS
from desk.pages.help.page import ROUTES as HELP
from desk.pages.people.page import ROUTES as PEOPLE
from desk.pages.plans.page import ROUTES as PLANS
from desk.pages.programs.page import ROUTES as PROGRAMS
from desk.pages.proof.page import ROUTES as PROOF
from desk.pages.proposing.page import ROUTES as PROPOSING
from desk.pages.readings.page import ROUTES as READINGS
from desk.pages.replay.page import ROUTES as REPLAY
from desk.pages.rules.page import ROUTES as RULES
from desk.pages.sample.page import ROUTES as SAMPLE
from desk.pages.signing_in.page import ROUTES as SIGNING_IN
from desk.pages.users.page import ROUTES as USERS
from desk.pages.verifiers.page import ROUTES as VERIFIERS
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
    *AUDIT,
    *DIFFERENCE,
    *FINDINGS,
    *PEOPLE,
    *PLANS,
    *PROOF,
    *READINGS,
    *REPLAY,
    *SAMPLE,
    *VERIFIERS,
    *ACCOUNT,
    *USERS,
    *PROGRAMS,
)
"""In no particular order; a new page is a folder, and one name here."""

BY_NAME = named(ROUTES)
