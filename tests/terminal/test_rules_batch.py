"""`tdkt rules batch`: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rules
from tests.terminal.conftest import Run

BATCH = ("rules", "batch")
LIST = """\
for: CSTDCS
groups:
  - {unit: so_noi_vu, ldtt_holders: HOLDERS}
candidates:
  - id: a
    name: Trần Thị Ví Dụ
    verdict: eligible
    unit: so_noi_vu
    unit_council: {members: 15, approvals: 15}
  - {id: b, verdict: eligible, unit: so_noi_vu, unit_council: {members: 15, approvals: 14}}
  - {id: c, verdict: eligible, unit: so_noi_vu, unit_council: {members: 15, approvals: 14}}
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.yaml"
    path.write_text(LIST.replace("HOLDERS", "20"), encoding="utf-8")
    return path


def test_everybody_settled_is_exit_code_0_with_the_calculation(run: Run, listed: Path) -> None:
    ended = run(*BATCH, "CSTDCS", "--candidates", str(listed), "--on", "2022-12-01")

    head, quota, warning, *people = ended.out.splitlines()
    assert (ended.code, ended.err) == (0, "")
    assert head == ("CSTDCS (decree-91), 01/12/2022: 3 được chọn, 0 không được chọn, 0 chờ trả lời")
    assert quota == (
        " q.15 (unit: so_noi_vu): không quá 15 % số người đạt Lao động tiên tiến; "
        "15 % × 20 = 3 → 3  [Nghị định 91/2017/NĐ-CP, Điều 9 khoản 3]"
    )
    assert warning.startswith("     ! ")
    assert people == [
        " ✓ Trần Thị Ví Dụ: hạng 1; q.15 có 3 suất",
        " ✓ b: hạng 2–3; q.15 có 3 suất",
        " ✓ c: hạng 2–3; q.15 có 3 suất",
    ]


def test_a_tie_is_exit_code_1_and_names_the_tied_in_english_too(tdkt: Run, listed: Path) -> None:
    listed.write_text(LIST.replace("HOLDERS", "19"), encoding="utf-8")

    ended = tdkt(
        "--lang", "en", *BATCH, "CSTDCS", "--candidates", str(listed), "--on", "2022-12-01"
    )

    assert ended.code == 1
    assert ended.out.splitlines()[-1] == (
        " ? c: equal under q.15, places left: 1, candidates: 2 (b, c); the council chooses"
    )


def test_a_missing_number_is_named_with_its_paper(run: Run, listed: Path) -> None:
    listed.write_text(LIST.replace(", ldtt_holders: HOLDERS", ""), encoding="utf-8")

    ended = run(*BATCH, "CSTDCS", "--candidates", str(listed), "--on", "2022-12-01")

    assert ended.code == 1
    assert (
        "     Thiếu ldtt_holders: Số người đạt Lao động tiên tiến – "
        "Quyết định công nhận Lao động tiên tiến của đơn vị"
    ) in ended.out.splitlines()


def test_json_has_totals_rounds_candidates_and_circles(run: Run, listed: Path) -> None:
    ended = run(*BATCH, "CSTDCS", "--candidates", str(listed), "--on", "2022-12-01", "--json")

    data = json.loads(ended.out)
    assert list(data) == [
        "award", "version", "on", "totals", "rounds", "candidates", "circles",
    ]  # fmt: skip
    assert data["totals"] == {"in": 3, "out": 0, "asked": 0}
    assert data["rounds"][0]["source"]["article"] == "Điều 9 khoản 3"
    assert [one["id"] for one in data["candidates"]] == ["a", "b", "c"]


