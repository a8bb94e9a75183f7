"""The verifier of one HTML file as tests use it: opened from the disk, asked, read."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FilePayload, Page

from ledger import verifier
from ledger.bundle import write_bundle
from tests.ledger import stampings
from tests.ledger.forgeries import ANSWERS, FOLDER, SMALL
from tests.ledger.logs import a_bundle, policy_text

POLICY = policy_text().encode()
WHOLE = write_bundle(a_bundle(SMALL, {"d-0"}, earlier=5))
"""A good bundle of one dossier with all that a bundle may have."""

VERIFIER = Path(verifier.__file__).with_name("verifier.html")
READ = "(text) => text === null ? null : Uint8Array.from(atob(text), (one) => one.charCodeAt(0))"
ASK = f"""async (asked) => {{
  const read = {READ};
  const found = [];
  for (const [content, policy, known] of asked) {{
    const trusted = policy === null ? null : policyOf(read(policy));
    found.push(await verify(read(content), trusted, read(known)));
  }}
  return found;
}}"""
"""The page's own functions over many bundles at once."""

Asked = tuple[bytes, bytes | None, bytes | None]
"""A bundle, a policy and a checkpoint that was known."""


def encoded(content: bytes | None) -> str | None:
    """Bytes as they travel into the page."""
    return None if content is None else base64.b64encode(content).decode()


@dataclass(frozen=True)
class VerifierPage:
    """An open page.

    Attributes:
        page: the page in its browser.
    """

    page: Page

    @classmethod
    def opened(cls, page: Page, path: Path = VERIFIER) -> VerifierPage:
        """Open the file as somebody does who was given a memory stick."""
        page.goto(path.resolve().as_uri())
        return cls(page)

    def answers(self, *asked: Asked) -> list[dict[str, verifier.Answer]]:
        """What it answers to each, by question, without drawing it."""
        sent = [[encoded(one) for one in case] for case in asked]
        found = self.page.evaluate(ASK, sent)
        return [{name: tuple(one) for name, one in case.items()} for case in found]

    def choose(self, field: str, content: bytes, name: str) -> None:
        """Choose a file in one of the fields."""
        file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
        self.page.set_input_files(f"#{field}", files=[file])

    def checked(
        self, content: bytes, policy: bytes | None = None, known: bytes | None = None
    ) -> Mapping[str, str]:
        """What a person reads who chooses these files and presses the button."""
        self.choose("bundle", content, "goi.zip")
        if policy is not None:
            self.choose("policy", policy, "trust.json")
        if known is not None:
            self.choose("known", known, "known.txt")
        self.page.click("#check")
        self.page.wait_for_selector("#found:not([hidden])")
        return self.verdicts()

    def verdicts(self) -> Mapping[str, str]:
        """The verdicts that stand on the page, by question."""
        rows = self.page.locator("#answers > li").all()
        return {
            str(row.get_attribute("data-question")): str(row.get_attribute("data-verdict"))
            for row in rows
        }

    def said(self) -> str:
        """What the page tells those who listen."""
        return self.page.inner_text("#said")


def in_python(
    content: bytes, policy: bytes | None, known: bytes | None
) -> dict[str, verifier.Answer]:
    said = None if policy is None else verifier.policy_of(policy)
    return verifier.verify(content, said, known)


def stamped() -> dict[str, tuple[Asked, dict[str, str]]]:
    """The same of the bundles with time stamps, which lie beside one policy."""
    policy = stampings.POLICY.read_bytes()
    kept = json.loads(stampings.ANSWERS.read_text(encoding="utf-8"))
    return {
        name: (((stampings.FOLDER / f"{name}.zip").read_bytes(), policy, None), wanted)
        for name, wanted in kept.items()
    }


def corpus() -> dict[str, tuple[Asked, dict[str, str]]]:
    """Each bundle of the corpus with what lies beside it, and the answers of the table."""

    def read(name: str | None) -> bytes | None:
        return None if name is None else (FOLDER / name).read_bytes()

    kept = json.loads(ANSWERS.read_text(encoding="utf-8"))
    return {
        name: (
            ((FOLDER / f"{name}.zip").read_bytes(), read(one["policy"]), read(one["known"])),
            one["answers"],
        )
        for name, one in kept.items()
    }
