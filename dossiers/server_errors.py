"""What can go wrong with a database on a server, each as one sentence that says what to do.

    StoreError (`dossiers.errors`)
    ├── DatabaseDriverError          what speaks to PostgreSQL is not installed
    ├── DatabaseUnreachableError     no connection to the server
    │   ├── DatabaseLoginError       the server does not let this account in
    │   └── DatabaseAbsentError      the server has no database of this name
    ├── DatabaseRightsError          the account may not do it
    ├── DatabaseEncodingError        it cannot keep every letter
    ├── DatabaseLostError            the connection was lost while it was written
    │   └── OutcomeUnknownError      the same, of a command with its key
    └── DatabaseBusyError
        ├── DatabaseContendedError   others wrote at the same time; tried again by itself
        └── DatabaseHeldError        others hold what is needed; it says who

Only of `DatabaseLostError` it is not known whether anything was written.

    >>> print(DatabaseLoginError("postgresql://web@may-chu/tdkt", "wrong password").text.vi[:60])
    Máy chủ không cho đăng nhập 'postgresql://web@may-chu/tdkt':
"""

from __future__ import annotations

from dossiers.errors import DatabaseBusyError, StoreError
from texts import Text


class DatabaseContendedError(DatabaseBusyError):
    """Others wrote at the same time, and the database asks to do it again.

    Commands are tried again by themselves before anybody reads this.
    """


class DatabaseHeldError(DatabaseBusyError):
    """Others hold a row or a table for longer than a command waits.

    Attributes:
        who: account, program and number of the process of each, as the server tells them.
    """

    sentence = Text(
        vi="Cơ sở dữ liệu '{place}' đang bị giữ bởi {who}; nhờ người đó kết thúc giao dịch, hoặc "
        "nhờ người quản trị ngắt (pg_terminate_backend), rồi làm lại. Chưa ghi gì.",
        en="The database '{place}' is held by {who}; let them end their transaction, or the "
        "administrator end it (pg_terminate_backend), and try again. Nothing was written.",
    )

    def __init__(self, place: str, who: tuple[str, ...]) -> None:
        """Fill place and holders into the sentence."""
        self.who = who
        super().__init__(place, who=", ".join(who))


class DatabaseDriverError(StoreError):
    """The library that speaks to PostgreSQL is not installed; SQLite needs none."""

    sentence = Text(
        vi="Chưa cài thư viện psycopg nên không mở được '{place}'; cài tdkt với phần "
        "`postgresql`: pip install 'tdkt[postgresql]'.",
        en="'{place}' cannot be opened without the library psycopg; install tdkt with its extra "
        "`postgresql`: pip install 'tdkt[postgresql]'.",
    )


class DatabaseUnreachableError(StoreError):
    """There is no connection to the server: a wrong address, no network, or it does not run.

    Attributes:
        reason: what the server or the network says; it may be in another language.
    """

    sentence = Text(
        vi="Không kết nối được '{place}': {reason}. Kiểm tra địa chỉ và máy chủ; chưa ghi gì.",
        en="'{place}' cannot be reached: {reason}. Check address and server; nothing was written.",
    )

    def __init__(self, place: str, reason: str = "") -> None:
        """Fill place and reason into the sentence of the class."""
        self.reason = reason
        super().__init__(place, reason=reason or "—")


class DatabaseLoginError(DatabaseUnreachableError):
    """The server does not let this account in: its name, its password, or the server's rules."""

    sentence = Text(
        vi="Máy chủ không cho đăng nhập '{place}': {reason}. Kiểm tra tên và mật khẩu (biến "
        "PGPASSWORD hoặc tệp ~/.pgpass).",
        en="The server does not let you into '{place}': {reason}. Check name and password "
        "(PGPASSWORD or the file ~/.pgpass).",
    )


class DatabaseAbsentError(DatabaseUnreachableError):
    """The server has no database of this name; making one is its administrator's work."""

    sentence = Text(
        vi="Máy chủ chưa có cơ sở dữ liệu '{place}'; nhờ người quản trị tạo (CREATE DATABASE) rồi "
        "chạy `tdkt init`.",
        en="The server has no database '{place}'; let its administrator make one (CREATE "
        "DATABASE), then run `tdkt init`.",
    )


class DatabaseRightsError(StoreError):
    """The account has no right to do it."""

    sentence = Text(
        vi="Tài khoản dùng cho '{place}' không đủ quyền; xem docs/how-to/run-on-postgresql.md. "
        "Chưa ghi gì.",
        en="The account for '{place}' has not the right to do it; see "
        "docs/how-to/run-on-postgresql.md. Nothing was written.",
    )


class DatabaseEncodingError(StoreError):
    """The database cannot keep every letter of a Vietnamese name."""

    sentence = Text(
        vi="Cơ sở dữ liệu '{place}' không dùng mã UTF8 nên không giữ đủ chữ Việt; hãy tạo lại với "
        "ENCODING 'UTF8'.",
        en="The database '{place}' does not use UTF8, so it cannot keep every Vietnamese letter; "
        "make it anew with ENCODING 'UTF8'.",
    )


class DatabaseLostError(StoreError):
    """The connection was lost at a commit: what was being written may be there or not."""

    sentence = Text(
        vi="Mất kết nối với '{place}' đúng lúc ghi; có thể đã ghi xong hoặc chưa. Chạy lại lệnh.",
        en="The connection to '{place}' was lost at the moment of writing; it may be written or "
        "not. Run the command again.",
    )


class OutcomeUnknownError(DatabaseLostError):
    """Whether a command was recorded is not known; the same command with its key finds out.

    Attributes:
        key: the key of the command.
    """

    sentence = Text(
        vi="Mất kết nối với '{place}' đúng lúc ghi; có thể đã ghi xong hoặc chưa. Chạy lại đúng "
        "lệnh đó với `--key {key}`: không ghi hai lần.",
        en="The connection to '{place}' was lost at the moment of writing; it may be recorded or "
        "not. Run the same command with `--key {key}`: nothing is recorded twice.",
    )

    def __init__(self, place: str, key: str) -> None:
        """Fill place and key into the sentence."""
        self.key = key
        super().__init__(place, key=key)
