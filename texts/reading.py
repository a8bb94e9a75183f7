r"""Strict reading of the YAML files of staff: text in, a model out, or every mistake at once.

What makes it strict, each against a trap that ordinary YAML readers fall into:

* every scalar stays the text that was written: `on`, `no`, `010` and `12:30` mean themselves, and
  only the model that is being read decides what is a number, a flag or a day;
* repeated keys, aliases, anchors and tags are mistakes, so nothing is dropped, multiplied or run;
* size, depth and number of nodes are bounded before anything is built;
* text must be UTF-8 in composed form (NFC): two letters that look the same must be the same.

JSON files (RFC 8259) are read by the same reader, with one exception: a character beyond the Basic
Multilingual Plane is written as itself, not as a pair of `\u` escapes.

This reader is not for data that programs exchange; it trades speed and leniency for mistakes that
the people who keep a file understand.  It opens no file and fetches nothing: whoever calls it
brings the content, and a name for places.

    >>> from pydantic import create_model
    >>> from texts import FileMistakesError
    >>> Notice = create_model("Notice", __base__=Closed, number=Words, issued=Day)
    >>> notice, _ = read_model("number: 010\nissued: 2025-03-12", file="notice.yaml", model=Notice)
    >>> notice
    Notice(number='010', issued=datetime.date(2025, 3, 12))
    >>> try:
    ...     read_model("{number: 010, issued: 2025-02-31}", file="notice.yaml", model=Notice)
    ... except FileMistakesError as wrong:
    ...     print(wrong.mistakes[0].place, wrong.mistakes[0].code)
    notice.yaml:1:23 not-day
"""

from __future__ import annotations

from texts.fields import Closed, Day, Flag, Name, Whole, Words, bounded, wrong
from texts.tree import Tree
from texts.validation import explained, explained_by_field, model_of, read_model
from texts.yaml_text import parse

__all__ = [
    "Closed",
    "Day",
    "Flag",
    "Name",
    "Tree",
    "Whole",
    "Words",
    "bounded",
    "explained",
    "explained_by_field",
    "model_of",
    "parse",
    "read_model",
    "wrong",
]
