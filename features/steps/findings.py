"""Sentences about what auditors are pointed at, and about drawings by a seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.findings import Report, read_settings, shipped_bytes
from dossiers.findings.sampling import Asked, Protocol, differences, sample
from dossiers.use_cases.signing import NewCheckpoint, sign_log
from ledger import read_event
from ledger.proving import SecretKey
from tests.dossiers.building import NUMBER, a_nomination
from tests.dossiers.office import MEMBERS, Office, an_office, local
from tests.dossiers.tampering import tampered

HEAD, DEPUTY, SECRETARY = "unit_head-1", "deputy-1", "council_secretary"
SHEET = {"members": 15, "approvals": 14, "minutes": "07/BB"}
VOTED_ON = date(2024, 12, 9)


@dataclass
class Audit:
    """An office that is audited.

    Attributes:
        office: the office.
        folder: where the signer remembers.
        mandate: the mandate of the deputy, by number.
        report: what the auditor was told.
        protocol: the drawing, as a file.
        drawn: how often each dossier was drawn.
    """

    office: Office
    folder: Path
    mandate: str = ""
    report: Report | None = None
    protocol: bytes = b""
    drawn: Counter[str] = field(default_factory=Counter)

    @property
    def found(self) -> Report:
        """What the auditor was told."""
        assert self.report is not None
        return self.report

    def sign(self) -> None:
        """Sign the log as it stands."""
        secret = SecretKey(self.office.store.log, bytes(32))
        signed = sign_log(self.office.store, secret, self.folder / "log.state")
        assert isinstance(signed, NewCheckpoint)

    def draw(self, asked: Asked) -> Protocol:
        """A drawing under the newest checkpoint."""
        return sample(self.office.store, asked, shipped_bytes(), file="findings.yaml")


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """An office on a fresh database."""
    with an_office(tmp_path) as office:
        yield Audit(office, tmp_path)


@given(parsers.parse("an office with a dossier that was approved on {day:ti}"))
def approved(audit: Audit, day: datetime) -> None:
    audit.office.approved(on=day.date())


@given(parsers.parse("its decision was sent on on {day:ti}"))
def sent_on(audit: Audit, day: datetime) -> None:
    paper = {"paper": "55/TB"}
    audit.office.act("notify", "unit_clerk", by="clerk-1", on=day.date(), details=paper)


@given(parsers.parse("its decision was sent on on {day:ti}, and that was recorded on {at:ti}"))
def sent_on_and_recorded(audit: Audit, day: datetime, at: datetime) -> None:
    moment, paper = local(at.date(), "10:00"), {"paper": "55/TB"}
    audit.office.act("notify", "unit_clerk", on=day.date(), at=moment, details=paper)


@given("an office with a dossier that waits for the decision of the head")
def waits(audit: Audit) -> None:
    audit.office.voted()


@given(parsers.parse("the deputy may act for the head from {first:ti} to {last:ti}"))
def deputy(audit: Audit, first: datetime, last: datetime) -> None:
    days = first.date(), last.date()
    audit.mandate = audit.office.mandate(HEAD, DEPUTY, first=days[0], last=days[1])


@given(
    parsers.parse("the deputy approves for the head on {day:ti}, and that was recorded on {at:ti}")
)
def approved_for(audit: Audit, day: datetime, at: datetime) -> None:
    moment = local(at.date(), "10:00")
    audit.office.act("approve", "unit_head", by=DEPUTY, on=day.date(), at=moment, stands_for=HEAD)


@given(
    parsers.parse("the mandate is taken back from {day:ti} on, and that was recorded on {at:ti}")
)
def taken_back(audit: Audit, day: datetime, at: datetime) -> None:
    audit.office.withdraw(audit.mandate, on=day.date(), at=local(at.date(), "10:00"))


@given("an office whose council has voted and closed its ballot")
def balloted(audit: Audit) -> None:
    audit.office.balloting(on=VOTED_ON)
    for member in MEMBERS:
        audit.office.vote(member, on=VOTED_ON)
    audit.office.act("close_ballot", SECRETARY, on=VOTED_ON)


@given(parsers.parse('a vote of "{member}" was written into the log afterwards'))
def written_afterwards(audit: Audit, member: str) -> None:
    choice = {"choice": "against"}
    audit.office.forced("cast_vote", "council_member", by=member, on=VOTED_ON, details=choice)


@given(parsers.parse('it is recorded later that "{member}" is a relative of the nominee'))
def relative(audit: Audit, member: str) -> None:
    near = {"person": member, "relation": "relative", "paper": "02/BC"}
    audit.office.act("declare_conflict", SECRETARY, on=date(2024, 12, 10), details=near)


@given("an office with a dossier that its head proposed")
def proposed_by_head(audit: Audit) -> None:
    audit.office.voted(by=HEAD)


@given(parsers.parse("the head approves it on {day:ti}"))
def head_approves(audit: Audit, day: datetime) -> None:
    audit.office.act("approve", "unit_head", by=HEAD, on=day.date())


@given("the head approves it one minute after it arrived")
def at_once(audit: Audit) -> None:
    arrived = max(read_event(one.body).at for one in audit.office.store.events())
    moment = arrived + timedelta(minutes=1)
    audit.office.act("approve", "unit_head", by=HEAD, on=date(2024, 12, 10), at=moment)


@given("an office with two nominees who both name the same initiative")
def two_nominees(audit: Audit) -> None:
    for number, name in ((NUMBER, "Trần Thị Mẫu"), ("D-2", "Lê Văn Mẫu")):
        audit.office.submitted(number, nomination=a_nomination(name=name))


@given(parsers.parse('an office where the vote of {day:ti} was recorded on {at:ti} at "{clock}"'))
def vote_recorded(audit: Audit, day: datetime, at: datetime, clock: str) -> None:
    audit.office.submitted()
    moment = local(at.date(), clock)
    audit.office.act("record_vote", SECRETARY, on=day.date(), at=moment, details=SHEET)


@given("what the proposal brought is gone")
def content_gone(audit: Audit) -> None:
    first = next(iter(audit.office.store.events()))
    name = read_event(first.body).data
    tampered(audit.office.store.place, "DELETE FROM disclosure WHERE commitment = ?", name)


@when("the auditor asks for findings")
def asks(audit: Audit) -> None:
    audit.report = audit.office.report()


@when(parsers.parse('the auditor asks for findings of the kind "{kind}"'))
def asks_for_kind(audit: Audit, kind: str) -> None:
    audit.report = audit.office.report(None, kind)


@when(parsers.parse("the auditor asks for findings with a working day that ends at {hour:d}"))
def asks_with(audit: Audit, hour: int) -> None:
    text = shipped_bytes().decode().replace("ends: 19 ", f"ends: {hour} ")
    audit.report = audit.office.report(read_settings(text, file="mine.yaml"))


@then("there is nothing to ask about")
def nothing(audit: Audit) -> None:
    assert audit.found.findings == ()


@then(parsers.parse('there is one question of the kind "{kind}"'))
def one_question(audit: Audit, kind: str) -> None:
    assert [one.kind for one in audit.found.findings] == [kind]


@then(parsers.parse('the question names the event "{act}" and rests on "{words}"'))
def names_event(audit: Audit, act: str, words: str) -> None:
    (one,) = audit.found.findings
    assert [place.act for place in one.places] == [act]
    assert words in one.basis.en


@then(parsers.parse('the question rests on "{words}"'))
def rests_on(audit: Audit, words: str) -> None:
    assert words in audit.found.findings[0].basis.en


@then(parsers.parse('the question says "{words}"'))
@then(parsers.parse('one question says "{words}"'))
def says(audit: Audit, words: str) -> None:
    assert any(words in one.text.en for one in audit.found.findings)


@then("the question names two dossiers")
def two_dossiers(audit: Audit) -> None:
    assert len(audit.found.findings[0].numbers) == len((NUMBER, "D-2"))


@then(parsers.parse('it could not be checked because "{words}"'))
def not_checked(audit: Audit, words: str) -> None:
    assert any(words in one.reason.en for one in audit.found.unchecked)


def opened(audit: Audit, count: int) -> None:
    """So many dossiers, and one checkpoint over them."""
    for n in range(count):
        audit.office.propose(f"D-{n + 1}")
    audit.sign()


@given(parsers.parse("an office with {count:d} dossiers under a signed checkpoint"))
def many(audit: Audit, count: int) -> None:
    opened(audit, count)


@given(
    parsers.parse(
        "an office with {count:d} dossiers under a signed checkpoint, one of them sent on late"
    )
)
def many_and_one_late(audit: Audit, count: int) -> None:
    audit.office.approved()
    sent_on(audit, datetime.fromisoformat("2025-01-20"))
    for n in range(1, count):
        audit.office.propose(f"D-{n + 1}")
    audit.sign()


@when(parsers.parse('the auditor draws {count:d} dossiers by the seed "{seed}"'))
def draws(audit: Audit, count: int, seed: str) -> None:
    audit.protocol = audit.draw(Asked(seed, count, "random", {})).body()


@when("somebody exchanges a dossier in the protocol")
def exchanged(audit: Audit) -> None:
    first = audit.draw(Asked("lottery 21/11", 1, "random", {})).drawn[0]
    other = next(
        one
        for one in audit.draw(Asked("another", 12, "random", {})).drawn
        if one.number.encode() not in audit.protocol
    )
    body = audit.protocol.replace(first.number.encode(), other.number.encode())
    audit.protocol = body.replace(first.dossier.encode(), other.dossier.encode())


@when("the office opens another dossier and signs the log")
def grown(audit: Audit) -> None:
    audit.office.propose("D-99")
    audit.sign()


@when(parsers.parse("the auditor draws one dossier by risk with {count:d} seeds"))
def draws_often(audit: Audit, count: int) -> None:
    drawings = (audit.draw(Asked(f"seed {n}", 1, "risk", {})) for n in range(count))
    audit.drawn.update(one.drawn[0].number for one in drawings)


@then("drawing again by the protocol gives the same")
def same(audit: Audit) -> None:
    assert differences(audit.office.store, audit.protocol, file="protocol.json") == ()


@then("drawing again by the protocol gives something else")
def something_else(audit: Audit) -> None:
    (told,) = differences(audit.office.store, audit.protocol, file="protocol.json")
    assert "Drawing again gives" in told.en


@then("the late one is drawn more often than any other")
def often(audit: Audit) -> None:
    ((first, most), (_, next_one)) = audit.drawn.most_common(2)
    assert (first, most > next_one) == (NUMBER, True)
