"""Every kind of finding is found where it was seeded, and nothing else is; on recorded dossiers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dossiers.findings import (
    KINDS,
    FindingsFileError,
    read_settings,
    report,
    shipped_bytes,
    shipped_settings,
)
from dossiers.model import Nomination
from tests.dossiers.building import NUMBER, a_nomination
from tests.dossiers.office import MEMBERS, Office, an_office, local, own
from tests.dossiers.tampering import tampered
from texts import Text

SECOND = "D-2"
VOTED_ON = date(2024, 12, 9)
DEC = 12


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path) as one:
        yield one


def december(day: int) -> date:
    return date(2024, DEC, day)


# --- one seed for each kind ---------------------------------------------------------------------


def sent_on_late(office: Office) -> None:
    office.approved()
    office.act("notify", "unit_clerk", on=date(2025, 1, 15), details={"paper": "55/TB"})


def by_somebody_of_another_role(office: Office) -> None:
    office.voted()
    office.forced("refuse", "unit_clerk", by="clerk-9", on=december(12), target="refused")


def by_somebody_not_on_the_roll(office: Office) -> None:
    office.balloting()
    choice = {"choice": "for"}
    office.forced("cast_vote", "council_member", by="x", on=december(9), details=choice)


def recorded_before_the_event_before(office: Office) -> None:
    office.submitted()
    sheet = {"members": 15, "approvals": 14, "minutes": "07/BB"}
    at = local(december(2), "08:00")
    secretary = "council_secretary"
    office.act("record_vote", secretary, on=december(2), at=at, details=sheet)


def proposed_and_approved_by_one(office: Office) -> None:
    office.voted(by="head-1")
    office.act("approve", "unit_head", by="head-1", on=december(12))


def one_initiative_for_two(office: Office) -> None:
    for number, name in ((NUMBER, "Trần Thị Mẫu"), (SECOND, "Lê Văn Mẫu")):
        office.submitted(number, nomination=a_nomination(name=name))


def recorded_weeks_later(office: Office) -> None:
    office.submitted()
    sheet = {"members": 15, "approvals": 14, "minutes": "07/BB"}
    at = local(december(23), "10:00")
    office.act("record_vote", "council_secretary", on=december(9), at=at, details=sheet)


def decided_in_a_minute(office: Office) -> None:
    office.voted()
    office.act("approve", "unit_head", on=december(10))


def many_dossiers_in_minutes(office: Office) -> None:
    for n in range(12):
        at = local(date(2024, 11, 20), "09:00") + timedelta(seconds=20 * n)
        office.propose(f"M-{n:02}", at=at)


def recorded_at_night(office: Office) -> None:
    office.submitted()
    sheet = {"members": 15, "approvals": 14, "minutes": "07/BB"}
    at = local(december(9), "23:10")
    office.act("record_vote", "council_secretary", on=december(9), at=at, details=sheet)


SEEDS: Mapping[str, Callable[[Office], None]] = {
    "late_step": sent_on_late,
    "outside_authority": by_somebody_of_another_role,
    "vote_out_of_order": by_somebody_not_on_the_roll,
    "clock_backwards": recorded_before_the_event_before,
    "two_capacities": proposed_and_approved_by_one,
    "evidence_reused": one_initiative_for_two,
    "recorded_late": recorded_weeks_later,
    "too_fast": decided_in_a_minute,
    "many_places": many_dossiers_in_minutes,
    "unusual_hours": recorded_at_night,
}


def test_every_kind_has_a_seed() -> None:
    assert set(SEEDS) == {one.id for one in KINDS}


@pytest.mark.parametrize("kind", SEEDS)
def test_a_seeded_kind_is_found_and_no_other(office: Office, kind: str) -> None:
    SEEDS[kind](office)

    assert {one.kind for one in office.findings()} == {kind}


@pytest.mark.parametrize("kind", SEEDS)
def test_without_its_kind_a_seed_is_not_found(office: Office, kind: str) -> None:
    SEEDS[kind](office)

    assert office.findings(*(one.id for one in KINDS if one.id != kind)) == ()


def test_a_dossier_in_order_raises_no_question(office: Office) -> None:
    office.approved()
    office.act("notify", "unit_clerk", on=december(16), details={"paper": "55/TB"})
    office.approved(SECOND)
    office.act("notify", "unit_clerk", on=december(26), details={"paper": "56/TB"}, number=SECOND)

    assert office.findings() == ()


def test_a_finding_names_dossier_event_leaf_and_rule(office: Office) -> None:
    sent_on_late(office)

    (one,) = office.findings()

    stored = {event.n: event.leaf.hex() for event in office.store.events()}
    (place,) = one.places
    assert (one.numbers, place.act, place.leaf) == ((NUMBER,), "notify", stored[place.n])
    assert "311/QĐ-BNV" in one.basis.vi
    assert "26/12/2024" in one.text.vi
    assert "15/01/2025" in one.text.en


# --- late steps ---------------------------------------------------------------------------------


def test_the_last_day_of_a_term_is_in_time(office: Office) -> None:
    office.approved()  # on 12 December; the tenth working day after it is the 26th
    office.act("notify", "unit_clerk", on=december(26), details={"paper": "55/TB"})

    assert office.findings("late_step") == ()


def test_a_day_after_the_term_is_late(office: Office) -> None:
    office.approved()
    office.act("notify", "unit_clerk", on=december(27), details={"paper": "55/TB"})

    assert len(office.findings("late_step")) == 1


def test_a_step_in_time_that_was_recorded_after_the_term_is_a_question(office: Office) -> None:
    office.approved()
    at = local(december(30), "10:00")
    office.act("notify", "unit_clerk", on=december(20), at=at, details={"paper": "55/TB"})

    (one,) = office.findings("late_step")

    assert "within the term, but was recorded on 30/12/2024" in one.text.en


def test_a_term_that_nothing_ended_is_measured_at_the_newest_record(office: Office) -> None:
    office.approved()
    office.propose(SECOND, on=date(2025, 1, 2))

    (one,) = office.findings("late_step")

    assert "By 02/01/2025" in one.text.en
    assert one.numbers == (NUMBER,)


def test_a_term_that_is_still_running_is_no_question(office: Office) -> None:
    office.approved()
    office.propose(SECOND, on=december(20))

    assert office.findings("late_step") == ()


def forwarded(office: Office) -> None:
    """A dossier that went to the central authorities on 2 March 2026."""
    office.submitted()
    office.forced("forward", "provincial_chair", on=date(2026, 3, 2), target="forwarded")


def test_days_on_which_a_term_stood_still_do_not_count(office: Office) -> None:
    forwarded(office)
    suspended, resumed = date(2026, 3, 9), date(2026, 4, 6)
    office.forced("suspend", "provincial_secretary", on=suspended, target="suspended")
    office.forced("resume", "provincial_secretary", on=resumed, target="forwarded")
    office.forced("take_back", "provincial_secretary", on=date(2026, 4, 17), target="draft")

    assert office.findings("late_step") == ()


def test_the_same_days_are_late_without_the_suspension(office: Office) -> None:
    forwarded(office)
    office.forced("take_back", "provincial_secretary", on=date(2026, 4, 17), target="draft")

    (one,) = office.findings("late_step")
    assert "30/03/2026" in one.text.en


def test_the_programs_note_is_told_as_the_programs(office: Office) -> None:
    office.approved()
    office.forced("note_late_notice", "engine", by="tdkt", on=december(27))

    (one,) = office.findings("late_step")
    assert one.text.en.startswith("The program noted on 27/12/2024")


def test_a_term_beyond_the_calendar_is_told_as_not_checked(office: Office) -> None:
    office.voted()
    office.forced("approve", "unit_head", on=date(2031, 1, 6), target="approved")

    left = office.report(None, "late_step").unchecked

    assert [(one.kind, "2031" in one.reason.en) for one in left] == [("late_step", True)]


# --- authority ----------------------------------------------------------------------------------


def deputised(office: Office, *, on: date, recorded: date, last: date) -> str:
    """The head's deputy approves for the head; the number of the mandate."""
    office.voted()
    number = office.mandate("unit_head-1", "deputy-1", first=december(2), last=last)
    at, deputy = local(recorded, "10:00"), "deputy-1"
    office.act("approve", "unit_head", by=deputy, on=on, at=at, stands_for="unit_head-1")
    return number


