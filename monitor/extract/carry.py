"""What does a sentence leave to the next?  Its time, whom it tells of, its names and what it intends."""

from __future__ import annotations

import re

from monitor.extract.calendar import year_span
from monitor.extract.frame import Frame
from monitor.extract.genre import dwelt_on, is_official, speaks_for_an_area
from monitor.extract.lazy import regex
from monitor.extract.organisation import ZONE, is_zone
from monitor.extract.owner import AT_HEAD, THAT_PROJECT, UNNAMED_PROJECT, foreign
from monitor.extract.period import Time
from monitor.extract.pointed import resolved
from monitor.extract.sentence import Draft, Sentence
from monitor.extract.subject import Subject
from monitor.extract.timing import BALANCES
from monitor.types import Status

_PLANS = re.compile(
    r"(?:今年|明年|20[0-9]{2}年|“?十[四五六]五”?)[^。；》]{0,24}(?:预期目标|主要目标|目标任务|工作安排|重点工作|重点任务|总体要求|重点抓好|做好以下)(?![^。；]{0,6}(?:落地|完成|实现))"
)
_GOALS = regex(r"(?:主要|预期|发展)+目标(?:是|为|：)")
_OF_ITSELF = frozenset({"status:goal_follows", "status:year_not_over"})
"""Rules that make a target of one figure and say nothing of the next."""
_ENTITY = re.compile(rf"(?:{ZONE}|[镇乡村]|街道)$")
_LOOKS_BACK = regex(r"\s*(?:过去|五年来|一年来|回顾)")
_BACK = "过五一回 \n　"
"""How such a sentence may begin; few do, and no pattern is tried on the others."""
_EVENT = re.compile(
    r"(?:份|底|前|初|中旬|上旬|下旬)?(?:即可|可|将|能)?(?:正式|全面|全部|建成|竣工|试|主体|陆续|开始|开工)*(?:投产|开工|竣工|完工|投用|投运|试产|达产|通车|封顶|交付|启用|开园|开业|投入(?:使用|运营|生产)|建成(?=[，。；]))"
)
"""预计今年10月|投产: the day of an event dates nothing that the next sentence tells."""
_LASTING = frozenset({"year", "part", "plan", "full", "last", "since", "now", "span"})
_SHORT_NAME, _LONG_NAME = 6, 12
"""Letters that may stand before the time a sentence is about: 高新技术企业五年间…."""


def carry_over(s: Sentence, drafts: list[Draft]) -> None:
    """Leave in the frame of the article what the next sentence may inherit from this one."""
    held = _day_of_balances(s, drafts)
    if counted := [t for t in s.times if held is None and _counts_months(s, t)]:
        s.frame.span = s.frame.span if s.frame.falls_short(counted[-1]) else counted[-1]
    times = [t for t in s.times if _lasts(s, t, drafts)] if s.times else []
    times = [held] if held is not None else times
    s.frame.dated |= any(t.kind == "day" for t in s.times)
    _time(s.frame, times)
    if s.mentions:
        _whom(s, drafts)
    if s.mentions or drafts:
        _subject(s, drafts)
    frame = s.frame
    if drafts and not (frame.names and s.text.startswith("其中", s.start)):
        frame.names = [d.name for d in drafts if d.name]
    frame.told = drafts[0].time if drafts else frame.told
    frame.topic = next((d.name for d in reversed(drafts) if d.name), frame.topic)
    _intent(s, drafts, times)


def _day_of_balances(s: Sentence, drafts: list[Draft]) -> Time | None:
    """9月末，贷款余额…，存款余额…，前三季度增加…: a report of balances goes on with the day they were struck."""
    told = drafts[0].time if drafts and drafts[0].name.endswith(BALANCES) else None
    closing = (
        told is not None
        and told.kind == "part"
        and s.text[told.end - 1 : told.end + 1].strip("，。") in _ENDS
    )
    return told if closing and told in s.times[:1] else None


_BRIEFING = regex(r"金融[^，。；]{0,8}(?:发布会|通气会)")
"""三季度金融统计数据发布会: what is told there is struck at its end."""
_ENDS = frozenset({"末", "底", "度末", "年末", "份末"})


def looks_back(text: str, start: int, end: int) -> bool:
    """Whether a sentence begins to tell what is over: 过去五年, 回顾."""
    return text[start : start + 1] in _BACK and _LOOKS_BACK.match(text, start, end) is not None


def _lasts(s: Sentence, t: Time, drafts: list[Draft]) -> bool:
    """Whether a time dates the sentence, not just one of its figures."""
    return (
        t.kind in _LASTING
        and not _month_of_the_span(s, t)
        and not t.base
        and not t.name
        and (
            t.start - s.start <= _LONG_NAME
            if t.kind == "last"
            else t.start - s.clause_of(t.start) <= _SHORT_NAME
        )
        and s.text[max(0, t.start - 1) : t.start] not in ("从", "由")
        and not _OF_A_WHOLE.search(s.text, t.start - 6, t.start)
        and not (_EVENT.match(s.text, t.end) and year_span(t.period)[1] >= s.frame.published.year)
        and not (t.kind == "full" and s.text.startswith(("任务", "目标", "计划"), t.end))
        and not (t.kind == "part" and s.text.startswith(("平均", "均值"), t.end))
        and not any(d.time is t and "status:goal_follows" in d.rules for d in drafts)
    )


