"""Whose figure stands in each bracket of a row of places?  甲市(400亿元)、乙市(347亿元)."""

from __future__ import annotations

import re

from monitor.extract import indicator as naming
from monitor.extract.counted import right_name
from monitor.extract.figure import Quantity
from monitor.extract.former import earlier_clause
from monitor.extract.lazy import regex
from monitor.extract.sentence import Draft, Sentence
from monitor.extract.subject import Subject


def row_of_places(
    s: Sentence, q: Quantity, paren: re.Match[str], left: int, earlier: list[Draft]
) -> tuple[Subject, str] | None:
    """依次是甲市(400亿元)、乙市(|347亿元): each figure is that of the place its bracket follows.

    What is listed was named before, or stands after the last bracket: 甲省(6万亿元)和乙省(5万亿元)GDP领先.
    """
    if paren.end() - paren.start() > 1:
        return None
    who = next((m for m in s.mentions if m.end == paren.start() and m.subject.area and not m.deictic), None)
    if who is None:
        return None
    if earlier and "indicator:row_of_places" in earlier[-1].rules:
        return who.subject, earlier[-1].name
    if _ROW_GOES_ON.match(s.text, q.end) is None:
        return None
    after = _ROW.match(s.text, q.end)
    own = naming.left_name(_TOP_OF.sub("", s.text[left : who.start]))
    told = [d.name for d in earlier if d.quantity.unit == q.unit] or [d.name for d in earlier]
    name = own if len(own) >= 2 else _PASSING.sub("", told[-1]) if told else earlier_clause(s, left)
    if not name and after and _SAYS_ON.match(s.text, after.end()) is None:
        name = _PLACED.sub("", right_name(s.text, after.end(), s.end))
    name = name or s.frame.topic
    return (who.subject, name) if name else None


_ROW_GOES_ON = regex(r"[)](?:、|和|与|及|以及)[一-鿿]{2,8}[(]")
_ROW = regex(r"(?:[)](?:、|和|与|及|以及)?[一-鿿]{2,8}[(][^()]*)*[)](?:等)?")
_TOP_OF = regex(
    r"(?:位居|排名|位列|居)?(?:前[一二三四五六七八九十0-9]+[位名]?)?的?(?:地区|市州?|区县|城市)?(?:依次|分别|主要)?(?:是|为|有|包括|以)?$"
)
"""经费投入|前三位依次是: what the places are ranked by stands before."""
_PASSING = regex(r"(?:超过?|突破|达到?|过)[0-9].*$")
_SAYS_ON = regex("[仍均都也位名排居分依是为的，。；]")
_PLACED = regex(r"(?:位居|名列|位列|排名?|居|领先|分列|依次).*$")
