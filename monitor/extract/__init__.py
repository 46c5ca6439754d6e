"""Which indicators does an article announce?"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from monitor.extract.attribute import ASIDE
from monitor.extract.catalogue import Catalogue, Concept, load
from monitor.extract.clean import Clean, clean
from monitor.extract.frame import Draft, Frame
from monitor.extract.indicator import tidy
from monitor.extract.link import agree_on_period, read_sentence, within
from monitor.extract.organisation import find_aliases
from monitor.extract.period import find_times, summed_up
from monitor.extract.quantity import find_quantities
from monitor.extract.segment import Line, lines, sentences, tables_apart
from monitor.extract.table import read_table
from monitor.extract.units import COUNT, MONEY
from monitor.types import Article, Measure, Observation

__all__ = ["extract"]


def extract(article: Article, known: Catalogue | None = None) -> list[Observation]:
    """Read every quantified statement of an article, in reading order.

    `known` is the catalogue to name indicators by, the shipped one if left out.
    Never raises on any text; in doubt gives nothing or a low confidence. `quote` is always
    `article.text[start:end]`.
    """
    page = clean(article.text)
    text = page.text
    times = find_times(text, article.published)
    starts = [t.start for t in times]
    quantities = find_quantities(text, [(t.start, t.end) for t in times])
    positions = [q.at for q in quantities]
    parts = list(lines(text))
    frame = Frame(
        published=article.published,
        home=article.area,
        text=text,
        aliases=find_aliases(text),
        review=summed_up(text, article.published),
        whole=not any(line.begins for line in parts),
    )
    found: list[tuple[Draft, int, int, int]] = []
    box = 0
    for group in tables_apart(iter(parts)):
        line = group[0]
        box += line.kind != "bullet"
        frame.enter(line, within(times, line.start, line.end, starts))
        if line.kind == "byline":
            continue
        if line.kind == "table" and (cells := read_table(group, frame, article.published)):
            found += [(d, *_row(group, d), -1) for d in cells]
            continue
        for one in group:
            for start, end in sentences(text, one.start, one.end):
                mine = quantities[bisect_left(positions, start) : bisect_left(positions, end)]
                here = within(times, start, end, starts)
                drafts = read_sentence(text, start, end, mine, here, frame, in_box=line.kind == "bullet")
                found += [(d, start, end, box if line.kind == "bullet" else -1) for d in drafts]
    agree_on_period([(d, place) for d, _, _, place in found])
    names = known or load()
    read = [_observation(article, page, d, start, end, names) for d, start, end, _ in found]
    return _sober(read, frame)


def _sober(read: list[Observation], frame: Frame) -> list[Observation]:
    """A notice or a life story counts much and reports nothing.

    Where hardly a figure has a known indicator or an area of its own, those that have neither are no headlines.
    """
    anchored = [o.concept is not None or o.base == "yoy" or bool(_OWN & set(o.rules)) for o in read]
    if frame.planning or len(frame.text) < _SHORT:
        return read
    if sum(anchored) * _SOBER >= len(read):
        return read
    return [o if known else replace(o, headline=False) for o, known in zip(read, anchored, strict=True)]


_SOBER = 7
_SHORT = 150
_OWN = frozenset({"subject:named", "subject:owner", "subject:title"})


def _row(group: list[Line], d: Draft) -> tuple[int, int]:
    """The table row a cell stands in; it is the cell's sentence."""
    return next((line.start, line.end) for line in group if line.start <= d.quantity.start < line.end)


def _observation(
    article: Article, page: Clean, d: Draft, start: int, end: int, known: Catalogue
) -> Observation:
    q, m = d.quantity, d.measured
    first, last = page.span(q.start, q.end)
    name, concept, measure = _known(tidy(d.name), m.measure, m.unit, known)
    subject = d.subject
    assert subject is not None
    a, b = page.span(start, end)
    return Observation(
        quote=article.text[first:last],
        sentence=re.sub(r"\s*\n\s*", "", article.text[a:b]).strip(),
        subject=subject.name,
        indicator=name,
        period=d.period,
        status=d.status,
        measure=measure,
        value=m.value,
        value_high=m.high,
        unit=m.unit,
        comparator=q.comparator,
        scope=q.scope,
        headline=subject.area
        and not (q.chinese and m.measure is Measure.LEVEL and q.kind == "number" and q.value < 10)
        and not (set(d.rules) & ASIDE)
        and not _ONE_TIME.search(name)
        and not (q.unit in COUNT and _PARTS.search(name))
        and not _PERSON.search(page.text, start, q.start)
        and not _AWARDED.match(page.text, q.end)
        and not _RECRUITS.search(page.text, start, q.start)
        and q.unit not in ("类", "种", "款")
        and (
            m.measure is not Measure.DURATION or bool(re.search(r"(?:时长|时限|周期|时间|用时|天数)$", name))
        ),
        concept=concept.id if concept else None,
        base=d.base,
        start=first,
        end=last,
        confidence=d.confidence,
        rules=tuple(d.rules),
    )


_PARTS = re.compile(r"(?:场景|智能体|领域|环节)$")
_ONE_TIME = re.compile(
    r"招聘|招录|招考|运动员|参赛|选手|嘉宾|观众|参会|参展商|评委|人大代表|政协委员|获奖|奖项|(?:国家|行业|地方|团体|国际)标准$|笔试|面试|订单$|订货"
)
_PERSON = re.compile(
    r"(?:^|[，。；“])(?:他(?!们)|她(?!们)|老人|老伴|父亲|母亲|妻子|丈夫|儿子|女儿|[一-鿿]{2,3}(?:先生|女士|大爷|大妈))"
)
_AWARDED = re.compile(r"[^，。；、]{0,12}(?:荣获|榜上有名|获奖|获评|获得[^，。；]{0,16}称号)")
_RECRUITS = re.compile(r"(?:本次|公开|拟|面向社会|计划)(?:招聘|招录|招考)|招聘(?!会|活动|专场)[一-鿿]{1,6}$")
_GAINED = re.compile(r"^(?:累计|共|已)?(?:培育|拥有|发展|实有|建成|现有|登记(?!技术)|总|全部|实现|完成)+")


def _known(
    name: str, measure: Measure, unit: str, catalogue: Catalogue
) -> tuple[str, Concept | None, Measure]:
    """Name, catalogue concept and measure; 培育高新技术企业 is the stock of them, 营业收入增速 the growth of it."""
    concept = catalogue.find(name)
    if concept is None and (short := _GAINED.sub("", name)) != name:
        concept = catalogue.find(short)
        name = short if concept else name
    rate = _RATE.search(name)
    if rate and concept is not None and measure is Measure.GROWTH:
        measure = Measure.LEVEL  # 居民消费价格涨幅, 人口自然增长率: the rate is the indicator itself
    elif rate and measure is Measure.GROWTH and rate.start() > 1:
        name = name[: rate.start()]
        concept = catalogue.find(name)
    if concept is not None and measure is Measure.LEVEL:
        money, share = concept.unit in MONEY, concept.unit in ("%", "‰")
        if money != (unit in MONEY) or share != (unit in ("%", "‰")):
            return name, None, measure
    return name, concept, measure


_RATE = re.compile(r"(?:增速|增长率|涨幅|增幅)$")
