"""Passwords, sessions, tokens and failed attempts, as they are kept: digests, ids and moments.

What a digest is made of and how long something holds is known above (`dossiers.accounts`).
Moments are milliseconds since 1970 UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine

from dossiers.store import access_tables as tables
from dossiers.store.driver import Driver
from dossiers.store.engine import reading, told_plainly, tried_again, writing

DAY_MS = 86_400_000
FORGOTTEN_AFTER_MS = DAY_MS
"""Failed attempts older than this are forgotten."""


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session as it is kept, but for the digest of its token.

    Attributes:
        id: by which people speak of it; it opens nothing.
        account: the id of the account.
        began: when somebody signed in.
        seen: when it was last used, to the minute.
        confirmed: when the password was last typed.
    """

    id: str
    account: str
    began: int
    seen: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class KeptToken:
    """A token of an interface as it is kept.

    Attributes:
        id: by which people speak of it, the beginning of its text; it opens nothing.
        digest: of the whole text.
        account: the id of the account.
        scopes: what it may be used for, in one line with blanks.
        made: when it was issued.
        until: when it ends.
    """

    id: str
    digest: str
    account: str
    scopes: str
    made: int
    until: int


@dataclass(frozen=True, slots=True)
class Failures:
    """Attempts that have failed, or have not ended yet.

    Attributes:
        count: how many, one after another.
        last: when the last one was made.
    """

    count: int
    last: int


