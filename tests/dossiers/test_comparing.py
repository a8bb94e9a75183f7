"""What changed between two points is told once, and nothing is told where nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.comparing import Changes, changes, point_of
from dossiers.evidence_changes import evidence_changes
from dossiers.model import Evidence
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.use_cases import timeline
from terminal.change_lines import change_lines
from tests.dossiers.building import NUMBER, PERSON, a_nomination, done, proposed
from tests.dossiers.mandating import mandated, withdrawn

RATED = "CSTDCS-2024-0001"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with Store.open(url) as opened:
        yield opened


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shipped season, played once; only read."""
    url = f"sqlite:///{tmp_path_factory.mktemp('season') / 'season.sqlite'}"
    initialise(url)
    with Store.open(url) as opened:
        play(read_season(shipped_season()), opened)
    return url


def between(store: Store, first: int, second: int, number: str = NUMBER) -> Changes:
    since, until = (point_of(store, number, n) for n in (first, second))
    return changes(store, number, since=since, until=until)


def evidence(**changed: object) -> Evidence:
    sent = {**PERSON, "answers": {}, **changed}
    return Evidence.model_validate({name: one for name, one in sent.items() if one is not None})


PAPERS = st.lists(st.sampled_from(["to_trinh", "bao_cao", "bien_ban", "chung_nhan_sang_kien"]))
STATES = st.builds(
    evidence,
    service_months=st.one_of(st.none(), st.integers(0, 12)),
    documents=PAPERS.map(lambda kinds: [{"kind": kind} for kind in sorted(kinds)]),
    consultation_held=st.one_of(st.none(), st.booleans()),
    answers=st.dictionaries(st.sampled_from(["c.a", "c.b"]), st.booleans()),
)


@given(STATES, STATES)
def test_what_is_added_one_way_is_taken_out_the_other(one: Evidence, other: Evidence) -> None:
    there, back = evidence_changes(one, other), evidence_changes(other, one)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}

    assert sorted((c.name, c.kind, repr(c.old), repr(c.new)) for c in there) == sorted(
        (c.name, turned[c.kind], repr(c.new), repr(c.old)) for c in back
    )
    assert (there == ()) is (one == other)


def test_the_order_of_papers_says_nothing_and_their_number_does() -> None:
    one, other, twice = (
        evidence(documents=[{"kind": kind} for kind in kinds])
        for kinds in (
            ["to_trinh", "bao_cao"],
            ["bao_cao", "to_trinh"],
            ["to_trinh", "bao_cao", "bao_cao"],
        )
    )

    assert evidence_changes(one, other) == ()
    assert [c.kind for c in evidence_changes(one, twice)] == ["added"]
    assert [c.kind for c in evidence_changes(twice, one)] == ["removed"]


def test_two_records_that_agree_in_most_are_one_that_was_changed() -> None:
    title = {"code": "CSTDCS", "year": 2022, "status": "valid", "law": "V2003"}
    old, new = (evidence(titles=[{**title, "status": status}]) for status in ("valid", "revoked"))

    (found,) = evidence_changes(old, new)

    assert (found.name, found.kind) == ("titles", "changed")
    assert found.new == {**title, "status": "revoked"}


def test_two_records_that_agree_in_little_are_two() -> None:
    old = evidence(ratings=[{"year": 2023, "grade": "HTNV"}])
    new = evidence(ratings=[{"year": 2024, "grade": "HTXSNV"}])

    assert sorted(one.kind for one in evidence_changes(old, new)) == ["added", "removed"]


def test_the_steps_add_up_to_the_whole(season: str) -> None:
    with Store.open(season) as store:
        count = len(list(timeline(store, RATED)))
        steps = [between(store, n, n + 1, RATED) for n in range(count)]
        whole = between(store, 0, count, RATED)

        assert [one.n for step in steps for one in step.done] == [one.n for one in whole.done]
        assert [step.done[0].n for step in steps] == list(range(1, count + 1))
        assert whole.after == steps[-1].after
        assert {one.id for step in steps for one in step.criteria} == {"c.vote"}


def test_a_term_that_begins_is_told_with_its_last_day(season: str) -> None:
    with Store.open(season) as store:
        (term,) = between(store, 6, 7, RATED).terms

    assert term.clock == "notify_term"
    assert (term.running, term.last) == ((False, True), (None, date(2024, 12, 31)))


def test_mandates_of_those_who_acted_are_told_and_no_others(store: Store) -> None:
    proposed(store, a_nomination())
    mandated(store, "unit-clerk-1", "deputy-1", on=date(2024, 12, 1))
    mandated(store, "stranger-1", "stranger-2", on=date(2024, 12, 1))
    done(store, "submit", "unit_clerk", on=date(2024, 12, 2))
    withdrawn(store, "UQ-0001", on=date(2024, 12, 5))
    done(
        store,
        "record_vote",
        "council_secretary",
        on=date(2024, 12, 9),
        details={"members": 15, "approvals": 12},
    )

    recorded, taken_back = between(store, 1, 2).mandates, between(store, 2, 3).mandates

    assert [(one.number, one.withdrawn) for one in recorded] == [("UQ-0001", None)]
    assert [(one.number, one.withdrawn) for one in taken_back] == [("UQ-0001", date(2024, 12, 5))]
    (line,) = [one for one in change_lines(between(store, 2, 3)) if "Ủy quyền" in one]
    assert line == (
        "Ủy quyền UQ-0001: unit-clerk-1 → deputy-1 (unit_head), 01/12/2024 – 31/12/2024; "
        "rút từ 05/12/2024"
    )


def test_nothing_is_told_where_nothing_was_recorded(store: Store) -> None:
    proposed(store, a_nomination())

    assert list(change_lines(between(store, 1, 1))) == ["Không có sự kiện nào của hồ sơ."]
    assert list(change_lines(between(store, 0, 0))) == ["Chưa có hồ sơ này."]


def test_streams_come_one_after_another_and_whole(season: str) -> None:
    with Store.open(season) as store:
        found = list(store.streams())

        assert [(one.stream, one.n) for one in found] == sorted(
            (one.stream, one.n) for one in store.events()
        )
