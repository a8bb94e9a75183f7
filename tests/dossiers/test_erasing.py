"""What is erased cannot be read any more, anywhere; what remains still proves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers import errors
from dossiers.comparing import changes, point_of
from dossiers.differences import LOST
from dossiers.model import Dossier
from dossiers.proofs import Evidence, checked
from dossiers.redeciding import redecided
from dossiers.replay import rebuilt_rows, replay
from dossiers.rulebook import bundle_of
from dossiers.store import Store, StoredEvent, initialise
from dossiers.store.key_store import KeyStore
from dossiers.store.strongbox import Strongbox
from dossiers.use_cases import (
    Erasing,
    dossier_of,
    erasable,
    erase,
    impact_of,
    listed,
    looked_at,
    perform,
    timeline,
)
from dossiers.use_cases.exporting import exported, receipt
from dossiers.use_cases.signing import NewCheckpoint, sign_log
from dossiers.use_cases.writing import row_of
from dossiers.verification import verify
from ledger import Actor, canonical, digest, event_bytes, leaf_hash, read_event, verifier
from ledger.commitment import sealed_bytes
from ledger.proving import SecretKey
from tests.databases import initialised
from tests.dossiers.building import a_key, a_nomination, acting, done, moment, proposed
from tests.dossiers.tampering import at_revision, tampered

NAME = "Đàm Thị Xuýnh"
OTHER = "Lý Văn Khuyếch"
ON = date(2026, 11, 21)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "office" / "a.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """Two dossiers that ended, and one of the same name as the first for another year."""
    with Store.open(initialised(file)) as opened:
        for number, name in (("D-1", NAME), ("D-2", OTHER)):
            proposed(opened, a_nomination(name=name), number=number)
            done(opened, "submit", "unit_clerk", number=number)
            done(opened, "withdraw", "unit_clerk", number=number, reason=f"theo đơn của {name}")
        yield opened


def erasing(number: str = "D-1", **changes: object) -> Erasing:
    given_ = Erasing(
        number=number,
        basis="Yêu cầu số 7/YC-2026",
        reason="theo yêu cầu của người được đề nghị",
        approved_by="head-1",
        by=Actor("archivist-1", "unit_head"),
        on=ON,
        at=moment(ON),
        key=a_key(),
    )
    return replace(given_, **changes)  # type: ignore[arg-type]  # names and kinds are the fields' own


def beside(file: Path) -> bytes:
    """Everything that lies in the folder but the keys: database, journal or log, locks."""
    keys = KeyStore.beside(file).path
    return b"".join(one.read_bytes() for one in sorted(file.parent.iterdir()) if one != keys)


def stream(store: Store, number: str = "D-1") -> str:
    return dossier_of(store, number).id


def events(store: Store, number: str = "D-1") -> list[StoredEvent]:
    return list(store.events(stream(store, number)))


def in_any_coding(name: str) -> list[bytes]:
    """A name as it could stand in some bytes: as text, and as the words it is made of."""
    words = (name, name.rsplit(maxsplit=1)[-1])
    return [word.encode(coding) for word in words for coding in CODINGS]


CODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def test_a_name_never_lies_in_clear_beside_the_keys(store: Store, file: Path) -> None:
    written = beside(file)

    assert [one for one in in_any_coding(NAME) if one in written] == []
    assert len(written) > 10_000
    assert NAME in dossier_of(store, "D-1").nomination.nominee.name


def test_no_digest_of_an_event_can_be_tried_out_on_names(store: Store) -> None:
    first = read_event(events(store)[0].body)
    document = store.document(first.data)

    said = {first.data, first.command.request, *first.private}

    assert NAME.encode() in document
    assert digest(document) not in said
    assert acting("submit", "unit_clerk").command.request not in said
    assert first.data in first.private


def test_what_is_erased_is_gone_from_every_reading(store: Store, file: Path) -> None:
    pinned = [name for one in events(store) for name in read_event(one.body).private]

    found = erase(store, erasing())

    assert (found.numbers, found.commitments, found.done) == (("D-1",), len(set(pinned)), True)
    for name in pinned:
        with pytest.raises(errors.ErasedError):
            store.document(name)
    assert NAME not in str(listed(store))
    assert OTHER in str(listed(store))
    assert [one for one in in_any_coding(NAME) if one in beside(file)] == []


def test_the_key_is_gone_from_its_file(store: Store, file: Path) -> None:
    key = store.strongbox.key(stream(store))
    assert isinstance(key, bytes)
    keys = KeyStore.beside(file).path
    assert key in keys.read_bytes()

    erase(store, erasing())

    there = [one.read_bytes() for one in file.parent.iterdir() if one.name.startswith(keys.name)]
    assert [one for one in there if key in one] == []
    assert len(there) == 1
    assert store.destroyed(stream(store)) is not None


def test_states_and_chain_of_an_erased_dossier_still_prove(store: Store) -> None:
    before = {one.number: one.subject.state for one in replay(store) if one.subject}

    erase(store, erasing())

    replayed = {one.number: one for one in replay(store)}
    assert all(one.equal for one in replayed.values())
    assert {number: one.subject.state for number, one in replayed.items() if one.subject} == before
    assert replayed["D-1"].events == 4
    assert verify(store).problems == ()


def test_an_erased_dossier_is_rebuilt_to_the_byte(store: Store, file: Path) -> None:
    erase(store, erasing())
    before = store.bodies()
    tampered(file, "DELETE FROM dossier")

    store.rebuild(lambda: rebuilt_rows(store))

    assert store.bodies() == before


def test_deciding_again_says_that_it_cannot_tell(store: Store) -> None:
    erase(store, erasing())

    found = redecided(store, stream(store))

    assert (found.same, found.differs) == (0, None)
    assert found.unknown is not None
    assert "not re-decidable" in found.unknown.en
    assert "proof is intact" in found.unknown.en


def test_a_timeline_tells_what_was_erased_under_what(store: Store) -> None:
    erase(store, erasing())

    lines = list(timeline(store, "D-1"))

    assert [one.act for one in lines] == ["propose", "submit", "withdraw", "erase"]
    first = read_event(events(store)[0].body)
    assert lines[0].reason.vi == (
        f"đã xóa ngày 21/11/2026 theo Yêu cầu số 7/YC-2026 (sự kiện 4). Mã cam kết: {first.data}"
    )
    assert lines[-1].reason.vi == "theo yêu cầu của người được đề nghị"


def test_what_changed_is_told_of_an_erased_dossier_too(store: Store) -> None:
    first, *_, last = (read_event(one.body).at for one in events(store))
    erase(store, erasing())

    began, ended = (point_of(store, "D-1", at) for at in (first, last))
    found = changes(store, "D-1", since=began, until=ended)

    assert found.before is not None
    assert found.after is not None
    assert (found.before.state, found.after.state) == ("draft", "withdrawn")


def test_nothing_can_be_judged_or_done_any_more(store: Store) -> None:
    erase(store, erasing())

    with pytest.raises(errors.DossierErasedError, match="erased on 21/11/2026"):
        looked_at(store, "D-1", on=ON)
    with pytest.raises(errors.DossierErasedError):
        perform(store, acting("submit", "unit_clerk", number="D-1"))
    judged = impact_of(store, bundle_of("CSTDCS"), effective_on=date(2020, 1, 1))
    assert (judged.judged, len(listed(store))) == (1, 2)


def test_the_same_again_changes_nothing(store: Store) -> None:
    erase(store, erasing())
    before = list(store.events())

    again = erase(store, erasing())

    assert (again.done, again.repeated) == (True, True)
    assert list(store.events()) == before


def test_a_command_of_before_sent_again_is_told_of_the_erasure(store: Store) -> None:
    command = acting("withdraw", "unit_clerk", reason="thôi", number="D-3")
    proposed(store, a_nomination(name="Người Thứ Ba"), number="D-3")
    perform(store, command)
    assert perform(store, command).repeated
    erase(store, erasing("D-3"))

    with pytest.raises(errors.DossierErasedError):
        perform(store, command)


def test_a_key_of_another_command_erases_nothing(store: Store) -> None:
    command = erasing("D-2")
    erase(store, command)
    before = store.bodies()

    with pytest.raises(errors.KeyReusedError):
        erase(store, erasing("D-1", key=command.key))

    assert store.bodies() == before
    assert verify(store).problems == ()


def test_looking_beforehand_writes_nothing(store: Store) -> None:
    before = (store.bodies(), list(store.events()))

    found = erasable(store, erasing())

    assert (found.numbers, found.done) == (("D-1",), False)
    assert (store.bodies(), list(store.events())) == before


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"basis": " "}, "legal basis"),
        ({"reason": ""}, "legal basis"),
        ({"reason": f"theo đơn của {NAME.upper()}"}, "name of the nominee"),
        ({"approved_by": "archivist-1"}, "must not be who"),
        ({"by": Actor("x", "engine")}, "responsibility"),
    ],
)
def test_an_erasure_that_nobody_answers_for_is_refused(
    store: Store, wrong: dict[str, object], told: str
) -> None:
    before = store.bodies()

    with pytest.raises(errors.ActDetailsError, match=told):
        erase(store, replace(erasing(), **wrong))  # type: ignore[arg-type]  # names are the fields' own

    assert store.bodies() == before


def test_a_dossier_under_way_is_not_erased(store: Store) -> None:
    proposed(store, a_nomination(name="Người Thứ Ba"), number="D-3")

    with pytest.raises(errors.ActDetailsError, match="has not ended"):
        erase(store, erasing("D-3"))


def test_other_dossiers_of_the_name_are_told_and_left(store: Store) -> None:
    proposed(store, a_nomination(name=NAME.upper()), number="D-4")

    assert erase(store, erasing()).namesakes == ("D-4",)
    assert dossier_of(store, "D-4").nomination.nominee.name == NAME.upper()


# --- everything that hangs together, and what was recorded before --------------------------------


def corrected(store: Store, *, ended: bool) -> None:
    """A granted dossier with a correction, which repeats the nomination."""
    proposed(store, a_nomination(name=NAME), number="D-7")
    ballot = {"members": 15, "approvals": 14}
    rest = {"number": "D-7", "on": date(2024, 12, 12)}
    done(store, "submit", "unit_clerk", **rest)
    done(store, "record_vote", "council_secretary", details=ballot, **rest)
    done(store, "advance", "unit_head", **rest)
    done(store, "approve", "unit_head", by="head-2", **rest)
    done(store, "request_correction", "unit_clerk", reason="Tên ghi sai dấu", **rest)
    rest["number"] = "D-7.1"
    done(store, "hand_in", "unit_clerk", reason="Tên ghi sai dấu", **rest)
    done(store, "confirm_mistake", "council_secretary", reason="Giấy khai sinh ghi khác", **rest)
    if ended:
        done(store, "issue_correction", "unit_head", by="head-2", **rest)


@pytest.mark.parametrize("asked_for", ["D-7", "D-7.1"])
def test_a_linked_dossier_is_erased_with_the_one_that_opened_it(
    store: Store, asked_for: str
) -> None:
    corrected(store, ended=True)

    found = erase(store, erasing(asked_for))

    assert found.numbers == ("D-7", "D-7.1")
    assert found.namesakes == ("D-1",)
    assert {one.number for one in listed(store) if one.erased} == {"D-7", "D-7.1"}
    assert all(one.equal for one in replay(store))
    assert verify(store).problems == ()
    assert dossier_of(store, "D-7").opened == ("D-7.1",)


def test_while_a_linked_dossier_is_under_way_none_of_them_is_erased(store: Store) -> None:
    corrected(store, ended=False)

    with pytest.raises(errors.ActDetailsError, match=r"D-7\.1 stands in"):
        erase(store, erasing("D-7"))


@pytest.fixture
def upgraded(store: Store, tmp_path: Path) -> Iterator[Store]:
    """A database of before, with one dossier in plain documents, brought to this release."""
    event = read_event(events(store)[0].body)
    content = store.document(event.data)
    former = replace(event, log="0" * 32, data=digest(content), quality=None, private=())
    body = event_bytes(former)
    dossier = next(one.subject for one in replay(store, until=event.at) if one.number == "D-1")
    assert isinstance(dossier, Dossier)
    row = row_of(replace(dossier, head=leaf_hash(body).hex()))
    old = f"sqlite:///{tmp_path / 'old.sqlite'}"
    at_revision(old, "0005")
    raw = sqlite3.connect(tmp_path / "old.sqlite")
    add = "INSERT INTO event (stream, n, at, body, leaf) VALUES (?, 1, 0, ?, ?)"
    raw.execute(add, (event.stream, body, leaf_hash(body)))
    pinned = (former.data, former.judged.definition, former.judged.rules)
    for name in (one for one in pinned if one is not None):
        document = content if name == former.data else store.document(name)
        raw.execute("INSERT INTO document VALUES (?, ?)", (name, document))
    kept = (row.id, row.number, row.award, row.unit, row.state, row.n, row.head, row.body)
    raw.execute("INSERT INTO dossier VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'word')", kept)
    raw.commit()
    raw.close()
    initialise(old)
    with Store.open(old) as opened:
        yield opened


def test_what_was_recorded_before_reads_and_verifies_as_it_did(upgraded: Store) -> None:
    assert [one.equal for one in replay(upgraded)] == [True]
    assert verify(upgraded).problems == ()
    assert dossier_of(upgraded, "D-1").nomination.nominee.name == NAME
    done(upgraded, "submit", "unit_clerk", number="D-1")
    assert [one.equal for one in replay(upgraded)] == [True]


def test_the_upgrade_seals_the_table_and_rewrites_no_event(upgraded: Store) -> None:
    raw = sqlite3.connect(upgraded.place)
    (row,) = raw.execute("SELECT body, likeness FROM dossier").fetchall()
    raw.close()

    assert NAME.encode() not in row[0]
    assert row[1] != "word"
    assert read_event(events(upgraded)[0].body).quality is None


def test_what_lies_in_plain_documents_is_not_said_to_be_erased(upgraded: Store) -> None:
    done(upgraded, "submit", "unit_clerk", number="D-1")
    done(upgraded, "withdraw", "unit_clerk", number="D-1", reason="thôi")

    with pytest.raises(errors.ActDetailsError, match="not sealed"):
        erase(upgraded, erasing())


# --- a backup, restored ---------------------------------------------------------------------------


@pytest.fixture
def restored(store: Store, file: Path) -> Iterator[Store]:
    """The database as it was before the erasure, put back after it; the keys are as they are."""
    backup = file.parent.parent / "backup.sqlite"
    raw = sqlite3.connect(file)
    raw.execute("VACUUM INTO ?", (str(backup),))
    raw.close()
    erase(store, erasing())
    store.__exit__()
    for one in file.parent.iterdir():
        if one.name in {f"{file.name}-wal", f"{file.name}-journal", f"{file.name}-shm"}:
            one.unlink()
    file.write_bytes(backup.read_bytes())
    with Store.open(f"sqlite:///{file}") as opened:
        yield opened


def test_a_restored_backup_shows_nothing_of_what_was_erased(restored: Store) -> None:
    for stored in events(restored):
        for name in read_event(stored.body).private:
            with pytest.raises(errors.ErasedError):
                restored.document(name)
    assert NAME not in str(listed(restored))
    assert OTHER in str(listed(restored))
    assert [one for one in in_any_coding(NAME) if one in Path(restored.place).read_bytes()] == []


def test_the_program_notices_that_the_copy_is_older_than_the_erasure(restored: Store) -> None:
    problems = verify(restored).problems
    told = {one.number: one.text.en for one in replay(restored)}

    assert [one.stream for one in problems] == [dossier_of(restored, "D-1").id]
    assert {one.text.en for one in problems} == {told["D-1"]}
    assert "older copy" in told["D-1"]
    assert told["D-2"] == "equal"
    with pytest.raises(errors.DossierErasedError, match="older than the erasure"):
        looked_at(restored, "D-1", on=ON)
    with pytest.raises(errors.ActDetailsError, match="older copy"):
        erase(restored, erasing())
    assert [one.act for one in timeline(restored, "D-2")] == ["propose", "submit", "withdraw"]


def test_a_checkpoint_of_after_the_erasure_says_that_the_log_is_shorter(
    store: Store, file: Path, tmp_path: Path
) -> None:
    secret = SecretKey(store.log, bytes(range(32)))
    backup = sqlite3.connect(tmp_path / "kept.sqlite")
    with sqlite3.connect(file) as raw:
        raw.backup(backup)
    backup.close()
    erase(store, erasing())
    newer = signed_note(store, secret, tmp_path)
    store.__exit__()
    file.write_bytes((tmp_path / "kept.sqlite").read_bytes())

    with Store.open(f"sqlite:///{file}") as old:
        found = checked(old, known=newer)

    assert [one.evidence for one in found.findings] == [Evidence.KNOWN]
    assert "the log has only 0" in found.findings[0].text.en


def test_cut_short_before_the_key_was_destroyed_it_is_told_and_mended(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Strongbox, "destroy", lambda *_: None)
        erase(store, erasing())
    (problem,) = verify(store).problems
    assert "key is still there" in problem.text.en

    erase(store, erasing())

    assert verify(store).problems == ()


def test_a_table_rebuilt_in_between_is_not_taken_for_an_older_copy(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Strongbox, "destroy", lambda *_: None)
        erase(store, erasing())
    store.rebuild(lambda: rebuilt_rows(store))

    again = erase(store, erasing())

    assert again.repeated
    assert all(one.equal for one in replay(store))


# --- what somebody does to the file ---------------------------------------------------------------


def test_what_is_taken_away_without_an_event_is_noticed(store: Store, file: Path) -> None:
    tampered(file, "UPDATE disclosure SET box = NULL WHERE subject = ?", stream(store))

    assert {one.text.en for one in verify(store).problems} == {
        "the content of the event is gone and no event erased it"
    }
    assert not all(one.equal for one in replay(store))


def test_a_box_under_another_commitment_is_not_opened(store: Store, file: Path) -> None:
    first, second = (read_event(one.body).data for one in events(store)[:2])
    tampered(
        file,
        "UPDATE disclosure SET box = (SELECT box FROM disclosure WHERE commitment = ?) "
        "WHERE commitment = ?",
        second,
        first,
    )

    with pytest.raises(errors.HistoryError, match="changed"):
        store.document(first)


def test_whoever_has_the_key_too_cannot_put_another_content_in_place(
    store: Store, file: Path
) -> None:
    name = read_event(events(store)[0].body).data
    key = store.strongbox.key(stream(store))
    assert isinstance(key, bytes)
    forged = sealed_bytes(b'["00","data",{}]', key=key, label=name)
    tampered(file, "UPDATE disclosure SET box = ? WHERE commitment = ?", forged, name)

    with pytest.raises(errors.HistoryError, match="lost"):
        store.document(name)
    assert {one.text for one in verify(store).problems} == {LOST}


def test_without_the_file_of_keys_nothing_is_opened_and_it_is_said(file: Path) -> None:
    initialise(f"sqlite:///{file}")
    KeyStore.beside(file).path.unlink()

    with pytest.raises(errors.KeysMissingError, match="keys"):
        Store.open(f"sqlite:///{file}")


@pytest.mark.usefixtures("store")
def test_keys_of_another_database_open_nothing(file: Path, tmp_path: Path) -> None:
    initialise(f"sqlite:///{tmp_path / 'other.sqlite'}")
    keys = KeyStore.beside(tmp_path / "other.sqlite").path
    KeyStore.beside(file).path.write_bytes(keys.read_bytes())

    with Store.open(f"sqlite:///{file}") as opened, pytest.raises(errors.HistoryError, match="key"):
        opened.bodies()


@pytest.mark.usefixtures("store")
def test_the_file_of_keys_is_for_its_owner_only(file: Path) -> None:
    assert KeyStore.beside(file).path.stat().st_mode & 0o777 == 0o600


# --- bundles --------------------------------------------------------------------------------------


def signed_note(store: Store, secret: SecretKey, folder: Path) -> bytes:
    """A newer checkpoint of the log."""
    signed = sign_log(store, secret, folder / "state")
    assert isinstance(signed, NewCheckpoint)
    return signed.note


@pytest.fixture
def secret(store: Store) -> SecretKey:
    return SecretKey(store.log, bytes(range(32)))


def asked(content: bytes, *questions: str) -> list[str]:
    answers = verifier.verify(content)
    assert "no" not in {one[0] for one in answers.values()}
    return [answers[one][0] for one in questions]


def test_a_bundle_shows_nobody_by_default(store: Store, secret: SecretKey, tmp_path: Path) -> None:
    signed_note(store, secret, tmp_path)

    content = exported(store, ["D-1"])

    assert [one for one in in_any_coding(NAME) if one in content] == []
    assert asked(content, "whole", "bytes", "linked", "position", "disclosed") == ["yes"] * 5
    assert asked(content, "documents") == ["cannot_tell"]


def test_a_bundle_with_all_values_is_complete(
    store: Store, secret: SecretKey, tmp_path: Path
) -> None:
    signed_note(store, secret, tmp_path)

    content = exported(store, ["D-1"], disclose=True)

    assert NAME.encode() in content
    assert OTHER.encode() not in content
    assert asked(content, "documents", "disclosed", "erased") == ["yes"] * 3


def test_a_bundle_tells_what_was_erased(store: Store, secret: SecretKey, tmp_path: Path) -> None:
    erase(store, erasing())
    signed_note(store, secret, tmp_path)

    content = exported(store, ["D-1", "D-2"], disclose=True)

    assert NAME.encode() not in content
    assert OTHER.encode() in content
    assert asked(content, "disclosed", "erased", "replayed") == ["yes"] * 3
    remark = verifier.verify(content)["erased"][2]
    assert remark == f"2026-11-21, {stream(store)} #4"
    assert receipt(store, "D-1").events == 4


# --- properties -----------------------------------------------------------------------------------


@given(st.binary(max_size=200), st.text("0123456789abcdef", min_size=1, max_size=32))
def test_what_is_sealed_opens_under_its_own_name_only(body: bytes, name: str) -> None:
    box = Strongbox(KeyStore(Path("nowhere")))
    box._keys.update({name: bytes(range(32)), f"{name}x": bytes(range(32))})

    sealed = box.row(name, body)

    assert box.opened_row(name, sealed) == body
    assert len(body) < 8 or body not in sealed
    with pytest.raises(errors.HistoryError):
        box.opened_row(f"{name}x", sealed)


@given(st.data())
def test_a_flipped_byte_of_a_sealed_row_is_noticed(data: st.DataObject) -> None:
    box = Strongbox(KeyStore(Path("nowhere")))
    box._keys["d"] = bytes(range(32))
    sealed = bytearray(box.row("d", canonical({"name": NAME})))
    sealed[data.draw(st.integers(1, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(errors.HistoryError):
        box.opened_row("d", bytes(sealed))
