"""What do the cells of a table say?  Rows name indicators, columns what is said of them; every number is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from monitor.extract.areas import find_area
from monitor.extract.figure import Quantity
from monitor.extract.frame import Frame
from monitor.extract.indicator import left_name
from monitor.extract.lazy import regex
from monitor.extract.measure import Measured
from monitor.extract.period import Time, find_times
from monitor.extract.quantity import find_quantities
from monitor.extract.segment import Line
from monitor.extract.sentence import Draft
from monitor.extract.subject import Subject
from monitor.types import Measure, Status

_NUMBER = regex(r"(?P<bound>[≥≤><＞＜]=?)?\s*[-+]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?")
_GROWTH = regex(r"增长|增速|增幅|同比|环比|涨幅|比上年|±|增减|速度")
_GROWTH_ALONE = regex(rf"(?:{_GROWTH.pattern}|上年|去年|的)+")
_SHARE = regex(r"比重|占比|份额|构成")
_ORDINAL = regex(r"序号|编号|No\.?")
_BOUNDS = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "＞": ">", "＜": "<", ">=": ">=", "<=": "<="}
_TARGET = regex(r"目标|预期|计划")
_UNIT_COLUMN = regex(r"(?:计量)?单位")
_AREA_COLUMN = regex(r"地区|区县|城市|市州|县区|区域|省份|区、?县")
_BRACKET = regex(r"[(（]([^()（）]{1,12})[)）]")
_MARKS = regex(
    r"^(?:其中[：:]?|[\s#*：:、.]|[(（][一二三四五六七八九十0-9]+[)）]|(?:[一二三四五六七八九十]+|[0-9]+)[、.)）])*(?=[一-鿿A-Z0-9])"
)
"""其中：, 一、, (1) before the name in a row; the 一 of 一般公共预算 is none."""
_OF_ROW = regex(
    r"(?:总?产[量值]|增加值|[种播]?植?面积|销售?[量额]|出口[量额]|存栏量?|出栏量?|投资额?|营业收入|人数|吞吐量|余额)"
)
_RULE = regex(r"[\s:：|-]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with its place in the cleaned text."""

    text: str
    start: int

    @property
    def number(self) -> bool:
        return _NUMBER.fullmatch(self.text) is not None


def read_table(lines: Sequence[Line], frame: Frame, published: date) -> list[Draft]:
    """Observations of the rows of one table; none where no row of headings can be told from the figures."""
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line.text)]
    head = next((i for i, row in enumerate(rows) if any(c.number for c in row[1:])), 0)
    if not head or len(rows) <= head:
        return []
    width = max(len(row) for row in rows)
    titles = [
        "".join(dict.fromkeys(row[x].text for row in rows[:head] if x < len(row))) for x in range(width)
    ]
    unit_at = next((x for x, title in enumerate(titles) if _UNIT_COLUMN.fullmatch(title)), None)
    drafts: list[Draft] = []
    label_at = (
        1 if width > 2 and (_ORDINAL.fullmatch(titles[0]) or all(_counts(row) for row in rows[head:])) else 0
    )
    span = _years_between(titles)
    planned = bool(span) and any(_TARGET.search(title) or title == "属性" for title in titles)
    for row in rows[head:]:
        label = row[label_at].text if len(row) > label_at else ""
        if not label or row[label_at].number:
            continue
        unit = row[unit_at].text if unit_at is not None and unit_at < len(row) else ""
        for x, cell in enumerate(row[label_at + 1 :], label_at + 1):
            if cell.number and x != unit_at:
                former = titles[x - 1] if x > label_at + 1 else ""
                draft = _read(cell, label, titles[x], titles[label_at], unit, frame, published, former)
                if draft is not None:
                    if span and "年均" in titles[x]:
                        draft.period, draft.base = span, "annual_average"
                    if span[-4:] in draft.period and planned:
                        draft.status = Status.TARGET
                    drafts.append(draft)
    return drafts


def _counts(row: Sequence[Cell]) -> bool:
    """Whether a row begins with its number in the list and then its name."""
    return len(row) > 2 and row[0].text.isdigit() and not row[1].number and bool(row[1].text)


