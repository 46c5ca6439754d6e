"""Which number belongs to which name, time, place and intent?  Sentence by sentence, parts become observations."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from datetime import date

from monitor.extract import indicator as naming
from monitor.extract.areas import area_pattern, find_area
from monitor.extract.measure import Measured, measure_of
from monitor.extract.period import Time, year_span
from monitor.extract.quantity import Quantity
from monitor.extract.segment import Line, clause_starts
from monitor.extract.status import Cue, decide, find_cues
from monitor.extract.subject import Mention, Subject, find_generic, find_mentions
from monitor.extract.units import COUNT, TIME
from monitor.types import Measure, Status

_SEPARATOR = re.compile(r"(?:、|和|与|及|以及|，|或|至)?(?:增长|下降|达到?|为|超过?|约|近)?")
_LIST_SPLIT = re.compile(r"、|以及|and|和(?!谐|平)|与(?!会)|及(?!其|格)")
_RESPECTIVELY = re.compile(r"分别|依次|各(?=增长|下降|提高|达|为)")
_EVERY = re.compile(r"(?:均|双双|都|全部|各)(?=已?(?:达|为|超|突破|实现|增|提|下|上|保持|高|低|完|居|稳))")
_FROM = re.compile(
    r"(?:由|从)(?:原来的?|过去的?|此前的?|最初的?|[^，。；0-9]{0,3}(?:19|20)[0-9]{2}年(?:底|末)?的?|上年(?:同期)?的?|去年(?:同期)?的?|全国|“?十[一二三四]五”?末的?|当初的?|不足|约|近)*$"
)
_COMPARISON = re.compile(
    r"(?:比|较|高于|低于|高出|快于|超过|领先)(?:全[国省市区县]|[^，。；]{1,6}(?:平均|水平))[^，。；]{0,6}$"
    r"|(?:(?:(?:较|比|与|同)[^，。；]{0,14}?(?:年|期|末|底|月|初|水平|均值?|季度|同期)(?:相比|的)?(?:，)?|同比|环比|年均|平均每年)+(?:实现|再|分别|均|名义|实际|累计|净|合计)*)$"
)
_PAREN = re.compile(r"[(（][^()（）]{0,24}$")
_FRAME_TARGET = re.compile(
    r"路线图|(?:预期|主要|发展|总体)目标|目标任务|任务书|施工图|(?:20[0-9]{2}|今|明|下一?)年?.{0,12}(?:计划|安排|打算|部署|重点|任务|展望|工作)|今年要|工作安排|总体要求"
)
_GENERIC_AMOUNT = frozenset(
    {"资金", "经费", "金额", "投资", "总投资", "产值", "面积", "贷款", "收入", "销售额", "成交额"}
)
_SECTORS = re.compile(r"第?一、(?:第)?二(?:、|和)(?:第)?三(?P<of>次?产业)")
_MEASURE_NOUN = re.compile(
    r"(?:增加值|总产值|产值|营业收入|销售收入|收入|投资|利润|出口额|进口额|销售额|产量|面积|人数|支出|贷款余额|存款余额|余额|总额|成交额|零售额|拥有量|使用量)$"
)
_RATE_ALONE = frozenset({"增速", "降幅", "涨幅", "增幅", "占比", "比重"})
_PLACES_OF_LIFE = frozenset({"城市", "农村", "城镇", "乡村"})
_FRAME_ACTUAL = re.compile(r"成绩单|回顾|成就|盘点|亮点|答卷|过去|总结|完成情况|公报")


@dataclass(slots=True)
class Frame:
    """What heading, paragraph and sentences before have set; inherited where a clause is silent."""

    published: date
    home: str
    aliases: dict[str, str]
    heading: Time | None = None
    heading_status: Status | None = None
    time: Time | None = None
    status: Status | None = None
    subject: Subject | None = None
    district: Subject | None = None
    organisation: Subject | None = None
    names: list[str] = field(default_factory=list)
    carried: bool = False
    """The time was said in an earlier paragraph; only flows still lean on it."""

    def enter(self, line: Line, times: list[Time], text: str) -> None:
        """Begin a line: headings and box titles set the frame, a new article clears it."""
        if line.opens:
            self.heading = self.time = None
            self.heading_status = self.status = None
            self.subject = self.district = self.organisation = None
        if line.kind in ("heading", "bullet") and (line.kind == "heading"):
            years = [t for t in times if t.kind in ("year", "part", "plan", "full") and not t.base]
            self.heading = years[0] if years and not (years[0].name and len(line.text) > 30) else None
            self.heading_status = (
                Status.TARGET
                if _FRAME_TARGET.search(line.text)
                else Status.ACTUAL
                if _FRAME_ACTUAL.search(line.text)
                else None
            )
            self.time, self.status = None, None
        elif line.kind == "paragraph":
            if self.time is not None and (
                self.time.kind not in ("year", "full", "plan") or len(self.time.period) > 9
            ):
                self.time = None
            self.status = None
            self.carried = True
            self.names = []
            if self.subject is not None and not self.subject.area:
                self.subject = None


@dataclass(slots=True)
class Draft:
    """An observation in the making."""

    quantity: Quantity
    measured: Measured
    name: str
    rules: list[str]
    subject: Subject | None = None
    time: Time | None = None
    period: str = ""
    status: Status = Status.ACTUAL
    base: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with everything found in it."""

    text: str
    start: int
    end: int
    quantities: list[Quantity]
    times: list[Time]
    cues: list[Cue]
    mentions: list[Mention]
    clauses: list[int]
    frame: Frame
    in_box: bool = False

    def clause_of(self, at: int) -> int:
        """Start of the clause that holds position `at`."""
        return self.clauses[bisect_right(self.clauses, at) - 1]


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
        replace(m, start=m.start + start, end=m.end + start)
        for m in find_mentions(piece, frame.home, frame.aliases)
    ]
    talks = bool(quantities) or "目标" in piece or "力争" in piece
    cues = [replace(c, start=c.start + start, end=c.end + start) for c in find_cues(piece)] if talks else []
    sentence = Sentence(
        text, start, end, quantities, times, cues, mentions, clause_starts(text, start, end), frame, in_box
    )
    drafts = _name_all(sentence) if quantities else []
    before: Draft | None = None
    for draft in drafts:
        _place(sentence, draft)
        if before is not None and "period:publication" in draft.rules and "period:paragraph" in before.rules:
            draft.time, draft.period = before.time, before.period
            draft.rules[draft.rules.index("period:publication")] = "period:paragraph"
        before = draft
    _ends_of_plan(sentence, drafts)
    _leave(sentence, drafts)
    return [d for d in drafts if d.name]


