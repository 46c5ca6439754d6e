"""Which number belongs to which name, time, place and intent?  Sentence by sentence, parts become observations."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from monitor.extract.areas import above
from monitor.extract.frame import Draft, Frame, Sentence
from monitor.extract.organisation import ZONE, is_zone
from monitor.extract.pairing import BRACKET, name_all
from monitor.extract.period import Time, year_span
from monitor.extract.quantity import Quantity
from monitor.extract.segment import clause_starts
from monitor.extract.status import decide, find_cues
from monitor.extract.subject import (
    Mention,
    Subject,
    dwelt_on,
    find_generic,
    find_mentions,
    find_person,
    latest_district,
    latest_region,
    sole_district,
)
from monitor.extract.units import TIME
from monitor.types import Measure, Status

_PLANS = re.compile(
    r"(?:今年|明年|20[0-9]{2}年|“?十[五六]五”?)[^。；》]{0,24}(?:预期目标|主要目标|目标任务|工作安排|重点工作|重点任务|总体要求|重点抓好|做好以下)(?![^。；]{0,6}(?:落地|完成|实现))"
)


_FLOW = re.compile(
    r"审结|审执结|完成|实现|新增|新建|新设|办理|受理|接待|发放|开展|投入|改造|开工|引进|签约|培训|举办|销售|生产|救助|查处|整治|打通|创建|争取|下达|支付|挽回|减少|检查|发现|查办|抽检|发布|出台|攻克|浇筑|推出|解决|走访|移送|判处|起诉|调解|排查|造林|铺设|安装|采购|录取|办结|化解|追回"
)
_FLOWS = re.compile(
    r"(?:用电量|发电量|产量|销量|销售额|零售额|投资|收入|支出|出口|进口|进出口|总额|增加值|产值|利润|成交额|吞吐量|运输量|周转量|人次)$"
)
_HOLIDAY = re.compile(r"[^，。]{0,2}(?:春节|元旦|清明|“?五一|端午|国庆|中秋|[寒暑]假|假期|春运)")
_ADDED_UP = re.compile(r"[由从]|建成|累计|上市|入选|获评|落户")
_FROM_TO = re.compile(
    r"(?:由|从)(?P<before>[^，。；]{1,40}?)(?:提高|提升|上升|上调|增加|增长|扩大|扩展|拓展|发展|跃升|攀升|爬升|推高|下降|下调|降低|减少|缩短|缩减|压缩|压减|滑落|回落|调整|升|降|增|减|提|涨|跌|缩|压|扩|抬)"
    r"(?P<to>到|至|为|成)(?P<after>[^，。；]{1,40})"
    r"|(?P<was>[0-9.]+[^，。；]{0,4})(?P<arrow>→|➡)(?P<now>[0-9.]+[^，。；]{0,4})"
)
_ATTRIBUTE = re.compile(r"这[家座所个条][^，。；]{0,10}$")
_OF_WHICH = re.compile(
    r"[^，。；]{0,6}?的[一-鿿]{0,6}?(?P<kind>工厂|企业|公司|园区|医院|学校|大学|项目|基地|大桥|隧道|水库)"
)
_ENTITY = re.compile(rf"(?:{ZONE}|[镇乡村]|街道)$")
_LOOKS_BACK = re.compile(r"\s*(?:过去|五年来|一年来|回顾)")
_PAUSE = re.compile(r"[，。；：]")
_GOAL_FOLLOWS = re.compile(r"的?(?:总|年度|预期|控制)?目标")
_RANKED_AMONG = re.compile(r"(?:平均|同类|排名|第|前|首|率先|领先|各)")
_QUOTED = re.compile(r"“[^”]{0,40}我们")
_STOCK = re.compile(r"累计|目前|现有|已建成|已投入|截[至止]|共有|拥有")
_THAN_LAST_YEAR = re.compile(r"[比较]上年")
_SAYS = re.compile(r"[^。！？“]{2,44}?(?:说|介绍|表示|告诉|坦言|直言|回忆|透露|感慨|算)")
_HANDED_DOWN = frozenset({"subject:inherited", "subject:title", "subject:that_organisation"})
_OF_AN_AREA = re.compile(
    r"生产总值|GDP|一般公共预算|社会消费品零售|固定资产投资|常住人口|户籍人口|城镇化率|居民.{0,4}可支配收入|城镇新增就业|规上工业|规模以上工业|居民消费价格|森林覆盖率|优良天数|县域"
)
"""What no firm or hospital has; where it is said after one, it is the area's again."""
_THROUGH = re.compile(r"(?:经过|历时|短短|仅用|用时)(?:约|近|不到|了)?$")
_HERE = re.compile(r"这里(?=只有|仅有|有|已|共|每)")
_WE = re.compile(r"我们(?!家)")
_MY_HOME = re.compile(r"[我他她](?:们)?家(?!乡)")
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
    piece = text[start:end]
    mentions = [
        Mention(m.start + start, m.end + start, m.subject, m.firm, m.deictic)
        for m in find_mentions(piece, frame.home, frame.aliases)
    ]
    talks = bool(quantities) or "目标" in piece or "力争" in piece
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
    _ends_of_move(sentence, drafts)
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
        d.subject, rule = _subject(s, q, clause, of_whole="indicator:share_of_whole" in d.rules)
        if (
            rule in _HANDED_DOWN
            and d.subject is not None
            and not d.subject.area
            and _OF_AN_AREA.search(d.name)
        ):
            d.subject, rule = s.frame.district or Subject(s.frame.home, True), "subject:only_an_area"
    d.rules.append(rule)
    rule = "period:paired"
    if d.time is None:
        d.time, rule = _time(s, d, q, clause)
    d.rules.append(rule)
    d.period = d.time.period if d.time else s.frame.published.isoformat()
    if d.time is not None and d.time.kind == "full" and d.period == str(s.frame.published.year - 1):
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
            or any(c.status is Status.TARGET and c.start < q.start for c in s.cues)
        )
        d.period = str(s.frame.published.year) if promised else d.period
    if d.time is not None and d.time.kind == "full" and (plan := s.frame.plan or s.frame.time):
        ahead = plan.kind == "year" and plan.period == str(s.frame.published.year + 1)
        d.period = plan.period if ahead else d.period
    if (
        d.time is not None
        and d.time.kind in ("last", "since")
        and d.measured.measure is Measure.LEVEL
        and q.unit in ("%", "‰")
    ):
        d.period = s.frame.published.isoformat()  # a share holds on a day, not over five years
    if d.base == "annual_average" and (d.time is None or d.time.kind in ("year", "full")):
        d.period = _average_of(s, d) or d.period
    if d.time is None and s.frame.published.month <= 4 and _THAN_LAST_YEAR.search(s.text, clause, q.start):
        d.period = str(s.frame.published.year - 1)
    before = s.text[max(s.start, q.start - 16) : q.start]
    if BRACKET.search(before) and re.search(r"(?:上年|去年)同期", before):
        d.period = _year_back(d.period)
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


