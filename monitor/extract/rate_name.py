"""What is the name of a growth, a change or a share?  That of what grows, or of the part and its whole."""

from __future__ import annotations

import re

from monitor.extract import former
from monitor.extract import indicator as naming
from monitor.extract.compared import share_name, strip_comparison
from monitor.extract.counted import right_name
from monitor.extract.figure import Quantity
from monitor.extract.former import inherit
from monitor.extract.kind_of import ACTED, NEW
from monitor.extract.lazy import regex
from monitor.extract.measure import Measured
from monitor.extract.relative import (
    CONTRIBUTED,
    OF_PLAN,
    RATE_COMPARED,
    TIMES_OF,
    held_against_place,
)
from monitor.extract.sentence import Draft, Found, Sentence
from monitor.extract.units import COUNT
from monitor.types import Measure

_GOODS = regex(r"[一-鿿、]{2,10}(?<!价格)(?<!指数)(?<![量额值率])(?<!收入)(?<!投资)(?<!利润)(?<!CPI)")
_AMOUNT_ALONE = regex(r"(?:增加值|总产值|产值|营业收入|营收)占")
_SHARE_MOVED = regex(r"占.*(?:比重|比例|份额)[^，。；]{0,4}$")
_HELD_AGAINST = regex(r"^[，、；]?(?:约|大约)?(?:相当于|是|为)[^，。；]{2,14}$")
_PULLS = regex(
    r"[，、；]*(?P<who>[^，。；]*?)(?:合计|共同|分别|直接|可)*(?:拉动|带动)(?P<what>[^，。；]{0,20})$"
)
"""装备制造业增长9%，拉动规上工业|增长3个百分点."""
_CONTRIBUTION = regex(r"[^对]*贡献率$")
_PUT_INTO = regex(r"(?:拿出|将|把|以|按)(?:当年|上年|每年)?(?P<whole>[一-鿿]{2,8})的(?:约|近|超)?$")
_INTO = regex(
    r"(?:以上|左右)?(?:用于|投入到?|投向)(?P<use>[一-鿿]{2,6}?)(?:上|中|之中|领域|活动)?(?=[，。；\n]|$)"
)
"""每年拿出销售收入的|6%用于研发."""
_LESS = regex(r"(?:扣除|剔除)(?![^，。；]*(?:因素|价格))[^，。；0-9]{2,14}")
"""固定资产投资增长1.6%，扣除房地产开发投资|增长4.8%."""
_GOODS_OF_A_SHARE = regex(
    r"的?(?P<what>[一-鿿]{2,10}?)(?=、[0-9]|[均都]?(?:产自|出自|来自)|在[一-鿿]{2,6}(?:生产|制造))"
)
_OF_A_WHOLE = regex(r"占比$|(?<=.)占[^占]{1,12}(?:比重|比例)$")
"""产值占全国比重为6%，占西部比重为30%: the second share is not one of the first."""
_IN_THE_WORLD = regex(r"(?:全球|全国|世界)(?:[0-9.]+%[^，。；、]{2,12}、)*$")
"""全球25%|智能手机、20%毛衣产自…"""
_THOSE = regex(
    r"(?:以上|左右)?(?:[均都]|已)?(?:为|是)?(?P<who>(?:(?<=[为是])|(?=来自|拥有|具有|建在|设在|分布|集中|属于|落户|获得|布局|出口|销往|用于|由))[^，。；、0-9“”]{2,14}(?:、[^，。；、0-9“”]{2,10})?)(?=[，。；\n]|$)"
)
"""其中80%|拥有博士学历, 超过六成|建在企业: a share of what was counted before."""
_BESIDE = regex(r"[，；、 ]*(?:其中，?)?(?:有|约|近)?")
_OF_WHOM = regex(
    r"(?:左右)?(?P<whom>(?!的|以上|左右|[增高低同比较目提下上快慢])[一-鿿]{2,6}(?:通|稳定|实现|完成|达|拥有|用上|建成|纳入|参加|获|用于|投向|来自|由)[^，。；0-9]{2,12})(?=[，。；、\n]|$)"
)
"""超80%|监测对象稳定脱困: a share of those who stand right of it."""


