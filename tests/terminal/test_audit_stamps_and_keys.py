"""Time stamps and changes of key as people type them and read them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dossiers.key_changes import statements, stream_of_keys
from dossiers.store import Store
from ledger import verifier
from ledger.authority import Authority
from ledger.der import SEQUENCE, written
from ledger.proving import read_bundle, read_checkpoint, read_note, read_rotation
from ledger.stamp import stamp_request
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.tampering import tampered
from tests.terminal.conftest import ROOT, Run

CLOCK = Authority("clock", bytes([31] * 32))
STRANGE = Authority("strange", bytes([32] * 32))


@pytest.fixture
def desk(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a key, a policy that trusts it and an authority, and a signed checkpoint."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clock.crt").write_bytes(CLOCK.certificate)
    assert run("audit", "keygen", "-o", "log.key").code == 0
    assert run("audit", "keygen", "-o", "new.key").code == 0
    made = run("audit", "policy", "log.key.pub", "--stamp", "clock.crt", "-o", "trust.json")
    assert (made.code, made.err) == (0, "")
    signed(run)
    return tmp_path


def signed(run: Run, name: str = "c.txt", key: str = "log.key") -> None:
    ended = run("audit", "checkpoint", "--key", key, "--state", "log.state", "-o", name)
    assert ended.code == 0, ended.err


def more(url: str) -> None:
    """Another dossier with two events."""
    with Store.open(url) as store:
        proposed(store, a_nomination(), number="D-2")
        done(store, "submit", "unit_clerk", number="D-2")


def answered(desk: Path, *, checkpoint: str = "c.txt", by: Authority = CLOCK, days: int = 0) -> str:
    """The answer of an authority to a checkpoint, in a file."""
    text = read_note((desk / checkpoint).read_bytes()).text
    token = by.token(text.encode(), datetime.now(UTC) + timedelta(days=days))
    granted = written(SEQUENCE, written(2, b"\0"))
    (desk / "c.tsr").write_bytes(written(SEQUENCE, granted, token))
    return "c.tsr"


def test_a_request_is_over_the_newest_checkpoint_or_over_the_one_that_is_named(
    run: Run, desk: Path, url: str
) -> None:
    more(url)
    signed(run, "later.txt")
    for words, name in (((), "later.txt"), (("--checkpoint", "c.txt"), "c.txt")):
        ended = run("audit", "stamp", "--request", "c.tsq", *words)

        text = read_note((desk / name).read_bytes()).text
        assert ended.code == 0
        assert (desk / "c.tsq").read_bytes() == stamp_request(text)
    assert "cho 2 sự kiện đầu" in ended.err


def test_an_answer_is_kept_and_shown_by_verify(run: Run, desk: Path) -> None:
    kept = run("audit", "stamp", "--token", answered(desk), "--policy", "trust.json")
    found = run("audit", "verify", "--policy", "trust.json")

    assert (kept.code, "cho 2 sự kiện đầu" in kept.out) == (0, True)
    assert (found.code, "Dấu thời gian được tin: 1" in found.out) == (0, True)
    data = json.loads(run("audit", "verify", "--policy", "trust.json", "--json").out)
    assert [one["authority"] for one in data["log"]["stamps"]] == [CLOCK.digest]


def test_the_same_answer_again_changes_nothing(run: Run, desk: Path, url: str) -> None:
    name = answered(desk)
    for _ in range(2):
        assert run("audit", "stamp", "--token", name, "--policy", "trust.json").code == 0
    with Store.open(url) as store:
        assert len(store.numbered.stamps()) == 1


def test_an_answer_finds_the_former_checkpoint_that_it_is_over(
    run: Run, desk: Path, url: str
) -> None:
    name = answered(desk)
    more(url)
    signed(run, "later.txt")

    kept = run("audit", "stamp", "--token", name, "--policy", "trust.json")

    assert (kept.code, "cho 2 sự kiện đầu" in kept.out) == (0, True)


@pytest.mark.usefixtures("desk")
def test_a_policy_that_asks_for_stamps_is_not_content_without_one(run: Run) -> None:
    found = run("audit", "verify", "--policy", "trust.json")

    assert (found.code, "không có dấu thời gian nào" in found.out) == (1, True)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda content: content[:-1], "không phải dấu thời gian"),
        (lambda content: content[:-1] + bytes([content[-1] ^ 1]), "chữ ký của dấu thời gian sai"),
        (lambda _: b"", "không phải dấu thời gian"),
        (lambda _: bytes(70_000), "không phải dấu thời gian"),
    ],
    ids=["cut", "altered", "empty", "huge"],
)
def test_an_answer_that_does_not_hold_is_told_and_not_kept(
    run: Run, desk: Path, url: str, spoil: object, told: str
) -> None:
    assert callable(spoil)
    name = answered(desk)
    (desk / name).write_bytes(spoil((desk / name).read_bytes()))

    ended = run("audit", "stamp", "--token", name, "--policy", "trust.json")

    assert (ended.code, told in ended.err) == (3, True)
    with Store.open(url) as store:
        assert store.numbered.stamps() == ()


def test_an_answer_of_somebody_else_or_over_something_else_is_told(run: Run, desk: Path) -> None:
    other = run("audit", "stamp", "--token", answered(desk, by=STRANGE), "--policy", "trust.json")
    (desk / "other.txt").write_bytes((desk / "c.txt").read_bytes().replace(b"\n2\n", b"\n1\n"))
    name = answered(desk, checkpoint="other.txt")
    wrong = run("audit", "stamp", "--token", name, "--policy", "trust.json")

    assert (other.code, "chính sách không tin" in other.err) == (3, True)
    assert (wrong.code, "là của nội dung khác" in wrong.err) == (3, True)


def test_one_of_request_and_token_is_asked_for_and_a_token_needs_a_policy(
    run: Run, desk: Path
) -> None:
    assert run("audit", "policy", "log.key.pub", "-o", "plain.json").code == 0
    name = answered(desk)

    assert run("audit", "stamp").code == 2
    assert run("audit", "stamp", "--request", "a.tsq", "--token", name).code == 2
    assert run("audit", "stamp", "--token", name).code == 2
    assert run("audit", "stamp", "--token", name, "--policy", "plain.json").code == 2
    assert not (desk / "a.tsq").exists()


@pytest.mark.parametrize("content", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAA\n"])
def test_a_certificate_that_is_none_makes_no_policy(run: Run, desk: Path, content: bytes) -> None:
    (desk / "bad.crt").write_bytes(content)

    ended = run("audit", "policy", "log.key.pub", "--stamp", "bad.crt", "-o", "no.json")

    assert (ended.code, "không phải chứng thư" in ended.err) == (3, True)
    assert not (desk / "no.json").exists()


def test_a_back_dated_event_is_named(run: Run, desk: Path, url: str) -> None:
    stamped = run("audit", "stamp", "--token", answered(desk, days=9), "--policy", "trust.json")
    assert stamped.code == 0
    more(url)
    signed(run, "later.txt")

    found = run("audit", "verify", "--policy", "trust.json")

    assert found.code == 1
    assert "D-2, sự kiện 1, số 2 trong sổ: ghi là" in found.out
    assert "sự kiện bị lùi ngày" in found.out


def test_a_stamp_that_i_kept_shows_what_the_database_no_longer_has(
    run: Run, desk: Path, url: str
) -> None:
    name = answered(desk, days=9)
    more(url)
    signed(run, "later.txt")
    words = ("--policy", "trust.json", "--since", "c.txt", "--stamp", name)

    found = run("audit", "verify", *words)

    assert (found.code, "bị lùi ngày" in found.out) == (1, True)
    assert run("audit", "verify", "--policy", "trust.json", "--stamp", name).code == 2


def test_a_bundle_carries_the_stamp_and_the_verifier_of_one_file_reads_it(
    run: Run, desk: Path
) -> None:
    assert run("audit", "stamp", "--token", answered(desk), "--policy", "trust.json").code == 0
    assert run("audit", "export", "D-1", "--key", "log.key", "-o", "b.zip").code == 0
    shutil.copy(ROOT / "ledger" / "verifier.py", desk)

    ended = subprocess.run(
        [sys.executable, "-I", "-S", "verifier.py", "b.zip", "--policy", "trust.json", "--json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    said = json.loads(ended.stdout)["answers"]["time"]
    assert (ended.returncode, said["verdict"]) == (0, "yes")
    assert said["en"].endswith("UTC, 2 events")


def test_a_receipt_tells_the_stamp(run: Run, desk: Path) -> None:
    assert "Dấu thời gian" not in run("audit", "receipt", "D-1").out
    assert run("audit", "stamp", "--token", answered(desk), "--policy", "trust.json").code == 0

    assert f"cho 2 sự kiện đầu; chứng thư {CLOCK.digest}" in run("audit", "receipt", "D-1").out
    data = json.loads(run("audit", "receipt", "D-1", "--json").out)
    assert data["stamp"]["authority"] == CLOCK.digest


def rotated(run: Run, *words: str) -> str:
    ended = run("audit", "rotate", "--old", "log.key", "--new", "new.key", *words)
    assert ended.code == 0, ended.err
    return ended.out


def test_a_change_of_key_is_an_event_of_the_log(run: Run, desk: Path, url: str) -> None:
    assert "Từ 3 sự kiện trở đi" in rotated(run, "-o", "change.txt")

    with Store.open(url) as store:
        (statement,) = statements(store)
        (event,) = store.events(stream_of_keys(store.log))
        assert read_rotation(statement, origin=store.log)[0] == 3
    assert (desk / "change.txt").read_bytes() == statement
    assert event.n == 1
    assert run("audit", "replay").code == 0
    assert run("audit", "rebuild").code == 0


def test_everybody_follows_the_change(run: Run, desk: Path) -> None:
    assert run("audit", "stamp", "--token", answered(desk), "--policy", "trust.json").code == 0
    rotated(run)
    former = run("audit", "checkpoint", "--key", "log.key", "--state", "log.state")
    signed(run, "new.txt", "new.key")

    assert (former.code, "từ 3 sự kiện sổ ký bằng khóa khác" in former.err) == (1, True)
    assert run("audit", "verify", "--policy", "trust.json").code == 0
    found = run("audit", "verify", "--policy", "trust.json", "--since", "c.txt")
    assert found.code == 0
    assert "Khóa ký đã đổi 1 lần; khóa hiện nay dùng từ 3 sự kiện." in found.out
    assert run("audit", "keygen", "--witness", "w.example", "-o", "w.key").code == 0
    words = ("--policy", "trust.json", "--key", "w.key", "--state", "w.state", "-o", "cw.txt")
    assert run("audit", "witness", "new.txt", *words).code == 0
    assert run("audit", "export", "D-1", "--key", "new.key", "-o", "b.zip").code == 0
    content = (desk / "b.zip").read_bytes()
    assert len(read_bundle(content).rotations) == 1
    policy = verifier.policy_of((desk / "trust.json").read_bytes())
    assert {one[0] for one in verifier.verify(content, policy).values()} == {"yes", "cannot_tell"}
    assert verifier.verify(content, policy)["signed"][0] == "yes"


@pytest.mark.parametrize("first", [0, 3])
def test_a_policy_with_the_new_key_is_good_too(run: Run, desk: Path, first: int) -> None:
    assert run("audit", "stamp", "--token", answered(desk), "--policy", "trust.json").code == 0
    rotated(run)
    signed(run, "new.txt", "new.key")
    trust = json.loads((desk / "trust.json").read_text())
    new = {"from": first, "key": (desk / "new.key.pub").read_text().strip()}
    trust["keys"] = [*trust["keys"], new] if first else [new]
    (desk / "trust.json").write_text(json.dumps(trust))
    assert run("audit", "export", "D-1", "--key", "new.key", "-o", "b.zip").code == 0

    found = run("audit", "verify", "--policy", "trust.json", "--checkpoint", "new.txt")
    policy = verifier.policy_of((desk / "trust.json").read_bytes())
    answers = verifier.verify((desk / "b.zip").read_bytes(), policy)

    assert answers["signed"][0] == "yes"
    # Whoever trusts the new key from the beginning does not trust what the old one signed.
    assert (found.code == 0) is bool(first)


def test_a_key_can_be_changed_again_and_never_back(run: Run, desk: Path, url: str) -> None:
    assert run("audit", "keygen", "-o", "third.key").code == 0
    rotated(run)
    signed(run, "new.txt", "new.key")
    again = run("audit", "rotate", "--old", "new.key", "--new", "third.key")
    back = run("audit", "rotate", "--old", "third.key", "--new", "log.key")

    assert (again.code, "Từ 4 sự kiện" in again.out) == (0, True)
    assert (back.code, "không trở lại khóa cũ" in back.err) == (1, True)
    with Store.open(url) as store:
        assert len(statements(store)) == 2
    signed(run, "third.txt", "third.key")
    text = read_note((desk / "third.txt").read_bytes()).text
    assert read_checkpoint(text, origin=text.split("\n")[0]).size == 4


@pytest.mark.parametrize(
    ("old", "new", "words", "code", "told"),
    [
        ("log.key", "log.key", (), 1, "khóa mới trùng khóa cũ"),
        ("new.key", "log.key", (), 1, "không ký điểm kiểm mới nhất"),
        ("w.key", "new.key", (), 1, "không phải khóa ký của sổ này"),
        ("log.key", "w.key", (), 1, "không phải khóa ký của sổ này"),
        ("log.key", "other.key", (), 1, "không phải khóa ký của sổ này"),
        ("log.key", "new.key", ("--from", "2"), 1, "từ 3 sự kiện trở lên"),
        ("log.key", "new.key", ("--from", "0"), 2, ""),
        ("log.key.pub", "new.key", (), 3, "không phải khóa bí mật"),
        ("log.key", "nowhere.key", (), 3, "không có tệp này"),
    ],
)
def test_a_change_that_cannot_be_is_told_and_nothing_is_recorded(
    run: Run, desk: Path, url: str, old: str, new: str, words: tuple[str, ...], code: int, told: str
) -> None:
    assert run("audit", "keygen", "--witness", "w.example", "-o", "w.key").code == 0
    other = f"sqlite:///{desk / 'b.sqlite'}"
    assert run("init", "--database", other).code == 0
    assert run("audit", "keygen", "--database", other, "-o", "other.key").code == 0

    ended = run("audit", "rotate", "--old", old, "--new", new, *words)

    assert (ended.code, told in ended.err) == (code, True), ended.err
    assert (desk / "log.key").read_text().strip()[-20:] not in ended.err
    with Store.open(url) as store:
        assert statements(store) == ()


@pytest.mark.usefixtures("desk")
def test_the_key_that_was_replaced_is_not_replaced_again(run: Run) -> None:
    assert run("audit", "keygen", "-o", "third.key").code == 0
    rotated(run)

    ended = run("audit", "rotate", "--old", "log.key", "--new", "third.key")

    assert (ended.code, "sổ đã đổi khóa ở 3 sự kiện" in ended.err) == (1, True)


@pytest.mark.usefixtures("desk")
def test_the_same_command_twice_changes_the_key_once(run: Run, url: str) -> None:
    first, second = rotated(run, "--key", "k-1"), rotated(run, "--key", "k-1")

    assert first == second
    with Store.open(url) as store:
        assert len(statements(store)) == 1


def test_a_change_of_key_that_was_tampered_with_is_told(run: Run, desk: Path) -> None:
    rotated(run)
    without = "DELETE FROM document WHERE instr(CAST(body AS TEXT), '\"statement\"') > 0"
    tampered(desk / "a.sqlite", without)

    found = run("audit", "verify", "--key", "log.key.pub")
    ended = run("audit", "checkpoint", "--key", "new.key", "--state", "log.state")

    assert (found.code, ended.code) == (1, 6)


def test_of_two_changes_of_key_at_once_one_is_told(
    run: Run, desk: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotated(run)
    with Store.open(url) as store:
        before = statements(store)
    # The second one looked before the first had written.
    monkeypatch.setattr("dossiers.use_cases.rotating.keys_recorded", lambda _: None)
    monkeypatch.setattr(Store, "events", lambda *_: iter(()))
    assert run("audit", "keygen", "-o", "third.key").code == 0
    ended = run("audit", "rotate", "--old", "log.key", "--new", "third.key")
    monkeypatch.undo()

    assert (ended.code, "vừa ghi một lần đổi khóa" in ended.err) == (5, True)
    assert (desk / "third.key").exists()
    with Store.open(url) as store:
        assert statements(store) == before
