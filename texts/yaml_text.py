r"""YAML text to a `Tree`: what a strict reader must refuse is refused here, all of it at once.

The text passes four gates, each of which lets nothing through that the next one would trip over:

1. bytes: at most 1 MiB, and UTF-8 (RFC 3629);
2. characters: nothing that is not seen, everything in composed form (NFC, Unicode Annex 15);
3. events of the YAML parser: syntax, depth, number, anchors, aliases, tags, one document;
4. nodes: keys are words and stand once, and no escape brings in what gate 2 keeps out.

Mistakes of one gate are told together; a later gate is not asked about a text that an earlier one
refused.  Only safe machinery of PyYAML is used.  Nodes are put together while gate 3 looks at the
events and only as far as it lets them through; an alias stands for nothing, so an alias bomb or a
deep nest costs no memory.

What a word means is not decided here: `1`, `on` and `2025-01-15` are three words.

    >>> try:
    ...     parse("tỷ lệ: 80\ntỷ lệ: 90", file="quorum.yaml")
    ... except FileMistakesError as wrong:
    ...     print(wrong.text.vi)
    quorum.yaml:2:1: repeated-key: khóa 'tỷ lệ' đã có ở dòng 1; hãy giữ một trong hai
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import yaml

from texts.bilingual import Text
from texts.composing import Composing
from texts.mistakes import FileMistakesError, Mistake, Place
from texts.tree import Tree, place_of
from texts.yaml_problems import problem_of

LARGEST = 1_048_576
"""Bytes of a file that are read; a rules file of a whole ministry is a tenth of it."""
DEEPEST = 24
"""Groups and lists within each other."""

MOST_NODES = 50_000
"""Words, groups and lists of one file, keys included."""

PLAIN_TAGS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff"
    "\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, marks that change what a reader sees without being seen, and no characters.

The last are lone surrogates, which UTF-8 cannot write, and U+FFFE and U+FFFF, which YAML forbids.
"""

TOO_LARGE = Text(
    vi="tệp lớn hơn {limit} byte; hãy chia nhỏ tệp",
    en="the file is larger than {limit} bytes; split it",
)
NOT_UTF8 = Text(
    vi="tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8",
    en="the file is not UTF-8; save it as UTF-8",
)
NOT_NFC = Text(
    vi="chữ '{words}' viết bằng dấu rời (Unicode tổ hợp); hãy gõ lại bằng Unicode dựng sẵn (NFC)",
    en="'{words}' is written with separate marks; type it again in composed Unicode (NFC)",
)
HIDDEN = Text(
    vi="có ký tự ẩn U+{code}; hãy xóa nó", en="there is a hidden character U+{code}; delete it"
)
ALIAS = Text(
    vi="không dùng bí danh hay neo (& và *); hãy viết giá trị ra đầy đủ",
    en="aliases and anchors (& and *) are not used; write the value out",
)
TAG = Text(
    vi="không dùng thẻ kiểu '{words}'; hãy xóa thẻ",
    en="type tags such as '{words}' are not used; delete it",
)
TWICE = Text(
    vi="khóa '{words}' đã có ở dòng {line}; hãy giữ một trong hai",
    en="the key '{words}' already stands in line {line}; keep one of them",
)
KEY = Text(
    vi="khóa phải là một từ, không phải nhóm hay danh sách",
    en="a key is a word, not a group or a list",
)
DEEP = Text(vi="lồng sâu quá {limit} tầng", en="nested deeper than {limit} levels")
MANY = Text(
    vi="quá {limit} giá trị; hãy chia nhỏ tệp", en="more than {limit} values; split the file"
)
SECOND = Text(
    vi="tệp chỉ được có một tài liệu; hãy xóa '---' này",
    en="a file holds one document; delete this '---'",
)
SYNTAX = Text(vi="cú pháp YAML sai tại đây: {problem}", en="this is not YAML: {problem}")


