"""Pages of the desk among many dossiers: server time, size, and how many a second.

The databases are those of `bench.manydossiers`, with a hundred thousand dossiers (or as many as
`TDKT_BENCH_DOSSIERS` says), and in each thirty more that the program itself has brought to their
place, for the pages of dossiers.  Server time is that of the whole application in this process,
from the request to the last byte; of two hundred answers the slowest ten are left out (p95).

Requests a second are counted by `wrk` over loopback, four connections at a time, of the desk and of
a bare Starlette page that makes the same queries (`bench.desk_served`), by turns; the figure is the
time of one request, so that the ratio is how many times longer one of ours takes.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from http import HTTPStatus
from statistics import median

import httpx2

from bench.desk_served import DAY, HOST, answered, app_on
from bench.manydossiers import DETAILS, folder, on_server, on_sqlite
from bench.timing import Goal, Row, at_most, below
from desk.web.asking import SESSION
from dossiers.accounts import Change, Grant, account_of, added, found_account, granted
from dossiers.accounts.sessions import begun
from dossiers.seasons import read_season, shipped_season
from dossiers.store import Store
from dossiers.store.group import GroupStore
from dossiers.use_cases import Acting, Proposing, perform, propose
from ledger import Actor
from tests.postgres import running

DOSSIERS = int(os.environ.get("TDKT_BENCH_DOSSIERS", "100000"))
UNIT = "dv-007"
PEOPLE: dict[str, tuple[str, str | None]] = {
    "bench-clerk": ("unit_clerk", UNIT),
    "bench-secretary": ("council_secretary", UNIT),
    "bench-province": ("provincial_secretary", None),
}
SECRETARY = "bench-secretary"
REAL = 30
READINGS = 200
SECONDS, ROUNDS = 4, 3
TARGET_S, WHY_S, FIRST_B = 0.050, 0.030, 100_000
AT_LEAST = 0.3


def rows() -> list[Row]:
    """Every figure, on both databases."""
    found: list[Row] = []
    with ExitStack() as stack:
        lying = stack.enter_context(folder())
        found += _on("SQLite", on_sqlite(lying, DOSSIERS))
        server = stack.enter_context(running(durable=True))
        found += _on("PostgreSQL", on_server(server.address(server.made()), DOSSIERS))
    return found


def _on(name: str, url: str) -> list[Row]:
    """The figures on one database."""
    with GroupStore.open(url) as store:
        numbers = _played(store)
        tokens = {one: _token(store, one) for one in PEOPLE}
        found = asyncio.run(_server_times(name, store, numbers, tokens))
    return found + _rates(name, url, numbers[0], tokens[SECRETARY])


async def _server_times(
    name: str, store: GroupStore, numbers: Sequence[str], tokens: dict[str, str]
) -> list[Row]:
    """How long pages take in the server."""
    app, topic = app_on(store), f"desk, {DOSSIERS:,} dossiers, {name}"
    pages = {
        "worklist of a council": (SECRETARY, ["/"], TARGET_S),
        "worklist of the province": ("bench-province", ["/"], TARGET_S),
        "dossier": (SECRETARY, [f"/dossiers/{one}" for one in numbers], TARGET_S),
        "why: the verdict": (SECRETARY, [f"/dossiers/{one}/why/verdict" for one in numbers], WHY_S),
        "why: a criterion": (
            SECRETARY,
            [f"/dossiers/{one}/why/criterion/c.vote" for one in numbers],
            WHY_S,
        ),
    }
    found, sizes = [], []
    for what, (who, paths, most) in pages.items():
        times = []
        for at in range(READINGS):
            took, status, size = await answered(app, paths[at % len(paths)], tokens[who])
            assert status == HTTPStatus.OK, (what, status)
            times.append(took)
            sizes.append(size)
        p95 = sorted(times)[int(READINGS * 0.95)]
        goal = below(most, f"{most * 1000:.0f} ms")
        found.append(Row(topic, f"{what}, p50", median(times)))
        found.append(Row(topic, f"{what}, p95", p95, goal=goal))
    return [*found, Row(topic, "the largest page", max(sizes), goal=_small(), unit="B")]


def _small() -> Goal:
    """Less than a page may have."""
    return below(FIRST_B, "100 kB")


def _rates(name: str, url: str, number: str, token: str) -> list[Row]:
    """The time of one request under load, of the bare page and of ours."""
    found: list[Row] = []
    wrk = shutil.which("wrk")
    for what, path in (("worklist", "/"), ("dossier", f"/dossiers/{number}")):
        topic = f"desk under load, {name}: {what}"
        if wrk is None:
            found.append(Row(topic, "wrk", None))
            continue
        with (
            _serving(url, "bare", path, token) as floor,
            _serving(url, "desk", path, token) as ours,
        ):
            read: dict[str, list[float]] = {"bare": [], "desk": []}
            for _ in range(ROUNDS):
                read["bare"].append(_seconds(wrk, floor + path, token))
                read["desk"].append(_seconds(wrk, ours + path, token))
        least = median(read["bare"])
        found.append(Row(topic, "bare Starlette, the same queries", least, 1.0))
        mine = median(read["desk"])
        found.append(Row(topic, "the desk", mine, mine / least, at_most(round(1 / AT_LEAST, 2))))
    return found


def _seconds(wrk: str, address: str, token: str) -> float:
    """Seconds for one request, four connections at a time."""
    cookie = f"Cookie: {SESSION}={token}"
    command = [wrk, "-t1", "-c4", f"-d{SECONDS}s", "-H", cookie, address]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in told, told
    (rate,) = (one.split()[1] for one in told.splitlines() if one.startswith("Requests/sec"))
    return 1 / float(rate)


@contextmanager
def _serving(url: str, kind: str, path: str, token: str) -> Iterator[str]:
    """One of the two in a process of its own; its address."""
    with socket.create_server((HOST, 0)) as one:
        port = one.getsockname()[1]
    command = [sys.executable, "-m", "bench.desk_served", url, kind, path, token, str(port)]
    with subprocess.Popen(command) as process:
        try:
            _wait(process, f"http://{HOST}:{port}", token)
            yield f"http://{HOST}:{port}"
        finally:
            process.kill()


def _wait(process: subprocess.Popen[bytes], address: str, token: str) -> None:
    """Wait until a server answers."""
    for _ in range(600):
        assert process.poll() is None, "the server did not begin"
        try:
            httpx2.get(f"{address}/", headers={"cookie": f"{SESSION}={token}"})
        except httpx2.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer within a minute")


def _token(store: Store, name: str) -> str:
    """Somebody who is signed in; the account is added where it is missing."""
    now = datetime.now(UTC)
    if found_account(store, name) is None:
        since = date(2024, 1, 1)
        change = Change(by="bench", on=since, at=now, key=f"{name}/add")
        added(store, change, account=name, name="Người Đo Thử")
        role, unit = PEOPLE[name]
        change = Change(by="bench", on=since, at=now, key=f"{name}/role")
        granted(store, change, account=name, grant=Grant(role, unit, since))
    return begun(store, account_of(store, name), at=now).token


def _played(store: Store) -> list[str]:
    """Dossiers that the program itself brings to review, with some history."""
    nomination = next(
        one.nomination
        for one in read_season(shipped_season()).stories
        if one.nomination.award == "CSTDCS" and one.ends == "approved"
    ).model_copy(update={"unit": UNIT})
    clerk, secretary = Actor("clerk", "unit_clerk"), Actor("secretary", "council_secretary")
    acts = (("submit", clerk), ("record_notice", secretary), ("record_notice", secretary))
    numbers = [f"BN-{at:03}" for at in range(REAL)]
    at = datetime(2024, 12, 12, tzinfo=UTC)
    for number in numbers:
        named = {"number": number, "on": DAY, "at": at}
        propose(store, Proposing(nomination=nomination, by=clerk, key=f"{number}/0", **named))  # type: ignore[arg-type]  # as named
        for place, (act, by) in enumerate(acts, 1):
            details = DETAILS.get(act, {})
            key = f"{number}/{place}"
            perform(store, Acting(act=act, by=by, key=key, details=details, **named))  # type: ignore[arg-type]  # the same
    return numbers
