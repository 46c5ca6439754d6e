"""Which statements speak of the same thing?  Series, cases and the order of publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from monitor.types import Measure, Observation, Statement, Status

COUNTED = frozenset("家个户件项人名位所座条台辆种例篇次处宗只艘架套支")
"""Classifiers that only count: 9123家 and 9123个 say the same of one indicator."""
FINALITY = {Status.FORECAST: 0, Status.ESTIMATE: 1, Status.ACTUAL: 2, Status.TARGET: 2}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
YEAR = re.compile(r"\d{4}")
_WHOLE_MONTHS = re.compile(r"(\d{4}-\d\d)-01/(\d{4}-(?:(?:0[13578]|1[02])-31|(?:0[469]|11)-30|02-2[89]))")


class Sense(Protocol):
    """What the catalogue knows of an indicator."""

    @property
    def direction(self) -> str:
        """`up`, `down` or `none`: which way is good."""

    @property
    def kind(self) -> str:
        """`stock`, `flow`, `ratio`, `index` or `rank`; empty where unknown."""

    @property
    def share(self) -> tuple[str, str] | None:
        """For a ratio, the concepts it is the part and the whole of: R&D expenditure in GDP."""


class Side(StrEnum):
    """What a statement of a case is: its figures and its target are two points, a forecast a third."""

    FIGURE = "figure"
    TARGET = "target"
    FORECAST = "forecast"


class Series(NamedTuple):
    """What is counted, of whom, and in which way: everything of a point but its time."""

    indicator: str
    subject: str
    measure: Measure
    scope: str
    base: str
    unit: str


class Case(NamedTuple):
    """One series in one reference period: its targets and its figures."""

    series: Series
    period: str

    @property
    def as_of(self) -> bool:
        """Whether this is the state of one day."""
        return DAY.fullmatch(self.period) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Everything said before that the new statements can touch."""

    statements: tuple[Statement, ...] = ()
    """All that stand, of the same cases and their neighbours in time, and all of the same article."""
    first: Mapping[str, Statement] = field(default_factory=dict)
    """The earliest statement of each open-vocabulary name, articles other than this one."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names merged by a person: normalised name -> the name or concept it stands for."""
    concepts: Mapping[str, Sense] = field(default_factory=dict)


def normal(name: str) -> str:
    """An indicator name as it is compared: without spaces, quotation marks and case."""
    return re.sub(r"[\s“”\"'‘’《》]", "", name).casefold()


def indicator_of(observation: Observation, names: Mapping[str, str]) -> str:
    """The catalogue concept, or the normalised name where there is none."""
    name = observation.concept or normal(observation.indicator)
    return names.get(name, name)


def side_of(observation: Observation) -> Side:
    match observation.status:
        case Status.TARGET:
            return Side.TARGET
        case Status.FORECAST:
            return Side.FORECAST
        case _:
            return Side.FIGURE


def family_of(observation: Observation, names: Mapping[str, str]) -> str:
    """Indicator and subject: what arithmetic can connect across measures."""
    return f"{indicator_of(observation, names)}|{observation.subject}"


def case_of(observation: Observation, history: History) -> Case:
    """Where an observation belongs."""
    indicator = indicator_of(observation, history.names)
    sense = history.concepts.get(indicator)
    period = _period(observation, sense)
    unit = "个" if observation.unit in COUNTED else observation.unit
    base = _base(observation, period, sense)
    series = Series(indicator, observation.subject, observation.measure, observation.scope or "", base, unit)
    return Case(series, period)


def _base(observation: Observation, period: str, sense: Sense | None) -> str:
    """What a movement is held against, in one spelling; empty is the year before, but not for a multiple:
    翻番 without a year is the double of nobody knows what.
    """
    base = observation.base or ""
    if observation.measure is Measure.MULTIPLE:
        base = year_before(period) if base == "yoy" else base
    elif base in ("yoy", year_before(period)):
        return ""
    return _spelled(base, sense.kind if sense else "")


