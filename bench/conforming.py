"""A foreign log of a million events judged, beside the bare parser on the same bytes.

The log is made on the way, a thousand different cases of ten events again and again, so that no
disk is measured; every event says its name, person, role, moment, lifecycle and a number, as logs
of case systems do.  What it takes in memory is the peak of a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from xml.parsers import expat

import workflow
from bench.timing import Row, at_most, below, measured
from workflow.conformance.judging import Judge
from workflow.conformance.naming import Meanings
from workflow.conformance.replaying import deviating_cases
from workflow.conformance.unpacked import unpacked
from workflow.conformance.xes import Keys

EVENTS = 1_000_000
CASES = 1_000
"""Different cases."""

ACTS = (
    ("submit", "unit_clerk"),
    ("open_ballot", "council_secretary"),
    ("cast_vote", "council_member"),
    ("cast_vote", "council_member"),
    ("close_ballot", "council_secretary"),
    ("advance", "unit_head"),
    ("advance", "cluster_head"),
    ("approve", "provincial_chair"),
    ("notify", "provincial_secretary"),
    ("award", "provincial_secretary"),
)
BEGAN = datetime(2025, 1, 2, 1, tzinfo=UTC)
TOPIC = "judge a log in XES of 1,000,000 events"
OURS = "replayed through the provincial workflow, roles and moments judged"
MEMORY = "memory of judging it"
SMALL = 10
"""A log so many times smaller has to take as much memory."""

TEN_SECONDS = below(10, "10 s (100,000 events/s)")


def rows() -> list[Row]:
    """The whole log, and what a process that judges it takes at most."""
    block = _block()
    works = {
        "bare expat on the same bytes": lambda: _parsed(_log(block, EVENTS)),
        OURS: lambda: _judged(_log(block, EVENTS)),
    }
    small, whole = (_peak(count) for count in (EVENTS // SMALL, EVENTS))
    return [
        *measured(TOPIC, works, repeats=1, rounds=3, goals={OURS: TEN_SECONDS}, at_work=True),
        Row(MEMORY, f"peak of the process, {EVENTS // SMALL:,} events", small, 1.0, unit="B"),
        Row(
            MEMORY,
            f"peak of the process, {EVENTS:,} events",
            whole,
            whole / small,
            at_most(1.1),
            unit="B",
        ),
    ]


def _parsed(pieces: Iterable[bytes]) -> None:
    parser = expat.ParserCreate()
    for piece in unpacked(pieces):
        parser.Parse(piece, False)  # noqa: FBT003 -- expat takes it by position
    parser.Parse(b"", True)  # noqa: FBT003 -- expat takes it by position


def _judged(pieces: Iterable[bytes]) -> int:
    """How many events were judged; a deviation would be a fault of the bench."""
    definition = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")
    judge = Judge(definition, Meanings(definition), judges_roles=True)
    assert not any(deviating_cases(pieces, judge, Keys(role="org:role")))
    return judge.summary.events


def _peak(events: int) -> float:
    """The most memory, in bytes, of a process that judges so many events."""
    command = [sys.executable, "-m", "bench.conforming", str(events)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _log(block: bytes, events: int) -> Iterator[bytes]:
    """A log of so many events."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<log>\n'
    for _ in range(events // (CASES * len(ACTS))):
        yield block
    yield b"</log>\n"


def _block() -> bytes:
    """The different cases."""
    return "".join(_case(at) for at in range(CASES)).encode()


def _case(number: int) -> str:
    events = (
        f'<event><string key="concept:name" value="{act}"/>'
        f'<string key="org:resource" value="person-{number * 7 % 400 + at}"/>'
        f'<string key="org:role" value="{role}"/>'
        f'<date key="time:timestamp" value="{(BEGAN + timedelta(hours=number + at)).isoformat()}"/>'
        f'<string key="lifecycle:transition" value="complete"/>'
        f'<int key="cost" value="{number % 97}"/></event>\n'
        for at, (act, role) in enumerate(ACTS)
    )
    return f'<trace><string key="concept:name" value="D-{number}"/>{"".join(events)}</trace>\n'


if __name__ == "__main__":
    from resource import RUSAGE_SELF, getrusage

    assert _judged(_log(_block(), int(sys.argv[1]))) == int(sys.argv[1])
    print(getrusage(RUSAGE_SELF).ru_maxrss * 1024)
