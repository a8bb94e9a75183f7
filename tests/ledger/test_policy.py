"""A policy file says whom to trust in one way only, and all its mistakes are told at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ledger import verifier
from ledger.policy import PolicyFileError, Trusted, read_policy
from ledger.refused import Refused
from tests.ledger.logs import (
    LOG,
    NEXT,
    ORIGIN,
    STRANGER,
    WITNESSES,
    a_checkpoint,
    a_log,
    a_policy,
    policy_text,
    without_signatures_of,
)

CHECKPOINT = a_log(5).checkpoint
Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> str:
    document = json.loads(policy_text())
    change(document)
    return json.dumps(document)


CHANGES: dict[str, tuple[Change, str]] = {
    "bad origin": (lambda d: d.update(origin="có dấu"), "bad-origin"),
    "other name": (lambda d: d.update(origin="log.example/khac"), "other-name"),
    "low order": (lambda d: d["witnesses"].append(f"a+00000000+BAEA{'A' * 41}="), "bad-key"),
    "half a key": (lambda d: d["witnesses"].append(WITNESSES[0].public.text[:-9]), "bad-key"),
    "key twice": (lambda d: d["witnesses"].append(d["witnesses"][0]), "key-twice"),
    "log as witness": (lambda d: d["witnesses"].append(NEXT.public.text), "wrong-kind"),
    "witness as log": (
        lambda d: d["keys"].append({"from": 9, "key": d["witnesses"].pop()}),
        "wrong-kind",
    ),
    "descending": (
        lambda d: d["keys"].append({"from": 0, "key": NEXT.public.text}),
        "not-ascending",
    ),
    "too many asked": (lambda d: d.update(quorum=4), "quorum-too-high"),
    "quoted number": (lambda d: d.update(quorum="2"), "not-json"),
    "huge size": (lambda d: d["keys"][0].update({"from": 10**15}), "not-whole"),
    "origin is a list": (lambda d: d.update(origin=["a"]), "not-words"),
    "below zero": (lambda d: d.update(quorum=-1), "out-of-bounds"),
    "no keys": (lambda d: d.update(keys=[]), "wrong-value"),
    "digest too short": (lambda d: d.update(stamps=["00"]), "bad-stamp"),
    "digest in capitals": (lambda d: d.update(stamps=["AB" * 32]), "bad-stamp"),
    "digest twice": (lambda d: d.update(stamps=["ab" * 32] * 2), "bad-stamp"),
    "a digest alone": (lambda d: d.update(stamps="ab" * 32), "wrong-kind"),
    "too many authorities": (
        lambda d: d.update(stamps=[f"{at:064x}" for at in range(17)]),
        "wrong-value",
    ),
    "unknown key": (lambda d: d.update(trust="all"), "unknown-key"),
    "missing": (lambda d: d.pop("quorum"), "missing-key"),
    "other kind": (lambda d: d.update(kind="tdkt-trust/v2"), "not-one-of"),
}


@pytest.mark.parametrize(("change", "code"), CHANGES.values(), ids=CHANGES)
def test_a_mistake_is_told_with_its_place_and_both_readers_refuse(
    change: Change, code: str
) -> None:
    text = changed(change)

    with pytest.raises(PolicyFileError) as refused:
        read_policy(text, file="trust.json")
    with pytest.raises(verifier.No):
        verifier.policy_of(text.encode())

    assert code in {one.code for one in refused.value.mistakes}
    assert all(one.place.file == "trust.json" for one in refused.value.mistakes)


def test_all_mistakes_are_told_at_once() -> None:
    text = changed(lambda d: d.update(origin="a b", quorum=4, witnesses=["x", "y"]))

    with pytest.raises(PolicyFileError) as refused:
        read_policy(text, file="trust.json")

    assert len(refused.value.mistakes) == 5


@pytest.mark.parametrize(
    "text",
    [
        "kind: tdkt-trust/v1",
        policy_text().replace('"quorum": 2', '"quorum": 2, "quorum": 1'),
        policy_text() + "x",
        "",
        "[]",
        "[" * 100_000,
    ],
)
def test_what_is_no_json_or_says_a_thing_twice_is_refused_by_both(text: str) -> None:
    with pytest.raises(PolicyFileError):
        read_policy(text, file="trust.json")
    with pytest.raises(verifier.No):
        verifier.policy_of(text.encode())


@pytest.mark.parametrize("quorum", [0, 1, 2, 3])
@pytest.mark.parametrize("witnesses", [0, 1, 2, 3])
def test_k_of_n_witnesses_are_enough_and_fewer_are_not(quorum: int, witnesses: int) -> None:
    answer = a_policy(quorum=quorum).trusted(a_checkpoint(CHECKPOINT, witnesses=witnesses))

    assert isinstance(answer, Trusted) == (witnesses >= quorum)


def test_one_witness_counts_once_however_often_it_signs() -> None:
    content = a_checkpoint(CHECKPOINT, witnesses=1)
    line = content.splitlines(keepends=True)[-1]

    answer = a_policy().trusted(content + line)

    assert isinstance(answer, Refused)
    assert answer.code == "too-few"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        a_checkpoint(CHECKPOINT, secret=STRANGER),
        without_signatures_of(a_checkpoint(CHECKPOINT), ORIGIN),
        a_checkpoint(CHECKPOINT).replace(b"\n5\n", b"\n6\n"),
    ],
)
def test_without_the_signature_of_the_log_witnesses_do_not_help(content: bytes) -> None:
    answer = a_policy().trusted(content)

    assert isinstance(answer, Refused)
    assert answer.code == "untrusted"


def test_the_file_that_is_documented_is_read_by_both() -> None:
    text = policy_text()

    assert read_policy(text, file="trust.json").keys.at(0) == LOG.public
    assert verifier.policy_of(text.encode())["origin"] == ORIGIN


def test_a_file_that_names_authorities_is_read_by_both_and_an_older_one_names_none() -> None:
    text = policy_text(stamps=["ab" * 32])

    assert read_policy(text, file="trust.json").stamps == {"ab" * 32}
    assert verifier.policy_of(text.encode())["stamps"] == ["ab" * 32]
    assert read_policy(policy_text(), file="trust.json").stamps == frozenset()
