"""Batch files and lists of candidates: every mistake at once, with its place and what was meant."""

from __future__ import annotations

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from tests.rules.batches import SMALL, mistakes_in, read, shipped_rules
from texts import Mistake, reading

LIST = """\
for: CSTDCS
groups:
  - {unit: a, ldtt_holders: 19}
candidates:
  - {id: x, verdict: eligible, unit: a, unit_council: {members: 15, approvals: 14}}
"""


def list_mistakes(text: str) -> tuple[Mistake, ...]:
    try:
        rules.read_candidates(text, file="c.yaml", batch=shipped_rules("CSTDCS"))
    except rules.FactsFileError as wrong:
        return wrong.mistakes
    return ()


@pytest.mark.parametrize("code", rules.shipped_batches())
def test_a_shipped_file_is_read_and_fits_its_schema(code: str) -> None:
    _, text = rules.shipped_batch(code)

    assert shipped_rules(code).code == code
    jsonschema.validate(reading.parse(text, file="a.yaml").plain(), rules.batch_schema())


@pytest.mark.parametrize("code", rules.shipped_batches())
def test_every_quota_and_every_absence_of_one_has_a_source(code: str) -> None:
    for version in shipped_rules(code).versions:
        sources = [quota.source for quota in version.quotas]
        sources += [one.source for quota in version.quotas for one in quota.prefer]
        sources += [version.free.source] if version.free else []

        assert all(one.document and one.article for one in sources)
        assert all(one.key or one.status == "local" for one in sources)
        assert sources or version.not_loaded is not None


def test_an_unknown_code_names_the_nearest() -> None:
    with pytest.raises(rules.UnknownAwardError) as unknown:
        rules.shipped_batch("CSTDC")

    assert unknown.value.nearest == "CSTDCS"


def test_the_small_file_itself_is_good() -> None:
    assert mistakes_in(SMALL) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "words", "meant"),
    [
        ("at_most: 15%", "at_most: 115%", "over-whole", "115%", None),
        ("at_most: 15%", "at_most: 15 per cent", "not-an-amount", "15 per cent", None),
        ("at_most: 15%", "at_most: plases", "not-an-amount", "plases", "places"),
        ("at_most: 15%", "at_most: 5", "only-shares", "of", None),
        ("of: ldtt_holders", "of: ldtt_holder", "unknown-fact", "ldtt_holder", "ldtt_holders"),
        ("of: ldtt_holders", "of: unit", "unknown-fact", "unit", None),
        ("        of: ldtt_holders\n", "", "share-of-what", "15%", None),
        ("        round: down\n", "", "say-down", "q.share", None),
        ("round: down", "round: up", "not-one-of", "up", None),
        ("round: down", "round: down\n        split_by: staff", "only-numbers", "staff", None),
        ("per: [unit]", "per: [units]", "not-a-maker", "units", "unit"),
        ("per: [unit]", "per: [staff]", "not-a-maker", "staff", None),
        ("members desc]", "members]", "not-an-order",
         "unit_council.approvals / unit_council.members", None),
        ("members desc]", "member desc]", "unknown-fact", "unit_council.member",
         "unit_council.members"),
        ("[unit_council.approvals / unit_council.members desc]", "[nominee.kind asc]", "no-order",
         "nominee.kind", None),
        ("tie: ask_council", "tie: draw_lots", "not-one-of", "draw_lots", None),
        ("        tie: ask_council\n", "", "missing-key", "", None),
        ("from: 2025-07-01", "from: 2025-06-30", "overlap", "2025-06-30", None),
        ("to: 2025-06-30", "to: 2023-06-30", "backwards", "2023-06-30", None),
        ("    no_quota:", "    not_loaded: {vi: chưa rõ, en: unknown}\n    no_quota:",
         "one-of-three", "", None),
        ("order: [", "who: direct_workr\n        order: [", "unknown-name", "direct_workr",
         "direct_worker"),
        ("order: [", "unless: outstanding\n        order: [", "unknown-name", "outstanding", None),
        ("no_quota:", "quotas: []\n    no_quota:", "empty-list", "", None),
        ("id: second", "idd: second", "unknown-key", "idd", "id"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_words_and_the_nearest(
    old: str, new: str, code: str, words: str, meant: str | None
) -> None:
    assert old in SMALL

    found = mistakes_in(SMALL.replace(old, new, 1))

    assert (code, words) in {(one.code, one.words) for one in found}
    assert meant is None or meant in {one.suggestion for one in found}


def test_three_slips_are_three_answers_with_their_lines() -> None:
    slips = (("15%", "115%"), ("per: [unit]", "per: [untt]"), ("ask_council", "ask_counsil"))
    text = SMALL
    for old, new in slips:
        text = text.replace(old, new, 1)

    found = {one.code: one.place.line for one in mistakes_in(text)}

    lines = text.splitlines()
    assert found == {
        "over-whole": next(n for n, line in enumerate(lines, 1) if "at_most" in line),
        "not-a-maker": next(n for n, line in enumerate(lines, 1) if "per:" in line),
        "not-one-of": next(n for n, line in enumerate(lines, 1) if "tie:" in line),
    }


def test_a_quota_is_named_once() -> None:
    quota = SMALL[SMALL.index("      - id: q.share") : SMALL.index("  - id: second")]

    found = mistakes_in(SMALL.replace(quota, quota + quota, 1))

    assert [one.code for one in found] == ["repeated-id"]


def test_the_list_itself_is_good() -> None:
    assert list_mistakes(LIST) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("for: CSTDCS", "for: BK_TINH", "other-award", "BK_TINH"),
        ("verdict: eligible", "verdict: eligble", "not-one-of", "eligble"),
        ("verdict: eligible, ", "", "missing-key", ""),
        ("unit: a, unit_council", "untt: a, unit_council", "unknown-key", "untt"),
        ("ldtt_holders: 19", "ldtt_holders: 010", "not-whole", "010"),
        ("ldtt_holders: 19", "ldtt_holders: -1", "not-positive", "-1"),
        ("approvals: 14}", "approvals: 14}, unit_council.members: 9", "given-twice",
         "unit_council.members"),
    ],
)  # fmt: skip
def test_a_slip_in_a_list_is_told_with_its_words(old: str, new: str, code: str, words: str) -> None:
    found = list_mistakes(LIST.replace(old, new, 1))

    assert (code, words) in {(one.code, one.words) for one in found}


def test_a_candidate_and_a_group_are_listed_once() -> None:
    last = LIST.splitlines()[-1]
    group = "  - {unit: a, ldtt_holders: 19}\n"
    text = LIST.replace(group, group + group.replace("19", "20")) + last + "\n"

    assert [one.code for one in list_mistakes(text)] == ["repeated", "repeated"]


@given(st.text(alphabet="abq.15%:-[]{}, \n&*!'\"", max_size=60))
def test_text_that_is_no_batch_file_is_told_as_mistakes(text: str) -> None:
    with pytest.raises(rules.RulesFileError) as wrong:
        read(text)

    assert wrong.value.mistakes


@given(data=st.data())
def test_a_file_that_lost_lines_is_read_or_told_as_mistakes(data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    dropped = data.draw(st.sets(st.sampled_from(range(len(lines))), max_size=4))

    found = mistakes_in("\n".join(line for n, line in enumerate(lines) if n not in dropped))

    assert all(one.text.vi and one.text.en for one in found)
