"""What a door asks for: a command with its idempotency key, and the answer to it.

Invariants:

* the digest of a request covers everything asked for but the key and the moment of recording, so
  a command repeated a minute later is the same command;
* an answer is kept as bytes and read from them the first time as well as every later one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import cast

from dossiers.documents import nomination_document, profile_part, read_document
from dossiers.model import Nomination
from ledger import Actor, Command, canonical, digest


@dataclass(frozen=True, kw_only=True)
class Proposing:
    """A unit proposes a nominee.

    Attributes:
        nomination: who, for which award, with which evidence.
        number: the number wished for; None to be given the next free one.
        by: who proposes.
        on: the business day.
        at: the moment of recording, with time zone.
        key: the idempotency key; the same key with the same command is answered, not repeated.
        profile: the local profile that judges beside the national rules; None for these alone.
    """

    nomination: Nomination
    by: Actor
    on: date
    at: datetime
    key: str
    number: str | None = None
    profile: str | None = None

    @cached_property
    def command(self) -> Command:
        """The key with the digest of everything asked for; the moment is no part of the request."""
        asked = {
            "act": "propose",
            "number": self.number,
            "nomination": nomination_document(self.nomination),
            "by": {"id": self.by.id, "role": self.by.role, "unit": self.by.unit},
            "on": self.on.isoformat(),
            **profile_part(self.profile),
        }
        return Command(self.key, digest(canonical(asked)))


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Somebody does an act on a dossier.

    Attributes:
        number: the dossier.
        act: the act, as the workflow file names it.
        by: who, and in what capacity.
        on: the business day; on the first receipt it decides which law holds.
        at: the moment of recording, with time zone.
        key: the idempotency key.
        reason: in words, where the act asks for one.
        details: what the act brings, as `dossiers.acts` describes it.
        stands_for: the id of the person for whom it is done by delegation; None for nobody else.
    """

    number: str
    act: str
    by: Actor
    on: date
    at: datetime
    key: str
    reason: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    stands_for: str | None = None

    @cached_property
    def command(self) -> Command:
        """The key with the digest of everything asked for; the moment is no part of the request.

        >>> from datetime import UTC
        >>> asked = Acting(
        ...     number="CSTDCS-2024-0001",
        ...     act="submit",
        ...     by=Actor("clerk-bk", "unit_clerk"),
        ...     on=date(2024, 12, 2),
        ...     at=datetime(2024, 12, 2, 1, tzinfo=UTC),
        ...     key="nop-1",
        ... )
        >>> later = Acting(**{**vars(asked), "at": datetime(2024, 12, 2, 9, tzinfo=UTC)})
        >>> later.command == asked.command
        True
        """
        asked = {
            "act": self.act,
            "number": self.number,
            "by": {"id": self.by.id, "role": self.by.role, "unit": self.by.unit},
            "on": self.on.isoformat(),
            "reason": self.reason,
            "details": dict(self.details),
            **delegation_part(self.stands_for),
        }
        return Command(self.key, digest(canonical(asked)))


def delegation_part(stands_for: str | None) -> dict[str, object]:
    """The entry of a document that names the person for whom somebody acts; none for nobody.

    >>> delegation_part("head-bk"), delegation_part(None)
    ({'for': 'head-bk'}, {})
    """
    return {} if stands_for is None else {"for": stands_for}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The answer to a command that was carried out.

    Attributes:
        number: the dossier.
        act: what was done.
        source: the state before; empty for a proposal.
        target: the state now, after stages that do not apply were passed over.
        passed_over: those stages, in order.
        n: the number of events of the dossier now.
        opened: the number of the linked dossier that the act opened; None for most acts.
        repeated: True when the same command had been carried out before.

    >>> done = Done(
    ...     number="CSTDCS-2024-0001",
    ...     act="advance",
    ...     source="council_review",
    ...     target="head_decision",
    ...     passed_over=("cluster_review", "provincial_approval"),
    ...     n=6,
    ... )
    >>> Done.read(done.body(), repeated=False) == done
    True
    """

    number: str
    act: str
    source: str
    target: str
    passed_over: tuple[str, ...]
    n: int
    opened: str | None = None
    repeated: bool = False

    def body(self) -> bytes:
        """The answer in the bytes that are kept; whether it is a repetition is no part of them."""
        return canonical(
            {
                "number": self.number,
                "act": self.act,
                "source": self.source,
                "target": self.target,
                "passed_over": list(self.passed_over),
                "n": self.n,
                **({} if self.opened is None else {"opened": self.opened}),
            }
        )

    @classmethod
    def read(cls, body: bytes, *, repeated: bool) -> Done:
        """The answer that stored bytes say.

        Args:
            body: as `Done.body` wrote them.
            repeated: whether the command had been carried out before.

        Raises:
            dossiers.errors.HistoryError: the bytes are no JSON object.
        """
        fields = read_document(body)
        return cls(
            number=str(fields["number"]),
            act=str(fields["act"]),
            source=str(fields["source"]),
            target=str(fields["target"]),
            passed_over=tuple(cast("list[str]", fields["passed_over"])),
            n=cast("int", fields["n"]),
            opened=cast("str | None", fields.get("opened")),
            repeated=repeated,
        )
