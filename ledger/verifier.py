"""Checks an offline bundle of award dossiers.  One file, Python 3.11 or newer, nothing else.

    python verifier.py BUNDLE.zip --policy TRUST.json [--known CHECKPOINT.txt] [--lang en] [--json]

For each question the answer is yes, no or cannot tell.  The exit code is 0 when no answer is no, 1
when one is, and 2 when the question could not be asked (no such file, a policy that is none).

The policy says whom to trust; get it from somebody other than who gave you the bundle.  The same
holds for this file: take it from the office that keeps the log or from a printed digest, not from
the sender of a bundle.  `docs/bundle.md` describes the format and each question.

This file is written to be read in one sitting and run on a machine that has nothing of the program.
It imports nothing of it and repeats nothing of its code, so that a slip in one of them is seen by
the other; therefore it is longer than other files here.  Signatures are checked with whole numbers,
as RFC 8032 writes them down: slow, and enough for the few signatures of one bundle.
"""

from __future__ import annotations

import argparse
import base64
import bisect
import functools
import hashlib
import json
import re
import struct
import sys
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

Json = Any
"""What JSON holds; each use of it looks first."""

Found = TypeVar("Found")
Answer = tuple[str, str, str]
"""Verdict, and a remark in Vietnamese and English, which may be empty."""

YES, NO, UNKNOWN = "yes", "no", "cannot_tell"
WORDS = {"yes": ("có", "yes"), "no": ("KHÔNG", "NO"), "cannot_tell": ("chưa rõ", "cannot tell")}
QUESTIONS = {
    "whole": ("Gói còn nguyên dạng?", "Is the bundle whole?"),
    "bytes": ("Mọi sự kiện đúng dạng đã ghi?", "Is every event in its recorded form?"),
    "linked": ("Sự kiện của hồ sơ liền mạch?", "Are the events of each dossier linked?"),
    "position": ("Sự kiện đúng vị trí trong sổ?", "Are the events in the log, at these places?"),
    "signed": ("Sổ và nhân chứng đã ký?", "Did the log and its witnesses sign?"),
    "grown": ("Nối tiếp điểm kiểm đã biết?", "Does it continue the checkpoint I had?"),
    "time": ("Có mốc thời gian từ bên ngoài?", "Is the time bounded from outside?"),
    "complete": ("Hồ sơ đủ đến sự kiện mới nhất?", "Is each dossier complete?"),
    "replayed": ("Trạng thái nối tiếp nhau?", "Does each state follow from the last?"),
    "decided": ("Xét lại cho cùng kết quả?", "Does deciding again give the same?"),
    "documents": ("Đủ tài liệu được viện dẫn?", "Are all pinned documents here?"),
    "disclosed": ("Dữ liệu được xem là đúng?", "Are the values shown the recorded ones?"),
    "erased": ("Dữ liệu bị xóa có căn cứ?", "Was each erased value erased by an event?"),
}

