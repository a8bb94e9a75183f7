"""Arguments that several commands share, each with one reading and help in both languages.

Invariants:

* a day is typed as 2025-03-12 or 12/03/2025 and never as 03/12/2025; there is no guessing;
* a time without an offset is that of Vietnam, whatever zone the computer stands in;
* what the process knows (user, database, clock) is only a default, and can be said instead;
* `now` and the default of `--on` are the only clocks behind this door.
"""

from __future__ import annotations

import getpass
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import click
from platformdirs import user_data_path

from terminal.language import say
from terminal.unit_scope import needs_whole, unit_scope_option
from texts.moments import read_day, read_moment

F = TypeVar("F", bound=Callable[..., Any])

LONGEST_WORD = 120


class DayType(click.ParamType[date]):
    """A day, typed as 2025-03-12 or 12/03/2025.

    >>> from terminal.language import settle
    >>> _ = settle(["--lang", "vi"], {})
    >>> DAY.convert("12/03/2025", None, None) == DAY.convert("2025-03-12", None, None)
    True
    >>> DAY.convert("31/02/2025", None, None)
    Traceback (most recent call last):
    click.exceptions.BadParameter: không có ngày '31/02/2025'; viết 2025-03-12 hoặc 12/03/2025
    """

    name = "DAY"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day that was typed.

        Args:
            value: the words, or a day that is one already.
            param: the option, for the message.
            ctx: the command, for the message.

        Raises:
            click.BadParameter: there is no such day.
        """
        if isinstance(value, date):
            return value
        with suppress(ValueError):
            return read_day(str(value))
        return self.fail(
            say(
                f"không có ngày '{value}'; viết 2025-03-12 hoặc 12/03/2025",
                f"there is no day '{value}'; write 2025-03-12 or 12/03/2025",
            ),
            param,
            ctx,
        )


class MomentType(click.ParamType[datetime]):
    """A moment: a day (its last instant), or a day with a time; in Vietnam unless it says where.

    >>> MOMENT.convert("15/01/2025", None, None).isoformat()
    '2025-01-15T23:59:59.999999+07:00'
    >>> MOMENT.convert("15/01/2025 08:30", None, None).isoformat()
    '2025-01-15T08:30:00+07:00'
    >>> MOMENT.convert("2025-01-15T08:30Z", None, None).isoformat()
    '2025-01-15T15:30:00+07:00'
    """

    name = "WHEN"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The moment that was typed; without an offset it is taken as of Vietnam.

        Args:
            value: the words, or a moment that is one already.
            param: the option, for the message.
            ctx: the command, for the message.

        Raises:
            click.BadParameter: there is no such moment.
        """
        if isinstance(value, datetime):
            return value
        with suppress(ValueError):
            return read_moment(str(value))
        return self.fail(
            say(
                f"không có thời điểm '{value}'; viết 2025-03-12, 2025-03-12T08:30 hoặc "
                "'12/03/2025 08:30'",
                f"there is no moment '{value}'; write 2025-03-12, 2025-03-12T08:30 or "
                "'12/03/2025 08:30'",
            ),
            param,
            ctx,
        )


class WordType(click.ParamType[str]):
    """An id, a number or a key: one short line without control characters."""

    name = "WORD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The words that were typed.

        Raises:
            click.BadParameter: they are empty, longer than 120 characters, or not printable.
        """
        words = str(value)
        if 0 < len(words) <= LONGEST_WORD and words.isprintable():
            return words
        return self.fail(
            say(
                f"viết từ 1 đến {LONGEST_WORD} ký tự nhìn thấy được",
                f"write 1 to {LONGEST_WORD} visible characters",
            ),
            param,
            ctx,
        )


WORD = WordType()
DAY = DayType()
MOMENT = MomentType()


def default_database() -> str:
    """The address used when none is named: one SQLite file in the user's data folder."""
    return f"sqlite:///{user_data_path('tdkt') / 'tdkt.sqlite'}"


def database_option(command: F) -> F:
    """`--database URL` and `--unit-scope UNITS`, also read from TDKT_DATABASE and TDKT_UNITS.

    The command takes the address as `database`; whether it can be used is asked by the store.  The
    units are seen to by `terminal.opened`.
    """
    return unit_scope_option(_database(command))


def whole_database_option(command: F) -> F:
    """`--database URL` for what is done to the whole record, which is refused within a scope."""
    return _database(needs_whole(command))


