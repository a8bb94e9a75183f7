"""A request that a signer, a witness or a reader of proofs does not follow, and why.

A refusal is a value (ADR 0004): it is what these three are there for.

    >>> Refused("smaller", Text("sổ ngắn lại", "the log became shorter")).text.en
    'the log became shorter'
"""

from __future__ import annotations

from dataclasses import dataclass

from texts import Text


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer no.

    Attributes:
        code: a stable name of the reason.
        text: the reason, and what to do, in both languages.
    """

    code: str
    text: Text
