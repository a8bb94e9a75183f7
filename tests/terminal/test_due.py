"""What is due at the terminal, and the outbox that a worker fills."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossiers.store import Store
from tests.dossiers.test_workers import approved
from tests.terminal.conftest import Run

PEOPLE = "people: [{person: clerk, offices: [{role: unit_clerk, units: [so-cong-thuong]}]}]"
LATE = "2024-12-31"


@pytest.fixture
def late(url: str) -> str:
    """A dossier of which the unit was not told in time."""
    with Store.open(url) as store:
        approved(store, "D-9")
    return url


@pytest.mark.usefixtures("late")
def test_what_is_due_is_told_with_who_is_waited_for(run: Run) -> None:
    found = run("dossier", "due", "--on", LATE, "--role", "unit_clerk")
    data = json.loads(run("dossier", "due", "--on", LATE, "--json").out)

    assert found.code == 0
    assert "D-9" in found.out
    assert "quá hạn" in found.out
    assert [one["number"] for one in data["dossiers"]] == ["D-9"]
    assert data["dossiers"][0]["roles"] == ["provincial_secretary", "unit_clerk"]
    assert data["dossiers"][0]["acts"] == ["notify"]


@pytest.mark.usefixtures("late")
def test_where_nothing_is_due_that_is_said_with_a_code_of_its_own(run: Run) -> None:
    nothing = run("dossier", "due", "--on", LATE, "--role", "provincial_chair")
    as_json = run("dossier", "due", "--on", LATE, "--unit", "nobody", "--json")

    assert (nothing.code, nothing.out) == (1, "")
    assert "không có việc nào" in nothing.err
    assert (as_json.code, json.loads(as_json.out)["dossiers"]) == (1, [])
    assert run("dossier", "due", "--role", "clerk").code == 2


@pytest.mark.usefixtures("late")
def test_a_worker_puts_out_one_digest_a_person_and_working_day(run: Run, tmp_path: Path) -> None:
    people, outbox = tmp_path / "people.yaml", tmp_path / "out"
    people.write_text(PEOPLE)
    words = ("worker", "--once", "--digests", str(people), "--outbox")

    first = run(*words, str(outbox), "--on", LATE)
    told = (outbox / LATE / "clerk.txt").read_text()
    again = run(*words, str(outbox), "--on", LATE)
    on_saturday = run(*words, str(outbox), "--on", "2024-12-28")

    assert (first.code, "1 bản tin" in first.err, "bản tin" in again.err) == (0, True, False)
    assert "D-9" in told
    assert "quá hạn" in told
    assert on_saturday.code == 0
    assert [one.name for one in outbox.rglob("*.txt")] == ["clerk.txt"]
    assert [one.name for one in (outbox / LATE).iterdir()] == ["clerk.txt"]


@pytest.mark.usefixtures("late")
def test_a_digest_can_be_printed_and_a_bad_file_of_people_is_refused(
    run: Run, tmp_path: Path
) -> None:
    people = tmp_path / "people.yaml"
    people.write_text(PEOPLE)

    printed = run("worker", "--once", "--on", LATE, "--digests", str(people), "--outbox", "-")
    assert "D-9" in printed.out
    assert run("worker", "--once", "--outbox", "-").code == 2
    people.write_text("people: [{person: ../a, offices: [{role: r}]}]")
    assert run("worker", "--once", "--digests", str(people), "--outbox", "-").code == 3
    assert run("worker", "--once", "--digests", str(tmp_path), "--outbox", "-").code == 3
