"""Is a part found that does not fit its whole, and nothing else?"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from monitor.diff import History, statements_of, tell
from monitor.types import Article, ChangeKind, Measure, Observation, Status

ADD_UP = [
    "总投入39.8亿元，其中财政投入6.36亿元、社会投入33.44亿元",
    "总投入39.8亿元，其中财政投入6.36亿元",
    "企业共100家，其中国家级40家",
    "总投入50亿元，其中企业投入40亿元，占80%",
    "总投入50亿元，其中企业投入40亿元，占比约80%",
    "总投入50亿元，其中企业投入增长80%，占40%",
    "财政投入60亿元，社会投入33亿元，总投入39亿元",
    "总投入39亿元，其中企业400家",
]
DO_NOT = {
    "总投入39.8亿元，其中财政投入6.36亿元、社会投入43.44亿元": "43.44亿元 > 39.8亿元",
    "企业共100家，其中国家级60家、市级50家": "60家 + 50家 > 100家",
    "总投入50亿元，其中企业投入40亿元，占75%": "40亿元 / 50亿元 = 80% ≠ 75%",
}


def told(sentence: str) -> list[str]:
    said = []
    for match in re.finditer(r"([\d.]+)(亿)?(元|家|%)", sentence):
        name = re.split(r"[，、\d]", sentence[: match.start()])[-1]
        said.append(
            Observation(
                quote=match[0],
                sentence=sentence,
                subject="重庆市",
                indicator=name or "投入",
                period="2023",
                status=Status.ACTUAL,
                measure=Measure.GROWTH if "增长" in name else Measure.LEVEL,
                value=Decimal(match[1]) * (10**8 if match[2] else 1),
                unit=match[3],
                start=match.start(),
                end=match.end(),
            )
        )
    article = Article(
        url="https://press.test/a", publisher="日报", published=date(2024, 1, 23), text=sentence
    )
    changes = tell(statements_of(article, said), History()).changes
    return [change.note for change in changes if change.kind is ChangeKind.DISCREPANCY]


@pytest.mark.parametrize("sentence", ADD_UP)
def test_adds_up(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize("sentence", DO_NOT)
def test_does_not_add_up(sentence: str) -> None:
    assert told(sentence) == [DO_NOT[sentence]]
