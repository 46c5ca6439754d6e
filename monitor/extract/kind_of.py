"""Which kind or part of what was named before is meant?  其中国家级12家, 已授权19件."""

from __future__ import annotations

import re

from monitor.extract.figure import Quantity
from monitor.extract.lazy import regex
from monitor.extract.sentence import Draft, Found, Sentence
from monitor.extract.units import COUNT, MONEY

_OF_A_PRODUCT = frozenset({"出口", "渗透率", "市场占有率", "市占率"})
_PRODUCT = regex(r"(?P<what>[^，。；]{2,12})(?:产量|销量)")
"""摩托车产量421万辆，其中出口312万辆: of the same goods."""
PLACES_OF_LIFE = frozenset({"城市", "农村", "城镇", "乡村"})
NEW = regex(
    r"^(?:净增|形成|新(?:增|建成|建|入库|入规|升规|认定|培育|登记|获批|获评|引进|签约|开工|设立|创建|入选|评定|改建|开通|授权|备案))"
)
_ACT = regex(r"(?:已|被|在|获)?(?P<act>[一-鿿“”]{2,12})(?=[，。；、])")
_KINDS_OF = re.compile(
    r"(?:科创板|北交所|创业板|主板|新三板|[国部省市区县]级|国家级|世界级|一类|二类|[A-Z]类|[一二三四五]级|[三二]甲|女性?|男性?|博士|硕士|本科|专科|境[内外]|省外|市外|公办|民办|重点|新增|"
    r"增量|存量|民营|国有|外资)"
)
_NEWLY = regex(r"新(?:设立?|认定|增|签约?|引进|开工|培育|登记)")
_STATES = frozenset(
    {
        "授权",
        "获批",
        "投产",
        "建成投产",
        "开工",
        "完工",
        "竣工",
        "完成",
        "改造",
        "新开工",
        "新设立",
        "新设",
        "新登记",
        "新注册",
        "供应",
        "筹集",
        "分配",
        "在建",
        "办结",
        "转化",
        "采纳",
        "投用",
        "通车",
        "建成通车",
        "建成投用",
        "建成投运",
        "竣工投产",
        "投运",
        "保有量",
    }
)
"""已授权19件 after 申请发明专利46件: what became of the things counted before."""
_EXTENTS = frozenset({"公里", "千米", "亩", "平方米", "公顷"})
ACTED = regex(
    r"^(?:获授权|授权|实有|现有|新?开工|投产|获|拥有|申请|新?签约|实施|引进|受理|落地|推广|新建|建设|改造|规划|提出|累计)+"
)
_TITLES = re.compile(r"博士后?|硕士|本科生?|专科生?|院士|教授|高级职称|研究生")
_SAID_OF = regex(
    r"(?:授权|申请|拥有|成交|生产|产|销|产销|销售|零售|使用|进出口|出口|进口|保有|登记|批发)?(?:量|额|数|面积|收入|产值|增加值|总值|总额|投资|价格)"
)


def noun_of(earlier: list[Draft], unit: str) -> str:
    """What 国家级12家、省级30家 are kinds of: the last name of that unit that is no kind itself."""
    said = (d for d in reversed(earlier) if d.quantity.unit == unit)
    whole = next((d.name for d in said if "indicator:kind_of_the_former" not in d.rules), "")
    if not whole and unit in COUNT and earlier[-1].quantity.unit in COUNT:
        whole = earlier[-1].name  # 平台210家，其中国家级62个
    return re.sub(r"^(?:新增|净增|新建|(?:市级|省级|国家级)(?:以上|及以上)?)", "", whole)


def _part_of(name: str, whole: str) -> str:
    """专利授权量…，其中发明专利: what is said of the whole is said of the part, 发明专利授权量."""
    for cut in range(len(whole) - 1, 1, -1):
        if name.endswith(whole[:cut]) and name != whole[:cut] and _SAID_OF.fullmatch(whole[cut:]):
            return name + whole[cut:]
    return ""


def kind_of(s: Sentence, q: Quantity, span: str, name: str, earlier: list[Draft]) -> Found | None:
    """其中国家级…, 其中7项…: a kind or a part of what was named before."""
    last = earlier[-1]
    if _TITLES.fullmatch(name) and (held := _TITLES.search(last.name)) and held.end() == len(last.name):
        return last.name[: held.start()] + name, "indicator:kind_of_the_former"
    if _KINDS_OF.fullmatch(name) and (noun := noun_of(earlier, q.unit)):
        return name + noun, "indicator:kind_of_the_former"
    bare = not name and span.strip("，；、").endswith("其中") and q.unit == last.quantity.unit
    if bare and (act := _ACT.match(s.text, q.end)):
        return act["act"] + NEW.sub("", last.name), "indicator:part_of_the_former"
    if (
        "其中" in span
        and (newly := _NEWLY.match(last.name))
        and not name.startswith("新")
        and q.unit == last.quantity.unit
        and name
    ):
        return newly.group() + name, "indicator:part_of_the_former"
    same = next((d for d in reversed(earlier[-3:]) if d.quantity.unit == q.unit), None)
    if name in _STATES and same and (q.unit in COUNT or q.unit in _EXTENTS or name == "保有量"):
        return name + ACTED.sub("", same.name), "indicator:state_of_the_former"
    if "其中" in span and (part := _part_of(name, (same or last).name)):
        return part, "indicator:part_of_the_former"
    if name in _OF_A_PRODUCT and (made := _PRODUCT.fullmatch((same or last).name)) and q.unit not in MONEY:
        return made["what"] + name, "indicator:part_of_the_former"
    if name in PLACES_OF_LIFE:
        return name + earlier[0].name, "indicator:part_of_the_former"
    return None
