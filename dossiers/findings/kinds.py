"""The kinds of findings, as one list: a new kind is one entry here and one weight in the settings.

>>> [one.id for one in KINDS][:3]
['outside_authority', 'vote_out_of_order', 'clock_backwards']
>>> kind("late_step").text.en
'Terms that were over'
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dossiers.findings import authority, capacities, late, moments, pace, reuse, votes
from dossiers.findings.checking import Alone, Check
from dossiers.findings.settings import FindingsFileError, Settings, read_thresholds
from texts import Mistake, Text, nearest, reading


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding.

    Attributes:
        id: its name, in settings, options and data.
        text: what is found.
        look: who should look at it.
        make: a fresh check under some settings.
    """

    id: str
    text: Text
    look: Text
    make: Callable[[Settings], Check]


NO_KIND = Text(
    vi="không có loại phát hiện này; các loại: {known}",
    en="there is no such kind of finding; the kinds are: {known}",
)
NO_WEIGHT = Text(
    vi="thiếu trọng số của loại '{kind}'", en="the weight of the kind '{kind}' is missing"
)

STANDING_BODY = Text(
    vi="Thường trực Hội đồng thi đua khen thưởng, trừ chính những người được nêu",
    en="the standing body of the award council, except the people who are named",
)
SUPERIOR = Text(
    vi="Cấp trên trực tiếp của người được nêu", en="the direct superior of whoever is named"
)
KEEPER = Text(
    vi="Người quản lý tài khoản và máy chủ, cùng người được nêu",
    en="whoever keeps accounts and server, with the person who is named",
)

KINDS: tuple[Kind, ...] = (
    Kind(
        authority.KIND,
        Text(vi="Việc làm có thể ngoài thẩm quyền", en="Acts that may be outside authority"),
        STANDING_BODY,
        authority.OutsideAuthority,
    ),
    Kind(
        votes.KIND,
        Text(vi="Phiếu có thể không đúng thể thức", en="Votes that may be out of order"),
        STANDING_BODY,
        votes.VotesOutOfOrder,
    ),
    Kind(
        moments.BACKWARDS,
        Text(vi="Giờ ghi sổ đi lùi", en="Recorded time that runs backwards"),
        Text(
            vi="Người vận hành máy chủ; sau đó chạy `tdkt audit verify`",
            en="whoever runs the server; then run `tdkt audit verify`",
        ),
        lambda settings: Alone(moments.backwards, settings),
    ),
    Kind(
        capacities.KIND,
        Text(vi="Một người ở hai vai trò", en="One person in two capacities"),
        Text(
            vi="Thanh tra hoặc cơ quan cấp trên của những người được nêu",
            en="the inspectorate, or the superior body of the people who are named",
        ),
        capacities.TwoCapacities,
    ),
    Kind(
        reuse.KIND,
        Text(vi="Minh chứng có thể dùng nhiều lần", en="Evidence that may be used more than once"),
        Text(
            vi="Hội đồng sáng kiến và cơ quan thẩm định hồ sơ",
            en="the initiative council and whoever appraises the dossiers",
        ),
        reuse.EvidenceReused,
    ),
    Kind(
        late.KIND,
        Text(vi="Quá thời hạn", en="Terms that were over"),
        Text(
            vi="Thủ trưởng nơi giữ hồ sơ khi hết hạn",
            en="the head of whoever held the dossier when the term ended",
        ),
        late.LateSteps,
    ),
    Kind(
        moments.RECORDED,
        Text(vi="Ghi sổ cách xa ngày nghiệp vụ", en="Recorded far from the day it counts for"),
        SUPERIOR,
        moments.RecordedLate,
    ),
    Kind(
        pace.FAST,
        Text(vi="Quyết định nhanh hơn thời gian đọc", en="Decisions faster than reading"),
        SUPERIOR,
        lambda settings: Alone(pace.too_fast, settings),
    ),
    Kind(
        pace.MANY,
        Text(vi="Một người, nhiều nơi trong ít phút", en="One person in many places in minutes"),
        KEEPER,
        pace.ManyPlaces,
    ),
    Kind(
        moments.UNUSUAL,
        Text(vi="Ghi ngoài giờ, ngày nghỉ", en="Recorded at unusual hours"),
        KEEPER,
        moments.UnusualHours,
    ),
)
"""Every kind, the gravest first."""


def kind(name: str) -> Kind:
    """The kind with this name.

    Raises:
        KeyError: there is none; whoever reads names from people asks `KINDS` before.
    """
    return {one.id: one for one in KINDS}[name]


def read_settings(content: str | bytes, *, file: str) -> Settings:
    """The settings that a file says, with a weight for every kind and for nothing else.

    Args:
        content: YAML or JSON; bytes are UTF-8.
        file: its name, for the places of mistakes.

    Raises:
        FindingsFileError: it has mistakes; all of them are in it.
    """
    settings, tree = read_thresholds(content, file=file)
    wrong = list(_of_weights(settings, tree))
    if wrong:
        raise FindingsFileError(wrong)
    return settings


def _of_weights(settings: Settings, tree: reading.Tree) -> Iterator[Mistake]:
    """Weights of kinds that there are not, and kinds without a weight."""
    known = [one.id for one in KINDS]
    for name in settings.weights.keys() - set(known):
        place = tree.place(("weights", name), key=True)
        meant = nearest(name, known)
        yield Mistake(place, "unknown-kind", NO_KIND.fill(known=", ".join(known)), name, meant)
    for name in known:
        if name not in settings.weights:
            yield Mistake(tree.place(("weights",)), "no-weight", NO_WEIGHT.fill(kind=name), name)
