"""Which quantities of a sentence are read together, and what does each take over from the one before?"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract import indicator as naming
from monitor.extract.areas import above, area_at
from monitor.extract.attribute import ASIDE, among, inner
from monitor.extract.figure import Quantity
from monitor.extract.former import RATE_ALONE
from monitor.extract.kind_of import NEW
from monitor.extract.lazy import regex
from monitor.extract.lists import name_run, run_from
from monitor.extract.measure import Measured, measure_of
from monitor.extract.members import MEASURE_NOUN, items_of, places_of, telescoped
from monitor.extract.named import AWARD, STREAK, name_of
from monitor.extract.numeral import parse_number
from monitor.extract.period import Time
from monitor.extract.row import row_of_places
from monitor.extract.sentence import Draft, Sentence
from monitor.extract.subject import Subject
from monitor.extract.units import COUNT, MONEY
from monitor.types import Measure

_EVERY = re.compile(
    r"(?:(?<![年日月人户亩平])均|双双|都|全部|各)(?=已?(?:达|为|超|突破|实现|增|提|下|上|保持|高|低|完|居|位列|位居|列|排|稳))"
)
BRACKET = regex(r"[(（][^()（）]{0,24}$")
BRACKET_OPEN = regex(r"[(][^()]*$")
_BRACKETS = regex(r"[(][^()]*[)]")
_TAKEN_OVER = frozenset({"indicator:inherited", "indicator:earlier_sentence", "indicator:topic"})
_NAMELESS = _TAKEN_OVER | {"indicator:earlier_clause"}
_OF_THE_WHOLE = frozenset({Measure.RANK, Measure.GROWTH, Measure.MULTIPLE})
_SHARE_OF = regex(r"(?P<part>.{2,}?)占.+比重$")
"""产量占全国比重, 居全国首位: what is ranked or grows is the amount, not its share."""
_DONE = regex(r"(?<=..)完成(?:全年|年度|年初|调整|变动|目标|计划|预算|任务|数)+$")
_RATES = ("增速", "增长率", "增幅", "涨幅")
_NO_TOPIC = ASIDE | {"indicator:relative_to"}
_LONGEST_NAME = 60
_STRIVING = regex(r"(?:以上|左右)?[、，](?:力争|争取|冲刺|奋斗目标)(?:达到?)?")
"""增长6.5%、力争|7%: the goal beyond the goal."""
_SHARED = regex(r"(?<=..)占[^占]{1,12}(?:比重|比例)$")
_NEW = regex(r"^(?:新增|净增)")
_LESS = regex(
    r"(?P<whole>(?:扣除|剔除)(?![^，。；]*(?:因素|价格))[^，。；0-9]{2,14}?)(?:(?:之?[后外])?，|之?后)"
)
"""扣除房地产开发投资，增长6.2%: the growth of another whole."""


def name_all(s: Sentence) -> list[Draft]:
    """Every quantity of a sentence with its name, in order."""
    drafts: list[Draft] = []
    i = 0
    while i < len(s.quantities):
        run = run_from(s, i)
        said = [replace(d, name=d.topic) if d.topic else d for d in drafts if _NO_TOPIC.isdisjoint(d.rules)]
        said = _outside(s, said, run[0])
        read = name_run(s, run, said) if len(run) > 1 else _name_one(s, run[0], said)
        drafts += [_of_those(d, drafts) for d in read]
        i += len(run)
    return drafts


def _outside(s: Sentence, said: list[Draft], q: Quantity) -> list[Draft]:
    """9家(甲类4家、乙类5家)，占比…: after a bracket the sentence goes on from what stood before it."""
    if s.text.find(")", s.start, q.start) < 0:
        return said
    inside = BRACKET_OPEN.search(s.text, s.start, q.start) is not None
    closed = [m.span() for m in _BRACKETS.finditer(s.text, s.start, q.start)]
    out = [d for d in said if not any(a < d.quantity.start < b for a, b in closed)]
    return said if inside or not out else out


def _of_those(d: Draft, earlier: list[Draft]) -> Draft:
    """在全省20个获奖项目中，西安独占|19项: both count the same."""
    told = earlier[-1] if earlier and "link:among" in earlier[-1].rules else None
    nameless = _NAMELESS & set(d.rules) and d.quantity.unit in COUNT and d.measured.measure is Measure.LEVEL
    return replace(d, name=told.name, rules=[*d.rules, "indicator:of_those"]) if told and nameless else d


def _name_one(s: Sentence, q: Quantity, earlier: list[Draft]) -> list[Draft]:
    left = s.left_of(q)
    if earlier and s.text.startswith("的基础上", left):
        left += len("的基础上")
    paren = BRACKET.search(s.text, left, q.start) if s.text.find("(", left, q.start) >= 0 else None
    m = measure_of(s.text, q, left)
    span = s.text[left : min(q.start, m.verb_at)]
    name, rule = name_of(s, q, m, left, span, earlier)
    moved = earlier and _MOVED_TO.fullmatch(s.text, earlier[-1].quantity.end, q.start)
    if moved and _from(s, earlier[-1]) and q.rule != "quantity:structure":
        name, rule = earlier[-1].name, "indicator:inherited"
    if earlier and any(
        left <= mention.start < q.start
        and s.text[mention.start : mention.end] == name
        and (mention.subject.area or q.unit not in COUNT)
        for mention in s.mentions
    ):
        name, rule = earlier[-1].name, "indicator:inherited"
    if paren and (row := row_of_places(s, q, paren, left, earlier)):
        draft = Draft(q, m, row[1], [q.rule, m.rule, "indicator:row_of_places"], base=m.base)
        draft.subject = row[0]
        return [draft]
    if paren and (place := _HELD_AGAINST.search(s.text, left, q.start)) and q.unit == "%":
        told = naming.left_name(s.text[left : place.start()])
        name, rule = (
            (earlier[-1].name if earlier and (not told or told in RATE_ALONE) else told),
            "indicator:bracket",
        )
        m = replace(m, measure=Measure.GROWTH) if "增" in s.text[left : q.start] else m
        draft = Draft(q, m, name, [q.rule, m.rule, rule], base=m.base)
        draft.subject = _place_of(s, place["place"])
        return [draft]
    if paren and earlier and (not name or "同期" in paren.group()):
        name, rule = earlier[-1].name, "indicator:bracket"
        if "上年同期" in paren.group() or "去年同期" in paren.group():
            m = replace(m, measure=earlier[-1].measured.measure)
    if rule == "indicator:inherited" and m.measure is Measure.LEVEL and q.unit not in ("%", "‰"):
        name = _SHARED.sub("", name)  # 占全市67.1%，其中中心城区|1062.5万人
    if (
        rule == "indicator:inherited"
        and (
            _place_alone(span)  # 甲区22个，总投资3亿元；乙区16个: the count again
            or (
                span[:1] != "、" and _other_kind(q, m, earlier[-1])
            )  # 产销18.6万辆，产值280亿元，目标是|20万辆
        )
    ):
        name = next((d.name for d in reversed(earlier) if d.quantity.unit == q.unit), name)
    told = earlier[-1].measured.measure if earlier else Measure.LEVEL
    striving = told is Measure.GROWTH and _STRIVING.fullmatch(s.text, earlier[-1].quantity.end, q.start)
    if m.rule == "measure:share" and (striving or (rule == "indicator:inherited" and _place_alone(span))):
        m = replace(m, measure=earlier[-1].measured.measure, base=earlier[-1].measured.base)
    if m.rule == "measure:share" and earlier and earlier[-1].quantity.unit == q.unit:
        then = _HELD_THEN.fullmatch(s.text, earlier[-1].quantity.end, q.start)
        if then and (told is Measure.GROWTH or (told is Measure.LEVEL and then["place"])):
            name, rule = earlier[-1].name, "indicator:inherited"
            m = replace(m, measure=told, base=earlier[-1].measured.base)
            if then["place"]:
                draft = Draft(replace(q, comparator="="), m, name, [q.rule, m.rule, rule], base=m.base)
                draft.subject = _place_of(s, then["place"])
                return [draft]
    if rule == "indicator:inherited":
        name = _stock_or_flow(name, s.text[left : q.start])
    if rule in _TAKEN_OVER and m.measure in _OF_THE_WHOLE and (part := _SHARE_OF.match(name)):
        name = part["part"]
    if (
        rule == "indicator:inherited"
        and m.measure in _OF_THE_WHOLE
        and "indicator:share_of_the_former" in earlier[-1].rules
    ):
        name = name.removesuffix("占比")  # 为年度目标的81%，同比增长|4.6%
    if rule == "indicator:inherited" and m.measure in _OF_THE_WHOLE:
        name = _DONE.sub("", name)  # 完成预算的51.9%，增长|4.4%
    since = earlier[-1].quantity.end if earlier else s.start
    if (
        m.measure is Measure.GROWTH
        and rule != "indicator:less"
        and (less := _LESS.search(s.text, since, q.start))
    ):
        name, rule = less["whole"] + "的" + name, "indicator:less"
    if (
        rule != "indicator:total_of_the_former"
        and earlier
        and span.startswith("、")
        and not _IN_ALL.fullmatch(span)
        and _both_new(earlier[-1], q)
    ):
        name = "新增" + _NEW.sub("", name)
    if m.rule == "measure:share" and name.endswith(_RATES):
        m = replace(m, measure=Measure.GROWTH)
    if len(name) > _LONGEST_NAME:
        name = ""  # a name made of names made of names
    draft = Draft(q, m, name, [q.rule, m.rule, rule], base=m.base)
    draft.rules += ["link:describes"] * inner(s, q) + ["link:among"] * among(s, q)
    if earlier and rule in ("indicator:relative_to", "indicator:inherited"):
        own = any(m.firm and left <= m.start and m.end <= q.start for m in s.mentions)
        if rule == "indicator:relative_to" or not own:
            draft.subject = earlier[-1].subject
    if rule == "indicator:average_of":
        draft.quantity = replace(q, comparator="=")
        draft.measured = replace(m, measure=earlier[-1].measured.measure)
    if rule == "indicator:streak" and (held := STREAK.match(s.text, q.end)):
        draft.topic = name.removesuffix(held.group())
    if name == "企业" and (branch := _GATHERS.search(s.text, left, q.start)):
        draft.topic = naming.cut_lead(branch["branch"])
    if rule == "indicator:award":
        _give_to_award(s, draft)
    return _said_of_each(s, draft, left, span, earlier) or [draft]


_HELD_AGAINST = regex(
    r"(?:比|较|超过?|均?(?:高|低|快|慢|优|好)于(?:或等于)?)(?P<place>全[国省市疆])(?:平均)?(?:水平|增速)?[(]-?$"
)
"""增速比全国(8.1%)快…: the figure in the bracket is that of the place."""


def _place_of(s: Sentence, word: str) -> Subject:
    """全国, or the province or city 全省 and 全市 stand for."""
    if word == "全国":
        return Subject(word, True)
    home = s.frame.home
    city = home if home.endswith("市") else above(home, "prefecture")
    return Subject((city if word == "全市" else "") or above(home, "province") or home, True)


_HELD_THEN = regex(
    r"[，；]?(?:[也均仍])?(?:与|和|同|高于|低于|快于|慢于|好于|略高于|略低于|明显高于)"
    r"(?:(?P<place>全[国省市])(?:平均)?(?:水平|增速)?|[^，。；0-9]{0,3}(?:[0-9]{0,4}年?[0-9—]{0,4}[月季年度全上下半前一二三四]{1,4})(?:同期)?)的"
)
"""增长1.3%，与前三季度的|1.3%持平, 低于全国的|1.5%: what it grew by then, or there."""
_GATHERS = regex(
    r"(?P<branch>[^，。；：0-9]{2,16}产业(?:集群|链)?)(?:已经?|目前|共|现)?(?:集聚|聚集|汇聚|拥有|现有|有|吸引)(?:了|各类|规上)?企业(?:达到?|超过?|近)?$"
)
"""装备制造产业集聚|企业86家: what is told next is told of the branch."""
_MOVED_TO = re.compile(r"[一-鿿]{1,8}(?:到|至|为|成)了?(?:约|近|超过?|逾)?")


def _from(s: Sentence, d: Draft) -> bool:
    """从822亿元|加码到…: the value before is where something began."""
    return (
        re.search(r"[由从][^，。；]{0,12}$", s.text[s.clause_of(d.quantity.start) : d.quantity.start])
        is not None
    )


def _both_new(former: Draft, q: Quantity) -> bool:
    """新增科技型企业80家、高新技术企业10家: the verb is said once."""
    return former.name.startswith("新增") and former.quantity.unit == q.unit and q.unit in COUNT


def _other_kind(q: Quantity, m: Measured, former: Draft) -> bool:
    """Whether a level is of money and what was named last is not, or the other way round."""
    levels = m.measure is Measure.LEVEL and former.measured.measure is Measure.LEVEL
    return (
        levels and bool(q.unit) and (q.unit in MONEY) != (former.quantity.unit in MONEY) and "%" not in q.unit
    )


def _place_alone(span: str) -> bool:
    """安徽增长5.8%，浙江5.5%: the second place has grown as well."""
    words = span.strip("，；、和 ")
    place = area_at(words)
    return place is not None and place.name == words


def _stock_or_flow(name: str, span: str) -> str:
    """新增260个，累计1850个: the second is the stock; 总数…，再新增200个 the flow."""
    if _IN_ALL.fullmatch(span):
        return NEW.sub("", name)
    return "新增" + _NEW.sub("", name) if re.search(r"(?:新增|净增)(?:了|约)?$", span) else name


_IN_ALL = regex(
    r"[，；、 ]*(?:目前|全[市省区县])?(?:累计|总[数量]|共有|已有|现有)(?:建成|认定|达到?|有|为|已|拥有|突破|超过?)*"
)


def _said_of_each(s: Sentence, draft: Draft, left: int, span: str, earlier: list[Draft]) -> list[Draft]:
    """办结率、满意率均达99%: the same value for every member; [] where one thing is named."""
    q, m = draft.quantity, draft.measured
    if m.measure is not Measure.RANK and "、" in span and (each := _of_places(s, draft, left)):
        return each
    if (
        m.measure is Measure.RANK
        and not _EVERY.search(s.text, left, q.at)
        and (each := _ranked_alike(draft, span))
    ):
        return each
    many = _EVERY.search(s.text, left, q.at)
    rates = q.unit == "%" and re.search(r"率$", draft.name) and re.search(r"[和、]", span)
    if (those := _THOSE.search(s.text, left, q.at)) and (n := parse_number(those["n"])):
        said = [d.name for d in earlier if d.measured.measure is Measure.LEVEL] or s.frame.names
        named = list(dict.fromkeys(said))[-int(n) :]
        return [Draft(q, m, name, [*draft.rules, "link:those"], base=draft.base) for name in named]
    if not many and not rates:
        return []
    if m.measure is Measure.RANK and many and not s.text[left : many.start()].strip("，、；"):
        listed = s.clause_of(max(s.start, left - 1))
        row = [d for d in earlier if d.quantity.start >= listed and d.measured.measure is Measure.LEVEL]
        return [Draft(q, m, d.name, [*draft.rules, "link:every"], base=draft.base) for d in row]
    raw = naming.after_break(s.text[left : many.start() if many else min(q.start, m.verb_at)])
    items = [n for n in items_of(raw) if len(n) >= 2]
    if len(items) < 2 or not (many or all(i.endswith("率") for i in items)):
        return []
    return [Draft(q, m, item, [*draft.rules, "link:every"], base=draft.base) for item in telescoped(items)]


def _ranked_alike(draft: Draft, span: str) -> list[Draft]:
    """油料、食用菌产量居全国第一: both are ranked; [] where one thing is."""
    items = items_of(draft.name) if re.search("[、与和]", draft.name) else []
    noun = MEASURE_NOUN.search(items[-1]) if len(items) > 1 else None
    if noun is None or any(len(item) > _SHORT_MEMBER and not MEASURE_NOUN.search(item) for item in items):
        return []
    q, m = draft.quantity, draft.measured
    return [Draft(q, m, item, [*draft.rules, "link:every"], base=draft.base) for item in telescoped(items)]


_SHORT_MEMBER = 6


def _of_places(s: Sentence, draft: Draft, left: int) -> list[Draft]:
    """甲市、乙市经济总量突破千亿元: the same of every place; [] where not all members are places."""
    q, m = draft.quantity, draft.measured
    before = naming.after_break(s.text[left : min(q.start, m.verb_at)])
    areas, last = places_of(before)
    name = naming.left_name(last)
    if len(areas) < 2 or len(name) < 2 or _TOGETHER.search(before):
        return []
    each = [Draft(q, m, name, [*draft.rules, "link:every"], base=draft.base) for _ in areas]
    for one, area in zip(each, areas, strict=True):
        one.subject = area
    return each


_TOGETHER = regex("合计|共|之间|总和|两地|三地|等地")
_THOSE = re.compile(r"(?:这|上述|以上)?(?P<n>[两二三四五])(?:项|个|大)(?:主要|核心|关键|经济)?(?:指标|数据)")
"""两项指标|均增长…: each of those just named."""


def _give_to_award(s: Sentence, d: Draft) -> None:
    """等10家银行荣获“2024某某奖——某某创新奖”: the winners are counted of the award, in the year it bears."""
    m = AWARD.match(s.text, d.quantity.end)
    if m is None:
        return
    award = m["award"] or m["title"]
    d.subject = Subject(award, False)
    if year := re.match(r"20[0-9]{2}", award):
        d.time = Time(m.start(), m.end(), "year", year.group())
