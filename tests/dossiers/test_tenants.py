"""Two councils in one database: what one asks is answered as if the other were not there.

The whole of it is one comparison: a database with the dossiers of one unit, and the same with those
of another beside them.  Within the scope of the first unit every use case that reads gives the same
on both, word by word; the list of these use cases comes from the package.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import dossiers
from dossiers.accounts import readings_of
from dossiers.asking import read_query
from dossiers.columns import write_columns
from dossiers.comparing import changes, point_of
from dossiers.cuts import Cut
from dossiers.documents import read_dossier
from dossiers.errors import DossierError, DossierNotFoundError, KeyReusedError, StaleDossierError
from dossiers.findings.report import report
from dossiers.findings.settings import shipped_settings
from dossiers.interchange.telling import told
from dossiers.model import Nomination, Origin
from dossiers.past import Past
from dossiers.redeciding import redecided, redecisions
from dossiers.replay import rebuilt_rows, replay
from dossiers.retracing import retraced
from dossiers.rulebook import bundle_of
from dossiers.scope import EVERYTHING, NeedsWholeError, OutsideScopeError, Scope
from dossiers.store import Entry, GroupStore, Reader, Store
from dossiers.store.seeking import Order
from dossiers.store.waiting import Post
from dossiers.use_cases import (
    Erasing,
    Granting,
    bulk,
    dossier_of,
    erasable,
    erase,
    explained,
    grant,
    impact_of,
    in_force,
    in_force_of,
    kin_of,
    listed,
    look,
    looked_at,
    mandates,
    namesakes,
    perform,
    procedure_of,
    propose,
    publication_of,
    publications,
    timeline,
    withdraw,
)
from dossiers.use_cases.deadlines import shifted
from dossiers.use_cases.digests import digest_of
from dossiers.use_cases.exporting import stream_of
from dossiers.use_cases.finding import all_found, page_of
from dossiers.use_cases.looking import unerased
from dossiers.use_cases.mandating import Withdrawing
from dossiers.use_cases.performing import done_before, opened
from dossiers.use_cases.proposing import next_number
from dossiers.use_cases.rules_of import later_than_shipped
from dossiers.use_cases.standing_in import standing_of
from dossiers.use_cases.worklist import Office, Part, Seat, worklist
from dossiers.use_cases.writing import row_of
from dossiers.verification import verify
from ledger import Actor
from tests.databases import copied
from tests.dossiers.building import RECEIVED, a_key, a_nomination, acting, done, moment, proposing
from tests.dossiers.publishing import a_draft, shipped_rules
from tests.sweeps import crossed

OURS, THEIRS = "so-cong-thuong", "so-noi-vu"
OWN, OTHER = Scope(frozenset({OURS})), Scope(frozenset({THEIRS}))
MINE = f"CSTDCS-2024-{OURS}-0001"
HIDDEN = f"CSTDCS-2024-{THEIRS}-0001"
NOWHERE = f"CSTDCS-2024-{THEIRS}-9999"
NOW = datetime(2024, 12, 20, 1, tzinfo=UTC)
SAME_KEY = "the-same-key"

Use = Callable[[Any], object]


def of_unit(unit: str, name: str = "Nguyễn Văn Mẫu") -> Nomination:
    return a_nomination(name=name).model_copy(update={"unit": unit})


def filled(whole: Store, unit: str) -> None:
    """Two dossiers of one unit, one of them under way, and a mandate; under keys that all use."""
    store = whole.within(Scope(frozenset({unit})))
    for at, name in enumerate(("Nguyễn Văn Mẫu", "Trần Thị Ví Dụ")):
        command = proposing(of_unit(unit, name), number=None)
        propose(store, replace(command, key=f"{SAME_KEY}-{at}"))
    number = f"CSTDCS-2024-{unit}-0001"
    perform(store, replace(acting("submit", "unit_clerk", number=number), key=SAME_KEY))
    grant(store, granting(unit))


def granting(unit: str, *, key: str = f"{SAME_KEY}-2") -> Granting:
    on = date(2024, 12, 1)
    return Granting(
        role="unit_head",
        from_person=f"head-{unit}",
        to_person="deputy-1",
        first=on,
        last=date(2024, 12, 31),
        paper="12/UQ",
        by="registrar-1",
        on=on,
        at=moment(on),
        key=key,
    )


@pytest.fixture(scope="module")
def alone(season: str) -> str:
    """The address of a database with our dossiers, and the season of everybody beside them."""
    with Store.open(season) as store:
        filled(store, OURS)
    return season


@pytest.fixture(scope="module")
def shared_with(alone: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same database, to which another council has come."""
    with copied(alone, tmp_path_factory.mktemp("both")) as url:
        with Store.open(url) as store:
            filled(store, THEIRS)
        yield url


