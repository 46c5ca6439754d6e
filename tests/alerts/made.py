"""Changes made for tests, in our own words."""

from datetime import date
from decimal import Decimal

from monitor.types import Change, ChangeKind, Measure, Observation, Statement, Status


def told(value="2.73", quote="2.73%以上", unit="%", url="https://press.example/1.html", **fields):
    sentence = f"力争今年全市研发投入强度{quote}，再上台阶。"
    standard = {
        "quote": quote, "sentence": sentence, "subject": "重庆市", "indicator": "研发投入强度", "period": "2025",
        "status": Status.TARGET, "measure": Measure.LEVEL, "value": Decimal(value), "unit": unit, "comparator": ">=",
        "headline": True, "concept": "rd_intensity", "start": 3,
    }  # fmt: skip
    observation = Observation(**(standard | fields))
    return Statement(
        observation=observation,
        url=url,
        publisher="测试日报",
        published=date(2025, 2, 20),
        title="开年第一会",
        source="cqrb",
    )


def change(kind=ChangeKind.NEW_TARGET, after=None, before=None, **fields):
    return Change(kind=kind, after=after or told(), before=before, **fields)
