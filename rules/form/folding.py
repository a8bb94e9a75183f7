r"""Long texts and long comments, folded so that no line is wider than it may be.

A text is folded at single blanks under the sign `>-`, which reads as the same text; a comment goes
on in the next line.  A single word that is too long stays whole.

    >>> print("\n".join(folded_text("một hai ba bốn năm", indent=2, widest=12)))
    >-
      một hai ba
      bốn năm
    >>> commented(["# một hai ba bốn", "# năm sáu."], indent=0, widest=12)
    ['# một hai ba', '# bốn năm', '# sáu.']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import yaml

WIDEST = 100
"""Characters that a line may fill."""

SIGN = re.compile(r"[|>]-?")
"""The signs of a text of several lines that are kept; any other is written in quotes."""
SINGLE = re.compile(r"(?<! ) (?! )")
"""A blank at which a text can be folded: several in a row would not be read again."""
PREFIX = re.compile(r"#+[!?:]?\s*")
WORD = re.compile(r"\S+\s*")


def folded_text(text: str, *, indent: int, sign: str = ">-", widest: int = WIDEST) -> list[str]:
    """A text on several lines that reads as the same text; none where it cannot be folded.

    Args:
        text: the text, without line ends.
        indent: the depth of its lines.
        sign: the sign above them, `>` or `>-`.
        widest: how many characters a line may fill.
    """
    words = SINGLE.split(text)
    if words == [text] or "\n" in text or text != text.strip():
        return []
    return _same([sign, *_filled(words, " ", indent, widest)], text + ("\n" if sign == ">" else ""))


def moved_text(node: yaml.ScalarNode, source: str, indent: int) -> list[str]:
    """The lines of a text of several lines at another depth; none where it is to be quoted.

    Lines that became too wide are filled anew; others stay as they were broken.  The text is read
    again at its new depth; where it would say anything else (blank lines at its end that count, a
    first line that is further in) there are no lines.

    Args:
        node: the text.
        source: the file in which it stands.
        indent: the depth of its lines.
    """
    written = source[node.start_mark.index : node.end_mark.index]
    header, *lines = written.rstrip("\n").split("\n")
    sign = SIGN.match(header)
    rest = header[sign.end() :] if sign else header
    if sign is None or not (not rest.strip() or rest.lstrip().startswith("#")):
        return []
    while lines and not lines[-1].strip():
        lines.pop()
    depth = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
    moved = [sign[0], *(_at(indent, line[depth:].rstrip(" ")) for line in lines)]
    value = str(node.value)
    if sign[0] in {">", ">-"} and any(len(line) > WIDEST for line in moved):
        return folded_text(value.rstrip("\n"), indent=indent, sign=sign[0]) or _same(moved, value)
    return _same(moved, value)


def commented(lines: Iterable[str], *, indent: int, widest: int = WIDEST) -> list[str]:
    """Comments and blank lines at a depth; what is too wide goes on in the next line.

    A comment that follows takes the rest in, if it goes on with the same sentence: after a blank
    one, or where it begins like an item of a list, the rest gets a line of its own.

    Args:
        lines: each comment with its `#`; empty for a blank line.
        indent: their depth.
        widest: how many characters a line may fill.
    """
    done: list[str] = []
    waiting = list(lines)
    while waiting:
        line = waiting.pop(0)
        kept, rest = _split(line, widest - indent)
        done.append(_at(indent, kept))
        if rest:
            waiting = _continued(rest, line, waiting)
    return done


def _continued(rest: str, line: str, following: Sequence[str]) -> list[str]:
    """The lines that follow a comment, with the rest of it before the words of the first."""
    prefix = _prefix(line)
    goes_on = following and _prefix(following[0]) == prefix
    words = following[0][len(prefix) :] if goes_on else ""
    if words[:1].isalnum() and not words[0].isdigit():
        return [f"{prefix}{rest} {words}", *following[1:]]
    return [f"{prefix}{rest}", *following]


def _split(line: str, widest: int) -> tuple[str, str]:
    """What of a comment fits on a line, and the rest of it."""
    prefix = _prefix(line)
    words = WORD.findall(line[len(prefix) :])
    if len(line) <= widest or not words[1:]:
        return line, ""
    width, many = len(prefix), 0
    for word in words:
        if many and width + len(word.rstrip()) > widest:
            break
        width, many = width + len(word), many + 1
    return (prefix + "".join(words[:many])).rstrip(), "".join(words[many:])


def _prefix(line: str) -> str:
    """The sign of a comment with the blanks behind it."""
    found = PREFIX.match(line)
    return found[0] if found else ""


def _filled(words: Iterable[str], between: str, indent: int, widest: int) -> Iterator[str]:
    """Lines that hold as many words as fit."""
    line = ""
    for word in words:
        longer = f"{line}{between}{word}" if line else word
        if line and indent + len(longer) > widest:
            yield _at(indent, line)
            longer = word
        line = longer
    yield _at(indent, line)


def _same(lines: list[str], value: str) -> list[str]:
    """The lines if they read as the value, else none."""
    read = yaml.compose("a: " + "\n".join(lines) + "\n", Loader=yaml.CSafeLoader)
    return lines if read is not None and read.value[0][1].value == value else []


def _at(indent: int, line: str) -> str:
    """A line at a depth; a blank one stays blank."""
    return " " * indent + line if line else ""
