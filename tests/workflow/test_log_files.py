"""Logs as files: read the same in any pieces, refused with their line, never costly to refuse."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workflow
from tests.workflow.logs import NAME, ROLE, TIME, attribute, event, judged, kinds, log, trace
from workflow.conformance import unpacked as unpacking
from workflow.conformance.errors import LogFileError
from workflow.conformance.judging import Judge
from workflow.conformance.naming import Meanings
from workflow.conformance.replaying import deviating_cases
from workflow.conformance.unpacked import PIECE, unpacked
from workflow.conformance.xes import DEEPEST, LARGEST_ELEMENT, Keys, XesReader

AWARD = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")
SMALL = log(
    trace("D-1", [{NAME: "submit", ROLE: "unit_clerk", TIME: "2025-01-02T08:00:00+07:00"}]),
    trace("Hồ sơ & <2>", ["submit", "withdraw"]),
)
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE log [
 <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<log><trace><event><string key="concept:name" value="&c;"/></event></trace></log>"""


class Told:
    """Somebody who writes down what the reader tells."""

    def __init__(self) -> None:
        self.all: list[tuple[object, ...]] = []

    def case(self, line: int) -> None:
        self.all.append(("case", line))

    def event(self, *values: str | None) -> None:
        self.all.append(values)

    def ended(self, name: str | None) -> None:
        self.all.append(("ended", name))


def told(content: bytes | list[bytes], keys: Keys | None = None) -> list[tuple[object, ...]]:
    listener = Told()
    pieces = [content] if isinstance(content, bytes) else content
    XesReader(listener, keys or Keys(role=ROLE)).read(unpacked(pieces))
    return listener.all


def refusal(content: bytes) -> LogFileError:
    with pytest.raises(LogFileError) as refused:
        told(content)
    return refused.value


def test_cases_and_events_are_told_in_the_order_of_the_log() -> None:
    assert told(SMALL) == [
        ("case", 3),
        ("submit", "unit_clerk", "2025-01-02T08:00:00+07:00", None),
        ("ended", "D-1"),
        ("case", 5),
        ("submit", None, None, None),
        ("withdraw", None, None, None),
        ("ended", "Hồ sơ & <2>"),
    ]


@given(cuts=st.sets(st.integers(1, len(SMALL) - 1)), packed=st.booleans())
def test_it_makes_no_difference_in_which_pieces_a_log_comes(cuts: set[int], packed: bool) -> None:
    content = gzip.compress(SMALL, mtime=0) if packed else SMALL
    ends = [0, *sorted(one for one in cuts if one < len(content)), len(content)]

    assert told([content[a:b] for a, b in pairwise(ends)]) == told(SMALL)


def test_any_encoding_of_the_parser_is_read() -> None:
    text = SMALL.decode().replace("UTF-8", "UTF-16")

    assert told(text.encode("utf-16")) == told(SMALL)


def test_attributes_inside_attributes_do_not_speak_for_the_event() -> None:
    inside = attribute("note", "x", attribute(NAME, "approve"))
    content = (
        f"<log><trace><event>{inside}{attribute(NAME, 'submit')}{inside}</event></trace></log>"
    )

    assert told(content.encode())[1] == ("submit", None, None, None)


def test_keys_and_values_may_stand_in_any_order_and_lists_have_no_value() -> None:
    content = (
        b'<log><trace><event><string value="submit" key="concept:name"/>'
        b'<list key="org:role"><values><string key="org:role" value="x"/></values></list>'
        b'<string key="org:role"/></event></trace></log>'
    )

    assert told(content)[1] == ("submit", None, None, None)


def test_a_case_may_say_its_name_after_its_events() -> None:
    content = f"<log><trace>{event('submit')}{attribute(NAME, 'D-9')}</trace></log>"

    assert told(content.encode()) == [
        ("case", 1),
        ("submit", None, None, None),
        ("ended", "D-9"),
    ]


