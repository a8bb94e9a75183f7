"""Dossiers drawn by a seed out of the log as its newest signed checkpoint has it.

Nothing is recorded: the protocol is a file that names seed, log, root and result, and by which
anybody draws again (`tdkt audit sample --check`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from typing import cast

from desk.answer import Answer, Handed, Shown
from desk.asked import Asked, Typed
from desk.checks import Found
from desk.route import Route, Who
from desk.trouble import NoPageError
from dossiers.findings import shipped_bytes
from dossiers.findings.drawing import METHODS
from dossiers.findings.sampling import FILTERS, MOST, Filter, Protocol, Way, sample
from dossiers.findings.sampling import Asked as Drawing
from texts import Text

PATIENCE_S = 3.0
LONGEST = 120
FILE = "findings.yaml"

NO_COUNT = Text(vi="Số hồ sơ cần rút: viết từ 1 đến {most}.", en="Dossiers to draw: 1 to {most}.")
NO_SEED = Text(
    vi="Hạt giống: viết từ 1 đến {most} ký tự nhìn thấy được, trên một dòng.",
    en="The seed: write 1 to {most} visible characters on one line.",
)
NO_WAY = Text(vi="Chọn cách rút.", en="Choose how to draw.")
LONG = Text(vi="Ô này dài quá {most} ký tự.", en="This field is longer than {most} characters.")
NOT_DRAWN = Text(
    vi="Chưa rút mẫu này; mở lại trang rút mẫu.", en="This was not drawn yet; open the page again."
)
NAMES: Mapping[Filter, Text] = {
    "award": Text(vi="Danh hiệu (mã)", en="Award (code)"),
    "unit": Text(vi="Đơn vị (mã)", en="Unit (id)"),
    "state": Text(vi="Trạng thái (mã)", en="State (id)"),
    "year": Text(vi="Năm xét", en="Award year"),
}


def drawn(asked: Asked) -> Answer:
    """The form, and the dossiers that were drawn where it was filled in."""
    drawing, mistakes = _drawing(asked.query)
    found = None if drawing is None else _drawn(asked, drawing)
    protocol = found.value if found is not None else None
    values = {
        "typed": asked.query,
        "mistakes": mistakes,
        "found": found,
        "under_way": drawing is not None and found is None,
        "protocol": protocol,
        "digest": sha256(protocol.body()).hexdigest() if isinstance(protocol, Protocol) else "",
        "NAMES": NAMES,
        "MOST": MOST,
    }
    return Shown("sample/sample.html", values)


def protocol(asked: Asked) -> Answer:
    """The protocol as a file.

    Raises:
        NoPageError: it was not drawn, or the drawing failed.
    """
    drawing, _ = _drawing(asked.query)
    found = None if drawing is None else _drawn(asked, drawing)
    if found is None or not isinstance(found.value, Protocol):
        raise NoPageError(NOT_DRAWN)
    return Handed(found.value.body(), "application/json", "sample.json")


def _drawn(asked: Asked, drawing: Drawing) -> Found | None:
    """What a drawing gave; None where it still runs."""
    store, checks = asked.store, asked.house.checks
    store.check_whole()
    signed = store.numbered.checkpoints()
    size = signed[-1].size if signed else 0
    name = ("sample", size, drawing.seed, drawing.count, drawing.by, tuple(drawing.where.items()))
    look = partial(sample, store, drawing, shipped_bytes(), file=FILE)
    checks.begin(name, size, look, at=asked.now)
    return checks.waited(name, PATIENCE_S)


def _drawing(typed: Typed) -> tuple[Drawing | None, Mapping[str, Text]]:
    """What is asked for; or what is wrong with it, field by field; neither for an empty form."""
    if "seed" not in typed:
        return None, {}
    seed, count, by = typed.one("seed"), _count(typed.one("count")), typed.one("by")
    where = {name: typed.one(name) for name in FILTERS if typed.one(name)}
    long = (name for name, one in where.items() if len(one) > LONGEST)
    told: dict[str, Text] = {name: LONG.fill(most=LONGEST) for name in long}
    if not (0 < len(seed) <= LONGEST and seed.isprintable()):
        told["seed"] = NO_SEED.fill(most=LONGEST)
    if count is None:
        told["count"] = NO_COUNT.fill(most=MOST)
    if by not in METHODS:
        told["by"] = NO_WAY
    if told or count is None:
        return None, told
    return Drawing(seed, count, cast("Way", by), where), {}


def _count(words: str) -> int | None:
    """How many dossiers; None where that is no number that can be drawn."""
    with suppress(ValueError):
        count = int(words) if words.isascii() and len(words) <= len(str(MOST)) else 0
        return count if 0 < count <= MOST else None
    return None


ROUTES = (
    Route("/audit/sample", "sample", drawn, Who.AUDITORS, slow=True),
    Route("/audit/sample.json", "sample_file", protocol, Who.AUDITORS, part=True, slow=True),
)
