"""Eight processes that write to one PostgreSQL at the same time, and how long they take together.

They are started once and told by pipes what to do, so that a reading holds nothing but writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection

Jobs = Mapping[str, Callable[[int], object]]
"""What one writer can do, by name: it does it so many times."""

Hired = Callable[[str, int], Jobs]
"""What makes a writer: the address of the database and its own number give its jobs."""

READY = "ready"


@dataclass(frozen=True, slots=True)
class Crew:
    """Writers that wait for work.

    Attributes:
        pipes: one to each.
    """

    pipes: tuple[Connection, ...]

    def work(self, job: str, times: int, writers: int) -> None:
        """Let some of them do a job so many times altogether; returns when all are done."""
        at_work = self.pipes[:writers]
        for pipe in at_work:
            pipe.send((job, times // writers))
        for pipe in at_work:
            said = pipe.recv()
            assert said == READY, said


@contextmanager
def crew(hired: Hired, url: str, count: int) -> Iterator[Crew]:
    """Processes that write, started one after another and ended with the block.

    Args:
        hired: a function that can be imported by its name.
        url: the address of the database.
        count: how many.
    """
    context = get_context("spawn")
    ends = [context.Pipe() for _ in range(count)]
    started = [
        context.Process(target=_employed, args=(hired, url, who, theirs), daemon=True)
        for who, (_, theirs) in enumerate(ends)
    ]
    for one, (_, theirs) in zip(started, ends, strict=True):
        one.start()
        theirs.close()  # so that the pipe to whoever dies ends, and nobody waits for it
    pipes = tuple(ours for ours, _ in ends)
    try:
        for pipe in pipes:
            assert pipe.recv() == READY
        yield Crew(pipes)
    finally:
        for pipe in pipes:
            pipe.close()
        for one in started:
            one.join(10)


def _employed(hired: Hired, url: str, who: int, pipe: Connection) -> None:
    """What a writer does until its pipe is closed."""
    jobs = hired(url, who)
    pipe.send(READY)
    while True:
        try:
            job, times = pipe.recv()
        except EOFError:
            return
        try:
            jobs[job](times)
        except BaseException as failed:
            pipe.send(repr(failed))
            raise
        pipe.send(READY)
