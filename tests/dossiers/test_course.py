"""Ballots, tasks, terms and settings of a dossier: kept, replayed, and noticed when changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
import workflow
from dossiers import errors
from dossiers.ballots import Ballot, ballot_of, sheet_of
from dossiers.course import Course, course_part, read_course
from dossiers.documents import dossier_bytes, read_document, read_dossier
from dossiers.replay import rebuilt_rows, replay
from dossiers.rulebook import bundle_of, local_bundle, procedure, read_procedure
from dossiers.settings import settings_of
from dossiers.store import Store
from dossiers.use_cases import dossier_of, looked_at, ticked
from dossiers.use_cases.writing import row_of
from ledger import canonical, digest, event_bytes, leaf_hash, read_event
from tests.databases import changed
from tests.dossiers.building import NUMBER, a_nomination, done, moment, proposed
from tests.dossiers.nominating import answered, nomination_of, recorded, sent_on
from tests.workflow.editions import FORMER_BYTES

ROLL = [f"m{n}" for n in range(1, 6)]
ON = date(2024, 12, 9)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def voting(store: Store, votes: Mapping[str, str]) -> None:
    """A dossier of which the ballot is open and some have voted."""
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")
    opened = {"members": ROLL, "chair": "m1"}
    done(store, "open_ballot", "council_secretary", details=opened, on=ON)
    for member, choice in votes.items():
        done(store, "cast_vote", "council_member", by=member, details={"choice": choice}, on=ON)


def test_an_open_ballot_survives_its_bytes_and_replays(store: Store) -> None:
    voting(store, {"m1": "for", "m2": "against"})
    done(store, "stand_aside", "council_member", by="m3", reason="người thân", on=ON)

    dossier = dossier_of(store, NUMBER)

    assert dossier.course.poll is not None
    assert dict(dossier.course.poll.votes) == {"m1": "for", "m2": "against"}
    assert read_dossier(dossier_bytes(dossier)) == dossier
    assert [one.equal for one in replay(store)] == [True]


def test_a_closed_ballot_leaves_its_count_to_the_rules_and_its_result_to_the_workflow(
    store: Store,
) -> None:
    voting(store, dict.fromkeys(ROLL[:4], "for"))
    letter = {"member": "m5", "choice": "for", "paper": "61/YK"}
    done(store, "record_written_opinion", "council_secretary", details=letter, on=ON)
    done(store, "close_ballot", "council_secretary", on=ON)

    dossier = dossier_of(store, NUMBER)

    assert dossier.course.marks == {"council_review.passed"}
    assert dossier.course.poll is None
    ballot = dossier.evidence.unit_council
    assert ballot is not None
    assert (ballot.approvals, ballot.written_approvals, ballot.members) == (4, 1, 5)
    assert looked_at(store, NUMBER, on=ON).evaluation.finding("c.vote").result == "met"  # type: ignore[union-attr]


def test_terms_tasks_and_suspensions_replay_to_what_is_stored(store: Store) -> None:
    proposed(store, nomination_of("HCLD_BA"))
    done(store, "submit", "unit_clerk", on=date(2026, 1, 15))
    while dossier_of(store, NUMBER).state != "forwarded":
        recorded(store)
        answered(store)
        sent_on(store)
    case = {"kind": "complaint", "opened_on": "2026-03-02"}
    first, last = date(2026, 3, 2), date(2026, 3, 9)
    done(store, "suspend", "provincial_secretary", details=case, reason="có đơn", on=first)
    cleared = {"outcome": "cleared", "concluded_on": "2026-03-09", "conclusion": "KL-01"}
    done(store, "conclude_case", "provincial_secretary", details=cleared, on=last)
    done(store, "resume", "provincial_secretary", on=last)

    dossier = dossier_of(store, NUMBER)
    (one,) = looked_at(store, NUMBER, on=last).terms.readings

    assert {"provincial_review.agencies", "provincial_review.public"} <= dossier.course.marks
    assert one.last_day == date(2026, 3, 24)
    assert read_dossier(dossier_bytes(dossier)) == dossier
    assert [each.equal for each in replay(store)] == [True]
    before = store.bodies()
    store.rebuild(lambda: rebuilt_rows(store))
    assert store.bodies() == before


def test_the_program_does_what_is_due_once(store: Store) -> None:
    voting(store, dict.fromkeys(ROLL, "for"))
    done(store, "close_ballot", "council_secretary", on=ON)
    done(store, "advance", "unit_head", on=date(2024, 12, 10))
    done(store, "approve", "unit_head", on=date(2024, 12, 17))
    late = date(2025, 1, 3)

    first = ticked(store, NUMBER, on=late, at=moment(late))
    second = ticked(store, NUMBER, on=late, at=moment(late))

    assert [one.act for one in first] == ["note_late_notice"]
    assert second == ()
    assert "late_notice" in dossier_of(store, NUMBER).course.marks
    assert dossier_of(store, NUMBER).state == "approved"
    assert [one.equal for one in replay(store)] == [True]


def forged(store: Store, changes: Mapping[str, object]) -> None:
    """Change the document of the last event as somebody would who mends every hash as well."""
    stored = list(store.events())[-1]
    event = read_event(stored.body)
    content = canonical({**read_document(store.document(event.data)), **changes})
    body = event_bytes(replace(event, data=digest(content)))
    dossier = replace(dossier_of(store, NUMBER), head=leaf_hash(body).hex())
    changed(
        store.place,
        ("INSERT INTO document VALUES (?, ?)", (digest(content), content)),
        ("UPDATE event SET body = ?, leaf = ? WHERE seq = ?", (body, leaf_hash(body), stored.seq)),
        ("UPDATE dossier SET head = ?, body = ?", (dossier.head, row_of(dossier).body)),
    )


def test_a_forged_result_of_a_ballot_is_named_even_when_every_hash_was_mended(
    store: Store,
) -> None:
    voting(store, {**dict.fromkeys(ROLL[:3], "for"), "m4": "against"})
    done(store, "close_ballot", "council_secretary", on=ON)
    n = dossier_of(store, NUMBER).n
    assert [one.equal for one in replay(store)] == [True]

    forged(store, {"result": "passed"})

    (found,) = replay(store)
    assert found.differs_at == n
    assert "'passed'" in found.text.en
    assert "'failed'" in found.text.en


def test_a_forged_vote_gives_another_dossier_than_the_stored_one(
    store: Store,
) -> None:
    voting(store, {"m1": "against"})

    forged(store, {"details": {"choice": "for"}})

    assert [one.equal for one in replay(store)] == [False]


def test_settings_are_fixed_at_the_first_receipt(store: Store) -> None:
    proposed(store, a_nomination())
    before = dossier_of(store, NUMBER).course.settings
    done(store, "submit", "unit_clerk")

    settings = dossier_of(store, NUMBER).course.settings

    assert before == {}
    assert settings["ballot"] == "unit"
    assert settings["ballot_share"] == "80"


@pytest.mark.parametrize(
    ("award", "ballot", "share", "asked"),
    [
        ("CSTDCS", "unit", "80", ()),
        ("CSTD_TINH", "province", "90", ()),
        ("CO_TINH", "province", "80", ()),
        ("CO_CP", "province", "80", ("agency_consultation", "central_decision")),
        ("CSTD_TQ", "province", "90", ("central_decision",)),
        ("BKTTG", "not_asked", "80", ("agency_consultation", "central_decision")),
        (
            "HCLD_BA",
            "not_asked",
            "80",
            ("public_consultation", "agency_consultation", "central_decision"),
        ),
        ("GIAY_KHEN", "not_asked", "80", ()),
    ],
)
def test_the_rules_of_an_award_say_what_its_way_asks(
    award: str, ballot: str, share: str, asked: tuple[str, ...]
) -> None:
    found = rules.evaluate(bundle_of(award).award, {}, on=date(2026, 1, 15))

    settings = settings_of(procedure().definition, bundle_of(award).award, found)

    assert (settings["ballot"], settings["ballot_share"]) == (ballot, share)
    assert tuple(name for name, value in settings.items() if value == "asked") == asked


def test_a_local_profile_asks_for_an_opinion_that_the_law_does_not() -> None:
    bundle = local_bundle(rules.shipped_profile("bac-ninh"), "CSTD_TQ")
    found = rules.evaluate(bundle.award, {}, on=date(2026, 1, 15))

    settings = settings_of(procedure().definition, bundle.award, found)

    assert settings["party_opinion"] == "asked"


def test_a_dossier_of_the_former_edition_goes_on_under_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = read_procedure(FORMER_BYTES)
    monkeypatch.setattr("dossiers.use_cases.proposing.procedure", lambda: former)
    proposed(store, a_nomination())
    monkeypatch.undo()

    done(store, "submit", "unit_clerk")
    vote = {"members": 15, "approvals": 12}
    done(store, "record_vote", "council_secretary", details=vote)
    done(store, "advance", "unit_head", on=date(2024, 12, 10))
    done(store, "approve", "unit_head", on=date(2024, 12, 12))

    dossier = dossier_of(store, NUMBER)
    assert dossier.state == "approved"
    assert dossier.definition == former.digest != procedure().digest
    assert dossier.course == Course()
    assert b'"course"' not in dossier_bytes(dossier)
    assert [one.equal for one in replay(store)] == [True]


def test_nobody_answers_a_question_that_is_put_to_another_body(store: Store) -> None:
    proposed(store, a_nomination("CSTD_TINH"))
    done(store, "submit", "unit_clerk")
    answer = {"question": "c.select", "answer": True}

    with pytest.raises(errors.ActDetailsError, match="Secretary of the unit's award council"):
        done(store, "answer_question", "unit_clerk", details=answer)

    assert done(store, "answer_question", "council_secretary", details=answer).act


def test_the_consent_of_the_party_committee_is_not_recorded_where_there_is_none(
    store: Store,
) -> None:
    proposed(store, a_nomination())

    with pytest.raises(errors.TransitionRefusedError):
        done(store, "record_party_opinion", "provincial_secretary", details={"paper": "1"})


COUNTS = st.integers(0, 30)


@given(
    members=st.integers(1, 60), approvals=COUNTS, written=COUNTS, against=COUNTS, abstained=COUNTS
)
def test_a_count_becomes_a_sheet_with_the_same_votes(
    members: int, approvals: int, written: int, against: int, abstained: int
) -> None:
    if approvals + written > members:
        return
    ballot = Ballot(
        members=members,
        approvals=approvals,
        written_approvals=written,
        against=against,
        abstained=abstained,
    )

    sheet = sheet_of(ballot)

    assert sheet.votes["for"] == ballot.in_favour
    assert sum(sheet.votes.values()) == ballot.in_favour + against + abstained
    assert sheet.present + sheet.written == members


NAMES = st.lists(st.sampled_from(ROLL), unique=True)


@given(
    votes=st.dictionaries(st.sampled_from(ROLL), st.sampled_from(["for", "against", "abstain"])),
    aside=NAMES,
    round_=st.integers(1, 9),
    held=st.integers(0, 9),
)
def test_any_course_survives_its_document(
    votes: dict[str, str], aside: list[str], round_: int, held: int
) -> None:
    poll = workflow.Poll(
        members=frozenset(ROLL),
        chair="m1",
        votes=votes,
        voted=frozenset(votes),
        written=frozenset(list(votes)[:1]),
        recused=dict.fromkeys(aside, "lý do"),
        round=round_,
    )
    clock = workflow.Running(ON, workflow.Ledger().stop(date(2024, 12, 20)))
    course = Course(
        settings={"ballot": "unit"},
        marks=frozenset({"late_notice"}),
        kept={"council_review.passed": frozenset({"titles", "ratings"})},
        times={"ask": 2},
        clocks={"notify_term": clock},
        poll=poll,
        held=held,
    )

    written = json.loads(canonical(course_part(course)))

    assert read_course(written["course"]) == course
    assert ballot_of(poll).in_favour == list(votes.values()).count("for")