def parse(text: str | bytes, *, file: str) -> Tree:
    """Read YAML or JSON without interpreting a single scalar.

    Args:
        text: the content of the file; bytes are taken as UTF-8, without a byte order mark.
        file: its name, for places; no file is opened.

    Raises:
        FileMistakesError: it is too large, not UTF-8, not composed Unicode, not YAML, too
            deep, or uses a repeated key, an alias, an anchor, a tag or a second document.

    >>> parse("on: no", file="a.yaml").plain()
    {'on': 'no'}
    >>> parse(b'{"votes": {"cast": 9, "of": [11, null]}}', file="a.json").plain()
    {'votes': {'cast': '9', 'of': ['11', None]}}
    """
    decoded = _decoded(text, file)
    _stop_at(_wrong_characters(decoded, file))
    root = _composed(decoded, file)
    _stop_at(_wrong_nodes(root, file))
    return Tree(file, root)


def _decoded(text: str | bytes, file: str) -> str:
    """The text of a file of bearable size.

    Raises:
        FileMistakesError: there are more than `LARGEST` bytes, or they are not UTF-8; then the
            column counts bytes, for without a text there are no characters to count.
    """
    size = len(text) if isinstance(text, bytes) else len(text.encode(errors="replace"))
    if size > LARGEST:
        raise FileMistakesError([_mistake(file, 1, 1, "too-large", TOO_LARGE.fill(limit=LARGEST))])
    if isinstance(text, str):
        return text
    try:
        return text.decode()
    except UnicodeDecodeError as wrong:
        line = text.count(b"\n", 0, wrong.start) + 1
        column = wrong.start - (text.rfind(b"\n", 0, wrong.start) + 1) + 1
        raise FileMistakesError([_mistake(file, line, column, "not-utf8", NOT_UTF8)]) from wrong


def _wrong_characters(text: str, file: str) -> Iterator[Mistake]:
    """Every hidden character, and for each line the first word that is not composed.

    Lines end at line feeds; a carriage return before one belongs to the end of the line.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        for found in CONTROL.finditer(line.removesuffix("\r")):
            code = f"{ord(found[0]):04X}"
            yield _mistake(
                file, number, found.start() + 1, "hidden-character", HIDDEN.fill(code=code)
            )
        if not unicodedata.is_normalized("NFC", line):
            yield _not_composed(line, file, number)


def _not_composed(line: str, file: str, number: int) -> Mistake:
    """The mistake of the first word in a line that is not composed; it is shown composed."""
    for word in re.finditer(r"\S+", line):
        if not unicodedata.is_normalized("NFC", word[0]):
            words = unicodedata.normalize("NFC", word[0])[:60]
            text = NOT_NFC.fill(words=words)
            return Mistake(Place(file, number, word.start() + 1), "not-composed", text, words)
    return _mistake(file, number, 1, "not-composed", NOT_NFC.fill(words=line[:60]))


def _composed(text: str, file: str) -> yaml.Node | None:
    """The nodes of a text in which no event shows a mistake; None for an empty one.

    Raises:
        FileMistakesError: one does: syntax, aliases, tags, depth, number.
    """
    composing, mistakes, documents = Composing(), list[Mistake](), 0
    loader = yaml.CSafeLoader(text)
    try:
        for event in iter(loader.get_event, None):
            documents += type(event) is yaml.DocumentStartEvent
            if documents > 1 or _is_marked(event):
                mistakes.extend(_wrong_event(event, file, documents))
            composing.take(event)
            if len(composing.waiting) > DEEPEST or composing.count > MOST_NODES:
                mistakes.append(_bound(event, file, len(composing.waiting)))
                break
    except yaml.MarkedYAMLError as wrong:
        mistakes.append(_syntax(wrong, file))
    finally:
        loader.dispose()
    _stop_at(mistakes)
    return composing.root


def _is_marked(event: yaml.Event) -> bool:
    """Whether an event of the parser carries an anchor, an alias or a tag."""
    return getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None


def _wrong_event(event: yaml.Event, file: str, documents: int) -> Iterator[Mistake]:
    """What one event of the parser shows: a second document, an anchor or alias, a tag.

    Tags that say what the thing is anyway (`!`, `!!str`, `!!map`, `!!seq`) are let pass.
    """
    line, column = _start(event)
    if isinstance(event, yaml.DocumentStartEvent) and documents > 1:
        yield _mistake(file, line, column, "second-document", SECOND)
    if getattr(event, "anchor", None) is not None:
        yield _mistake(file, line, column, "alias", ALIAS)
    tag = getattr(event, "tag", None)
    if tag is not None and not (tag == "!" or tag in PLAIN_TAGS):
        yield Mistake(Place(file, line, column), "tag", TAG.fill(words=tag), tag)


def _start(event: yaml.Event) -> tuple[int, int]:
    """Line and column at which an event begins, both counted from 1 (the parser counts from 0)."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _bound(event: yaml.Event, file: str, depth: int) -> Mistake:
    """The mistake of a file that is too deep or holds too many values, where it became so."""
    line, column = _start(event)
    if depth > DEEPEST:
        return _mistake(file, line, column, "too-deep", DEEP.fill(limit=DEEPEST))
    return _mistake(file, line, column, "too-many", MANY.fill(limit=MOST_NODES))


