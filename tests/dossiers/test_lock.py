"""Who waits for the lock of a file is next, whoever else asks again and again."""

from __future__ import annotations

import mmap
import os
import re
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from dossiers.store import lock
from dossiers.store.lock import writer_lock

LOOP = """
import mmap, struct, sys, time
from pathlib import Path
from dossiers.store.lock import writer_lock
with open(sys.argv[2], "r+b") as file, mmap.mmap(file.fileno(), 8) as shared:
    count = 0
    while True:
        with writer_lock(Path(sys.argv[1])):
            count += 1
            shared[:] = struct.pack("q", count)
            time.sleep(0.002)
"""
"""Takes the lock again as soon as it has let go of it, and says how often."""

ONCE = """
import sys
from pathlib import Path
from dossiers.store.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    Path(sys.argv[2]).touch()
"""

ASKS = 150


@contextmanager
def looping(folder: Path) -> Iterator[mmap.mmap]:
    """A process that takes the lock in a loop, and how often it did."""
    counter = folder / "count"
    counter.write_bytes(bytes(8))
    command = [sys.executable, "-c", LOOP, str(folder / "a.sqlite"), str(counter)]
    with counter.open("r+b") as file, mmap.mmap(file.fileno(), 8) as shared:
        process = subprocess.Popen(command, env=dict(os.environ))
        try:
            while shared[:] == bytes(8):
                time.sleep(0.01)
            yield shared
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()


def waits(pid: int) -> bool:
    """Whether a process waits for a file lock, as the kernel tells."""
    table = Path("/proc/locks").read_text(encoding="ascii")
    return re.search(rf"-> FLOCK +ADVISORY +WRITE +{pid} ", table) is not None


def times(shared: mmap.mmap) -> int:
    return int(struct.unpack("q", shared[:])[0])


def test_who_waits_comes_before_who_asks_again(tmp_path: Path) -> None:
    file, done = tmp_path / "a.sqlite", tmp_path / "done"
    for _ in range(5):
        with writer_lock(file):
            other = subprocess.Popen([sys.executable, "-c", ONCE, str(file), str(done)])
            while not waits(other.pid):
                assert other.poll() is None
                time.sleep(0.005)
        with writer_lock(file):
            assert done.exists()
        assert other.wait(timeout=10) == 0
        done.unlink()


def test_a_loop_in_another_process_keeps_nobody_out(tmp_path: Path) -> None:
    with looping(tmp_path) as shared:
        before = times(shared)
        for _ in range(ASKS):
            with writer_lock(tmp_path / "a.sqlite"):
                time.sleep(0.001)
        # It went on as well.
        assert times(shared) - before > ASKS // 2


def test_threads_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(30):
            with writer_lock(tmp_path / "a.sqlite"):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.0005)
                inside.pop()

    threads = [Thread(target=work) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert (max(most), len(most)) == (1, 180)


def test_a_process_that_is_killed_while_it_waits_or_holds_leaves_nothing_locked(
    tmp_path: Path,
) -> None:
    for _ in range(3):
        with looping(tmp_path):
            pass
    with looping(tmp_path), looping(tmp_path):
        pass

    began = time.monotonic()
    with writer_lock(tmp_path / "a.sqlite"):
        assert time.monotonic() - began < 5


def test_without_turns_the_lock_still_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "TURN", None)

    test_threads_of_one_process_exclude_each_other(tmp_path)
