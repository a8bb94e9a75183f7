"""The rules engine: is this nominee eligible under the law of that day, and why, or why not?

Rules are dated data in YAML files that policy staff edit.  They are read strictly (every mistake
at once, with its place), judged three-valued (yes, no, not known), and every answer carries its
source, what was needed, what is there, and what would settle it.  The engine knows no workflow, no
database and no clock.

Its rooms, from the ground up (ADR 0030): `meaning`, `law`, `judging`, `files`, `telling`,
`remedies`, `trying` and `quotas`, `local`, `form`.  Whoever judges imports this package; the tools
of one command are imported from their room.

    >>> from datetime import date
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = read_laws(shipped_laws(), file="laws.yaml")
    >>> name, text = shipped("CSTDCS")
    >>> award = read(text, file=name, facts=VOCABULARY, laws=laws)
    >>> answer = evaluate(award, {"nominee.kind": "individual"}, on=date(2025, 3, 3))
    >>> answer.version, answer.verdict.value, answer.missing[0].fact
    ('V2022a', 'undetermined', 'assessments')
"""

from rules.codes import Essay, UnknownCodeError, essay_of, essays
from rules.errors import (
    FactsError,
    FactsFileError,
    RulesError,
    RulesFileError,
    UnknownAwardError,
    UnknownLawVersionError,
    UnknownProfileError,
)
from rules.files.award_file import schema
from rules.files.reading import read
from rules.form.formatting import formatted
from rules.judging.evaluate import evaluate
from rules.judging.finding import Finding, StageFinding, Trace
from rules.judging.verdict import Evaluation, Missing, Verdict
from rules.law.award import AwardRules, Criterion, Question, Source, Step, Version
from rules.law.laws import Instrument, Laws, LawVersion, read_laws
from rules.law.shares import share_asked
from rules.law.shipped import shipped, shipped_awards, shipped_examples, shipped_laws
from rules.law_coverage import Coverage as LawCoverage
from rules.law_coverage import gaps as law_gaps
from rules.law_coverage import read_coverage as read_law_coverage
from rules.law_coverage import shipped_coverage as shipped_law_coverage
from rules.law_page import page as law_page
from rules.local.local_batch import local_batch
from rules.local.localizing import Localized, localized
from rules.local.profile import Profile, read_profile, shipped_profile, shipped_profiles
from rules.local.profile_file import profile_award_schema, profile_schema
from rules.meaning.facts import read_facts
from rules.meaning.vocabulary import Choice, Day, Fact, Flag, Records, Vocabulary, Whole, Words
from rules.money import Amount, Grant, Line, Payment, amount_of, payment
from rules.money_file import Money, read_money, shipped_money
from rules.quotas.batch import BatchRules, Candidate, Pool
from rules.quotas.batch_file import batch_schema, shipped_batch, shipped_batches
from rules.quotas.batch_reading import read_batch
from rules.quotas.candidates import read_candidates
from rules.quotas.circles import Circle, circles
from rules.quotas.selecting import select
from rules.quotas.selection import CandidateOutcome, Reason, Round, Selection
from rules.trying.coverage import Coverage, Goal, coverage_of
from rules.trying.diff import Difference, Witness, diff
from rules.trying.examples import Example, ExampleResult, Examples, read_examples, run_examples
from rules.trying.mutant_report import Mutant, MutantReport
from rules.trying.mutants import mutants_of

__all__ = [
    "Amount",
    "AwardRules",
    "BatchRules",
    "Candidate",
    "CandidateOutcome",
    "Choice",
    "Circle",
    "Coverage",
    "Criterion",
    "Day",
    "Difference",
    "Essay",
    "Evaluation",
    "Example",
    "ExampleResult",
    "Examples",
    "Fact",
    "FactsError",
    "FactsFileError",
    "Finding",
    "Flag",
    "Goal",
    "Grant",
    "Instrument",
    "LawCoverage",
    "LawVersion",
    "Laws",
    "Line",
    "Localized",
    "Missing",
    "Money",
    "Mutant",
    "MutantReport",
    "Payment",
    "Pool",
    "Profile",
    "Question",
    "Reason",
    "Records",
    "Round",
    "RulesError",
    "RulesFileError",
    "Selection",
    "Source",
    "StageFinding",
    "Step",
    "Trace",
    "UnknownAwardError",
    "UnknownCodeError",
    "UnknownLawVersionError",
    "UnknownProfileError",
    "Verdict",
    "Version",
    "Vocabulary",
    "Whole",
    "Witness",
    "Words",
    "amount_of",
    "batch_schema",
    "circles",
    "coverage_of",
    "diff",
    "essay_of",
    "essays",
    "evaluate",
    "formatted",
    "law_gaps",
    "law_page",
    "local_batch",
    "localized",
    "mutants_of",
    "payment",
    "profile_award_schema",
    "profile_schema",
    "read",
    "read_batch",
    "read_candidates",
    "read_examples",
    "read_facts",
    "read_law_coverage",
    "read_laws",
    "read_money",
    "read_profile",
    "run_examples",
    "schema",
    "select",
    "share_asked",
    "shipped",
    "shipped_awards",
    "shipped_batch",
    "shipped_batches",
    "shipped_examples",
    "shipped_law_coverage",
    "shipped_laws",
    "shipped_money",
    "shipped_profile",
    "shipped_profiles",
]
