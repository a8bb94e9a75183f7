"""What programs can ask and do, for the people who write them; problems lead here too."""

from __future__ import annotations

from desk.answer import Answer, Shown
from desk.api.document import KEY
from desk.api.endpoints import ENDPOINTS, PREFIX
from desk.api.problems import TITLES
from desk.asked import Asked
from desk.route import Route, Who


def programs(_asked: Asked) -> Answer:
    """The endpoints, how to get a token, and what goes wrong."""
    values = {"endpoints": ENDPOINTS, "prefix": PREFIX, "titles": TITLES, "key": KEY}
    return Shown("programs/programs.html", values)


ROUTES = (Route("/api", "programs", programs, Who.ANYBODY),)
