"""A reachable address of every page, and the persona who sees it; one a page that is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dossiers.store import Store
from dossiers.use_cases import propose_rules
from tests.dossiers.publishing import a_draft, shipped_rules


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is seen.

    Attributes:
        page: the name of its route.
        path: its address on the demo season.
        persona: who is let in; empty for whoever is not signed in.
        made: what has to be done before there is anything to see there; None for nothing.
    """

    page: str
    path: str
    persona: str
    made: Callable[[Store], None] | None = None


def rules_waiting(store: Store) -> None:
    """Rules that somebody handed in; the same ones when they are handed in again."""
    propose_rules(store, a_draft(*shipped_rules(), key="rules-that-wait"))


PLACES = (
    Place("sign_in", "/sign-in", ""),
    Place("worklist", "/", "clerk-bk"),
    Place("programs", "/api", ""),
    Place("dossiers", "/dossiers", "secretary-tinh-bk"),
    Place("dossier", "/dossiers/CSTDCS-2024-0014", "clerk-bk"),
    Place("why_verdict", "/dossiers/CSTDCS-2024-0006/why/verdict", "secretary-bk"),
    Place("why_criterion", "/dossiers/CSTDCS-2024-0006/why/criterion/c.vote", "secretary-bk"),
    Place("why_term", "/dossiers/CSTDCS-2024-0011/why/term/notify_term", "clerk-bk"),
    Place("ballot", "/dossiers/CSTDCS-2024-0006/ballot", "member-bk"),
    Place("propose", "/propose", "clerk-bk"),
    Place("account", "/account", "clerk-bk"),
    Place("users", "/users", "admin-tinh-bk"),
    Place("user", "/users/clerk-bk", "admin-tinh-bk"),
    Place("act", "/dossiers/CSTDCS-2024-0014/acts/amend?part=ratings", "clerk-bk"),
    Place("rules", "/rules?on=2026-01-20&profile=bac-ninh", "policy"),
    Place("facts", "/rules/facts", "policy"),
    Place("law", "/rules/law", "policy"),
    Place("publications", "/rules/publications", "policy"),
    Place("publication", "/rules/publications/CSTDCS-QT-001", "policy", made=rules_waiting),
    Place("award", "/rules/TTLDXS?on=2026-01-20&profile=bac-ninh", "policy"),
    Place("award_examples", "/rules/CSTDCS/examples", "policy"),
    Place("award_changes", "/rules/CSTDCS/changes?from=2023-06-01&to=2025-07-10", "policy"),
    Place("workflows", "/workflows", "policy"),
    Place("workflow", "/workflows/provincial-award", "policy"),
    Place("help", "/help", ""),
    Place("difference", "/dossiers/CSTDCS-2024-0014/difference?from=1&to=2", "clerk-bk"),
    Place("replay", "/dossiers/CSTDCS-2024-0014/replay?law=2025-06-01", "auditor"),
    Place("proof", "/dossiers/CSTDCS-2024-0014/proof", "auditor"),
    Place("receipt", "/dossiers/CSTDCS-2024-0014/receipt", "auditor"),
    Place("readings", "/dossiers/CSTDCS-2024-0014/readings", "auditor"),
    Place("audit", "/audit", "auditor"),
    Place("findings", "/audit/findings", "auditor"),
    Place("sample", "/audit/sample?seed=7&count=3&by=random", "auditor"),
    Place("people", "/audit/accounts", "auditor"),
    Place("plans", "/audit/plans", "auditor"),
    Place("verifiers", "/verifiers", "auditor"),
)
