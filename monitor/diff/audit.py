"""Do the numbers add up?  Stated growth and change against what our own history gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from monitor.diff.interval import Interval, interval
from monitor.diff.point import Case, year_before
from monitor.types import Change, ChangeKind, Measure, Statement

Arithmetic = Callable[[Interval, Interval], Interval]


def audit(figures: Mapping[Case, Statement]) -> Iterator[Change]:
    """A `discrepancy` for each growth, change or multiple that the levels of both periods contradict.

    `figures` holds the current figure of each case.
    """
    levels = {
        (case.series.indicator, case.series.subject, case.period): statement
        for case, statement in figures.items()
        if case.series.measure is Measure.LEVEL
    }
    for case, stated in figures.items():
        since = _base(case)
        if not since:
            continue
        series = case.series
        now = levels.get((series.indicator, series.subject, case.period))
        then = levels.get((series.indicator, series.subject, since))
        if now and then and now.observation.unit == then.observation.unit:
            change = _check(stated, now, then)
            if change:
                yield change


def _base(case: Case) -> str:
    """The period a stated movement is held against; empty where there is none to compute with."""
    if case.series.measure not in (Measure.GROWTH, Measure.CHANGE, Measure.MULTIPLE):
        return ""
    if case.series.base:
        return case.series.base if re.match(r"\d{4}", case.series.base) else ""
    return "" if case.series.measure is Measure.MULTIPLE else year_before(case.period)


def _check(stated: Statement, now: Statement, then: Statement) -> Change | None:
    spans = interval(now.observation), interval(then.observation), interval(stated.observation)
    a, b, claim = spans
    if not (a.bounded and b.bounded) or b.low <= 0 or a.low < 0:
        return None
    x, y = now.observation.value, then.observation.value
    provisional = False
    match stated.observation.measure:
        case Measure.GROWTH:
            computed = Interval((a.low / b.high - 1) * 100, (a.high / b.low - 1) * 100)
            shown = f"{_plain(x)} / {_plain(y)} − 1 = {_rounded((x / y - 1) * 100)} %"
        case Measure.CHANGE:
            # 2.6 risen by 0.12 was known to 0.01 and is 2.60; only if it was not can the sum still be right.
            exact = _narrowed(a, x, claim.width)
            provisional = Interval(a.low - b.high, a.high - b.low).meets(claim)
            computed = Interval(exact.low - b.high, exact.high - b.low)
            shown = f"{_plain(x)} − {_plain(y)} = {_plain(x - y)}"
        case _:
            computed = Interval(a.low / b.high, a.high / b.low)
            shown = f"{_plain(x)} / {_plain(y)} = {_rounded(x / y)}"
    if computed.meets(claim):
        return None
    note = f"{shown}, stated {stated.observation.quote}"
    return Change(kind=ChangeKind.DISCREPANCY, after=stated, before=then, note=note, provisional=provisional)


def _narrowed(span: Interval, value: Decimal, width: Decimal) -> Interval:
    return Interval(max(span.low, value - width / 2), min(span.high, value + width / 2))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _rounded(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')).normalize():f}"
