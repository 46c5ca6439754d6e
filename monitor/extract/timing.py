"""When does a figure hold?  Time words of its clause, sentence, paragraph and article, and what they mean for it."""

from __future__ import annotations

import re

from monitor.extract.calendar import year_span
from monitor.extract.figure import Quantity
from monitor.extract.genre import at_a_ceremony, is_official
from monitor.extract.lazy import regex
from monitor.extract.numeral import parse_number
from monitor.extract.pairing import BRACKET
from monitor.extract.period import Time
from monitor.extract.sentence import Draft, Sentence
from monitor.extract.units import COUNT, TIME
from monitor.types import Measure, Status

_FLOW = re.compile(
    r"审结|审执结|完成|实现|新增|新建|新设|办理|受理|接待|发放|开展|投入|改造|开工|引进|签约|培训|举办|销售|生产|救助|查处|整治|打通|创建|争取|下达|支付|挽回|减少|检查|发现|查办|抽检|发布|出台|攻克|浇筑|推出|解决|走访|移送|判处|判赔|执行到位|调解|巡回|起诉|调解|排查|造林|铺设|安装|采购|录取|办结|化解|追回"
)
_FLOWS = re.compile(
    r"(?:用电量|发电量|(?<!年)产量|销量|销售额|零售额|投资|收入|支出|出口|进口|进出口|总额|增加值|(?<!年)产值|经费|利润|成交额|吞吐量|运输量|周转量|人次)$"
)
_ADDED_UP = regex(r"[由从]|建成|累计|上市|入选|获评|落户")
_REPORT_SETS = re.compile(r"(?:[市区县省])?政府工作报告提出")
"""2026年政府工作报告提出：地区生产总值增长|6%: the goal of that year."""
BALANCES = ("余额", "存量")
_FROM_TO = regex(
    r"(?:由|从)(?P<before>[^，。；]{1,40}?)(?:提高|提升|上升|上调|增加|增长|扩大|扩展|拓展|发展|跃升|攀升|爬升|推高|下降|下调|降低|减少|缩小|缩短|缩减|压缩|压减|滑落|回落|调整|升|降|增|减|提|涨|跌|缩|压|扩|抬|(?<=[元家人个件项户倍%])[一-鿿]{2}(?=[到至]))"
    r"(?P<to>到|至|为|成)(?P<after>[^，。；]{1,40})"
    r"|(?P<was>[0-9.]+[^，。；]{0,4})(?P<arrow>→|➡) ?(?P<now>[0-9.]+[^，。；]{0,4})"
)
_FIVE_YEARS = regex(r"(?:过去|近)?(?:五|5)年(?![前后])(?:来|间|以来)?")
_SOME_YEARS = regex(r"(?P<n>[三四])年(?:来|间)?")
"""“十四五”以来，四年累计…: of the plan's first four."""
_STOCK = re.compile(r"累计|目前|现有|已建成|已投入|截[至止]|共有|拥有")
_ZEAL = ("努力", "奋力")
_TO_COME = regex("未来|今后|接下来")
_YEAR_BEFORE = regex(
    r"(?:[由从而，](?:上年|去年)同期(?:的|为|是)?|(?<![比较])(?:上年|去年)同期(?:的|为|是))(?:增长|下降|上升)?(?:约)?$"
)
"""由上年同期的下降|3.2%|转为增长: of the year before."""
_OF_LATE = re.compile(r"近(?:些|几|年)年?来?(?:，|以来)")
_DONE = ("已", "累计", "目前", "现有", "截", "获批")
_HELD = regex(r"目前|现有|截[至止]")
_THAN_LAST_YEAR = re.compile(r"[比较]上年")


