"""Which members has a coordinated name, and what do they share?  汽车、电子产业增加值, 城乡居民收入."""

from __future__ import annotations

import re

from monitor.extract import indicator as naming
from monitor.extract.areas import area_at
from monitor.extract.former import PER_SO_MANY
from monitor.extract.lazy import regex
from monitor.extract.subject import Subject

_LIST_SPLIT = re.compile(r"、|以及|and|和(?!谐|平)|与(?!会)|及(?!其|格)")
_SECTORS = regex(r"第?一、?(?:第)?二(?:、|和)?(?:第)?三(?P<of>次?产业|产(?!品))")
MEASURE_NOUN = regex(
    r"(?:增加值|总产值|产值|营业收入|销售收入|收入|投资|利润|出口额|进口额|出口值|进口值|进出口值|进出口|出口|进口|销售额|产量|面积|参保人数|人数|支出|贷款余额|存款余额|余额|总额|成交额|零售额|拥有量|使用量|吞吐量|发送量|运输量|周转量|客运量|货运量|发电量|用电量|备案量|数量|总数|价格|普及率|覆盖率|参保率)$"
)
TRADED = ("进出口", "出口", "进口")


def places_of(span: str) -> tuple[list[Subject | None], str]:
    """永川区、江津区、涪陵区规上工业增加值: the areas, and the last member, which holds the name they share."""
    parts = [p.strip() for p in _LIST_SPLIT.split(span)]
    words = [naming.without_time(p) for p in parts]
    areas = [area for w in words if (area := area_at(w))]
    alone = len(areas) == len(parts) and all(a.name == w for a, w in zip(areas[:-1], words[:-1], strict=True))
    return ([Subject(a.canonical, True) for a in areas] if alone else []), parts[-1]


def items_of(span: str) -> list[str]:
    """The members of a coordinated name: 高新技术企业和科技型企业."""
    span = _SECTORS.sub(_each_sector, span)
    body, depth, parts, at = span, 0, [], 0
    for m in re.finditer(r"[“《(]|[”》)]|" + _LIST_SPLIT.pattern, body):
        if m.group() in "“《(":
            depth += 1
        elif m.group() in "”》)":
            depth -= 1
        elif depth <= 0:
            parts.append(body[at : m.start()])
            at = m.end()
    parts.append(body[at:])
    if (
        suffix := re.search(
            r"(?:等|[一二三四五六七八九十两0-9]大)(?:[^，。]{0,8}?(?:领域产品|行业|产业|领域|产品|板块|方式|门类))(?P<tail>[^，。]*)$",
            parts[-1],
        )
    ) and len(parts) > 1:
        tail = re.sub(r"^(?:实现|完成)", "", suffix["tail"])
        parts = [p + tail for p in [*parts[:-1], parts[-1][: suffix.start()]]]
    if len(parts) > 1:
        parts[-1] = _OF_EACH.sub("", parts[-1])
    names = [naming.left_name(p) for p in parts]
    return [n for n in names if n]


_OF_EACH = regex(r"(?<=(?:企业|经济|产业|行业))的(?=(?:工业)?(?:增加值|产值|营业收入|利润|投资))")
"""国有企业、民营企业|的|增加值分别…: the last member says it for all."""


def _each_sector(m: re.Match[str]) -> str:
    """一、二、三产业, 一二三产: each by its own name."""
    of = m["of"]
    return "、".join(n + of if of == "产" else f"第{n}{of}" for n in "一二三")


_HAS_A_HEAD = regex(rf"{MEASURE_NOUN.pattern}|[额率量值数家项个]$")
_HEAD = 4
_AMOUNT_ENDS = ("耗", "量", "额", "率", "值", "度")
"""An item that ends so has its own head: 能耗、二氧化碳排放."""
_OWNER = regex(r"[一-鿿]{2,14}(?:企业|工业|产业|经济|园区)")
_TAXES = frozenset(
    {"利税", "税金", "实交税金", "上缴税金", "税收", "利润总额", "从业人员", "营收", "出口交货值"}
)
"""非公有制企业营业收入、利润总额: all are those firms'."""
_KIND_BEFORE = regex(r"(?:产业|行业|企业)$")
_SHORT = 3
_SIDES = frozenset({"城镇", "农村", "城市", "乡村", "国内", "国外", "市内", "市外", "境内", "境外", "全体"})
_SHARE_TAIL = regex(r"(?<=.)(?:增加值|总产值|产值|营业收入|收入|投资|产量|出口)?占.+$")
_INSURED = regex(r"[一-鿿]{2,4}(?P<rest>保险.+)")
"""养老、失业、工伤保险参保人数: all three are insurances."""


def telescoped(items: list[str]) -> list[str]:
    """城镇、农村居民人均可支配收入: what all members share is said with the last, or with the first."""
    first = items[0]
    if (per := PER_SO_MANY.match(first)) and not any(PER_SO_MANY.match(item) for item in items[1:]):
        return [first, *(per.group() + item for item in items[1:])]
    noun = MEASURE_NOUN.search(first)
    owner = _OWNER.fullmatch(first, 0, noun.start()) if noun else None
    if owner and all(MEASURE_NOUN.fullmatch(item) or item in _TAXES for item in items[1:]):
        return [first, *(owner.group() + item for item in items[1:])]
    if first.startswith("对") and items[-1].endswith(TRADED):
        items = [first, *("对" + item.removeprefix("对") for item in items[1:])]
    return [*(_completed(item, items[-1]) for item in items[:-1]), items[-1]]


def _completed(item: str, last: str) -> str:
    """A member with what the last one says for all."""
    shared = _SHARE_TAIL.search(last) if "占" in last else None
    if shared and "占" not in item and item[-1] == last[shared.start() - 1]:
        return item + shared.group()
    if (insured := _INSURED.match(last)) and not item.endswith("保险"):
        return item + insured["rest"]
    if item in _SIDES and last[: len(item)] in _SIDES and len(last) > len(item) + 2:
        return item + last[len(item) :]
    if re.fullmatch("[A-Za-z0-9.]+", item) and (sign := re.match("[A-Za-z0-9.]+", last)):
        return item + last[sign.end() :]
    if len(item) > 2 and len(last) > len(item) + 2 and last[: len(item)].endswith(item[-2:]):
        return item + last[len(item) :]
    if last.endswith("产业") and len(item) > 1 and item[-1] not in "业" and not item.isascii():
        return item + "产业"  # 电子信息、装备制造、医药健康产业
    noun = MEASURE_NOUN.search(last) if not item.isascii() else None  # PPI和购进价格
    if noun and noun.start() > 1 and len(item) > 1 and not _HAS_A_HEAD.search(item):
        kind = _KIND_BEFORE.search(last, 0, noun.start()) if len(item) <= _SHORT else None
        return item + (kind.group() if kind else "") + noun.group()
    alike = (
        0 < len(item) <= _HEAD and not item.isascii() and len(last) >= len(item) + 3 and item[-1] != last[-1]
    )
    return item + last[len(item) :] if alike and not item.endswith(_AMOUNT_ENDS) else item
