"""Sentences about the files that policy staff keep."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from pytest_bdd import given, parsers, then, when

import rules
import workflow
from dossiers.vocabulary import VOCABULARY
from rules.money_file import Recipient
from texts import FileMistakesError, Mistake

LAWS = rules.read_laws(rules.shipped_laws(), file="laws.yaml")


def replaced(text: str, old: str, new: str) -> str:
    """The text with the first occurrence of some words replaced."""
    assert old in text, old
    return text.replace(old, new, 1)


def rules_mistakes(text: str) -> tuple[Mistake, ...]:
    """Everything that is wrong in a rules file."""
    with pytest.raises(FileMistakesError) as found:
        rules.read(text, file="award.yaml", facts=VOCABULARY, laws=LAWS)
    return found.value.mistakes


def workflow_mistakes(text: str) -> tuple[Mistake, ...]:
    """Everything that is wrong in a workflow file."""
    with pytest.raises(FileMistakesError) as found:
        workflow.read(text, file="workflow.yaml")
    return found.value.mistakes


@given(parsers.parse('the rules file of "{award}"'), target_fixture="text")
def rules_file(award: str) -> str:
    return rules.shipped(award)[1].decode()


@given("the provincial workflow file", target_fixture="text")
def workflow_file() -> str:
    return workflow.shipped("provincial-award").decode()


@given("the file of award money", target_fixture="money")
def money_file() -> rules.Money:
    return rules.read_money(rules.shipped_money(), file="money.yaml")


@when(
    parsers.re(r'the money of "(?P<award>\w+)" for an? (?P<to>\w+) is asked for on (?P<on>[\d-]+)'),
    converters={"on": date.fromisoformat},
    target_fixture="amount",
)
def money_asked_for(money: rules.Money, award: str, to: Recipient, on: date) -> rules.Amount:
    return rules.amount_of(award, to=to, on=on, money=money, laws=LAWS)


@then(parsers.re(r"it is (?P<amount_said>[\d.]+) đồng"))
def amount_is(amount: rules.Amount, amount_said: str) -> None:
    assert amount.dong == int(amount_said.replace(".", ""))


@then(parsers.parse('it is not known, and "{document}" is named'))
def amount_is_not_known(amount: rules.Amount, document: str) -> None:
    assert amount.dong is None
    assert document in amount.because.vi


@when(parsers.parse('a whole number is written as "{words}"'), target_fixture="mistakes")
def odd_number(text: str, words: str) -> tuple[Mistake, ...]:
    return rules_mistakes(replaced(text, "at_least: 1\n", f"at_least: {words}\n"))


@when(parsers.parse('the text "{words}" is written with separate marks'), target_fixture="mistakes")
def decomposed(text: str, words: str) -> tuple[Mistake, ...]:
    apart = unicodedata.normalize("NFD", words)
    return rules_mistakes(f"# {apart}\n{text}")


@when(parsers.parse('an act leads to the unknown state "{state}"'), target_fixture="mistakes")
def unknown_state(text: str, state: str) -> tuple[Mistake, ...]:
    return workflow_mistakes(replaced(text, "to: approved", f"to: {state}"))


@when(parsers.parse('an act needs the unknown requirement "{name}"'), target_fixture="mistakes")
def unknown_requirement(text: str, name: str) -> tuple[Mistake, ...]:
    return workflow_mistakes(replaced(text, "needs: [papers,", f"needs: [{name},"))


@when(parsers.parse('the state "{state}" has no way out'), target_fixture="mistakes")
def no_way_out(text: str, state: str) -> tuple[Mistake, ...]:
    begins = text.index(f"\n  {state}:")
    body = replaced(text[begins:], "back_to: sender", "to: same")
    body = body.replace(f"      - {state}\n", "")
    return workflow_mistakes(text[:begins] + body)


@when(
    parsers.parse(
        '"{right}" is misspelt as "{slip}", the article of a source is deleted, '
        "and a criterion is repeated"
    ),
    target_fixture="mistakes",
)
def three_slips(text: str, right: str, slip: str) -> tuple[Mistake, ...]:
    wrong = replaced(text, f": {right}", f": {slip}")
    wrong = replaced(wrong, "article: Điều 24 khoản 1 điểm a (theo Điều 23 khoản 1)", "article:")
    return rules_mistakes(replaced(wrong, "- id: c.spirit", "- id: c.rating"))


@when(parsers.parse('the examples of "{award}" are run'), target_fixture="results")
def examples_run(award: str) -> tuple[rules.ExampleResult, ...]:
    read = rules.read(rules.shipped(award)[1], file="award.yaml", facts=VOCABULARY, laws=LAWS)
    file, content = rules.shipped_examples(award)
    return rules.run_examples(read, content, file=file)


@then("each of the three mistakes is told with its line")
def three_told(mistakes: tuple[Mistake, ...]) -> None:
    assert len(mistakes) >= 3
    assert len({one.place.line for one in mistakes}) >= 3


@then(parsers.parse('the nearest word "{word}" is suggested'))
def nearest_suggested(mistakes: tuple[Mistake, ...], word: str) -> None:
    assert word in {one.suggestion for one in mistakes}


@then(parsers.parse('the mistake names the words "{words}"'))
def names_words(mistakes: tuple[Mistake, ...], words: str) -> None:
    assert words in {one.words for one in mistakes}


@then("the mistake says that it is not composed")
def not_composed(mistakes: tuple[Mistake, ...]) -> None:
    assert [one.code for one in mistakes] == ["not-composed"]


@then(parsers.parse('the mistake "{code}" is told with its line'))
def told_with_line(mistakes: tuple[Mistake, ...], code: str) -> None:
    assert code in {one.code for one in mistakes}
    assert all(one.place.line > 1 for one in mistakes)


@then("all of them pass")
def all_pass(results: tuple[rules.ExampleResult, ...]) -> None:
    assert results
    assert [one.name for one in results if not one.passed] == []


@then("there is one for every law version")
def every_version(results: tuple[rules.ExampleResult, ...]) -> None:
    assert {one.version for one in results} == {"V2003", "V2022a", "V2022b", "V2026"}
