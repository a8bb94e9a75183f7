"""A disk that is really full: one clear error, nothing half done, and work goes on after it.

The disk is a small one in memory, mounted for one process and its children alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MOUNTED = """
import ctypes, os, sys


def mounted(folder, size):
    libc = ctypes.CDLL(None, use_errno=True)
    done = libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, f"mode=777,size={size}".encode())
    assert done == 0, os.strerror(ctypes.get_errno())
"""

FILE = """
import secrets, subprocess
from pathlib import Path
from dossiers.store import Store, initialise
from tests.dossiers.building import a_nomination, proposed
folder = Path(sys.argv[1])
mounted(folder, "2m")
url = f"sqlite:///{folder / 'a.sqlite'}"
initialise(url)
with Store.open(url) as store:
    proposed(store, a_nomination())

def tdkt(*words):
    command = [sys.executable, "-m", "cli", *words, "--database", url]
    return subprocess.run(command, capture_output=True, text=True)

filler = folder / "filler"
with filler.open("wb", buffering=0) as file:
    try:
        while file.write(bytes(4096)) == 4096:
            pass
    except OSError:
        pass
submit = ("dossier", "act", "D-1", "submit", "--role", "unit_clerk", "--on", "2024-12-02")
refused = tdkt(*submit)
assert (refused.returncode, refused.stdout) == (6, ""), refused
assert "đĩa đầy" in refused.stderr, refused
assert refused.stderr.count(chr(10)) == 1, refused
backup = tdkt("db", "backup", str(folder / "copy.sqlite"))
assert backup.returncode == 6, backup
assert not list(folder.glob("copy*")), list(folder.iterdir())
filler.unlink()
with Store.open(url, checked=True) as store:
    assert len(list(store.events())) == 1
assert tdkt(*submit).returncode == 0
assert tdkt("audit", "verify").returncode == 0
print("whole")
"""

SERVER = """
import secrets
from dataclasses import replace
from dossiers.errors import DatabaseFullError
from dossiers.store import Store, initialise
from ledger import digest
from tests.dossiers.test_store import an_entry
from tests.postgres import running
with running() as server:
    server.run("CREATE DATABASE small")
    url = server.address("small")
    initialise(url)
    disk = server.folder / "disk"
    disk.mkdir()
    mounted(disk, "4m")
    place = disk / "space"
    place.mkdir()
    if os.geteuid() == 0:
        os.chown(place, *os.stat(server.folder)[4:6])
    server.run(f"CREATE TABLESPACE small LOCATION '{place}'", database="small")
    server.run("ALTER TABLE document SET TABLESPACE small", database="small")
    with Store.open(url) as store:
        store.record(an_entry())
        before = list(store.events()), store.bodies()
        body = secrets.token_bytes(6_000_000)
        large = replace(an_entry(2, key="k-2"), documents={digest(body): body})
        try:
            store.record(large)
        except DatabaseFullError as full:
            assert "đĩa đầy" in full.text.vi
        else:
            raise AssertionError("there was room")
        assert (list(store.events()), store.bodies()) == before
        assert store.record(an_entry(2, key="k-2")).repeated is False
    detached = ctypes.CDLL(None).umount2(os.fsencode(disk), 2)
    assert detached == 0, "so that the folder of the server can be removed"
print("whole")
"""


def on_a_small_disk(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script that mounts a small disk, which nobody else sees."""
    alone = ["unshare", "--mount", *(() if os.geteuid() == 0 else ("--user", "--map-root-user"))]
    return subprocess.run(
        [*alone, sys.executable, "-c", MOUNTED + script, str(folder)],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_file_on_a_full_disk_is_told_and_whole_and_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    ended = on_a_small_disk(FILE, tmp_path)

    assert ended.stdout == "whole\n", ended.stderr


def test_a_server_on_a_full_disk_is_told_and_whole_and_goes_on(tmp_path: Path) -> None:
    ended = on_a_small_disk(SERVER, tmp_path)

    assert ended.stdout == "whole\n", ended.stderr
