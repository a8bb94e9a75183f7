"""Keys, checkpoints, witnesses, bundles and receipts as people type them and read them."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from dossiers.store import Store, initialise
from ledger.proving import read_bundle
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.tampering import tampered, unguarded
from tests.terminal.conftest import ROOT, Run


@pytest.fixture
def desk(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the keys of the log and of a witness, and a policy that trusts both."""
    monkeypatch.chdir(tmp_path)
    assert run("audit", "keygen", "-o", "log.key").code == 0
    assert run("audit", "keygen", "--witness", "hue.example/snv", "-o", "w.key").code == 0
    made = run("audit", "policy", "log.key.pub", "w.key.pub", "--quorum", "1", "-o", "trust.json")
    assert made.code == 0
    return tmp_path


def log_of(url: str) -> str:
    with Store.open(url) as store:
        return store.log


def more(url: str) -> None:
    """Another dossier with two events."""
    with Store.open(url) as store:
        proposed(store, a_nomination(), number="D-2")
        done(store, "submit", "unit_clerk", number="D-2")


def signed(run: Run, name: str = "c.txt") -> None:
    ended = run("audit", "checkpoint", "--key", "log.key", "--state", "log.state", "-o", name)
    assert ended.code == 0, ended.err


def cosigned(run: Run, name: str = "c.txt", to: str = "cw.txt") -> None:
    words = ("--policy", "trust.json", "--key", "w.key", "--state", "w.state", "-o", to)
    ended = run("audit", "witness", name, *words)
    assert (ended.code, ended.err) == (0, "hue.example/snv đã xác nhận.\n")


def test_a_secret_key_is_its_owners_alone_and_never_overwritten(run: Run, desk: Path) -> None:
    before = (desk / "log.key").read_text()

    again = run("audit", "keygen", "-o", "log.key")

    assert (again.code, "không ghi đè khóa" in again.err) == (3, True)
    assert (desk / "log.key").read_text() == before
    assert (desk / "log.key").stat().st_mode & 0o777 == 0o600
    assert "PRIVATE" not in (desk / "log.key.pub").read_text()


def test_a_witness_needs_a_name_that_a_key_can_have(run: Run, desk: Path) -> None:
    assert run("audit", "keygen", "--witness", "sở nội vụ", "-o", "x.key").code == 2
    assert not (desk / "x.key").exists()


def test_a_policy_names_one_log_and_no_more_witnesses_than_it_has(run: Run, desk: Path) -> None:
    assert run("audit", "policy", "w.key.pub", "-o", "no.json").code == 2
    assert run("audit", "policy", "log.key.pub", "--quorum", "1", "-o", "no.json").code == 2
    assert run("audit", "policy", "log.key", "-o", "no.json").code == 3
    assert not (desk / "no.json").exists()


def test_a_checkpoint_says_what_was_numbered_and_goes_to_stdout(
    run: Run, desk: Path, url: str
) -> None:
    ended = run("audit", "checkpoint", "--key", "log.key", "--state", "log.state")

    lines = ended.out.splitlines()
    assert (ended.code, lines[:2]) == (0, [log_of(url), "2"])
    assert ended.err == "Đã đánh số thêm 2 sự kiện và ký điểm kiểm 2 sự kiện.\n"
    assert (desk / "log.state").read_text().splitlines() == lines[:3]


def test_the_same_log_signed_again_is_the_same_checkpoint(run: Run, desk: Path) -> None:
    signed(run, "one.txt")
    signed(run, "two.txt")

    assert (desk / "one.txt").read_bytes() == (desk / "two.txt").read_bytes()


def test_a_restored_backup_is_not_signed(run: Run, desk: Path, url: str) -> None:
    signed(run)
    backup = (desk / "a.sqlite").read_bytes()
    more(url)
    signed(run, "later.txt")
    state = (desk / "log.state").read_bytes()
    (desk / "a.sqlite").write_bytes(backup)

    ended = run("audit", "checkpoint", "--key", "log.key", "--state", "log.state")

    assert (ended.code, ended.out) == (1, "")
    assert "sổ có 2 sự kiện, ít hơn 4 sự kiện đã ký" in ended.err
    assert (desk / "log.state").read_bytes() == state


