"""Acting for somebody who has given a mandate: a choice on the form, and no more than the paper."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from desk.asked import House
from dossiers.use_cases import dossier_of, timeline
from dossiers.use_cases.mandating import Granting, grant
from tests.desk.visiting import DEMO_DAY, Visitor

NUMBER = "CSTDCS-2024-0006"
REFUSE = f"/dossiers/{NUMBER}/acts/refuse"
WHY = "Không đủ điều kiện theo kết quả xác minh."


@pytest.fixture(scope="module")
def mandated(house: House) -> None:
    """The head lets the secretary act while away."""
    command = Granting(
        role="unit_head",
        from_person="head-bk",
        to_person="secretary-bk",
        first=DEMO_DAY,
        last=DEMO_DAY,
        paper="12/UQ-MẪU",
        by="clerk-bk",
        on=DEMO_DAY,
        at=datetime.now(UTC),
        key="mandate/desk",
        unit="sct-bk",
    )
    grant(house.store, command)


@pytest.mark.usefixtures("mandated")
def test_an_act_is_done_for_somebody_and_history_says_so(visitor: Visitor, house: House) -> None:
    secretary = visitor.signed_in_as("secretary-bk")
    assert "Hoàng Văn Ví Dụ Thủ Trưởng" in secretary.reads(REFUSE)

    checked = secretary.sends(f"{REFUSE}/check", REFUSE, reason=WHY)
    assert "thay mặt Hoàng Văn Ví Dụ Thủ Trưởng" in checked.text
    done = sent_on(secretary, checked.text, reason=WHY)

    assert done == 303
    assert dossier_of(house.store, NUMBER).state == "refused"
    *_, last = timeline(house.store, NUMBER)
    assert (last.by.id, last.stands_for) == ("secretary-bk", "head-bk")


@pytest.mark.usefixtures("mandated")
def test_nobody_acts_for_somebody_who_has_not_let_them(visitor: Visitor) -> None:
    form = {"for": "chair-tinh-bk", "reason": WHY}
    page = f"/dossiers/{NUMBER}/acts/suspend"
    secretary = visitor.signed_in_as("secretary-bk")
    csrf = hidden(secretary.client.get("/dossiers").text, "csrf")

    answer = secretary.client.post(f"{page}/check", data={**form, "csrf": csrf})

    assert answer.status_code in {400, 422}
    assert "chair-tinh-bk" in answer.text


def sent_on(visitor: Visitor, page: str, **typed: str) -> int:
    """The status of the act that a page shows for a last look."""
    names = ("csrf", "key", "seen", "for")
    body = urlencode({**{one: hidden(page, one) for one in names}, **typed})
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return visitor.client.post(REFUSE, content=body, headers=headers).status_code


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    _, _, rest = page.partition(f'name="{name}" value="')
    return rest.partition('"')[0]
