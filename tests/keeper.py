"""Keeps one server running while whoever asked for it lives, and leaves nothing behind.

Run as a program of its own: its standard input is a pipe whose other end the tests hold.  The
system closes that end however they end, `kill -9` included; then the server is stopped and its
folder removed.  A server that is killed is started again on what it has written, as the services of
a machine are.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

TRIES = 100
"""How often a killed server is started: the first may find processes of its forerunner."""
PAUSE = 0.1


def main(folder: str, user: str, group: str, *command: str) -> int:
    """Run a server until standard input ends.

    Args:
        folder: removed at the end, with everything in it.
        user: number of the account that the server runs under; empty for our own.
        group: number of its group.
        command: what to run.

    Returns:
        The exit code of the server.
    """
    closing, servers = Event(), [_started(folder, user, group, command)]
    Thread(target=_stopped_at_the_end, args=(closing, servers), daemon=True).start()
    code = servers[-1].wait()
    tries = TRIES if code == -signal.SIGKILL else 0
    while tries and not closing.is_set():
        time.sleep(PAUSE)
        servers.append(_started(folder, user, group, command))
        if closing.is_set():
            servers[-1].send_signal(signal.SIGINT)
        code = servers[-1].wait()
        tries = TRIES if code == -signal.SIGKILL else tries - 1
    import shutil  # noqa: PLC0415 -- at the end, so that the server starts sooner

    shutil.rmtree(folder, ignore_errors=True)
    return code


def _started(
    folder: str, user: str, group: str, command: tuple[str, ...]
) -> subprocess.Popen[bytes]:
    """The server, under its account."""
    with Path(folder, "log").open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=int(user) if user else None,
            group=int(group) if user else None,
            extra_groups=[] if user else None,
            cwd=folder,
        )


def _stopped_at_the_end(closing: Event, servers: list[subprocess.Popen[bytes]]) -> None:
    """Wait for the end of standard input, and tell the server that runs then to stop."""
    sys.stdin.buffer.read()
    closing.set()
    servers[-1].send_signal(signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
