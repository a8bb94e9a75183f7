"""The two verifiers for outsiders, with their digests and how they are run."""

from __future__ import annotations

from desk.answer import Answer, Handed, Shown
from desk.asked import Asked
from desk.route import Route
from desk.trouble import NoPageError
from dossiers.verifiers import VERIFIERS, verifier_digest, verifier_file
from texts import Text

NO_FILE = Text(vi="Không có công cụ '{name}'.", en="There is no verifier '{name}'.")
MEDIA = {"verifier.html": "text/html; charset=utf-8", "verifier.py": "text/x-python; charset=utf-8"}


def verifiers(_asked: Asked) -> Answer:
    """Both files with their digests."""
    files = {name: verifier_digest(name) for name in VERIFIERS}
    return Shown("verifiers/verifiers.html", {"files": files})


def verifier(asked: Asked) -> Answer:
    """One of the files.

    Raises:
        NoPageError: there is none of this name.
    """
    name = asked.parts["name"]
    if name not in VERIFIERS:
        raise NoPageError(NO_FILE.fill(name=name))
    return Handed(verifier_file(name), MEDIA[name], name)


ROUTES = (
    Route("/verifiers", "verifiers", verifiers),
    Route("/verifiers/{name}", "verifier", verifier, part=True),
)
