"""What the program records does not depend on the database, nor on who writes at the same time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from alembic import command
from sqlalchemy import bindparam, select

from dossiers import errors
from dossiers.proofs import checked
from dossiers.replay import replay
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Entry, Recorded, Signed, Store, initialise, schema
from dossiers.store.engine import address, connected, migrating, writing
from dossiers.store.tables import DOSSIER, EVENT, META, PENDING, Statement
from dossiers.use_cases import Acting, Done, perform
from dossiers.verification import verify
from ledger import Event, digest, read_event
from ledger.proving import Checkpoint, SecretKey, checkpoint_text, note_bytes, signed
from tests.databases import Shared, changed, on_postgresql, rows
from tests.dossiers.building import NUMBER, a_key, a_nomination, acting, done, proposed
from tests.dossiers.test_store import an_entry

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = SecretKey("log", bytes(range(32)))
SHEET = {"members": 15, "approvals": 13}
COMPLAINT = {"kind": "complaint", "opened_on": "2024-12-12", "body": "Thanh tra"}
NAMED = DOSSIER.c.number == bindparam("number")
HOLD = Statement.of(select(DOSSIER.c.id).where(NAMED).with_for_update())
DECIDED = date(2024, 12, 12)


@pytest.fixture(scope="module")
def seasons(shared: Shared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The shipped season on both databases."""
    file = f"sqlite:///{tmp_path_factory.mktemp('both') / 'season.sqlite'}"
    initialise(file)
    with on_postgresql(shared) as url:
        for one in (file, url):
            with Store.open(one) as store:
                assert play(read_season(shipped_season()), store).surprises == ()
        yield file, url


def told(store: Store, event: Event) -> tuple[object, ...]:
    """What an event says, but for names that hang on the origin of the log, and for salts."""
    judged = event.judged
    facts, outcome = (
        None if name is None else digest(store.document(name))
        for name in (judged.facts, judged.outcome)
    )
    return (
        *(event.n, event.type, event.source, event.target, event.at, event.on),
        *(event.actor.id, event.actor.role, judged.definition, judged.rules),
        *(facts, judged.evaluator, judged.verdict, outcome),
    )


def history(url: str) -> dict[str, list[tuple[object, ...]]]:
    with Store.open(url) as store:
        assert verify(store).problems == ()
        return {
            one.number: [told(store, read_event(event.body)) for event in store.events(one.stream)]
            for one in replay(store)
            if one.equal
        }


def test_a_season_gives_the_same_states_verdicts_and_outcomes_on_both(
    seasons: tuple[str, str],
) -> None:
    in_file, on_server = (history(one) for one in seasons)

    assert in_file == on_server
    assert len(in_file) > 30
    assert sum(one[-1] is not None for events in in_file.values() for one in events) > 150


def test_deciding_again_differs_nowhere_on_either_database_with_either_hash_seed(
    seasons: tuple[str, str],
) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "cli", "audit", "replay", "--json", "--database", one],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for one in seasons
        for seed in ("1", "4242")
    ]
    answers = [json.loads(one.communicate()[0]) for one in running]

    assert [one.returncode for one in running] == [0, 0, 0, 0]
    again = [[(one["number"], one["redecided"]) for one in answer] for answer in answers]
    assert again[0] == again[1] == again[2] == again[3]
    decided = [one["redecided"] for one in answers[0]]
    assert {(one["differs"], one["unknown"]) for one in decided} == {(None, None)}
    assert sum(one["same"] for one in decided) > 150


class Together(Store):
    """A store that lets commands write only when all of them have decided."""

    gate: Barrier

    def record(self, entry: Entry) -> Recorded:
        self.gate.wait(20)
        return super().record(entry)


def at_once(url: str, commands: list[Acting]) -> list[Done | errors.DossierError]:
    """Carry commands out that all have read the same state before any writes."""
    gate = Barrier(len(commands))

    def carried_out(command: Acting) -> Done | errors.DossierError:
        with Together.open(url) as own:
            own.gate = gate
            try:
                return perform(own, command)
            except errors.DossierError as refused:
                return refused

    with ThreadPoolExecutor(len(commands)) as pool:
        return list(pool.map(carried_out, commands))


def test_of_two_approvers_and_an_objection_at_once_one_wins_and_the_others_read_why(
    database: str,
) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")
        done(store, "record_vote", "council_secretary", details=SHEET, on=date(2024, 12, 9))
        done(store, "advance", "unit_head", by="head-0", on=date(2024, 12, 10))
        commands = [
            acting("approve", "unit_head", by="head-1", on=DECIDED),
            acting("approve", "unit_head", by="head-2", on=DECIDED),
            acting("suspend", "council_secretary", details=COMPLAINT, reason="có đơn", on=DECIDED),
        ]

        ended = at_once(database, commands)

        won = [one for one in ended if isinstance(one, Done)]
        lost = [one for one in ended if isinstance(one, errors.DossierError)]
        assert (len(won), [type(one) for one in lost]) == (1, [errors.StaleDossierError] * 2)
        assert all("Somebody else has just moved dossier" in one.text.en for one in lost)
        assert [one.equal for one in replay(store)] == [True]
        if won[0].act == "approve":
            for command, found in zip(commands, ended, strict=True):
                if found not in won:
                    assert _reasons(store, command)