# ---- names ---------------------------------------------------------------------------------------------


def _name_all(s: Sentence) -> list[Draft]:
    drafts: list[Draft] = []
    i = 0
    while i < len(s.quantities):
        run = _run(s, i)
        drafts += _name_run(s, run, drafts) if len(run) > 1 else _name_one(s, run[0], drafts)
        i += len(run)
    return drafts


def _run(s: Sentence, i: int) -> list[Quantity]:
    """Values that stand in one list: 7565家、58524家."""
    run = [s.quantities[i]]
    for q in s.quantities[i + 1 :]:
        between = s.text[run[-1].end : q.start]
        if (
            len(between) > 6
            or not _SEPARATOR.fullmatch(between)
            or not between
            or between[0] not in "、和与及以"
        ):
            break
        if q.unit != run[-1].unit and not _RESPECTIVELY.search(s.text, s.clause_of(run[0].at), run[0].start):
            break
        run.append(q)
    return run


def _left_bound(s: Sentence, q: Quantity) -> int:
    """Where the words that may name q begin: its clause, or the quantity before it."""
    before = [p.end for p in s.quantities if p.end <= q.start]
    return max(s.clause_of(q.start), before[-1] if before else s.start)


def _strip_comparison(span: str) -> str:
    return _COMPARISON.sub("", span)


