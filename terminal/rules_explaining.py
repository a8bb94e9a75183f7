"""Commands that make rules readable: explain, facts, schema, pin; `show` is in `rules_showing`.

None of them writes anything or judges by rules that are not shipped or named; a database is asked
at most whether something was published since (`terminal.published_rules`).  They turn rules and
facts into sentences, tables and JSON.  `explain` answers the question of a clerk ("why, and what
can I still do?"), the others those of people who write rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

import rules
from dossiers.actionable import ACTIONABLE
from dossiers.rulebook import EVALUATOR, bundle_of, local_bundle
from dossiers.vocabulary import VOCABULARY
from dossiers.wording import VERDICTS
from rules.remedies.change import Done, Grows, Rises
from rules.remedies.explain import Explanation, Reason, explain
from rules.remedies.suggestion import Suggestion
from rules.telling.phrases import cited
from terminal.answers import print_json, print_table
from terminal.blockers import MARKS
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import database_option, day_option, json_option, profile_option
from terminal.published_rules import tell_published
from terminal.rules_commands import award_named
from terminal.rules_profiles import judged_line, profile_named
from terminal.verdicts import finding_lines
from texts import Text

FILE = click.Path(path_type=Path, allow_dash=True)

HEAD = (
    Text(vi="DỮ KIỆN", en="FACT"),
    Text(vi="TÊN", en="NAME"),
    Text(vi="LOẠI", en="KIND"),
    Text(vi="GIÁ TRỊ", en="OPTIONS"),
    Text(vi="GIẤY TỜ CHỨNG MINH", en="PAPERS"),
    Text(vi="CÒN LÀM ĐƯỢC", en="CAN STILL CHANGE"),
)
KINDS: dict[type, Text] = {
    rules.Whole: Text(vi="số nguyên", en="whole number"),
    rules.Flag: Text(vi="có/không", en="yes or no"),
    rules.Day: Text(vi="ngày", en="day"),
    rules.Words: Text(vi="chữ", en="words"),
    rules.Choice: Text(vi="một trong các giá trị", en="one of the options"),
    rules.Records: Text(vi="danh sách", en="list"),
}
"""What values a fact has, in one or two words."""

WAYS: dict[type, Text] = {
    Rises: Text(vi="có thể tăng", en="can rise"),
    Grows: Text(vi="có thể bổ sung", en="can be added to"),
    Done: Text(vi="còn có thể thực hiện", en="can still be done"),
}
"""What can still be done about a fact; nothing is said of facts that are past or protected."""

CODES: dict[type, str] = {
    rules.Whole: "whole",
    rules.Flag: "flag",
    rules.Day: "day",
    rules.Words: "words",
    rules.Choice: "choice",
    rules.Records: "records",
}
"""The kinds by the names that JSON uses; never renamed, because scripts read them."""


@click.command(
    "explain",
    cls=Command,
    help=say(
        "Vì sao đủ hoặc không đủ điều kiện, căn cứ nào, và việc gì còn làm được để đủ điều kiện. "
        "Không bao giờ gợi ý sửa điều đã qua hoặc được bảo vệ. Mã thoát 0 khi đủ điều kiện, "
        "1 khi không hoặc chưa kết luận được.\n\n\b\n"
        "Ví dụ:\n  tdkt rules explain CSTDCS --facts nguoi.yaml --on 2025-01-10\n"
        "  tdkt rules explain cstdcs.yaml --facts nguoi.yaml --on 2025-01-10 --json",
        "Why somebody is eligible or not, by which source, and what can still be done about it. "
        "It never suggests to change what is past or protected. Exit code 0 when eligible, "
        "1 when not or not known.\n\n\b\n"
        "Examples:\n  tdkt rules explain CSTDCS --facts person.yaml --on 2025-01-10\n"
        "  tdkt rules explain cstdcs.yaml --facts person.yaml --on 2025-01-10 --json",
    ),
)
@click.argument("award", metavar=say("DANH HIỆU", "AWARD"))
@click.option(
    "--facts",
    "file",
    type=FILE,
    required=True,
    metavar=say("TỆP", "FILE"),
    help=say("Tệp dữ kiện (YAML hoặc JSON).", "File of facts (YAML or JSON)."),
)
@day_option(
    "--on",
    help_text=say(
        "Ngày tiếp nhận hồ sơ, quyết định luật áp dụng.", "Day of receipt; it chooses the law."
    ),
    required=True,
)
@profile_option
@json_option
def explain_(award: str, file: Path, on: date, profile: str | None, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the reasons for a verdict and the nearest change that would make it eligible.

    Args:
        award: the code of a shipped award, or a rules file by its name.
        file: the facts, YAML or JSON.
        on: the day of receipt, which chooses the law.
        profile: the local profile that judges too; None for the national rules alone.
        as_json: print the explanation as data.

    Returns:
        0 when eligible as it stands, else 1.
    """
    facts = rules.read_facts(given_file(file), file=str(file), facts=VOCABULARY)
    chosen = award_named(award, profile)
    found = explain(chosen, facts, on=on, actionable=ACTIONABLE)
    if as_json:
        print_json(found.document())
    else:
        click.echo("\n".join(explanation_lines(found)))
        if profile is not None:
            click.echo(judged_line(profile, chosen.code, found.evaluation.version, on))
    return Exit.DONE if found.outlook == "eligible" else Exit.NO


