"""Which number belongs to which name, time, place and intent?  Sentence by sentence, parts become observations."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from monitor.extract.calendar import year_span
from monitor.extract.carry import carry_over, looks_back
from monitor.extract.figure import Quantity
from monitor.extract.frame import Frame
from monitor.extract.lazy import regex
from monitor.extract.owner import owner_of
from monitor.extract.pairing import name_all
from monitor.extract.period import Time
from monitor.extract.segment import clause_starts
from monitor.extract.sentence import Draft, Sentence
from monitor.extract.status import decide, find_cues
from monitor.extract.subject import CENTRE
from monitor.extract.timing import ends_of_move, period_of, time_of
from monitor.types import Measure, Status

_HOLIDAY = re.compile(r"[^，。]{0,2}(?:春节|元旦|清明|“?五一|端午|国庆|中秋|[寒暑]假|假期|春运)")
_EXPECTED = re.compile(r"预计(?:(?:[到至]|(?=“?十[四五六]五|[今明]年|年底|20))[^，。；]{0,10})?，$")
"""预计到年底，: what follows the comma is expected, too."""
_PAUSE = regex(r"[，。；：]")
_REACH = 12
"""Letters after a number in which 已 still says that it is so: 29个平台|已进入…."""
_GOAL_FOLLOWS = re.compile(
    r"的?(?:增速|增长)?(?:总|年度|预期|控制|规划|考核|全年)*目标|的(?:年度)?[一-鿿]{0,4}任务|[一-鿿]{2,6}任务(?=的[0-9])"
)
_OF_THE_PLAN = re.compile(r"年度计划(?:总|完成)?投资额?(?:约|为|达)?$")
_GOES_ON = frozenset(
    {
        "indicator:inherited",
        "link:respectively",
        "indicator:of_the_former",
        "indicator:total_of_the_former",
        "indicator:ratio_to",
    }
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
    if frame.speaks_of_its_own_centre(mentions):
        mentions = [m for m in mentions if m.subject.name != CENTRE]
    talks = bool(quantities) or text.find("目标", start, end) >= 0 or text.find("力争", start, end) >= 0
    if not (talks or times or mentions or frame.seen) and not looks_back(text, start, end):
        return []  # most sentences of a page
    cues = find_cues(text, start, end) if talks else []
    sentence = Sentence(
        text, start, end, quantities, times, cues, mentions, clause_starts(text, start, end), frame, in_box
    )
    drafts = name_all(sentence) if quantities else []
    before: Draft | None = None
    for draft in drafts:
        _place(sentence, draft, before)
        if before is not None and _arrived(draft, before):
            draft.time, draft.period = None, frame.published.isoformat()
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
    carry_over(sentence, drafts)
    return [d for d in drafts if d.name.strip("略等)( ")]


def _arrived(d: Draft, former: Draft) -> bool:
    """十年来成交额增加3500亿元、总额突破4100亿元: the years are those of the change, the level is today's."""
    return (
        d.name == former.name
        and d.measured.measure is Measure.LEVEL
        and former.measured.measure in (Measure.CHANGE, Measure.GROWTH)
        and d.time is not None
        and d.time is former.time
        and d.time.kind in ("last", "since")
    )


def _place(s: Sentence, d: Draft, former: Draft | None) -> None:
    """Give a draft its subject, period and status; `former` is the one before it in the sentence."""
    q = d.quantity
    clause = s.clause_of(q.start)
    rule = "subject:paired"
    if d.subject is None:
        d.subject, rule = owner_of(s, d, clause)
        if former is not None and _made_by_the_former(s, d, former, rule):
            d.subject, rule = former.subject, "subject:of_the_former"
    d.rules.append(rule)
    if d.subject is not None and d.name.startswith(d.subject.name):
        d.name = d.name.removeprefix(d.subject.name).lstrip("的") or d.name
    told = d.subject is not None and d.subject.name == CENTRE
    if d.name and not told and s.text.find(CENTRE + d.name, clause, q.start) >= 0:
        d.name = CENTRE + d.name
    rule = "period:paired"
    if d.time is None:
        d.time, rule = time_of(s, d, clause)
    if rule == "period:sentence" and d.time is not None and _strives(s, d.time, clause, q):
        d.time, rule = None, "period:publication"
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
            or (c.word == "已" and c.start < q.end + _REACH and not _PAUSE.search(s.text, q.end, c.start))
        )
        and (
            c.start > semicolon or (c.status in (Status.TARGET, Status.ACTUAL) and not c.word.endswith("后"))
        )
    ]
    if expected := _EXPECTED.search(s.text, s.start, clause):
        clause = max(s.start, expected.start() - 1)  # 局预计 is one cue
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
        bounded=q.comparator in _BOUNDS
        and ("+before" in q.rule or q.comparator != ">")
        and s.text[q.start - 1 : q.start] != "了",
        promised=_GOAL_FOLLOWS.match(s.text, q.end, q.end + 10) is not None
        or _OF_THE_PLAN.search(s.text, q.start - 10, q.start) is not None
        or "indicator:distance" in d.rules,
        month=s.frame.published.month,
        own_time="period:paragraph" not in d.rules and not (d.time and _HOLIDAY.match(s.text, d.time.end)),
    )
    if "indicator:done_of_plan" in d.rules and d.status is Status.TARGET:
        d.status, rule = Status.ACTUAL, "status:done_of_plan"
    if rule == "status:year_not_over" and former is not None and former.status is Status.ACTUAL:
        d.status, rule = Status.ACTUAL, "status:goes_on"
    if former is not None and d.status is Status.ACTUAL and _name_alone(s, d, clause):
        d.status, rule = former.status, "status:goes_on"
    d.rules.append(rule)
    if rule == "status:goal_follows" and d.time is not None and d.time.kind == "plan":
        d.period = d.period.rpartition("/")[2]


_MADE = regex(r"(?:年|总)*(?:产值|营收|营业收入|销售额|销售收入|税收|利润)")


def _made_by_the_former(s: Sentence, d: Draft, former: Draft, rule: str) -> bool:
    """某某产业园入驻企业68家，年产值|25亿元: what is made is made by whom the clause before was about."""
    firm = former.subject is not None and not former.subject.area
    handed = rule in ("subject:publisher_area", "subject:inherited", "subject:heading")
    apart = s.text.find("；", former.quantity.end, d.quantity.start) >= 0
    return firm and handed and not apart and _MADE.fullmatch(d.name) is not None


def _strives(s: Sentence, time: Time, clause: int, q: Quantity) -> bool:
    """去年投入26亿元，力争进入前40位: what a clause strives for is not of the year that is over."""
    over = year_span(time.period)[1] < s.frame.published.year and not time.open_end
    return over and any(clause <= c.start < q.start and c.word in _STRIVING for c in s.cues)


_STRIVING = frozenset({"力争", "确保"})


def _name_alone(s: Sentence, d: Draft, clause: int) -> bool:
    """实现营收52亿元，|税收2.8亿元: a clause of a name and a number says it in the tense of the one before."""
    left = max(clause, s.left_of(d.quantity))
    words = s.text[left : min(d.quantity.start, d.measured.verb_at)].strip("，、和 ")
    return words == d.name and clause > s.start and s.text[clause - 1] == "，" and d.base is None
