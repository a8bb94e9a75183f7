"""What needs whoever is signed in, by its last day, and who is waited for elsewhere."""

from __future__ import annotations

from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.route import Route, Who


def worklist(asked: Asked) -> Answer:
    """The first page; whoever is not signed in is led to sign in."""
    if asked.session is None:
        return Sent("/sign-in")
    return Shown("worklist/worklist.html", {})


ROUTES = (Route("/", "worklist", worklist, Who.ANYBODY, past=True),)
