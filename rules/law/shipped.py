"""The law versions, rules and worked examples that come with the program, as exact bytes."""

from __future__ import annotations

from functools import cache
from importlib import resources

from rules.errors import UnknownAwardError

HOME = resources.files("rules")
AWARDS = HOME / "awards"
RULES = ".yaml"
EXAMPLES = ".tests.yaml"


def shipped_laws() -> bytes:
    """The file of law versions."""
    return (HOME / "laws.yaml").read_bytes()


@cache
def shipped_awards() -> tuple[str, ...]:
    """The codes of the awards that have rules, in alphabetical order.

    >>> {"CSTDCS", "CSTD_TINH", "CO_TINH"} <= set(shipped_awards())
    True
    """
    names = (one.name for one in AWARDS.iterdir())
    files = (name for name in names if name.endswith(RULES) and not name.endswith(EXAMPLES))
    return tuple(sorted(_code(name) for name in files))


def shipped(code: str) -> tuple[str, bytes]:
    """The name and the bytes of the rules of an award.

    Raises:
        UnknownAwardError: no award has this code; the nearest one is named.
    """
    return _file(code, RULES)


def shipped_examples(code: str) -> tuple[str, bytes]:
    """The name and the bytes of the worked examples of an award.

    Raises:
        UnknownAwardError: no award has this code; the nearest one is named.
    """
    return _file(code, EXAMPLES)


def _file(code: str, ending: str) -> tuple[str, bytes]:
    """A file of an award, by how its name ends."""
    known = shipped_awards()
    if code not in known:
        raise UnknownAwardError(code, known)
    name = code.lower().replace("_", "-") + ending
    return f"rules/awards/{name}", (AWARDS / name).read_bytes()


def _code(name: str) -> str:
    """The code that the name of a rules file stands for."""
    return name.removesuffix(RULES).upper().replace("-", "_")
