"""States replayed by the table follow every history of the season, and notice what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

import workflow
from bench.longlog import long_log
from dossiers.states import replay_states
from dossiers.store import Store
from dossiers.store.forging import copied
from tests.dossiers.tampering import tampered
from workflow.running.table import table_of

SHIPPED = [
    workflow.read(workflow.shipped(name), file=f"{name}.yaml") for name in workflow.shipped_names()
]


@pytest.mark.parametrize("definition", SHIPPED, ids=workflow.shipped_names())
def test_table_and_step_agree_on_every_state_and_act(definition: workflow.Definition) -> None:
    table = table_of(definition)
    senders = (None, *definition.states)

    for state in definition.states:
        for act in definition.act_names:
            landings = {
                landed
                for (home, name, _, _), landed in table.landings.items()
                if (home, name) == (state, act)
            }
            assert table.after(state, act) == (frozenset(to for to, _ in landings) or None)
            for sender in senders:
                ways = {
                    landed
                    for (home, name, _, said), landed in table.landings.items()
                    if (home, name, said) == (state, act, sender)
                }
                spot = table.spots.get((state, sender), {})
                led = {key: one for key, one in spot.items() if key[0] == act}
                assert set(led) == {(act, state, to) for to, _ in ways}
                assert all(led[act, state, to] is table.spots[to, kept] for to, kept in ways)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    target = tmp_path / "a.sqlite"
    copied(long_log(600), target)
    return target


def told(file: Path) -> list[str]:
    with Store.open(f"sqlite:///{file}") as store:
        return [one.text.en for one in replay_states(store).astray]


def test_lawful_states_are_followed_to_the_state_in_the_table(file: Path) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        found = replay_states(store)

    assert (found.events, found.streams, found.aside, found.astray) == (600, 30, 0, ())


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            """UPDATE event SET body = CAST(replace(body, '"to":"returned"', '"to":"approved"')
               AS BLOB) WHERE n = 3 AND seq < 70""",
            "the workflow does not lead from 'council_review' to 'approved'",
        ),
        ("DELETE FROM event WHERE seq = 40", "the workflow does not lead"),
        ("UPDATE event SET body = x'00' WHERE seq = 40", "a document of the event is lost"),
        ("DELETE FROM dossier WHERE rowid = 1", "the table no longer has this dossier"),
        ("UPDATE dossier SET state = 'awarded' WHERE rowid = 1", "the table says 'awarded'"),
        ("UPDATE dossier SET id = 'x' WHERE rowid = 1", "in the table, but no event"),
        ("DELETE FROM document WHERE rowid = 1", "a document of the event is lost"),
    ],
)
def test_states_that_do_not_follow_are_told(file: Path, statement: str, words: str) -> None:
    tampered(file, statement)

    found = told(file)

    assert found
    assert any(one.startswith(words) for one in found), found
