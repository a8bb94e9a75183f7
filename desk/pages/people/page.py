"""Every account with the roles that it held on a day."""

from __future__ import annotations

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.route import Route, Who
from dossiers.accounts import Account, Grant, accounts, roles
from dossiers.people import STATES
from texts.folding import plain_word, words_of

MOST = 200


def people(asked: Asked) -> Answer:
    """The accounts that fit what was typed, each with its roles of the day and all others."""
    typed = asked.query.one("q")
    wanted = _plain(typed)
    every = [one for one in accounts(asked.reader) if wanted in _plain(f"{one.id} {one.name}")]
    shown = [(one, _held(one, asked)) for one in every[:MOST]]
    values = {
        "q": typed,
        "shown": shown,
        "count": len(every),
        "roles": roles(),
        "STATES": STATES,
    }
    return Shown("people/people.html", values)


def _plain(words: str) -> str:
    """Words as they are searched, with or without marks."""
    return " ".join(plain_word(one) for one in words_of(words))


def _held(account: Account, asked: Asked) -> tuple[Grant, ...]:
    """The roles given for the day, of an account that is closed now as well."""
    return tuple(one for one in account.grants if one.holds_on(asked.day))


ROUTES = (Route("/audit/accounts", "people", people, Who.AUDITORS, past=True, slow=True),)
