"""Evidence used more than once: for two nominees, or twice where it counts once.

Titles and ratings are not compared: one decision of that kind names many people.  What is compared
are initiatives (title and decision), papers that are about one nominee, and the whole content of
some acts; which papers and acts, the settings say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dossiers.findings.finding import Finding, Place, Told, by_setting
from dossiers.findings.settings import Settings
from dossiers.findings.walking import Last, Step, Trail, group, groups, word
from dossiers.history import PROPOSE
from ledger import canonical, digest
from texts import Text
from texts.skeleton import skeleton

KIND = "evidence_reused"

NOMINEES = Text(
    vi="{what} đứng trong hồ sơ của {count} người hoặc tập thể khác nhau; trông đợi một.",
    en="{what} stands in the dossiers of {count} different nominees; one was expected.",
)
TWICE = Text(
    vi="{what} được dùng cho {awards} của cùng một người hoặc tập thể; sáng kiến đã dùng cho danh "
    "hiệu thì không dùng cho hình thức khen thưởng, và không dùng cho nhiều hình thức.",
    en="{what} is used for {awards} of one nominee; an initiative that served for a title does "
    "not serve for a form of commendation, nor for several forms.",
)
DENIED = Text(
    vi="{what} được khai là chưa dùng, trong khi hồ sơ {other} của cùng người hoặc tập thể đã được "
    "tặng có dùng.",
    en="{what} is declared as not used before, while {other} of the same nominee, which was "
    "granted, uses it.",
)
INITIATIVE = Text(vi="Một sáng kiến (quyết định {number})", en="One initiative (decision {number})")
NO_DECISION = Text(vi="không ghi số", en="no number given")
PAPER = Text(vi="Giấy tờ '{kind}' số {number}", en="The paper '{kind}' number {number}")
WHOLE = Text(vi="Cùng một nội dung của '{kind}'", en="One and the same content of '{kind}'")
USED_ONCE = Text(
    vi="Luật 06/2022/QH15, Điều 5 khoản 2; Công văn 5007/BNV-TĐKT năm 2023, mục III.5 c",
    en="Law 06/2022/QH15, Article 5(2); letter 5007/BNV-TĐKT of 2023, III.5 c",
)
INITIATIVE_OF = Text(
    vi="Luật 06/2022/QH15, Điều 3 khoản 4; đồng tác giả là cách giải thích thường gặp",
    en="Law 06/2022/QH15, Article 3(4); common authorship is the usual explanation",
)

INITIATIVES = "initiative"
NOT_USED = "none"


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a piece of evidence.

    Attributes:
        place: the event that brought it.
        claim: what it says of earlier uses; empty where it says nothing.
    """

    place: Place
    claim: str = ""


@dataclass(slots=True)
class Piece:
    """A piece of evidence and where it was used.

    Attributes:
        sort: `initiative`, `papers` or `whole`.
        named: what it is called: kind and number of a paper, an act, or a number.
        uses: the latest use in each dossier, by its stream.
    """

    sort: str
    named: tuple[str, str]
    uses: dict[str, Use]

    @property
    def what(self) -> Text:
        """What it is, in words."""
        kind, number = self.named
        known = number or NO_DECISION
        text = {INITIATIVES: INITIATIVE, "papers": PAPER, "whole": WHOLE}[self.sort]
        return text.fill(kind=kind, number=known)


