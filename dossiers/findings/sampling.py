"""A drawing of dossiers for an audit, and the protocol by which anybody can draw again.

A drawing speaks of the log as a signed checkpoint has it: the population are the dossiers that had
an event under it, with the state and the findings of that moment.  The protocol is one file in
canonical bytes; it names seed, log, root, method, population and result, and so fixes all of it.
Whoever announces the seed before the checkpoint is signed cannot know what it will draw (ADR 0036).

Invariants:

* the same log, checkpoint and question give the same protocol, to the byte;
* nothing is written to the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field

from dossiers.errors import DossierError, HistoryError
from dossiers.findings.drawing import METHODS, Where, drawn
from dossiers.findings.kinds import read_settings
from dossiers.findings.report import report
from dossiers.findings.settings import FindingsFileError, Settings
from dossiers.findings.walking import Trail, Walk
from dossiers.store import Log, Store, StoredEvent
from dossiers.use_cases.exporting import checkpoint_of
from dossiers.use_cases.signing import DAMAGED
from ledger import TileError, canonical
from texts import Text, reading
from texts.reading import Closed, Whole, Words, bounded

Filter = Literal["award", "unit", "state", "year"]
FILTERS: tuple[Filter, ...] = ("award", "unit", "state", "year")
"""What a population can be chosen by."""

Way = Literal["random", "risk"]
HEX = r"^[0-9a-f]{64}$"
MOST = 2_000
"""Dossiers that one drawing can take; a protocol of more could not be read again."""

TOO_FEW = Text(
    vi="Chỉ có {found} hồ sơ thỏa điều kiện; không rút được {asked}.",
    en="Only {found} dossiers are asked about; {asked} cannot be drawn from them.",
)
OTHER_LOG = Text(
    vi="Biên bản nói về sổ '{found}', cơ sở dữ liệu này là sổ '{expected}'.",
    en="The protocol is about the log '{found}'; this database is the log '{expected}'.",
)
SHORTER = Text(
    vi="Biên bản nói {asked} sự kiện, sổ chỉ có {found}.",
    en="The protocol speaks of {asked} events, the log has {found}.",
)
REWRITTEN = Text(
    vi="Mã băm gốc của {size} sự kiện đầu là {found}, biên bản ghi {expected}.",
    en="The root of the first {size} events is {found}; the protocol says {expected}.",
)
OTHER_METHOD = Text(
    vi="Biên bản ghi cách rút '{found}'; bản này của phần mềm dùng '{expected}'.",
    en="The protocol names the method '{found}'; this release draws by '{expected}'.",
)
POPULATION = Text(
    vi="Tập hợp hồ sơ rút lại được {found} (mã băm {digest}), biên bản ghi {expected}.",
    en="Drawing again finds a population of {found} (digest {digest}); the protocol says "
    "{expected}.",
)
DRAWN = Text(
    vi="Rút lại được: {found}; biên bản ghi: {expected}.",
    en="Drawing again gives: {found}; the protocol says: {expected}.",
)
NOT_CANONICAL = Text(
    vi="Nội dung đúng nhưng cách viết khác tệp gốc; mã băm của tệp không còn dùng được.",
    en="The content is right but not in the form it was written in; the digest of the file is "
    "void.",
)


class SampleError(DossierError):
    """A drawing was asked for that cannot be made; nothing was drawn."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A drawing that somebody asks for.

    Attributes:
        seed: any words of one line, announced before.
        count: how many dossiers.
        by: `random` or `risk`.
        where: from which dossiers, by the names of `FILTERS`; empty for all.
    """

    seed: str
    count: int
    by: Way
    where: Mapping[Filter, str]


class Drawn(Closed):
    """A dossier that was drawn.

    Attributes:
        number: the number that people use.
        dossier: the id of its events.
        weight: its weight in the drawing; 1 for every dossier at random.
    """

    number: Words
    dossier: Words
    weight: Annotated[Whole, bounded(1, 10**12)]


class Population(Closed):
    """Everything that could have been drawn.

    Attributes:
        count: how many dossiers.
        digest: SHA-256 over one line each, `ID WEIGHT`, in the order of the ids, hexadecimal.
    """

    count: Annotated[Whole, bounded(0, 10**9)]
    digest: Annotated[str, Field(pattern=HEX)]


class Protocol(Closed):
    """What was drawn, out of what, and how.

    Attributes:
        kind: the version of this file format.
        log: the origin of the log.
        size: how many events the checkpoint speaks of.
        root: the root over them, hexadecimal.
        seed: what the drawing was made by.
        by: `random` or `risk`.
        method: the name of the arithmetic.
        count: how many dossiers were asked for.
        where: from which dossiers.
        population: what could have been drawn.
        settings: the thresholds that gave the weights, as a file; None at random.
        drawn: the result, in the order of drawing.
    """

    kind: Literal["audit-sample/v1"]
    log: Words
    size: Annotated[Whole, bounded(0, 10**12)]
    root: Annotated[str, Field(pattern=HEX)]
    seed: Words
    by: Way
    method: Words
    count: Annotated[Whole, bounded(1, MOST)]
    where: Mapping[Filter, Words]
    population: Population
    settings: Annotated[str, Field(max_length=65_536)] | None = None
    drawn: tuple[Drawn, ...]

    @property
    def asked(self) -> Asked:
        """The question that it answers."""
        return Asked(self.seed, self.count, self.by, dict(self.where))

    def body(self) -> bytes:
        """The protocol in the one form that it has as a file."""
        return canonical(self.model_dump(mode="json", exclude_none=True))


def sample(
    store: Store, asked: Asked, settings: bytes, *, file: str, note: bytes | None = None
) -> Protocol:
    """Draw dossiers out of the log as a checkpoint has it.

    Args:
        store: the database; it is only read.
        asked: what is to be drawn.
        settings: the content of the file of thresholds; only drawing by risk looks at it.
        file: its name, for the places of mistakes.
        note: a signed checkpoint; None takes the newest stored one.

    Raises:
        SampleError: there are fewer dossiers than are to be drawn.
        FindingsFileError: the thresholds have mistakes.
        HistoryError: there is no usable checkpoint, or the log does not fit it.
    """
    log = store.numbered
    checkpoint, _ = checkpoint_of(log, note)
    found = _root(log, checkpoint.size)
    if found != checkpoint.root:
        names = {"found": found.hex(), "expected": checkpoint.root.hex()}
        raise HistoryError(REWRITTEN.fill(size=checkpoint.size, **names))
    return _drawn(store, asked, settings, file=file, size=checkpoint.size, root=found)


def read_protocol(content: bytes, *, file: str) -> Protocol:
    """The protocol that a file holds.

    Raises:
        FindingsFileError: it is none; every mistake is in it.
    """
    return reading.read_model(content, file=file, model=Protocol, error=FindingsFileError)[0]


def differences(store: Store, content: bytes, *, file: str) -> tuple[Text, ...]:
    """Draw again, and tell what differs from a protocol; nothing where it is right.

    Args:
        store: the database of the log; it is only read.
        content: the protocol.
        file: its name.

    Raises:
        FindingsFileError: it is no protocol.
        HistoryError: the tree of the log is damaged.
    """
    protocol, log = read_protocol(content, file=file), store.numbered
    if protocol.log != log.origin:
        return (OTHER_LOG.fill(found=protocol.log, expected=log.origin),)
    if protocol.size > log.size:
        return (SHORTER.fill(asked=protocol.size, found=log.size),)
    root = _root(log, protocol.size)
    if root.hex() != protocol.root:
        names = {"found": root.hex(), "expected": protocol.root}
        return (REWRITTEN.fill(size=protocol.size, **names),)
    if METHODS[protocol.by] != protocol.method:
        return (OTHER_METHOD.fill(found=protocol.method, expected=METHODS[protocol.by]),)
    settings = (protocol.settings or "").encode()
    try:
        again = _drawn(store, protocol.asked, settings, file=file, size=protocol.size, root=root)
    except SampleError as too_few:
        return (too_few.text,)
    return tuple(_compared(protocol, again, content))


def _compared(protocol: Protocol, again: Protocol, content: bytes) -> Iterator[Text]:
    """What differs between a protocol and the drawing made again."""
    if protocol.population != again.population:
        yield POPULATION.fill(
            found=again.population.count,
            digest=again.population.digest[:12],
            expected=f"{protocol.population.count} ({protocol.population.digest[:12]})",
        )
    if protocol.drawn != again.drawn:
        told = (
            ", ".join(f"{each.number} ({each.weight})" for each in one.drawn)
            for one in (again, protocol)
        )
        yield DRAWN.fill(found=next(told), expected=next(told))
    if protocol == again and content != again.body():
        yield NOT_CANONICAL


def _drawn(
    store: Store, asked: Asked, settings: bytes, *, file: str, size: int, root: bytes
) -> Protocol:
    """The drawing out of the first events of a log.

    Raises:
        SampleError: there are too few dossiers.
        FindingsFileError: the thresholds have mistakes.
    """
    log, by_risk = store.numbered, asked.by == "risk"
    thresholds = read_settings(settings, file=file) if by_risk else None
    weights, trails = _weighed(store, _events(log, size), thresholds)
    population = {name: weights[name] for name, trail in trails.items() if _fits(trail, asked)}
    if len(population) < asked.count:
        raise SampleError(TOO_FEW.fill(found=len(population), asked=asked.count))
    where, method = Where(log.origin, root), METHODS[asked.by]
    names = drawn(population, asked.count, seed=asked.seed, where=where, method=method)
    return Protocol(
        kind="audit-sample/v1",
        log=log.origin,
        size=size,
        root=root.hex(),
        seed=asked.seed,
        by=asked.by,
        method=method,
        count=asked.count,
        where=asked.where,
        population=Population(count=len(population), digest=population_digest(population)),
        settings=settings.decode() if by_risk else None,
        drawn=tuple(
            Drawn(number=trails[name].number, dossier=name, weight=population[name])
            for name in names
        ),
    )


def population_digest(population: Mapping[str, int]) -> str:
    """The digest that stands for a population with its weights, hexadecimal.

    >>> population_digest({"b": 2, "a": 1}) == population_digest({"a": 1, "b": 2})
    True
    """
    lines = "".join(f"{name} {weight}\n" for name, weight in sorted(population.items()))
    return sha256(lines.encode()).hexdigest()


def _weighed(
    store: Store, events: Iterator[StoredEvent], settings: Settings | None
) -> tuple[Mapping[str, int], Mapping[str, Trail]]:
    """Every dossier under a checkpoint with its weight, and what is known of it."""
    if settings is not None:
        found = report(events, store.document, settings)
        return found.risk(settings.base), _dossiers(found.last.trails)
    walk = Walk(store.document)
    for _ in walk.steps(events):
        pass  # only what stands at the end is asked
    trails = _dossiers(walk.trails)
    return dict.fromkeys(trails, 1), trails


def _dossiers(trails: Mapping[str, Trail]) -> Mapping[str, Trail]:
    """The streams that are dossiers."""
    return {name: one for name, one in trails.items() if one.subject == "dossier"}


def _fits(trail: Trail, asked: Asked) -> bool:
    """Whether a dossier belongs to what is asked about."""
    return all(getattr(trail, name) == value for name, value in asked.where.items())


def _events(log: Log, size: int) -> Iterator[StoredEvent]:
    """The first events of a log; one that is gone is left out, and the root tells of it."""
    for one in log.events():
        if one.index >= size:
            return
        if one.event is not None:
            yield one.event


def _root(log: Log, size: int) -> bytes:
    """The root over the first events.

    Raises:
        HistoryError: the tree is damaged.
    """
    try:
        return log.root(size)
    except TileError as wrong:
        raise HistoryError(DAMAGED.fill(reason=wrong)) from wrong
