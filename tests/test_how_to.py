"""The how-to pages are followed as written: their files are typed, their commands run, and the
answers compared with those that the pages show.

A page says what to do in fenced blocks:

* `yaml title=FILE` is typed into FILE as it stands, and `xml title=FILE` likewise;
* `diff` edits the file that its first line names (`--- FILE`): the words of the `-` lines, which
  stand there once, give way to those of the `+` lines; lines without a sign are kept;
* `console` runs each line after `$ `, and what follows is what the command answers; after `> FILE`
  the answer goes into FILE.  `…` stands for words that are left out, and a line of its own for any
  number of lines.

Pages after the first go on with the files that the first leaves behind.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

import cli
from ledger.authority import Authority
from ledger.der import INTEGER, SEQUENCE, written
from ledger.proving import read_note
from tests.terminal.speaking import help_pages_in_vietnamese

PAGES = Path(__file__).resolve().parent.parent / "docs" / "how-to"
FIRST = "write-a-rule.md"
OURS = (
    FIRST,
    "find-untested-rules.md",
    "see-what-an-edit-changes.md",
    "keep-a-file-tidy.md",
    "forecast-a-season.md",
    "prove-a-workflow.md",
    "change-a-running-workflow.md",
    "prove-history-to-an-outsider.md",
    "act-for-somebody.md",
    "audit-a-season.md",
    "work-with-logs-of-others.md",
    "stamp-and-rotate.md",
    "erase-personal-data.md",
    "look-at-the-past.md",
    "read-history-as-columns.md",
    "back-up-and-restore.md",
    "find-dossiers.md",
    "keep-accounts.md",
    "share-one-database.md",
    "open-many-dossiers.md",
)
BLOCK = re.compile(
    r"^```(?P<kind>\w+)(?: title=(?P<title>\S+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
LEFT_OUT = "…"


@dataclass(frozen=True)
class Reader:
    """Somebody who does what a page says.

    Attributes:
        folder: where the files are typed.
        capsys: what the commands write.
        monkeypatch: for `export`.
    """

    folder: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def follow(self, page: str) -> Iterator[tuple[str, str, str]]:
        """Do everything in order; a command with what the page shows and what it answered."""
        for block in BLOCK.finditer(page):
            match block["kind"]:
                case "yaml" | "xml" if block["title"]:
                    (self.folder / block["title"]).write_text(block["body"], encoding="utf-8")
                case "diff":
                    self.edit(block["body"])
                case "console":
                    yield from self.type(block["body"])

    def edit(self, body: str) -> None:
        """Make one edit."""
        head, *lines = body.splitlines()
        path = self.folder / head.removeprefix("--- ")
        old, new = (
            "".join(f"{line[1:]}\n" for line in lines if line[:1] in {" ", sign}) for sign in "-+"
        )
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times in {path.name}: {old}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def type(self, body: str) -> Iterator[tuple[str, str, str]]:
        """Run the commands of one block."""
        for part in body.replace("\\\n", " ").split("\n$ "):
            command, _, shown = part.removeprefix("$ ").partition("\n")
            yield command, shown.strip("\n"), self.run(shlex.split(command, comments=True))

    def run(self, words: list[str]) -> str:
        """Run one command; its answer, without the line end."""
        if words[0] == "export":
            for one in words[1:]:
                self.monkeypatch.setenv(*one.split("=", 1))
            return ""
        if words[0] == "cp":
            shutil.copy(self.folder / words[1], self.folder / words[2])
            return ""
        if words[0] == "curl":
            self.fetch(words)
            return ""
        assert words[0] == "tdkt", words
        if words[-2:-1] == [">"]:
            (self.folder / words[-1]).write_text(self.answer(words[1:-2]), encoding="utf-8")
            return ""
        return self.answer(words[1:]).strip("\n")

    def fetch(self, words: list[str]) -> None:
        """Play the time-stamping authority that a page sends its readers to."""
        clock = Authority("stamps.example", bytes([51] * 32))
        content = clock.certificate
        if "--data-binary" in words:
            asked = words[words.index("--data-binary") + 1].removeprefix("@")
            assert (self.folder / asked).read_bytes()
            text = read_note((self.folder / "checkpoint.txt").read_bytes()).text.encode()
            token = clock.token(text, datetime.now(UTC))
            content = written(SEQUENCE, written(SEQUENCE, written(INTEGER, b"\0")), token)
        (self.folder / words[words.index("-o") + 1]).write_bytes(content)

    def answer(self, words: list[str]) -> str:
        """What one command writes."""
        cli.main(words)
        answered = self.capsys.readouterr()
        return f"{answered.out}{answered.err}"


@pytest.fixture
def reader(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Reader]:
    """A reader in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TDKT_DATABASE", "")
    monkeypatch.setenv("TDKT_LANG", "en")
    with help_pages_in_vietnamese():
        yield Reader(tmp_path, capsys, monkeypatch)


def fits(shown: str, answered: str) -> bool:
    """Whether an answer is what a page shows, what it leaves out aside."""
    parts = re.split(rf"^{LEFT_OUT}$\n?|({LEFT_OUT})", f"{shown}\n", flags=re.MULTILINE)
    # Of the pieces, None is what stood for whole lines; the sign alone is what stood within one.
    wanted = "".join(
        "(?:.*\n)*" if one is None else ".*" if one == LEFT_OUT else re.escape(one) for one in parts
    )
    return re.fullmatch(wanted, f"{answered}\n") is not None


@pytest.mark.parametrize("name", OURS)
def test_a_reader_gets_what_the_page_shows(reader: Reader, name: str) -> None:
    before = [] if name == FIRST else [FIRST]
    for one in before:
        list(reader.follow((PAGES / one).read_text(encoding="utf-8")))
    followed = list(reader.follow((PAGES / name).read_text(encoding="utf-8")))

    assert followed
    for command, shown, answered in followed:
        assert fits(shown, answered), f"$ {command}\n{answered}"


@pytest.mark.parametrize(
    ("shown", "answered", "fit"),
    [
        ("a fine file", "a fine file", True),
        ("a fine file", "a fine file!", False),
        ("digest …)", "digest 71ab)", True),
        ("digest …)", "digest 71ab", False),
        ("first\n…\nlast", "first\n2\n3\nlast", True),
        ("first\n…\nlast", "first\nlast", True),
        ("first\n…\nlast", "first\n2\n3", False),
        ("", "a word nobody showed", False),
    ],
)
def test_an_answer_that_the_page_does_not_show_is_noticed(
    shown: str, answered: str, *, fit: bool
) -> None:
    assert fits(shown, answered) is fit
