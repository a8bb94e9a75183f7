"""The twelve answers of the rules engine beside those of zen-engine and of cel-expr-python.

Each peer gets the same criteria as one precompiled expression that gives a list of twelve truth
values, which is its fastest form.  What makes it easier for them is done before timing: names have
no dots, days are numbers, nothing is ever unknown.  A peer is timed only after it has given the
same answers as the engine to every case; one that is not installed has a line that says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

import rules
from bench import twelve
from bench.evaluating import answers_of
from bench.timing import Row, at_least, measured
from dossiers.facts import Facts

Answers = Callable[[Facts], list[bool]]
TOPIC = "12 answers on the same facts"
OURS = "rules.evaluate, three-valued, full trace kept"
GOAL = at_least(2)

CEL = """[
  nominee_kind == 'individual',
  ratings.exists(r, r.year == award_year && r.grade in ['HTTNV', 'HTXSNV']),
  assessments.exists(a, a.standard == 'spirit' && a.outcome == 'meets'),
  service_months >= 6,
  TOP || OWN || USED,
  TOP || OWN || !USED || answers['c.reuse'],
  approvals * 100 >= 80 * members,
  !discipline.exists(d, d.year == award_year || d.serving_ends_on >= award_year_begins)
    || answers['c.discipline'],
  !cases.exists(c, c.outcome == 'upheld'),
  !consultation_held || !opinions.exists(o, o.stance == 'object' && o.finding == 'upheld'),
  documents.exists(d, d.kind == 'to_trinh') && documents.exists(d, d.kind == 'bao_cao')
    && documents.exists(d, d.kind == 'bien_ban')
    && documents.exists(d, d.kind in ['chung_nhan_sang_kien', 'quyet_dinh_xep_loai']),
  deciding_unit in ['agency', 'legal_person_unit', 'enterprise'],
]"""
CEL_TOP = "ratings.exists(r, r.year == award_year && r.grade == 'HTXSNV')"
CEL_OWN = (
    "initiatives.exists(i, i.used_as == 'none' && i.recognised_on <= received_on"
    " && (i.kind in ['topic', 'combat'] || i.reach in ['co_so', 'tinh', 'toan_quoc']))"
)
CEL_USED = "initiatives.exists(i, i.used_as == 'title' && i.recognised_on <= received_on)"

ZEN = """[
  nominee_kind == 'individual',
  some(ratings, #.year == award_year and #.grade in ['HTTNV', 'HTXSNV']),
  some(assessments, #.standard == 'spirit' and #.outcome == 'meets'),
  service_months >= 6,
  TOP or OWN or USED,
  TOP or OWN or not (USED) or answers['c.reuse'],
  approvals * 100 >= 80 * members,
  none(discipline, #.year == award_year or #.serving_ends_on >= award_year_begins)
    or answers['c.discipline'],
  none(cases, #.outcome == 'upheld'),
  not consultation_held or none(opinions, #.stance == 'object' and #.finding == 'upheld'),
  some(documents, #.kind == 'to_trinh') and some(documents, #.kind == 'bao_cao')
    and some(documents, #.kind == 'bien_ban')
    and some(documents, #.kind in ['chung_nhan_sang_kien', 'quyet_dinh_xep_loai']),
  deciding_unit in ['agency', 'legal_person_unit', 'enterprise']
]"""
ZEN_TOP = "some(ratings, #.year == award_year and #.grade == 'HTXSNV')"
ZEN_OWN = (
    "some(initiatives, #.used_as == 'none' and #.recognised_on <= received_on"
    " and (#.kind in ['topic', 'combat'] or #.reach in ['co_so', 'tinh', 'toan_quoc']))"
)
ZEN_USED = "some(initiatives, #.used_as == 'title' and #.recognised_on <= received_on)"


def rows() -> list[Row]:
    """Ours first; its time is the floor, so a peer's ratio is how much faster ours is."""
    award, facts = twelve.award(), twelve.eligible()
    given = portable(facts)
    installed = {name: peer for name, make in PEERS.items() if (peer := make()) is not None}
    for one in twelve.complete():
        expected = answers_of(rules.evaluate(award, one, on=twelve.ON))
        for name, peer in installed.items():
            assert peer(portable(one)) == expected, (name, one)
    timed = {name: _bound(peer, given) for name, peer in installed.items()}
    found = measured(
        TOPIC,
        {OURS: lambda: rules.evaluate(award, facts, on=twelve.ON, checked=True).answers, **timed},
        repeats=1_000,
        goals=dict.fromkeys(PEERS, GOAL),
    )
    absent = [Row(TOPIC, name, None, None, GOAL) for name in PEERS if name not in installed]
    return [*found, *absent]


def portable(facts: Facts) -> Facts:
    """The facts as a peer takes them: names without dots, days as numbers, no answer left out."""
    answers = {"c.reuse": False, "c.discipline": False, **_group(facts["answers"])}
    plain = {name: _plain(value) for name, value in {**facts, "answers": answers}.items()}
    return {
        name.replace("unit_council.", "").replace(".", "_"): value for name, value in plain.items()
    }


def _group(value: object) -> dict[str, object]:
    """A value that is a group."""
    assert isinstance(value, dict)
    return value


def _plain(value: object) -> object:
    """A value with every day in it as a number."""
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, list):
        return [{name: _plain(one) for name, one in _group(row).items()} for row in value]
    return value


def _bound(peer: Answers, facts: Facts) -> Callable[[], object]:
    """A peer that answers for one dossier."""
    return lambda: peer(facts)


def _module(name: str) -> Any:  # noqa: ANN401 - the peers are installed for benches only
    """A module of a peer; None where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        return None


def _zen() -> Answers | None:
    """One compiled expression of zen-engine."""
    zen = _module("zen")
    if zen is None:
        return None
    text = ZEN.replace("TOP", ZEN_TOP).replace("OWN", ZEN_OWN).replace("USED", ZEN_USED)
    expression = zen.compile_expression(text)
    answers: Answers = expression.evaluate
    return answers


def _cel() -> Answers | None:
    """One compiled expression of cel-expr-python, with typed variables."""
    cel = _module("cel_expr_python.cel")
    if cel is None:
        return None
    env = cel.NewEnv(variables={name: _type(cel, one) for name, one in _shape().items()})
    text = CEL.replace("TOP", CEL_TOP).replace("OWN", CEL_OWN).replace("USED", CEL_USED)
    expression = env.compile(text)
    return lambda facts: expression.eval(data=facts).plain_value()


def _shape() -> Facts:
    """Facts of every name, to tell their types by."""
    return portable(twelve.eligible())


def _type(cel: Any, value: object) -> object:  # noqa: ANN401 - the peers are installed for benches only
    """The type of CEL that a value has."""
    if isinstance(value, bool):
        return cel.Type.BOOL
    if isinstance(value, int):
        return cel.Type.INT
    if isinstance(value, str):
        return cel.Type.STRING
    if isinstance(value, list):
        return cel.Type.List(cel.Type.DYN)
    return cel.Type.Map(cel.Type.STRING, cel.Type.BOOL)


PEERS: dict[str, Callable[[], Answers | None]] = {"zen-engine": _zen, "cel-expr-python": _cel}
