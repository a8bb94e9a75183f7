"""Every shipped award can be proposed, supplemented and judged on facts that commands record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rules
from dossiers.acts import changed
from dossiers.ballots import Ballot
from dossiers.documents import nomination_document
from dossiers.errors import TransitionRefusedError
from dossiers.facts import facts_from
from dossiers.model import Evidence, Proof, Standing
from dossiers.replay import replay
from dossiers.store import Store, initialise
from dossiers.vocabulary import VOCABULARY
from tests.dossiers.building import done, proposed
from tests.dossiers.nominating import (
    NOMINATIONS,
    RECEIVED,
    answered,
    every_part,
    names_of,
    nomination_of,
    now,
    reads,
    recorded,
    sent_on,
)

AWARDS = rules.shipped_awards()
BALLOT = Ballot(members=15, approvals=14)
STANDING = Standing(units=9, rank=1, organised_by="province")

LEFT_OUT = {
    "BKTTG": "titles",
    "BK_TINH": "achievement",
    "CO_CP": "assessments",
    "CO_TINH": "assessments",
    "CSTDCS": "service_months",
    "CSTD_TINH": "titles",
    "CSTD_TQ": "initiatives",
    "GIAY_KHEN": "cases",
    "HCLD_BA": "ratings",
    "HCLD_NHAT": "titles",
    "HCLD_NHI": "achievement",
    "LDTT": "months_at_old_unit",
    "TTLDTT": "members",
    "TTLDXS": "collective_ratings",
}
"""For each award one part of its nomination without which nothing can be decided."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with Store.open(url) as opened:
        yield opened


def recordable() -> frozenset[str]:
    """The names of all facts of a dossier that holds everything that a file and acts can bring."""
    councils = {"unit_council": BALLOT, "province_council": BALLOT, "cluster": STANDING}
    evidence = every_part().evidence.model_copy(update=councils)
    return names_of(facts_from(evidence, kind="individual", received_on=RECEIVED))


def amendable() -> frozenset[str]:
    """The names of all facts that a dossier has, or gets by `amend`, before it is handed in."""
    whole = nomination_document(every_part())["evidence"]
    assert isinstance(whole, dict)
    sent = {name: value for name, value in whole.items() if name in Proof.model_fields}
    evidence = changed(Evidence(award_year=2025), "amend", sent, "unit_proposal")
    return names_of(facts_from(evidence, kind="individual", received_on=RECEIVED))


def test_every_fact_of_the_vocabulary_has_a_place_in_a_dossier() -> None:
    fields = {f"{name}.{one}" for name in VOCABULARY.lists for one in VOCABULARY.fields(name)}

    assert {*VOCABULARY.scalars, *VOCABULARY.lists, *fields} - recordable() == set()


def test_every_part_of_the_evidence_stands_in_the_file_of_every_part() -> None:
    sent = every_part().evidence

    assert [name for name in Proof.model_fields if getattr(sent, name) is None] == []


@pytest.mark.parametrize("award", AWARDS)
def test_every_fact_that_an_award_reads_has_a_place_in_a_dossier(award: str) -> None:
    assert reads(award)
    assert reads(award) - recordable() == set()


@pytest.mark.parametrize("award", AWARDS)
def test_what_is_due_at_the_proposal_can_be_supplemented_before_it(award: str) -> None:
    asked = reads(award, due=frozenset({"proposal"}))

    # A place in a cluster is not the unit's to say; whoever asks for it has another way as well.
    assert asked - amendable() <= {"cluster.rank", "cluster.units"}


def test_every_award_has_a_nomination_file_and_no_file_is_left_over() -> None:
    names = {one.stem.upper().replace("-", "_") for one in NOMINATIONS.iterdir()}

    assert names == set(AWARDS) == set(LEFT_OUT)


@pytest.mark.parametrize("award", AWARDS)
def test_a_complete_dossier_of_every_award_waits_for_people_only_and_is_approved(
    store: Store, award: str
) -> None:
    proposed(store, nomination_of(award))
    done(store, "submit", "unit_clerk", on=RECEIVED)
    while now(store).dossier.state != "approved":
        look = recorded(store)
        answered(store)
        sent_on(store)

    # Before the last answers nothing was wanting but them, and afterwards nothing at all.
    assert look.evaluation.verdict.value in {"eligible", "needs_human"}
    assert look.evaluation.missing == ()
    assert now(store).evaluation.verdict.value == "eligible"
    assert [one.equal for one in replay(store)] == [True]


@pytest.mark.parametrize("award", AWARDS)
def test_an_incomplete_dossier_of_every_award_names_the_papers_and_they_settle_it(
    store: Store, award: str
) -> None:
    part = LEFT_OUT[award]
    whole = nomination_of(award)
    proposed(store, nomination_of(award, without=part))

    incomplete = now(store).evaluation
    with pytest.raises(TransitionRefusedError) as refused:
        done(store, "submit", "unit_clerk", on=RECEIVED)

    assert incomplete.verdict.value == "undetermined"
    needed = " ".join(str(one.needed and one.needed.vi) for one in refused.value.refusal.blockers)
    evidence = nomination_document(whole)["evidence"]
    assert isinstance(evidence, dict)
    done(store, "amend", "unit_clerk", details={part: evidence[part]})
    still = {one.fact for one in now(store).evaluation.missing}
    settled = [one for one in incomplete.missing if one.fact not in still]
    assert settled
    assert all(one.papers for one in settled)
    assert any(paper.vi in needed for one in settled for paper in one.papers)
    assert done(store, "submit", "unit_clerk", on=RECEIVED).target == "council_review"
