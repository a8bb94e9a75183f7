"""Signing in, staying signed in, and signing out.

A session is a random text of 256 bits that the browser holds; the database holds its digest, and
nothing by which it could be made again.  Whoever fails waits, twice as long with every failure,
counted for the account and for where they come from; the program says the same and does the same
work whether there is such an account or not.

Invariants:

* a session belongs to one account, ends by itself, and ends when the account is closed or its
  password set;
* an attempt is counted before it is tried;
* ids that were typed stand nowhere: what is counted is counted under a digest with a key.

    >>> wait_after(4, 5), wait_after(5, 5), wait_after(8, 5), wait_after(99, 5)
    (0, 1, 8, 900)
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from dossiers.accounts import passwords
from dossiers.accounts.declining import Declined
from dossiers.accounts.finding import account_of, found_account
from dossiers.people import Account
from dossiers.store import Store
from dossiers.store.access import Failures, KeptSession
from ledger import milliseconds
from texts import Text

IDLE = timedelta(minutes=30)
"""A session that is not used for so long is over."""

WHOLE = timedelta(hours=12)
"""A session is over after so long, however busy."""

CONFIRMED_FOR = timedelta(minutes=10)
"""For so long after the password was typed nobody is asked for it again."""

SEEN_EVERY = timedelta(minutes=1)
"""That a session was used is written down no more often than this."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BYTES = 32
FREE_OF_ACCOUNT, FREE_OF_SOURCE = 5, 30
"""Failures before anybody waits: on one account, and from one place, where many people may sit."""

LONGEST_WAIT = 900
"""Seconds that anybody waits at most, so that nobody can lock somebody else out for long."""

COUNTERS = "@attempts"
"""The name of the key under which attempts are counted; no stream is called so."""

