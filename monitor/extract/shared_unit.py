"""Which unit does a number take that stands without its own?  9000和7万家, 90个工作日压减到28个."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.clean import HAN
from monitor.extract.figure import Quantity, Refused
from monitor.extract.lazy import regex

_MONEY_NAME = regex(
    r"(?:[易交总零]额|保险费|资金|产值|增加值|收入|投资|支出|经费|利润|营收|税收|GDP|生产总值|经济总量|余额)[^，。；]{0,12}$"
)
_RATIO_NAME = regex(r"(?:收入比|比值|倍差)[^，。；：]{0,16}：?$")
_FUND = regex(r"[一-鿿]{0,5}(?:基金|资金|贷款|投资|债券|授信|销售额|产值|营收)")
_HOMES = regex(r"[一-鿿]{0,2}(?:农户|种植户|养殖户|贫困户|脱贫户|商户|住户|家庭)")
_POSTS = ("岗位", "优质岗位", "就业岗位")


def share_units(text: str, found: list[Quantity], refused: list[Refused] | None) -> list[Quantity]:
    """9000和7万家, 15、22个百分点: a unit said once for a list; a bare number with a noun counts people."""
    kept: list[Quantity] = []
    later: Quantity | None = None
    for q in reversed(found):
        parts = later is not None and q.unit == "个" and later.unit in ("个百分点", "个基点")
        if later is not None and parts and re.fullmatch(r"[、和与]", text[q.end : later.start]):
            q = replace(q, unit=later.unit, rule=q.rule + "+shared_unit")
        if q.bare and q.unit == "":
            between = text[q.end : later.start] if later else ""
            if later and later.unit and len(between) <= 2 and re.fullmatch(r"[、和与至]|以及", between):
                q = replace(q, unit=later.unit, kind=later.kind, rule=q.rule + "+shared_unit")
            elif text[q.at : q.stop][-1:] in "万亿":
                money = _MONEY_NAME.search(text, q.start - 18, q.start) or _FUND.match(text, q.stop)
                posts = text.startswith(_POSTS, q.end) or text.startswith(_POSTS, q.end + 2)
                homes = _HOMES.match(text, q.end)
                unit = "元" if money else "个" if posts else "户" if homes else "人"
                q = replace(q, unit=unit, rule=q.rule + ("+money" if money else "+people"))
                if (
                    not money
                    and not re.search(
                        r"人[口数才员][^，。；]{0,14}$|老年人[^，。；]{0,4}$",
                        text[max(0, q.start - 18) : q.start],
                    )
                    and not re.match(rf"[余多]?[{HAN}]", text[q.stop : q.stop + 2])
                ):
                    _refuse(q, refused)
                    continue
            elif re.match(r"[、和与]", text[q.end : q.end + 1]):
                _refuse(q, refused)
                continue
            elif _RATIO_NAME.search(text, q.at - 24, q.at):
                q = replace(q, rule=q.rule + "+ratio")
        kept.append(q)
        later = q
    kept.reverse()
    return [_moved_unit(text, former, q) for former, q in zip([None, *kept], kept, strict=False)]


_MOVED = regex(r"[一-鿿]{0,5}(?:到|至|为|成)了?(?:约|近|不到)?")


def _moved_unit(text: str, former: Quantity | None, q: Quantity) -> Quantity:
    """由90个工作日压减到|28个: the unit was said with the first."""
    if former is None or former.unit not in ("个工作日", "个月") or q.unit != "个":
        return q
    if _MOVED.fullmatch(text, former.end, q.start) and re.match(r"[，。；]|$", text[q.end : q.end + 1]):
        return replace(q, unit=former.unit, rule=q.rule + "+shared_unit")
    return q


def _refuse(q: Quantity, refused: list[Refused] | None) -> None:
    if refused is not None:
        refused.append((q.start, q.end, "trap:no_unit"))
