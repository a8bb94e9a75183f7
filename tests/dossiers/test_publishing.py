"""Rules judge only after two people agreed; the bytes that judged a receipt go on judging it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import rules
import workflow
from dossiers import errors
from dossiers.replay import rebuilt_rows, replay
from dossiers.store import Store
from dossiers.use_cases import (
    Published,
    decide_on_rules,
    dossier_of,
    in_force,
    looked_at,
    propose_rules,
    publications,
)
from dossiers.verification import verify
from tests.dossiers.building import NUMBER, a_nomination, done, proposed
from tests.dossiers.publishing import FROM, a_decision, a_draft, shipped_rules, stricter_rules

VOTED = {"members": 15, "approvals": 12}


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def drafted(store: Store, award: bytes, examples: bytes, *, may_change: int = 9) -> Published:
    return propose_rules(store, a_draft(award, examples, may_change=may_change))


def decided(store: Store, number: str, act: str = "publish", by: str = "head") -> Published:
    return decide_on_rules(store, a_decision(number, act=act, by=by))


def test_rules_that_two_people_agreed_on_judge(store: Store) -> None:
    waiting = drafted(store, *stricter_rules())
    before = in_force(store, "CSTDCS", on=date(2024, 12, 2))

    published = decided(store, waiting.number)

    after = in_force(store, "CSTDCS", on=date(2024, 12, 2))
    assert (waiting.state, published.state) == ("proposed", "published")
    assert before.digest != after.digest == published.digest


def test_the_author_cannot_approve(store: Store) -> None:
    waiting = drafted(store, *stricter_rules())

    with pytest.raises(errors.TransitionRefusedError) as refused:
        decided(store, waiting.number, by="author")

    assert [one.kind for one in refused.value.refusal.blockers] == ["same_person"]
    assert in_force(store, "CSTDCS", on=FROM).digest != waiting.digest


def test_a_file_with_mistakes_is_not_recorded(store: Store) -> None:
    award, examples = shipped_rules()
    award = award.replace(b"award_rules/v1", b"award_rules/v9")

    with pytest.raises(rules.RulesFileError):
        drafted(store, award, examples)

    assert publications(store) == ()


def test_an_example_that_fails_stops_the_draft(store: Store) -> None:
    award, _ = stricter_rules()
    _, examples = shipped_rules()

    with pytest.raises(errors.TransitionRefusedError) as refused:
        drafted(store, award, examples)

    assert [one.id for one in refused.value.refusal.blockers] == ["examples-hold"]
    assert publications(store) == ()


def test_more_dossiers_than_declared_stop_the_publication(store: Store) -> None:
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")
    done(store, "record_vote", "council_secretary", details=VOTED)
    waiting = drafted(store, *stricter_rules(), may_change=0)

    with pytest.raises(errors.TransitionRefusedError) as refused:
        decided(store, waiting.number)

    (blocker,) = refused.value.refusal.blockers
    assert blocker.id == "expectation-kept"
    assert NUMBER in blocker.text.vi


def test_a_dossier_is_judged_by_the_rules_of_its_receipt(store: Store) -> None:
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")
    received_under = dossier_of(store, NUMBER).rules

    decided(store, drafted(store, *stricter_rules()).number)
    done(store, "record_vote", "council_secretary", details=VOTED)
    done(store, "advance", "unit_head", on=date(2024, 12, 10))

    assert dossier_of(store, NUMBER).rules == received_under
    assert received_under != in_force(store, "CSTDCS", on=FROM).digest


def test_a_dossier_received_afterwards_is_judged_by_the_new_rules(store: Store) -> None:
    decided(store, drafted(store, *stricter_rules()).number)
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")
    done(store, "record_vote", "council_secretary", details=VOTED)

    look = looked_at(store, NUMBER, on=date(2024, 12, 2))

    vote = look.evaluation.finding("c.vote")
    assert vote is not None
    assert vote.result == "not_met"


def test_rejected_and_withdrawn_rules_never_judge(store: Store) -> None:
    for act, by in (("reject", "head"), ("withdraw_draft", "author")):
        decided(store, drafted(store, *stricter_rules()).number, act, by)

    shipped = in_force(store, "CSTDCS", on=FROM)

    assert {one.state for one in publications(store)} == {"rejected", "withdrawn_draft"}
    assert b">= 80%" in shipped.body


def test_of_two_publications_the_later_one_judges(store: Store) -> None:
    first = decided(store, drafted(store, *stricter_rules()).number)
    award, examples = shipped_rules()
    second = decided(store, drafted(store, award, examples).number)

    assert first.digest != second.digest == in_force(store, "CSTDCS", on=FROM).digest


def test_the_history_of_rules_replays_and_is_rebuilt(store: Store) -> None:
    decided(store, drafted(store, *stricter_rules()).number)
    before = store.publications()

    store.rebuild(lambda: rebuilt_rows(store))

    assert [one.equal for one in replay(store)] == [True]
    assert verify(store).problems == ()
    assert store.publications() == before


def test_the_same_command_twice_is_one_publication(store: Store) -> None:
    command = a_draft(*shipped_rules(), may_change=0)

    answers = [propose_rules(store, command) for _ in range(2)]

    assert [one.repeated for one in answers] == [False, True]
    assert len(publications(store)) == 1


def renamed_rules() -> tuple[bytes, bytes]:
    """The shipped rules with another id for the vote of the council."""
    award, examples = shipped_rules()
    assert b"c.vote" in award
    return award.replace(b"c.vote", b"c.ballot"), examples.replace(b"c.vote", b"c.ballot")


def test_a_criterion_that_history_refers_to_is_not_renamed(store: Store) -> None:
    with pytest.raises(errors.TransitionRefusedError) as refused:
        drafted(store, *renamed_rules())

    (blocker,) = refused.value.refusal.blockers
    assert blocker.id == "ids-kept"
    assert "'c.vote'" in blocker.text.vi
    assert "'c.ballot'" in blocker.text.vi
    assert "drop" in blocker.text.vi
    assert publications(store) == ()


def test_a_criterion_of_a_former_publication_is_kept_too(store: Store) -> None:
    award, examples = shipped_rules()
    own = award.replace(b"      - id: c.vote", OWN.encode() + b"      - id: c.vote", 1)
    assert own != award
    decided(store, drafted(store, own, b"".join(own_examples(examples))).number)

    with pytest.raises(errors.TransitionRefusedError) as refused:
        drafted(store, award, examples)

    (blocker,) = refused.value.refusal.blockers
    assert (blocker.id, "'c.own'" in blocker.text.en) == ("ids-kept", True)


OWN = """\
      - id: c.own
        due: proposal
        must: award_year >= 2000
        say:
          vi: {met: Có., not_met: Không., unknown: Chưa rõ.}
          en: {met: "Yes.", not_met: "No.", unknown: "Not known."}
        source: {document: Quyết định 01/QĐ-MẪU, article: Điều 1, status: local}