def _average_of(s: Sentence, d: Draft) -> str:
    """从2020年的…到2025年的…，年均增长: the growth is that of 2021/2025."""
    clause = s.text.rfind("；", s.start, d.quantity.start)
    years = [
        int(t.period)
        for t in s.times
        if t.kind == "year" and clause < t.start < d.quantity.start and len(t.period) == 4
    ]
    if len(years) > 1 and years[-1] > years[0] + 1:
        return f"{years[0] + 1}/{years[-1]}"
    if s.frame.five is None or _own_time(d) or d.measured.measure is not Measure.GROWTH:
        return ""
    return f"{s.frame.five[0]}/{s.frame.five[1]}"


def _ends_of_move(s: Sentence, drafts: list[Draft]) -> None:
    """由10个增加到13个: what held before stands at the beginning of the time, what holds now at its end.

    Of a promise the first was a fact on the day of publication.
    """
    for m in _FROM_TO.finditer(s.text, s.start, s.end):
        first, last = m.start(), m.end()
        turn = m.start("to") if m["to"] else m.start("arrow")
        moved = [d for d in drafts if first <= d.quantity.start < last]
        if any(first <= t.start < turn for t in s.times):
            continue
        for d in moved:
            begin, end = year_span(d.period)
            before = d.quantity.start < turn
            if before and d.status in (Status.TARGET, Status.FORECAST):
                d.status, d.period = Status.ACTUAL, s.frame.published.isoformat()
            elif (
                before and s.frame.five and begin == end and not _own_time(d) and d.quantity.unit not in TIME
            ):
                d.period = str(s.frame.five[0] - 1)
            elif d.time is None:
                continue
            elif end - begin >= 2:
                whole = re.fullmatch(r"20[0-9]{2}/20[0-9]{2}", d.period)
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


