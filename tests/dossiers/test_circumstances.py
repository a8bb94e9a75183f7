"""What a nomination says about circumstances reaches the rules under their names, and only that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from dossiers.acts import changed
from dossiers.circumstances import PARTS, Absence, Achievement, Confirmation, Members, unconfirmed
from dossiers.documents import dossier_bytes, nomination_document
from dossiers.errors import ActDetailsError
from dossiers.facts import Facts, facts_from
from dossiers.model import Evidence, Opinion, PriorTitle, Proof, Rating, Standing
from dossiers.store import Store, initialise
from dossiers.use_cases import dossier_of
from dossiers.vocabulary import VOCABULARY
from tests.dossiers.building import NUMBER, PERSON, a_nomination, done, proposed

ON = date(2026, 1, 15)
EVERYTHING = Evidence(
    award_year=2025,
    category="worker",
    deciding_unit="commune",
    employed_months=40,
    absences=(Absence(kind="training", months=9, rules_kept=True),),
    months_at_old_unit=8,
    achievement=Achievement(kind="sudden", influence="province"),
    consultation_working_days=10,
    members=Members(total=10, ldtt=7, cstdcs=1, completed_tasks=10, newcomers=0),
    collective_ratings=(Rating(year=2025, grade="HTXSNV"),),
    collective_discipline_from_warning=0,
    years_of_existence=12,
    flag_eligible=False,
    cluster=Standing(units=9, rank=1, organised_by="central_council"),
    titles=(PriorTitle(code="BK_BO", year=2020, given_for="merit", granted_on=date(2021, 2, 1)),),
)


def facts(evidence: Evidence) -> Facts:
    return facts_from(evidence, kind="individual", received_on=ON)


def test_everything_that_was_sent_is_a_fact() -> None:
    found = facts(EVERYTHING)

    assert found["absences"] == [{"kind": "training", "months": 9, "rules_kept": True}]
    assert found["collective_ratings"] == [{"year": 2025, "grade": "HTXSNV"}]
    assert found["titles"] == [
        {"code": "BK_BO", "year": 2020, "given_for": "merit", "granted_on": date(2021, 2, 1)}
    ]
    assert {
        "nominee.category": "worker",
        "deciding_unit": "commune",
        "employed_months": 40,
        "transfer.months_at_old_unit": 8,
        "achievement.kind": "sudden",
        "achievement.influence": "province",
        "consultation.working_days": 10,
        "members.total": 10,
        "members.newcomers": 0,
        "collective_discipline_from_warning": 0,
        "unit.years_of_existence": 12,
        "flag_eligible": False,
        "cluster.organised_by": "central_council",
    }.items() <= found.items()


def test_every_fact_has_a_name_of_the_vocabulary() -> None:
    assert set(facts(EVERYTHING)) - {"answers"} <= set(VOCABULARY.facts)


def test_what_was_not_sent_is_not_known() -> None:
    assert set(facts(Evidence(award_year=2025))) == {
        "nominee.kind",
        "award_year",
        "award_year_begins",
        "received_on",
        "answers",
    }


@pytest.mark.parametrize("field", ["ldtt", "cstdcs", "completed_tasks", "newcomers"])
def test_a_part_of_the_members_is_no_larger_than_all(field: str) -> None:
    assert Members.model_validate({"total": 3, field: 3}).total == 3
    with pytest.raises(ValidationError):
        Members.model_validate({"total": 3, field: 4})


def test_every_part_of_the_evidence_can_be_confirmed_and_nothing_else() -> None:
    assert set(PARTS) == set(Proof.model_fields) - {"confirmations"}
    with pytest.raises(ValidationError, match="members"):
        Confirmation(of=("member",), by="Phòng Tổ chức", on=ON, paper="01/XN")
    with pytest.raises(ValidationError, match="at least one part"):
        Confirmation(of=(), by="Phòng Tổ chức", on=ON, paper="01/XN")


@pytest.mark.parametrize("missing", ["by", "on", "paper"])
def test_a_confirmation_says_who_when_and_by_which_paper(missing: str) -> None:
    whole = {"of": ["members"], "by": "Phòng Tổ chức", "on": "2026-01-05", "paper": "01/XN"}

    assert Confirmation.model_validate(whole).paper == "01/XN"
    with pytest.raises(ValidationError):
        Confirmation.model_validate({name: whole[name] for name in whole if name != missing})


def confirmed(*parts: str, paper: str = "01/XN") -> dict[str, object]:
    return {"of": list(parts), "by": "Phòng Tổ chức", "on": "2026-01-05", "paper": paper}


def test_an_old_confirmation_does_not_vouch_for_what_was_sent_anew() -> None:
    first = {"category": "worker", "employed_months": 40}
    before = changed(
        Evidence(award_year=2025),
        "amend",
        {**first, "confirmations": [confirmed("category", "employed_months")]},
        "unit_proposal",
    )
    claimed = changed(before, "amend", {"employed_months": 12}, "unit_proposal")
    again = changed(
        claimed,
        "amend",
        {"confirmations": [confirmed("employed_months", paper="02/XN")]},
        "unit_proposal",
    )
    taken_back = changed(again, "amend", {"confirmations": None}, "unit_proposal")

    assert unconfirmed(before) == ()
    assert unconfirmed(claimed) == ("employed_months",)
    assert [one.paper for one in again.confirmations or ()] == ["01/XN", "02/XN"]
    assert unconfirmed(again) == ()
    assert unconfirmed(taken_back) == ("category", "employed_months")


def test_the_notice_as_it_was_held_counts_before_what_was_announced() -> None:
    announced = Evidence(award_year=2025, consultation_held=False, consultation_working_days=15)
    held = {"published_on": "2026-03-02", "until": "2026-03-16", "working_days": 10, "replies": 0}

    after = changed(announced, "record_notice", held, "council_review")

    assert facts(announced)["consultation.working_days"] == 15
    assert facts(announced)["consultation.held"] is False
    assert facts(after)["consultation.working_days"] == 10
    assert facts(after)["consultation.held"] is True
    assert facts(after)["opinions"] == []


@pytest.mark.parametrize(
    ("published", "until", "days", "fits"),
    [
        ("2026-03-02", "2026-03-02", 1, True),
        ("2026-03-02", "2026-03-02", 2, False),
        ("2026-03-02", "2026-03-01", 0, True),
        ("2026-03-16", "2026-03-02", 1, False),
    ],
)
def test_a_notice_has_no_more_working_days_than_days(
    published: str, until: str, days: int, *, fits: bool
) -> None:
    held = {"published_on": published, "until": until, "working_days": days}
    before = Evidence(award_year=2025)

    if fits:
        assert changed(before, "record_notice", held, "council_review").notice is not None
    else:
        with pytest.raises(ActDetailsError, match="working days"):
            changed(before, "record_notice", held, "council_review")


def test_a_notice_that_counts_other_replies_than_were_recorded_is_refused() -> None:
    one = Evidence(award_year=2025, opinions=(Opinion(stance="support"),))
    held = {"published_on": "2026-03-02", "until": "2026-03-16", "working_days": 10}

    assert changed(one, "record_notice", {**held, "replies": 1}, "").opinions == one.opinions
    assert changed(one, "record_notice", held, "").opinions == one.opinions
    for counted in (0, 2):
        with pytest.raises(ActDetailsError, match="record_opinion"):
            changed(one, "record_notice", {**held, "replies": counted}, "")


def test_what_the_cluster_records_counts_before_what_the_unit_says_of_it() -> None:
    said = Evidence(award_year=2025, cluster_organised_by="province")
    unsaid = said.model_copy(update={"cluster": Standing(units=9, rank=1)})
    ranked = said.model_copy(update={"cluster": Standing(units=9, rank=1, organised_by="ministry")})

    organisers = [facts(one)["cluster.organised_by"] for one in (said, unsaid, ranked)]
    assert organisers == ["province", "province", "ministry"]


def test_a_nomination_of_before_keeps_its_bytes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with Store.open(url) as store:
        proposed(store, a_nomination())
        done(store, "amend", "unit_clerk", details={"service_months": 11})
        body = dossier_bytes(dossier_of(store, NUMBER))

    assert nomination_document(a_nomination())["evidence"] == {**PERSON, "answers": {}}
    assert not [name for name in ("confirmations", "notice", "transfer") if name.encode() in body]
