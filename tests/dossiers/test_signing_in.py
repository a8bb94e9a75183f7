"""Signing in: what a password may be, who waits, when a session ends, and that nothing is told."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.accounts import (
    CONFIRMED_FOR,
    IDLE,
    SCOPES,
    WHOLE,
    AccountChangeError,
    AccountNotFoundError,
    Declined,
    PasswordLibraryMissingError,
    Session,
    confirmed,
    disabled,
    enabled,
    password_set,
    passwords,
    revoked,
    session_of,
    sessions_of,
    signed_in,
    signed_out,
    token_issued,
    token_of,
    token_withdrawn,
    tokens_of,
)
from dossiers.accounts.passwords import COST, Cost, faults_of, hashed, holds, is_outdated
from dossiers.accounts.sessions import (
    FREE_OF_ACCOUNT,
    FREE_OF_SOURCE,
    LONGEST_WAIT,
    SEEN_EVERY,
    wait_after,
)
from dossiers.errors import KeyReusedError
from dossiers.store import Store, initialise
from dossiers.store.backup import backed_up
from ledger import read_event
from tests.databases import rows
from tests.dossiers.accounting import AT, CHEAP, GOOD, an_account, change, held

SECOND = timedelta(seconds=1)
WRONG = "không phải mật khẩu này"
pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        an_account(opened, "clerk-1", held("unit_clerk"))
        password_set(opened, change(), account="clerk-1", password=GOOD)
        yield opened


def entering(
    store: Store, password: str = GOOD, *, account: str = "clerk-1", after: float = 0, at: str = "a"
) -> Session | Declined:
    return signed_in(store, account, password, at=AT + after * SECOND, source=at)


def entered(store: Store, **rest: float) -> Session:
    found = entering(store, **rest)  # type: ignore[arg-type]  # only moments are handed on
    assert isinstance(found, Session)
    return found


def test_who_knows_the_password_is_let_in_and_known_again(store: Store) -> None:
    session = entered(store)

    again = session_of(store, session.token, at=AT + SECOND)

    assert again == session
    assert again.account.id == "clerk-1"
    assert session_of(store, session.token + "x", at=AT) is None
    assert session_of(store, "", at=AT) is None
    assert session_of(store, "\ud800", at=AT) is None


def test_the_id_is_taken_as_people_type_it(store: Store) -> None:
    assert isinstance(entering(store, account=" Clerk-1 "), Session)


def test_a_password_typed_with_loose_marks_is_the_same(store: Store) -> None:
    assert isinstance(entering(store, unicodedata.normalize("NFD", GOOD)), Session)


def test_an_unknown_account_and_a_wrong_password_have_one_answer_at_one_cost(
    store: Store, compared: list[str]
) -> None:
    an_account(store, "closed-1")
    password_set(store, change(), account="closed-1", password=GOOD)
    disabled(store, change(), account="closed-1")
    an_account(store, "without-1")

    told = []
    for at, name in enumerate(["clerk-1", "nobody-1", "without-1", "closed-1", "' OR 1=1 --", ""]):
        compared.clear()
        password = GOOD if name == "closed-1" else WRONG
        told.append((entering(store, password, account=name, at=f"place-{at}"), len(compared)))
        costs = {one.split("$")[3] for one in compared}
        assert costs == {"m=64,t=1,p=1"}

    assert len(set(told)) == 1
    assert told[0][1] == 1
    assert isinstance(told[0][0], Declined)
    assert told[0][0].wait == 0


def test_while_somebody_waits_nothing_is_compared_and_a_right_password_is_not_told(
    store: Store, compared: list[str]
) -> None:
    for name in ("clerk-1", "nobody-1"):
        told = [entering(store, WRONG, account=name, at=name) for _ in range(FREE_OF_ACCOUNT)]
        assert {one.wait for one in told if isinstance(one, Declined)} == {0}
        compared.clear()

        waiting = entering(store, GOOD, account=name, at=name)

        assert waiting == Declined(waiting.texts, 1) if isinstance(waiting, Declined) else False
        assert compared == []


def test_each_failure_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(number, FREE_OF_ACCOUNT) for number in range(FREE_OF_ACCOUNT, 60)]

    assert waits[0] == 1
    assert all(
        later == min(2 * sooner, LONGEST_WAIT) or sooner == LONGEST_WAIT
        for sooner, later in pairwise(waits)
    )
    assert waits[-1] == LONGEST_WAIT


def test_who_waited_may_try_again_and_success_forgets_the_failures(store: Store) -> None:
    for _ in range(FREE_OF_ACCOUNT):
        entering(store, WRONG)

    assert isinstance(entering(store, after=0.9), Declined)
    assert isinstance(entering(store, after=1), Session)
    assert [entering(store, WRONG, after=2) for _ in "ab"][-1] == entering(store, WRONG, after=2)


def test_one_place_that_tries_many_accounts_waits_too(store: Store) -> None:
    for number in range(FREE_OF_SOURCE):
        found = entering(store, WRONG, account=f"guess-{number}")
        assert isinstance(found, Declined)
        assert found.wait == 0

    assert isinstance(entering(store), Declined)
    assert isinstance(entering(store, at="another place"), Session)


def test_of_many_guesses_at_once_no_more_are_tried_than_one_after_another(
    database: str, compared: list[str]
) -> None:
    with Store.open(database) as store:
        an_account(store, "clerk-1")
        password_set(store, change(), account="clerk-1", password=GOOD)

    def guess(number: int) -> Session | Declined:
        with Store.open(database) as own:
            return entering(own, f"đoán lần thứ {number}", at=f"place-{number}")

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(guess, range(16)))

    assert len(compared) == FREE_OF_ACCOUNT
    assert sum(isinstance(one, Declined) and one.wait > 0 for one in found) == 16 - FREE_OF_ACCOUNT


def test_what_was_typed_stands_nowhere(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with Store.open(url) as store:
        an_account(store, "clerk-1")
        password_set(store, change(), account="clerk-1", password=GOOD)
        entering(store, "x", account="my secret typed into the wrong field", at="203.0.113.7")
        session = entered(store)
        issued = token_issued(store, "clerk-1", ["read"], 30, at=AT)

    kept = b"".join(one.read_bytes() for one in tmp_path.glob("a.sqlite*"))
    secret = issued.text.rsplit("_", 1)[1]
    typed = (GOOD, "my secret", "203.0.113.7", session.token, session.csrf, issued.text, secret)
    assert [one for one in typed if one.encode() in kept] == []
    assert (session.token in repr(session), issued.text in repr(issued)) == (False, False)


def test_a_session_ends_when_it_is_not_used_and_after_a_day_of_work_however_busy(
    store: Store,
) -> None:
    quiet, busy = entered(store), entered(store)
    at = AT
    while at + IDLE - SECOND < AT + WHOLE:
        at += IDLE - SECOND
        assert session_of(store, busy.token, at=at) is not None

    assert session_of(store, quiet.token, at=AT + IDLE) is None
    assert session_of(store, busy.token, at=AT + WHOLE - SECOND) is not None
    assert session_of(store, busy.token, at=AT + WHOLE) is None
    assert sessions_of(store, "clerk-1", at=AT + WHOLE) == ()


def test_that_a_session_is_used_is_written_once_a_minute(store: Store) -> None:
    session = entered(store)

    seen = [
        found.seen - AT
        for seconds in (0, 59, 60, 61, 121)
        if (found := session_of(store, session.token, at=AT + seconds * SECOND)) is not None
    ]

    assert seen == [0 * SECOND, 0 * SECOND, SEEN_EVERY, SEEN_EVERY, 121 * SECOND]


def test_signing_out_ends_one_session_and_revoking_any_or_all(store: Store) -> None:
    one, other, third, fourth = (entered(store) for _ in range(4))

    signed_out(store, one)
    assert revoked(store, "clerk-1", other.id) == 1
    assert revoked(store, "clerk-1", other.id) == 0
    assert [known.id for known in sessions_of(store, "clerk-1", at=AT)] in (
        [third.id, fourth.id],
        [fourth.id, third.id],
    )
    assert revoked(store, "clerk-1") == 2

    assert {session_of(store, each.token, at=AT) for each in (one, other, third, fourth)} == {None}


def test_nobody_ends_the_session_of_another_account(store: Store) -> None:
    an_account(store, "clerk-2")
    session = entered(store)

    assert revoked(store, "clerk-2", session.id) == 0
    assert session_of(store, session.token, at=AT) == session


def test_closing_an_account_or_setting_its_password_ends_sessions_and_tokens(store: Store) -> None:
    endings: tuple[Callable[[], object], ...] = (
        lambda: disabled(store, change(), account="clerk-1"),
        lambda: password_set(store, change(), account="clerk-1", password=GOOD[::-1]),
    )
    for ended in endings:
        session = entered(store)
        issued = token_issued(store, "clerk-1", ["read"], 30, at=AT)
        ended()
        assert session_of(store, session.token, at=AT) is None
        assert token_of(store, issued.text, at=AT) is None
        if not isinstance(entering(store, GOOD[::-1]), Session):
            enabled(store, change(), account="clerk-1")
            assert session_of(store, session.token, at=AT) is None


def test_a_form_belongs_to_one_session(store: Store) -> None:
    one, other = entered(store), entered(store)

    assert one.is_own(one.csrf)
    assert not one.is_own(other.csrf)
    assert not one.is_own("")
    assert not one.is_own("mã giả mạo")
    again = session_of(store, one.token, at=AT)
    assert again is not None
    assert again.csrf == one.csrf


def test_the_password_is_asked_again_before_what_cannot_be_taken_back(store: Store) -> None:
    session = entered(store)
    later = AT + CONFIRMED_FOR
    assert session.is_confirmed(later - SECOND)
    assert not session.is_confirmed(later)

    assert isinstance(confirmed(store, session, WRONG, at=later), Declined)
    again = confirmed(store, session, GOOD, at=later)

    assert isinstance(again, Session)
    assert (again.confirmed_at, again.id) == (later, session.id)
    kept = session_of(store, session.token, at=later)
    assert kept is not None
    assert kept.confirmed_at == later


def test_failing_to_confirm_counts_as_failing_to_sign_in(store: Store) -> None:
    session = entered(store)

    told = [confirmed(store, session, WRONG, at=AT) for _ in range(FREE_OF_ACCOUNT + 1)]

    assert [one.wait for one in told if isinstance(one, Declined)] == [0] * FREE_OF_ACCOUNT + [1]
    assert isinstance(entering(store), Declined)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("mười một chữ"[:11], "at least 12"),
        ("x" * 11, "at least 12"),
        ("x" * 129, "at most 128"),
        ("Password1234", "many people use"),
        ("Mật Khẩu 12345", "many people use"),
        ("thi-đua-khen-thưởng", "many people use"),
        ("clerk-1 clerk-1", "the id or the name"),
        ("tranthividu2024!", "the id or the name"),
    ],
)
def test_a_weak_password_is_not_taken_and_every_reason_is_told(
    store: Store, password: str, reason: str
) -> None:
    found = password_set(store, change(), account="clerk-1", password=password)

    assert isinstance(found, Declined)
    assert reason in " ".join(one.en for one in found.texts)
    assert isinstance(entering(store), Session)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=40, max_size=120))
def test_what_is_long_and_nobodys_is_taken_whatever_it_is_made_of(password: str) -> None:
    composed = unicodedata.normalize("NFC", password)

    told = faults_of(password, account="zq-xj", name="Zwqx Jqvz")

    assert bool(told) == (not 12 <= len(composed) <= 128 or "zqxj" in composed)


def test_every_common_password_of_the_list_is_refused() -> None:
    folder = Path(passwords.__file__).parent
    lines = (folder / "common-passwords.txt").read_text(encoding="utf-8").splitlines()
    common = [one for one in lines if not one.startswith("#")]

    assert len(common) > 100
    assert [one for one in common if len(one) < 12] == []
    for one in common:
        for spelt in (one, one.upper(), one.title()):
            assert faults_of(spelt, account="zq-xj", name="Zwqx"), spelt


def test_the_cost_is_the_second_one_that_rfc_9106_recommends() -> None:
    assert Cost(passes=3, memory=64 * 1024, lanes=4) == COST


def test_a_hash_of_a_former_cost_is_renewed_at_the_next_sign_in(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    dearer = Cost(passes=2, memory=128, lanes=1)
    monkeypatch.setattr(passwords, "COST", dearer)
    before = store.access.hash_of("clerk-1")
    assert before is not None
    assert is_outdated(before)

    assert isinstance(entering(store), Session)

    after = store.access.hash_of("clerk-1")
    assert after is not None
    assert "m=128,t=2,p=1" in after
    assert not is_outdated(after)
    assert isinstance(entering(store), Session)


def test_a_hash_is_never_the_same_twice_and_nothing_is_the_hash_of_nothing() -> None:
    assert hashed(GOOD) != hashed(GOOD)
    assert holds(hashed(GOOD), GOOD)
    assert not holds(None, "")
    assert not holds("no hash at all", GOOD)
    assert not holds(hashed("x" * 128), "x" * 129)


def test_another_password_under_a_used_key_is_not_set_without_an_event(store: Store) -> None:
    once = change(key="once")
    set_ = password_set(store, once, account="clerk-1", password=GOOD[::-1])

    again = password_set(store, once, account="clerk-1", password=GOOD[::-1])
    with pytest.raises(KeyReusedError):
        password_set(store, once, account="clerk-1", password=GOOD.upper())

    assert again == set_
    assert isinstance(entering(store, GOOD[::-1]), Session)


def test_that_a_password_was_set_is_an_event_and_what_was_set_is_not(store: Store) -> None:
    found = password_set(store, change(by="keeper-2"), account="clerk-1", password=GOOD[::-1])
    assert not isinstance(found, Declined)

    last = read_event(list(store.events(found.stream))[-1].body)
    assert (last.type, last.actor.id) == ("set_password", "keeper-2")
    assert b"argon2" not in store.document(last.data)


def test_without_the_library_nobody_is_let_in_and_the_message_says_what_to_install(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "argon2", None)
    passwords._hasher.cache_clear()
    try:
        with pytest.raises(PasswordLibraryMissingError, match=r"tdkt\[desk\]"):
            entering(store)
    finally:
        passwords._hasher.cache_clear()


def test_a_token_is_good_for_its_days_and_scopes_and_known_by_its_beginning(store: Store) -> None:
    issued = token_issued(store, "clerk-1", ["read", "act"], 7, at=AT)

    found = token_of(store, issued.text, at=AT + timedelta(days=7) - SECOND)

    assert found == issued.token
    assert found is not None
    assert (found.account.id, found.scopes) == ("clerk-1", frozenset({"read", "act"}))
    assert issued.text.startswith(found.prefix)
    assert tokens_of(store, "clerk-1", at=AT) == (issued.token,)
    assert token_of(store, issued.text, at=AT + timedelta(days=7)) is None
    assert tokens_of(store, "clerk-1", at=AT + timedelta(days=7)) == ()


def test_a_token_is_forged_by_nobody_who_knows_its_beginning(store: Store) -> None:
    issued = token_issued(store, "clerk-1", SCOPES, 7, at=AT)
    forged = issued.text[:-1] + ("A" if issued.text[-1] != "A" else "B")

    texts = (forged, issued.token.prefix, issued.text.upper(), "", " " + issued.text, "x" * 10_000)
    assert {token_of(store, text, at=AT) for text in texts} == {None}


def test_a_token_is_withdrawn_by_its_beginning_and_only_by_its_account(store: Store) -> None:
    an_account(store, "clerk-2")
    issued = token_issued(store, "clerk-1", ["audit"], 7, at=AT)

    assert not token_withdrawn(store, "clerk-2", issued.token.prefix)
    assert token_withdrawn(store, "clerk-1", issued.token.prefix)
    assert not token_withdrawn(store, "clerk-1", issued.token.prefix)

    assert token_of(store, issued.text, at=AT) is None


@pytest.mark.parametrize(
    ("scopes", "days"),
    [([], 7), (["write"], 7), (["read", "root"], 7), (["read"], 0), (["read"], 367)],
)
def test_a_token_of_no_scope_or_without_an_end_is_not_issued(
    store: Store, scopes: list[str], days: int
) -> None:
    with pytest.raises(AccountChangeError):
        token_issued(store, "clerk-1", scopes, days, at=AT)
    with pytest.raises(AccountNotFoundError):
        token_issued(store, "nobody-1", ["read"], 7, at=AT)

    assert tokens_of(store, "clerk-1", at=AT) == ()


def test_a_backup_lets_nobody_in_but_by_password(store: Store, tmp_path: Path) -> None:
    session = entered(store)
    issued = token_issued(store, "clerk-1", ["read"], 7, at=AT)
    entering(store, WRONG)
    copy = tmp_path / "copy.sqlite"

    backed_up(store.url, copy)

    for table in ("desk_session", "api_token", "sign_in_attempt"):
        assert rows(copy, f"SELECT * FROM {table}") == []  # noqa: S608 -- names of ours
    assert len(rows(copy, "SELECT * FROM account_password")) == 1
    assert session_of(store, session.token, at=AT) == session
    assert token_of(store, issued.text, at=AT) is not None


def test_failed_attempts_are_forgotten_after_a_day(store: Store) -> None:
    for number in range(10):
        entering(store, WRONG, account=f"guess-{number}", at=f"place-{number}")
    assert len(rows(store.place, "SELECT * FROM sign_in_attempt")) >= 20

    entering(store, after=86_401)

    assert len(rows(store.place, "SELECT * FROM sign_in_attempt")) <= 2
    assert CHEAP.memory == 64


def test_auditors_and_the_sequencer_do_not_read_what_lets_people_in(postgresql: str) -> None:
    with Store.open(postgresql) as store:
        asked = "SELECT has_table_privilege(?, ?, 'SELECT')"
        may = {
            (role, table): rows(store.place, asked, role, table)[0][0]
            for role in ("tdkt_auditor", "tdkt_sequencer", "tdkt_app")
            for table in ("account_password", "desk_session", "api_token", "sign_in_attempt")
        }
        assert {key for key, value in may.items() if value} == {
            key for key in may if key[0] == "tdkt_app"
        }
        assert rows(store.place, asked, "tdkt_auditor", "account")[0][0]
