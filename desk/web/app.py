"""The application: every page at its address, held to who is let in and to what is safe.

A page of the present is answered where it is asked, for a read is shorter than handing it to
another thread; what writes, what is slow, and what rebuilds the past goes to a thread of its own.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from desk.answer import Answer
from desk.asked import Asked, House, Typed
from desk.letting_in import let_in
from desk.route import Route
from desk.routes import BY_NAME, ROUTES
from desk.web.answering import response_of
from desk.web.api import Pace, Telling, add_api, is_api, problem_response
from desk.web.asking import asked_of, spoken
from desk.web.failing import NOTHING, UNEXPECTED, status_of, trouble_page, typed_in
from desk.web.guarding import BODY_WITHIN_S, Guarding
from desk.web.limits import Limits
from desk.web.safety import HEADERS, Carrying, check_form, from_here
from dossiers.looking_back import Moment
from texts import Text

STATIC = Path(__file__).parent.parent / "static"
READ = {one.path for one in ROUTES if not one.posts}
LOG = logging.getLogger("tdkt.desk")
NO_PAGE = Text(vi="Không có trang nào ở địa chỉ này.", en="There is no page at this address.")
NOT_SO = Text(
    vi="Trang này không nhận yêu cầu kiểu đó.", en="This page takes no request of that kind."
)


class Files(StaticFiles):
    """The static files; their addresses change with their content, so they may be kept."""

    def file_response(self, *given: object, **named: object) -> Response:
        """A file that a browser may keep for a day."""
        response = super().file_response(*given, **named)  # type: ignore[arg-type]  # as given
        response.headers["cache-control"] = "public, max-age=86400"
        return response


@dataclass(frozen=True, slots=True)
class Door:
    """By what names and through whom the desk is reached.

    Attributes:
        hosts: the names by which it is reached; a request by another one is refused.
        proxies: addresses of servers in front, whose word is taken for where a request came from.
        limits: how fast requests may come.
        pace: how fast programs may ask, of those.
        body_within: seconds within which a form has arrived.
    """

    hosts: Sequence[str]
    proxies: Sequence[str] = ()
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=Pace)
    body_within: float = BODY_WITHIN_S


def app_of(house: House, door: Door) -> FastAPI:
    """The application.

    Args:
        house: what it serves.
        door: how it is reached.
    """
    app = FastAPI(
        title="tdkt",
        openapi_url=None,
        redirect_slashes=False,
        middleware=[
            Middleware(Carrying),
            Middleware(Telling),
            Middleware(
                Guarding,
                page=partial(_turned_away, house),
                hosts=door.hosts,
                limits=door.limits,
                proxies=door.proxies,
                within=door.body_within,
            ),
        ],
    )
    for route in ROUTES:
        methods = ["POST"] if route.posts else ["GET", "HEAD"]
        app.add_route(route.path, _endpoint(route, house), methods, route.name)
    add_api(app, house, door.pace)
    app.mount("/static", Files(directory=STATIC), name="static")
    app.add_exception_handler(HTTPException, partial(_no_page, house))
    app.add_exception_handler(Exception, partial(_broken, house))
    return app


def _endpoint(route: Route, house: House) -> Callable[[Request], Awaitable[Response]]:
    """What answers at the address of a page."""

    async def endpoint(request: Request) -> Response:
        try:
            asked = await asked_of(request, route, house)
        except Exception as error:  # noqa: BLE001 -- told on a page, or logged there
            return _told(error, _nothing_read(request, route.name, house))
        kept = typed_in(asked.form) if route.posts and from_here(request) else NOTHING
        try:
            if route.posts:
                check_form(request, asked)
            let_in(route, asked)
            return response_of(await _answered(route, asked), asked)
        except Exception as error:  # noqa: BLE001 -- the same
            return _told(error, asked, kept)

    return endpoint


async def _answered(route: Route, asked: Asked) -> Answer:
    """The answer of a page."""
    if route.posts or route.slow or asked.moment.past:
        return await run_in_threadpool(route.answer, asked)
    return route.answer(asked)


def _told(
    error: Exception, asked: Asked, kept: Mapping[str, tuple[str, ...]] = NOTHING
) -> Response:
    """The page for what went wrong; a bug is logged under a code that the page names."""
    status = status_of(error)
    if status is not None:
        text = error.text  # type: ignore[attr-defined]  # asked just now
        then = _opened_then(asked)
        return response_of(trouble_page(text, status, error, kept, then), asked)
    incident = secrets.token_hex(4)
    LOG.error("incident %s at %s", incident, asked.page, exc_info=error)
    text = UNEXPECTED.fill(incident=incident)
    page = trouble_page(text, HTTPStatus.INTERNAL_SERVER_ERROR, kept=kept)
    return response_of(page, asked)


def _opened_then(asked: Asked) -> str:
    """The page to open after signing in: the one that was asked for, or that of the form."""
    route = BY_NAME.get(asked.page)
    if route is None or not route.posts or route.path in READ:
        return asked.path
    return asked.path.rpartition("/")[0] if route.path.rpartition("/")[0] in READ else "/"


def _nothing_read(request: Request, page: str, house: House) -> Asked:
    """A request of which nothing was read, for the page that says so."""
    now = datetime.now(UTC)
    return Asked(
        house, page, {}, Typed(), Typed(), None, spoken(request), Moment(), now, now.date(), ""
    )


def _turned_away(house: House, scope: Scope, text: Text, status: HTTPStatus) -> Response:
    """What tells a request that goes no further why: a page, or a problem to a program."""
    if is_api(scope["path"]):
        return problem_response(text, status)
    asked = _nothing_read(Request(scope), "nowhere", house)
    return response_of(trouble_page(text, status), asked)


async def _broken(house: House, request: Request, error: Exception) -> Response:
    """The page for a bug outside of any page; it stands around what puts the headers on."""
    answer = _told(error, _nothing_read(request, "nowhere", house))
    answer.headers.update(HEADERS)
    return answer


async def _no_page(house: House, request: Request, error: Exception) -> Response:
    """The page for an address that leads nowhere."""
    assert isinstance(error, HTTPException), "it is the handler of these"
    asked = _nothing_read(request, "nowhere", house)
    status = HTTPStatus(error.status_code)
    text = NO_PAGE if status == HTTPStatus.NOT_FOUND else NOT_SO
    response = response_of(trouble_page(text, status), asked)
    response.headers.update(error.headers or {})
    return response