SHA = hashlib.sha256
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = (-121665 * pow(121666, P - 2, P)) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
LIMIT = 2**31
FORMER_KEYS = set("s log dossier n prev type from to at on actor cmd judged data".split())  # noqa: SIM905 -- a list of words, read as one
EVENT_KEYS = FORMER_KEYS | {"tq", "seen", "evid", "priv"}
TEXTS = ("s", "log", "dossier", "prev", "type", "from", "to", "on", "data")
TEXT, OR_NONE = {str}, {str, type(None)}
GROUPS = {
    "actor": {"id", "role", "unit"},
    "cmd": {"key", "request"},
    "judged": {"definition", "rules", "facts", "evaluator", "verdict", "outcome"},
}
HEX = re.compile(r"[0-9a-f]{64}")
DIGITS = re.compile(rb"[0-9a-f]{64,}")
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
KEY = re.compile(r"([!-*,-~]{1,200})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class No(Exception):  # noqa: N818 -- the answer, not an error of the program
    """The thing asked for does not hold; the remark says what was found."""


# --- whole numbers instead of a library: Ed25519, RFC 8032 section 5.1 ---------------------------

Point = tuple[int, int, int, int]
NOTHING: Point = (0, 1, 1, 0)


def added(one: Point, two: Point) -> Point:
    """The sum of two points in extended coordinates (RFC 8032, section 5.1.4)."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_of(content: bytes) -> Point | None:
    """The point that 32 bytes encode; None when they encode none, or not in the one way."""
    number = int.from_bytes(content, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if len(content) != 32 or y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def bytes_of(point: Point) -> bytes:
    """A point in its 32 bytes."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_key(public: bytes) -> bool:
    """Whether a public key is a point in canonical form and not of low order."""
    point = point_of(public)
    if point is None:
        return False
    for _ in range(3):
        point = added(point, point)
    return bytes_of(point) != bytes_of(NOTHING)


def is_signature(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether 64 bytes are a signature over a message, by RFC 8032 without the cofactor."""
    key, scalar = point_of(public), int.from_bytes(signature[32:], "little")
    if key is None or BASE is None or len(signature) != 64 or scalar >= ORDER:
        return False
    challenge = hashlib.sha512(signature[:32] + public + message).digest()
    factor = int.from_bytes(challenge, "little") % ORDER
    minus = (P - key[0], key[1], 1, P - key[3])
    steps = (NOTHING, BASE, minus, added(BASE, minus))
    total = NOTHING
    for bit in range(252, -1, -1):
        total = added(total, total)
        chosen = (scalar >> bit & 1) | (factor >> bit & 1) << 1
        if chosen:
            total = added(total, steps[chosen])
    return bytes_of(total) == signature[:32]


# --- the file: ZIP in one form, notes, JSON ------------------------------------------------------


def entries_of(content: bytes) -> dict[str, bytes]:
    """The entries of the ZIP file, read from the front; anything unusual is refused."""
    if not 22 <= len(content) <= LIMIT or content[-22:-18] != b"PK\5\6":
        raise No("không phải ZIP", "no ZIP file")
    found: dict[str, bytes] = {}
    listed, at = bytearray(), 0
    while content[at : at + 4] == b"PK\3\4":
        if at + 30 > len(content):
            raise No("ZIP bị cắt", "the ZIP file is cut")
        if len(found) == 20_000:
            raise No("ZIP có phần lạ", "the ZIP file holds something else")
        crc, packed, size, length, extra = struct.unpack("<3L2H", content[at + 14 : at + 30])
        name = content[at + 30 : at + 30 + length]
        body = content[at + 30 + length : at + 30 + length + size]
        plain = re.fullmatch(rb"[a-z][a-z0-9.-]{0,99}", name) and packed == size and not extra
        if not plain or len(body) != size or zlib.crc32(body) != crc:
            raise No("mục trong ZIP không hợp lệ", "an entry of the ZIP file is not allowed")
        if name.decode() in found or content[at + 4 : at + 14] != b"\x14\0\0\0\0\0\0\0\x21\0":
            raise No("mục trùng hoặc lạ", "an entry is there twice, or of another kind")
        found[name.decode()] = body
        listed += b"PK\1\2\x14\3" + content[at + 4 : at + 30] + bytes(6)
        listed += struct.pack("<2L", 0o100644 << 16, at) + name
        at += 30 + length + size
    count = len(found)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(listed), at, 0)
    if content[at:] != listed + end or list(found) != sorted(found):
        raise No("ZIP có phần lạ", "the ZIP file holds something else")
    return found


def json_of(content: bytes) -> Json:
    """A document in the one form that it may have; refused in any other."""
    try:
        found = json.loads(content.decode("utf-8"))
        same = ENCODE(found).encode() == content
        plain = same and is_plain(found, 1)
    except (ValueError, RecursionError) as wrong:
        raise No("JSON không ở dạng chuẩn", "JSON is not in canonical form") from wrong
    if not plain:
        raise No("JSON không ở dạng chuẩn", "JSON is not in canonical form")
    return found


def is_plain(value: Json, depth: int) -> bool:
    """Whether a value lies in the profile: no floats, numbers up to 2**53, text in NFC."""
    if depth > 16:
        return not isinstance(value, dict | list)
    if isinstance(value, dict):
        ascii_keys = all(key.isascii() and key.isprintable() for key in value)
        return ascii_keys and all(is_plain(one, depth + 1) for one in value.values())
    if isinstance(value, list):
        return all(is_plain(one, depth + 1) for one in value)
    if isinstance(value, str):
        return value.isascii() or unicodedata.is_normalized("NFC", value)
    return value is None or (isinstance(value, int) and abs(value) < 2**53)


def bytes_from(text: str) -> bytes:
    """The bytes of base64 in its one spelling."""
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError as wrong:
        raise No("base64 hỏng", "broken base64") from wrong
    if base64.b64encode(found).decode() != text:
        raise No("base64 hỏng", "broken base64")
    return found


Signature = tuple[str, bytes, bytes]
PublicKey = tuple[str, int, bytes]
"""Name, kind, and 32 bytes."""


def note_of(content: bytes) -> tuple[str, list[Signature]]:
    """Text and signatures (name, id, value) of a signed note."""
    try:
        whole = content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise No("không phải UTF-8", "not UTF-8") from wrong
    at = whole.rfind("\n\n")
    lines = whole[at + 2 :].split("\n")
    if at < 0 or lines.pop() or len(lines) > 64 or len(content) > 1_000_000:
        raise No("không phải bản ghi có chữ ký", "not a signed note")
    if any(ord(char) < 32 and char != "\n" for char in whole):
        raise No("có ký tự điều khiển", "control characters")
    found = []
    for line in lines:
        parts = re.fullmatch("\u2014 ([!-*,-~]+) ([A-Za-z0-9+/=]+)", line)
        value = bytes_from(parts[2]) if parts else b""
        if parts is None or not 4 < len(value) <= 5_004:
            raise No("dòng chữ ký hỏng", "a broken line with a signature")
        found.append((parts[1], value[:4], value[4:]))
    return whole[: at + 1], found


def key_of(text: Json, kind: int) -> PublicKey:
    """A key as a policy or a change of key writes it, if it is of that kind and a good one."""
    parts = KEY.fullmatch(text) if isinstance(text, str) else None
    if parts is None:
        raise No("khóa viết sai", "a key is badly written")
    content = bytes_from(parts[3])
    key = (parts[1], kind, content[1:])
    if content[:1] != bytes([kind]) or id_of(key).hex() != parts[2] or not is_key(content[1:]):
        raise No("khóa không dùng được", "a key cannot be used")
    return key


def id_of(key: PublicKey) -> bytes:
    """The four bytes before each signature of a key."""
    return SHA(key[0].encode() + b"\n" + bytes([key[1]]) + key[2]).digest()[:4]


def by(key: PublicKey, signatures: Sequence[Signature]) -> list[bytes]:
    """The values of the signatures that claim to be of a key."""
    return [value for name, sign, value in signatures if (name, sign) == (key[0], id_of(key))]


def signed_by(key: PublicKey, text: str, signatures: Sequence[Signature]) -> bool:
    """Whether a key has signed a text; a false signature of it is an answer of its own."""
    values = by(key, signatures)
    return bool(values) and all(is_signature(key[2], one, text.encode()) for one in values)


def witnessed(key: PublicKey, text: str, signatures: Sequence[Signature]) -> int | None:
    """The earliest moment at which a witness cosigned a text; None where it did not."""
    moments = []
    for value in by(key, signatures):
        moment = int.from_bytes(value[:8], "big")
        message = f"cosignature/v1\ntime {moment}\n{text}".encode()
        if moment >= 2**63 or not is_signature(key[2], value[8:], message):
            raise No("chữ ký nhân chứng sai", f"the cosignature of {key[0]} is false")
        moments.append(moment)
    return min(moments, default=None)


Checkpoint = tuple[str, int, bytes]
"""Origin, size and root."""


def checkpoint_of(content: bytes) -> Checkpoint:
    """What a checkpoint says; its signatures are another question."""
    return checkpoint_in(note_of(content)[0].encode())


def checkpoint_in(content: bytes) -> Checkpoint:
    """What the text of a checkpoint says, without anything below it."""
    lines = content.decode("utf-8", "replace").split("\n")
    if len(lines) != 4 or lines[3] or not re.fullmatch(r"[!-~]{1,200}", lines[0]):
        raise No("không phải điểm kiểm", "not a checkpoint")
    size, root = size_of(lines[1]), bytes_from(lines[2])
    if len(root) != 32 or (size == 0 and root != SHA().digest()):
        raise No("gốc sai", "the root is none")
    return lines[0], size, root


def size_of(text: str) -> int:
    """A number of leaves, without zeros before it."""
    if not NUMBER.fullmatch(text) or int(text) >= 2**63:
        raise No("kích thước sai", "the size is none")
    return int(text)


# --- the tree, RFC 6962 section 2.1 --------------------------------------------------------------


def parent(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return SHA(b"\1" + left + right).digest()


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The root of some leaves, row by row; a node without a neighbour moves up as it is."""
    row = list(leaves) or [SHA().digest()]
    while len(row) > 1:
        paired = [parent(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row = paired + row[len(paired) * 2 :]
    return row[0]


def rebuilt(places: Sequence[int], leaves: Sequence[bytes], size: int, given: bytes) -> bytes:
    """The root that some leaves make with the hashes given for all that lies between them."""
    if size == 0 or len(given) % 32 or (places and places[-1] >= size):
        if size == 0 and not given and not places:
            return SHA().digest()
        raise No("chứng minh sai dạng", "the proof has not the right form")
    steps = iter([given[at : at + 32] for at in range(0, len(given), 32)])

    def node(start: int, end: int) -> bytes:
        """One node: given when it holds none of our leaves, else made of its halves."""
        low, high = bisect.bisect_left(places, start), bisect.bisect_left(places, end)
        if low == high:
            return next(steps, b"")
        if end - start == 1:
            return leaves[low]
        if high - low == end - start:
            return tree_root(leaves[low:high])
        half = start + 2 ** ((end - start - 1).bit_length() - 1)
        left = node(start, half)
        return parent(left, node(half, end))

    found = node(0, size)
    if next(steps, None) is not None:
        raise No("chứng minh quá dài", "the proof is too long")
    return found


def grows(old: Checkpoint, new: Checkpoint, given: bytes) -> bool:
    """Whether a proof takes the old root to the new one (RFC 6962, section 2.1.2)."""
    steps = [given[at : at + 32] for at in range(0, len(given), 32)]
    if len(given) % 32 or old[1] > new[1] or old[0] != new[0]:
        return False
    if old[1] in {0, new[1]}:
        return not steps and (old[1] == 0 or old[2] == new[2])

    def both(size: int, end: int, whole: bool) -> tuple[bytes, bytes]:  # noqa: FBT001 -- as in the RFC
        """The node over `end` leaves, before and after, where `size` of them are old."""
        if size == end:
            same = old[2] if whole else steps.pop(0)
            return same, same
        half = 2 ** ((end - 1).bit_length() - 1)
        if size <= half:
            before, after = both(size, half, whole)
            return before, parent(after, steps.pop(0))
        before, after = both(size - half, end - half, False)  # noqa: FBT003 -- b of the RFC
        left = steps.pop(0)
        return parent(left, before), parent(left, after)

    try:
        return both(old[1], new[1], True) == (old[2], new[2]) and not steps  # noqa: FBT003 -- b of the RFC
    except IndexError:
        return False


# --- time stamps: RFC 3161, in DER, signed by RSA (PKCS #1 v1.5) or ECDSA P-256 ------------------

Part = tuple[int, bytes, bytes]
"""A value in DER: tag, content, and all its bytes."""

OIDS = {
    "stamp": "2a864886f70d0109100104",
    "signed data": "2a864886f70d010702",
    "content type": "2a864886f70d010903",
    "message digest": "2a864886f70d010904",
    "certificate sha1": "2a864886f70d010910020c",
    "certificate": "2a864886f70d010910022f",
    "rsa key": "2a864886f70d010101",
    "ec key": "2a8648ce3d0201",
    "p-256": "2a8648ce3d030107",
    "key usage": "551d25",
    "time stamping": "2b06010505070308",
}
OF = {name: bytes.fromhex(one) for name, one in OIDS.items()}
DIGESTS = {
    bytes.fromhex("608648016503040201"): ("sha256", 0x0B, 2),
    bytes.fromhex("608648016503040202"): ("sha384", 0x0C, 3),
    bytes.fromhex("608648016503040203"): ("sha512", 0x0D, 4),
}
"""Digest by its identifier: its name, and the last byte of the RSA and of the ECDSA signature."""

NO_STAMP = ("dấu thời gian sai", "a time stamp is false")
CURVE_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
CURVE_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
CURVE_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
CURVE_G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def parts_of(content: bytes) -> list[Part]:
    """The values one behind the other in some bytes; only the shortest form of each is read."""
    found, at = list[Part](), 0
    while at < len(content):
        head = content[at : at + 5]
        if len(head) < 2 or head[0] & 31 == 31 or head[1] in {0x80, *range(0x84, 0x100)}:
            raise No(*NO_STAMP)
        more = head[1] - 0x80 if head[1] > 0x80 else 0
        size = int.from_bytes(head[2 : 2 + more], "big") if more else head[1]
        start = at + 2 + more
        if start + size > len(content) or (more and size < max(0x80, 256 ** (more - 1))):
            raise No(*NO_STAMP)
        found.append((head[0], content[start : start + size], content[at : start + size]))
        at = start + size
    return found


def inside(part: Part, tag: int, *tags: int) -> list[Part]:
    """The values inside one of that tag; with further tags, exactly values of these."""
    if part[0] != tag:
        raise No(*NO_STAMP)
    found = parts_of(part[1])
    if tags and [one[0] for one in found] != list(tags):
        raise No(*NO_STAMP)
    return found


def single(content: bytes, tag: int) -> Part:
    """The one value that some bytes are."""
    found = parts_of(content)
    if [one[0] for one in found] != [tag]:
        raise No(*NO_STAMP)
    return found[0]


class Token:
    """A time stamp token taken apart, if it is in the one form in which one is kept."""

    def __init__(self, content: bytes) -> None:
        if len(content) > 65_536:
            raise No(*NO_STAMP)
        kind, wrapped = inside(single(content, 0x30), 0x30, 0x06, 0xA0)
        version, digests, body, certificates, signers = inside(
            single(wrapped[1], 0x30), 0x30, 0x02, 0x31, 0x30, 0xA0, 0x31
        )
        what, said = inside(body, 0x30, 0x06, 0xA0)
        self.certificate = single(certificates[1], 0x30)
        self.info = single(said[1], 0x04)[1]
        signer = inside(single(signers[1], 0x30), 0x30)
        if [one[0] for one in signer] != [0x02, 0x30, 0x30, 0xA0, 0x30, 0x04]:
            raise No(*NO_STAMP)
        number, named, self.digest, self.signed, self.algorithm, self.signature = signer
        fields = inside(inside(self.certificate, 0x30)[0], 0x30)
        self.fields = fields if fields[:1] and fields[0][0] != 0xA0 else fields[1:]
        if (
            (kind[1], what[1], version[1], number[1])
            != (OF["signed data"], OF["stamp"], b"\3", b"\1")
            or len(self.fields) < 6
            or named[1] != self.fields[2][2] + self.fields[0][2]
            or digests[1] != self.digest[2]
        ):
            raise No(*NO_STAMP)


def algorithm_of(part: Part) -> bytes:
    """The identifier of an algorithm without parameters; empty for what says more."""
    found = inside(part, 0x30)
    if not found or found[0][0] != 0x06 or [one[2] for one in found[1:]] not in ([], [b"\5\0"]):
        return b""
    return found[0][1]


def stamp_over(content: bytes, message: bytes, trusted: Sequence[str]) -> tuple[int, int] | None:
    """The moment and the slack, in milliseconds, of a stamp over a message.

    None for one of an authority that is not trusted, or by an algorithm that is not known here.
    """
    try:
        return stamp_in(Token(content), message, trusted)
    except (IndexError, ValueError) as wrong:
        raise No(*NO_STAMP) from wrong


def stamp_in(token: Token, message: bytes, trusted: Sequence[str]) -> tuple[int, int] | None:
    """The same, of a token that was taken apart; IndexError or ValueError where a part is none."""
    if SHA(token.certificate[2]).hexdigest() not in trusted:
        return None
    digest = DIGESTS.get(algorithm_of(token.digest))
    if digest is None:
        return None
    sha = digest[0]
    good = checker(token, digest)
    if good is None:
        return None
    if not attributes_fit(token, sha) or not good(b"\x31" + token.signed[2][1:]):
        raise No("chữ ký của dấu thời gian sai", "the signature of a time stamp is false")
    info = inside(single(token.info, 0x30), 0x30)
    if [one[0] for one in info[:5]] != [0x02, 0x06, 0x30, 0x02, 0x18]:
        raise No(*NO_STAMP)
    moment = moment_of(info[4])
    if not for_stamps(token.fields):
        raise No("chứng thư không để đóng dấu thời gian", "a certificate is not for time stamps")
    begins, ends = (moment_of(one) for one in inside(token.fields[3], 0x30))
    if not begins <= moment <= ends:
        raise No("chứng thư đóng dấu hết hiệu lực", "a certificate was not valid when it stamped")
    named, imprint = inside(info[2], 0x30, 0x30, 0x04)
    known = DIGESTS.get(algorithm_of(named))
    if known is None or hashlib.new(known[0], message).digest() != imprint[1]:
        raise No("dấu thời gian của nội dung khác", "a time stamp is over something else")
    return moment, 300_000 + sum(accuracy_of(one) for one in info[5:6] if one[0] == 0x30)


def accuracy_of(part: Part) -> int:
    """By how many milliseconds an authority says that it may be wrong, rounded up."""
    micros = {0x02: 1_000_000, 0x80: 1_000, 0x81: 1}
    total = sum(
        micros.get(tag, 0) * int.from_bytes(value, "big") for tag, value, _ in parts_of(part[1])
    )
    return -(-total // 1_000)


def moment_of(part: Part) -> int:
    """Milliseconds since 1970 of a moment in UTC; whole seconds of it."""
    text = part[1].decode("ascii", "replace")
    if part[0] == 0x17:
        text = ("20" if text < "5" else "19") + text
    found = re.fullmatch(r"([0-9]{14})(?:\.[0-9]{0,5}[1-9])?Z", text)
    if found is None or part[0] not in {0x17, 0x18}:
        raise No(*NO_STAMP)
    try:
        moment = datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as wrong:
        raise No(*NO_STAMP) from wrong
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1000


def attributes_fit(token: Token, sha: str) -> bool:
    """Whether what was signed names this stamp and this certificate."""
    said = dict[bytes, bytes]()
    for one in inside(token.signed, 0xA0):
        name, values = inside(one, 0x30, 0x06, 0x31)
        value = parts_of(values[1])
        if len(value) != 1 or name[1] in said:
            return False
        said[name[1]] = value[0][2]
    digest = hashlib.new(sha, token.info).digest()
    named = [
        names_certificate(said[OF[one]], token.certificate[2], usual)
        for one, usual in (("certificate sha1", "sha1"), ("certificate", "sha256"))
        if OF[one] in said
    ]
    return (
        said.get(OF["content type"]) == b"\x06\x0b" + OF["stamp"]
        and said.get(OF["message digest"]) == bytes([4, len(digest)]) + digest
        and bool(named)
        and all(named)
    )


def names_certificate(attribute: bytes, certificate: bytes, usual: str) -> bool:
    """Whether the first certificate that a signer names is this one (RFC 5035)."""
    try:
        first, *more = inside(inside(inside(single(attribute, 0x30), 0x30)[0], 0x30)[0], 0x30)
        if first[0] == 0x30 and usual != "sha1":
            usual, first = DIGESTS[inside(first, 0x30)[0][1]][0], more[0]
    except (IndexError, KeyError, ValueError):
        return False
    digest = hashlib.new(usual, certificate, usedforsecurity=False).digest()
    return first[2] == bytes([4, len(digest)]) + digest


def for_stamps(fields: Sequence[Part]) -> bool:
    """Whether a certificate says, marked as critical, that it is for time stamps."""
    lists = [one for one in fields[6:] if one[0] == 0xA3]
    for extension in [one for outer in lists for one in inside(single(outer[1], 0x30), 0x30)]:
        name, *marked, value = inside(extension, 0x30)
        if name[1] == OF["key usage"]:
            uses = [one[1] for one in inside(single(value[1], 0x30), 0x30)]
            return [one[2] for one in marked] == [b"\1\1\xff"] and OF["time stamping"] in uses
    return False


def checker(token: Token, digest: tuple[str, int, int]) -> Callable[[bytes], bool] | None:
    """What checks the signature of a token; None for a key or an algorithm not known here."""
    sha, rsa, ecdsa = digest
    kind, bits = inside(token.fields[5], 0x30, 0x30, 0x03)
    named, key = inside(kind, 0x30), bits[1][1:]
    signed, signature = algorithm_of(token.algorithm), token.signature[1]
    if named[0][1] == OF["rsa key"] and signed in {
        OF["rsa key"],
        OF["rsa key"][:-1] + bytes([rsa]),
    }:
        modulus, exponent = (
            int.from_bytes(one[1], "big") for one in inside(single(key, 0x30), 0x30, 0x02, 0x02)
        )
        if 2048 <= modulus.bit_length() <= 8192:
            return lambda message: is_rsa(modulus, exponent, signature, sha, message)
    if [one[1] for one in named] == [OF["ec key"], OF["p-256"]] and signed == bytes(
        [*bytes.fromhex("2a8648ce3d0403"), ecdsa]
    ):
        return lambda message: is_ecdsa(key, signature, hashlib.new(sha, message).digest())
    return None


def is_rsa(modulus: int, exponent: int, signature: bytes, sha: str, message: bytes) -> bool:
    """Whether a signature is that of RFC 8017, section 8.2.2; the padding is compared whole."""
    size, number = (modulus.bit_length() + 7) // 8, int.from_bytes(signature, "big")
    name = next(one for one, (known, *_) in DIGESTS.items() if known == sha)
    digest = hashlib.new(sha, message).digest()
    told = b"\x30\x0d\x06\x09" + name + b"\5\0\4" + bytes([len(digest)]) + digest
    whole = b"\0\1" + b"\xff" * (size - len(told) - 5) + b"\0\x30" + bytes([len(told)]) + told
    if len(signature) != size or number >= modulus:
        return False
    return pow(number, exponent, modulus).to_bytes(size, "big") == whole


Spot = tuple[int, int] | None
"""A point of the curve P-256; None for the point at infinity."""


def joined(one: Spot, two: Spot) -> Spot:
    """The sum of two points of P-256."""
    if one is None or two is None:
        return one or two
    if one[0] == two[0]:
        if (one[1] + two[1]) % CURVE_P == 0:
            return None
        slope = 3 * (one[0] * one[0] - 1) * pow(2 * one[1], -1, CURVE_P)
    else:
        slope = (two[1] - one[1]) * pow(two[0] - one[0], -1, CURVE_P)
    x = (slope * slope - one[0] - two[0]) % CURVE_P
    return x, (slope * (one[0] - x) - one[1]) % CURVE_P


def is_ecdsa(key: bytes, signature: bytes, digest: bytes) -> bool:
    """Whether a signature is one of ECDSA over P-256 (FIPS 186-5, section 6.4.2)."""
    x, y = int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")
    on_curve = (y * y - x * x * x + 3 * x - CURVE_B) % CURVE_P == 0
    if len(key) != 65 or key[0] != 4 or max(x, y) >= CURVE_P or not on_curve:
        return False
    try:
        halves = inside(single(signature, 0x30), 0x30, 0x02, 0x02)
    except No:
        return False
    r, s = (int.from_bytes(one[1], "big") for one in halves)
    shortest = all(
        one[1] == value.to_bytes(value.bit_length() // 8 + 1, "big")
        for one, value in zip(halves, (r, s), strict=True)
    )
    if not (shortest and 0 < r < CURVE_N and 0 < s < CURVE_N):
        return False
    inverse = pow(s, -1, CURVE_N)
    left = int.from_bytes(digest[:32], "big") * inverse % CURVE_N
    right = r * inverse % CURVE_N
    both: tuple[Spot, ...] = (None, CURVE_G, (x, y), joined(CURVE_G, (x, y)))
    total: Spot = None
    for bit in range(255, -1, -1):
        total = joined(joined(total, total), both[(left >> bit & 1) | (right >> bit & 1) << 1])
    return total is not None and total[0] % CURVE_N == r


# --- one bundle ----------------------------------------------------------------------------------

Event = dict[str, Json]
LABELS = "sha256-", "rotation-", "stamp-"
FILES = {
    "checkpoint.txt": True,
    "disclosures.json": True,
    "events.jsonl": True,
    "proof.bin": True,
    "consistency.bin": False,
    "earlier.txt": False,
    "heads.txt": False,
}
"""Entries beside the manifest, and whether a bundle must have them."""

STAMP_ENDS = "bin", "tsr", "txt"
"""The three entries of a time stamp: proof from what was stamped, token, text of a checkpoint."""


def manifest_of(entries: dict[str, bytes]) -> list[int]:
    """The places of the events; refused when the manifest does not list exactly what is there."""
    said = json_of(entries.get("manifest.json", b""))
    if not isinstance(said, dict) or set(said) != {"kind", "positions", "entries"}:
        raise No("bản kê sai", "the manifest is none")
    there = {name: one for name, one in entries.items() if name != "manifest.json"}
    listed = {name: [len(one), SHA(one).hexdigest()] for name, one in there.items()}
    # Written, not compared: to Python, true is 1 and an empty entry might have the size false.
    if said["kind"] != "tdkt-bundle/1" or ENCODE(said["entries"]) != ENCODE(listed):
        raise No("bản kê không khớp nội dung", "the manifest does not fit the content")
    for name, one in there.items():
        if name.startswith("sha256-") and name != f"sha256-{SHA(one).hexdigest()}":
            raise No("tài liệu không khớp tên", "a document is not what its name says")
    turns = sorted(name for name in there if name.startswith("rotation-"))
    if turns != [f"rotation-{at:03}.txt" for at in range(1, len(turns) + 1)] or len(turns) > 999:
        raise No("thiếu một lần đổi khóa", "a change of key is missing")
    stamps = sorted(name for name in there if name.startswith("stamp-"))
    count = len(stamps) // 3
    wanted = [f"stamp-{at:03}.{end}" for at in range(1, count + 1) for end in STAMP_ENDS]
    if stamps != wanted or count > 999:
        raise No("dấu thời gian thiếu phần", "a part of a time stamp is missing")
    others = {name for name in there if not name.startswith(LABELS)}
    needed = {name for name, must in FILES.items() if must}
    if not needed <= others <= set(FILES) or ("earlier.txt" in there) != (
        "consistency.bin" in there
    ):
        raise No("thiếu hoặc thừa mục", "an entry is missing or unknown")
    if any(len(one) % 32 for name, one in there.items() if name.endswith(".bin")):
        raise No("chứng minh sai dạng", "a proof has not the right form")
    return places_of(said["positions"], there["events.jsonl"])


def places_of(runs: Json, lines: bytes) -> list[int]:
    """The place of each event in the log, from runs that are as long as they can be."""
    count, places = lines.count(b"\n"), list[int]()
    if not isinstance(runs, list):
        raise No("vị trí sai", "the positions are none")
    for run in runs:
        if not isinstance(run, list) or len(run) != 2 or any(type(one) is not int for one in run):
            raise No("vị trí sai", "the positions are none")
        start, length = run
        if (
            start < 0
            or not 0 < length <= count - len(places)
            or (places and start <= places[-1] + 1)
        ):
            raise No("vị trí sai", "the positions are none")
        places += range(start, start + length)
    bodies = lines.split(b"\n")
    if len(places) != count or bodies.pop() or any(not 0 < len(one) <= 65_536 for one in bodies):
        raise No("số sự kiện không khớp vị trí", "there are more or fewer events than positions")
    return places


def event_of(line: bytes) -> Event:
    """The event in some bytes; refused unless they are the one form of that event."""
    try:
        event = json.loads(line.decode("utf-8"))
        same = ENCODE(event).encode() == line
    except (ValueError, RecursionError) as wrong:
        raise No("sự kiện sai dạng", "an event has not its form") from wrong
    if not same or not isinstance(event, dict):
        raise No("sự kiện sai dạng", "an event has not its form")
    if set(event) != EVENT_KEYS and set(event) != FORMER_KEYS:
        raise No("sự kiện sai dạng", "an event has not its form")
    for name, keys in GROUPS.items():
        group = event[name]
        if not isinstance(group, dict) or set(group) != keys:
            raise No("sự kiện sai dạng", "an event has not its form")
        if not set(map(type, group.values())) <= (OR_NONE if name == "judged" else TEXT):
            raise No("sự kiện sai dạng", "an event has not its form")
    texts = {type(event[name]) for name in TEXTS} | {type(event["judged"]["definition"])}
    if texts != TEXT or event["s"] != "award-event/1":
        raise No("sự kiện sai dạng", "an event has not its form")
    moment, number = event["at"], event["n"]
    if type(moment) is not int or type(number) is not int or not is_day(event["on"]):
        raise No("sự kiện sai dạng", "an event has not its form")
    known = -62_135_596_800_000 <= moment < 253_402_300_800_000 and abs(number) < 2**53
    if not known or not (line.isascii() or is_plain(event, 1)) or not later_parts(event):
        raise No("sự kiện sai dạng", "an event has not its form")
    return event


def later_parts(event: Event) -> bool:
    """Whether quality of time, checkpoint, files and commitments have their form, if it has any."""
    if "tq" not in event:
        return True
    files, private = event["evid"], event["priv"]
    if not isinstance(files, list) or not isinstance(private, list):
        return False
    return (
        is_group(event["tq"], source=str, bound=int | None)
        and (event["seen"] is None or is_group(event["seen"], size=int, root=str))
        and all(is_group(one, id=str, sha256=str, size=int, media=str) for one in files)
        and all(map(is_hex, private))
        and private == sorted(set(private))
    )


def is_group(value: Json, **kinds: Any) -> bool:  # noqa: ANN401 -- types and unions of them
    """Whether a value is a group of exactly these keys, each with a value of its kind."""
    if not isinstance(value, dict) or set(value) != set(kinds):
        return False
    return all(
        isinstance(one, kinds[key]) and not isinstance(one, bool) and is_plain(one, 1)
        for key, one in value.items()
    )


def is_day(text: str) -> bool:
    """Whether a text is a day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def or_none(work: Callable[[], Found]) -> Found | None:
    """What some work finds; None where the answer to it is no."""
    try:
        return work()
    except No:
        return None


def is_hex(value: Json) -> bool:
    """Whether a value is 64 hexadecimal digits."""
    return isinstance(value, str) and HEX.fullmatch(value) is not None


def key_at(keys: Sequence[tuple[int, PublicKey]], size: int) -> PublicKey | None:
    """The key for a size of the log; None where there is none."""
    good = [key for first, key in keys if first <= size]
    return good[-1] if good else None


def digests_in(content: bytes) -> Iterator[str]:
    """Whatever is written like a digest: 64 hexadecimal digits, and no more in a row."""
    return (one.decode() for one in DIGITS.findall(content) if len(one) == 64)


class Bundle:
    """What a bundle says, and what can be found out about it; nothing in it is believed."""

    def __init__(self, content: bytes, policy: Json, known: bytes | None) -> None:
        self.entries = entries_of(content)
        self.places = manifest_of(self.entries)
        self.lines = self.entries["events.jsonl"].split(b"\n")[:-1]
        self.leaves = [SHA(b"\0" + line).digest() for line in self.lines]
        self.documents = {
            name[7:]: one for name, one in self.entries.items() if name.startswith("sha256-")
        }
        self.shown, self.gone = self.disclosures()
        self.contents = self.documents | self.shown
        self.policy = policy
        self.known = known
        self.events = or_none(lambda: [event_of(line) for line in self.lines])
        self.now = or_none(lambda: checkpoint_of(self.entries["checkpoint.txt"]))
        if self.now and isinstance(policy, dict) and policy["origin"] != self.now[0]:
            self.now = None
        self.keys = or_none(self.keys_by_size)
        self.bound: tuple[int, list[int]] | None = None
        self.named = self.all_named()

    def disclosures(self) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
        """The values shown, by commitment; commitment and event of the values erased."""
        said = json_of(self.entries["disclosures.json"])
        if not isinstance(said, dict) or set(said) != {"disclosed", "erased"}:
            raise No("dữ liệu cá nhân sai dạng", "the disclosures have not their form")
        if not all(isinstance(one, list) for one in said.values()):
            raise No("dữ liệu cá nhân sai dạng", "the disclosures have not their form")
        shown, gone = list[str](), list[tuple[str, str]]()
        for one in said["disclosed"]:
            if not isinstance(one, list) or len(one) != 3 or not is_hex(one[0]):
                raise No("dữ liệu cá nhân sai dạng", "the disclosures have not their form")
            if not isinstance(one[1], str):
                raise No("dữ liệu cá nhân sai dạng", "the disclosures have not their form")
            shown.append(SHA(ENCODE(one).encode()).hexdigest())
        for one in said["erased"]:
            if not isinstance(one, list) or len(one) != 2 or not all(map(is_hex, one)):
                raise No("dữ liệu cá nhân sai dạng", "the disclosures have not their form")
            gone.append((one[0], one[1]))
        names = shown + [name for name, _ in gone]
        if shown != sorted(shown) or gone != sorted(gone) or len(set(names)) != len(names):
            raise No("dữ liệu cá nhân sai thứ tự", "the disclosures are not in order")
        values = [ENCODE(one[2]).encode() for one in said["disclosed"]]
        return dict(zip(shown, values, strict=True)), gone

    def keys_by_size(self) -> list[tuple[int, PublicKey]]:
        """The keys of the log: those of the policy, and those that old and new key vouch for."""
        if not isinstance(self.policy, dict):
            raise No("không có chính sách", "there is no policy")
        keys = [(one["from"], key_of(one["key"], 1)) for one in self.policy["keys"]]
        turns = [self.turn(one) for one in sorted(self.entries) if one.startswith("rotation-")]
        there = [at for at, (size, _, new) in enumerate(turns) if key_at(keys, size) == new]
        # What leads to where the policy stands already says nothing new.
        for size, old, new in turns[there[-1] + 1 if there else 0 :]:
            fresh = new[2] not in {key[2] for _, key in keys}
            if old != keys[-1][1] or size <= keys[-1][0] or not fresh:
                raise No("lần đổi khóa không nối tiếp", "a change of key does not follow")
            keys.append((size, new))
        return keys

    def turn(self, name: str) -> tuple[int, PublicKey, PublicKey]:
        """Size, old and new key of a change of key that both have signed."""
        text, signatures = note_of(self.entries[name])
        lines = text.split("\n")
        if len(lines) != 6 or lines[:2] != ["tdkt-key-rotation/v1", self.policy["origin"]]:
            raise No("lần đổi khóa sai dạng", "a change of key has not its form")
        size, old, new = size_of(lines[2]), key_of(lines[3], 1), key_of(lines[4], 1)
        if not (signed_by(old, text, signatures) and signed_by(new, text, signatures)):
            raise No("lần đổi khóa thiếu chữ ký", "a change of key lacks a signature")
        return size, old, new

    def all_named(self) -> set[str]:
        """Every digest that the events name, or a document or value so named names in turn."""
        named: set[str] = set()
        ahead = {one for line in self.lines for one in digests_in(line)}
        while ahead:
            named |= ahead
            bodies = [self.contents[one] for one in ahead if one in self.contents]
            ahead = {one for body in bodies for one in digests_in(body)} - named
        return named

    def log_signed(self, content: bytes, size: int) -> bool:
        """Whether the log's key for a size has signed a note."""
        text, signatures = note_of(content)
        key = key_at(self.keys or [], size)
        return key is not None and signed_by(key, text, signatures)

    @functools.cached_property
    def by_dossier(self) -> dict[str, list[tuple[Event, bytes]]]:
        """Events and leaves of each dossier."""
        found: dict[str, list[tuple[Event, bytes]]] = {}
        for event, leaf in zip(self.events or [], self.leaves, strict=True):
            found.setdefault(str(event["dossier"]), []).append((event, leaf))
        return found


# --- the questions -------------------------------------------------------------------------------


def bytes_(bundle: Bundle) -> Answer:
    """Every event is one of its schema, in its one form, and of the log of the checkpoint."""
    if bundle.events is None:
        return NO, "có sự kiện hỏng", "an event is broken"
    if bundle.now is None:
        return UNKNOWN, "", ""
    if any(event["log"] != bundle.now[0] for event in bundle.events):
        return NO, "có sự kiện của sổ khác", "an event is of another log"
    count = len(bundle.events)
    return YES, f"{count} sự kiện", f"{count} events"


def linked(bundle: Bundle) -> Answer:
    """Each dossier begins at event 1, leaves none out, and each event names the leaf before."""
    if bundle.events is None:
        return UNKNOWN, "", ""
    for name, events in bundle.by_dossier.items():
        before = "0" * 64
        for at, (event, leaf) in enumerate(events, start=1):
            if event["n"] != at or event["prev"] != before:
                return NO, f"hồ sơ {name}, sự kiện {at}", f"dossier {name}, event {at}"
            before = leaf.hex()
    return YES, "", ""


def position(bundle: Bundle) -> Answer:
    """The events and the proof make the root of the checkpoint."""
    if bundle.now is None:
        return UNKNOWN, "", ""
    root = rebuilt(bundle.places, bundle.leaves, bundle.now[1], bundle.entries["proof.bin"])
    if root != bundle.now[2]:
        return NO, "gốc tính lại khác gốc đã ký", "the root is another than the signed one"
    return YES, f"sổ có {bundle.now[1]} sự kiện", f"of a log with {bundle.now[1]} events"


def signed(bundle: Bundle) -> Answer:
    """The log's key for this size has signed, and so have as many witnesses as the policy asks."""
    if bundle.now is None:
        return NO, "không phải điểm kiểm của sổ này", "no checkpoint of this log"
    if not isinstance(bundle.policy, dict):
        return UNKNOWN, "chưa có chính sách tin cậy", "no policy was given"
    if bundle.keys is None or not bundle.log_signed(
        bundle.entries["checkpoint.txt"], bundle.now[1]
    ):
        return NO, "thiếu chữ ký của sổ", "the log's signature is missing or false"
    text, signatures = note_of(bundle.entries["checkpoint.txt"])
    keys = [key_of(one, 4) for one in bundle.policy["witnesses"]]
    times = [witnessed(key, text, signatures) for key in keys]
    found, needed = sorted(one for one in times if one is not None), bundle.policy["quorum"]
    remark = (f"{len(found)} nhân chứng, cần {needed}", f"{len(found)} witnesses of {needed}")
    if len(found) < needed:
        return NO, *remark
    bundle.bound = (needed, found)
    return YES, *remark


def grown(bundle: Bundle) -> Answer:
    """The log still begins with the one whose checkpoint the reader had."""
    if bundle.now is None:
        return UNKNOWN, "", ""
    earlier = earlier_of(bundle, bundle.now)
    if bundle.known is None:
        return UNKNOWN, "chưa đưa điểm kiểm cũ", "no earlier checkpoint was given"
    known = checkpoint_of(bundle.known)
    if known[0] != bundle.now[0]:
        return NO, "điểm kiểm của sổ khác", "the checkpoint is of another log"
    if known[1] == bundle.now[1]:
        same = known == bundle.now
    elif earlier is not None and earlier[1] == known[1]:
        same = known == earlier
    elif known[1] < bundle.now[1] == len(bundle.leaves):
        same = tree_root(bundle.leaves[: known[1]]) == known[2]
    else:
        return UNKNOWN, "gói không có chứng minh từ đó", "the bundle has no proof from there"
    size = known[1]
    if not same:
        return NO, f"lịch sử khác ở {size} sự kiện", f"another history at {size} events"
    return YES, f"từ {size} sự kiện", f"since {size} events"


def earlier_of(bundle: Bundle, now: Checkpoint) -> Checkpoint | None:
    """The earlier checkpoint in the bundle; refused when it is not the log's, or not continued."""
    content = bundle.entries.get("earlier.txt")
    if content is None:
        return None
    earlier = checkpoint_of(content)
    if isinstance(bundle.policy, dict) and not bundle.log_signed(content, earlier[1]):
        raise No("điểm kiểm cũ thiếu chữ ký", "the earlier checkpoint is not signed by the log")
    if not grows(earlier, now, bundle.entries["consistency.bin"]):
        raise No("không nối tiếp điểm kiểm cũ", "the log does not continue the earlier one")
    return earlier


def time(bundle: Bundle) -> Answer:
    """Witnesses or time stamps say by and since when events existed, and none says otherwise."""
    if bundle.bound is None or bundle.events is None or bundle.now is None:
        return UNKNOWN, "chưa có nhân chứng", "no witness"
    needed, times = bundle.bound
    trusted = bundle.policy.get("stamps", [])
    moments = [int(str(event["at"])) for event in bundle.events]
    seen = UNKNOWN, "chưa có nhân chứng", "no witness"
    if times:
        moment = times[max(1, needed) - 1]
        late = any(at > (moment + 300) * 1000 for at in moments)
        seen = NO if late else YES, f"trước {told(moment)}", f"before {told(moment)}"
    if not trusted or seen[0] == NO:
        return seen
    return stamped(bundle, moments, stamps_of(bundle, bundle.now, trusted))


def stamped(bundle: Bundle, moments: list[int], stamps: list[tuple[int, int, int]]) -> Answer:
    """No event below a stamped size says that it is from later, and none from there on earlier."""
    remark = ("chưa có dấu thời gian được tin", "no time stamp that is trusted")
    for size, moment, slack in stamps:
        said = told(moment // 1000)
        remark = (f"dấu {said}, {size} sự kiện", f"stamped {said}, {size} events")
        for place, at in zip(bundle.places, moments, strict=True):
            if at > moment + slack if place < size else at < moment - slack:
                return NO, f"{remark[0]}; số {place} sai", f"{remark[1]}; number {place} is not so"
    return YES if stamps else UNKNOWN, *remark


def stamps_of(
    bundle: Bundle, now: Checkpoint, trusted: Sequence[str]
) -> list[tuple[int, int, int]]:
    """Size, moment and slack of each time stamp that is trusted; refused when one is false."""
    found = []
    for name in sorted(one for one in bundle.entries if re.fullmatch(r"stamp-\d+\.tsr", one)):
        text = bundle.entries[name[:-3] + "txt"]
        stamp = stamp_over(bundle.entries[name], text, trusted)
        if stamp is None:
            continue
        former = checkpoint_in(text)
        if not grows(former, now, bundle.entries[name[:-3] + "bin"]):
            raise No("sổ không nối tiếp sổ đã đóng dấu", "the log is not the one that was stamped")
        found.append((former[1], *stamp))
    return found


def told(moment: int) -> str:
    """A moment for people, from seconds since 1970."""
    if not 0 <= moment < 253_402_300_800:
        return str(moment)
    return datetime.fromtimestamp(moment, tz=UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def complete(bundle: Bundle) -> Answer:
    """All events from the first to the newest are here, by the whole log or by the log's word."""
    if bundle.events is None or bundle.now is None:
        return UNKNOWN, "", ""
    chain = linked(bundle)
    if chain[0] == NO:
        return chain
    told = isinstance(bundle.policy, dict) and "heads.txt" in bundle.entries
    if told and not heads_agree(bundle, bundle.now):
        return NO, "sổ đã ký số sự kiện khác", "the log signed another newest event"
    if len(bundle.leaves) == bundle.now[1]:
        verdict, *_ = position(bundle)
        return verdict, "gói chứa cả sổ", "the bundle holds the whole log"
    if told:
        return YES, "theo lời sổ đã ký", "by the log's signed word"
    return UNKNOWN, "sổ không nói sự kiện mới nhất", "the log does not say which event is newest"


def heads_agree(bundle: Bundle, now: Checkpoint) -> bool:
    """Whether the log's signed word on the newest events is what the bundle ends with."""
    lines = ["tdkt-heads/v1", now[0], str(now[1])]
    for name, events in sorted(bundle.by_dossier.items()):
        leaf = base64.b64encode(events[-1][1]).decode()
        lines.append(f"{name} {len(events)} {leaf}")
    content = bundle.entries["heads.txt"]
    return note_of(content)[0] == "\n".join([*lines, ""]) and bundle.log_signed(content, now[1])


def replayed(bundle: Bundle) -> Answer:
    """Each event starts in the state to which the one before has led."""
    if bundle.events is None:
        return UNKNOWN, "", ""
    ends = []
    for name, events in bundle.by_dossier.items():
        state = ""
        for event, _ in events:
            if event["from"] != state:
                return NO, f"hồ sơ {name}", f"dossier {name}"
            state = str(event["to"])
        ends.append(f"{name}: {state}")
    shown = ", ".join(ends[:3]) + (" ..." if len(ends) > 3 else "")
    return YES, shown, shown


def decided(bundle: Bundle) -> Answer:
    """A recorded verdict is the one of its own document; the rules themselves run elsewhere."""
    for event in bundle.events or []:
        judged = event["judged"]
        outcome = bundle.contents.get(judged["outcome"] or "")
        if outcome is not None and verdict_in(outcome) != judged["verdict"]:
            return NO, "kết luận khác tài liệu", "the verdict is not that of its document"
    return UNKNOWN, "cần chạy lại quy tắc bằng tdkt", "run the rules again with tdkt"


def verdict_in(document: bytes) -> Json:
    """The verdict in a document of an outcome; None when there is none."""
    try:
        found = json_of(document)
    except No:
        return None
    return found.get("verdict") if isinstance(found, dict) else None


def missing(bundle: Bundle) -> int:
    """How many pinned documents are neither here nor shown; one of them might name anything."""
    if bundle.events is None:
        return 1
    pinned = {None}
    for event in bundle.events:
        judged = event["judged"]
        pinned |= {event["data"], judged["definition"], judged["rules"], judged["facts"]}
        pinned.add(judged["outcome"])
    return len(pinned - {None} - set(bundle.contents))


def documents(bundle: Bundle) -> Answer:
    """All documents that the events pin are here, and none that nothing names."""
    if bundle.events is None:
        return UNKNOWN, "", ""
    lost = missing(bundle)
    if lost:
        return UNKNOWN, f"thiếu {lost} tài liệu", f"{lost} documents are not here"
    if not set(bundle.documents) <= bundle.named:
        return NO, "có tài liệu không được viện dẫn", "a document belongs to nothing"
    return YES, f"{len(bundle.documents)} tài liệu", f"{len(bundle.documents)} documents"


def disclosed(bundle: Bundle) -> Answer:
    """Each value that is shown is one to which the record is committed."""
    remark = (f"{len(bundle.shown)} giá trị", f"{len(bundle.shown)} values")
    if set(bundle.shown) <= bundle.named:
        return YES, *remark
    return UNKNOWN if missing(bundle) else NO, *remark


def erased(bundle: Bundle) -> Answer:
    """Each erased value was erased by an event whose document names it."""
    by_leaf = {leaf.hex(): line for leaf, line in zip(bundle.leaves, bundle.lines, strict=True)}
    days, unsure = [], False
    for commitment, leaf in bundle.gone:
        if commitment not in bundle.named:
            if not missing(bundle):
                return NO, "giá trị không có trong sổ", "the record knows no such value"
            unsure = True
            continue
        event = event_of(by_leaf.get(leaf, b""))
        if event["type"] != "erase":
            return NO, "không có sự kiện xóa", "no event erased it"
        document = bundle.documents.get(event["data"])
        if document is not None and commitment not in digests_in(document):
            return NO, "văn bản xóa không nêu giá trị", "the document of the event does not name it"
        unsure = unsure or document is None
        days.append(f"{event['on']}, {event['dossier']} #{event['n']}")
    remark = "; ".join(sorted(set(days))) or "0"
    return UNKNOWN if unsure else YES, remark, remark


ASKED = {
    "bytes": bytes_,
    "linked": linked,
    "position": position,
    "signed": signed,
    "grown": grown,
    "time": time,
    "complete": complete,
    "replayed": replayed,
    "decided": decided,
    "documents": documents,
    "disclosed": disclosed,
    "erased": erased,
}


def verify(content: bytes, policy: Json = None, known: bytes | None = None) -> dict[str, Answer]:
    """The answer to each question, in their order.

    Args:
        content: the bytes of a bundle, or any others.
        policy: what `policy_of` read; None leaves signatures open.
        known: a checkpoint of this log that the reader already had.

    >>> verify(b"")["whole"][0], verify(b"")["signed"][0]
    ('no', 'cannot_tell')
    """
    try:
        bundle = Bundle(content, policy, known)
    except No as no:
        return dict.fromkeys(QUESTIONS, (UNKNOWN, "", "")) | {"whole": (NO, *no.args)}
    answers: dict[str, Answer] = {"whole": (YES, "", "")}
    for name, ask in ASKED.items():
        try:
            answers[name] = ask(bundle)
        except No as no:
            answers[name] = (NO, *no.args)
    return answers


def policy_of(content: bytes) -> Json:
    """A policy file whose keys are all good; refused at its first mistake."""
    pairs = list[tuple[str, ...]]()

    def once(items: list[tuple[str, Json]]) -> dict[str, Json]:
        """A group of a file, in which no key stands twice."""
        pairs.append(tuple(name for name, _ in items))
        return dict(items)

    try:
        said = json.loads(content.decode("utf-8"), object_pairs_hook=once)
    except (ValueError, RecursionError) as wrong:
        raise No("chính sách không phải JSON", "the policy is no JSON") from wrong
    names = {"kind", "origin", "keys", "witnesses", "quorum"}
    if not isinstance(said, dict) or set(said) - {"stamps"} != names:
        raise No("chính sách sai dạng", "the policy has not its form")
    stamps = said.get("stamps", [])
    if not isinstance(stamps, list) or not all(map(is_hex, stamps)) or len(stamps) > 16:
        raise No("mã băm chứng thư sai", "a digest of a certificate is none")
    if len(set(stamps)) != len(stamps) or said["kind"] != "tdkt-trust/v1":
        raise No("chính sách sai dạng", "the policy has not its form")
    if any(len(set(one)) != len(one) for one in pairs) or not isinstance(said["witnesses"], list):
        raise No("chính sách sai dạng", "the policy has not its form")
    if type(said["quorum"]) is not int or not isinstance(said["origin"], str):
        raise No("chính sách sai dạng", "the policy has not its form")
    known = log_keys(said) + [key_of(one, 4) for one in said["witnesses"]]
    if len({key[2] for key in known}) != len(known) or len(said["witnesses"]) > 64:
        raise No("khóa trùng hoặc quá nhiều", "a key stands twice, or there are too many")
    if not 0 <= said["quorum"] <= len(said["witnesses"]):
        raise No("số nhân chứng cần có sai", "the quorum is more than the witnesses")
    return said


def log_keys(said: dict[str, Json]) -> list[PublicKey]:
    """The keys of the log that a policy names, if their sizes ascend and they bear its name."""
    keys = said["keys"]
    if not isinstance(keys, list) or not keys:
        raise No("chính sách sai dạng", "the policy has not its form")
    if not all(isinstance(one, dict) and set(one) == {"from", "key"} for one in keys):
        raise No("chính sách sai dạng", "the policy has not its form")
    sizes = [one["from"] for one in keys]
    if any(type(one) is not int or not 0 <= one < 10**15 for one in sizes):
        raise No("kích thước của khóa sai", "a size of a key is none")
    found = [key_of(one["key"], 1) for one in keys]
    if sizes != sorted(set(sizes)) or {key[0] for key in found} != {said["origin"]}:
        raise No("khóa của sổ khác hoặc sai thứ tự", "a key is of another log or out of order")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask every question of one bundle, print the answers, and say by the code whether all held."""
    parser = argparse.ArgumentParser(description="Kiểm tra gói hồ sơ - check a bundle offline")
    parser.add_argument("bundle", type=Path, help="gói cần kiểm tra - the bundle")
    parser.add_argument("--policy", type=Path, help="chính sách tin cậy - whom to trust")
    parser.add_argument("--known", type=Path, help="điểm kiểm đã có - a checkpoint I had")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    parser.add_argument("--json", action="store_true", help="cho chương trình khác - for programs")
    given = parser.parse_args(arguments)
    try:
        content = given.bundle.read_bytes()
        known = given.known.read_bytes() if given.known else None
        policy = policy_of(given.policy.read_bytes()) if given.policy else None
    except OSError as wrong:
        parser.error(f"không đọc được - cannot read: {wrong.filename}")
    except No as no:
        parser.error(" - ".join(no.args))
    answers = verify(content, policy, known)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a terminal of another code page
    sys.stdout.write("".join(shown(answers, english=given.lang == "en", as_json=given.json)))
    return 1 if NO in {verdict for verdict, _, _ in answers.values()} else 0


def shown(answers: dict[str, Answer], *, english: bool, as_json: bool) -> Iterator[str]:
    """The answers as lines for a person, or as one JSON document."""
    if as_json:
        document = {
            name: {"verdict": verdict, "vi": printable(vi), "en": printable(en)}
            for name, (verdict, vi, en) in answers.items()
        }
        yield json.dumps({"answers": document}, ensure_ascii=False, indent=2) + "\n"
        return
    for name, (verdict, vi, en) in answers.items():
        remark = en if english else vi
        tail = f"  ({printable(remark)})" if remark else ""
        yield f"{QUESTIONS[name][english]:<44}{WORDS[verdict][english]}{tail}\n"


def printable(text: str) -> str:
    """A remark without what would move the cursor or colour the screen; a bundle may hold it."""
    return "".join(char if char.isprintable() else "?" for char in text)[:300]


if __name__ == "__main__":
    sys.exit(main())
