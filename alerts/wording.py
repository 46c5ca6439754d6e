"""How is a change said to a reader, in Chinese or English?"""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.types import Change, ChangeKind, Measure, Observation, Status

KINDS = {
    "zh": {
        ChangeKind.NEW_INDICATOR: "新指标",
        ChangeKind.NEW_TARGET: "新目标",
        ChangeKind.NEW_FIGURE: "新数据",
        ChangeKind.REVISION: "数据修订",
        ChangeKind.REFINEMENT: "数据细化",
        ChangeKind.CONFLICT: "说法冲突",
        ChangeKind.CONFIRMATION: "再次提及",
        ChangeKind.RETRACTION: "撤回",
        ChangeKind.TARGET_CHANGED: "目标调整",
        ChangeKind.TARGET_MET: "目标完成",
        ChangeKind.TARGET_MISSED: "目标未完成",
        ChangeKind.DISCREPANCY: "数据对不上",
    },
    "en": {
        ChangeKind.NEW_INDICATOR: "New indicator",
        ChangeKind.NEW_TARGET: "New target",
        ChangeKind.NEW_FIGURE: "New figure",
        ChangeKind.REVISION: "Revised",
        ChangeKind.REFINEMENT: "More precise",
        ChangeKind.CONFLICT: "Conflict",
        ChangeKind.CONFIRMATION: "Confirmed",
        ChangeKind.RETRACTION: "Withdrawn",
        ChangeKind.TARGET_CHANGED: "Target changed",
        ChangeKind.TARGET_MET: "Target met",
        ChangeKind.TARGET_MISSED: "Target missed",
        ChangeKind.DISCREPANCY: "Does not add up",
    },
}
SIGNS = {"=": "", ">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "~": "约"}
MEASURES = {
    "zh": {Measure.GROWTH: "增速", Measure.CHANGE: "变化", Measure.RANK: "排名", Measure.MULTIPLE: "倍数"},
    "en": {
        Measure.GROWTH: "growth",
        Measure.CHANGE: "change",
        Measure.RANK: "rank",
        Measure.MULTIPLE: "multiple",
    },
}
_MONEY = ("元", "美元", "欧元", "港元", "日元")


def amount(value: Decimal, unit: str) -> str:
    """A number as a reader of Chinese papers expects it: 97424000000 元 -> 974.24亿元."""
    for scale, word in ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        short = value / scale
        if abs(value) >= scale and (unit in _MONEY or short == short.quantize(Decimal("0.01"))):
            if word == "万亿" and len(plain(short)) > 6:
                continue
            return plain(short) + word + unit
    return plain(value) + unit


def plain(value: Decimal) -> str:
    """Without exponent and needless zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_of(o: Observation) -> str:
    """`≥2.73%`, `58524家`, `4%—5%`, `全国第7位`."""
    if o.measure is Measure.RANK:
        place = f"前{plain(o.value)}位" if o.comparator == "<=" else f"第{plain(o.value)}位"
        return (o.scope or "") + place
    high = f"—{amount(o.value_high, o.unit)}" if o.value_high is not None else ""
    sign = "+" if o.measure in (Measure.GROWTH, Measure.CHANGE) and o.value > 0 and not high else ""
    return SIGNS[o.comparator] + sign + amount(o.value, o.unit) + high


def period_of(period: str, language: str = "zh") -> str:
    """`2025` -> 2025年, `2025-01/2025-09` -> 2025年1—9月, `2021/2025` -> 2021—2025年; English keeps ISO."""
    if language == "en":
        return period
    first, _, last = period.partition("/")
    a, b = first.split("-"), last.split("-") if last else []
    if not b:
        return (
            f"{a[0]}年" + (f"{int(a[1])}月" if len(a) > 1 else "") + (f"{int(a[2])}日" if len(a) > 2 else "")
        )
    if len(a) == len(b) == 1:
        return f"{first}—{last}年"
    if a[0] == b[0] and len(a) == len(b) == 2:
        return f"{a[0]}年{int(a[1])}—{int(b[1])}月"
    return f"{period_of(first)}至{period_of(last)}"


def name_of(o: Observation, language: str = "zh") -> str:
    """The indicator with what is measured of it."""
    measure = MEASURES[language].get(o.measure, "")
    gap = " " if language == "en" else ""
    return o.indicator if not measure or o.indicator.endswith(measure) else o.indicator + gap + measure


def subject_line(change: Change, language: str = "zh") -> str:
    """The line that says it all: 【新目标】2025年研发投入强度 ≥2.73%（重庆市）."""
    told = change.after or change.before
    assert told is not None
    o = told.observation
    kind = KINDS[language][change.kind]
    if language == "en":
        guess = ", estimate" if o.status is Status.ESTIMATE else ""
        return f"[{kind}] {o.subject} {name_of(o, language)} {o.period}: {value_of(o)}{guess}"
    guess = "（预计）" if o.status is Status.ESTIMATE else ""
    return f"【{kind}】{period_of(o.period)}{name_of(o)} {value_of(o)}{guess}（{o.subject}）"


def difference(change: Change) -> str:
    """New value less the old one, where both are plain amounts of the same unit."""
    if change.before is None or change.after is None:
        return ""
    old, new = change.before.observation, change.after.observation
    if old.unit != new.unit or old.measure is not new.measure or old.value_high or new.value_high:
        return ""
    gap = new.value - old.value
    unit = "个百分点" if new.unit == "%" else new.unit
    return ("+" if gap > 0 else "") + amount(gap, unit) if gap else ""


def marked(sentence: str, quote: str) -> tuple[str, str, str]:
    """The sentence around the quote: before, quote, after; the quote alone where it is not found."""
    flat = re.sub(r"\s*\n\s*", "", quote)
    before, found, after = sentence.partition(flat)
    return (before[-120:], flat, after[:120]) if found else ("", flat, "")
