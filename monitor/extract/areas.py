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


def area_at(text: str, at: int = 0) -> Area | None:
    """The area with the longest name that begins at that place of a text."""
    for name in _by_head().get(text[at : at + 2], ()):
        if text.startswith(name, at) and not (name[-1] == "区" and text.startswith("域", at + len(name))):
            return areas()[name]
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
