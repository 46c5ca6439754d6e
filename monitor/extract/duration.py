"""Which stretch of time measures how long something takes?  The others tell when, for how long at most, or since when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.extract.lazy import regex

if TYPE_CHECKING:
    from monitor.extract.figure import Quantity

_YEARS_TAKEN = regex(
    r"(?:[耗用历]时|用了?|花了?|仅|短短|缩短[到至了]?|延长[到至了]?|经过?|提前了?|长达|连续|拥有|寿命[^，。；]{0,4}|[工周]期[^，。；]{0,3}|年限[^，。；]{0,4}|工龄|只要|只需|仅需|提高到|达|从|由|至|到|平均)$"
)
_FOUNDED = regex(r"成立(?:仅|才|不到|短短|不足)*$")
_TOOK = regex(r"，[^，。；0-9]{0,6}(?:用了?|仅用|只用|历时)[^，。；]{1,4}[年月天]")
"""从1亿件到10亿件，用了9年: how long it took is told, not how much it was."""
_ALLOWED = regex(r"(?:过境)?免签|(?<=内)[^，。；0-9]{2,12}率")
"""240小时|过境免签, 3个月内|答复率: how long is allowed, not how long it took."""
_YEARS_OF = regex(r"(?:以上)?(?:的)?[一-鿿]{0,6}(?:经验|工龄)|时间")


def no_duration(text: str, q: Quantity, preceding: str, following: str) -> str:
    """Name of the trap a stretch of time falls in; "" where it may be how long something takes."""
    if q.unit == "年":
        if _SCHOOL.match(following):
            return "trap:school_system"  # 九年义务教育: a school system's name
        if q.rule == "quantity:half" and not _HALF_TAKEN.search(preceding):
            return "trap:time_span"
        if not _YEARS_TAKEN.search(text, q.start - 10, q.start) and not _YEARS_OF.match(following):
            return "trap:time_span"
        if following.startswith(("平均增", "年均", "复合")):
            return "trap:time_span"
        if following.startswith("报"):
            return "trap:annual_report"
    if (q.unit in ("小时", "个小时") and q.value == 24) or (q.unit == "天" and preceding.endswith("一年")):
        return "trap:round_the_clock"
    if following.startswith(("后", "之后")):
        return "trap:time_span"  # 2小时后，货物…: when, not how long
    if following.startswith(("假期", "长假", "小长假")) or _WHEN.search(preceding):
        return "trap:time_span"
    if following.startswith("的") and _FOUNDED.search(preceding):
        return "trap:time_span"
    if _ALLOWED.match(text, q.end):
        return "trap:rule_parameter"
    if _TERM.search(text, q.start - 8, q.start):
        return "trap:term_of_contract"  # the term of a contract, not a time something took
    return ""


_SCHOOL = regex(r"(?:制?义务教育|一贯制|制(?:学校|高中|本科)|期(?!末|间))")
_HALF_TAKEN = regex(r"(?:用|仅|历时|短|前|超|近|到|约|每)$")
_WHEN = regex(r"(?:时隔|未来|今后|此后|随后|最近|每隔|[0-9]分)$")
_TERM = regex(r"(?:贷款|借款|补贴|合同|有效|还款)?(?<![工周])期限?(?:最长)?(?:为|不超过|不少于)?$")


def took(text: str, q: Quantity) -> bool:
    """从1亿件到10亿件，用了9年: whether a range is followed by how long it took."""
    return _TOOK.match(text, q.stop) is not None


def lasts(q: Quantity, preceding: str, following: str) -> bool:
    """Whether a stretch of time in Chinese numerals says how long something takes."""
    if preceding.endswith(tuple("第近这那前后上下每头")) and q.unit in ("年", "天", "周"):
        return False
    if (
        q.unit in ("年", "天")
        and q.value == 1
        and q.comparator == "="
        and not re.search(r"(?:短短|仅|用了?|历时|不到)$", preceding)
    ):
        return False
    return not re.match(r"[的]?(?:来|前|后|间|内|级|度|计划|行动|规划|期|一|如|之)", following)