class EvidenceReused:
    """Collects what dossiers bring, and compares it at the end, when it is known what became."""

    def __init__(self, settings: Settings) -> None:
        """Which evidence belongs to one nominee is a setting."""
        self._set = settings.reuse
        self._pieces: dict[str, Piece] = {}

    def see(self, step: Step) -> Iterator[Told]:
        """Nothing yet: a second use may come years later."""
        if step.event.type == PROPOSE:
            self._brought(step, group(group(step.data, "nomination"), "evidence"))
        elif step.trail.subject == "dossier" and not step.trail.linked:
            self._brought(step, step.details)
            self._whole(step)
        yield from ()

    def end(self, last: Last) -> Iterator[Told]:
        """One finding for each piece that was used too often."""
        for piece in self._pieces.values():
            if len(piece.uses) > 1:
                yield from self._judged(piece, last.trails)

    def _brought(self, step: Step, evidence: Mapping[str, object]) -> None:
        """Note the initiatives and the papers that an act brings."""
        for one in groups(evidence, "initiatives"):
            name, number = skeleton(word(one, "title")), word(one, "decision")
            use = Use(step.place, word(one, "used_as"))
            self._note(INITIATIVES, (name, number), ("", number), use)
        for one in groups(evidence, "documents"):
            kind, number = word(one, "kind"), word(one, "number")
            if kind in self._set.papers and number:
                parts = (kind, number, word(one, "issued_by"))
                self._note("papers", parts, (kind, number), Use(step.place))

    def _whole(self, step: Step) -> None:
        """Note the whole content of an act that says more than which papers there are."""
        act, details = step.event.type, step.details
        if act in self._set.whole and set(details) - {"documents", "confirmations"}:
            self._note("whole", (digest(canonical(step.data)),), (act, ""), Use(step.place))

    def _note(self, sort: str, parts: tuple[str, ...], named: tuple[str, str], use: Use) -> None:
        """Remember one use under a word that equal pieces share."""
        key = digest("\n".join((sort, *parts)).encode())
        piece = self._pieces.get(key)
        if piece is None:
            piece = self._pieces[key] = Piece(sort, named, {})
        piece.uses[use.place.stream] = use

    def _judged(self, piece: Piece, trails: Mapping[str, Trail]) -> Iterator[Finding]:
        """What is to be asked about a piece that several dossiers use."""
        nominees = {trails[stream].who.key for stream in piece.uses}
        places = tuple(one.place for one in piece.uses.values())
        if len(nominees) > 1:
            told = NOMINEES.fill(what=piece.what, count=len(nominees))
            initiative = piece.sort == INITIATIVES
            names = {"papers": "reuse.papers", "whole": "reuse.whole"}
            value = ", ".join(getattr(self._set, piece.sort, ()))
            basis = INITIATIVE_OF if initiative else by_setting(names[piece.sort], value)
            yield Finding(KIND, places, basis, told)
        elif piece.sort == INITIATIVES:
            live = {name: use for name, use in piece.uses.items() if _alive(trails[name])}
            yield from self._twice(piece, live, trails)

    def _twice(
        self, piece: Piece, uses: Mapping[str, Use], trails: Mapping[str, Trail]
    ) -> Iterator[Finding]:
        """An initiative that one nominee uses twice, where one of the two excludes the other."""
        awards = sorted({trails[name].award for name in uses})
        forms = [name for name in uses if trails[name].award in self._set.forms]
        places = tuple(one.place for one in uses.values())
        if len(uses) > 1 and forms:
            told = TWICE.fill(what=piece.what, awards=", ".join(awards))
            yield Finding(KIND, places, USED_ONCE, told)
            return
        denied = next(_denied(uses, trails), None)
        if denied is not None:
            told = DENIED.fill(what=piece.what, other=trails[denied[1]].number)
            pair = tuple(uses[name].place for name in denied)
            yield Finding(KIND, pair, USED_ONCE, told)


def _denied(uses: Mapping[str, Use], trails: Mapping[str, Trail]) -> Iterator[tuple[str, str]]:
    """A use that is declared as the first one, with an earlier dossier that was granted."""
    in_order: Iterable[str] = sorted(uses, key=lambda name: uses[name].place.at)
    granted: list[str] = []
    for name in in_order:
        if uses[name].claim == NOT_USED and granted:
            yield name, granted[0]
        if trails[name].grants:
            granted.append(name)


def _alive(trail: Trail) -> bool:
    """Whether a dossier is under way or granted: one that came to nothing used nothing up."""
    state = None if trail.workflow is None else trail.workflow.states.get(trail.state)
    return state is None or state.end is None or state.grants
