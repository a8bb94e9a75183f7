"""Sentences about dossiers that an act on another one opened, and about titles taken back."""

from __future__ import annotations

from datetime import date

from pytest_bdd import given, parsers, then, when

from dossiers.errors import TransitionRefusedError
from dossiers.replay import replay
from dossiers.use_cases import dossier_of, kin_of, perform, procedure_of, timeline
from dossiers.verification import verify
from features.steps.context import Story
from tests.dossiers.building import NUMBER, PERSON, a_nomination, acting, proposed
from tests.dossiers.tampering import tampered

LINKED = "D-1.1"
LATER = "D-2"
REQUESTED = date(2025, 3, 3)


@given(parsers.parse('a granted dossier for "{award}"'))
def granted(story: Story, award: str) -> None:
    story.award = award
    ballot = {"members": 15, "approvals": 14}
    story.surely("submit", "unit_clerk", on=date(2024, 12, 2))
    story.surely("record_vote", "council_secretary", details=ballot, on=date(2024, 12, 9))
    story.surely("advance", "unit_head", on=date(2024, 12, 10))
    story.surely("approve", "unit_head", by="head-2", on=date(2024, 12, 12))


@when(parsers.re(r'the unit clerk requests a correction because "(?P<reason>[^"]*)"'))
def requests(story: Story, reason: str) -> None:
    story.act("request_correction", "unit_clerk", reason=reason, on=REQUESTED)


@given(parsers.parse('the unit clerk has requested a correction because "{reason}"'))
def has_requested(story: Story, reason: str) -> None:
    story.surely("request_correction", "unit_clerk", reason=reason, on=REQUESTED)


def linked(story: Story, act: str, role: str, *, by: str, reason: str = "") -> None:
    """Do an act on the linked dossier, and keep what is in its way."""
    command = acting(act, role, by=by, on=REQUESTED, reason=reason, number=LINKED)
    story.attempt(lambda: perform(story.store, command))


@when(parsers.parse('the correction is handed in, confirmed and issued by the "{role}"'))
def corrected(story: Story, role: str) -> None:
    linked(story, "hand_in", "unit_clerk", by="clerk-1", reason="Tên ghi sai dấu")
    reason = "Giấy khai sinh ghi khác"
    linked(story, "confirm_mistake", "council_secretary", by="secretary-1", reason=reason)
    assert story.refused is None, story.blockers()
    linked(story, "issue_correction", role, by="head-2")


@when("whoever handed it in wants to confirm it")
def confirms_own(story: Story) -> None:
    linked(story, "hand_in", "council_secretary", by="secretary-1", reason="Tên ghi sai dấu")
    linked(story, "confirm_mistake", "council_secretary", by="secretary-1", reason="Đúng là sai")


@when("somebody cuts the linked dossier out of the database")
def without_child(story: Story) -> None:
    _cut(story, LINKED)


@when("somebody cuts the first dossier out of the database")
def without_parent(story: Story) -> None:
    _cut(story, NUMBER)


def _cut(story: Story, number: str) -> None:
    """Take every event and the row of a dossier away, as an intruder with the file could."""
    stream = dossier_of(story.store, number).id
    tampered(story.store.place, "DELETE FROM event WHERE stream = ?", stream)
    tampered(story.store.place, "DELETE FROM dossier WHERE id = ?", stream)


def later(story: Story, name: str, status: str) -> None:
    """Propose somebody for a provincial title, with the title of the year in the evidence."""
    titles = [{"code": "CSTDCS", "year": 2024, "status": status}]
    changes = {"titles": titles}
    proposed(story.store, a_nomination("CSTD_TINH", name=name, changes=changes), number=LATER)


@given("another dossier of the same nominee counts that title")
def counts_it(story: Story) -> None:
    assert PERSON["award_year"] == story.dossier.evidence.award_year
    later(story, story.dossier.nomination.nominee.name, "valid")


