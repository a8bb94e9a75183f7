"""The list of what was answered: kept as commands are committed, and read strictly."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.errors import AnswerNotNotedError, AnswersUnwritableError
from dossiers.losses import AnswersFileError, losses
from dossiers.store import GroupStore, Store
from dossiers.store.answered import Answer, AnswerLineError, line_of, read_line
from dossiers.store.engine import writing
from tests.databases import changed
from tests.dossiers.test_store import an_entry

LINE = line_of(Answer("log", "k", "N-1", "d-1", 1, "ab" * 32))


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "answered.jsonl"
    monkeypatch.setenv("TDKT_ANSWERED", str(file))
    return file


@pytest.fixture
def store(database: str, answers: Path) -> Iterator[Store]:
    with Store.open(database) as opened:
        assert opened.answers is not None
        assert opened.answers.file == answers
        yield opened


def lines(file: Path) -> list[bytes]:
    return file.read_bytes().splitlines(keepends=True)


def test_every_answered_command_has_a_line_and_only_those(store: Store, answers: Path) -> None:
    store.record(an_entry())
    store.record(an_entry())
    with pytest.raises(Exception, match="moved"):
        store.record(an_entry(5, key="k-5"))

    noted = [read_line(one) for one in lines(answers)]

    assert [(one.key, one.number, one.n) for one in noted] == [("k-1", "N-d-1", 1)] * 2
    assert noted[0].leaf == store.leaf_at("d-1", 1)
    assert answers.stat().st_mode & 0o077 == 0
    found = losses(store, lines(answers))
    assert (found.answered, found.lost, found.again, found.cut) == (2, (), (), False)


def test_what_is_gone_and_what_was_recorded_again_are_told_apart(
    store: Store, answers: Path
) -> None:
    for at in range(5):
        store.record(an_entry(stream=f"d-{at}", key=f"k-{at}"))
    changed(
        store.place,
        ("DELETE FROM event WHERE stream = 'd-1'", ()),
        ("UPDATE event SET leaf = x'00' WHERE stream IN ('d-2', 'd-3')", ()),
        ("DELETE FROM command WHERE key IN ('k-3', 'k-4')", ()),
    )

    found = losses(store, [*lines(answers), LINE[:20]])

    assert (found.answered, found.cut) == (5, True)
    # In the place of the fourth another command stands; the fifth is there, whatever its key.
    assert [one.key for one in found.lost] == ["k-1", "k-3"]
    assert [one.key for one in found.again] == ["k-2"]


def test_a_command_without_events_is_known_by_its_key(store: Store) -> None:
    store.record(an_entry())
    known, other = (line_of(Answer(store.log, key, "", "", 0, "")) for key in ("k-1", "k-9"))

    found = losses(store, [known, other])

    assert ([one.key for one in found.lost], found.again) == (["k-9"], ())


def test_many_threads_keep_one_list(database: str, answers: Path) -> None:
    with GroupStore.open(database) as group:
        waiting = [group.submit(an_entry(stream=f"d-{at}", key=f"k-{at}")) for at in range(40)]
        assert not any(one.result().repeated for one in waiting)
        assert {read_line(one).key for one in lines(answers)} == {f"k-{at}" for at in range(40)}


def test_a_list_that_cannot_be_written_stops_before_anything_is_recorded(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TDKT_ANSWERED", str(tmp_path / "none" / "answered.jsonl"))

    with pytest.raises(AnswersUnwritableError, match="TDKT_ANSWERED"):
        Store.open(database)


@pytest.mark.parametrize("kind", [Store, GroupStore])
def test_a_command_that_is_recorded_and_not_noted_says_just_that(
    kind: type[Store], database: str, answers: Path
) -> None:
    with kind.open(database) as store:
        answers.unlink()
        answers.mkdir()

        with pytest.raises(AnswerNotNotedError, match="--key k-1") as told:
            store.record(an_entry())

        assert "recorded" in told.value.text.en
        assert len(list(store.events())) == 1
        answers.rmdir()
        assert store.record(an_entry()).repeated is True
        assert [read_line(one).key for one in lines(answers)] == ["k-1"]


def test_what_was_not_committed_is_on_no_list(store: Store, answers: Path) -> None:
    class StoppedError(Exception):
        pass

    entry = an_entry()

    def stopped() -> None:
        with writing(store._engine, store.place) as driver:
            store.written(driver, entry, store.sealed(entry))
            raise StoppedError

    with pytest.raises(StoppedError):
        stopped()

    assert lines(answers) == []


@pytest.mark.parametrize(
    "wrong",
    [
        b"\n",
        b"{}\n",
        LINE[:-1] + b" \n",
        LINE.replace(b'"n":1', b'"n":true'),
        LINE.replace(b'"n":1', b'"n":"1"'),
        LINE.replace(b'"key":"k"', b'"key":"k","key":"l"'),
        b"[" * 4000 + b"\n",
        b"\xff\xfe\n",
        b"x" * 9_000 + b"\n",
    ],
)
def test_a_line_of_anything_else_is_refused_by_its_number(store: Store, wrong: bytes) -> None:
    own = line_of(Answer(store.log, "k", "N-1", "d-1", 1, "ab" * 32))

    with pytest.raises(AnswersFileError, match="line 2"):
        losses(store, [own, wrong, own])


def test_the_list_of_another_log_is_refused(store: Store) -> None:
    with pytest.raises(AnswersFileError, match="another log"):
        losses(store, [LINE])


@given(st.binary(max_size=200))
def test_any_line_is_an_answer_in_its_one_form_or_refused(line: bytes) -> None:
    try:
        found = read_line(line)
    except AnswerLineError:
        return
    assert line_of(found) == line


@given(st.text(max_size=120), st.integers(min_value=0, max_value=2**40))
def test_an_answer_comes_back_as_it_was(key: str, n: int) -> None:
    try:
        line = line_of(Answer("log", key, "N", "d", n, "00"))
    except ValueError:
        return  # what the canonical form has no way to write is refused at the door as well
    assert read_line(line).key == key
    assert line.count(b"\n") == 1


def test_no_list_is_kept_where_none_is_asked_for(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TDKT_ANSWERED", raising=False)
    with Store.open(database) as store:
        assert store.answers is None
        store.record(an_entry())
    assert "TDKT_ANSWERED" not in os.environ
