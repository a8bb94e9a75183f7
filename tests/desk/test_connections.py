"""Slow, broken and greedy connections harm nobody else; a killed desk loses and doubles nothing."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

import httpx2
import pytest
import uvicorn

from desk.asked import House
from desk.listening import listening
from desk.web import holding
from desk.web.app import Door
from desk.web.holding import Connection
from desk.web.limits import Buckets, Limits
from desk.web.safety import HEADERS
from desk.web.serving import config_of
from dossiers.accounts import account_of
from dossiers.accounts.sessions import begun
from dossiers.store import Store
from dossiers.use_cases import dossier_of, timeline
from tests.desk.running import (
    connected,
    desk_process,
    form_bytes,
    head_of,
    read_all,
)

NUMBER = "CSTDCS-2024-0014"
AMEND = f"/dossiers/{NUMBER}/acts/amend"
PART = "employed_months"
WITHIN_S = 1.0


@contextmanager
def hasty(house: House) -> Iterator[int]:
    """The desk as it is served, with less patience than in life; the port."""
    free = Limits(Buckets(1e6, 1e6), Buckets(1e6, 1e6))
    door = Door(("127.0.0.1",), (), free, body_within=WITHIN_S)
    config = config_of(house, door)
    assert isinstance(config.http, type)
    assert issubclass(config.http, Connection)
    config.http.head_within, config.http.look_every = WITHIN_S, 0.1
    server = uvicorn.Server(config)
    with listening("127.0.0.1", 0) as sockets:
        thread = threading.Thread(target=server.run, args=(sockets,), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        (one,) = sockets
        yield int(one.getsockname()[1])
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def port(house: House) -> Iterator[int]:
    """Where a hasty desk listens."""
    with hasty(house) as found:
        yield found


def trickled(one: socket.socket, data: bytes) -> bytes:
    """What comes back while a byte is sent every now and then; it ends when the desk closes."""
    one.settimeout(0.05)
    found = b""
    began = time.monotonic()
    for at in range(len(data)):
        assert time.monotonic() - began < 20, "the desk waits without end"
        try:
            one.sendall(data[at : at + 1])
            part = one.recv(65_536)
            found += part
            if not part:
                break
        except TimeoutError:
            continue
        except (BrokenPipeError, ConnectionResetError):
            break
    return found


def events_of(house: House) -> int:
    """How much is on record."""
    return sum(1 for _ in house.store.events())


def test_a_head_that_trickles_is_let_go_while_others_are_served(port: int) -> None:
    with connected(port) as slow:
        answer = trickled(slow, b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 400)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert HEADERS["content-security-policy"].encode() in answer


def test_a_body_that_trickles_reads_why_on_a_page_and_does_nothing(port: int, house: House) -> None:
    session = begun(house.store, account_of(house.store, "clerk-bk"), at=datetime.now(UTC))
    before = events_of(house)

    with connected(port) as slow:
        slow.sendall(head_of(port, session, AMEND, 1_000))
        answer = trickled(slow, b"csrf=" + b"a" * 990)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "không đến đủ trong 1 giây".encode() in answer
    assert events_of(house) == before


def test_whoever_connects_and_says_nothing_is_let_go(port: int) -> None:
    with connected(port) as silent:
        assert b" 408 " in read_all(silent).splitlines()[0]


def test_many_slow_ones_at_once_keep_nobody_out(port: int) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(connected(port)) for _ in range(80)]
        for one in slow:
            one.sendall(b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\na")
        began = time.monotonic()
        answer = httpx2.get(f"http://127.0.0.1:{port}/sign-in")

        assert answer.status_code == 200
        assert time.monotonic() - began < 10


def test_more_connections_of_one_source_than_anybody_needs_are_told_so(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "MOST_OF_SOURCE", 3)
    with ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(connected(port)).sendall(b"GET ")
        last = stack.enter_context(connected(port))

        assert b" 503 " in read_all(last).splitlines()[0]


def test_whoever_takes_nothing_of_an_answer_is_let_go(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "STUCK_AFTER", 3)
    with socket.socket() as greedy:
        greedy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        greedy.settimeout(20)
        greedy.connect(("127.0.0.1", port))
        ask = b"GET /static/htmx.min.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            asked_without_end(greedy, ask)


def asked_without_end(one: socket.socket, ask: bytes) -> None:
    """Ask again and again, and take nothing of what comes."""
    for _ in range(2_000):
        one.sendall(ask)
        time.sleep(0.01)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /\r\n\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
        b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["two-hosts", "no-version", "tls", "long-head", "two-lengths", "bad-chunk"],
)
def test_what_is_no_request_is_told_so_and_the_desk_goes_on(port: int, sent: bytes) -> None:
    with connected(port) as one:
        one.sendall(sent)
        answer = read_all(one)

    assert answer.startswith(b"HTTP/1.1 4")
    assert HEADERS["content-security-policy"].encode() in answer
    assert httpx2.get(f"http://127.0.0.1:{port}/sign-in").status_code == 200


def test_a_form_that_did_not_arrive_whole_does_nothing(port: int, house: House) -> None:
    session = begun(house.store, account_of(house.store, "clerk-bk"), at=datetime.now(UTC))
    before = events_of(house)
    whole = form_bytes(port, session, AMEND, act_form(house.store, "lost"))

    for cut in (len(whole) - 1, len(whole) - 40, whole.index(b"\r\n\r\n") + 4):
        with connected(port) as one:
            one.sendall(whole[:cut])

    time.sleep(0.3)
    assert events_of(house) == before


def act_form(store: Store, key: str) -> dict[str, str]:
    """A form that amends a dossier."""
    seen = dossier_of(store, NUMBER).n
    return {"key": key, "seen": str(seen), "part": PART, PART: "12", "reason": f"lần {key}"}


def recorded(store: Store, key: str) -> int:
    """How often an act is on record."""
    return sum(
        one.reason is not None and one.reason.vi == f"lần {key}" for one in timeline(store, NUMBER)
    )


def test_a_connection_lost_behind_the_form_leaves_one_act_however_often_it_is_sent(
    port: int, house: House
) -> None:
    session = begun(house.store, account_of(house.store, "clerk-bk"), at=datetime.now(UTC))
    whole = form_bytes(port, session, AMEND, act_form(house.store, "twice"))

    for _ in range(3):
        with connected(port) as one:
            one.sendall(whole)
    time.sleep(1)
    with connected(port) as one:
        one.sendall(whole)
        one.settimeout(10)
        answer = one.recv(65_536)

    assert answer.startswith(b"HTTP/1.1 303 ")
    assert recorded(house.store, "twice") == 1


def test_a_desk_that_is_killed_in_the_middle_of_an_act_does_it_once_or_not_at_all(
    season: str, house: House
) -> None:
    store = house.store
    session = begun(store, account_of(store, "clerk-bk"), at=datetime.now(UTC))
    for at, wait in enumerate((0.0, 0.02, 0.05)):
        key = f"killed-{at}"
        form = act_form(store, key)
        with desk_process(season) as desk, connected(desk.port) as one:
            one.sendall(form_bytes(desk.port, session, AMEND, form))
            time.sleep(wait)
            desk.process.send_signal(signal.SIGKILL)
            desk.process.wait()
        assert recorded(store, key) in {0, 1}

        with desk_process(season) as desk, connected(desk.port) as one:
            one.sendall(form_bytes(desk.port, session, AMEND, form))
            assert one.recv(65_536).startswith(b"HTTP/1.1 303 ")
        assert recorded(store, key) == 1
