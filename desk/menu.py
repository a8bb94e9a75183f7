"""The main pages in the order of the menu, each for those whom it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desk.asked import Asked
from desk.letting_in import is_one_of
from desk.route import Who
from dossiers.accounts import Account
from dossiers.scope import NOBODYS
from texts import Text

ENTRIES = (
    ("/", Text(vi="Cần tôi làm", en="Needs me"), Who.COUNCILS),
    ("/dossiers", Text(vi="Hồ sơ", en="Dossiers"), Who.SIGNED_IN),
    ("/audit", Text(vi="Kiểm toán", en="Audit"), Who.AUDITORS),
    ("/rules", Text(vi="Quy tắc", en="Rules"), Who.RULE_READERS),
    ("/workflows", Text(vi="Quy trình", en="Workflows"), Who.RULE_READERS),
    ("/users", Text(vi="Tài khoản", en="Accounts"), Who.ADMINISTRATORS),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu.

    Attributes:
        path: where it leads.
        text: what it says.
        here: whether the present page belongs to it.
    """

    path: str
    text: Text
    here: bool


def menu(asked: Asked) -> Iterator[Entry]:
    """The lines for whoever is signed in; none for nobody."""
    if asked.session is None:
        return
    for path, text, who in ENTRIES:
        if _is_for(who, asked.session.account, asked):
            yield Entry(path, text, _is_here(path, asked.path))


def _is_for(who: Who, account: Account, asked: Asked) -> bool:
    """Whether a page has anything for whoever is signed in: dossiers, for those who see some."""
    if who is Who.SIGNED_IN:
        return asked.scope != NOBODYS
    return is_one_of(who, account, asked)


def _is_here(path: str, asked: str) -> bool:
    """Whether a page stands below an entry; the first page is below none but its own.

    >>> _is_here("/dossiers", "/dossiers/A-1"), _is_here("/", "/dossiers")
    (True, False)
    """
    return asked == path or (path != "/" and asked.startswith(f"{path}/"))
