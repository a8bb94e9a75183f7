"""Acts that are possible in several states are done in each of them, on dossiers of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dossiers.replay import replay
from dossiers.store import Store, initialise
from dossiers.use_cases import dossier_of, looked_at, propose
from tests.dossiers.building import NUMBER, a_nomination, done, proposed, proposing
from tests.dossiers.nominating import COUNCIL_DAY, answered, nomination_of, recorded, sent_on

LATER = date(2026, 5, 4)
"""A day after everything that brings a dossier to any state."""

REASON = "lý do"
BALLOT = {"members": 15, "approvals": 14}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A fresh database."""
    url = f"sqlite:///{tmp_path / 'ways.sqlite'}"
    initialise(url)
    with Store.open(url) as opened:
        yield opened


def council(store: Store) -> None:
    proposed(store, a_nomination("CSTDCS"))
    done(store, "submit", "unit_clerk")


def head(store: Store) -> None:
    council(store)
    done(store, "record_vote", "council_secretary", details=BALLOT)
    done(store, "advance", "unit_head", by="deputy-1")


def cluster(store: Store) -> None:
    proposed(store, a_nomination("CO_TINH"))
    done(store, "submit", "unit_clerk")
    done(store, "advance", "unit_head")


def province(store: Store) -> None:
    proposed(store, nomination_of("BKTTG"))
    done(store, "submit", "unit_clerk", on=date(2026, 1, 15))
    while dossier_of(store, NUMBER).state != "provincial_review":
        recorded(store)
        answered(store)
        sent_on(store)


def voting(store: Store) -> None:
    """A dossier for whose award the provincial council votes, checked and made public."""
    proposed(store, a_nomination("CSTD_TINH"))
    done(store, "submit", "unit_clerk")
    question = {"question": "c.select", "answer": "true", "minutes": "BB-01"}
    done(store, "answer_question", "council_secretary", details=question)
    done(store, "advance", "unit_head")
    done(store, "confirm_papers", "provincial_secretary")


def centre(store: Store) -> None:
    province(store)
    recorded(store)
    answered(store)
    done(store, "forward", "provincial_chair", on=COUNCIL_DAY)


def returned(store: Store) -> None:
    council(store)
    done(store, "return_for_supplement", "council_secretary", reason=REASON)


def suspended(store: Store) -> None:
    council(store)
    done(store, "suspend", "council_secretary", reason=REASON, details=CASE)


def approved(store: Store) -> None:
    head(store)
    done(store, "approve", "unit_head")


def notified(store: Store) -> None:
    approved(store)
    done(store, "notify", "unit_clerk")


def awarded(store: Store) -> None:
    notified(store)
    done(store, "award", "unit_head")


def archived(store: Store) -> None:
    awarded(store)
    done(store, "archive", "unit_clerk")


def revoked(store: Store) -> None:
    approved(store)
    done(store, "revoke", "unit_head", reason=REASON, details=GROUND, on=LATER)


def restored(store: Store) -> None:
    revoked(store)
    done(store, "restore", "unit_head", reason=REASON, details=RESTORED, on=LATER)


def objected(store: Store) -> None:
    province(store)
    done(store, "record_opinion", "provincial_secretary", details=OBJECTION, on=COUNCIL_DAY)


CASE = {"kind": "complaint", "opened_on": "2025-01-10"}
GROUND = {"ground": "fraud", "conclusion": "KL-02"}
RESTORED = {"conclusion": "KL-03"}
OBJECTION = {"stance": "object", "alleges": "kê khai trùng thành tích"}
CHECKED = {"finding": "dismissed", "conclusion": "BC-01"}
NEAR = {"person": "m3", "relation": "relative", "paper": "02/BC"}
AT = {
    "council_review": council,
    "head_decision": head,
    "cluster_review": cluster,
    "provincial_review": province,
    "forwarded": centre,
    "returned": returned,
    "suspended": suspended,
    "notified": notified,
    "awarded": awarded,
    "archived": archived,
    "revoked": revoked,
    "restored": restored,
}
"""For each state how a dossier comes there."""

Way = tuple[str, str, str, Mapping[str, object], str]
WAYS: tuple[Way, ...] = (
    *((at, "revoke", "unit_head", GROUND, "revoked") for at in ("notified", "awarded")),
    *((at, "revoke", "unit_head", GROUND, "revoked") for at in ("archived", "restored")),
    ("revoked", "restore", "unit_head", RESTORED, "restored"),
    *((at, "withdraw", "unit_clerk", {}, "withdrawn") for at in ("cluster_review", "forwarded")),
    *((at, "withdraw", "unit_clerk", {}, "withdrawn") for at in ("provincial_review", "returned")),
    *((at, "withdraw", "unit_clerk", {}, "withdrawn") for at in ("head_decision", "suspended")),
    *(
        (at, "suspend", "provincial_secretary", CASE, "suspended")
        for at in ("cluster_review", "head_decision")
    ),
    *(
        (at, "declare_conflict", "provincial_secretary", NEAR, at)
        for at in ("cluster_review", "provincial_review", "head_decision")
    ),
    ("provincial_review", "record_opinion", "provincial_secretary", OBJECTION, "provincial_review"),
    ("cluster_review", "return_for_supplement", "cluster_head", {}, "returned"),
    ("cluster_review", "refer_to_council", "cluster_head", {}, "council_review"),
    ("provincial_review", "return_for_supplement", "provincial_secretary", {}, "returned"),
    ("provincial_review", "refer_to_council", "provincial_secretary", {}, "council_review"),
    ("head_decision", "return_for_supplement", "unit_head", {}, "returned"),
    ("head_decision", "refer_to_council", "unit_head", {}, "council_review"),
    ("head_decision", "refuse", "unit_head", {}, "refused"),
    ("forwarded", "record_central_refusal", "provincial_secretary", {}, "refused"),
    ("forwarded", "take_back", "provincial_secretary", {}, "provincial_review"),
    ("notified", "request_correction", "unit_clerk", {}, "notified"),
    ("awarded", "request_correction", "unit_clerk", {}, "awarded"),
)


