"""Is a figure only held against something: another place, a plan, an average, what was counted before?"""

from __future__ import annotations

import re

from monitor.extract.areas import area_at
from monitor.extract.counted import right_name
from monitor.extract.figure import Quantity
from monitor.extract.lazy import regex
from monitor.extract.sentence import Sentence
from monitor.extract.units import COUNT

ABOVE_AVERAGE = re.compile(r"(?:高于|低于|快于|慢于|优于|好于)(?:全[国省市区县球]|[一-鿿]{2,4})?$")
AVERAGE = regex(r"的[^，。；]{0,4}(?:平均(?:水平|值)?|均值)")
_RELATIVE = regex(
    r"^[，、；]?(?:但|且|也|均|都|仍|更)?(?:约|仅|只|还|不足|不到|超过?|高于|大约)*(?:相当于|达到|为|是|有|达)?"
    r"(?P<place>(?!占)[一-鿿]{2,5}?)?(?P<mean>平均水平|均值|平均值|平均)?的$"
)
OF_PLAN = regex(
    r"(?:为|占|相当于|达到?)(?:年度|全年|年初|调整|变动|后)*(?:计划|任务|目标|预算)(?:任务|数)?的?$"
)
TIMES_OF = regex(r"(?P<name>[^，。；]{2,30})(?:是|为|相当于)[^，。；]{2,14}的(?:约|近)?$")
RATE_COMPARED = regex(r"的(?:增速|增幅|涨幅)(?:比|较|高|低|快|慢|领)")
OF_THEM = re.compile(r"(?:中|里|当中)，?(?:有|已有|就有)?(?:约|近|超过?)?$")
CONTRIBUTED = regex(
    r"(?:以|用|贡献|创造|集中|聚集|集聚|汇聚|拥有|占据|占有|承担|容纳|提供|产出|供应|生产|撑起|吸引|吸纳|托起|支撑|承载)(?:了|着|出|起)?"
    r"(?:全[市省区县国球]|[一-鿿]{2,4})??(?:约|近|超过?|逾)?$"
)
"""以全市0.1%的土地贡献了5.4%的产值: a share of the whole stands before what it is a share of."""


def held_against_place(span: str) -> str:
    """约为浙江的|四成, 是全国平均水平的|3.2倍: what it is held against; what is measured was named before."""
    m = _RELATIVE.search(span)
    if m is None or not m["place"]:
        return ""
    place = area_at(m["place"])
    known = m["mean"] or m["place"].startswith("全") or (place and place.name == m["place"])
    return m["place"] + (m["mean"] or "") if known else ""


_WHOLE = regex(
    r"(?P<noun>[一-鿿“”]{2,12}(?:企业|项目|平台|机构|学校|医院|园区|基地|产品|单位|人员|学生|专利|成果))(?:当|之)?中，?(?:已有|就?有)?(?:约|近|超过?)?$"
)
"""投资企业中已有|7家上市."""


def counted_before(s: Sentence, q: Quantity) -> str:
    """41个工业大类中有|29个保持增长: what both count."""
    before = [p for p in s.quantities if p.end <= q.start and p.unit in COUNT]
    if not before:
        whole = _WHOLE.search(s.text, s.clause_of(q.start), q.start)
        return whole["noun"] if whole else ""
    return re.sub(r"(?:之|当)?[中里]$", "", right_name(s.text, before[-1].end, s.right_of(before[-1])))
