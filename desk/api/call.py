"""What one request asks of an endpoint, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus

from desk.asked import House
from desk.trouble import NotForYouError
from dossiers.accounts import (
    Allowed,
    ApiToken,
    Capacity,
    Deed,
    Denied,
    StandIn,
    account_of,
    capacities,
    may,
    scope_with,
    stand_ins,
)
from dossiers.looking_back import Moment
from dossiers.scope import EVERYTHING, Scope
from dossiers.store import Reader, Store
from dossiers.telling.moments import past_data
from texts.reading import Closed


@dataclass(frozen=True, slots=True)
class Call:
    """One request as an endpoint sees it.

    Attributes:
        house: what is served.
        token: by which whoever asks is known.
        parts: the variable parts of the address, such as the number of a dossier.
        asked: what stands behind the `?`, as the endpoint reads it.
        sent: the body, as the endpoint reads it; None where it has none.
        moment: the moment that is asked about.
        now: the moment of the request.
        today: the business day of the request.
        key: the key under which what it does is recorded; empty where it records nothing.
    """

    house: House
    token: ApiToken
    parts: Mapping[str, str]
    asked: Closed
    sent: Closed | None
    moment: Moment
    now: datetime
    today: date
    key: str = ""

    @property
    def day(self) -> date:
        """The business day to judge by."""
        return self.moment.day_or(self.today)

    @property
    def number(self) -> str:
        """The dossier that the address names."""
        return self.parts["number"]

    @property
    def stand_ins(self) -> tuple[StandIn, ...]:
        """The roles in which whoever asks may act for others on the business day."""
        return stand_ins(self.house.store, self.token.account, on=self.today)

    @property
    def scope(self) -> Scope:
        """Whose dossiers whoever asks may see."""
        return scope_with(self.token.account, self.stand_ins, on=self.today)

    @property
    def store(self) -> Store:
        """The database as far as whoever asks may see it, to be acted on."""
        scope = self.scope
        return self.house.store if scope == EVERYTHING else self.house.store.within(scope)

    @property
    def reader(self) -> Reader:
        """The same at the moment that is asked about, to be read."""
        return self.moment.seen(self.store)

    def told(self, data: object, *, reads: str = "") -> Reply:
        """An answer; about the past it stands below a band that says so.

        Args:
            data: the answer.
            reads: the dossier whose personal data it carries; empty for none.
        """
        return Reply(past_data(self.moment, self.today, data), reads=reads)

    def ways(self, deed: Deed, *, unit: str | None) -> tuple[Capacity, ...]:
        """Every way in which whoever asks may do something, their own first.

        Args:
            deed: what.
            unit: of the dossier; None where there is none.

        Raises:
            NotForYouError: there is none, with the reason.
        """
        found = capacities(self.token, self.stand_ins, deed, unit=unit, on=self.today)
        if isinstance(found, Denied):
            raise NotForYouError(found.text)
        return found

    def allowed(
        self, deed: Deed, *, unit: str | None, role: str | None = None, stands_for: str = ""
    ) -> Allowed:
        """As whom whoever asks may do something.

        Args:
            deed: what.
            unit: of the dossier; None where there is none.
            role: in which role; None for whichever lets them.
            stands_for: the account for which it is done; empty for nobody else.

        Raises:
            NotForYouError: they may not, with the reason.
            dossiers.accounts.AccountNotFoundError: there is no account to stand for.
        """
        holder = account_of(self.house.store, stands_for) if stands_for else None
        found = may(self.token, deed, unit=unit, on=self.today, role=role, stands_for=holder)
        if isinstance(found, Denied):
            raise NotForYouError(found.text)
        return found


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint answers.

    Attributes:
        data: as JSON; texts, days and moments are written as `dossiers.telling.plain` says.
        status: of the answer.
        reads: the dossier of which somebody reads personal data; it is put on record. Empty for
            none.
        headers: to be sent with it.
        body: bytes in place of data; None for data.
        media: what these bytes are.
    """

    data: object
    status: HTTPStatus = HTTPStatus.OK
    reads: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    media: str = "application/json"
