"""Every fact that rules may ask of a dossier: its name, its kind, the papers that prove it.

Options of choices stand in `dossiers.options`, papers in `dossiers.papers`.  The year of a title is
the year whose achievements it rewards; the day of its decision is `titles.granted_on`.

The names are part of every rules file and of every recorded decision, so they are never changed; a
new fact is one more entry here.  `dossiers.facts` fills them from a dossier.

    >>> VOCABULARY.options("ratings.grade")
    ('KHTNV', 'HTNV', 'HTTNV', 'HTXSNV')
    >>> VOCABULARY.papers("discipline.serving_ends_on")[0].en
    'Confirmation of disciplinary measures by the level that manages the staff'
"""

from __future__ import annotations

from dossiers.options import (
    ABSENCES,
    ACHIEVEMENTS,
    AWARDS,
    BASES,
    CASES,
    CATEGORIES,
    CHECKED,
    CLUSTERS,
    DECIDERS,
    GRADES,
    INFLUENCES,
    JUDGED,
    LAUNCHERS,
    LAWS,
    MEASURES,
    NOMINEES,
    OUTCOMES,
    PAPERS,
    REACHES,
    RECOGNISERS,
    STANCES,
    STANDARDS,
    STATUSES,
    USES,
    WORKS,
)
from dossiers.papers import (
    ACHIEVED,
    AWARDED,
    BALLOT,
    CLUSTER,
    CONCLUSION,
    CONSULTED,
    DISCIPLINE,
    FOUNDED,
    MEMBERS,
    MINUTES,
    PERSONNEL,
    PROPOSAL,
    RATING,
    RECOGNISED,
    REVIEW,
    TRAINED,
)
from rules import Choice, Day, Fact, Flag, Records, Vocabulary, Whole, Words
from texts import Text

YEAR = Fact(Whole(), Text(vi="Năm", en="Year"))

NOMINATION = {
    "nominee.kind": Fact(
        Choice(NOMINEES), Text(vi="Loại đối tượng", en="Kind of nominee"), (PROPOSAL,)
    ),
    "deciding_unit": Fact(
        Choice(DECIDERS),
        Text(vi="Loại cơ quan, đơn vị quyết định tặng", en="Kind of unit that decides"),
        (FOUNDED,),
    ),
    "award_year": Fact(Whole(), Text(vi="Năm xét", en="Award year"), (PROPOSAL,)),
    "award_year_begins": Fact(
        Day(), Text(vi="Ngày đầu của năm xét", en="First day of the award year"), (PROPOSAL,)
    ),
    "received_on": Fact(
        Day(),
        Text(vi="Ngày tiếp nhận hồ sơ", en="Day of receipt"),
        (Text(vi="Phiếu tiếp nhận hồ sơ", en="Receipt of the dossier"),),
    ),
    "service_months": Fact(
        Whole(),
        Text(vi="Số tháng công tác trong năm xét", en="Months worked in the award year"),
        (PERSONNEL,),
    ),
    "nominee.category": Fact(
        Choice(CATEGORIES), Text(vi="Nhóm đối tượng", en="Group of the nominee"), (PERSONNEL,)
    ),
    "employed_months": Fact(
        Whole(),
        Text(
            vi="Số tháng từ khi tuyển dụng đến khi xét",
            en="Months from recruitment to the review",
        ),
        (PERSONNEL,),
    ),
    "absences": Fact(
        Records(
            {
                "kind": Fact(Choice(ABSENCES), Text(vi="Lý do nghỉ", en="Reason")),
                "months": Fact(Whole(), Text(vi="Số tháng", en="Months")),
                "rules_kept": Fact(
                    Flag(),
                    Text(vi="Chấp hành quy định của cơ sở đào tạo", en="Kept the school's rules"),
                    (TRAINED,),
                ),
            }
        ),
        Text(vi="Thời gian vắng mặt trong năm xét", en="Absences in the award year"),
        (PERSONNEL,),
    ),
    "transfer.months_at_old_unit": Fact(
        Whole(),
        Text(
            vi="Số tháng ở đơn vị cũ trong năm xét (0 nếu không chuyển công tác)",
            en="Months at another unit in the award year (0 without a transfer)",
        ),
        (PERSONNEL,),
    ),
}
"""Who is proposed, for which year, received when."""

