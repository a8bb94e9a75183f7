"""Every reader of rules files, and what it says of a text that is no such file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import rules
from dossiers.vocabulary import VOCABULARY
from tests.rules import batches
from tests.rules.books import award_with, mistakes_in, read
from texts import FileMistakesError, Mistake

GOOD = award_with("service_months >= 6")
LAWS = rules.shipped_laws().decode()


def of_laws(text: str) -> tuple[Mistake, ...]:
    return _told(lambda: rules.read_laws(text, file="laws.yaml"))


def of_facts(text: str) -> tuple[Mistake, ...]:
    return _told(lambda: rules.read_facts(text, file="facts.yaml", facts=VOCABULARY))


def of_examples(text: str) -> tuple[Mistake, ...]:
    return _told(lambda: rules.read_examples(read(GOOD), text, file="a.tests.yaml"))


def of_money(text: str) -> tuple[Mistake, ...]:
    return _told(lambda: rules.read_money(text, file="money.yaml"))


def _told(reading: Callable[[], object]) -> tuple[Mistake, ...]:
    try:
        reading()
    except FileMistakesError as wrong:
        return wrong.mistakes
    return ()


PATIENCE = 5.0
"""Seconds of processor time that a test may cost; a bomb that goes off costs hours."""

READERS = [mistakes_in, of_laws, of_facts, of_examples, of_money, batches.mistakes_in]
EVERY_READER = pytest.mark.parametrize("mistakes_of", READERS)
Reader = Callable[[str], tuple[Mistake, ...]]


def told(mistakes: tuple[Mistake, ...]) -> set[str]:
    return {one.code for one in mistakes}
