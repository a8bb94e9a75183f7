"""What the fields of acts are called, by their model where a name means two things.

>>> label("Ballot", "members").vi, label("Opening", "members").vi
('Tổng số thành viên Hội đồng', 'Thành viên Hội đồng')
"""

from __future__ import annotations

from texts import Text

OF_MODEL = {
    "Ballot.members": Text(vi="Tổng số thành viên Hội đồng", en="Members of the council, in all"),
    "Ballot.approvals": Text(vi="Số phiếu đồng ý tại cuộc họp", en="Approvals at the meeting"),
    "Ballot.written_approvals": Text(
        vi="Số ý kiến đồng ý bằng văn bản", en="Approvals in writing of absent members"
    ),
    "Ballot.present": Text(vi="Số thành viên dự họp", en="Members who took part"),
    "Ballot.written": Text(vi="Số ý kiến bằng văn bản", en="Written opinions, for or against"),
    "Ballot.against": Text(vi="Số phiếu không đồng ý", en="Votes against"),
    "Ballot.abstained": Text(vi="Số phiếu không có ý kiến", en="Abstentions"),
    "Ballot.recused": Text(vi="Số thành viên không bỏ phiếu", en="Members who stood aside"),
    "Ballot.chair": Text(vi="Phiếu của chủ tọa", en="The choice of the chair"),
    "Opening.members": Text(vi="Thành viên Hội đồng", en="Members of the council"),
    "Opening.chair": Text(vi="Chủ tọa", en="In the chair"),
    "Opening.relatives": Text(
        vi="Thành viên là người thân của người được đề nghị",
        en="Members who are relatives of the nominee",
    ),
    "Opening.paper": Text(
        vi="Số quyết định thành lập Hội đồng", en="Number of the decision that appoints the council"
    ),
    "Voting.choice": Text(vi="Ý kiến của tôi", en="My vote"),
    "WrittenOpinion.choice": Text(vi="Ý kiến", en="Opinion"),
    "WrittenOpinion.paper": Text(vi="Số văn bản nêu ý kiến", en="Number of the letter"),
    "Aside.member": Text(
        vi="Thành viên xin không bỏ phiếu (để trống nếu là tôi)",
        en="Member who stands aside (empty for myself)",
    ),
    "Aside.paper": Text(vi="Số văn bản xin không bỏ phiếu", en="Number of the letter"),
    "Conflict.person": Text(vi="Tài khoản của người đó", en="Account of that person"),
    "Agencies.paper": Text(vi="Số văn bản tổng hợp ý kiến", en="Number of the letters or summary"),
    "Agencies.agree": Text(vi="Số cơ quan đồng ý", en="Agencies that agree"),
    "Agencies.disagree": Text(vi="Số cơ quan không đồng ý", en="Agencies that do not"),
    "Agencies.agencies": Text(vi="Các cơ quan được hỏi", en="Agencies that were asked"),
    "PartyOpinion.paper": Text(vi="Số văn bản nêu ý kiến", en="Number of the opinion"),
    "PartyOpinion.agrees": Text(vi="Đồng ý với đề nghị", en="Agrees to the proposal"),
    "CentralDecision.number": Text(vi="Số quyết định", en="Number of the decision"),
    "CentralDecision.by": Text(vi="Người ký", en="Signed by"),
    "Handing.held_on": Text(vi="Ngày trao tặng", en="Day of the hand-over"),
    "Handing.where": Text(vi="Nơi trao tặng", en="Place of the hand-over"),
    "Handing.by": Text(vi="Người trao", en="Handed over by"),
    "Standing.units": Text(vi="Số đơn vị trong cụm, khối", en="Units of the cluster"),
    "Standing.rank": Text(vi="Thứ hạng", en="Rank"),
    "Standing.points": Text(vi="Điểm do cụm, khối chấm", en="Points given by the cluster"),
    "Standing.organised_by": Text(vi="Cụm, khối do ai tổ chức", en="Who organised the cluster"),
    "Answering.answer": Text(vi="Câu trả lời", en="Answer"),
    "Conclusion.case": Text(vi="Vụ việc", en="Case"),
    "Checking.objection": Text(vi="Ý kiến phản đối", en="Objection"),
    "Checking.finding": Text(vi="Kết quả kiểm tra", en="What was found"),
    "Checking.conclusion": Text(vi="Văn bản kết luận", en="Document with the finding"),
    "Revocation.ground": Text(vi="Căn cứ hủy bỏ", en="Ground of the revocation"),
    "Notice.published_on": Text(vi="Ngày đầu công khai", en="First day of the notice"),
    "Notice.until": Text(vi="Ngày cuối công khai", en="Last day of the notice"),
    "Notice.working_days": Text(vi="Số ngày làm việc công khai", en="Working days of the notice"),
    "Notice.where": Text(vi="Nơi công khai", en="Where it was published"),
    "Notice.replies": Text(vi="Số ý kiến nhận được", en="Replies received"),
    "Notice.by": Text(vi="Người xác nhận", en="Confirmed by"),
    "Notice.paper": Text(vi="Số văn bản thông báo, tổng hợp", en="Number of notice and summary"),
    "Confirmation.of": Text(vi="Các mục được xác nhận", en="Parts that are confirmed"),
    "Confirmation.by": Text(vi="Cơ quan, người xác nhận", en="Who confirms"),
    "Confirmation.on": Text(vi="Ngày xác nhận", en="Day of the paper"),
    "Confirmation.paper": Text(vi="Số văn bản xác nhận", en="Number of the paper"),
    "Members.total": Text(vi="Tổng số cá nhân trong tập thể", en="Members of the collective"),
    "Members.ldtt": Text(vi="Số Lao động tiên tiến", en="Advanced Workers among them"),
    "Members.cstdcs": Text(vi="Số Chiến sĩ thi đua cơ sở", en="Emulation Fighters among them"),
    "Members.completed_tasks": Text(
        vi="Số người hoàn thành nhiệm vụ trở lên", en="Members who completed their tasks"
    ),
    "Members.newcomers": Text(vi="Số người mới tuyển dưới 6 tháng", en="Recruited lately"),
    "Transfer.old_unit": Text(vi="Đơn vị cũ", en="Old unit"),
    "Transfer.moved_on": Text(vi="Ngày đầu ở đơn vị mới", en="First day at the new unit"),
    "Achievement.title": Text(vi="Tên thành tích", en="What was achieved"),
    "Achievement.achieved_on": Text(vi="Ngày đạt được", en="Day of the achievement"),
    "Movement.name": Text(vi="Tên phong trào", en="Name of the movement"),
    "Proposed.award": Text(vi="Danh hiệu, hình thức khen thưởng", en="Award"),
    "Proposed.award_year": Text(vi="Năm xét", en="Award year"),
    "Proposed.unit": Text(vi="Đơn vị đề nghị", en="Unit that nominates"),
    "Proposed.kind": Text(vi="Đối tượng", en="Who is proposed"),
    "Proposed.name": Text(
        vi="Họ và tên, hoặc tên tập thể", en="Full name, or name of the collective"
    ),
    "Proposed.position": Text(vi="Chức vụ, chức danh", en="Office held"),
    "Proposed.direct_worker": Text(
        vi="Người trực tiếp lao động, công tác, không giữ chức vụ lãnh đạo",
        en="Works directly, without a leading post",
    ),
    "Proposed.deciding_unit": Text(
        vi="Loại cơ quan, đơn vị quyết định tặng", en="Kind of unit whose head decides"
    ),
    "Proposed.profile": Text(vi="Quy định riêng của địa phương", en="Local rules as well"),
    "Paper.number": Text(vi="Số văn bản", en="Number of the paper"),
    "Paper.issued_by": Text(vi="Cơ quan, người ban hành", en="Issued by"),
}
"""By model and field."""

