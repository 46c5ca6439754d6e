"""Ten years of press with a known truth: who says what when, and exactly what that must mean.

Every case (indicator, area, year) follows one script. A script says what is printed and, typed beside it,
the changes that must come of it. Numbers are drawn; what they mean is not computed but known from how they
were drawn.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from monitor.types import Article, Change, Measure, Observation, Status
from tests.diff.gold import Known

Line = tuple[str, str, str, str, str, str, str, bool]
"""kind, indicator, area, period, measure, words after, words before, provisional."""

PAPERS = ["晚报", "日报", "晨报", "商报"]  # in order of their characters: 商 < 日 < 晚 < 晨


@dataclass
class Case:
    """One indicator in one area in one year, and what its script has printed so far."""

    indicator: str
    area: str
    year: int
    number: int
    """The true figure, exact."""
    before: int | None
    """The year before, where it is known exactly and undisputed."""
    press: Press
    final: int | None = None
    """The figure that stands in the end, if exact and undisputed: what next year's growth is held to."""

    def say(
        self, day: date, paper: str, words: str, edition: int = 0, slot: str = "", **fields: object
    ) -> None:
        self.press.say(self, day, paper, words, edition, slot, **fields)

    def expect(
        self, kind: str, after: str, before: str = "", *, measure: str = "level", unsure: bool = False
    ) -> None:
        line = (kind, self.indicator, self.area, str(self.year), measure, after, before, unsure)
        self.press.truth[line] += 1

    @property
    def plan(self) -> date:
        return date(self.year, 2, 10)

    @property
    def report(self) -> date:
        return date(self.year + 1, 2, 20)


@dataclass
class Press:
    """All articles: statements by address and edition, and the truth."""

    rng: random.Random
    pages: dict[tuple[str, int], list[Observation]] = field(default_factory=lambda: defaultdict(list))
    head: dict[str, tuple[str, date]] = field(default_factory=dict)
    truth: Counter[Line] = field(default_factory=Counter)

    def say(
        self, case: Case, day: date, paper: str, words: str, edition: int, slot: str, **fields: object
    ) -> None:
        """Print words in the paper of a day; cases of one area share pages unless `slot` sets them apart."""
        url = f"https://press.test/{paper}/{day}/{case.area}/{slot}"
        self.head[url] = (paper, day)
        said = observation(words, case.indicator, case.area, str(case.year), **fields)
        place = len(self.pages[url, edition])
        self.pages[url, edition].append(replace(said, start=place, end=place + 1))

    def articles(self) -> Iterator[tuple[Article, list[Observation]]]:
        """Editions in order, day by day."""
        for url, edition in sorted(
            self.pages, key=lambda place: (place[1], self.head[place[0]][1], place[0])
        ):
            paper, day = self.head[url]
            text = f"{url} {edition}"
            article = Article(url=url, publisher=paper, published=day, text=text)
            yield article, self.pages[url, edition]


def observation(
    words: str,
    indicator: str,
    area: str,
    period: str,
    *,
    status: Status = Status.ACTUAL,
    measure: Measure = Measure.LEVEL,
    value: Decimal | None = None,
    comparator: str = "=",
    unit: str = "家",
) -> Observation:
    number = value if value is not None else Decimal(words.strip("超过约家%"))
    return Observation(
        quote=words,
        sentence=words,
        subject=area,
        indicator=indicator,
        concept=indicator if indicator.startswith("c") else None,
        period=period,
        status=status,
        measure=measure,
        value=number,
        unit=unit,
        comparator=comparator,
        headline=True,
    )


def target(case: Case, day: date, number: int, paper: str = "日报") -> str:
    words = f"超过{number}家"
    case.say(day, paper, words, status=Status.TARGET, comparator=">")
    return words


def figure(case: Case, day: date, number: int, paper: str = "日报", **fields: object) -> str:
    words = f"{number}家"
    case.say(day, paper, words, **fields)
    return words


def met(case: Case) -> None:
    aim = target(case, case.plan, case.number - 7)
    got = figure(case, case.report, case.number)
    case.expect("new_target", aim)
    case.expect("new_figure", got)
    case.expect("target_met", got, aim)
    case.final = case.number


def missed(case: Case) -> None:
    aim = target(case, case.plan, case.number + 7)
    got = figure(case, case.report, case.number)
    case.expect("new_target", aim)
    case.expect("new_figure", got)
    case.expect("target_missed", got, aim)
    case.final = case.number


def raised(case: Case) -> None:
    first = target(case, case.plan, case.number - 500)
    second = target(case, case.plan + timedelta(days=90), case.number + 3, "晚报")
    got = figure(case, case.report, case.number)
    case.expect("new_target", first)
    case.expect("target_changed", second, first)
    case.expect("new_figure", got)
    case.expect("target_missed", got, second)
    case.final = case.number


def restated(case: Case) -> None:
    first = target(case, case.plan, case.number - 500)
    second = target(case, case.plan + timedelta(days=9), case.number - 500, "晚报")
    case.expect("new_target", first)
    case.expect("confirmation", second, first)


