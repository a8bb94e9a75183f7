"""The workflow files that come with the program."""

from __future__ import annotations

from importlib import resources

from texts import nearest
from workflow.errors import UnknownWorkflowError

SUFFIX = ".yaml"
FOLDER = resources.files("workflow") / "definitions"


def shipped_names() -> tuple[str, ...]:
    """The names of the shipped workflows, in alphabetical order.

    >>> "provincial-award" in shipped_names()
    True
    """
    files = (one.name for one in FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in files if name.endswith(SUFFIX)))


def shipped(name: str) -> bytes:
    """The exact bytes of a shipped workflow file; what judges a dossier is stored as bytes.

    Raises:
        UnknownWorkflowError: no shipped workflow has this name.
    """
    names = shipped_names()
    if name not in names:
        raise UnknownWorkflowError(name, names, nearest(name, names))
    return (FOLDER / f"{name}{SUFFIX}").read_bytes()
