"""The page about the API is followed as it is written: its commands run, its requests are sent."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

import cli
from desk.asked import House
from desk.web.app import Door, app_of
from tests.terminal.speaking import help_pages_in_vietnamese
from tests.test_how_to import BLOCK, LEFT_OUT

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-the-api.md"
WITH_VALUE = {"-H", "-X", "-d"}


def sent(client: TestClient, words: list[str]) -> str:
    """What comes back for a request as `curl` is told to make it."""
    headers: dict[str, str] = {}
    method, body, address = "GET", None, ""
    rest = iter(words)
    for word in rest:
        value = next(rest) if word in WITH_VALUE else ""
        match word:
            case "-H":
                name, _, told = value.partition(": ")
                headers[name] = told
            case "-X":
                method = value
            case "-d":
                body = value
            case _:
                address = word
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == "http://127.0.0.1:8000"
    where = parts._replace(scheme="", netloc="").geturl()
    return client.request(method, where, headers=headers, content=body).text


def fits(shown: str, answered: str) -> bool:
    """Whether an answer is what the page shows, what it leaves out aside."""
    wanted = ".*".join(re.escape(part) for part in shown.split(LEFT_OUT))
    return re.fullmatch(wanted, answered) is not None


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
def test_whoever_follows_the_page_gets_what_it_shows(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TDKT_LANG", "en")
    monkeypatch.setenv("TDKT_DATABASE", f"sqlite:///{house.store.place}")
    token, followed = "", 0
    with (
        help_pages_in_vietnamese(),
        TestClient(app_of(house, Door(("testserver",))), base_url="https://testserver") as client,
    ):
        for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
            for part in block["body"].split("\n$ "):
                command, _, shown = part.removeprefix("$ ").partition("\n")
                words = shlex.split(command.replace("$TOKEN", token))
                match words[0]:
                    case "tdkt":
                        assert cli.main(words[1:]) == 0
                        told = capsys.readouterr()
                        token, answered = told.out.strip(), told.out + told.err
                    case "curl":
                        answered = sent(client, words[1:])
                    case "export":
                        continue
                    case _:
                        pytest.fail(f"the page has another command: {command}")
                followed += 1
                assert fits(shown.strip(), answered.strip()), f"$ {command}\n{answered}"
    assert followed == 10
