"""Sentences about logs: ours that leave the office, and foreign ones that are judged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree as ET

from pytest_bdd import given, parsers, then, when

import workflow
from dossiers.interchange.ocel import ocel
from dossiers.interchange.prov import prov
from dossiers.interchange.telling import OPENINGS, told
from dossiers.interchange.xes import xes
from features.steps.context import Story
from ledger import leaf_hash
from tests.dossiers.building import NUMBER
from workflow.conformance.judging import CaseReport, Judge, Summary
from workflow.conformance.naming import ActivityNames, Meanings, read_names
from workflow.conformance.replaying import deviating_cases
from workflow.conformance.xes import Keys

SPACE = "{http://www.xes-standard.org/}"


@dataclass
class Papers:
    """What lies before an auditor who works with logs."""

    log: bytes = b""
    names: str = ""
    told: tuple[CaseReport, ...] = ()
    summary: Summary | None = None


def exported(story: Story) -> bytes:
    """The log of all dossiers."""
    assert story.dossier
    return b"".join(xes(told(story.store), story.store.log))


def lines_of(log: bytes) -> list[dict[str, str]]:
    """The attributes of every event of a log."""
    root = ET.fromstring(log)  # noqa: S314 -- what we have just written ourselves
    return [
        {one.attrib["key"]: one.attrib["value"] for one in event}
        for event in root.iter(f"{SPACE}event")
    ]


@when("the auditor exports the log of all dossiers", target_fixture="papers")
def log_exported(story: Story) -> Papers:
    return Papers(log=exported(story))


@then(parsers.parse("the log has {cases:d} case of {lines:d} lines"))
def log_has(papers: Papers, cases: int, lines: int) -> None:
    assert papers.log.count(b"<trace>") == cases
    assert len(lines_of(papers.log)) == lines


@then("every line carries the leaf of its event")
def lines_carry_leaves(story: Story, papers: Papers) -> None:
    leaves = [leaf_hash(one.body).hex() for one in story.store.events()]
    assert [one["tdkt:leaf"] for one in lines_of(papers.log)] == leaves


@then(parsers.parse("the lines are numbered {first:d} to {last:d}"))
def lines_numbered(papers: Papers, first: int, last: int) -> None:
    numbers = [int(one["tdkt:index"]) for one in lines_of(papers.log)]
    assert numbers == list(range(first, last + 1))


@then("another export has the same bytes")
def same_bytes(story: Story, papers: Papers) -> None:
    assert exported(story) == papers.log


@when("the auditor exports the dossier in every form", target_fixture="forms")
def every_form(story: Story) -> list[str]:
    assert story.dossier
    log = story.store.log
    (one,) = told(story.store, [NUMBER])
    written = (
        b"".join(xes([one], log)),
        b"".join(ocel(lambda: [one], log)),
        prov(one, log),
    )
    return [each.decode() for each in written]


@then("the name of the nominee stands in none of them")
def no_name(story: Story, forms: list[str]) -> None:
    name = story.dossier.nomination.nominee.name
    assert [name in form for form in forms] == [False] * 3


@then("no word of the evidence stands in any of them")
def no_evidence(story: Story, forms: list[str]) -> None:
    evidence = story.dossier.evidence
    words = [one.title for one in evidence.initiatives or ()]
    words += [str(one.number) for one in evidence.documents or () if one.number]
    words += [str(one.judged_by) for one in evidence.assessments or ()]
    assert words
    assert [word for word in words for form in forms if word in form] == []


@when("the auditor exports the objects of all dossiers", target_fixture="objects")
def objects_exported(story: Story) -> dict[str, dict[str, object]]:
    assert story.dossier
    written = b"".join(ocel(lambda: told(story.store), story.store.log))
    return {one["id"]: one for one in json.loads(written)["objects"]}


@then(parsers.parse('there is a "{kind}" that is "{how}" a "{other}"'))
def related(objects: dict[str, dict[str, object]], kind: str, how: str, other: str) -> None:
    found = {
        (one["type"], each["qualifier"], objects[each["objectId"]]["type"])
        for one in objects.values()
        for each in one["relationships"]  # type: ignore[attr-defined]  # what JSON holds
    }
    assert (kind, how, other) in found


@then(parsers.parse('the ballot has the result "{result}"'))
def ballot_result(objects: dict[str, dict[str, object]], result: str) -> None:
    (ballot,) = [one for one in objects.values() if one["type"] == "ballot"]
    said = {one["name"]: one["value"] for one in ballot["attributes"]}  # type: ignore[attr-defined]  # what JSON holds
    assert (said["result"], said["members"], said["approvals"]) == (result, 15, 12)


@when("the auditor exports the provenance of the dossier", target_fixture="provenance")
def provenance_exported(story: Story) -> dict[str, dict[str, dict[str, object]]]:
    assert story.dossier
    (one,) = told(story.store, [NUMBER])
    found: dict[str, dict[str, dict[str, object]]] = json.loads(prov(one, story.store.log))
    return found


def act_named(provenance: dict[str, dict[str, dict[str, object]]], n: int) -> str:
    """The name of an act by its position."""
    return next(name for name, one in provenance["activity"].items() if one["tdkt:n"] == n)


@then(parsers.parse('act {n:d} was done by "{who}" in the capacity "{role}"'))
def was_done_by(
    provenance: dict[str, dict[str, dict[str, object]]], n: int, who: str, role: str
) -> None:
    act = act_named(provenance, n)
    (found,) = [
        one for one in provenance["wasAssociatedWith"].values() if one["prov:activity"] == act
    ]
    assert (found["prov:agent"], found["prov:role"]) == (f"tdkt:{who}", role)
    assert found["prov:agent"] in provenance["agent"]


@then(parsers.parse("act {n:d} used the rules that judged it"))
def used_rules(story: Story, provenance: dict[str, dict[str, dict[str, object]]], n: int) -> None:
    (one,) = told(story.store, [NUMBER])
    rules = f"tdkt:document-{one.lines[n - 1].event.judged.rules}"
    act = act_named(provenance, n)
    used = [each for each in provenance["used"].values() if each["prov:activity"] == act]
    assert (rules, "rules") in {(each["prov:entity"], each["prov:role"]) for each in used}
    assert rules in provenance["entity"]


@then(
    parsers.parse(
        "the dossier as it stood after act {later:d} came from how it stood after act {n:d}"
    )
)
def came_from(
    story: Story, provenance: dict[str, dict[str, dict[str, object]]], later: int, n: int
) -> None:
    after, before = (f"tdkt:dossier-{story.dossier.id}-{one}" for one in (later, n))
    derived = provenance["wasDerivedFrom"].values()
    assert (after, before) in {
        (one["prov:generatedEntity"], one["prov:usedEntity"]) for one in derived
    }


@given("a foreign log of one case", target_fixture="papers")
def foreign_log(datatable: list[list[str]]) -> Papers:
    head, *rows = datatable
    keys = {"act": "concept:name", "role": "org:role", "at": "time:timestamp"}
    events = "".join(
        "<event>"
        + "".join(
            f'<string key="{keys[column]}" value="{escape(cell)}"/>'
            for column, cell in zip(head, row, strict=True)
        )
        + "</event>"
        for row in rows
    )
    return Papers(log=f"<log><trace>{events}</trace></log>".encode())


@given(
    parsers.parse(
        'a file of names that says that "{first}" is "{act}", "{second}" is "{other}", '
        '"{word}" is no act and "{who}" is "{role}"'
    )
)
def file_of_names(
    papers: Papers, first: str, act: str, second: str, other: str, word: str, who: str, role: str
) -> None:
    papers.names = (
        "kind: activity-names/v1\nworkflow: provincial-award\n"
        f"acts: {{{first}: {act}, {second}: {other}}}\n"
        f"roles: {{{who}: {role}}}\nignored: [{word}]\n"
    )


@when(parsers.parse('it is replayed through the workflow "{name}"'))
@when(parsers.parse('replays it through the workflow "{name}"'))
def replayed_through(papers: Papers, name: str) -> None:
    definition = workflow.read(workflow.shipped(name), file=f"{name}.yaml")
    names: ActivityNames | None = None
    if papers.names:
        names = read_names(papers.names, file="names.yaml", definition=definition)
    meanings = Meanings(definition, names)
    judge = Judge(definition, meanings, judges_roles=True, openings=OPENINGS)
    papers.told = tuple(deviating_cases([papers.log], judge, Keys(role="org:role")))
    papers.summary = judge.summary


@then(parsers.parse("all {count:d} lines go the declared way"))
def all_lines(papers: Papers, count: int) -> None:
    assert papers.summary is not None
    assert (papers.summary.events, papers.summary.fitness) == (count, 1.0)


@then("the only thing to say is that the case has not ended")
def only_open(papers: Papers) -> None:
    (case,) = papers.told
    assert [one.kind for one in case.deviations] == ["under-way"]


@then("the case goes the declared way to its end")
def goes_to_its_end(papers: Papers) -> None:
    assert papers.told == ()
    assert papers.summary is not None
    assert (papers.summary.cases, papers.summary.under_way) == (1, 0)


@then(parsers.parse('line {n:d} is "{kind}"'))
@then(parsers.parse('line {n:d} is "{kind}", because the case stands in "{word}"'))
@then(parsers.parse('line {n:d} is "{kind}", because only "{word}" may do it'))
@then(parsers.parse('line {n:d} is "{kind}", and "{word}" is suggested'))
def line_is(papers: Papers, n: int, kind: str, word: str = "") -> None:
    (case,) = papers.told
    (found,) = [one for one in case.deviations if one.n == n]
    assert found.kind == kind
    assert word in found.text.en
    assert word in found.text.vi