def name_of_growth(
    s: Sentence, q: Quantity, m: Measured, left: int, span: str, earlier: list[Draft]
) -> Found:
    if m.measure is Measure.MULTIPLE and earlier and held_against_place(span):
        return earlier[-1].name, "indicator:relative_to"
    if (
        m.measure is Measure.MULTIPLE
        and (told := TIMES_OF.search(span))
        and (own := naming.left_name(told["name"]))
    ):
        return own, "indicator:left"
    if m.measure is Measure.MULTIPLE and _HELD_AGAINST.search(span):
        return inherit(s, left, earlier)
    if earlier and m.rule == "measure:points" and (pulled := _PULLS.match(span)):
        said = (d.name for d in reversed(earlier) if not _CONTRIBUTION.match(d.name))
        branch = re.sub(r"占.*比重$|对.*贡献率$", "", next(said, earlier[-1].name))
        who = naming.left_name(pulled["who"]) or branch
        return f"{who}拉动{pulled['what']}增长", "indicator:pulls"
    if m.rule == "measure:cut_down":
        return naming.left_name(
            re.sub(r".*(?:压减|削减|缩减|减少|压缩|压降)", "", span)
        ), "indicator:cut_down"
    name = share_name(span) if _SHARE_MOVED.search(span) else ""
    name = name or naming.left_name(strip_comparison(span))
    if earlier and (less := _LESS.fullmatch(name)):
        return f"{less.group()}的{earlier[-1].name}", "indicator:less"
    if former.gained(span) and len(own := naming.left_name(strip_comparison(span.rstrip("新净")))) >= 2:
        return "新增" + own, "indicator:gained"
    if former.gained(span) and m.measure is not Measure.CHANGE:
        return "新增" + inherit(s, left, earlier)[0].removeprefix("新增"), "indicator:gained"
    if whole := former.of_what_moved(s, name, earlier, growth=m.measure is Measure.GROWTH):
        return whole
    if len(name) >= 2 and earlier and earlier[-1].name.endswith("价格") and _GOODS.fullmatch(name):
        return name + "价格", "indicator:sibling"  # 食品烟酒价格上涨1.4%，衣着上涨1.2%
    if len(name) >= 2:
        return name, "indicator:left_of_verb"
    if earlier and m.rule == "measure:growth_follows" and RATE_COMPARED.match(s.text, q.end):
        return inherit(s, left, earlier)
    if m.rule == "measure:growth_follows" and (right := _after_growth(s.text, q, s.right_of(q))):
        return right, "indicator:right_of_growth"
    return inherit(s, left, earlier)


def name_of_share(s: Sentence, q: Quantity, left: int, span: str, earlier: list[Draft]) -> Found | None:
    goes_on = bool(earlier) and "indicator:share_of_whole" in earlier[-1].rules and not span.strip("、和")
    if goes_on or CONTRIBUTED.search(span):
        held = re.match(r"的(?P<noun>[^，。；和与、]{2,14})", s.text[q.end : s.right_of(q)])
        if held:
            noun = re.sub(r"(?:贡献|创造|集中|产出|生产(?!总值)).*", "", held["noun"])
            return noun + "占比", "indicator:share_of_whole"
    of_whole = len(earlier) > 1 and span.strip("约近") == earlier[-1].name + "的"
    if of_whole and s.text.find("占", earlier[-2].quantity.end, earlier[-1].quantity.start) >= 0:
        return f"{earlier[-2].name}占{earlier[-1].name}比重", "indicator:share_of_whole"
    if earlier and OF_PLAN.search(span):
        return earlier[-1].name + "占比", "indicator:share_of_the_former"
    if re.search(r"其中的?$", span) and earlier and q.unit == "%" and len(span) > 3:
        return earlier[-1].name + "占比", "indicator:share_of_the_former"
    if earlier and (base := held_against_place(span)):
        return f"{earlier[-1].name}相当于{base}", "indicator:relative_to"
    if share := share_name(span):
        if whole := former.of_the_share(share, earlier):
            return whole, "indicator:share"
        if _AMOUNT_ALONE.match(share) and (topic := former.earlier_clause(s, left)).endswith(("业", "经济")):
            share = topic + share  # 战略性新兴产业快速发展，增加值占…比重
        if share.startswith("占") or share == "占比":
            share = _OF_A_WHOLE.sub("", inherit(s, left, earlier)[0]) + share
        return share, "indicator:share"
    right = s.text[q.end : s.right_of(q)]
    if (put := _PUT_INTO.search(span)) and (into := _INTO.match(right)):
        return f"{into['use'].removesuffix('投入')}投入占{put['whole']}比重", "indicator:share_put_into"
    if earlier and (use := re.match(r"(?:左右)?用于[^，。；]{2,8}", right)):
        return f"{earlier[-1].name}{use.group()}占比", "indicator:share_of_the_former"
    if not span.strip("，；、 超近约过每年") and (whom := _OF_WHOM.match(right)):
        return whom["whom"] + "占比", "indicator:share_right"
    if earlier and q.unit == "%" and (those := _THOSE.match(right)) and _BESIDE.fullmatch(span):
        counted = earlier[-1].quantity.unit in COUNT and right[those.start("who") - 1] not in "为是"
        noun = re.sub("总?数量?$", "", ACTED.sub("", NEW.sub("", earlier[-1].name))) if counted else ""
        return f"{those['who']}{noun}占比", "indicator:share_right"
    goods = _GOODS_OF_A_SHARE.match(s.text, q.end)
    if goods and _IN_THE_WORLD.search(s.text, s.start, q.start):
        return goods["what"] + "占比", "indicator:share_right"
    if re.match(r"的[^，。；]{0,6}目标", right):
        return inherit(s, left, earlier)
    alone = len(naming.left_name(span)) < 2 or span.endswith("、") or _AND_OF.fullmatch(span)
    if right.startswith("的") and alone:
        return re.sub(r"[，。；：\n].*", "", right[1:])[:24].rstrip("、") + "占比", "indicator:share_right"
    return None


_AND_OF = regex(r"的[^，。；0-9]{2,16}(?:和|与|及|以及)(?:近|约|超过?)?")
"""84%的甲企业和|65%的乙企业."""


def _after_growth(text: str, q: Quantity, end: int) -> str:
    m = re.match(r"(?:左右|以上)?的?[^，。；]{0,6}(?:增长|增速)(?!率|速度)", text[q.stop : end])
    return "" if m is None else right_name(text, q.stop + m.end(), end)
