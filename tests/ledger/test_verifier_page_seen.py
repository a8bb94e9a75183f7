"""What a person sees, hears and prints of the verifier of one HTML file, and what it cannot do."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import Watched
from tests.ledger.forgeries import SMALL
from tests.ledger.logs import a_checkpoint
from tests.ledger.page import (
    POLICY,
    READ,
    VERIFIER,
    WHOLE,
    VerifierPage,
    corpus,
    encoded,
    in_python,
)

TEXT = VERIFIER.read_text(encoding="utf-8")


def test_markup_in_a_bundle_is_shown_as_text(verifier_page: VerifierPage) -> None:
    (content, policy, _), _ = corpus()["markup-in-names"]

    verifier_page.checked(content, policy)

    shown = verifier_page.page.inner_text("#found")
    assert "<img src=x onerror=alert(1)> ?" in shown
    assert "</script>" in shown
    assert verifier_page.page.locator("#found img, #found script").count() == 0


def test_its_own_policy_lets_it_run_nothing_else_and_ask_nobody(browser: Browser) -> None:
    page = browser.new_page()
    VerifierPage.opened(page)
    tried = """async () => {
      const tried = [];
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      tried.push(Boolean(window.ran));
      document.body.setAttribute("onclick", "window.clicked = true");
      document.body.click();
      tried.push(Boolean(window.clicked));
      try { tried.push(Boolean(await fetch("data:text/plain,x"))); } catch { tried.push(false); }
      const style = document.createElement("style");
      style.textContent = "body { opacity: .5 }";
      document.head.append(style);
      tried.push(getComputedStyle(document.body).opacity !== "1");
      return tried;
    }"""

    assert page.evaluate(tried) == [False] * 4
    page.close()


def test_the_file_stands_alone_and_small() -> None:
    markup = re.sub(r"<(script|style)>.*?</\1>", "", TEXT, flags=re.DOTALL)

    assert len(TEXT.encode()) < 110_000
    assert not re.findall(r"\b(?:src|href|srcset|action|on\w+|style)=", markup)
    assert not re.findall(r"https?:|//\w+\.", TEXT)
    for word in ("innerHTML", "eval(", "Function(", "fetch(", "XMLHttp", "import ", "localStorage"):
        assert word not in TEXT, word
    assert "default-src 'none'; script-src 'sha256-" in TEXT


def test_without_a_bundle_it_says_what_to_do(verifier_page: VerifierPage) -> None:
    verifier_page.page.click("#check")

    assert verifier_page.said() == "Hãy chọn gói hồ sơ (tệp .zip) trước."
    assert verifier_page.page.evaluate("document.activeElement.id") == "bundle"
    assert verifier_page.page.is_visible("#teach")


def test_a_policy_that_is_none_is_told_and_nothing_is_answered(verifier_page: VerifierPage) -> None:
    verifier_page.choose("bundle", WHOLE, "goi.zip")
    verifier_page.choose("policy", POLICY.replace(b'"quorum": 2', b'"quorum": 9'), "trust.json")

    verifier_page.page.click("#check")
    verifier_page.page.wait_for_selector("#said .wrong")

    assert "Không dùng được tệp chính sách: số nhân chứng cần có sai" in verifier_page.said()
    assert verifier_page.page.is_hidden("#found")


def test_another_file_takes_the_old_answers_away(verifier_page: VerifierPage) -> None:
    verifier_page.checked(WHOLE, POLICY)

    verifier_page.choose("bundle", b"another", "khac.zip")

    assert verifier_page.page.is_hidden("#found")
    assert verifier_page.said() == ""


def test_files_may_be_dropped_and_find_their_places(verifier_page: VerifierPage) -> None:
    page = verifier_page.page
    files = {"a": WHOLE, "b": POLICY, "c": a_checkpoint(SMALL.checkpoint)}
    held = page.evaluate_handle(
        f"""(files) => {{ const data = new DataTransfer(), read = {READ};
          for (const [name, one] of files) data.items.add(new File([read(one)], name));
          return data; }}""",
        [[name, encoded(one)] for name, one in files.items()],
    )

    page.dispatch_event("body", "drop", {"dataTransfer": held})
    page.wait_for_selector("#known-chosen span")
    page.click("#check")
    page.wait_for_selector("#found:not([hidden])")

    wanted = in_python(WHOLE, POLICY, files["c"])
    assert verifier_page.verdicts() == {name: one[0] for name, one in wanted.items()}


def test_it_speaks_vietnamese_first_and_english_when_asked(verifier_page: VerifierPage) -> None:
    page = verifier_page.page
    verifier_page.checked(WHOLE, POLICY)
    before = page.inner_text("#found")

    page.click("#to-en")

    assert "Gói còn nguyên dạng?" in before
    assert "Is the bundle whole?" not in before
    after = page.inner_text("#found")
    assert "Is the bundle whole?" in after
    assert "Gói" not in after
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_keyboard_alone_is_enough(verifier_page: VerifierPage) -> None:
    page = verifier_page.page
    verifier_page.choose("bundle", WHOLE, "goi.zip")
    order = []
    page.evaluate("document.activeElement.blur()")
    for _ in range(7):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id"))
    page.focus("#check")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found:not([hidden])")

    assert order == ["to-vi", "to-en", "bundle", "policy", "known", "check", "clear"]
    assert page.evaluate("document.activeElement.id") == "found-title"


def test_every_field_and_button_has_a_name_for_those_who_listen(
    verifier_page: VerifierPage,
) -> None:
    tree = verifier_page.page.locator("body").aria_snapshot()

    for line in ('button "Kiểm tra"', 'button "English"', "status", 'heading "Kiểm tra gói'):
        assert line in tree, line
    for label in ("Gói hồ sơ (tệp .zip)", "Chính sách tin cậy", "Điểm kiểm đã có từ trước"):
        assert verifier_page.page.get_by_label(label).count() == 1, label


CONTRAST = """() => {
  const parts = (text) => text.match(/[0-9.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [.2126, .7152, .0722][at], 0);
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const found = parts(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const shown = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
    && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const ratio = (one) => {
    const [a, b] = [light(parts(getComputedStyle(one).color)), light(behind(one))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  };
  return [shown.length, Math.min(...shown.map(ratio))];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_paper(verifier_page: VerifierPage, scheme: str) -> None:
    page = verifier_page.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    empty = page.evaluate(CONTRAST)
    verifier_page.checked(WHOLE, POLICY)
    full = page.evaluate(CONTRAST)

    for words, least in (empty, full):
        assert words > 20
        assert least >= 4.5


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_it_fits_into_any_screen(verifier_page: VerifierPage, width: int) -> None:
    page = verifier_page.page
    page.set_viewport_size({"width": width, "height": 700})

    verifier_page.checked(WHOLE, POLICY)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_stand_the_answers_and_what_was_checked(verifier_page: VerifierPage) -> None:
    page = verifier_page.page
    verifier_page.checked(WHOLE, POLICY)

    page.emulate_media(media="print")

    assert page.is_visible("#answers")
    assert hashlib.sha256(WHOLE).hexdigest() in page.inner_text("#facts")
    assert page.is_hidden("#ask")
    assert page.is_hidden("#check")


def test_a_page_that_speaks_or_asks_is_noticed_by_the_tests_own_watch(browser: Browser) -> None:
    watched = Watched()
    page = browser.new_page()
    watched.watch(page)

    page.set_content("<script>console.log('x'); throw new Error('y')</script>")
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => 0)")
    page.close()

    kinds = {fault.split(":")[0] for fault in watched.faults}
    assert {"log", "thrown", "request"} <= kinds


def test_it_works_from_any_folder_alone(page: Page, tmp_path: Path) -> None:
    copy = tmp_path / "thẻ nhớ" / "kiem tra.html"
    copy.parent.mkdir()
    copy.write_bytes(VERIFIER.read_bytes())

    assert "no" not in VerifierPage.opened(page, copy).checked(WHOLE, POLICY).values()