def period_of(s: Sentence, d: Draft, clause: int) -> str:
    """ISO period of a draft that has its time expression, or has none and holds on the day of publication."""
    q, period = d.quantity, d.time.period if d.time else s.frame.published.isoformat()
    if d.time is not None and d.time.kind == "full" and period == str(s.frame.published.year - 1):
        planned = s.frame.plan or s.frame.time
        ahead = (
            planned is not None
            and planned.kind in ("year", "plan")
            and planned.period[:4] == str(s.frame.published.year)
        )
        promised = (
            ahead
            or s.frame.status is Status.TARGET
            or (s.frame.heading_status is Status.TARGET and s.frame.lines > 2)
            or any(c.status is Status.TARGET and c.start < q.start and c.word not in _ZEAL for c in s.cues)
        )
        period = str(s.frame.published.year) if promised else period
    if d.time is not None and d.time.kind == "full" and (plan := s.frame.plan or s.frame.time):
        ahead = plan.kind == "year" and plan.period == str(s.frame.published.year + 1)
        period = plan.period if ahead else period
    if (
        d.time is not None
        and s.frame.five is not None
        and _FIVE_YEARS.match(s.text, d.time.start, d.time.end)
    ):
        period = f"{s.frame.five[0]}/{s.frame.five[1]}"
    if (
        d.time is not None
        and s.frame.five is not None
        and (some := _SOME_YEARS.fullmatch(s.text, d.time.start, d.time.end))
        and s.frame.five[0] + (n := "一两三四".index(some["n"])) < s.frame.published.year
    ):
        period = f"{s.frame.five[0]}/{s.frame.five[0] + n}"
    if (
        d.time is not None
        and d.time.kind in ("last", "since")
        and d.measured.measure is Measure.LEVEL
        and q.unit in ("%", "‰")
        and not _FROM_TO.search(s.text, clause, s.next_clause(q))
    ):
        period = s.frame.published.isoformat()  # a share holds on a day, not over five years
    if d.time is not None and d.time.kind == "since" and (row := _IN_A_ROW.match(s.text, d.time.end)):
        first, last = year_span(d.time.period)
        period = f"{first}/{min(last, first + int(parse_number(row['n']) or 1) - 1)}"
    if d.base == "annual_average" and d.time is not None and _TO_COME.match(s.text, d.time.start):
        period = f"{s.frame.published.year + 1}/{d.time.period}"
    elif d.base == "annual_average" and (d.time is None or d.time.kind in ("year", "full")):
        period = _average_of(s, d) or period
    if d.time is None and s.frame.published.month <= 4 and _THAN_LAST_YEAR.search(s.text, clause, q.start):
        period = str(s.frame.published.year - 1)
    before = s.text[max(s.start, q.start - 16) : q.start]
    if "同期" in before and (
        (q.unit != "倍" and _YEAR_BEFORE.search(before))
        or (BRACKET.search(before) and re.search(r"(?:上年|去年)同期", before))
    ):
        period = _year_back(period)
    return period


_IN_A_ROW = regex(r"，?连续(?P<n>[0-9]{1,2}|[一两二三四五六七八九十]{1,2})年")
"""自2010年以来|连续5年…: those years, whenever it is told."""


def _average_of(s: Sentence, d: Draft) -> str:
    """从2020年的…到2025年的…，年均增长: the growth is that of 2021/2025."""
    clause = s.text.rfind("；", s.start, d.quantity.start)
    years = [
        int(t.period)
        for t in s.times
        if t.kind == "year" and clause < t.start < d.quantity.start and len(t.period) == 4
    ]
    if len(years) < 2 and s.times and s.times[0].kind == "last":
        years = [int(t.period) for t in s.times if t.kind == "year" and t.period.isdigit()][:2]
    if len(years) > 1 and years[-1] > years[0] + 1:
        return f"{years[0] + 1}/{years[-1]}"
    if s.frame.five is None or _own_time(d) or d.measured.measure is not Measure.GROWTH:
        return ""
    return f"{s.frame.five[0]}/{s.frame.five[1]}"


