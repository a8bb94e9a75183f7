"""What people read who replay, argue again, compare two moments, or play forgeries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store, initialise
from tests.terminal.conftest import ROOT, Run


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the shipped season, played once."""
    url = f"sqlite:///{tmp_path_factory.mktemp('season') / 'season.sqlite'}"
    initialise(url)
    with Store.open(url) as store:
        play(read_season(shipped_season()), store)
    return url


def test_replay_gives_both_verdicts_side_by_side(run: Run) -> None:
    ended = run("audit", "replay")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "SỐ\tSỰ KIỆN\tTRẠNG THÁI DỰNG LẠI\tKẾT QUẢ\tXÉT LẠI\n"
        "D-1\t2\tHội đồng cơ sở đang xét\tkhớp\t1 như đã ghi\n"
    )


def test_replay_gives_both_as_data(run: Run) -> None:
    (one,) = json.loads(run("audit", "replay", "--json").out)

    assert (one["equal"], one["redecided"]) == (
        True,
        {"same": 1, "differs": None, "unknown": None},
    )


def test_a_what_if_is_marked_and_never_said_to_be_the_record(run: Run, tmp_path: Path) -> None:
    award = (ROOT / "rules" / "awards" / "cstdcs.yaml").read_text(encoding="utf-8")
    (tmp_path / "draft.yaml").write_text(award, encoding="utf-8")

    ended = run("audit", "replay", "--re-argue", str(tmp_path / "draft.yaml"))
    data = json.loads(run("audit", "replay", "--on", "2026-10-05", "--json").out)

    mark = "GIẢ ĐỊNH: quy tắc khác trên dữ kiện cũ; không phải kết quả đã ghi."
    head, row = ended.out.splitlines()
    assert (ended.code, ended.err) == (0, f"{mark}\n")
    assert head == "SỐ\tSỰ KIỆN\tKẾT LUẬN ĐÃ GHI\tGIẢ ĐỊNH"
    assert row.split("\t")[3] == "như đã ghi (V2022a)"
    assert (data["what_if"], data["text"]["vi"]) == (True, mark)
    assert data["dossiers"][0]["version"] == "V2026"


def test_a_draft_with_mistakes_argues_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.yaml").write_text("award: CSTDCS\n", encoding="utf-8")

    ended = run("audit", "replay", "--re-argue", str(tmp_path / "draft.yaml"))

    assert (ended.code, ended.out) == (3, "")


def test_two_moments_are_told_apart_in_words(run: Run) -> None:
    ended = run("audit", "diff", "D-1", "--from", "2024-11-25", "--to", "2024-12-31")

    lines = ended.out.splitlines()
    assert (ended.code, lines) == (
        0,
        [
            "D-1: 23:59:59 25/11/2024 → 23:59:59 31/12/2024",
            " - Trạng thái: Bản dự thảo → Hội đồng cơ sở đang xét",
            " - Sự kiện 2, 02/12/2024: Trình Hội đồng cơ sở [unit-clerk-1, unit_clerk]",
        ],
    )


@pytest.mark.parametrize(
    ("since", "until", "line"),
    [
        ("2024-12-20", "2024-12-31", " - Không có sự kiện nào của hồ sơ."),
        ("2020-01-01", "2020-12-31", " - Chưa có hồ sơ này."),
    ],
)
def test_where_nothing_lies_between_that_is_said(
    run: Run, since: str, until: str, line: str
) -> None:
    ended = run("audit", "diff", "D-1", "--from", since, "--to", until)

    assert ended.out.splitlines()[1:] == [line]


def test_moments_in_the_wrong_order_and_unknown_numbers_are_refused(run: Run) -> None:
    assert run("audit", "diff", "D-1", "--from", "2025-01-02", "--to", "2025-01-01").code == 2
    assert run("audit", "diff", "D-9", "--from", "2025-01-01", "--to", "2025-01-02").code == 4


def test_a_diff_is_data_too(run: Run) -> None:
    words = ("--from", "2024-11-25", "--to", "2024-12-31", "--json")
    data = json.loads(run("audit", "diff", "D-1", *words).out)

    assert data["states"] == ["draft", "council_review"]
    (event,) = data["events"]
    assert (event["event"], event["on"], event["act"]) == (2, "2024-12-02", "submit")
    assert (event["by"], event["role"]) == ("unit-clerk-1", "unit_clerk")


def test_the_table_of_forgeries_is_printed_whole(run: Run, season: str) -> None:
    ended = run("audit", "attack", "--database", season)

    lines = ended.out.splitlines()
    rows = [line for line in lines if line.count("●") + line.count(".") >= 8]
    assert ended.code == 0
    assert len(rows) == 29
    assert rows[2] == "sửa, tính lại mọi mã băm                      . . . ● ● ● ● ●"
    assert rows[18] == ("[khóa] thêm sự kiện lùi ngày                  . . . . . . . ●")
    counts = "0: 2, 1: 4, 2: 6, 3: 12, 4: 15, 5: 17, 6: 18, 7: 19"
    assert f"Nhận ra: {counts} (trên 19)." in lines
    assert "Qua kết nối của chính phần mềm: giữ được 11 trên 11." in lines
    assert "Trước khi ký: giữ được 12 trên 12." in lines
    assert "Qua chương trình khác: giữ được 16 trên 16." in lines


def test_a_promise_that_is_not_kept_ends_in_one(
    run: Run, season: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.proofs._against_roots", lambda *_: ())

    ended = run("audit", "attack", "--database", season)

    assert (ended.code, "KHÔNG NHƯ ĐÃ HỨA" in ended.out) == (1, True)


@pytest.mark.soak
def test_the_table_is_data_too(run: Run, season: str) -> None:
    data = json.loads(run("audit", "attack", "--json", "--database", season).out)

    assert [one["published"] for one in data["forgeries"]] == [True] * 19 + [False] * 10
    assert {one["as_promised"] for one in data["forgeries"]} == {True}
    assert set(data["guards"].values()) == set(data["outside"].values()) == {True}
    assert {one["held"] for one in data["stops"]} == {True}


def test_too_small_a_database_is_told(run: Run) -> None:
    ended = run("audit", "attack")

    assert (ended.code, "Cần ít nhất 3 hồ sơ" in ended.err) == (2, True)
