"""Which value of a list belongs to which name?  分别, shared heads, places in a row."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract import indicator as naming
from monitor.extract.branch import of_its_branch
from monitor.extract.compared import share_name, strip_comparison
from monitor.extract.figure import Quantity
from monitor.extract.former import RATE_ALONE, TOTALS, earlier_clause, gained
from monitor.extract.lazy import regex
from monitor.extract.measure import Measured, measure_of
from monitor.extract.members import TRADED, items_of, places_of, telescoped
from monitor.extract.period import Time
from monitor.extract.relative import OF_PLAN
from monitor.extract.sentence import Draft, Sentence
from monitor.extract.subject import Subject, find_mentions
from monitor.extract.units import COUNT
from monitor.types import Measure

_SEPARATOR = re.compile(r"(?:、|和|与|及|以及|，|或|至)?(?:增长|上升|提高|下降|减少|达到?|为|超过?|约|近)?")
_RESPECTIVELY = regex(r"分别|依次|各(?=增长|下降|提高|达|为)")
_PAIRS = {
    "城乡低保": ("城市低保", "农村低保"),
    "城乡": ("城镇", "农村"),
    "内外资": ("内资", "外资"),
    "存贷款": ("存款", "贷款"),
    "进出口": ("进口", "出口"),
    "收支": ("收入", "支出"),
    "产销量": ("产量", "销量"),
}
_SPLIT_PAIR = regex("|".join(_PAIRS))


def run_from(s: Sentence, i: int) -> list[Quantity]:
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
        arrives = "达" in between  # 增加28万辆、达到|96万辆
        if (
            (q.unit != run[-1].unit or arrives)
            and not _RESPECTIVELY.search(s.text, s.clause_of(run[0].at), run[0].start)
            and (
                q.unit != run[-1].unit
                or measure_of(s.text, run[0], s.left_of(run[0])).measure is Measure.CHANGE
            )
        ):
            break
        run.append(q)
    return run


def name_run(s: Sentence, run: list[Quantity], earlier: list[Draft]) -> list[Draft]:
    left = s.left_of(run[0])
    measured = [measure_of(s.text, run[0], left)]
    for q in run[1:]:
        own = measure_of(s.text, q, left)
        measured.append(_like(own, measured[0], q, s, left))
    names, subjects, times = _names_for(s, run, left, measured[0], earlier)
    if measured[0].measure is Measure.GROWTH and all(name.endswith("业") for name in names):
        names = [of_its_branch(s, name, earlier[-1].name if earlier else "") for name in names]
    drafts = []
    for i, (q, m) in enumerate(zip(run, measured, strict=True)):
        name = names[i] if i < len(names) else (names[-1] if names else "")
        comparator = (
            run[0].comparator
            if q.comparator == "="
            and run[0].comparator in (">", ">=", "<", "<=")
            and "+before" in run[0].rule
            and not re.search(r"[达为]", s.text[run[i - 1].end : q.start])
            else q.comparator
        )
        draft = Draft(
            replace(q, comparator=comparator), m, name, [q.rule, m.rule, "link:respectively"], base=m.base
        )
        draft.subject = subjects[i] if i < len(subjects) else None
        draft.time = times[i] if i < len(times) else _said_of_all(s, run)
        drafts.append(draft)
    return drafts


def _said_of_all(s: Sentence, run: list[Quantity]) -> Time | None:
    """由2020年的90%、95%和98%: the year before the first holds for all."""
    times = [t for t in s.times if not t.base and 0 <= run[0].start - t.end <= 2]
    return times[-1] if times and s.text[times[-1].start - 1 : times[-1].start] in ("由", "从") else None


def _like(own: Measured, first: Measured, q: Quantity, s: Sentence, left: int) -> Measured:
    """A value in a list measures as the first of the list does, where the unit allows."""
    if first.rule == "measure:times_more" and own.measure is Measure.MULTIPLE:
        return replace(first, value=q.value * (-100 if first.value < 0 else 100), high=None)
    if first.measure is Measure.GROWTH and own.unit == "%" and own.measure is Measure.LEVEL:
        sign = -1 if first.value < 0 else 1
        return replace(own, measure=Measure.GROWTH, value=q.value * sign, base=first.base, rule=first.rule)
    if first.measure is Measure.CHANGE and own.measure is Measure.CHANGE and first.value < 0 < own.value:
        return replace(own, value=-own.value)
    if first.measure is Measure.CHANGE and own.measure is Measure.LEVEL and "%" not in own.unit + first.unit:
        return replace(own, measure=Measure.CHANGE, base=first.base, rule=first.rule)
    if first.base and own.base is None and own.measure is first.measure:
        return replace(own, base=first.base)
    return own


Members = tuple[list[str], list[Subject | None], list[Time | None]]
"""Names of the values of a list, and whose and when they are where the list itself says so."""


def _names_for(s: Sentence, run: list[Quantity], left: int, first: Measured, earlier: list[Draft]) -> Members:
    span = _RESPECTIVELY.sub("", s.text[left : min(run[0].start, first.verb_at)])
    span = _BUT_FOR.sub("", strip_comparison(span))
    n = len(run)
    amounts = [d for d in earlier if d.measured.measure is Measure.LEVEL and d.measured.unit != "%"][-n:]
    if len(amounts) == n and (OF_PLAN.search(span) or _DONE_OF_PLAN.search(span)):
        return [d.name + "占比" for d in amounts], [d.subject for d in amounts], []
    if first.measure is Measure.RANK and earlier and (both := _OF_BOTH.search(span)):
        topic = earlier[-1].name
        return [topic + ("" if word in TOTALS else word) for word in (both["a"], both["b"])], [], []
    name = naming.left_name(_AMONG_WHOM.sub("", span) if first.measure is Measure.RANK else span)
    if said := _said_before(s, run, left, name, earlier):
        return said, [], []
    cut = gained(span)
    if cut and len(own := items_of(naming.after_break(span.rstrip("新净")))) == n:
        return ["新增" + item for item in telescoped(own)], [], []  # 甲和乙将分别再新增1000家、10000家
    if name in RATE_ALONE or (first.measure is Measure.RANK and name in TOTALS) or cut:
        name = ""
    if not name and earlier and _AGAINST_EACH.search(s.text, left, run[0].start):
        grown = [d for d in earlier if d.measured.unit != "%" or d.measured.measure is Measure.GROWTH]
        told = (grown or earlier)[-1]
        return [told.name] * n, [told.subject] * n, []
    times = [t for t in s.times if left <= t.start < run[0].start and not t.base]
    times = [t for t in times if not s.text.startswith(("的基础上", "基础上"), t.end)]
    if len(times) == n and n > 1:
        if not name:
            name = ("新增" if cut else "") + (earlier_clause(s, left) or "".join(s.frame.names[-1:]))
        return [name] * n, [], list(times)
    if "占" in span and len(amounts) == n and len(naming.left_name(span.split("占")[0])) < 2:
        whole = share_name("合" + span) or ""
        return [d.name + whole.removeprefix("合") for d in amounts], [d.subject for d in amounts], []
    if not name:
        return _unnamed(s, run, left, span, first, earlier)
    return _members(s, run, left, span, first, name)


def _said_before(s: Sentence, run: list[Quantity], left: int, name: str, earlier: list[Draft]) -> list[str]:
    """Names of members told before the words beside the list; [] where those words name them."""
    n = len(run)
    if name[:-1] in TRADED and name.endswith("量"):
        goods = list(dict.fromkeys(d.name for d in earlier if d.name.endswith(name[:-1])))[-n:]
        return (
            [good + "量" for good in goods] if len(goods) == n else []
        )  # 分别进口35亿元、11亿元，进口量分别…
    if name in TRADED and (partners := _partners(s, left, n)):
        return ["对" + partner + name for partner in partners]
    members = _counted_members(s, left, n)
    what = "得分" if "得分" in s.text[left : run[0].start] else _INDICATORS.sub("", name, count=1)
    return [member + ("" if member.endswith(what) else what) for member in members]


def _unnamed(
    s: Sentence, run: list[Quantity], left: int, span: str, first: Measured, earlier: list[Draft]
) -> Members:
    """A list with no name beside it: of the places it names, of an earlier clause, of the values before."""
    n, topic = len(run), earlier_clause(s, left)
    if len(areas := places_of(naming.after_break(span))[0]) == n:
        return [topic or (earlier[-1].name if earlier else s.frame.topic)] * n, areas, []
    items = items_of(topic) if topic else []
    if len(items) == n and not any(
        d.quantity.start > s.start for d in earlier[-1:] if d.quantity.start >= left - len(topic) - 8
    ):
        return items, [], []
    levels = [d for d in earlier if d.quantity.end <= run[0].start]
    paired = first.measure is not Measure.RANK or _RESPECTIVELY.search(s.text, left, run[0].start)
    latest = levels[-n:] if paired else []
    if len(latest) == n:
        return [d.name for d in latest], [d.subject for d in latest], []
    if levels and (not topic or first.measure is Measure.RANK):
        return [levels[-1].name] * n, [], []
    return [("新增" if gained(span) else "") + (topic or "".join(s.frame.names[-1:]))] * n, [], []


def _members(s: Sentence, run: list[Quantity], left: int, span: str, first: Measured, name: str) -> Members:
    """The members of the name beside a list, or one name for all."""
    n, raw, clause = len(run), naming.after_break(span), s.clause_of(run[0].at)
    before = s.text[s.clause_of(max(s.start, clause - 1)) : clause - 1]
    for words in (raw, before) if _RESPECTIVELY.search(s.text, left, run[0].start) else (raw,):
        if len(places := places_of(words)[0]) == n:
            return [name] * n, places, []
    items = items_of(raw)
    if len(items) != n and (parted := _parted(s, run, first)):
        return telescoped(parted), [], []
    if len(items) != n and raw.count("、") == n - 1 and n >= 2:
        items = [naming.left_name(part) for part in raw.split("、")]  # 社会保障和就业 is one member
    if len(items) == n and _SHARES.search(span) and not any("占" in item or "比" in item for item in items):
        return [item + "占比" for item in items], [], []
    if len(items) == n and first.measure is Measure.RANK and items[-1].endswith(("集团", "公司", "银行")):
        return ["排名"] * n, [Subject(item, False) for item in items], []
    if len(items) == n:
        areas = [_area_only(s, item) for item in items]
        if n > 1 and all(areas[:-1]):
            return [items[-1]] * n, areas, []
        return telescoped(items), [], []
    if len(items) == 1 and n == len(_TRADES) and _FOUR_TRADES in items[0]:
        before, _, amount = items[0].partition(_FOUR_TRADES)
        return [f"{before}{trade}{_OF_TRADE.get(trade, amount)}" for trade in _TRADES], [], []
    if len(items) == 1 and n == 2 and (both := _SPLIT_PAIR.search(items[0])):
        return [items[0].replace(both.group(), word, 1) for word in _PAIRS[both.group()]], [], []
    if len(items) > n:
        return telescoped(items[-n:]), [], []
    return [name] * n, [], []


_FOUR_TRADES, _TRADES = "批零住餐业", ("批发业", "零售业", "住宿业", "餐饮业")
_OF_TRADE = {"批发业": "销售额", "零售业": "销售额", "住宿业": "营业额", "餐饮业": "营业额"}


def _parted(s: Sentence, run: list[Quantity], first: Measured) -> list[str]:
    """通信和其他电子设备制造业，通用设备制造业，…投资分别: members that commas part; [] where none do."""
    begin = max((p.end for p in s.quantities if p.end <= run[0].start), default=s.start)
    wide = strip_comparison(_RESPECTIVELY.sub("", s.text[begin : min(run[0].start, first.verb_at)]))
    parts = [naming.left_name(part) for part in wide.split("，") if part.strip("其中、；")]
    return parts if len(parts) == len(run) and all(part.endswith("业") for part in parts[:-1]) else []


_LARGEST = regex(
    r"(?P<who>[^，。；]+?)(?:依次|分别)?(?:为|是|位[居列])[^，。；]*(?:伙伴|市场|来源地|目的地)[^，。；]*，"
)


def _partners(s: Sentence, left: int, n: int) -> list[str]:
    """东盟、欧盟、美国为前三大贸易伙伴，分别进出口…: with whom each was traded; [] where nobody says."""
    told = _LARGEST.search(s.text, s.start, s.clause_of(left) + 1)
    partners = items_of(told["who"]) if told else []
    return partners if len(partners) == n else []


def _counted_members(s: Sentence, left: int, n: int) -> list[str]:
    """规模、运力、存储三个一级指标得分分别为: the members stand before their number; [] where none do."""
    count = s.ending_at(left)
    if (
        count is None
        or count.unit not in COUNT
        or count.value != n
        or _INDICATORS.match(s.text, left) is None
    ):
        return []
    members = items_of(naming.after_break(s.text[s.clause_of(count.at) : count.start]))
    return members if len(members) == n else []


_AGAINST_EACH = regex(
    r"[比较][^，。；、]{2,10}[、和与][^，。；]{2,10}分别(?:提?高|低|快|慢|多|少)(?:出|了)?$"
)
"""增速比全国、西部分别高|0.5个、0.4个百分点: one growth held against two."""
_AMONG_WHOM = regex(r"(?:[在居列]?全[国省市区县](?:[^，。；]{0,6})?|[在居列][一-鿿]{2,4}地区)$")
_INDICATORS = regex(r"[一-鿿]{0,4}指标")
_BUT_FOR = regex(r"\((?:不?[包计]?含|除)[^()]*\)")
"""甲市(不含某县)、乙市…分别: what a bracket leaves out is not a member of the list."""
_DONE_OF_PLAN = regex(r"完成(?:年度|全年|年初|省定|市定)?(?:计划|任务|目标)(?:任务)?的$")
_SHARES = regex(r"(?:占比|比重|比例)(?:分别|依次)?(?:达到?|为|是|超过?)?$")
_OF_BOTH = regex(
    r"(?P<a>总量|规模|增量|增速|增幅)[和与、及](?P<b>总量|规模|增量|增速|增幅)(?:[居列排位在][^，。；]{0,12})?$"
)
"""总量和增速分别列全市|第5、第2: two places of what was named before."""


def _area_only(s: Sentence, item: str) -> Subject | None:
    found = find_mentions(item, s.frame.home, {})
    return found[0].subject if found and found[0].start == 0 else None