def ends_of_move(s: Sentence, drafts: list[Draft]) -> None:
    """由10个增加到13个: what held before stands at the beginning of the time, what holds now at its end.

    Of a promise the first was a fact on the day of publication.
    """
    if not any(s.text.find(word, s.start, s.end) >= 0 for word in "由从→➡"):
        return
    ends: tuple[str, str] | None = None
    for m in _FROM_TO.finditer(s.text, s.start, s.end):
        first, last = m.start(), m.end()
        turn = m.start("to") if m["to"] else m.start("arrow")
        moved = [d for d in drafts if first <= d.quantity.start < last]
        if any(first <= t.start < turn and t.kind != "now" for t in s.times) or (
            m["arrow"] and any(t.end == first for t in s.times)
        ):
            ends = (moved[0].period, moved[-1].period) if len(moved) == 2 else None
            continue
        clause = s.clause_of(first)
        if ends and len(moved) == 2 and not any(clause <= t.start < last for t in s.times):
            moved[0].period, moved[1].period = ends  # 收入从2020年的…增加到2024年的…，收入比由|2.45缩小到2.28
            continue
        for d in moved:
            begin, end = year_span(d.period)
            before = d.quantity.start < turn
            base = next((t for t in s.times if t.base and t.kind == "year" and t.end < first), None)
            if before and base is not None and d.time is not None and begin == end:
                d.period = base.period  # 与1996年相比，2018年由…跃升至…
            elif before and d.status in (Status.TARGET, Status.FORECAST):
                d.status, d.period = Status.ACTUAL, s.frame.published.isoformat()
            elif (
                before and s.frame.five and begin == end and not _own_time(d) and d.quantity.unit not in TIME
            ):
                d.period = str(s.frame.five[0] - 1)
            elif (
                m["arrow"] and s.frame.five and s.frame.five[1] < s.frame.published.year and not _own_time(d)
            ):
                d.period = str(s.frame.five[1])
            elif d.time is None:
                continue
            elif end - begin >= 2:
                said = d.time.kind in ("since", "span")
                whole = not said and re.fullmatch(r"20[0-9]{2}/20[0-9]{2}", d.period)
                d.period = str(begin - bool(whole)) if before else str(end)
            elif (
                "period:paragraph" not in d.rules
                and before
                and d.time.kind in ("year", "full")
                and begin == end
                and "/" not in d.period
            ):
                d.period = str(begin - 1)


def _own_time(d: Draft) -> bool:
    """Whether its clause or sentence says when."""
    return bool({"period:clause", "period:sentence", "period:paired"} & set(d.rules))


def _year_back(period: str) -> str:
    return re.sub(r"(?:19|20)[0-9]{2}", lambda m: str(int(m.group()) - 1), period)


def time_of(s: Sentence, d: Draft, clause: int) -> tuple[Time | None, str]:
    """The time expression a draft takes, None for the day of publication, and the rule that chose it."""
    q = d.quantity
    report = next((t for t in s.times if t.end <= q.start and _REPORT_SETS.match(s.text, t.end)), None)
    if report is not None:
        return report, "period:clause"
    usable = [t for t in s.times if not t.base and not t.name and t.kind != "clock"]
    if s.frame.promising():
        usable = [
            t for t in usable if not (t.kind == "last" and s.text.startswith("累计", t.end))
        ]  # 到2030年…，三年累计
    usable = [
        t for t in usable if _of_it(s, t, q) or s.text[max(0, t.start - 1) : t.start] not in ("由", "从")
    ]
    if d.measured.measure is Measure.LEVEL and (base := _beside(s, q)):
        return base, "period:clause"
    based = s.text.find("基础上", s.start, q.start) >= 0
    ground = _GROUND.search(s.text, s.start, q.start) if based else None
    if ground and s.clause_of(ground.start()) == s.clause_of(q.start):
        usable = [t for t in usable if not ground.start() <= t.start < ground.end()]
    if inside := [t for t in usable if clause <= t.start < q.start]:
        frame_like = [t for t in inside if t.kind != "day"]
        return (frame_like or inside)[-1], "period:clause"
    earlier = [t for t in usable if t.end <= q.start and not (t.kind == "last" and t.distant)]
    flows = (
        d.measured.measure in (Measure.GROWTH, Measure.CHANGE)
        or d.name.startswith("新")
        or d.base == "annual_average"
        or bool(_FLOW.search(s.text, clause, q.start) or _FLOWS.search(d.name))
    )
    if earlier:
        leading = [
            t
            for t in earlier
            if t.kind != "day"
            and not (t.start - s.clause_of(t.start) > _LEADS and _EVENT_OVER.match(s.text, t.end))
        ]
        told = (leading or [t for t in earlier if t.kind != "day"] or earlier)[-1]
        opens = (
            told.kind == "last" and told.start - s.start <= 1 and q.unit in COUNT and s.text[told.end] == "，"
        )
        if (
            flows
            or opens
            or told.kind not in ("last", "since")
            or _ADDED_UP.search(s.text, clause, s.next_clause(q))
        ):
            return told, "period:sentence"
        return None, "period:publication"
    if _OF_LATE.match(s.text, s.start, q.start):
        return None, "period:publication"
    if s.frame.told is not None and s.text.startswith("其中", s.start):
        return s.frame.told, "period:paragraph"
    if s.frame.time is not None and _BY_THEN.match(s.text, s.start, q.start):
        return s.frame.time, "period:paragraph"
    if at_a_ceremony(s.text, s.start, s.end):
        return None, "period:publication"
    if s.frame.plan is not None and not re.search(
        r"累计|目前|现有|已|截[至止]|过去", s.text[s.start : q.start]
    ):
        return s.frame.plan, "period:plan"
    lasting = is_official(s.frame.text) and s.frame.time is not None and s.frame.time.kind == "last"
    flows = flows or (lasting and _FROM_TO.search(s.text, clause, s.next_clause(q)) is not None)
    stock = (_HELD if lasting else _STOCK).search(s.text, s.start, q.start)
    done = s.frame.promising() and any(
        c.word.startswith(_DONE) and s.text[c.start - 1] != "年" for c in s.cues if c.status is Status.ACTUAL
    )
    if (
        s.frame.time is not None
        and not done
        and not (stock and s.frame.time.kind not in ("now",))
        and (
            flows
            or (d.name.endswith(BALANCES) and s.frame.time.kind == "part" and "/" not in s.frame.time.period)
            or (
                (not s.frame.carried or is_official(s.frame.text))
                and s.frame.time.kind not in ("last", "since")
            )
        )
    ):
        return s.frame.time, "period:paragraph"
    if s.frame.heading is not None and not s.frame.dated:
        span, heading = s.frame.span, s.frame.heading
        same = span is not None and heading.kind == "part" and heading.period[-7:] == span.period[-7:]
        return span if same else heading, "period:heading"
    if s.frame.review is not None and not re.search("目前|现有|截[至止]", s.text[clause : q.start]):
        return s.frame.review, "period:communique"
    return None, "period:publication"


