"""What does each next statement mean?  One story a case, told in the words of the press."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from monitor.diff import History, diff, statements_of, tell
from monitor.types import Article, Change, ChangeKind, Measure, Observation, Standing, Status
from tests.diff.gold import Known

SENSES = {
    "up": Known("up", "flow"),
    "down": Known("down", "ratio"),
    "stock": Known("up", "stock"),
    "none": Known("none", "ratio"),
}
BOUNDS = {"超过": ">", "不低于": ">=", "不足": "<", "控制在": "<=", "约": "~"}
STATUSES = {"力争": Status.TARGET, "预计": Status.ESTIMATE, "预测": Status.FORECAST}
UNITS = {"%": Measure.GROWTH, "个百分点": Measure.CHANGE, "倍": Measure.MULTIPLE, "位": Measure.RANK}


def read(words: str, period: str, indicator: str, base: str | None = None) -> Observation:
    """An observation from words like 力争超过5.8万家; the extractor proper is tested elsewhere."""
    match = re.fullmatch(r"(力争|预计|预测)?(超过|不低于|不足|控制在|约)?([\d.]+)(万)?(.+)", words)
    assert match, words
    status, bound, number, scale, unit = match.groups()
    return Observation(
        quote=words.removeprefix(status or ""),
        sentence=words,
        subject="重庆市",
        indicator=indicator,
        concept=indicator if indicator in SENSES else None,
        period=period,
        status=STATUSES.get(status, Status.ACTUAL),
        measure=UNITS.get(unit, Measure.LEVEL),
        value=Decimal(number) * (10000 if scale else 1),
        unit=unit,
        comparator=BOUNDS.get(bound, "="),
        base=base,
    )


def story(text: str, indicator: str = "up") -> list[str]:
    """Each line `day publisher period words`; what it all means, in words."""
    said = []
    for number, line in enumerate(text.strip().splitlines()):
        day, publisher, period, words, *base = line.split()
        said += statements_of(article_on(number, day, publisher), [read(words, period, indicator, *base)])
    return [meaning(change) for change in tell(said, History(concepts=SENSES)).changes]


def meaning(change: Change) -> str:
    after = change.after.observation.quote if change.after else ""
    before = change.before.observation.quote if change.before else ""
    parts = [change.kind.value, after, before and f"< {before}", "?" if change.provisional else ""]
    return " ".join(part for part in parts if part)


STORIES = {
    "the first figure is new": ("2024-02-01 日报 2023 7565家", ["new_figure 7565家"]),
    "the first target is new": ("2024-02-01 日报 2024 力争超过8500家", ["new_target 超过8500家"]),
    "the same figure elsewhere confirms": (
        "2024-02-01 日报 2023 7565家\n2024-02-02 晨报 2023 7565家",
        ["new_figure 7565家", "confirmation 7565家 < 7565家"],
    ),
    "rounded it still confirms": (
        "2024-02-01 日报 2023 58524家\n2024-02-02 晨报 2023 5.85万家\n2024-02-03 晚报 2023 超过5.8万家",
        ["new_figure 58524家", "confirmation 5.85万家 < 58524家", "confirmation 超过5.8万家 < 58524家"],
    ),
    "the exact number refines the bound": (
        "2024-02-01 日报 2023 超过8000家\n2024-02-02 晨报 2023 8123家\n2024-02-03 日报 2023 超过8000家",
        ["new_figure 超过8000家", "refinement 8123家 < 超过8000家", "confirmation 超过8000家 < 8123家"],
    ),
    "estimate, then final": (
        "2024-01-05 日报 2023 预计2.45亿元\n2024-03-01 统计局 2023 2.48亿元",
        ["new_figure 2.45亿元", "revision 2.48亿元 < 2.45亿元"],
    ),
    "an old estimate printed late is no news": (
        "2024-01-05 日报 2023 预计2.45亿元\n2024-03-01 统计局 2023 2.48亿元\n"
        "2024-03-02 晚报 2023 预计2.45亿元",
        ["new_figure 2.45亿元", "revision 2.48亿元 < 2.45亿元", "confirmation 2.45亿元 < 2.45亿元"],
    ),
    "the same authority revises": (
        "2024-02-01 统计局 2023 100家\n2024-06-01 统计局 2023 105家",
        ["new_figure 100家", "revision 105家 < 100家"],
    ),
    "two publishers on one day conflict": (
        "2024-02-01 日报 2023 100家\n2024-02-01 晨报 2023 105家",
        ["new_figure 100家", "conflict 105家 < 100家"],
    ),
    "one paper says two things on one day": (
        "2024-02-01 日报 2023 100家\n2024-02-01 日报 2023 105家",
        ["new_figure 100家", "conflict 105家 < 100家"],
    ),
    "an estimate does not move a final figure": (
        "2024-03-01 统计局 2023 2.48亿元\n2024-03-02 晚报 2023 预计2.6亿元\n2024-03-03 晨报 2023 2.48亿元",
        ["new_figure 2.48亿元", "conflict 2.6亿元 < 2.48亿元", "confirmation 2.48亿元 < 2.48亿元"],
    ),
    "a final figure decides against an estimate's verdict for good": (
        "2023-02-01 日报 2023 力争7000家\n2024-03-01 统计局 2023 7100家\n2024-03-02 统计局 2023 预计6900家",
        [
            "new_target 7000家",
            "new_figure 7100家",
            "target_met 7100家 < 7000家",
            "conflict 6900家 < 7100家",
        ],
    ),
    "a conflict is told once": (
        "2024-02-01 日报 2023 100家\n2024-02-02 晨报 2023 105家\n2024-02-03 晚报 2023 105家\n"
        "2024-02-04 晚报 2023 105家\n2024-02-05 日报 2023 100家",
        [
            "new_figure 100家",
            "conflict 105家 < 100家",
            "confirmation 105家 < 105家",
            "confirmation 105家 < 105家",
            "confirmation 100家 < 100家",
        ],
    ),
    "a target raised": (
        "2024-01-01 日报 2024 力争超过8500家\n2024-05-01 日报 2024 力争超过9000家",
        ["new_target 超过8500家", "target_changed 超过9000家 < 超过8500家"],
    ),
    "a target restated in other words": (
        "2024-01-01 日报 2024 力争超过6万家\n2024-05-01 晨报 2024 力争60000家",
        ["new_target 超过6万家", "confirmation 60000家 < 超过6万家"],
    ),
    "met": (
        "2023-02-01 日报 2023 力争超过7000家\n2024-01-20 日报 2023 7565家",
        ["new_target 超过7000家", "new_figure 7565家", "target_met 7565家 < 超过7000家"],
    ),
    "exactly the number is not more than it": (
        "2023-02-01 日报 2023 力争超过7000家\n2024-01-20 日报 2023 7000家",
        ["new_target 超过7000家", "new_figure 7000家", "target_missed 7000家 < 超过7000家"],
    ),
    "missed for now, met in the end": (
        "2023-02-01 日报 2023 力争7000家\n2024-01-05 日报 2023 预计6990家\n2024-03-01 日报 2023 7005家",
        [
            "new_target 7000家",
            "new_figure 6990家",
            "target_missed 6990家 < 7000家 ?",
            "revision 7005家 < 6990家",
            "target_met 7005家 < 7000家",
        ],
    ),
    "met by an estimate, then for good": (
        "2023-02-01 日报 2023 力争7000家\n2024-01-05 日报 2023 预计7100家\n2024-03-01 日报 2023 7100家",
        [
            "new_target 7000家",
            "new_figure 7100家",
            "target_met 7100家 < 7000家 ?",
            "confirmation 7100家 < 7100家",
            "target_met 7100家 < 7000家",
        ],
    ),
    "in the middle of the year nothing is missed": (
        "2024-02-01 日报 2024 力争超过8500家\n2024-07-01 日报 2024 8000家",
        ["new_target 超过8500家", "new_figure 8000家"],
    ),
    "a bound that leaves it open decides nothing": (
        "2023-02-01 日报 2023 力争超过7000家\n2024-01-20 日报 2023 超过6500家",
        ["new_target 超过7000家", "new_figure 超过6500家"],
    ),
    "a figure rounded over the target decides provisionally": (
        "2025-02-01 日报 2025 力争不低于2.73亿元\n2026-01-20 日报 2025 2.7亿元",
        ["new_target 不低于2.73亿元", "new_figure 2.7亿元", "target_missed 2.7亿元 < 不低于2.73亿元 ?"],
    ),
    "a multi-year target waits for its year": (
        "2021-02-01 日报 2021/2025 力争10万家\n2024-01-20 日报 2023 12万家",
        ["new_target 10万家", "new_figure 12万家"],
    ),
    "growth since 2020 is not growth on the year": (
        "2024-02-01 日报 2023 12.6%\n2024-02-02 晨报 2023 500% 2020",
        ["new_figure 12.6%", "new_figure 500%"],
    ),
    "growth that agrees with our history is silent": (
        "2024-02-29 日报 2023 865.1亿元\n2025-02-20 日报 2024 12.6%\n2025-10-16 晨报 2024 974.24亿元",
        ["new_figure 865.1亿元", "new_figure 12.6%", "new_figure 974.24亿元"],
    ),
    "growth that does not": (
        "2024-02-29 日报 2023 865.1亿元\n2025-02-20 日报 2024 15.6%\n2025-10-16 晨报 2024 974.24亿元",
        [
            "new_figure 865.1亿元",
            "new_figure 15.6%",
            "new_figure 974.24亿元",
            "discrepancy 15.6% < 865.1亿元",
        ],
    ),
    "a multiple of a base year": (
        "2021-02-01 日报 2020 100家\n2025-02-20 日报 2024 210家\n2025-03-16 晨报 2024 2.8倍 2020",
        ["new_figure 100家", "new_figure 210家", "new_figure 2.8倍", "discrepancy 2.8倍 < 100家"],
    ),
    "a forecast promises nothing": (
        "2023-02-01 日报 2023 力争7000家\n2023-03-01 日报 2023 预测7100家",
        ["new_target 7000家", "new_figure 7100家 ?"],
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_story(name: str) -> None:
    text, expected = STORIES[name]
    assert sorted(story(text)) == sorted(expected)


def test_lower_is_better() -> None:
    told = story("2023-02-01 日报 2023 力争5.5人\n2024-01-20 日报 2023 5.2人", "down")
    assert "target_met 5.2人 < 5.5人" in told


def test_a_ceiling_is_a_ceiling_whatever_the_catalogue_says() -> None:
    told = story("2023-02-01 日报 2023 力争控制在5.5人\n2024-01-20 日报 2023 5.7人", "up")
    assert "target_missed 5.7人 < 控制在5.5人" in told


def test_nobody_knows_which_way_is_good() -> None:
    told = story("2023-02-01 日报 2023 力争5.5人\n2024-01-20 日报 2023 5.7人", "没人知道")
    assert sorted(told) == ["new_figure 5.7人", "new_target 5.5人"]


def test_better_rank_is_lower() -> None:
    told = story("2024-02-01 日报 2024 力争7位\n2025-01-20 日报 2024 6位", "up")
    assert "target_met 6位 < 7位" in told


STOCKS = {
    "printed again on another day": (
        "2025-10-16 晨报 2025-10-16 9123家\n2025-10-20 日报 2025-10-20 9123家",
        ["new_figure 9123家", "confirmation 9123家 < 9123家"],
    ),
    "printed again in the new year": (
        "2025-12-20 晨报 2025-12-20 9123家\n2026-01-04 日报 2026-01-04 9123家",
        ["new_figure 9123家", "confirmation 9123家 < 9123家"],
    ),
    "no more than was known": (
        "2024-01-23 日报 2023 7565家\n2024-02-01 晨报 2024-02-01 超过7500家\n2024-02-02 晨报 2024-02-02 超过7600家",
        ["new_figure 7565家", "confirmation 超过7500家 < 7565家", "new_figure 超过7600家"],
    ),
    "more of them than last time": (
        "2025-10-16 晨报 2025-10-16 9123家\n2025-11-20 日报 2025-11-20 9187家",
        ["new_figure 9123家", "new_figure 9187家"],
    ),
    "last year's figure given as of today": (
        "2024-01-23 日报 2023 7565家\n2024-02-29 日报 2024-02-29 7565家",
        ["new_figure 7565家", "confirmation 7565家 < 7565家"],
    ),
    "an as-of figure never overwrites the year's": (
        "2025-10-16 晨报 2025-10-16 9123家\n2026-01-20 日报 2025 9500家",
        ["new_figure 9123家", "new_figure 9500家"],
    ),
    "the last day of the year is the year": (
        "2024-01-05 日报 2023-12-31 7565家\n2024-01-23 日报 2023 7565家",
        ["new_figure 7565家", "confirmation 7565家 < 7565家"],
    ),
    "a stock's five-year target is due in the last year": (
        "2021-02-01 日报 2021/2025 力争10万家\n2026-01-20 日报 2025 12万家",
        ["new_target 10万家", "new_figure 12万家", "target_met 12万家 < 10万家"],
    ),
}


@pytest.mark.parametrize("name", STOCKS)
def test_stock(name: str) -> None:
    text, expected = STOCKS[name]
    assert sorted(story(text, "stock")) == sorted(expected)


def test_an_article_that_recalls_its_estimate_tells_the_figure() -> None:
    said = [read("预计2.45亿元", "2023", "up"), replace(read("2.48亿元", "2023", "up"), start=9)]
    changes = diff(article_on(0, "2024-02-20"), said, History(concepts=SENSES))
    assert {meaning(c) for c in changes if c.standing is Standing.NEWS} == {"new_figure 2.48亿元"}


def test_a_headline_without_a_year_is_no_target_of_its_own() -> None:
    headline = read("力争超过7000家", "2023-02-24", "stock")
    said = [headline, replace(read("力争超过7000家", "2023", "stock"), start=50)]
    changes = diff(article_on(0, "2023-02-24"), said, History(concepts=SENSES))
    assert sorted((c.kind.value, c.after.observation.period) for c in changes if c.after) == [
        ("confirmation", "2023-02-24"),
        ("new_target", "2023"),
    ]


def test_progress_towards_the_target_of_the_year() -> None:
    target = statements_of(article_on(0, "2025-02-20"), [read("力争超过9000家", "2025", "stock")])
    said = statements_of(article_on(1, "2025-10-16"), [read("9123家", "2025-10-16", "stock")])
    [figure] = [c for c in tell([*target, *said], History(concepts=SENSES)).changes if c.after in said]
    assert figure.note == "9123家 / 2025: 超过9000家"


def test_late_article_only_puts_history_right() -> None:
    """The later article came first and was told; the earlier one is no second news."""
    later = statements_of(article_on(1, "2024-02-29"), [read("7565家", "2023", "stock")])
    changes = diff(
        article_on(0, "2024-01-23"),
        [read("7565家", "2023", "stock")],
        History(statements=tuple(later), concepts=SENSES),
    )
    assert {(c.kind, c.standing) for c in changes} == {
        (ChangeKind.NEW_FIGURE, Standing.SILENT),
        (ChangeKind.CONFIRMATION, Standing.SILENT),
        (ChangeKind.NEW_FIGURE, Standing.WITHDRAWN),
    }


def test_a_late_first_figure_makes_no_news_of_the_revision_told_as_new() -> None:
    later = statements_of(article_on(1, "2024-06-01"), [read("105家", "2023", "up")])
    changes = diff(
        article_on(0, "2024-01-23"),
        [read("100家", "2023", "up")],
        History(statements=tuple(later), concepts=SENSES),
    )
    assert {(meaning(c), c.standing) for c in changes} == {
        ("new_figure 100家", Standing.SILENT),
        ("revision 105家 < 100家", Standing.SILENT),
        ("new_figure 105家", Standing.WITHDRAWN),
    }


def test_a_late_target_is_news_and_so_is_what_became_of_it() -> None:
    later = statements_of(article_on(1, "2024-06-01"), [read("105家", "2023", "up")])
    changes = diff(
        article_on(0, "2023-01-23"),
        [read("力争100家", "2023", "up")],
        History(statements=tuple(later), concepts=SENSES),
    )
    assert {(meaning(c), c.standing) for c in changes} == {
        ("new_target 100家", Standing.NEWS),
        ("target_met 105家 < 100家", Standing.NEWS),
    }


def test_an_article_that_contradicts_itself_is_no_news_and_its_first_words_stand() -> None:
    said = [
        replace(read(words, "2024", "up"), start=place)
        for place, words in enumerate(["约361亿元", "91.5亿元", "360.8亿元"])
    ]
    changes = diff(article_on(0, "2025-02-20"), said, History(concepts=SENSES))
    assert {(meaning(c), c.standing) for c in changes} == {
        ("new_figure 360.8亿元", Standing.NEWS),
        ("confirmation 约361亿元 < 360.8亿元", Standing.SILENT),
        ("conflict 91.5亿元 < 360.8亿元", Standing.SILENT),
    }


def article_on(number: int, day: str, publisher: str = "日报") -> Article:
    url = f"https://press.test/{number}"
    return Article(url=url, publisher=publisher, published=date.fromisoformat(day), text=day)