def _subject(s: Sentence, q: Quantity, clause: int, *, of_whole: bool) -> tuple[Subject | None, str]:
    owner = (
        []
        if of_whole
        else [
            m
            for m in s.mentions
            if m.subject.area
            and q.start - 1 <= m.end <= q.start
            and (m.firm or s.text[m.start - 1 : m.start] in "与和")
        ]
    )
    if owner and q.kind != "rank" and s.text[owner[-1].end : q.start] in ("", "的"):
        return resolved(s, owner[-1]), "subject:owner"
    before = [m for m in s.mentions if m.end <= q.at - 3 * of_whole and m.firm]
    if of_whole:
        before = [
            m for m in before if not re.match(r"[0-9近超逾约一二三四五六七八九]", s.text[m.end : m.end + 1])
        ]
    if q.kind == "rank":
        before = [m for m in before if m.subject.name != "全国"]
    before = [m for m in before if not _RANKED_AMONG.match(s.text, m.end, m.end + 2)]
    if _QUOTED.search(s.text, s.start, q.at) and not any(m.subject.area for m in before):
        after = s.text[q.end : s.end + 30].split("\n")[0]
        speakers = [m for m in find_mentions(after, s.frame.home, s.frame.aliases) if not m.subject.area]
        if speakers:
            return speakers[0].subject, "subject:speaker"
    if _ATTRIBUTE.search(s.text, clause, q.at) and (noun := _OF_WHICH.match(s.text, q.end)):
        return s.frame.recall(noun["kind"]) or Subject(noun["kind"], False), "subject:that_organisation"
    if _MY_HOME.search(s.text, s.start, q.at) and (teller := _teller(s)):
        return teller, "subject:speaker"
    if _HERE.search(s.text, clause, q.at) and not before and s.frame.entities:
        return s.frame.entities[-1], "subject:here"
    if near_quote := _spoken_by(s, q):
        return near_quote, "subject:speaker"
    generic = find_generic(s.text[s.start : q.at], q.at - s.start)
    near = before[-1] if before else None
    if generic and (near is None or s.start + generic.start() > near.start):
        told = s.frame.subject
        if generic["bare"] == "项目" and told is not None and not told.area:
            return told, "subject:inherited"
        word = generic["bare"] or generic["kind"] or ""
        said = [
            m.subject
            for m in s.mentions
            if m.end <= s.start + generic.start() and s.frame.fits(m.subject, word)
        ]
        known = said[-1] if said and not generic["some"] else s.frame.recall(word)
        if known is not None:
            return known, "subject:that_organisation"
        word = generic["bare"] or generic["some"] or generic.group()
        return Subject(word, False), "subject:unnamed_organisation"
    if (
        near is not None
        and near.subject.area
        and _WE.search(s.text, near.end, q.at)
        and _foreign(near.subject, s.frame.home)
    ):
        return Subject(s.frame.home, True), "subject:we"
    if near is None and _THROUGH.search(s.text, s.start, q.start):
        ahead = [m for m in s.mentions if m.start >= q.end and m.firm]
        if ahead:
            return resolved(s, ahead[0]), "subject:ahead"
    if near is not None:
        orgs = [m for m in before if not m.subject.area]
        if near.subject.area and orgs and near.start < orgs[-1].end + 1:
            near = orgs[-1]
        return resolved(s, near), "subject:named"
    if s.frame.subject is not None:
        return s.frame.subject, "subject:inherited"
    if s.frame.protagonist is not None:
        return s.frame.protagonist, "subject:title"
    return Subject(s.frame.home, True), "subject:publisher_area"


