"""Which place is named?  Administrative areas, and regions that cross their borders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from monitor.extract.lexicon import trie_regex


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
    return areas().get(name.translate({ord("（"): "(", ord("）"): ")"}))


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


@lru_cache(maxsize=1)
def area_pattern() -> re.Pattern[str]:
    """Longest-match pattern over every name that may be matched in running text."""
    return re.compile(trie_regex(a.name for a in areas().values() if not a.weak))
