"""What proves a dossier to somebody who has nothing of this program: paths, receipt, bundle."""

from __future__ import annotations

from desk.answer import Answer, Handed, Shown
from desk.asked import Asked
from desk.people import names_of
from desk.route import Route, Who
from dossiers.errors import HistoryError
from dossiers.receipt_words import receipt_words
from dossiers.use_cases import timeline
from dossiers.use_cases.exporting import exported
from dossiers.use_cases.exporting import receipt as receipt_of
from dossiers.use_cases.proving import COVERS, Cover, proofs_of


def proof(asked: Asked) -> Answer:
    """Each event with its leaf, its place in the log and its path to the signed root."""
    number = asked.parts["number"]
    found = proofs_of(asked.store, number)
    happenings = {one.n: one for one in timeline(asked.store, number)}
    values = {
        "number": number,
        "found": found,
        "proved": found.count(Cover.PROVED),
        "happenings": happenings,
        "names": names_of(asked, (one.by.id for one in happenings.values())),
        "COVERS": COVERS,
    }
    return Shown("proof/proof.html", values, reads=number)


def receipt(asked: Asked) -> Answer:
    """The receipt as one page, to be printed; where none can be made yet, why."""
    number = asked.parts["number"]
    values: dict[str, object] = {"number": number, "lines": (), "code": "", "silent": None}
    try:
        found = receipt_of(asked.store, number)
        values |= {"lines": tuple(receipt_words(found)), "code": found.code}
    except HistoryError as wrong:
        values["silent"] = wrong.text
    return Shown("proof/receipt.html", values, reads=number)


def receipt_text(asked: Asked) -> Answer:
    """The same lines as a file of text."""
    number = asked.parts["number"]
    lines = receipt_words(receipt_of(asked.store, number))
    body = "".join(f"{one.to(asked.language)}\n" for one in lines).encode()
    return Handed(body, "text/plain; charset=utf-8", f"{number}.txt", reads=number)


def bundle(asked: Asked) -> Answer:
    """The bundle for outsiders; what is personal goes with it only where that is asked for."""
    number = asked.parts["number"]
    disclose = asked.query.one("disclose") == "all"
    body = exported(asked.store, [number], disclose=disclose)
    return Handed(body, "application/zip", f"{number}.zip", reads=number)


AT = "/dossiers/{number}"
ROUTES = (
    Route(f"{AT}/proof", "proof", proof, Who.AUDITORS),
    Route(f"{AT}/receipt", "receipt", receipt, Who.AUDITORS),
    Route(f"{AT}/receipt.txt", "receipt_text", receipt_text, Who.AUDITORS, part=True),
    Route(f"{AT}/bundle.zip", "bundle", bundle, Who.AUDITORS, part=True, slow=True),
)
