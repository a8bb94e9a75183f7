"""Which commands look at the past, how a moment is typed, and the band that says so."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime

import click
import pytest
from pydantic import BaseModel

from dossiers.evidence_words import evidence_name
from dossiers.model import Evidence
from dossiers.store import Store
from dossiers.use_cases import dossier_of, proposing
from ledger import Judgement
from terminal.lazy import LazyGroup
from terminal.looking_back import When
from terminal.options import MOMENT
from terminal.running import root
from tests.dossiers.building import NUMBER, a_nomination, done, proposed
from tests.dossiers.mandating import mandated, withdrawn
from tests.terminal.conftest import Run
from tests.terminal.speaking import help_pages_in_vietnamese

BOTH = frozenset({"at", "as_of"})
WRITES = "it writes, and what is written is written now"
FILES = "it answers from files; a database is only asked whether a later publication exists"
LOGS = "a log has the moment of every event, and is cut by whoever reads it"
BYTES = "it is about the bytes as they lie there now"
EXCEPTIONS = {
    "init": WRITES,
    "dossier propose": WRITES,
    "dossier import": WRITES,
    "dossier act": WRITES,
    "dossier tick": WRITES,
    "mandate grant": WRITES,
    "mandate withdraw": WRITES,
    "user add": WRITES,
    "user role": WRITES,
    "user disable": WRITES,
    "user enable": WRITES,
    "user password": WRITES,
    "user sessions": "what lets people in is recorded nowhere but as it stands now",
    "user token": "what lets people in is recorded nowhere but as it stands now",
    "rules propose": WRITES,
    "rules publish": WRITES,
    "workflow migrate": WRITES,
    "audit rebuild": WRITES,
    "audit checkpoint": WRITES,
    "audit keygen": WRITES,
    "audit witness": WRITES,
    "rules test": FILES,
    "rules pin": FILES,
    "rules show": FILES,
    "rules impact": "a what-if of rules nobody has published; --from names the day they judge from",
    "workflow calendar": "a what-if of a file nobody ships; only running terms can be moved by it",
    "workflow coverage": "it asks which ways nobody has ever walked, of a definition",
    "worker": WRITES,
    "desk": "its pages have ?at= and ?as_of= of their own",
    "db upgrade": WRITES,
    "db restore": WRITES,
    "db backup": BYTES,
    "db check": BYTES,
    "db lost": BYTES,
    "db status": BYTES,
    "audit verify": BYTES,
    "audit attack": BYTES,
    "audit export": "a bundle stands under a checkpoint, which is its moment",
    "audit receipt": "a receipt stands under a checkpoint, which is its moment",
    "audit replay": "it has --at; a replay judges nothing, and its --on is a what-if",
    "audit stamp": WRITES,
    "audit rotate": WRITES,
    "audit erase": WRITES,
    "audit findings": "it asks about all that was recorded; --since narrows it",
    "audit sample": "a drawing stands under a checkpoint, which is its moment",
    "audit columns": BYTES,
    "audit xes": LOGS,
    "audit ocel": LOGS,
    "audit prov": LOGS,
    "audit diff": "it compares two moments, --from and --to",
}
"""Commands that open a database and do not take both options, each with the reason."""


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command by its whole name."""
    assert isinstance(group, LazyGroup)
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} ")
        else:
            yield f"{before}{name}", command


def options(command: click.Command) -> set[str]:
    return {one.name for one in command.params if one.name is not None}


def test_every_command_that_reads_the_record_looks_back_or_says_why_not() -> None:
    with help_pages_in_vietnamese():
        asked = {
            name: options(command) & BOTH == BOTH
            for name, command in commands(root)
            if "database" in options(command)
        }

    assert {name for name, looks in asked.items() if not looks} == set(EXCEPTIONS)


def test_a_part_of_a_moment_is_taken_by_nobody_without_a_reason() -> None:
    with help_pages_in_vietnamese():
        half = {name for name, one in commands(root) if len(options(one) & BOTH) == 1}

    assert half == set()


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2025-03-12T16:00", "2025-03-12T09:00:00"),
        ("2025-03-12 16:00", "2025-03-12T09:00:00"),
        ("12/03/2025 16:00", "2025-03-12T09:00:00"),
        ("12/03/2025 16:00:30", "2025-03-12T09:00:30"),
        ("2025-03-12T16:00Z", "2025-03-12T16:00:00"),
        ("2025-03-12T16:00+07:00", "2025-03-12T09:00:00"),
        ("12/03/2025", "2025-03-12T16:59:59.999999"),
    ],
)
def test_a_moment_without_a_zone_is_that_of_vietnam(typed: str, utc: str) -> None:
    assert MOMENT.convert(typed, None, None) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["yesterday", "2025-13-01", "31/02/2025 10:00", "25:00", "", "0001-01-01T00:00+14:00"]
)
def test_what_is_no_moment_is_refused_with_how_to_write_one(run: Run, typed: str) -> None:
    ended = run("dossier", "list", "--at", typed)

    assert (ended.code, ended.out) == (2, "")
    assert "'12/03/2025 08:30'" in ended.err


