"""No worked case of the domain is lost: each stands somewhere under its id, with its outcome.

The ids are those of section 5 of the domain reference.  What holds a case is an example of the
rules, a scenario or a test; those run elsewhere, and here it is asked that they are still there.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
IDS = (
    "TC01", "TC02", "TC03", "TC05", "TC07", "TC08", "TC10", "TC11", "TC12", "TC14",
    "TC15", "TC17", "TC19", "TC20", "TC22", "TC23", "TC25", "TC26", "TC28", "TC29",
    "TC31", "TC32", "TC34", "TC35", "TC37", "TC38", "TC40", "TC41", "TC42", "TC44",
    "TC45", "TC47", "TC49", "TC50", "TC52", "TC53", "TC55", "TC56", "TC58", "TC60",
    "TC61", "TC62", "TC64", "TC65", "TC67", "TC68", "TC70", "TC71", "TC73", "TC74",
    "TC76",
)  # fmt: skip
"""Every case of section 5; numbers that are missing there are missing here."""


class Held(NamedTuple):
    """What holds a case.

    Attributes:
        file: where, from the root of the project.
        name: of the example, the scenario or the test.
        outcome: of an example: the verdict and the ids of its reasons and questions; else empty.
    """

    file: str
    name: str
    outcome: str


# One line a holder, however long: the table is read by its columns.
# ruff: noqa: E501
# fmt: off
HELD: dict[str, tuple[Held, ...]] = {
    "TC01": (
        Held("rules/awards/ldtt.tests.yaml", "TC01 rated well, twelve months, active and united", "eligible"),
    ),
    "TC02": (
        Held("rules/awards/cstdcs.tests.yaml", "TC02 rated below well, an initiative does not repair it", "not_eligible: c.rating"),
        Held("rules/awards/ldtt.tests.yaml", "TC02 rated below well, an initiative does not repair it", "not_eligible: c.rating"),
    ),
    "TC03": (
        Held("rules/awards/cstdcs.tests.yaml", "TC03 recruited four months before the review", "not_eligible: c.service"),
        Held("rules/awards/ldtt.tests.yaml", "TC03 recruited four months before the review", "not_eligible: c.service"),
    ),
    "TC05": (
        Held("rules/awards/ldtt.tests.yaml", "TC05 maternity leave counts", "eligible"),
    ),
    "TC07": (
        Held("rules/awards/ldtt.tests.yaml", "TC07 nine months of training with the school's rules kept", "eligible"),
    ),
    "TC08": (
        Held("rules/awards/ldtt.tests.yaml", "TC08 moved after eight months, and the old unit's comment is absent", "return_to_sender: c.transfer"),
        Held("rules/awards/ldtt.tests.yaml", "TC08 the comment of the old unit was supplied", "eligible"),
    ),
    "TC10": (
        Held("rules/awards/cstdcs.tests.yaml", "TC10 rated excellent, without any initiative", "eligible"),
    ),
    "TC11": (
        Held("rules/awards/cstdcs.tests.yaml", "TC11 rated well, with a base initiative", "eligible"),
    ),
    "TC12": (
        Held("rules/awards/cstdcs.tests.yaml", "TC12 rated well, neither initiative nor topic", "not_eligible: c.merit"),
    ),
    "TC14": (
        Held("rules/awards/cstdcs.tests.yaml", "TC14 old law, excellent rating but no initiative", "not_eligible: c.initiative"),
    ),
    "TC15": (
        Held("rules/awards/cstdcs.tests.yaml", "TC15 old law, the quota always asks the council", "needs_human: c.quota"),
        Held("rules/awards/cstdcs.tests.yaml", "TC15 old law, the quota is exceeded", "not_eligible: c.quota"),
        Held("tests/rules/test_batch.py", "test_at_most_15_percent_of_the_holders_is_rounded_down", ""),
    ),
    "TC17": (
        Held("rules/awards/cstdcs.tests.yaml", "TC17 nine at the meeting and three in writing make exactly 80 percent of all", "eligible"),
    ),
    "TC19": (
        Held("rules/awards/cstdcs.tests.yaml", "TC19 received under the law of 2026, whose wording is not loaded", "needs_human: law.V2026"),
    ),
    "TC20": (
        Held("rules/awards/cstdcs.tests.yaml", "TC20 a commune decides from the day of Decree 129", "eligible"),
        Held("rules/awards/cstdcs.tests.yaml", "TC20 a commune has no authority before that day", "not_eligible: c.authority"),
    ),
    "TC22": (
        Held("rules/awards/cstd-tinh.tests.yaml", "TC22 three titles in a row and a provincial initiative", "eligible"),
        Held("rules/awards/cstd-tinh.tests.yaml", "TC22 the council has not selected anybody yet", "needs_human: c.select"),
    ),
    "TC23": (
        Held("rules/awards/cstd-tinh.tests.yaml", "TC23 titles under the old law count", "eligible"),
    ),
    "TC25": (
        Held("rules/awards/cstd-tinh.tests.yaml", "TC25 recognised at the base only", "not_eligible: c.reach"),
    ),
    "TC26": (
        Held("rules/awards/cstd-tinh.tests.yaml", "TC26 fifteen of seventeen are below 90 percent", "not_eligible: c.vote"),
    ),
    "TC28": (
        Held("rules/awards/cstd-tinh.tests.yaml", "TC28 used for a base level title, the provincial council is asked", "needs_human: c.reuse"),
        Held("rules/awards/cstd-tinh.tests.yaml", "TC28 the provincial council does not accept it again", "not_eligible: c.reuse"),
        Held("rules/awards/cstd-tq.tests.yaml", "TC28 used for the provincial title, the provincial council is asked", "needs_human: c.reuse"),
        Held("rules/awards/cstd-tq.tests.yaml", "TC28 the provincial council does not accept it again", "not_eligible: c.reuse"),
        Held("rules/awards/cstdcs.tests.yaml", "TC28 an initiative used for another title asks the council", "needs_human: c.reuse"),
    ),
    "TC29": (
        Held("rules/awards/cstd-tq.tests.yaml", "TC29 two titles on three years each, and nationwide effect", "eligible"),
        Held("rules/awards/cstd-tq.tests.yaml", "TC29 the same under Decree 98", "eligible"),
    ),
    "TC31": (
        Held("rules/awards/cstd-tq.tests.yaml", "TC31 recognised for the province only", "not_eligible: c.reach"),
    ),
    "TC32": (
        Held("rules/awards/ttldtt.tests.yaml", "TC32 seven of ten are exactly 70 percent", "eligible"),
    ),
    "TC34": (
        Held("rules/awards/ttldtt.tests.yaml", "TC34 eight of ten, and one member disciplined with a warning", "not_eligible: c.discipline"),
    ),
    "TC35": (
        Held("rules/awards/ttldtt.tests.yaml", "TC35 a reprimand is below a warning and does not bar", "eligible"),
    ),
    "TC37": (
        Held("rules/awards/ttldtt.tests.yaml", "TC37 nine of thirteen, but nine of twelve without the newcomer", "needs_human: c.newcomers"),
    ),
    "TC38": (
        Held("rules/awards/ttldxs.tests.yaml", "TC38 twenty members, fourteen Advanced Workers, two fighters", "eligible"),
    ),
    "TC40": (
        Held("rules/awards/ttldxs.tests.yaml", "TC40 no fighter among the members", "not_eligible: c.fighter"),
    ),
    "TC41": (
        Held("rules/awards/ttldxs.tests.yaml", "TC41 a member given a warning who still completed the tasks is no bar here", "eligible"),
    ),
    "TC42": (
        Held("rules/awards/co-tinh.tests.yaml", "TC42 second in the cluster, and no movement", "not_eligible: c.leads"),
    ),
    "TC44": (
        Held("rules/awards/co-tinh.tests.yaml", "TC44 leads a four-year thematic movement of the province at its final review", "eligible"),
        Held("rules/awards/co-tinh.tests.yaml", "TC44 a movement of two years is too short", "not_eligible: c.leads"),
    ),
    "TC45": (
        Held("rules/awards/co-cp.tests.yaml", "TC45 a movement of the Prime Minister of four years is too short", "not_eligible: c.leads"),
    ),
    "TC47": (
        Held("rules/awards/bk-tinh.tests.yaml", "TC47 one year without the title, one year with it on the basis of the rating", "eligible"),
    ),
    "TC49": (
        Held("rules/awards/bk-tinh.tests.yaml", "TC49 two excellent years and two unused initiatives", "eligible"),
    ),
    "TC50": (
        Held("rules/awards/bk-tinh.tests.yaml", "TC50 the excellent years are not in a row", "not_eligible: c.individual"),
    ),
    "TC52": (
        Held("rules/awards/bk-tinh.tests.yaml", "TC52 a household that gave 400 m² of land for the road to a school", "eligible"),
    ),
    "TC53": (
        Held("rules/awards/bkttg.tests.yaml", "TC53 the certificate lies inside the five years, and the reading is to be confirmed", "needs_human: c.order"),
        Held("rules/awards/bkttg.tests.yaml", "TC53 the provincial council confirms that the certificate may lie inside", "eligible"),
    ),
    "TC55": (
        Held("rules/awards/bkttg.tests.yaml", "TC55 a collective with the certificate, and then five excellent years with one flag", "eligible"),
    ),
    "TC56": (
        Held("rules/awards/hcld-ba.tests.yaml", "TC56 the certificate of the Prime Minister, and then five years with one excellent and three titles", "eligible"),
    ),
    "TC58": (
        Held("rules/awards/hcld-nhi.tests.yaml", "TC58 one excellent year in the five is not enough", "not_eligible: c.individual"),
    ),
    "TC60": (
        Held("rules/awards/cstd-tinh.tests.yaml", "TC60 a complaint is being verified", "undetermined: cases.outcome"),
    ),
    "TC61": (
        Held("rules/awards/cstdcs.tests.yaml", "TC61 objections that were dismissed do not count, however many", "eligible"),
    ),
    "TC62": (
        Held("rules/awards/cstdcs.tests.yaml", "TC62 consulted, and nobody replied by the last day", "eligible"),
        Held("features/02-council-review.feature", "TC62 No comment by the last day clears the notice and approves nothing", ""),
    ),
    "TC64": (
        Held("rules/awards/hcld-ba.tests.yaml", "TC64 public on Monday 2 March 2026, council on Thursday 12 March, seven full working days", "return_to_sender: c.notice"),
        Held("rules/awards/hcld-nhat.tests.yaml", "TC64 public on Monday 2 March 2026, council on Thursday 12 March, seven full working days", "return_to_sender: c.notice"),
        Held("rules/awards/hcld-nhi.tests.yaml", "TC64 public on Monday 2 March 2026, council on Thursday 12 March, seven full working days", "return_to_sender: c.notice"),
    ),
    "TC65": (
        Held("rules/profiles/bac-ninh/cstd-tinh.tests.yaml", "TC65 an annual dossier of 2025 comes after 10 December and nobody has accepted it", "needs_human: c.deadline.accepted"),
        Held("rules/profiles/bac-ninh/cstd-tinh.tests.yaml", "TC65 the late dossier is not accepted and goes back", "return_to_sender: c.deadline"),
        Held("rules/profiles/bac-ninh/cstd-tinh.tests.yaml", "TC65 on 11 December 2025 the decision was not in force, and no deadline of the law is known", "eligible"),
    ),
    "TC67": (
        Held("tests/rules/test_batch.py", "test_among_equals_a_collective_with_70_percent_women_goes_first", ""),
    ),
    "TC68": (
        Held("rules/awards/cstd-tinh.tests.yaml", "TC68 titles of unit A and of unit C after the merger are three in a row", "eligible"),
        Held("rules/awards/cstd-tinh.tests.yaml", "TC68 a year without the title is not bridged by the merger", "not_eligible: c.run"),
    ),
    "TC70": (
        Held("rules/awards/cstd-tinh.tests.yaml", "TC70 a revoked title does not count", "not_eligible: c.run"),
    ),
    "TC71": (
        Held("tests/rules/test_money.py", "test_tc71_a_third_of_a_salary_is_rounded_up_where_portals_print_702000", ""),
    ),
    "TC73": (
        Held("tests/rules/test_money.py", "test_tc73_a_title_and_a_form_of_one_day_are_both_paid", ""),
    ),
    "TC74": (
        Held("tests/rules/test_batch.py", "test_the_best_rating_is_capped_at_20_percent_unless_excepted", ""),
    ),
    "TC76": (
        Held("features/03-cluster-review.feature", "TC76 A person's title never waits at the cluster, and the cluster has no say in it", ""),
    ),
}
# fmt: on
EACH = [(case, one) for case, several in HELD.items() for one in several]


@cache
def held_in(file: str) -> dict[str, tuple[str, str]]:
    """What a file holds: by name, the words in which a case can be named, and the outcome."""
    text = (ROOT / file).read_text(encoding="utf-8")
    if file.endswith(".yaml"):
        return {
            one["name"]: (one["name"], outcome_of(one)) for one in yaml.safe_load(text)["cases"]
        }
    if file.endswith(".feature"):
        names = re.findall(r"^ *Scenario(?: Outline)?: (.+)$", text, re.MULTILINE)
        return {name: (name, "") for name in names}
    tests = [one for one in ast.parse(text).body if isinstance(one, ast.FunctionDef)]
    return {one.name: (f"{one.name} {ast.get_docstring(one)}".upper(), "") for one in tests}


def outcome_of(example: dict[str, list[str] | str]) -> str:
    """The verdict that an example expects, with the ids of its reasons and questions."""
    why = ", ".join([*example.get("because", ()), *example.get("needs", ())])
    return f"{example['expect']}: {why}" if why else str(example["expect"])


def test_every_case_is_held_and_nothing_else() -> None:
    assert tuple(HELD) == IDS
    assert [case for case, several in HELD.items() if not several] == []


@pytest.mark.parametrize(("case", "held"), EACH, ids=[f"{case}-{one.name}" for case, one in EACH])
def test_what_holds_a_case_is_there_names_it_and_expects_its_outcome(case: str, held: Held) -> None:
    there = held_in(held.file)

    assert held.name in there, f"{case}: {held.file} no longer holds '{held.name}'"
    words, outcome = there[held.name]
    assert case in words
    assert outcome == held.outcome


def test_an_example_with_an_id_stands_in_the_table() -> None:
    files = sorted(ROOT.glob("rules/*/*.tests.yaml")) + sorted(ROOT.glob("rules/*/*/*.tests.yaml"))
    named = {
        (case, str(file.relative_to(ROOT)), name)
        for file in files
        for name in held_in(str(file.relative_to(ROOT)))
        for case in re.findall(r"TC[0-9]{2}", name)
    }

    assert named - {(case, one.file, one.name) for case, one in EACH} == set()