def _look(store: Store) -> object:
    dossier = dossier_of(store, MINE)
    return look(store, dossier, procedure_of(store, dossier), on=RECEIVED)


def _bulk(store: Store) -> object:
    asked = bulk.Asked("", "advance", Actor("s-1", "council_secretary"), RECEIVED)
    found = all_found(store, read_query("", on=RECEIVED))
    return bulk.preview(store, found, asked, at=NOW)


def erasing(number: str) -> Erasing:
    return Erasing(
        number=number,
        basis="Luật bảo vệ dữ liệu cá nhân",
        reason="theo yêu cầu",
        approved_by="head-1",
        by=Actor("officer-1", "unit_clerk"),
        on=RECEIVED,
        at=NOW,
        key="xoa-1",
    )


def _standing(number: str) -> Use:
    command = acting("approve", "unit_head", by="deputy-1", number=number)
    return lambda store: standing_of(
        store, dossier_of(store, number), replace(command, stands_for=f"head-{OURS}")
    )


def _page(query: str, by: Order) -> Use:
    return lambda store: page_of(store, read_query(query, on=RECEIVED), by, most=1)


def _all(query: str, by: Order) -> Use:
    return lambda store: all_found(store, read_query(query, on=RECEIVED), by)


def of_number(use: Callable[[Store, str], object]) -> Mapping[str, Use]:
    """A use case that is asked of our dossier, of a hidden one and of one that does not exist."""
    return {
        "mine": lambda store: use(store, MINE),
        "hidden": lambda store: use(store, HIDDEN),
        "nowhere": lambda store: use(store, NOWHERE),
    }


