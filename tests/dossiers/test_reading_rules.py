"""The rulebook of a day: what judges, where it came from, and what its examples show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

import rules
from dossiers.cuts import Cut
from dossiers.past import Past
from dossiers.rulebook import bundle_of
from dossiers.store import Store
from dossiers.use_cases import decide_on_rules, in_force, propose_rules
from dossiers.use_cases.publication_story import story_of
from dossiers.use_cases.publishing import publication_of
from dossiers.use_cases.reading_rules import (
    _tried,
    changed_locally,
    rulebook,
    standing_of,
    tried,
    try_shipped,
)
from tests.dossiers.building import a_nomination, proposed
from tests.dossiers.publishing import FROM, a_decision, a_draft, shipped_rules, stricter_rules

DAY = date(2025, 6, 20)
LOCAL_DAY = date(2026, 1, 20)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def published(store: Store, award: bytes, examples: bytes) -> str:
    number = propose_rules(store, a_draft(award, examples)).number
    decide_on_rules(store, a_decision(number))
    return number


def test_every_shipped_award_stands_in_the_rulebook_as_it_judges(store: Store) -> None:
    found = {one.award: one for one in rulebook(store, on=DAY)}

    assert tuple(found) == rules.shipped_awards()
    assert all(one.bundle == in_force(store, code, on=DAY) for code, one in found.items())
    assert all(one.publication is None and not one.is_local for one in found.values())


def test_published_rules_judge_from_their_day_and_are_announced_before_it(store: Store) -> None:
    number = published(store, *stricter_rules())

    before = standing_of(store, "CSTDCS", on=FROM - timedelta(days=1))
    after = standing_of(store, "CSTDCS", on=FROM)

    assert before.bundle == bundle_of("CSTDCS")
    assert before.coming is not None
    assert before.coming.number == number
    assert after.publication is not None
    assert after.publication.number == number
    assert after.bundle != before.bundle
    assert after.coming is None


def test_rules_that_wait_for_approval_judge_nothing(store: Store) -> None:
    propose_rules(store, a_draft(*stricter_rules()))

    found = standing_of(store, "CSTDCS", on=FROM)

    assert found.bundle == bundle_of("CSTDCS")
    assert found.coming is None


def test_the_examples_are_those_of_the_very_rules_that_are_shown(store: Store) -> None:
    shipped = tried(store, standing_of(store, "CSTDCS", on=FROM))
    published(store, *stricter_rules())
    stricter = tried(store, standing_of(store, "CSTDCS", on=FROM))

    assert shipped is not None
    assert stricter is not None
    assert len(shipped.results) > 90
    assert shipped.coverage.unreached == ()
    assert [one.name for one in stricter.results] == ["all agree"]
    assert not stricter.failed
    assert len(stricter.coverage.unreached) > 50


def test_what_was_tried_once_is_not_tried_again(store: Store) -> None:
    standing = standing_of(store, "CO_TINH", on=DAY)

    assert tried(store, standing) is tried(store, standing_of(store, "CO_TINH", on=DAY))


def test_a_profile_is_laid_over_visibly_on_its_days_only(store: Store) -> None:
    on = standing_of(store, "TTLDXS", on=LOCAL_DAY, profile="bac-ninh")
    off = standing_of(store, "TTLDXS", on=DAY, profile="bac-ninh")
    elsewhere = standing_of(store, "CSTDCS", on=LOCAL_DAY, profile="bac-ninh")

    assert on.is_local
    assert on.version.id == "V2022b_bac_ninh"
    assert {"c.discipline", "c.deadline"} <= {one.criterion for one in changed_locally(on)}
    assert not off.is_local
    assert changed_locally(off) == ()
    assert not elsewhere.is_local
    assert elsewhere.bundle == bundle_of("CSTDCS")


def test_an_award_of_a_province_alone_is_there_under_its_profile_only(store: Store) -> None:
    under = {one.award for one in rulebook(store, on=LOCAL_DAY, profile="ha-noi")}

    assert under - set(rules.shipped_awards()) == {"CONG_DAN_TDUT"}
    with pytest.raises(rules.UnknownAwardError):
        standing_of(store, "CONG_DAN_TDUT", on=LOCAL_DAY)


@pytest.mark.parametrize("profile", rules.shipped_profiles())
def test_every_example_holds_under_every_profile(store: Store, profile: str) -> None:
    for one in rulebook(store, on=LOCAL_DAY, profile=profile):
        found = tried(store, one)

        assert found is not None
        assert found.results
        assert not found.failed, one.award
        assert not found.coverage.unreached, one.award


def test_in_the_past_only_what_was_recorded_by_then_is_told(store: Store) -> None:
    proposed(store, a_nomination())
    now = Past(store, Cut(datetime.now(UTC), None))
    found = {one.award: one for one in rulebook(now, on=DAY)}

    assert found["CSTDCS"].bundle == bundle_of("CSTDCS")
    assert found["CO_TINH"].bundle is None
    assert found["CO_TINH"].unknown is not None
    assert "CO_TINH" in found["CO_TINH"].unknown.vi
    assert tried(store, found["CO_TINH"]) is None


def test_a_publication_tells_who_did_what_and_why(store: Store) -> None:
    number = propose_rules(store, a_draft(*shipped_rules())).number
    decide_on_rules(store, a_decision(number, act="reject", reason="sai căn cứ"))

    told = tuple(story_of(store, publication_of(store, number)))

    assert [(one.by, one.role) for one in told] == [
        ("author", "policy_author"),
        ("author", "policy_author"),
        ("head", "policy_approver"),
    ]
    assert [one.text.vi for one in told] == ["Soạn quy tắc", "Trình duyệt", "Không duyệt"]
    assert told[-1].reason == "sai căn cứ"
    assert told[-1].on == FROM


def test_what_is_made_ready_is_what_a_reader_gets(store: Store) -> None:
    try_shipped()
    made = _tried.cache_info().misses

    for one in rulebook(store, on=DAY):
        assert tried(store, one) is not None
    assert _tried.cache_info().misses == made
