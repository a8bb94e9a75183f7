"""The view of a moment is what anybody could have seen then, whatever came since.

The live answers are taken down while a history grows; afterwards the same questions are asked of
each moment of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cli
import workflow
from dossiers import errors
from dossiers.calendars import edition_of
from dossiers.comparing import changes, point_of
from dossiers.cuts import Cut
from dossiers.past import Past
from dossiers.rulebook import bundle_from, procedure
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Reader, Store, initialise
from dossiers.store.forging import copied
from dossiers.use_cases import (
    Granting,
    Withdrawing,
    decide_on_rules,
    dossier_of,
    grant,
    in_force_of,
    listed,
    looked_at,
    perform,
    propose,
    propose_rules,
    proposing,
    publications,
    rules_of,
    timeline,
    withdraw,
)
from ledger import Judgement, read_event
from tests.dossiers.building import NUMBER, a_key, a_nomination, acting, done, proposed
from tests.dossiers.building import proposing as a_proposal
from tests.dossiers.publishing import a_decision, a_draft, shipped_rules, stricter_rules
from tests.dossiers.tampering import tampered
from tests.dossiers.test_replay import DETAILS
from tests.terminal.speaking import help_pages_in_vietnamese
from workflow import Move

START = datetime(2024, 12, 2, 1, tzinfo=UTC)
DAY = date(2024, 12, 2)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with Store.open(url) as opened:
        yield opened


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shipped season, played once; only read."""
    url = f"sqlite:///{tmp_path_factory.mktemp('season') / 'season.sqlite'}"
    initialise(url)
    with Store.open(url) as opened:
        play(read_season(shipped_season()), opened)
    return url


def at(store: Store, moment: datetime) -> Past:
    return Past(store, Cut(at=moment))


def moments(store: Store) -> list[datetime]:
    """Every moment at which something was recorded."""
    return sorted({read_event(one.body).at for one in store.events()})


def said(url: str, *words: str) -> tuple[int, str]:
    """What a command answers on standard output."""
    with redirect_stdout(StringIO()) as out:
        code = cli.main([*words, "--database", url])
    return int(code), out.getvalue()


@dataclass(frozen=True)
class Seen:
    """What the live database answered at one moment of a walk."""

    moment: datetime
    bodies: tuple[bytes, ...]
    mandates: tuple[bytes, ...]
    publications: tuple[bytes, ...]
    numbers: tuple[str, ...]
    events: int
    told: dict[tuple[str, ...], tuple[int, str]]


def seen(store: Store, moment: datetime, questions: list[tuple[str, ...]]) -> Seen:
    url = f"sqlite:///{store.place}"
    return Seen(
        moment=moment,
        bodies=store.bodies(),
        mandates=store.mandates(),
        publications=store.publications(),
        numbers=store.numbers(),
        events=len(list(store.events())),
        told={words: said(url, *words) for words in questions},
    )


def same_later(store: Store, was: Seen) -> None:
    """Ask again of the moment; only the band may be new."""
    past, url = at(store, was.moment), f"sqlite:///{store.place}"
    assert past.bodies() == was.bodies
    assert past.mandates() == was.mandates
    assert past.publications() == was.publications
    assert past.numbers() == was.numbers
    assert len(list(past.events())) == was.events
    for words, (code, live) in was.told.items():
        ended, told = said(url, *words, "--at", was.moment.isoformat())
        band, _, rest = told.partition("\n")
        assert band.startswith("ĐANG XEM QUÁ KHỨ: ")
        assert (ended, rest) == (code, live), words