SEAT = Seat("s-1", (Office("unit_clerk"), Office("council_secretary")))
QUERIES = (
    "",
    "nguyen",
    f"unit:{THEIRS}",
    "-state:draft",
    "waits:unit_clerk",
    "number:CSTDCS-2024*",
)
READING: Mapping[str, Mapping[str, Use]] = {
    "listed": {"": listed},
    "unerased": {"": unerased},
    "looked_at": of_number(lambda store, number: looked_at(store, number, on=RECEIVED)),
    "look": {"": _look},
    "timeline": of_number(timeline),
    "dossier_of": of_number(dossier_of),
    "opened": of_number(lambda store, number: opened(store, number).dossier),
    "explained": of_number(lambda store, number: explained(store, number, on=RECEIVED)),
    "procedure_of": {"": lambda store: procedure_of(store, dossier_of(store, MINE))},
    "kin_of": {"": lambda store: kin_of(store, dossier_of(store, MINE))},
    "page_of": {f"{query} by {by.value}": _page(query, by) for query in QUERIES for by in Order},
    "all_found": {f"{query} by {by.value}": _all(query, by) for query in QUERIES for by in Order},
    "namesakes": {"": lambda store: namesakes(store, a_nomination(), number="")},
    "mandates": {"": mandates},
    "publications": {"": publications},
    "publication_of": of_number(publication_of),
    "in_force_of": {"": lambda store: in_force_of(store, RECEIVED)},
    "in_force": {"": lambda store: in_force(store, "CSTDCS", on=RECEIVED)},
    "later_than_shipped": {"": lambda store: later_than_shipped(store, "CSTDCS")},
    "impact_of": {
        "": lambda store: impact_of(store, bundle_of("CSTDCS"), effective_on=date(2024, 1, 1))
    },
    "shifted": {"": lambda store: shifted(store, ())},
    "preview": {"": _bulk},
    "standing_of": {"mine": _standing(MINE), "hidden": _standing(HIDDEN)},
    "readings_of": of_number(readings_of),
    "worklist": {
        "mine": lambda store: worklist(store, SEAT, on=RECEIVED),
        "others": lambda store: worklist(store, SEAT, on=RECEIVED, part=Part.OTHERS),
    },
    "done_before": of_number(
        lambda store, number: done_before(
            store, replace(acting("submit", "unit_clerk", number=number), key=SAME_KEY)
        )
    ),
    "digest_of": {"": lambda store: digest_of(store, SEAT, on=RECEIVED, within=3)},
    "erasable": of_number(lambda store, number: erasable(store, erasing(number))),
    "next_number": {
        "": lambda store: next_number(store, proposing(a_nomination(), number=None)),
    },
    "replay": {"": replay},
    "rebuilt_rows": {"": rebuilt_rows},
    "redecided": of_number(lambda store, number: redecided(store, dossier_of(store, number).id)),
    "redecisions": of_number(
        lambda store, number: list(redecisions(store, dossier_of(store, number).id))
    ),
    "retraced": of_number(retraced),
    "stream_of": of_number(stream_of),
    "verify": {"": verify},
    "point_of": of_number(lambda store, number: point_of(store, number, NOW)),
    "changes": of_number(
        lambda store, number: changes(
            store, number, since=point_of(store, number, 1), until=point_of(store, number, NOW)
        )
    ),
    "report": {"": lambda store: report(store.events(), store.document, shipped_settings())},
}
"""How each use case is asked within a scope, in one or more ways."""