def _name_run(s: Sentence, run: list[Quantity], earlier: list[Draft]) -> list[Draft]:
    left = _left_bound(s, run[0])
    measured = [measure_of(s.text, run[0], left)]
    for q in run[1:]:
        own = measure_of(s.text, q, left)
        measured.append(_like(own, measured[0], q, s, left))
    names, subjects, times = _names_for(s, run, left, measured[0], earlier)
    drafts = []
    for i, (q, m) in enumerate(zip(run, measured, strict=True)):
        name = names[i] if i < len(names) else (names[-1] if names else "")
        comparator = (
            run[0].comparator
            if q.comparator == "="
            and run[0].comparator in (">", ">=", "<", "<=")
            and "+before" in run[0].rule
            else q.comparator
        )
        draft = Draft(
            replace(q, comparator=comparator), m, name, [q.rule, m.rule, "link:respectively"], base=m.base
        )
        draft.subject = subjects[i] if i < len(subjects) else None
        draft.time = times[i] if i < len(times) else None
        drafts.append(draft)
    return drafts


def _like(own: Measured, first: Measured, q: Quantity, s: Sentence, left: int) -> Measured:
    """A value in a list measures as the first of the list does, where the unit allows."""
    if first.measure is Measure.GROWTH and own.unit == "%" and own.measure is Measure.LEVEL:
        sign = -1 if first.value < 0 else 1
        return replace(own, measure=Measure.GROWTH, value=q.value * sign, base=first.base, rule=first.rule)
    if first.measure is Measure.CHANGE and own.measure is Measure.CHANGE and first.value < 0 < own.value:
        return replace(own, value=-own.value)
    if first.measure is Measure.CHANGE and own.measure is Measure.LEVEL and own.unit == first.unit:
        return replace(own, measure=Measure.CHANGE, base=first.base, rule=first.rule)
    if first.base and own.base is None and own.measure is first.measure:
        return replace(own, base=first.base)
    return own


def _names_for(
    s: Sentence, run: list[Quantity], left: int, first: Measured, earlier: list[Draft]
) -> tuple[list[str], list[Subject | None], list[Time | None]]:
    span = _strip_comparison(s.text[left : min(run[0].start, first.verb_at)])
    span = _RESPECTIVELY.sub("", span)
    name = naming.left_name(span)
    n = len(run)
    times = [t for t in s.times if left <= t.start < run[0].start and not t.base]
    if len(times) == n and n > 1:
        return [name] * n, [], list(times)
    if "占" in span and (
        levels := [d for d in earlier if d.measured.measure is Measure.LEVEL and d.measured.unit != "%"][-n:]
    ):
        whole = naming.share_name("合" + span) or ""
        if len(levels) == n and len(naming.left_name(span.split("占")[0])) < 2:
            return [d.name + whole.removeprefix("合") for d in levels], [d.subject for d in levels], []
    if not name:
        topic = _earlier_clause(s, left, run[0])
        items = _items(topic) if topic else []
        if len(items) == n and not any(
            d.quantity.start > s.start for d in earlier[-1:] if d.quantity.start >= left - len(topic) - 8
        ):
            return items, [], []
        levels = [d for d in earlier if d.quantity.end <= run[0].start]
        latest = levels[-n:]
        if len(latest) == n:
            return [d.name for d in latest], [d.subject for d in latest], []
        return [topic or (levels[-1].name if levels else "")] * n, [], []
    raw = naming._after_break(span)
    if places := _places(raw, n):
        return [name] * n, places, []
    items = _items(raw)
    if len(items) == n:
        areas = [_area_only(s, item) for item in items]
        if n > 1 and all(areas[:-1]):
            shared = items[-1]
            return [shared] * n, areas, []
        return _telescoped(items), [], []
    if len(items) < n and earlier and _RESPECTIVELY.search(s.text, left, run[0].start):
        pool = [d.name for d in earlier[-(n - len(items)) :]]
        if len(pool) + len(items) == n:
            return pool + items, [], []
    if len(items) > n:
        items = items[-n:]
        return _telescoped(items), [], []
    return [name] * n, [], []


