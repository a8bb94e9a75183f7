"""Dossiers that a query finds: the query of the command line, typed into a box or an address."""

from __future__ import annotations

from urllib.parse import urlencode

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.route import Route
from dossiers.acts import Nothing, kind_of
from dossiers.asking import read_query
from dossiers.options import AWARDS
from dossiers.store.seeking import Order
from dossiers.use_cases import procedure, state_text
from dossiers.use_cases.finding import page_of
from texts import Text

MOST = 50


def dossiers(asked: Asked) -> Answer:
    """One page of what is found, by its nearest last day unless another order is chosen.

    Raises:
        dossiers.asking.QueryError: the query has mistakes; all of them are named.
    """
    typed, after = asked.query.one("q"), asked.query.one("after")
    order = _order(asked.query.one("order"))
    query = read_query(typed, on=asked.day)
    page = page_of(asked.reader, query, order, after=after or None, most=MOST)
    values = {
        "query": typed,
        "order": order,
        "page": page,
        "state_text": state_text,
        "acts": _acts(asked),
        "awards": AWARDS,
        "following": _following(asked, page.following),
    }
    return Shown("dossiers/dossiers.html", values)


def _acts(asked: Asked) -> tuple[tuple[str, Text], ...]:
    """The acts that whoever asks can do to many dossiers: those that bring nothing but a reason."""
    if asked.moment.past:
        return ()
    held = {grant.role for grant in asked.signed_in.account.grants_on(asked.today)}
    definition = procedure().definition
    found = {
        name: act.text
        for _, name, act in definition.doings()
        if held & set(act.by) and kind_of(name).details is Nothing
    }
    return tuple(found.items())


def _order(name: str) -> Order:
    """The order of this name; the one of the worklist where there is none."""
    return next((one for one in Order if one.value == name), Order.DUE)


def _following(asked: Asked, mark: str | None) -> str | None:
    """The address of the page behind this one; None where this is the last."""
    if mark is None:
        return None
    kept = {name: asked.query.one(name) for name in ("q", "order", "at", "as_of")}
    return asked.path + "?" + urlencode({**{k: v for k, v in kept.items() if v}, "after": mark})


ROUTES = (Route("/dossiers", "dossiers", dossiers, past=True),)