GIVEN = "what it is asked about was found within the scope before"
WRITES = "it writes; the tests below ask it"
HOUSE = "accounts are of the house, and doors ask for them before they know a scope"
RULES = "rules are for everybody"
LOG = "it numbers, signs or proves the log, which is one for all who share a database"
NOT_READING: Mapping[str, str] = {
    "calendar_for": GIVEN,
    "erased_step": GIVEN,
    "erasure_of": GIVEN,
    "found_by": GIVEN,
    "lost_text": GIVEN,
    "mandate_fault": GIVEN,
    "newer_than_pinned": GIVEN,
    "opening_of": GIVEN,
    "pen_of": GIVEN,
    "pinned": GIVEN,
    "reargued": GIVEN,
    "replayed_stream": GIVEN,
    "read_row": GIVEN,
    "digest_of_rules": GIVEN,
    "rules_of": GIVEN,
    "rules_of_day": GIVEN,
    "rules_then": GIVEN,
    "ruling_on": GIVEN,
    "weigh": GIVEN,
    "told": "it tells the place of each event in the log; the tests below ask it",
    "write_columns": "it writes a file; the tests below ask it",
    "apply": WRITES,
    "decide_on_rules": WRITES,
    "erase": WRITES,
    "grant": WRITES,
    "migrate": WRITES,
    "perform": WRITES,
    "play": WRITES,
    "propose": WRITES,
    "propose_rules": WRITES,
    "ticked": WRITES,
    "undo": WRITES,
    "withdraw": WRITES,
    "survey": "it asks `unerased` for everything it looks at",
    "lost_to": "it asks `unerased` for everything it looks at",
    "audited": LOG,
    "checked": LOG,
    "differences": LOG,
    "entered": LOG,
    "exported": LOG,
    "fired": LOG,
    "followed": LOG,
    "keep_stamp": LOG,
    "kept_plan": LOG,
    "keys_recorded": LOG,
    "proofs_of": LOG,
    "receipt": LOG,
    "replay_states": LOG,
    "rotate": LOG,
    "sample": LOG,
    "sign_log": LOG,
    "sizes_asked": LOG,
    "statements": LOG,
    "steps": LOG,
    "text_to_stamp": LOG,
    "whole": LOG,
    "whole_log": LOG,
    "account_of": HOUSE,
    "accounts": HOUSE,
    "found_account": HOUSE,
    "found_accounts": HOUSE,
    "scope_of": HOUSE,
    "stand_ins": HOUSE,
    "session_of": HOUSE,
    "sessions_of": HOUSE,
    "signed_in": HOUSE,
    "signed_in_as": HOUSE,
    "signed_out": HOUSE,
    "token_issued": HOUSE,
    "token_of": HOUSE,
    "token_withdrawn": HOUSE,
    "tokens_of": HOUSE,
    "confirmed": HOUSE,
    "revoked": HOUSE,
    "begun": HOUSE,
    "is_demo": HOUSE,
    "demo_personas": HOUSE,
    "demo_council": HOUSE,
    "changes_of": HOUSE,
    "parted": GIVEN,
    "against_applying": "it asks `dossier_of` for everything it looks at",
    "key_changes_of": LOG,
    "password_set": HOUSE,
    "added": WRITES,
    "granted": WRITES,
    "withdrawn": WRITES,
    "disabled": WRITES,
    "enabled": WRITES,
    "noted_reading": WRITES,
    "write_rows": WRITES,
    "check_clock": LOG,
    "check_rows": LOG,
    "end_of_streams": LOG,
    "last_event": LOG,
    "losses": LOG,
    "replay_part": LOG,
    "streams_of": LOG,
    "unproved": LOG,
    "manifests": LOG,
    "digests": LOG,
    "judging": GIVEN,
    "story_of": GIVEN,
    "followed_by": GIVEN,
    "tried": GIVEN,
    "stream_of_proposal": GIVEN,
    "rulebook": RULES,
    "asked_by_then": RULES,
    "editions": "it counts followers among what is shown within the scope",
    "witness_log": LOG,
}
"""Why a use case is not among those that are compared."""

BESIDE = frozenset({"next_number", "report"})
"""What is compared beside what the list of the package holds."""


def use_cases() -> Iterator[str]:
    """Everything public above the store that takes one."""
    for found in pkgutil.walk_packages(dossiers.__path__, "dossiers."):
        if ".store" in found.name:
            continue
        module = importlib.import_module(found.name)
        for name, one in vars(module).items():
            if not inspect.isfunction(one) or one.__module__ != found.name or name[0] == "_":
                continue
            asked = inspect.signature(one).parameters.values()
            if any(str(each.annotation) in {"Store", "Reader"} for each in asked):
                yield name


def test_every_use_case_that_takes_a_store_is_asked_or_says_why_not() -> None:
    assert set(use_cases()) | BESIDE == set(READING) | set(NOT_READING)
    assert not set(READING) & set(NOT_READING)


def answered(use: Use, store: Reader) -> str:
    """What is answered, to the letter; of an error its kind and both sentences."""
    try:
        found = use(store)
        return repr(list(found) if isinstance(found, Iterator) else found)
    except DossierError as wrong:
        return f"{type(wrong).__name__}: {wrong.text.vi} / {wrong.text.en}"


WAYS = [(name, way) for name, ways in READING.items() for way in ways]


@pytest.mark.parametrize(("name", "way"), WAYS)
def test_within_a_scope_nothing_tells_that_another_unit_is_there(
    alone: str, shared_with: str, name: str, way: str
) -> None:
    use = READING[name][way]
    with Store.open(alone, scope=OWN) as one, Store.open(shared_with, scope=OWN) as other:
        before, beside = answered(use, one), answered(use, other)
    with Store.open(shared_with) as whole:
        answered(use, whole)  # what it keeps in memory is not told within the scope (ADR 0056)
        view = answered(use, whole.within(OWN))

    assert before == beside == view
    assert THEIRS not in before.replace(HIDDEN, "").replace(NOWHERE, "")