def _places(span: str, n: int) -> list[Subject | None]:
    """永川区、江津区、涪陵区规上工业增加值: n areas, of which the last stands before the name they share."""
    parts = [p.strip() for p in _LIST_SPLIT.split(span)]
    if len(parts) != n:
        return []
    found = [area_pattern().match(naming.without_time(p)) for p in parts]
    whole = [m is not None and (i == n - 1 or m.end() == len(m.string)) for i, m in enumerate(found)]
    areas = [find_area(m.group()) for m in found if m is not None]
    return [Subject(a.canonical, True) for a in areas if a is not None] if all(whole) else []


def _area_only(s: Sentence, item: str) -> Subject | None:
    found = find_mentions(item, s.frame.home, {})
    return found[0].subject if found and found[0].start == 0 else None


def _items(span: str) -> list[str]:
    """The members of a coordinated name: 高新技术企业和科技型企业."""
    span = _SECTORS.sub(r"第一\g<of>、第二\g<of>、第三\g<of>", span)
    body, depth, parts, at = span, 0, [], 0
    for m in re.finditer(r"[“《(]|[”》)]|" + _LIST_SPLIT.pattern, body):
        if m.group() in "“《(":
            depth += 1
        elif m.group() in "”》)":
            depth -= 1
        elif depth <= 0:
            parts.append(body[at : m.start()])
            at = m.end()
    parts.append(body[at:])
    if (
        suffix := re.search(r"等(?:[^，。]{0,4}?(?:行业|产业|领域|产品))(?P<tail>[^，。]*)$", parts[-1])
    ) and len(parts) > 1:
        parts = [p + suffix["tail"] for p in [*parts[:-1], parts[-1][: suffix.start()]]]
    names = [naming.left_name(p) for p in parts]
    return [n for n in names if n]


def _telescoped(items: list[str]) -> list[str]:
    """城镇、农村居民人均可支配收入: what all members share is said with the last."""
    last = items[-1]
    out = []
    noun = _MEASURE_NOUN.search(last)
    for item in items[:-1]:
        if (
            noun
            and not _MEASURE_NOUN.search(item)
            and len(item) > 1
            and noun.start() > 1
            and not re.search(r"[额率量值数家项个]$", item)
        ):
            out.append(item + noun.group())
        elif len(item) <= 4 and len(last) >= len(item) + 3 and item[-1] != last[-1]:
            out.append(item + last[len(item) :])
        else:
            out.append(item)
    return [*out, last]


def _name_one(s: Sentence, q: Quantity, earlier: list[Draft]) -> list[Draft]:
    left = _left_bound(s, q)
    paren = _PAREN.search(s.text, left, q.start)
    m = measure_of(s.text, q, left)
    rules = [q.rule, m.rule]
    span = s.text[left : min(q.start, m.verb_at)]
    name, rule = _name(s, q, m, left, span, earlier)
    if paren and earlier and (not name or "同期" in paren.group()):
        name, rule = earlier[-1].name, "indicator:bracket"
        if "上年同期" in paren.group() or "去年同期" in paren.group():
            m = replace(m, measure=earlier[-1].measured.measure)
    rules.append(rule)
    draft = Draft(q, m, name, rules, base=m.base)
    if rule == "indicator:inherited" and earlier:
        draft.subject = earlier[-1].subject
    if (many := _EVERY.search(s.text, left, q.at)) or (
        q.unit == "%" and re.search(r"率$", name) and re.search(r"[和、]", span)
    ):
        raw = naming._after_break(s.text[left : many.start() if many else min(q.start, m.verb_at)])
        items = [n for n in _items(raw) if len(n) >= 2]
        if len(items) > 1 and (many or all(i.endswith("率") for i in items)):
            return [replace_name(draft, item, "link:every") for item in _telescoped(items)]
    return [draft]


def replace_name(draft: Draft, name: str, rule: str) -> Draft:
    """The same quantity said of another indicator."""
    return Draft(draft.quantity, draft.measured, name, [*draft.rules, rule], base=draft.base)


