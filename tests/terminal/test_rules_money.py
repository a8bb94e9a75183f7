"""`tdkt rules money`: the amount, how it came about, and what is said where it is not known."""

from __future__ import annotations

import json

import pytest

from tests.terminal.conftest import Run

MONEY = ("rules", "money")
KNOWN = """\
LDTT, cá nhân, 20/12/2025: 710.000 đồng
  0,3 lần mức lương cơ sở 2.340.000 đồng, làm tròn lên đến 10.000 đồng.
  Hệ số: 0,3  [Nghị định 152/2025/NĐ-CP, Điều 50 khoản 1 điểm d]
  Mức lương cơ sở: 2.340.000 đồng, từ 01/07/2024 đến 31/12/2025  \
[Nghị định 73/2024/NĐ-CP, Điều 3 khoản 2]
  Làm tròn lên đến 10.000 đồng  [Nghị định 152/2025/NĐ-CP, Điều 49 khoản 2]
"""
IN_PART = """\
BK_TINH, an individual, 20/12/2025: 3,510,000 đồng
  1.5 times the base salary of 2,340,000 đồng, rounded up to 10,000 đồng. The wording of Điều 54 \
(số khoản, điểm chưa xác nhận) was not read; compare it before paying.
  Multiple: 1.5  [Nghị định 152/2025/NĐ-CP, Điều 54 (số khoản, điểm chưa xác nhận)]
  Base salary: 2,340,000 đồng, from 01/07/2024 to 31/12/2025  \
[Nghị định 73/2024/NĐ-CP, Điều 3 khoản 2]
  Rounded up to 10,000 đồng  [Nghị định 152/2025/NĐ-CP, Điều 49 khoản 2]
BK_TINH, a collective, 20/12/2025: not known
  The multiple of BK_TINH for a collective was not read.
  Base salary: 2,340,000 đồng, from 01/07/2024 to 31/12/2025  \
[Nghị định 73/2024/NĐ-CP, Điều 3 khoản 2]
"""
UNDATED = """\
CSTDCS, cá nhân, 02/03/2026: chưa xác định được
  Năm 2026 có Nghị định 161/2026/NĐ-CP về mức lương cơ sở; chưa đọc được mức mới và ngày áp dụng. \
Hãy điền mức lương cơ sở có hiệu lực vào ngày ký quyết định.
  Hệ số: 1,0  [Nghị định 152/2025/NĐ-CP, Điều 50 khoản 1 điểm c]
"""


def test_an_amount_is_told_with_its_calculation_and_every_article(run: Run) -> None:
    ended = run(*MONEY, "LDTT", "--on", "20/12/2025")

    assert (ended.code, ended.out, ended.err) == (0, KNOWN, "")


def test_whom_the_multiple_was_not_read_for_is_said_in_english_too(tdkt: Run) -> None:
    ended = tdkt("--lang", "en", *MONEY, "BK_TINH", "--on", "2025-12-20")

    assert (ended.code, ended.out, ended.err) == (1, IN_PART, "")


def test_a_salary_that_was_not_read_gives_its_reason_and_no_number(run: Run) -> None:
    ended = run(*MONEY, "CSTDCS", "--on", "2026-03-02")

    assert (ended.code, ended.out, ended.err) == (1, UNDATED, "")


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2023-12-01", "luật cũ"),
        ("2025-06-30", "Nghị định 98/2023/NĐ-CP"),
        ("2026-10-01", "01/10/2026"),
    ],
)
def test_a_law_whose_multiples_were_not_read_is_said(run: Run, day: str, word: str) -> None:
    ended = run(*MONEY, "TTLDXS", "--on", day)

    assert ended.code == 1
    assert ended.out.splitlines()[0].endswith("chưa xác định được")
    assert word in ended.out.splitlines()[1]


@pytest.mark.parametrize(
    ("options", "to"),
    [
        (("--individual",), ["individual"]),
        (("--collective",), ["collective"]),
        (("--individual", "--collective"), ["individual", "collective"]),
        ((), ["individual", "collective"]),
    ],
)
def test_the_amount_is_given_for_whom_it_was_asked(
    run: Run, options: tuple[str, ...], to: list[str]
) -> None:
    ended = run(*MONEY, "BK_TINH", "--on", "2025-12-20", *options, "--json")

    assert [one["to"] for one in json.loads(ended.out)] == to


def test_data_carry_the_multiple_the_dated_salary_and_the_rounding(run: Run) -> None:
    ended = run(*MONEY, "TTLDTT", "--on", "2025-12-31", "--json")

    decree, confirmed = "Nghị định 152/2025/NĐ-CP", "confirmed"
    assert ended.code == 0
    assert json.loads(ended.out) == [
        {
            "award": "TTLDTT",
            "to": "collective",
            "on": "2025-12-31",
            "law": "V2022b",
            "dong": 1_880_000,
            "because": {
                "vi": "0,8 lần mức lương cơ sở 2.340.000 đồng, làm tròn lên đến 10.000 đồng.",
                "en": "0.8 times the base salary of 2,340,000 đồng, rounded up to 10,000 đồng.",
            },
            "times": "0.8",
            "source": {
                "document": decree,
                "article": "Điều 50 khoản 2 điểm b",
                "status": confirmed,
            },
            "base_salary": {
                "dong": 2_340_000,
                "from": "2024-07-01",
                "to": "2025-12-31",
                "unknown": None,
                "source": {
                    "document": "Nghị định 73/2024/NĐ-CP",
                    "article": "Điều 3 khoản 2",
                    "status": confirmed,
                },
            },
            "round_up_to": 10_000,
            "rounding": {"document": decree, "article": "Điều 49 khoản 2", "status": confirmed},
        }
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("CSTDC", "--on", "2025-12-20"), "'CSTDCS'"),
        (("CSTDCS",), "--on"),
        (("CSTDCS", "--on", "31/02/2025"), "31/02/2025"),
        (("CSTDCS", "--on", "1990-01-01"), "1990-01-01"),
        (("CSTDCS", "--on", "2025-12-20", "--household"), "--household"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(run: Run, words: tuple[str, ...], said: str) -> None:
    ended = run(*MONEY, *words)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
