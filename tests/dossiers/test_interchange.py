"""What leaves the office: well formed, the same each time, checkable, and with nobody's name."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import workflow
from dossiers.documents import read_document
from dossiers.errors import DossierNotFoundError, HistoryError
from dossiers.interchange.ocel import EVENT_ATTRIBUTES, OBJECT_TYPES, ocel
from dossiers.interchange.prov import NAMESPACE, prov
from dossiers.interchange.telling import OPENINGS, told
from dossiers.interchange.xes import EXTENSIONS, packed, xes
from dossiers.store import Store, initialise
from dossiers.use_cases.migrating import migrate
from ledger import read_event
from tests.dossiers.building import NUMBER, a_nomination, done, proposed
from tests.dossiers.mandating import mandated
from tests.dossiers.migrating import ON, STRICTER, migrating, newer
from tests.dossiers.tampering import tampered
from tests.workflow.logs import judged
from workflow.conformance.naming import Meanings

ROOT = Path(__file__).resolve().parent.parent.parent
AWARD = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")
SPACE = "{http://www.xes-standard.org/}"
KINDS = {"string", "int", "date", "boolean", "float", "id"}
TOLD_OF_A_PERSON = {"number", "award", "unit", "code", "kind", "year", "id"}
"""Keys whose values name nobody, in what a unit sends."""

PROV_PARTS = {
    "used": ("prov:activity", "prov:entity"),
    "wasGeneratedBy": ("prov:entity", "prov:activity"),
    "wasAssociatedWith": ("prov:activity", "prov:agent", "prov:plan"),
    "actedOnBehalfOf": ("prov:delegate", "prov:responsible", "prov:activity"),
    "wasDerivedFrom": ("prov:generatedEntity", "prov:usedEntity", "prov:activity"),
    "specializationOf": ("prov:specificEntity", "prov:generalEntity"),
}
"""The relations that we write, each with the things that it has to name."""


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo season, numbered."""
    file = tmp_path_factory.mktemp("season") / "season.sqlite"
    command = [sys.executable, "-m", "cli", "demo", "--keep", str(file)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    with Store.open(f"sqlite:///{file}") as store:
        store.numbered.number()
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """One dossier that was granted by somebody who acted for the head of the unit."""
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with Store.open(url) as opened:
        proposed(opened, a_nomination())
        mandated(opened, "head-2", "deputy-2")
        done(opened, "submit", "unit_clerk", on=date(2024, 12, 2))
        counted = {"members": 15, "approvals": 14}
        done(opened, "record_vote", "council_secretary", details=counted, on=date(2024, 12, 9))
        done(opened, "advance", "unit_head", on=date(2024, 12, 10))
        acting = {"by": "deputy-2", "stands_for": "head-2", "on": date(2024, 12, 12)}
        done(opened, "approve", "unit_head", **acting)
        yield opened


def as_xes(store: Store, *numbers: str) -> bytes:
    return b"".join(xes(told(store, numbers), store.log))


def as_ocel(store: Store, *numbers: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b"".join(ocel(lambda: told(store, numbers), store.log)))
    return found


def as_prov(store: Store, number: str) -> dict[str, Any]:
    (one,) = told(store, [number])
    found: dict[str, Any] = json.loads(prov(one, store.log))
    return found


def parsed(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 -- what we have just written ourselves


def test_the_log_has_the_shape_that_the_standard_gives_it(season: Store) -> None:
    root = parsed(as_xes(season))

    assert root.tag == f"{SPACE}log"
    assert root.attrib["xes.version"] == "1849-2016"
    order = [one.tag.removeprefix(SPACE) for one in root]
    assert order == sorted(order, key=order.index)
    assert {one.attrib["prefix"] for one in root.iter(f"{SPACE}extension")} == {
        prefix for _, prefix, _ in EXTENSIONS
    }
    prefixes = {prefix for _, prefix, _ in EXTENSIONS}
    for holder in (*root.iter(f"{SPACE}trace"), *root.iter(f"{SPACE}event")):
        said = [one for one in holder if one.tag != f"{SPACE}event"]
        keys = [one.attrib["key"] for one in said]
        assert len(keys) == len(set(keys))
        assert {one.tag.removeprefix(SPACE) for one in said} <= KINDS
        assert {key.partition(":")[0] for key in keys} <= prefixes


def test_every_event_has_what_the_log_says_every_event_has(season: Store) -> None:
    root = parsed(as_xes(season))
    globals_ = {one.attrib["scope"]: keys_of(one) for one in root.iter(f"{SPACE}global")}

    assert all(globals_["trace"] <= keys_of(one) for one in root.iter(f"{SPACE}trace"))
    assert all(globals_["event"] <= keys_of(one) for one in root.iter(f"{SPACE}event"))
    for one in root.iter(f"{SPACE}date"):
        assert datetime.fromisoformat(one.attrib["value"]).tzinfo is not None


def keys_of(holder: ET.Element) -> set[str]:
    return {one.attrib["key"] for one in holder if "key" in one.attrib}


def test_every_line_of_every_form_can_be_found_in_the_log_again(season: Store) -> None:
    leaves = {one.leaf.hex(): one.index for one in season.numbered.events()}

    in_xes = {
        said["tdkt:leaf"]: int(said["tdkt:index"])
        for said in map(values_of, parsed(as_xes(season)).iter(f"{SPACE}event"))
    }
    in_ocel = {
        said["leaf"]: said["index"]
        for said in (
            {each["name"]: each["value"] for each in one["attributes"]}
            for one in as_ocel(season)["events"]
        )
    }
    in_prov = {
        one["tdkt:leaf"]: one["tdkt:index"]
        for number in season.numbers()
        for one in as_prov(season, number)["activity"].values()
    }

    assert in_xes == in_ocel == in_prov == leaves


def values_of(holder: ET.Element) -> dict[str, str]:
    return {one.attrib["key"]: one.attrib["value"] for one in holder}


def test_the_exported_season_goes_the_way_that_its_workflow_declares(season: Store) -> None:
    found, summary = judged(
        AWARD, as_xes(season), role_key="org:role", openings=OPENINGS, tolerates_open=True
    )

    assert found == []
    assert (summary.cases, summary.fitness, summary.passed_over) == (31, 1.0, 0)


def test_equal_history_gives_equal_bytes_packed_or_not(season: Store) -> None:
    first, again = as_xes(season), as_xes(season)

    assert first == again
    assert b"".join(packed([first])) == b"".join(packed([first[:1000], first[1000:]]))
    assert gzip.decompress(b"".join(packed([first]))) == first
    assert json.dumps(as_ocel(season)) == json.dumps(as_ocel(season))


def test_no_word_that_a_unit_sent_about_a_nominee_is_in_any_form(season: Store) -> None:
    forms = [
        as_xes(season).decode(),
        json.dumps(as_ocel(season), ensure_ascii=False),
        *(json.dumps(as_prov(season, one), ensure_ascii=False) for one in season.numbers()),
    ]
    words = {
        word
        for stored in season.events()
        for word in words_of(read_document(season.document(read_event(stored.body).data)))
    }

    assert len(words) > 100
    assert sorted(word for word in words for form in forms if word in form) == []


def words_of(value: object, key: str = "") -> Iterator[str]:
    """The words of a document that could tell of a person: with a space or a letter of Vietnam."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in {"because", "source"}:
                yield from words_of(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from words_of(one, key)
    elif isinstance(value, str) and key not in TOLD_OF_A_PERSON and says_much(value):
        yield value


def says_much(word: str) -> bool:
    """Whether a word is more than an id or a day."""
    return " " in word or not word.isascii()


def test_objects_and_relations_are_whole(season: Store) -> None:
    log = as_ocel(season)
    kinds = {one["id"]: one["type"] for one in log["objects"]}
    types, acts = (
        {one["name"]: {each["name"] for each in one["attributes"]} for one in log[part]}
        for part in ("objectTypes", "eventTypes")
    )

    assert len(kinds) == len(log["objects"])
    assert types == {name: set(said) for name, said in OBJECT_TYPES.items()}
    for one in log["objects"]:
        assert {each["name"] for each in one["attributes"]} <= types[one["type"]]
    for one in log["events"]:
        assert {each["name"] for each in one["attributes"]} <= acts[one["type"]]
        assert any(kinds[each["objectId"]] == "dossier" for each in one["relationships"])
    for one in (*log["objects"], *log["events"]):
        pairs = [(each["objectId"], each["qualifier"]) for each in one["relationships"]]
        assert len(pairs) == len(set(pairs))
        assert {name for name, _ in pairs} <= kinds.keys()
    assert set(acts) == {one["type"] for one in log["events"]}
    assert all(acts[name] == set(EVENT_ATTRIBUTES) for name in acts)


def test_a_ballot_cast_vote_by_vote_is_one_ballot_and_no_vote_is_told(season: Store) -> None:
    log = as_ocel(season)
    voted = [one for one in log["events"] if one["type"] == "cast_vote"]
    ballots = {
        each["objectId"]
        for one in voted
        for each in one["relationships"]
        if each["qualifier"] == "vote"
    }
    (ballot,) = [one for one in log["objects"] if one["id"] in ballots]
    said = {one["name"]: one["value"] for one in ballot["attributes"]}
    about = {
        one["type"]
        for one in log["events"]
        if ballot["id"] in {each["objectId"] for each in one["relationships"]}
    }

    assert len(voted) == 8
    assert said["result"] == "passed"
    assert {"open_ballot", "cast_vote", "stand_aside", "close_ballot"} <= about
    assert not any("choice" in json.dumps(one) for one in voted)


def test_a_second_round_is_another_ballot(store: Store) -> None:
    (one,) = told(store)
    vote = one.lines[2]
    again = replace(vote, event=replace(vote.event, n=8), leaf="f" * 64, result="failed")
    twice = replace(one, lines=(*one.lines, again))

    log = json.loads(b"".join(ocel(lambda: [twice], store.log)))

    ballots = [one for one in log["objects"] if one["type"] == "ballot"]
    assert [one["id"][-16:] for one in ballots] == ["council_review-1", "council_review-2"]
    results = [each["value"] for one in ballots for each in one["attributes"][:1]]
    assert results == ["passed", "failed"]


def test_a_council_of_a_unit_is_one_for_each_unit(season: Store) -> None:
    councils = {one["id"] for one in as_ocel(season)["objects"] if one["type"] == "council"}

    assert councils
    for name in councils:
        assert name.startswith("council-unit_council-") or name == "council-province_council"


def test_decisions_are_those_of_an_authority(season: Store) -> None:
    log = as_ocel(season)
    taken = {
        one["type"]
        for one in log["events"]
        for each in one["relationships"]
        if each["qualifier"] == "takes"
    }

    assert taken == {"approve", "refuse", "revoke", "record_central_decision"}


def test_a_nominee_is_a_pseudonym_of_one_dossier_or_the_account(store: Store) -> None:
    (one,) = told(store, [NUMBER])
    named = read_document(store.body(NUMBER) or b"")

    assert one.nominee == f"of-{named['id']}"
    assert one.kind == "individual"


def test_provenance_names_only_what_it_states(season: Store) -> None:
    for number in season.numbers():
        document = as_prov(season, number)
        assert document["prefix"] == {"tdkt": NAMESPACE}
        things = {part: set(document[part]) for part in ("entity", "activity", "agent")}
        every = set.union(*things.values())
        assert sum(map(len, things.values())) == len(every)
        assert set(document) <= {"prefix", *things, *PROV_PARTS}
        for part, ends in PROV_PARTS.items():
            for one in document.get(part, {}).values():
                assert {one[end] for end in ends} <= every, (number, part, one)


def test_nothing_is_made_twice_and_nothing_comes_from_itself(season: Store) -> None:
    for number in season.numbers():
        document = as_prov(season, number)
        made = [one["prov:entity"] for one in document["wasGeneratedBy"].values()]
        assert len(made) == len(set(made)), number
        came = {
            one["prov:generatedEntity"]: one["prov:usedEntity"]
            for one in document.get("wasDerivedFrom", {}).values()
        }
        assert all(after != before for after, before in came.items())
        states = [
            name
            for name, one in document["entity"].items()
            if one["prov:type"]["$"] == "tdkt:DossierState"
        ]
        assert len(states) == len(document["activity"]) == len(came) + 1


def test_who_acts_on_a_mandate_acts_on_behalf_of_its_giver(store: Store) -> None:
    document = as_prov(store, NUMBER)
    (mandate,) = [one for one in document["entity"] if one.startswith("tdkt:mandate-")]

    (behalf,) = document["actedOnBehalfOf"].values()

    assert behalf["prov:delegate"] == "tdkt:person-deputy-2"
    assert behalf["prov:responsible"] == "tdkt:person-head-2"
    assert behalf["tdkt:mandate"]["$"] == mandate
    assert document["activity"][behalf["prov:activity"]]["tdkt:act"] == "approve"


def test_a_linked_dossier_names_the_one_that_opened_it_even_alone(store: Store) -> None:
    done(store, "request_correction", "unit_clerk", on=date(2025, 3, 3), reason="Tên ghi sai dấu")
    (linked,) = set(store.numbers()) - {NUMBER}

    alone, both = as_ocel(store, linked), as_ocel(store)

    for log in (alone, both):
        kinds = {one["id"]: one for one in log["objects"]}
        assert len(kinds) == len(log["objects"])
        (entry,) = [one for one in log["objects"] if any_opened(one)]
        (origin,) = [
            one["objectId"]
            for one in entry["relationships"]
            if one["qualifier"] == "opened by an act on"
        ]
        assert kinds[origin]["type"] == "dossier"
    assert len(both["events"]) == 9
    workflows = [one.workflow for one in told(store)]
    assert workflows == ["provincial-award", "correction"]
    assert [one.number for one in told(store, workflow_id="correction")] == [linked]
    opened = as_prov(store, NUMBER)
    assert any(one.startswith("tdkt:dossier-") for one in opened["entity"])


def any_opened(entry: dict[str, Any]) -> bool:
    return any(one["qualifier"] == "opened by an act on" for one in entry["relationships"])


def test_history_that_is_not_whole_is_not_exported(store: Store) -> None:
    change = "UPDATE event SET body = replace(body, 'unit_head', 'unit_heed') WHERE n = 4"
    tampered(store.place, change)

    with pytest.raises(HistoryError, match=f"{NUMBER} is not whole from event 4"):
        list(told(store))


def test_of_a_lost_document_nothing_is_told_and_the_line_says_so(store: Store) -> None:
    vote = read_event(list(store.events(read_stream(store)))[2].body)
    tampered(store.place, "DELETE FROM disclosure WHERE commitment = ?", vote.data)

    (one,) = told(store)

    assert [line.withheld for line in one.lines] == [at == 2 for at in range(7)]
    assert one.lines[2].result is None
    assert b'<boolean key="tdkt:withheld" value="true"/>' in as_xes(store)


def read_stream(store: Store) -> str:
    return str(read_document(store.body(NUMBER) or b"")["id"])


def test_a_row_that_says_little_more_than_its_number_is_enough(store: Store) -> None:
    stream = read_stream(store)
    bare = json.dumps({"id": stream, "number": NUMBER, "award": "CSTDCS", "unit": "u-1"})
    tampered(store.place, "UPDATE dossier SET body = ?", bare.encode())

    (one,) = told(store)

    assert (one.award, one.unit, one.kind) == ("CSTDCS", "u-1", "")
    assert len(one.lines) == 7


def test_going_over_to_another_edition_is_passed_over_by_those_who_replay(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'b.sqlite'}"
    initialise(url)
    with Store.open(url) as opened:
        proposed(opened, a_nomination())
        done(opened, "submit", "unit_clerk")
        migrate(opened, migrating(newer(STRICTER)))
        done(opened, "withdraw", "unit_clerk", reason="Rút", on=ON)
        (one,) = told(opened)
        found, summary = judged(AWARD, as_xes(opened), openings=OPENINGS)

    assert [line.is_act for line in one.lines] == [True, True, False, True]
    assert found == []
    assert (summary.events, summary.passed_over) == (3, 1)


def test_the_names_in_our_logs_are_those_of_the_workflow(season: Store) -> None:
    meanings = Meanings(AWARD)
    types = {line.event.type for one in told(season) for line in one.lines} - {*OPENINGS}

    assert [one for one in types if meanings.acts(one) != (one,)] == []


def test_an_unknown_number_is_told_with_those_that_there_are(store: Store) -> None:
    with pytest.raises(DossierNotFoundError):
        list(told(store, ["D-99"]))
