"""The command that proves a workflow: verify.

It opens no database.  What fails is told as a story, with `--gherkin` also as a scenario; under how
many settings it fails is told, and with `--json` under which.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import click

import workflow
from dossiers.telling.plain import as_data
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.language import language, said, say
from terminal.lazy import Command
from terminal.options import json_option
from terminal.workflow_named import WORKFLOW, read_named
from workflow.proving.story import KEYWORDS, Story, gherkin
from workflow.proving.verify import Checked, Proof, verify

LARGEST_COUNCIL = 999


@click.command(
    "verify",
    cls=Command,
    help=say(
        "Chứng minh một quy trình: mọi thiết lập, mọi kết quả bỏ phiếu, mọi thời hạn. Điều không "
        "đúng được kể bằng câu chuyện ngắn nhất. Mã thoát 1 khi có điều không đúng.\n\n\b\nVí dụ:\n"
        "  tdkt workflow verify provincial-award\n"
        "  tdkt workflow verify quy-trinh.yaml --members 9 --members 15",
        "Prove a workflow: all settings, all results of ballots, all terms. What does not hold is "
        "told as the shortest story. Exit code 1 when something does not.\n\n\b\nExamples:\n"
        "  tdkt workflow verify provincial-award\n"
        "  tdkt workflow verify my-workflow.yaml --members 9 --members 15",
    ),
)
@click.argument("file", metavar=WORKFLOW)
@click.option(
    "--members",
    "sizes",
    multiple=True,
    type=click.IntRange(1, LARGEST_COUNCIL),
    metavar=say("SỐ", "N"),
    help=say(
        "Số thành viên hội đồng; ghi được nhiều lần. Không nêu: ít nhất, giữa và nhiều nhất.",
        "Members of a council; may be repeated. Without it: fewest, middle and most.",
    ),
)
@click.option(
    "--gherkin",
    "as_gherkin",
    is_flag=True,
    help=say("In các phản ví dụ thành tệp Gherkin.", "Print counter-examples as a Gherkin file."),
)
@json_option
def verify_(file: str, sizes: tuple[int, ...], as_gherkin: bool, as_json: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the proof; 1 when something does not hold.

    Args:
        file: a workflow file, or the name of a shipped workflow.
        sizes: sizes of councils; none means the fewest, a middle number, and the most.
        as_gherkin: print what fails as a feature, and nothing else.
        as_json: print the proof as data.

    Raises:
        workflow.DefinitionFileError: the file has mistakes.
        workflow.UnknownWorkflowError: there is no such file, and no shipped workflow of that name.
        workflow.space.TooManyError: the workflow unfolds to more than is walked through.
    """
    content, definition = read_named(file)
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    proof = verify(definition, members=sizes, digest=digest)
    if as_json:
        print_json(_data(proof))
    elif as_gherkin:
        click.echo("\n".join(_feature(definition, proof)))
    else:
        click.echo("\n".join(_lines(definition, proof)))
    return Exit.DONE if proof.holds else Exit.NO


def _lines(definition: workflow.Definition, proof: Proof) -> Iterator[str]:
    """The proof in sentences: what was walked through, each check, each story."""
    yield f"{said(definition.text)} ({proof.id} {proof.version})"
    yield proof.digest
    yield say(
        f"Đã xét {_vi(proof.configurations)} tình huống, {_vi(proof.combinations)} tổ hợp "
        f"thiết lập và số thành viên{_sizes(proof)}.",
        f"Walked through {proof.configurations:,} configurations, {proof.combinations:,} "
        f"combinations of settings and sizes{_sizes(proof)}.",
    )
    yield ""
    for one in proof.checks:
        yield f" {'✓' if one.holds else '✗'} {one.id}: {said(one.text)}"
        if one.story is not None:
            yield from (f"     {said(line)}" for line in one.story.lines)
            yield from _under(proof, one)
    failed = sum(not one.holds for one in proof.checks)
    total = len(proof.checks)
    yield ""
    yield say(
        f"{total - failed} điều đúng, {failed} điều không đúng.",
        f"{total - failed} hold, {failed} do not.",
    )


def _under(proof: Proof, checked: Checked) -> Iterator[str]:
    """Under how many settings and sizes a check fails, where that is not all of them."""
    if checked.under and proof.combinations > 1:
        under = len(checked.under)
        yield say(
            f"     (không đúng ở {under}/{proof.combinations} tổ hợp)",
            f"     (fails under {under} of {proof.combinations} combinations)",
        )


def _sizes(proof: Proof) -> str:
    """The sizes of councils that were tried; nothing where nobody votes."""
    sizes = sorted({number for one in proof.sizes for number in one.values()})
    return f" ({', '.join(map(str, sizes))})" if sizes else ""


def _vi(number: int) -> str:
    """A number as in Vietnam, 12.345."""
    return f"{number:,}".replace(",", ".")


def _feature(definition: workflow.Definition, proof: Proof) -> Iterator[str]:
    """What fails, as a Gherkin file; without a scenario where nothing does."""
    lang = language()
    yield f"# language: {lang}"
    yield f"{KEYWORDS[lang]['feature']}: {said(definition.text)} ({proof.id} {proof.version})"
    for one in proof.checks:
        if one.story is not None:
            yield ""
            yield gherkin(definition, one.id, one.text, one.story, lang)


def _data(proof: Proof) -> dict[str, object]:
    """The proof for JSON."""
    return {
        "workflow": {"id": proof.id, "version": proof.version, "digest": proof.digest},
        "holds": proof.holds,
        "configurations": proof.configurations,
        "combinations": proof.combinations,
        "sizes": [dict(one) for one in proof.sizes],
        "checks": [_check_data(one) for one in proof.checks],
    }


def _check_data(checked: Checked) -> dict[str, object]:
    """One check for JSON; `story` is null where it holds."""
    return {
        "id": checked.id,
        "text": as_data(checked.text),
        "claim": checked.is_claim,
        "holds": checked.holds,
        "story": None if checked.story is None else _story_data(checked.story),
        "under": [
            {"settings": dict(settings), "members": dict(members)}
            for settings, members in checked.under
        ],
    }


def _story_data(story: Story) -> dict[str, object]:
    """A story for JSON."""
    steps = [
        {
            "act": step.act or None,
            "clock": step.clock,
            "role": step.role or None,
            "who": step.who or None,
            "from": step.source,
            "to": step.target,
            "changed": sorted(step.changed),
            "text": as_data(step.text),
        }
        for step in story.steps
    ]
    return {
        "settings": dict(story.settings),
        "members": dict(story.members),
        "steps": steps,
        "ending": as_data(story.ending),
    }
