"""A group of commands that knows their names and one line about each, and imports none of them.

`tdkt --help` lists commands without loading what they need; only the command that is called is
imported.  An unknown name comes back with the nearest known one.

The line about a command is thereby a second copy of the first sentence of its help; a test compares
the two (ADR 0013).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from terminal.language import said, say
from texts import Text, nearest


@dataclass(frozen=True, slots=True)
class Home:
    """Where a command lives.

    Attributes:
        place: module and name, as `terminal.rules_commands:check`.
        line: what it does, in one line.

    >>> home = Home("terminal.starting:init", Text(vi="Tạo cơ sở dữ liệu", en="Make the database"))
    >>> home.place.partition(":")[2]
    'init'
    """

    place: str
    line: Text


class Command(click.Command):
    """A command whose usage line is in the language of the person.

    >>> from terminal.language import settle
    >>> _ = settle(["--lang", "vi"], {})
    >>> Command("verify").options_metavar
    '[TÙY CHỌN]'
    """

    def __init__(self, *arguments: Any, **settings: Any) -> None:  # noqa: ANN401 -- click's own
        """Make the command; whatever click accepts is passed on."""
        settings.setdefault("options_metavar", say("[TÙY CHỌN]", "[OPTIONS]"))
        super().__init__(*arguments, **settings)


class LazyGroup(click.Group):
    """A click group over a table of homes.

    Attributes:
        homes: its commands by name, in the order of the help page.
    """

    def __init__(self, name: str, homes: Mapping[str, Home], help_text: str) -> None:
        """Make the group.

        Args:
            name: the word on the command line.
            homes: its commands, in the order of the help page.
            help_text: the head of its help page.
        """
        super().__init__(
            name,
            help=help_text,
            options_metavar=say("[TÙY CHỌN]", "[OPTIONS]"),
            subcommand_metavar=say("LỆNH ...", "COMMAND ..."),
        )
        self.homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """The names, in the order of the table."""
        return list(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """The command with this name; only now its module is imported.

        Args:
            ctx: unused; click hands it over.
            cmd_name: the word on the command line.

        Returns:
            The command; None for a name that is not in the table.
        """
        home = self.homes.get(cmd_name)
        if home is None:
            return None
        module, _, attribute = home.place.partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command), f"{home.place} is no command"
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name.

        Args:
            ctx: for the usage line of a failure.
            args: what was typed behind the name of the group.

        Returns:
            The name, the command and the arguments that are left for it.

        Raises:
            click.UsageError: there is none; the nearest one is named.
        """
        if args and args[0] not in self.homes and not args[0].startswith("-"):
            ctx.fail(_unknown(args[0], self.homes))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """The commands with one line each, without importing them."""
        rows = [(name, said(home.line)) for name, home in self.homes.items()]
        with formatter.section(say("Lệnh", "Commands")):
            formatter.write_dl(rows)


def _unknown(word: str, homes: Mapping[str, Home]) -> str:
    """That there is no such command, with the nearest one, or with all of them when none is near.

    >>> from terminal.language import settle
    >>> _ = settle(["--lang", "vi"], {})
    >>> homes = {"verify": Home("terminal.audit_commands:verify", Text("Kiểm tra", "Check"))}
    >>> _unknown("verifyy", homes)
    "không có lệnh 'verifyy'; có phải 'verify'?"
    """
    meant = nearest(word, homes)
    if meant is None:
        known = ", ".join(homes)
        return say(
            f"không có lệnh '{word}'; các lệnh: {known}", f"no command '{word}'; there are: {known}"
        )
    return say(
        f"không có lệnh '{word}'; có phải '{meant}'?",
        f"no command '{word}'; did you mean '{meant}'?",
    )