def _name(
    s: Sentence, q: Quantity, m: Measured, left: int, span: str, earlier: list[Draft]
) -> tuple[str, str]:
    """Name of the indicator of one quantity, and the rule that found it."""
    text = s.text
    whole = _clause_end(s, q)
    if m.measure in (Measure.GROWTH, Measure.CHANGE, Measure.MULTIPLE):
        name = naming.left_name(_strip_comparison(_from_cut(span)))
        if name in _RATE_ALONE and earlier:
            return earlier[-1].name + name, "indicator:of_the_former"
        if name in _PLACES_OF_LIFE and s.frame.names:
            return name + s.frame.names[0], "indicator:part_of_the_former"
        if len(name) >= 2:
            return name, "indicator:left_of_verb"
        if m.rule == "measure:growth_follows" and (right := _after_growth(text, q, whole)):
            return right, "indicator:right_of_growth"
        return _inherit(s, q, left, earlier)
    if m.measure is Measure.RANK:
        name = naming.left_name(
            re.sub(r"(?:在|列|居|排名?|位)?(?:全国|西部|全球|世界|全市|全省)[^，]{0,4}$", "", _from_cut(span))
        )
        if len(name) >= 2:
            return name, "indicator:left_of_rank"
        return _inherit(s, q, left, earlier)
    span = _from_cut(span)
    if q.rule.startswith("quantity:order"):
        return naming.right_name(text, q.end, whole), "indicator:right"
    if q.unit in ("%", "‰"):
        if share := naming.share_name(span):
            if share.startswith("占") or share == "占比":
                inherited, _ = _inherit(s, q, left, earlier)
                share = inherited + share
            return share, "indicator:share"
        right = text[q.end : whole]
        if re.match(r"的[^，。；]{0,6}目标", right):
            return _inherit(s, q, left, earlier)
        if right.startswith("的") and len(naming.left_name(span)) < 2:
            return re.sub(r"[，。；：\n].*", "", right[1:])[:24] + "占比", "indicator:share_right"
    elif q.unit in COUNT or q.bare or q.unit not in TIME:
        right = naming.right_name(text, q.end, whole)
        if right and (q.unit in COUNT or q.bare) and naming.prefers_right(span, right):
            return naming.new_prefix(span) + right, "indicator:right"
        if (
            right.startswith("的") is False
            and right
            and q.unit not in COUNT
            and len(naming.left_name(span)) < 2
        ):
            return right, "indicator:right_of_amount"
    if re.fullmatch(r".{0,12}人均", span.strip("，。 ")) and earlier:
        return "人均" + earlier[-1].name, "indicator:per_head"
    if "占" in text[q.start : q.at]:
        return naming.left_name(span) + "占比", "indicator:share"
    name = naming.object_of(naming.left_name(_after_mention(s, span, min(q.start, m.verb_at))))
    if name in _RATE_ALONE and earlier:
        return earlier[-1].name + name, "indicator:of_the_former"
    if (
        name in _GENERIC_AMOUNT
        and earlier
        and s.text[left : left + 1] == "、"
        and earlier[-1].quantity.end == left
    ):
        return earlier[-1].name + name, "indicator:of_the_former"
    if name in _PLACES_OF_LIFE and (whole_of := earlier or s.frame.names):
        first = whole_of[0] if isinstance(whole_of[0], str) else whole_of[0].name
        return name + first, "indicator:part_of_the_former"
    if len(name) >= 2:
        gained = re.search(r"(净增|新增)(?:了|约|近|超)?$", span)
        return (gained[1] + name if gained and not name.startswith(("新", "净")) else name), "indicator:left"
    if q.unit in TIME and (right := naming.right_name(text, q.end, whole)):
        return right, "indicator:right_of_time"
    return _inherit(s, q, left, earlier)


def _after_mention(s: Sentence, span: str, end: int) -> str:
    """What is said of an organisation, without its name."""
    start = end - len(span)
    for m in reversed(s.mentions):
        if (
            not m.subject.area
            and start <= m.start
            and m.end <= end
            and m.end < end - 1
            and s.text[m.end] not in "的和与、"
        ):
            return s.text[m.end : end]
    return span


def _from_cut(span: str) -> str:
    """Words before 由…/从… name what moves from one value to the other."""
    m = _FROM.search(span)
    return span[: m.start()] if m else span


