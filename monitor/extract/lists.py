"""Which value of a list belongs to which name?  分别, shared heads, places in a row."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract import indicator as naming
from monitor.extract.areas import area_at
from monitor.extract.compared import share_name, strip_comparison
from monitor.extract.figure import Quantity
from monitor.extract.former import PER_SO_MANY, RATE_ALONE, TOTALS, earlier_clause, gained
from monitor.extract.measure import Measured, measure_of
from monitor.extract.period import Time
from monitor.extract.relative import OF_PLAN
from monitor.extract.sentence import Draft, Sentence
from monitor.extract.subject import Subject, find_mentions
from monitor.extract.units import COUNT
from monitor.types import Measure

_SEPARATOR = re.compile(r"(?:、|和|与|及|以及|，|或|至)?(?:增长|下降|达到?|为|超过?|约|近)?")
_LIST_SPLIT = re.compile(r"、|以及|and|和(?!谐|平)|与(?!会)|及(?!其|格)")
_RESPECTIVELY = re.compile(r"分别|依次|各(?=增长|下降|提高|达|为)")
_SECTORS = re.compile(r"第?一、?(?:第)?二(?:、|和)?(?:第)?三(?P<of>次?产业|产(?!品))")
MEASURE_NOUN = re.compile(
    r"(?:增加值|总产值|产值|营业收入|销售收入|收入|投资|利润|出口额|进口额|出口值|进口值|进出口值|进出口|出口|进口|销售额|产量|面积|人数|支出|贷款余额|存款余额|余额|总额|成交额|零售额|拥有量|使用量|吞吐量|发送量|运输量|周转量|客运量|货运量|发电量|用电量|数量|总数|价格|普及率|覆盖率|参保率)$"
)
_PAIRS = {
    "城乡低保": ("城市低保", "农村低保"),
    "城乡": ("城镇", "农村"),
    "内外资": ("内资", "外资"),
    "存贷款": ("存款", "贷款"),
    "进出口": ("进口", "出口"),
    "收支": ("收入", "支出"),
    "产销量": ("产量", "销量"),
}
_SPLIT_PAIR = re.compile("|".join(_PAIRS))


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
        if q.unit != run[-1].unit and not _RESPECTIVELY.search(s.text, s.clause_of(run[0].at), run[0].start):
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
    if first.measure is Measure.CHANGE and own.measure is Measure.LEVEL and own.unit == first.unit:
        return replace(own, measure=Measure.CHANGE, base=first.base, rule=first.rule)
    if first.base and own.base is None and own.measure is first.measure:
        return replace(own, base=first.base)
    return own


def _names_for(
    s: Sentence, run: list[Quantity], left: int, first: Measured, earlier: list[Draft]
) -> tuple[list[str], list[Subject | None], list[Time | None]]:
    span = strip_comparison(s.text[left : min(run[0].start, first.verb_at)])
    span = _BUT_FOR.sub("", _RESPECTIVELY.sub("", span))
    n = len(run)
    amounts = [d for d in earlier if d.measured.measure is Measure.LEVEL and d.measured.unit != "%"][-n:]
    if len(amounts) == n and (OF_PLAN.search(span) or _DONE_OF_PLAN.search(span)):
        return [d.name + "占比" for d in amounts], [d.subject for d in amounts], []
    if first.measure is Measure.RANK and earlier and (both := _OF_BOTH.search(span)):
        topic = earlier[-1].name
        return [topic + ("" if word in TOTALS else word) for word in (both["a"], both["b"])], [], []
    name = naming.left_name(_AMONG_WHOM.sub("", span) if first.measure is Measure.RANK else span)
    if members := _counted_members(s, left, n):
        what = "得分" if "得分" in s.text[left : run[0].start] else _INDICATORS.sub("", name, count=1)
        return [member + ("" if member.endswith(what) else what) for member in members], [], []
    rate = name if name in RATE_ALONE or (first.measure is Measure.RANK and name in TOTALS) else ""
    cut = gained(span)
    if cut and len(own := items_of(naming.after_break(span.rstrip("新净")))) == n:
        return ["新增" + item for item in telescoped(own)], [], []  # 甲和乙将分别再新增1000家、10000家
    if rate or cut:
        name = ""
    times = [t for t in s.times if left <= t.start < run[0].start and not t.base]
    if len(times) == n and n > 1:
        if not name:
            name = ("新增" if cut else "") + (earlier_clause(s, left) or "".join(s.frame.names[-1:]))
        return [name] * n, [], list(times)
    if "占" in span and len(amounts) == n and len(naming.left_name(span.split("占")[0])) < 2:
        whole = share_name("合" + span) or ""
        return [d.name + whole.removeprefix("合") for d in amounts], [d.subject for d in amounts], []
    if not name and len(areas := places_of(naming.after_break(span))[0]) == n:
        said = earlier_clause(s, left) or (earlier[-1].name if earlier else s.frame.topic)
        return [said] * n, areas, []
    if not name:
        topic = earlier_clause(s, left)
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
        name = ("新增" if cut else "") + (topic or "".join(s.frame.names[-1:]))
        return [name] * n, [], []
    raw = naming.after_break(span)
    if len(places := places_of(raw)[0]) == n:
        return [name] * n, places, []
    items = items_of(raw)
    if len(items) != n and raw.count("、") == n - 1 and n >= 2:
        items = [naming.left_name(part) for part in raw.split("、")]  # 社会保障和就业 is one member
    if len(items) == n and _SHARES.search(span) and not any("占" in item or "比" in item for item in items):
        return [item + "占比" for item in items], [], []
    if len(items) == n:
        areas = [_area_only(s, item) for item in items]
        if n > 1 and all(areas[:-1]):
            shared = items[-1]
            return [shared] * n, areas, []
        return telescoped(items), [], []
    if len(items) == 1 and n == 2 and (both := _SPLIT_PAIR.search(items[0])):
        return [items[0].replace(both.group(), word, 1) for word in _PAIRS[both.group()]], [], []
    if len(items) > n:
        items = items[-n:]
        return telescoped(items), [], []
    return [name] * n, [], []


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


_AMONG_WHOM = re.compile(r"(?:[在居列]?全[国省市区县](?:[^，。；]{0,6})?|[在居列][一-鿿]{2,4}地区)$")
_INDICATORS = re.compile(r"[一-鿿]{0,4}指标")
_BUT_FOR = re.compile(r"\((?:不?[包计]?含|除)[^()]*\)")
"""甲市(不含某县)、乙市…分别: what a bracket leaves out is not a member of the list."""
_DONE_OF_PLAN = re.compile(r"完成(?:年度|全年|年初|省定|市定)?(?:计划|任务|目标)(?:任务)?的$")
_SHARES = re.compile(r"(?:占比|比重|比例)(?:分别|依次)?(?:达到?|为|是|超过?)?$")
_OF_BOTH = re.compile(
    r"(?P<a>总量|规模|增量|增速|增幅)[和与、及](?P<b>总量|规模|增量|增速|增幅)(?:[居列排位在][^，。；]{0,12})?$"
)
"""总量和增速分别列全市|第5、第2: two places of what was named before."""


def places_of(span: str) -> tuple[list[Subject | None], str]:
    """永川区、江津区、涪陵区规上工业增加值: the areas, and the last member, which holds the name they share."""
    parts = [p.strip() for p in _LIST_SPLIT.split(span)]
    words = [naming.without_time(p) for p in parts]
    areas = [area for w in words if (area := area_at(w))]
    alone = len(areas) == len(parts) and all(a.name == w for a, w in zip(areas[:-1], words[:-1], strict=True))
    return ([Subject(a.canonical, True) for a in areas] if alone else []), parts[-1]


def _area_only(s: Sentence, item: str) -> Subject | None:
    found = find_mentions(item, s.frame.home, {})
    return found[0].subject if found and found[0].start == 0 else None


def items_of(span: str) -> list[str]:
    """The members of a coordinated name: 高新技术企业和科技型企业."""
    span = _SECTORS.sub(_each_sector, span)
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
        suffix := re.search(
            r"(?:等|[一二三四五六七八九十两0-9]大)(?:[^，。]{0,8}?(?:领域产品|行业|产业|领域|产品|板块|方式|门类))(?P<tail>[^，。]*)$",
            parts[-1],
        )
    ) and len(parts) > 1:
        tail = re.sub(r"^(?:实现|完成)", "", suffix["tail"])
        parts = [p + tail for p in [*parts[:-1], parts[-1][: suffix.start()]]]
    names = [naming.left_name(p) for p in parts]
    return [n for n in names if n]


def _each_sector(m: re.Match[str]) -> str:
    """一、二、三产业, 一二三产: each by its own name."""
    of = m["of"]
    return "、".join(n + of if of == "产" else f"第{n}{of}" for n in "一二三")


_AMOUNT_ENDS = ("耗", "量", "额", "率", "值", "度")
"""An item that ends so has its own head: 能耗、二氧化碳排放."""
_SIDES = frozenset({"城镇", "农村", "城市", "乡村", "国内", "国外", "市内", "市外", "境内", "境外", "全体"})
_SHARE_TAIL = re.compile(r"(?<=.)(?:增加值|总产值|产值|营业收入|收入|投资|产量|出口)?占.+$")
_INSURED = re.compile(r"[一-鿿]{2,4}(?P<rest>保险.+)")
"""养老、失业、工伤保险参保人数: all three are insurances."""


def telescoped(items: list[str]) -> list[str]:
    """城镇、农村居民人均可支配收入: what all members share is said with the last."""
    last = items[-1]
    out = []
    shared = _SHARE_TAIL.search(last) if "占" in last else None
    noun = MEASURE_NOUN.search(last)
    insured = _INSURED.match(last)
    if (per := PER_SO_MANY.match(items[0])) and not any(PER_SO_MANY.match(item) for item in items[1:]):
        return [items[0], *(per.group() + item for item in items[1:])]
    for item in items[:-1]:
        if shared and "占" not in item and item[-1] == last[shared.start() - 1]:
            out.append(item + shared.group())
        elif insured and not item.endswith("保险"):
            out.append(item + insured["rest"])
        elif item in _SIDES and last[: len(item)] in _SIDES and len(last) > len(item) + 2:
            out.append(item + last[len(item) :])
        elif re.fullmatch("[A-Za-z0-9.]+", item) and (sign := re.match("[A-Za-z0-9.]+", last)):
            out.append(item + last[sign.end() :])
        elif len(item) > 2 and len(last) > len(item) + 2 and last[: len(item)].endswith(item[-2:]):
            out.append(item + last[len(item) :])
        elif (
            noun
            and not MEASURE_NOUN.search(item)
            and len(item) > 1
            and noun.start() > 1
            and not re.search(r"[额率量值数家项个]$", item)
        ):
            out.append(item + noun.group())
        elif (
            0 < len(item) <= 4
            and len(last) >= len(item) + 3
            and item[-1] != last[-1]
            and not item.endswith(_AMOUNT_ENDS)
        ):
            out.append(item + last[len(item) :])
        else:
            out.append(item)
    return [*out, last]
