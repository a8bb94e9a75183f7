"""A spot in a file of rules: a value, the path to it, and what can be read from it.

Reading is tolerant here, so that everything legible in a file is checked even when another part of
it has the wrong shape; the model of the file reports the shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rules import wording
from texts import Mistake, Place, Text, nearest
from texts.reading import Tree

Path = tuple[str | int, ...]
MOST_DIGITS = 9
MOST_SUGGESTIONS = 200
"""Mistakes of one file that get a suggestion; looking for one is slow, and nobody reads more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A value in a file, and where it stands.

    Attributes:
        value: words, a list, a group or None, as the reader of YAML left it.
        path: the way to it from the top of the file.
        own: for a group that was put together from several places, its entries.
    """

    value: object
    path: Path = ()
    own: Mapping[str, Entry] = field(default_factory=dict)

    def at(self, key: str) -> Entry:
        """What stands under a key; an entry with no value when nothing does."""
        if key in self.own:
            return self.own[key]
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Entry(value, (*self.path, key))

    def has(self, key: str) -> bool:
        """Whether something stands under a key."""
        if key in self.own:
            return self.own[key].value is not None
        return isinstance(self.value, dict) and self.value.get(key) is not None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a group in their order; none for anything else."""
        return tuple(self.value) if isinstance(self.value, dict) else ()

    @property
    def items(self) -> tuple[Entry, ...]:
        """The entries of a list; a single word counts as a list of one."""
        if isinstance(self.value, list):
            return tuple(Entry(one, (*self.path, n)) for n, one in enumerate(self.value))
        return (self,) if isinstance(self.value, str) else ()

    @property
    def words(self) -> str:
        """The words that stand here; empty where there are none."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def whole(self) -> int | None:
        """The whole number that stands here, if it is one of at most nine digits, none before it.

        >>> Entry("12").whole, Entry("twelve").whole, Entry("012").whole
        (12, None, None)
        """
        digits = self.words
        plain = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
        # A leading zero is octal to some readers and decimal to others; a rule means one of them.
        return int(digits) if plain and str(int(digits)) == digits else None

    @property
    def text(self) -> Text:
        """The text in both languages; empty where one is missing."""
        return Text(vi=self.at("vi").words, en=self.at("en").words)


def merged(base: Entry, changes: Entry, *, without: Iterable[str] = ()) -> Entry:
    """A group with the entries of another laid over it, each keeping its own place.

    >>> base = Entry({"due": "council", "must": "a"}, ("base",))
    >>> both = merged(base, Entry({"must": "b"}, ("change",)))
    >>> both.at("due").path, both.at("must").words
    (('base', 'due'), 'b')

    Args:
        base: the group underneath.
        changes: what replaces entries of it or comes in addition.
        without: keys of the base that are left out.
    """
    dropped = set(without)
    kept = {key: base.at(key) for key in base.keys if key not in dropped}
    own = kept | {key: changes.at(key) for key in changes.keys}
    return Entry({key: one.value for key, one in own.items()}, changes.path, own)


@dataclass(slots=True)
class Notes:
    """The mistakes found so far in one file.

    Attributes:
        tree: the file, for places.
        lines: its lines, to tell quoted words from plain ones.
        found: the mistakes; one that shows up twice, through inheritance, is kept once.
    """

    tree: Tree
    lines: tuple[str, ...]
    found: dict[Mistake, None] = field(default_factory=dict)

    def add(
        self,
        entry: Entry,
        code: str,
        text: Text,
        *,
        words: str | None = None,
        known: Iterable[str] = (),
        meant: str | None = None,
        key: bool = False,
        offset: int = 0,
    ) -> None:
        """Note a mistake.

        Args:
            entry: where.
            code: the stable name of this kind of mistake.
            text: what is wrong; `{words}` is filled.
            words: the offending words; those of the entry when None.
            known: the words that would have been understood, for a suggestion.
            meant: the suggestion itself, where it is known.
            key: whether the key is meant and not the value.
            offset: characters from the beginning of the words, in an expression.
        """
        said = entry.words if words is None else words
        place = within(self.tree.place(entry.path, key=key), self.lines, offset)
        near = nearest(said, known) if said and len(self.found) < MOST_SUGGESTIONS else None
        filled = text.fill(words=said)
        self.found[Mistake(place, code, filled, said, meant or near)] = None

    def line(self, entry: Entry) -> int:
        """The line on which an entry stands, counted from 1."""
        return self.tree.place(entry.path).line


def without_echoes(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """The mistakes without those that only repeat, at the same words, what another one said.

    Mistakes that show no words, such as of keys that are missing from one group, are told apart by
    what they say.

    >>> place = Place("a.yaml", 1, 1)
    >>> lacking = (Text(f"thiếu khóa '{key}'", f"lacks '{key}'") for key in ("award", "text"))
    >>> len(without_echoes(Mistake(place, "missing-key", text) for text in lacking))
    2
    """
    kept: dict[tuple[Place, str], Mistake] = {}
    for mistake in mistakes:
        kept.setdefault((mistake.place, mistake.words or mistake.text.en), mistake)
    return list(kept.values())


def within(place: Place, lines: Sequence[str], offset: int) -> Place:
    """The place so many characters into the words that begin at a place.

    Words over several lines are followed to their line, be they plain, quoted or folded; where they
    cannot be (blank lines between them, escapes), it is the last place that is still theirs.

    Args:
        place: where the words begin, at a quotation mark or the sign of a folded text as well.
        lines: the lines of the file.
        offset: characters of the words before the place that is asked for.

    >>> lines = ["must: >-", "  held and", "  ratted"]
    >>> str(within(Place("a.yaml", 1, 7), lines, len("held and ")))
    'a.yaml:3:3'
    >>> str(within(Place("a.yaml", 1, 1), ['"held"'], 0))
    'a.yaml:1:2'
    """
    column = place.column - 1
    first = lines[place.line - 1][column:] if place.line <= len(lines) else ""
    if first[:1] in {"'", '"'}:
        column, first = column + 1, first[1:]
    if first[:1] in {">", "|"}:
        return _on_next(place, lines, place.line, offset)
    if offset <= len(first):
        return Place(place.file, place.line, column + offset + 1)
    return _on_next(place, lines, place.line, offset - len(first.rstrip()) - 1)


def _on_next(place: Place, lines: Sequence[str], line: int, offset: int) -> Place:
    """The same for words that go on below a line, each line of which stands for one blank more."""
    for number in range(line, len(lines)):
        words = lines[number].strip()
        if offset <= len(words):
            indent = len(lines[number]) - len(lines[number].lstrip())
            return Place(place.file, number + 1, indent + max(offset, 0) + 1)
        offset -= len(words) + 1
    return place


def unknown_keys(notes: Notes, entry: Entry, known: Iterable[str]) -> None:
    """Note every key of a group that is none of the known ones."""
    allowed = tuple(known)
    for key in entry.keys:
        if key not in allowed:
            notes.add(
                Entry(None, (*entry.path, key)),
                "unknown-key",
                wording.UNKNOWN_KEY,
                words=key,
                known=allowed,
                key=True,
            )
