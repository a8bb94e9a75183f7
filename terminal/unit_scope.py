"""`--unit-scope UNITS`: an installation that sees the dossiers of some units only.

Councils that share a database set it once, as TDKT_UNITS, in each of their installations; then no
command there finds, counts or writes anything of another unit (ADR 0046).  What is done to the
whole record says that it needs all of it.

Invariants:

* a variable that is set and names no unit is an error, never every unit;
* a command opens a database by `opened` or is one of those that need the whole.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import click

from dossiers.scope import EVERYTHING, NeedsWholeError, Scope
from terminal.language import said, say
from texts import Text

F = TypeVar("F", bound=Callable[..., Any])

VARIABLE = "TDKT_UNITS"
KEPT = "tdkt.units"
NO_UNIT = Text(
    vi="không nêu đơn vị nào; viết mã các đơn vị, cách nhau bằng dấu phẩy, ví dụ sct-bk,snv-bk",
    en="names no unit; write the ids of units with commas between them, such as sct-bk,snv-bk",
)


def scope_of(words: str) -> Scope:
    """The units that somebody typed, or that the variable names.

    Raises:
        click.BadParameter: there is none among them.

    >>> sorted(scope_of("snv-bk, sct-bk").units or ())
    ['sct-bk', 'snv-bk']
    """
    units = frozenset(word.strip() for word in words.split(",")) - {""}
    if not units or not all(unit.isprintable() for unit in units):
        raise click.BadParameter(said(NO_UNIT))
    return Scope(units)


def unit_scope_option(command: F) -> F:
    """`--unit-scope UNITS`, also read from TDKT_UNITS; `present_scope` has it."""
    return click.option(
        "--unit-scope",
        metavar=say("ĐƠN VỊ,...", "UNITS"),
        expose_value=False,
        is_eager=True,
        callback=_keep,
        help=say(
            f"Chỉ xem và ghi hồ sơ của các đơn vị này (hoặc biến {VARIABLE}).",
            f"See and write dossiers of these units only (or {VARIABLE}).",
        ),
    )(command)


def needs_whole(command: F) -> F:
    """Refuse a command that is done to the whole record where some units only are seen.

    Raises:
        NeedsWholeError: the variable names units.
    """

    @wraps(command)
    def checked(*given: object, **named: object) -> object:
        if VARIABLE in os.environ:
            raise NeedsWholeError
        return command(*given, **named)

    return cast("F", checked)


def present_scope() -> Scope:
    """Whose dossiers the command that runs may see."""
    context = click.get_current_context(silent=True)
    if context is None:
        return EVERYTHING
    return cast("Scope", context.meta.get(KEPT, EVERYTHING))


def _keep(context: click.Context, _option: click.Parameter, words: str | None) -> None:
    """Keep what was typed, or what the variable says, for as long as the command runs."""
    typed = os.environ.get(VARIABLE) if words is None else words
    if typed is not None:
        context.meta[KEPT] = scope_of(typed)