@given("another dossier of the same nominee says that title is revoked")
def knows_it(story: Story) -> None:
    later(story, story.dossier.nomination.nominee.name, "revoked")


@given("another dossier of somebody else counts a title of that year")
def counts_another(story: Story) -> None:
    later(story, "Trần Thị Khác", "valid")


@when("it is revoked")
def revoked(story: Story) -> None:
    details = {"ground": "fraud", "conclusion": "KL-02"}
    story.surely(
        "revoke", "unit_head", by="head-2", details=details, reason="khai gian", on=REQUESTED
    )


@then(parsers.parse('the first dossier is still "{state}"'))
def still(story: Story, state: str) -> None:
    assert story.refused is None, story.blockers()
    assert story.dossier.state == state


@then(parsers.parse('the linked dossier "{number}" is "{state}" under the workflow "{name}"'))
def stands_under(story: Story, number: str, state: str, name: str) -> None:
    assert story.refused is None, story.blockers()
    found = dossier_of(story.store, number)
    assert (found.state, procedure_of(story.store, found).definition.id) == (state, name)


@then("both name each other")
def named(story: Story) -> None:
    first, other = story.dossier, dossier_of(story.store, LINKED)
    assert other.origin is not None
    assert (other.origin.id, other.origin.n, other.origin.leaf) == (first.id, first.n, first.head)
    assert [one.number for one in kin_of(story.store, first).opened] == [LINKED]
    assert [one.opened for one in timeline(story.store, NUMBER)][-1] == LINKED
    assert [one.opened_from for one in timeline(story.store, LINKED)] == [NUMBER]


@then("the linked dossier is judged by the law and the rules of the first")
def same_law(story: Story) -> None:
    first, other = story.dossier, dossier_of(story.store, LINKED)
    assert (other.received_on, other.rules) == (first.received_on, first.rules)
    assert other.decided_as == first.decided_as == "unit_head"


@then("there is no linked dossier")
def none_opened(story: Story) -> None:
    assert story.store.numbers() == (NUMBER,)


@then(parsers.parse('the dossiers are "{numbers}"'))
def numbered(story: Story, numbers: str) -> None:
    assert story.store.numbers() == tuple(numbers.split(", "))


@then(parsers.parse('the correction is refused for "{blocker}"'))
def refused_for(story: Story, blocker: str) -> None:
    assert isinstance(story.refused, TransitionRefusedError)
    assert blocker in story.blockers(), story.blockers()


@then("verifying and replaying find nothing wrong")
def whole(story: Story) -> None:
    assert verify(story.store).problems == ()
    assert [(one.number, one.equal) for one in replay(story.store)] == [
        (NUMBER, True),
        (LINKED, True),
    ]


@then("verifying and replaying name the first dossier")
def first_named(story: Story) -> None:
    first = story.dossier
    assert [(one.stream, one.n) for one in verify(story.store).problems] == [(first.id, first.n)]
    assert [one.number for one in replay(story.store) if not one.equal] == [NUMBER]


@then("verifying and replaying name the linked dossier")
def linked_named(story: Story) -> None:
    other = dossier_of(story.store, LINKED)
    assert [(one.stream, one.n) for one in verify(story.store).problems] == [(other.id, 1)]
    assert [one.number for one in replay(story.store) if not one.equal] == [LINKED]


@then(parsers.parse('the finding names "{number}"'))
def finding_names(story: Story, number: str) -> None:
    found = kin_of(story.store, story.dossier)
    assert [one.number for one in found.counted_by] == [number]
    assert found.finding is not None
    assert number in found.finding.vi


@then("the other dossier is left as it was")
def left(story: Story) -> None:
    other = dossier_of(story.store, LATER)
    assert (other.n, other.state) == (1, "draft")


@then("nothing is found that counted it")
def nothing_found(story: Story) -> None:
    found = kin_of(story.store, story.dossier)
    assert (found.counted_by, found.finding) == ((), None)
