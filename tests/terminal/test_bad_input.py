"""Whatever is typed or handed over wrongly: one clear message, its exit code, nothing changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from dossiers.store import Store
from tests.terminal.conftest import Run

ACT = ("dossier", "act", "D-1")
Content = tuple[tuple[bytes, ...], int]


@pytest.fixture
def content(url: str) -> Callable[[], Content]:
    def read() -> Content:
        with Store.open(url) as store:
            return store.bodies(), len(list(store.events()))

    return read


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("dossier", "lst"), 2, "list"),
        (("dosier",), 2, "dossier"),
        (("dossier", "show", "D-9"), 4, "'D-9'"),
        (("dossier", "show", "D-2"), 4, "'D-1'"),
        (("dossier", "timeline", "D-9"), 4, "'D-9'"),
        (("audit", "replay", "D-9"), 4, "'D-9'"),
        ((*ACT, "aprove", "--role", "unit_head"), 2, "'approve'"),
        ((*ACT, "advance", "--role", "unit_haed"), 2, "'unit_head'"),
        ((*ACT, "advance"), 2, "--role"),
        ((*ACT, "advance", "--role", "unit_head", "--by", "x" * 200), 2, "--by"),
        ((*ACT, "advance", "--role", "unit_head", "--by", "a\tb"), 2, "--by"),
        ((*ACT, "amend", "--role", "unit_clerk", "--detail", "titles=x"), 1, "state"),
        ((*ACT, "advance", "--role", "unit_head", "--on", "31/02/2025"), 2, "31/02/2025"),
        ((*ACT, "advance", "--role", "unit_head", "--on", "2025-13-01"), 2, "2025-13-01"),
        ((*ACT, "record_vote", "--role", "council_secretary"), 2, "members"),
        (
            (*ACT, "record_vote", "--role", "council_secretary", "--detail", "memebrs=15"),
            2,
            "'members'",
        ),
        ((*ACT, "record_vote", "--role", "council_secretary", "--detail", "15"), 2, "'15'"),
        (("dossier", "list", "--state", "drft"), 2, "'draft'"),
        (("dossier", "list", "--award", "CSTDC"), 2, "'CSTDCS'"),
        (("dossier", "acts", "D-1", "--role", "unit_haed"), 2, "'unit_head'"),
        (("dossier", "why", "D-1", "--act", "aprove"), 2, "'approve'"),
        (("workflow", "draw", "provincial-award", "--state", "aproved"), 2, "'approved'"),
        (("rules", "test", "CSTDC"), 2, "'CSTDCS'"),
        (("rules", "evaluate", "CSTDC", "--facts", "x", "--on", "2025-01-01"), 2, "'CSTDCS'"),
        (("rules", "evaluate", "CSTDCS", "--facts", "/none", "--on", "2025-01-01"), 3, "/none"),
        (("audit", "replay", "--at", "soon"), 2, "soon"),
        (("--lang", "fr", "dossier", "list"), 2, "fr"),
        (("dossier", "list", "--database", "nonsense"), 2, "nonsense"),
        (("dossier", "list", "--database", "mysql://x/y"), 2, "mysql://x/y"),
        (("dossier", "list", "--database", "sqlite:////none/a.sqlite"), 6, "/none/a.sqlite"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_one_line_says_what_is_wrong(
    run: Run,
    content: Callable[[], Content],
    arguments: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    before = content()

    ended = run(*arguments)

    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err
    assert "Traceback" not in ended.err
    assert content() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("award: CSTDCS\naward: CO_TINH\n", "repeated-key"),
        ("award: &a CSTDCS\nunit: *a\n", "alias"),
        ("award: !!python/object/apply:os.system [ls]\n", "tag"),
        ("award: [\n", "syntax"),
        (unicodedata.normalize("NFD", "unit: Sở Công Thương\n"), "not-composed"),
        ("award: CSTDCS\nunit: x\nnominee: {kind: person, name: A}\n", "not-one-of"),
        ("evidence: {award_year: 010}\n", "not-whole"),
        ("evidence: {award_year: 999999999999999}\n", "out-of-bounds"),
        ("evidence: {award_year: 2024, service_months: -3}\n", "out-of-bounds"),
        ("evidence: {award_year: 2024, answers: {đ: true}}\n", "not-name"),
        ("evidence: {award_year: 2024, consultation_held: yes}\n", "not-flag"),
        (
            "evidence: {award_year: 2024, initiatives: [{title: a, recognised_on: 2025-02-31}]}\n",
            "not-day",
        ),
        ("on: no\n", "unknown-key"),
        (
            "evidence: {award_year: 2024, unit_council: {members: 9, approvals: 12}}\n",
            "too-many-votes",
        ),
        ("", "wrong-kind"),
    ],
)
def test_a_nomination_that_cannot_be_read_changes_nothing(
    run: Run, content: Callable[[], Content], tmp_path: Path, text: str, words: str
) -> None:
    file = tmp_path / "n.yaml"
    file.write_text(text, encoding="utf-8")
    before = content()

    ended = run("dossier", "propose", str(file))

    assert (ended.code, ended.out) == (3, "")
    assert words in ended.err
    assert f"{file}:" in ended.err
    assert content() == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("award_year: soon\n", "facts.yaml:1:13"),
        ("award_year: 2024\nratings: {}\n", "facts.yaml:2:10"),
        ("ratings: [{year: 2024, grade: HTXNV}]\n", "HTXSNV"),
        ("ratngs: []\n", "ratings"),
        ("received_on: 31/02/2025\n", "facts.yaml:1:14"),
        ("consultation.held: yes\n", "facts.yaml:1:20"),
    ],
)
def test_facts_of_the_wrong_kind_are_told_with_their_place(
    run: Run, tmp_path: Path, text: str, words: str
) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(text, encoding="utf-8")

    ended = run("rules", "evaluate", "CSTDCS", "--facts", str(file), "--on", "2025-01-10")

    assert (ended.code, ended.out) == (3, "")
    assert words in ended.err


def test_an_unknown_award_in_a_nomination_comes_with_the_nearest(
    run: Run, content: Callable[[], Content], nomination_file: Path
) -> None:
    text = nomination_file.read_text(encoding="utf-8").replace("award: CSTDCS", "award: CSTDC")
    nomination_file.write_text(text, encoding="utf-8")
    before = content()

    ended = run("dossier", "propose", str(nomination_file))

    assert (ended.code, "'CSTDCS'" in ended.err) == (2, True)
    assert content() == before


def test_decomposed_letters_on_the_command_line_are_composed_and_said(run: Run) -> None:
    decomposed = unicodedata.normalize("NFD", "thiếu giấy tờ")

    ended = run(
        *ACT, "return_for_supplement", "--role", "council_secretary", "--reason", decomposed
    )

    assert (ended.code, "NFC" in ended.err) == (0, True)
    assert "Lý do: thiếu giấy tờ" in run("dossier", "timeline", "D-1").out


def test_the_same_command_twice_is_recorded_once(run: Run, content: Callable[[], Content]) -> None:
    command = (*ACT, "withdraw", "--role", "unit_clerk", "--reason", "rút", "--key", "k")
    dated = (*command, "--on", "2024-12-03")
    assert run(*dated).code == 0
    after = content()

    again = run(*dated)

    assert (again.code, "đã ghi trước đó" in again.err) == (0, True)
    assert content() == after


def test_a_key_for_another_command_is_a_conflict(run: Run, content: Callable[[], Content]) -> None:
    reason = ("--reason", "rút", "--key", "k", "--on", "2024-12-03")
    run(*ACT, "withdraw", "--role", "unit_clerk", *reason)
    after = content()

    ended = run(*ACT, "withdraw", "--role", "unit_head", *reason)

    assert (ended.code, "'k'" in ended.err) == (5, True)
    assert content() == after


def test_a_number_that_is_taken_is_a_conflict(
    run: Run, content: Callable[[], Content], nomination_file: Path
) -> None:
    before = content()

    ended = run("dossier", "propose", str(nomination_file), "--number", "D-1")

    assert (ended.code, "'D-1'" in ended.err) == (5, True)
    assert content() == before


def test_a_read_only_database_is_told(run: Run, url: str, content: Callable[[], Content]) -> None:
    path = url.removeprefix("sqlite:///")
    before = content()

    ended = run(
        *ACT,
        "withdraw",
        "--role",
        "unit_clerk",
        "--reason",
        "rút",
        "--database",
        f"sqlite:///file:{path}?mode=ro&uri=true",
    )

    assert (ended.code, "chỉ đọc" in ended.err) == (6, True)
    assert content() == before


def test_a_season_is_never_written_over_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("giữ nguyên", encoding="utf-8")

    ended = run("demo", "--keep", str(file))

    assert (ended.code, file.read_text(encoding="utf-8")) == (6, "giữ nguyên")


def test_messages_come_in_english_too(tdkt: Run) -> None:
    assert "No dossier has the number 'D-9'" in tdkt("--lang", "en", "dossier", "show", "D-9").err
    assert "no command 'dosier'" in tdkt("--lang=en", "dosier").err


def test_a_dossier_is_not_proposed_in_a_role_that_nobody_knows(
    run: Run, content: Callable[[], Content], nomination_file: Path
) -> None:
    before = content()

    ended = run("dossier", "propose", str(nomination_file), "--role", "unit_clrk")

    assert (ended.code, "'unit_clerk'" in ended.err) == (2, True)
    assert content() == before


def test_details_of_the_wrong_shape_are_told_in_vietnamese(run: Run) -> None:
    run(*ACT, "return_for_supplement", "--role", "council_secretary", "--reason", "thiếu")

    ended = run(*ACT, "amend", "--role", "unit_clerk", "--detail", "titles=x")

    assert (ended.code, "cần một danh sách" in ended.err) == (2, True)
