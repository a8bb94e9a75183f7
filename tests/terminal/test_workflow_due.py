"""Terms and calendars on the command line: what is printed, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal.conftest import Run
from tests.workflow.calendars import off, year_file

OVER_TET = """\
Hết hạn: hết thứ Ba 03/03/2026
Tính 10 ngày làm việc kể từ sau thứ Ba 10/02/2026, là ngày không được tính.
Không tính:
  thứ Hai 16/02/2026: Tết Âm lịch, ngày cuối năm
  thứ Ba 17/02/2026: Tết Âm lịch, mùng 1
  thứ Tư 18/02/2026: Tết Âm lịch, mùng 2
  thứ Năm 19/02/2026: Tết Âm lịch, mùng 3
  thứ Sáu 20/02/2026: Tết Âm lịch, mùng 4
  nghỉ hằng tuần: 6 ngày
"""


def test_a_term_over_tet_is_told_with_every_day_off(run: Run) -> None:
    ended = run("workflow", "due", "--from", "10/02/2026", "--term", "10 ngày làm việc")

    assert (ended.code, ended.out, ended.err) == (0, OVER_TET, "")


def test_a_worked_saturday_within_a_term_is_named(run: Run) -> None:
    ended = run("workflow", "due", "--from", "2024-04-26", "--term", "3 ngày làm việc")

    assert "Có tính thứ Bảy 04/05/2024: Làm bù cho thứ Hai 29/4" in ended.out.splitlines()


def test_an_answer_through_an_unconfirmed_year_says_so(run: Run) -> None:
    ended = run("workflow", "due", "--from", "2027-03-01", "--term", "7 days", "--lang", "en")

    assert ended.out.splitlines()[0] == "Due: the end of Monday 08/03/2027"
    assert ended.out.splitlines()[-1].startswith("Note: The year 2027 is unconfirmed. ")


def test_a_clock_that_stood_still_ends_later_and_says_when_it_stood(run: Run) -> None:
    ended = run(
        "workflow", "due", "--from", "2026-03-02", "--term", "3 working days",
        "--suspended", "2026-03-04..2026-03-06", "--suspended", "2026-03-05..2026-03-10",
    )  # fmt: skip

    assert ended.out.splitlines()[0] == "Hết hạn: hết thứ Năm 12/03/2026"
    assert "Đồng hồ dừng: 04/03/2026 đến 10/03/2026" in ended.out.splitlines()


def test_without_an_end_the_answer_is_no(run: Run) -> None:
    words = ("workflow", "due", "--from", "2026-03-02", "--term", "9 ngày", "--suspended")

    ended = run(*words, "2026-03-05..")

    assert ended.code == 1
    assert "đã tính 2 ngày, còn 7 ngày" in ended.out
    assert json.loads(run(*words, "2026-03-05..", "--json").out)["due"] is None


def test_data_carry_both_languages_and_the_version_of_the_calendar(run: Run) -> None:
    words = ("workflow", "due", "--from", "2026-11-20", "--term", "3 working days", "--json")

    answer = json.loads(run(*words).out)

    assert answer["due"] == "2026-11-25"
    assert answer["weekday"] == {"vi": "thứ Tư", "en": "Wednesday"}
    assert answer["calendar"]["version"].startswith("sha256:")
    assert [one["from"] for one in answer["warnings"]] == ["2026-11-20"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--from", "2028-01-03", "--term", "1 ngày"), 2, "2020, 2021"),
        (("--from", "2026-01-05", "--term", "mười ngày"), 2, "10 ngày làm việc"),
        (
            ("--from", "2026-01-05", "--term", "5 ngày", "--suspended", "2026-01-06"),
            2,
            "NGÀY..NGÀY",
        ),
        (
            ("--from", "2026-01-05", "--term", "5 ngày", "--suspended", "2026-01-09..2026-01-06"),
            2,
            "không chạy ngược",
        ),
        (("--from", "2026-01-05", "--term", "5 ngày", "--calendar", "vn"), 2, "'vn'"),
        (("--from", "2026-01-05", "--term", "5 ngày", "--calendar", "no.yaml"), 3, "no.yaml"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    ended = run("workflow", "due", *words)

    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_a_year_file_takes_the_place_of_the_shipped_year(run: Run, tmp_path: Path) -> None:
    name, content = year_file(2026, off("2026-03-05"), name="vn-working-days")
    path = tmp_path / name
    path.write_bytes(content)
    words = ("workflow", "due", "--from", "2026-03-02", "--term", "3 working days")

    assert "05/03/2026" in run(*words).out.splitlines()[0]
    assert "06/03/2026" in run(*words, "--calendar", str(path)).out.splitlines()[0]


def test_a_year_file_with_mistakes_is_told_line_by_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "year.yaml"
    path.write_bytes(year_file(2026, off("2027-03-05"))[1])

    ended = run("workflow", "calendar", "2026", "--calendar", str(path))

    assert ended.code == 3
    assert f"{path}:11:11: outside-year" in ended.err


def test_a_year_is_printed_with_its_sources_and_doubts(run: Run) -> None:
    shown = run("workflow", "calendar", "2026").out

    assert "250 ngày làm việc" in shown
    assert "10/01/2026\tthứ Bảy\tlàm bù\tLàm bù cho thứ Sáu 02/01\tCông văn 12729" in shown
    assert "Lưu ý (20/11/2026 đến 30/11/2026): Ngày Văn hóa Việt Nam" in shown
    assert "<https://" in shown


def test_an_unconfirmed_year_is_headed_so(run: Run) -> None:
    assert "CHƯA XÁC NHẬN" in run("workflow", "calendar", "2027").out.splitlines()[0]
    assert json.loads(run("workflow", "calendar", "2027", "--json").out)["provenance"] == (
        "unconfirmed"
    )


def test_a_year_that_is_not_there_is_refused(run: Run) -> None:
    ended = run("workflow", "calendar", "2031")

    assert ended.code == 2
    assert "2020, 2021" in ended.err