def test_what_a_log_says_of_itself_is_no_case_and_no_event() -> None:
    content = (
        '<log xes.version="1849-2016"><extension name="Concept" prefix="concept" uri="x"/>'
        f'<global scope="event">{attribute(NAME, "approve")}</global>'
        f"<event>{attribute(NAME, 'approve')}</event>{attribute(NAME, 'the log')}"
        f"{trace('D-1', ['submit'])}{attribute('last', 'word', event('approve'))}</log>"
    )

    assert [one for one in told(content.encode()) if "approve" in one] == []


def test_other_keys_say_the_same() -> None:
    content = log(trace("x", [{"Activity": "submit", "Role": "unit_clerk", NAME: "other"}]))

    assert told(content, Keys(activity="Activity", role="Role"))[1][:2] == ("submit", "unit_clerk")


def test_every_log_that_breaks_off_is_refused() -> None:
    whole = SMALL.rstrip()
    packed = gzip.compress(SMALL, mtime=0)

    accepted = [at for at in range(len(whole)) if not is_refused(whole[:at])]
    unpacked_too = [at for at in range(len(packed)) if not is_refused(packed[:at])]

    assert (accepted, unpacked_too) == ([], [])
    assert not is_refused(whole)
    assert not is_refused(packed)


def is_refused(content: bytes) -> bool:
    try:
        told(content)
    except LogFileError:
        return True
    return False


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (BOMB, 2, "DOCTYPE"),
        (b'<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>', 1, "DOCTYPE"),
        (b"<log>\n<trace>\n</log>", 3, "thẻ đóng"),
        (b"<log>\n<trace key='a' key='b'/></log>", 2, "hai lần"),
        (b"<log>\n&nothing;</log>", 2, "thực thể"),
        (b"<log/>\n<log/>", 2, "sau phần tử ngoài cùng"),
        (b"", 1, "trống"),
        (b"\n<eventlog/>", 2, "'eventlog'"),
        (b"plain words", 1, "XML"),
        (b"<log>\n\x01</log>", 2, "không được phép"),
        (b'<?xml version="1.0" encoding="KOI8-X"?><log/>', 1, "bảng mã"),
    ],
)
def test_what_is_no_log_is_refused_with_its_line(content: bytes, line: int, words: str) -> None:
    refused = refusal(content)

    assert refused.line == line
    assert words in refused.text.vi
    assert refused.text.vi.startswith(f"dòng {line}: ")
    assert refused.text.en.startswith(f"line {line}: ")


def test_depth_is_bounded() -> None:
    deep = DEEPEST + 2
    content = b"<log>" + b"<a>" * deep + b"</a>" * deep + b"</log>"

    assert "lồng nhau" in refusal(content).text.vi
    assert told(content.replace(b"<a>" * deep, b"<a>").replace(b"</a>" * deep, b"</a>")) == []


