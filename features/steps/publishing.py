"""Sentences about rules on their way to being law for the program."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_bdd import given, parsers, then, when

import rules
from dossiers.errors import TransitionRefusedError
from dossiers.replay import replay
from dossiers.use_cases import Published, decide_on_rules, looked_at, propose_rules, publications
from features.steps.context import Story
from tests.databases import changed
from tests.dossiers.building import NUMBER, a_nomination, done, proposed
from tests.dossiers.publishing import a_decision, a_draft, shipped_rules, stricter_rules
from texts import FileMistakesError


@given(
    parsers.parse('stricter rules for "{award}" were handed in, asking for 90 % instead of 80 %')
)
def handed_in(story: Story, award: str) -> None:
    assert award == "CSTDCS"
    propose_rules(story.store, a_draft(*stricter_rules()))


@given(parsers.parse("stricter rules were handed in that may change {count:d} dossiers"))
def handed_in_expecting(story: Story, count: int) -> None:
    propose_rules(story.store, a_draft(*stricter_rules(), may_change=count))


@given("a received dossier with 12 of 15 votes")
def received(story: Story) -> None:
    proposed(story.store, a_nomination())
    story.opened = True
    done(story.store, "submit", "unit_clerk")
    vote = {"members": 15, "approvals": 12}
    done(story.store, "record_vote", "council_secretary", details=vote)


@given("the approver has published them")
def has_published(story: Story) -> None:
    decide_on_rules(story.store, a_decision(_waiting(story)))


@when("the approver publishes them")
def publishes(story: Story) -> None:
    story.attempt(lambda: decide_on_rules(story.store, a_decision(_waiting(story))))


@when("their author publishes them")
def author_publishes(story: Story) -> None:
    own = a_decision(_waiting(story), by="author")
    story.attempt(lambda: decide_on_rules(story.store, own))


@when(parsers.parse('the approver rejects them because "{reason}"'))
def rejects(story: Story, reason: str) -> None:
    decide_on_rules(story.store, a_decision(_waiting(story), act="reject", reason=reason))


@when("the threshold is changed to 90 % and the examples are left as they were")
def changed_alone(story: Story) -> None:
    award, _ = stricter_rules()
    _, examples = shipped_rules()
    story.attempt(lambda: propose_rules(story.store, a_draft(award, examples)))


@when(parsers.parse('the threshold is changed and "{word}" is misspelt'), target_fixture="mistakes")
def misspelt(story: Story, word: str) -> FileMistakesError:
    award, examples = stricter_rules()
    slip = award.replace(f": {word}".encode(), b": ratngs")
    with pytest.raises(rules.RulesFileError) as wrong:
        propose_rules(story.store, a_draft(slip, examples))
    return wrong.value


@when("somebody changes the published bytes behind the program's back")
def tampered(story: Story) -> None:
    (publication,) = publications(story.store)
    body = story.store.document(publication.draft.bundle).replace(b"90%", b"50%")
    bound = (body, publication.draft.bundle)
    changed(story.store.place, ("UPDATE document SET body = ? WHERE digest = ?", bound))


@when("the shipped rules are handed in again and published")
def shipped_again(story: Story) -> None:
    again: Published = propose_rules(story.store, a_draft(*shipped_rules()))
    decide_on_rules(story.store, a_decision(again.number))


@then(parsers.parse('they are "{state}"'))
def they_are(story: Story, state: str) -> None:
    assert [one.state for one in publications(story.store)] == [state]


@then(parsers.parse("a dossier received on {day:ti} needs {votes:d} of 15 votes"))
def needs_votes(story: Story, day: object, votes: int) -> None:
    on: date = day.date()  # type: ignore[attr-defined]  # parse gives a datetime
    proposed(story.store, a_nomination())
    done(story.store, "submit", "unit_clerk", on=on)
    results = [_vote_result(story, approvals, on) for approvals in (votes - 1, votes)]
    assert results == ["not_met", "met"]


@then(parsers.parse('the publication is refused for "{blocker}"'))
@then(parsers.parse('the draft is refused for "{blocker}"'))
def refused_for(story: Story, blocker: str) -> None:
    assert isinstance(story.refused, TransitionRefusedError)
    assert [one.id for one in story.refused.refusal.blockers] == [blocker]


@then("the first example that fails is named")
def example_named(story: Story) -> None:
    assert story.refused is not None
    (blocker,) = story.refused.refusal.blockers
    assert ":" in blocker.text.vi


@then("nothing waits for approval")
def nothing_waits(story: Story) -> None:
    assert publications(story.store) == ()


@then("every mistake of the file is told with its line")
def every_mistake(mistakes: FileMistakesError) -> None:
    assert {one.suggestion for one in mistakes.mistakes} == {"ratings"}
    assert all(one.place.line > 1 for one in mistakes.mistakes)


@then("the dossier is named as affected")
def named_as_affected(story: Story) -> None:
    assert story.refused is not None
    assert NUMBER in story.refused.refusal.blockers[0].text.vi


@then("the unit head can still send that dossier on")
def still_sent_on(story: Story) -> None:
    sent = done(story.store, "advance", "unit_head", on=date(2024, 12, 10))
    assert sent.target == "head_decision"


@then("replaying names the publication")
def replay_names(story: Story) -> None:
    assert [one.number for one in replay(story.store) if not one.equal] == ["CSTDCS-QT-001"]


def _waiting(story: Story) -> str:
    """The number of the publication that waits for a decision."""
    return next(one.number for one in publications(story.store) if one.state == "proposed")


def _vote_result(story: Story, approvals: int, on: date) -> str:
    """What the rules say of so many votes of fifteen."""
    vote = {"members": 15, "approvals": approvals}
    done(story.store, "record_vote", "council_secretary", details=vote, on=on)
    finding = looked_at(story.store, NUMBER, on=on).evaluation.finding("c.vote")
    assert finding is not None
    return finding.result
