"""Sentences about personal data: who erases, what remains, and what an old copy still shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.errors import ActDetailsError, DossierErasedError, ErasedError, KeysMissingError
from dossiers.proofs import checked
from dossiers.redeciding import Redecided
from dossiers.replay import replay
from dossiers.store import Store
from dossiers.store.key_store import KeyStore
from dossiers.use_cases import Erasing, erasable, erase, listed, looked_at, timeline
from dossiers.use_cases.exporting import exported
from dossiers.use_cases.signing import NewCheckpoint, sign_log
from dossiers.verification import verify
from features.steps.context import Story
from ledger import Actor, read_event, verifier
from ledger.proving import SecretKey
from tests.dossiers.building import NUMBER, a_key, a_nomination, moment, proposed
from tests.dossiers.tampering import tampered

NAME = "Nguyễn Văn Mẫu"
ON = date(2026, 11, 21)
UNDER_WAY = "D-9"


@dataclass
class Archive:
    """What lies beside the office in these stories.

    Attributes:
        folder: for backups and the memory of the signer.
        refused: why the last erasure was not done.
        bundle: what was exported.
        note: the checkpoint that the auditor holds.
    """

    folder: Path
    refused: str = ""
    bundle: bytes = b""
    note: bytes = b""


@pytest.fixture
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return Archive(tmp_path_factory.mktemp("archive"))


def erasing(number: str = NUMBER, **changes: str) -> Erasing:
    """The command of the registrar."""
    command = Erasing(
        number=number,
        basis="Quyết định số 7",
        reason="theo yêu cầu",
        approved_by="head-1",
        by=Actor("registrar-1", "unit_head"),
        on=ON,
        at=moment(ON),
        key=a_key(),
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # words only


def attempt(story: Story, archive: Archive, work: Callable[[], object]) -> None:
    """Do something that may be refused, and keep why."""
    story.before = story.dossier
    try:
        work()
    except ActDetailsError as refused:
        archive.refused = str(refused)


@given("the unit clerk has withdrawn it")
def withdrawn(story: Story) -> None:
    story.surely("withdraw", "unit_clerk", reason=f"theo đơn của {NAME}")


@given("another dossier that is under way")
def under_way(story: Story) -> None:
    proposed(story.store, a_nomination(name="Người Thứ Hai"), number=UNDER_WAY)


@given("a backup of the database")
def backup(story: Story, archive: Archive) -> None:
    copy = sqlite3.connect(archive.folder / "backup.sqlite")
    with sqlite3.connect(story.store.place) as raw:
        raw.backup(copy)
    copy.close()


@given("the registrar has erased it")
def has_erased(story: Story) -> None:
    erase(story.store, erasing())


@given("the auditor holds a checkpoint of after the erasure")
def holds_checkpoint(story: Story, archive: Archive) -> None:
    archive.note = _signed(story, archive)


@when("the file of keys is lost")
def keys_lost(story: Story) -> None:
    KeyStore.beside(Path(story.store.place)).path.unlink()


@when(parsers.re(r'the registrar erases it under "(?P<basis>[^"]*)" with the approval of the head'))
def erases(story: Story, archive: Archive, basis: str) -> None:
    attempt(story, archive, lambda: erase(story.store, erasing(basis=basis)))


@when(
    parsers.parse('the registrar erases it under "{basis}" with nobody else\'s approval'),
)
def erases_alone(story: Story, archive: Archive, basis: str) -> None:
    alone = erasing(basis=basis, approved_by="registrar-1")
    attempt(story, archive, lambda: erase(story.store, alone))


@when("the registrar erases that one")
def erases_other(story: Story, archive: Archive) -> None:
    attempt(story, archive, lambda: erase(story.store, erasing(UNDER_WAY)))


@when("the registrar only looks what would be erased")
def looks(story: Story, archive: Archive) -> None:
    attempt(story, archive, lambda: erasable(story.store, erasing()))


@when("somebody takes the content away with another tool")
def taken_away(story: Story) -> None:
    tampered(story.store.place, "UPDATE disclosure SET box = NULL")


@when("the backup is put back")
def put_back(story: Story, archive: Archive) -> None:
    place = Path(story.store.place)
    story.store.__exit__()
    for end in ("-journal", "-wal", "-shm"):
        place.with_name(f"{place.name}{end}").unlink(missing_ok=True)
    place.write_bytes((archive.folder / "backup.sqlite").read_bytes())
    story.store = Store.open(f"sqlite:///{place}")


@when("the dossier is exported for somebody who may see nothing personal")
def exported_bare(story: Story, archive: Archive) -> None:
    archive.bundle = exported(story.store, [NUMBER], note=_signed(story, archive))


@when("the dossier is exported for somebody who may see everything")
def exported_whole(story: Story, archive: Archive) -> None:
    note = _signed(story, archive)
    archive.bundle = exported(story.store, [NUMBER], note=note, disclose=True)


@then("the name of the nominee stands nowhere beside the keys")
def nowhere(story: Story) -> None:
    assert NAME.encode() not in _beside(story)
    assert story.dossier.nomination.nominee.name == NAME


@then("the name of the nominee is read nowhere")
def read_nowhere(story: Story) -> None:
    assert NAME not in str(listed(story.store))
    assert NAME.encode() not in _beside(story)
    for stored in story.store.events():
        for name in read_event(stored.body).private:
            with pytest.raises(ErasedError):
                story.store.document(name)


@then(parsers.parse('the timeline says that it was erased under "{basis}"'))
def timeline_says(story: Story, basis: str) -> None:
    first, *_, last = timeline(story.store, NUMBER)
    assert basis in first.reason.en
    assert last.act == "erase"


@then("the office is told that the file of keys is missing")
def told_of_keys(story: Story) -> None:
    with pytest.raises(KeysMissingError, match="file of keys"):
        Store.open(f"sqlite:///{story.store.place}")


@then(parsers.parse('the erasure is refused because "{why}"'))
def refused(archive: Archive, why: str) -> None:
    assert why in archive.refused


@then("whoever asks what can be done is told that it was erased")
def told_erased(story: Story) -> None:
    with pytest.raises(DossierErasedError, match="erased on 21/11/2026"):
        looked_at(story.store, NUMBER, on=ON)


@then("of every decision it is said that it cannot be told, and that its proof is intact")
def cannot_be_told(again: Redecided) -> None:
    assert (again.same, again.differs) == (0, None)
    assert again.unknown is not None
    assert "its proof is intact" in again.unknown.en


@then("the auditor is told that no event erased it")
def no_event(story: Story) -> None:
    assert {one.text.en for one in verify(story.store).problems} == {
        "the content of the event is gone and no event erased it"
    }


@then("the auditor is told that the copy is older than the erasure")
def older_copy(story: Story) -> None:
    (one,) = replay(story.store)
    assert not one.equal
    assert "older copy" in one.text.en


@then("that checkpoint says that the log is shorter")
def shorter(story: Story, archive: Archive) -> None:
    (found,) = checked(story.store, known=archive.note).findings
    assert "the log has only" in found.text.en


@then("the name of the nominee is not in the bundle")
def not_in_bundle(archive: Archive) -> None:
    assert NAME.encode() not in archive.bundle


@then("the name of the nominee is in the bundle")
def in_bundle(archive: Archive) -> None:
    assert NAME.encode() in archive.bundle


@then(parsers.parse('the stranger\'s verifier says yes to "{one}" and "{two}"'))
def says_yes(archive: Archive, one: str, two: str) -> None:
    answers = verifier.verify(archive.bundle)
    assert [answers[one][0], answers[two][0]] == ["yes", "yes"]
    assert "no" not in {verdict for verdict, _, _ in answers.values()}


@then(parsers.parse('the stranger\'s verifier cannot tell of "{one}" and says no to nothing'))
def cannot_tell(archive: Archive, one: str) -> None:
    answers = verifier.verify(archive.bundle)
    assert answers[one][0] == "cannot_tell"
    assert "no" not in {verdict for verdict, _, _ in answers.values()}


def _signed(story: Story, archive: Archive) -> bytes:
    """The log as it stands, signed."""
    secret = SecretKey(story.store.log, bytes(range(32)))
    answer = sign_log(story.store, secret, archive.folder / "state")
    assert isinstance(answer, NewCheckpoint)
    return answer.note


def _beside(story: Story) -> bytes:
    """Everything that lies beside the keys: database, journal, lock."""
    place = Path(story.store.place)
    keys = KeyStore.beside(place).path
    files = (one for one in place.parent.iterdir() if one.is_file() and one != keys)
    return b"".join(one.read_bytes() for one in files)
