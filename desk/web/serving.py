"""Running the desk: one process, on this machine unless somebody says otherwise."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread

import uvicorn

from desk.asked import House
from desk.web.app import Door, app_of
from desk.web.holding import connections
from dossiers.rulebook import procedure
from dossiers.use_cases.reading_rules import try_shipped
from dossiers.use_cases.reading_workflows import proof_of

KEEP_ALIVE_S = 5


def serve(
    house: House,
    sockets: list[socket.socket],
    *,
    names: tuple[str, ...],
    proxies: tuple[str, ...] = (),
) -> None:
    """Serve until it is told to stop; what is being answered then is answered first.

    Args:
        house: what is served.
        sockets: at which it listens, as `desk.listening` opened them.
        names: the host names by which people reach it.
        proxies: the addresses of servers in front of it that speak TLS; their word is taken for
            where a request came from, and nobody else's.
    """
    Thread(target=_made_ready, name="ready", daemon=True).start()
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config_of(house, Door(names, proxies))).run(sockets)


def config_of(house: House, door: Door) -> uvicorn.Config:
    """How the server is run, at sockets that are open.

    Args:
        house: what is served.
        door: how it is reached.
    """
    return uvicorn.Config(
        app_of(house, door),
        http=connections(door.proxies),
        ws="none",
        log_level="warning",
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=10,
        proxy_headers=False,
    )


def _made_ready() -> None:
    """Make what is made once for the same bytes, so that no reader waits for it; no database."""
    try_shipped()
    proof_of(procedure())