def test_a_batch_file_of_ones_own_is_read(run: Run, listed: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    text = rules.shipped_batch("CSTDCS")[1].decode().replace("at_most: 15%", "at_most: 10%")
    own.write_text(text, encoding="utf-8")

    ended = run(*BATCH, str(own), "--candidates", str(listed), "--on", "2022-12-01")

    assert "10 % × 20 = 2 → 2" in ended.out


def test_an_unknown_code_is_wrong_usage_with_the_nearest(run: Run, listed: Path) -> None:
    ended = run(*BATCH, "CSTDC", "--candidates", str(listed), "--on", "2022-12-01")

    assert (ended.code, ended.out) == (2, "")
    assert "'CSTDCS'" in ended.err


def test_mistakes_in_the_list_are_an_input_error_with_places(run: Run, listed: Path) -> None:
    text = LIST.replace("HOLDERS", "-3").replace("verdict: eligible", "verdict: eligble", 1)
    listed.write_text(text, encoding="utf-8")

    ended = run(*BATCH, "CSTDCS", "--candidates", str(listed), "--on", "2022-12-01")

    assert ended.code == 3
    assert "list.yaml:3:37: not-positive" in ended.err
    assert "list.yaml:7:14: not-one-of" in ended.err
    assert "'eligible'" in ended.err


LOCAL = """\
CONG_DAN_TDUT (decision-71), 20/03/2026: 2 được chọn, 0 không được chọn, 0 chờ trả lời
 q.ten: mỗi năm không quá 10 người; 10  [Quyết định 71/2025/QĐ-UBND, số điều chưa xác nhận]
     ! Quy chế nêu mức tối đa một năm; phần đã đọc không nêu cách xếp thứ tự. Nhiều người đủ tiêu \
chuẩn hơn số suất thì Hội đồng chọn. Danh sách phải gồm mọi người được đề nghị trong năm, kể cả \
người đã được tặng.
 ✓ Trần Thị Ví Dụ: hạng 1–2; q.ten có 10 suất
 ✓ b: hạng 1–2; q.ten có 10 suất
"""


@pytest.fixture
def citizens(tmp_path: Path) -> str:
    path = tmp_path / "citizens.yaml"
    first = "{id: a, name: Trần Thị Ví Dụ, verdict: eligible}"
    rest = "{id: b, verdict: eligible}"
    path.write_text(f"for: CONG_DAN_TDUT\ncandidates: [{first}, {rest}]\n", encoding="utf-8")
    return str(path)


def test_a_profile_brings_its_own_quotas(run: Run, citizens: str) -> None:
    asked = ("--candidates", citizens, "--on", "2026-03-20", "--profile", "ha-noi")

    ended = run(*BATCH, "CONG_DAN_TDUT", *asked)

    assert (ended.code, ended.out, ended.err) == (0, LOCAL, "")


def test_under_a_profile_without_quotas_the_national_ones_hold(run: Run, listed: Path) -> None:
    asked = ("CSTDCS", "--candidates", str(listed), "--on", "2022-12-01")

    assert run(*BATCH, *asked, "--profile", "ha-noi") == run(*BATCH, *asked)


@pytest.mark.parametrize(
    ("award", "profile"), [("CONG_DAN_TDU", "ha-noi"), ("CONG_DAN_TDUT", "ha-no")]
)
def test_an_unknown_code_or_profile_is_wrong_usage(
    run: Run, citizens: str, award: str, profile: str
) -> None:
    asked = ("--candidates", citizens, "--on", "2026-03-20", "--profile", profile)

    ended = run(*BATCH, award, *asked)

    assert (ended.code, ended.out) == (2, "")
    assert ("'CONG_DAN_TDUT'" if profile == "ha-noi" else "'ha-noi'") in ended.err


def test_check_reads_the_quotas_of_a_profile(run: Run, tmp_path: Path) -> None:
    profile = rules.shipped_profile("ha-noi")
    for name, content in profile.files.items():
        (tmp_path / name).write_bytes(content)
    path = tmp_path / "cong-dan-tdut.batch.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("status: local", "status: confirmed"), encoding="utf-8")

    for words in (("--profile", str(tmp_path)), (str(path),)):
        ended = run("rules", "check", *words)

        assert ended.code == 1
        assert f"{path}:22:19: not-local" in ended.out
