"""Would a statistical table list it?  Aggregates of an area are headlines; people, events and parts are none."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.attribute import ASIDE
from monitor.extract.confidence import LISTED, estimate
from monitor.extract.genre import at_a_ceremony, is_official, speaks_for_an_area
from monitor.extract.lazy import regex
from monitor.extract.owner import UNNAMED_PROJECT
from monitor.extract.sentence import Draft
from monitor.extract.units import COUNT, MONEY
from monitor.types import Measure, Observation, Status

_PARTS = re.compile(r"(?:场景|智能体|领域|环节)$")
_ONE_TIME = re.compile(
    r"招聘|招录|招考|运动员|参赛|博览会|交易会|参展|展出|展商|展区|代表团|选手|嘉宾|观众|参会|参展商|评委|人大代表|政协委员|获奖|奖项|(?:国家|行业|地方|团体|国际)标准$|笔试|面试|订单$|订货|球迷|降水概率|能见度"
)
_ON_SHOW = re.compile(r"[^，。；、0-9]{0,8}(?:参展|参会|参赛|观展)")
_LADEN = re.compile("满载|[装搭运]载着")
_CONTEST = regex(r"(?:决赛|大赛|锦标赛|马拉松赛)[^，。；0-9]{0,12}(?:举行|落幕|开赛|鸣枪|开幕|闭幕|收官)")
_PERSON = re.compile(
    r"第一[笔桶]|首笔|创业(?:之初|初期|伊始)|启动资金|转岗|毛收入|自家(?!的?(?:品牌|产品))|家有[0-9一两三四五六七八九十]+口|是[^，。；“”]{2,16}村民，|[我俺](?:[种养卖租买挣赚]|开(?!展|发|放|通)|自己|一个人|流转|承包)|(?:我|[他她])(?:们)?家|(?:^|[，。；“])(?:他(?!们)|她(?!们)|老人|老伴|父亲|母亲|妻子|丈夫|儿子|女儿|[一-鿿]{2,3}(?:先生|女士|大爷|大妈))"
)
_PHASE = re.compile(r"项目[一二三四首]期|[一二三首]期项目|项目年产")
"""项目一期总投资: one project is told of."""
_EQUAL_TO = re.compile(r"相当于[^，。；的]{0,8}$")
"""相当于少烧15万吨标准煤: what it is likened to."""
_ONE_THING = re.compile(
    r"这(?:[颗台款辆枚只套部块张](?!账|阶)|件(?!事)|条(?=[^，。；]{0,12}线)|个(?:零件|产品|软件|机器人))[^，。；]{1,12}"
)
"""这颗螺栓，单价…: one product is told of."""
_AWARDED = re.compile(r"[^，。；、]{0,12}(?:荣获|榜上有名|获奖|获评|获得[^，。；]{0,16}称号)")
_RECRUITS = regex(r"(?:本次|公开|拟|面向社会|计划)(?:招聘|招录|招考)|招聘(?!会|活动|专场)[一-鿿]{1,6}$")
_LASTING = regex(r"(?:时长|时限|周期|时间|用时|天数|住院日|年限|寿命)$")
_SMALL = frozenset({"克", "毫升", "厘米", "颗", "粒", "根", "片", "碗", "杯", "勺", "瓶", "元/斤", "℃"})
"""Units of recipes and shop windows; no statistical table counts in them."""
_SCENE = re.compile(
    r"(?:走进|来到|走入|步入|只见|映入|眼前|机房内|满载着?|车间[里内])(?![^。！？]*(?:了解到|获悉|全[市省区县]))"
)
"""走进示范片，3台收割机来回穿梭: what a reporter sees is no figure of the area."""
_ONE_WORK = regex(
    r"的(?![0-9一二三四五六七八九十数多])[^，。；、0-9]{2,24}(?:项目|基地|产业园|工程|工厂|中心|产线|生产线)"
)
"""总投资50亿元的|某某项目: what one work costs."""
_AHEAD = 24
_LENGTHS = frozenset({"米", "厘米", "毫米"})
_DIMENSION = regex(r"(?:[长宽深高厚]|海拔|直径|跨径)(?:度)?(?:约|达|近|超)?$")
"""长260米、宽2米: how big one thing is."""
_CHEAP = 100
_PRICED = regex("价|标准|人均|户均|补助|补贴|养老金|费")
"""Of a few yuan only what is priced or set for everybody is reported: 快递均价2.3元, not 两荤一素12元."""
_SPARSE, _SHORT, _MANY = 7, 150, 1000
_STORY = regex(
    r"嫌疑人|犯罪团伙|火灾|起火|被困|获救|(?:诈骗|盗窃|抢劫|杀人|走私|贩毒)案|(?:中超|中甲|CBA|女超|足协杯|世预赛|锦标赛|联赛)[^。\n]{0,30}(?:轮|比[0-9]|胜|负|战)"
)
"""One case, one fire or one match: whatever is counted there, an area reports none of it."""
_NOTICE = regex(r"(?:招录|招聘|录用|招考|考试|拍卖|停水|停电|招标)(?:公告|简章|通告|通知)")
_TITLE = 40
_PUBLIC = regex(r"(?:政府|国务院)新闻办|(?<![一-鿿]{2})[省市区县]委|发展改革委|政府工作")
_HEAD = 200
SOBER = "headline:sober"
_OWN = frozenset({"subject:named", "subject:owner", "subject:title"})


def would_be_listed(d: Draft, name: str, text: str, start: int, home: str) -> bool:
    """Whether a figure about an area is of the kind a table lists.

    `start` is where its sentence begins, `home` the area the publisher speaks for: a town counts in its own pages only.
    """
    q, m = d.quantity, d.measured
    few = (
        q.chinese
        and not (name.startswith("新增") and q.value > 1)
        and m.measure is Measure.LEVEL
        and q.kind == "number"
        and q.value < 10
    )
    part = q.unit == "类" or (q.unit in COUNT and _PARTS.search(name))
    shown = q.unit in COUNT and (
        _ON_SHOW.match(text, q.end)
        or (text.find("赛", start, q.start) >= 0 and _CONTEST.search(text, start, q.start))
    )
    hires = text.find("招", start, q.start) >= 0 and _RECRUITS.search(text, start, q.start)
    once = hires or (not is_official(text) and (_ONE_TIME.search(name) or _AWARDED.match(text, q.end)))
    scene = m.measure is Measure.LEVEL and (
        (q.unit in COUNT and _SCENE.search(text, start, q.start)) or _LADEN.search(text, q.start - 6, q.start)
    )
    village = d.subject is not None and d.subject.name != home and d.subject.name.endswith(("村", "镇", "乡"))
    if (
        q.unit in _SMALL
        or (q.unit == "度" and q.value < _MANY)
        or (q.unit in _LENGTHS and _DIMENSION.search(text, start, q.start))
        or village
        or scene
        or at_a_ceremony(text, start, q.end + _AHEAD)
        or (q.unit in MONEY and _ONE_WORK.match(text, q.end))
        or (len(name) == 1 and name not in "省市区县镇乡村")
        or few
        or part
        or once
        or shown
        or (q.unit == "元" and m.measure is Measure.LEVEL and q.value < _CHEAP and not _PRICED.search(name))
        or (ASIDE | {UNNAMED_PROJECT}) & set(d.rules)
        or _PERSON.search(text, start, q.start)
        or (text.find("这", start, q.start) >= 0 and _ONE_THING.search(text, start, q.start))
        or ("项目" in name and _PHASE.search(name))
        or (m.measure is Measure.LEVEL and _EQUAL_TO.search(text, q.start - 12, q.start))
    ):
        return False
    return m.measure is not Measure.DURATION or bool(_LASTING.search(name))


def _weighs(o: Observation) -> bool:
    """Whether an amount is of the size or kind that areas report; a match or a notice names places as well."""
    return o.measure is not Measure.LEVEL or o.unit in ("%", "‰") or abs(o.value) >= _MANY


def sober(read: list[Observation], text: str, *, planning: bool) -> list[Observation]:
    """A notice or a life story counts much and reports nothing.

    Where hardly a figure has a known indicator or an area of its own, those that have neither are no headlines;
    a plan (`planning`) need not say again whose it is.
    """
    anchored = [
        o.concept is not None
        or o.base == "yoy"
        or o.status is Status.TARGET
        or (bool(_OWN & set(o.rules)) and _weighs(o))
        for o in read
    ]
    story = _STORY.search(text, 0, _HEAD) and not (speaks_for_an_area(text) or is_official(text))
    if story or _NOTICE.search(text, 0, _TITLE):
        return [o if o.concept else _sobered(o) for o in read]
    if (
        planning
        or is_official(text)
        or _PUBLIC.search(text, 0, _HEAD)
        or len(text) < _SHORT
        or 2 * sum(bool(_OWN & set(o.rules)) for o in read) >= len(read)
        or speaks_for_an_area(text)
        or sum(anchored) * _SPARSE >= len(read)
    ):
        return read
    return [o if known else _sobered(o) for o, known in zip(read, anchored, strict=True)]


def _sobered(o: Observation) -> Observation:
    rules = (*(rule for rule in o.rules if rule != LISTED), SOBER)
    return replace(o, headline=False, rules=rules, confidence=estimate(rules))
