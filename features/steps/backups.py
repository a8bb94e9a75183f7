"""Sentences about whoever keeps the database: backups, losses, restores."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.backups import NotRestored, Restored, back_up, restore
from dossiers.store import Store, initialise
from dossiers.store.backup import copied_file
from dossiers.store.key_store import KeyStore
from dossiers.use_cases import dossier_of
from dossiers.use_cases.signing import NewCheckpoint, sign_log
from dossiers.verification import verify
from features.steps.context import Story
from ledger.proving import SecretKey
from tests.dossiers.building import NUMBER
from tests.dossiers.tampering import tampered

AT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass
class Keeper:
    """What the keeper of the database has.

    Attributes:
        folder: where backups lie.
        events: how many events the last backup held.
        known: the checkpoint that a neighbour kept.
        answer: what came of the last restore.
    """

    folder: Path
    events: int = 0
    known: bytes | None = None
    answer: Restored | NotRestored | None = field(default=None)

    @property
    def backup(self) -> Path:
        """The backup."""
        return self.folder / "backup.sqlite"

    def restore(self, story: Story, known: bytes | None = None, accepted: int = 0) -> None:
        """Restore the backup, and open the database again."""
        place = story.store.place
        story.store.__exit__()
        url = f"sqlite:///{place}"
        self.answer = restore(self.backup, url, at=AT, known=known, accepted=accepted)
        if isinstance(self.answer, Restored):
            story.store = Store.open(url)


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    folder = tmp_path / "kept"
    folder.mkdir()
    return Keeper(folder)


@given("the keeper has made a backup")
@when("the keeper makes a backup")
def backup_made(story: Story, keeper: Keeper) -> None:
    keeper.events = back_up(f"sqlite:///{story.store.place}", keeper.backup).events


@given("the office has signed the log and a neighbour kept the checkpoint")
def neighbour_keeps(story: Story, keeper: Keeper) -> None:
    secret = SecretKey(story.store.log, bytes([1] * 32))
    signed = sign_log(story.store, secret, keeper.folder / "log.state")
    assert isinstance(signed, NewCheckpoint)
    keeper.known = signed.note


@given("the database is lost")
def database_lost(story: Story) -> None:
    story.store.__exit__()
    Path(story.store.place).unlink()


@given("the database is damaged")
def database_damaged(story: Story) -> None:
    story.store.__exit__()
    Path(story.store.place).write_bytes(b"\0" * 8192)


@given("somebody changed a letter in the backup")
def backup_changed(keeper: Keeper) -> None:
    tampered(
        keeper.backup, "UPDATE event SET body = CAST(replace(body, '2', '3') AS BLOB) WHERE n = 2"
    )


@given("another office has a backup of its own")
def other_office(keeper: Keeper) -> None:
    initialise(f"sqlite:///{keeper.backup}")


@when("the keeper restores the backup")
def restored(story: Story, keeper: Keeper) -> None:
    keeper.restore(story)


@when("the keeper restores the backup against the kept checkpoint")
def restored_against(story: Story, keeper: Keeper) -> None:
    keeper.restore(story, known=keeper.known)


@when(parsers.re(r"the keeper restores the backup and accepts the loss of (?P<count>\d+) events?"))
def restored_with_loss(story: Story, keeper: Keeper, count: str) -> None:
    keeper.restore(story, accepted=int(count))


@then(parsers.parse("the backup holds {count:d} events"))
def backup_holds(keeper: Keeper, count: int) -> None:
    assert keeper.events == count


@then("the auditor finds that the backup is whole")
def backup_whole(story: Story, keeper: Keeper) -> None:
    copied_file(story.store.strongbox.store.path, KeyStore.beside(keeper.backup).path)
    with Store.open(f"sqlite:///{keeper.backup}") as copy:
        assert verify(copy).problems == ()


@then(parsers.parse('the dossier stands in "{state}"'))
def stands_in(story: Story, state: str) -> None:
    assert dossier_of(story.store, NUMBER).state == state


@then(parsers.re(r"the dossier has (?P<count>\d+) events"))
def has_events(story: Story, count: str) -> None:
    with Store.open(f"sqlite:///{story.store.place}") as store:
        assert dossier_of(store, NUMBER).n == int(count)


@then(parsers.parse("the former database lies beside it with {count:d} events"))
def former_beside(keeper: Keeper, count: int) -> None:
    assert isinstance(keeper.answer, Restored)
    assert keeper.answer.aside is not None
    # Its keys stay where they are, beside the database that is in use.
    with Store.open(f"sqlite:///{keeper.answer.aside}", with_keys=False) as former:
        assert len(list(former.events())) == count


@then(parsers.re(r"nothing is restored, because (?P<why>.+)"))
def not_restored(keeper: Keeper, why: str) -> None:
    words = {
        "1 event would be lost": "has 1 events that the backup lacks",
        "the checkpoint speaks of more events": "the log has only 2",
        "the backup is not whole": "the backup is not whole",
        "nobody knows what would be lost": "nobody knows what would be lost",
        "it is another log": "is of another log",
    }
    assert isinstance(keeper.answer, NotRestored)
    assert any(words[why] in reason.en for reason in keeper.answer.reasons)
