"""A process speaks one language, and a test process both: help pages are made in Vietnamese first.

A help page keeps the language in which its module was imported.  A test that runs commands in
English has all of them imported before, so that no later test finds an English page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from terminal.audit_homes import AUDIT
from terminal.db_homes import DB
from terminal.language import settle
from terminal.mandate_homes import MANDATE
from terminal.running import DOSSIER, ROOT, RULES, WORKFLOW
from terminal.user_homes import USER


@contextmanager
def help_pages_in_vietnamese() -> Iterator[None]:
    """Import every command in Vietnamese, and speak Vietnamese again at the end."""
    settle(["--lang", "vi"], {})
    for homes in (ROOT, DOSSIER, MANDATE, USER, RULES, WORKFLOW, AUDIT, DB):
        for home in homes.values():
            import_module(home.place.partition(":")[0])
    try:
        yield
    finally:
        settle(["--lang", "vi"], {})