class Walk:
    """A history that grows one random command after another, each a second later."""

    def __init__(self, store: Store, data: st.DataObject) -> None:
        self.store, self.data = store, data
        self.now = START
        self.numbers: list[str] = []
        self.mandates: list[str] = []

    def step(self) -> str:
        """Do something; the number of the dossier that it was about."""
        self.now += timedelta(seconds=self.data.draw(st.integers(1, 3000)))
        kinds: list[Callable[[], None]] = [self.opens, self.delegates]
        kinds += [self.acts] * 6 if self.numbers else []
        kinds += [self.takes_back] if self.mandates else []
        with suppress(errors.ActDetailsError, errors.TransitionRefusedError):
            self.data.draw(st.sampled_from(kinds))()
        return self.numbers[-1] if self.numbers else ""

    def opens(self) -> None:
        award = self.data.draw(st.sampled_from(["CSTDCS", "CSTD_TINH", "CO_TINH"]))
        number = f"D-{len(self.numbers) + 1}"
        command = a_proposal(a_nomination(award), number=number)
        propose(self.store, replace(command, at=self.now))
        self.numbers.append(number)

    def acts(self) -> None:
        number = self.data.draw(st.sampled_from(self.numbers))
        self.numbers.remove(number)
        self.numbers.append(number)
        look = looked_at(self.store, number, on=DAY)
        possible = [
            one
            for one in look.options
            if isinstance(one.outcome, Move) and "engine" not in one.roles
        ]
        if possible:
            option = self.data.draw(st.sampled_from(possible))
            role = self.data.draw(st.sampled_from(option.roles))
            details = DETAILS.get(option.act)
            command = acting(option.act, role, reason="lý do", details=details, number=number)
            perform(self.store, replace(command, at=self.now))

    def delegates(self) -> None:
        given = Granting(
            role="unit_head",
            from_person="unit-head-1",
            to_person=f"deputy-{len(self.mandates)}",
            first=DAY,
            last=date(2024, 12, 31),
            paper="12/UQ",
            by="registrar-1",
            on=DAY,
            at=self.now,
            key=a_key(),
        )
        self.mandates.append(grant(self.store, given).number)

    def takes_back(self) -> None:
        number = self.mandates.pop()
        back = Withdrawing(
            number=number, by="registrar-1", on=DAY, at=self.now, key=a_key(), reason="đã về"
        )
        withdraw(self.store, back)


def questions(number: str) -> list[tuple[str, ...]]:
    """What is asked of one dossier, and of all, on one business day."""
    about = [("show", "--on"), ("why", "--on"), ("acts", "--on"), ("clocks", "--on")]
    day = DAY.isoformat()
    asked: list[tuple[str, ...]] = [("dossier", "list"), ("mandate", "list")]
    if number:
        asked += [("dossier", one, number, option, day) for one, option in about]
        asked += [("dossier", "timeline", number), ("dossier", "ballot", number, "--on", day)]
    return asked


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_every_moment_of_any_history_shows_what_was_shown_then(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('walk') / 'a.sqlite'}"
    initialise(url)
    with help_pages_in_vietnamese(), Store.open(url) as store:
        walk, taken = Walk(store, data), []
        for _ in range(data.draw(st.integers(1, 8))):
            number = walk.step()
            taken.append(seen(store, walk.now, questions(number)))

        for one in taken:
            same_later(store, one)


def test_the_moment_of_now_shows_what_is_shown_without_it(season: str) -> None:
    with help_pages_in_vietnamese(), Store.open(season) as store:
        last = moments(store)[-1]
        numbers = ("CSTDCS-2024-0001", "CSTDCS-2024-0010", "CO_TINH-2024-0007")
        day = ("--on", "2025-04-01")
        asked: list[tuple[str, ...]] = [
            *(("dossier", one, n, *day) for one in ("show", "why", "acts") for n in numbers),
            *(("dossier", "timeline", n) for n in numbers),
            ("dossier", "list"),
            ("dossier", "list", "--state", "approved"),
            ("rules", "publications"),
        ]
        same_later(store, seen(store, last, asked))


def test_every_moment_of_a_season_replays_into_the_rows_of_then(season: str) -> None:
    with Store.open(season) as store:
        every = moments(store)
        counts = [sum(one.n for one in listed(at(store, when))) for when in every[::20]]

        assert counts == sorted(counts)
        assert at(store, every[-1]).bodies() == store.bodies()
        assert at(store, every[0] - timedelta(seconds=1)).bodies() == ()


@settings(max_examples=12, deadline=None)
@given(
    days=st.tuples(
        st.dates(date(2024, 11, 1), date(2025, 6, 1)), st.dates(date(2024, 11, 1), date(2025, 6, 1))
    )
)
def test_a_later_business_day_takes_nothing_away(season: str, days: tuple[date, date]) -> None:
    first, second = sorted(days)
    with Store.open(season) as store:
        before, after = (Past(store, Cut(as_of=day)) for day in (first, second))
        was, now = ({one.number: one.n for one in listed(view)} for view in (before, after))

        assert was.keys() <= now.keys()
        assert all(n <= now[number] for number, n in was.items())
        for number, n in was.items():
            happened = list(timeline(before, number))
            assert [one.n for one in happened] == list(range(1, n + 1))
            assert all(one.on <= first for one in happened)