class Access:
    """The tables of what lets people in; `Store.access` gives it.

    Every method may raise `dossiers.errors.StoreError`: the database cannot be read or written.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        """Speak through an engine about the database known by `place`."""
        self._engine = engine
        self._place = place

    def hash_of(self, account: str) -> str | None:
        """The hash of an account's password; None where none was set."""
        with self._reading() as driver:
            found = driver.execute(tables.HASH_OF, {"account": account}).fetchone()
        return None if found is None else str(found[0])

    def set_hash(self, account: str, hashed: str) -> None:
        """Keep the hash of a new password; every session and token of the account ends."""
        with self._writing() as driver:
            driver.execute(tables.SET_HASH, {"account": account, "hash": hashed})
            _ended(driver, account)

    def replace_hash(self, account: str, was: str, hashed: str) -> None:
        """Keep another hash of the same password, where nobody has set another password since."""
        bound = {"is_account": account, "was_hash": was, "new_hash": hashed}
        with self._writing() as driver:
            driver.execute(tables.REPLACE_HASH, bound)

    def end_all(self, account: str) -> None:
        """End every session and token of an account."""
        with self._writing() as driver:
            _ended(driver, account)

    def begin(self, digest: str, one: KeptSession, *, idle: int, whole: int) -> None:
        """Keep a new session, and forget all that are over.

        Args:
            digest: of its token.
            one: the session.
            idle: sessions not seen since are over.
            whole: sessions that began before are over.
        """
        row = {"digest": digest, **{name: getattr(one, name) for name in one.__dataclass_fields__}}
        with self._writing() as driver:
            driver.execute(tables.FORGET_SESSIONS, {"began": whole, "seen": idle})
            driver.execute(tables.ADD_SESSION, row)

    def session(self, digest: str) -> KeptSession | None:
        """The session with a token of this digest; None for none."""
        with self._reading() as driver:
            found = driver.execute(tables.SESSION_BY_DIGEST, {"digest": digest}).fetchone()
        return None if found is None else KeptSession(*found)

    def sessions(self, account: str) -> tuple[KeptSession, ...]:
        """The sessions of an account, those that are over among them, the oldest first."""
        with self._reading() as driver:
            found = driver.execute(tables.SESSIONS_OF, {"account": account}).fetchall()
        return tuple(KeptSession(*one) for one in found)

    def seen(self, session: str, at: int) -> None:
        """Keep that a session was used."""
        with self._writing() as driver:
            driver.execute(tables.SEE_SESSION, {"is_id": session, "new_seen": at})

    def confirm(self, session: str, at: int) -> None:
        """Keep that the password was typed again."""
        with self._writing() as driver:
            driver.execute(tables.CONFIRM_SESSION, {"is_id": session, "new_confirmed": at})

    def end(self, account: str, session: str | None) -> int:
        """End a session of an account, or all of them; how many ended."""
        bound = {"account": account}
        with self._writing() as driver:
            if session is None:
                return driver.execute(tables.END_SESSIONS, bound).rowcount
            return driver.execute(tables.END_SESSION, {**bound, "id": session}).rowcount

    def issue(self, one: KeptToken) -> None:
        """Keep a new token, and forget all that are over."""
        row = {name: getattr(one, name) for name in one.__dataclass_fields__}
        with self._writing() as driver:
            driver.execute(tables.FORGET_TOKENS, {"until": one.made})
            driver.execute(tables.ADD_TOKEN, row)

    def token(self, name: str) -> KeptToken | None:
        """The token with this id; None for none."""
        with self._reading() as driver:
            found = driver.execute(tables.TOKEN_BY_ID, {"id": name}).fetchone()
        return None if found is None else KeptToken(*found)

    def tokens(self, account: str) -> tuple[KeptToken, ...]:
        """The tokens of an account, those that are over among them, the oldest first."""
        with self._reading() as driver:
            found = driver.execute(tables.TOKENS_OF, {"account": account}).fetchall()
        return tuple(KeptToken(*one) for one in found)

    def withdraw(self, account: str, token: str) -> int:
        """End a token of an account; how many ended."""
        with self._writing() as driver:
            return driver.execute(tables.END_TOKEN, {"account": account, "id": token}).rowcount

    def count(self, marks: Sequence[str], at: int, waits: Callable[[str, Failures], int]) -> int:
        """Count one more attempt under every mark, unless one of them has to wait.

        An attempt is counted before it is tried, in one transaction that others wait for, so that
        of many at once no more are tried than one after another would be.

        Args:
            marks: under which names it counts.
            at: the moment.
            waits: until when nobody may try under a mark after so many failures.

        Returns:
            0 where it may be tried; else the moment from which on it may, and nothing was counted.
        """
        return tried_again(lambda: self._counted(sorted(marks), at, waits))

    def _counted(self, marks: list[str], at: int, waits: Callable[[str, Failures], int]) -> int:
        """The same in one transaction; marks are held in one order: no two wait crosswise."""
        with self._writing() as driver:
            driver.execute(tables.FORGET_ATTEMPTS, {"last": at - FORGOTTEN_AFTER_MS})
            found = {one: _held(driver, one, at) for one in marks}
            until = max(waits(mark, one) for mark, one in found.items())
            if until > at:
                return until
            for mark, one in found.items():
                bound = {"is_mark": mark, "new_failures": one.count + 1, "new_last": at}
                driver.execute(tables.COUNT_ATTEMPT, bound)
        return 0

    def succeeded(self, forgiven: str, taken_back: str) -> None:
        """Forget all failures under one mark, and take the last attempt back under another."""
        with self._writing() as driver:
            driver.execute(tables.FORGET_ATTEMPTS_OF, {"mark": forgiven})
            driver.execute(tables.TAKE_ATTEMPT_BACK, {"is_mark": taken_back})

    @contextmanager
    def _reading(self) -> Iterator[Driver]:
        """A connection for reading."""
        with told_plainly(self._place), reading(self._engine) as driver:
            yield driver

    @contextmanager
    def _writing(self) -> Iterator[Driver]:
        """One transaction."""
        with writing(self._engine, self._place) as driver:
            yield driver


def _ended(driver: Driver, account: str) -> None:
    """End every session and token of an account."""
    driver.execute(tables.END_SESSIONS, {"account": account})
    driver.execute(tables.END_TOKENS, {"account": account})


def _held(driver: Driver, mark: str, at: int) -> Failures:
    """What has failed under a mark; nobody else counts under it before the commit."""
    driver.execute(tables.HOLD_ATTEMPTS, {"mark": mark, "none": 0, "at": at})
    return Failures(*driver.execute(tables.ATTEMPTS, {"mark": mark}).fetchone())
