"""How is a change said to a reader, in Chinese or English?"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from monitor.types import Change, ChangeKind, Measure, Observation, Statement, Status

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
RESTORED = {"zh": "已复原", "en": "Back as before"}
LABELS = {
    "zh": {
        "target": "目标",
        "figure": "实际",
        "estimate": "预计",
        "forecast": "预测",
        "gap": "差距",
        "before": "此前",
        "now": "现在",
        "meanwhile": "其间",
        "difference": "变动",
        "apart": "相差",
        "gone": "已删去",
        "one": "一说",
        "other": "另一说",
    },
    "en": {
        "target": "Target",
        "figure": "Actual",
        "estimate": "Estimate",
        "forecast": "Forecast",
        "gap": "Gap",
        "before": "Before",
        "now": "Now",
        "meanwhile": "Meanwhile",
        "difference": "Difference",
        "apart": "Apart by",
        "gone": "taken away",
        "one": "One says",
        "other": "Another",
    },
}
VERDICTS = (ChangeKind.TARGET_MET, ChangeKind.TARGET_MISSED)
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


def told_by(change: Change) -> Statement:
    """The statement a change is about."""
    told = change.after or change.before
    assert told is not None, "a change is about something"
    return told


def subject_line(change: Change, language: str = "zh", restored: bool = False) -> str:
    """The line that says it all: 【新目标】2025年研发投入强度 ≥2.73%（重庆市）."""
    o = told_by(change).observation
    kind = RESTORED[language] if restored else KINDS[language][change.kind]
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
    if not gap:
        return ""
    if new.measure is Measure.RANK:
        return f"{'↓' if gap > 0 else '↑'}{plain(abs(gap))}"
    sign = "+" if gap > 0 else ""
    if new.unit == "%":
        return sign + amount(gap, "个百分点")
    share = f"（{sign}{plain(rounded(gap / old.value * 100))}%）" if old.value > 0 else ""
    return sign + amount(gap, new.unit) + share


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


class Row(NamedTuple):
    """One line of the table: what it is, the value, who said so or how it is reckoned."""

    label: str
    value: str
    detail: str = ""


def rows_of(change: Change, language: str = "zh", restored: bool = False) -> list[Row]:
    """What is held against what, line by line."""
    said, after, before = LABELS[language], change.after, change.before
    told = told_by(change)
    gap = difference(change)
    now = _with_status(told.observation, language)
    if restored:
        meanwhile = _with_status(before.observation, language) if after and before else said["gone"]
        return [Row(said["before"], now), Row(said["meanwhile"], meanwhile), Row(said["now"], now)]
    if after is None or before is None:
        label = said["before"] if after is None else said[_side(told.observation)]
        return [Row(label, now)] + ([Row(said["now"], said["gone"])] if after is None else [])
    old = _with_status(before.observation, language)
    if change.kind in VERDICTS:
        aim, got = Row(said["target"], old, _source(before)), Row(said[_side(after.observation)], now)
        return [aim, got] + ([Row(said["gap"], gap)] if gap else [])
    if change.kind is ChangeKind.CONFLICT:
        rivals = [Row(said["one"], old, _source(before)), Row(said["other"], now, _source(after))]
        return rivals + ([Row(said["apart"], gap.removeprefix("+"))] if gap else [])
    if change.kind is ChangeKind.DISCREPANCY:
        return [_of_its_time(before, language), _of_its_time(after, language)]
    moved = [Row(said["before"], old, _source(before)), Row(said["now"], now)]
    return moved + ([Row(said["difference"], gap)] if gap else [])


def _of_its_time(told: Statement, language: str) -> Row:
    o = told.observation
    return Row(f"{period_of(o.period, language)} {name_of(o, language)}", value_of(o), _source(told))


def _with_status(o: Observation, language: str) -> str:
    guess = {"zh": "（预计）", "en": " (estimate)"}[language] if o.status is Status.ESTIMATE else ""
    return value_of(o) + guess


def _source(told: Statement) -> str:
    return f"{told.publisher} {told.published}".strip()


def _side(o: Observation) -> str:
    return "figure" if o.status is Status.ACTUAL else o.status.value


def marked(sentence: str, quote: str) -> tuple[str, str, str]:
    """The sentence around the quote: before, quote, after; the quote alone where it is not found."""
    flat = re.sub(r"\s*\n\s*", "", quote)
    before, found, after = sentence.partition(flat)
    return (before[-120:], flat, after[:120]) if found else ("", flat, "")