def called(value: str | tuple[str, str]) -> str:
    """A cut, or a use case and one way to ask it, as tests are called by it."""
    return value if isinstance(value, str) else "-".join(value)


CUTS = {"at": Cut(at=NOW), "as_of": Cut(as_of=date(2024, 11, 21))}
PAST = [
    (name, way)
    for name, way in WAYS
    if name in {"listed", "unerased", "looked_at", "timeline", "dossier_of", "kin_of", "page_of"}
    or name in {"all_found", "mandates", "publications", "in_force_of", "shifted"}
]


@pytest.mark.parametrize(("kind", "asked"), crossed(CUTS, PAST, a_day=2), ids=called)
def test_nor_does_the_past(alone: str, shared_with: str, kind: str, asked: tuple[str, str]) -> None:
    name, way = asked
    use, cut = READING[name][way], CUTS[kind]
    with Store.open(alone, scope=OWN) as one, Store.open(shared_with, scope=OWN) as other:
        before, beside = (answered(use, Past(each, cut)) for each in (one, other))

    assert before == beside
    assert THEIRS not in before.replace(HIDDEN, "").replace(NOWHERE, "")


def readers() -> set[str]:
    """What a `Reader` can be asked."""
    return {name for name in vars(Reader) if name[0] != "_"}


ASKED: Mapping[str, Callable[[Reader], object]] = {
    "present": lambda store: store.present,
    "body": lambda store: [store.body(one) for one in (MINE, HIDDEN, NOWHERE)],
    "bodies": lambda store: store.bodies(),
    "page": lambda store: store.page(read_query("", on=RECEIVED), Order.DUE, most=99),
    "publications": lambda store: store.publications(),
    "mandates": lambda store: [store.mandates(), store.mandates("deputy-1")],
    "numbers": lambda store: store.numbers(),
    "near": lambda store: [store.near(one) for one in (MINE, HIDDEN, NOWHERE)],
    "document": lambda store: store.document("0" * 64),
    "events": lambda store: [one.leaf for one in store.events()],
    "accounts": lambda store: store.accounts(),
    "memory": lambda store: store.memory.of(b"nothing that was read").kept("kept", lambda: 1),
    "waiting": lambda store: store.waiting([Post("council_secretary"), Post("unit_clerk")], most=9),
}


def test_all_that_a_reader_can_be_asked_is_asked() -> None:
    assert set(ASKED) == readers()


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_reader_within_a_scope_is_the_reader_of_a_database_without_the_others(
    alone: str, shared_with: str, name: str
) -> None:
    def ask(store: Reader) -> str:
        return answered(ASKED[name], store)

    with Store.open(alone, scope=OWN) as one, Store.open(shared_with, scope=OWN) as other:
        assert ask(one) == ask(other)
        cut = Cut(at=NOW)
        assert ask(Past(one, cut)) == ask(Past(other, cut))


@pytest.mark.parametrize("act", ["submit", "advance", "no-such-act"])
def test_an_act_on_a_hidden_dossier_is_an_act_on_one_that_does_not_exist(
    alone: str, shared_with: str, act: str
) -> None:
    told = []
    for url in (alone, shared_with):
        with Store.open(url, scope=OWN) as store:
            with pytest.raises(DossierNotFoundError) as wrong:
                perform(store, acting(act, "unit_clerk", number=HIDDEN))
            told.append(wrong.value.text)

    assert told[0] == told[1]


