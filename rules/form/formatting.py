"""The files of policy staff in one stable form, with every comment kept.

What is changed: indentation (two blanks a level, lists one level in), blanks inside `{}` and `[]`,
double quotes where single ones are not needed, the order of keys that the format itself names
(`rules.form.layout`), whatever is wider than 100 characters (`rules.form.folding`), runs of
blank lines, line ends, and the line that tells editors the schema, which comes first.  What is
not: any value, any word of a comment, and whether a group stands on one line or on several where
it fits.

Invariants, which properties hold the module to: what the strict reader reads is the same before and
after; so are the words of comments; formatting twice is formatting once.

    >>> print(formatted("b:   {c: 'd',e: [f,g]}   # why", file="a.yaml"), end="")
    b: {c: "d", e: [f, g]}  # why
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import PurePath

import yaml

from rules.errors import RulesFileError
from rules.form.folding import WIDEST, commented, folded_text, moved_text
from rules.form.layout import FORMS, Form, Group, form_of, root_of
from rules.form.remarks import Comment, Remarks, comments_of
from texts import FileMistakesError, reading

STEP = 2
HINT = re.compile(r"# yaml-language-server: \$schema=(?P<folder>[^#\s]*?)(?P<name>[^/#\s]+)")
"""The line that tells editors which schema a file has."""
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def formatted(text: str | bytes, *, file: str, forms: Mapping[str, Form] = FORMS) -> str:
    """A file in its stable form.

    About 0.1 s for a file of 400 lines.  An empty file stays empty.

    Args:
        text: its content.
        file: its name, for the places of mistakes; where it stands in the folder of its kind, the
            line for editors is added if it is absent.
        forms: the kinds of files that are known; a file of another kind keeps its order of keys.

    Raises:
        RulesFileError: it is not YAML, or uses what the strict reader refuses.
    """
    try:
        before = reading.parse(text, file=file)
    except FileMistakesError as wrong:
        raise RulesFileError(wrong.mistakes) from None
    decoded = text.decode() if isinstance(text, bytes) else text
    plain = decoded.replace("\r\n", "\n").replace("\r", "\n")
    after = _Page(plain, forms, PurePath(file).parent.name).written()
    # Invariant: nothing but the form has changed; a mistake here must never reach a file of law.
    assert reading.parse(after, file=file).plain() == before.plain()
    assert sorted(_said(after)) == sorted(_said(plain))
    return after


def _said(text: str) -> Iterator[str]:
    """The words of the comments of a file, the line for editors aside."""
    for one in comments_of(text):
        if not HINT.fullmatch(one.text):
            yield from one.text.lstrip("#").split()


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
        hint: the line for editors with its line end; empty where the file has none.
        text: the rest of the file, with plain line ends.
        lines: its lines.
        forms: the kinds of files that are known.
        root: its outermost node; None where nothing but comments is in it.
        entries: the entries of each node, by the identity of the node.
        waiting: comments on lines of their own that were not yet tied to an entry.
        behind: comments behind something.
        line: the first line that was not yet looked at.
        last: for each line, the entry that was last seen on it.
        loose: comments for which there is no entry.
        footer: the lines below the last entry.
    """

    def __init__(self, text: str, forms: Mapping[str, Form], folder: str) -> None:
        """Read the nodes, and tie each comment to one of them."""
        self.root = yaml.compose(text, Loader=yaml.CSafeLoader)
        self.values = _singles(self.root)
        self.forms = forms
        self.hint, self.text = _hinted(text, form_of(self.values, forms), folder)
        if self.text != text:
            self.root = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        text = self.text
        self.lines = text.split("\n")
        self.entries: dict[int, list[_Entry]] = {}
        comments = comments_of(text)
        self.waiting = [one for one in comments if one.alone]
        self.behind = [one for one in comments if not one.alone]
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
            return self.hint + _ended(commented([*self.footer, *self.loose], indent=0))
        lines = self._whole(self.root, root_of(self.values, self.forms))
        loose, footer = (commented(one, indent=0) for one in (self.loose, self.footer))
        return self.hint + _ended([*loose, *lines, *footer])

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
        return self._folded(node, STEP) or [self._flow(node, group)]

    def _block(self, node: yaml.Node, indent: int, group: Group) -> list[str]:
        """The lines of a group or list that stands on several lines."""
        lines: list[str] = []
        for entry in self._ordered(node, group):
            inside = group if entry.key is None else group.below(entry.key.value)
            above = entry.remarks.before if lines else _trimmed(entry.remarks.before, first=True)
            lines += commented(above, indent=indent)
            if entry.key is None:
                lines += self._item(entry, indent, inside)
            else:
                lines += self._pair(entry, indent, inside)
        return lines

    def _ordered(self, node: yaml.Node, group: Group) -> list[_Entry]:
        """The entries of a node in the order in which they are written."""
        entries = self.entries[id(node)]
        if isinstance(node, yaml.SequenceNode):
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
        remarks = [*(line.strip() for line in above), *entry.remarks.behind]
        return [
            *commented(remarks, indent=indent),
            f"{head} {first[indent + STEP :]}",
            *rest,
        ]

    def _valued(self, head: str, entry: _Entry, indent: int, group: Group) -> list[str]:
        """A head with its value behind it, or below it; too long a comment behind it goes above."""
        first, *rest = self._lines(head, entry.value, indent + STEP, group)
        behind = "".join(f"  {line}" for line in entry.remarks.behind)
        if behind and len(first + behind) > WIDEST:
            return [*commented(entry.remarks.behind, indent=indent), first, *rest]
        return [first + behind, *rest]

    def _lines(self, head: str, node: yaml.Node, indent: int, group: Group) -> list[str]:
        """A head with its value, whose further lines have a depth."""
        if _children(node) and not self._fits(node, len(head) + 1, group):
            return [head, *self._block(node, indent, group)]
        line = f"{head} {self._flow(node, group)}".rstrip()
        folded = self._folded(node, indent, wide=len(line) > WIDEST)
        return [f"{head} {folded[0]}", *folded[1:]] if folded else [line]

    def _folded(self, node: yaml.Node, indent: int, *, wide: bool = False) -> list[str]:
        """The lines of a text that stands on several, or is too wide for one; else none."""
        if not isinstance(node, yaml.ScalarNode):
            return []
        if node.style in {"|", ">"}:
            return moved_text(node, self.text, indent)
        return folded_text(str(node.value), indent=indent) if wide else []

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