def test_a_deputy_on_a_mandate_that_holds_is_no_question(office: Office) -> None:
    deputised(office, on=december(12), recorded=december(12), last=december(31))

    assert office.findings("outside_authority") == ()


def test_a_mandate_that_had_ended_when_the_act_was_recorded_is_a_question(office: Office) -> None:
    deputised(office, on=december(12), recorded=december(17), last=december(13))

    (one,) = office.findings("outside_authority")

    assert "was recorded on 17/12/2024" in one.text.en
    assert "12/UQ" in one.basis.en


def test_a_mandate_withdrawn_later_from_an_earlier_day_is_a_question(office: Office) -> None:
    number = deputised(office, on=december(12), recorded=december(12), last=december(31))
    office.withdraw(number, on=december(11), at=local(december(20), "10:00"))

    (one,) = office.findings("outside_authority")

    assert "recorded since" in one.text.en


def test_a_mandate_withdrawn_from_a_later_day_is_none(office: Office) -> None:
    number = deputised(office, on=december(12), recorded=december(12), last=december(31))
    office.withdraw(number, on=december(13), at=local(december(20), "10:00"))

    assert office.findings("outside_authority") == ()


def test_acting_for_somebody_without_a_mandate_is_a_question(office: Office) -> None:
    office.voted()
    extra = {"for": "unit_head-1", "mandate": "5d41"}
    office.forced("refuse", "unit_head", by="x", on=december(12), target="refused", extra=extra)

    (one,) = office.findings("outside_authority")
    assert "no mandate for 'x' was recorded before it" in one.text.en


