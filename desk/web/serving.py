"""Running the desk: one process, on this machine unless somebody says otherwise."""

from __future__ import annotations

from threading import Thread

import uvicorn

from desk.asked import House
from desk.web.app import app_of
from dossiers.rulebook import procedure
from dossiers.use_cases.reading_rules import try_shipped
from dossiers.use_cases.reading_workflows import proof_of

KEEP_ALIVE_S = 5
MOST_AT_ONCE = 200


def serve(house: House, *, host: str, port: int, names: tuple[str, ...]) -> None:
    """Serve until it is told to stop; what is being answered then is answered first.

    Args:
        house: what is served.
        host: the address to listen at.
        port: the port there.
        names: the host names by which people reach it.
    """
    Thread(target=_made_ready, name="ready", daemon=True).start()
    uvicorn.run(
        app_of(house, names),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        limit_concurrency=MOST_AT_ONCE,
        timeout_graceful_shutdown=10,
        proxy_headers=False,
    )


def _made_ready() -> None:
    """Make what is made once for the same bytes, so that no reader waits for it; no database."""
    try_shipped()
    proof_of(procedure())
