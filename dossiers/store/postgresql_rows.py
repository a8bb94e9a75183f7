r"""Row-level security: a second lock on the dossiers of each unit, held by PostgreSQL itself.

The first lock is that every statement names the units it asks for (`dossiers.store.scoped`).  Here
the server leaves out rows of all others, whatever is asked, so that a statement of ours that
forgot the unit, or one that somebody slipped in, still finds nothing.

A connection says whose dossiers it shows by the setting `tdkt.units`: every unit by a star, or some
by their ids, each on a line of its own.  Before it has said so it shows none; but the sequencer and
auditors, whose work is the whole record, see all of it unless they narrow themselves.

What is of the house has an empty unit and is shown to whoever is shown anything.

    >>> from dossiers.scope import EVERYTHING
    >>> shown(EVERYTHING, only_now=False)
    "SET tdkt.units = E'*'"
    >>> shown(Scope(frozenset({"sct-bk"})), only_now=True)
    "SET LOCAL tdkt.units = E'\\nsct-bk'"
    >>> sorted(POLICIES)[:3]
    ['claim', 'command', 'disclosure']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dossiers.scope import Scope

if TYPE_CHECKING:
    import psycopg

SETTING = "tdkt.units"
ALL = "*"
POLICY, WHOLE = "tdkt_units", "tdkt_whole"

SAID = f"(SELECT current_setting('{SETTING}', true))"
UNITS = f"(SELECT string_to_array(current_setting('{SETTING}', true), E'\\n'))"
SHOWN = f"{SAID} = '{ALL}'"
OPEN = f"COALESCE({SAID}, '') = ANY (ARRAY['', '{ALL}'])"
"""To whom all is shown by role: as long as nothing narrower was said."""


def _by_unit(column: str) -> str:
    """That a row is of one of the units."""
    return f"{SHOWN} OR {column} = ANY ({UNITS}::text[])"


def _by_stream(table: str, column: str) -> str:
    """That a row is of a dossier that is shown, for the policy of `dossier` holds in here too."""
    named = f"{table}.{column}"
    owners = ("dossier", "mandate", "publication")
    owned = (f"EXISTS (SELECT 1 FROM {owner} o WHERE o.id = {named})" for owner in owners)  # noqa: S608 -- names of ours
    return " OR ".join([SHOWN, *owned])


POLICIES: Mapping[str, str] = {
    "dossier": _by_unit("unit"),
    "sought": _by_unit("unit"),
    "mandate": _by_unit("unit"),
    "command": _by_unit("tenant"),
    "number": _by_stream("number", "dossier"),
    "word": _by_stream("word", "dossier"),
    "duty": _by_stream("duty", "dossier"),
    "claim": _by_stream("claim", "dossier"),
    "event": _by_stream("event", "stream"),
    "disclosure": _by_stream("disclosure", "subject"),
}
"""The tables that tell of dossiers, each with what a row must be to be shown or written."""

FOUND = f"""SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
    p.polpermissive AND p.polcmd = '*' AND p.polroles = '{{0}}' AND p.polwithcheck IS NULL,
    pg_get_expr(p.polqual, p.polrelid)
FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = '{POLICY}'
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"""  # noqa: S608 -- names of ours
OTHERS = f"""SELECT c.relname, p.polname, pg_get_expr(p.polqual, p.polrelid)
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = current_schema()::regnamespace AND p.polpermissive
    AND p.polname <> '{POLICY}'"""  # noqa: S608 -- names of ours
PASSES = """SELECT current_user FROM pg_roles
WHERE rolname = current_user AND rolbypassrls AND NOT rolsuper"""
LAYOUT = re.compile(r"::\w+(\[\])?| AS \w+|\bE(?=')|\\n|\s|[()\[\]]")
"""What the server adds to an expression, or writes otherwise from release to release."""


def shown(scope: Scope, *, only_now: bool) -> str:
    """The statement by which a connection says whose dossiers it shows.

    Args:
        scope: whose.
        only_now: whether for its transaction, or until it says otherwise.
    """
    # The empty line in front is the house; so no scope is ever nothing at all, which says less.
    words = ALL if scope.units is None else "\n".join(["", *sorted(scope.units)])
    quoted = words.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n")
    return f"SET {'LOCAL ' if only_now else ''}{SETTING} = E'{quoted}'"


def guards() -> Iterator[str]:
    """What puts the lock on, for everybody, the owner of the tables included."""
    for table, shows in POLICIES.items():
        yield f"DROP POLICY IF EXISTS {POLICY} ON {table}"
        yield f"CREATE POLICY {POLICY} ON {table} USING ({shows})"
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"


def rights(*roles: str) -> Iterator[str]:
    """What shows roles the whole record; no role passes the lock by."""
    for table in POLICIES:
        yield f"DROP POLICY IF EXISTS {WHOLE} ON {table}"
        yield f"CREATE POLICY {WHOLE} ON {table} TO {', '.join(roles)} USING ({OPEN})"


def missing(driver: psycopg.Connection) -> Iterator[str]:
    """The locks that are not on, or let through more than this release lets, by name.

    `rows_of_TABLE` is the lock of a table, `further_policy_NAME` a way past it that somebody made,
    `passes_rows_NAME` that the account we are connected by is not held by any.
    """
    found = {row[0]: tuple(row[1:]) for row in driver.execute(FOUND.encode()).fetchall()}
    for table, shows in POLICIES.items():
        forced, everybody, says = found.get(table, (False, False, ""))
        if not (forced and everybody and _bare(says) == _bare(shows)):
            yield f"rows_of_{table}"
    for table, name, says in driver.execute(OTHERS.encode()).fetchall():
        if table in POLICIES and (name != WHOLE or _bare(says) != _bare(OPEN)):
            yield f"further_policy_{name}"
    for (account,) in driver.execute(PASSES.encode()).fetchall():
        yield f"passes_rows_{account}"


def _bare(says: str | None) -> str:
    """An expression without what the server lays out as it likes."""
    return LAYOUT.sub("", says or "")