@pytest.mark.parametrize("way", WAYS, ids=[f"{state} {act}" for state, act, _, _, _ in WAYS])
def test_an_act_of_several_states_leads_where_the_workflow_says(store: Store, way: Way) -> None:
    state, act, role, details, target = way
    AT[state](store)
    assert dossier_of(store, NUMBER).state == state

    done(store, act, role, details=details, reason=REASON, on=LATER)

    assert dossier_of(store, NUMBER).state == target
    assert all(one.equal for one in replay(store))


def test_an_objection_is_closed_at_the_province(store: Store) -> None:
    objected(store)

    done(store, "close_objection", "provincial_secretary", details=CHECKED, on=LATER)

    (opinion,) = dossier_of(store, NUMBER).evidence.opinions or ()
    assert opinion.finding == "dismissed"


def test_the_agencies_may_answer_before_the_papers_are_confirmed(store: Store) -> None:
    province(store)
    details = {"paper": "24/CV-SVD"}

    done(store, "record_agency_opinions", "provincial_secretary", details=details, on=COUNCIL_DAY)

    marks = dossier_of(store, NUMBER).course.marks
    assert "provincial_review.agencies" in marks
    assert "provincial_review.completeness" not in marks


PARTY: Mapping[str, object] = {"paper": "77/TB-TU", "agrees": "true"}


@pytest.mark.parametrize("last", [True, False])
def test_where_a_profile_asks_for_it_the_party_committee_is_heard(
    store: Store, *, last: bool
) -> None:
    asked = replace(proposing(nomination_of("CSTD_TQ")), profile="bac-ninh")
    propose(store, asked)
    done(store, "submit", "unit_clerk", on=date(2026, 1, 15))
    while dossier_of(store, NUMBER).state != "provincial_review":
        recorded(store)
        answered(store)
        sent_on(store)
    if last:
        recorded(store)

    done(store, "record_party_opinion", "provincial_secretary", details=PARTY, on=COUNCIL_DAY)

    marks = dossier_of(store, NUMBER).course.marks
    assert ("provincial_review.completeness" in marks) is last
    assert "provincial_review.party" in marks


def test_a_question_of_the_unit_is_answered_while_the_dossier_is_returned(store: Store) -> None:
    proposed(store, a_nomination("GIAY_KHEN"))
    done(store, "submit", "unit_clerk")
    done(store, "return_for_supplement", "council_secretary", reason=REASON)
    asked = looked_at(store, NUMBER, on=LATER).evaluation.questions
    question = next(one.id for one in asked if one.asks == "unit")

    answer = {"question": question, "answer": "true"}
    done(store, "answer_question", "unit_clerk", details=answer, on=LATER)

    assert dossier_of(store, NUMBER).evidence.answers == {question: True}


def opened(store: Store) -> None:
    voting(store)
    roll = {"members": ["m1", "m2", "m3", "m4"], "chair": "m1", "paper": "12/QĐ"}
    done(store, "open_ballot", "provincial_secretary", details=roll)


def cast(store: Store, **votes: str) -> None:
    for member, choice in votes.items():
        details = {"choice": choice}
        done(store, "cast_vote", "council_member", by=member, details=details)


def all_for(store: Store) -> None:
    cast(store, m1="for", m2="for")
    letter = {"member": "m3", "choice": "for", "paper": "61/YK"}
    done(store, "record_written_opinion", "provincial_secretary", details=letter)
    cast(store, m4="for")


def against(store: Store) -> None:
    cast(store, m1="for", m2="against", m3="against", m4="against")


def aside(store: Store) -> None:
    done(store, "stand_aside", "council_member", by="m4", reason="là người thân")
    cast(store, m1="for")


@pytest.mark.parametrize(
    ("votes", "result"), [(all_for, "passed"), (against, "failed"), (aside, "no_quorum")]
)
def test_the_provincial_council_votes_member_by_member(
    store: Store, votes: Callable[[Store], None], result: str
) -> None:
    opened(store)
    votes(store)

    done(store, "close_ballot", "provincial_secretary")

    assert f"provincial_review.{result}" in dossier_of(store, NUMBER).course.marks
    assert all(one.equal for one in replay(store))


def test_the_minutes_of_too_few_have_no_quorum(store: Store) -> None:
    voting(store)
    few = {"members": 15, "approvals": 3, "present": 3}

    done(store, "record_vote", "provincial_secretary", details=few)

    assert "provincial_review.no_quorum" in dossier_of(store, NUMBER).course.marks
