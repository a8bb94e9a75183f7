"""Award files and examples files in one stable form, with every comment kept.

What is changed: indentation (two blanks a level, lists one level in), blanks inside `{}` and `[]`,
double quotes where single ones are not needed, the order of keys that the format itself names
(`rules.layout`), groups on one line that are wider than 100 characters, runs of blank lines, line
ends.  What is not: any value, any comment, and whether a group stands on one line or on several
where it fits.

Invariants, which properties hold the module to: what the strict reader reads is the same before and
after; so are the comments; formatting twice is formatting once.

    >>> print(formatted("b:   {c: 'd',e: [f,g]}   # why", file="a.yaml"), end="")
    b: {c: "d", e: [f, g]}  # why
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import yaml

from rules.errors import RulesFileError
from rules.layout import Group, root_of
from rules.remarks import Comment, Remarks, comments_of
from texts import FileMistakesError, reading

WIDEST = 100
"""Characters of a line that a group on one line may fill."""
STEP = 2
FOLDED = re.compile(r"[|>]-?")
"""The signs of a text of several lines that are kept; any other is written in quotes."""
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def formatted(text: str | bytes, *, file: str) -> str:
    """A file in its stable form.

    About 0.1 s for a file of 400 lines.  An empty file stays empty.

    Args:
        text: its content.
        file: its name, for the places of mistakes.

    Raises:
        RulesFileError: it is not YAML, or uses what the strict reader refuses.
    """
    try:
        before = reading.parse(text, file=file)
    except FileMistakesError as wrong:
        raise RulesFileError(wrong.mistakes) from None
    decoded = text.decode() if isinstance(text, bytes) else text
    plain = decoded.replace("\r\n", "\n").replace("\r", "\n")
    after = _Page(plain).written()
    # Invariant: nothing but the form has changed; a mistake here must never reach a file of law.
    assert reading.parse(after, file=file).plain() == before.plain()
    assert sorted(_said(after)) == sorted(_said(plain))
    return after


def _said(text: str) -> Iterator[str]:
    """The comments of a file."""
    return (one.text for one in comments_of(text))


@dataclass(slots=True)
class _Entry:
    """A value with its key, or an item of a list.

    Attributes:
        key: the key; None for an item.
        value: the value.
        remarks: what is said about it.
    """

    key: yaml.ScalarNode | None
    value: yaml.Node
    remarks: Remarks

    @property
    def start(self) -> int:
        """The line on which it begins."""
        node = self.value if self.key is None else self.key
        return int(node.start_mark.line)


class _Page:
    """One file: its nodes with the remarks on them, and the writing of it.

    Attributes:
        text: the file, with plain line ends.
        lines: its lines.
        root: its outermost node; None where nothing but comments is in it.
        entries: the entries of each node, by the identity of the node.
        waiting: comments on lines of their own that were not yet tied to an entry.
        behind: comments behind something.
        line: the first line that was not yet looked at.
        last: for each line, the entry that was last seen on it.
        loose: comments for which there is no entry.
        footer: the lines below the last entry.
    """

    def __init__(self, text: str) -> None:
        """Read the nodes, and tie each comment to one of them."""
        self.text = text
        self.lines = text.split("\n")
        self.root = yaml.compose(text, Loader=yaml.SafeLoader)
        self.entries: dict[int, list[_Entry]] = {}
        self.waiting = [one for one in comments_of(text) if one.alone]
        self.behind = [one for one in comments_of(text) if not one.alone]
        self.line = 0
        self.last: dict[int, _Entry] = {}
        self.loose: list[str] = []
        if self.root is not None:
            self._tie(self.root)
        self._tie_behind()
        self.footer = self._above(len(self.lines))

    def written(self) -> str:
        """The whole file in its stable form."""
        if self.root is None:
            return _ended([*self.footer, *self.loose])
        keys = [one.key.value for one in self.entries.get(id(self.root), ()) if one.key is not None]
        lines = self._whole(self.root, root_of(keys))
        return _ended([*self.loose, *lines, *self.footer])

    def _tie(self, node: yaml.Node) -> None:
        """Note the entries of a node in the order of the file, each with the lines above it."""
        self.entries[id(node)] = []
        for key, value in _children(node):
            entry = _Entry(key, value, Remarks())
            first = not self.entries[id(node)]
            entry.remarks.before = _trimmed(self._above(entry.start), first=first)
            self.entries[id(node)].append(entry)
            self.last[entry.start] = entry
            self._tie(value)
            self._close(entry)

    def _close(self, entry: _Entry) -> None:
        """Note the line on which a value ends; that of a group of several lines is not its own."""
        node = entry.value
        if _children(node) and not getattr(node, "flow_style", False):
            return
        end = _last_line(node, self.text)
        entry.remarks.before += [line for line in self._above(end + 1) if line]
        self.last[end] = entry

    def _above(self, line: int) -> list[str]:
        """The comments and blank lines that were not yet tied to anything, up to a line."""
        comments = {one.line: one.text for one in self.waiting if self.line <= one.line < line}
        found = [
            comments.get(n, "")
            for n in range(self.line, min(line, len(self.lines)))
            if n in comments or not self.lines[n].strip()
        ]
        self.waiting = [one for one in self.waiting if one.line >= line]
        self.line = max(self.line, line)
        return found

    def _tie_behind(self) -> None:
        """Tie the comments that stand behind something."""
        for comment in self.behind:
            entry = self.last.get(comment.line) or self._nearest(comment)
            if entry is None:
                self.loose.append(comment.text)
            elif entry.remarks.behind:
                entry.remarks.before.append(comment.text)
            else:
                entry.remarks.behind.append(comment.text)

    def _nearest(self, comment: Comment) -> _Entry | None:
        """The last entry that begins above a comment."""
        above = [line for line in self.last if line <= comment.line]
        return self.last[max(above)] if above else None

    def _whole(self, node: yaml.Node, group: Group) -> list[str]:
        """The lines of the outermost node."""
        if _children(node) and not self._fits(node, 0, group):
            return self._block(node, 0, group)
        return [*_folded(node, self.text, STEP)] or [self._flow(node, group)]

    def _block(self, node: yaml.Node, indent: int, group: Group) -> list[str]:
        """The lines of a group or list that stands on several lines."""
        lines: list[str] = []
        for entry in self._ordered(node, group):
            inside = group if entry.key is None else group.below(entry.key.value)
            above = entry.remarks.before if lines else _trimmed(entry.remarks.before, first=True)
            lines += [_at(indent, line) for line in above]
            if entry.key is None:
                lines += self._item(entry, indent, inside)
            else:
                lines += self._pair(entry, indent, inside)
        return lines

    def _ordered(self, node: yaml.Node, group: Group) -> list[_Entry]:
        """The entries of a node in the order in which they are written."""
        entries = self.entries[id(node)]
        if isinstance(node, yaml.SequenceNode) or not group.keys:
            return entries
        named = {one.key.value: one for one in entries if one.key is not None}
        return [named[name] for name in group.ordered(named)]

    def _pair(self, entry: _Entry, indent: int, group: Group) -> list[str]:
        """A key with its value, one level below its group."""
        assert entry.key is not None
        head = f"{' ' * indent}{_scalar(entry.key)}:"
        return self._valued(head, entry, indent, group)

    def _item(self, entry: _Entry, indent: int, group: Group) -> list[str]:
        """An item of a list; what is said above its first key goes above the item.

        Otherwise a comment would stand between the dash and the key, where the next reader of the
        file takes it for one on the whole list.
        """
        head = f"{' ' * indent}-"
        node = entry.value
        if not _children(node) or self._fits(node, indent + STEP, group):
            return self._valued(head, entry, indent, group)
        lines = self._block(node, indent + STEP, group)
        above = list(takewhile(lambda line: line.lstrip()[:1] in {"", "#"}, lines))
        first, *rest = lines[len(above) :]
        remarks = [_at(indent, line.strip()) for line in above]
        remarks += [_at(indent, line) for line in entry.remarks.behind]
        return [*remarks, f"{head} {first[indent + STEP :]}", *rest]

    def _valued(self, head: str, entry: _Entry, indent: int, group: Group) -> list[str]:
        """A head with its value behind it, or below it."""
        node = entry.value
        behind = "".join(f"  {line}" for line in entry.remarks.behind)
        folded = _folded(node, self.text, indent + STEP)
        if folded:
            return [f"{head} {folded[0]}{behind}", *folded[1:]]
        if not _children(node) or self._fits(node, len(head) + 1, group):
            return [f"{head} {self._flow(node, group)}".rstrip() + behind]
        return [f"{head}{behind}", *self._block(node, indent + STEP, group)]

    def _fits(self, node: yaml.Node, column: int, group: Group) -> bool:
        """Whether a node stands in brackets in the file and can do so on one line here.

        A group that staff wrote on several lines is never pulled together: that is their choice.
        """
        if not getattr(node, "flow_style", False) or self._is_remarked(node):
            return False
        return column + len(self._flow(node, group)) <= WIDEST

    def _is_remarked(self, node: yaml.Node) -> bool:
        """Whether something inside has a comment, or no value at all."""
        return any(
            any(entry.remarks.before)
            or entry.remarks.behind
            or _is_nothing(entry.value)
            or self._is_remarked(entry.value)
            for entry in self.entries.get(id(node), ())
        )

    def _flow(self, node: yaml.Node, group: Group) -> str:
        """A node on one line."""
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        entries = self._ordered(node, group)
        if isinstance(node, yaml.SequenceNode):
            return f"[{', '.join(self._flow(one.value, group) for one in entries)}]"
        pairs = [
            f"{_scalar(one.key)}: {self._flow(one.value, group.below(one.key.value))}"
            for one in entries
            if one.key is not None
        ]
        return f"{{{', '.join(pairs)}}}"


def _children(node: yaml.Node) -> Sequence[tuple[yaml.ScalarNode | None, yaml.Node]]:
    """The values of a group with their keys, the items of a list, nothing of a scalar."""
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    return [(None, one) for one in node.value] if isinstance(node, yaml.SequenceNode) else []


def _last_line(node: yaml.Node, text: str) -> int:
    """The last line on which something of a node stands, counted from 0."""
    start, end = node.start_mark, node.end_mark
    written = text[start.index : end.index].rstrip()
    return int(start.line + written.count("\n"))


def _is_nothing(node: yaml.Node) -> bool:
    """Whether no value was written."""
    return isinstance(node, yaml.ScalarNode) and not node.style and not node.value


def _scalar(node: yaml.Node) -> str:
    """A single value on one line: plain as it was, or in the plainest quotes that hold it.

    Quotes are never taken away: `"12"` and `12` may mean different things to other readers.
    """
    value = str(node.value)
    if not _style(node) and "\n" not in value:
        return value
    if not (value.isprintable() and unicodedata.is_normalized("NFC", value)):
        return f'"{_escaped(value)}"'
    if not {'"', "\\"} & set(value):
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _style(node: yaml.Node) -> str:
    """The sign with which a single value begins: a quotation mark, `|` or `>`; else empty."""
    return node.style or "" if isinstance(node, yaml.ScalarNode) else ""


def _escaped(value: str) -> str:
    """A value for double quotes, everything escaped that cannot be seen or is not composed."""
    composed = unicodedata.is_normalized("NFC", value)
    kept = {one for one in value if one.isprintable() and (composed or one.isascii())}
    plain = {one: one for one in kept} | ESCAPES
    return "".join(plain.get(one, f"\\U{ord(one):08X}") for one in value)


def _folded(node: yaml.Node, text: str, indent: int) -> list[str]:
    """The lines of a text of several lines at another depth; none where it is to be quoted.

    It is read again at its new depth; where it would say anything else (blank lines at its end that
    count, a first line that is further in) it is written in quotes instead.
    """
    if _style(node) not in {"|", ">"}:
        return []
    header, *lines = text[node.start_mark.index : node.end_mark.index].rstrip("\n").split("\n")
    sign = FOLDED.match(header)
    rest = header[sign.end() :] if sign else header
    if sign is None or not (not rest.strip() or rest.lstrip().startswith("#")):
        return []
    while lines and not lines[-1].strip():
        lines.pop()
    depth = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
    moved = [sign[0], *(_at(indent, line[depth:]) for line in lines)]
    same = yaml.compose("a: " + "\n".join(moved) + "\n", Loader=yaml.SafeLoader)
    return moved if same is not None and same.value[0][1].value == node.value else []


def _trimmed(lines: list[str], *, first: bool) -> list[str]:
    """Lines with no two blank ones in a row, and none at the beginning of a group."""
    kept: list[str] = []
    for line in lines:
        if line or (kept[-1:] != [""] and (kept or not first)):
            kept.append(line)
    return kept


def _at(indent: int, line: str) -> str:
    """A line at a depth; a blank one stays blank."""
    return " " * indent + line if line else ""


def _ended(lines: list[str]) -> str:
    """The lines as a file that ends with one line end."""
    kept = _trimmed(lines, first=True)
    return "\n".join(kept).rstrip("\n") + "\n" if any(kept) else ""
