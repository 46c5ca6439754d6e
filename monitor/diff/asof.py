"""Is a day's state news?  Holds as-of figures against the last one, the years' figures and the target.

目前7565家 is a point of its own and never the year's figure; printed again next week it is the same news.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from monitor.diff.interval import interval, words
from monitor.diff.point import YEAR, Case, Series, published_order, year_before
from monitor.diff.timeline import Timeline
from monitor.types import Change, ChangeKind, Measure, Statement

FIRSTS = (ChangeKind.NEW_FIGURE, ChangeKind.NEW_TARGET)


def settle(cases: Mapping[Case, Timeline]) -> None:
    """Turn a first statement of a day that only repeats what was known into a confirmation.

    Works on the timelines in place; also notes what a new figure stood at before, and its target.
    """
    days: dict[Series, list[Case]] = defaultdict(list)
    for case in cases:
        if case.as_of:
            days[case.series].append(case)
    for group in days.values():
        last: Case | None = None
        for case in sorted(group, key=lambda c: c.period):
            told = cases[case]
            told.changes = [_settled(change, case, last, cases) for change in told.changes]
            last = case
    for case, told in cases.items():
        told.changes = [_noted(change, case, cases) for change in told.changes]


def _settled(change: Change, case: Case, last: Case | None, cases: Mapping[Case, Timeline]) -> Change:
    new = change.after
    if change.kind not in FIRSTS or new is None:
        return change
    target = change.kind is ChangeKind.NEW_TARGET
    year = case.period[:4]
    near = [last, Case(case.series, year), Case(case.series, year_before(year))]
    for place in near:
        told = cases.get(place) if place else None
        old = told and (told.target if target else told.figure)
        # The headline that gives no year stands before the sentence that does; one article, one news.
        if old and published_order(old)[:3] <= published_order(new)[:3] and repeats(old, new):
            return Change(kind=ChangeKind.CONFIRMATION, after=new, before=old)
    return change


def repeats(old: Statement, new: Statement) -> bool:
    """Whether `new` gives the number of `old` again, or a bound around it: 突破7500 after 7565."""
    a, b = interval(old.observation), interval(new.observation)
    within = b.low <= a.low and a.high <= b.high
    return within or (a.bounded and b.bounded and a.meets(b))


def _noted(change: Change, case: Case, cases: Mapping[Case, Timeline]) -> Change:
    """With the figure of a year earlier, and for part of a year its progress towards the year's target."""
    if change.kind is not ChangeKind.NEW_FIGURE or change.note or change.after is None:
        return change
    notes = []
    earlier = None if case.as_of else cases.get(Case(case.series, year_before(case.period)))
    if earlier and earlier.figure:
        notes.append(f"{earlier.figure.observation.period}: {words(earlier.figure.observation)}")
    if case.series.measure is Measure.LEVEL and not YEAR.fullmatch(case.period):
        year = case.period[:4]
        for period in (year, year_before(year)):
            told = cases.get(Case(case.series, period))
            if told and told.target and not (told.figure and period != year):
                aim = told.target.observation
                notes.append(f"{words(change.after.observation)} / {period}: {words(aim)}")
                break
    return replace(change, note="; ".join(notes)) if notes else change
