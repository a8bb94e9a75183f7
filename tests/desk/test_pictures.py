"""The pictures of the README, made of the demo by the suite itself when it is asked for them.

`TDKT_PICTURES=write python -m pytest tests/desk/test_pictures.py` draws them anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.desk.visiting import Served

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
ASKED = "TDKT_PICTURES"
MOST_BYTES = 150_000
SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture.

    Attributes:
        file: its name below `docs/pictures`.
        persona: who looks.
        path: at what.
        width: of the window, in pixels.
        height: of what is shown of the page.
        opened: what is done on the page before; None for nothing.
    """

    file: str
    persona: str
    path: str
    width: int = 1280
    height: int = 640
    opened: Callable[[Page], None] | None = None


def why(page: Page) -> None:
    """Open the panel beside the checklist that says why."""
    page.locator('a.whylink[href*="c.achievement"], a.whylink[href*="why/criterion"]').nth(
        1
    ).click()
    page.locator(".whyhere .card").wait_for()
    page.locator("h1").evaluate("one => one.scrollIntoView()")


PICTURES = (
    Picture("dossier.png", "clerk-bk", "/dossiers/CSTDCS-2025-0002", height=700, opened=why),
    Picture("worklist.png", "clerk-bk", "/"),
    Picture("ballot.png", "member-bk", "/dossiers/CSTDCS-2025-0006/ballot", 360, 760),
    Picture("past.png", "secretary-bk", "/dossiers/CSTDCS-2025-0012?at=2026-05-07"),
)


@pytest.mark.parametrize("one", PICTURES, ids=lambda one: one.file)
def test_a_picture_is_drawn_small_enough(
    browser: Browser, demo_desk: Served, tmp_path: Path, one: Picture
) -> None:
    place = (FOLDER if os.environ.get(ASKED) else tmp_path) / one.file
    context = browser.new_context(
        locale="vi-VN",
        base_url=demo_desk.address,
        viewport={"width": one.width, "height": one.height},
    )
    page = context.new_page()
    page.goto("/sign-in")
    page.locator(f'form:has(input[value="{one.persona}"]) button').click()
    page.goto(one.path)
    if one.opened is not None:
        one.opened(page)
    page.screenshot(path=place)
    context.close()

    assert place.stat().st_size < MOST_BYTES


@pytest.mark.parametrize("one", PICTURES, ids=lambda one: one.file)
def test_a_picture_is_there_and_no_larger_than_said(one: Picture) -> None:
    body = (FOLDER / one.file).read_bytes()

    assert body.startswith(SIGNATURE)
    assert len(body) < MOST_BYTES
    assert int.from_bytes(body[16:20], "big") == one.width


def test_the_readme_shows_every_picture_once() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = {one.file for one in PICTURES if f"docs/pictures/{one.file}" in text}

    assert shown == {one.file for one in PICTURES}
    assert text.count("docs/pictures/") == len(shown)


def test_no_picture_is_left_over() -> None:
    assert {one.name for one in FOLDER.iterdir()} == {one.file for one in PICTURES}