def _syntax(wrong: yaml.MarkedYAMLError, file: str) -> Mistake:
    """What the parser has to say of a text that is not YAML, in our words and at its place."""
    mark = wrong.problem_mark or wrong.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return _mistake(file, line, column, "syntax", SYNTAX.fill(problem=problem_of(wrong.problem)))


def _wrong_nodes(root: yaml.Node | None, file: str) -> Iterator[Mistake]:
    """What shows only in nodes: repeated keys, keys that are no words, and what escapes hide.

    The nodes wait in a list and are not walked by calls, so depth costs no stack.
    """
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            yield from _wrong_keys(node, file)
            waiting.extend(part for entry in node.value for part in entry)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.ScalarNode) and node.style == '"':
            yield from _wrong_escapes(node, file)


def _wrong_escapes(node: yaml.ScalarNode, file: str) -> Iterator[Mistake]:
    r"""What escapes such as `\u202e` have brought into words, which the text did not show."""
    hidden = CONTROL.search(node.value)
    if hidden is not None:
        code = f"{ord(hidden[0]):04X}"
        yield Mistake(place_of(node, file), "hidden-character", HIDDEN.fill(code=code))
    if not unicodedata.is_normalized("NFC", node.value):
        words = unicodedata.normalize("NFC", node.value)[:60]
        yield Mistake(place_of(node, file), "not-composed", NOT_NFC.fill(words=words), words)


def _wrong_keys(node: yaml.MappingNode, file: str) -> Iterator[Mistake]:
    """Keys of one group that are no words, or stand in it for a second time."""
    words = {name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode)}
    if len(words) == len(node.value):
        return
    seen: dict[str, int] = {}
    for name, _ in node.value:
        place = place_of(name, file)
        if not isinstance(name, yaml.ScalarNode):
            yield Mistake(place, "key-not-a-word", KEY)
        elif name.value in seen:
            text = TWICE.fill(words=name.value, line=seen[name.value])
            yield Mistake(place, "repeated-key", text, name.value)
        else:
            seen[name.value] = place.line


def _mistake(file: str, line: int, column: int, code: str, text: Text) -> Mistake:
    """A mistake that has no words of the file to show."""
    return Mistake(Place(file, line, column), code, text)


def _stop_at(mistakes: Iterator[Mistake] | list[Mistake]) -> None:
    """Refuse the file if there is any mistake.

    Raises:
        FileMistakesError: there is one; it carries them all.
    """
    found = list(mistakes)
    if found:
        raise FileMistakesError(found)
