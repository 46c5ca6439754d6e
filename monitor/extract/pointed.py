"""Whom do 全市, 该区 and 园区 mean?  Whoever was named before them."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from monitor.extract.areas import above, find_area, find_areas
from monitor.extract.genre import is_official
from monitor.extract.organisation import is_zone
from monitor.extract.sentence import Sentence
from monitor.extract.subject import TOO_WIDE, Mention, Subject


def resolved(s: Sentence, m: Mention) -> Subject:
    """Whom a mention means: 该区 and 园区 are somebody named before."""
    if not m.deictic:
        return m.subject
    word, titled = m.subject.name, s.frame.protagonist
    before = [n for n in s.mentions if n.end <= m.start and not n.deictic]
    if m.deictic == "pair":
        return latest_region(s.frame.text, m.start) or s.frame.subject or Subject(s.frame.home, True)
    if m.deictic == "zone" and word == "园区" and is_official(s.text):
        return Subject(s.frame.home, True)
    if m.deictic == "zone":
        said = [n.subject for n in before if n.subject.area and n.subject.name.endswith(word)]
        return (
            (said[-1] if said else None)
            or s.frame.zone(word)
            or (titled if titled and titled.name.endswith(word) else None)
            or (s.frame.recall("产业园") if word == "园区" else None)
            or s.frame.zone_of_home(word)
        )
    if m.deictic == "prov" and (
        told := [n.subject for n in before if n.firm and _is_province(n) and n.start - s.start <= _OPENS]
    ):
        return told[-1]
    if m.deictic == "city" and (city := _city_told(s, m)):
        return city
    if m.deictic == "dist" and word.removesuffix("里")[-1] in "镇乡村":
        kind = word.removesuffix("里")[-1]
        said = [n.subject for n in before if n.subject.name.endswith(kind)]
        known = said[-1] if said else s.frame.recall(kind)
        return known or latest_settlement(s.frame.text, m.start, kind) or m.subject
    if m.deictic == "dist" and word != s.frame.home:
        told = [n.subject for n in before if n.firm and n.subject.area]
        if told and told[-1].name[-1:] == word[-1] and not is_zone(told[-1].name):
            return told[-1]
        named = titled if titled and titled.area and titled.name[-1:] in "区县" else None
        fits = s.frame.district if s.frame.district and _same_kind(word, s.frame.district.name) else None
        known = fits or named or sole_district(s.frame.text, s.frame.home)
        zone = s.frame.zones[-1] if s.frame.zones and word[-1] == "区" else None
        return known or zone or latest_district(s.frame.text, m.start, s.frame.home) or Subject(word, True)
    return m.subject


_OPENS = 16
"""Letters before the province a sentence opens with: “十四五”期间，某省统筹推进…，全省…."""


def _is_province(m: Mention) -> bool:
    area = find_area(m.subject.name) if m.subject.area else None
    return area is not None and area.kind == "province"


def _city_told(s: Sentence, m: Mention) -> Subject | None:
    """《郑州市…方案》提出，到2022年全市…: the city its sentence has named; in a paper of a province the city named last."""
    home = find_area(s.frame.home)
    provincial = home is not None and home.kind == "province" and not s.frame.home.endswith("市")
    told = _last_city(s.text[s.start : m.start])
    if told and told != s.frame.home and (provincial or s.text[m.start] not in "我本"):
        return Subject(told, True)
    named = _last_city(s.text[max(0, m.start - _NEAR) : m.start]) if provincial else ""
    return Subject(named, True) if named else None


@lru_cache(maxsize=64)
def _last_city(words: str) -> str:
    """The prefecture, or county-level city in full, named last in a stretch of text; "" where none is."""
    return next(
        (
            area.canonical
            for start, end, area in reversed([*find_areas(words)])
            if area.kind == "prefecture" or (area.canonical[-1] == words[end - 1] == "市" and end - start > 2)
        ),
        "",
    )


_NEAR = 600


def _same_kind(word: str, name: str) -> bool:
    """县里 points at a county, 该区 at a district."""
    return "县" not in word or name.endswith("县")


@lru_cache(maxsize=4)
def sole_district(text: str, home: str) -> Subject | None:
    """The district or county a text names, where it names one only besides its home."""
    found = {area.canonical for _, _, area in find_areas(text) if area.kind in ("district", "county")}
    inner = found - {home}
    province = above(home, "province")
    near = {name for name in inner if province and above(name, "province") == province} or inner
    return Subject(near.pop(), True) if len(near) == 1 else None


def latest_settlement(text: str, at: int, kind: str) -> Subject | None:
    """The town or village named last before a place of a text: 在某某镇…。该镇."""
    named = re.findall(_SETTLEMENT + kind, text[max(0, at - 600) : at])
    return Subject(named[-1], True) if named else None


_SETTLEMENT = r"(?:(?<=[区县市镇乡在，。、\n“：])|(?<=走进)|(?<=来到))(?![全该本各每这那多小城一两几邻外我在到从向与和由]|[^，。；]?个|其[他它]|周边|重点|特色|示范|中心|行政|自然)[一-鿿]{2,3}"


def latest_region(text: str, at: int) -> Subject | None:
    """The cross-border region named most before a place of a text: 川渝, whom 两地 and 双方 stand for."""
    said = (area for _, _, area in find_areas(text[max(0, at - 600) : at]) if area.kind == "region")
    named = [area.canonical for area in said if area.canonical not in TOO_WIDE]
    return Subject(Counter(named).most_common(1)[0][0], True) if named else None


def latest_district(text: str, at: int, home: str) -> Subject | None:
    """The district or county named last before a place of a text."""
    named = [
        area
        for _, end, area in find_areas(text[max(0, at - 600) : at])
        if area.kind in ("district", "county")
    ]
    return next((Subject(a.canonical, True) for a in reversed(named) if a.canonical != home), None)
