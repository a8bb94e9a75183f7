"""A database file on a network drive is refused before anything behind the mount is touched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dossiers.errors import DatabaseOnNetworkError
from dossiers.store import Store, drives, initialise
from dossiers.store.drives import is_network, kind_in, network_drive

TABLE = r"""22 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
23 22 0:21 / /proc rw,relatime - proc proc rw
40 22 0:40 / /nas rw,relatime shared:12 master:3 - nfs4 10.0.0.7:/tdkt rw,vers=4.2,proto=tcp
41 40 0:41 / /nas/local rw,relatime - xfs /dev/vdb rw
42 22 0:42 / /mnt/phòng\040ban rw - cifs //may-chu/tdkt rw,username=x
43 22 0:43 / /home/an/sftp rw,nosuid - fuse.sshfs an@may-chu:/ rw,user_id=0
44 22 0:44 / /mnt/c rw,noatime - 9p C:\134 rw,aname=drvfs
45 22 0:45 / /auto rw - autofs systemd-1 rw,fd=30
46 45 0:46 / /auto rw - nfs may-chu:/x rw
47 22 0:47 / /usb rw - fuseblk /dev/sdb1 rw
48 22 0:48 / /over rw - overlay overlay rw,lowerdir=/a
a line that is none
"""
MOUNTED = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
device = os.open("/dev/fuse", os.O_RDWR)
data = f"fd={device},rootmode=40000,user_id=0,group_id=0"
done = libc.mount(b"sshfs", sys.argv[1].encode(), b"fuse.sshfs", 0, data.encode())
assert done == 0, os.strerror(ctypes.get_errno())
os.set_inheritable(device, True)
os.execv(sys.executable, [sys.executable, "-m", "cli", *sys.argv[2:]])
"""
"""Mounts what nobody answers for, as a network drive whose server is gone, and runs a command."""


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/du/lieu/tdkt.sqlite", "ext4", False),
        ("/nas/tdkt.sqlite", "nfs4", True),
        ("/nas", "nfs4", True),
        ("/nas2/tdkt.sqlite", "ext4", False),
        ("/nas/local/a.sqlite", "xfs", False),
        ("/home/an/sftp/x/a.sqlite", "fuse.sshfs", True),
        ("/mnt/phòng ban/a.sqlite", "cifs", True),
        ("/mnt/c/Users/a.sqlite", "9p", True),
        ("/auto/a.sqlite", "nfs", True),
        ("/usb/a.sqlite", "fuseblk", False),
        ("/over/a.sqlite", "overlay", False),
    ],
)
def test_the_table_of_the_kernel_says_on_what_a_file_lies(
    path: str, kind: str, *, network: bool
) -> None:
    found = kind_in(TABLE, path)

    assert (found, is_network(found)) == (kind, network)


@pytest.fixture
def on_nas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of which the table says that it is a network drive."""
    table = tmp_path / "mountinfo"
    folder = tmp_path / "nas"
    folder.mkdir()
    table.write_text(f"{TABLE}60 22 0:60 / {folder} rw - nfs4 may-chu:/tdkt rw\n")
    monkeypatch.setattr(drives, "MOUNTED", table)
    return folder


def test_neither_making_nor_opening_goes_on_there_and_nothing_is_made(on_nas: Path) -> None:
    for opening in (initialise, Store.open):
        with pytest.raises(DatabaseOnNetworkError, match=r"network drive \(nfs4\)") as refused:
            opening(f"sqlite:///{on_nas / 'a.sqlite'}")
        assert "TDKT_NETWORK_DRIVE=accept" in refused.value.text.vi

    assert list(on_nas.iterdir()) == []


def test_a_link_to_a_network_drive_is_followed(on_nas: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(on_nas)

    assert network_drive(tmp_path / "link" / "a.sqlite") == "nfs4"
    assert network_drive(tmp_path / "a.sqlite") is None


def test_whoever_takes_it_on_themselves_may(on_nas: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TDKT_NETWORK_DRIVE", "accept")
    url = f"sqlite:///{on_nas / 'a.sqlite'}"

    assert initialise(url) is True
    with Store.open(url) as store:
        assert store.numbers() == ()

    monkeypatch.setenv("TDKT_NETWORK_DRIVE", "1")
    with pytest.raises(DatabaseOnNetworkError):
        Store.open(url)


def test_a_system_that_has_no_such_table_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "MOUNTED", tmp_path / "none")

    assert network_drive(tmp_path / "a.sqlite") is None


def test_a_real_mount_is_seen_and_never_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    url = f"sqlite:///{folder / 'a.sqlite'}"
    alone = ["unshare", "--mount", *(() if os.geteuid() == 0 else ("--user", "--map-root-user"))]
    for command in (("init",), ("dossier", "list"), ("worker", "--once")):
        ended = subprocess.run(
            [*alone, sys.executable, "-c", MOUNTED, str(folder), *command, "--database", url],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )

        assert (ended.returncode, ended.stdout) == (6, "")
        assert "ổ đĩa mạng (fuse.sshfs)" in ended.stderr
        assert ended.stderr.count("\n") == 1
