"""Tokens by which other programs act for an account, each for some scopes and some days.

A token reads `tdkt_<id>_<secret>`: its beginning is shown in lists so that people know it again,
the whole of it once, when it is issued.  The database holds a digest.

Invariants:

* a token never gives more than its account has on that day, and no more than its scopes;
* it ends by itself, when it is withdrawn, and when the account is closed or its password set.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dossiers.accounts.errors import AccountChangeError
from dossiers.accounts.finding import account_of, found_account
from dossiers.accounts.sessions import BYTES, EPOCH, digest_of
from dossiers.people import Account
from dossiers.store import Store
from dossiers.store.access import KeptToken
from ledger import milliseconds
from texts import Text, joined

READING, ACTING, AUDITING = SCOPES = ("read", "act", "audit")
"""What a token may be used for: what the account may read, its acts, the tools of auditors."""

LONGEST_DAYS = 366
HEAD = "tdkt_"
FORM = re.compile(r"tdkt_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")

NO_SCOPE = Text(
    vi="phạm vi của mã truy cập phải lấy từ: {known}",
    en="the scopes of a token are some of: {known}",
)
NO_DAYS = Text(
    vi="mã truy cập dùng được từ 1 đến {most} ngày", en="a token holds for 1 to {most} days"
)
CLOSED = Text(vi="tài khoản đã khóa", en="the account is disabled")
CANNOT = Text(
    vi="Không cấp được mã truy cập cho '{account}': {reasons}.",
    en="No token can be issued to '{account}': {reasons}.",
)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A program that acts for an account.

    Attributes:
        id: by which people know the token; it opens nothing.
        account: for whom.
        scopes: some of `SCOPES`.
        made: when it was issued.
        until: when it ends.
    """

    id: str
    account: Account
    scopes: frozenset[str]
    made: datetime
    until: datetime

    @property
    def prefix(self) -> str:
        """The beginning of its text, by which people know it again."""
        return f"{HEAD}{self.id}"


@dataclass(frozen=True, slots=True)
class Issued:
    """A token that was issued just now.

    Attributes:
        token: what it is good for.
        text: what the other program sends; it is shown once and kept nowhere.
    """

    token: ApiToken
    text: str = field(repr=False)


def token_issued(
    store: Store, account: str, scopes: Collection[str], days: int, *, at: datetime
) -> Issued:
    """Issue a token.

    Args:
        store: where its digest is kept.
        account: the id of the account.
        scopes: some of `SCOPES`.
        days: for how many days it holds.
        at: the moment, with time zone.

    Raises:
        AccountNotFoundError: there is no such account.
        AccountChangeError: the scopes or the days are none, or the account is closed.
        dossiers.errors.StoreError: the database cannot be written.
    """
    found = account_of(store, account)
    wrong = (
        [] if scopes and set(scopes) <= set(SCOPES) else [NO_SCOPE.fill(known=", ".join(SCOPES))]
    )
    wrong += [] if 1 <= days <= LONGEST_DAYS else [NO_DAYS.fill(most=LONGEST_DAYS)]
    wrong += [CLOSED] if found.disabled else []
    if wrong:
        raise AccountChangeError(CANNOT.fill(account=account, reasons=joined(wrong, "; ")))
    name, until = secrets.token_hex(6), at + timedelta(days=days)
    text = f"{HEAD}{name}_{secrets.token_urlsafe(BYTES)}"
    said = " ".join(sorted(set(scopes)))
    kept = KeptToken(name, digest_of(text), account, said, milliseconds(at), milliseconds(until))
    store.access.issue(kept)
    return Issued(_token(kept, found), text)


def token_of(store: Store, text: str, *, at: datetime) -> ApiToken | None:
    """The token with this text; None for one that is over, withdrawn, or none.

    Raises:
        dossiers.errors.StoreError: the database cannot be read.
    """
    form = FORM.fullmatch(text)
    kept = None if form is None else store.access.token(form[1])
    if kept is None or not hmac.compare_digest(kept.digest, digest_of(text)):
        return None
    account = found_account(store, kept.account)
    if account is None or account.disabled or kept.until <= milliseconds(at):
        return None
    return _token(kept, account)


def tokens_of(store: Store, account: str, *, at: datetime) -> tuple[ApiToken, ...]:
    """The tokens of an account that are not over, the oldest first.

    Raises:
        AccountNotFoundError: there is no such account.
        dossiers.errors.StoreError: the database cannot be read.
    """
    found, now = account_of(store, account), milliseconds(at)
    return tuple(_token(one, found) for one in store.access.tokens(account) if one.until > now)


def token_withdrawn(store: Store, account: str, token: str) -> bool:
    """End a token of an account; whether there was one.

    Args:
        store: where it is kept.
        account: the id of the account.
        token: the id of the token, or the beginning of its text.

    Raises:
        AccountNotFoundError: there is no such account.
        dossiers.errors.StoreError: the database cannot be written.
    """
    account_of(store, account)
    return store.access.withdraw(account, token.removeprefix(HEAD)) == 1


def _token(kept: KeptToken, account: Account) -> ApiToken:
    """A token as it is used."""
    moments = (EPOCH + timedelta(milliseconds=one) for one in (kept.made, kept.until))
    return ApiToken(kept.id, account, frozenset(kept.scopes.split()), *moments)
