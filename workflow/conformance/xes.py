"""A log in IEEE XES (1849-2016 and 1849-2023) read as a stream: cases, and the events in them.

Only what replaying asks for is taken out of an event: its name, its role, its moment, its
lifecycle.  Everything else is passed over, at whatever depth it stands.

Invariants:

* nothing is kept of an event or a case that is over, so memory does not grow with the log;
* a document type, and with it every entity, is refused; nothing is ever fetched;
* depth and the length of one tag are bounded, so no file makes the parser keep more than that.

An event is told of when the next one begins: ends of elements are only counted, by a list that the
parser itself appends to, which is what a million events cost least with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn, Protocol
from xml.parsers import expat

from texts import Text
from workflow.conformance.errors import LogFileError

DEEPEST = 64
"""Elements inside one another."""

LARGEST_ELEMENT = 4_194_304
"""Bytes of one tag with its attributes."""

DOCTYPE = Text(
    vi="tệp khai báo kiểu tài liệu (DOCTYPE) hoặc thực thể; nhật ký XES không cần, hãy bỏ đi",
    en="it declares a document type or entities; an XES log needs none, take it out",
)
NO_LOG = Text(
    vi="đây không phải nhật ký XES: phần tử ngoài cùng là '{found}', cần 'log'",
    en="this is no XES log: its outermost element is '{found}', it should be 'log'",
)
DEEP = Text(
    vi=f"phần tử lồng nhau quá {DEEPEST} tầng", en=f"elements are nested deeper than {DEEPEST}"
)
LONG = Text(vi="một phần tử dài hơn 4 MiB", en="an element is larger than 4 MiB")
NOT_XML = Text(
    vi="không đúng cú pháp XML (mã {code}): {why}", en="it is not well-formed XML ({code}): {why}"
)
SYNTAX = Text(vi="không đúng cú pháp", en="wrong syntax")
WHY = {
    3: Text(vi="tệp trống hoặc bị cắt giữa chừng", en="the file is empty or breaks off"),
    4: Text(vi="ký tự không được phép", en="a character that is not allowed"),
    5: Text(vi="tệp bị cắt giữa một thẻ", en="the file breaks off inside a tag"),
    6: Text(vi="ký tự bị cắt dở", en="the file breaks off inside a character"),
    7: Text(vi="thẻ đóng không khớp thẻ mở", en="an end tag does not match its start tag"),
    8: Text(vi="một thuộc tính ghi hai lần", en="an attribute stands twice"),
    9: Text(vi="còn nội dung sau phần tử ngoài cùng", en="something follows the outermost element"),
    11: Text(vi="thực thể không được khai báo", en="an entity that is not declared"),
    18: Text(vi="bảng mã ký tự không hỗ trợ", en="an encoding that is not supported"),
    19: Text(vi="bảng mã ký tự khai sai", en="the encoding that is declared is wrong"),
}
"""What people are told for the error codes of the XML parser that a broken file brings about."""

IN_LOG, IN_TRACE, IN_EVENT = 1, 2, 3
"""How many elements stand around one that is directly inside a log, a trace, an event."""

PAIR = 4
"""Words of an attribute with a key and a value, names included."""

NOTHING_WANTED: dict[str, int] = {}

SHOWN = 80
"""Characters of a foreign word that are repeated to people."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Under which keys a log says what.

    Attributes:
        activity: of an event, what was done.
        role: of an event, in what capacity; None where roles are not asked about.
        case: of a trace, its name.
        time: of an event, its moment.
        lifecycle: of an event, which part of the act it tells of.
    """

    activity: str = "concept:name"
    role: str | None = None
    case: str = "concept:name"
    time: str = "time:timestamp"
    lifecycle: str = "lifecycle:transition"


class Listener(Protocol):
    """Who is told of cases and events, in the order of the log."""

    def case(self, line: int) -> None:
        """A case begins in a line."""

    def event(
        self, activity: str | None, role: str | None, at: str | None, lifecycle: str | None
    ) -> None:
        """The next event of the case; what it does not say is None."""

    def ended(self, name: str | None) -> None:
        """The case is over; its name is None where the log says none."""


class XesReader:
    """A log that comes in pieces.

    >>> class Told:
    ...     def case(self, line): print("case in line", line)
    ...     def event(self, *values): print(values)
    ...     def ended(self, name): print("end of", name)
    >>> log = b'''<log><trace><string key="concept:name" value="D-1"/>
    ... <event><string key="concept:name" value="submit"/></event></trace></log>'''
    >>> XesReader(Told(), Keys()).read([log])
    case in line 1
    ('submit', None, None, None)
    end of D-1
    """

    __slots__ = (
        "_case",
        "_case_key",
        "_ends",
        "_fed",
        "_in_event",
        "_in_trace",
        "_listener",
        "_parser",
        "_slots",
        "_starts",
        "_values",
        "_wanted",
    )

    def __init__(self, listener: Listener, keys: Keys) -> None:
        """Make a reader that tells somebody."""
        self._listener = listener
        wanted = (keys.activity, keys.role, keys.time, keys.lifecycle)
        self._slots = {key: at for at, key in enumerate(wanted) if key is not None}
        self._values: list[str | None] = [None, None, None, None]
        self._case_key = keys.case
        self._case: str | None = None
        self._in_event = self._in_trace = False
        self._wanted: dict[str, int] = {}
        self._starts = self._fed = 0
        self._ends: list[str] = []
        self._parser = parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._element
        parser.EndElementHandler = self._ends.append

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read a whole log.

        Args:
            chunks: its bytes, unpacked, in pieces of any size.

        Raises:
            LogFileError: it is no XES log, or breaks a bound; what was told before is void.
        """
        for chunk in chunks:
            self.feed(chunk)
        self.close()

    def feed(self, chunk: bytes) -> None:
        """Read the next piece.

        Raises:
            LogFileError: it is no XES log, or breaks a bound.
        """
        parser = self._parser
        try:
            parser.Parse(chunk, False)  # noqa: FBT003 -- expat takes it by position
        except expat.ExpatError as wrong:
            raise _not_xml(wrong) from wrong
        except (LookupError, ValueError) as unknown:
            # Before the first element only an encoding that Python does not know either ends here.
            if self._starts:
                raise
            raise LogFileError(WHY[18], parser.CurrentLineNumber) from unknown
        self._starts -= len(self._ends)
        self._ends.clear()
        self._fed += len(chunk)
        if self._fed - parser.CurrentByteIndex > LARGEST_ELEMENT + len(chunk):
            self._refuse(LONG)

    def close(self) -> None:
        """Say that there is no more.

        Raises:
            LogFileError: the log breaks off.
        """
        try:
            self._parser.Parse(b"", True)  # noqa: FBT003 -- expat takes it by position
        except expat.ExpatError as wrong:
            raise _not_xml(wrong) from wrong
        self._end_case()

    def _element(self, tag: str, attributes: list[str]) -> None:
        """An element begins; how deep it stands, the elements begun and ended before tell."""
        depth = self._starts - len(self._ends)
        self._starts += 1
        if depth == IN_EVENT:
            if len(attributes) == PAIR and attributes[0] == "key":
                slot = self._wanted.get(attributes[1])
                if slot is not None:
                    self._values[slot] = attributes[3]
            else:
                self._keep(attributes)
        elif depth == IN_TRACE:
            self._of_trace(tag, attributes)
        elif depth <= IN_LOG:
            self._of_log(tag, depth)
        elif depth > DEEPEST:
            self._refuse(DEEP)

    def _keep(self, attributes: list[str]) -> None:
        """An attribute of an event that is written in another order, or is a list."""
        key, value = _attribute(attributes)
        if key in self._wanted:
            self._values[self._wanted[key]] = value

    def _of_trace(self, tag: str, attributes: list[str]) -> None:
        """An element directly inside a trace, or inside something else of the log."""
        if self._in_event:
            self._listener.event(*self._values)
        self._in_event = self._in_trace and tag == "event"
        if self._in_event:
            self._values = [None, None, None, None]
            self._wanted = self._slots
            return
        self._wanted = NOTHING_WANTED
        if self._in_trace:
            key, value = _attribute(attributes)
            if key == self._case_key:
                self._case = value

    def _of_log(self, tag: str, depth: int) -> None:
        """The outermost element, or one directly inside it."""
        if depth < IN_LOG and tag != "log":
            self._refuse(NO_LOG.fill(found=shown(tag)))
        self._end_case()
        if tag == "trace":
            self._in_trace = True
            self._case = None
            self._listener.case(self._parser.CurrentLineNumber)

    def _end_case(self) -> None:
        """Tell of the last event and the end of its case, where there is one."""
        if self._in_event:
            self._listener.event(*self._values)
        if self._in_trace:
            self._listener.ended(self._case)
        self._in_event = self._in_trace = False
        self._wanted = NOTHING_WANTED

    def _refuse_doctype(self, *_: object) -> None:
        """A document type is declared."""
        self._refuse(DOCTYPE)

    def _refuse(self, text: Text) -> NoReturn:
        """Stop reading.

        Raises:
            LogFileError: always.
        """
        raise LogFileError(text, self._parser.CurrentLineNumber)


def shown(word: str) -> str:
    r"""A foreign word as people may see it: no control characters, and not endless.

    >>> shown("a\x9b31mb"), len(shown("x" * 1000))
    ('a�31mb', 81)
    """
    told = "".join(one if one.isprintable() else "�" for one in word[:SHOWN])
    return told if len(word) <= SHOWN else f"{told}…"


def _attribute(attributes: list[str]) -> tuple[str, str | None]:
    """Key and value of an attribute of XES, in whatever order they stand; a list has no value."""
    named = dict(zip(attributes[::2], attributes[1::2], strict=True))
    return named.get("key", ""), named.get("value")


def _not_xml(wrong: expat.ExpatError) -> LogFileError:
    """The error for what is no XML, in our words."""
    why = WHY.get(wrong.code, SYNTAX)
    return LogFileError(NOT_XML.fill(code=wrong.code, why=why), wrong.lineno)
