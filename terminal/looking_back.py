"""`--at` and `--as-of`: the same question asked of the past, and the band that says so.

A command that reads what is recorded takes both, through `past_options`, as one `When`; which
commands do not, and why, stands in one table of the tests (ADR 0038).

* `--at WHEN`: only what had been recorded by then;
* `--as-of DAY`: only what had happened by the end of that business day, and the rules, mandates and
  terms of it; with `--at` together what was known then about that day;
* `--on DAY` does not look back: it is the day to judge by, for the data that are there.

Invariants:

* without `--at` and `--as-of` a command answers as it always did, to the byte;
* with one of them its first line, or the head of its JSON, says what is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, TypeVar, cast

import click

from dossiers.looking_back import Moment
from dossiers.store import Reader
from dossiers.telling.moments import past_data
from terminal.answers import print_json
from terminal.language import said, say
from terminal.opened import opened
from terminal.options import MOMENT, day_option, on_option
from texts import Text
from texts.moments import day_in_vietnam, end_of, shown_moment

F = TypeVar("F", bound=Callable[..., Any])

FUTURE = Text(
    vi="{at} chưa đến; --at chỉ xem những gì đã ghi sổ. Để xét theo một ngày sắp tới, dùng --on.",
    en="{at} has not come yet; --at looks at what was recorded. To judge by a day to come, use "
    "--on.",
)
TWO_DAYS = Text(
    vi="--as-of và --on đều nói về ngày nghiệp vụ; chỉ ghi một trong hai",
    en="--as-of and --on both name the business day; give one of them",
)


@dataclass(frozen=True, slots=True)
class When(Moment):
    """What moment a person asks about at the terminal."""

    @property
    def day(self) -> date:
        """The business day to judge by: the one that was typed, that of the moment, or today.

        >>> When(at=datetime(2025, 3, 12, 18, tzinfo=UTC)).day
        datetime.date(2025, 3, 13)
        >>> When(at=datetime(2025, 3, 12, 18, tzinfo=UTC), as_of=date(2025, 1, 2)).day
        datetime.date(2025, 1, 2)
        """
        return self.day_or(datetime.now(UTC).astimezone().date())

    @property
    def text(self) -> Text:
        """The band: what is looked at."""
        return self.band(self.day)

    @contextmanager
    def reading(self, database: str) -> Iterator[Reader]:
        """The database as it is, or as it was at the moment asked about.

        Args:
            database: the address.

        Raises:
            dossiers.errors.StoreError: it cannot be read.
        """
        with opened(database) as store:
            yield self.seen(store)

    def tell(self) -> None:
        """Print the band, on stdout before everything else; nothing for the present."""
        if self.past:
            click.echo(said(self.text))

    def print_json(self, data: object) -> None:
        """Print the answer as data; about the past it stands under `answer`, below the band."""
        print_json(past_data(self, self.day, data))


def past_options(*, judges: bool, with_on: bool | None = None) -> Callable[[F], F]:
    """`--at WHEN` and `--as-of DAY`, which the command takes as `when`.

    Args:
        judges: whether anything in the answer depends on a day to judge by.
        with_on: whether `--on DAY` is among them; None where the command judges.
    """

    def with_options(command: F) -> F:
        @wraps(command)
        def asked(
            *given: object,
            at: datetime | None,
            as_of: date | None,
            on: date | None = None,
            **rest: object,
        ) -> object:
            when = replace(_when(at, as_of, on), judges=judges)
            return command(*given, when=when, **rest)

        options = _at_option(_as_of_option(asked))
        named = judges if with_on is None else with_on
        return cast("F", on_option(options, today=False) if named else options)

    return with_options


def _when(at: datetime | None, as_of: date | None, on: date | None) -> When:
    """What was asked about.

    Raises:
        click.UsageError: the moment has not come yet, or two business days were typed.
    """
    if as_of is not None and on is not None:
        raise click.UsageError(said(TWO_DAYS))
    if at is not None and at > end_of(day_in_vietnam(datetime.now(UTC))):
        raise click.UsageError(said(FUTURE.fill(at=shown_moment(at))))
    return When(at, as_of, on)


def _at_option(command: F) -> F:
    """`--at WHEN`."""
    return click.option(
        "--at",
        type=MOMENT,
        metavar=say("THỜI ĐIỂM", "WHEN"),
        help=say(
            "Chỉ những gì đã ghi sổ đến lúc này: 2025-03-12T16:00, '12/03/2025 16:00' (giờ Việt "
            "Nam), hoặc một ngày (hết ngày đó).",
            "Only what had been recorded by then: 2025-03-12T16:00, '12/03/2025 16:00' (Vietnam "
            "time), or a day (its end).",
        ),
    )(command)


def _as_of_option(command: F) -> F:
    """`--as-of DAY`."""
    return day_option(
        "--as-of",
        help_text=say(
            "Chỉ những việc đã làm đến hết ngày nghiệp vụ này, với quy tắc, ủy quyền của ngày đó.",
            "Only what had happened by the end of this business day, with its rules and mandates.",
        ),
    )(command)
