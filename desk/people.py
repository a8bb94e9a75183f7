"""Names of people by their accounts, for pages that say who did what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desk.asked import Asked
from dossiers.accounts.finding import found_accounts

MOST = 200
"""Accounts whose names one page looks up; the others stay ids."""


def names_of(asked: Asked, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of people; the id itself where no account has it.

    Args:
        asked: the request; names are those of today, whatever moment is looked at.
        ids: of accounts, as events have them.
    """
    wanted = dict.fromkeys(ids)
    found = found_accounts(asked.whole, tuple(wanted)[:MOST])
    return {one: found[one].name if one in found else one for one in wanted}