def test_one_element_is_bounded() -> None:
    def endless() -> Iterator[bytes]:
        yield b'<log><trace><event><string key="'
        while True:
            yield b"x" * PIECE

    seen = Told()
    with pytest.raises(LogFileError, match="larger than 4 MiB"):
        XesReader(seen, Keys()).read(endless())

    fitting = (
        b'<log><trace><string key="k" value="'
        + b"x" * (LARGEST_ELEMENT // 2)
        + b'"/></trace></log>'
    )
    assert told(fitting) == [("case", 1), ("ended", None)]


@pytest.mark.parametrize("at", range(10, 60, 7))
def test_damaged_gzip_is_refused(at: int) -> None:
    packed = bytearray(gzip.compress(SMALL, mtime=0))
    packed[at] ^= 0xFF

    assert is_refused(bytes(packed))


def test_a_wrong_checksum_is_refused() -> None:
    packed = bytearray(gzip.compress(SMALL, mtime=0))
    packed[-5] ^= 1

    assert "hỏng" in refusal(bytes(packed)).text.vi


def test_several_members_are_one_file_and_zeros_fill_it_up() -> None:
    half = len(SMALL) // 2
    parts = [gzip.compress(one, mtime=0) for one in (SMALL[:half], SMALL[half:])]

    assert told(b"".join(parts)) == told(SMALL)
    assert told([*parts, b"\0" * 700]) == told(SMALL)
    assert told([parts[0], b"\0\0", b"\0\x1f", b"\x8b" + parts[1][2:]]) == told(SMALL)


def test_anything_else_behind_gzip_is_refused() -> None:
    assert "dữ liệu khác" in refusal(gzip.compress(SMALL, mtime=0) + b"PK").text.vi
    assert is_refused(gzip.compress(SMALL, mtime=0) + b"\x1f")


def test_a_gzip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE", 1_000_000)
    bomb = gzip.compress(b"<log>" + b" " * 60_000_000, mtime=0)

    with pytest.raises(LogFileError, match="more than 400 times"):
        told(bomb)
    given: list[int] = []
    with pytest.raises(LogFileError):
        given.extend(len(piece) for piece in unpacked([bomb]))
    assert max(given) <= PIECE
    assert sum(given) < unpacking.FREE + unpacking.RATIO * len(bomb)


def test_a_log_that_is_larger_than_any_log_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LARGEST", len(SMALL) - 1)

    assert "64 GiB" in refusal(SMALL).text.vi


@pytest.mark.parametrize("packed", [False, True])
def test_memory_does_not_grow_with_the_log(*, packed: bool) -> None:
    small, large = (peak(cases, packed=packed) for cases in (1_000, 6_000))

    assert large < small + 200_000


@pytest.mark.parametrize("packed", [False, True])
def test_memory_does_not_grow_with_one_case(*, packed: bool) -> None:
    small, large = (peak(1, events=count, packed=packed) for count in (10_000, 60_000))

    assert large < small + 200_000


def peak(cases: int, *, events: int = 10, packed: bool) -> int:
    """The most memory that a log takes while it is judged, in bytes."""
    case = trace("D-1", ["submit", "x", *["record_vote"] * events]).encode()
    press = zlib.compressobj(wbits=31)

    def content() -> Iterator[bytes]:
        yield from (b"<log>", *(case for _ in range(cases)), b"</log>")

    def pressed() -> Iterator[bytes]:
        yield from (press.compress(one) for one in content())
        yield press.flush()

    judge = Judge(AWARD, Meanings(AWARD))
    tracemalloc.start()
    told = sum(1 for _ in deviating_cases(pressed() if packed else content(), judge, Keys()))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (told, judge.summary.cases) == (cases, cases)
    return most


def test_memory_does_not_grow_with_endless_words() -> None:
    word = "x" * 1_000_000

    def content() -> Iterator[bytes]:
        yield b"<log><trace>"
        for at in range(60):
            roles = f"{word}{at}"
            yield event({NAME: "submit", ROLE: roles}).encode()
            yield event({NAME: "submit" + " " * 1_000_000 + str(at), ROLE: roles}).encode()
        yield b"</trace></log>"

    judge = Judge(AWARD, Meanings(AWARD), judges_roles=True)
    tracemalloc.start()
    (found,) = deviating_cases(content(), judge, Keys(role=ROLE))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert {one.kind for one in found.deviations} == {"role", "unknown-activity", "under-way"} - (
        {"under-way"} if found.more else set()
    )
    assert judge.summary.wrong == 120
    assert most < 25_000_000


@given(
    at=st.integers(0, len(SMALL)),
    gone=st.integers(0, 12),
    put=st.one_of(
        st.binary(max_size=8), st.sampled_from([b"<", b">", b"&", b'"', b"</trace>", b"<x"])
    ),
    packed=st.booleans(),
)
def test_whatever_stands_in_a_file_it_is_read_or_refused(
    at: int, gone: int, put: bytes, packed: bool
) -> None:
    content = gzip.compress(SMALL, mtime=0) if packed else SMALL
    at = min(at, len(content))

    broken = content[:at] + put + content[at + gone :]

    assert is_refused(broken) in {True, False}


def test_judging_takes_what_comes_from_the_reader() -> None:
    found, summary = judged(AWARD, SMALL, role_key=None)

    assert kinds(found) == [("under-way", 0)]
    assert (found[0].name, found[0].line, summary.cases) == ("D-1", 3, 2)
