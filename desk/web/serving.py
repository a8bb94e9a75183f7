"""Running the desk: one process, on this machine unless somebody says otherwise."""

from __future__ import annotations

import uvicorn

from desk.asked import House
from desk.web.app import app_of

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