_BY_THEN = re.compile(r"届时|到时候?，|到那时")
"""2027年建成…。届时，…达到4.8个: at the time the sentence before looked towards."""


def _beside(s: Sentence, q: Quantity) -> Time | None:
    """较2018年全市出口|1007吨增长87%: the value a growth is measured from held then."""
    base = next((t for t in reversed(s.times) if t.base and s.start < t.end <= q.start), None)
    if base is None or not base.period[:4].isdigit() or not _GROWS.match(s.text, q.end):
        return None
    than = s.text[base.start - 1] in "较比" and _PLAIN.fullmatch(s.text, base.end, q.start)
    return base if than else None


_GROWS = regex(r"(?:、[0-9.]+[^，。；、0-9]{1,4})*(?:分别)?(?:增长|增加|提高|提升|下降|减少|上升)")
_PLAIN = regex(r"(?:(?![增减提升降翻多少达为至])[^，。；])*")


_LEADS = 1
"""Letters before a time that opens its clause: the year in 旧城改造2023年全部完成，… is that of the event alone."""
_EVENT_OVER = regex(r"(?:底|末|前)*(?:全部|全面|基本)?(?:完成|建成|投产|开工|通车|竣工)[，、；]")
_GROUND = regex(r"在[^，。；]{2,30}的基础上")
"""在去年改造355个的基础上，再…: the time of what is there already."""


def _of_it(s: Sentence, t: Time, q: Quantity) -> bool:
    """从2018年首次评价的|4301家: a beginning is the time of the value it stands beside."""
    return q.start - t.end <= 10 and not re.search("[，；。0-9]", s.text[t.end : q.start])


def agree_on_period(found: list[tuple[Draft, int]]) -> None:
    """Items of one box that name no time take the year the article gives to one of them elsewhere.

    A box sums up the article around it: 新认定3292家 in the box and 去年新认定3292家 in the text are one figure.
    """
    dated = {
        (d.measured.value, d.measured.unit, d.measured.measure): d
        for d, _ in found
        if "period:publication" not in d.rules
    }
    years: dict[int, Draft] = {}
    for d, box in found:
        twin = dated.get((d.measured.value, d.measured.unit, d.measured.measure))
        if (
            box >= 0
            and "period:publication" in d.rules
            and twin is not None
            and len(twin.period) >= 4
            and d.measured.value > 3
        ):
            years.setdefault(box, twin)
    for d, box in found:
        if box in years and "period:publication" in d.rules:
            d.period = years[box].period
            d.rules[d.rules.index("period:publication")] = "period:box_agrees_with_text"