def test_what_is_sealed_for_others_is_not_opened(shared_with: str) -> None:
    with Store.open(shared_with) as whole:
        theirs = whole.within(OTHER)
        (first, *_) = theirs.events(dossier_of(theirs, HIDDEN).id)
        name = importlib.import_module("ledger").read_event(first.body).data
        assert whole.document(name) == theirs.document(name)
        ours = whole.within(OWN)

        assert answered(lambda store: store.document(name), ours) == answered(
            lambda store: store.document("0" * 64), ours
        ).replace("0" * 64, name)


def test_a_scope_of_nothing_sees_nothing(shared_with: str) -> None:
    with Store.open(shared_with, scope=Scope(frozenset())) as store:
        assert (store.numbers(), list(store.events()), store.bodies()) == ((), [], ())


def test_a_scope_is_narrowed_and_never_widened(shared_with: str) -> None:
    with Store.open(shared_with, scope=OWN) as store:
        assert store.within(EVERYTHING).numbers() == store.numbers() != ()
        assert store.within(OTHER).numbers() == ()


def test_logs_for_other_tools_and_columns_tell_of_our_dossiers_only(
    shared_with: str, tmp_path: Path
) -> None:
    with Store.open(shared_with, scope=OWN) as store:
        assert [one.number for one in told(store)] == list(store.numbers())
        assert write_columns(store, tmp_path / "a.parquet") == len(list(store.events()))


@pytest.mark.parametrize(
    "use",
    [
        lambda store: store.numbered.number(),
        lambda store: list(store.numbered.events()),
        lambda store: store.numbered.nowhere(),
        lambda store: store.numbered.inverted(),
        lambda store: store.rebuild(tuple),
        lambda store: store.enter(tuple),
        lambda store: store.keep_season("s", b"{}"),
        lambda store: store.season("s"),
        lambda store: store.claims.take("s", "w", lasting=timedelta(minutes=1)),
        lambda store: store.side_by_side().__enter__(),
        lambda store: importlib.import_module("dossiers.use_cases.exporting").receipt(store, MINE),
        lambda store: importlib.import_module("dossiers.use_cases").propose_rules(
            store, a_draft(*shipped_rules())
        ),
    ],
)
def test_what_is_done_to_the_whole_record_says_that_it_needs_it(shared_with: str, use: Use) -> None:
    with Store.open(shared_with, scope=OWN) as store, pytest.raises(NeedsWholeError):
        use(store)


# Writing


@pytest.fixture
def both(database: str) -> Iterator[Store]:
    """A database with the dossiers of two units."""
    with Store.open(database) as store:
        filled(store, OURS)
        filled(store, THEIRS)
        yield store


def heads(store: Store) -> list[bytes]:
    return [one.leaf for one in store.events()]


def test_nothing_is_proposed_for_another_unit(both: Store) -> None:
    before = heads(both)

    with pytest.raises(OutsideScopeError) as wrong:
        propose(both.within(OWN), proposing(of_unit(THEIRS), number=None))

    assert (wrong.value.unit, heads(both)) == (THEIRS, before)


def test_each_unit_has_numbers_of_its_own(both: Store) -> None:
    assert both.within(OWN).numbers() == (MINE, f"CSTDCS-2024-{OURS}-0002")
    assert both.within(OTHER).numbers() == (HIDDEN, f"CSTDCS-2024-{THEIRS}-0002")


@pytest.mark.parametrize("number", [HIDDEN, "CSTDCS-2024-0001", f"X-1-{THEIRS}-so-cong-thuong-1"])
def test_a_number_that_does_not_name_its_unit_is_refused_taken_or_not(
    both: Store, number: str
) -> None:
    told = answered(
        lambda store: propose(store, proposing(of_unit(OURS), number=number)),
        both.within(OWN),
    )

    assert told.startswith(f"ActDetailsError: Số '{number}' không mang mã đơn vị")


def test_two_units_may_use_the_same_key_and_neither_gets_the_others_answer(both: Store) -> None:
    ours, theirs = both.within(OWN), both.within(OTHER)
    command = replace(acting("submit", "unit_clerk", number=MINE), key=SAME_KEY)

    assert ours.numbers() != theirs.numbers()  # both were recorded, under the same keys
    with pytest.raises(KeyReusedError):
        perform(ours, replace(command, reason="khác"))
    with pytest.raises(DossierNotFoundError):
        perform(theirs, command)


