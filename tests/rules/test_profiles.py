"""Local profiles: their days, what they may change, and where their mistakes are told."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import rules
from dossiers.local_rules import local_coverage
from dossiers.rulebook import bundle_of, local_bundle, read_bundle
from dossiers.vocabulary import VOCABULARY
from rules.local.profile import delegations
from rules.trying.examples import read_examples
from terminal.rules_profiles import local_mutants
from tests.rules.books import shipped_rules
from texts import Mistake

ROOT = Path(__file__).resolve().parents[2]
AWARDS = [(name, code) for name in rules.shipped_profiles()
          for code in rules.shipped_profile(name).awards]  # fmt: skip
CHANGES = [(name, code) for name, code in AWARDS if code in rules.shipped_awards()]
ABOUT = rules.shipped_profile("bac-ninh").files["profile.yaml"]
HEAD = "kind: profile_award/v1\naward: TTLDXS\nversions:\n  - id: V2022b\n"
SOURCE = "{document: Quyết định 86/2025/QĐ-UBND, article: Điều 1, status: local, key: BN86}"
LEAVE = "{document: Luật 06/2022/QH15, article: Điều 27 khoản 3, key: LAW22}"
SAY = ("{vi: {met: Có., not_met: Không., unknown: Chưa rõ.}, "
       "en: {met: Met., not_met: Not met., unknown: Not known.}}")  # fmt: skip


def found(name: str, code: str) -> rules.Localized:
    return rules.localized(rules.shipped_profile(name), code, facts=VOCABULARY)


def written(changes: str, *, head: str = HEAD, about: bytes = ABOUT) -> rules.Localized:
    """A profile with one file, read."""
    files = {"profile.yaml": about, "ttldxs.yaml": f"{head}{changes}".encode()}
    profile = rules.read_profile(files, folder="mine")
    return rules.localized(profile, "TTLDXS", facts=VOCABULARY)


def mistakes(changes: str, *, head: str = HEAD) -> tuple[Mistake, ...]:
    with pytest.raises(rules.RulesFileError) as wrong:
        written(changes, head=head)
    return wrong.value.mistakes


def codes(changes: str) -> list[str]:
    return [one.code for one in mistakes(changes)]


def adding(must: str) -> str:
    return (f"    add:\n      - id: c.more\n        due: proposal\n        must: {must}\n"
            f"        say: {SAY}\n        source: {SOURCE}\n")  # fmt: skip


def facts_of(code: str) -> list[rules.Example]:
    file, text = rules.shipped_examples(code)
    return list(read_examples(shipped_rules(code), text, file=file).cases)


@pytest.mark.parametrize(("name", "code"), AWARDS)
def test_every_example_of_a_profile_comes_out_as_expected(name: str, code: str) -> None:
    file, text = rules.shipped_profile(name).examples_file(code)
    results = rules.run_examples(found(name, code).award, text, file=file)

    assert len(results) > 5
    assert [(one.name, one.expected, one.got) for one in results if not one.passed] == []


@pytest.mark.parametrize(("name", "code"), AWARDS)
def test_the_examples_reach_everything_that_the_province_wrote(name: str, code: str) -> None:
    covered = local_coverage(rules.shipped_profile(name), code)

    assert covered.goals
    assert [f"{one.place}: {one.text.en}" for one in covered.unreached] == []


@pytest.mark.parametrize(("name", "code"), AWARDS)
def test_the_examples_notice_every_slip_in_what_the_province_wrote(name: str, code: str) -> None:
    report = local_mutants(rules.shipped_profile(name), code)

    assert report.settled, [one.name for one in report.survivors]


@pytest.mark.parametrize(("name", "code"), AWARDS)
def test_sources_of_a_profile_are_local_and_resolve(name: str, code: str) -> None:
    known = set(re.findall(r"`([A-Za-z0-9-]+)`", (ROOT / "docs" / "sources.md").read_text("utf-8")))
    one = found(name, code)
    own = [version for version in one.award.versions if version.id in one.versions]
    sources = [criterion.source for version in own for criterion in version.criteria]
    local = [source for source in sources if source.status == "local"]

    assert local or code == "TTLDXS"
    assert {source.key for source in local} <= known
    assert rules.shipped_profile(name).basis.key in known


@pytest.mark.parametrize(("name", "code"), CHANGES)
def test_nobody_whom_the_law_refuses_becomes_eligible(name: str, code: str) -> None:
    award = found(name, code).award
    day = rules.shipped_profile(name).first
    national = shipped_rules(code)

    for one in facts_of(code):
        facts = {**one.facts, "received_on": day}
        if rules.evaluate(award, facts, on=day).verdict is rules.Verdict.eligible:
            assert rules.evaluate(national, facts, on=day).verdict is rules.Verdict.eligible


@pytest.mark.parametrize(("name", "code"), CHANGES)
def test_outside_its_days_a_profile_changes_no_answer(name: str, code: str) -> None:
    award, national = found(name, code).award, shipped_rules(code)
    first = rules.shipped_profile(name).first
    outside = [one for one in facts_of(code) if one.on < first]

    assert outside
    for one in outside:
        told = rules.evaluate(award, one.facts, on=one.on).document()
        assert told == rules.evaluate(national, one.facts, on=one.on).document()


def test_the_version_says_who_judged() -> None:
    award = found("bac-ninh", "TTLDXS").award

    days = [date(2025, 7, 1), date(2025, 12, 14), date(2025, 12, 15), date(2026, 9, 30)]
    assert [award.on(day).id for day in days] == [
        "V2022b", "V2022b", "V2022b_bac_ninh", "V2022b_bac_ninh",
    ]  # fmt: skip
    assert award.on(date(2026, 10, 1)).id == "V2026"


def test_a_profile_may_take_all_days_of_a_law_version() -> None:
    about = ABOUT.replace(b"from: 2025-12-15", b"from: 2025-07-01")
    award = written(adding("members.total >= 2"), about=about).award

    assert award.on(date(2025, 7, 1)).id == award.on(date(2026, 9, 30)).id == "V2022b_bac_ninh"
    assert "c.rating" in {one.id for one in award.on(date(2025, 7, 1)).criteria}


def test_after_the_last_day_of_a_profile_the_law_judges_again() -> None:
    about = ABOUT.replace(b"from: 2025-12-15", b"from: 2025-12-15\nto: 2026-01-31")
    award = written(adding("members.total >= 2"), about=about).award
    now, then = award.on(date(2026, 1, 31)), award.on(date(2026, 2, 1))

    assert now.criterion("c.more")
    assert then.criterion("c.more") is None
    assert then.id == "V2022b_again"


def test_an_award_of_the_province_alone_has_no_rules_before_its_decision() -> None:
    award = found("ha-noi", "CONG_DAN_TDUT").award

    assert award.on(date(2025, 12, 5)).not_loaded is not None
    assert award.on(date(2025, 12, 6)).not_loaded is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ("    drop: [c.inner]\n", ["drops-national"]),
        ("    drop: [c.nothing]\n", ["unknown-criterion"]),
        (f"    replace: {{c.fighter: {{must: members.cstdcs >= 0, source: {SOURCE}}}}}\n",
         ["loosens-national"]),
        (f"    replace: {{c.fighter: {{due: province, source: {SOURCE}}}}}\n",
         ["loosens-national"]),
        ("    replace: {c.fighter: {must: members.cstdcs >= 2}}\n", ["not-local"]),
        ((f"    stages: {{provincial_approval: {{applies: false, because: {{vi: a, en: a}}, "
         f"source: {SOURCE}}}}}\n"), ["loosens-national"]),
        (adding("members.total >= 2").replace("status: local", "status: confirmed"), ["not-local"]),
        (adding("members.total >= 2").replace("86/2025", "85/2025"), ["not-local"]),
        (f"    drop: [c.inner]\n    delegated: {{c.inner: {LEAVE.replace('27', '28')}}}\n",
         ["not-delegating"]),
        (f"    parameters: {{nothing: {{value: 1, source: {SOURCE}}}}}\n", ["unknown-parameter"]),
        (adding("members.total >= 2") + "    repalce: {}\n", ["unknown-key"]),
        (adding("members.totl >= 2"), ["unknown-name"]),
        (adding("members.total >= 2").replace("c.more", "c.inner"), ["repeated-id"]),
    ],
)  # fmt: skip
def test_what_a_province_may_not_write_is_told(changes: str, told: list[str]) -> None:
    assert codes(changes) == told


@pytest.mark.parametrize(
    "changes",
    [
        f"    drop: [c.inner]\n    delegated: {{c.inner: {LEAVE}}}\n",
        f"    replace: {{c.fighter: {{must: members.cstdcs >= 2, source: {SOURCE}}}}}\n",
        (
            f"    replace: {{c.fighter: {{must: members.cstdcs >= 0, source: {SOURCE}}}}}\n"
            f"    delegated: {{c.fighter: {LEAVE}}}\n"
        ),
        adding("members.total >= 2"),
    ],
)
def test_what_is_stricter_or_delegated_is_taken(changes: str) -> None:
    assert written(changes).award.code == "TTLDXS"


def test_a_mistake_is_told_at_its_line_and_column() -> None:
    (wrong,) = mistakes(adding("members.total > 1 and members.totl >= 2"))

    assert str(wrong.place) == "mine/ttldxs.yaml:8:37"
    assert wrong.suggestion == "members.total"


def test_every_mistake_is_told_at_once() -> None:
    changes = "    drop: [c.nothing]\n" + adding("members.totl >= 2")

    assert {one.code for one in mistakes(changes)} == {"unknown-criterion", "unknown-name"}


def test_a_file_is_about_the_award_of_its_name_and_a_law_of_its_days() -> None:
    other = mistakes("", head=HEAD.replace("TTLDXS", "TTLDTT"))
    early = mistakes("", head=HEAD.replace("V2022b", "V2022a"))
    unknown = mistakes("", head=HEAD.replace("V2022b", "V2022c"))
    twice = mistakes("  - id: V2022b\n")

    told = [one.code for several in (other, early, unknown, twice) for one in several]
    assert told == ["other-file", "outside-validity", "unknown-version", "repeated-id"]


def test_a_profile_without_its_own_file_is_told() -> None:
    with pytest.raises(rules.RulesFileError):
        rules.read_profile({}, folder="mine")


def test_a_profile_cannot_end_before_it_begins() -> None:
    about = ABOUT.replace(b"from: 2025-12-15", b"from: 2025-12-15\nto: 2025-12-14")
    with pytest.raises(rules.RulesFileError) as wrong:
        rules.read_profile({"profile.yaml": about}, folder="mine")

    assert [one.code for one in wrong.value.mistakes] == ["backwards"]


def test_an_unknown_profile_is_told_with_the_nearest_one() -> None:
    with pytest.raises(rules.UnknownProfileError) as told:
        rules.shipped_profile("bac-nin")

    assert told.value.nearest == "bac-ninh"


def test_the_bundle_that_was_put_together_reads_without_a_profile() -> None:
    bundle = local_bundle(rules.shipped_profile("bac-ninh"), "TTLDXS")

    assert bundle.digest != bundle_of("TTLDXS").digest
    assert read_bundle(bundle.body).award.on(date(2026, 1, 5)).id == "V2022b_bac_ninh"
    over = local_bundle(rules.shipped_profile("bac-ninh"), "TTLDXS", bundle_of("TTLDXS"))
    assert over.digest == bundle.digest


def test_articles_that_delegate_name_awards_of_the_law() -> None:
    assert {one.award for one in delegations()} <= set(rules.shipped_awards())


@pytest.mark.parametrize(
    ("kept", "schema"),
    [("profile", rules.profile_schema()), ("profile-award", rules.profile_award_schema())],
)
def test_the_schemas_beside_the_files_are_generated(kept: str, schema: dict[str, Any]) -> None:
    text = (ROOT / "rules" / f"{kept}.schema.json").read_text("utf-8")

    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads(text) == schema


@pytest.mark.parametrize(("name", "code"), CHANGES)
def test_the_shipped_files_fit_the_schema(name: str, code: str) -> None:
    content = rules.shipped_profile(name).rules_file(code)[1]

    jsonschema.validate(yaml.safe_load(content), rules.profile_award_schema())
    assert b"$schema=../../profile-award.schema.json" in content.splitlines()[0]
