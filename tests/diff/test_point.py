"""Where does a statement belong?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from monitor.diff import History, case_of, normal
from monitor.diff.point import ends, year_before
from tests.diff.test_timeline import SENSES, read

HISTORY = History(concepts=SENSES)
PERIODS = [
    ("flow year", "up", "7565家", "2024-01/2024-12", "2024"),
    ("flow year by days", "up", "7565家", "2024-01-01/2024-12-31", "2024"),
    ("whole months", "up", "7565家", "2024-01-01/2024-06-30", "2024-01/2024-06"),
    ("odd days stay", "up", "7565家", "2024-01-05/2024-06-30", "2024-01-05/2024-06-30"),
    ("a stock at the year's end", "stock", "7565家", "2024-12-31", "2024"),
    ("a flow of one day", "up", "7565家", "2024-12-31", "2024-12-31"),
    ("a stock's target for five years", "stock", "力争7565家", "2021/2025", "2025"),
    ("a flow's target for five years", "up", "力争7565家", "2021/2025", "2021/2025"),
    ("a stock's figure over five years", "stock", "7565家", "2021/2025", "2021/2025"),
]


@pytest.mark.parametrize(("name", "indicator", "words", "period", "expected"), PERIODS)
def test_period(name: str, indicator: str, words: str, period: str, expected: str) -> None:
    assert case_of(read(words, period, indicator), HISTORY).period == expected


SAME = [
    (read("7565家", "2024", "stock"), read("7565户", "2024", "stock")),
    (read("12.6%", "2024", "stock"), read("12.6%", "2024", "stock", "yoy")),
    (read("12.6%", "2024", "stock"), read("12.6%", "2024", "stock", "2023")),
    (read("7565家", "2024", "“独角兽”企业"), read("7565家", "2024", "独角兽企业")),
]
DIFFERENT = [
    (read("7565元", "2024", "stock"), read("7565美元", "2024", "stock")),
    (read("12.6%", "2024", "stock"), read("12.6%", "2024", "stock", "2020")),
    (read("7565家", "2024", "stock"), read("7565家", "2024", "up")),
    (read("12.6%", "2024", "stock"), replace(read("12.6%", "2024", "stock"), measure="level")),
    (read("7位", "2024", "stock"), replace(read("7位", "2024", "stock"), scope="西部")),
    (read("7565家", "2024", "stock"), replace(read("7565家", "2024", "stock"), subject="永川区")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_case(one: object, other: object) -> None:
    assert case_of(one, HISTORY) == case_of(other, HISTORY)  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_case(one: object, other: object) -> None:
    assert case_of(one, HISTORY) != case_of(other, HISTORY)  # type: ignore[arg-type]


ENDS = {
    "2024": date(2025, 1, 1),
    "2024-12": date(2025, 1, 1),
    "2024-02": date(2024, 3, 1),
    "2024-02-29": date(2024, 3, 1),
    "2021/2025": date(2026, 1, 1),
    "2024-01/2024-06": date(2024, 7, 1),
    "2024-02-31": date.max,
    "some day": date.max,
}


@pytest.mark.parametrize("period", ENDS)
def test_end_of_a_period(period: str) -> None:
    assert ends(period) == ENDS[period]


def test_year_before() -> None:
    assert year_before("2024") == "2023"
    assert year_before("2024-01/2024-06") == "2023-01/2023-06"
    assert year_before("2024-02-15", -1) == "2025-02-15"


def test_names_compare_without_marks_and_spaces() -> None:
    assert normal("“专精特新” R&D 企业") == "专精特新r&d企业"
