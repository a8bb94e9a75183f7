"""The two verifiers that outsiders check a bundle with: one file of Python, one page for a browser.

>>> VERIFIERS, len(verifier_digest("verifier.py"))
(('verifier.html', 'verifier.py'), 64)
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

VERIFIERS = ("verifier.html", "verifier.py")


def verifier_file(name: str) -> bytes:
    """One of the two files, as it is handed out.

    Args:
        name: one of `VERIFIERS`.

    Raises:
        KeyError: there is none of this name.
    """
    if name not in VERIFIERS:
        raise KeyError(name)
    return (files("ledger") / name).read_bytes()


def verifier_digest(name: str) -> str:
    """The SHA-256 of one of the two, hexadecimal, to be published elsewhere.

    Raises:
        KeyError: there is none of this name.
    """
    return sha256(verifier_file(name)).hexdigest()
