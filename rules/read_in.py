"""Where a source was read, in words: what the key of a source stands for.

The key is part of the files of rules (`T-15ff`); people are told what it is.  The words are data in
`read_in.yaml`; a key of a shipped file without them fails the suite.

    >>> read_in("LAW22").en
    'the full text of Law 06/2022/QH15'
    >>> read_in("somewhere") is None
    True
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Literal

from rules.errors import RulesFileError
from texts import Text
from texts.reading import Closed, Words, read_model

FILE = "read_in.yaml"


class Register(Closed):
    """The file of keys.

    Attributes:
        kind: the version of this file format.
        keys: what each key stands for.
    """

    kind: Literal["read_in/v1"]
    keys: Mapping[Words, Text]


def read_in(key: str) -> Text | None:
    """What a key stands for; None for a key that no shipped file names."""
    return _keys().get(key)


@lru_cache(maxsize=1)
def _keys() -> Mapping[str, Text]:
    """What every key stands for."""
    text = resources.files("rules").joinpath(FILE).read_bytes()
    read, _ = read_model(text, file=FILE, model=Register, error=RulesFileError)
    return read.keys
