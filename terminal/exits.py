"""How a command ends: the exit codes, and the one line on stderr for everything a person can cause.

The codes are part of the interface; `docs/exit-codes.md` explains each to those who write scripts.
They tell apart what a script would do next: ask somebody (1), mend the command (2) or the file (3),
look for the number (4), look again and decide (5), call whoever keeps the database (6).
"""

from __future__ import annotations

from enum import IntEnum

from texts import FileMistakesError, Text


class Exit(IntEnum):
    """What the exit code of a command means.

    In every case other than `DONE` the database is as it was before; only of a connection that was
    lost at a commit nobody knows, and a list of answers may lack what was recorded.  Both messages
    say so (`STORAGE`).

    >>> int(Exit.NO), Exit.CONFLICT.name
    (1, 'CONFLICT')
    """

    DONE = 0
    """Done; or the answer is yes."""
    NO = 1
    """The question's answer is no: refused, not eligible, mistakes found, history differs."""
    USAGE = 2
    """The command was written wrongly: an unknown word, a missing argument, no such day."""
    INPUT = 3
    """A file that was given cannot be used."""
    NOT_FOUND = 4
    """There is no such dossier."""
    CONFLICT = 5
    """Somebody else was faster, or a number, a key or a port is taken."""
    STORAGE = 6
    """The database is missing, out of reach, read-only, full, busy, damaged, or not ours; where it
    lies, its newest history or its clock cannot be relied on."""
    INTERRUPTED = 130
    """Ctrl-C."""


def ending_of(error: Exception) -> tuple[Exit, Text] | None:
    """The exit code and the sentence for an expected error; None for a bug, which must show itself.

    Every expected error carries its sentence in both languages as `text`.

    >>> from dossiers.errors import StaleDossierError
    >>> code, text = ending_of(StaleDossierError("CSTDCS-2024-0001"))
    >>> code.name, text.en.split(";")[0]
    ('CONFLICT', 'Somebody else has just moved dossier CSTDCS-2024-0001')
    >>> ending_of(ZeroDivisionError()) is None
    True
    """
    text = getattr(error, "text", None)
    if not isinstance(text, Text):
        return None
    return _code(error), text


def _code(error: Exception) -> Exit:
    """The code of an error with a sentence; one that no line names was a wrong word typed."""
    # Imported here, when something has gone wrong, so that a help page does not pay for it.
    from desk.trouble import PortTakenError  # noqa: PLC0415 -- see above
    from dossiers import errors  # noqa: PLC0415
    from dossiers.asking import QueryError  # noqa: PLC0415
    from dossiers.spreading import WorkersError  # noqa: PLC0415

    codes: tuple[tuple[type[Exception], Exit], ...] = (
        (QueryError, Exit.USAGE),
        (FileMistakesError, Exit.INPUT),
        (errors.PlanError, Exit.INPUT),
        (errors.TransitionRefusedError, Exit.NO),
        (errors.DossierErasedError, Exit.NO),
        (errors.CannotTellError, Exit.NO),
        (errors.DossierNotFoundError, Exit.NOT_FOUND),
        (errors.ConflictError, Exit.CONFLICT),
        (errors.NumberTakenError, Exit.CONFLICT),
        (PortTakenError, Exit.CONFLICT),
        (errors.UnknownDatabaseError, Exit.USAGE),
        (errors.StoreError, Exit.STORAGE),
        (WorkersError, Exit.STORAGE),
        (errors.HistoryError, Exit.STORAGE),
    )
    return next((code for kind, code in codes if isinstance(error, kind)), Exit.USAGE)
