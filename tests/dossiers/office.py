"""An office whose acts are recorded at told moments; and somebody who records without being asked.

`Office.act` goes the way of every command.  `Office.forced` writes an event that `perform` would
refuse, with exact bytes, a whole chain and a row that fits, as a program of an earlier release or
of somebody else may have left it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import workflow
from dossiers.documents import read_dossier
from dossiers.findings import Finding, Report, Settings, report, shipped_settings
from dossiers.model import Nomination
from dossiers.store import Entry, Store, initialise
from dossiers.use_cases import (
    Acting,
    Granting,
    Proposing,
    Withdrawing,
    grant,
    perform,
    propose,
    withdraw,
)
from dossiers.use_cases.appending import Link, Occasion, appended, pen_of
from dossiers.use_cases.writing import row_of
from ledger import Actor, Command, Judgement
from tests.dossiers.building import NUMBER, a_key, a_nomination

HANOI = timedelta(hours=7)
MEMBERS = [f"m{n:02}" for n in range(1, 16)]


def local(on: date, clock: str) -> datetime:
    """A time of day in Vietnam, such as `09:30`."""
    hour, minute = map(int, clock.split(":"))
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=UTC) - HANOI


@dataclass
class Office:
    """People who work on dossiers in one database.

    Attributes:
        store: the database.
        minutes: how many acts were recorded so far; each is a minute later in its day.
    """

    store: Store
    minutes: int = 0

    def at(self, on: date) -> datetime:
        """The next moment of recording on a day: from nine in the morning on."""
        self.minutes += 1
        return local(on, "09:00") + timedelta(minutes=self.minutes)

    def propose(
        self,
        number: str = NUMBER,
        *,
        by: str = "clerk-1",
        at: datetime | None = None,
        on: date = date(2024, 11, 20),
        nomination: Nomination | None = None,
        unit: str = "",
    ) -> None:
        """Open a dossier; everything about it is in order unless a nomination is given."""
        named = nomination or a_nomination(name=f"Nguyễn Văn {number}", changes=own(number))
        clerk = Actor(by, "unit_clerk", unit)
        moment = at or self.at(on)
        propose(
            self.store,
            Proposing(nomination=named, number=number, by=clerk, on=on, at=moment, key=a_key()),
        )

    def act(
        self,
        act: str,
        role: str,
        *,
        on: date,
        by: str | None = None,
        at: datetime | None = None,
        number: str = NUMBER,
        reason: str = "",
        details: Mapping[str, object] | None = None,
        stands_for: str | None = None,
    ) -> None:
        """Do an act that is expected to be possible."""
        perform(
            self.store,
            Acting(
                number=number,
                act=act,
                by=Actor(by or f"{role}-1", role),
                on=on,
                at=at or self.at(on),
                key=a_key(),
                reason=reason,
                details=details or {},
                stands_for=stands_for,
            ),
        )

    def forced(
        self,
        act: str,
        role: str,
        *,
        on: date,
        by: str | None = None,
        at: datetime | None = None,
        number: str = NUMBER,
        target: str | None = None,
        unit: str = "",
        extra: Mapping[str, object] | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        """Record an event that nobody was asked about."""
        body = self.store.body(number)
        assert body is not None
        dossier = read_dossier(body)
        data = {"act": act, "reason": "", "details": dict(details or {}), **(extra or {})}
        command = Occasion(at or self.at(on), on, Command(a_key(), "0" * 64))
        one = appended(
            pen_of(self.store),
            Link(dossier.id, dossier.n, dossier.head),
            workflow.Move(act, dossier.state, target or dossier.state, None),
            command,
            by=Actor(by or f"{role}-1", role, unit),
            judged=Judgement(definition=dossier.definition),
            data=data,
        )
        after = replace(dossier, n=dossier.n + 1, head=one.leaf, state=one.event.target)
        self.store.record(
            Entry(
                key=command.command.key,
                request=command.command.request,
                events=(one.stored,),
                row=row_of(after),
                was_n=dossier.n,
                documents=one.documents,
                disclosures=one.disclosures,
                result=b"{}",
            )
        )

    def submitted(self, number: str = NUMBER, **rest: object) -> None:
        """A dossier that its unit has proposed and submitted."""
        self.propose(number, **rest)  # type: ignore[arg-type]  # passed on as given
        self.act("submit", "unit_clerk", on=date(2024, 12, 2), by="clerk-1", number=number)

    def voted(self, number: str = NUMBER, **rest: object) -> None:
        """One whose council has passed it on paper and whose head has sent it on."""
        self.submitted(number, **rest)
        sheet = {"members": 15, "approvals": 14, "minutes": "07/BB"}
        council = "council_secretary"
        self.act("record_vote", council, on=date(2024, 12, 9), number=number, details=sheet)
        self.act("advance", "unit_head", on=date(2024, 12, 10), number=number)

    def approved(self, number: str = NUMBER, *, on: date = date(2024, 12, 12)) -> None:
        """One that the head of the unit has approved."""
        self.voted(number)
        self.act("approve", "unit_head", on=on, number=number)

    def balloting(self, number: str = NUMBER, *, on: date = date(2024, 12, 9)) -> None:
        """One whose council has opened its ballot, vote by vote."""
        self.submitted(number)
        called = {"members": MEMBERS, "chair": "m01"}
        self.act("open_ballot", "council_secretary", on=on, number=number, details=called)

    def vote(self, member: str, *, on: date = date(2024, 12, 9), number: str = NUMBER) -> None:
        """The vote of a member."""
        choice = {"choice": "for"}
        self.act("cast_vote", "council_member", by=member, on=on, number=number, details=choice)

    def mandate(
        self,
        giver: str,
        taker: str,
        *,
        first: date,
        last: date,
        role: str = "unit_head",
        at: datetime | None = None,
    ) -> str:
        """A mandate, recorded by somebody else; its number."""
        asked = Granting(
            role=role,
            from_person=giver,
            to_person=taker,
            first=first,
            last=last,
            paper="12/UQ",
            by="registrar-1",
            on=first,
            at=at or self.at(first),
            key=a_key(),
        )
        return grant(self.store, asked).number

    def withdraw(self, number: str, *, on: date, at: datetime) -> None:
        """A mandate taken back from a day on."""
        withdraw(
            self.store,
            Withdrawing(number=number, by="registrar-1", on=on, at=at, key=a_key(), reason="đã về"),
        )

    def report(self, settings: Settings | None = None, *kinds: str) -> Report:
        """What an auditor finds."""
        thresholds = settings or shipped_settings()
        return report(self.store.events(), self.store.document, thresholds, kinds)

    def findings(self, *kinds: str) -> tuple[Finding, ...]:
        """The findings by the shipped thresholds."""
        return self.report(None, *kinds).findings


def own(number: str) -> dict[str, object]:
    """Evidence of a nominee who shares none of it with anybody."""
    initiative = {
        "title": f"Sáng kiến riêng của {number}",
        "kind": "initiative",
        "year": 2024,
        "reach": "tinh",
        "recognised_on": "2024-10-15",
        "recognised_by": "head_of_province",
        "used_as": "none",
        "decision": f"{number}/QĐ-SK",
    }
    return {"initiatives": [initiative]}


@contextmanager
def an_office(folder: Path) -> Iterator[Office]:
    """An office on a fresh SQLite file."""
    url = f"sqlite:///{folder / 'office.sqlite'}"
    initialise(url)
    with Store.open(url) as store:
        yield Office(store)
