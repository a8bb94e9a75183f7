"""Names that read as one have one skeleton, and names that do not, do not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.skeleton import TONES, skeleton

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ"
SYLLABLES = st.builds(
    lambda first, tone, rest: unicodedata.normalize("NFC", f"{first}{tone}{rest}"),
    st.text(LETTERS, min_size=1, max_size=4),
    st.sampled_from(["", *sorted(TONES)]),
    st.text(LETTERS, max_size=3),
)
NAMES = st.lists(SYLLABLES, min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa"),
        ("Lê Thuý", "Lê Thúy"),
        ("Đỗ Quỳnh", "ĐỖ QUỲNH"),
        ("Đỗ Văn", "Ðỗ Văn"),
        ("đăng", "ðăng"),
        ("Đinh", "\u0189inh"),
        ("Trần Văn An", "  Trần\u00a0 Văn\tAn "),
        ("Trần Văn An", "Trần\u200b Văn An\ufeff"),
        ("Phan An", "\u202ePhan An\u202c"),
        ("Hồ Phượng", unicodedata.normalize("NFD", "Hồ Phượng")),
        ("Hồ Phượng", "Hồ Phươ\u0323ng"),
        ("Cao An", "\u0421\u0430\u043e \u0410n"),
        ("Cao An", "\uff23\uff41\uff4f An"),
    ],
)
def test_what_a_reader_overlooks_makes_no_other_name(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoa", "Hòa"),
        ("Hòa", "Hóa"),
        ("Dũng", "Đũng"),
        ("Lan", "Lân"),
        ("Tuân", "Tuấn"),
        ("Tương", "Tướng"),
        ("Hà An", "Ha Àn"),
        ("An Bình", "Bình An"),
    ],
)
def test_what_a_reader_sees_stays_another_name(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(NAMES)
def test_every_spelling_of_a_name_has_the_skeleton_of_the_name(name: str) -> None:
    spellings = (
        unicodedata.normalize("NFD", name), name.upper(), name.lower(), f" {name} ",
        name.replace(" ", "  "), name.replace("Đ", "\u00d0").replace("đ", "\u00f0"),
        "\u200b".join(name),
    )  # fmt: skip

    assert {skeleton(one) for one in spellings} == {skeleton(name)}


@given(NAMES, st.data())
def test_a_tone_may_stand_on_any_letter_of_its_word(name: str, data: st.DataObject) -> None:
    first, *rest = name.split(" ")
    bare = [one for one in unicodedata.normalize("NFD", first) if one not in TONES]
    tone = "".join(one for one in unicodedata.normalize("NFD", first) if one in TONES)
    at = data.draw(st.integers(1, len(bare)))
    moved = " ".join(["".join([*bare[:at], tone, *bare[at:]]), *rest])

    assert skeleton(moved) == skeleton(name)


@given(st.text(max_size=40))
def test_any_text_has_one_skeleton(text: str) -> None:
    assert skeleton(text) == skeleton(unicodedata.normalize("NFC", text))
