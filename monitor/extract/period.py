"""Which time is a figure about?  Time words found, resolved against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.extract.calendar import iso_period, year_span
from monitor.extract.lazy import regex

_N = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = r"(?:19|20)[0-9]{2}"
_REL = r"今年|去年|前年|上年|明年|(?<!产)后年|本年度?|当年|上一年|来年|翌年"
_Y = rf"(?P<y>{_YEAR}|[0-9]{{2}}(?=年(?:[0-9]|上半年)))年(?:度)?|(?P<rel>{_REL})"

_BEGINS = regex(
    r"[0-9“\"一二两三四五六七八九十第今去前首头上下明后本当来翌近过最这年截目现新迄至时全未再如接春元清端国中]"
    r"(?:(?<=[0-9])(?=[0-9]{0,3}[年月日时：点个季—\-~至到])"
    r"|(?<=[一二两三四五六七八九十])(?=[一二两三四五六七八九十]{0,2}[年月日个季—\-~至到]|[一二三四五六七八]五|(?<=五)一)"
    r"|(?<![0-9一二两三四五六七八九十])(?=[0-9一二两三四五六七八九十几年后前半月天日去近初内底末至止有在的今下来用节旦明午庆秋]))"
)
"""How a time may begin, told by two letters: twenty kinds of time are tried there only, not at every letter."""
_TIME = re.compile(
    rf"""(?:(?P<span>(?P<a>{_YEAR})年?(?:—|-|~|至|到)(?P<b>{_YEAR})年?)
    |(?P<plan>[“"]?(?P<p>十[一二三四五六七八])五[”"]?(?:时期|期间|规划期?)?(?P<pend>以?末|收官|结束|期末|最后一年)?(?P<pstart>开局之年|首年|第一年|初期?)?(?P<psince>以来|头[一二三四两]年|前[一二三四两]年)?)
    |(?:(?:{_Y})的?)?(?:(?P<half>上半年|下半年)
      |(?P<q1>前[一二三]|第?[一二三四1-4])(?:个)?季度?(?![节])
      |(?<![0-9])(?P<m1>{_N})(?:月份?)?(?:—|-|~|至|到)(?P<m2>{_N})月份?
      |[前首头](?P<mn>{_N}|两)(?:个月|月(?!份?末|底))
      |(?<![0-9])(?P<m>{_N})月(?:份)?(?:当月)?(?:(?P<d>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})日|(?P<mend>底|末)|(?P<mpart>上旬|中旬|下旬))?)
    |(?P<y2>{_YEAR})年(?:度)?(?P<ytail>年?(?:底|末|全年|以来|初)?)
    |(?P<rel2>{_REL})(?P<ytail2>年?(?:底|末|全年|以来|初)?)
    |近(?P<last>[0-9]{{1,2}}|[一二两三四五六七八九十几])(?P<lastu>年|个月)(?:多)?(?:来|间|以来)?
    |(?:过去|最近|这)(?P<past>[0-9]{{1,2}}|[二两三四五六七八九十])年(?:来|间)?
    |(?P<decade>[一二两三四五六七八九十]{{1,2}}|[0-9]{{1,2}})年(?:来|间|下来|(?=累计|增加|提升|提高|净增|翻|增长[0-9]))
    |(?P<holiday>(?:(?<!去年)(?<!上年)(?:春节|元旦|清明|“?五一”?|端午|国庆|中秋)(?:、|和)?){{1,2}}(?:假期|黄金周|小长假|期间))
    |(?P<newyear>新的?一年)|(?P<ytd>年初以来|今年以来)|(?P<thisyear>(?<![0-9一二两三四五六七八九十])年内|年内(?=，))|(?P<now>截[至止](?:目前|当前|发稿)|目前|现[有在]|当前|迄今|至今|时下|如今)
    |(?:今后|未来|接下来)的?(?P<coming>[三五35])年(?!前|来)|再用(?P<more>[一二两三四五])年|(?P<within>[一二两三四五]|[2-5])年内(?=将|要|再|计划|力争|建|投|新|培|完|实现)|(?P<later>[一二两三四五六七八九十]{{1,2}}|[0-9]{{1,2}})年(?:之)?后(?!的?今)|(?<![近前])(?P<ago>[一二两三四五六七八九十]{{1,2}}|[0-9]{{1,2}})年前(?=，|这里|全[村镇乡县区]|我们|的?(?:不足|约|近)?[0-9一二三四五六七八九十])|(?P<asof>截[至止])|(?P<full>全年)|(?P<pastyear>过去(?:的)?一年|一年来)|(?P<month>本月|当月|上月)|(?P<yend>年底|年末)
    |(?P<bareday>(?<![0-9])[0-9]{{1,2}}日)(?!报)|(?P<sameday>当[日天](?![^，。；]{{0,2}}[上下中]午))|(?P<clock>[0-9]{{1,2}}(?:时[0-9]{{0,2}}分?|：[0-9]{{2}}|点(?:半|[0-9]{{1,2}}分|钟))|(?<=[上下中]午|凌晨|早上|晚上|清晨)[0-9]{{1,2}}点))""",
    re.VERBOSE,
)
_TO = re.compile(r"(?:到|至|力争到?|争取到?|在)$")
_COMPARE = re.compile(r"(?:较|比|同比|与|和|跟|同|相比于?|按|是|为|相当于|约为|约是|对比|高于|低于|多于|以)$")
_ATTRIBUTE = re.compile(
    r"(?:[年月]?(?:度)?(?:全[市省国区县]|中国|国家|重庆|我市)?[^，。；：、\d]{0,10}(?:会议|大会|论坛|行动|方案|规划|计划|意见|条例|名单|榜单|报告|公报|博览会|预算(?=执行|草案|报告|安排)|版|工程))(?!完成|新|实施|投|建|开|改|引|培|再|到|在|安排|实现|推|启)"
)
_COMPARED = regex(
    r"(?:年?(?:同期|同月|末|底|初|年)?(?:相比|(?:基本|大致)?持平|增|提|下降|减|翻|高|多|少|上升|上涨|扩大|净增|新增|再增|加|回升|回落|提前|前移|降|缩短|的?[0-9.一二两三四五六七八九十]+倍)|同期|同月|的\s*[0-9.]+倍)"
)


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression: `period` in ISO form, and what kind of word it was."""

    start: int
    end: int
    kind: str
    """year | part (of a year) | day | plan | span | now | asof | last (近三年) | clock"""
    period: str
    relative: bool = False
    base: bool = False
    """Names what a figure is compared with (较2020年), not when it holds."""
    open_end: bool = False
    """到2027年, 2025年底: a point the text looks towards."""
    distant: bool = False
    """三年后, 五年前: a year counted from the day of publication; a title with it speaks of today as well."""
    name: bool = False
    """Part of a name: 2025年全市科技工作会议, 三年行动计划(2025—2027年)."""


