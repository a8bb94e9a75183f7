"""Sentences about time-stamping authorities, and about keys that change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from pytest_bdd import given, parsers, then, when

from dossiers.proofs import Checked, Evidence, checked
from dossiers.store import Store
from dossiers.use_cases.exporting import exported
from dossiers.use_cases.rotating import Rotated, Rotating, rotate
from dossiers.use_cases.signing import NewCheckpoint, sign_log
from dossiers.use_cases.stamping import NewStamp, keep_stamp
from features.steps.context import Story
from ledger import verifier
from ledger.authority import Authority
from ledger.der import INTEGER, SEQUENCE, written
from ledger.proving import Keyring, Policy, Refused, SecretKey, StampError, read_note
from tests.dossiers.building import NUMBER
from tests.dossiers.tampering import tampered

AT = datetime(2026, 11, 1, tzinfo=UTC)
CLOCK = Authority("clock", bytes([41] * 32))
OTHER = Authority("other", bytes([42] * 32))


@dataclass
class Office:
    """What lies on the desks of the office and of the auditor.

    Attributes:
        state: the signer's memory.
        old: the key at first.
        new: the key to which the office goes over.
        note: the newest checkpoint.
        answer: what an authority answered last.
        kept: the stamp that was kept, or why it was not.
        known: the checkpoint and the answer that the auditor kept.
        refused: the last refusal.
        bundle: what a stranger was sent.
    """

    state: Path
    old: SecretKey
    new: SecretKey
    note: bytes = b""
    answer: bytes = b""
    kept: NewStamp | StampError | None = None
    known: tuple[bytes, bytes] | None = None
    refused: Refused | None = None
    bundle: bytes = b""
    policy: Policy = field(init=False)

    def __post_init__(self) -> None:
        """The auditor trusts the first key, and one authority."""
        ring, stamps = Keyring.of(self.old.public), frozenset([CLOCK.digest])
        self.policy = Policy(self.old.name, ring, (), 0, stamps)

    def sign(self, store: Store, secret: SecretKey) -> None:
        """Have the log signed, and keep what came of it."""
        answer = sign_log(store, secret, self.state)
        self.refused = answer if isinstance(answer, Refused) else None
        if isinstance(answer, NewCheckpoint):
            self.note = answer.note

    def stamp(self, store: Store, by: Authority, day: str, text: str | None = None) -> None:
        """Have an authority stamp the checkpoint, or another text, and bring the answer."""
        over = read_note(self.note).text if text is None else text
        token = by.token(over.encode(), moment(day))
        granted = written(SEQUENCE, written(INTEGER, b"\0"))
        self.answer = written(SEQUENCE, granted, token)
        try:
            self.kept = keep_stamp(store, self.answer, self.policy)
        except StampError as wrong:
            self.kept = wrong

    def found(self, store: Store) -> Checked:
        """What the auditor finds."""
        if self.known is None:
            return checked(store, policy=self.policy)
        note, token = self.known
        return checked(store, policy=self.policy, known=note, stamp=token)


def moment(day: str) -> datetime:
    """Noon of a day."""
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)


@given(
    "the office has a key, and the auditor trusts it and a time-stamping authority",
    target_fixture="office",
)
def keys_and_authority(story: Story, tmp_path: Path) -> Office:
    assert story.dossier
    old, new = (SecretKey(story.store.log, bytes([number] * 32)) for number in (1, 2))
    return Office(tmp_path / "log.state", old, new)


@given("the office has signed")
@when("the office signs again")
@when("the office signs with the old key")
def office_signs(story: Story, office: Office) -> None:
    office.sign(story.store, office.old)


@when("the office signs with the new key")
def office_signs_anew(story: Story, office: Office) -> None:
    office.sign(story.store, office.new)


@given(parsers.parse("the authority has stamped the checkpoint on {day}"))
@when(parsers.parse("the authority stamps the checkpoint on {day}"))
def authority_stamps(story: Story, office: Office, day: str) -> None:
    office.stamp(story.store, CLOCK, day)


@when(parsers.parse("another authority stamps the checkpoint on {day}"))
def other_authority(story: Story, office: Office, day: str) -> None:
    office.stamp(story.store, OTHER, day)


@when(parsers.parse("the authority stamps another text on {day}"))
def other_text(story: Story, office: Office, day: str) -> None:
    office.stamp(story.store, CLOCK, day, "another text\n")


@given("the auditor has kept the checkpoint and its stamp")
def kept_at_home(story: Story, office: Office) -> None:
    office.known = office.note, story.store.numbered.stamps()[-1].token


@when(parsers.parse("the council's vote is entered as if it had been recorded on {day}"))
def vote_dated_back(story: Story, day: str) -> None:
    ballot = {"members": 15, "approvals": 12, "written_approvals": 0}
    story.surely("record_vote", "council_secretary", details=ballot, on=date.fromisoformat(day))


@when("somebody takes the stamps out of the database")
def stamps_taken_out(story: Story) -> None:
    tampered(story.store.place, "DELETE FROM stamp")


@when("the dossier goes to a stranger as a bundle")
def to_a_stranger(story: Story, office: Office) -> None:
    office.bundle = exported(story.store, [NUMBER], note=office.note, secret=office.old)


def change_of_key(old: SecretKey, new: SecretKey) -> Rotating:
    """The command that changes the key."""
    return Rotating(
        old=old, new=new, first=None, by="keeper", on=AT.date(), at=AT, key=f"change-{new.name}"
    )


@when("the office changes its key")
def key_changed(story: Story, office: Office) -> None:
    answer = rotate(story.store, change_of_key(office.old, office.new))
    assert isinstance(answer, Rotated)


@when("somebody without the old key tries to change it")
def key_not_changed(story: Story, office: Office) -> None:
    mine = SecretKey(story.store.log, bytes([9] * 32))
    answer = rotate(story.store, change_of_key(mine, office.new))
    office.refused = answer if isinstance(answer, Refused) else None


@then(parsers.parse("the office keeps the stamp over {count:d} events"))
def stamp_kept(office: Office, count: int) -> None:
    assert isinstance(office.kept, NewStamp)
    assert office.kept.size == count


@then(parsers.parse("the auditor finds one time stamp, of {day}"))
def stamp_found(story: Story, office: Office, day: str) -> None:
    found = office.found(story.store)
    assert found.findings == ()
    assert [one.time for _, one in found.stamps] == [moment(day)]


@then("the stamp is not kept, because nobody trusts that authority")
def stamp_of_nobody(story: Story, office: Office) -> None:
    assert isinstance(office.kept, StampError)
    assert (office.kept.code, story.store.numbered.stamps()) == ("authority", ())


@then("the stamp is not kept, because it is over something else")
def stamp_over_something_else(story: Story, office: Office) -> None:
    assert isinstance(office.kept, StampError)
    assert (office.kept.code, story.store.numbered.stamps()) == ("imprint", ())


@then("the auditor misses a time stamp")
def stamp_missed(story: Story, office: Office) -> None:
    findings = office.found(story.store).findings
    assert [one.evidence for one in findings] == [Evidence.TIMED]
    assert "there is no time stamp" in findings[0].text.en


@then(parsers.parse("the auditor is told that event {n:d} is dated back"))
def told_of_back_dating(story: Story, office: Office, n: int) -> None:
    found = [one for one in office.found(story.store).findings if one.n]
    assert [(one.evidence, one.n) for one in found] == [(Evidence.TIMED, n)]
    assert "it is back-dated" in found[0].text.en


@then(parsers.parse("the stranger's verifier says {verdict} about the time"))
def verdict_on_time(office: Office, verdict: str) -> None:
    policy = {
        "origin": office.old.name,
        "keys": [{"from": 0, "key": office.old.public.text}],
        "witnesses": [],
        "quorum": 0,
        "stamps": [CLOCK.digest],
    }
    assert verifier.verify(office.bundle, policy)["time"][0] == verdict


@then("the auditor, who knows only the old key, finds that the log is signed")
def log_is_signed(story: Story, office: Office) -> None:
    findings = office.found(story.store).findings
    assert [one for one in findings if one.evidence is not Evidence.TIMED] == []


@then("nothing is signed, because another key is in use")
def other_key_in_use(office: Office) -> None:
    assert office.refused is not None
    assert office.refused.code == "other-key"


@then("the key stays, because the old key given is not in use")
def key_stays(office: Office) -> None:
    assert office.refused is not None
    assert office.refused.code == "not-in-use"
