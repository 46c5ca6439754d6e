"""Which quantity only tells which things another one counts?  10家产值超百亿元的企业, 在40个区县中."""

from __future__ import annotations

import re

from monitor.extract import indicator as naming
from monitor.extract.counted import right_name
from monitor.extract.figure import Quantity
from monitor.extract.lazy import regex
from monitor.extract.sentence import Sentence
from monitor.extract.units import COUNT, MONEY

ASIDE = frozenset({"link:describes", "link:among"})
"""Rules of quantities that inform about another one; no headline is made of them."""
_IN = re.compile(r"在[^，。；]{0,16}$")
_CUTS = re.compile(r"[，。；、：！？\n]")
_TO_FOUND = re.compile(r"(?:用于)?(?:设立|成立|组建|建立)(?:了)?")
_FOUNDED = re.compile(
    r"(?:(?:(?:首期|总)(?=规模)|设立|成立|组建|筹建|筹集|建立|发行|推出|安排|建设|投资建设|打造|建成|建起)了?(?:总)?)(?P<what>规模|总规模|总投资|总额|面积)?(?:首期|一期|为|达|约|近|超)*$"
)


_THOSE_OF = regex(r"[一-鿿]{0,6}(?:企业|项目|园区|集群|基地|产业)(?:达|为|有|突破|超|增|[0-9])")
"""营收超百亿元|民营企业达到20家."""
_FORMED = regex(
    r"(?:形成|打造|培育|发展成|建成)了?(?:年|总)?(?P<what>产值|营收|规模|产能|交易额)(?:超过?|达到?|为|逾|约|近)*$"
)


def described(s: Sentence, q: Quantity) -> str:
    """10家|产值超百亿元的链主企业: an attribute with a number of its own stands between count and noun."""
    if sized := _OF_SIZE.match(s.text, q.end):
        return sized["size"] + sized["noun"]
    p = next((p for p in s.quantities if p.start >= q.end), None)
    if p is None or p.start - q.end > 14 or _CUTS.search(s.text, q.end, p.start):
        return ""
    order = p.rule.startswith("quantity:order") or (p.unit in MONEY and p.start == q.end)
    if not (m := re.match(r"(?:以上|以下|左右)?的(?=..)", s.text[p.end : p.end + 6])) and not order:
        return ""
    at = p.end + (m.end() if m else 0)
    noun = right_name(s.text, at, s.right_of(p))
    return s.text[q.end : p.end] + noun if noun else ""


_OF_SIZE = re.compile(
    r"(?P<size>(?!不|每|按)[一-鿿]{2,8}?(?:超过?|达到?|近|逾|过)?[0-9.]+[万亿]*元(?:以上|左右)?)的(?P<noun>[一-鿿“”]{2,12}?)(?=[，。；、\n]|[0-9]|$)"
)
"""2个|年产值5亿元以上的龙头企业: an amount that is no figure but a size."""


def limits(s: Sentence, left: int) -> str:
    """出口额逾十亿元的|龙头企业20家: the amount before the noun says which ones are counted."""
    p = s.ending_at(left)
    if (
        p is None
        or p.unit not in MONEY
        or not re.match(r"(?:以上|以下)?的?(?=[一-鿿]{2}|[0-9])", s.text[left : left + 6])
    ):
        return ""
    marked = p.comparator in (">", ">=") and (
        _THOSE_OF.match(s.text, left) or (p.comparator == ">=" and s.text[left].isdigit())
    )
    if s.text[left] != "的" and not marked and not p.rule.startswith("quantity:order"):
        return ""
    return naming.left_name(s.text[s.left_of(p) : p.start]) + s.text[p.start : p.end]


def among(s: Sentence, q: Quantity) -> bool:
    """在全市40个区县中: only says among whom something is ranked or chosen."""
    begin = s.clause_of(q.start)
    return q.unit in COUNT and bool(
        _IN.search(s.text, begin, q.start)
        and re.match(r"[^，。；、0-9]{1,14}(?:中|里|之中|当中)(?![心小学国医部])", s.text[q.end : s.end])
    )


def inner(s: Sentence, q: Quantity) -> bool:
    """Whether q only says which ones another quantity counts: 10家产值超百亿元的企业."""
    p = next((p for p in reversed(s.quantities) if p.end <= q.start), None)
    return (
        p is not None
        and p.unit in COUNT
        and q.unit not in COUNT
        and s.text[q.start : q.end] in described(s, p)
    )


def amount_of(s: Sentence, q: Quantity, span: str, end: int) -> str:
    """设立规模20亿元的|产业基金: what follows 的 has the amount."""
    if done := _TO_FOUND.match(s.text, q.end):
        return right_name(s.text, done.end(), end)
    m = _FOUNDED.search(span) or _FORMED.search(span)
    if m is None or s.text[q.end : q.end + 1] != "的":
        return ""
    noun = right_name(s.text, q.end + 1, end)
    return noun + (m["what"] or "") if noun else ""
