"""Which words before or after a number make it a bound?  超过, 以上, 不低于, 约, 左右."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.figure import Quantity
from monitor.extract.lazy import regex
from monitor.extract.units import TIME

_BEFORE = re.compile(
    r"(?P<le>不高于|不超过|不多于|不大于|不超|至多|最多|控制在|降至|压减到)$"
    r"|(?P<ge>不(?:会|应|得)?低于|不少于|不小于|至少|最少|不下于|力保)$"
    r"|(?P<lt>尚未达到|未达到|未突破|低于|少于|小于|不足|不到|未满|不满)$"
    r"|(?P<gt>超过了?|超出|超|(?<!攻关)(?<!攻克)突破了?|逾|(?<=[值量额入获到户数支数要将已])过|高于|多于|大于|冲破|首破|(?<![侦打爆突])破|跨越|跃过|跨过|迈过|冲过|越过|跃上|迈上|迈入|跨上|站上|登上|跨入)$"
    r"|(?P<about>大约[是有]?|(?<![签合公条契节邀预履违制集])约(?:为|是|有)?|约占|差不多|将近|接近|近|大致)$"
)
_AFTER = re.compile(
    r"(?P<ge>及其?以上|\(含\)以上|以上|之上|打底)|(?P<le>及以下|以内|之内|以下)|(?P<about>左右|上下(?!游))|(?P<gt>多|余|有余|开外|出头|还多)(?![家个种少元样数年么式边层维媒]|功能|方|元|语|彩)"
    r"|(?P<in>内)(?![外部容地需资设蒙存科])"
)
_LE_ONLY_WITH_TAIL = ("控制在", "降至", "压减到")
_RELATIVE = regex(
    r"(?:(?P<about>约占?|近占?|接近|相当于约)|(?P<lt>不足|不到|低于)|(?P<gt>超过?|高于))(?:为|是|相当于)?(?P<whole>[^，。；、0-9超低高不约近]{1,14})$"
)
"""约为全国平均水平的七成, 不足东部的六成: the bound stands before what is compared with."""


_BROKEN = regex("技术|攻关|难题|科学发现")
"""突破50项|核心技术: what is broken through is no mark."""


def with_bound(text: str, q: Quantity) -> Quantity:
    """Add the bound words that stand before and after."""
    comparator, start, end, rule = q.comparator, q.start, q.end, q.rule
    after = _AFTER.match(text, end)
    if after and not (after.lastgroup == "in" and q.unit not in TIME and q.unit != "个工作日"):
        kind = after.lastgroup
        comparator = {"ge": ">=", "le": "<=", "about": "~", "gt": ">", "in": "<="}[kind or "about"]
        end = after.end()
        rule += "+after"
    before = _BEFORE.search(text, start - 4, start)
    if (
        before
        and q.unit == "项"
        and before.group().startswith("突破")
        and _BROKEN.search(text, start - 10, min(len(text), end + 16))
    ):
        before = None
    if before:
        kind, word = before.lastgroup or "", before.group()
        if word in _LE_ONLY_WITH_TAIL:
            if after and after.lastgroup == "le":
                start = before.start()
        elif kind == "gt" and word[-1] != "过" and word.startswith(("迈", "跃", "跨", "站", "登")):
            comparator, start = ">=", before.start()
        else:
            if comparator in "=>" or kind != "gt":
                comparator = {"le": "<=", "ge": ">=", "lt": "<", "gt": ">", "about": "~"}[kind]
            start = before.start()
            rule += "+before"
    elif comparator == "=" and q.unit in ("%", "倍") and (bound := _RELATIVE.search(text, start - 20, start)):
        near = bound["about"] and ("占" in bound["about"] or bound["whole"].endswith("的"))
        if near:
            comparator = "~"
        elif not bound["about"] and re.search(r"(?:平均水平|均值|[省市国]|总[量数额])的$", bound["whole"]):
            comparator = "<" if bound["lt"] else ">"
    if start == q.start and end == q.end and comparator == q.comparator:
        return q
    return replace(q, comparator=comparator, start=start, end=end, rule=rule)
