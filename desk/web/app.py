"""The application: every page at its address, held to who is let in and to what is safe.

A page of the present is answered where it is asked, for a read is shorter than handing it to
another thread; what writes, what is slow, and what rebuilds the past goes to a thread of its own.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from desk.answer import Answer
from desk.asked import Asked, House
from desk.letting_in import let_in
from desk.route import Route
from desk.routes import BY_NAME, ROUTES
from desk.web.answering import response_of
from desk.web.api import Pace, Telling, add_api, is_api, problem_response
from desk.web.asking import PAST, known, stranger, whole, with_query
from desk.web.failing import NOTHING, UNEXPECTED, UNREAD, status_of, trouble_page, typed_in
from desk.web.guarding import BODY_WITHIN_S, Guarding
from desk.web.limits import Limits
from desk.web.safety import HEADERS, Carrying, check_form, from_here
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
        asked, kept = stranger(request, route.name, house), NOTHING
        try:
            asked = known(request, asked)
            asked = with_query(request, route, asked)
            asked = await whole(request, route, asked)
            kept = typed_in(asked.form) if route.posts and from_here(request) else NOTHING
            if route.posts:
                check_form(request, asked)
            let_in(route, asked)
            return response_of(await _answered(route, asked), asked)
        except Exception as error:  # noqa: BLE001 -- told on a page, or logged there
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
        sought = _sought(asked) if status in UNREAD else NOTHING
        page = trouble_page(
            text, status, error, kept or sought, _opened_then(asked), _without(asked)
        )
        return response_of(page, asked)
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


def _sought(asked: Asked) -> Mapping[str, tuple[str, ...]]:
    """What somebody has typed into an address, but for the moment, which has its form."""
    if asked.session is None or asked.posted:
        return NOTHING
    return {name: each for name, each in typed_in(asked.query).items() if name not in PAST}


def _without(asked: Asked) -> str:
    """The same page without what was typed into its address: without the moment, if it has one.

    Empty where there is nothing to leave out, or nobody to read it.
    """
    if asked.session is None or asked.posted or not asked.query.values:
        return ""
    if asked.looks_back and any(asked.query.one(name) for name in PAST):
        return asked.again(**dict.fromkeys(PAST, ""))
    return quote(asked.path)


def _turned_away(house: House, scope: Scope, text: Text, status: HTTPStatus) -> Response:
    """What tells a request that goes no further why: a page, or a problem to a program."""
    if is_api(scope["path"]):
        return problem_response(text, status)
    asked = stranger(Request(scope), "nowhere", house)
    return response_of(trouble_page(text, status), asked)


async def _broken(house: House, request: Request, error: Exception) -> Response:
    """The page for a bug outside of any page; it stands around what puts the headers on."""
    answer = _told(error, stranger(request, "nowhere", house))
    answer.headers.update(HEADERS)
    return answer


async def _no_page(house: House, request: Request, error: Exception) -> Response:
    """The page for an address that leads nowhere."""
    assert isinstance(error, HTTPException), "it is the handler of these"
    asked = stranger(request, "nowhere", house)
    if not is_api(request.url.path):
        asked = known(request, asked)
    status = HTTPStatus(error.status_code)
    text = NO_PAGE if status == HTTPStatus.NOT_FOUND else NOT_SO
    response = response_of(trouble_page(text, status), asked)
    response.headers.update(error.headers or {})
    return response
