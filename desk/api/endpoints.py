"""Every endpoint; routes, the OpenAPI document and the page for readers are made of this table."""

from __future__ import annotations

from http import HTTPStatus

from desk.api import acts, audits, reads
from desk.api.call import Call, Reply
from desk.api.endpoint import Endpoint
from desk.api.shapes import (
    Acting,
    Applied,
    Applying,
    Carried,
    Choosing,
    Full,
    Looking,
    LookingAtActs,
    LookingForReasons,
    Open,
    Page,
    Planning,
    Preview,
    Proposing,
    ReadingRules,
    Searching,
    Waiting,
)
from dossiers.accounts import SCOPES
from rules import shipped_awards
from texts import Text
from workflow import shipped_names

READ, ACT, AUDIT = SCOPES
DOSSIER = "/dossiers/{number}"


def what_there_is(call: Call) -> Reply:
    """The endpoints, the awards and the workflows; whose token it is and what it is good for."""
    token = call.token
    return Reply(
        {
            "account": token.account.id,
            "scopes": sorted(token.scopes),
            "until": token.until,
            "today": call.today,
            "awards": list(shipped_awards()),
            "workflows": list(shipped_names()),
            "endpoints": [
                {"method": one.method, "path": f"{PREFIX}{one.path}", "text": one.text}
                for one in ENDPOINTS
            ],
        }
    )


PREFIX = "/api/v1"
ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "GET",
        "",
        "what_there_is",
        Text(vi="API này có gì, mã của ai", en="What there is, and whose token it is"),
        READ,
        what_there_is,
        Open,
    ),
    Endpoint(
        "GET",
        "/worklist",
        "worklist",
        Text(vi="Việc cần tôi làm, hạn gần nhất trước", en="What needs me, nearest day first"),
        READ,
        reads.worklist,
        Page | Open,
        asked=Waiting,
    ),
    Endpoint(
        "GET",
        "/dossiers",
        "search",
        Text(vi="Tìm hồ sơ, từng trang", en="Find dossiers, page by page"),
        READ,
        reads.search,
        Page,
        asked=Searching,
    ),
    Endpoint(
        "POST",
        "/dossiers",
        "propose",
        Text(vi="Lập hồ sơ", en="Propose a nominee"),
        ACT,
        acts.propose,
        Carried,
        sent=Proposing,
        status=HTTPStatus.CREATED,
        keyed=True,
        slow=True,
    ),
    Endpoint(
        "GET",
        DOSSIER,
        "show",
        Text(vi="Một hồ sơ và kết luận từng tiêu chuẩn", en="A dossier with its findings"),
        READ,
        reads.show,
        Full,
        asked=Looking,
    ),
    Endpoint(
        "GET",
        f"{DOSSIER}/acts",
        "acts",
        Text(vi="Mọi việc, làm được và chưa làm được", en="Every act, open and closed"),
        READ,
        reads.acts,
        list[Choosing],
        asked=LookingAtActs,
        also=(410,),
    ),
    Endpoint(
        "GET",
        f"{DOSSIER}/acts/{{act}}",
        "asks",
        Text(vi="Việc này cần nhập những gì", en="What an act asks for"),
        READ,
        reads.asks,
        list[Open],
        asked=Looking,
        also=(410,),
    ),
    Endpoint(
        "POST",
        f"{DOSSIER}/acts/{{act}}",
        "act",
        Text(vi="Thực hiện một việc", en="Do an act"),
        ACT,
        acts.act,
        Carried,
        sent=Acting,
        also=(410,),
        keyed=True,
        slow=True,
    ),
    Endpoint(
        "GET",
        f"{DOSSIER}/why",
        "why",
        Text(vi="Vì sao chưa làm được", en="Why an act is closed"),
        READ,
        reads.why,
        list[Choosing],
        asked=LookingForReasons,
        also=(410,),
    ),
    Endpoint(
        "GET",
        f"{DOSSIER}/timeline",
        "timeline",
        Text(vi="Những gì đã làm", en="What was done"),
        READ,
        reads.timeline,
        list[Open],
        asked=Looking,
    ),
    Endpoint(
        "GET",
        f"{DOSSIER}/ballot",
        "ballot",
        Text(vi="Cuộc bỏ phiếu đang mở", en="The open ballot"),
        READ,
        reads.ballot,
        Open,
        asked=Looking,
        also=(410,),
    ),
    Endpoint(
        "GET",
        f"{DOSSIER}/checklist",
        "checklist",
        Text(vi="Danh mục tiêu chuẩn và minh chứng", en="Criteria and their evidence"),
        READ,
        reads.checklist,
        list[Open],
        asked=Looking,
        also=(410,),
    ),
    Endpoint(
        "POST",
        "/plans",
        "look_ahead",
        Text(
            vi="Xem trước một việc trên nhiều hồ sơ; không ghi gì",
            en="Look ahead at one act on many dossiers; nothing is recorded",
        ),
        ACT,
        acts.look_ahead,
        Preview,
        sent=Planning,
        slow=True,
    ),
    Endpoint(
        "POST",
        "/plans/{id}/apply",
        "carry_out",
        Text(vi="Làm đúng kế hoạch đã xem trước", en="Carry out a plan that was previewed"),
        ACT,
        acts.carry_out,
        Applied,
        sent=Applying,
        slow=True,
    ),
    Endpoint(
        "GET",
        "/rules/{award}",
        "rules",
        Text(vi="Quy tắc của một ngày bằng câu thường", en="The rules of a day in sentences"),
        READ,
        reads.rules,
        Open,
        asked=ReadingRules,
    ),
    Endpoint(
        "GET",
        "/workflows/{name}",
        "workflow",
        Text(
            vi="Quy trình: trạng thái, việc, ai làm, cần nhập gì",
            en="A workflow: states, acts, who does them, what each asks for",
        ),
        READ,
        reads.workflow,
        Open,
    ),
    Endpoint(
        "GET",
        "/audit/verification",
        "verification",
        Text(vi="Băm lại toàn bộ sổ", en="Hash the whole log again"),
        AUDIT,
        audits.verification,
        Open,
        slow=True,
    ),
    Endpoint(
        "GET",
        f"/audit{DOSSIER}/replay",
        "replay",
        Text(vi="Dựng lại và xét lại một hồ sơ", en="Rebuild and re-decide a dossier"),
        AUDIT,
        audits.replayed,
        Open,
        slow=True,
    ),
    Endpoint(
        "GET",
        f"/audit{DOSSIER}/bundle",
        "bundle",
        Text(vi="Gói bằng chứng để người ngoài tự kiểm tra", en="A bundle for outsiders to check"),
        AUDIT,
        audits.bundle,
        None,
        also=(409,),
        slow=True,
        media="application/zip",
    ),
)
"""In the order of the document."""