def find_times(text: str, published: date | None = None) -> list[Time]:
    """Time expressions of a cleaned text in order, resolved against `published`."""
    today = published or date(2025, 1, 1)
    found: list[Time] = []
    of_now = "今年" in text or f"{today.year}年" in text
    year = today.year - (_is_yearbook(text) and not of_now)
    for m in _times(text):
        month = _reported(found, today) if m["month"] in ("上月", "当月") else today
        if m["decade"] and found and found[-1].kind == "span" and found[-1].end == m.start():
            continue  # 2008年至2010年|3年间: the years are said
        time = _that_day(text, m, found) if m["sameday"] else _resolve(text, m, month, year)
        if time is None:
            continue
        if (
            time.kind == "yend"
            and found
            and "\n" not in text[found[-1].end : m.start()]
            and (
                found[-1].period[:4] == str(today.year)
                or (found[-1].period == str(today.year + 1) and "。" not in text[found[-1].end : m.start()])
            )
        ):
            time = replace(time, period=found[-1].period[:4])
        if time.kind == "full" and _this_year(text, found, m.start(), today.year):
            time = replace(time, period=str(today.year))
        told = m["y"] or m["y2"] or (m["rel"] or m["rel2"]) in ("今年", "去年") or time.kind == "full"
        if time.kind in ("year", "part", "full") and not time.base and not time.name and told:
            year = int(time.period[:4])
        elif "\n" in text[found[-1].end : time.start] if found else False:
            year = year if not of_now and year == today.year - 1 else today.year
        found.append(time)
    return found


def _times(text: str) -> Iterator[re.Match[str]]:
    """Every time expression of a text; none overlap."""
    after = 0
    for begun in _BEGINS.finditer(text):
        if begun.start() >= after and (m := _TIME.match(text, begun.start())):
            yield m
            after = m.end()


def _reported(found: Sequence[Time], today: date) -> date:
    """A day of the month that is reported on, from which 上月 and 当月 count; of a page with none, today."""
    told = next((t.period for t in reversed(found) if t.kind == "part" and not t.base and not t.name), "")
    month = _MONTH_END.search(told)
    return date(int(month["y"]), int(month["m"]), 1) if month else today


_MONTH_END = regex(r"(?P<y>20[0-9]{2})-(?P<m>[01][0-9])$")


