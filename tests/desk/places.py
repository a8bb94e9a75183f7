"""A reachable address of every page, and the persona who sees it; one a page that is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is seen.

    Attributes:
        page: the name of its route.
        path: its address on the demo season.
        persona: who is let in; empty for whoever is not signed in.
    """

    page: str
    path: str
    persona: str


PLACES = (
    Place("sign_in", "/sign-in", ""),
    Place("worklist", "/", "clerk-bk"),
    Place("dossiers", "/dossiers", "secretary-tinh-bk"),
    Place("dossier", "/dossiers/CSTDCS-2024-0014", "clerk-bk"),
    Place("act", "/dossiers/CSTDCS-2024-0014/acts/amend?part=ratings", "clerk-bk"),
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
