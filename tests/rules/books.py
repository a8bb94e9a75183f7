"""The shipped rules, and small award files that tests bend."""

from __future__ import annotations

from functools import lru_cache

import rules
from dossiers.vocabulary import VOCABULARY
from texts import Mistake


@lru_cache
def laws() -> rules.Laws:
    """The shipped law versions."""
    return rules.read_laws(rules.shipped_laws(), file="laws.yaml")


@lru_cache
def shipped_rules(code: str) -> rules.AwardRules:
    """The shipped rules of an award."""
    file, text = rules.shipped(code)
    return rules.read(text, file=file, facts=VOCABULARY, laws=laws())


def read(text: str) -> rules.AwardRules:
    """An award file under a short name."""
    return rules.read(text, file="a.yaml", facts=VOCABULARY, laws=laws())


def mistakes_in(text: str) -> tuple[Mistake, ...]:
    """The mistakes that reading an award file reports; none when it can be read."""
    try:
        read(text)
    except rules.RulesFileError as wrong:
        return wrong.mistakes
    return ()


def codes_in(text: str) -> list[str]:
    """The kinds of mistakes in an award file, in their order."""
    return [mistake.code for mistake in mistakes_in(text)]


def award_with(must: str, *, facts: str = "", more: str = "") -> str:
    """A complete award file whose only criterion asks `must`.

    Args:
        must: the condition, on one line.
        facts: the section of named conditions, whole lines.
        more: further keys of the criterion, on one line each.
    """
    return TEMPLATE.replace("FACTS\n", facts).replace("MORE\n", more).replace("MUST", must)


TEMPLATE = """\
kind: award_rules/v1
award: TRIAL
text: {vi: Thử, en: Trial}
applies_to:
  must: nominee.kind = individual
  say: &none
    vi: {met: Có., not_met: Không., unknown: Chưa rõ.}
    en: {met: "Yes.", not_met: "No.", unknown: "Not known."}
  source: {document: Luật 06/2022/QH15, article: Điều 23}
FACTS
versions:
  - id: V2003
    not_loaded: {vi: chưa nạp, en: not loaded}
  - id: V2022a
    criteria:
      - id: c.only
        due: proposal
        must: MUST
MORE
        say:
          vi: {met: Có., not_met: Không., unknown: Chưa rõ.}
          en: {met: "Yes.", not_met: "No.", unknown: "Not known."}
        source: {document: Luật 06/2022/QH15, article: Điều 23}
  - id: V2022b
    inherit: V2022a
""".replace(" &none", "")
