"""Which place in a ranking is meant, and among whom?  居全国第8位, 西部第一, 首位, 前50名."""

from __future__ import annotations

import re

from monitor.extract.clean import HAN
from monitor.extract.figure import Quantity
from monitor.extract.lazy import regex
from monitor.extract.numeral import CHINESE, parse_number
from monitor.extract.units import UNIT

_RANK = re.compile(
    rf"(?P<first>第)(?P<n>[0-9]+|{CHINESE})(?P<u>位|名)?|(?P<top>前)(?P<m>[0-9]+|{CHINESE})(?P<v>位|名|强)?|首位|榜首|首席之位|之首|居首(?!位)"
)
_RANK_VERB = regex(
    r"(?:居|位居|位列|名列|列|排名?|排在|位次|保持|稳居|跻身|进入|跃居|升至|上升到|跃升[至到]?|前进[至到]|进位[至到]|蝉联|"
    r"排名为?|获|为|均|继续|稳定在|[由从]|[全西东中][国部球市省区]+|世界|全球|亚洲|国际|[省市区县])$"
)
_SCOPE = regex(
    r"(?P<scope>全国同类城市|全国城市|全国省级|全国各省区市|全国|西部地区|西部|东部|中部|中西部|全球|世界|国际|亚洲|全市|全省|全区|国内|"
    r"长江经济带|长三角|珠三角|中部六省|西部12省区市|西南地区|西南|直辖市|副省级城市|同类城市|全州|渝东北|渝东南|渝西|川东北|川南|东北|华东|华南|西北)"
    r"(?:城市|地区|省区市|各省区市|各省份|各省市|各地|各市|各区县|同类\S{1,4}|\S{0,4}中)?(?:的|中|排名|排|位列|第)?$"
)
_CLAUSE_SCOPE = regex(
    r"(?:居|列|排名?|位|在|跻身|进入|入围|保持|跃居|升至|稳居)(?:到)?(?P<scope>全国|全球|世界|西部|中部|东部|全省|全市|亚洲|国内|长三角|中西部)"
)
_NOT_RANK_AFTER = regex(
    rf"[届次期批版号季章条节款编卷课集讲步阶产梯轮站线时党副代书大责要动生]|[{HAN}]{{0,2}}季度|一(?:产业|线)|三方|二产业|[0-9]|个|家|座|条|项"
)
_SCOPES = {
    "世界": "全球",
    "国际": "全球",
    "国内": "全国",
    "西部地区": "西部",
    "全国各省区市": "全国",
    "全国省级": "全国",
    "全国城市": "全国",
}


def read_rank(text: str, i: int) -> tuple[Quantity | str, int]:
    m = _RANK.match(text, i)
    if m is None:
        return "", i + 1
    before, after = text[max(0, i - 24) : i], text[m.end() : m.end() + 6]
    number = parse_number(m["n"] or m["m"] or "1")
    placed = bool(_RANK_VERB.search(before))
    scope = _SCOPE.search(before)
    if number is None:
        return "trap:no_number", m.end()
    if re.match(r"的(?:企业|单位|产品|城市|高校|品牌|区?县|乡镇|街道|个人|团队)|、唯一", after):
        return "trap:ordinal", m.end()  # 占有率全球第一的企业: which ones are counted
    if m["top"] and re.match(rf"(?:的)?[{HAN}]{{2,8}}(?:中|里)", text[m.end() : m.end() + 12]):
        return "trap:ordinal", m.end()  # 前五的城市中: among whom
    if m["first"]:
        placed = placed or bool(
            re.search(
                r"(?:排(?!行)名?|位居|位列|居)[^，。；0-9]{1,16}$|第[0-9]+、[^，。；0-9]{0,12}$", before
            )
        )
        if m["u"] is None and (
            _NOT_RANK_AFTER.match(after)
            or not (placed or scope)
            or (re.match(rf"[{HAN}]", after) and not re.match(r"[的和与及且并、位]|，", after))
        ):
            return "trap:ordinal", m.end()
        if (
            m["u"]
            and not (placed or scope)
            and not re.search(r"(?:[居列排位名](?:次|名)?|跻身|进入|入围|进至|升至)[^，。；]{0,18}$", before)
        ):
            return "trap:ordinal", m.end()
    elif m["top"]:
        if (
            not m["v"]
            and not scope
            and not re.search(r"(?:居|列|排名?|进入|跻身|位居|位列|入围)[^，。；]{0,6}$", before)
        ):
            return "trap:ordinal", m.end()
        if re.match(rf"(?:{UNIT}|季|期|年|月|日|天)", text[m.end() : m.end() + 3]) and not m["v"]:
            return "trap:ordinal", m.end()
        if not (
            placed or scope or re.search(r"(?:居|列|排|进入|跻身|入围|稳居|名列)[^，。；]{0,8}$", before)
        ):
            return "trap:ordinal", m.end()
    elif (m.group() == "榜首" and re.match(rf"[{HAN}]", after)) or (
        m.group() == "首位"
        and (
            not re.search(r"(?:居|列|排名?|占|位居|保持|蝉联|雄踞|第)[^，。；]{0,12}$", before)
            or re.match(r"战略|[度，]?的?(?:战略|产业)", after)
        )
    ):
        return "trap:ordinal", m.end()
    start = i - (len(scope.group()) if scope else 0)
    if (
        scope is None
        and (inner := _CLAUSE_SCOPE.search(text, i - 24, i))
        and not re.search("[。；，]", text[inner.end() : i])
    ):
        where: str | None = inner["scope"]
    else:
        where = scope["scope"] if scope else None
    comparator = "<=" if m["top"] else "="
    q = Quantity(
        start,
        m.end(),
        i,
        number,
        "位",
        comparator,
        kind="rank",
        scope=_scope_name(where),
        stop=m.end(),
        rule="quantity:rank",
    )
    return q, m.end()


def _scope_name(scope: str | None) -> str | None:
    return None if scope is None else _SCOPES.get(scope, scope)