def _period(observation: Observation, sense: Sense | None) -> str:
    """The reference period in one spelling; for a stock the year's end is the year."""
    kind = sense.kind if sense else ""
    if observation.measure not in (Measure.LEVEL, Measure.RANK):
        return _spelled(observation.period, "")
    period = _spelled(observation.period, kind)
    # 十四五 as the time of a target is its last year, but for a flow: that adds up over all five.
    due = observation.status is Status.TARGET and kind in ("stock", "ratio", "index", "rank")
    if due and re.fullmatch(r"\d{4}/\d{4}", period):
        return period[5:]
    return period


def _spelled(period: str, kind: str) -> str:
    """2024-01-01/2024-06-30 as 2024-01/2024-06, twelve months as their year, a stock's year's end too."""
    match = _WHOLE_MONTHS.fullmatch(period)
    period = f"{match[1]}/{match[2][:7]}" if match else period
    end = r"|(\d{4})-12(-31)?" if kind == "stock" else ""
    return period[:4] if re.fullmatch(rf"(\d{{4}})-01/\1-12{end}", period) else period


def year_before(period: str, years: int = 1) -> str:
    """The same period some years earlier: 2023 for 2024, 2023-01/2023-06 for 2024-01/2024-06."""
    return re.sub(r"\d{4}(?=-|/|$)", lambda match: str(int(match[0]) - years), period)


def ends(period: str) -> date:
    """The first day after the period; a period nobody can read never ends."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", period.rsplit("/", 1)[-1])
    try:
        year, month, day = (int(part) if part else 0 for part in match.groups()) if match else (0, 0, 0)
        if day:
            return date(year, month, day) + timedelta(days=1)
        if month:
            return date(year + month // 12, month % 12 + 1, 1)
        return date(year + 1, 1, 1) if match else date.max
    except ValueError:
        return date.max


def shelves(observation: Observation, history: History) -> dict[str, str | None]:
    """Where history keeps an observation: by period, by the year it is part of, by its base."""
    family = family_of(observation, history.names)
    case = case_of(observation, history)
    period, base = case.period, case.series.base
    return {
        "shelf": f"{family}@{period}",
        "year_shelf": None if YEAR.fullmatch(period) else f"{family}@{period[:4]}-*",
        "base_shelf": f"{family}@{base}" if YEAR.match(base) else None,
    }


def touched(observations: Iterable[Observation], history: History) -> set[str]:
    """The shelves of everything the observations can be held against; `history` needs no statements."""
    places, shared = set(), _shares(history.concepts)
    for observation in observations:
        family = family_of(observation, history.names)
        case = case_of(observation, history)
        years = {case.period[:4], year_before(case.period[:4]), year_before(case.period[:4], -1)}
        near = years | {case.period, year_before(case.period), year_before(case.period, -1)}
        if case.series.base:
            near.add(case.series.base)
        if case.as_of or (case.period in years and observation.measure in (Measure.LEVEL, Measure.RANK)):
            near |= {f"{year}-*" for year in years}  # the days it repeats, or whose progress it decides
        places |= {f"{family}@{place}" for place in near}
        if observation.measure is Measure.LEVEL:
            others = shared.get(case.series.indicator, ())
            places |= {f"{other}|{observation.subject}@{case.period}" for other in others}
    return places


def _shares(concepts: Mapping[str, Sense]) -> dict[str, set[str]]:
    """Concept -> those that a share connects it with: the share, its part, its whole."""
    connected: dict[str, set[str]] = {}
    for one, sense in concepts.items():
        if sense.share:
            for member in (one, *sense.share):
                connected.setdefault(member, set()).update((one, *sense.share))
    return connected


def published_order(statement: Statement) -> tuple[date, str, str, int, int]:
    """Order of publication; inside one article the order of reading."""
    place = (statement.observation.start, statement.repeat)
    return (statement.published, statement.publisher, statement.url, *place)
