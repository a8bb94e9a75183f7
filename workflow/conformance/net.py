"""A definition as a Petri net, in PNML: what other tools replay a log against.

Each place is a state with the sender that is remembered there; each transition is an act that leads
from one place to another, and carries the id of the act, as an exported log does.  Whatever ends
the matter leads on, silently, to one last place; an act may still follow, such as a revocation.

    >>> from workflow import read, shipped
    >>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> drawn = pnml(definition, openings=["propose"])
    >>> drawn.count("<place "), "<text>propose_rules</text>" in drawn
    (8, True)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from html import escape

from texts import Language
from workflow.conformance.paths import Place, compiled
from workflow.language.definition import Definition

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<pnml xmlns="http://www.pnml.org/version-2009/grammar/pnml">
<net id="{id}" type="http://www.pnml.org/version-2009/grammar/pnmlcoremodel">
<name><text>{name}</text></name>
<page id="page">
"""
FOOT = """</page>
<finalmarkings><marking><place idref="end"><text>1</text></place></marking></finalmarkings>
</net>
</pnml>
"""
SILENT = '<toolspecific tool="ProM" version="6.4" activity="$invisible$"/>'
"""How the tools that read PNML are told that a transition is no act."""

BEGIN, END = "begin", "end"


def pnml(
    definition: Definition,
    *,
    openings: Collection[str] = (),
    under_way: bool = False,
    lang: Language = "vi",
) -> str:
    """The net, ending with a line end.

    Args:
        definition: the workflow.
        openings: what the first event of a case is called, such as `propose`; without any, a case
            begins with an act of the first state.
        under_way: whether a case may also stop where nothing has ended yet, so that a log of
            running cases fits.
        lang: the language of the names of places.
    """
    return "".join(_lines(definition, openings, under_way=under_way, lang=lang))


def _lines(
    definition: Definition, openings: Collection[str], *, under_way: bool, lang: Language
) -> Iterator[str]:
    """The net, piece by piece."""
    steps = compiled(definition)
    first = (definition.start, None)
    ids = {place: f"p{at}" for at, place in enumerate(_reached(definition, steps))}
    yield HEAD.format(id=definition.id, name=escape(definition.text.to(lang)))
    begins = BEGIN if openings else ids[first]
    if openings:
        yield _place(BEGIN, BEGIN, marked=True)
    for place, name in ids.items():
        yield _place(name, _named(definition, place, lang), marked=name == begins)
    yield _place(END, END, marked=False)
    arcs = [(one, BEGIN, ids[first]) for one in openings]
    for (place, act), landings in steps.items():
        if place in ids:
            arcs += [(act, ids[place], ids[to]) for to in sorted(landings, key=ids.__getitem__)]
    for at, arc in enumerate(arcs):
        yield _transition(f"t{at}", *arc)
    for (state, _), name in ids.items():
        if under_way or definition.states[state].end is not None:
            yield _transition(f"e{name}", "", name, END)
    yield FOOT


def _reached(
    definition: Definition, steps: Mapping[tuple[Place, str], frozenset[Place]]
) -> tuple[Place, ...]:
    """Every place that a case can come to, in an order that the definition alone settles."""
    order = {state: at for at, state in enumerate(definition.states)}
    seen: dict[Place, None] = {(definition.start, None): None}
    waiting = list(seen)
    while waiting:
        here = waiting.pop(0)
        found = {to for (place, _), tos in steps.items() if place == here for to in tos}
        fresh = sorted(found - seen.keys(), key=lambda one: (order[one[0]], one[1] or ""))
        seen.update(dict.fromkeys(fresh))
        waiting += fresh
    return tuple(seen)


def _named(definition: Definition, place: Place, lang: Language) -> str:
    """The name of a place: its state, and where the case came from."""
    state, sender = place
    name = definition.states[state].text.to(lang)
    return name if sender is None else f"{name} ← {definition.states[sender].text.to(lang)}"


def _place(name: str, text: str, *, marked: bool) -> str:
    """A place, with the case on it where it begins."""
    mark = "<initialMarking><text>1</text></initialMarking>" if marked else ""
    return f'<place id="{name}"><name><text>{escape(text)}</text></name>{mark}</place>\n'


def _transition(name: str, act: str, source: str, target: str) -> str:
    """A transition with its two arcs; one without an act is silent."""
    silent = "" if act else SILENT
    text = escape(act or name)
    return (
        f'<transition id="{name}"><name><text>{text}</text></name>{silent}</transition>\n'
        f'<arc id="{name}i" source="{source}" target="{name}"/>\n'
        f'<arc id="{name}o" source="{name}" target="{target}"/>\n'
    )
