"""`tdkt desk` where it cannot listen: one sentence with what to do, before anything is opened."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import pytest

import cli
from desk.listening import listening
from desk.trouble import PortTakenError
from dossiers.store import initialise
from terminal.exits import Exit
from tests.desk.running import free_port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which another program listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield int(other.getsockname()[1])


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "đang có chương trình khác dùng"), ("en", "Another program has")]
)
def test_a_port_that_is_taken_is_told_with_a_free_one(
    database: str, taken: int, lang: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--port", str(taken), "--database", database, "--lang", lang]

    ended = cli.main(["desk", *where])

    told = capsys.readouterr()
    assert ended == Exit.CONFLICT
    assert told.out == ""
    assert words in told.err
    assert len(told.err.strip().splitlines()) == 1
    found = re.search(r"--port (\d+)", told.err)
    assert found is not None
    with listening("127.0.0.1", int(found[1])) as sockets:
        assert sockets


def test_the_demo_is_not_played_for_a_port_that_is_taken(
    taken: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terminal.desk_serving._demo", lambda: pytest.fail("it was played"))

    assert cli.main(["desk", "--demo", "--port", str(taken)]) == Exit.CONFLICT
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("host", ["192.0.2.1", "khong-co.invalid"])
def test_an_address_of_another_machine_is_told(
    host: str, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite"
    initialise(url)

    ended = cli.main(["desk", "--host", host, "--database", url, "--lang", "en"])

    assert ended == Exit.USAGE
    assert f"no address '{host}'" in capsys.readouterr().err


def test_what_was_opened_is_closed_again() -> None:
    port = free_port()

    with listening("localhost", port), pytest.raises(PortTakenError):
        listening("127.0.0.1", port).__enter__()

    with listening("127.0.0.1", port) as sockets:
        assert [one.getsockname()[1] for one in sockets] == [port]
