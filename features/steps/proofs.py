"""Sentences about an office that signs, witnesses, auditors, and strangers with a bundle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.proofs import Checked, checked
from dossiers.redeciding import Redecided, redecided
from dossiers.store import NotNumberedError
from dossiers.use_cases.exporting import exported
from dossiers.use_cases.signing import NewCheckpoint, sign_log, witness_log
from features.steps.audits import rules_of_event, tampered
from features.steps.context import Story
from ledger import verifier
from ledger.proving import WITNESS_KEY, Keyring, Policy, Refused, SecretKey, read_note
from tests.databases import backed_up
from tests.dossiers.building import NUMBER

AT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass
class Desk:
    """What lies on the desks of office, witness and auditor.

    Attributes:
        folder: where state files are.
        log: the key of the log.
        witness: the key of the witness.
        restore: puts the backup back.
        note: the newest checkpoint, with or without cosignature.
        kept: the checkpoint that the auditor kept.
        refused: the last refusal.
        stopped: the event that got no number.
        bundle: what the stranger was sent.
    """

    folder: Path
    log: SecretKey
    witness: SecretKey
    restore: Callable[[], object]
    note: bytes = b""
    kept: bytes | None = None
    refused: Refused | None = None
    stopped: NotNumberedError | None = None
    bundle: bytes = b""

    def policy(self, quorum: int = 0) -> Policy:
        """Whom the auditor trusts."""
        ring = Keyring.of(self.log.public)
        return Policy(self.log.name, ring, (self.witness.public,), quorum)

    def sign(self, story: Story) -> None:
        """Have the office sign, and keep what came of it."""
        answer = sign_log(story.store, self.log, self.folder / "log.state")
        self.refused = answer if isinstance(answer, Refused) else None
        if isinstance(answer, NewCheckpoint):
            self.note = answer.note

    def cosign(self, story: Story) -> None:
        """Have the witness cosign, and keep what came of it."""
        state = self.folder / "w.state"
        answer = witness_log(
            story.store, self.note, self.policy(), self.witness, state=state, at=AT
        )
        self.refused = answer if isinstance(answer, Refused) else None
        if not isinstance(answer, Refused):
            self.note = answer

    def found(self, story: Story) -> Checked:
        """What the auditor finds."""
        quorum = len(read_note(self.note).signatures) - 1
        return checked(
            story.store, policy=self.policy(quorum), checkpoint=self.note, known=self.kept
        )


@given("the office and a witness have keys, and the auditor trusts both", target_fixture="desk")
def keys_made(story: Story, tmp_path: Path) -> Desk:
    assert story.dossier
    restore = backed_up(story.store.place, tmp_path)
    witness = SecretKey("witness.example", bytes([2] * 32), WITNESS_KEY)
    return Desk(tmp_path, SecretKey(story.store.log, bytes([1] * 32)), witness, restore)


@given("the office has signed the log")
@when("the office signs the log")
def office_signs(story: Story, desk: Desk) -> None:
    desk.sign(story)


@when("the office tries to sign the log")
def office_tries(story: Story, desk: Desk) -> None:
    with pytest.raises(NotNumberedError) as stopped:
        desk.sign(story)
    desk.stopped = stopped.value


@when("the office signs another history of the same size")
def another_history(story: Story, desk: Desk) -> None:
    tampered(story, "UPDATE log_leaf SET leaf = zeroblob(32) WHERE idx = 1")
    (desk.folder / "log.state").unlink()
    desk.sign(story)


@given("the witness has cosigned")
@when("the witness is asked to cosign")
def witness_asked(story: Story, desk: Desk) -> None:
    desk.cosign(story)


@given("the auditor has kept the checkpoint")
def checkpoint_kept(desk: Desk) -> None:
    desk.kept = desk.note


@when("somebody restores the backup from before the vote")
def backup_restored(desk: Desk) -> None:
    desk.restore()


@when(parsers.parse("somebody changes a letter in event {n:d} afterwards"))
def letter_changed_afterwards(story: Story, n: int) -> None:
    change = "UPDATE event SET body = replace(body, 'council_secretary', 'council_secretarY')"
    tampered(story, f"{change} WHERE n = ?", n)


@given(parsers.parse("the rules that judged event {n:d} are lost"))
def rules_lost(story: Story, n: int) -> None:
    tampered(story, "DELETE FROM document WHERE digest = ?", rules_of_event(story, n))


@when("the dossier is exported for a stranger")
def exported_for_a_stranger(story: Story, desk: Desk) -> None:
    desk.bundle = exported(story.store, [NUMBER], note=desk.note, secret=desk.log, disclose=True)


@when("somebody changes one byte of the bundle")
def byte_changed(desk: Desk) -> None:
    middle = len(desk.bundle) // 2
    other = bytes([desk.bundle[middle] ^ 1])
    desk.bundle = desk.bundle[:middle] + other + desk.bundle[middle + 1 :]


@when("the auditor has everything decided again", target_fixture="again")
def decided_again(story: Story) -> Redecided:
    return redecided(story.store, next(story.store.events()).stream)


@then(parsers.parse("the checkpoint speaks of {count:d} events"))
def checkpoint_speaks(desk: Desk, count: int) -> None:
    assert read_note(desk.note).text.splitlines()[1] == str(count)


@then("the auditor finds that the log holds")
def log_holds(story: Story, desk: Desk) -> None:
    found = desk.found(story)
    assert (found.findings, found.guards) == ((), ())
    assert found.holds is not None


@then("nothing is signed, because the log became shorter")
def refused_as_shorter(desk: Desk) -> None:
    assert desk.refused is not None
    assert desk.refused.code == "smaller"


@then(parsers.parse("nothing is signed, and event {n:d} is named"))
def refused_with_event(desk: Desk, n: int) -> None:
    assert desk.stopped is not None
    assert (desk.stopped.n, desk.note) == (n, b"")


@then("the checkpoint carries one cosignature")
def one_cosignature(desk: Desk) -> None:
    names = [one.name for one in read_note(desk.note).signatures]
    assert names == [desk.log.name, desk.witness.name]


@then("the witness refuses")
def witness_refuses(desk: Desk) -> None:
    assert desk.refused is not None
    assert desk.refused.code == "inconsistent"


@then(parsers.parse("the auditor is told of event {n:d}"))
def told_of_event(story: Story, desk: Desk, n: int) -> None:
    assert next(one.n for one in desk.found(story).findings if one.stream) == n


@then(parsers.parse("the last checkpoint that holds speaks of {count:d} events"))
def last_that_holds(story: Story, desk: Desk, count: int) -> None:
    holds = desk.found(story).holds
    assert holds is not None
    assert holds.size == count


@then("the auditor finds that the log is shorter than the kept checkpoint")
def shorter_than_kept(story: Story, desk: Desk) -> None:
    found = checked(story.store, known=desk.kept)
    assert ["the log has only 0" in one.text.en for one in found.findings] == [True]


@then("the stranger's verifier says no to nothing")
def verifier_content(desk: Desk) -> None:
    answers = asked(desk)
    assert "no" not in {one[0] for one in answers.values()}


@then(parsers.parse('it says yes to "{one}", "{two}", "{three}" and "{four}"'))
def says_yes(desk: Desk, one: str, two: str, three: str, four: str) -> None:
    answers = asked(desk)
    assert [answers[name][0] for name in (one, two, three, four)] == ["yes"] * 4


@then("the stranger's verifier says no")
def says_no(desk: Desk) -> None:
    assert "no" in {one[0] for one in asked(desk).values()}


@then(parsers.parse("{count:d} decision comes out as recorded"))
def as_recorded(again: Redecided, count: int) -> None:
    assert again == Redecided(count, None, None)


@then(parsers.parse("of event {n:d} it cannot be told"))
def cannot_be_told(again: Redecided, n: int) -> None:
    assert again.differs is None
    assert again.unknown is not None
    assert f"event {n}" in again.unknown.en


def asked(desk: Desk) -> Mapping[str, tuple[str, str, str]]:
    """What the verifier of one file answers to the bundle."""
    return verifier.verify(desk.bundle, trusted(desk))


def trusted(desk: Desk) -> dict[str, object]:
    """The policy of a stranger who trusts the office and its witness."""
    return {
        "kind": "tdkt-trust/v1",
        "origin": desk.log.name,
        "keys": [{"from": 0, "key": desk.log.public.text}],
        "witnesses": [desk.witness.public.text],
        "quorum": 1,
    }
