"""Visiting the desk: without scripts as plain requests, or served to a browser."""

from __future__ import annotations

import html
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import uvicorn
from httpx2 import Response
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.api import Pace
from desk.web.app import Door, app_of
from desk.web.limits import Buckets, Limits

DEMO_DAY = date(2026, 10, 6)
ENDLESS = Buckets(rate=1e6, burst=1e6)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def wide_open(*hosts: str, pace: Pace | None = None) -> Door:
    """A door at which nobody waits, and programs only as is said."""
    return Door(hosts, (), Limits(ENDLESS, ENDLESS), pace or Pace(ENDLESS, ENDLESS))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody whose browser runs no script.

    Attributes:
        client: the browser, with its cookies.
    """

    client: TestClient

    def signed_in_as(self, persona: str) -> Visitor:
        """The same visitor as a persona of the demo."""
        answer = self.client.post("/sign-in/as", data={"account": persona})
        assert answer.status_code == 303, answer.text
        return self

    def reads(self, path: str, status: int = 200) -> str:
        """The text of a page."""
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text
        return html.unescape(answer.text)

    def sends(self, path: str, page: str, **typed: object) -> Response:
        """What comes back for a form of a page, with its hidden fields and what is typed.

        Args:
            path: where the form goes.
            page: the page that has it; the hidden fields of the form that goes there are taken.
            typed: the visible fields.
        """
        found = self.client.get(page)
        form = re.search(rf'<form[^>]*action="{re.escape(path)}".*?</form>', found.text, re.DOTALL)
        assert form is not None, found.text
        hidden = {name: html.unescape(value) for name, value in HIDDEN.findall(form[0])}
        return self.client.post(path, data={**hidden, **typed})


@dataclass(frozen=True, slots=True)
class Served:
    """A running desk.

    Attributes:
        address: where it is reached.
        house: what it serves.
    """

    address: str
    house: House


@contextmanager
def served(house: House) -> Iterator[Served]:
    """The desk at a free port of this machine, in a thread."""
    config = uvicorn.Config(
        app_of(house, Door(("127.0.0.1", "localhost"))),
        host="127.0.0.1",
        port=0,
        log_level="warning",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the desk did not begin"
        time.sleep(0.01)
    (socket,) = (one for server_ in server.servers for one in server_.sockets)
    yield Served(f"http://127.0.0.1:{socket.getsockname()[1]}", house)
    server.should_exit = True
    thread.join()
