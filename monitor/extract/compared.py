"""What is ranked, shared or compared?  The name in words that hold one thing against others."""

from __future__ import annotations

import re

from monitor.extract.indicator import after_break, cut_lead, cut_tail, left_name
from monitor.extract.lazy import regex

_SHARE = regex(
    r"(?P<part>.*?)(?:约|仅|已)?占(?:比(?=[^，。；]{2,}的))?(?P<whole>.*?)(?:的)?(?:比重|比例|份额)?(?:的)?(?:也|已|均|长期|将|首次|有望|预计|保持在?|稳定在?|维持在?|控制在|约|近|超过?|达到?|为|均值|提高到|提升至|提升到|升至|由|从|上升到|上升至|比例|比重)*$"
)
_AMONG = regex(
    r"(?:超?过|高于)?.{0,4}平均水平|"
    r"(?:在)?[^，。；]{0,14}(?:城市|地区|省份|区县|省区市|县区|园区|企业|市县)(?:\([^()]*\))?(?:中|里|当中)?(?:只|仅|均|也)?(?:位居[^，]{0,4}|排|位列|居)?$"
)
_RATE_RANKED = regex(
    r"[，、；其 ]*(?P<rate>增速|增幅|降幅|涨幅|占比|比重|增量)(?:[由从居列排位在为达均暂继续保持]|名列|位居|稳居|跃居)*"
)
_PLACE_IN = regex(r"在(?P<list>[^，。；在]{2,16}?)(?<![中里])的?(?:排名|排位|位次)")
_LISTING = regex(r"[一-鿿]{0,4}《(?:20[0-9]{2}年?)?(?P<title>[^》]{2,30})》(?:榜单|报告|名单)?")


def ranked_name(span: str) -> str:
    """What is ranked, without among whom: 总量在渝东北各区县里排 -> 总量."""
    if (listed := _PLACE_IN.search(span)) and len(own := left_name(span[: listed.start()])) < 2:
        return listed["list"] + "排名"
    if listed:
        return own
    span = re.sub(
        r"[，、]?(?:前进|上升|提升|后退|下降)[一二两三四五六七八九十0-9]+[位名](?:至|到)?(?:全[国省市区县])?$",
        "",
        span,
    )
    span = re.sub(r"[0-9一二三四五六七八九十]+年来?(?:稳居|位居|居|保持|蝉联|排)[^，。；]*$", "", span)
    if alone := _RATE_RANKED.fullmatch(re.sub(r"(?<=[居列])[^，。；]{2,8}$", "", span)):
        return alone["rate"]
    span = re.sub(r"(?:排|列)(?!名)[一-鿿]{2,8}$", "", span)
    span = re.sub(
        r"(?:在|于)[^，。；在于]{1,16}(?:中|里|内|之中)?(?:位居[^，]{0,4}|位列|排名?|居|列)?$", "", span
    )
    name = re.sub(r"^(?:位居|稳居|居(?!民)|位列|排)[^，]*$", "", left_name(span))
    name = re.sub(r"(?:时隔|连续|蝉联|重返|重回)[^，]*$", "", name)
    if titled := _LISTING.fullmatch(name):
        return titled["title"]
    return "" if _AMONG.fullmatch(name) or re.match(r"(?:重返|跻身|蝉联|跃居|继续)", name) else name


def share_name(span: str) -> str | None:
    """`研发投入占营业收入的` -> 研发投入占营业收入比重; None where the span has no 占."""
    span = _EXCEEDS.sub("占", after_break(span))
    if "占" not in span:
        return None
    span = _AMONG_ALL.sub(r"占\g<whole>的比重", re.sub(r"[一二三四五六七八九十]年累计", "", span))
    m = _SHARE.match(span)
    if m is None:
        return None
    if named := re.search(r"[(](?P<rate>[^()]{2,14}(?:率|比重|占比))[)]", m["whole"]):
        return named["rate"]
    part, whole = cut_tail(cut_lead(m["part"])), m["whole"].strip("的了到")
    if not part and whole in ("总数", "总量"):
        return "占比"
    if (
        whole.startswith("比")
        or not whole
        or re.fullmatch(r"(?:全[市省区县国]|其|总数|总量|全部|比|地)(?:的)?(?:总量|总数|比重)?", whole)
    ):
        place = re.match(r"全[市省区县国]", whole)
        if not part and not place:
            return "占比" if whole.startswith("比") or not whole else None
        return (f"{part}占{place.group()}比重" if place else part + "占比") if part or place else None
    return f"{part}占{whole}比重" if part else f"占{whole}比重"


_EXCEEDS = regex(r"(?<=[一-鿿]{2})(?:超过|不足|接近|达到?|约为)(?=全[国省市球区县]总[量数额]的$)")
"""产量超过|全国总量的|1/3: a share, told as if it were passed."""
_AMONG_ALL = regex(
    r"在(?P<whole>[^，。；在]{2,16}?)(?:当中|之中|中)所?占的?(?:比重|比例|份额|比)?(?:依然|仍然?|一直|约)?在?"
)
"""总产值在生产总值中占: the part in its whole, told the other way round."""


def strip_comparison(span: str) -> str:
    """Without what a figure is held against: 产值比上年 -> 产值."""
    while (shorter := _COMPARISON.sub("", span)) != span:
        span = shorter
    return span


_COMPARISON = regex(
    r"(?:比|较|高于|低于|高出|快于|超过|超越|赶超|领先)(?:全[国省市区县]|[^，。；]{1,6}(?:平均|水平))[^，。；]{0,6}$"
    r"|(?:(?:(?:较|比|与|(?<!合)(?<!共)同)[^，。；]{0,14}?(?:年|期|末|底|月|初|届|水平|均值?|季度|同期)(?:[(][^()]{1,6}[)])?(?:相比|的)?(?:，)?|同比|环比|年均|平均每年)+(?:实现|再|分别|均|名义|实际|累计|净|合计)*)$"
    r"|(?<![占之同环对可])(?:比(?!重|例|率|值|上)|较)[^，。；的]{1,12}(?:前|时|后|期间|均)?(?:再|又|均|已)?$"
    r"|(?:超出|超(?=全|[^，。；]{0,6}平均)|高于|高出|低于|快于|慢于|好于|优于|多于|少于)[^，。；]{1,14}$"
    r"|在[^，。；在]{2,16}的?基础上(?:再|又|实现)?$"
    r"|(?:扣除|剔除|按)(?:[^，。；]{0,12})(?:因素|价格?|口径)(?:影响)?(?:后|计算)?(?:，)?(?:同比|实际|名义)*$"
)
