"""The desk, or a bare page that makes the same queries, served by a process of its own.

`python -m bench.desk_served ADDRESS desk|bare PATH TOKEN PORT` answers one path for a session.  The
bare page asks the database what the desk asks for that path, statement by statement with the same
values, fetches every row, and answers with as many bytes as the page has.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from time import perf_counter
from typing import Any

import uvicorn
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.asked import House
from desk.listening import listening
from desk.web.app import Door, app_of
from desk.web.asking import SESSION
from desk.web.limits import Buckets, Limits
from desk.web.serving import config_of
from dossiers.store.engine import backend_of
from dossiers.store.group import GroupStore

DAY = date(2024, 12, 12)
HOST = "127.0.0.1"
Groups = list[list[tuple[Any, Any]]]
"""Statements with their values, together where they ran on one connection."""


@dataclass(slots=True)
class Listening:
    """A connection that notes what is asked of it."""

    driver: Any
    noted: list[tuple[Any, Any]] = field(default_factory=list)

    def execute(self, statement: Any, bound: Any = None, /) -> Any:  # noqa: ANN401 -- as the driver
        """Note a statement and run it."""
        values = {} if bound is None else bound
        self.noted.append((statement, values))
        return self.driver.execute(statement, values)


def door() -> Door:
    """A door that counts nobody."""
    free = Limits(Buckets(1e9, 1e9), Buckets(1e9, 1e9))
    return Door((HOST,), (), free)


def app_on(store: GroupStore) -> Any:  # noqa: ANN401 -- an application
    """The desk on a database."""
    return app_of(House(store, today=DAY), door())


async def answered(app: Any, path: str, token: str) -> tuple[float, int, int]:  # noqa: ANN401 -- the same
    """Ask for a path: the seconds that it took, the status, and the bytes of the page."""
    plain, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": plain,
        "raw_path": plain.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", HOST.encode()), (b"cookie", f"{SESSION}={token}".encode())],
        "client": (HOST, 1),
        "server": (HOST, 80),
        "root_path": "",
        "state": {},
    }
    took, status, size = 0.0, 0, 0
    began = perf_counter()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal took, status, size
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            size += len(message.get("body", b""))
            took = perf_counter() - began

    await app(scope, receive, send)
    return took, status, size


@contextmanager
def listened(engine: Engine, groups: Groups) -> Iterator[None]:
    """Whatever is read meanwhile is noted."""
    kind: Any = backend_of(engine)
    plain, flowing = kind.reading, kind.streamed

    @contextmanager
    def reading(*given: Any, **named: Any) -> Iterator[Listening]:  # noqa: ANN401 -- as there
        with plain(*given, **named) as driver:
            one = Listening(driver)
            groups.append(one.noted)
            yield one

    def streamed(driver: Any, statement: Any, bound: Any) -> Any:  # noqa: ANN401 -- the same
        driver.noted.append((statement, bound))
        return flowing(driver.driver, statement, bound)

    kind.reading, kind.streamed = reading, streamed
    try:
        yield
    finally:
        kind.reading, kind.streamed = plain, flowing


def bare(store: GroupStore, path: str, token: str) -> Starlette:
    """The bare page for a path."""
    engine: Engine = vars(store)["_engine"]
    groups: Groups = []
    app = app_on(store)
    asyncio.run(answered(app, path, token))
    with listened(engine, groups):
        _, status, size = asyncio.run(answered(app, path, token))
    assert status == HTTPStatus.OK, status
    body = b"x" * size

    async def page(request: Request) -> Response:
        assert request.cookies
        for noted in groups:
            with backend_of(engine).reading(engine) as driver:
                for statement, bound in noted:
                    list(driver.execute(statement, bound))
        return Response(body, media_type="text/html")

    return Starlette(routes=[Route("/{path:path}", page)])


def main() -> None:
    """Serve until killed."""
    url, kind, path, token, port = sys.argv[1:]
    with listening(HOST, int(port)) as sockets, GroupStore.open(url) as store:
        config = config_of(House(store, today=DAY), door())
        if kind == "bare":
            config.app = bare(store, path, token)
        uvicorn.Server(config).run(sockets)


if __name__ == "__main__":
    main()