def test_acting_for_another_unit_is_a_question(office: Office) -> None:
    office.submitted(unit="so-y-te")

    (one,) = office.findings("outside_authority")
    assert "'so-y-te'" in one.text.en
    assert "'so-cong-thuong'" in one.text.en


def test_acting_for_the_own_unit_is_none(office: Office) -> None:
    office.submitted(unit="so-cong-thuong")

    assert office.findings("outside_authority") == ()


def test_what_no_register_tells_is_said(office: Office) -> None:
    office.submitted()

    left = office.report(None, "outside_authority").unchecked
    assert ["no register" in one.reason.en for one in left] == [True]


# --- votes --------------------------------------------------------------------------------------


def closed(office: Office) -> None:
    """A ballot of fifteen that was opened, held and closed on 9 December."""
    office.balloting()
    for member in MEMBERS:
        office.vote(member)
    office.act("close_ballot", "council_secretary", on=december(9))


def test_a_ballot_in_order_is_no_question(office: Office) -> None:
    closed(office)

    assert office.findings("vote_out_of_order") == ()


def late_vote(office: Office, member: str = "m01", on: date = VOTED_ON) -> str:
    """What is told of a vote that nobody was asked about."""
    choice = {"choice": "against"}
    office.forced("cast_vote", "council_member", by=member, on=on, details=choice)
    return " ".join(one.text.en for one in office.findings("vote_out_of_order"))


def test_a_vote_after_the_ballot_was_closed_is_a_question(office: Office) -> None:
    closed(office)

    assert "after the ballot had been closed" in late_vote(office)


def test_a_vote_before_a_ballot_was_opened_is_a_question(office: Office) -> None:
    office.submitted()

    assert "no ballot had been opened" in late_vote(office)


def test_a_vote_for_a_day_before_the_ballot_is_a_question(office: Office) -> None:
    office.balloting()

    assert "counts for 06/12/2024" in late_vote(office, on=december(6))


def test_a_second_vote_of_a_member_is_a_question(office: Office) -> None:
    office.balloting()
    office.vote("m01")

    assert "more than one vote" in late_vote(office)


