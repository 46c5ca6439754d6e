"""Where do articles, headings, boxes, sentences and clauses begin and end?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from monitor.extract.lazy import regex

_END = re.compile(r"[。！？\n](?:(?<=\n)\n*|(?<!\n)[。！？]*[”’)]*)")
LONGEST = 800
"""Characters of one sentence; the longest real ones have about 500."""
_CLAUSE = re.compile(r"[，；：]|——(?![^《》\n]{0,20}》)")
_LINE = regex(r"[^\n]+")
_BULLET = re.compile(r"^\s*(?:[■□▷>]+|[-*·] )\s*")
_HEADING = re.compile(r"^\s*(?:#+\s*|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|【)")
_NUMBERED = re.compile(r"\s*(?:#+\s*)?(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))")
"""A section of the article that is being told, never the next article."""
_BYLINE = re.compile(
    r"^\s*(?:[■□]\s*)?(?:[^，。\n]{0,12})?(?:本报|首席|见习|实习)?记者\s|^\s*(?:来源|责编|编辑|通讯员)"
)
_FURNITURE = re.compile(
    r"社址|邮编|邮政编码|零售(?:价|每份)[:：]?[0-9]|广告(?:热线|经营许可)|国内统一|邮发代号|天气预报[:：]|降水概率|本报地址|今日[0-9]{1,2}版"
)
"""What a newspaper prints on every page; its numbers report nothing."""
_DATELINE = re.compile(
    r"^\s*(?:本报讯|[^，。\n]{2,8}讯|新华社|重庆日报讯|本网讯)|记者从|月[0-9]{1,2}日[^，。]{0,20}(?:召开|举行|获悉)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the cleaned page."""

    start: int
    end: int
    kind: str
    """heading | bullet | table | byline | paragraph"""
    text: str
    opens: bool = False
    """A section begins here."""
    begins: bool = False
    """An article begins here: on a page of several, wherever a section does."""


def lines(text: str) -> Iterator[Line]:
    """Lines that hold something, with what they are."""
    spans = [(m.start(), m.group()) for m in _LINE.finditer(text)]
    found = [
        (at, line, _kind(line), _DATELINE.match(line) is not None) for at, line in spans if not line.isspace()
    ]
    previous = "start"
    told = sum(kind == "byline" or dated for _, _, kind, dated in found)
    several = told > 1 or sum(line.lstrip()[0] == "#" for _, line, _, _ in found) > 1
    for at, line, kind, dated in found:
        goes_on = _NUMBERED.match(line) or line.rstrip().endswith("：")
        opens = (kind == "heading" and previous in ("paragraph", "byline", "table") and not goes_on) or dated
        begins = opens and several and not (dated and previous == "heading")
        yield Line(at, at + len(line), kind, line, opens, begins)
        previous = kind


def tables_apart(found: Iterator[Line]) -> Iterator[list[Line]]:
    """Lines one by one, but the rows of a table together."""
    for kind, group in groupby(found, key=lambda line: line.kind):
        if kind == "table":
            yield list(group)
        else:
            yield from ([line] for line in group)


def _kind(line: str) -> str:
    if "\t" in line or line.count("|") >= 2:
        return "table"
    if (len(line) < 60 and _BYLINE.match(line) and not line.rstrip().endswith("。")) or (
        len(line) < 90 and _FURNITURE.search(line)
    ):
        return "byline"
    body = line.rstrip()
    if _BULLET.match(line):
        named = re.sub(r"(?:19|20)[0-9]{2}年?|[0-9]+—[0-9]+月", "", body)
        return "bullet" if len(named) > 16 or re.search(r"[0-9一二三四五六七八九十]", named) else "heading"
    if line.lstrip().startswith("#") or (_HEADING.match(line) and len(body) < 40 and body[-1] not in "。；"):
        return "heading"
    return (
        "heading"
        if (len(body) <= 45 and body[-1] not in "。！？；，、”")
        or (
            len(body) <= (22 if "，" in body or body[0] == "“" else 45)
            and body[-1] == "”"
            and "。" not in body
        )
        else "paragraph"
    )


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of sentences inside `text[start:end]`."""
    at = start
    for m in _END.finditer(text, start, end):
        stop = m.end()
        if at < stop <= at + LONGEST:
            yield at, stop
        elif stop > at:
            yield from _bounded(text, at, stop)
        at = stop
    if at < end:
        yield from _bounded(text, at, end)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Without full stops a page is no sentence: cut at clauses, so that cost grows with length only."""
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in "，；、 ") + 1
        cut = cut or start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def clause_starts(text: str, start: int, end: int) -> list[int]:
    """Where the clauses of one sentence begin."""
    return [start] + [m.end() for m in _CLAUSE.finditer(text, start, end) if m.end() < end]
