"""What can go wrong with accounts, each as one sentence that says what to do."""

from __future__ import annotations

from dossiers.errors import (
    ActDetailsError,
    ConflictError,
    DossierError,
    DossierNotFoundError,
    NumberTakenError,
)
from texts import Text


class AccountNotFoundError(DossierNotFoundError):
    """No account has this id."""

    sentence = Text(
        vi="Không có tài khoản nào mang mã '{number}'.{hint} Xem danh sách: `tdkt user list`.",
        en="No account has the id '{number}'.{hint} List them with `tdkt user list`.",
    )


class AccountTakenError(NumberTakenError):
    """Another account has this id already."""

    def __init__(self, account: str) -> None:
        """Say which id."""
        self.number = account
        DossierError.__init__(
            self,
            Text(
                vi="Mã '{account}' đã có tài khoản; mã không bao giờ dùng lại, hãy chọn mã khác.",
                en="The id '{account}' has an account already; ids are never used again, choose "
                "another.",
            ).fill(account=account),
        )


class AccountChangedError(ConflictError):
    """Somebody else has changed the account in the meantime."""

    def __init__(self, account: str) -> None:
        """Say which account."""
        self.account = account
        super().__init__(
            Text(
                vi="Người khác vừa thay đổi tài khoản {account}; xem lại rồi thử lại.",
                en="Somebody else has just changed the account {account}; look again and retry.",
            ).fill(account=account)
        )


class AccountChangeError(ActDetailsError):
    """What is asked for an account is not possible; every reason stands in the sentence."""


class PasswordLibraryMissingError(DossierError):
    """The library that hashes passwords is not installed."""

    def __init__(self) -> None:
        """Say what to install."""
        super().__init__(
            Text(
                vi="Mật khẩu cần thư viện argon2-cffi, chưa được cài; cài bằng: "
                "pip install 'tdkt[desk]'.",
                en="Passwords need the library argon2-cffi, which is not installed: "
                "pip install 'tdkt[desk]'.",
            )
        )


class NotDemoError(DossierError):
    """Somebody asked for a persona of the example in a database that the example did not make."""

    def __init__(self, place: str) -> None:
        """Say where."""
        super().__init__(
            Text(
                vi="'{place}' không phải cơ sở dữ liệu của mùa mẫu; ở đây chỉ đăng nhập bằng mật "
                "khẩu. Mùa mẫu: `tdkt demo --keep NƠI`.",
                en="'{place}' is no database of the example season; here people sign in by "
                "password only. The example: `tdkt demo --keep PLACE`.",
            ).fill(place=place)
        )
