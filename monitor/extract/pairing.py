"""Which quantities of a sentence are read together, and what does each take over from the one before?"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract import indicator as naming
from monitor.extract.areas import area_at
from monitor.extract.attribute import ASIDE, among, inner
from monitor.extract.figure import Quantity
from monitor.extract.frame import Draft, Sentence
from monitor.extract.lists import items_of, name_run, run_from, telescoped
from monitor.extract.measure import measure_of
from monitor.extract.named import AWARD, STREAK, name_of
from monitor.extract.period import Time
from monitor.extract.subject import Subject
from monitor.extract.units import COUNT
from monitor.types import Measure

_EVERY = re.compile(r"(?:均|双双|都|全部|各)(?=已?(?:达|为|超|突破|实现|增|提|下|上|保持|高|低|完|居|稳))")
BRACKET = re.compile(r"[(（][^()（）]{0,24}$")
_TAKEN_OVER = frozenset({"indicator:inherited", "indicator:earlier_sentence", "indicator:topic"})
_OF_THE_WHOLE = frozenset({Measure.RANK, Measure.GROWTH, Measure.MULTIPLE})
_SHARE_OF = re.compile(r"(?P<part>.{2,}?)占.+比重$")
"""产量占全国比重, 居全国首位: what is ranked or grows is the amount, not its share."""
_NO_TOPIC = ASIDE | {"indicator:relative_to"}
_LONGEST_NAME = 60
_NEW = re.compile(r"^(?:新增|净增)")
_LESS = re.compile(
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
        drafts += name_run(s, run, said) if len(run) > 1 else _name_one(s, run[0], said)
        i += len(run)
    return drafts


def _name_one(s: Sentence, q: Quantity, earlier: list[Draft]) -> list[Draft]:
    left = s.left_of(q)
    paren = BRACKET.search(s.text, left, q.start)
    m = measure_of(s.text, q, left)
    span = s.text[left : min(q.start, m.verb_at)]
    name, rule = name_of(s, q, m, left, span, earlier)
    if paren and earlier and (not name or "同期" in paren.group()):
        name, rule = earlier[-1].name, "indicator:bracket"
        if "上年同期" in paren.group() or "去年同期" in paren.group():
            m = replace(m, measure=earlier[-1].measured.measure)
    if rule == "indicator:inherited" and m.rule == "measure:share" and _place_alone(span):
        m = replace(m, measure=earlier[-1].measured.measure, base=earlier[-1].measured.base)
    if rule == "indicator:inherited":
        name = _stock_or_flow(name, s.text[left : q.start])
    if rule in _TAKEN_OVER and m.measure in _OF_THE_WHOLE and (part := _SHARE_OF.match(name)):
        name = part["part"]
    since = earlier[-1].quantity.end if earlier else s.start
    if m.measure is Measure.GROWTH and (less := _LESS.search(s.text, since, q.start)):
        name, rule = less["whole"] + "的" + name, "indicator:less"
    if earlier and span.startswith("、") and _both_new(earlier[-1], q):
        name = "新增" + _NEW.sub("", name)
    if len(name) > _LONGEST_NAME:
        name = ""  # a name made of names made of names
    draft = Draft(q, m, name, [q.rule, m.rule, rule], base=m.base)
    draft.rules += ["link:describes"] * inner(s, q) + ["link:among"] * among(s, q)
    own = any(m.firm and left <= m.start and m.end <= q.start for m in s.mentions)
    if earlier and (rule == "indicator:relative_to" or (rule == "indicator:inherited" and not own)):
        draft.subject = earlier[-1].subject
    if rule == "indicator:average_of":
        draft.quantity = replace(q, comparator="=")
        draft.measured = replace(m, measure=earlier[-1].measured.measure)
    if rule == "indicator:streak" and (held := STREAK.match(s.text, q.end)):
        draft.topic = name.removesuffix(held.group())
    if rule == "indicator:award":
        _give_to_award(s, draft)
    return _said_of_each(s, draft, left, span) or [draft]


def _both_new(former: Draft, q: Quantity) -> bool:
    """新增科技型企业80家、高新技术企业10家: the verb is said once."""
    return former.name.startswith("新增") and former.quantity.unit == q.unit and q.unit in COUNT


def _place_alone(span: str) -> bool:
    """安徽增长5.8%，浙江5.5%: the second place has grown as well."""
    words = span.strip("，；、和 ")
    place = area_at(words)
    return place is not None and place.name == words


def _stock_or_flow(name: str, span: str) -> str:
    """新增260个，累计1850个: the second is the stock; 总数…，再新增200个 the flow."""
    if span.strip("，；、 ") in ("累计", "累计达", "累计达到", "累计总数"):
        return _NEW.sub("", name)
    return "新增" + _NEW.sub("", name) if re.search(r"(?:新增|净增)(?:了|约)?$", span) else name


def _said_of_each(s: Sentence, draft: Draft, left: int, span: str) -> list[Draft]:
    """办结率、满意率均达99%: the same value for every member; [] where one thing is named."""
    q, m = draft.quantity, draft.measured
    many = _EVERY.search(s.text, left, q.at)
    rates = q.unit == "%" and re.search(r"率$", draft.name) and re.search(r"[和、]", span)
    if not many and not rates:
        return []
    raw = naming.after_break(s.text[left : many.start() if many else min(q.start, m.verb_at)])
    items = [n for n in items_of(raw) if len(n) >= 2]
    if len(items) < 2 or not (many or all(i.endswith("率") for i in items)):
        return []
    return [Draft(q, m, item, [*draft.rules, "link:every"], base=draft.base) for item in telescoped(items)]


def _give_to_award(s: Sentence, d: Draft) -> None:
    """等10家银行荣获“2024某某奖——某某创新奖”: the winners are counted of the award, in the year it bears."""
    m = AWARD.match(s.text, d.quantity.end)
    if m is None:
        return
    award = m["award"] or m["title"]
    d.subject = Subject(award, False)
    if year := re.match(r"20[0-9]{2}", award):
        d.time = Time(m.start(), m.end(), "year", year.group())