def _spoken_by(s: Sentence, q: Quantity) -> Subject | None:
    """“从申请到放款只用了两天。”某某公司财务总监说: who speaks is named after the words, where no area is in them."""
    inside = s.text.rfind("“", s.start, q.start) > s.text.rfind("”", s.start, q.start)
    if not inside or any(m.end <= q.at and m.firm for m in s.mentions):
        return None
    closed = s.text.find("”", q.end, q.end + 160)
    after = s.text[closed + 1 : closed + 50].split("\n")[0] if closed >= 0 else ""
    said = _SAYS.match(after)
    if said is None:
        return None
    for m in reversed(find_mentions(said.group(), s.frame.home, s.frame.aliases)):
        if not m.subject.area:
            return m.subject
    generic = find_generic(said.group(), len(said.group()))
    return s.frame.recall(generic["bare"] or generic["kind"] or "") if generic else None


def _teller(s: Sentence) -> Subject | None:
    """“我家今年收了…。”果农谭某说: whose home it is stands in the sentence, right after it or shortly before."""
    stop = s.text.find("\n", s.end, s.end + 40)
    return (
        find_person(s.text, s.start, s.end)
        or find_person(s.text, s.end, s.end + 40 if stop < 0 else stop)
        or find_person(s.text, max(0, s.start - 80), s.start)
    )


def resolved(s: Sentence, m: Mention) -> Subject:
    """Whom a mention means: 该区 and 园区 are somebody named before."""
    word, titled = m.subject.name, s.frame.protagonist
    if m.deictic == "pair":
        return latest_region(s.frame.text, m.start) or s.frame.subject or Subject(s.frame.home, True)
    if m.deictic == "zone":
        return s.frame.zone(word) or (
            titled if titled and titled.name.endswith(word) else s.frame.zone_of_home(word)
        )
    if m.deictic == "dist" and word.removesuffix("里")[-1] in "镇乡村":
        return s.frame.recall(word.removesuffix("里")[-1]) or m.subject
    if m.deictic == "dist" and word != s.frame.home:
        named = titled if titled and titled.area and titled.name[-1:] in "区县" else None
        known = s.frame.district or named or sole_district(s.frame.text, s.frame.home)
        return known or latest_district(s.frame.text, m.start, s.frame.home) or Subject(word, True)
    return m.subject


def _time(s: Sentence, d: Draft, q: Quantity, clause: int) -> tuple[Time | None, str]:
    usable = [t for t in s.times if not t.base and not t.name and t.kind != "clock"]
    usable = [
        t for t in usable if q.start - t.end <= 2 or s.text[max(0, t.start - 1) : t.start] not in ("由", "从")
    ]
    if inside := [t for t in usable if clause <= t.start < q.start]:
        frame_like = [t for t in inside if t.kind != "day"]
        return (frame_like or inside)[-1], "period:clause"
    earlier = [t for t in usable if t.end <= q.start]
    flows = (
        d.measured.measure in (Measure.GROWTH, Measure.CHANGE)
        or d.name.startswith("新")
        or d.base == "annual_average"
        or bool(_FLOW.search(s.text, clause, q.start) or _FLOWS.search(d.name))
    )
    if earlier:
        told = ([t for t in earlier if t.kind != "day"] or earlier)[-1]
        if flows or told.kind not in ("last", "since") or _ADDED_UP.search(s.text, clause, s.next_clause(q)):
            return told, "period:sentence"
        return None, "period:publication"
    if s.frame.plan is not None and not re.search(
        r"累计|目前|现有|已|截[至止]|过去", s.text[s.start : q.start]
    ):
        return s.frame.plan, "period:plan"
    stock = _STOCK.search(s.text, s.start, q.start)
    if (
        s.frame.time is not None
        and not (stock and s.frame.time.kind not in ("now",))
        and (flows or (not s.frame.carried and s.frame.time.kind not in ("last", "since")))
    ):
        return s.frame.time, "period:paragraph"
    if s.frame.heading is not None:
        return s.frame.heading, "period:heading"
    if s.frame.review is not None and not re.search("目前|现有|截[至止]", s.text[clause : q.start]):
        return s.frame.review, "period:communique"
    return None, "period:publication"


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
        aside = first is not None and (_foreign(last, frame.home) or (first.area and not last.area))
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


def _foreign(subject: Subject, home: str) -> bool:
    """An area outside the one the paper speaks for: a sentence ends with it only to compare."""
    if not subject.area or subject.name == home:
        return False
    here, there = above(home, "province"), above(subject.name, "province")
    return bool(here and there and here != there)


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
