"""What programs of auditors ask: the whole log hashed again, one dossier replayed, its bundle.

What walks the whole log is done for one at a time; whoever comes meanwhile is asked to come again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from desk.api.call import Call, Reply
from desk.api.problems import BusyError
from desk.trouble import NotForYouError
from dossiers.accounts import SEE_PROOFS
from dossiers.auditing import audited
from dossiers.errors import ConflictError, HistoryError
from dossiers.redeciding import redecided
from dossiers.replay import replay
from dossiers.scope import EVERYTHING
from dossiers.store import Store
from dossiers.telling.audits import key_changes_of, replayed_data, verified_data
from dossiers.use_cases import dossier_of
from dossiers.use_cases.exporting import exported
from texts import Text

WALK = Lock()
BUSY = Text(
    vi="Sổ đang được kiểm tra cho người khác; hãy gửi lại sau ít giây.",
    en="The log is being walked for somebody else; send it again in a few seconds.",
)
ALL_UNITS = Text(
    vi="Việc này xét toàn bộ sổ; cần vai trò kiểm toán cho mọi đơn vị.",
    en="This walks the whole log; it needs the role of an auditor for all units.",
)


def verification(call: Call) -> Reply:
    """Everything hashed again, and what no longer holds."""
    store = _whole(call)
    with _alone():
        verified, log = audited(store)
        changes = key_changes_of(store)
    good = not (verified.problems or log.findings or log.guards)
    return call.told({"holds": good, **verified_data(verified, log, changes)})


def replayed(call: Call) -> Reply:
    """One dossier rebuilt from its events, compared with the table, and decided again."""
    store = _whole(call)
    number = dossier_of(store, call.number).number
    with _alone():
        found = next(one for one in replay(store) if one.number == number)
        again = redecided(store, found.stream)
    return call.told(replayed_data(found, again))


def bundle(call: Call) -> Reply:
    """One dossier as a bundle that outsiders check by themselves; nothing personal is in it."""
    store = _whole(call)
    try:
        body = exported(store, [call.number])
    except HistoryError as unsigned:
        raise ConflictError(unsigned.text) from unsigned
    return Reply(None, body=body, media="application/zip")


def _whole(call: Call) -> Store:
    """The database, for whoever may look into all of it.

    Raises:
        NotForYouError: whoever asks may not.
    """
    call.allowed(SEE_PROOFS, unit=None)
    if call.scope != EVERYTHING:
        raise NotForYouError(ALL_UNITS)
    return call.house.store


@contextmanager
def _alone() -> Iterator[None]:
    """One walk over the log at a time.

    Raises:
        BusyError: there is one already.
    """
    if not WALK.acquire(blocking=False):
        raise BusyError(BUSY)
    try:
        yield
    finally:
        WALK.release()