LONGEST_TYPED = 200
WRONG = Text(
    vi="Mã đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản không còn dùng được.",
    en="The id or the password is wrong, or the account is no longer in use.",
)
WAIT = Text(
    vi="Đã thử sai nhiều lần. Hãy thử lại sau {seconds} giây.",
    en="There were several failed attempts. Try again in {seconds} seconds.",
)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in.

    Attributes:
        id: by which people speak of the session; it opens nothing.
        account: who it is.
        began: when they signed in.
        seen: when the session was last used, to the minute.
        confirmed_at: when they last typed their password, or clicked on a persona of the example.
        token: what the browser holds; shown nowhere.
    """

    id: str
    account: Account
    began: datetime
    seen: datetime
    confirmed_at: datetime
    token: str = field(repr=False)

    @property
    def csrf(self) -> str:
        """The text that every form of this session carries; nobody makes it without the token."""
        return hmac.new(self.token.encode(), b"tdkt csrf v1", sha256).hexdigest()

    def is_own(self, csrf: str) -> bool:
        """Whether a form comes from a page of this session."""
        return hmac.compare_digest(self.csrf.encode(), csrf.encode())

    def is_confirmed(self, at: datetime) -> bool:
        """Whether the password was typed so lately that it need not be typed again."""
        return at - self.confirmed_at < CONFIRMED_FOR


@dataclass(frozen=True, slots=True)
class Known:
    """A session as it is told of; it cannot be used.

    Attributes:
        id: by which it is revoked.
        began: when somebody signed in.
        seen: when it was last used, to the minute.
        ends: when it is over if it is not used any more.
    """

    id: str
    began: datetime
    seen: datetime
    ends: datetime


def signed_in(
    store: Store, account: str, password: str, *, at: datetime, source: str
) -> Session | Declined:
    """Let somebody in who knows a password.

    Args:
        store: where sessions are kept.
        account: the id, as it was typed.
        password: likewise.
        at: the moment, with time zone.
        source: where the attempt comes from, such as an address; it is kept only as a digest.

    Raises:
        PasswordLibraryMissingError: nothing can be compared here.
        dossiers.errors.StoreError: the database cannot be written.
    """
    named = account.strip().lower()[:LONGEST_TYPED]
    found = _compared(store, named, password, at=at, source=source)
    return found if isinstance(found, Declined) else begun(store, found, at=at)


def session_of(store: Store, token: str, *, at: datetime) -> Session | None:
    """The session with this token; None for one that is over, revoked, or none.

    Raises:
        dossiers.errors.StoreError: the database cannot be read.
    """
    kept = store.access.session(digest_of(token))
    if kept is None or _ends(kept) <= at:
        return None
    account = found_account(store, kept.account)
    if account is None or account.disabled:
        return None
    if at - _moment(kept.seen) >= SEEN_EVERY:
        store.access.seen(kept.id, milliseconds(at))
        kept = replace(kept, seen=milliseconds(at))
    return _session(kept, account, token)


def signed_out(store: Store, session: Session) -> None:
    """End a session.

    Raises:
        dossiers.errors.StoreError: the database cannot be written.
    """
    store.access.end(session.account.id, session.id)


def sessions_of(store: Store, account: str, *, at: datetime) -> tuple[Known, ...]:
    """The sessions of an account that are not over, the oldest first.

    Raises:
        AccountNotFoundError: there is no such account.
        dossiers.errors.StoreError: the database cannot be read.
    """
    account_of(store, account)
    kept = store.access.sessions(account)
    return tuple(
        Known(one.id, _moment(one.began), _moment(one.seen), _ends(one))
        for one in kept
        if _ends(one) > at
    )


def revoked(store: Store, account: str, session: str | None = None) -> int:
    """End a session of an account, or all of them; how many ended.

    Raises:
        AccountNotFoundError: there is no such account.
        dossiers.errors.StoreError: the database cannot be written.
    """
    account_of(store, account)
    return store.access.end(account, session)


def confirmed(
    store: Store, session: Session, password: str, *, at: datetime, source: str = ""
) -> Session | Declined:
    """Somebody who is signed in types the password again, before what cannot be taken back.

    Failures count as those of signing in do.

    Raises:
        PasswordLibraryMissingError: nothing can be compared here.
        dossiers.errors.StoreError: the database cannot be written.
    """
    found = _compared(store, session.account.id, password, at=at, source=source or session.id)
    if isinstance(found, Declined):
        return found
    store.access.confirm(session.id, milliseconds(at))
    return replace(session, account=found, confirmed_at=at)


def begun(store: Store, account: Account, *, at: datetime) -> Session:
    """A new session of somebody who was let in; those that are over are forgotten."""
    token = secrets.token_urlsafe(BYTES)
    now = milliseconds(at)
    kept = KeptSession(secrets.token_hex(8), account.id, now, now, now)
    over = [milliseconds(at - one) for one in (IDLE, WHOLE)]
    store.access.begin(digest_of(token), kept, idle=over[0], whole=over[1])
    return _session(kept, account, token)


def digest_of(token: str) -> str:
    """The digest of a token; a text that is none has one too, which nobody else has."""
    return sha256(token.encode(errors="replace")).hexdigest()


def wait_after(failures: int, free: int) -> int:
    """Seconds that somebody waits after so many failures, of which some are free."""
    return 0 if failures < free else min(2 ** min(failures - free, 20), LONGEST_WAIT)


def _session(kept: KeptSession, account: Account, token: str) -> Session:
    """A session as it is used."""
    began, seen, confirmed_at = map(_moment, (kept.began, kept.seen, kept.confirmed))
    return Session(kept.id, account, began, seen, confirmed_at, token)


def _compared(
    store: Store, name: str, password: str, *, at: datetime, source: str
) -> Account | Declined:
    """The account whose password was typed; the steps are the same where there is none."""
    marks = (_mark(store, "account", name), _mark(store, "source", source))
    until = store.access.count(marks, milliseconds(at), _waits)
    if until:
        seconds = max(1, -(-(until - milliseconds(at)) // 1000))
        return Declined((WAIT.fill(seconds=seconds),), seconds)
    kept = store.access.hash_of(name)
    account = found_account(store, name)
    right = passwords.holds(kept, password)
    if not right or kept is None or account is None or account.disabled:
        return Declined((WRONG,))
    if passwords.is_outdated(kept):
        store.access.replace_hash(name, kept, passwords.hashed(password))
    store.access.succeeded(*marks)
    return account


def _waits(mark: str, failures: Failures) -> int:
    """Until when nobody may try under a mark."""
    free = FREE_OF_ACCOUNT if mark.startswith("account") else FREE_OF_SOURCE
    return failures.last + 1000 * wait_after(failures.count, free) if failures.count else 0


def _mark(store: Store, kind: str, typed: str) -> str:
    """Under what attempts are counted: a digest under a key, for people mistype into any field."""
    key = store.strongbox.made(COUNTERS)
    return f"{kind}/{hmac.new(key, typed.encode(errors='replace'), sha256).hexdigest()}"


def _ends(kept: KeptSession) -> datetime:
    """When a session is over if it is not used any more."""
    return min(_moment(kept.seen) + IDLE, _moment(kept.began) + WHOLE)


def _moment(value: int) -> datetime:
    """A moment that is kept in milliseconds."""
    return EPOCH + timedelta(milliseconds=value)
