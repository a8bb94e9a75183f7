"""What is kept of rows: as long as they do not change, so many of them, and for so long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.store import Beside, Memory
from dossiers.store.memory import MOST_BESIDE


class Clock:
    """Seconds that pass when they are told to."""

    now = 0.0

    def __call__(self) -> float:
        """The seconds so far."""
        return self.now


def opened(memory: Memory, subject: str, stored: str) -> bytes | None:
    return memory.opened(subject, stored.encode(), f"{subject}: {stored}".encode)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("123")), max_size=40),
    st.integers(0, 3),
)
def test_a_row_says_what_is_stored_and_what_is_beside_it_is_made_of_that(
    asked: list[tuple[str, str]], most: int
) -> None:
    memory = Memory(most)
    for subject, stored in asked:
        body = opened(memory, subject, stored)

        assert body == f"{subject}: {stored}".encode()
        assert memory.of(body).kept("made", lambda body=body: body) == body  # type: ignore[misc]  # bound
        assert len(memory) <= most


def test_another_row_of_a_subject_takes_the_place_of_the_one_before() -> None:
    memory = Memory()
    first = opened(memory, "d1", "1")
    assert first is not None
    memory.of(first).kept("line", lambda: "a name")

    opened(memory, "d1", "2")

    assert len(memory) == 1
    assert memory.of(first).kept("line", lambda: "made anew") == "made anew"
    assert "a name" not in repr(vars(memory))


def test_a_row_is_opened_again_after_its_time_and_goes_when_nobody_asks() -> None:
    clock, made = Clock(), []
    memory = Memory(lasting=60, clock=clock)
    for second in (0, 59, 60, 61):
        clock.now = second
        memory.opened("d1", b"1", lambda: made.append(clock.now) or b"body")  # type: ignore[func-returns-value]
    assert made == [0, 60]

    clock.now = 119
    memory.sweep()
    assert len(memory) == 1
    clock.now = 120
    assert memory.of(b"body").kept("x", lambda: 1) == 1
    memory.sweep()
    assert len(memory) == 0


def test_the_row_that_was_entered_first_goes_first() -> None:
    memory = Memory(most=2)
    for subject in "abc":
        opened(memory, subject, "1")

    assert [memory.of(f"{one}: 1".encode()).kept("x", lambda: 1) for one in "abc"] == [1, 1, 1]
    assert [memory.of(f"{one}: 1".encode()).kept("x", lambda: 2) for one in "abc"] == [2, 1, 1]


def test_what_cannot_be_opened_or_made_is_not_kept() -> None:
    memory, beside = Memory(), Beside()

    assert memory.opened("d1", b"1", lambda: None) is None
    assert len(memory) == 0
    with pytest.raises(ZeroDivisionError):
        beside.kept("x", lambda: 1 // 0)
    assert beside.kept("x", lambda: 5) == 5


def test_what_is_forgotten_is_gone() -> None:
    memory = Memory()
    body = opened(memory, "d1", "1")
    assert body is not None
    memory.of(body).kept("x", lambda: 1)

    memory.forget(["d1", "d2"])

    assert memory.of(body).kept("x", lambda: 2) == 2


def test_values_beside_one_thing_are_bounded() -> None:
    beside = Beside()
    for key in range(10 * MOST_BESIDE):
        beside.kept(key, lambda: None)

    assert len(beside._kept) <= MOST_BESIDE