def test_a_vote_for_a_day_after_the_close_is_a_question(office: Office) -> None:
    office.balloting()
    office.forced("cast_vote", "council_member", by="m01", on=december(11))
    office.forced("close_ballot", "council_secretary", on=december(10))

    (one,) = office.findings("vote_out_of_order")
    assert "counts for 11/12/2024; the ballot was closed on 10/12/2024" in one.text.en


def test_a_relation_that_was_recorded_after_the_vote_is_a_question(office: Office) -> None:
    closed(office)
    near = {"person": "m03", "relation": "relative", "paper": "02/BC"}
    office.act("declare_conflict", "council_secretary", on=december(10), details=near)

    (one,) = office.findings("vote_out_of_order")
    assert "'m03' voted on 09/12/2024; on 10/12/2024 it was recorded" in one.text.en


def test_a_relation_of_somebody_who_did_not_vote_is_none(office: Office) -> None:
    closed(office)
    near = {"person": "m99", "relation": "relative", "paper": "02/BC"}
    office.act("declare_conflict", "council_secretary", on=december(10), details=near)

    assert office.findings("vote_out_of_order") == ()


def test_a_vote_of_the_nominee_is_a_question(office: Office) -> None:
    who = {"kind": "individual", "name": "Trần Thị Mẫu", "account": "m01"}
    plain = a_nomination(changes=own(NUMBER)).model_dump(exclude_none=True)
    office.submitted(nomination=Nomination.model_validate({**plain, "nominee": who}))
    office.act("open_ballot", "council_secretary", on=december(9), details={"members": MEMBERS})

    assert "'m01' voted on the own nomination" in late_vote(office)


def test_of_a_ballot_on_paper_it_is_said_that_nobody_is_known(office: Office) -> None:
    office.voted()

    (left,) = office.report(None, "vote_out_of_order").unchecked
    assert "counted on paper" in left.reason.en


# --- capacities ---------------------------------------------------------------------------------


def test_two_people_on_both_sides_are_no_question(office: Office) -> None:
    office.approved()

    assert office.findings("two_capacities") == ()


def test_a_mandate_between_proposer_and_decider_that_was_recorded_later_counts(
    office: Office,
) -> None:
    office.approved()
    first, at = date(2024, 11, 1), local(december(20), "09:00")
    office.mandate(
        "unit_head-1", "clerk-1", role="unit_clerk", at=at, first=first, last=december(31)
    )

    found = office.findings("two_capacities")

    assert {one.numbers for one in found} == {(NUMBER,)}
    assert all("could act for the other" in one.text.en for one in found)


def test_a_mandate_of_another_time_does_not_count(office: Office) -> None:
    office.approved()
    first, last = date(2025, 2, 1), date(2025, 2, 28)
    office.mandate("unit_head-1", "clerk-1", role="unit_clerk", first=first, last=last)

    assert office.findings("two_capacities") == ()


def test_what_the_workflow_keeps_apart_rests_on_the_workflow(office: Office) -> None:
    office.voted()
    office.forced("approve", "unit_head", by="clerk-1", on=december(12), target="approved")

    (one,) = office.findings("two_capacities")
    assert "provincial-award" in one.basis.en


def test_a_vote_in_two_councils_is_a_question(office: Office) -> None:
    office.balloting()
    office.vote("m01")
    office.forced("advance", "unit_head", on=december(10), target="provincial_review")
    office.forced("open_ballot", "provincial_secretary", on=december(11))
    office.forced("cast_vote", "council_member", by="m01", on=december(11))

    (one,) = office.findings("two_capacities")
    assert "in two councils" in one.text.en


