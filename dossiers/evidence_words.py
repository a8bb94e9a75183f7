"""The parts of the evidence in words: those that rules ask, and those that only people read.

Every part of `dossiers.model.Evidence` has words; a test goes through the model.

    >>> evidence_name("unit_council").en, evidence_value("consultation_held", value=True).vi
    ("The unit's council", 'có')
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import rules
from dossiers.vocabulary import VOCABULARY
from texts import Text, joined
from texts.moments import shown_day

NAMES = {
    "category": Text(vi="Nhóm đối tượng", en="Category"),
    "months_at_old_unit": Text(vi="Số tháng ở đơn vị cũ", en="Months at the former unit"),
    "achievement": Text(vi="Thành tích đột xuất", en="Sudden achievement"),
    "consultation_working_days": Text(
        vi="Số ngày làm việc lấy ý kiến", en="Working days of consultation"
    ),
    "members": Text(vi="Thành viên", en="Members"),
    "years_of_existence": Text(vi="Số năm thành lập", en="Years of existence"),
    "cluster_organised_by": Text(vi="Cụm, khối do ai tổ chức", en="Who organises the cluster"),
    "transfer": Text(vi="Chuyển đơn vị", en="Transfer"),
    "notice": Text(vi="Lấy ý kiến công khai", en="Public notice"),
    "confirmations": Text(vi="Xác nhận", en="Confirmations"),
    "movement": Text(vi="Phong trào chuyên đề", en="Thematic movement"),
    "unit_council": Text(vi="Hội đồng cơ sở", en="The unit's council"),
    "province_council": Text(vi="Hội đồng cấp tỉnh", en="The provincial council"),
    "cluster": Text(vi="Cụm, khối thi đua", en="The cluster"),
    "answers": Text(vi="Câu trả lời", en="Answers"),
    "conflicts": Text(vi="Quan hệ với người được đề nghị", en="Relations to the nominee"),
    "consultation_held": Text(vi="Đã lấy ý kiến", en="Consultation held"),
}
"""Parts of their own."""

FIELDS = {
    "decision": Text(vi="số quyết định", en="decision"),
    "title": Text(vi="tên", en="title"),
    "achieved_on": Text(vi="ngày lập thành tích", en="achieved on"),
    "old_unit": Text(vi="đơn vị cũ", en="former unit"),
    "moved_on": Text(vi="ngày chuyển", en="moved on"),
    "published_on": Text(vi="ngày đăng", en="published on"),
    "until": Text(vi="đến ngày", en="until"),
    "working_days": Text(vi="số ngày làm việc", en="working days"),
    "where": Text(vi="nơi đăng", en="where"),
    "replies": Text(vi="số ý kiến", en="replies"),
    "by": Text(vi="người ghi", en="by"),
    "paper": Text(vi="văn bản", en="paper"),
    "of": Text(vi="nội dung xác nhận", en="of what"),
    "on": Text(vi="ngày", en="on"),
    "opened_on": Text(vi="ngày mở vụ việc", en="opened on"),
    "body": Text(vi="cơ quan xác minh", en="who verifies"),
    "concluded_on": Text(vi="ngày kết luận", en="concluded on"),
    "conclusion": Text(vi="văn bản kết luận", en="conclusion"),
    "standard": Text(vi="tiêu chuẩn vi phạm", en="standard that is broken"),
    "judged_on": Text(vi="ngày họp", en="judged on"),
    "minutes": Text(vi="biên bản", en="minutes"),
    "received_on": Text(vi="ngày nhận ý kiến", en="received on"),
    "alleges": Text(vi="nội dung phản ánh", en="what is alleged"),
    "number": Text(vi="số văn bản", en="number"),
    "issued_by": Text(vi="nơi ban hành", en="issued by"),
    "issued_on": Text(vi="ngày ban hành", en="issued on"),
    "name": Text(vi="tên", en="name"),
    "written_approvals": Text(vi="phiếu đồng ý bằng văn bản", en="written approvals"),
    "present": Text(vi="số người dự", en="present"),
    "written": Text(vi="ý kiến bằng văn bản", en="written opinions"),
    "against": Text(vi="phiếu không đồng ý", en="votes against"),
    "abstained": Text(vi="không có ý kiến", en="abstained"),
    "recused": Text(vi="xin không bỏ phiếu", en="stood aside"),
    "chair": Text(vi="phiếu của người chủ trì", en="vote of the chair"),
    "points": Text(vi="điểm", en="points"),
    "person": Text(vi="người có quan hệ", en="person"),
    "relation": Text(vi="quan hệ", en="relation"),
}
"""Parts of a record or a group, by their last word."""


HELD = {True: Text(vi="có", en="yes"), False: Text(vi="không", en="no")}
PAIR = Text(vi="{name}: {value}", en="{name}: {value}")


def evidence_name(name: str) -> Text:
    """A part of the evidence in words; what nobody knows, by its own name.

    Args:
        name: as rules name it, such as `unit_council.approvals`.
    """
    fact = VOCABULARY.find(name)
    if fact is not None:
        return fact.text
    if name in NAMES:
        return NAMES[name]
    group, _, field = name.rpartition(".")
    if field not in FIELDS:
        return _as_it_is(name)
    known = NAMES.get(group)
    return FIELDS[field] if known is None else joined([known, FIELDS[field]])


def evidence_value(name: str, value: object) -> Text:
    """A value in words: a choice by its text, a day as people write it, a record field by field.

    Args:
        name: the part it is the value of.
        value: as a nomination file has it.
    """
    if isinstance(value, dict):
        fields = ((f"{name}.{key}", each) for key, each in value.items())
        pairs = (
            PAIR.fill(name=evidence_name(one), value=evidence_value(one, it)) for one, it in fields
        )
        return joined(pairs, "; ")
    if isinstance(value, list):
        return joined(evidence_value(name, one) for one in value)
    if isinstance(value, bool):
        return HELD[value]
    options = _options(name)
    found = options.get(str(value)) if isinstance(value, str) else None
    return _shown(str(value)) if found is None else found


def _pair(name: str, value: object) -> Text:
    """A field of a record with its name."""
    return PAIR.fill(name=evidence_name(name), value=evidence_value(name, value))


def _options(name: str) -> Mapping[str, Text]:
    """What a choice chooses between; nothing for anything else."""
    fact = VOCABULARY.find(name)
    if fact is not None and isinstance(fact.kind, rules.Choice):
        return dict(fact.kind.options)
    return {}


def _shown(words: str) -> Text:
    """A day as people write it, anything else as it stands."""
    with suppress(ValueError):
        if len(words) == len("2025-03-12"):
            return _as_it_is(shown_day(date.fromisoformat(words)))
    return _as_it_is(words)


def _as_it_is(words: str) -> Text:
    """Words that are the same in both languages."""
    return Text(words, words)
