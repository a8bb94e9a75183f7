"""Passwords: what may be one, and how one is kept and compared; argon2 is known here only.

Kept is what Argon2id makes of it with the second recommended parameters of RFC 9106, section 4:
three passes over 64 MiB in four lanes.  ASVS 5.0 asks for at least twelve characters, for no rules
of composition, and that nothing is cut off (6.2); so it is here.

Invariants:

* comparing costs one hash, whether there is a password to compare with or not;
* no more than `AT_ONCE` hashes are made at a time, whoever asks, so that memory is bounded;
* a password is put into composed Unicode first, since keyboards differ in how they send marks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from dossiers.accounts.errors import PasswordLibraryMissingError
from texts import Text
from texts.folding import plain_word

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 128
"""How many characters a password has."""

TELLING = 4
"""An id or a name of so many characters tells a password in which it stands."""

AT_ONCE = 4
"""Hashes that are made at a time; each takes the memory of `COST`."""

COMMON = "common-passwords.txt"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash costs.

    Attributes:
        passes: over the memory.
        memory: in KiB.
        lanes: threads.
    """

    passes: int
    memory: int
    lanes: int


COST = Cost(passes=3, memory=65_536, lanes=4)
"""RFC 9106, section 4, second recommended option."""

_TURN = BoundedSemaphore(AT_ONCE)

SHORT = Text(
    vi="mật khẩu cần ít nhất {least} ký tự", en="a password has at least {least} characters"
)
LONG = Text(vi="mật khẩu dài quá {most} ký tự", en="a password has at most {most} characters")
KNOWN = Text(
    vi="mật khẩu này nằm trong danh sách mật khẩu thường gặp",
    en="this password is one of those that many people use",
)
TOLD = Text(
    vi="mật khẩu không được chứa mã tài khoản hoặc họ tên",
    en="a password does not hold the id or the name of its account",
)


def faults_of(password: str, *, account: str, name: str) -> tuple[Text, ...]:
    """Everything that is wrong with a new password; nothing where it may be used.

    Args:
        password: as it was typed.
        account: the id of the account.
        name: of the person.

    >>> [one.en for one in faults_of("nguyen-van-a", account="a", name="Nguyễn Văn A")]
    ['a password does not hold the id or the name of its account']
    >>> [one.en for one in faults_of("qwertyuiop12", account="a", name="A")]
    ['this password is one of those that many people use']
    """
    return tuple(_faults(unicodedata.normalize("NFC", password), account, name))


def hashed(password: str) -> str:
    """A password as it is kept; twice the same gives two different texts.

    Raises:
        PasswordLibraryMissingError: the library is not installed.
    """
    with _TURN:
        return _hasher(COST).hash(unicodedata.normalize("NFC", password))


def holds(kept: str | None, password: str) -> bool:
    """Whether a password is the one that is kept; one hash is made in any case.

    Args:
        kept: as `hashed` gave it; None where there is none, and then the answer is no.
        password: as it was typed.

    Raises:
        PasswordLibraryMissingError: the library is not installed.
    """
    compared = _nothing(COST) if kept is None else kept
    typed = unicodedata.normalize("NFC", password)[: LONGEST + 1]
    return _verified(compared, typed) and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a password should be hashed anew, because the cost has changed since.

    Raises:
        PasswordLibraryMissingError: the library is not installed.
    """
    return _hasher(COST).check_needs_rehash(kept)


def _faults(password: str, account: str, name: str) -> Iterator[Text]:
    """What is wrong, one by one."""
    if len(password) < SHORTEST:
        yield SHORT.fill(least=SHORTEST)
    if len(password) > LONGEST:
        yield LONG.fill(most=LONGEST)
        return
    seen = _seen(password)
    if seen in _common():
        yield KNOWN
    if any(len(one) >= TELLING and one in seen for one in (_seen(account), _seen(name))):
        yield TOLD


def _seen(text: str) -> str:
    """What a guesser tries of a text: small letters without marks, and figures.

    >>> _seen("Nguyễn Văn A"), _seen("Độc-Lập 1945")
    ('nguyenvana', 'doclap1945')
    """
    return "".join(sign for sign in plain_word(text) if sign.isalnum())


@cache
def _common() -> frozenset[str]:
    """Passwords that many people use, as a guesser tries them."""
    lines = (files("dossiers.accounts") / COMMON).read_text(encoding="utf-8").splitlines()
    return frozenset(_seen(line) for line in lines if line and not line.startswith("#"))


def _verified(kept: str, password: str) -> bool:
    """Whether a hash is that of a password."""
    hasher = _hasher(COST)
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 -- optional

    with _TURN:
        try:
            return hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _hasher(cost: Cost) -> PasswordHasher:
    """What hashes at a cost.

    Raises:
        PasswordLibraryMissingError: the library is not installed.
    """
    try:
        from argon2 import PasswordHasher  # noqa: PLC0415 -- the terminal works without it
    except ImportError as missing:
        raise PasswordLibraryMissingError from missing
    return PasswordHasher(time_cost=cost.passes, memory_cost=cost.memory, parallelism=cost.lanes)


def _nothing(cost: Cost) -> str:
    """A hash that no password has, at the same cost: its salt and its tag are zeroes."""
    head = f"$argon2id$v=19$m={cost.memory},t={cost.passes},p={cost.lanes}"
    return f"{head}${'A' * 22}${'A' * 43}"
