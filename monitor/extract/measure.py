"""What does the number say of its indicator: an amount, a growth, a change, a rank, a multiple, a time taken?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from monitor.extract.figure import Quantity
from monitor.extract.lazy import regex
from monitor.extract.units import COUNT, MONEY, TIME
from monitor.types import Measure

_UP = r"不降反升|提速|抬升|上行|(?<!稳)增长|上升|上涨|提高|提升|增加|增|扩大|加快|回升|攀升|增产|涨|多打|多收|多增|多|高于|高(?!达)|增幅为?|增速(?:达到?|为|高于)?|反弹|净增|延长|跃升|前移|前进|上移|进位|增速达?|提前"
_DOWN = r"下行|节省|节约|下降|降低|减少|减产|压缩|缩减|压降|下调|减幅|跌幅|下滑|下跌|收窄|缩小|回落|缩短|压减|减|(?<!起)降|少|低于|低|负增长|降幅为?|跌|放缓|后移"
_VERB = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?P<to>到|至|为)?(?:了|出|再|又|约|近|超|逾|超过|左右|高达|达到?|均|各|也|都|，|\(|保持在?|幅度为?|速度为?|率为?|在|分别为?|依次为?)*$"
)
_A_RATE = regex(r"(?:节约|节省|降低|压减|减少|提高|提升|缩短|扩大)率")
_RATE_NAME = re.compile(
    r"(?:增长率|增长速度|增速|涨幅|降幅|增幅|减幅|跌幅|(?:增长|下降|增速)(?:的?(?:预期|年度|规划|发展|约束性?|控制))*目标值?)(?:设定|确定|调整|锁定)?(?:连续[0-9一二两三四五六七八九十]+(?:年|个?月|个?季度)|能够|有望|预计|将|可|稳定在|会|定为|设定为|分别|依次|均|仍|有|高达|为|是|达到?|保持在?|在|约为?|超过?|控制在|也|均|都|：)*(?:[也还]?[由从][^，。；]{0,14}的?)?$"
)
_FOLLOWING_GROWTH = re.compile(
    r"(?:左右|以上|以内)?(?:的)?(?:较快|年均|平均|复合|高速|中高速|稳定|两位数)?(?:的)?(?:速度)?(?:增长|增速|增幅|涨幅|增加|递增)(?!点|极|引擎|到|至|为)"
)
_YOY = regex(r"同比|比上年|较上年|比去年|较去年|上年同期|去年同期|与上年")
_WHEN_ONLY = regex(
    r"[，、；]|前?[一二三四]季度|[上下]半年|[0-9]{1,2}(?:[—-][0-9]{1,2})?月份?|全年|当月|当年|今年以来|年内"
)
_MOM = regex(r"环比|比上月|较上月|比上季度|较上季度|较年初|比年初")
_AVERAGE = regex(r"年均|年平均|平均每年")
_MORE_THAN = re.compile(r"(?:较|比)[^，。]{1,8}净?增(?:加|长)?了?$")
_POINTS = frozenset({"个百分点", "个基点"})
_BELOW = regex(r"(?:低于|慢于|少于|落后于?)[^，。；]{1,10}$")
_ABOVE = regex(r"(?:高于|高出|领先|优于)[^，。；]{1,10}$")
_CUT_DOWN = regex(r"(?:压减|削减|缩减|减少|压缩|压降)(?P<what>[^，。；、]{3,14})$")
_OVER_PLAN = re.compile(r"超(?:计划|目标|预期|任务)$")
"""退出平台346家、超计划|19家."""
_MORE = re.compile(r"(?:比|较)[^，。；0-9]{1,12}多[一-鿿]{1,2}了?$")


@dataclass(frozen=True, slots=True)
class Measured:
    """Measure, value as it is to be stored, and how it was found."""

    measure: Measure
    value: Decimal
    high: Decimal | None
    unit: str
    base: str | None
    verb_at: int
    """Where the verb of growth or change begins; the indicator stands to its left."""
    rule: str


def measure_of(text: str, q: Quantity, left: int) -> Measured:
    """How the quantity measures, judged by its unit and the verb between `left` and the number."""
    before = text[left : q.start]
    verb = _VERB.search(before)
    if verb and _A_RATE.match(verb.group()):
        verb = None  # 节约率为|9.26%: the name of a share
    compared = "比" in before or "较" in before or "期" in before or "与上年" in before
    base = (
        "annual_average"
        if "均" in before and _AVERAGE.search(before)
        else "yoy"
        if compared and _YOY.search(before)
        else "mom"
        if compared and _MOM.search(before)
        else None
    )
    at = left + verb.start() if verb else q.start
    if q.kind == "rank":
        return Measured(Measure.RANK, q.value, q.high, "位", None, q.start, "measure:rank")
    sign = -1 if verb and verb["down"] else 1
    grows = verb is not None and verb["to"] is None

    def result(
        measure: Measure, rule: str, *, signed: bool = False, factor: int = 1, unit: str = ""
    ) -> Measured:
        value = q.value * factor * (sign if signed and q.value > 0 else 1)
        high = None if q.high is None else q.high * factor * (sign if signed else 1)
        return Measured(measure, value, high, unit or q.unit, base, at, rule)

    if q.unit == "倍" and q.kind == "multiple":
        if grows and "翻" not in text[q.at : q.stop]:
            return result(Measure.GROWTH, "measure:times_more", signed=True, factor=100, unit="%")
        return result(Measure.MULTIPLE, "measure:multiple")
    if q.unit in _POINTS:
        if _BELOW.search(before):
            sign = -1
        return result(Measure.CHANGE, "measure:points", signed=True)
    if q.unit in ("%", "‰"):
        if named := _RATE_NAME.search(before):
            at, sign = q.start, -1 if named.group()[0] in "降减跌下" else 1
            return result(Measure.GROWTH, "measure:rate_named", signed=True)
        if grows and not re.search(
            r"占|比重|比例|率[^，。]{0,3}$", before[-12:] if verb and verb["up"] in ("高", "多") else ""
        ):
            return result(Measure.GROWTH, "measure:growth_verb", signed=True)
        if _CUT_DOWN.search(before):
            at, sign = q.start, -1
            return result(Measure.GROWTH, "measure:cut_down", signed=True)
        if text.startswith(("↑", "↓"), q.end):
            at, sign = q.start, -1 if text[q.end] == "↓" else 1
            return result(Measure.GROWTH, "measure:growth_follows", signed=True)
        if _FOLLOWING_GROWTH.match(text, q.end) or _FOLLOWING_GROWTH.match(text, q.stop):
            return result(Measure.GROWTH, "measure:growth_follows")
        return result(Measure.LEVEL, "measure:share")
    if q.unit == "分" and (_BELOW.search(before) or _ABOVE.search(before)):
        sign = -1 if _BELOW.search(before) else 1
        return result(Measure.CHANGE, "measure:points", signed=True)
    if _MORE_THAN.search(before) and q.unit not in ("%", "‰"):
        return result(Measure.CHANGE, "measure:amount_more", signed=True)
    if (
        grows
        and q.unit in TIME
        and (base or re.match(r"增加|缩短|延长|减少|压缩|少了|多了|多出", verb.group() if verb else ""))
    ):
        return result(Measure.CHANGE, "measure:time_more", signed=True)
    if (q.unit in TIME and q.unit not in ("年", "天")) or (
        q.unit in ("年", "天")
        and q.value != 0
        and not re.search(r"(?:天数|日数|年限|寿命|达标天|优良|重污染|[一二三]级天)[^，。]{0,24}$", before)
    ):
        return result(Measure.DURATION, "measure:duration")
    if q.unit == "位":
        moved = re.search(r"(?:进|提升|上升|前移|前进|跃升|上移|进位|下降|下滑|回落|后移|提高)了?$", before)
        if moved:
            return result(Measure.CHANGE, "measure:places", signed=True)
        if re.search(r"第[0-9]+[位名]?(?:提升|上升|跃升|下降|进|升|降)[至到]$", before) or (
            re.search(r"第[0-9]+[位名]?$", text[max(0, left - 6) : left])
            and re.match(r"(?:提升|上升|跃升|下降|进|升|降)[至到]$", before)
        ):
            return result(Measure.RANK, "measure:place")
        listed = re.search(r"(?:排名?第?|列|居|位列|位居|排在)(?:第|全国|全球|西部)?$", before)
        return result(Measure.RANK if listed else Measure.LEVEL, "measure:place")
    if (
        grows
        and verb
        and q.unit not in MONEY
        and re.match(r"增加|减少|降低|净增(?!长)|增产|减产|多[了出打收增]|少[了于]|减[了]", verb.group())
    ):
        taken = re.search(r"(?:节约|新)$", before[: verb.start()])
        if not taken and not re.search(r"[\u4e00-\u9fff]{2}", before[verb.end() :]):
            return result(Measure.CHANGE, "measure:amount_more", signed=True)
    if verb and not _WHEN_ONLY.sub("", before[: verb.start()]) and verb.group() in ("增加", "减少") and grows:
        return result(Measure.CHANGE, "measure:amount_more", signed=True)
    if q.unit.startswith("元") and re.search(
        r"(?:成本|费用|运费|价格|单价|电价|水价)(?:平均|累计|每[吨人件])?(?:降低|下降|减少|下调)(?:了|约|近|超)?$",
        before,
    ):
        sign = -1
        return result(Measure.CHANGE, "measure:amount_more", signed=True)
    if grows and verb and verb.group() in ("增长", "下降") and q.unit not in TIME:
        return result(Measure.CHANGE, "measure:amount_more", signed=True)
    if q.unit in COUNT and _OVER_PLAN.search(before):
        return result(Measure.CHANGE, "measure:over_plan")
    if _MORE.search(before):
        return result(Measure.CHANGE, "measure:amount_more")
    if (
        (
            grows
            and verb
            and (verb.group("up") or verb.group("down"))
            and (
                base
                or re.search(r"比|较|新增(?!长)", before)
                or verb.group("up") in ("增加", "净增", "增")
                or verb["down"] in ("减少", "减", "下降")
            )
        )
        and not re.search(r"新增$|净增$|减税|降费|节约", before)
        and (
            base
            or re.search(r"[比较](?!例|重|率)", before)
            or (
                verb.group("up") == "增加"
                and re.search(r"同比|比|较|[额量数模入资值]$", before[: verb.start()])
            )
        )
    ):
        return result(Measure.CHANGE, "measure:amount_more", signed=True)
    return result(Measure.LEVEL, "measure:level")
