"""Does history tell the story of the five seeds, line by line?"""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.types import Change, ChangeKind, Standing
from storage import Store
from tests.diff.gold import seeds
from tests.storage.feed import feed


def line(change: Change) -> str:
    statement = change.after or change.before
    assert statement is not None
    o = statement.observation
    parts = [change.kind.value, o.subject, o.concept or o.indicator, o.measure.value, o.scope or "", o.period]
    return " ".join(filter(None, [*parts, f"{o.comparator}{o.value.normalize():f}{o.unit}"]))


def news(changes: list[Change]) -> set[str]:
    return {line(c) for c in changes if c.standing is Standing.NEWS}


STORY = [
    """
    new_target 重庆市 rd_intensity level 2023 ~2.35%
    new_target 重庆市 tech_firm_stock level 2023 >48000家
    new_target 重庆市 hnte_stock level 2023 >7000家
    new_target 重庆市 tech_contract_value level 2023 >75000000000元
    new_target 重庆市 star_market level 2023 =3家
    new_target 重庆市 sci_services_growth growth 2023 >=15%
    """,
    """
    new_figure 重庆市 hnte_stock level 2023 =7565家
    target_met 重庆市 hnte_stock level 2023 =7565家
    new_figure 重庆市 tech_firm_stock level 2023 =58524家
    target_met 重庆市 tech_firm_stock level 2023 =58524家
    new_figure 重庆市 hnte_new level 2023 =3071家
    new_figure 重庆市 tech_firm_new level 2023 =15535家
    new_figure 重庆市 sti_level_index rank 全国 2023 =8位
    new_figure 重庆市 sti_level_index rank 西部 2023 =1位
    new_target 重庆市 hnte_stock level 2024 >8500家
    new_target 重庆市 tech_firm_stock level 2024 >60000家
    new_figure 永川区 rd_expenditure growth 2023 =27%
    new_figure 永川区 gdp growth 2023 =8.1%
    """,
    """
    new_figure 重庆市 rd_intensity level 2023 =2.45%
    target_met 重庆市 rd_intensity level 2023 =2.45%
    new_figure 重庆市 tech_contract_value level 2023 =86510000000元
    target_met 重庆市 tech_contract_value level 2023 =86510000000元
    new_target 重庆市 rd_intensity level 2024 =2.55%
    new_target 重庆市 rd_expenditure growth 2024 >=10%
    new_target 重庆市 tech_contract_value level 2024 >90000000000元
    new_target 重庆市 inv_patents_per_10k level 2024 =22件
    new_target 重庆市 rd_personnel level 2024 >250000人
    new_figure 重庆市 rd_personnel level 2023 >240000人
    new_figure 重庆市 rd_expenditure level 2023 =75000000000元
    """,
    """
    new_target 重庆市 rd_intensity level 2025 >=2.73%
    new_target 重庆市 basic_research_share level 2025 =7%
    new_target 重庆市 rd_personnel level 2025 >260000人
    new_target 重庆市 inv_patents_per_10k level 2025 =25件
    new_figure 重庆市 rd_intensity level 2024 =2.6%
    target_met 重庆市 rd_intensity level 2024 =2.6%
    discrepancy 重庆市 rd_intensity change 2024 =0.12个百分点
    new_figure 重庆市 sti_level_index rank 全国 2024 =7位
    new_figure 重庆市 sti_level_index rank 西部 2024 =1位
    new_figure 重庆市 hnte_new level 2024 =3292家
    new_figure 重庆市 tech_firm_new level 2024 =11296家
    new_figure 重庆市 tech_contract_value growth 2024 =12.6%
    """,
    """
    new_figure 重庆市 tech_contract_value level 2024 =97424000000元
    target_met 重庆市 tech_contract_value level 2024 =97424000000元
    new_figure 重庆市 hnte_stock level 2025-10-16 =9123家
    new_figure 重庆市 tech_firm_stock level 2025-10-16 =75600家
    new_figure 重庆市 rd_expenditure level 2025-10-16 >80000000000元
    new_figure 重庆市 muni_platform level 2025-10-16 =1297家
    """,
]


@pytest.mark.parametrize("number", range(5))
def test_story_line_by_line(shared: Path, store: Store, number: int) -> None:
    told = [feed(store, article, observations) for article, observations in seeds(shared)]
    expected = {text.strip() for text in STORY[number].strip().splitlines()}
    assert expected - news(told[number]) == set()


def test_restated_figures_are_no_news(shared: Path, store: Store) -> None:
    told = [feed(store, article, observations) for article, observations in seeds(shared)]
    for figure in ("=7565家", "=58524家", "=3071家", "=15535家", "=311项", ">8500家", ">60000家"):
        assert not [text for text in news(told[2]) if text.endswith(figure)]
        assert [c for c in told[2] if c.kind is ChangeKind.CONFIRMATION and line(c).endswith(figure)]


def test_reading_everything_again_changes_nothing(shared: Path, store: Store) -> None:
    read = seeds(shared)
    for article, observations in read:
        feed(store, article, observations)
    assert [feed(store, article, observations) for article, observations in read] == [[]] * 5
