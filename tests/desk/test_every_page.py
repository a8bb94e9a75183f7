"""What holds for every page, those that are yet to come among them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from desk.asked import House
from desk.routes import ROUTES
from tests.browser import Watched
from tests.desk.places import PLACES, Place
from tests.desk.visiting import Served, Visitor

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: dict[str, tuple[int, Literal["light", "dark"]]] = {
    "wide": (1280, "light"),
    "small": (320, "light"),
    "dark": (1280, "dark"),
}
"""Widths in CSS pixels, and the colours that somebody prefers."""

PAGES = [one for one in ROUTES if not one.posts and not one.part]


def test_every_page_has_a_place_where_it_is_seen() -> None:
    assert {one.name for one in PAGES} == {one.page for one in PLACES}


@pytest.mark.parametrize("place", PLACES, ids=lambda one: one.page)
def test_a_page_speaks_both_languages(visitor: Visitor, house: House, place: Place) -> None:
    if place.made:
        place.made(house.store)
    if place.persona:
        visitor.signed_in_as(place.persona)

    vietnamese = visitor.reads(place.path)
    visitor.client.get("/language/en")
    english = visitor.reads(place.path)

    assert '<html lang="vi">' in vietnamese
    assert '<html lang="en">' in english
    assert vietnamese != english
    assert len(vietnamese.encode()) < 100_000


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
@pytest.mark.parametrize("place", PLACES, ids=lambda one: one.page)
def test_a_page_is_accessible_and_stays_at_home(
    browser: Browser, watched: Watched, desk: Served, place: Place
) -> None:
    if place.made:
        place.made(desk.house.store)
    watched.allowed += (desk.address,)
    context = browser.new_context(base_url=desk.address, locale="vi-VN")
    page = context.new_page()
    watched.watch(page)
    if place.persona:
        entered(page, place.persona)
    page.goto(place.path)

    for look in LOOKS:
        looks(page, look)
        assert (look, faults_by_axe(page, look)) == (look, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
        assert_focus_is_seen(page)
    assert watched.faults == []
    context.close()


def looks(page: Page, look: str) -> None:
    """Show a page as somebody sees it on such a screen."""
    width, scheme = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def entered(page: Page, persona: str) -> None:
    """Sign in by one click."""
    page.goto("/sign-in")
    page.locator(f'form:has(input[value="{persona}"]) button').click()
    page.wait_for_load_state()


def faults_by_axe(page: Page, look: str = "wide") -> list[str]:
    """What axe finds, each with the rule and the element; other colours differ in contrast only."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    asked = {"runOnly": {"type": "tag", "values": RULES}}
    if look == "dark":
        asked = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    found = page.evaluate("asked => axe.run(document, asked)", asked)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


def assert_focus_is_seen(page: Page) -> None:
    """The next ten stops of the Tab key are each visible and marked."""
    for _ in range(10):
        page.keyboard.press("Tab")
        marked = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (!one || one === document.body) return true;
              const style = getComputedStyle(one), box = one.getBoundingClientRect();
              return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                && box.width > 0 && box.height > 0;
            }"""
        )
        assert marked, page.evaluate("document.activeElement.outerHTML")
