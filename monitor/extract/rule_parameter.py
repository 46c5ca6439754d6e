"""Which number is a parameter of a rule?  What is granted, what qualifies, how big a thing must be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.extract.lazy import regex
from monitor.extract.units import MEASURE, MONEY

if TYPE_CHECKING:
    from monitor.extract.figure import Quantity

_POLICY_GIVE = re.compile(
    r"(?:给予|予以|奖励|补助(?!标准)|补贴(?!标准)|资助(?!标准)|奖补|贴息|减免|(?<![查惩])处以?|可申请|可享受|可获得?)[^，。；]{0,14}$|按(?![^，。；]{0,8}汇率|增长|[时期揭需月年劳]|可比口径|(?:不变|可比|现|当年)价|美元|人民币|常住)照?[^，。；]{0,14}的?$|上浮至?$|最高(?!价|纪录|值|的|成交|单|已?达|为)(?:可|不超过|给予|额度)?[^，。；]{0,8}$"
)
_POLICY_DONE = regex(
    r"已|累计|共|去年|全年|今年以来|兑现|新增|发放了|(?<![按可予将])发放[^，。；]{2,8}补贴$|获得[^，。；]{2,14}(?:奖励|补助|奖补|资金)$|达到|完成|落实|争取到|拨付"
)
_CONDITION = re.compile(r"(?:^|[，。；：])(?:对于?|凡|若|如果?|当年|首次|新)[^，。；：]{0,24}$")
_THRESHOLD = regex(
    r"(?:及)?(?:以上|以下|以内)?(?:[（(]含[^）)]{0,8}[）)])?的?(?:规模|技改|重点|产业|招商|新)?(?:工业|服务业|批发|零售|大型|重点|重大|外资|企业|项目|法人|老年?人|人口|人群|儿童|居民|单位|机构|家庭|城市|建筑|锅炉|纳税人|常住|行政村|村)"
)
_OBJECT_OF = re.compile(
    r"(?:主营业务收入|营业收入|营收|销售额|年收入|投资额?|总投资|产值|市值|估值|税收|年龄|单体|单个|单项|面积|规模|金额|人口)(?:在|为|达|达到|超过?|超|不低于)?$"
)
_WHO = r"(?:企业|单位|机构|项目|个人|人员|家庭|平台|团队|纳税人|个体工商户|创业者|毕业生|职工|居民|用人单位|法人)"
_RULE_AHEAD = re.compile(
    rf"(?:[(（][^)）]{{0,24}}[)）])?(?:（含）)?(?:及?以上|及?以下|以内)?的[^，。；]{{0,14}}{_WHO}[)）]?(?:，|可|给予|予以|按)(?:最高)?(?:可|给予|予以|按|免|享受|应当?|须|不得|最高)"
    rf"|(?:的?{_WHO})?(?:达到[0-9.]+%)?[)）]的[^，。；]{{0,14}}{_WHO}，可"
    rf"|及?以下的[^，。；]{{0,8}}(?:贷款|企业|项目|单位)|及?以上、[^，。；]{{0,24}}的[^，。；]{{0,6}}{_WHO}|可(?:以)?抵[免扣]"
)
_PRICE = regex(r"/(?:晚|张|位|间|桌|份|注|场|台|次|瓶|盒)")
_BEFORE_PAUSE = re.compile(r".*[，。；\n]", re.DOTALL)
_THOSE_WITH = re.compile(
    r"[0-9](?:余|多)?[家个][一-鿿]{0,5}(?:企业|市县|区县|县区|园区|乡镇|集群|产业链)[^，。；、0-9]{2,12}(?:超过?|突破|过|逾)$"
)
"""191家工业企业营业收入超|百亿元: says which ones are counted."""
_SIZE_OF = regex(
    r"(?:以上|级|及以上)?(?:的?[一-鿿]{0,4}(?:项目|岗位)|(?!的)[一-鿿]{0,4}(?:企业|产业链|集群))(?:约|超过?|近|达|有|共)?[0-9一二两三四五六七八九十][0-9.]*万?[个项家条户]"
)
_CLASS_OF = regex(r"(?:级)?(?:项目|品牌|单品)[0-9]+[个家]")
"""业务量超千万件|项目3个."""
_MORE_OF_THEM = regex(r"元[^，。；0-9]{2,6}[0-9]+[户家个][、，](?:过|超过?|逾)[0-9.]+亿元(?=[0-9]+[户家个])")
"""产值过10亿元企业18户、过|50亿元3户: the next size of the same."""
_HERD = frozenset({"头", "羽", "只", "亩", "张", "床", "平方米", "户", "人", "万千瓦"})
_SIZED = regex(r"(?:及)?以上的?[一-鿿]{2,10}[0-9]+[个家处座所]")
"""3000头以上|规模化养殖场8个: the size of what is counted."""
_TOO_MUCH = 100_000_000
"""What no rule grants to one applicant: an amount like that is a sum."""


def rule_parameter(text: str, q: Quantity, preceding: str, following: str) -> bool:
    """Amounts in a rule (对…给予最高500万元) and thresholds in a definition (2000万元及以上工业企业)."""
    said = _BEFORE_PAUSE.match(preceding)
    clause = preceding[said.end() :] if said else preceding
    if _RULE_AHEAD.match(text, q.stop):
        return True
    if q.unit in MONEY and _PRICE.match(following):
        return True
    odd = q.unit in MONEY and "." in text[q.at : q.stop]  # 补助21.46万元: a sum, no round grant
    if q.unit == "%" or (q.unit in MONEY and not odd and (q.value < _TOO_MUCH or "最高" in clause)):
        if (
            _POLICY_GIVE.search(clause)
            and not _POLICY_DONE.search(clause)
            and not re.match(r"[^，。；]{0,10}增长", following)
        ):
            return True
        if _CONDITION.search(preceding) and re.match(
            r"(?:以上|以下|及以上)?的(?:，|[^，。；]{0,12}(?:企业|单位|机构|项目|个人|人员|家庭|平台|团队))",
            following,
        ):
            return True
    if (q.unit in MONEY or q.unit in MEASURE) and _OBJECT_OF.search(clause) and _THRESHOLD.match(following):
        return True
    passed = text[q.at] in "百千万亿" and text[max(0, q.at - 1) : q.at] == "过"
    if (
        text[q.at] in "百千万亿"
        and q.unit in MONEY
        and re.match(r"(?:龙头|链主|骨干|工业)?(?:企业|项目)", following)
    ):
        return True  # 营收超百亿元企业: the name of a class
    if _THOSE_WITH.search(preceding) and re.match(r"[，。；、\n]|$", following):
        return True
    if q.unit in ("户", "人") and re.match(
        r"(?:及)?以上的?(?:自然|行政|农村[^，。；0-9]{0,8})?(?:村|村寨|村组|城市|社区|小区|城镇)", following
    ):
        return True
    if text[q.start] in "超过逾" and _CLASS_OF.match(text, q.stop):
        return True
    if q.unit in _HERD and _SIZED.match(text, q.stop):
        return True
    if q.unit in MONEY and _SIZE_OF.match(following):
        return True
    if (
        q.unit in MONEY
        and re.search(r"[超过逾]$", preceding)
        and re.match(r"的?(?:重大|产业)?项目(?![数总0-9])", following)
    ):
        return True
    if q.unit in MONEY and _MORE_OF_THEM.search(text, q.stop - 24, q.stop + 6):
        return True
    if q.unit in ("%", "个百分点") and re.match(r"(?:以上|以下)的，", following):
        return True  # 留用率达到50%以上的，补贴…
    if q.unit in MONEY and re.search(r"单[笔个户项]$", preceding):
        return True
    if (
        q.unit in MONEY
        and preceding.endswith("过")
        and re.match(r"的?(?:省份|城市|大省|强[省市区县])|的(?:市州?|县|区县?|地区)[有共达]", following)
    ):
        return True
    if q.unit in MONEY and passed and re.match(r"的?[^，。；0-9]{0,6}(?:项目|企业|产业)", following):
        return True
    if q.unit in MONEY and re.match(r"(?:及)?以上的?[^，。；0-9]{0,4}(?:项目|企业)", following):
        return True
    tail = text[q.stop : q.stop + 4]
    return (
        tail.startswith(("以上", "及以上", "以下")) and bool(_THRESHOLD.match(following)) and q.unit in MONEY
    )