def test_a_history_that_was_rewritten_is_not_signed(run: Run, desk: Path, url: str) -> None:
    signed(run)
    more(url)
    tampered(desk / "a.sqlite", "UPDATE log_leaf SET leaf = zeroblob(32) WHERE idx = 1")

    ended = run("audit", "checkpoint", "--key", "log.key", "--state", "log.state")

    assert (ended.code, "không nối tiếp sổ 2 sự kiện đã ký" in ended.err) == (1, True)


def test_a_lost_or_damaged_state_file_is_told_and_nothing_is_signed(run: Run, desk: Path) -> None:
    (desk / "log.state").write_text("2\n")

    ended = run("audit", "checkpoint", "--key", "log.key", "--state", "log.state")

    assert (ended.code, ended.out, "Đừng xóa" in ended.err) == (6, "", True)


def test_an_event_changed_before_it_got_a_number_is_named_and_not_signed(
    run: Run, desk: Path
) -> None:
    change = "UPDATE event SET body = replace(body, 'unit_clerk', 'unit_clark') WHERE n = 2"
    tampered(desk / "a.sqlite", change)

    ended = run("audit", "checkpoint", "--key", "log.key", "--state", "log.state")

    assert (ended.code, ended.out) == (6, "")
    assert "Không đánh số được sự kiện 2" in ended.err
    assert not (desk / "log.state").exists()


def test_the_key_of_another_log_signs_nothing(run: Run, desk: Path) -> None:
    initialise(f"sqlite:///{desk / 'b.sqlite'}")
    run("audit", "keygen", "-o", "b.key", "--database", f"sqlite:///{desk / 'b.sqlite'}")

    ended = run("audit", "checkpoint", "--key", "b.key", "--state", "b.state")

    assert (ended.code, ended.out, "không phải khóa ký của sổ" in ended.err) == (1, "", True)


def test_a_witness_cosigns_what_grew_and_nothing_else(run: Run, desk: Path, url: str) -> None:
    signed(run)
    cosigned(run)
    more(url)
    signed(run, "later.txt")
    cosigned(run, "later.txt", "later-w.txt")
    words = ("--policy", "trust.json", "--key", "w.key", "--state", "w.state")

    back = run("audit", "witness", "c.txt", *words)

    assert (back.code, back.out) == (1, "")
    assert "ít hơn 4 sự kiện đã ký" in back.err
    assert (desk / "later-w.txt").read_text().count("— ") == 2


def test_a_witness_refuses_what_the_log_did_not_sign(run: Run, desk: Path) -> None:
    signed(run)
    (desk / "c.txt").write_text((desk / "c.txt").read_text().replace("\n2\n", "\n3\n"))
    words = ("--policy", "trust.json", "--key", "w.key", "--state", "w.state")

    ended = run("audit", "witness", "c.txt", *words)

    assert (ended.code, "không có chữ ký đúng" in ended.err) == (1, True)


def test_verify_says_what_holds_and_who_vouches_for_it(run: Run, desk: Path) -> None:
    signed(run)
    cosigned(run)

    ended = run("audit", "verify", "--policy", "trust.json", "--checkpoint", "cw.txt")

    assert (ended.code, ended.out.splitlines()) == (
        0,
        [
            "Đã băm lại 2 sự kiện của 1 hồ sơ và 7 tài liệu: 0 sai khác.",
            "Sổ: 2 sự kiện đã đánh số, 0 đang chờ; 1 điểm kiểm.",
            "Điểm kiểm cuối còn đúng: 2 sự kiện; nhân chứng xác nhận: 1.",
        ],
    )
    assert (desk / "cw.txt").is_file()


def test_verify_asks_for_witnesses_and_for_a_checkpoint(run: Run, desk: Path) -> None:
    none = run("audit", "verify", "--policy", "trust.json")
    signed(run)
    few = run("audit", "verify", "--policy", "trust.json")

    assert (none.code, "chưa có điểm kiểm nào được ký" in none.out) == (1, True)
    assert (few.code, "chỉ có 0 nhân chứng xác nhận" in few.out) == (1, True)
    assert run("audit", "verify", "--key", "log.key.pub").code == 0
    assert desk.is_dir()


def test_verify_names_the_first_broken_event_and_the_last_checkpoint_that_holds(
    run: Run, desk: Path, url: str
) -> None:
    signed(run)
    more(url)
    signed(run, "later.txt")
    change = "UPDATE event SET body = replace(body, 'unit_clerk', 'unit_clark') WHERE seq = 4"
    tampered(desk / "a.sqlite", change)

    ended = run("audit", "verify", "--key", "log.key.pub", "--since", "c.txt")

    assert ended.code == 1
    assert "Điểm kiểm cuối còn đúng: 2 sự kiện" in ended.out
    assert "Sự kiện hỏng đầu tiên: D-2, sự kiện 2, số 3 trong sổ." in ended.out


