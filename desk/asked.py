"""What somebody asks of the desk: which page, of whose dossiers, at what moment, with what typed.

>>> typed = Typed({"reason": ("Đủ  điều kiện ",), "members": ("an", "bình")})
>>> typed.one("reason"), typed.all("members"), typed.one("choice")
('Đủ  điều kiện', ('an', 'bình'), '')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import quote, urlencode

from desk.checks import Checks
from dossiers.accounts import Session, StandIn, scope_with
from dossiers.looking_back import Moment
from dossiers.scope import EVERYTHING, NOBODYS, Scope
from dossiers.store import Beside, Once, Reader, Store
from texts import Language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with a form or behind the `?` of an address, in composed Unicode.

    Attributes:
        values: every value of every name, in the order in which they came.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The last value of a name without spaces around it; empty where none came."""
        return (self.values.get(name) or ("",))[-1].strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name that is not empty."""
        return tuple(one.strip() for one in self.values.get(name, ()) if one.strip())

    def __contains__(self, name: str) -> bool:
        """Whether anything came under a name."""
        return name in self.values


@dataclass(frozen=True, slots=True)
class House:
    """What the desk serves, the same for everybody.

    Attributes:
        store: the database.
        demo: whether it is the season to try things out on, with personas.
        today: the business day of the demo season; None for that of the clock.
        checks: long looks at the whole record, begun and last ended.
    """

    store: Store
    demo: bool = False
    today: date | None = None
    checks: Checks = field(default_factory=Checks)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as a page sees it.

    Attributes:
        house: what is served.
        page: the name of the page that was asked for.
        parts: the variable parts of the address, such as the number of a dossier.
        query: what stands behind the `?`.
        form: what was typed into a form; nothing for a page that is only read.
        session: who is signed in; None for nobody.
        language: of the page.
        moment: the moment that is asked about.
        now: the moment of the request.
        today: the business day of the request.
        path: the address without what stands behind the `?`.
        source: where the request came from, for lockouts: an address of the network.
        posted: whether a form was sent.
        fragment: whether only a part of a page is wanted, to be put into one that is shown.
        looks_back: whether the page shows any moment.
        stand_ins: the roles in which whoever asks may act for others on the business day.
        had: what was read for this request; for one that only reads, each thing is read once.
    """

    house: House
    page: str
    parts: Mapping[str, str]
    query: Typed
    form: Typed
    session: Session | None
    language: Language
    moment: Moment
    now: datetime
    today: date
    path: str
    source: str = ""
    posted: bool = False
    fragment: bool = False
    looks_back: bool = False
    stand_ins: tuple[StandIn, ...] = ()
    had: Beside = field(default_factory=Beside, init=False, repr=False, compare=False)

    def again(self, **changed: str) -> str:
        """The address of this page, with other values behind the `?`; an empty one is left out."""
        kept = {name: each for name, each in self.query.values.items() if name not in changed}
        named = {name: (one,) for name, one in changed.items() if one}
        behind = urlencode({**kept, **named}, doseq=True)
        return quote(self.path) + (f"?{behind}" if behind else "")

    @property
    def signed_in(self) -> Session:
        """Who is signed in; only for pages that nobody else sees."""
        assert self.session is not None, "the route lets nobody else in"
        return self.session

    @property
    def day(self) -> date:
        """The business day to judge by."""
        return self.moment.day_or(self.today)

    @property
    def past_query(self) -> str:
        """The moment that is looked at, to be put behind the addresses of other pages of it."""
        kept = {name: self.query.one(name) for name in ("at", "as_of") if self.query.one(name)}
        return f"?{urlencode(kept)}" if self.moment.past else ""

    @property
    def scope(self) -> Scope:
        """Whose dossiers whoever asks may see; nobody's where nobody is signed in."""
        if self.session is None:
            return NOBODYS
        return scope_with(self.session.account, self.stand_ins, on=self.today)

    @property
    def whole(self) -> Reader:
        """The whole database as it is, for what is nobody's dossier: accounts and mandates."""
        return self.house.store if self.posted else self._had("whole", self._whole)

    @property
    def store(self) -> Store:
        """The database as far as whoever asks may see it, to be acted on."""
        scope = self.scope
        return self.house.store if scope == EVERYTHING else self.house.store.within(scope)

    @property
    def reader(self) -> Reader:
        """The same at the moment that is asked about, to be read."""
        return self._had("reader", self._reader)

    def _had(self, name: str, make: Callable[[], T]) -> T:
        """What was made for this request; made each time where a form was sent, for that writes."""
        return make() if self.posted else self.had.kept(name, make)

    def _whole(self) -> Reader:
        """The whole database, read once."""
        return Once(self.house.store)

    def _reader(self) -> Reader:
        """What whoever asks may see at the moment that is asked about."""
        seen = self.moment.seen(self.store)
        return seen if self.posted else Once(seen)
