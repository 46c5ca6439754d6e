"""Which place is named?  Administrative areas, and regions that cross their borders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Area:
    """One place: `canonical` is its full official name."""

    name: str
    canonical: str
    kind: str
    """nation | province | prefecture | district | county | functional | region"""
    parent: str = ""
    """What it belongs to, where one place alone bears the name."""
    weak: bool = False
    """The short name is also an ordinary word or another place; matched only with its 区 or 县."""


@lru_cache(maxsize=1)
def areas() -> dict[str, Area]:
    """Every spelling of every area, full and short."""
    table: dict[str, Area] = {}
    text = resources.files("monitor.extract").joinpath("areas.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        canonical, kind, parent, names, flag = (line.split("\t") + [""] * 3)[:5]
        table[canonical] = Area(canonical, canonical, kind, parent)
        for name in names.split():
            table.setdefault(name, Area(name, canonical, kind, parent, weak=flag == "weak"))
    return table


def find_area(name: str) -> Area | None:
    """The area of that full or short name, or None."""
    return areas().get(name.replace("（", "(").replace("）", ")"))


@lru_cache(maxsize=256)
def above(name: str, kind: str) -> str:
    """The area of that kind an area belongs to, itself included; "" where the list does not tell.

    >>> above("永川区", "province")
    '重庆市'
    """
    while area := find_area(name):
        if area.kind == kind:
            return area.canonical
        name = area.parent
    return ""


@lru_cache(maxsize=16)
def short_names_within(prefecture: str) -> dict[str, str]:
    """Counties and cities of a prefecture by the short names its own papers use, where no other word is meant.

    >>> short_names_within("台州市")["仙居"]
    '仙居县'
    """
    own = (
        a for a in areas().values() if a.kind == "county" and a.parent == prefecture and a.name == a.canonical
    )
    return {
        a.name[:-1]: a.name
        for a in own
        if len(a.name) == 3 and a.name[2] in "县市" and a.name[:2] not in _WORDS
    }


_WORDS = frozenset(
    "三台 大方 和平 平和 太和 太平 资源 公安 万年 长子 民权 互助 共和 通道 开化 兴国 平原 武功 高台 大通 民和 安定 进贤 万安 大田 大余 新建 新和 阳新 古田 建宁 文成 上思 平安 三门 天台 武平 连城 集安 石门 永和 新兴 新丰 太康 大化 大新 大名 大城 南部 中江 中方 安居 石台 开放 光山 西平 西乡 东乡 东方 平果 高平 平顺 和顺 安泽 大冶 石首 兴城 兴业 新田 新野 新县 新安 新乡 长治 长安 正安 成安 广平 广宗 永年 大洼 建平 开原 农安 前郭 和龙 公主 同江 富裕 望奎 集贤 友谊 林口 建德 海盐 海门 东海 新沂 建湖 阳光 长丰 舒城 和县 青阳 屏山 高县 洪雅 仁寿 名山 安乐 普安 织金 施秉 丹寨 元阳 金平 建水 华坪 永平 双江 耿马 留坝 丹凤 平利 山阳 镇安 永寿 乾县 白水 合水 正宁 宁县 泾川 静宁 通渭 成县 西和 民乐 高台 永昌 循化 同德 贵德".split()
)
"""Words and names of other things; such a county is known by its full name only."""


@lru_cache(maxsize=1)
def _by_head() -> dict[str, tuple[str, ...]]:
    """Names that may be matched in running text, by their first two letters, the longest first."""
    heads: dict[str, list[str]] = {}
    for area in areas().values():
        if not area.weak:
            heads.setdefault(area.name[:2], []).append(area.name)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}


@lru_cache(maxsize=1)
def _maybe() -> re.Pattern[str]:
    """A letter that begins some area's name before one that is the second of some."""
    first, second = ("".join(sorted({head[i] for head in _by_head()})) for i in (0, 1))
    return re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")


_INSIDE = frozenset({"丹吉林"})
"""巴丹|吉林|沙漠: letters of a longer name that begin where no area does."""


def area_at(text: str, at: int = 0) -> Area | None:
    """The area with the longest name that begins at that place of a text."""
    for name in _by_head().get(text[at : at + 2], ()):
        if text.startswith(name, at) and not (name[-1] == "区" and text.startswith("域", at + len(name))):
            return None if text[at - 1 : at + 2] in _INSIDE else areas()[name]
    return None


def find_areas(text: str) -> Iterator[tuple[int, int, Area]]:
    """Every area named in a text, with where its name begins and ends; none overlap.

    A dictionary of first letters is asked at every place: a pattern of three thousand names takes ten times as long.
    """
    heads, after = _by_head(), 0
    for m in _maybe().finditer(text):
        at = m.start()
        if at >= after and text[at : at + 2] in heads and (area := area_at(text, at)):
            after = at + len(area.name)
            yield at, after, area
