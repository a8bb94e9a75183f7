"""The desk as a process of its own, which can be killed, and a plain socket to speak to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx2

from desk.web.asking import SESSION
from dossiers.accounts import Session


@dataclass(frozen=True, slots=True)
class Process:
    """A desk that runs.

    Attributes:
        process: it.
        port: where it listens on this machine.
    """

    process: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def desk_process(url: str) -> Iterator[Process]:
    """The command `tdkt desk` on a database; it is killed at the end, if it still runs."""
    port = free_port()
    command = [sys.executable, "-m", "cli", "desk", "--port", str(port), "--database", url]
    with subprocess.Popen(command, env=dict(os.environ)) as process:
        try:
            answering(process, port)
            yield Process(process, port)
        finally:
            process.kill()


def free_port() -> int:
    """A port at which nobody listens just now."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def answering(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a desk answers."""
    for _ in range(600):
        assert process.poll() is None, "the desk did not begin"
        try:
            httpx2.get(f"http://127.0.0.1:{port}/sign-in").raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the desk did not answer within a minute")


def head_of(port: int, session: Session, path: str, length: int) -> bytes:
    """The head of a form as a browser sends it."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Sec-Fetch-Site: same-origin\r\nCookie: {SESSION}={session.token}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def form_bytes(port: int, session: Session, path: str, form: dict[str, str]) -> bytes:
    """A whole form as a browser sends it."""
    body = urlencode({"csrf": session.csrf, **form}).encode()
    return head_of(port, session, path, len(body)) + body


def connected(port: int) -> socket.socket:
    """A connection to the desk."""
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def read_all(one: socket.socket) -> bytes:
    """Everything that comes until the other side closes."""
    found = bytearray()
    try:
        while part := one.recv(65_536):
            found += part
    except ConnectionResetError:
        pass
    return bytes(found)
