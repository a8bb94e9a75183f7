"""What a page answers: a template with its values, another address to go to, or a file.

>>> Sent("/dossiers").path
'/dossiers'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, or a part of one.

    Attributes:
        template: its file below `desk/pages`, such as `dossier/dossier.html`.
        values: what it is filled with.
        status: of the answer.
        reads: the dossier of which somebody reads personal data; it is put on record. Empty for
            none.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    status: HTTPStatus = HTTPStatus.OK
    reads: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """Another page of the desk to go to, after something was done.

    Attributes:
        path: its address, beginning with `/`.
        session: the token of a session that begins; empty ends the present one, None changes
            nothing.
        language: the language to speak from now on; None changes nothing.
    """

    path: str
    session: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """A file.

    Attributes:
        body: its bytes.
        media: what they are, such as `application/zip`.
        name: under which it is saved; empty where the browser shows it.
        drawing: whether it is a picture of ours that carries a style of its own.
        reads: the dossier whose content leaves with it; it is put on record. Empty for none.
    """

    body: bytes
    media: str
    name: str = ""
    drawing: bool = False
    reads: str = ""


Answer = Shown | Sent | Handed
