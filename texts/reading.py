"""Strict reading of the YAML files that staff keep: text in, a model out, or every mistake at once.

What makes it strict, each against a trap that ordinary YAML readers fall into:

* every scalar stays the text that was written: `on`, `no`, `010` and `12:30` mean themselves, and
  only the model that is being read decides what is a number, a flag or a day;
* repeated keys, aliases, anchors and tags are mistakes, so nothing is dropped, multiplied or run;
* size, depth and number of nodes are bounded before anything is built;
* text must be UTF-8 in composed form (NFC): two letters that look the same must be the same.

JSON files are read by the same reader.
"""

from __future__ import annotations

from texts.fields import Closed, Day, Flag, Name, Whole, Words, wrong
from texts.tree import Tree
from texts.validation import read_model
from texts.yaml_text import parse

__all__ = [
    "Closed",
    "Day",
    "Flag",
    "Name",
    "Tree",
    "Whole",
    "Words",
    "parse",
    "read_model",
    "wrong",
]
