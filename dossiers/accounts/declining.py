"""The answer "no" to somebody at the door, as a value with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from texts import Text


@dataclass(frozen=True, slots=True)
class Declined:
    """Somebody was not let in, or a password was not taken.

    Attributes:
        texts: why, in sentences; none of them says whether there is such an account.
        wait: seconds after which it may be tried again; 0 for at once.
    """

    texts: tuple[Text, ...]
    wait: int = 0
