"""Bundles with time stamps, good and forged, beside the corpus of `tests.ledger.forgeries`.

`tests/ledger/stamped/` holds them with the policy under which they are asked and the answers;
`python -m tests.ledger.stampings` writes them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from ledger import event_bytes, read_event
from ledger.archive import unpack
from ledger.authority import Authority
from ledger.bundle import Bundle, Stamped, write_bundle
from ledger.inquiry import answers
from ledger.rotation import rotation_note
from tests.ledger.cases import Case, resealed
from tests.ledger.logs import (
    BEGAN,
    CLOCK,
    LOG,
    NEXT,
    ORIGIN,
    Log,
    a_bundle,
    a_checkpoint,
    a_log,
    a_policy,
    a_stamp,
    policy_text,
)

FOLDER = Path(__file__).with_name("stamped")
ANSWERS, POLICY = FOLDER / "answers.json", FOLDER / "policy.json"
STRANGE = Authority("strange.example", bytes([22] * 32))
SMALL = a_log(8)
NOON = BEGAN + timedelta(minutes=4)
"""When the first five events of the log were there and the others were not."""

LATER = BEGAN + timedelta(hours=1)
TRUST = policy_text(stamps=[CLOCK.digest])


def with_stamps(log: Log, *stamps: Stamped) -> Bundle:
    """The bundle of a whole log with some stamps."""
    return replace(a_bundle(log), stamps=stamps)


def back_dated(log: Log, days: int) -> Log:
    """The log whose last event says a moment that many days before."""
    last = read_event(log.bodies[-1])
    moved = replace(last, at=last.at - timedelta(days=days))
    return replace(log, bodies=(*log.bodies[:-1], event_bytes(moved)))


def post_dated(log: Log) -> Log:
    """The log whose first dossier's last event says a moment two hours later."""
    last = read_event(log.bodies[-1])
    moved = replace(last, at=last.at + timedelta(hours=2))
    return replace(log, bodies=(*log.bodies[:-1], event_bytes(moved)))


def cases() -> dict[str, Case]:
    """Every case by its name."""
    return dict([*_good(), *_against_events(), *_against_stamps()])


def _good() -> Iterator[tuple[str, Case]]:
    """Bundles in which nothing is wrong."""
    early, late = a_stamp(SMALL, 5, NOON), a_stamp(SMALL, 8, LATER)
    yield "stamped", Case(write_bundle(with_stamps(SMALL, late)))
    yield "stamped-twice", Case(write_bundle(with_stamps(SMALL, early, late)))
    yield "not-stamped", Case(write_bundle(a_bundle(SMALL)))
    one = replace(a_bundle(SMALL, {"d-0"}), stamps=(early, late))
    yield "one-dossier-stamped", Case(write_bundle(one))
    strange = a_stamp(SMALL, 8, LATER, by=STRANGE)
    yield "stamped-by-a-stranger", Case(write_bundle(with_stamps(SMALL, strange)))
    both = with_stamps(SMALL, late, strange)
    yield "stamped-by-a-stranger-too", Case(write_bundle(both))
    rotated = replace(
        with_stamps(SMALL, late),
        rotations=(rotation_note(ORIGIN, 6, LOG, NEXT),),
        checkpoint=a_checkpoint(SMALL.checkpoint, secret=NEXT),
        heads=None,
    )
    yield "stamped-and-another-key", Case(write_bundle(rotated))
    none = a_log(0)
    yield "empty-log-stamped", Case(write_bundle(with_stamps(none, a_stamp(none, 0, BEGAN))))


def _against_events() -> Iterator[tuple[str, Case]]:
    """Events that a stamp is against, in logs that the stolen key signed."""
    forged = back_dated(SMALL, 100)
    yield "back-dated", _case(with_stamps(forged, a_stamp(forged, 5, NOON)))
    yield "post-dated", _case(with_stamps(post_dated(SMALL), a_stamp(post_dated(SMALL), 8, LATER)))
    yield (
        "stamped-too-early",
        _case(with_stamps(SMALL, a_stamp(SMALL, 8, BEGAN - timedelta(hours=1)))),
    )
    early = a_checkpoint(SMALL.checkpoint, time=1_000_000_000)
    yield "not-stamped-and-seen-too-early", _case(replace(a_bundle(SMALL), checkpoint=early))
    yield "stamped-too-late", _case(with_stamps(SMALL, a_stamp(SMALL, 5, LATER)))


def _against_stamps() -> Iterator[tuple[str, Case]]:
    """Stamps that are false, or over something else."""
    good = a_stamp(SMALL, 5, NOON)
    other = a_stamp(a_log(8, 2), 5, NOON)
    yield "stamp-of-another-log", _case(with_stamps(SMALL, replace(other, consistency=())))
    yield "stamp-without-proof", _case(with_stamps(SMALL, replace(good, consistency=())))
    padded = (*good.consistency, bytes(32))
    yield "stamp-with-padded-proof", _case(with_stamps(SMALL, replace(good, consistency=padded)))
    text = good.text.replace(b"\n5\n", b"\n4\n")
    yield "stamp-over-another-size", _case(with_stamps(SMALL, replace(good, text=text)))
    token = good.token.replace(b"20250115", b"20240115")
    yield "stamp-with-another-moment", _case(with_stamps(SMALL, replace(good, token=token)))
    yield "stamp-cut", _case(with_stamps(SMALL, replace(good, token=good.token[:-1])))
    yield "no-stamp-at-all", _case(with_stamps(SMALL, replace(good, token=b"")))
    content = unpack(write_bundle(with_stamps(SMALL, good)))
    for ending in ("bin", "tsr", "txt"):
        left = {name: one for name, one in content.items() if name != f"stamp-001.{ending}"}
        yield f"stamp-without-{ending}", Case(resealed(left), frozenset({"whole"}))
    moved = {name.replace("stamp-001", "stamp-002"): one for name, one in content.items()}
    yield "stamp-numbered-otherwise", Case(resealed(moved), frozenset({"whole"}))


def _case(bundle: Bundle) -> Case:
    """A bundle whose time must be denied."""
    return Case(write_bundle(bundle), frozenset({"time"}))


def main() -> None:
    """Write the corpus again."""
    FOLDER.mkdir(exist_ok=True)
    found = {}
    for name, case in cases().items():
        (FOLDER / f"{name}.zip").write_bytes(case.content)
        found[name] = dict(answers(case.content, policy=a_policy(stamps=[CLOCK.digest])))
    ANSWERS.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    POLICY.write_text(TRUST + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