MERIT = {
    "ratings": Fact(
        Records(
            {
                "year": YEAR,
                "grade": Fact(Choice(GRADES, ordered=True), Text(vi="Mức xếp loại", en="Grade")),
            }
        ),
        Text(vi="Kết quả xếp loại chất lượng", en="Ratings"),
        (RATING,),
    ),
    "titles": Fact(
        Records(
            {
                "code": Fact(Choice(AWARDS), Text(vi="Danh hiệu", en="Award")),
                "year": YEAR,
                "status": Fact(Choice(STATUSES), Text(vi="Giá trị hiện tại", en="Standing today")),
                "law": Fact(Choice(LAWS), Text(vi="Theo luật", en="Under which law")),
                "given_for": Fact(
                    Choice(ACHIEVEMENTS), Text(vi="Loại hình khen thưởng", en="Given for")
                ),
                "granted_on": Fact(Day(), Text(vi="Ngày quyết định", en="Day of the decision")),
                "basis": Fact(Choice(BASES), Text(vi="Căn cứ công nhận", en="Basis")),
            }
        ),
        Text(vi="Danh hiệu, hình thức đã được tặng", en="Earlier titles and commendations"),
        (AWARDED,),
    ),
    "initiatives": Fact(
        Records(
            {
                "title": Fact(Words(), Text(vi="Tên", en="Name")),
                "kind": Fact(Choice(WORKS), Text(vi="Loại", en="Kind")),
                "reach": Fact(
                    Choice(REACHES, ordered=True), Text(vi="Phạm vi ảnh hưởng", en="Reach")
                ),
                "recognised_on": Fact(Day(), Text(vi="Ngày công nhận", en="Recognised on")),
                "recognised_by": Fact(
                    Choice(RECOGNISERS), Text(vi="Người công nhận", en="Recognised by")
                ),
                "year": YEAR,
                "used_as": Fact(Choice(USES), Text(vi="Việc đã sử dụng", en="Earlier use")),
            }
        ),
        Text(vi="Sáng kiến, đề tài", en="Initiatives and topics"),
        (RECOGNISED,),
    ),
    "achievement.kind": Fact(
        Choice(ACHIEVEMENTS),
        Text(vi="Loại thành tích đề nghị khen", en="Kind of the achievement"),
        (ACHIEVED,),
    ),
    "achievement.influence": Fact(
        Choice(INFLUENCES, ordered=True),
        Text(vi="Phạm vi ảnh hưởng của thành tích", en="How far the achievement reaches"),
        (ACHIEVED,),
    ),
    "movement.launched_by": Fact(
        Choice(LAUNCHERS),
        Text(vi="Cấp phát động phong trào", en="Who started the movement"),
        (REVIEW,),
    ),
    "movement.years": Fact(
        Whole(), Text(vi="Số năm thực hiện phong trào", en="Years of the movement"), (REVIEW,)
    ),
    "movement.final_review": Fact(
        Flag(), Text(vi="Đã tổng kết phong trào", en="Final review of the movement"), (REVIEW,)
    ),
    "movement.rank": Fact(
        Whole(), Text(vi="Thứ hạng trong phong trào", en="Place in the movement"), (REVIEW,)
    ),
}
"""What speaks for the nominee."""

COLLECTIVE = {
    "unit.years_of_existence": Fact(
        Whole(),
        Text(vi="Số năm thành lập của đơn vị", en="Years since the unit exists"),
        (FOUNDED,),
    ),
    "members.total": Fact(
        Whole(),
        Text(vi="Tổng số cá nhân trong tập thể", en="Members of the collective"),
        (MEMBERS,),
    ),
    "members.ldtt": Fact(
        Whole(),
        Text(vi="Số cá nhân đạt Lao động tiên tiến", en="Members who are Advanced Workers"),
        (MEMBERS,),
    ),
    "members.cstdcs": Fact(
        Whole(),
        Text(
            vi="Số cá nhân đạt Chiến sĩ thi đua cơ sở",
            en="Members who are Emulation Fighters at base level",
        ),
        (MEMBERS,),
    ),
    "members.completed_tasks": Fact(
        Whole(),
        Text(
            vi="Số cá nhân hoàn thành nhiệm vụ trở lên",
            en="Members who completed their tasks or better",
        ),
        (MEMBERS,),
    ),
    "members.newcomers": Fact(
        Whole(),
        Text(
            vi="Số cá nhân mới tuyển dụng dưới 6 tháng",
            en="Members recruited less than 6 months ago",
        ),
        (MEMBERS,),
    ),
    "collective_ratings": Fact(
        Records(
            {
                "year": YEAR,
                "grade": Fact(Choice(GRADES, ordered=True), Text(vi="Mức xếp loại", en="Grade")),
            }
        ),
        Text(vi="Kết quả xếp loại của tập thể", en="Ratings of the collective"),
        (RATING,),
    ),
    "collective_discipline_from_warning": Fact(
        Whole(),
        Text(
            vi="Số cá nhân bị kỷ luật từ cảnh cáo trở lên trong năm",
            en="Members disciplined with a warning or more in the year",
        ),
        (DISCIPLINE,),
    ),
    "flag_eligible": Fact(
        Flag(),
        Text(vi="Thuộc đối tượng xét tặng cờ thi đua", en="Of those who can be given a flag"),
        (PROPOSAL,),
    ),
}
"""What can be asked of a collective: its members, its own ratings, how long it exists."""