def _after_growth(text: str, q: Quantity, end: int) -> str:
    m = re.match(r"(?:左右|以上)?的?[^，。；]{0,6}(?:增长|增速)", text[q.stop : end])
    return "" if m is None else naming.right_name(text, q.stop + m.end(), end)


def _clause_end(s: Sentence, q: Quantity) -> int:
    i = bisect_right(s.clauses, q.at)
    nxt = s.clauses[i] if i < len(s.clauses) else s.end
    following = [p.start for p in s.quantities if p.start >= q.end]
    return min(nxt, following[0]) if following else nxt


def _inherit(s: Sentence, q: Quantity, left: int, earlier: list[Draft]) -> tuple[str, str]:
    topic = _earlier_clause(s, left, q)
    if topic and not (earlier and earlier[-1].quantity.end > s.clause_of(max(s.start, left - 1))):
        return topic, "indicator:earlier_clause"
    if earlier and earlier[-1].name:
        return earlier[-1].name, "indicator:inherited"
    if topic:
        return topic, "indicator:earlier_clause"
    if s.frame.names:
        return s.frame.names[-1], "indicator:earlier_sentence"
    return "", "indicator:none"


def _earlier_clause(s: Sentence, left: int, q: Quantity) -> str:
    """Topic of the nearest earlier clause of the sentence that holds no quantity."""
    i = bisect_right(s.clauses, left) - 1
    while i > 0:
        begin, stop = s.clauses[i - 1], s.clauses[i]
        if any(begin <= p.at < stop for p in s.quantities):
            return ""
        name = naming.previous_topic(s.text[begin : stop - 1])
        if 2 <= len(name) <= 30:
            return name
        i -= 1
    return ""


# ---- subject, period, status ---------------------------------------------------------------------------


def _place(s: Sentence, d: Draft) -> None:
    """Give a draft its subject, period and status."""
    q = d.quantity
    clause = s.clause_of(q.start)
    if d.subject is None:
        d.subject, rule = _subject(s, q, clause)
        d.rules.append(rule)
    if d.time is None:
        d.time, rule = _time(s, d, q, clause)
        d.rules.append(rule)
    d.period = d.time.period if d.time else s.frame.published.isoformat()
    if d.time is None and s.frame.published.month <= 4 and re.search(r"[比较]上年", s.text[clause : q.start]):
        d.period = str(s.frame.published.year - 1)
    before = s.text[max(s.start, q.start - 16) : q.start]
    if _PAREN.search(before) and re.search(r"(?:上年|去年)同期", before):
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
        if c.start < q.stop and (c.start > semicolon or c.status in (Status.TARGET, Status.ACTUAL))
    ]
    continued = any(
        r in ("indicator:inherited", "link:respectively", "indicator:of_the_former") for r in d.rules
    )
    year = s.frame.published.year
    d.status, rule = decide(
        cues,
        q.at,
        clause,
        d.period,
        year,
        frame=s.frame.status or s.frame.heading_status,
        time=d.time,
        growth=d.measured.base == "yoy",
        continued=continued,
        bounded=q.comparator != "=",
        promised=bool(re.match(r"的?(?:总|年度|预期|控制)?目标", s.text[q.end : q.end + 6])),
        month=s.frame.published.month,
    )
    d.rules.append(rule)


def _ends_of_plan(s: Sentence, drafts: list[Draft]) -> None:
    """“十四五”期间由10个增加到13个: the first held before the plan began, the second as it ended."""
    for a, b in itertools.pairwise(drafts):
        span = re.fullmatch(r"(20[0-9]{2})/(20[0-9]{2})", a.period)
        if (
            span
            and a.period == b.period
            and b.measured.measure is a.measured.measure
            and _FROM.search(s.text, s.start, a.quantity.start)
            and re.search(r"[到至为]$", s.text[a.quantity.end : b.quantity.start])
        ):
            a.period, b.period = str(int(span[1]) - 1), span[2]


def _year_back(period: str) -> str:
    return re.sub(r"(?:19|20)[0-9]{2}", lambda m: str(int(m.group()) - 1), period)


