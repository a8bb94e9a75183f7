"""Who may sign in, what they may do, and what they have read (ADR 0050).

An account is a subject of the log like a dossier: added, given roles for units and days, closed and
opened by events.  `may` is the one place that says whether somebody may do something; an act then
goes through `dossiers.use_cases.perform` with the actor that `may` names.

Passwords, sessions and tokens are in tables that no event tells of and no backup carries away,
except the hashes of passwords.  The terminal goes on with `--by` and `--role`.
"""

from dossiers.accounts.allowing import (
    HOUSE_DEEDS,
    KEEP_ACCOUNTS,
    PROPOSE,
    SEE,
    SEE_PROOFS,
    SEE_READINGS,
    SEE_RULES,
    Allowed,
    Deed,
    Denied,
    Somebody,
    deed_of,
    deeds,
    may,
)
from dossiers.accounts.changing import (
    Change,
    added,
    disabled,
    enabled,
    granted,
    password_set,
    withdrawn,
)
from dossiers.accounts.declining import Declined
from dossiers.accounts.errors import (
    AccountChangedError,
    AccountChangeError,
    AccountNotFoundError,
    AccountTakenError,
    NotDemoError,
    PasswordLibraryMissingError,
)
from dossiers.accounts.finding import account_of, accounts, found_account
from dossiers.accounts.personas import (
    PERSONAS,
    Persona,
    demo_council,
    demo_personas,
    is_demo,
    signed_in_as,
)
from dossiers.accounts.readings import Reading, noted_reading, readings_of
from dossiers.accounts.recorded import (
    Recorded,
    changes_of,
    days_text,
    role_text,
    unit_text,
)
from dossiers.accounts.roles import roles
from dossiers.accounts.sessions import (
    CONFIRMED_FOR,
    IDLE,
    WHOLE,
    Known,
    Session,
    confirmed,
    revoked,
    session_of,
    sessions_of,
    signed_in,
    signed_out,
)
from dossiers.accounts.standing import scope_of
from dossiers.accounts.tokens import (
    SCOPES,
    ApiToken,
    Issued,
    token_issued,
    token_of,
    token_withdrawn,
    tokens_of,
)
from dossiers.people import ADMINISTRATOR, AUDITOR, HOUSE_ROLES, POLICY, Account, Grant

__all__ = [
    "ADMINISTRATOR",
    "AUDITOR",
    "CONFIRMED_FOR",
    "HOUSE_DEEDS",
    "HOUSE_ROLES",
    "IDLE",
    "KEEP_ACCOUNTS",
    "PERSONAS",
    "POLICY",
    "PROPOSE",
    "SCOPES",
    "SEE",
    "SEE_PROOFS",
    "SEE_READINGS",
    "SEE_RULES",
    "WHOLE",
    "Account",
    "AccountChangeError",
    "AccountChangedError",
    "AccountNotFoundError",
    "AccountTakenError",
    "Allowed",
    "ApiToken",
    "Change",
    "Declined",
    "Deed",
    "Denied",
    "Grant",
    "Issued",
    "Known",
    "NotDemoError",
    "PasswordLibraryMissingError",
    "Persona",
    "Reading",
    "Recorded",
    "Session",
    "Somebody",
    "account_of",
    "accounts",
    "added",
    "changes_of",
    "confirmed",
    "days_text",
    "deed_of",
    "deeds",
    "demo_council",
    "demo_personas",
    "disabled",
    "enabled",
    "found_account",
    "granted",
    "is_demo",
    "may",
    "noted_reading",
    "password_set",
    "readings_of",
    "revoked",
    "role_text",
    "roles",
    "scope_of",
    "session_of",
    "sessions_of",
    "signed_in",
    "signed_in_as",
    "signed_out",
    "token_issued",
    "token_of",
    "token_withdrawn",
    "tokens_of",
    "unit_text",
    "withdrawn",
]