def test_the_same_command_of_a_unit_is_answered_and_not_repeated(both: Store) -> None:
    command = replace(proposing(of_unit(OURS), number=None), key=f"{SAME_KEY}-0")

    done = propose(both.within(OWN), command)
    by_house = propose(both, command)

    assert (done.number, done.repeated, by_house.number) == (MINE, True, MINE)


def test_nothing_of_another_unit_is_erased_granted_or_withdrawn(both: Store) -> None:
    ours, before = both.within(OWN), heads(both)
    (theirs,) = mandates(both.within(OTHER))

    with pytest.raises(DossierNotFoundError):
        erase(ours, erasing(HIDDEN))
    with pytest.raises(OutsideScopeError):
        grant(ours, replace(granting(THEIRS, key=a_key()), unit=THEIRS))
    with pytest.raises(DossierNotFoundError):
        withdraw(
            ours,
            Withdrawing(
                number=theirs.number, by="x", on=RECEIVED, at=NOW, key=a_key(), reason="đã về"
            ),
        )
    assert heads(both) == before


def test_a_row_that_claims_our_unit_moves_no_dossier_of_another(both: Store) -> None:
    """What is written is compared with the unit that stands in the row, not with its word."""
    body = both.body(HIDDEN)
    assert body is not None
    row = replace(row_of(read_dossier(body)), unit=OURS)
    entry = Entry(a_key(), "r", (), row, row.n, {}, b"{}")

    for store in (both, both.within(OWN)):
        with pytest.raises(StaleDossierError):
            store.record(replace(entry, key=a_key()))


def test_our_own_dossier_is_erased_within_the_scope_and_others_stand(both: Store) -> None:
    ours = both.within(OWN)
    before = both.within(OTHER).bodies()
    number = f"CSTDCS-2024-{OURS}-0002"
    done(ours, "withdraw", "unit_clerk", number=number, reason="thôi đề nghị")

    assert erase(ours, erasing(number)).done
    assert both.within(OTHER).bodies() == before
    assert verify(both).problems == ()


def test_a_mandate_of_one_unit_holds_on_its_dossiers_only(both: Store) -> None:
    command = replace(
        acting("return_for_supplement", "unit_head", by="deputy-1", number=MINE),
        stands_for=f"head-{OURS}",
        on=date(2024, 12, 5),
    )

    def standing(number: str) -> object:
        return standing_of(both, dossier_of(both, number), command).mandate

    assert standing(MINE) is not None
    assert standing(HIDDEN) is None


def test_a_link_to_a_dossier_of_another_unit_is_told_without_its_number(both: Store) -> None:
    """No act makes one; a database that was merged from others may hold one."""
    approved = dossier_of(both, MINE)
    linked = replace(approved, opened=(HIDDEN,), origin=Origin("s", HIDDEN, "correct", 1, "0"))

    whole, ours = kin_of(both, linked), kin_of(both.within(OWN), linked)

    assert (whole.hidden, [one.number for one in whole.opened]) == (0, [HIDDEN])
    assert (ours.hidden, ours.opened, ours.origin) == (2, (), None)
    assert HIDDEN not in repr(ours)


def test_views_of_one_group_store_write_within_their_scopes(database: str) -> None:
    with GroupStore.open(database) as store:
        filled(store, OURS)
        filled(store, THEIRS)
        with pytest.raises(OutsideScopeError):
            propose(store.within(OWN), proposing(of_unit(THEIRS), number=None))
        ours = store.within(OWN)
    with ExitStack() as stack:
        stack.push(ours)  # what it read after its end is closed as well
        with pytest.raises(RuntimeError, match="closed"):
            propose(ours, proposing(of_unit(OURS), number=None))
