"""What may be asked of a candidate and of a group when a batch is chosen from.

The names that a dossier has too are those of `dossiers.vocabulary`, so that a list of candidates
can be filled from dossiers; the others are only known where many are looked at together.

    >>> CANDIDATES.find("unit_council.members") is VOCABULARY.find("unit_council.members")
    True
    >>> GROUPS.papers("ldtt_holders")[0].en
    'Decision that granted the title of Advanced Worker in the unit'
"""

from __future__ import annotations

from dossiers.vocabulary import VOCABULARY
from rules import Fact, Flag, Vocabulary, Whole, Words
from texts import Text

ALLOTTED = Text(vi="Văn bản giao số lượng", en="Document that allots the places")
LIST = Text(vi="Danh sách đề nghị của đơn vị", en="List of the unit's nominees")
STAFF = Text(vi="Xác nhận nhân sự của cơ quan quản lý", en="Confirmation by the managing body")
HOLDERS = Text(
    vi="Quyết định công nhận Lao động tiên tiến của đơn vị",
    en="Decision that granted the title of Advanced Worker in the unit",
)
RATED = Text(vi="Tổng hợp kết quả xếp loại của đơn vị", en="Summary of the ratings in the unit")
RANKED = Text(vi="Biên bản xếp thứ tự của Hội đồng", en="Minutes of the council's ranking")

UNIT = Fact(Words(), Text(vi="Đơn vị", en="Unit"), (LIST,))
TASKS = Fact(Words(), Text(vi="Nhóm nhiệm vụ tương đồng", en="Group of like tasks"), (LIST,))

SHARED = (
    "nominee.kind",
    "members.total",
    "unit_council.members",
    "unit_council.approvals",
    "province_council.members",
    "province_council.approvals",
    "cluster.units",
    "cluster.rank",
)
"""The facts that a candidate shares with a dossier."""

CANDIDATES = Vocabulary(
    {
        **{name: VOCABULARY.facts[name] for name in SHARED},
        "unit": UNIT,
        "task_group": TASKS,
        "direct_worker": Fact(
            Flag(), Text(vi="Trực tiếp lao động, sản xuất", en="Direct worker"), (STAFF,)
        ),
        "nominee.woman": Fact(Flag(), Text(vi="Là nữ", en="Woman"), (STAFF,)),
        "members.women": Fact(
            Whole(), Text(vi="Số nữ trong tập thể", en="Women in the collective"), (STAFF,)
        ),
        "council_place": Fact(
            Whole(),
            Text(
                vi="Thứ tự Hội đồng xếp (ngang nhau ghi cùng số)",
                en="Place given by the council (equals have the same)",
            ),
            (RANKED,),
        ),
        "score_hundredths": Fact(
            Whole(),
            Text(vi="Điểm, tính bằng phần trăm điểm", en="Score in hundredths of a point"),
            (RATED,),
        ),
    }
)
"""Everything that a batch file may ask of one candidate; 98.5 points are 9850 hundredths."""

GROUPS = Vocabulary(
    {
        "unit": UNIT,
        "task_group": TASKS,
        "ldtt_holders": Fact(
            Whole(),
            Text(vi="Số người đạt Lao động tiên tiến", en="Holders of Advanced Worker"),
            (HOLDERS,),
        ),
        "httnv_rated": Fact(
            Whole(),
            Text(
                vi="Số người được xếp loại Hoàn thành tốt nhiệm vụ",
                en="People rated as having completed the tasks well",
            ),
            (RATED,),
        ),
        "staff": Fact(Whole(), Text(vi="Số người của đơn vị", en="Staff of the unit"), (STAFF,)),
        "places": Fact(Whole(), Text(vi="Số suất được giao", en="Places allotted"), (ALLOTTED,)),
        "outstanding_exception": Fact(
            Flag(),
            Text(
                vi="Thuộc ngoại lệ cho tổ chức có thành tích nổi trội",
                en="Under the exception for outstanding organisations",
            ),
            (RATED,),
        ),
    }
)
"""Everything that a batch file may ask of a group, or of the whole batch."""
