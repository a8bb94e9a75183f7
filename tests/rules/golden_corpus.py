"""Old decisions with what they came out as: whatever judges one of them differently is noticed.

The corpus is a choice of the shipped examples: for each award those that first reach a verdict or a
result of a criterion under a law version.  Of each, the facts, the verdict, and the digest of the
outcome that an event would pin (the trace without any words) are kept in `golden/<award>.json`.

When rules change on purpose, write it again, and look at the difference before it is committed:

    .venv/bin/python -m tests.rules.golden_corpus

When rules have not changed and the corpus fails, the engine has changed what it finds: then
`dossiers.rulebook.EVALUATOR` needs a new version, and an entry in the changelog, or the change is a
slip.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

import rules
from dossiers.use_cases.judging import outcome_document
from dossiers.vocabulary import VOCABULARY
from ledger import canonical, digest
from tests.rules.books import shipped_rules

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Decision:
    """One decision of the corpus.

    Attributes:
        name: of the example it was.
        on: the day that chose the law.
        facts: what was known.
        verdict: what came out.
        outcome: digest of the outcome with its trace.
    """

    name: str
    on: date
    facts: Mapping[str, object]
    verdict: str
    outcome: str


def decisions(code: str) -> Iterator[Decision]:
    """The kept decisions of an award; facts come through the door that files come through."""
    kept = json.loads((GOLDEN / f"{code.lower()}.json").read_text(encoding="utf-8"))
    for case in kept["decisions"]:
        facts = {**kept["base"], **case["give"]}
        sent = {name: value for name, value in facts.items() if name not in case["without"]}
        read = rules.read_facts(json.dumps(sent), file=f"{code}.json", facts=VOCABULARY)
        day = date.fromisoformat(case["on"])
        yield Decision(case["name"], day, read, case["verdict"], case["outcome"])


def judged(code: str, facts: Mapping[str, object], on: date) -> tuple[str, str]:
    """The verdict of today, and the digest of today's outcome."""
    found = rules.evaluate(shipped_rules(code), facts, on=on)
    return found.verdict.value, digest(canonical(outcome_document(found)))


def rules_digest(code: str) -> str:
    """Which rules the corpus of an award was made with: the award file and the laws."""
    return hashlib.sha256(rules.shipped(code)[1] + rules.shipped_laws()).hexdigest()


def made_with(code: str) -> str:
    """The digest of the rules that a kept corpus was made with."""
    kept = json.loads((GOLDEN / f"{code.lower()}.json").read_text(encoding="utf-8"))
    return cast("str", kept["rules"])


def document(code: str) -> dict[str, Any]:
    """The corpus of an award as it would be kept today."""
    file, text = rules.shipped_examples(code)
    chosen = list(_chosen(rules.run_examples(shipped_rules(code), text, file=file)))
    award = shipped_rules(code)
    cases = {one.name: one for one in rules.read_examples(award, text, file=file).cases}
    base = _plain(cases[chosen[0]].facts)
    return {
        "rules": rules_digest(code),
        "base": base,
        "decisions": [_case(code, cases[name], base) for name in chosen],
    }


def _chosen(results: tuple[rules.ExampleResult, ...]) -> Iterator[str]:
    """The names of the examples that reach something first."""
    seen: set[tuple[str, ...]] = set()
    for one in results:
        reached = {(one.version, "", one.evaluation.verdict.value)}
        for each in one.evaluation.findings:
            reached.add((one.version, each.id, each.result))
        if not reached <= seen:
            yield one.name
        seen |= reached


def _case(code: str, one: rules.Example, base: Mapping[str, object]) -> dict[str, object]:
    """One decision, its facts as what is different from the base."""
    facts = _plain(one.facts)
    verdict, outcome = judged(code, one.facts, one.on)
    return {
        "name": one.name,
        "on": one.on.isoformat(),
        "give": {name: value for name, value in facts.items() if base.get(name) != value},
        "without": sorted(set(base) - set(facts)),
        "verdict": verdict,
        "outcome": outcome,
    }


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as JSON has them: days as words."""
    return cast("dict[str, object]", json.loads(json.dumps(facts, default=str, sort_keys=True)))


def main() -> None:
    """Write the whole corpus again."""
    GOLDEN.mkdir(exist_ok=True)
    for code in rules.shipped_awards():
        text = json.dumps(document(code), ensure_ascii=False, indent=1, sort_keys=True)
        (GOLDEN / f"{code.lower()}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
