"""Do printed numbers agree, refine and exclude each other as a reader would say?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from monitor.diff.interval import interval, step
from monitor.types import Measure, Observation, Status


def said(quote: str, value: str, comparator: str = "=", high: str | None = None) -> Observation:
    return Observation(
        quote=quote,
        sentence=quote,
        subject="重庆市",
        indicator="科技型企业",
        period="2023",
        status=Status.ACTUAL,
        measure=Measure.LEVEL,
        value=Decimal(value),
        value_high=None if high is None else Decimal(high),
        unit="家",
        comparator=comparator,
    )


EXACT = said("58524家", "58524")
AGREE = [
    (EXACT, said("5.85万家", "58500")),
    (EXACT, said("约5.9万家", "59000", "~")),
    (EXACT, said("超过5.8万家", "58000", ">")),
    (EXACT, said("5.8万余家", "58000", ">")),
    (EXACT, said("6万家", "60000")),
    (EXACT, said("近6万家", "60000", "~")),
    (EXACT, said("5至6万家", "50000", high="60000")),
    (EXACT, said("58,524家", "58524")),
    (said("2.45%", "2.45"), said("2.5%", "2.5")),
    (said("数十亿元", "1000000000", ">"), said("35亿元", "3500000000")),
    (said("万亿级", "1000000000000", "~"), said("1.2万亿元", "1200000000000")),
    (said("五成", "50"), said("50%", "50")),
    (said("8000家", "8000"), said("超过8000家", "8000", ">")),
]
EXCLUDE = [
    (EXACT, said("58542家", "58542")),
    (EXACT, said("5.86万家", "58600")),
    (EXACT, said("超过6万家", "60000", ">")),
    (EXACT, said("不足5.8万家", "58000", "<")),
    (EXACT, said("58525家", "58525")),
    (said("2.45%", "2.45"), said("2.46%", "2.46")),
    (said("2.4%", "2.4"), said("2.6%", "2.6")),
    (said("约2400人", "2400", "~"), said("2600人", "2600")),
]
STEPS = [
    ("5.9万家", "59000", "1000"),
    ("2.73%以上", "2.73", "0.01"),
    ("7565家", "7565", "1"),
    ("974.24亿元", "97424000000", "1000000"),
    ("3万亿元", "3000000000000", "1000000000000"),
    ("1,297家", "1297", "1"),
    ("五成", "50", "1"),
    ("三万", "30000", "10000"),
]


@pytest.mark.parametrize(("one", "other"), AGREE, ids=[b.quote for _, b in AGREE])
def test_agree_at_printed_precision(one: Observation, other: Observation) -> None:
    assert interval(one).meets(interval(other))
    assert interval(other).meets(interval(one))


@pytest.mark.parametrize(("one", "other"), EXCLUDE, ids=[b.quote for _, b in EXCLUDE])
def test_exclude_each_other(one: Observation, other: Observation) -> None:
    assert not interval(one).meets(interval(other))
    assert not interval(other).meets(interval(one))


@pytest.mark.parametrize(("quote", "value", "expected"), STEPS, ids=[quote for quote, _, _ in STEPS])
def test_step_is_the_last_printed_place(quote: str, value: str, expected: str) -> None:
    assert step(said(quote, value), Decimal(value)) == Decimal(expected)


@given(exact=st.integers(1, 10**9), places=st.integers(0, 8))
def test_a_number_agrees_with_its_own_rounding(exact: int, places: int) -> None:
    unit = Decimal(10) ** places
    rounded = (Decimal(exact) / unit).to_integral_value() * unit
    printed = said(f"{rounded / 10000:f}万家", str(rounded))
    assume(step(printed, rounded) == unit)
    assert interval(printed).meets(interval(said(f"{exact}家", str(exact))))
