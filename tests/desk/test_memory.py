"""What the desk keeps in memory changes no page: it is asked beside a desk that keeps nothing.

Whatever is done meanwhile is done by another store on the same database, as another process would:
acts, linked dossiers, erasures, mandates, roles, closed accounts and new editions of rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from starlette.testclient import TestClient

from desk.asked import House
from desk.web.app import app_of
from desk.web.asking import LANGUAGE, SESSION
from dossiers.accounts import Change, Grant, account_of, added, disabled, enabled, granted
from dossiers.accounts import withdrawn as role_withdrawn
from dossiers.accounts.sessions import begun
from dossiers.accounts.standing import scope_with, seat_on, stand_ins
from dossiers.errors import DossierError
from dossiers.store import GroupStore, Memory, Store, initialise
from dossiers.use_cases import Erasing, decide_on_rules, erase, perform, propose_rules
from dossiers.use_cases.worklist import Part, worklist
from ledger import Actor
from tests.desk.visiting import wide_open
from tests.dossiers.building import RECEIVED, a_key, a_nomination, acting, moment, proposed
from tests.dossiers.mandating import mandated, withdrawn
from tests.dossiers.publishing import a_decision, a_draft, stricter_rules
from workflow import WorkflowError

UNIT = "so-cong-thuong"
PEOPLE: Mapping[str, tuple[tuple[str, str | None], ...]] = {
    "clerk-1": (("unit_clerk", UNIT),),
    "secretary-1": (("council_secretary", UNIT),),
    "head-1": (("unit_head", UNIT),),
    "an": (("council_member", UNIT),),
    "binh": (("council_member", UNIT),),
    "clerk-2": (("unit_clerk", "snv-bk"),),
    "deputy-1": (("auditor", None),),
    "province-1": (("provincial_secretary", None),),
    "auditor-1": (("auditor", None),),
}
DAYS = (RECEIVED, date(2024, 12, 20), date(2025, 2, 3))
DETAILS: Mapping[str, Mapping[str, object]] = {
    "record_vote": {"members": 15, "approvals": 13},
    "open_ballot": {"members": "an,binh,chi", "chair": "an"},
    "cast_vote": {"choice": "for"},
    "record_notice": {"published_on": "2024-11-01", "until": "2024-11-29", "working_days": 15},
}
ACTS = (
    ("submit", "unit_clerk", "clerk-1"),
    ("submit", "unit_clerk", "clerk-1"),
    ("resubmit", "unit_clerk", "clerk-1"),
    ("record_notice", "council_secretary", "secretary-1"),
    ("record_vote", "council_secretary", "secretary-1"),
    ("open_ballot", "council_secretary", "secretary-1"),
    ("cast_vote", "council_member", "an"),
    ("cast_vote", "council_member", "binh"),
    ("close_ballot", "council_secretary", "secretary-1"),
    ("return_for_supplement", "council_secretary", "secretary-1"),
    ("advance", "unit_head", "head-1"),
    ("approve", "unit_head", "deputy-1"),
    ("refuse", "unit_head", "head-1"),
    ("withdraw", "unit_clerk", "clerk-1"),
    ("request_correction", "unit_clerk", "clerk-1"),
)
ONWARD = ("submit", "record_vote", "advance", "approve", "request_correction")
LATEST = date(2025, 2, 3)


@dataclass
class Desks:
    """The same database behind a desk with a memory, and behind one without; and somebody else.

    Attributes:
        kept: the store that keeps what it made.
        plain: the store that keeps nothing.
        elsewhere: the store by which everything is done, as of another process.
        clients: browsers, by the day of the desk: first of the one with a memory.
        tokens: sessions, by who is signed in.
    """

    kept: GroupStore
    plain: GroupStore
    elsewhere: Store
    clients: Mapping[date, tuple[TestClient, TestClient]]
    tokens: dict[str, str]

    def check(self, who: str, path: str, *, language: str = "vi", day: date = RECEIVED) -> str:
        """One page, which is the same with a memory and without; its text."""
        cookies = f"{SESSION}={self.tokens[who]}; {LANGUAGE}={language}"
        seen, bare = (
            one.get(path, headers={"cookie": cookies}, follow_redirects=False)
            for one in self.clients[day]
        )
        assert (seen.status_code, seen.text) == (bare.status_code, bare.text), (who, path)
        if path == "/":
            self.check_lists(who, day)
        return seen.text

    def check_lists(self, who: str, day: date) -> None:
        """What somebody has to do is the same in everything, also in what no page shows of it."""
        account = account_of(self.elsewhere, who)
        others = stand_ins(self.elsewhere, account, on=day)
        seat, scope = seat_on(account, others, day), scope_with(account, others, on=day)
        for part in Part:
            seen, bare = (
                worklist(one.within(scope), seat, on=day, part=part)
                for one in (self.kept, self.plain)
            )
            assert seen == bare, (who, day, part)


def change() -> Change:
    """A change of accounts by somebody else."""
    on = date(2024, 1, 1)
    return Change(by="keeper", on=on, at=moment(on), key=a_key())


def opened(url: str, stack: ExitStack) -> Desks:
    """Desks on a database, with everybody signed in."""
    kept, plain = (stack.enter_context(GroupStore.open(url)) for _ in range(2))
    elsewhere = stack.enter_context(Store.open(url))
    plain.memory = Memory(most=0)
    now = datetime.now(UTC)
    tokens = {}
    for name, roles in PEOPLE.items():
        added(elsewhere, change(), account=name, name=f"Người {name.title()}")
        for role, unit in roles:
            grant = Grant(role, unit, date(2024, 1, 1))
            granted(elsewhere, change(), account=name, grant=grant)
        tokens[name] = begun(elsewhere, account_of(elsewhere, name), at=now).token
    clients = {day: (_client(kept, day, stack), _client(plain, day, stack)) for day in DAYS}
    return Desks(kept, plain, elsewhere, clients, tokens)


def _client(store: GroupStore, day: date, stack: ExitStack) -> TestClient:
    """A browser in front of a desk whose day is always the same."""
    app = app_of(House(store, today=day), wide_open("testserver"))
    return stack.enter_context(TestClient(app, base_url="https://testserver"))


def do(store: Store, number: str, act: str, role: str, by: str, on: date = RECEIVED) -> bool:
    """Do an act where it is possible; whether it was."""
    details = DETAILS.get(act, {})
    command = acting(
        act, role, by=by, on=on, reason="lý do ghi trong sổ", details=details, number=number
    )
    with suppress(DossierError, WorkflowError):
        perform(store, command)
        return True
    return False


def walked(store: Store, number: str, acts: Sequence[str]) -> None:
    """Do acts one after another, each by whose act it is."""
    people = {act: (role, by) for act, role, by in ACTS}
    for act in acts:
        assert do(store, number, act, *people[act]), act


def erased(store: Store, number: str) -> bool:
    """Erase a dossier where that is possible; whether it was."""
    command = Erasing(
        number=number,
        basis="Yêu cầu số 7/YC-2026",
        reason="theo yêu cầu của người được đề nghị",
        approved_by="head-1",
        by=Actor("archivist-1", "unit_head"),
        on=LATEST,
        at=moment(LATEST),
        key=a_key(),
    )
    with suppress(DossierError):
        erase(store, command)
        return True
    return False


def published(store: Store) -> None:
    """Publish an edition that asks for more votes."""
    waiting = propose_rules(store, a_draft(*stricter_rules(), may_change=999))
    decide_on_rules(store, a_decision(waiting.number))


class Meanwhile(RuleBasedStateMachine):
    """Anything is done elsewhere, and after each step some pages are looked at."""

    def __init__(self) -> None:
        """Begin with an empty database."""
        super().__init__()
        self.stack = ExitStack()
        folder = self.stack.enter_context(TemporaryDirectory())
        url = f"sqlite:///{Path(folder, 'desk.sqlite')}"
        initialise(url)
        self.desks = opened(url, self.stack)
        self.numbers: list[str] = []
        self.mandates: list[str] = []
        self.published = False
        self.watched: tuple[str, date, str] | None = None

    @property
    def store(self) -> Store:
        """Where everything is done."""
        return self.desks.elsewhere

    @initialize(
        far=st.lists(st.integers(0, len(ONWARD)), min_size=1, max_size=2),
        who=st.sampled_from(sorted(PEOPLE)),
        day=st.sampled_from(DAYS),
        language=st.sampled_from(["vi", "en"]),
    )
    def begin(self, far: list[int], who: str, day: date, language: str) -> None:
        self.watched = who, day, language
        for steps in far:
            self.propose(UNIT)
            walked(self.store, self.numbers[-1], ONWARD[:steps])

    @precondition(lambda self: len(self.numbers) < 4)
    @rule(unit=st.sampled_from([UNIT, "snv-bk"]))
    def propose(self, unit: str) -> None:
        number = f"D-{len(self.numbers) + 1}"
        nomination = a_nomination(name=f"Người <b>& {number}").model_copy(update={"unit": unit})
        proposed(self.store, nomination, number=number)
        self.numbers.append(number)

    @precondition(lambda self: self.numbers)
    @rule(
        at=st.integers(0, 3),
        what=st.sampled_from(ACTS),
        on=st.sampled_from(DAYS),
        linked=st.booleans(),
    )
    def act(self, at: int, what: tuple[str, str, str], on: date, *, linked: bool) -> None:
        number = self.numbers[at % len(self.numbers)]
        do(self.store, f"{number}.1" if linked else number, *what, on)

    @rule(giver=st.sampled_from(["head-1", "clerk-1", "an"]), late=st.booleans())
    def grant_mandate(self, giver: str, *, late: bool) -> None:
        role, first = PEOPLE[giver][0][0], DAYS[1] if late else DAYS[0]
        with suppress(DossierError):
            done = mandated(
                self.store, giver, "deputy-1", role=role, first=first, last=DAYS[2], on=DAYS[0]
            )
            self.mandates.append(done.number)

    @precondition(lambda self: self.mandates)
    @rule()
    def withdraw_mandate(self) -> None:
        withdrawn(self.store, self.mandates.pop(), on=DAYS[1])

    @precondition(lambda self: not self.published)
    @rule()
    def publish(self) -> None:
        published(self.store)
        self.published = True

    @rule(number=st.sampled_from(["D-1", "D-2"]))
    def erase(self, number: str) -> None:
        erased(self.store, number)

    @rule(who=st.sampled_from(["an", "secretary-1", "head-1"]), unit=st.sampled_from([None, UNIT]))
    def change_roles(self, who: str, unit: str | None) -> None:
        role = PEOPLE[who][0][0]
        with suppress(DossierError):
            role_withdrawn(self.store, change(), account=who, role=role, unit=UNIT)
        with suppress(DossierError):
            since = Grant(role, unit, DAYS[1])
            granted(self.store, change(), account=who, grant=since)

    @rule(closing=st.booleans())
    def close_account(self, *, closing: bool) -> None:
        with suppress(DossierError):
            (disabled if closing else enabled)(self.store, change(), account="head-1")

    @rule(who=st.sampled_from(sorted(PEOPLE)), day=st.sampled_from(DAYS))
    def look(self, who: str, day: date) -> None:
        for path in self.paths():
            self.desks.check(who, path, day=day)

    @invariant()
    def every_page_is_the_same(self) -> None:
        if self.watched is None:
            return
        who, day, language = self.watched
        for path in self.paths():
            self.desks.check(who, path, day=day, language=language)

    def paths(self) -> Iterator[str]:
        """Every page that is looked at."""
        yield from ("/", "/?part=others", "/dossiers")
        for number in (*self.numbers, *(f"{one}.1" for one in self.numbers[:2])):
            yield f"/dossiers/{number}"
            yield f"/dossiers/{number}/why/verdict"
            yield f"/dossiers/{number}/why/criterion/c.vote"

    def teardown(self) -> None:
        """Look at everything once more, and close."""
        try:
            for who in PEOPLE:
                for path in self.paths():
                    self.desks.check(who, path, day=DAYS[1])
        finally:
            self.stack.close()


TestMeanwhile = Meanwhile.TestCase
TestMeanwhile.settings = settings(max_examples=4, stateful_step_count=12, deadline=None)


@pytest.fixture
def desks(database: str) -> Iterator[Desks]:
    with ExitStack() as stack:
        yield opened(database, stack)


def test_an_act_elsewhere_shows_at_once(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination(name="Đàm Thị Xuýnh"))
    assert "Đàm Thị Xuýnh" in desks.check("clerk-1", "/")
    before = desks.check("secretary-1", "/dossiers/D-1")

    assert do(desks.elsewhere, "D-1", "submit", "unit_clerk", "clerk-1")

    assert "Đàm Thị Xuýnh" not in desks.check("clerk-1", "/")
    assert "Đàm Thị Xuýnh" in desks.check("secretary-1", "/")
    assert desks.check("secretary-1", "/dossiers/D-1") != before


def test_what_is_erased_elsewhere_is_shown_to_nobody_and_dropped(desks: Desks) -> None:
    name = "Đàm Thị Xuýnh"
    proposed(desks.elsewhere, a_nomination(name=name))
    for act in ("submit", "withdraw"):
        assert do(desks.elsewhere, "D-1", act, "unit_clerk", "clerk-1")
    assert name in desks.check("clerk-1", "/dossiers/D-1")

    assert erased(desks.elsewhere, "D-1")

    for path in ("/", "/?part=others", "/dossiers", "/dossiers/D-1", "/dossiers/D-1/why/verdict"):
        assert name not in desks.check("clerk-1", path)
    assert name.encode() not in repr(vars(desks.kept.memory)).encode()


def test_rules_published_elsewhere_judge_at_once(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination(), number="D-1")
    proposed(desks.elsewhere, a_nomination(name="Người Hai"), number="D-2")
    assert do(desks.elsewhere, "D-2", "submit", "unit_clerk", "clerk-1")
    draft, received = "/dossiers/D-1/why/criterion/c.vote", "/dossiers/D-2"
    others = ("/", "/dossiers/D-1", "/dossiers/D-1/why/verdict", "/dossiers/D-2/why/verdict")
    assert "80 %" in desks.check("clerk-1", draft)
    before = [desks.check("clerk-1", one) for one in (received, *others)]

    published(desks.elsewhere)

    assert "90 %" in desks.check("clerk-1", draft)
    after = [desks.check("clerk-1", one) for one in (received, *others)]
    assert after[0] != before[0]


def test_roles_given_and_taken_elsewhere_change_what_is_open_on_a_list(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination())
    walked(desks.elsewhere, "D-1", ONWARD[:1])
    desks.check("secretary-1", "/")

    grant = Grant("unit_clerk", UNIT, date(2024, 1, 1))
    granted(desks.elsewhere, change(), account="secretary-1", grant=grant)
    desks.check("secretary-1", "/")
    role_withdrawn(desks.elsewhere, change(), account="secretary-1", role="unit_clerk", unit=UNIT)
    desks.check("secretary-1", "/")


def test_a_role_taken_elsewhere_is_gone_from_every_page(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination(name="Đàm Thị Xuýnh"))
    assert do(desks.elsewhere, "D-1", "submit", "unit_clerk", "clerk-1")
    offered = "/dossiers/D-1/acts/return_for_supplement"
    assert offered in desks.check("secretary-1", "/dossiers/D-1")

    role_withdrawn(
        desks.elsewhere, change(), account="secretary-1", role="council_secretary", unit=UNIT
    )

    assert offered not in desks.check("secretary-1", "/dossiers/D-1")
    assert "Đàm Thị Xuýnh" not in desks.check("secretary-1", "/")


def test_a_mandate_given_elsewhere_shows_at_once_and_goes_at_once(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination())
    path, offered = "/dossiers/D-1", "/dossiers/D-1/acts/submit"
    assert offered not in desks.check("deputy-1", path)

    given = mandated(desks.elsewhere, "clerk-1", "deputy-1", role="unit_clerk")
    assert offered in desks.check("deputy-1", path)

    withdrawn(desks.elsewhere, given.number, on=RECEIVED)
    assert offered not in desks.check("deputy-1", path)


def test_whoever_gave_a_mandate_and_was_closed_lets_nobody_act(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination())
    path, offered = "/dossiers/D-1", "/dossiers/D-1/acts/submit"
    mandated(desks.elsewhere, "clerk-1", "deputy-1", role="unit_clerk")
    assert offered in desks.check("deputy-1", path)

    disabled(desks.elsewhere, change(), account="clerk-1")

    assert offered not in desks.check("deputy-1", path)


def test_a_page_of_one_day_is_not_shown_on_another(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination())
    walked(desks.elsewhere, "D-1", ONWARD[:4])
    for path in ("/", "/dossiers/D-1"):
        pages = {desks.check("province-1", path, day=day) for day in DAYS}
        assert len(pages) == len(DAYS)


def test_a_page_in_one_language_is_not_shown_in_the_other(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination())
    assert do(desks.elsewhere, "D-1", "submit", "unit_clerk", "clerk-1")
    for path in ("/", "/dossiers/D-1", "/dossiers/D-1/why/verdict"):
        vi, en = (desks.check("secretary-1", path, language=one) for one in ("vi", "en"))
        assert vi != en
        desks.check("secretary-1", path, language="vi")


def test_a_linked_dossier_that_moves_on_shows_on_the_one_that_opened_it(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination())
    walked(desks.elsewhere, "D-1", ONWARD)
    before = desks.check("secretary-1", "/dossiers/D-1")

    assert do(desks.elsewhere, "D-1.1", "hand_in", "unit_clerk", "clerk-1")

    assert desks.check("secretary-1", "/dossiers/D-1") != before


def test_what_one_may_do_is_not_shown_to_another(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination(name="Đàm Thị Xuýnh"))
    assert do(desks.elsewhere, "D-1", "submit", "unit_clerk", "clerk-1")
    offered = "/dossiers/D-1/acts/return_for_supplement"

    pages = {who: desks.check(who, "/dossiers/D-1") for who in PEOPLE}

    theirs = {who for who, page in pages.items() if offered in page}
    assert theirs == {"secretary-1", "head-1", "province-1"}
    assert "Đàm Thị Xuýnh" not in pages["clerk-2"]


def test_whoever_reads_what_is_kept_is_on_record_all_the_same(desks: Desks) -> None:
    proposed(desks.elsewhere, a_nomination())
    for who in ("clerk-1", "secretary-1", "auditor-1", "clerk-1"):
        desks.check(who, "/dossiers/D-1")

    told = desks.check("auditor-1", "/dossiers/D-1/readings")

    assert all(f"Người {who.title()}" in told for who in ("clerk-1", "secretary-1", "auditor-1"))
