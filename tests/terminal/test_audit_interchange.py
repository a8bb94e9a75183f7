"""Commands for other people's tools: what they write, what they answer, how they end."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.dossiers.building import NUMBER
from tests.dossiers.tampering import tampered
from tests.terminal.conftest import Run
from tests.workflow.logs import NAME, ROLE, log, trace

AWARD = ("--definition", "provincial-award")
WAITING = (
    "2 sự kiện chưa có số trong sổ; ký trước bằng `tdkt audit checkpoint` để mỗi dòng kiểm tra "
    "được."
)
CLOSED = "'submit' không làm được khi hồ sơ ở Đã rút (withdrawn); ở đó làm được: không việc nào"
NAMES = """\
kind: activity-names/v1
workflow: provincial-award
acts: {Bước 1: submit, Bước 2: withdraw}
ignored: [Ghi chú]
"""


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A log of three cases, of which one is as declared."""
    file = tmp_path / "foreign.xes"
    content = log(
        trace("A", ["submit", "withdraw"]),
        trace("B", ["submit", "aprove"]),
        trace("C", [{NAME: "withdraw", ROLE: "unit_clerk"}, "submit"]),
    )
    file.write_bytes(content)
    return file


def test_a_log_is_written_and_conforms(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "log.xes"

    written = run("audit", "xes", "-o", str(file))
    ended = run("audit", "conformance", *AWARD, "--log", str(file), "--allow-open")

    assert (written.code, written.out, ended.code) == (0, "", 0)
    assert written.err.splitlines() == [
        f"Đã ghi {file}: 1 hồ sơ, 2 sự kiện, {file.stat().st_size} byte.",
        WAITING,
    ]
    assert ended.out.splitlines() == [
        "1 hồ sơ, 2 việc: 1 hồ sơ đúng quy trình, 0 đi khác; 1 chưa kết thúc.",
        "Độ khớp: 100,00% số việc.",
    ]


def test_a_name_in_gz_is_packed_and_both_are_the_same_log(run: Run, tmp_path: Path) -> None:
    plain, packed = tmp_path / "log.xes", tmp_path / "log.xes.gz"

    run("audit", "xes", NUMBER, "-o", str(plain))
    run("audit", "xes", NUMBER, "-o", str(packed))

    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()


def test_objects_and_provenance_are_written(run: Run, tmp_path: Path) -> None:
    objects, provenance = tmp_path / "o.json", tmp_path / "p.json"

    assert run("audit", "ocel", "-o", str(objects)).code == 0
    assert run("audit", "prov", NUMBER, "-o", str(provenance)).code == 0

    assert len(json.loads(objects.read_bytes())["events"]) == 2
    assert len(json.loads(provenance.read_bytes())["activity"]) == 2


def test_only_dossiers_of_a_workflow_are_written_when_that_is_asked(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "log.xes"

    ended = run("--lang", "en", "audit", "xes", "--workflow", "correction", "-o", str(file))

    assert ended.err.startswith(f"{file} is written: 0 dossiers, 0 events, ")


@pytest.mark.parametrize("command", ["xes", "ocel", "prov"])
def test_what_cannot_be_exported_leaves_the_file_as_it_was(
    run: Run, url: str, tmp_path: Path, command: str
) -> None:
    file = tmp_path / "out"
    file.write_text("trước")
    unknown = run("audit", command, "D-99", "-o", str(file))
    change = "UPDATE event SET body = replace(body, 'unit_clerk', 'unit_clark') WHERE n = 2"
    tampered(url.removeprefix("sqlite:///"), change)

    broken = run("audit", command, NUMBER, "-o", str(file))

    assert (unknown.code, broken.code) == (4, 6)
    assert "không nguyên vẹn từ sự kiện 2" in broken.err
    assert file.read_text() == "trước"
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("out")] == ["out"]


def test_a_place_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    ended = run("audit", "xes", "-o", str(tmp_path / "nowhere" / "log.xes"))

    assert ended.code == 3
    assert "không ghi được tệp" in ended.err


def test_deviating_cases_are_told_in_vietnamese(run: Run, foreign: Path) -> None:
    ended = run("audit", "conformance", *AWARD, "--log", str(foreign))

    assert ended.code == 1
    assert ended.out.splitlines() == [
        "B (dòng 6):",
        "  2. quy trình không có việc 'aprove'; có phải 'approve'?",
        "  – hồ sơ chưa kết thúc: còn ở Hội đồng cơ sở đang xét (council_review)",
        "C (dòng 9):",
        f"  2. {CLOSED}",
        "3 hồ sơ, 6 việc: 1 hồ sơ đúng quy trình, 2 đi khác; 1 chưa kết thúc.",
        "Độ khớp: 66,66% số việc.",
        "  việc không làm được ở đó: 1",
        "  hồ sơ chưa kết thúc: 1",
        "  việc không có trong quy trình: 1",
    ]


def test_the_rest_is_counted_when_few_are_shown(run: Run, foreign: Path) -> None:
    ended = run(
        "--lang", "en", "audit", "conformance", *AWARD, "--log", str(foreign), "--show", "1"
    )

    assert "… and 1 cases more (see --show)" in ended.out.splitlines()
    assert "C (line" not in ended.out
    assert ended.code == 1


def test_programs_read_kinds_lines_and_both_languages(run: Run, foreign: Path) -> None:
    ended = run("audit", "conformance", *AWARD, "--log", str(foreign), "--json")

    answer = json.loads(ended.out)
    assert ended.code == 1
    assert (answer["cases"], answer["deviating"], answer["events"]) == (3, 2, 6)
    assert answer["fitness"] == pytest.approx(4 / 6)
    assert answer["kinds"] == {"not-possible": 1, "under-way": 1, "unknown-activity": 1}
    first = answer["told"][0]
    assert (first["case"], first["line"]) == ("B", 6)
    assert [(one["kind"], one["n"]) for one in first["deviations"]] == [
        ("unknown-activity", 2),
        ("under-way", None),
    ]
    assert set(first["deviations"][0]["text"]) == {"vi", "en"}


def test_roles_are_judged_when_their_key_is_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.xes"
    file.write_bytes(log(trace("A", [{NAME: "withdraw", ROLE: "provincial_chair"}])))

    without = run("audit", "conformance", *AWARD, "--log", str(file))
    with_roles = run("audit", "conformance", *AWARD, "--log", str(file), "--role-key", ROLE)

    assert (without.code, with_roles.code) == (0, 1)
    assert "'provincial_chair' không được làm 'withdraw'" in with_roles.out


def test_foreign_words_are_named_in_a_file(run: Run, tmp_path: Path) -> None:
    file, names = tmp_path / "a.xes", tmp_path / "names.yaml"
    file.write_bytes(log(trace("A", [{"Bước": one} for one in ("Bước 1", "Ghi chú", "Bước 2")])))
    names.write_text(NAMES, encoding="utf-8")

    asked = (*AWARD, "--log", str(file), "--activity-key", "Bước", "--names", str(names))
    ended = run("audit", "conformance", *asked)
    names.write_text(NAMES.replace("withdraw", "withdrew"), encoding="utf-8")
    wrong = run("audit", "conformance", *asked)

    assert ended.code == 0
    assert ended.out.splitlines()[-1] == "Bỏ qua 1 sự kiện không phải việc cần xét."
    assert wrong.code == 3
    assert "unknown-act: quy trình không có việc này; có phải ý bạn là 'withdraw'?" in wrong.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "dòng 1: không đúng cú pháp XML (mã 3): tệp trống hoặc bị cắt giữa chừng"),
        (b"<log></log>", "nhật ký không có hồ sơ nào"),
        (b"<!DOCTYPE log []><log/>", "DOCTYPE"),
        (gzip.compress(b"<log/>", mtime=0)[:-4], "bị cắt giữa chừng"),
        (b"PK\x03\x04", "XML"),
    ],
)
def test_a_log_that_cannot_be_used_is_an_input_error(
    run: Run, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "a.xes"
    file.write_bytes(content)

    ended = run("audit", "conformance", *AWARD, "--log", str(file))

    assert (ended.code, ended.out) == (3, "")
    assert words in ended.err


def test_nothing_is_said_of_a_log_that_breaks_off_behind_a_deviation(
    run: Run, foreign: Path
) -> None:
    foreign.write_bytes(foreign.read_bytes().replace(b"</log>", b""))

    ended = run("audit", "conformance", *AWARD, "--log", str(foreign))

    assert (ended.code, ended.out) == (3, "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--definition", "provincial-awrd", "--log", "a.xes"), 2),
        ((*AWARD, "--log", "khong-co.xes"), 3),
        ((*AWARD, "--log", "."), 3),
        ((*AWARD, "--log", "a.xes", "--role-key", "concept:name"), 2),
        ((*AWARD, "--log", "a.xes", "--show", "-1"), 2),
        (AWARD, 2),
    ],
)
def test_a_wrong_command_ends_with_its_code(run: Run, words: tuple[str, ...], code: int) -> None:
    assert run("audit", "conformance", *words).code == code