CONDUCT = {
    "discipline": Fact(
        Records(
            {
                "form": Fact(
                    Choice(MEASURES, ordered=True), Text(vi="Hình thức kỷ luật", en="Measure")
                ),
                "year": YEAR,
                "serving_ends_on": Fact(Day(), Text(vi="Ngày chấp hành xong", en="Served until")),
            }
        ),
        Text(vi="Kỷ luật", en="Disciplinary measures"),
        (DISCIPLINE,),
    ),
    "cases": Fact(
        Records(
            {
                "kind": Fact(Choice(CASES), Text(vi="Loại vụ việc", en="Kind of case")),
                "outcome": Fact(Choice(OUTCOMES), Text(vi="Kết luận", en="Conclusion")),
            }
        ),
        Text(vi="Vụ việc khiếu nại, tố cáo, thanh tra", en="Complaints and cases"),
        (CONCLUSION,),
    ),
    "assessments": Fact(
        Records(
            {
                "standard": Fact(Choice(STANDARDS), Text(vi="Tiêu chuẩn", en="Standard")),
                "outcome": Fact(Choice(JUDGED), Text(vi="Đánh giá", en="Assessment")),
                "judged_by": Fact(Words(), Text(vi="Nơi đánh giá", en="Judged by")),
            }
        ),
        Text(vi="Đánh giá ghi trong biên bản", en="Assessments on record"),
        (MINUTES,),
    ),
    "consultation.held": Fact(
        Flag(), Text(vi="Đã lấy ý kiến", en="Consultation held"), (CONSULTED,)
    ),
    "consultation.working_days": Fact(
        Whole(),
        Text(
            vi="Số ngày làm việc đăng công khai trước phiên họp Hội đồng",
            en="Working days of public notice before the council meets",
        ),
        (CONSULTED,),
    ),
    "opinions": Fact(
        Records(
            {
                "stance": Fact(Choice(STANCES), Text(vi="Thái độ", en="Stance")),
                "finding": Fact(
                    Choice(CHECKED),
                    Text(vi="Kết quả xác minh", en="What the check found"),
                    (
                        Text(
                            vi="Kết quả xác minh ý kiến phản đối",
                            en="Result of checking the objection",
                        ),
                    ),
                ),
            }
        ),
        Text(vi="Ý kiến đã nhận", en="Replies received"),
        (CONSULTED,),
    ),
}
"""What people recorded about the nominee: never computed from the tone of a text."""

REVIEWS = {
    "documents": Fact(
        Records({"kind": Fact(Choice(PAPERS), Text(vi="Loại giấy tờ", en="Kind of paper"))}),
        Text(vi="Giấy tờ trong hồ sơ", en="Papers of the dossier"),
        (Text(vi="Bảng kê thành phần hồ sơ", en="List of the papers of the dossier"),),
    ),
    "unit_council.members": Fact(
        Whole(),
        Text(vi="Tổng số thành viên Hội đồng cơ sở", en="Members of the unit's council"),
        (BALLOT,),
    ),
    "unit_council.approvals": Fact(
        Whole(),
        Text(vi="Số phiếu đồng ý của Hội đồng cơ sở", en="Approvals in the unit's council"),
        (BALLOT,),
    ),
    "province_council.members": Fact(
        Whole(),
        Text(vi="Tổng số thành viên Hội đồng tỉnh", en="Members of the provincial council"),
        (BALLOT,),
    ),
    "province_council.approvals": Fact(
        Whole(),
        Text(vi="Số phiếu đồng ý của Hội đồng tỉnh", en="Approvals in the provincial council"),
        (BALLOT,),
    ),
    "cluster.units": Fact(
        Whole(), Text(vi="Số đơn vị trong cụm, khối", en="Units in the cluster"), (CLUSTER,)
    ),
    "cluster.rank": Fact(
        Whole(), Text(vi="Thứ hạng trong cụm, khối", en="Place in the cluster"), (CLUSTER,)
    ),
    "cluster.organised_by": Fact(
        Choice(CLUSTERS),
        Text(vi="Cấp tổ chức cụm, khối", en="Who organises the cluster"),
        (CLUSTER,),
    ),
}
"""What the dossier holds, and how councils and clusters voted."""

VOCABULARY = Vocabulary({**NOMINATION, **MERIT, **COLLECTIVE, **CONDUCT, **REVIEWS})
"""Everything that rules may ask."""
