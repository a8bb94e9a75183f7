"""The receipt of a dossier as lines of one page, for whoever prints it or writes it to a file."""

from __future__ import annotations

from collections.abc import Iterator

from dossiers.use_cases import state_text
from dossiers.use_cases.exporting import OnReceipt, Receipt
from texts import Text

NUMBER = Text(vi="Hồ sơ: {number}", en="Dossier: {number}")
STATE = Text(
    vi="Trạng thái sau {events} sự kiện: {state}", en="State after {events} events: {state}"
)
CODE = Text(vi="Mã đối chiếu: {code}", en="Code: {code}")
LOG = Text(vi="Sổ: {origin}", en="Log: {origin}")
INDEX = Text(vi="Số trong sổ: {index} trên {size}", en="Number in the log: {index} of {size}")
LEAF = Text(vi="Mã băm sự kiện: {leaf}", en="Leaf: {leaf}")
ROOT = Text(vi="Mã băm gốc của sổ: {root}", en="Root: {root}")
PATH = Text(vi="Đường dẫn từ sự kiện lên gốc (RFC 6962):", en="Path from leaf to root (RFC 6962):")
STEP = Text(vi="  {step}", en="  {step}")
STAMP = Text(
    vi="Dấu thời gian: {when} cho {size} sự kiện đầu; chứng thư {authority}",
    en="Time stamp: {when} over the first {size} events; certificate {authority}",
)
KEEP = Text(
    vi="Giữ trang này: ai có điểm kiểm đã ký với mã băm gốc trên đây đều kiểm tra được.",
    en="Keep this page: whoever has a signed checkpoint with this root can check it.",
)


def receipt_words(found: Receipt) -> Iterator[Text]:
    """The receipt, line by line.

    Args:
        found: what it says.
    """
    size = found.checkpoint.size
    yield NUMBER.fill(number=found.number)
    yield STATE.fill(events=found.events, state=state_text(found.state))
    yield CODE.fill(code=found.code)
    yield LOG.fill(origin=found.checkpoint.origin)
    yield INDEX.fill(index=found.index, size=size)
    yield LEAF.fill(leaf=found.leaf)
    yield ROOT.fill(root=found.root)
    yield PATH
    yield from (STEP.fill(step=step) for step in found.proof)
    if found.stamp is not None:
        yield _of_stamp(found.stamp)
    yield KEEP


def _of_stamp(one: OnReceipt) -> Text:
    """By when the dossier was there, as a time stamp says."""
    when = one.time.strftime("%Y-%m-%d %H:%M:%S UTC")
    return STAMP.fill(when=when, size=one.size, authority=one.authority)