def _database(command: F) -> F:
    """`--database URL`."""
    return click.option(
        "--database",
        metavar="URL",
        envvar="TDKT_DATABASE",
        default=default_database,
        help=say(
            "Địa chỉ cơ sở dữ liệu: sqlite:////duong/dan/tdkt.sqlite hoặc "
            "postgresql://ten@may-chu/tdkt.",
            "Address of the database: sqlite:////folder/tdkt.sqlite or "
            "postgresql://name@server/tdkt.",
        ),
    )(command)


def json_option(command: F) -> F:
    """`--json`, on every command whose answer is data; the command takes it as `as_json`."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help=say("In dữ liệu JSON ra stdout.", "Print JSON on stdout."),
    )(command)


def profile_option(command: F) -> F:
    """`--profile ID`, the local profile that is laid over the national rules; None for none.

    Commands that only read rules files also take the folder of a profile; a dossier takes an id.
    """
    return click.option(
        "--profile",
        metavar=say("MÃ", "ID"),
        help=say(
            "Xét theo quy định của địa phương này, ví dụ bac-ninh (xem `tdkt rules profiles`).",
            "Judge by this local profile too, such as bac-ninh (see `tdkt rules profiles`).",
        ),
    )(command)


def day_option(*names: str, help_text: str, required: bool = False) -> Callable[[F], F]:
    """An option that takes a day.

    Args:
        names: as click takes them.
        help_text: in the language of the person.
        required: whether it must be given.
    """
    return click.option(
        *names, type=DAY, metavar=say("NGÀY", "DAY"), help=help_text, required=required
    )


def reason_option(*, help_text: str, required: bool = False) -> Callable[[F], F]:
    """`--reason REASON`; the command takes it as `reason`, empty where none was given.

    Args:
        help_text: what it is for, in the language of the person.
        required: whether it must be given.
    """
    return click.option(
        "--reason",
        metavar=say("LÝ DO", "REASON"),
        help=help_text,
        # click takes a default for a value that was given.
        **({"required": True} if required else {"default": ""}),
    )


def on_option(command: F, *, today: bool = True) -> F:
    """`--on DAY`, the business day; today where the computer stands when it is not given.

    Args:
        command: the command; it takes the day as `on`.
        today: whether that default is filled in here; else the command gets None and does so.
    """
    return click.option(
        "--on",
        type=DAY,
        metavar=say("NGÀY", "DAY"),
        default=(lambda: datetime.now(UTC).astimezone().date()) if today else None,
        help=say(
            "Ngày nghiệp vụ, ví dụ 2025-01-10 hoặc 10/01/2025; mặc định hôm nay.",
            "Business day, such as 2025-01-10 or 10/01/2025; today by default.",
        ),
    )(command)


def person_options(role: str | None, *, required: bool = True) -> Callable[[F], F]:
    """`--by ID` and `--role ROLE`: who acts, and in what capacity.

    Without `--by` the variable TDKT_ACTOR is taken, and without that the name of the account.
    Nobody is asked for a proof: who may write to the file may act in any role.

    Args:
        role: the role taken when none is given; None when one must be given.
        required: whether click itself asks for one; False where only some uses need it.
    """

    def with_options(command: F) -> F:
        # click takes a default of None for a value that was given.
        given: dict[str, Any] = {"required": required} if role is None else {"default": role}
        as_role = click.option(
            "--role",
            type=WORD,
            metavar=say("VAI", "ROLE"),
            help=say("Vai trò, ví dụ council_secretary.", "Role, such as council_secretary."),
            **given,
        )
        return recorder_option(as_role(command))

    return with_options


def recorder_option(command: F) -> F:
    """`--by ID` alone, where the capacity follows from who acts; the command takes it as `by`."""
    return click.option(
        "--by",
        type=WORD,
        metavar=say("MÃ", "ID"),
        envvar="TDKT_ACTOR",
        default=getpass.getuser,
        help=say(
            "Mã của người thực hiện (hoặc biến TDKT_ACTOR).",
            "Id of the person who acts (or TDKT_ACTOR).",
        ),
    )(command)


def key_option(command: F) -> F:
    """`--key KEY`: the idempotency key; a new random one for each command by default."""
    return click.option(
        "--key",
        type=WORD,
        metavar=say("KHÓA", "KEY"),
        default=lambda: uuid.uuid4().hex,
        help=say(
            "Khóa chống ghi trùng: cùng khóa, cùng lệnh thì chỉ ghi một lần.",
            "Key against writing twice: the same key with the same command is written once.",
        ),
    )(command)


def now() -> datetime:
    """The moment of recording, in UTC; no other is ever recorded."""
    return datetime.now(UTC)
