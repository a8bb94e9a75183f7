"""Drawing by a seed: who is drawn can be computed again by anybody, in any language.

Both ways begin with one number a dossier, `h`: the SHA-256 of five lines (the name of the method,
the seed, the origin of the log, the root of its tree in hexadecimal, the id of the dossier), each
ended by a line feed, read as a whole number of 256 bits, the first byte first.

* `random`: the dossiers with the smallest `h` are drawn.
* `risk`: u = (2h + 1) / 2^257, key = -ln(u) / weight; those with the smallest keys are drawn
  (Efraimidis and Spirakis, 2006: the same as drawing one after another without putting back, each
  time with chances in proportion to the weights).  Decimal arithmetic of 100 digits, each operation
  correctly rounded, half to even.

Equal numbers do not come about by accident; if they did, the id in ascending order would decide.

    >>> units = {"a": 1, "b": 1, "c": 50}
    >>> where = Where("log", bytes(32))
    >>> drawn(units, 2, seed="1", where=where, method=RISK)
    ('c', 'b')
    >>> drawn(dict(reversed(units.items())), 2, seed="1", where=where, method=RISK)
    ('c', 'b')

Invariants:

* no dossier is drawn twice, and what is drawn does not depend on the order of the population;
* a larger drawing with the same seed begins with the smaller one;
* no float, no random source of the machine, no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from hashlib import sha256

RANDOM = "sha256-order/1"
RISK = "exponential-keys/1"
METHODS = {"random": RANDOM, "risk": RISK}
"""The name of each way to draw; another arithmetic would get another name."""

BITS = 256
DECIMAL = Context(prec=100, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Where:
    """The log out of which is drawn, as it stood.

    Attributes:
        log: its origin.
        root: the root of its tree, 32 bytes.
    """

    log: str
    root: bytes


def drawn(
    weights: Mapping[str, int], count: int, *, seed: str, where: Where, method: str
) -> tuple[str, ...]:
    """The dossiers that are drawn, in the order of drawing.

    Args:
        weights: every dossier of the population with its weight, a positive whole number; drawing
            at random does not look at it.
        count: how many; of a smaller population all are drawn.
        seed: any words of one line.
        where: the log.
        method: `RANDOM` or `RISK`.

    Raises:
        ValueError: a weight is not positive.
    """
    if any(weight < 1 for weight in weights.values()):
        raise ValueError("a weight is a positive whole number")
    numbers = {unit: number(unit, seed=seed, where=where, method=method) for unit in weights}
    if method == RANDOM:
        return tuple(sorted(weights, key=lambda unit: (numbers[unit], unit))[:count])
    keys = {unit: key(numbers[unit], weight) for unit, weight in weights.items()}
    return tuple(sorted(weights, key=lambda unit: (keys[unit], unit))[:count])


def number(unit: str, *, seed: str, where: Where, method: str) -> int:
    """The number of a dossier that the seed gives it, of 256 bits.

    Args:
        unit: the id of the dossier.
        seed: any words of one line.
        where: the log.
        method: the name of the method.
    """
    lines = (method, seed, where.log, where.root.hex(), unit)
    told = "".join(f"{one}\n" for one in lines).encode()
    return int.from_bytes(sha256(told).digest(), "big")


def key(drawn_number: int, weight: int) -> Decimal:
    """The exponential key of a dossier; the smaller it is, the sooner it is drawn.

    Args:
        drawn_number: as `number` gives it.
        weight: a positive whole number.

    >>> key(2**255, 1) < key(2**254, 1), key(2**255, 2) < key(2**255, 1)
    (True, True)
    >>> str(key(2**255, 1))[:20]
    '0.693147180559945309'
    """
    u = DECIMAL.divide(Decimal(2 * drawn_number + 1), Decimal(2 ** (BITS + 1)))
    return DECIMAL.divide(DECIMAL.minus(DECIMAL.ln(u)), Decimal(weight))