def test_a_moment_that_has_not_come_is_refused(run: Run) -> None:
    ended = run("dossier", "list", "--at", "2999-01-01")

    assert ended.code == 2
    assert "chưa đến" in ended.err


def test_two_business_days_are_refused(run: Run) -> None:
    ended = run("dossier", "show", NUMBER, "--as-of", "2024-12-02", "--on", "2024-12-03")

    assert ended.code == 2
    assert "--as-of và --on" in ended.err


def test_a_picture_of_the_past_needs_a_dossier(run: Run) -> None:
    ended = run("workflow", "draw", "provincial-award", "--at", "2024-12-02")

    assert ended.code == 2
    assert "--dossier" in ended.err


@pytest.mark.parametrize("form", ["svg", "mermaid", "dot"])
def test_a_picture_of_the_past_says_so_in_its_first_line(run: Run, form: str) -> None:
    ended = run(
        "workflow", "draw", "--dossier", NUMBER, "--as", form, "--at", "2024-12-02", "--lang", "vi"
    )

    first, _, rest = ended.out.partition("\n")
    assert "ĐANG XEM QUÁ KHỨ" in first
    live = run("workflow", "draw", "--dossier", NUMBER, "--as", form, "--on", "2024-12-02")
    assert rest == live.out


def test_the_band_is_the_first_line_and_the_head_of_the_data(run: Run) -> None:
    told = run("dossier", "show", NUMBER, "--at", "2024-12-02")
    data = json.loads(run("dossier", "show", NUMBER, "--at", "2024-12-02", "--json").out)

    assert told.out.startswith(
        "ĐANG XEM QUÁ KHỨ: những gì đã ghi sổ đến 23:59:59 02/12/2024 (giờ Việt Nam), xét theo "
        "ngày 02/12/2024.\nD-1  CSTDCS  2024\n"
    )
    assert (data["past"], data["at"], data["as_of"]) == (
        True,
        "2024-12-02T23:59:59.999999+07:00",
        "2024-12-02",
    )
    assert data["answer"] == json.loads(
        run("dossier", "show", NUMBER, "--on", "2024-12-02", "--json").out
    )


def test_the_band_names_a_day_only_where_something_is_judged_by_it(run: Run) -> None:
    listed, data = (
        run("dossier", "list", "--at", "2024-12-02", *words).out for words in ((), ("--json",))
    )

    assert listed.splitlines()[0] == (
        "ĐANG XEM QUÁ KHỨ: những gì đã ghi sổ đến 23:59:59 02/12/2024 (giờ Việt Nam)."
    )
    assert json.loads(data)["as_of"] is None


def test_a_dossier_that_was_not_there_yet_is_not_found_and_says_since_when(run: Run) -> None:
    ended = run("dossier", "show", NUMBER, "--at", "2024-11-19")

    assert (ended.code, ended.out) == (4, "")
    assert "Lúc đó chưa có hồ sơ 'D-1': hồ sơ được lập ngày 20/11/2024, ghi sổ lúc 08:" in ended.err
    assert run("dossier", "list", "--at", "2024-11-19").out.count("\n") == 2


def test_a_dossier_that_nobody_ever_proposed_is_not_found_as_always(run: Run) -> None:
    ended = run("dossier", "show", "D-2", "--at", "2024-12-19")

    assert ended.code == 4
    assert "Không có hồ sơ nào mang số 'D-2'. Có phải 'D-1'?" in ended.err