def test_opening_and_concluding_a_case_is_for_two(office: Office) -> None:
    office.submitted()
    case = {"kind": "complaint", "opened_on": "2024-12-03", "body": "Thanh tra Sở"}
    end = {"outcome": "cleared", "concluded_on": "2024-12-05", "conclusion": "08/KL"}
    secretary = "council_secretary"
    office.act("suspend", secretary, on=december(3), details=case, reason="xác minh")
    office.act("conclude_case", secretary, on=december(6), details=end, by="secretary-2")
    assert office.findings("two_capacities") == ()

    office.submitted(SECOND)
    office.act("suspend", secretary, on=december(3), details=case, reason="?", number=SECOND)
    office.act("conclude_case", secretary, on=december(6), details=end, number=SECOND)
    (one,) = office.findings("two_capacities")
    assert one.numbers == (SECOND,)


# --- evidence -----------------------------------------------------------------------------------


def used(office: Office, number: str, award: str, name: str = "Trần Thị Mẫu") -> None:
    """A dossier that stands on one and the same initiative."""
    nomination = a_nomination(award, name=name, changes=own("chung"))
    office.propose(number, nomination=nomination)


def test_a_title_and_a_form_on_one_initiative_are_a_question(office: Office) -> None:
    used(office, NUMBER, "CSTDCS")
    used(office, SECOND, "BK_TINH")

    (one,) = office.findings("evidence_reused")
    assert "5007/BNV-TĐKT" in one.basis.en
    assert "BK_TINH, CSTDCS" in one.text.en


def test_two_titles_on_one_initiative_are_none(office: Office) -> None:
    used(office, NUMBER, "CSTDCS")
    used(office, SECOND, "CSTD_TINH")

    assert office.findings("evidence_reused") == ()


def test_a_proposal_that_was_withdrawn_used_nothing_up(office: Office) -> None:
    used(office, NUMBER, "CSTDCS")
    office.act("withdraw", "unit_clerk", on=date(2024, 11, 21), reason="rút")
    used(office, SECOND, "BK_TINH")

    assert office.findings("evidence_reused") == ()


def test_an_initiative_declared_unused_after_a_grant_is_a_question(office: Office) -> None:
    used(office, NUMBER, "CSTDCS")
    office.forced("approve", "unit_head", on=december(12), target="approved")
    used(office, SECOND, "CSTD_TINH")

    (one,) = office.findings("evidence_reused")
    assert "declared as not used before" in one.text.en


def test_names_that_look_alike_are_one_nominee(office: Office) -> None:
    used(office, NUMBER, "CSTDCS", name="Trần Thị Hòa")
    used(office, SECOND, "CSTD_TINH", name="TRẦN THỊ HOÀ")

    assert office.findings("evidence_reused") == ()


def test_one_certificate_for_two_nominees_is_a_question(office: Office) -> None:
    paper = {"documents": [{"kind": "chung_nhan_sang_kien", "number": "04/GCN"}]}
    for number in (NUMBER, SECOND):
        named = a_nomination(name=f"Lê {number}", changes={**own(number), **paper})
        office.propose(number, nomination=named)

    (one,) = office.findings("evidence_reused")
    assert "number 04/GCN stands in the dossiers of 2 different nominees" in one.text.en


def test_one_letter_of_proposal_for_two_nominees_is_none(office: Office) -> None:
    paper = {"documents": [{"kind": "to_trinh", "number": "01/TTr"}]}
    for number in (NUMBER, SECOND):
        named = a_nomination(name=f"Lê {number}", changes={**own(number), **paper})
        office.propose(number, nomination=named)

    assert office.findings("evidence_reused") == ()


def test_the_same_amendment_for_two_nominees_is_a_question(office: Office) -> None:
    for number in (NUMBER, SECOND):
        office.propose(number)
        details = {"service_months": 11}
        office.act("amend", "unit_clerk", on=date(2024, 11, 21), number=number, details=details)

    (one,) = office.findings("evidence_reused")
    assert len(one.places) == 2


# --- pace and moments ---------------------------------------------------------------------------


def test_a_decision_after_the_time_for_reading_is_none(office: Office) -> None:
    office.voted()
    at = local(december(10), "10:30")
    office.act("approve", "unit_head", on=december(10), at=at)

    assert office.findings("too_fast") == ()