def _that_day(text: str, m: re.Match[str], found: Sequence[Time]) -> Time | None:
    """7月28日，…。当日用电量…: the day told last in the paragraph; None where none was."""
    day = next((t for t in reversed(found) if t.kind == "day"), None)
    if day is None or "\n" in text[day.end : m.start()]:
        return None
    return Time(m.start(), m.end(), "day", day.period, relative=True)


def _this_year(text: str, found: Sequence[Time], at: int, year: int) -> bool:
    """一季度订单…，预计|全年…: whether the sentence has just told of a part of this year."""
    said = next((t for t in reversed(found) if not t.base), None)
    return (
        said is not None
        and said.kind == "part"
        and said.period.startswith(str(year))
        and _ENDS.search(text, said.end, at) is None
    )


_ENDS = regex(r"[。！？\n]")


def _one_year(text: str) -> int | None:
    """The year a text begins with where it names no other and says nothing of today."""
    years = {m.group() for m in _YEAR_SAID.finditer(text)}
    begins = _YEAR_SAID.search(text, 0, 120)
    if begins and begins.group() == max(years) and not _OF_NOW.search(text):
        return int(begins.group())
    return None


_YEAR_SAID = regex(r"(?<![0-9])20[0-9]{2}(?=年)")
_OF_NOW = regex(r"今年|目前|当前|近日|日前|[昨今]日|记者|截[至止]|月[0-9]{1,2}日|现有|力争|将|预计|计划")


def _is_yearbook(text: str) -> bool:
    """Whether a text that names no year at its head tells of the one before: a yearbook, a communiqué."""
    return _YEARBOOK.search(text, 0, 60) is not None and _YEAR_NAMED.search(text, 0, 160) is None


_YEARBOOK = regex(r"年鉴|(?:统计|发展|状况|环境)公报|统计(?:资料|手册|提要|摘要)|年度(?:统计)?报告")
_YEAR_NAMED = regex(r"(?:19|20)[0-9]{2}|今年|去年")


def summed_up(text: str, published: date | None) -> Time | None:
    """The year a communiqué of the following spring sums up, None for any other text.

    Such a text compares with the year before in every other sentence.
    """
    if published is not None and published.month <= 2 and _YEAR_GONE.search(text, 0, 300):
        return Time(0, 0, "full", str(published.year - 1), relative=True)
    if published is not None and published.month <= _REPORTED and _WORK_REPORT.match(text):
        return Time(0, 0, "full", str(published.year - 1), relative=True)
    if published is not None and (_is_yearbook(text) or _one_year(text) == published.year - 1):
        return Time(0, 0, "full", str(published.year - 1), relative=True)
    if published is None or published.month > 5 or len(_COMPARES.findall(text)) < 3 or "今年" in text:
        return None
    if len(_WHOLE_YEAR.findall(text)) < 2:
        return None
    return Time(0, 0, "full", str(published.year - 1), relative=True)


_REPORTED = 3
_WORK_REPORT = regex(r"[^，。；！？\n]{0,24}政府工作报告\s*\n")
_YEAR_GONE = regex(r"成绩单|回眸|盘点|年终|答卷|过去一年|即将过去|刚刚过去|这一年|极不平凡")


def five_years_of(times: Sequence[Time], published: date) -> tuple[int, int] | None:
    """The years of the plan named at the head of a text of its last or the following year; None where none is."""
    for t in times:
        if t.start > _HEAD:
            return None
        first, last = year_span(t.period)
        over = t.kind == "last" and last == published.year - 1
        if (t.kind == "plan" or over) and last - first == 4 and last - 1 <= published.year <= last + 1:
            return first, last
    return None


_HEAD = 160
_WHOLE_YEAR = regex(r"全年|年末|公报|初步核算")
_COMPARES = regex(r"[比较]上年|上年末|年末|全年")


