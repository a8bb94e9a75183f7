"""What may leave the office of a dossier: ids, acts, days, states, digests; nothing personal.

Everything that the three forms say comes from here, so what is kept back is kept back once.  From
documents only what names no person is taken: how a ballot ended and its counts, for whom and by
which mandate somebody acted (by ids), which dossier was opened.  Reasons, papers, votes and the
evidence stay where they are.

Invariants:

* each line carries the leaf hash of its event, computed again from its bytes, and its number in
  the log where it has one; so whoever finds the line can ask whether it is in the log;
* history that is not whole is not exported;
* equal history gives equal lines, whoever exports it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

import workflow
from dossiers.documents import read_document
from dossiers.errors import DossierNotFoundError, HistoryError
from dossiers.history import OPEN_LINKED, PROPOSE
from dossiers.rulebook import read_procedure
from dossiers.store import Store, StoredEvent
from ledger import Event, Link, first_break, leaf_hash, read_event
from texts import Text

OPENINGS = (PROPOSE, OPEN_LINKED)
"""The types of the first event of a dossier; they are no acts of any workflow."""

COUNTS = ("members", "approvals", "written_approvals", "against", "abstained", "recused", "present")
"""What is told of a counted ballot."""

BROKEN = Text(
    vi="Lịch sử hồ sơ {number} không nguyên vẹn từ sự kiện {n}, nên không xuất; chạy "
    "`tdkt audit verify`.",
    en="The history of dossier {number} is not whole from event {n} on, so it is not exported; "
    "run `tdkt audit verify`.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One event, as far as it may leave the office.

    Attributes:
        event: what happened; its bytes name nobody.
        leaf: its leaf hash, hexadecimal.
        index: its number in the log, from 0; None while it has none.
        act: the act in words; None for what is no act of the workflow.
        decides: whether it settles the matter, or settles it anew: an approval, a refusal, a
            revocation; not a withdrawal by the unit.
        stage: the stage at which it is done; empty outside of all.
        by_program: whether the program itself did it.
        body: the body whose ballot the act is about; None for most acts.
        ballot: what it does with that ballot, as workflow files say it.
        stands_for: the id of the person for whom it was done; None for nobody else.
        mandate: the stream of the mandate on which that was done.
        result: how a ballot ended by it.
        counts: the counts of a ballot that it records, by their names.
        opened: the stream of the linked dossier that it opened.
        origin: of a first event, the stream of the dossier whose act opened this one.
        withheld: whether its document is erased or lost, so that nothing of it is told.
    """

    event: Event
    leaf: str
    index: int | None
    act: Text | None
    decides: bool = False
    stage: str = ""
    by_program: bool = False
    body: str | None = None
    ballot: str | None = None
    stands_for: str | None = None
    mandate: str | None = None
    result: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    opened: str | None = None
    origin: str | None = None
    withheld: bool = False

    @property
    def is_act(self) -> bool:
        """Whether it opens the dossier or is an act of its workflow; changing edition is none."""
        return self.act is not None or self.event.type in OPENINGS


@dataclass(frozen=True, slots=True)
class Told:
    """A dossier, as far as it may leave the office.

    Attributes:
        stream: its id.
        number: the number that people use.
        award: the code of the award.
        unit: the id of the unit that nominates.
        kind: `individual`, `collective` or `household`; empty where it was erased.
        account: the id under which the nominee acts in this program; None where there is none.
        definition: digest of the workflow file of its first event.
        workflow: the id of that workflow.
        lines: its events, the oldest first.
    """

    stream: str
    number: str
    award: str
    unit: str
    kind: str
    account: str | None
    definition: str
    workflow: str
    lines: tuple[Line, ...]

    @property
    def nominee(self) -> str:
        """A pseudonym of the nominee: the account, or one that only this dossier has.

        Equal names are no proof of one person, and a digest of a name is soon guessed; so nothing
        is made of the name.
        """
        return f"of-{self.stream}" if self.account is None else self.account