def test_verify_notices_that_the_log_became_shorter_than_what_i_kept(
    run: Run, desk: Path, url: str
) -> None:
    signed(run)
    backup = (desk / "a.sqlite").read_bytes()
    more(url)
    signed(run, "later.txt")
    (desk / "a.sqlite").write_bytes(backup)

    assert run("audit", "verify", "--key", "log.key.pub").code == 0
    ended = run("audit", "verify", "--key", "log.key.pub", "--since", "later.txt")

    assert (ended.code, "điểm kiểm nói 4 sự kiện nhưng sổ chỉ còn 2" in ended.out) == (1, True)


def test_verify_notices_that_guards_are_gone_and_that_others_may_read(run: Run, desk: Path) -> None:
    unguarded(desk / "a.sqlite").close()
    (desk / "a.sqlite").chmod(0o644)

    ended = run("audit", "verify")

    assert ended.code == 1
    assert " ! thiếu chốt bảo vệ 'event_no_update'\n" in ended.out
    assert "người khác đọc hoặc ghi được tệp cơ sở dữ liệu (quyền 644)" in ended.out


def test_a_key_and_a_policy_together_are_too_many(run: Run, desk: Path) -> None:
    words = ("--policy", "trust.json", "--key", "log.key.pub")

    assert run("audit", "verify", *words).code == 2
    assert run("audit", "verify", "--key", "w.key.pub").code == 3
    assert run("audit", "verify", "--key", "trust.json").code == 3
    assert desk.is_dir()


def read_by_a_stranger(folder: Path, *words: str) -> tuple[int, dict[str, str]]:
    """What the verifier of one file answers, run as an auditor does, without anything of ours."""
    ended = subprocess.run(
        [sys.executable, "-I", str(ROOT / "ledger" / "verifier.py"), *words, "--lang", "en"],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
    )
    answered = [line.split("?", 1) for line in ended.stdout.splitlines()]
    return ended.returncode, {one[0]: one[1].strip().split("  ")[0] for one in answered}


def test_an_exported_bundle_is_accepted_by_the_verifier_of_one_file(
    run: Run, desk: Path, url: str
) -> None:
    signed(run, "early.txt")
    more(url)
    signed(run)
    cosigned(run)
    words = ("--checkpoint", "cw.txt", "--key", "log.key", "--since", "early.txt", "-o", "b.zip")
    assert run("audit", "export", "D-2", *words, "--disclose", "all").code == 0

    asked = ("b.zip", "--policy", "trust.json", "--known", "early.txt")
    code, answers = read_by_a_stranger(desk, *asked)

    assert code == 0
    assert answers.pop("Does deciding again give the same") == "cannot tell"
    assert set(answers.values()) == {"yes"}
    assert len(answers) == 12


def test_an_exported_bundle_shows_nothing_personal_unless_it_is_asked_for(
    run: Run, desk: Path
) -> None:
    signed(run)
    cosigned(run)
    run("audit", "export", "D-1", "--checkpoint", "cw.txt", "-o", "bare.zip")
    run("audit", "export", "D-1", "--disclose", "all", "-o", "all.zip")

    name = "Nguyễn Văn Mẫu".encode()
    assert name not in (desk / "bare.zip").read_bytes()
    assert name in (desk / "all.zip").read_bytes()
    code, answers = read_by_a_stranger(desk, "bare.zip", "--policy", "trust.json")
    assert (code, answers["Are all pinned documents here"]) == (0, "cannot tell")


def test_the_verifiers_are_handed_out_with_their_digests(run: Run, desk: Path) -> None:
    ended = run("audit", "verifiers", "-o", "for/outsiders")

    said = {name: told for told, name in (line.split("  ") for line in ended.out.splitlines())}
    written = {path.name: path.read_bytes() for path in (desk / "for" / "outsiders").iterdir()}
    assert ended.code == 0
    assert written == {name: (ROOT / "ledger" / name).read_bytes() for name in written}
    assert said == {name: sha256(content).hexdigest() for name, content in written.items()}
    assert set(said) == {"verifier.html", "verifier.py"}


