"""An endpoint as data: its address, what it takes, what it answers, who may ask.

The table of them is `desk.api.endpoints`; routes and document are made of it alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from desk.api.call import Call, Reply
from desk.api.shapes import Plain
from texts import Text
from texts.reading import Closed

ALWAYS = (400, 401, 403, 404, 422, 429, 503)
"""What any endpoint may answer beside what it is for."""

WRITING = (409, 413, 415)
"""What one that takes a body may answer besides."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address with one method.

    Attributes:
        method: `GET` or `POST`.
        path: below `/api/v1`, with `{names}` for what varies.
        name: the id of the operation.
        text: what it does.
        scope: what a token needs for it.
        answer: what answers there.
        shape: the outline of the answer, as a model or a type of models.
        asked: what may stand behind the `?`.
        sent: what is sent as a body; None for nothing.
        status: of the answer.
        also: further statuses that it may answer with.
        keyed: whether it records something, under a key that has to be sent.
        slow: whether it is answered on a thread.
        media: of the answer.
    """

    method: Literal["GET", "POST"]
    path: str
    name: str
    text: Text
    scope: str
    answer: Callable[[Call], Reply]
    shape: Any
    asked: type[Closed] = Plain
    sent: type[Closed] | None = None
    status: HTTPStatus = HTTPStatus.OK
    also: tuple[int, ...] = ()
    keyed: bool = False
    slow: bool = False
    media: str = "application/json"

    @property
    def past(self) -> bool:
        """Whether it shows any moment."""
        return "at" in self.asked.model_fields

    @property
    def statuses(self) -> tuple[int, ...]:
        """Every status that it may answer with, besides its own."""
        found = {*ALWAYS, *self.also, *(WRITING if self.method == "POST" else ())}
        return tuple(sorted(found))
