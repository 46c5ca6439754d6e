"""Was the promise kept?  Holds a figure against the target of the same period."""

from __future__ import annotations

from decimal import Decimal

from monitor.diff.interval import interval, printed, words
from monitor.diff.point import Sense
from monitor.types import Change, ChangeKind, Measure, Observation, Statement, Status


def judge(target: Statement, figure: Statement, sense: Sense | None, *, early: bool) -> Change | None:
    """Met or missed; None while the figure decides nothing.

    `early`: the figure was published before the period was over. It can meet a target, provisionally; it
    cannot miss one.
    """
    aim, got = target.observation, figure.observation
    upwards = _upwards(aim, sense)
    if upwards is None:
        return None
    met = _reaches(aim, got, upwards)
    if met is None or (early and not met):
        return None
    rounding = printed(got)
    unsure = threshold(aim, upwards) in rounding and threshold(aim, upwards) != got.value
    return Change(
        kind=ChangeKind.TARGET_MET if met else ChangeKind.TARGET_MISSED,
        after=figure,
        before=target,
        note=f"{words(got)} / {words(aim)}",
        provisional=early or unsure or got.status is Status.ESTIMATE,
    )


def threshold(aim: Observation, upwards: bool) -> Decimal:
    """The number a figure must reach."""
    return aim.value if upwards or aim.value_high is None else aim.value_high


def _upwards(aim: Observation, sense: Sense | None) -> bool | None:
    """Whether more is better. The target's own bound word decides, then the catalogue; else nobody knows."""
    if aim.measure is Measure.RANK:
        return False
    if aim.comparator in (">", ">="):
        return True
    if aim.comparator in ("<", "<="):
        return False
    if sense is None or sense.direction not in ("up", "down"):
        return None
    return sense.direction == "up"


def _reaches(aim: Observation, got: Observation, upwards: bool) -> bool | None:
    goal, span = threshold(aim, upwards), interval(got)
    strict = aim.comparator in (">", "<")
    if got.comparator in (">", ">=", "<", "<="):
        if upwards:
            return True if span.low >= goal else False if span.high <= goal else None
        return True if span.high <= goal else False if span.low >= goal else None
    if aim.comparator == "~" and goal in printed(got):
        return True
    value = got.value if got.value_high is None or upwards else got.value_high
    if value == goal:
        return not strict
    return value > goal if upwards else value < goal