_OF_A_WHOLE = re.compile(r"占[^，。；]{0,5}$")
"""占该县|2010年…生产总值的: the year is that of the whole."""


def _so_far(s: Sentence, t: Time) -> bool:
    """Whether a time runs up to the day of publication: 今年以来."""
    return t.period.endswith(s.frame.published.isoformat())


def _counts_months(s: Sentence, t: Time) -> bool:
    """Whether a time counts whole months together: 1—9月, 前三季度."""
    if t.kind != "part" or "/" not in t.period or t.base or t.name:
        return False
    mean = s.text.startswith("平均", t.end) or _BRIEFING.match(s.text, t.end) is not None
    aside = s.text[t.start - 1 : t.start] == "("  # 营业收入(1—8月)
    return not (_so_far(s, t) or mean or aside)


def _month_of_the_span(s: Sentence, t: Time) -> bool:
    """前三季度…，其中9月份…: a month told of beside the months it ends dates its own figures alone."""
    inside = t.start - s.start > _SHORT_NAME
    if not s.frame.spans(t):
        return s.frame.span is not None and t.kind == "part" and inside and _so_far(s, t)
    return inside or s.text[t.start - 2 : t.start] == "其中" or s.text[t.end - 1] in "末底"


def _time(frame: Frame, times: list[Time]) -> None:
    if told := [t for t in times if t.kind in ("year", "full")]:
        frame.year = told[-1]
    if times:
        frame.carried = False
        frame.time = times[-1]


def _whom(s: Sentence, drafts: list[Draft]) -> None:
    """The organisations and places that 该公司, 开发区 and 全区 will mean."""
    frame = s.frame
    for m in s.mentions:
        if m.deictic:
            continue
        zone = is_zone(m.subject.name)
        if not m.subject.area or _ENTITY.search(m.subject.name):
            frame.entities = [e for e in frame.entities if e != m.subject] + [m.subject]
        if frame.protagonist is None and frame.whole and frame.lines <= 2 and (zone or not m.subject.area):
            leads = bool(drafts) and frame.lines <= 1 and drafts[0].subject == m.subject
            own_area = speaks_for_an_area(frame.text) or is_official(frame.text)
            if dwelt_on(frame.text, m.subject.name) or (leads and not own_area):
                frame.protagonist = m.subject
        if not m.subject.area:
            continue
        if zone:
            frame.zones.append(m.subject)
        elif m.subject.name.endswith("都市区"):
            continue  # a part of the province with districts of its own
        elif m.subject.name[1:][-1:] in ("区", "县", "市") and m.subject.name != frame.home:
            frame.district = m.subject


def _subject(s: Sentence, drafts: list[Draft]) -> None:
    frame = s.frame
    firm = [m for m in s.mentions if m.firm]
    if drafts and UNNAMED_PROJECT in drafts[-1].rules:
        frame.subject = THAT_PROJECT
    elif drafts and drafts[-1].subject is not None:
        first, last = drafts[0].subject, drafts[-1].subject
        aside = first is not None and (foreign(last, frame.home) or (first.area and not last.area))
        told = first if aside else last
        if told is None or told.name == frame.home or not _in_passing(s, told):
            frame.subject = (
                told
                if told is None or not told.name.endswith("港") or dwelt_on(frame.text, told.name)
                else None
            )
    elif firm and not _in_passing(s, first := resolved(s, firm[0])) and first.name != "全国":
        frame.subject = first


def _in_passing(s: Sentence, who: Subject) -> bool:
    """Whether somebody is named in the middle of a sentence or paragraph only: the next is not about them."""
    text = s.frame.text
    named = [m for m in s.mentions if m.firm and (m.subject == who or (m.deictic and resolved(s, m) == who))]
    if not named:
        return any(m.subject == who for m in s.mentions) and who != s.frame.subject
    opens = s.start == 0 or text[s.start - 1] == "\n"
    lasting = opens or not is_official(text) or dwelt_on(text, who.name)
    return named[0].start - s.start > AT_HEAD or not lasting


def _intent(s: Sentence, drafts: list[Draft], times: list[Time]) -> None:
    """Whether the document is planning a year, and whether the sentence ended among targets."""
    frame = s.frame
    announced = _PLANS.search(s.text, s.start, s.end) if s.times else None
    if announced and announced.start() - s.clause_of(announced.start()) <= _SHORT_NAME:
        years = [
            t for t in s.times if t.kind in ("year", "plan") and not t.base and t.start <= announced.end()
        ]
        frame.plan = years[-1] if years else frame.plan
    elif is_official(s.text) and _GOALS.search(s.text, s.start, s.end) and not s.times:
        year = str(frame.published.year)
        frame.plan = Time(s.start, s.start, "year", year)
    elif (
        times and times[0].start - s.start <= 8 and year_span(times[0].period)[1] < frame.published.year
    ) or looks_back(s.text, s.start, s.end):
        frame.plan = None
    targets = [c for c in s.cues if c.status is Status.TARGET]
    if targets and re.match(r"目标|预期|主要预期|力争|.*》", targets[-1].word):
        frame.status = Status.TARGET
    elif drafts:
        built = any(c.word.endswith("后") for c in targets)  # 达产后: what one project promises
        goes_on = drafts[-1].status is Status.TARGET and not _OF_ITSELF & set(drafts[-1].rules) and not built
        frame.status = Status.TARGET if goes_on else None