def test_eleven_dossiers_in_minutes_are_none(office: Office) -> None:
    for n in range(11):
        at = local(date(2024, 11, 20), "09:00") + timedelta(seconds=20 * n)
        office.propose(f"M-{n:02}", at=at)

    assert office.findings("many_places") == ()


def test_twelve_dossiers_in_an_hour_are_none(office: Office) -> None:
    for n in range(12):
        at = local(date(2024, 11, 20), "09:00") + timedelta(minutes=5 * n)
        office.propose(f"M-{n:02}", at=at)

    assert office.findings("many_places") == ()


def test_times_that_jump_from_dossier_to_dossier_are_not_minutes(office: Office) -> None:
    office.propose("Z", on=date(2025, 1, 20))
    for n in range(12):
        at = local(date(2024, 11, 20), "09:00") + timedelta(minutes=5 * n)
        office.propose(f"M-{n:02}", at=at)

    assert office.findings("many_places") == ()


@pytest.mark.parametrize(
    ("clock", "count"), [("06:59", 1), ("07:00", 0), ("18:59", 0), ("19:00", 1)]
)
def test_the_working_day_is_measured_in_vietnam(office: Office, clock: str, count: int) -> None:
    office.submitted()
    sheet = {"members": 15, "approvals": 14, "minutes": "07/BB"}
    at = local(december(9), clock)
    office.act("record_vote", "council_secretary", on=december(9), at=at, details=sheet)

    assert len(office.findings("unusual_hours")) == count


def test_a_sunday_is_told_with_its_name(office: Office) -> None:
    office.submitted()
    sheet = {"members": 15, "approvals": 14, "minutes": "07/BB"}
    at = local(december(15), "10:00")
    office.act("record_vote", "council_secretary", on=december(13), at=at, details=sheet)

    (one,) = office.findings("unusual_hours")
    assert "a day off: Sunday" in one.text.en


def test_a_saturday_that_is_worked_is_no_day_off(office: Office) -> None:
    office.propose(at=local(date(2024, 5, 4), "10:00"), on=date(2024, 5, 4))

    assert office.findings("unusual_hours") == ()


def test_a_year_without_a_calendar_is_told_as_not_checked(office: Office) -> None:
    office.propose(at=local(date(2031, 5, 4), "10:00"), on=date(2031, 5, 4))

    (left,) = office.report(None, "unusual_hours").unchecked
    assert "2031" in left.reason.en


@pytest.mark.parametrize(("day", "count"), [(16, 0), (17, 1)])
def test_a_week_is_not_too_late_to_record(office: Office, day: int, count: int) -> None:
    office.submitted()
    sheet = {"members": 15, "approvals": 14, "minutes": "07/BB"}
    at = local(december(day), "10:00")
    office.act("record_vote", "council_secretary", on=december(9), at=at, details=sheet)

    assert len(office.findings("recorded_late")) == count


def test_an_act_for_a_day_that_had_not_come_is_a_question(office: Office) -> None:
    office.submitted()
    sheet = {"members": 15, "approvals": 14, "minutes": "07/BB"}
    at = local(december(9), "10:00")
    office.act("record_vote", "council_secretary", on=december(11), at=at, details=sheet)

    (one,) = office.findings("recorded_late")
    assert "a day that had not come" in one.text.en


# --- what cannot be checked, and the report -----------------------------------------------------


def test_lost_content_is_told_as_not_checked_and_the_walk_goes_on(office: Office) -> None:
    sent_on_late(office)
    first = next(iter(office.store.events()))
    body = bytes(first.body)
    name = body.split(b'"data":"')[1][:64].decode()
    tampered(office.store.place, "DELETE FROM disclosure WHERE commitment = ?", name)

    found = office.report()

    assert [one.kind for one in found.findings] == ["late_step"]
    assert any("cannot be read" in one.reason.en and not one.kind for one in found.unchecked)


