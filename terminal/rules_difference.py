"""How a comparison of two sets of rules is told: in lines for people, as data for programs."""

from __future__ import annotations

from collections.abc import Iterator

import rules
from dossiers.telling.plain import as_data
from dossiers.wording import VERDICTS
from rules.telling.alterations import Alteration
from rules.trying.diff import Difference, Direction, VersionDifference, Witness, moved_in_words
from terminal.language import said, say
from texts import Text
from texts.moments import shown_day

EFFECTS: dict[frozenset[Direction], Text] = {
    frozenset({"stricter"}): Text(vi="chặt hơn", en="stricter"),
    frozenset({"looser"}): Text(vi="nới hơn", en="looser"),
    frozenset({"stricter", "looser"}): Text(
        vi="chặt hơn với người này, nới hơn với người khác", en="stricter for some, looser for some"
    ),
    frozenset(): Text(vi="chưa tìm thấy ai bị xét khác", en="nobody found who is judged otherwise"),
}
TITLES: dict[Direction | None, Text] = {
    "stricter": Text(vi="Bị xét chặt hơn", en="Judged more strictly"),
    "looser": Text(vi="Được xét nới hơn", en="Judged more loosely"),
    None: Text(vi="Cùng kết luận, khác tiêu chuẩn", en="Same verdict, other findings"),
}


def difference_lines(found: Difference, award: rules.AwardRules) -> Iterator[str]:
    """What is different, for people: what stands otherwise, whom it touches, a case of each.

    Args:
        found: the comparison.
        award: the new rules, for the names of facts.
    """
    changed = [one for one in found.versions if not one.same]
    if not changed:
        yield say(
            f"{found.award}: hai tệp quy định như nhau.", f"{found.award}: both files say the same."
        )
    for version in changed:
        yield f"{found.award} ({say('luật', 'law')} {version.version})"
        if version.note is not None:
            yield f" {said(version.note)}"
            continue
        yield from (_alteration_line(version, one) for one in version.alterations)
        yield f" → {said(version.answer)}"
        yield from _witness_lines(version, award)


def _alteration_line(version: VersionDifference, one: Alteration) -> str:
    """One thing that stands differently; in brackets for whom, where it can change a verdict."""
    effect = f" [{said(EFFECTS[version.effect(one)])}]" if one.decides else ""
    return f" {one.criterion}: {said(one.text)}{effect}"


def _witness_lines(version: VersionDifference, award: rules.AwardRules) -> Iterator[str]:
    """The plainest case of each direction; one with other findings where no verdict changes."""
    found = version.tally.witnesses
    directions: tuple[Direction | None, ...] = ("stricter", "looser")
    shown = [one for one in directions if one in found] or [None]
    for direction in shown:
        if direction in found:
            witness = found[direction]
            yield f"   {said(TITLES[direction])}: {_case(witness, award)}"


def _case(witness: Witness, award: rules.AwardRules) -> str:
    """One case: what it is like, what is moved, how the verdict changes and by which criteria."""
    moved = said(moved_in_words(witness, award.facts))
    before, after = said(VERDICTS[witness.before.value]), said(VERDICTS[witness.after.value])
    but = f"{say(', nhưng ', ', but ')}{moved}" if moved else ""
    return f"{_like(witness)}{but}: {before} → {after} ({', '.join(witness.criteria)})"


def _like(witness: Witness) -> str:
    """The example that a case was made from, or its day where it was made up."""
    if witness.example:
        return say(f"như ví dụ '{witness.example}'", f"like the example '{witness.example}'")
    day = shown_day(witness.on)
    return say(
        f"hồ sơ dựng để thử (đủ dữ kiện: --json), nhận ngày {day}",
        f"a made-up dossier (all facts: --json), received on {day}",
    )


def difference_data(found: Difference) -> dict[str, object]:
    """The comparison for JSON; versions in which nothing is different are left out."""
    return {
        "award": found.award,
        "versions": [_version_data(one) for one in found.versions if not one.same],
    }


def _version_data(one: VersionDifference) -> dict[str, object]:
    """One version for JSON."""
    tally = one.tally
    return {
        "version": one.version,
        "note": as_data(one.note),
        "answer": as_data(None if one.note is not None else one.answer),
        "alterations": [
            {
                "criterion": each.criterion,
                "what": each.what,
                "text": each.text,
                "effect": sorted(one.effect(each)),
            }
            for each in one.alterations
        ],
        "tried": tally.tried,
        "stricter": tally.stricter,
        "looser": tally.looser,
        "findings": tally.findings,
        "witnesses": [_witness_data(witness) for witness in tally.witnesses.values()],
    }


def _witness_data(witness: Witness) -> dict[str, object]:
    """One case for JSON, with all its facts."""
    return {
        "direction": witness.direction,
        "example": witness.example or None,
        "on": witness.on,
        "before": witness.before.value,
        "after": witness.after.value,
        "criteria": list(witness.criteria),
        "moved": dict(witness.moved),
        "facts": dict(witness.facts),
    }