def rounded(case: Case) -> None:
    got = figure(case, case.report, case.number)
    near = Decimal(case.number).quantize(Decimal(1000))
    words = f"{near / 10000:f}万家"
    case.say(case.report + timedelta(days=1), "晚报", words, value=near)
    case.expect("new_figure", got)
    case.expect("confirmation", words, got)
    case.final = case.number


def refined(case: Case) -> None:
    low = case.number - case.number % 1000
    words = f"超过{low}家"
    case.say(case.report, "日报", words, comparator=">")
    got = figure(case, case.report + timedelta(days=9), case.number, "晚报")
    case.expect("new_figure", words)
    case.expect("refinement", got, words)
    case.final = case.number


def settled(case: Case) -> None:
    aim = target(case, case.plan, case.number - 7)
    guess = figure(case, case.report - timedelta(days=30), case.number - 40, status=Status.ESTIMATE)
    got = figure(case, case.report, case.number, "晚报")
    case.expect("new_target", aim)
    case.expect("new_figure", guess)
    case.expect("target_missed", guess, aim, unsure=True)
    case.expect("revision", got, guess)
    case.expect("target_met", got, aim)
    case.final = case.number


def revised(case: Case) -> None:
    got = figure(case, case.report, case.number)
    better = figure(case, case.report + timedelta(days=120), case.number + 11)
    case.expect("new_figure", got)
    case.expect("revision", better, got)
    case.final = case.number + 11


def disputed(case: Case) -> None:
    first = figure(case, case.report, case.number, "日报")
    other = figure(case, case.report, case.number + 18, "晚报")
    again = figure(case, case.report + timedelta(days=2), case.number + 18, "晨报")
    case.expect("new_figure", first)
    case.expect("conflict", other, first)
    case.expect("confirmation", again, other)


def reprinted(case: Case) -> None:
    words = f"{case.number}家"
    for number, paper in enumerate(PAPERS):
        case.say(case.report + timedelta(days=number), paper, words)
    case.expect("new_figure", words)
    for _ in PAPERS[1:]:
        case.expect("confirmation", words, words)
    case.final = case.number


def corrected(case: Case) -> None:
    slot = f"{case.indicator}-edited"
    wrong = figure(case, case.report, case.number - 90, slot=slot)
    right = figure(case, case.report, case.number, slot=slot, edition=1)
    case.expect("revision", right, wrong)
    case.expect("new_figure", right)
    case.final = case.number


def retracted(case: Case) -> None:
    slot = f"{case.indicator}-edited"
    other = figure(case, case.report, case.number, slot=slot)
    aim = target(case, case.plan, case.number)
    # The second edition keeps another statement, so that it is an edition at all.
    case.say(case.report, "日报", "12345家", 1, slot, status=Status.FORECAST)
    case.expect("new_target", aim)
    case.expect("retraction", "", other)
    case.expect("new_figure", "12345家", unsure=True)


def grown(case: Case) -> None:
    got = figure(case, case.report, case.number)
    case.expect("new_figure", got)
    case.final = case.number
    if case.before is None:
        return
    growth = (Decimal(case.number) / case.before - 1) * 100
    stated = growth.quantize(Decimal("0.1"))
    wrong = case.press.rng.random() < 0.5
    words = f"{stated + 5 if wrong else stated}%"
    case.say(case.report, "日报", words, measure=Measure.GROWTH, unit="%")
    case.expect("new_figure", words, measure="growth")
    if wrong:
        case.expect("discrepancy", words, f"{case.before}家", measure="growth")


SCRIPTS: list[Callable[[Case], None]] = [
    met, missed, raised, restated, rounded, refined, settled, revised, disputed, reprinted, corrected,
    retracted, grown, grown, grown,
]  # fmt: skip


def write(*, indicators: int, areas: int, years: int, seed: int = 7) -> Press:
    """Everything printed about so many indicators (every fourth unknown to the catalogue) and areas."""
    rng = random.Random(seed)
    press = Press(rng)
    for i in range(indicators):
        name = f"open{i}" if i % 4 == 3 else f"c{i}"
        if name.startswith("open"):
            _debut(press, name)
        for a in range(areas):
            before: int | None = None
            for year in range(2014, 2014 + years):
                number = rng.randrange(20001, 90000)
                number += number % 1000 in (0, 500)  # never on the edge of a rounding
                case = Case(name, f"区{a}", year, number, before, press)
                rng.choice(SCRIPTS)(case)
                before = case.final
    return press


def _debut(press: Press, name: str) -> None:
    """The day an unknown name is first printed, before everything else."""
    case = Case(name, "区新", 2010, 5, None, press)
    figure(case, date(2011, 1, 1), 5, slot=name)
    case.expect("new_figure", "5家")
    case.expect("new_indicator", "5家")


def concepts(indicators: int) -> dict[str, Known]:
    return {f"c{i}": Known("up", "flow") for i in range(indicators) if i % 4 != 3}


def lines(changes: list[Change]) -> Counter[Line]:
    """Changes in the words of the truth."""
    counted: Counter[Line] = Counter()
    for change in changes:
        about = change.after or change.before
        assert about
        o = about.observation
        after = change.after.observation.quote if change.after else ""
        before = change.before.observation.quote if change.before else ""
        place = (o.indicator, o.subject, o.period, o.measure.value)
        counted[(change.kind.value, *place, after, before, change.provisional)] += 1
    return counted
