"""What people read who keep their dossiers on a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dossiers.proofs import checked
from dossiers.replay import replay
from dossiers.store import Store
from dossiers.store.tables import METADATA
from dossiers.store.transcribing import as_file
from dossiers.use_cases import decide_on_rules, propose_rules
from terminal.published_rules import tell_published
from tests.databases import rows
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.publishing import a_decision, a_draft, stricter_rules
from tests.postgres import Server, running
from tests.terminal.conftest import Run

SECRET = "bi-mat-9999"  # noqa: S105 -- of an account that lives as long as these tests


@pytest.fixture
def url(on_server: str) -> str:
    """In place of the file that other tests of commands run on."""
    with Store.open(on_server) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")
    return on_server


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    with running() as server:
        server.run(
            f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'", "CREATE DATABASE one OWNER guarded"
        )
        yield server


def test_dossiers_on_a_server_are_listed_acted_on_and_verified(run: Run) -> None:
    listed, acted = (
        run("dossier", "list"),
        run("dossier", "act", "D-1", "withdraw", "--role", "unit_clerk", "--reason", "rút"),
    )
    verified = run("audit", "verify")

    assert (listed.code, acted.code, verified.code) == (0, 0, 0)
    assert "D-1" in listed.out
    assert "Đã băm lại 3 sự kiện của 1 hồ sơ" in verified.out


def test_a_database_on_a_server_is_initialised_and_what_is_missing_is_told(
    run: Run, own: Server
) -> None:
    url = own.address("one", "guarded", SECRET)

    made, again = run("init", "--database", url), run("init", "--database", url)

    assert (made.code, again.code) == (0, 0)
    assert "Đã sẵn sàng: postgresql+psycopg://guarded:***@/one" in made.out
    assert "Đã có sẵn, đúng phiên bản" in again.out
    assert "Không đặt được chốt bảo vệ 'owner_role'" in made.err
    assert SECRET not in made.out + made.err + again.out + again.err


@pytest.mark.parametrize(
    ("database", "password", "words"),
    [
        ("one", "sai", "không cho đăng nhập"),
        ("none", SECRET, "chưa có cơ sở dữ liệu"),
        ("postgres", SECRET, "Chưa có cơ sở dữ liệu"),
    ],
)
def test_what_is_wrong_with_a_server_ends_with_6_and_no_password(
    run: Run, own: Server, database: str, password: str, words: str
) -> None:
    ended = run("dossier", "list", "--database", own.address(database, "guarded", password))

    assert (ended.code, ended.out) == (6, "")
    assert ended.err.startswith("Lỗi: ")
    assert words in ended.err
    assert password not in ended.err.replace("--password", "")
    assert ended.err.count("\n") == 1


def test_an_address_that_cannot_be_used_is_wrong_usage_and_keeps_its_password(run: Run) -> None:
    ended = run("dossier", "list", "--database", f"postgresql://web:{SECRET}@may-chu:nam-tu/x")

    assert ended.code == 2
    assert "postgresql://web:***@may-chu:nam-tu/x" in ended.err
    assert SECRET not in ended.err


def test_the_season_is_played_on_a_server_and_never_over_another(run: Run, empty: str) -> None:
    played, again = run("demo", "--keep", empty), run("demo", "--keep", empty)

    assert (played.code, again.code) == (0, 6)
    assert "Dựng lại từ lịch sử: 31/31 hồ sơ khớp" in played.out
    assert "Không có gì bị ghi đè" in again.err


def test_later_rules_on_a_server_are_told_beside_the_shipped_ones(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(url) as store:
        waiting = propose_rules(store, a_draft(*stricter_rules()))
        decide_on_rules(store, a_decision(waiting.number))

    tell_published(["CSTDCS"], url)
    tell_published(["CSTDCS"], "postgresql://127.0.0.1:1/x")

    assert capsys.readouterr().err.count("đã ban hành sau") == 1


def test_a_copy_in_a_file_has_the_same_history_and_proofs(url: str, tmp_path: Path) -> None:
    with Store.open(url) as store:
        store.numbered.number()
        expected = tuple(store.events()), store.bodies(), store.numbered.root(2), store.log

    file = as_file(url, tmp_path / "copy.sqlite")

    with Store.open(f"sqlite:///{file}") as copy:
        found = tuple(copy.events()), copy.bodies(), copy.numbered.root(2), copy.log
        assert found == expected
        assert (checked(copy).findings, checked(copy).guards) == ((), ())
        assert [one.equal for one in replay(copy)] == [True]
    assert as_file(f"sqlite:///{file}", tmp_path / "other") == file


def test_a_copy_holds_every_table(url: str, tmp_path: Path) -> None:
    file = as_file(url, tmp_path / "copy.sqlite")

    counting = [f"SELECT count(*) FROM {one.name}" for one in METADATA.sorted_tables]  # noqa: S608
    with Store.open(url) as store:
        there = [rows(store.place, one) for one in counting]
    assert [rows(file, one) for one in counting] == there
