"""Keeps one server running while whoever asked for it lives, and leaves nothing behind.

Run as a program of its own: its standard input is a pipe whose other end the tests hold.  The
system closes that end however they end, `kill -9` included; then the server is stopped and its
folder removed.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path


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
    with Path(folder, "log").open("ab") as log:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=int(user) if user else None,
            group=int(group) if user else None,
            extra_groups=[] if user else None,
            cwd=folder,
        )
    sys.stdin.buffer.read()
    server.send_signal(signal.SIGINT)
    code = server.wait()
    import shutil  # noqa: PLC0415 -- at the end, so that the server starts sooner

    shutil.rmtree(folder, ignore_errors=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
