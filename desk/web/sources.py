"""Where a request comes from, as far as it can be told: what limits and lockouts count by.

Whoever holds one IPv6 address holds a network of them, so that these are cut to their /64.  What a
request says of itself (`X-Forwarded-For`) counts only where it was passed on by a server that was
named when the desk was started, and only the last address that no such server has.

>>> source_of("2001:db8:1:2:3::4"), source_of("::ffff:192.0.2.7")
('2001:db8:1:2::/64', '192.0.2.7')
>>> source_of("192.0.2.7", "203.0.113.9"), source_of("192.0.2.7", "203.0.113.9", {"192.0.2.7"})
('192.0.2.7', '203.0.113.9')
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

NET = 64
UNKNOWN = "?"


def source_of(peer: str, forwarded: str = "", proxies: Collection[str] = ()) -> str:
    """The source of a request.

    Args:
        peer: the address at the other end of the connection.
        forwarded: what `X-Forwarded-For` says, with every line of it.
        proxies: the addresses of servers that are believed, as `plain_address` writes them.
    """
    told = [peer, *reversed(forwarded.split(","))]
    for one in told:
        address = plain_address(one)
        if address is None:
            return UNKNOWN if one is peer else _cut(peer)
        if address not in proxies:
            return _cut(address)
    return _cut(peer)


def plain_address(text: str) -> str | None:
    """An address as it is compared; None where the text is none.

    >>> plain_address(" ::FFFF:192.0.2.7 "), plain_address("[::1]"), plain_address("nowhere")
    ('192.0.2.7', '::1', None)
    """
    try:
        return str(_read(text))
    except ValueError:
        return None


def _read(text: str) -> IPv4Address | IPv6Address:
    """An address; one of the old kind that is written as one of the new is of the old kind."""
    found = ip_address(text.strip().strip("[]"))
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return found if mapped is None else mapped


def _cut(text: str) -> str:
    """An address, or of one of the new kind its network; a text that is none stays one unknown."""
    try:
        found = _read(text)
    except ValueError:
        return UNKNOWN
    if isinstance(found, IPv4Address):
        return str(found)
    return str(IPv6Network((int(found), NET), strict=False))
