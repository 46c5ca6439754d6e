"""Do the numbers add up?  Stated growth, change and multiples against what our own history gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from monitor.diff.interval import Interval, interval, words
from monitor.diff.point import Case, year_before
from monitor.types import Change, ChangeKind, Measure, Statement, Status

MOVEMENTS = (Measure.GROWTH, Measure.CHANGE, Measure.MULTIPLE)


def audit(figures: Mapping[Case, Statement]) -> Iterator[Change]:
    """A `discrepancy` for each growth, change or multiple that the levels of both periods contradict.

    `figures` holds the current figure of each case.
    """
    levels: dict[tuple[str, str, str], list[Case]] = {}
    for case in figures:
        if case.series.measure is Measure.LEVEL:
            levels.setdefault((case.series.indicator, case.series.subject, case.period), []).append(case)
    for case, stated in figures.items():
        since = base_period(case)
        for now in levels.get((case.series.indicator, case.series.subject, case.period), ()):
            then = figures.get(Case(now.series, since))
            if then is not None:
                yield from _check(stated, figures[now], then)


def base_period(case: Case) -> str:
    """The period a stated movement is held against; empty where there is none to compute with."""
    series, period = case
    if series.measure not in MOVEMENTS:
        return ""
    if series.base:
        return series.base if re.match(r"\d{4}", series.base) else ""
    within_a_year = re.fullmatch(r"(\d{4})(-\d{2})?(/\1-\d{2})?", period)
    return year_before(period) if within_a_year and series.measure is not Measure.MULTIPLE else ""


def _check(stated: Statement, now: Statement, then: Statement) -> Iterator[Change]:
    a, b, claim = (interval(s.observation) for s in (now, then, stated))
    if not (a.bounded and b.bounded) or b.low <= 0 or a.low < 0:
        return
    x, y = now.observation, then.observation
    provisional = any(s.observation.status is Status.ESTIMATE for s in (now, then, stated))
    match stated.observation.measure:
        case Measure.GROWTH:
            computed = Interval((a.low / b.high - 1) * 100, (a.high / b.low - 1) * 100)
            shown = f"{words(x)} / {words(y)} − 1 = {rounded((x.value / y.value - 1) * 100)}%"
        case Measure.CHANGE:
            # 2.6 risen by 0.12 was known to 0.01 and is 2.60; only if it was not can the sum still be right.
            exact = _narrowed(a, x.value, claim.width)
            provisional |= Interval(a.low - b.high, a.high - b.low).meets(claim)
            computed = Interval(exact.low - b.high, exact.high - b.low)
            shown = f"{words(x)} − {words(y)} = {rounded(x.value - y.value)}"
        case _:
            computed = Interval(a.low / b.high, a.high / b.low)
            shown = f"{words(x)} / {words(y)} = {rounded(x.value / y.value)}"
    if not computed.meets(claim):
        note = f"{shown} ≠ {words(stated.observation)}"
        yield Change(
            kind=ChangeKind.DISCREPANCY, after=stated, before=then, note=note, provisional=provisional
        )


def _narrowed(span: Interval, value: Decimal, width: Decimal) -> Interval:
    return Interval(max(span.low, value - width / 2), min(span.high, value + width / 2))


def rounded(value: Decimal) -> str:
    """A computed number as it is shown: two places, no idle zeros."""
    return f"{value.quantize(Decimal('0.01')).normalize():f}"
