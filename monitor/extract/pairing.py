"""Which name belongs to which number?  Lists, 分别, shared heads and names left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from monitor.extract import indicator as naming
from monitor.extract.areas import area_at
from monitor.extract.frame import Draft, Sentence
from monitor.extract.measure import Measured, measure_of
from monitor.extract.period import Time
from monitor.extract.quantity import Quantity
from monitor.extract.subject import Subject, find_mentions
from monitor.extract.units import COUNT, MEASURE, MONEY, TIME
from monitor.types import Measure

_SEPARATOR = re.compile(r"(?:、|和|与|及|以及|，|或|至)?(?:增长|下降|达到?|为|超过?|约|近)?")
_LIST_SPLIT = re.compile(r"、|以及|and|和(?!谐|平)|与(?!会)|及(?!其|格)")
_RESPECTIVELY = re.compile(r"分别|依次|各(?=增长|下降|提高|达|为)")
_EVERY = re.compile(r"(?:均|双双|都|全部|各)(?=已?(?:达|为|超|突破|实现|增|提|下|上|保持|高|低|完|居|稳))")
FROM = re.compile(
    r"(?:由|从)(?:原来的?|过去的?|此前的?|最初的?|[^，。；0-9]{0,3}(?:19|20)[0-9]{2}年(?:底|末)?的?|上年(?:同期)?的?|去年(?:同期)?的?|全国|“?十[一二三四]五”?末的?|当初的?|不足|约|近)*$"
)
_COMPARISON = re.compile(
    r"(?:比|较|高于|低于|高出|快于|超过|超越|赶超|领先)(?:全[国省市区县]|[^，。；]{1,6}(?:平均|水平))[^，。；]{0,6}$"
    r"|(?:(?:(?:较|比|与|同)[^，。；]{0,14}?(?:年|期|末|底|月|初|水平|均值?|季度|同期)(?:相比|的)?(?:，)?|同比|环比|年均|平均每年)+(?:实现|再|分别|均|名义|实际|累计|净|合计)*)$"
    r"|(?<![占之同环对])(?:比(?!重|例|率|值|上)|较)[^，。；的]{1,12}(?:前|时|后|期间|均)?(?:再|又|均|已)?$"
    r"|(?:高于|高出|低于|快于|慢于|好于|优于|多于|少于)[^，。；]{1,14}$"
    r"|(?:扣除|剔除|按)(?:[^，。；]{0,12})(?:因素|价格|口径)(?:影响)?(?:后|计算)?(?:，)?(?:同比|实际|名义)*$"
)
BRACKET = re.compile(r"[(（][^()（）]{0,24}$")
_GENERIC_AMOUNT = frozenset(
    {"资金", "经费", "金额", "投资", "总投资", "产值", "面积", "贷款", "收入", "销售额", "成交额"}
)
_SECTORS = re.compile(r"第?一、(?:第)?二(?:、|和)(?:第)?三(?P<of>次?产业)")
_MEASURE_NOUN = re.compile(
    r"(?:增加值|总产值|产值|营业收入|销售收入|收入|投资|利润|出口额|进口额|出口值|进口值|进出口值|进出口|出口|进口|销售额|产量|面积|人数|支出|贷款余额|存款余额|余额|总额|成交额|零售额|拥有量|使用量)$"
)
_PAIRS = {
    "城乡低保": ("城市低保", "农村低保"),
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "进出口": ("进口", "出口"),
    "收支": ("收入", "支出"),
}
_SPLIT_PAIR = re.compile("|".join(_PAIRS))
_TOTALS = frozenset({"总量", "总数", "总计", "总额", "总规模", "合计", "规模", "数量", "总量上", "体量"})
_WORTH = frozenset({"价值", "货值", "金额", "总金额", "总价值", "销售额", "交易额"})
_SHARE_MOVED = re.compile(r"占.*(?:比重|比例|份额)[^，。；]{0,4}$")
_ADVERBIAL = re.compile(
    r"(?:根据|按照?|依据|据|截[至止]|其中|同时|此外|另外|与此同时|扣除|剔除|经[^，]{0,6}(?:核算|测算|统计)|初步(?:核算|统计)|从[^，]{1,8}看|数据显示|公报显示)"
)
_DEGREES = frozenset({"强度", "占比", "比重", "增速", "增幅", "规模", "总量", "总额", "密度"})
_ASIDE = frozenset({"link:describes", "link:among"})
_THROUGH = re.compile(r"(?:经过|历时|用了?|花了?)$")
_LASTED = re.compile(r"[一-鿿]{0,10}(?:经验|历史|工龄|建设)")
_LAID_OUT = frozenset({"规划", "总体规划", "占地", "建筑", "总建筑", "总占地", "规划占地"})
_AREA_UNITS = frozenset({"亩", "平方公里", "平方米", "公顷"})
_SIBLINGS = (
    ("存栏", "出栏"),
    ("招生", "在校生", "毕业生", "专任教师"),
    ("营业收入", "利润总额", "利润", "利税", "总产值", "产值", "增加值", "资产总额", "税收"),
    ("可支配收入", "消费支出", "转移净收入", "工资性收入"),
    ("存款余额", "贷款余额", "不良贷款率"),
)
_BRANCH = re.compile(r"(?<!增加值)(?:业|企业|产业|行业|服务业|商品|用品|类|品)$")
_OF_BRANCH = re.compile(r"(?:增加值|零售额|投资|价格|用电量)$")
_COUNTED = re.compile(r"(?:项目|企业)(?=合同|协议|总投资|投资|金额|产值|营收)")
_PER = frozenset({"每亩", "每人", "每户", "户均", "亩均", "规模", "数量"})
_ACT = re.compile(r"(?:已|被|在|获)?(?P<act>[一-鿿“”]{2,12})(?=[，。；、])")
_SPENT = frozenset({"投入", "支出", "投资", "资金", "经费", "贷款", "补贴"})
_GAINED = re.compile(r"(?:新|净)$")
_RATE_ALONE = frozenset({"增速", "降幅", "涨幅", "增幅", "占比", "比重"})
_PLACES_OF_LIFE = frozenset({"城市", "农村", "城镇", "乡村"})
_KINDS_OF = re.compile(
    r"(?:科创板|北交所|创业板|主板|新三板|[国部省市区县]级|国家级|世界级|一类|二类|[A-Z]类|[一二三四五]级|[三二]甲|女性?|男性?|博士|硕士|本科|专科|境[内外]|省外|市外|公办|民办|重点|新增|"
    r"增量|存量|民营|国有|外资)"
)


def name_all(s: Sentence) -> list[Draft]:
    drafts: list[Draft] = []
    i = 0
    while i < len(s.quantities):
        run = _run(s, i)
        said = [d for d in drafts if not _ASIDE & set(d.rules)]
        drafts += _name_run(s, run, said) if len(run) > 1 else _name_one(s, run[0], said)
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
            and not re.search(r"[达为]", s.text[run[i - 1].end : q.start])
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
    rate = name if name in _RATE_ALONE else ""
    gained = _GAINED.search(span)
    if rate or gained:
        name = ""
    times = [t for t in s.times if left <= t.start < run[0].start and not t.base]
    if len(times) == n and n > 1:
        if not name:
            name = ("新增" if gained else "") + (
                _earlier_clause(s, left, run[0]) or "".join(s.frame.names[-1:])
            )
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
        paired = first.measure is not Measure.RANK or _RESPECTIVELY.search(s.text, left, run[0].start)
        latest = levels[-n:] if paired else []
        if len(latest) == n:
            return [d.name for d in latest], [d.subject for d in latest], []
        if levels and (not topic or first.measure is Measure.RANK):
            return [levels[-1].name] * n, [], []
        name = ("新增" if gained else "") + (topic or "".join(s.frame.names[-1:]))
        return [name] * n, [], []
    raw = naming._after_break(span)
    if places := _places(raw, n):
        return [name] * n, places, []
    items = _items(raw)
    if len(items) != n and raw.count("、") == n - 1 and n > 2:
        items = [naming.left_name(part) for part in raw.split("、")]  # 社会保障和就业 is one member
    if len(items) == n:
        areas = [_area_only(s, item) for item in items]
        if n > 1 and all(areas[:-1]):
            shared = items[-1]
            return [shared] * n, areas, []
        return _telescoped(items), [], []
    if len(items) == 1 and n == 2 and (both := _SPLIT_PAIR.search(items[0])):
        return [items[0].replace(both.group(), word, 1) for word in _PAIRS[both.group()]], [], []
    if len(items) > n:
        items = items[-n:]
        return _telescoped(items), [], []
    return [name] * n, [], []


def _places(span: str, n: int) -> list[Subject | None]:
    """永川区、江津区、涪陵区规上工业增加值: n areas, of which the last stands before the name they share."""
    parts = [p.strip() for p in _LIST_SPLIT.split(span)]
    if len(parts) != n:
        return []
    words = [naming.without_time(p) for p in parts]
    areas = [area for w in words if (area := area_at(w))]
    alone = len(areas) == n and all(a.name == w for a, w in zip(areas[:-1], words[:-1], strict=True))
    return [Subject(a.canonical, True) for a in areas] if alone else []


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
    paren = BRACKET.search(s.text, left, q.start)
    m = measure_of(s.text, q, left)
    rules = [q.rule, m.rule]
    span = s.text[left : min(q.start, m.verb_at)]
    name, rule = _name(s, q, m, left, span, earlier)
    if paren and earlier and (not name or "同期" in paren.group()):
        name, rule = earlier[-1].name, "indicator:bracket"
        if "上年同期" in paren.group() or "去年同期" in paren.group():
            m = replace(m, measure=earlier[-1].measured.measure)
    rules.append(rule)
    if _inner(s, q):
        rules.append("link:describes")
    if _among(s, q):
        rules.append("link:among")
    draft = Draft(q, m, name, rules, base=m.base)
    if rule == "indicator:inherited" and span.strip("，；、 ") in ("累计", "累计达", "累计达到", "累计总数"):
        draft.name = re.sub(r"^(?:新增|净增)", "", draft.name)
    if rule == "indicator:inherited" and re.search(r"(?:新增|净增)(?:了|约)?$", s.text[left : q.start]):
        draft.name = "新增" + re.sub(r"^(?:新增|净增)", "", draft.name)
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
        name = naming.share_name(_from_cut(span)) if _SHARE_MOVED.search(_from_cut(span)) else ""
        name = name or naming.left_name(_strip_comparison(_from_cut(span)))
        if name in _RATE_ALONE and earlier:
            return earlier[-1].name + name, "indicator:of_the_former"
        if name in _PER and earlier:
            return earlier[-1].name, "indicator:inherited"
        if name in _PLACES_OF_LIFE and s.frame.names:
            return name + s.frame.names[0], "indicator:part_of_the_former"
        if _GAINED.search(span) and m.measure is not Measure.CHANGE:
            return "新增" + _inherit(s, q, left, earlier)[0].removeprefix("新增"), "indicator:gained"
        if earlier and (whole_name := _sibling(name, earlier[-1].name)):
            return whole_name, "indicator:sibling"
        if (
            m.measure is Measure.GROWTH
            and _BRANCH.search(name)
            and (said := earlier[-1].name if earlier else s.frame.topic)
        ):
            return name + (kind.group() if (kind := _OF_BRANCH.search(said)) else ""), "indicator:branch"
        if len(name) >= 2:
            return name, "indicator:left_of_verb"
        if m.rule == "measure:growth_follows" and (right := _after_growth(text, q, whole)):
            return right, "indicator:right_of_growth"
        return _inherit(s, q, left, earlier)
    if m.measure is Measure.RANK:
        name = naming.ranked_name(
            re.sub(r"(?:在|列|居|排名?|位)?(?:全国|西部|全球|世界|全市|全省)[^，]{0,4}$", "", _from_cut(span))
        )
        if name in _TOTALS and earlier:
            return earlier[-1].name, "indicator:inherited"
        if name in _RATE_ALONE and earlier:
            return earlier[-1].name + name, "indicator:of_the_former"
        if len(name) >= 2:
            return name, "indicator:left_of_rank"
        return _inherit(s, q, left, earlier)
    if (q.unit in MONEY or q.unit in MEASURE) and (fund := _amount_of(s, q, span, whole)):
        return fund, "indicator:amount_of"
    if re.search(r"(?:提出|确定|明确|设定|下达)的$", span) and "目标" in s.text[q.end : q.end + 4]:
        return _inherit(s, q, left, earlier)
    span = _from_cut(span)
    if q.unit in COUNT and span == "的" and (limits := _limits(s, left)):
        earlier[-1].rules.append("link:describes")
        return limits + _noun_of(earlier, q.unit), "indicator:described"
    if q.rule.startswith("quantity:order"):
        return naming.right_name(text, q.end, whole), "indicator:right"
    if q.unit in ("%", "‰"):
        if share := naming.share_name(span):
            if earlier and (total := next((t for t in _TOTALS if share.startswith(t + "占")), "")):
                return earlier[-1].name + share.removeprefix(total), "indicator:share"
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
        if counted := _COUNTED.match(right):
            right = counted.group()
        if q.unit == "次" and (act := _REPEATED.match(text, q.end)):
            return re.sub("“[^”]*”", "", act.group()), "indicator:repeated"
        if q.unit in COUNT and (described := _described(s, q)):
            return naming.new_prefix(span) + described, "indicator:described"
        said = text[left : q.start]
        if right and (q.unit in COUNT or q.bare) and naming.prefers_right(said, right):
            right = naming.specified(said, right, text[q.end + len(right) : _next_clause(s, q)])
            return naming.new_prefix(said) + right, "indicator:right"
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
    if done := re.search(
        r"完成(?P<what>(?:全年|年度|年初|目标|计划)+(?:任务|目标|计划)?)的?$", s.text[left : q.start]
    ):
        return earlier[-1].name + "完成" + done["what"] if earlier else "完成" + done[
            "what"
        ], "indicator:done_of_plan"
    if name[-2:] in _DEGREES and earlier and 0 < len(name) - 2 <= 4 and earlier[-1].name.endswith(name[:-2]):
        return earlier[-1].name + name[-2:], "indicator:degree_of_the_former"
    if earlier and (joint := _sibling(name, earlier[-1].name)):
        return joint, "indicator:sibling"
    if (
        earlier
        and name.startswith("对")
        and len(name) < 12
        and (trade := re.search(r"(?:进出口|出口|进口)$", earlier[-1].name))
    ) and not re.search(r"(?:进出口|出口|进口)", name):
        return name + trade.group(), "indicator:partner"
    if earlier and (
        ratio := re.search(r"与[^，。；]{2,14}之比(?=$|[^一-鿿]|预计|为|达)", s.text[left : q.start])
    ):
        return earlier[-1].name + ratio.group(), "indicator:ratio_to"
    if name in _WORTH and earlier and s.text[left - 1 : left] == "，":
        return re.sub(r"(?:数量?|总量)$", "", earlier[-1].name) + name, "indicator:worth_of_the_former"
    if name in _TOTALS and earlier:
        return re.sub(r"^(?:新增|净增|新建)", "", earlier[-1].name), "indicator:total_of_the_former"
    if (
        name in _GENERIC_AMOUNT
        and earlier
        and s.text[left : left + 1] == "、"
        and earlier[-1].quantity.end == left
    ):
        return earlier[-1].name + name, "indicator:of_the_former"
    if _KINDS_OF.fullmatch(name) and (whole_name := _noun_of(earlier, q.unit)):
        return name + whole_name, "indicator:kind_of_the_former"
    if (
        not name
        and earlier
        and span.strip("，；、").endswith("其中")
        and q.unit == earlier[-1].quantity.unit
        and (act := _ACT.match(text, q.end))
    ):
        return act["act"] + re.sub(
            r"^(?:新增|新建|形成)", "", earlier[-1].name
        ), "indicator:part_of_the_former"
    if earlier and "其中" in span and (part := _part_of(name, earlier[-1].name)):
        return part, "indicator:part_of_the_former"
    if name in _PLACES_OF_LIFE and (whole_of := earlier or s.frame.names):
        first = whole_of[0] if isinstance(whole_of[0], str) else whole_of[0].name
        return name + first, "indicator:part_of_the_former"
    if len(name) >= 2 and q.unit in COUNT and earlier and (limits := _limits(s, left)):
        earlier[-1].rules.append("link:describes")
        return limits + name, "indicator:described"
    if (name in _SPENT or (q.unit in MONEY and len(name) >= 2)) and (field := _field_before(s, left)):
        return field + name, "indicator:in_that_field"
    if (
        s.text[left : left + 1] in "、和"
        and earlier
        and (per := re.match(r"每[千百万]+(?:人口?|名\S{2,4})?(?:拥有)?", earlier[-1].name))
    ):
        return per.group() + name, "indicator:per_of_the_former"
    if len(name) >= 2:
        gained = re.search(r"(净增|新增)(?:了|约|近|超)?$", span)
        return (gained[1] + name if gained and not name.startswith(("新", "净")) else name), "indicator:left"
    if (
        q.unit in TIME
        and (_THROUGH.search(text[left : q.start]) or _LASTED.match(text, q.end))
        and (right := naming.right_name(text, q.end, whole))
    ):
        return right, "indicator:right_of_time"
    if name in _LAID_OUT and q.unit in _AREA_UNITS:
        return name + "面积", "indicator:laid_out"
    if q.unit in TIME and text[left : q.start].endswith("连续"):
        if said := naming.share_name(span.removesuffix("连续")) or name:
            return said, "indicator:left"
        return _inherit(s, q, left, earlier)
    if q.unit in TIME and (right := naming.right_name(text, q.end, whole)):
        return right, "indicator:right_of_time"
    return _inherit(s, q, left, earlier)


def _noun_of(earlier: list[Draft], unit: str) -> str:
    """What 国家级12家、省级30家 are kinds of: the last name of that unit that is no kind itself."""
    said = (d for d in reversed(earlier) if d.quantity.unit == unit)
    whole = next((d.name for d in said if "indicator:kind_of_the_former" not in d.rules), "")
    return re.sub(r"^(?:新增|净增|新建)", "", whole)


def _part_of(name: str, whole: str) -> str:
    """专利授权量…，其中发明专利: what is said of the whole is said of the part, 发明专利授权量."""
    for cut in range(len(whole) - 1, 1, -1):
        if name.endswith(whole[:cut]) and name != whole[:cut] and _SAID_OF.fullmatch(whole[cut:]):
            return name + whole[cut:]
    return ""


_SAID_OF = re.compile(
    r"(?:授权|申请|拥有|成交|生产|销售|零售|使用|进出口|出口|进口|保有|登记|批发)?(?:量|额|数|面积|收入|产值|增加值|总值|总额|投资|价格)"
)
_REPEATED = re.compile(r"(?:获得?|获评|入选|登上|荣获|赴|举办|召开|参加)[^，。；]{2,40}")
_CUTS = re.compile(r"[，。；、：！？\n]")


def _described(s: Sentence, q: Quantity) -> str:
    """10家|产值超百亿元的链主企业: an attribute with a number of its own stands between count and noun."""
    p = next((p for p in s.quantities if p.start >= q.end), None)
    if p is None or p.start - q.end > 14 or _CUTS.search(s.text, q.end, p.start):
        return ""
    order = p.rule.startswith("quantity:order")
    if not (m := re.match(r"(?:以上|以下|左右)?的(?=..)", s.text[p.end : p.end + 6])) and not order:
        return ""
    at = p.end + (m.end() if m else 0)
    noun = naming.right_name(s.text, at, _clause_end(s, p))
    return s.text[q.end : p.end] + noun if noun else ""


def _limits(s: Sentence, left: int) -> str:
    """出口额逾十亿元的|龙头企业20家: the amount before the noun says which ones are counted."""
    p = next((p for p in reversed(s.quantities) if p.end == left), None)
    if (
        p is None
        or p.unit not in MONEY
        or not re.match(r"(?:以上|以下)?的?(?=[一-鿿]{2}|[0-9])", s.text[left : left + 6])
    ):
        return ""
    if s.text[left] != "的" and not p.rule.startswith("quantity:order"):
        return ""
    return naming.left_name(s.text[_left_bound(s, p) : p.start]) + s.text[p.start : p.end]


def _among(s: Sentence, q: Quantity) -> bool:
    """在全市40个区县中: only says among whom something is ranked or chosen."""
    begin = s.clause_of(q.start)
    return q.unit in COUNT and bool(
        re.search(r"在[^，。；]{0,16}$", s.text[begin : q.start])
        and re.match(r"[^，。；、0-9]{1,14}(?:中|里|之中|当中)(?![心小学国医部])", s.text[q.end : s.end])
    )


def _sibling(name: str, former: str) -> str:
    """生猪存栏…，出栏…: what follows is said of the same things; "" where nothing shows that."""
    for group in _SIBLINGS:
        mine = next((w for w in group if name == w or name == "人均" + w), None)
        theirs = next((w for w in group if former.endswith(w)), None)
        if mine and theirs and mine != theirs:
            before = former[: -len(theirs)]
            return before + name.removeprefix("人均") if before.endswith("人均") else before + name
    return ""


def _inner(s: Sentence, q: Quantity) -> bool:
    """Whether q only says which ones another quantity counts: 10家产值超百亿元的企业."""
    p = next((p for p in reversed(s.quantities) if p.end <= q.start), None)
    return (
        p is not None
        and p.unit in COUNT
        and q.unit not in COUNT
        and s.text[q.start : q.end] in _described(s, p)
    )


def _next_clause(s: Sentence, q: Quantity) -> int:
    i = bisect_right(s.clauses, q.at)
    return s.clauses[i] if i < len(s.clauses) else s.end


def _amount_of(s: Sentence, q: Quantity, span: str, end: int) -> str:
    """设立规模20亿元的|产业基金: what follows 的 has the amount."""
    if done := _TO_FOUND.match(s.text, q.end):
        return naming.right_name(s.text, done.end(), end)
    m = _FOUNDED.search(span)
    if m is None or s.text[q.end : q.end + 1] != "的":
        return ""
    noun = naming.right_name(s.text, q.end + 1, end)
    return noun + (m["what"] or "") if noun else ""


_TO_FOUND = re.compile(r"(?:用于)?(?:设立|成立|组建|建立)(?:了)?")
_FOUNDED = re.compile(
    r"(?:设立|成立|组建|筹建|筹集|建立|发行|推出|安排|建设|投资建设)了?(?:总)?(?P<what>规模|总规模|总投资|总额|面积)?(?:首期|一期|为|达|约|近|超)*$"
)


def _field_before(s: Sentence, left: int) -> str:
    """在技术研发方面，投入…: what a clause before says the figure is about."""
    i = bisect_right(s.clauses, left) - 1
    m = (
        re.search(
            r"在[^，。；]{0,60}?(?P<field>[^，。；的、和与等]{3,12})(?:等)?(?:方面|领域)，$",
            s.text[s.clauses[i - 1] : s.clauses[i]],
        )
        if i > 0
        else None
    )
    return m["field"] if m else ""


def _after_mention(s: Sentence, span: str, end: int) -> str:
    """What is said of an organisation, without its name."""
    start = end - len(span)
    for m in reversed(s.mentions):
        if (
            (not m.subject.area or len(m.subject.name) > 5)
            and start <= m.start
            and m.end <= end
            and m.end < end - 1
            and s.text[m.end] not in "的和与、"
        ):
            return s.text[m.end : end]
    return span


def _from_cut(span: str) -> str:
    """Words before 由…/从… name what moves from one value to the other."""
    m = FROM.search(span)
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
    return s.frame.topic, "indicator:topic"


def _earlier_clause(s: Sentence, left: int, q: Quantity) -> str:
    """Topic of the nearest earlier clause of the sentence that holds no quantity."""
    i = bisect_right(s.clauses, left) - 1
    while i > 0:
        begin, stop = s.clauses[i - 1], s.clauses[i]
        if any(begin <= p.at < stop for p in s.quantities):
            return ""
        clause = s.text[begin : stop - 1].strip("，。；：、“” \n")
        name = "" if _ADVERBIAL.match(clause) else naming.previous_topic(clause)
        if name in _TOTALS or name in _RATE_ALONE:
            return s.frame.topic
        if 2 <= len(name) <= 30 and name.count("(") == name.count(")"):
            return name
        i -= 1
    return ""
