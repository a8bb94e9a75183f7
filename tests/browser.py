"""A real browser for tests of pages: Debian's Chromium, one a worker and a page a test.

A page that says something on its console, breaks its own security policy, throws, or asks for
anything but files of this machine fails its test.  Without Chromium the test fails too; it is never
passed over.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

MISSING = (
    "Chromium is not installed; `make test` installs Debian's package `chromium` where it may, "
    "elsewhere `apt-get install chromium` does."
)
OWN = ("file:", "data:", "blob:", "about:")
"""What a page may ask for without leaving the machine."""


@dataclass
class Watched:
    """What a page did that it must not do.

    Attributes:
        allowed: beginnings of addresses that it may ask for.
        faults: each with its kind.
    """

    allowed: tuple[str, ...] = OWN
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to a page from now on; the browser tells its policy's refusals on the console."""
        page.on("console", self.spoken)
        page.on("pageerror", lambda error: self.faults.append(f"thrown: {error}"))
        page.on("request", self.asked)

    def spoken(self, message: ConsoleMessage) -> None:
        """A page that is in order says nothing."""
        self.faults.append(f"{message.type}: {message.text}")

    def asked(self, request: Request) -> None:
        """A request is allowed or a fault."""
        if not request.url.startswith(self.allowed):
            self.faults.append(f"request: {request.url}")


def chromium() -> str:
    """Where Chromium is; a machine without it fails the test in one sentence."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail(MISSING, pytrace=False)
    return program


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of this worker."""
    program = chromium()
    with sync_playwright() as playwright:
        # Tests run as root in containers, where Chromium has no sandbox and a small /dev/shm.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        opened = playwright.chromium.launch(executable_path=program, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def watched() -> Watched:
    """What the page of this test is held to; a test of a server adds its address to `allowed`."""
    return Watched()


@pytest.fixture
def page(browser: Browser, watched: Watched) -> Iterator[Page]:
    """An empty page in a context of its own, without a network."""
    context = browser.new_context(offline=True, locale="vi-VN")
    opened = context.new_page()
    watched.watch(opened)
    yield opened
    context.close()
    assert watched.faults == []
