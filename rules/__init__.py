"""The rules engine: is this nominee eligible under the law of that day, and why, or why not?

Rules are dated data in YAML files that policy staff edit.  They are read strictly (every mistake
at once, with its place), judged three-valued (yes, no, not known), and every answer carries its
source, what was needed, what is there, and what would settle it.  The engine knows no workflow, no
database and no clock.

    >>> from datetime import date
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = read_laws(shipped_laws(), file="laws.yaml")
    >>> name, text = shipped("CSTDCS")
    >>> award = read(text, file=name, facts=VOCABULARY, laws=laws)
    >>> answer = evaluate(award, {"nominee.kind": "individual"}, on=date(2025, 3, 3))
    >>> answer.version, answer.verdict.value, answer.missing[0].fact
    ('V2022a', 'undetermined', 'assessments')
"""

from rules.award import AwardRules, Criterion, Question, Source, Step, Version
from rules.award_file import schema
from rules.errors import (
    FactsFileError,
    RulesError,
    RulesFileError,
    UnknownAwardError,
    UnknownLawVersionError,
)
from rules.evaluate import evaluate
from rules.examples import ExampleResult, run_examples
from rules.facts import read_facts
from rules.laws import Instrument, Laws, LawVersion, read_laws
from rules.reading import read
from rules.shipped import shipped, shipped_awards, shipped_examples, shipped_laws
from rules.verdict import Evaluation, Finding, Missing, StageFinding, Trace, Verdict
from rules.vocabulary import Choice, Day, Fact, Flag, Records, Vocabulary, Whole, Words

__all__ = [
    "AwardRules",
    "Choice",
    "Criterion",
    "Day",
    "Evaluation",
    "ExampleResult",
    "Fact",
    "FactsFileError",
    "Finding",
    "Flag",
    "Instrument",
    "LawVersion",
    "Laws",
    "Missing",
    "Question",
    "Records",
    "RulesError",
    "RulesFileError",
    "Source",
    "StageFinding",
    "Step",
    "Trace",
    "UnknownAwardError",
    "UnknownLawVersionError",
    "Verdict",
    "Version",
    "Vocabulary",
    "Whole",
    "Words",
    "evaluate",
    "read",
    "read_facts",
    "read_laws",
    "run_examples",
    "schema",
    "shipped",
    "shipped_awards",
    "shipped_examples",
    "shipped_laws",
]
