"""The workflow files that come with the program.

A shipped file is read like any other and has no rights of its own.  It is given out as bytes, since
what judged a dossier is pinned by the digest of its exact bytes (ADR 0007).  Which workflow governs
a dossier is decided elsewhere.

    >>> shipped("provincial-award").splitlines()[1]
    b'kind: workflow/v1'
"""

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
        UnknownWorkflowError: no shipped workflow has this name; so no name reaches another file.

    >>> try:
    ...     shipped("provincial_award")
    ... except UnknownWorkflowError as wrong:
    ...     print(wrong.nearest)
    provincial-award
    """
    names = shipped_names()
    if name not in names:
        raise UnknownWorkflowError(name, names, nearest(name, names))
    return (FOLDER / f"{name}{SUFFIX}").read_bytes()