def _years_between(titles: Sequence[str]) -> str:
    """2020年 | 2025年目标 | 年均增长: the growth is that of 2021/2025."""
    years = sorted(int(y) for title in titles for y in re.findall(r"20[0-9]{2}", title))
    return f"{years[0] + 1}/{years[-1]}" if years and years[-1] > years[0] + 1 else ""


def _cells(line: Line) -> list[Cell]:
    separator = "\t" if "\t" in line.text else "|"
    cells, at = [], line.start
    for raw in line.text.split(separator):
        stripped = raw.strip()
        cells.append(Cell(stripped, at + len(raw) - len(raw.lstrip())))
        at += len(raw) + 1
    if separator == "|" and cells and not cells[0].text:
        cells = cells[1:]
    return cells


def _read(
    cell: Cell, label: str, title: str, corner: str, unit: str, frame: Frame, published: date, former: str
) -> Draft | None:
    """One cell under its headings; `former` heads the column before, whose growth a column 增速 tells."""
    place = find_area(_MARKS.sub("", label).strip())
    by_area = place is not None and (_AREA_COLUMN.search(corner) is not None or place.kind != "nation")
    column = former if former and _GROWTH_ALONE.fullmatch(_BRACKET.sub("", title).strip()) else title
    named = column if by_area else label
    growth, share = bool(_GROWTH.search(title)), bool(_SHARE.search(title))
    words = unit or _bracket(title) or _bracket(named) or _bracket(corner)
    if cell.text.endswith("%") or growth or share:
        words = "%" if "千分" not in words and "‰" not in words else "‰"
    if "百分点" in (unit or _bracket(title)):
        words = "个百分点"
    scale, base_unit = _unit(words)
    printed = _NUMBER.fullmatch(cell.text)
    bound = (printed and printed["bound"]) or ""
    value = Decimal(cell.text.removeprefix(bound).strip().rstrip("%").replace(",", "").lstrip("+"))
    measure = Measure.CHANGE if base_unit == "个百分点" else Measure.GROWTH if growth else Measure.LEVEL
    name = _name(named) + ("占比" if share and not by_area else "")
    if len(name) < 2:
        return None
    said = _BRACKET.sub("", column).strip()
    if not by_area and _OF_ROW.fullmatch(said) and not name.endswith(said[-2:]):
        name += said
    end = cell.start + len(cell.text)
    quantity = Quantity(
        cell.start,
        end,
        cell.start,
        value * scale,
        base_unit,
        _BOUNDS.get(bound, "="),
        stop=end,
        rule="quantity:cell",
    )
    measured = Measured(
        measure, value * scale, None, base_unit, "yoy" if growth else None, cell.start, "measure:column"
    )
    rules = ["quantity:cell", "measure:column", "indicator:column" if by_area else "indicator:row"]
    rules += ["subject:row" if by_area else "subject:table"]
    draft = Draft(quantity, measured, name, rules, base=measured.base)
    draft.subject = (
        Subject(place.canonical, True) if by_area and place else frame.subject or Subject(frame.home, True)
    )
    told = _time(title, published)
    rules += ["period:column" if told else "period:table", "status:column"]
    draft.time = told or frame.time or frame.heading or frame.year
    draft.period = draft.time.period if draft.time else published.isoformat()
    draft.status = Status.TARGET if _TARGET.search(title) else Status.ACTUAL
    return draft


def _bracket(words: str) -> str:
    found = _BRACKET.findall(words)
    return found[-1] if found else ""


def _unit(words: str) -> tuple[Decimal, str]:
    """`亿元` -> 100000000 元; what is no unit stays as printed."""
    found = find_quantities(f"1{words}")
    if found and found[0].unit and found[0].end == len(words) + 1:
        return found[0].value, found[0].unit
    return Decimal(1), words


def _name(words: str) -> str:
    name = _GROWTH.sub("", _BRACKET.sub("", _MARKS.sub("", words)))
    return left_name(name) or name.strip()


def _time(title: str, published: date) -> Time | None:
    times = [t for t in find_times(title, published) if not t.base]
    return replace(times[0], name=False) if times else None
