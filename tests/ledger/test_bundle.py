"""A bundle has one form, and two independent readers answer alike whatever is done to it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import leaf_hash, verifier
from ledger.archive import ArchiveError, pack, unpack
from ledger.bundle import Bundle, BundleError, Erased, read_bundle, write_bundle
from ledger.inquiry import QUESTIONS, answers
from ledger.merkle import root
from ledger.policy import read_policy
from tests.ledger.cases import Case, resealed
from tests.ledger.forgeries import ANSWERS, FOLDER, SMALL, TINY, cases, table
from tests.ledger.logs import NAME, a_bundle, a_log, a_policy, policy_text

ROOT = Path(__file__).resolve().parents[2]
CASES = cases()
POLICY = verifier.policy_of(policy_text().encode())
LARGE = a_log(200, 20)
GOOD = write_bundle(replace(a_bundle(LARGE, earlier=150), documents={}))
WHOLE = write_bundle(a_bundle(SMALL, {"d-0"}, earlier=5))


def ours(content: bytes, known: bytes | None = None) -> dict[str, str]:
    return dict(answers(content, policy=a_policy(), known=known))


def theirs(content: bytes, known: bytes | None = None) -> dict[str, str]:
    return {name: one[0] for name, one in verifier.verify(content, POLICY, known).items()}


def both(
    content: bytes, policy: bytes | None, known: bytes | None
) -> tuple[dict[str, str], dict[str, str]]:
    """What the two readers in Python answer to an auditor with these files."""
    trusted = None if policy is None else read_policy(policy, file="trust.json")
    said = None if policy is None else verifier.policy_of(policy)
    found = verifier.verify(content, said, known)
    told = dict(answers(content, policy=trusted, known=known))
    return told, {name: one[0] for name, one in found.items()}


def flipped(content: bytes, at: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= 1 << at % 8
    return bytes(changed)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_two_readers_answer_alike_and_deny_what_is_false(case: Case) -> None:
    policy = None if case.policy is None else case.policy.encode()
    found, told = both(case.content, policy, case.known)

    assert told == found
    assert list(found) == list(QUESTIONS)
    denied = {name for name, answer in found.items() if answer == "no"}
    assert denied >= case.denied
    assert bool(denied) == bool(case.denied)


def test_the_corpus_in_the_tree_is_what_is_made_and_answered_today() -> None:
    kept = json.loads(ANSWERS.read_text(encoding="utf-8"))
    made, files = table(CASES)

    assert kept == made
    there = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path != ANSWERS}
    assert there == files


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_each_of_its_answers_in_the_corpus(question: str) -> None:
    kept = json.loads(ANSWERS.read_text(encoding="utf-8"))
    never = {"whole": {"cannot_tell"}, "decided": {"yes"}}

    found = {case["answers"][question] for case in kept.values()}

    assert found == {"yes", "no", "cannot_tell"} - never.get(question, set())


def test_more_entries_than_allowed_are_refused_by_both_before_they_are_listed() -> None:
    content = b"".join(
        b"PK\3\4\x14\0\0\0\0\0\0\0\x21\0" + bytes(12) + b"\6\0\0\0" + b"%06x" % (0xA00000 + at)
        for at in range(30_000)
    )

    assert ours(content + GOOD[-22:])["whole"] == "no"
    assert verifier.verify(content + GOOD[-22:])["whole"][2] == "the ZIP file holds something else"


def test_without_a_policy_nothing_is_said_of_signatures() -> None:
    for content in (WHOLE, GOOD):
        found = dict(answers(content))

        assert found["signed"] == found["time"] == "cannot_tell"
        assert {name: one[0] for name, one in verifier.verify(content).items()} == found


@given(st.sets(st.sampled_from(["d-0", "d-1", "d-2"])), st.integers(0, 12), st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_any_dossiers_of_any_log_survive_and_hold(streams: set[str], size: int, past: int) -> None:
    log = a_log(size)
    bundle = a_bundle(log, streams, earlier=min(past, size))

    content = write_bundle(bundle)

    assert read_bundle(content) == bundle
    assert write_bundle(read_bundle(content)) == content
    assert "no" not in ours(content).values()
    assert theirs(content) == ours(content)


def test_equal_content_gives_equal_bytes_in_whatever_order_it_comes() -> None:
    bundle = a_bundle(SMALL)
    turned = replace(
        bundle,
        events=dict(reversed(list(bundle.events.items()))),
        documents=dict(reversed(list(bundle.documents.items()))),
    )

    assert write_bundle(turned) == write_bundle(bundle)


def test_any_program_that_reads_zip_files_reads_a_bundle() -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == unpack(WHOLE)


@pytest.mark.parametrize(
    "bundle",
    [
        replace(TINY, events={0: b""}),
        replace(TINY, events={0: b"{}\n{}"}),
        replace(TINY, events={0: b"x" * 65_537}),
        replace(TINY, events={-1: b"{}"}),
        replace(TINY, proof=(b"short",)),
        replace(TINY, consistency=(bytes(32),)),
        replace(TINY, documents={"0" * 64: b"x"}),
        replace(TINY, disclosures=(NAME, NAME)),
        replace(TINY, disclosures=(replace(NAME, value=1.5),)),
        replace(TINY, erased=(Erased("x", "0" * 64),)),
        replace(TINY, rotations=(b"",) * 1000),
    ],
)
def test_what_has_no_form_is_not_written(bundle: Bundle) -> None:
    with pytest.raises(BundleError):
        write_bundle(bundle)


@pytest.mark.parametrize("name", ["", "a/b", "..", "A", "a b", "a" * 101, "đ"])
def test_an_entry_has_a_plain_name(name: str) -> None:
    with pytest.raises(ArchiveError, match="name"):
        pack({name: b""})


def test_no_byte_of_an_archive_is_free() -> None:
    content = pack({"a.txt": b"one", "b.txt": b""})
    for at in range(len(content)):
        for bit in range(8):
            changed = bytearray(content)
            changed[at] ^= 1 << bit

            with pytest.raises(ArchiveError):
                unpack(bytes(changed))


@given(st.binary(max_size=300))
def test_any_bytes_are_answered_by_both_and_are_no_bundle(content: bytes) -> None:
    for candidate in (content, b"PK\3\4" + content, content + GOOD[-22:]):
        assert ours(candidate) == theirs(candidate)
        assert ours(candidate)["whole"] == "no"


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_changed_entry_is_answered_alike_by_both(data: st.DataObject) -> None:
    entries = unpack(WHOLE)
    name = data.draw(st.sampled_from(sorted(entries)))
    at = data.draw(st.integers(0, len(entries[name])))
    piece = data.draw(
        st.sampled_from([b"", b"0", b"\n", b'"', b"[]", b"\0", b"null", b"-1", b"1e3"])
    )
    cut = data.draw(st.integers(0, 3))
    changed = {**entries, name: entries[name][:at] + piece + entries[name][at + cut :]}

    try:
        content = resealed(changed)
    except (ValueError, TypeError):
        content = pack(changed)

    assert theirs(content) == ours(content)
    assert content == WHOLE or "no" in ours(content).values()


@pytest.mark.parametrize(
    "content",
    [
        b'{"a":NaN}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":9007199254740992}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\u0041"}',
        '{"a":"e\u0301"}'.encode(),
        b"\xef\xbb\xbf{}",
        b"[" * 30_000,
    ],
)
def test_json_that_could_be_read_in_two_ways_is_no_part_of_a_bundle(content: bytes) -> None:
    entries = {**unpack(WHOLE), "disclosures.json": content}

    assert ours(resealed(entries))["whole"] == theirs(resealed(entries))["whole"] == "no"


CHUNKS = 16


def places(content: bytes, chunk: int, stride: int) -> Iterator[int]:
    """Every place of a content, or each so many; the chunks together are all of them."""
    return iter(range(chunk * stride, len(content), CHUNKS * stride))


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("stride", [pytest.param(1, marks=pytest.mark.soak), 307])
def test_one_flipped_byte_anywhere_in_the_file_is_noticed_by_both(chunk: int, stride: int) -> None:
    for at in places(GOOD, chunk, stride):
        content = flipped(GOOD, at)

        with pytest.raises(BundleError):
            read_bundle(content)
        assert verifier.verify(content, POLICY)["whole"][0] == "no", at


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("stride", [pytest.param(1, marks=pytest.mark.soak), 331])
def test_one_flipped_byte_of_an_event_is_noticed_by_both_even_with_the_sums_mended(
    chunk: int, stride: int
) -> None:
    entries = unpack(GOOD)
    lines = entries["events.jsonl"]
    for at in places(lines, chunk, stride):
        changed = flipped(lines, at)
        content = resealed({**entries, "events.jsonl": changed})

        if changed.count(b"\n") != lines.count(b"\n"):
            assert ours(content)["whole"] == theirs(content)["whole"] == "no", at
            continue
        leaves = map(leaf_hash, read_bundle(content).events.values())
        assert root(leaves) != LARGE.checkpoint.root, at
        assert verifier.position(verifier.Bundle(content, POLICY, None))[0] == "no", at


@pytest.mark.parametrize(
    "name", sorted(name for name in unpack(WHOLE) if name not in {"events.jsonl", "manifest.json"})
)
@pytest.mark.parametrize("stride", [pytest.param(1, marks=pytest.mark.soak), 37])
def test_one_flipped_byte_of_any_other_entry_is_noticed_by_both(name: str, stride: int) -> None:
    entries = unpack(WHOLE)
    for at in range(0, len(entries[name]), stride):
        content = resealed({**entries, name: flipped(entries[name], at)})

        assert "no" in ours(content).values(), at
        assert theirs(content) == ours(content), at


@pytest.mark.parametrize("stride", [pytest.param(1, marks=pytest.mark.soak), 37])
def test_one_flipped_byte_of_the_manifest_is_noticed_by_both(stride: int) -> None:
    entries = unpack(WHOLE)
    for at in range(0, len(entries["manifest.json"]), stride):
        content = pack({**entries, "manifest.json": flipped(entries["manifest.json"], at)})

        assert "no" in ours(content).values(), at
        assert theirs(content) == ours(content), at


def test_what_a_bundle_holds_does_not_reach_the_screen_as_a_command() -> None:
    log = a_log(1, 1)
    loud = log.bodies[0].replace(b'"to":"draft"', b'"to":"\\u001b[2J' + "\u202e".encode() + b'"')
    content = write_bundle(Bundle({0: loud}, (), a_bundle(log).checkpoint))

    said = verifier.verify(content)
    lines = "".join(verifier.shown(said, english=True, as_json=False))

    assert said["replayed"][0] == "yes"
    assert "d-0: ?[2J?" in lines
    assert all(char.isprintable() or char == "\n" for char in lines)


def test_the_verifier_runs_alone_on_an_empty_machine(tmp_path: Path) -> None:
    for name, content in (
        ("verifier.py", (ROOT / "ledger" / "verifier.py").read_bytes()),
        ("good.zip", WHOLE),
        ("bad.zip", CASES["edited"].content),
        ("trust.json", policy_text().encode()),
    ):
        (tmp_path / name).write_bytes(content)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        isolated = [sys.executable, "-I", "-S", "verifier.py", *arguments]
        return subprocess.run(
            isolated, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
        )

    good = run("good.zip", "--policy", "trust.json", "--json")
    bad = run("bad.zip", "--policy", "trust.json", "--lang", "en")

    assert (good.returncode, bad.returncode, run("none.zip").returncode) == (0, 1, 2)
    said = json.loads(good.stdout)["answers"]
    assert {name: one["verdict"] for name, one in said.items()} == ours(WHOLE)
    assert "NO" in bad.stdout
    assert "Sự kiện đúng vị trí" in run("good.zip").stdout
