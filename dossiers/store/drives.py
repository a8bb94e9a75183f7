r"""On what kind of drive a file lies: a network drive does not keep what SQLite relies on.

There a lock that is held here may not be seen elsewhere, and what was synced may be lost.  Two
machines that write damage the file (<https://www.sqlite.org/faq.html#q5>).  The kernel says what is
mounted where; a system without such a table is not asked.

Invariant: nothing behind a network mount is touched, for a dead one answers never.

    >>> table = '''22 1 8:1 / / rw - ext4 /dev/sda1 rw
    ... 40 22 0:40 / /mnt/phong\\040ban rw,relatime shared:1 - nfs4 may-chu:/tdkt rw,vers=4.2
    ... '''
    >>> kind_in(table, "/mnt/phong ban/tdkt.sqlite"), kind_in(table, "/mnt/phong bantdkt.sqlite")
    ('nfs4', 'ext4')
"""

from __future__ import annotations

import os
import re
from pathlib import Path

MOUNTED = Path("/proc/self/mountinfo")
"""What is mounted where, as <https://docs.kernel.org/filesystems/proc.html> says in 3.5."""

NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs"),
        *("afs", "coda", "ceph", "lustre", "beegfs", "9p", "davfs", "vboxsf"),
    }
)
"""Kinds of file systems that are shared over a network or with a host, by the kernel's names."""

NETWORK_IN_USER_SPACE = re.compile(
    r"fuse\.(sshfs|glusterfs|ceph.*|mfs|moosefs|s3fs|goofys|gcsfuse|rclone|davfs.*|smbnetfs"
    r"|gvfsd.*|curlftpfs|juicefs|vmhgfs.*|.*nfs)"
)
"""The same for those that run as programs."""

ESCAPED = re.compile(r"\\([0-7]{3})")


def network_drive(file: Path) -> str | None:
    """The kind of network drive that a file lies on, or would; None for a drive of this machine.

    Args:
        file: where a database is or will be.
    """
    try:
        table = MOUNTED.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    # As it was named first: a link is only followed where nothing of a network is touched by it.
    for path in (os.path.abspath, os.path.realpath):
        kind = kind_in(table, path(file))
        if is_network(kind):
            return kind
    return None


def is_network(kind: str) -> bool:
    """Whether a kind of file system is shared over a network.

    >>> [is_network(one) for one in ("nfs4", "fuse.sshfs", "ext4", "fuse.ntfs-3g", "overlay")]
    [True, True, False, False, False]
    """
    return kind in NETWORK or NETWORK_IN_USER_SPACE.fullmatch(kind) is not None


def kind_in(table: str, path: str) -> str:
    """The kind of file system of the mount that a path lies under; empty where none is told.

    Args:
        table: the lines of the kernel.
        path: absolute.
    """
    longest, kind = -1, ""
    for line in table.splitlines():
        before, separated, after = line.partition(" - ")
        fields = before.split(" ")
        if not separated or len(fields) < FIELDS:
            continue
        under = ESCAPED.sub(lambda one: chr(int(one[1], 8)), fields[POINT]).rstrip("/")
        # Of two mounts at one place the later one hides the earlier.
        if len(under) >= longest and f"{path}/".startswith(f"{under}/"):
            longest, kind = len(under), after.split(" ", 1)[0]
    return kind


POINT, FIELDS = 4, 6
"""Where the place of a mount stands in its line, and how many words come before the kind."""