def test_a_log_may_come_through_a_pipe(tdkt: Run) -> None:
    piped = log(trace("A", ["submit", "withdraw"])).decode()

    ended = tdkt("audit", "conformance", *AWARD, "--log", "-", stdin=piped)

    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("more", [(), ("--plain",), ("--under-way",)])
def test_a_workflow_is_printed_as_a_net(run: Run, more: tuple[str, ...]) -> None:
    ended = run("workflow", "net", "provincial-award", *more)

    root = ET.fromstring(ended.out)  # noqa: S314 -- what we have just written ourselves
    space = root.tag.removesuffix("pnml")
    page = root.find(f".//{space}page")
    assert page is not None
    places = {one.attrib["id"]: one for one in page.iter(f"{space}place")}
    moves = {one.attrib["id"] for one in page.iter(f"{space}transition")}
    arcs = [(one.attrib["source"], one.attrib["target"]) for one in page.iter(f"{space}arc")]
    mark = f"{space}initialMarking"
    marked = [name for name, one in places.items() if one.find(mark) is not None]
    assert marked == (["p0"] if "--plain" in more else ["begin"])
    assert {one for arc in arcs for one in arc} == {*places, *moves}
    assert all((source in places) != (target in places) for source, target in arcs)
    assert ended.code == 0
