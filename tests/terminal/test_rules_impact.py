"""Before rules are handed in: which recorded dossiers they would judge differently."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossiers.store import Store
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.publishing import shipped_rules, stricter_rules
from tests.terminal.conftest import Run

FROM = ("--from", "2024-01-01")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A rules file that asks for ninety per cent instead of eighty."""
    path = tmp_path / "cstdcs.yaml"
    path.write_bytes(stricter_rules()[0])
    return path


@pytest.fixture
def voted(url: str) -> None:
    """Beside the dossier without a vote, two with 12 and 15 of 15."""
    with Store.open(url) as store:
        for votes in (12, 15):
            number = f"D-{votes}"
            proposed(store, a_nomination(name=f"Người Mẫu {votes}"), number=number)
            done(store, "submit", "unit_clerk", number=number)
            vote = {"members": 15, "approvals": votes}
            done(store, "record_vote", "council_secretary", number=number, details=vote)


@pytest.mark.usefixtures("voted")
def test_who_would_be_judged_differently_is_told_by_name_direction_unit_and_criterion(
    run: Run, file: Path
) -> None:
    ended = run("rules", "impact", str(file), *FROM)

    first, title, who, unit, criterion, last = ended.out.splitlines()
    assert (ended.code, ended.err) == (1, "")
    assert first == ("CSTDCS, tiếp nhận từ 01/01/2024: xét 3 hồ sơ, số hồ sơ đổi kết luận: 1.")
    assert title == " Bị xét chặt hơn: 1"
    assert who.startswith("   D-12 Người Mẫu 12 (")
    assert who.endswith(" → không đủ điều kiện (c.vote)")
    assert unit.startswith(" Theo đơn vị: ")
    assert unit.endswith(" 1")
    assert criterion == " Theo tiêu chuẩn: c.vote 1"
    assert last.endswith("`--may-change 1`.")


@pytest.mark.usefixtures("voted")
def test_the_same_is_data_for_programs(run: Run, file: Path) -> None:
    found = json.loads(run("rules", "impact", str(file), *FROM, "--json").out)

    assert (found["award"], found["judged"], found["touched"]) == ("CSTDCS", 3, 1)
    assert found["by_direction"] == {"stricter": 1, "looser": 0}
    assert found["by_criterion"] == {"c.vote": 1}
    assert list(found["by_unit"].values()) == [1]
    (one,) = found["dossiers"]
    assert (one["number"], one["after"], one["criteria"]) == ("D-12", "not_eligible", ["c.vote"])


@pytest.mark.usefixtures("voted")
def test_rules_that_stay_as_they_are_touch_nobody(run: Run, file: Path) -> None:
    file.write_bytes(shipped_rules()[0])

    ended = run("rules", "impact", str(file), *FROM)

    assert ended.code == 0
    assert ended.out.splitlines()[1:] == [
        "Không hồ sơ nào đổi kết luận; có thể trình với `--may-change 0`."
    ]


@pytest.mark.usefixtures("voted")
def test_the_number_that_is_told_is_the_one_that_publication_compares(
    run: Run, file: Path, tmp_path: Path
) -> None:
    examples = tmp_path / "cstdcs.tests.yaml"
    examples.write_bytes(stricter_rules()[1])
    told = json.loads(run("rules", "impact", str(file), *FROM, "--json").out)["touched"]

    for expected, code in ((told - 1, 1), (told, 0)):
        handed = (*FROM, "--basis", "QĐ 1", "--may-change", str(expected), "--by", "author")
        number = run("rules", "propose", str(file), "--examples", str(examples), *handed).out
        assert run("rules", "publish", number.strip(), "--by", "head").code == code


def test_a_file_with_mistakes_is_told_and_nothing_is_counted(run: Run, file: Path) -> None:
    file.write_bytes(b"kind: award_rules/v1\n")

    ended = run("rules", "impact", str(file), *FROM)

    assert (ended.code, ended.out) == (3, "")
    assert "thiếu khóa 'award'" in ended.err
