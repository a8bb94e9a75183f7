"""Linked dossiers agree: what an act says it opened is there, and says that this act opened it.

An appeal or a correction is a dossier of its own (`opens` in a workflow file).  The event of the
act names the new dossier; the first event of that one names the act by position and leaf hash.
Whoever cuts a linked dossier out of history, or hangs one onto an act that opened none, is noticed
by this, which no chain of one dossier could tell.

    >>> pages = Links()
    >>> pages.problems()
    ()
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dossiers.documents import read_origin
from dossiers.history import OPEN_LINKED
from dossiers.model import Origin
from ledger import Event
from texts import Text

NOT_OPENED = Text(
    vi="sự kiện được nêu là đã mở hồ sơ này không có, hoặc không nêu hồ sơ này",
    en="the event that is said to have opened this dossier is not there or does not name it",
)
NOT_THERE = Text(
    vi="hồ sơ liên quan '{number}' do sự kiện này mở không còn, hoặc không nêu sự kiện này",
    en="the linked dossier '{number}' that this event opened is not there or does not name it",
)
UNREADABLE = Text(
    vi="phần liên kết hồ sơ không đọc được", en="what is said of a linked dossier cannot be read"
)

Place = tuple[str, int]
"""The id of a dossier and the position of an event there."""


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """A link of which only one end is there.

    Attributes:
        stream: the id of the dossier whose link leads nowhere.
        n: the event there that names the link.
        text: what is wrong.
    """

    stream: str
    n: int
    text: Text


@dataclass(frozen=True, slots=True)
class _Opened:
    """What an act says of the dossier that it opened."""

    leaf: str
    id: str
    number: str
    workflow: str


@dataclass(frozen=True, slots=True)
class _Begun:
    """What the first event of a linked dossier says of itself."""

    origin: Origin
    number: str
    workflow: str


@dataclass(slots=True)
class Links:
    """Both ends of every link, collected event by event; the order does not matter."""

    _opened: dict[Place, _Opened] = field(default_factory=dict)
    _begun: dict[str, _Begun] = field(default_factory=dict)
    _unreadable: list[LinkProblem] = field(default_factory=list)

    def note(self, event: Event, data: Mapping[str, object], *, leaf: str) -> None:
        """Keep what an event says of a link; most say nothing.

        Args:
            event: what happened.
            data: the document that it names.
            leaf: its leaf hash, hexadecimal.
        """
        try:
            if event.type == OPEN_LINKED:
                self._begun[event.stream] = _begun(data)
            elif "opened" in data:
                self._opened[event.stream, event.n] = _opened(data, leaf)
        except (KeyError, TypeError):
            self._unreadable.append(LinkProblem(event.stream, event.n, UNREADABLE))

    def others(self) -> frozenset[str]:
        """The dossiers at whose end of a link nothing was noted yet."""
        parents = {begun.origin.id for begun in self._begun.values()}
        children = {opened.id for opened in self._opened.values()} - self._begun.keys()
        return frozenset((parents - {stream for stream, _ in self._opened}) | children)

    def problems(self) -> tuple[LinkProblem, ...]:
        """Every link that has one end only, linked dossiers first."""
        return (*self._unreadable, *self._without_parent(), *self._without_child())

    def _without_parent(self) -> Iterator[LinkProblem]:
        """Linked dossiers that the act which they name did not open."""
        for stream, begun in self._begun.items():
            origin = begun.origin
            said = _Opened(origin.leaf, stream, begun.number, begun.workflow)
            if self._opened.get((origin.id, origin.n)) != said:
                yield LinkProblem(stream, 1, NOT_OPENED)

    def _without_child(self) -> Iterator[LinkProblem]:
        """Acts whose linked dossier is gone, or names another act."""
        for (stream, n), opened in self._opened.items():
            begun = self._begun.get(opened.id)
            if begun is None or (begun.origin.id, begun.origin.n) != (stream, n):
                yield LinkProblem(stream, n, NOT_THERE.fill(number=opened.number))


def _opened(data: Mapping[str, object], leaf: str) -> _Opened:
    """What the document of an act says that it opened.

    Raises:
        KeyError, TypeError: it is not what the program writes.
    """
    opened = data["opened"]
    if not isinstance(opened, Mapping):
        raise TypeError
    return _Opened(leaf, str(opened["id"]), str(opened["number"]), str(opened["workflow"]))


def _begun(data: Mapping[str, object]) -> _Begun:
    """What the document of a first event says of itself.

    Raises:
        KeyError, TypeError: it is not what the program writes.
    """
    written = data["origin"]
    if not isinstance(written, Mapping):
        raise TypeError
    origin = read_origin(written)
    assert origin is not None, "a mapping was given"
    return _Begun(origin, str(data["number"]), str(data["workflow"]))