def test_what_cannot_be_told_is_the_answer_no_and_shows_no_verdict(
    run: Run, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Earlier releases did not name the rules in a proposal.
    monkeypatch.setattr(proposing, "Judgement", lambda definition, **_: Judgement(definition))
    with Store.open(url) as store:
        proposed(store, a_nomination("CO_TINH"), number="D-2")

    ended = run("dossier", "show", "D-2", "--at", "2024-11-20")

    assert (ended.code, ended.out) == (1, "")
    assert "Không biết được: đến lúc đó chưa có sự kiện nào ghi bộ quy tắc CO_TINH" in ended.err
    assert run("dossier", "list", "--at", "2024-11-20").code == 0


def test_as_of_alone_shows_what_had_happened_by_that_day(run: Run) -> None:
    ended = run("dossier", "timeline", NUMBER, "--as-of", "2024-11-30")

    band, *lines = ended.out.splitlines()
    assert band.startswith("ĐANG XEM NGÀY 30/11/2024:")
    assert [line[:3] for line in lines] == ["  1"]
    data = json.loads(run("dossier", "timeline", NUMBER, "--as-of", "2024-11-30", "--json").out)
    assert (data["past"], data["at"], len(data["answer"])) == (False, None, 1)


def test_mandates_are_those_recorded_by_then_that_hold_on_the_day(run: Run, url: str) -> None:
    with Store.open(url) as store:
        mandated(store, "head-1", "deputy-1", on=date(2024, 12, 1))
        withdrawn(store, "UQ-0001", on=date(2024, 12, 10))

    def numbers(*words: str) -> list[tuple[str, str]]:
        data = json.loads(run("mandate", "list", "--json", *words).out)
        return [(one["number"], one["state"]) for one in data["answer"]]

    assert numbers("--at", "2024-11-30") == []
    assert [state for _, state in numbers("--at", "2024-12-05")] != [
        state for _, state in numbers("--at", "2024-12-11")
    ]
    assert len(numbers("--at", "2024-12-05", "--as-of", "2024-12-11")) == 1
    assert len(numbers("--at", "2024-12-11", "--as-of", "2024-12-11")) == 0
    assert len(numbers("--as-of", "2024-12-09")) == 1
    assert len(numbers("--as-of", "2025-01-01")) == 0


def test_the_day_to_judge_by_is_typed_or_that_of_the_moment() -> None:
    late = datetime(2025, 3, 12, 20, tzinfo=UTC)

    assert When(at=late).day == date(2025, 3, 13)
    assert When(at=late, on=date(2025, 1, 1)).day == date(2025, 1, 1)
    assert When(at=late, as_of=date(2025, 1, 2)).day == date(2025, 1, 2)


def test_looking_back_writes_nothing(run: Run, url: str) -> None:
    with Store.open(url) as store:
        before = (dossier_of(store, NUMBER), list(store.events()))
        for words in (("show", NUMBER), ("why", NUMBER), ("list",), ("timeline", NUMBER)):
            run("dossier", *words, "--at", "2024-12-01")
        assert (dossier_of(store, NUMBER), list(store.events())) == before


@pytest.fixture
def corrected(url: str) -> str:
    """A second dossier, still with the unit, in which a number was corrected."""
    with Store.open(url) as store:
        proposed(store, a_nomination(name="Khác"), number="D-2")
        done(store, "amend", "unit_clerk", number="D-2", details={"service_months": 3}, reason="x")
    return "D-2"


def test_a_difference_is_told_between_events_and_between_moments(run: Run, corrected: str) -> None:
    by_event = run("audit", "diff", corrected, "--from", "1", "--to", "2")
    by_day = run("audit", "diff", corrected, "--from", "2024-12-01", "--to", "2024-12-02")

    (heading, *lines), (_, *same) = by_event.out.splitlines(), by_day.out.splitlines()
    assert heading == "D-2: sự kiện 1 → sự kiện 2"
    assert lines == same
    assert lines[0].startswith(" - Kết luận: chưa kết luận được: thiếu minh chứng → ")
    assert lines[1].startswith(" - Tiêu chuẩn c.service: đạt → chưa đạt. ")
    assert " - Sửa: Số tháng công tác trong năm xét: 12 → 3" in lines
    assert lines[-1].startswith(" - Sự kiện 2, 02/12/2024: ")
    assert lines[-1].endswith(" [unit-clerk-1, unit_clerk]")


def test_a_state_that_changed_is_told(run: Run) -> None:
    ended = run("audit", "diff", NUMBER, "--from", "0", "--to", "2")

    assert " - Trạng thái: chưa có → Hội đồng cơ sở đang xét\n" in ended.out


def test_a_difference_stands_in_the_data_too(run: Run, corrected: str) -> None:
    data = json.loads(run("audit", "diff", corrected, "--from", "1", "--to", "2", "--json").out)

    assert data["evidence"] == [{"name": "service_months", "kind": "changed", "old": 12, "new": 3}]
    assert {one["id"]: one["results"] for one in data["criteria"]} == {
        "c.service": ["met", "not_met"]
    }
    assert data["unknown"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2", "--to", "1"), "--to phải sau --from"),
        (("--from", "2024-12-02", "--to", "2024-12-01"), "--to phải sau --from"),
        (("--from", "1", "--to", "9"), "Hồ sơ D-1 có 2 sự kiện; không có sự kiện 9."),
        (("--from", "soon", "--to", "9"), "không có thời điểm 'soon'"),
    ],
)
def test_points_that_make_no_sense_are_refused(run: Run, words: tuple[str, ...], said: str) -> None:
    ended = run("audit", "diff", NUMBER, *words)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_a_dossier_that_never_was_there_in_between_is_said(run: Run) -> None:
    ended = run("audit", "diff", NUMBER, "--from", "2024-11-01", "--to", "2024-11-02")

    assert "Chưa có hồ sơ này." in ended.out


def parts(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """Every part of a model by its whole name."""
    for name, field in model.model_fields.items():
        yield f"{before}{name}"
        for inner in models(field.annotation):
            yield from parts(inner, f"{before}{name}.")


def models(kind: object) -> Iterator[type[BaseModel]]:
    """The models that a type speaks of."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for one in typing.get_args(kind):
        yield from models(one)


@pytest.mark.parametrize("name", sorted(parts(Evidence)))
def test_every_part_of_the_evidence_has_words(name: str) -> None:
    assert evidence_name(name).vi != name