def test_content_that_was_sealed_is_told_as_not_checked(office: Office) -> None:
    office.submitted()
    sealed = b'{"nonce":"00","sealed":"5f"}'
    events = list(office.store.events())

    def documents(name: str) -> bytes:
        found = office.store.document(name)
        return sealed if b'"act":"submit"' in found else found

    found = report(events, documents, shipped_settings())

    assert any("cannot be read" in one.reason.en for one in found.unchecked)
    assert found.events == len(events)


def test_the_last_moment_that_there_is_stops_nobody(office: Office) -> None:
    last = datetime(9999, 12, 31, 23, 30, tzinfo=UTC)
    office.voted()
    office.forced("approve", "unit_head", on=date(9999, 12, 31), at=last, target="approved")

    found = office.report()

    assert {one.kind for one in found.findings} >= {"unusual_hours"}
    assert any("9999" in one.reason.en for one in found.unchecked)


def test_an_unreadable_event_is_told_and_other_dossiers_are_looked_at(office: Office) -> None:
    office.propose(SECOND)
    sent_on_late(office)
    tampered(office.store.place, "UPDATE event SET body = ? WHERE seq = 1", b"{}")

    found = office.report()

    assert [one.kind for one in found.findings] == ["late_step"]
    assert any("cannot be read" in one.reason.en for one in found.unchecked)


def test_findings_stand_by_weight(office: Office) -> None:
    recorded_at_night(office)
    office.forced("refuse", "unit_clerk", on=december(10), target="refused", by="clerk-9")

    assert [one.kind for one in office.findings()] == ["outside_authority", "unusual_hours"]


def test_a_report_can_be_asked_for_one_dossier_and_since_a_day(office: Office) -> None:
    sent_on_late(office)
    found = office.report()

    assert len(found.of(numbers=(NUMBER,)).findings) == 1
    assert found.of(numbers=(SECOND,)).findings == ()
    assert len(found.of(since=date(2025, 1, 15)).findings) == 1
    assert found.of(since=date(2025, 1, 16)).findings == ()


def test_the_risk_of_a_dossier_is_the_base_and_the_weights_of_its_findings(office: Office) -> None:
    sent_on_late(office)
    office.approved(SECOND)
    office.act("notify", "unit_clerk", on=december(16), details={"paper": "9"}, number=SECOND)

    found = office.report()

    numbers = {name: one.number for name, one in found.last.trails.items()}
    risk = {numbers[name]: weight for name, weight in found.risk(1).items()}
    assert risk == {NUMBER: 5, SECOND: 1}


def test_every_text_of_a_kind_is_in_two_languages() -> None:
    for one in KINDS:
        assert one.text.vi != one.text.en
        assert one.look.vi != one.look.en


# --- thresholds ---------------------------------------------------------------------------------


def test_other_thresholds_give_other_findings(office: Office) -> None:
    recorded_at_night(office)
    later = read_settings(shipped_bytes().replace(b"ends: 19 ", b"ends: 24 "), file="mine.yaml")

    assert office.report(later).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("late_step: 4", "late_stop: 4", "unknown-kind", "mine.yaml:16:3"),
        ("unusual_hours: 1 ", "# gone ", "no-weight", "mine.yaml:11:3"),
        ("begins: 7 ", "begins: 20 ", "hours-order", None),
        ("days: 7", "days: một tuần", "not-whole", None),
        ("base: 1", "base: 0", "out-of-bounds", None),
        ("places:\n", "place:\n", "unknown-key", None),
    ],
)
def test_a_wrong_file_of_thresholds_is_refused_at_its_place(
    old: str, new: str, code: str, place: str | None
) -> None:
    text = shipped_bytes().decode()
    assert text.count(old) == 1

    with pytest.raises(FindingsFileError) as wrong:
        read_settings(text.replace(old, new), file="mine.yaml")

    found = {one.code: str(one.place) for one in wrong.value.mistakes}
    assert code in found
    assert place in {None, found[code]}
    assert isinstance(wrong.value.text, Text)


def test_the_shipped_file_is_read_by_the_door_that_auditors_use() -> None:
    settings = read_settings(shipped_bytes(), file="findings.yaml")

    assert set(settings.weights) == {one.id for one in KINDS}
