"""Accounts as they stand: one by its id, or all, with the names of their people opened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from dossiers.accounts.errors import AccountNotFoundError
from dossiers.documents import read_document
from dossiers.errors import ErasedError
from dossiers.people import Account, read_account
from dossiers.store import Reader


def found_account(store: Reader, name: str) -> Account | None:
    """The account with an id; None for none.

    Raises:
        dossiers.errors.HistoryError: what is kept of it cannot be read.
    """
    return found_accounts(store, (name,)).get(name)


def found_accounts(store: Reader, names: Collection[str]) -> Mapping[str, Account]:
    """The accounts with these ids, as far as there are any, by id.

    Raises:
        dossiers.errors.HistoryError: what is kept of one cannot be read.
    """
    found = [_read(store, body) for body in store.accounts(*names)] if names else []
    return {one.id: one for one in found}


def account_of(store: Reader, name: str) -> Account:
    """The account with an id.

    Raises:
        AccountNotFoundError: there is none; the nearest id is named.
        dossiers.errors.HistoryError: what is kept of it cannot be read.
    """
    found = found_account(store, name)
    if found is None:
        raise AccountNotFoundError(name, tuple(one.id for one in _all(store)))
    return found


def accounts(store: Reader) -> tuple[Account, ...]:
    """Every account, by id.

    Raises:
        dossiers.errors.HistoryError: what is kept of one cannot be read.
    """
    return tuple(_named(store, one) for one in _all(store))


def _all(store: Reader) -> tuple[Account, ...]:
    """Every account without its name."""
    return tuple(read_account(body) for body in store.accounts())


def _read(store: Reader, body: bytes) -> Account:
    """The account that a row says, with its name; read again where the row has changed."""
    return store.memory.of(body).kept("account", lambda: _named(store, read_account(body)))


def _named(store: Reader, account: Account) -> Account:
    """The account with the name of its person; as it is where that was erased."""
    try:
        said = read_document(store.document(account.sealed))
    except ErasedError:
        return account
    return replace(account, name=str(said["name"]))