def _subject(s: Sentence, q: Quantity, clause: int) -> tuple[Subject | None, str]:
    before = [m for m in s.mentions if m.end <= q.at and m.firm]
    before = [
        m
        for m in before
        if not re.match(r"(?:平均|同类|排名|第|前|首|率先|领先|各)", s.text[m.end : m.end + 2])
    ] or []
    generic = find_generic(s.text[s.start : q.at], q.at - s.start)
    near = before[-1] if before else None
    if generic and (near is None or s.start + generic.start() > near.start):
        if (s.frame.organisation is not None and not generic["bare"]) or (
            s.frame.organisation and generic["bare"]
        ):
            return s.frame.organisation, "subject:that_organisation"
        word = generic["bare"] or generic.group()
        return Subject(word, False), "subject:unnamed_organisation"
    if near is not None:
        orgs = [m for m in before if not m.subject.area]
        if near.subject.area and orgs and near.start < orgs[-1].end + 1:
            near = orgs[-1]
        return _resolved(s, near), "subject:named"
    if s.frame.subject is not None:
        return s.frame.subject, "subject:inherited"
    return Subject(s.frame.home, True), "subject:publisher_area"


def _resolved(s: Sentence, m: Mention) -> Subject:
    word = m.subject.name
    if m.subject.area and re.match(r"全[区县镇乡旗]|[我该本][区县镇]", word):
        return s.frame.district or Subject(word, True)
    return m.subject


def _time(s: Sentence, d: Draft, q: Quantity, clause: int) -> tuple[Time | None, str]:
    usable = [t for t in s.times if not t.base and not t.name and t.kind != "clock"]
    if inside := [t for t in usable if clause <= t.start < q.start]:
        frame_like = [t for t in inside if t.kind != "day"]
        return (frame_like or inside)[-1], "period:clause"
    earlier = [t for t in usable if t.end <= q.start]
    if earlier:
        frame_like = [t for t in earlier if t.kind != "day"]
        return (frame_like or earlier)[-1], "period:sentence"
    stock = re.search(r"累计|目前|现有|已建成|截[至止]|共有|拥有", s.text[s.start : q.start])
    if (
        s.frame.time is not None
        and not (stock and s.frame.time.kind not in ("now",))
        and (
            not s.frame.carried
            or d.measured.measure in (Measure.GROWTH, Measure.CHANGE)
            or d.name.startswith("新")
        )
    ):
        return s.frame.time, "period:paragraph"
    if s.frame.heading is not None:
        return s.frame.heading, "period:heading"
    return None, "period:publication"


def _leave(s: Sentence, drafts: list[Draft]) -> None:
    """What the next sentence may inherit."""
    frame = s.frame
    usable = [
        t
        for t in s.times
        if not t.base
        and not t.name
        and t.kind in ("year", "part", "plan", "full", "last", "now", "span")
        and t.start - s.clause_of(t.start) <= 6
    ]
    if usable:
        frame.carried = False
        frame.time = usable[-1] if usable[-1].kind != "now" or frame.time is None else frame.time
        if usable[-1].kind == "now":
            frame.time = usable[-1]
    firm = [m for m in s.mentions if m.firm]
    for m in s.mentions:
        if (
            m.subject.area
            and re.search(r"[区县]$", m.subject.name)
            and len(m.subject.name) > 2
            and m.subject.name not in ("全区", "全县", "该区", "该县", "我区", "我县")
        ):
            frame.district = m.subject
    for m in s.mentions:
        if not m.subject.area:
            frame.organisation = m.subject
    if drafts and drafts[-1].subject is not None:
        frame.subject = drafts[-1].subject
    elif firm and firm[0].start - s.start <= 12:
        frame.subject = _resolved(s, firm[0])
    if drafts:
        frame.names = [d.name for d in drafts if d.name]
    targets = [c for c in s.cues if c.status is Status.TARGET]
    if targets and re.match(r"目标|预期|主要预期|力争", targets[-1].word):
        frame.status = Status.TARGET
    elif drafts:
        frame.status = drafts[-1].status if drafts[-1].status is Status.TARGET else None


def year_of(period: str) -> int:
    """Last year of a period."""
    return year_span(period)[1]


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
