"""Builders for publications of rules: the shipped rules of CSTDCS, a stricter edition, commands."""

from __future__ import annotations

from datetime import date

import rules
from dossiers.use_cases import Deciding, Drafting
from ledger import Actor
from tests.dossiers.building import a_key, moment

FROM = date(2024, 1, 1)


def shipped_rules() -> tuple[bytes, bytes]:
    """The shipped rules and their examples."""
    return rules.shipped("CSTDCS")[1], rules.shipped_examples("CSTDCS")[1]


def stricter_rules() -> tuple[bytes, bytes]:
    """Ninety per cent instead of eighty, in words too, with one example that holds under it."""
    award, examples = shipped_rules()
    assert b">= 80%" in award
    text = examples.decode()
    base = text[text.index("\nbase:") : text.index("\ncases:") + 1]
    case = "  - {name: all agree, give: {unit_council.approvals: 15}, expect: eligible}\n"
    award = award.replace(b">= 80%", b">= 90%").replace(b"80 %", b"90 %")
    return award, f"for: CSTDCS{base}cases:\n{case}".encode()


def a_draft(
    award: bytes, examples: bytes, *, may_change: int = 9, key: str | None = None
) -> Drafting:
    """A command that hands rules in."""
    return Drafting(
        award=award,
        file="cstdcs.yaml",
        examples=examples,
        legal_basis="Quyết định 01/QĐ-MẪU",
        effective_on=FROM,
        may_change=may_change,
        by=Actor("author", "policy_author"),
        on=FROM,
        at=moment(FROM),
        key=key or a_key(),
    )


def a_decision(
    number: str, *, act: str = "publish", by: str = "head", reason: str = "lý do"
) -> Deciding:
    """A command that decides on rules; the author takes back, anybody else approves or rejects."""
    role = "policy_author" if act == "withdraw_draft" else "policy_approver"
    return Deciding(
        number=number,
        act=act,
        by=Actor(by, role),
        on=FROM,
        at=moment(FROM),
        key=a_key(),
        reason=reason,
    )
