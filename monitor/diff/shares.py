"""Is a stated share the part over the whole?  占比, held against the two figures it is made of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from monitor.diff.audit import rounded
from monitor.diff.interval import Interval, interval, words
from monitor.diff.point import Case, History, Side, case_of, normal, side_of
from monitor.types import Change, ChangeKind, Measure, Statement, Status

_NAMED = re.compile(r"(?P<part>.+?)占(?P<whole>.+?)的?(?:比重|比例|份额)")


def shares(figures: Mapping[Case, Statement], history: History) -> Iterator[Change]:
    """A `discrepancy` for each share whose part and whole, by the catalogue, give another one.

    `figures` holds the current figure of each case; whichever article printed them.
    """
    levels: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for case, figure in figures.items():
        if case.series.measure is Measure.LEVEL:
            levels[case.series.indicator, case.series.subject, case.period].append(figure)
    for case, stated in figures.items():
        sense = history.concepts.get(case.series.indicator)
        if sense and sense.share and _is_share(stated):
            part, whole = (levels.get((one, case.series.subject, case.period), ()) for one in sense.share)
            yield from _held(stated, part, whole)


def shares_by_name(statements: Iterable[Statement], history: History) -> Iterator[Change]:
    """The same for what no catalogue knows, inside one article: X占Y比重 beside X and Y."""
    articles: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        o = statement.observation
        if o.measure is Measure.LEVEL and side_of(o) is Side.FIGURE:
            articles[statement.url].append(statement)
    for said in articles.values():
        for stated in said:
            named = _NAMED.fullmatch(normal(stated.observation.indicator))
            if named and not stated.observation.concept and _is_share(stated):
                beside = [s for s in said if _time_and_place(s, history) == _time_and_place(stated, history)]
                part, whole = (_called(named[one], beside) for one in ("part", "whole"))
                yield from _held(stated, part, whole)


def wrong_share(whole: Statement, part: Statement, share: Statement) -> Iterator[Change]:
    """A `discrepancy` unless part / whole can be the share, each at the precision it was printed with."""
    a, b = interval(part.observation), interval(whole.observation)
    if not (a.bounded and b.bounded) or b.low <= 0:
        return
    computed = Interval(a.low / b.high * 100, a.high / b.low * 100)
    if not computed.meets(interval(share.observation)):
        value = rounded(part.observation.value / whole.observation.value * 100)
        shown = f"{words(part.observation)} / {words(whole.observation)} = {value}%"
        yield Change(
            kind=ChangeKind.DISCREPANCY,
            after=share,
            before=part,
            note=f"{shown} ≠ {words(share.observation)}",
            provisional=any(s.observation.status is Status.ESTIMATE for s in (whole, part, share)),
        )


def _held(stated: Statement, parts: Sequence[Statement], wholes: Sequence[Statement]) -> Iterator[Change]:
    """Against the most exact figures; silent as soon as any of those printed fits."""
    found = [
        list(wrong_share(whole, part, stated))
        for part in sorted(parts, key=_width)
        for whole in sorted(wholes, key=_width)
        if part.observation.unit == whole.observation.unit != "%"
    ]
    if found and all(found):
        yield from found[0]


def _is_share(statement: Statement) -> bool:
    return statement.observation.unit == "%" and statement.observation.measure is Measure.LEVEL


def _width(statement: Statement) -> Decimal:
    return interval(statement.observation).width


def _time_and_place(statement: Statement, history: History) -> tuple[str, str]:
    return case_of(statement.observation, history).period, statement.observation.subject


def _called(name: str, statements: Iterable[Statement]) -> list[Statement]:
    return [s for s in statements if normal(s.observation.indicator) == name]