def told(
    store: Store, numbers: Collection[str] = (), *, workflow_id: str | None = None
) -> Iterator[Told]:
    """Dossiers one by one, by number.

    Args:
        store: the database; it is only read.
        numbers: which dossiers; none of them means all.
        workflow_id: only those that began under this workflow; None for any.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.HistoryError: the history of one is not whole.
    """
    editions = _Editions(store)
    for number in sorted(set(numbers) or store.numbers()):
        body = store.body(number)
        if body is None:
            raise DossierNotFoundError(number, store.near(number))
        one = _told(store, number, read_document(body), editions)
        if workflow_id in {None, one.workflow}:
            yield one


class _Editions:
    """The workflows that events pin, each read once."""

    def __init__(self, store: Store) -> None:
        """Begin with none."""
        self._store = store
        self._read: dict[str, workflow.Definition] = {}

    def __getitem__(self, name: str) -> workflow.Definition:
        """The workflow with this digest."""
        if name not in self._read:
            self._read[name] = read_procedure(self._store.document(name)).definition
        return self._read[name]


def _told(store: Store, number: str, row: Mapping[str, object], editions: _Editions) -> Told:
    """One dossier; of an erased one the row says less."""
    stream = str(row["id"])
    stored = list(store.events(stream))
    broken = first_break([Link(one.n, one.body, one.leaf) for one in stored], stream=stream)
    if broken is not None or not stored:
        raise HistoryError(BROKEN.fill(number=number, n=broken.n if broken else 1))
    indices = store.numbered.numbers_of(stream)
    lines = tuple(_line(store, one, indices.get(one.n), editions) for one in stored)
    pinned = lines[0].event.judged.definition
    nomination = _group(row.get("nomination")) or row
    nominee = _group(nomination.get("nominee"))
    return Told(
        stream=stream,
        number=number,
        award=str(nomination.get("award", "")),
        unit=str(nomination.get("unit", "")),
        kind=str(nominee.get("kind", "")),
        account=_word(nominee.get("account")),
        definition=pinned,
        workflow=editions[pinned].id,
        lines=lines,
    )


def _line(store: Store, stored: StoredEvent, index: int | None, editions: _Editions) -> Line:
    """One event with what its document says that names nobody."""
    event = read_event(stored.body)
    definition = editions[event.judged.definition]
    line = _of_act(definition, Line(event, leaf_hash(stored.body).hex(), index, None))
    try:
        data = read_document(store.document(event.data))
    except HistoryError:
        return replace(line, withheld=True)
    details = _group(data.get("details")) if line.body is not None else {}
    return replace(
        line,
        stands_for=_word(data.get("for")),
        mandate=_word(data.get("mandate")) if data.get("for") is not None else None,
        result=_word(data.get("result")),
        counts={name: one for name in COUNTS if isinstance(one := details.get(name), int)},
        opened=_word(_group(data.get("opened")).get("id")),
        origin=_word(_group(data.get("origin")).get("id")),
    )


def _of_act(definition: workflow.Definition, line: Line) -> Line:
    """The line with what the pinned workflow says of its act."""
    event = line.event
    role = definition.roles.get(event.actor.role)
    line = replace(line, by_program=role is not None and role.program)
    source = definition.states.get(event.source)
    if source is None or event.type not in definition.act_names:
        return line
    act = definition.acts_called(event.type).get(event.source)
    target = definition.states.get(event.target)
    if act is None or target is None:
        return line
    anew = source.end is None or (act.reason == "required" and event.source != event.target)
    held = source.ballot is not None and act.ballot is not None
    return replace(
        line,
        act=act.text,
        decides=target.end == "decided" and anew,
        stage=source.stage or "",
        body=source.ballot.body if held and source.ballot is not None else None,
        ballot=act.ballot if held else None,
    )


def _group(value: object) -> Mapping[str, object]:
    """A group of a document; an empty one where there is none."""
    return value if isinstance(value, dict) else {}


def _word(value: object) -> str | None:
    """A word of a document; None where there is none."""
    return value if isinstance(value, str) else None
