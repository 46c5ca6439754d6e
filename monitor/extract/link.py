"""Which number belongs to which name, time, place and intent?  Sentence by sentence, parts become observations."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from monitor.extract.calendar import year_span
from monitor.extract.figure import Quantity
from monitor.extract.frame import Draft, Frame, Sentence
from monitor.extract.organisation import ZONE, is_zone
from monitor.extract.owner import foreign, owner_of, resolved
from monitor.extract.pairing import name_all
from monitor.extract.period import Time
from monitor.extract.segment import clause_starts
from monitor.extract.status import decide, find_cues
from monitor.extract.subject import dwelt_on
from monitor.extract.timing import ends_of_move, period_of, time_of
from monitor.types import Measure, Status

_PLANS = re.compile(
    r"(?:今年|明年|20[0-9]{2}年|“?十[五六]五”?)[^。；》]{0,24}(?:预期目标|主要目标|目标任务|工作安排|重点工作|重点任务|总体要求|重点抓好|做好以下)(?![^。；]{0,6}(?:落地|完成|实现))"
)


_HOLIDAY = re.compile(r"[^，。]{0,2}(?:春节|元旦|清明|“?五一|端午|国庆|中秋|[寒暑]假|假期|春运)")
_ENTITY = re.compile(rf"(?:{ZONE}|[镇乡村]|街道)$")
_LOOKS_BACK = re.compile(r"\s*(?:过去|五年来|一年来|回顾)")
_EXPECTED = re.compile(r"预计(?:(?:[到至]|(?=“?十[四五六]五|[今明]年|年底|20))[^，。；]{0,10})?，$")
"""预计到年底，: what follows the comma is expected, too."""
_PAUSE = re.compile(r"[，。；：]")
_GOAL_FOLLOWS = re.compile(r"的?(?:总|年度|预期|控制)?目标")
_GOES_ON = frozenset(
    {"indicator:inherited", "link:respectively", "indicator:of_the_former", "indicator:ratio_to"}
)
_BOUNDS = frozenset({">", ">=", "<", "<="})


def within(spans: list[Time], start: int, end: int, starts: list[int]) -> list[Time]:
    """The time expressions inside a stretch of text."""
    return spans[bisect_left(starts, start) : bisect_left(starts, end)]


def read_sentence(
    text: str,
    start: int,
    end: int,
    quantities: list[Quantity],
    times: list[Time],
    frame: Frame,
    *,
    in_box: bool,
) -> list[Draft]:
    """Every observation of one sentence, and the frame it leaves behind."""
    mentions = frame.named_in(start, end)
    talks = bool(quantities) or text.find("目标", start, end) >= 0 or text.find("力争", start, end) >= 0
    cues = find_cues(text, start, end) if talks else []
    sentence = Sentence(
        text, start, end, quantities, times, cues, mentions, clause_starts(text, start, end), frame, in_box
    )
    drafts = name_all(sentence) if quantities else []
    before: Draft | None = None
    for draft in drafts:
        _place(sentence, draft, before)
        if before is not None and "period:publication" in draft.rules and "period:paragraph" in before.rules:
            draft.time, draft.period = before.time, before.period
            draft.rules[draft.rules.index("period:publication")] = "period:paragraph"
        if draft.quantity.kind == "rank" and before and draft.quantity.scope is None:
            draft.quantity = replace(draft.quantity, scope=before.quantity.scope)
        before = draft
    if drafts:
        ends_of_move(sentence, drafts)
    if frame.seen is not None:
        frame.seen.sentences.append(sentence.as_it_stands())
    _leave(sentence, drafts)
    return [d for d in drafts if d.name.strip("略等)( ")]


def _place(s: Sentence, d: Draft, former: Draft | None) -> None:
    """Give a draft its subject, period and status; `former` is the one before it in the sentence."""
    q = d.quantity
    clause = s.clause_of(q.start)
    rule = "subject:paired"
    if d.subject is None:
        d.subject, rule = owner_of(s, d, clause)
    d.rules.append(rule)
    rule = "period:paired"
    if d.time is None:
        d.time, rule = time_of(s, d, clause)
    d.rules.append(rule)
    d.period = period_of(s, d, clause)
    if d.base in (None, "yoy") and d.measured.measure in (Measure.GROWTH, Measure.CHANGE, Measure.MULTIPLE):
        compared = [t for t in s.times if t.base and t.end <= q.stop + 8 and t.start >= clause - 1]
        if compared and not (
            compared[-1].relative and "同期" in s.text[compared[-1].start : compared[-1].end + 3]
        ):
            d.base = d.base or compared[-1].period
    semicolon = s.text.rfind("；", s.start, q.start)
    cues = [
        c
        for c in s.cues
        if (
            c.start < q.stop
            or (
                c.word in ("将", "或将", "有望")
                and c.start < q.end + 8
                and not _PAUSE.search(s.text, q.end, c.start)
            )
        )
        and (c.start > semicolon or c.status in (Status.TARGET, Status.ACTUAL))
    ]
    if expected := _EXPECTED.search(s.text, s.start, clause):
        clause = expected.start()
    continued = bool(_GOES_ON & set(d.rules)) and (former is None or former.status is not Status.ACTUAL)
    year = s.frame.published.year
    d.status, rule = decide(
        cues,
        q.at,
        clause,
        d.period,
        year,
        frame=Status.TARGET
        if "period:plan" in d.rules
        else s.frame.status or s.frame.heading_status or (Status.TARGET if s.frame.planning else None),
        time=d.time,
        growth=d.measured.base == "yoy",
        continued=continued,
        bounded=q.comparator in _BOUNDS,
        promised=_GOAL_FOLLOWS.match(s.text, q.end, q.end + 6) is not None or "indicator:distance" in d.rules,
        month=s.frame.published.month,
        own_time="period:paragraph" not in d.rules and not (d.time and _HOLIDAY.match(s.text, d.time.end)),
    )
    if former is not None and d.status is Status.ACTUAL and _name_alone(s, d, clause):
        d.status, rule = former.status, "status:goes_on"
    d.rules.append(rule)
    if rule == "status:goal_follows" and d.time is not None and d.time.kind == "plan":
        d.period = d.period.rpartition("/")[2]


def _name_alone(s: Sentence, d: Draft, clause: int) -> bool:
    """实现营收52亿元，|税收2.8亿元: a clause of a name and a number says it in the tense of the one before."""
    left = max(clause, s.left_of(d.quantity))
    words = s.text[left : min(d.quantity.start, d.measured.verb_at)].strip("，、和 ")
    return words == d.name and clause > s.start and s.text[clause - 1] == "，" and d.base is None


def _leave(s: Sentence, drafts: list[Draft]) -> None:
    """What the next sentence may inherit."""
    frame = s.frame
    usable = [
        t
        for t in s.times
        if not t.base
        and not t.name
        and t.kind in ("year", "part", "plan", "full", "last", "since", "now", "span")
        and t.start - s.clause_of(t.start) <= 6
        and s.text[max(0, t.start - 1) : t.start] not in ("从", "由")
        and not (t.kind == "full" and s.text.startswith(("任务", "目标", "计划"), t.end))
    ]
    if told := [t for t in usable if t.kind in ("year", "full")]:
        frame.year = told[-1]
    if usable:
        frame.carried = False
        frame.time = usable[-1] if usable[-1].kind != "now" or frame.time is None else frame.time
        if usable[-1].kind == "now":
            frame.time = usable[-1]
    firm = [m for m in s.mentions if m.firm]
    for m in s.mentions:
        if m.deictic:
            continue
        if not m.subject.area or _ENTITY.search(m.subject.name):
            frame.entities = [e for e in frame.entities if e != m.subject] + [m.subject]
        lasting = not m.subject.area or is_zone(m.subject.name)
        if frame.protagonist is None and frame.whole and frame.lines <= 2 and lasting:
            leads = bool(drafts) and frame.lines <= 1 and drafts[0].subject == m.subject
            if dwelt_on(frame.text, m.subject) or (leads and not re.search("[全我][市省区县]", frame.text)):
                frame.protagonist = m.subject
        if not m.subject.area:
            continue
        if is_zone(m.subject.name):
            frame.zones.append(m.subject)
        elif len(m.subject.name) > 2 and m.subject.name[-1] in "区县市" and m.subject.name != frame.home:
            frame.district = m.subject
    if drafts and drafts[-1].subject is not None:
        first, last = drafts[0].subject, drafts[-1].subject
        aside = first is not None and (foreign(last, frame.home) or (first.area and not last.area))
        frame.subject = first if aside else last
    elif firm and firm[0].start - s.start <= 12:
        frame.subject = resolved(s, firm[0])
    if drafts and not (frame.names and s.text.startswith("其中", s.start)):
        frame.names = [d.name for d in drafts if d.name]
    if drafts:
        frame.topic = next((d.name for d in reversed(drafts) if d.name), frame.topic)
    if announced := _PLANS.search(s.text, s.start, s.end):
        years = [
            t for t in s.times if t.kind in ("year", "plan") and not t.base and t.start <= announced.end()
        ]
        frame.plan = years[-1] if years else frame.plan
    elif (
        usable and usable[0].start - s.start <= 8 and year_span(usable[0].period)[1] < frame.published.year
    ) or _LOOKS_BACK.match(s.text, s.start, s.end):
        frame.plan = None
    targets = [c for c in s.cues if c.status is Status.TARGET]
    if targets and re.match(r"目标|预期|主要预期|力争", targets[-1].word):
        frame.status = Status.TARGET
    elif drafts:
        frame.status = drafts[-1].status if drafts[-1].status is Status.TARGET else None