@click.command(
    "facts",
    cls=Command,
    help=say(
        "In bảng mọi dữ kiện mà quy tắc được hỏi: tên, loại, giá trị, giấy tờ chứng minh, và "
        "điều gì còn làm được.\n\n\b\nVí dụ:\n  tdkt rules facts\n  tdkt rules facts --json",
        "Print a table of every fact that rules may ask: name, kind, options, papers, and what can "
        "still be done about it.\n\n\b\nExamples:\n  tdkt rules facts\n  tdkt rules facts --json",
    ),
)
@json_option
def facts_(as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the vocabulary, a line a fact and a line a field of a list.

    Args:
        as_json: print it as data, in both languages.

    Returns:
        0.
    """
    if as_json:
        print_json([_fact_data(name) for name in fact_names()])
    else:
        print_table(HEAD, [_fact_row(name) for name in fact_names()])
    return Exit.DONE


@click.command(
    "schema",
    cls=Command,
    help=say(
        "In JSON Schema (2020-12) của tệp quy tắc, để trình soạn thảo gợi ý khi viết.\n\n\b\n"
        "Ví dụ:\n  tdkt rules schema > award.schema.json",
        "Print the JSON Schema (2020-12) of rules files, with which editors help to write them."
        "\n\n\b\nExamples:\n  tdkt rules schema > award.schema.json",
    ),
)
@json_option
def schema(as_json: bool) -> int:  # noqa: ARG001, FBT001 -- a schema is JSON either way
    """Print the JSON Schema of an award file, byte for byte as it is shipped.

    Args:
        as_json: accepted as on every command that reads; it changes nothing here.

    Returns:
        0.
    """
    print_json(rules.schema())
    return Exit.DONE


@click.command(
    "pin",
    cls=Command,
    help=say(
        "In mã băm của bộ quy tắc (luật và tệp của danh hiệu) mà hồ sơ sẽ ghim.\n\n\b\n"
        "Ví dụ:\n  tdkt rules pin CSTDCS\n  tdkt rules pin CSTDCS --json",
        "Print the digest of the bundle (laws and award file) that dossiers pin.\n\n\b\n"
        "Examples:\n  tdkt rules pin CSTDCS\n  tdkt rules pin CSTDCS --json",
    ),
)
@click.argument("award", metavar=say("DANH HIỆU", "AWARD"))
@profile_option
@json_option
@database_option
def pin(award: str, profile: str | None, as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the digest of the rules of an award.

    Args:
        award: the code of a shipped award.
        profile: the local profile that is put together with the national rules; None for none.
        as_json: print it with the award and the evaluator beside it.
        database: where a later publication of the award may be.

    Returns:
        0.
    """
    bundle = bundle_of(award) if profile is None else local_bundle(profile_named(profile), award)
    tell_published([award], database)
    if as_json:
        print_json({"award": award, "digest": bundle.digest, "evaluator": EVALUATOR})
    else:
        click.echo(bundle.digest)
    return Exit.DONE


def explanation_lines(found: Explanation) -> Iterator[str]:
    """An explanation for people: verdict, reasons, what else was found, what can still be done.

    Args:
        found: the explanation.
    """
    answer = found.evaluation
    law = say("luật", "law")
    yield f"{answer.award} ({law} {answer.version}): {said(VERDICTS[answer.verdict.value])}"
    yield said(found.summary)
    for reason in found.reasons:
        yield from _reason_lines(reason)
    yield said(found.conclusion)
    for number, one in enumerate(found.suggestions, start=1):
        yield from _suggestion_lines(number, one)


def fact_names() -> Iterator[str]:
    """Every fact in the order of the vocabulary, a list before its fields.

    >>> names = list(fact_names())
    >>> names.index("titles") < names.index("titles.status")
    True
    """
    for name in VOCABULARY.facts:
        yield name
        yield from (f"{name}.{field}" for field in VOCABULARY.fields(name))


def _reason_lines(reason: Reason) -> Iterator[str]:
    """A reason that decides or stands in the way in full; any other in one line."""
    finding = reason.finding
    if not reason.decides and finding.result in {"met", "not_applicable"}:
        yield next(finding_lines(finding))
        return
    yield f" {MARKS[finding.result]} {finding.id}: {said(reason.text)}"
    yield f"     {say('Căn cứ', 'Source')}: {said(cited(reason.source))}"
    yield from (f"     – {said(way)}" for way in reason.ways)
    if finding.warning is not None:
        yield f"     ! {said(finding.warning)}"


def _suggestion_lines(number: int, one: Suggestion) -> Iterator[str]:
    """One thing that can still be done, with the criteria that it serves and their sources."""
    yield f" {number}. {said(one.text)}"
    sources = "; ".join(said(cited(source)) for source in one.sources)
    criteria = ", ".join(one.criteria)
    if criteria:
        yield f"     {say('Cho', 'For')} {criteria}; {say('căn cứ', 'source')}: {sources}"


def _fact_row(name: str) -> tuple[str, ...]:
    """A fact as a row of the table."""
    fact = _fact(name)
    options = fact.kind.options if isinstance(fact.kind, rules.Choice) else {}
    doable = ACTIONABLE.get(name)
    return (
        name,
        said(fact.text),
        said(KINDS[type(fact.kind)]),
        ", ".join(f"{option} ({said(text)})" for option, text in options.items()),
        "; ".join(said(paper) for paper in VOCABULARY.papers(name)),
        "" if doable is None else said(WAYS[type(doable)]),
    )


def _fact_data(name: str) -> dict[str, object]:
    """A fact as data."""
    fact = _fact(name)
    kind, doable = fact.kind, ACTIONABLE.get(name)
    return {
        "name": name,
        "text": fact.text,
        "kind": CODES[type(kind)],
        "ordered": isinstance(kind, rules.Choice) and kind.ordered,
        "options": dict(kind.options) if isinstance(kind, rules.Choice) else {},
        "papers": list(VOCABULARY.papers(name)),
        "can_still_change": None if doable is None else WAYS[type(doable)],
    }


def _fact(name: str) -> rules.Fact:
    """The fact of a name that the vocabulary itself gave."""
    fact = VOCABULARY.find(name)
    assert fact is not None, name
    return fact
