"""The whole book: reading it, reading one file again, its examples, its mutants, its memory.

These goals are absolute, so they hold for the machine of the run; each group has a floor of its own
that carries over.  Where a book of forty is asked for, the shipped awards are copied under other
codes, and the code of programs is forgotten before each file, so that no copy profits from another.
Processor seconds are counted, so that a busy machine does not make them longer than they are.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from statistics import median

import rules
from bench import twelve
from bench.timing import Goal, Row, Work, below, measured
from dossiers.vocabulary import VOCABULARY
from rules.judging.compile import code_of
from texts import reading

BOOK = 40
EDIT = b"\n# edited\n"
LARGEST = "BK_TINH"
"""The award with the most mutants and the longest examples."""
File = tuple[str, bytes]

LOADED = """
import os, tracemalloc
import rules
from dossiers.vocabulary import VOCABULARY
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
files = [rules.shipped(code) for code in rules.shipped_awards()]
rules.read(files[0][1], file=files[0][0], facts=VOCABULARY, laws=laws)
{start}
before = {measure}
book = [rules.read(text, file=file, facts=VOCABULARY, laws=laws) for file, text in files]
print({measure} - before)
"""
"""Prints by how many bytes a fresh process grows when it reads the book."""


def rows() -> list[Row]:
    """Every figure of the book."""
    return [*_forty(), *_reloads(), *_examples(), *_mutants(), *_memory()]


def _forty() -> list[Row]:
    """A book of forty awards, read and compiled."""
    files, ours = _book(), f"read and compiled, {BOOK} awards"
    return measured(
        "compile the rulebook",
        {
            "strict YAML parse of the same files": partial(_parse, files),
            ours: partial(_load, files),
        },
        repeats=1,
        rounds=5,
        goals={ours: below(1, "1 s")},
        at_work=True,
    )


def _reloads() -> list[Row]:
    """Each file once more after an edit; the middle one of all, and the slowest."""
    pairs = [_reload(rules.shipped(code)) for code in rules.shipped_awards()]
    pairs.sort(key=lambda pair: pair[1].value or 0)
    floor, middle = (median([pair[n].value or 0 for pair in pairs]) for n in (0, 1))
    topic, goal = "reload one file after an edit", below(0.02, "20 ms")
    slow, slowest = pairs[-1]
    return [
        Row(topic, f"strict YAML parse, median of {len(pairs)} files", floor, 1.0),
        Row(
            topic, f"read and compiled, median of {len(pairs)} files", middle, middle / floor, goal
        ),
        Row(topic, slow.name, slow.value, 1.0),
        Row(
            topic,
            f"read and compiled, slowest: {slowest.topic}",
            slowest.value,
            slowest.ratio,
            goal,
        ),
    ]


def _reload(one: File) -> tuple[Row, Row]:
    """One file: its parse, and its reading."""
    file, text = one
    edited = [(file, text + EDIT)]
    works: dict[str, Work] = {
        "strict YAML parse of that file": partial(_parse, edited),
        "read": partial(_load, edited),
    }
    floor, ours = measured(file.rpartition("/")[2], works, repeats=1, at_work=True)
    return floor, ours


def _examples() -> list[Row]:
    """Every shipped example, in this process and as the command."""
    files = [make(code) for make in (rules.shipped, rules.shipped_examples) for code in _codes()]
    inside, whole = "read and run in one process", "the whole command, started anew"
    goal = below(2, "2 s")
    return measured(
        "rules test, whole book",
        {
            "strict YAML parse of the same files": partial(_parse, files),
            inside: _run_all,
            whole: partial(_command, "rules", "test"),
        },
        repeats=1,
        rounds=5,
        goals={inside: goal, whole: goal},
        at_work=True,
    )


def _mutants() -> list[Row]:
    """Every mutant of the largest award against its examples."""
    file, text = rules.shipped(LARGEST)
    told, examples_text = rules.shipped_examples(LARGEST)
    award = _read(file, text)
    examples = rules.read_examples(award, examples_text, file=told)
    tried = rules.mutants_of(award, text, examples, file=file).tried
    inside = f"{tried} mutants against {len(examples.cases)} examples"
    whole = "the whole command, started anew"
    goal: Goal = below(1, "1 s")
    return measured(
        f"rules mutants, {LARGEST}",
        {
            "its examples read and run once": partial(_run, LARGEST),
            inside: lambda: rules.mutants_of(award, text, examples, file=file),
            whole: partial(_command, "rules", "mutants", LARGEST),
        },
        repeats=1,
        rounds=5,
        goals={inside: goal},
        at_work=True,
    )


def _memory() -> list[Row]:
    """How much a fresh process grows when it reads the shipped book."""
    size = sum(len(rules.shipped(code)[1]) for code in _codes())
    objects = _grown("tracemalloc.get_traced_memory()[0]", "tracemalloc.start()")
    resident = _grown("resident()", "")
    topic, goal = "memory of the loaded book", below(30e6, "30 MB")
    kept, held = "objects (tracemalloc)", "resident set of a fresh process"
    return [
        Row(topic, "bytes of its files", size, 1.0, unit="B"),
        Row(topic, kept, objects, objects / size, goal, unit="B"),
        Row(topic, held, resident, resident / size, goal, unit="B"),
    ]


def _grown(measure: str, start: str) -> float:
    """Bytes; the median of three processes."""
    script = LOADED.format(measure=measure, start=start)
    told = [
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
        for _ in range(3)
    ]
    return median(float(one.stdout) for one in told)


def _codes() -> tuple[str, ...]:
    """The codes of the shipped awards."""
    return rules.shipped_awards()


def _book() -> list[File]:
    """Forty files: the shipped ones, and copies of them under other codes."""
    return [_copy(n) for n in range(BOOK)]


def _copy(n: int) -> File:
    """A shipped file; after the last one they begin again under other codes."""
    codes = _codes()
    code = codes[n % len(codes)]
    file, text = rules.shipped(code)
    named = f"award: {code}\n".encode()
    assert named in text, file
    again = n // len(codes)
    return file, text.replace(named, f"award: {code}_{again}\n".encode()) if again else text


def _parse(files: list[File]) -> None:
    """The floor: the strict reading of YAML alone."""
    for file, text in files:
        reading.parse(text, file=file)


def _load(files: list[File]) -> list[rules.AwardRules]:
    """Files to rules that decide, each without help from one before."""
    found = []
    for file, text in files:
        code_of.cache_clear()
        found.append(_read(file, text))
    return found


def _read(file: str, text: bytes) -> rules.AwardRules:
    """One file."""
    return rules.read(text, file=file, facts=VOCABULARY, laws=twelve.laws())


def _run_all() -> None:
    """Every example of every award, from the bytes on."""
    for code in _codes():
        _run(code)


def _run(code: str) -> None:
    """Every example of one award, from the bytes on."""
    award = _read(*rules.shipped(code))
    file, text = rules.shipped_examples(code)
    assert all(one.passed for one in rules.run_examples(award, text, file=file)), code


def _command(*words: str) -> None:
    """A command of tdkt."""
    subprocess.run([sys.executable, "-m", "cli", *words], check=True, capture_output=True)
