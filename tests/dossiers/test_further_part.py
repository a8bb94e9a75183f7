"""The further part of the shipped season: a day on which every persona has something to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dossiers.accounts import accounts, demo_council, demo_personas, is_demo
from dossiers.scope import EVERYTHING, Scope
from dossiers.seasons import Played, continued, play, read_part, read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.use_cases.worklist import Line, Office, Seat, worklist

FOLDER = shipped_season()
PART = read_part(FOLDER)
BK = Scope(frozenset({"sct-bk"}))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Played]]:
    place: Path = tmp_path_factory.mktemp("part") / "demo.sqlite"
    initialise(f"sqlite:///{place}")
    with Store.open(f"sqlite:///{place}") as store:
        yield store, play(continued(read_season(FOLDER), PART), store)


def waiting(store: Store, person: str, role: str, scope: Scope = BK) -> dict[str, Line]:
    seat = Seat(person, (Office(role, scope),))
    return {one.number: one for one in worklist(store, seat, on=PART.day).lines}


def test_every_story_ends_as_it_says_and_the_database_is_one_of_the_example(
    played: tuple[Store, Played],
) -> None:
    store, found = played

    assert found.surprises == ()
    assert is_demo(store)


def test_nothing_in_it_happens_after_its_day() -> None:
    stories = continued(read_season(FOLDER), PART).stories

    assert max(step.on for one in stories for step in one.steps) <= PART.day
    assert len({one.number for one in stories}) == len(stories)


def test_the_clerk_has_a_notice_overdue_three_drafts_to_submit_and_one_that_lacks_papers(
    played: tuple[Store, Played],
) -> None:
    found = waiting(played[0], "clerk-bk", "unit_clerk")

    overdue = found["CSTDCS-2025-0012"].last
    assert overdue is not None
    assert overdue.day == date(2026, 5, 25)
    assert overdue.words.vi == "quá hạn 3 ngày làm việc"
    ready = [f"CSTDCS-2025-000{n}" for n in (3, 4, 5)]
    assert all("submit" in {act.act for act in found[one].onward} for one in ready)
    assert "submit" not in {act.act for act in found["CSTDCS-2025-0002"].onward}


def test_the_member_is_waited_for_and_one_vote_more_is_exactly_the_threshold(
    played: tuple[Store, Played],
) -> None:
    found = waiting(played[0], "member-bk", "council_member")

    assert list(found) == ["CSTDCS-2025-0006"]
    assert set(found["CSTDCS-2025-0006"].members) == {"member-bk", "m10-bk"}


def test_the_head_the_province_and_its_chair_have_dossiers_too(
    played: tuple[Store, Played],
) -> None:
    store, _ = played

    assert "CSTDCS-2025-0014" in waiting(store, "head-bk", "unit_head")
    assert {f"CSTDCS-2025-00{n}" for n in ("08", "09", "10")} <= set(
        waiting(store, "head-bk", "unit_head")
    )
    province = waiting(store, "secretary-tinh-bk", "provincial_secretary", EVERYTHING)
    near = province["CSTD_TINH-2025-0003"].last
    assert near is not None
    assert near.words.vi == "còn 2 ngày làm việc"
    assert "CSTD_TINH-2025-0002" in waiting(store, "chair-tinh-bk", "provincial_chair", EVERYTHING)


def test_the_other_members_of_the_council_have_names(played: tuple[Store, Played]) -> None:
    store, _ = played
    demo_personas(store)
    made = demo_council(store)

    assert demo_council(store) == made
    assert {one.id for one in made} <= {one.id for one in accounts(store)}
