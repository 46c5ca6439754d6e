"""Is a share or a multiple found that the figures it is made of contradict, and nothing else?"""

from __future__ import annotations

from datetime import date

import pytest

from monitor.diff import History, Told, statements_of, tell
from monitor.extract import extract
from monitor.extract.catalogue import load
from monitor.types import Article, ChangeKind, Statement

CONCEPTS = load().concepts
SAID_TOGETHER = {
    "全市规上工业产值2000亿元。高新技术企业产值600亿元，占规上工业产值的30%。": [],
    "全市规上工业产值2000亿元。高新技术企业产值600亿元，占规上工业产值的三成左右。": [],
    "全市规上工业产值2000亿元。高新技术企业产值600亿元，占规上工业产值的40%。": [
        "600亿元 / 2000亿元 = 30% ≠ 40%"
    ],
    "全市地区生产总值3.2万亿元。研发经费投入800亿元。研发经费投入强度2.5%。": [],
    "全市地区生产总值3.2万亿元。研发经费投入800亿元。研发经费投入强度2.8%。": [
        "800亿元 / 3.2万亿元 = 2.5% ≠ 2.8%"
    ],
    "全市技术合同成交额900亿元。其中，技术转让合同成交额90亿元，占比10%。": [],
    "全市技术合同成交额900亿元。其中，技术转让合同成交额90亿元，占比20%。": ["90亿元 / 900亿元 = 10% ≠ 20%"],
    "全市技术合同成交额900亿元。其中，技术转让合同成交额990亿元。": ["990亿元 > 900亿元"],
    "全市技术合同成交额900亿元，软件业务收入3000亿元。其中，技术转让合同成交额990亿元。": [],
    "全市技术合同成交额900亿元。各区县都有增长，走在前列的是永川区。其中，技术转让合同成交额990亿元。": [],
    "新能源汽车产量95万辆，是2020年的20倍。2020年，新能源汽车产量4.1万辆。": [
        "95万辆 / 4.1万辆 = 23.17 ≠ 20倍"
    ],
    "新能源汽车产量95万辆，是上年的1.8倍。2023年，新能源汽车产量50万辆。": ["95万辆 / 50万辆 = 1.9 ≠ 1.8倍"],
    "新能源汽车产量95万辆，是上年的1.9倍。2023年，新能源汽车产量50万辆。": [],
    "新能源汽车产量95万辆，翻了一番。2023年，新能源汽车产量30万辆。": [],
}


def said(text: str, day: int = 20) -> list[Statement]:
    url = f"https://press.test/{day}"
    article = Article(url=url, publisher="日报", published=date(2025, 2, day), text=f"2024年，{text}")
    return statements_of(article, extract(article))


def told(statements: list[Statement]) -> Told:
    return tell(statements, History(concepts=CONCEPTS))


def discrepancies(statements: list[Statement]) -> list[str]:
    return [c.note for c in told(statements).changes if c.kind is ChangeKind.DISCREPANCY]


@pytest.mark.parametrize("text", SAID_TOGETHER)
def test_in_one_article(text: str) -> None:
    assert discrepancies(said(text)) == SAID_TOGETHER[text]


def test_over_articles_where_the_catalogue_says_what_a_share_is_of() -> None:
    gdp = said("全市地区生产总值3.2万亿元。", 1)
    spent = said("全市研发经费投入800亿元。", 2)
    assert discrepancies([*gdp, *spent, *said("全市研发经费投入强度2.5%。", 3)]) == []
    wrong = said("全市研发经费投入强度2.8%。", 3)
    assert discrepancies([*gdp, *spent, *wrong]) == ["800亿元 / 3.2万亿元 = 2.5% ≠ 2.8%"]


def test_names_alone_connect_no_articles() -> None:
    """Two articles may mean different things by one name that no catalogue defines."""
    parts = said("全市规上工业产值2000亿元。高新技术企业产值600亿元。", 1)
    assert discrepancies([*parts, *said("高新技术企业产值占规上工业产值的40%。", 2)]) == []


def test_an_estimate_makes_it_provisional() -> None:
    statements = said("全市地区生产总值3.2万亿元。预计研发经费投入800亿元。研发经费投入强度2.8%。")
    [change] = [c for c in told(statements).changes if c.kind is ChangeKind.DISCREPANCY]
    assert change.provisional
