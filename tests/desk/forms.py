"""The forms of a page as a browser sees them, to be filled in by generated tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_plus

TYPED = {"text", "search", "password", "textarea"}


@dataclass(slots=True)
class Form:
    """One form of a page.

    Attributes:
        action: where it goes.
        method: `get` or `post`.
        kept: the hidden fields, and the first choice of each choice.
        typed: the names of fields into which people type.
    """

    action: str
    method: str
    kept: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)

    def filled(self, encoded: str) -> bytes:
        """The form with one text, as it stands in a body, in every field that is typed into."""
        kept = [f"{quote_plus(name)}={quote_plus(value)}" for name, value in self.kept.items()]
        return "&".join([*kept, *(f"{quote_plus(one)}={encoded}" for one in self.typed)]).encode()


def forms_of(page: str) -> list[Form]:
    """The forms of a page, but for those of dialogs."""
    reader = _Reader()
    reader.feed(page)
    return [one for one in reader.found if one.method != "dialog"]


class _Reader(HTMLParser):
    """Gathers forms."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.found: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up a form, or a field of the last one."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(told.get("action", ""), told.get("method", "get")))
        elif self.found and tag in {"input", "textarea"} and told.get("name"):
            self._field(told, told.get("type", "textarea" if tag == "textarea" else "text"))
        elif tag == "select":
            self._select = told.get("name", "")
        elif tag == "option" and self._select and told.get("value"):
            self.found[-1].kept.setdefault(self._select, told["value"])

    def _field(self, told: dict[str, str], kind: str) -> None:
        form = self.found[-1]
        if kind in TYPED:
            form.typed.append(told["name"])
        elif kind not in {"checkbox", "radio"} or "checked" in told:
            form.kept.setdefault(told["name"], told.get("value", ""))
