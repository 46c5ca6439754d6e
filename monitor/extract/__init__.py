"""Which indicators does an article announce?"""

from __future__ import annotations

import re
from bisect import bisect_left

from monitor.extract.catalogue import Catalogue, Concept, load
from monitor.extract.clean import Clean, clean
from monitor.extract.confidence import estimate, signs
from monitor.extract.frame import Frame
from monitor.extract.headline import sober, would_be_listed
from monitor.extract.indicator import tidy
from monitor.extract.lazy import regex
from monitor.extract.link import read_sentence, within
from monitor.extract.organisation import find_aliases
from monitor.extract.period import find_times, five_years_of, summed_up
from monitor.extract.quantity import find_quantities
from monitor.extract.segment import Line, lines, sentences, tables_apart
from monitor.extract.sentence import Draft, Seen
from monitor.extract.subject import find_mentions
from monitor.extract.table import read_table
from monitor.extract.timing import agree_on_period
from monitor.extract.units import MONEY
from monitor.types import Article, Measure, Observation

__all__ = ["extract", "known_as"]


def extract(article: Article, known: Catalogue | None = None, seen: Seen | None = None) -> list[Observation]:
    """Read every quantified statement of an article, in reading order.

    `known` is the catalogue to name indicators by, the shipped one if left out. `seen`, where given, is filled with
    what was considered on the way, see monitor.extract.explain.
    Never raises on any text; in doubt gives nothing or a low confidence. `quote` is always
    `article.text[start:end]`.
    """
    page = clean(article.text)
    text = page.text
    times = find_times(text, article.published)
    starts = [t.start for t in times]
    quantities = find_quantities(text, [(t.start, t.end) for t in times], seen.refused if seen else None)
    positions = [q.at for q in quantities]
    parts = list(lines(text))
    aliases = find_aliases(text)
    frame = Frame(
        published=article.published,
        home=article.area,
        text=text,
        aliases=aliases,
        mentions=find_mentions(text, article.area, aliases),
        review=summed_up(text, article.published),
        five=five_years_of(times, article.published),
        whole=not any(line.begins for line in parts),
        seen=seen,
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
        before = len(found)
        for one in group:
            for start, end in sentences(text, one.start, one.end):
                mine = quantities[bisect_left(positions, start) : bisect_left(positions, end)]
                here = within(times, start, end, starts)
                drafts = read_sentence(text, start, end, mine, here, frame, in_box=line.kind == "bullet")
                found += [(d, start, end, box if line.kind == "bullet" else -1) for d in drafts]
        if len(found) == before:
            frame.announce(line)
    agree_on_period([(d, place) for d, _, _, place in found])
    if seen is not None:
        seen.page, seen.drafts = page, [d for d, *_ in found]
    names = known or load()
    read = [_observation(article, page, d, start, end, names) for d, start, end, _ in found]
    return sober(read, text, planning=frame.planning)


def _row(group: list[Line], d: Draft) -> tuple[int, int]:
    """The table row a cell stands in; it is the cell's sentence."""
    return next((line.start, line.end) for line in group if line.start <= d.quantity.start < line.end)


def _observation(
    article: Article, page: Clean, d: Draft, start: int, end: int, known: Catalogue
) -> Observation:
    q, m = d.quantity, d.measured
    first, last = page.span(q.start, q.end)
    name, concept, measure = known_as(tidy(d.name), m.measure, m.unit, known)
    subject = d.subject
    assert subject is not None
    a, b = page.span(start, end)
    said = article.text[a:b]
    listed = subject.area and would_be_listed(d, name, page.text, start, article.area)
    repaired = bool(page.repaired) and not page.repaired.isdisjoint(range(start, end))
    rules = (*d.rules, *signs(concept, measure, m.value, m.unit, repaired=repaired, listed=listed))
    return Observation(
        quote=article.text[first:last],
        sentence=(_BREAK.sub("", said) if "\n" in said else said).strip(),
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
        headline=listed,
        concept=concept.id if concept else None,
        base=d.base,
        start=first,
        end=last,
        confidence=estimate(rules),
        rules=rules,
    )


_BREAK = regex(r"\s*\n\s*")
_GAINED = re.compile(
    r"^(?:累计|共|已)?(?:投入|培育|拥有|发展|实有|建成|现有|登记(?!技术)|总|全部|实现|完成)+"
)


def known_as(
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
    if name == "经济" and measure is Measure.GROWTH:
        concept = catalogue.find("经济总量")  # 经济增长5% is said of the regional product
    if concept is not None and measure is Measure.LEVEL:
        money, share = concept.unit in MONEY, concept.unit in ("%", "‰")
        if money != (unit in MONEY) or share != (unit in ("%", "‰")):
            return name, None, measure
    return name, concept, measure


_RATE = re.compile(r"(?:增速|增长率|涨幅|增幅)$")