def _reasons(store: Store, command: Acting) -> list[str]:
    """What keeps somebody from an act who looked again and tries with a new key."""
    with pytest.raises(errors.TransitionRefusedError) as refused:
        perform(store, replace(command, key=a_key()))
    return [one.id for one in refused.value.refusal.blockers]


def test_the_same_command_sent_by_eight_at_once_is_carried_out_once(database: str) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        command = acting("submit", "unit_clerk")

        ended = at_once(database, [command] * 8)

        assert all(isinstance(one, Done) for one in ended), ended
        assert (
            sorted(one.repeated for one in ended if isinstance(one, Done)) == [False] + [True] * 7
        )
        assert len(list(store.events())) == 2


def test_numbers_are_sorted_by_their_bytes(database: str) -> None:
    numbers = ["a-1", "B-1", "Đ-1", "D-10", "D-2", "d-1", "_-1"]
    with Store.open(database) as store:
        for number in numbers:
            proposed(store, a_nomination(), number=number)

        assert list(store.numbers()) == sorted(numbers)


def test_an_entry_on_one_dossier_waits_for_nobody_on_another(on_server: str) -> None:
    """No lock over the whole log lies on the way of an act."""
    with Store.open(on_server) as one, Store.open(on_server) as other:
        proposed(one, a_nomination(), number="D-1")
        proposed(one, a_nomination(), number="D-2")
        with writing(one._engine, one.place) as driver:
            driver.execute(HOLD, {"number": "D-1"})
            assert done(other, "submit", "unit_clerk", number="D-2").target == "council_review"


def test_what_is_recorded_is_numbered_alike(database: str) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")

        assert store.numbered.number() == 2
        assert store.numbered.missing_guards() == ()
        assert store.numbered.inverted() == ()
        assert [one.n for one in store.numbered.events()] == [1, 2]
        assert NUMBER in store.numbers()


@pytest.mark.parametrize("revision", ["0001", "0003", "0004"])
def test_what_an_older_release_left_is_upgraded_in_one_step_on_both(
    revision: str, empty: str, tmp_path: Path
) -> None:
    """The events of before wait for their numbers in the order of recording."""
    for url in (empty, f"sqlite:///{tmp_path / 'old.sqlite'}"):
        engine = connected(address(url), guarded=False)
        with migrating(engine, url) as connection:
            command.upgrade(schema._settings(connection), revision)
            connection.execute(META.insert(), {"name": "log", "value": "log"})
            for at in range(3):
                (event,) = an_entry(stream=f"d-{at}", key=f"k-{at}").events
                values = {name: getattr(event, name) for name in ("stream", "n", "at", "body")}
                connection.execute(EVENT.insert(), {**values, "leaf": event.leaf})
            if revision == "0004":  # the outbox was filled by a trigger from then on
                connection.execute(PENDING.delete())
                connection.execute(PENDING.insert(), [{"seq": at} for at in (1, 2, 3)])
        engine.dispose()

        assert (initialise(url), initialise(url)) == (True, False)

        with Store.open(url) as store:
            assert store.numbered.number() == 3
            assert [one.stream for one in store.numbered.events()] == ["d-0", "d-1", "d-2"]
            assert checked(store).findings == ()
            missing = set(store.numbered.missing_guards())
            assert missing <= {"rights_of_admin"}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("event", "body"),
        ("event", "leaf"),
        ("log_leaf", "leaf"),
        ("checkpoint", "root"),
        ("checkpoint", "note"),
    ],
)
def test_one_flipped_byte_is_noticed_on_both(database: str, table: str, column: str) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")
        store.numbered.number()
        root = store.numbered.root(2)
        note = checkpoint_text(Checkpoint(store.log, 2, root))
        store.numbered.keep(Signed(2, root, note_bytes(signed(note, [SECRET]))))
        assert checked(store).findings == ()
        ((whole,), *_) = rows(store.place, f"SELECT {column} FROM {table} ORDER BY 1")  # noqa: S608
        assert isinstance(whole, bytes)
        flipped = whole[:-1] + bytes([whole[-1] ^ 1])

        update = f"UPDATE {table} SET {column} = ? WHERE {column} = ?"  # noqa: S608 -- ours
        assert changed(store.place, (update, (flipped, whole))) == [1]

        found = checked(store).findings or verify(store).problems
        assert found