def _singles(root: yaml.Node | None) -> dict[str, str]:
    """The keys of the outermost group, each with its value, empty for a group or a list."""
    return {
        str(key.value): str(value.value) if isinstance(value, yaml.ScalarNode) else ""
        for key, value in (_children(root) if root is not None else ())
        if key is not None
    }


def _hinted(text: str, form: Form | None, folder: str) -> tuple[str, str]:
    """The line for editors, with the schema of the form, and the file without that line.

    The folder that staff wrote before the name of the schema stays: only they know where it lies.
    """
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line[:1] not in {"", "#"}), len(lines))
    top = [(n, found) for n in range(first) if (found := HINT.fullmatch(lines[n].rstrip()))]
    if top:
        at, found = top[0]
        name = form.hint if form is not None and form.hint else found["name"]
        return _hint(f"{found['folder']}{name}"), "\n".join([*lines[:at], *lines[at + 1 :]])
    if form is not None and form.hint and form.folder == folder:
        return _hint(f"../{form.hint}"), text
    return "", text


def _hint(schema: str) -> str:
    """The line for editors."""
    return f"# yaml-language-server: $schema={schema}\n"


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


def _trimmed(lines: list[str], *, first: bool) -> list[str]:
    """Lines with no two blank ones in a row, and none at the beginning of a group."""
    kept: list[str] = []
    for line in lines:
        if line or (kept[-1:] != [""] and (kept or not first)):
            kept.append(line)
    return kept


def _ended(lines: list[str]) -> str:
    """The lines as a file that ends with one line end."""
    kept = _trimmed(lines, first=True)
    return "\n".join(kept).rstrip("\n") + "\n" if any(kept) else ""
