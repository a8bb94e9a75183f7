"""Whoever has a time stamp notices what was dated back, and both readers say so alike."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from ledger import verifier
from ledger.archive import unpack
from ledger.bundle import MOST_STAMPS, BundleError, Stamped, read_bundle, write_bundle
from ledger.inquiry import answers
from ledger.stamp import SLACK_SECONDS
from tests.ledger.cases import Case, resealed
from tests.ledger.logs import CLOCK, a_bundle, a_policy, a_stamp, policy_text
from tests.ledger.stampings import (
    ANSWERS,
    FOLDER,
    LATER,
    NOON,
    POLICY,
    SMALL,
    TRUST,
    back_dated,
    cases,
    with_stamps,
)

CASES = cases()
TRUSTED = verifier.policy_of(TRUST.encode())
STAMPED = write_bundle(with_stamps(SMALL, a_stamp(SMALL, 5, NOON), a_stamp(SMALL, 8, LATER)))


def ours(content: bytes) -> dict[str, str]:
    return dict(answers(content, policy=a_policy(stamps=[CLOCK.digest])))


def theirs(content: bytes) -> dict[str, str]:
    return {name: one[0] for name, one in verifier.verify(content, TRUSTED).items()}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_two_readers_answer_alike_and_deny_what_is_false(case: Case) -> None:
    found = ours(case.content)

    assert theirs(case.content) == found
    denied = {name for name, answer in found.items() if answer == "no"}
    assert denied >= case.denied
    assert bool(denied) == bool(case.denied)


def test_the_corpus_in_the_tree_is_what_is_made_and_answered_today() -> None:
    kept = json.loads(ANSWERS.read_text(encoding="utf-8"))

    assert {path.stem for path in FOLDER.glob("*.zip")} == set(CASES) == set(kept)
    assert POLICY.read_text(encoding="utf-8").strip() == TRUST
    for name, case in CASES.items():
        assert (FOLDER / f"{name}.zip").read_bytes() == case.content, name
        assert ours(case.content) == kept[name], name


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("stamped", "yes"),
        ("stamped-twice", "yes"),
        ("not-stamped", "cannot_tell"),
        ("stamped-by-a-stranger", "cannot_tell"),
        ("stamped-by-a-stranger-too", "yes"),
        ("one-dossier-stamped", "yes"),
    ],
)
def test_a_policy_that_asks_for_stamps_says_yes_only_under_one(name: str, answer: str) -> None:
    assert ours(CASES[name].content)["time"] == answer


def test_a_policy_without_stamps_passes_them_over() -> None:
    for name in ("stamped", "back-dated", "no-stamp-at-all"):
        content = CASES[name].content
        plain = verifier.policy_of(policy_text().encode())

        assert dict(answers(content, policy=a_policy()))["time"] == "yes"
        assert verifier.verify(content, plain)["time"][0] == "yes"


@pytest.mark.parametrize("beside", [0, 1])
def test_the_slack_is_as_long_as_it_says(beside: int) -> None:
    moment = NOON - timedelta(minutes=4) - timedelta(seconds=SLACK_SECONDS + beside)
    # The last event below the stamp is four minutes after the first.
    stamp = a_stamp(SMALL, 1, moment)

    assert (ours(write_bundle(with_stamps(SMALL, stamp)))["time"] == "no") is bool(beside)
    assert theirs(write_bundle(with_stamps(SMALL, stamp))) == ours(
        write_bundle(with_stamps(SMALL, stamp))
    )


def test_the_verifier_names_the_event_that_was_dated_back() -> None:
    forged = back_dated(SMALL, 1)
    content = write_bundle(with_stamps(forged, a_stamp(forged, 5, NOON)))

    _, told, english = verifier.verify(content, TRUSTED)["time"]

    assert told == "dấu 2025-01-15 08:34:00 UTC, 5 sự kiện; số 7 sai"
    assert english == "stamped 2025-01-15 08:34:00 UTC, 5 events; number 7 is not so"


def test_stamps_survive_a_bundle_and_equal_ones_give_equal_bytes() -> None:
    bundle = with_stamps(SMALL, a_stamp(SMALL, 5, NOON), a_stamp(SMALL, 8, LATER))

    assert read_bundle(STAMPED) == bundle
    assert write_bundle(bundle) == STAMPED


@pytest.mark.parametrize(
    "stamps", [(Stamped(b"", b"", (b"short",)),), (Stamped(b"", b""),) * (MOST_STAMPS + 1)]
)
def test_what_has_no_form_is_not_written(stamps: tuple[Stamped, ...]) -> None:
    with pytest.raises(BundleError):
        write_bundle(replace(a_bundle(SMALL), stamps=stamps))


@pytest.mark.parametrize("ending", ["bin", "tsr", "txt"])
@pytest.mark.parametrize("stride", [pytest.param(1, marks=pytest.mark.soak), 29])
def test_one_changed_byte_of_a_stamp_is_noticed_by_both(ending: str, stride: int) -> None:
    alone = write_bundle(with_stamps(SMALL, a_stamp(SMALL, 5, NOON)))
    entries = unpack(alone)
    name = f"stamp-001.{ending}"
    for at in range(0, len(entries[name]), stride):
        changed = bytearray(entries[name])
        changed[at] ^= 1 << at % 8
        content = resealed({**entries, name: bytes(changed)})

        found = ours(content)
        assert found["time"] != "yes", at
        assert theirs(content) == found, at