def test_a_business_day_is_seen_as_it_was_known_at_a_moment(store: Store) -> None:
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")
    vote = acting(
        "record_vote",
        "council_secretary",
        on=date(2024, 12, 9),
        details={"members": 15, "approvals": 12},
    )
    late = datetime(2025, 1, 6, 1, tzinfo=UTC)
    perform(store, replace(vote, at=late))

    def council(cut: Cut) -> object:
        return dossier_of(Past(store, cut), NUMBER).evidence.unit_council

    happened, known = date(2024, 12, 9), late - timedelta(days=1)
    assert council(Cut(as_of=happened)) is not None
    assert council(Cut(at=known, as_of=happened)) is None
    assert council(Cut(at=late, as_of=happened - timedelta(days=1))) is None


def test_mandates_and_publications_have_days_of_their_own(store: Store) -> None:
    walk = Walk(store, st.data())  # type: ignore[arg-type]  # nothing is drawn
    walk.delegates()

    early = Past(store, Cut(as_of=DAY - timedelta(days=30)))

    assert early.mandates() == store.mandates()
    assert early.present
    assert at(store, START - timedelta(seconds=1)).mandates() == ()


def test_published_rules_judge_a_moment_from_their_publication_on(store: Store) -> None:
    proposed(store, a_nomination())
    before = moments(store)[-1]
    handed = propose_rules(store, replace(a_draft(*stricter_rules()), at=START))
    decided = replace(a_decision(handed.number), at=START + timedelta(hours=1))
    decide_on_rules(store, decided)

    def judged_by(view: Reader) -> str:
        return looked_at(view, NUMBER, on=DAY).judged_by

    draft = bundle_from(stricter_rules()[0], "cstdcs.yaml").digest
    shipped = bundle_from(shipped_rules()[0], "cstdcs.yaml").digest
    assert judged_by(store) == judged_by(at(store, decided.at)) == draft
    assert judged_by(at(store, START)) == judged_by(at(store, before)) != draft
    assert judged_by(at(store, before)) == looked_at_shipped(store)
    assert shipped != draft
    assert [one.state for one in publications(at(store, START))] == ["proposed"]
    assert publications(at(store, before)) == ()
    assert [one.number for one in in_force_of(store, DAY)] == [handed.number]
    assert in_force_of(store, date(2023, 12, 31)) == ()
    assert in_force_of(at(store, START), DAY) == ()


def looked_at_shipped(store: Store) -> str:
    """The rules that the proposal named."""
    first = next(iter(store.events()))
    return str(read_event(first.body).judged.rules)


def newer_release(monkeypatch: pytest.MonkeyPatch) -> str:
    """A release that ships stricter rules; their digest."""
    stricter = bundle_from(stricter_rules()[0], "cstdcs.yaml")
    monkeypatch.setattr(rules_of, "bundle_of", lambda _: stricter)
    return stricter.digest


