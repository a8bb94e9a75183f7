"""A drawing out of a recorded log: its protocol is drawn again, and what was changed is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import orjson
import pytest

from dossiers.errors import HistoryError
from dossiers.findings import FindingsFileError, shipped_bytes
from dossiers.findings.sampling import (
    Asked,
    Protocol,
    SampleError,
    Way,
    differences,
    read_protocol,
    sample,
)
from dossiers.use_cases.signing import NewCheckpoint, sign_log
from ledger.proving import SecretKey
from tests.dossiers.office import Office, an_office
from tests.dossiers.tampering import tampered

ASKED = Asked("lottery 21/11", 8, "random", {})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with an_office(tmp_path) as one:
        for n in range(8):
            one.propose(f"D-{n}")
        one.approved("D-8")
        one.act("notify", "unit_clerk", on=date(2025, 1, 20), number="D-8", details={"paper": "1"})
        signed(one, tmp_path)
        yield one


def signed(office: Office, folder: Path) -> bytes:
    """The checkpoint of the log as it stands."""
    answer = sign_log(office.store, SecretKey(office.store.log, bytes(32)), folder / "log.state")
    assert isinstance(answer, NewCheckpoint)
    return answer.note


def drawn_by(office: Office, asked: Asked = ASKED, note: bytes | None = None) -> Protocol:
    return sample(office.store, asked, shipped_bytes(), file="findings.yaml", note=note)


def told(office: Office, content: bytes) -> str:
    return " ".join(one.en for one in differences(office.store, content, file="protocol.json"))


@pytest.mark.parametrize("by", ["random", "risk"])
def test_the_same_question_gives_the_same_protocol_to_the_byte(office: Office, by: Way) -> None:
    asked = replace(ASKED, by=by)

    one, other = drawn_by(office, asked), drawn_by(office, asked)

    assert one.body() == other.body()
    assert read_protocol(one.body(), file="protocol.json") == one
    assert told(office, one.body()) == ""


@pytest.mark.parametrize("by", ["random", "risk"])
def test_a_log_that_grew_is_drawn_again_as_it_stood(
    office: Office, tmp_path: Path, by: Way
) -> None:
    before = drawn_by(office, replace(ASKED, by=by)).body()
    office.propose("D-9")
    office.act("withdraw", "unit_clerk", on=date(2024, 12, 3), number="D-1", reason="rút")
    signed(office, tmp_path)

    assert told(office, before) == ""
    assert drawn_by(office, replace(ASKED, by=by)).population.count == 10


def test_another_seed_draws_others(office: Office) -> None:
    found = {drawn_by(office, replace(ASKED, seed=str(n))).drawn for n in range(5)}

    assert len(found) > 1


def test_another_checkpoint_draws_others_by_the_same_seed(office: Office, tmp_path: Path) -> None:
    found = {tuple(one.number for one in drawn_by(office).drawn)}
    for n in range(4):
        office.propose(f"E-{n}")
        note = signed(office, tmp_path)
        found.add(tuple(one.number for one in drawn_by(office, note=note).drawn))

    assert len(found) > 1


def test_by_risk_a_dossier_weighs_what_its_findings_weigh(office: Office) -> None:
    found = drawn_by(office, replace(ASKED, by="risk", count=9))

    weights = {one.number: one.weight for one in found.drawn}
    assert weights == {**dict.fromkeys(weights, 1), "D-8": 5}
    assert found.settings is not None


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ({"award": "CSTDCS"}, 9),
        ({"award": "BK_TINH"}, 0),
        ({"unit": "so-cong-thuong", "year": "2024"}, 9),
        ({"state": "draft"}, 8),
        ({"state": "notified"}, 1),
        ({"year": "2023"}, 0),
    ],
)
def test_a_population_is_chosen_by_award_unit_state_and_year(
    office: Office, where: dict[str, str], count: int
) -> None:
    asked = Asked("7", 1, "random", where)  # type: ignore[arg-type]  # the keys are known ones
    if count:
        assert drawn_by(office, asked).population.count == count
        return
    with pytest.raises(SampleError, match="Only 0 dossiers"):
        drawn_by(office, asked)


def test_more_than_there_are_cannot_be_drawn(office: Office) -> None:
    with pytest.raises(SampleError, match="Only 9 dossiers"):
        drawn_by(office, replace(ASKED, count=10))


def test_nothing_is_drawn_out_of_a_log_that_nobody_signed(tmp_path: Path) -> None:
    with an_office(tmp_path) as office:
        office.propose()
        with pytest.raises(HistoryError, match="checkpoint"):
            drawn_by(office)


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("seed", "another", "Drawing again gives"),
        ("count", 2, "Drawing again gives"),
        ("root", "0" * 64, "The root of the first"),
        ("log", "1" * 32, "is about the log"),
        ("size", 10**6, "speaks of 1000000 events"),
        ("method", "sha256-order/2", "names the method"),
        ("where", {"state": "draft"}, "a population of 8"),
        ("count", 50, "Only 9 dossiers"),
    ],
)
def test_a_changed_protocol_is_noticed(office: Office, key: str, value: object, what: str) -> None:
    fields = orjson.loads(drawn_by(office).body())

    assert what in told(office, orjson.dumps({**fields, key: value}))


def test_an_exchanged_dossier_is_noticed(office: Office) -> None:
    fields = orjson.loads(drawn_by(office).body())
    drawn = fields["drawn"]

    assert "Drawing again" in told(office, orjson.dumps({**fields, "drawn": drawn[1:]}))
    assert "Drawing again" in told(office, orjson.dumps({**fields, "drawn": drawn[::-1]}))


def test_lighter_thresholds_put_in_later_are_noticed(office: Office) -> None:
    fields = orjson.loads(drawn_by(office, replace(ASKED, by="risk", count=9)).body())
    lighter = fields["settings"].replace("late_step: 4", "late_step: 1")

    assert "Drawing again" in told(office, orjson.dumps({**fields, "settings": lighter}))


def test_the_same_content_in_another_form_is_told(office: Office) -> None:
    fields = orjson.loads(drawn_by(office).body())

    assert "not in the form" in told(office, orjson.dumps(fields, option=orjson.OPT_INDENT_2))


def test_a_rewritten_history_is_noticed(office: Office) -> None:
    before = drawn_by(office).body()
    tampered(office.store.place, "UPDATE log_leaf SET leaf = ? WHERE idx = 0", bytes(32))

    assert "The root of the first" in told(office, before)
    with pytest.raises(HistoryError, match="root"):
        drawn_by(office)


def test_a_mandate_is_no_dossier_that_could_be_drawn(office: Office, tmp_path: Path) -> None:
    first, last = date(2024, 12, 1), date(2024, 12, 31)
    office.mandate("unit_head-1", "deputy-1", first=first, last=last)
    signed(office, tmp_path)

    assert drawn_by(office).population.count == 9


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[1, 2",
        b"kind: audit-sample/v2",
        b"\xff\xfe",
        b'{"kind": "audit-sample/v1", "size": -1}',
        b"a: &x [*x]",
    ],
)
def test_what_is_no_protocol_is_refused(office: Office, content: bytes) -> None:
    with pytest.raises(FindingsFileError):
        differences(office.store, content, file="protocol.json")
