"""Which numbers can a printed number mean?  Compares values at the precision they were printed with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from monitor.types import Observation

INFINITY = Decimal("Infinity")
HALF = Decimal("0.5")

_SCALES = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7}
_SCALES |= {"亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12}
_PRINTED = re.compile(r"(\d[\d,，]*)(?:[.．](\d+))?\s*(万亿|[十百千]?[万亿]|[十百千])?")


@dataclass(frozen=True, slots=True)
class Interval:
    """Every number a statement may mean: more than `low`, less than `high`."""

    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        return self.high - self.low

    @property
    def bounded(self) -> bool:
        return self.width.is_finite()

    def meets(self, other: Interval) -> bool:
        """Whether both may mean the same number."""
        return self.low < other.high and other.low < self.high

    def __contains__(self, value: Decimal) -> bool:
        return self.low < value < self.high


def words(observation: Observation) -> str:
    """The quote as a note shows it: without spaces, line breaks and marks of bold type."""
    return _bare(observation.quote)


def _bare(quote: str) -> str:
    return re.sub(r"[\s*]+", "", quote)


def step(observation: Observation, value: Decimal) -> Decimal:
    """The unit of the last printed place: 1000 for 5.9万, 0.01 for 2.73%, 1 for 7565家."""
    return _step(observation.quote, value)


@lru_cache(10_000)  # what history holds is asked again for every article that speaks of it
def _step(quote: str, value: Decimal) -> Decimal:
    for whole, fraction, scale in _PRINTED.findall(_bare(quote)):
        places = _SCALES[scale]
        printed = Decimal(re.sub("[,，]", "", whole) + (f".{fraction}" if fraction else ""))
        if printed.scaleb(places) == abs(value):
            return Decimal(1).scaleb(places - len(fraction))
    if value and value == value.to_integral_value():
        return place(value) if abs(value) >= 1000 else Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def place(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 1000 for 48000."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def printed(observation: Observation) -> Interval:
    """The value alone, as if it stood without bound words: 2.73 is 2.725 to 2.735."""
    top = observation.value if observation.value_high is None else observation.value_high
    low = observation.value - HALF * step(observation, observation.value)
    return Interval(low, top + HALF * step(observation, top))


def interval(observation: Observation) -> Interval:
    """The value with its bound words: 超过8000 is 8000 and up, 约5.9万 is 5.8 to 6.0万."""
    value = observation.value
    match observation.comparator:
        case ">":
            return Interval(value, INFINITY)
        case ">=":
            return Interval(printed(observation).low, INFINITY)
        case "<":
            return Interval(-INFINITY, value)
        case "<=":
            return Interval(-INFINITY, printed(observation).high)
        case "~":
            return _about(observation)
        case _:
            return printed(observation)


def _about(observation: Observation) -> Interval:
    value, top = observation.value, observation.value_high or observation.value
    if "级" in observation.quote and value > 0:  # 万亿级, 200亿级: an order of magnitude
        return Interval(value * HALF, value * 10)
    slack = max(place(value) if value else Decimal(0), step(observation, value))
    return Interval(value - slack, top + slack)
