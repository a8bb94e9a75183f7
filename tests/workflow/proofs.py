"""Small workflows built for proofs, and stories played through `workflow.decide`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import workflow
from texts import Text
from workflow import Answer, Case, Definition, Move, Paper, Person, Vote
from workflow.proving.story import Step, Story
from workflow.proving.verify import Checked, Proof
from workflow.running.outcome import Moment

Plain = dict[str, Any]
ROLES = ("clerk", "secretary", "chair", "engine")
DAY = timedelta(days=1)
BEGIN = date(2025, 3, 3)


def named(name: str) -> Plain:
    return {"vi": name, "en": name}


def act(by: str, to: str | None = None, **more: Any) -> Plain:  # noqa: ANN401 -- words of a file, of any shape
    said = {} if to is None else {"to": to}
    return {"by": by, **said, **more}


def ballot(**more: Any) -> Plain:  # noqa: ANN401 -- words of a file, of any shape
    outcomes = {"passed": "same", "failed": "same", "no_quorum": "same", "expired": "same"}
    outcomes |= more.pop("outcomes", {})
    return {"body": "council", "pass_when": "2/3 of members", "outcomes": outcomes, **more}


def plain(states: Mapping[str, Plain], **more: Any) -> Plain:  # noqa: ANN401 -- words of a file, of any shape
    """A whole file, every text of which is the name of what it names."""
    whole: Plain = {
        "kind": "workflow/v1",
        "id": more.pop("id", "drawn"),
        "version": "1",
        "text": named("drawn"),
        "roles": {role: {"program": role == "engine"} for role in ROLES},
        "states": {name: dict(state) for name, state in states.items()},
        **more,
    }
    for group in ("roles", "requirements", "bodies", "clocks", "marks", "anywhere", "states"):
        for name, one in whole.get(group, {}).items():
            one.setdefault("text", named(name))
    for one in whole.get("requirements", {}).values():
        one.setdefault("source", {"document": "d", "article": "a"})
    for state in whole["states"].values():
        for group in ("acts", "tasks"):
            for name, one in state.get(group, {}).items():
                one.setdefault("text", named(name))
    for name, one in whole.get("settings", {}).items():
        one["values"] = {value: named(value) for value in one["values"]}
        one.setdefault("text", named(name))
    for one in whole.get("bodies", {}).values():
        one.setdefault("proxies", True)
    for claim in whole.get("claims", ()):
        claim.setdefault("text", named(claim["id"]))
    used = {role for state in whole["states"].values() for role in _by(state.get("acts", {}))}
    used |= set(_by(whole.get("anywhere", {})))
    whole["roles"] = {name: one for name, one in whole["roles"].items() if name in used}
    return whole


def _by(acts: Mapping[str, Plain]) -> list[str]:
    found: list[str] = []
    for one in acts.values():
        found += [one["by"]] if isinstance(one["by"], str) else one["by"]
    return found


def flow(states: Mapping[str, Plain], **more: Any) -> Definition:  # noqa: ANN401 -- words of a file, of any shape
    return workflow.read(json.dumps(plain(states, **more)), file="drawn.yaml")


def checked(proof: Proof, name: str) -> Checked:
    return next(one for one in proof.checks if one.id == name)


def told(proof: Proof, name: str) -> list[str]:
    """The counter-example in English; empty where the check holds."""
    story = checked(proof, name).story
    return [] if story is None else [line.en for line in story.lines]


def broken(proof: Proof) -> list[str]:
    return [one.id for one in proof.checks if not one.holds]


def played(definition: Definition, story: Story, *, delegated: bool = False) -> Case:
    """Where a dossier stands after a story, each act of which the engine has to allow."""
    case = Case(definition.start, settings=story.settings)
    on, again = BEGIN, 0
    for step in story.steps:
        on += DAY
        if step.clock is not None:
            continue
        again += step.who == "A"
        stands = delegated and step.who == "A" and again > 1
        who = Person("B", frozenset({step.role}), stands_for=frozenset({"A"}))
        by = who if stands else Person(step.who, frozenset({step.role}))
        case = _done(definition, case, step, by, on)
        assert case.state == step.target, step
    return case


def voting(by: Person, paper: Paper | None) -> Person:
    """Whoever acts, who hands in the vote of a member by delegation."""
    if not isinstance(paper, Vote):
        return by
    return replace(by, stands_for=by.stands_for | {paper.member})


def _done(definition: Definition, case: Case, step: Step, by: Person, on: date) -> Case:
    met = (Answer("met", met=True, text=Text("đạt", "met")),)
    answers = dict.fromkeys(definition.requirements, met)
    for paper in step.papers or (None,):
        running = (one for one, r in case.clocks.items() if r.stops.open is None)
        dues = {one: on - DAY if one in step.over else on + DAY for one in running}
        move = workflow.decide(
            definition,
            case,
            step.act,
            by=voting(by, paper),
            answers=answers,
            reason="r",
            moment=Moment(on, dues),
            paper=paper,
            changed=step.changed,
        )
        assert isinstance(move, Move), (step, move)
        assert move.after is not None
        case = move.after
    return case
