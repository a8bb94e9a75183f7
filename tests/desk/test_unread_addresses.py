"""Whoever is signed in and comes by an address that cannot be read is told so inside the desk.

The page has the menu, says what is wrong and how it is written, keeps what was typed, and leads to
the same page without it.
"""

from __future__ import annotations

import re

import pytest

from desk.routes import BY_NAME
from tests.desk.places import PLACES, Place
from tests.desk.visiting import Visitor

MENU = '<nav aria-label="Các trang chính">'
LOOKING_BACK = [one for one in PLACES if BY_NAME[one.page].past and one.persona and not one.made]
NOW = "Xem trang này ở hiện tại"
BAD = {
    "at": ("hôm qua", "Không đọc được thời điểm 'hôm qua'; viết 12/03/2025, 12/03/2025 16:00"),
    "as_of": ("31/02/2025", "Không đọc được ngày nghiệp vụ '31/02/2025'; viết 12/03/2025"),
}


def signed_in(visitor: Visitor, persona: str) -> Visitor:
    """The visitor as a persona and nobody else."""
    visitor.client.cookies.clear()
    return visitor.signed_in_as(persona)


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("place", LOOKING_BACK, ids=lambda one: one.page)
def test_a_moment_that_cannot_be_read_is_mended_where_it_was_typed(
    visitor: Visitor, place: Place, name: str
) -> None:
    typed, told = BAD[name]
    joint = "&" if "?" in place.path else "?"
    address = f"{place.path}{joint}{name}={typed}"

    page = signed_in(visitor, place.persona).reads(address, status=400)

    assert MENU in page
    assert told in page
    assert re.search(rf'<input id="look-[a-z-]+" name="{name}" class="short" value="{typed}"', page)
    assert '<details class="wide" open>' in page
    link = page.partition(f'">{NOW}')[0].rpartition('href="')[2]
    assert "at=" not in link.replace("date=", "")
    assert "as_of=" not in link
    assert NOW not in visitor.reads(link)


def test_a_moment_that_has_not_come_is_told_the_same_way(visitor: Visitor) -> None:
    page = signed_in(visitor, "clerk-bk").reads("/dossiers?at=01/01/2999", status=400)

    assert MENU in page
    assert "01/01/2999 chưa đến" in page
    assert NOW in page


def test_the_rest_of_the_address_stays_when_the_moment_goes(visitor: Visitor) -> None:
    page = signed_in(visitor, "clerk-bk").reads("/dossiers?q=nguyen&at=xyz", status=400)

    assert 'href="/dossiers?q=nguyen"' in page
    assert '<input type="hidden" name="q" value="nguyen">' in page


@pytest.mark.parametrize(
    ("persona", "path", "status", "typed"),
    [
        ("clerk-bk", "/dossiers?q=trang-tai:draft", 422, "trang-tai:draft"),
        ("policy", "/rules?on=31/02/2025", 400, "31/02/2025"),
        ("policy", "/rules/CSTDCS/changes?from=x&to=2025-07-10", 400, "2025-07-10"),
    ],
)
def test_what_was_sought_is_kept_where_it_cannot_be_read(
    visitor: Visitor, persona: str, path: str, status: int, typed: str
) -> None:
    page = signed_in(visitor, persona).reads(path, status=status)

    assert MENU in page
    assert typed in page.partition("Điều bạn đã gõ")[2]
    assert f'href="{path.partition("?")[0]}">Mở lại trang này từ đầu' in page


@pytest.mark.parametrize(
    ("path", "status"), [("/khong-co", 404), ("/dossiers?q=%FF", 400), ("/sign-out", 405)]
)
def test_an_address_that_leads_nowhere_has_the_menu_for_who_is_signed_in(
    visitor: Visitor, path: str, status: int
) -> None:
    assert MENU in signed_in(visitor, "clerk-bk").reads(path, status=status)

    visitor.client.cookies.clear()
    assert MENU not in visitor.reads(path, status=status)


def test_whoever_is_not_signed_in_is_told_of_the_moment_and_shown_nothing(
    visitor: Visitor,
) -> None:
    visitor.client.cookies.clear()

    page = visitor.reads("/dossiers?q=mat&at=xyz", status=400)

    assert MENU not in page
    assert "Không đọc được thời điểm 'xyz'" in page
    assert NOW not in page