def test_rules_of_a_newer_release_do_not_reach_the_past(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed(store, a_nomination())
    when = moments(store)[-1]
    was = looked_at(store, NUMBER, on=DAY).judged_by
    newer = newer_release(monkeypatch)

    assert looked_at(store, NUMBER, on=DAY).judged_by == newer
    assert looked_at(at(store, when), NUMBER, on=DAY).judged_by == was


def test_a_received_dossier_is_not_told_of_rules_that_came_with_a_later_release(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")
    newer_release(monkeypatch)

    assert looked_at(store, NUMBER, on=DAY).newer is not None
    assert looked_at(at(store, moments(store)[-1]), NUMBER, on=DAY).newer is None


def test_what_no_event_tells_of_the_rules_is_said_and_not_invented(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Earlier releases did not name the rules in a proposal.
    monkeypatch.setattr(
        proposing,
        "Judgement",
        lambda definition, rules: Judgement(definition=definition),  # noqa: ARG005 -- the signature of a judgement
    )
    proposed(store, a_nomination())
    drafted = moments(store)[-1]
    done(store, "submit", "unit_clerk")
    received = moments(store)[-1]

    with pytest.raises(errors.CannotTellError, match="cannot be told"):
        looked_at(at(store, drafted), NUMBER, on=DAY)
    assert looked_at(at(store, received), NUMBER, on=DAY).dossier.n == 2
    first, second = (point_of(store, NUMBER, n) for n in (1, 2))
    found = changes(store, NUMBER, since=first, until=second)
    assert found.verdicts[0] == ""
    assert len(found.unknown) == 1


def test_a_local_profile_is_looked_for_under_its_own_name(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = a_proposal(a_nomination(), number="L-1")
    propose(store, replace(local, profile="bac-ninh"))
    when = moments(store)[-1]
    was = looked_at(store, "L-1", on=DAY).judged_by
    newer = bundle_from(stricter_rules()[0], "cstdcs.yaml")
    monkeypatch.setattr(rules_of, "local_bundle", lambda *_: newer)

    assert looked_at(at(store, when), "L-1", on=DAY).judged_by == was != newer.digest


def test_terms_of_the_past_are_counted_by_the_calendar_that_was_recorded(
    season: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = "CSTDCS-2024-0001"
    with Store.open(season) as store:
        last = moments(store)[-1]
        was = looked_at(store, number, on=date(2025, 4, 1)).terms
        assert was.readings
        worked_less = workflow.amended(
            workflow.shipped_calendar("vn-working-days"), [("vn-2024.yaml", fewer_days())]
        )
        monkeypatch.setattr(workflow, "shipped_calendar", lambda _: worked_less)

    with Store.open(season) as store:  # by another release, which is another process
        assert looked_at(store, number, on=date(2025, 4, 1)).terms != was
        assert looked_at(at(store, last), number, on=date(2025, 4, 1)).terms == was


def fewer_days() -> bytes:
    """The year 2024 with one more day off, in the middle of a term of the season."""
    file = dict(workflow.calendar_files("vn-working-days"))["vn-2024.yaml"]
    extra = b"  - {day: 2024-12-24, text: {vi: A, en: A}, source: national}\n"
    assert file.count(b"\nworking:") == 1
    return file.replace(b"\nworking:", extra + b"\nworking:")


def test_without_a_recorded_calendar_no_last_day_is_told(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.use_cases.performing.edition_of", lambda _: None)
    assert edition_of(procedure().definition) is not None
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")

    look = looked_at(at(store, moments(store)[-1]), NUMBER, on=DAY)

    assert look.calendar is None
    assert look.terms.readings == ()
    assert look.terms.uncounted == tuple(look.case.clocks)


def test_the_table_is_not_believed(store: Store, tmp_path: Path) -> None:
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")
    last = moments(store)[-1]
    was = store.bodies()
    copy = tmp_path / "copy.sqlite"
    copied(store.place, copy)
    tampered(copy, "UPDATE dossier SET body = ?", was[0].replace(b"council_review", b"approved"))

    with Store.open(f"sqlite:///{copy}") as changed:
        assert dossier_of(changed, NUMBER).state == "approved"
        assert at(changed, last).bodies() == was
        assert at(changed, last).body(NUMBER) == was[0]


def test_history_broken_later_hides_nothing_of_before(store: Store, tmp_path: Path) -> None:
    proposed(store, a_nomination())
    drafted = moments(store)[-1]
    done(store, "submit", "unit_clerk")
    received = moments(store)[-1]
    done(store, "record_vote", "council_secretary", details={"members": 15, "approvals": 12})
    copy = tmp_path / "copy.sqlite"
    copied(store.place, copy)
    tampered(copy, "UPDATE event SET body = replace(body, 'secretary', 'secretory') WHERE n = 3")

    with Store.open(f"sqlite:///{copy}") as changed:
        assert dossier_of(at(changed, drafted), NUMBER).n == 1
        # The first event behind the moment has to be whole, for it alone says that it came later.
        with pytest.raises(errors.HistoryError, match="D-1 cannot be rebuilt as of then: event 3"):
            at(changed, received).body(NUMBER)


def test_what_was_proposed_later_says_since_when(store: Store) -> None:
    proposed(store, a_nomination())
    before = moments(store)[0] - timedelta(seconds=1)

    with pytest.raises(
        errors.NotYetError, match=r"no dossier 'D-1' yet: it was proposed on 20/11/2024"
    ):
        dossier_of(at(store, before), NUMBER)
    with pytest.raises(errors.DossierNotFoundError, match="No dossier has the number 'D-7'"):
        dossier_of(at(store, before), "D-7")


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_a_point_by_events_parts_what_was_recorded_in_one_moment(store: Store, n: int) -> None:
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")
    done(store, "record_vote", "council_secretary", details={"members": 15, "approvals": 12})

    view = Past(store, point_of(store, NUMBER, n).cut)

    assert [one.n for one in listed(view)] == ([n] if n else [])
    assert not view.present