def _resolve(text: str, m: re.Match[str], today: date, near: int) -> Time | None:
    before, after = text[max(0, m.start() - 6) : m.start()], text[m.end() : m.end() + 24]
    relative = not (m["y"] or m["y2"] or m["a"])
    period, kind = iso_period(m, today, near)
    if period is None:
        return None
    if m["decade"] and text[m.end() - 1] == "年" and not after.startswith("累计"):
        counted = before.endswith(("前", "第", "近", "每", "上", "连续"))
        if counted or _YEAR_SAID.search(text, m.start() - 60, m.start()):
            return None  # 从2019年的5万到2023年的18万，四年增长2.4倍: the years are said
    if kind == "year" and _SINCE_EVENT.match(after) and int(period) < today.year:
        period, kind = f"{period}/{today.year}", "since"  # 2019年|落户以来
    rel = m["rel"] or m["rel2"] or ""
    base = _is_base(kind, rel, before, after, relative=relative)
    if (kind in ("last", "since") or m["psince"]) and re.match(
        r"(?:以?来)?(?:的)?(?:最|新高|新低|之最|同期)", after
    ):
        return None
    if (
        (kind in ("last", "since") or m.group().endswith("以来"))
        and _RECORD.search(before)
        and _HIGH.match(after)
    ):
        return None  # 创今年以来月度新高
    opened = bool(_TO.search(before)) or bool(m["pend"])
    if kind == "yend" and opened:
        period = str(near)
    end = m.end()
    since = _SINCE.search(before) and _SINCE_END.match(after)
    if (
        since
        or (m["plan"] and re.match(r"(?:的|规划)?(?:目标|任务)", after))
        or (before.endswith(("延续", "保持", "扭转")) and after.startswith("的"))
    ):
        name = True
    elif m["y2"] or m["rel2"] or kind in ("span", "part"):
        name = (
            kind in ("year", "span")
            and not base
            and bool(_ATTRIBUTE.match(after))
            and after[:1] not in ("，", "。", "；", "、")
        )
        name = name or (
            bool(re.search(r"[(（]$", before)) and bool(re.match(r"年?[)）]", after)) and kind == "span"
        )
    else:
        name = False
    if m["holiday"] and before.endswith("受") and "影响" in after:
        name = True  # 受春节假期错位影响
    if kind == "full" and after.startswith(("目标", "任务", "计划", "预期")):
        name = True
    if kind == "year" and before.endswith("“") and _QUOTED_NAME.match(after):
        name = True
    distant = bool(m["later"] or m["ago"] or (m["decade"] and text[m.end() - 1] == "年"))
    return Time(m.start(), end, kind, period, relative, base, opened, distant, name)


_SINCE_EVENT = re.compile(
    r"(?:[0-9]{1,2}月)?(?:正式|全面)?(?:落户|投产|成立|启动|建成|开园|开港|开通|运营|投用|挂牌|实施|设立|开业|通车|入驻|签约|组建)+以来"
)
_RECORD, _HIGH = (
    regex(r"(?:创下?|为|是|达到?)$"),
    regex(r"[^，。；]{0,8}(?:新[高低]|最[高低好]|次高|纪录)"),
)
_QUOTED_NAME = regex(r"[^“”，。；0-9]{4,24}”")
_BASES = tuple(
    (regex(before), regex(after))
    for before, after in (
        (
            r"(?:[是为]|相当于)$",
            r"年?[一-鿿]{0,6}?的?(?:近|约|超过?|逾)?[0-9.一二两三四五六七八九十]+(?:多|余)?倍",
        ),
        (r"(?:恢复[至到]|相当于|达到?)$", r"(?:同期)?的[0-9.]+%"),
    )
)
_SINCE, _SINCE_END = regex(r"自从?$"), regex(r"[^，。；]{0,20}以来")
_LAST_YEARS = ("上年", "去年", "上一年")
_THAN, _BESIDE = regex(r"[比较]$"), regex(r"[比较与(为]$|^$")
_HELD = regex(r"年?的[0-9.]+[^，。；]{0,4}相比")
_SAME, _BEYOND = regex(r"同期|同月|末|底|年?同"), regex(r"(?:超过|超越|赶超|不及)$")
_IS, _TIMES = regex(r"[到为是]$"), regex(r"的[^，。；]{0,6}[倍番]")


def _is_base(kind: str, rel: str, before: str, after: str, *, relative: bool) -> bool:
    """Whether a time only says what a figure is held against: 比2020年, 是去年的2倍, 恢复至2019年的九成."""
    if kind in ("year", "part", "plan", "span") and _COMPARE.search(before) and _COMPARED.match(after):
        return True
    if kind in ("year", "part") and before.endswith(("与", "同", "比", "较")) and _HELD.match(after):
        return True
    if kind in ("year", "part", "plan") and after.startswith(("相比", "前相比", "以前")):
        return True
    if kind == "now" and _THAN.search(before):
        return True
    if rel in _LAST_YEARS and _SAME.match(after) and _BESIDE.search(before):
        return True
    if (rel == "上年" or kind in ("year", "part", "plan")) and _THAN.search(before):
        return True
    if rel in _LAST_YEARS[:2] and re.search(r"(?:[高低快慢好优多少]于|超过?)$", before):
        return True
    if kind == "plan" and _BEYOND.search(before):
        return True
    if rel in _LAST_YEARS[:2] and _BEYOND.search(before):
        return True
    if any(left.search(before) and right.match(after) for left, right in _BASES):
        return True
    if kind in ("year", "part") and after.startswith(("同期", "同月")):
        return True
    return bool(relative and _IS.search(before) and _TIMES.match(after))