def test_verifiers_have_no_place_in_a_file(run: Run, desk: Path) -> None:
    inside = run("audit", "verifiers", "-o", "trust.json/tools")

    assert (inside.code, "không tạo được thư mục này" in inside.err) == (3, True)
    assert run("audit", "verifiers", "-o", "trust.json").code != 0
    assert json.loads((desk / "trust.json").read_text())["quorum"] == 1


def test_equal_dossiers_give_an_equal_bundle(run: Run, desk: Path, url: str) -> None:
    more(url)
    signed(run)
    run("audit", "export", "D-1", "D-2", "-o", "one.zip")
    run("audit", "export", "D-2", "D-1", "D-1", "-o", "two.zip")

    assert (desk / "one.zip").read_bytes() == (desk / "two.zip").read_bytes()
    assert len(read_bundle((desk / "one.zip").read_bytes()).events) == 4


def test_a_bundle_without_documents_leaves_that_question_open(run: Run, desk: Path) -> None:
    signed(run)
    run("audit", "export", "D-1", "--digests-only", "-o", "b.zip")

    code, answers = read_by_a_stranger(desk, "b.zip")

    assert (code, answers["Are all pinned documents here"]) == (0, "cannot tell")
    assert answers["Did the log and its witnesses sign"] == "cannot tell"


def test_nothing_is_exported_before_it_was_signed(run: Run, desk: Path, url: str) -> None:
    unsigned = run("audit", "export", "D-1", "-o", "b.zip")
    signed(run)
    more(url)
    too_new = run("audit", "export", "D-2", "-o", "b.zip")
    missing = run("audit", "export", "D-9", "-o", "b.zip")

    assert (unsigned.code, "tdkt audit checkpoint" in unsigned.err) == (6, True)
    assert (too_new.code, "Hồ sơ D-2 chưa nằm trong điểm kiểm" in too_new.err) == (6, True)
    assert missing.code == 4
    assert not (desk / "b.zip").exists()


def test_a_receipt_fits_on_a_page_and_holds_leaf_root_and_code(
    run: Run, desk: Path, url: str
) -> None:
    signed(run)
    with Store.open(url) as store:
        leaf = list(store.events())[-1].leaf.hex()
        other = next(store.events()).leaf.hex()
    log, _, root = (desk / "c.txt").read_text().splitlines()[:3]

    ended = run("audit", "receipt", "D-1")

    lines = ended.out.splitlines()
    code = lines.pop(2)
    assert code.startswith("Mã đối chiếu: ")
    assert len(code.removeprefix("Mã đối chiếu: ")) == 19
    assert lines == [
        "Hồ sơ: D-1",
        "Trạng thái sau 2 sự kiện: Hội đồng cơ sở đang xét",
        f"Sổ: {log}",
        "Số trong sổ: 1 trên 2",
        f"Mã băm sự kiện: {leaf}",
        f"Mã băm gốc của sổ: {root}",
        "Đường dẫn từ sự kiện lên gốc (RFC 6962):",
        f"  {other}",
        "Giữ trang này: ai có điểm kiểm đã ký với mã băm gốc trên đây đều kiểm tra được.",
    ]


def test_a_receipt_is_a_page_of_html_too(run: Run, desk: Path) -> None:
    signed(run)
    text = run("audit", "receipt", "D-1").out

    run("audit", "receipt", "D-1", "-o", "r.html")

    page = (desk / "r.html").read_text(encoding="utf-8")
    assert page.startswith('<!doctype html>\n<html lang="vi">')
    assert f"<pre>{text}</pre>" in page
    assert "http" not in page
    assert "<script" not in page


def test_a_receipt_is_data_too(run: Run, desk: Path) -> None:
    signed(run)

    data = json.loads(run("audit", "receipt", "D-1", "--json").out)

    assert (data["index"], data["size"], len(data["proof"])) == (1, 2, 1)
    assert data["root"] == (desk / "c.txt").read_text().splitlines()[2]


def test_no_receipt_is_given_for_a_history_that_no_longer_fits(run: Run, desk: Path) -> None:
    signed(run)
    tampered(desk / "a.sqlite", "UPDATE log_leaf SET leaf = zeroblob(32) WHERE idx = 1")

    ended = run("audit", "receipt", "D-1")

    assert (ended.code, "không còn khớp điểm kiểm" in ended.err) == (6, True)