OF_FIELD = {
    "paper": Text(vi="Số văn bản", en="Number of the paper"),
    "issued_on": Text(vi="Ngày văn bản", en="Day of the paper"),
    "note": Text(vi="Ghi chú", en="Note"),
    "minutes": Text(vi="Số biên bản", en="Number of the minutes"),
    "member": Text(vi="Thành viên", en="Member"),
    "relation": Text(vi="Quan hệ với người được đề nghị", en="Relation to the nominee"),
    "conclusion": Text(vi="Văn bản kết luận", en="Concluding document"),
    "concluded_on": Text(vi="Ngày kết luận", en="Day of the conclusion"),
    "outcome": Text(vi="Kết quả", en="Outcome"),
    "standard": Text(vi="Tiêu chuẩn bị vi phạm", en="Standard that is broken"),
    "question": Text(vi="Câu hỏi", en="Question"),
    "decided_on": Text(vi="Ngày quyết định", en="Day of the decision"),
    "decision": Text(vi="Số quyết định", en="Number of the decision"),
    "opened_on": Text(vi="Ngày bắt đầu xác minh", en="Day on which verification began"),
    "body": Text(vi="Cơ quan xác minh", en="Who verifies"),
    "alleges": Text(vi="Nội dung phản ánh", en="What is alleged"),
    "received_on": Text(vi="Ngày nhận", en="Received on"),
    "finding": Text(vi="Kết quả kiểm tra", en="What was found"),
    "stance": Text(vi="Ý kiến", en="Stance"),
    "judged_by": Text(vi="Cuộc họp đánh giá", en="Meeting that judged"),
    "judged_on": Text(vi="Ngày họp", en="Day of the meeting"),
    "title": Text(vi="Tên", en="Title"),
    "kind": Text(vi="Loại", en="Kind"),
    "year": Text(vi="Năm", en="Year"),
}
"""By field, where every model means the same by it."""

PARTS = {
    "category": Text(vi="Nhóm đối tượng", en="Category of the nominee"),
    "months_at_old_unit": Text(vi="Số tháng ở đơn vị cũ", en="Months at the old unit"),
    "consultation_working_days": Text(
        vi="Số ngày làm việc lấy ý kiến", en="Working days of the consultation"
    ),
    "years_of_existence": Text(vi="Số năm thành lập", en="Years since it was founded"),
    "cluster_organised_by": Text(vi="Cụm, khối do ai tổ chức", en="Who organised the cluster"),
    "consultation_held": Text(vi="Đã lấy ý kiến nhân dân", en="The public was asked"),
    "achievement": Text(vi="Thành tích", en="Achievement"),
    "confirmations": Text(vi="Xác nhận của cơ quan có thẩm quyền", en="Confirmations"),
    "members": Text(vi="Số cá nhân trong tập thể", en="Members of the collective"),
    "movement": Text(vi="Phong trào thi đua", en="Movement"),
    "notice": Text(vi="Công khai danh sách", en="Public notice"),
    "transfer": Text(vi="Chuyển đơn vị trong năm", en="Move to another unit in the year"),
}
"""Parts of the evidence that are no single fact of the rules."""


def label(model: str, name: str) -> Text | None:
    """What a field is called; None where nobody has said.

    Args:
        model: the name of its model.
        name: of the field.
    """
    return OF_MODEL.get(f"{model}.{name}", OF_FIELD.get(name))
