"""What a person reads in Vietnamese has no English sentence in it, whatever they do wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rules
from tests.dossiers.publishing import stricter_rules
from tests.terminal.conftest import Run

ENGLISH = re.compile(
    r"\b(the|is|are|not|and|of|while|found|expected|parsing|should|match|pattern|string|such file"
    r"|directory|because|needs|input|valid|error|invalid|required|missing|usage)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"'[^']*'|`[^`]*`|^ *[0-9]+ \|.*$|^ *\| *\^+$|[a-z]+(?:-[a-z]+)+", re.MULTILINE)
"""What is repeated from a file or a command, and the codes of mistakes: not our words."""

FILES = {
    "only-kind": "kind: award_rules/v1\n",
    "bad-code": "kind: award_rules/v1\naward: cstd-cs\n",
    "flow": "kind: [award_rules/v1\n",
    "colon": "kind: award: rules\n",
    "quote": "kind: 'award\n",
    "indent": "kind: a\n  b: c\n d: e\n",
    "tag": "kind: !!python/object:os.system x\n",
    "alias": "a: &x 1\nb: *x\n",
    "no-kind": "[]\n",
    "batch": "kind: batch_rules/v1\naward: x\nbatch: []\n",
}
COMMANDS = (
    ("rules", "check", "FILE"),
    ("rules", "show", "FILE", "--on", "2025-01-01"),
    ("rules", "test", "FILE"),
    ("rules", "evaluate", "FILE", "--facts", "FILE", "--on", "2025-01-01"),
    ("rules", "diff", "CSTDCS", "FILE"),
    ("rules", "fmt", "FILE"),
    ("rules", "impact", "FILE", "--from", "2024-01-01"),
    ("rules", "coverage", "FILE"),
    ("workflow", "check", "FILE"),
    ("dossier", "propose", "FILE", "--role", "unit_clerk"),
)


SAME = (
    " ✗ same_person: Người đã 'Trình duyệt' ở đây không được 'Duyệt và ban hành'; cần một người"
    " khác là: Người duyệt quy tắc."
)


def in_english(text: str) -> list[str]:
    return ENGLISH.findall(QUOTED.sub("", text))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", FILES)
def test_a_wrong_file_is_refused_without_a_word_of_english(
    run: Run, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    path = tmp_path / "tep.yaml"
    path.write_text(FILES[name], encoding="utf-8")
    (tmp_path / "tep.tests.yaml").write_text(FILES[name], encoding="utf-8")

    ended = run(*(str(path) if one == "FILE" else one for one in command))

    assert ended.code != 0 or command[1] == "fmt"
    assert in_english((ended.out + ended.err).replace(str(tmp_path), "")) == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", ["khong-co.yaml", "."])
def test_a_file_that_cannot_be_read_is_told_without_a_word_of_english(
    run: Run, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    path = tmp_path / name if name != "." else tmp_path / "thu-muc.yaml"
    if name == ".":
        path.mkdir()

    ended = run(*(str(path) if one == "FILE" else one for one in command))

    assert ended.code != 0
    assert in_english((ended.out + ended.err).replace(str(tmp_path), "")) == []
    words = "đây là thư mục, không phải tệp" if name == "." else "không có tệp này"
    assert words in ended.out + ended.err


def test_a_refusal_names_the_act_and_the_person_in_the_words_of_the_workflow(
    run: Run, tmp_path: Path
) -> None:
    award, examples = stricter_rules()
    file, beside = tmp_path / "a.yaml", tmp_path / "a.tests.yaml"
    file.write_bytes(award)
    beside.write_bytes(rules.shipped_examples("CSTDCS")[1])
    asked = ("--examples", str(beside), "--basis", "QĐ 1", "--from", "2024-01-01")
    refused = run("rules", "propose", str(file), *asked, "--by", "author")
    beside.write_bytes(examples)
    number = run("rules", "propose", str(file), *asked, "--by", "author").out.strip()
    same = run("rules", "publish", number, "--by", "author")

    assert refused.err.startswith("Lỗi: Chưa thể 'Trình duyệt' với ")
    assert in_english(refused.err.partition("ví dụ đầu tiên")[0]) == []
    assert same.err.splitlines() == [
        f"Lỗi: Chưa thể 'Duyệt và ban hành' với {number}: có 1 điều cản trở; không có gì thay đổi.",
        SAME,
        "     Hiện có: vẫn cùng một người (author); Cần: một người khác",
        "     Ai gỡ được: Người duyệt quy tắc",
    ]


def test_an_example_that_fails_is_told_without_a_list_of_python(run: Run, tmp_path: Path) -> None:
    text = rules.shipped_examples("CSTDCS")[1].decode()
    base = text[text.index("\nbase:") : text.index("\ncases:") + 1]
    case = (
        "  - {name: một, expect: not_eligible, because: [c.vote], needs: [discipline],"
        " stages: {cluster_review: true}}\n"
    )
    file = tmp_path / "a.yaml"
    file.write_bytes(rules.shipped("CSTDCS")[1])
    beside = f"for: CSTDCS{base}cases:\n{case}"
    (tmp_path / "a.tests.yaml").write_text(beside, encoding="utf-8")

    told = run("rules", "test", str(file)).out

    assert (
        "cần not_eligible vì c.vote còn thiếu discipline giai đoạn cluster_review: true, "
        "được eligible vì không có gì còn thiếu không có gì giai đoạn cluster_review: false\n"
    ) in told
    assert "[" not in told.splitlines()[1]


def test_every_key_that_is_missing_is_told_at_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    for kind, keys in (
        ("award_rules/v1", ("award", "text", "applies_to", "versions")),
        ("batch_rules/v1", ("award", "text", "batch")),
    ):
        file.write_text(f"kind: {kind}\n", encoding="utf-8")
        told = run("rules", "check", str(file)).out
        assert [key for key in keys if f"thiếu khóa '{key}'" not in told] == []
