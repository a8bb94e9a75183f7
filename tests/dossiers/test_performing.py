"""Acts on a real SQLite file: all or nothing, once, in order, whoever comes at the same time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import workflow
from dossiers import errors
from dossiers.documents import dossier_bytes, read_dossier
from dossiers.store import Store
from dossiers.use_cases import Done, dossier_of, perform, timeline
from ledger import read_event
from tests.dossiers.building import NUMBER, a_nomination, acting, done, proposed

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        proposed(opened, a_nomination())
        yield opened


def events(store: Store) -> list[str]:
    return [read_event(one.body).type for one in store.events()]


def test_numbers_follow_each_other_within_award_and_year(store: Store) -> None:
    first = proposed(store, a_nomination(), number=None)
    second = proposed(store, a_nomination(), number=None)
    flag = proposed(store, a_nomination("CO_TINH"), number=None)

    assert [first.number, second.number] == ["CSTDCS-2024-0001", "CSTDCS-2024-0002"]
    assert flag.number == "CO_TINH-2024-0001"


def test_an_award_without_rules_opens_no_dossier(store: Store) -> None:
    before = store.numbers()

    with pytest.raises(Exception, match="'CSTDCS'"):
        proposed(store, a_nomination("CSTDC"), number="D-2")

    assert store.numbers() == before


def test_an_event_pins_what_judged_the_act(store: Store) -> None:
    done(store, "submit", "unit_clerk")

    event = read_event(list(store.events())[-1].body)

    assert event.judged.verdict == "undetermined"  # nobody has voted yet
    for name in (event.judged.rules, event.judged.facts, event.judged.outcome, event.data):
        assert name is not None
        assert store.document(name)


def test_nothing_personal_stands_in_the_bytes_of_an_event(store: Store) -> None:
    done(store, "submit", "unit_clerk")

    bodies = b"".join(one.body for one in store.events())

    assert "Nguyễn Văn Mẫu".encode() not in bodies


def test_a_refused_act_leaves_the_database_as_it_was(store: Store) -> None:
    before = store.bodies(), events(store)

    with pytest.raises(errors.TransitionRefusedError) as refused:
        done(store, "advance", "unit_head")

    assert refused.value.refusal.blockers[0].kind == "state"
    assert (store.bodies(), events(store)) == before


def test_details_that_do_not_fit_leave_the_database_as_it_was(store: Store) -> None:
    done(store, "submit", "unit_clerk")
    before = store.bodies(), events(store)

    for details in ({}, {"members": 15}, {"members": "x", "approvals": 1}, {"approvls": 1}):
        with pytest.raises(errors.ActDetailsError):
            done(store, "record_vote", "council_secretary", details=details)

    assert (store.bodies(), events(store)) == before


def test_an_answer_to_a_question_nobody_asked_is_refused(store: Store) -> None:
    done(store, "submit", "unit_clerk")
    answer = {"question": "c.nonsense", "answer": "true"}

    with pytest.raises(errors.ActDetailsError, match=r"c\.nonsense"):
        done(store, "answer_question", "council_secretary", details=answer)


def test_unknown_acts_and_roles_are_errors_with_the_nearest_word(store: Store) -> None:
    with pytest.raises(workflow.UnknownActError, match="'submit'"):
        done(store, "sumbit", "unit_clerk")
    with pytest.raises(workflow.UnknownRoleError, match="'unit_clerk'"):
        done(store, "submit", "unit_clrk")
    with pytest.raises(errors.DossierNotFoundError, match="'D-1'"):
        done(store, "submit", "unit_clerk", number="D1")


def test_the_same_command_is_answered_and_not_repeated(store: Store) -> None:
    command = acting("submit", "unit_clerk")
    first = perform(store, command)

    again = perform(store, command)

    assert again == replace(first, repeated=True)
    assert events(store) == ["propose", "submit"]


def test_a_stage_that_does_not_apply_is_an_event_with_the_legal_reason(store: Store) -> None:
    done(store, "submit", "unit_clerk")
    vote = {"members": 15, "approvals": 12}
    done(store, "record_vote", "council_secretary", details=vote)

    moved = done(store, "advance", "unit_head", on=date(2024, 12, 10))

    assert moved.target == "head_decision"
    assert moved.passed_over == ("cluster_review", "provincial_approval")
    passed = [one for one in timeline(store, NUMBER) if one.act == "pass_over"]
    assert [one.by.role for one in passed] == ["engine", "engine"]
    assert all("Điều" in one.reason.vi or one.reason.vi for one in passed)


def test_the_first_receipt_keeps_its_day_when_a_dossier_comes_back(store: Store) -> None:
    done(store, "submit", "unit_clerk", on=date(2024, 12, 2))
    done(store, "return_for_supplement", "council_secretary", reason="thiếu xác nhận")
    done(store, "amend", "unit_clerk", details={"service_months": 11})
    done(store, "resubmit", "unit_clerk", on=date(2025, 7, 2))

    dossier = dossier_of(store, NUMBER)

    assert dossier.received_on == date(2024, 12, 2)
    assert dossier.evidence.service_months == 11


def test_of_two_commands_on_one_state_of_a_dossier_one_is_told(store: Store, database: str) -> None:
    def withdraw(person: str) -> Done | Exception:
        with Store.open(database) as own:
            try:
                return done(own, "withdraw", "unit_clerk", by=person, reason="rút")
            except errors.DossierError as lost:
                return lost

    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(withdraw, [f"clerk-{n}" for n in range(8)]))

    won = [one for one in ended if isinstance(one, Done)]
    lost = [one for one in ended if not isinstance(one, Done)]
    assert len(won) == 1
    assert {type(one) for one in lost} <= {errors.StaleDossierError, errors.TransitionRefusedError}
    assert events(store) == ["propose", "withdraw"]


def test_two_processes_advancing_one_dossier_leave_one_event(store: Store, database: str) -> None:
    done(store, "submit", "unit_clerk")
    command = [
        *(sys.executable, "-m", "cli", "dossier", "act", NUMBER, "withdraw"),
        *("--role", "unit_clerk", "--reason", "x", "--database", database),
    ]

    running = [
        subprocess.Popen(
            [*command, "--by", f"clerk-{n}"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for n in range(2)
    ]
    said = [one.communicate()[1].decode() for one in running]

    codes = sorted(one.returncode for one in running)
    assert codes[0] == 0, said
    assert codes[1] in {1, 5}, said
    assert not any("Traceback" in one for one in said)
    assert events(store) == ["propose", "submit", "withdraw"]


def test_a_dossier_survives_its_bytes(store: Store) -> None:
    done(store, "submit", "unit_clerk")

    dossier = dossier_of(store, NUMBER)

    assert read_dossier(dossier_bytes(dossier)) == dossier


def test_a_question_for_a_later_body_does_not_hold_up_the_way_to_it(store: Store) -> None:
    proposed(store, a_nomination("CSTD_TINH"), number="D-2")
    done(store, "submit", "unit_clerk", number="D-2")

    with pytest.raises(errors.TransitionRefusedError) as refused:
        done(store, "advance", "unit_head", number="D-2", on=date(2024, 12, 10))

    assert [one.id for one in refused.value.refusal.blockers] == ["c.select"]
