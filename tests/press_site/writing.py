"""What stands in the stand-in's articles?  Texts of our own making whose true observations are known.

Every sentence with a figure is written together with the records a careful reader would note of it, in the
fields of the annotation guide; so the generator, not the code under test, says what is right.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Figure = tuple[str, list[dict[str, Any]]]
"""A sentence and its true observations."""


@dataclass(frozen=True)
class Quantity:
    """An indicator with how it is printed: `printed` x `factor` = value in `unit`."""

    name: str
    low: str
    high: str
    printed: str
    unit: str
    factor: int = 1

    def figure(self, area: str, period: str, status: str = "actual") -> str:
        """The figure in the printed unit: the same in every article, as in the world."""
        digits = len(self.low.partition(".")[2])
        low, high = (int(Decimal(bound).scaleb(digits)) for bound in (self.low, self.high))
        drawn = random.Random(f"{self.name} {area} {period} {status}").randint(low, high)
        return f"{Decimal(drawn).scaleb(-digits):.{digits}f}"

    def value(self, figure: str) -> float:
        return float(Decimal(figure) * self.factor)


QUANTITIES = (
    Quantity("高新技术企业", "6000", "9900", "家", "家"),
    Quantity("科技型企业", "3.11", "9.99", "万家", "家", 10_000),
    Quantity("技术合同成交额", "300.1", "990.9", "亿元", "元", 100_000_000),
    Quantity("研发投入强度", "2.01", "2.99", "%", "%"),
    Quantity("新能源汽车产量", "20.1", "99.9", "万辆", "辆", 10_000),
    Quantity("万人发明专利拥有量", "10.1", "29.9", "件", "件"),
    Quantity("社会消费品零售总额", "1.21", "1.99", "万亿元", "元", 1_000_000_000_000),
    Quantity("进出口总值", "6100", "7900", "亿元", "元", 100_000_000),
    Quantity("城镇新增就业", "61.1", "79.9", "万人", "人", 10_000),
    Quantity("常住人口城镇化率", "70.1", "79.9", "%", "%"),
)
OPENINGS = (
    "记者从有关部门了解到，近期多项工作稳步推进。",
    "走进园区的车间，机器声里透着忙碌。",
    "一场面向企业的座谈会在两江之畔举行。",
    "围绕产业转型，各区县拿出了自己的办法。",
    "清晨的港口，货轮鸣笛启航。",
)
FILLERS = (
    "有关负责人表示，下一步将继续优化服务，让企业少跑路、好办事。",
    "业内人士认为，创新要素正在加快集聚，产业链上下游的联系更加紧密。",
    "在政策带动下，不少企业把研发中心搬进了生产一线。",
    "当地还完善了人才公寓、托育点和通勤巴士等配套。",
    "居民们说，家门口的变化看得见、摸得着。",
    "据介绍，相关举措将在总结经验后逐步推广。",
    "参会代表就数据开放、场景建设和融资对接作了交流。",
)
SUBJECTS = (
    "山城产业",
    "两江园区",
    "嘉陵江畔的企业",
    "巴渝制造",
    "数字重庆",
    "轨道沿线",
    "乡村产业",
    "智能网联汽车",
)
VERBS = ("驶上快车道", "稳步前行", "再添新动能", "迎来新机遇", "跑出好成绩", "亮出成绩单")
SPECIAL = ("“R&D”投入带来什么？", "5<6：一道算术题里的发展账", "科技·重庆：新场景 新产业")
"""Titles with characters that a page must escape."""
NAMES = ("林一鸣", "周晓岚", "何望舒", "秦思源", "陶然", "唐雨桐")


AREAS = (
    "重庆市",
    *("渝北区", "永川区", "江北区", "璧山区", "涪陵区", "万州区", "九龙坡区", "沙坪坝区", "巴南区", "綦江区"),
    *("长寿区", "合川区", "铜梁区", "大足区", "荣昌区", "潼南区", "南川区", "北碚区", "开州区", "梁平区"),
)


def _record(area: str, quantity: Quantity, period: str, sentence: str, **fields: Any) -> dict[str, Any]:
    always = {"subject": area, "indicator": quantity.name, "period": period, "sentence": sentence}
    usual = {
        "status": "actual",
        "measure": "level",
        "comparator": "=",
        "unit": quantity.unit,
        "headline": True,
    }
    return always | usual | fields


def _place(chance: random.Random) -> tuple[str, str]:
    """An area and how the sentence calls it."""
    area = AREAS[0] if chance.random() < 0.4 else chance.choice(AREAS)
    return area, "全市" if area == "重庆市" else area


def level_and_growth(chance: random.Random, year: int) -> Figure:
    q = chance.choice([q for q in QUANTITIES if q.unit != "%"])
    (area, name), period = _place(chance), str(year - 1)
    figure, rate = (
        q.figure(area, period),
        Quantity(f"{q.name}增速", "1.1", "29.8", "%", "%").figure(area, period),
    )
    sentence = f"{period}年，{name}{q.name}达到{figure}{q.printed}，同比增长{rate}%。"
    said = (area, q, period, sentence)
    growth = {"quote": f"{rate}%", "measure": "growth", "value": float(rate), "unit": "%"}
    return sentence, [
        _record(*said, quote=f"{figure}{q.printed}", value=q.value(figure)),
        _record(*said, **growth),
    ]


def target(chance: random.Random, year: int) -> Figure:
    q, (area, name), period = chance.choice(QUANTITIES), _place(chance), str(year + chance.randint(0, 3))
    figure = q.figure(area, period, "target")
    sentence = f"到{period}年，{name}{q.name}力争达到{figure}{q.printed}以上。"
    aim = {"status": "target", "comparator": ">=", "quote": f"{figure}{q.printed}以上"}
    return sentence, [_record(area, q, period, sentence, value=q.value(figure), **aim)]


def share_and_change(chance: random.Random, year: int) -> Figure:
    q = chance.choice([q for q in QUANTITIES if q.unit == "%"])
    (area, name), period = _place(chance), str(year - 1)
    figure, points = (
        q.figure(area, period),
        Quantity(f"{q.name}增减", "0.11", "0.98", "", "").figure(area, period),
    )
    sentence = f"{period}年，{name}{q.name}为{figure}%，比上年提高{points}个百分点。"
    said = (area, q, period, sentence)
    change = {"quote": f"{points}个百分点", "measure": "change", "value": float(points), "unit": "个百分点"}
    return sentence, [_record(*said, quote=f"{figure}%", value=float(figure)), _record(*said, **change)]


def more_than(chance: random.Random, year: int) -> Figure:
    q = chance.choice([q for q in QUANTITIES if q.unit != "%"])
    (area, name), period = _place(chance), str(year - 2)
    figure = q.figure(area, period)
    sentence = f"{period}年，{name}{q.name}突破{figure}{q.printed}。"
    past = {"comparator": ">", "quote": f"突破{figure}{q.printed}", "value": q.value(figure)}
    return sentence, [_record(area, q, period, sentence, **past)]


FIGURES: tuple[Callable[[random.Random, int], Figure], ...] = (
    level_and_growth,
    target,
    share_and_change,
    more_than,
)


@dataclass(frozen=True)
class Writing:
    """The words of one article."""

    title: str
    pre_title: str
    subtitle: str
    reporter: str
    paragraphs: tuple[str, ...]
    observations: tuple[dict[str, Any], ...]


def write(chance: random.Random, year: int) -> Writing:
    """One article; the same state of `chance` gives the same article."""
    reporter = chance.choice(NAMES)
    paragraphs = [f"本报讯 （记者 {reporter}）{chance.choice(OPENINGS)}"]
    observations: list[dict[str, Any]] = []
    for sentence, records in _figures(chance, year):
        paragraphs.append(chance.choice(FILLERS) + sentence if chance.random() < 0.4 else sentence)
        observations += records
        if chance.random() < 0.6:
            paragraphs.append(chance.choice(FILLERS))
    title = f"{chance.choice(SUBJECTS)}{chance.choice(VERBS)}"
    return Writing(
        title=chance.choice(SPECIAL) if chance.random() < 0.05 else title,
        pre_title="高质量发展一线观察" if chance.random() < 0.3 else "",
        subtitle="从一线看变化" if chance.random() < 0.3 else "",
        reporter=reporter,
        paragraphs=tuple(paragraphs),
        observations=tuple(observations),
    )


def _figures(chance: random.Random, year: int) -> Iterator[Figure]:
    for _ in range(chance.randint(1, 3)):
        yield chance.choice(FIGURES)(chance, year)