"""


def own_examples(examples: bytes) -> list[bytes]:
    """The base of the examples, and one that an additional criterion changes nothing in."""
    text = examples.decode()
    base = text[text.index("\nbase:") : text.index("\ncases:") + 1]
    case = "  - {name: all agree, give: {unit_council.approvals: 15}, expect: eligible}\n"
    return [f"for: CSTDCS{base}cases:\n{case}".encode()]


def test_rules_lost_between_hand_in_and_decision_stop_the_publication(store: Store) -> None:
    award, examples = shipped_rules()
    own = award.replace(b"      - id: c.vote", OWN.encode() + b"      - id: c.vote", 1)
    waiting = drafted(store, award, examples)
    decided(store, drafted(store, own, b"".join(own_examples(examples))).number)

    with pytest.raises(errors.TransitionRefusedError) as refused:
        decided(store, waiting.number)

    assert [one.id for one in refused.value.refusal.blockers] == ["ids-kept"]


def test_a_dossier_knows_of_newer_rules_once_they_are_in_force(store: Store) -> None:
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")
    before = looked_at(store, NUMBER, on=date(2024, 12, 10))
    waiting = drafted(store, *stricter_rules())
    while_waiting = looked_at(store, NUMBER, on=date(2024, 12, 10))

    published = decided(store, waiting.number)

    after = looked_at(store, NUMBER, on=date(2024, 12, 10))
    assert (before.newer, while_waiting.newer) == (None, None)
    assert after.newer is not None
    assert (after.newer.publication, after.newer.digest) == (waiting.number, published.digest)
    assert after.judged_by == before.judged_by != published.digest
    assert looked_at(store, NUMBER, on=date(2023, 12, 31)).newer is None


def test_a_dossier_that_was_not_received_has_no_older_rules(store: Store) -> None:
    proposed(store, a_nomination())
    published = decided(store, drafted(store, *stricter_rules()).number)

    look = looked_at(store, NUMBER, on=date(2024, 12, 10))

    assert (look.newer, look.judged_by) == (None, published.digest)


def test_unknown_publications_and_roles_are_told(store: Store) -> None:
    with pytest.raises(errors.PublicationNotFoundError):
        decided(store, "CSTDCS-QT-009")
    waiting = drafted(store, *shipped_rules())
    with pytest.raises(workflow.UnknownActError):
        decided(store, waiting.number, "publsh")
