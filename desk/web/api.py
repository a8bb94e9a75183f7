"""The API behind the framework: requests made into calls, replies and errors into responses.

Cookies are not looked at: whoever asks is known by the token that came with this very request.
Guesses at tokens are slowed down by their source, programs by their token.
"""

from __future__ import annotations

import json
import logging
import math
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import FastAPI
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import rules
import workflow
from desk.api.call import Call, Reply
from desk.api.document import KEY, KEY_FORM, document
from desk.api.endpoint import Endpoint
from desk.api.endpoints import ENDPOINTS, PREFIX
from desk.api.problems import (
    MEDIA,
    TITLES,
    BusyError,
    FaultsError,
    NoTokenError,
    TooFastError,
    WrongMediaError,
    problem,
)
from desk.api.reading import read_as, read_json
from desk.api.shapes import LONGEST_WORD
from desk.asked import House
from desk.composing import composed
from desk.trouble import BadInputError, NoPageError, NotForYouError
from desk.web.asking import FUTURE, typed
from desk.web.failing import UNEXPECTED, status_of
from desk.web.limits import Buckets
from dossiers.accounts import AccountNotFoundError, ApiToken, noted_reading, token_of
from dossiers.accounts.allowing import NO_SCOPE
from dossiers.looking_back import Moment
from dossiers.scope import OutsideScopeError
from dossiers.telling.plain import plain
from ledger import CanonicalFormError
from texts import Text
from texts.moments import VIETNAM, end_of
from texts.reading import Closed

LOG = logging.getLogger("tdkt.desk")
HERE = "/api"
BEARER = re.compile(r"Bearer +(\S+)", re.IGNORECASE)
LONGEST_TOKEN = 200
AGAIN_AFTER_S = 5

STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (NoTokenError, HTTPStatus.UNAUTHORIZED),
    (OutsideScopeError, HTTPStatus.FORBIDDEN),
    (WrongMediaError, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (FaultsError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (TooFastError, HTTPStatus.TOO_MANY_REQUESTS),
    (BusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (AccountNotFoundError, HTTPStatus.NOT_FOUND),
    (workflow.UnknownActError, HTTPStatus.NOT_FOUND),
    (workflow.UnknownRoleError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (workflow.UnknownWorkflowError, HTTPStatus.NOT_FOUND),
    (rules.UnknownAwardError, HTTPStatus.NOT_FOUND),
)
"""The status of errors that only the API knows, or tells otherwise; the others are as on pages."""

NO_TOKEN = Text(
    vi="Gửi mã truy cập trong tiêu đề Authorization: Bearer …; mã do người quản trị cấp bằng "
    "`tdkt user token`. Mã này thiếu, sai, đã thu hồi hoặc hết hạn.",
    en="Send a token in the header Authorization: Bearer …; the administrator issues one by "
    "`tdkt user token`. This one is missing, wrong, withdrawn or over.",
)
NO_KEY = Text(
    vi="Cần tiêu đề Idempotency-Key: từ 1 đến 128 chữ cái không dấu, chữ số và . _ : ~ -. Chưa ghi "
    "gì.",
    en="The header Idempotency-Key is needed: 1 to 128 letters without marks, digits and . _ : ~ "
    "-. Nothing was recorded.",
)
NO_JSON = Text(
    vi="Nội dung phải là application/json; chưa ghi gì.",
    en="The body has to be application/json; nothing was recorded.",
)
TWICE = Text(vi="Tham số '{name}' có hai lần.", en="The parameter '{name}' came twice.")
FAST = Text(
    vi="Yêu cầu đến quá nhanh; hãy gửi lại sau {seconds} giây.",
    en="Requests come too fast; send it again after {seconds} seconds.",
)
NO_FORM = Text(
    vi="Nội dung kèm theo không ghi lại được: có chữ hoặc số không biểu diễn được.",
    en="What came with it cannot be recorded: a text or number has no exact form.",
)


@dataclass(slots=True)
class Pace:
    """How fast programs may ask.

    Attributes:
        tokens: by the id of their token.
        strangers: requests without a token that holds, by their source.
    """

    tokens: Buckets = field(default_factory=lambda: Buckets(rate=20, burst=100))
    strangers: Buckets = field(default_factory=lambda: Buckets(rate=1, burst=30))


class Telling:
    """Around everything: a program that is turned away, by whatever door, is told as a problem."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; what is answered in other words is said again."""
        if scope["type"] != "http" or not is_api(scope["path"]):
            await self._app(scope, receive, send)
            return
        retold: Response | None = None

        async def telling(message: Message) -> None:
            nonlocal retold
            if message["type"] == "http.response.start":
                retold = _retold(message)
            if retold is None:
                await send(message)

        await self._app(scope, receive, telling)
        if retold is not None:
            await retold(scope, receive, send)


def _retold(message: Message) -> Response | None:
    """The problem in place of an answer that says in other words what went wrong; None for none."""
    headers = Headers(raw=message["headers"])
    if message["status"] < HTTPStatus.BAD_REQUEST or headers.get("content-type") == MEDIA:
        return None
    status = HTTPStatus(message["status"])
    kept = {name: headers[name] for name in ("allow", "retry-after") if name in headers}
    return problem_response(TITLES.get(int(status), NO_JSON), status, headers=kept)


def add_api(app: FastAPI, house: House, pace: Pace) -> None:
    """Give an application the API.

    Args:
        app: it.
        house: what it serves.
        pace: how fast programs may ask.
    """
    app.add_route(f"{PREFIX}/openapi.json", _document, ["GET"], "openapi")
    by_path: dict[str, dict[str, Endpoint]] = {}
    for one in ENDPOINTS:
        by_path.setdefault(one.path, {})[one.method] = one
    for path, methods in by_path.items():
        app.add_route(f"{PREFIX}{path}", _route(methods, house, pace), list(methods))


def is_api(path: str) -> bool:
    """Whether an address is one of programs, which are told what is wrong as data.

    >>> is_api("/api/v1/dossiers"), is_api("/api"), is_api("/apiary")
    (True, False, False)
    """
    return path.startswith(f"{HERE}/")


def problem_response(
    text: Text,
    status: HTTPStatus,
    error: Exception | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response that says what went wrong.

    Args:
        text: the sentence.
        status: of the answer.
        error: what was raised, for what it carries besides.
        headers: to be sent with it.
    """
    more = dict(headers or {})
    if status == HTTPStatus.UNAUTHORIZED:
        more["www-authenticate"] = 'Bearer realm="tdkt"'
    if isinstance(error, TooFastError):
        more["retry-after"] = str(math.ceil(error.wait))
    elif status == HTTPStatus.SERVICE_UNAVAILABLE:
        more["retry-after"] = str(AGAIN_AFTER_S)
    return Response(_json(problem(text, status, error)), status, more, MEDIA)


def _route(
    methods: Mapping[str, Endpoint], house: House, pace: Pace
) -> Callable[[Request], Awaitable[Response]]:
    """What answers at one address, whatever the method."""

    async def answered(request: Request) -> Response:
        one = methods["GET" if request.method == "HEAD" else request.method]
        try:
            call = await _call(request, one, house, pace)
            if one.slow or call.moment.past:
                reply = await run_in_threadpool(one.answer, call)
            else:
                reply = one.answer(call)
            return _response(reply, call)
        except Exception as error:  # noqa: BLE001 -- told as a problem, or logged there
            return _told(error, one.name)

    return answered


async def _call(request: Request, one: Endpoint, house: House, pace: Pace) -> Call:
    """A request made into what an endpoint is asked.

    Raises:
        DeskError: nobody may ask so, or it cannot be read.
    """
    now = datetime.now(UTC)
    token = _token(request, house, now, pace)
    if one.scope not in token.scopes:
        raise NotForYouError(NO_SCOPE.fill(scope=one.scope))
    asked = read_as(one.asked, _query(request))
    return Call(
        house=house,
        token=token,
        parts=_parts(request),
        asked=asked,
        sent=None if one.sent is None else read_as(one.sent, await _body(request)),
        moment=_moment(asked, now),
        now=now,
        today=house.today or now.astimezone(VIETNAM).date(),
        key=_key(request, token) if one.keyed else "",
    )


def _token(request: Request, house: House, now: datetime, pace: Pace) -> ApiToken:
    """By whom a request comes.

    Raises:
        NoTokenError: it carries no token that holds.
        TooFastError: there are too many of them.
    """
    sent = BEARER.fullmatch(request.headers.get("authorization", "").strip())
    text = "" if sent is None else sent[1]
    token = token_of(house.store, text, at=now) if 0 < len(text) < LONGEST_TOKEN else None
    source = request.client.host if request.client else ""
    bucket, mark = (pace.strangers, source) if token is None else (pace.tokens, token.id)
    wait = bucket.wait(mark, at=time.monotonic())
    if wait:
        raise TooFastError(FAST.fill(seconds=math.ceil(wait)), wait)
    if token is None:
        raise NoTokenError(NO_TOKEN)
    return token


def _parts(request: Request) -> dict[str, str]:
    """The variable parts of the address.

    Raises:
        NoPageError: one of them names nothing that there could be.
    """
    found = {name: composed(str(part)) for name, part in request.path_params.items()}
    if not all(0 < len(one) <= LONGEST_WORD and one.isprintable() for one in found.values()):
        raise NoPageError(TITLES[HTTPStatus.NOT_FOUND])
    return found


def _query(request: Request) -> dict[str, str]:
    """What stands behind the `?`, each name once.

    Raises:
        BadInputError: it cannot be read, or a name came twice.
    """
    found = typed(request.scope["query_string"]).values
    for name, values in found.items():
        if len(values) > 1:
            raise BadInputError(TWICE.fill(name=name[:40]))
    return {name: values[0] for name, values in found.items()}


async def _body(request: Request) -> object:
    """What was sent.

    Raises:
        WrongMediaError: it is no JSON by its own words.
        BadInputError: it cannot be read.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/json":
        raise WrongMediaError(NO_JSON)
    return read_json(await request.body())


def _moment(asked: Closed, now: datetime) -> Moment:
    """The moment that is asked about.

    Raises:
        BadInputError: it has not come yet.
    """
    at: datetime | None = getattr(asked, "at", None)
    if at is not None and at > end_of(now.astimezone(VIETNAM).date()):
        raise BadInputError(FUTURE.fill(words=at.isoformat()))
    return Moment(at, getattr(asked, "as_of", None))


def _key(request: Request, token: ApiToken) -> str:
    """The key under which it is recorded: whoever asks cannot use up the key of anybody else.

    Raises:
        BadInputError: there is none, or none that can be kept.
    """
    sent = request.headers.get(KEY, "")
    if re.fullmatch(KEY_FORM, sent) is None:
        raise BadInputError(NO_KEY)
    return f"api/{token.account.id}/{sent}"


def _response(reply: Reply, call: Call) -> Response:
    """The response to a call; that somebody read a dossier is put on record once it is sent."""
    noting = None
    if reply.reads:
        noting = BackgroundTask(
            noted_reading, call.house.store, call.token, reply.reads, at=call.now
        )
    body = _json(reply.data) if reply.body is None else reply.body
    return Response(body, reply.status, dict(reply.headers), reply.media, noting)


def _told(error: Exception, name: str) -> Response:
    """The problem that an error is; a bug is logged under a code that the problem names."""
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        return problem_response(TITLES.get(int(status), NO_JSON), status)
    if isinstance(error, CanonicalFormError):
        return problem_response(NO_FORM, HTTPStatus.UNPROCESSABLE_ENTITY)
    found = next((one for kind, one in STATUSES if isinstance(error, kind)), status_of(error))
    if found is not None:
        return problem_response(error.text, found, error)  # type: ignore[attr-defined]  # asked just now
    incident = secrets.token_hex(4)
    LOG.error("incident %s at %s", incident, name, exc_info=error)
    return problem_response(UNEXPECTED.fill(incident=incident), HTTPStatus.INTERNAL_SERVER_ERROR)


async def _document(_request: Request) -> Response:
    """The OpenAPI document; nobody has to be known to read it."""
    return Response(_json(document()), media_type="application/json")


def _json(data: object) -> bytes:
    """Data as bytes."""
    return json.dumps(data, ensure_ascii=False, default=plain).encode()
