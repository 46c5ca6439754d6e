"""What does an HTML page say of itself: title, day, publisher?"""

from __future__ import annotations

import re
from datetime import date

from selectolax.lexbor import LexborHTMLParser

_DAY = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_PRINTED = r"\s*[\]】]?\s*[:：]?\s*((?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
_LABEL = re.compile(r"(?:发布|发表|刊发|发稿)(?:时间|日期)" + _PRINTED)
_BARE_LABEL = re.compile(r"(?<![\u4e00-\u9fff])(?:日期|时间)" + _PRINTED)
"""Alone the word may as well name the day of a meeting; 报名时间 and 成文日期 never name this one."""
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?!\d)")
_TITLE_TAIL = re.compile(r"\s*[-_|—]+\s*[^-_|—]{2,20}$")
_TITLE_META = ("ArticleTitle", "og:title", "twitter:title")
_DAY_META = ("PubDate", "article:published_time", "publishdate", "pubdate", "date")
_PUBLISHER_META = ("ContentSource", "article:author", "source", "og:site_name")


def day_in(text: str) -> date | None:
    """The first calendar day written in `text`, if it is one."""
    for m in _DAY.finditer(text):
        if found := _day(m):
            return found
    return None


def day_of_url(url: str) -> date | None:
    """The day an address carries: /202607/t20260710_1.html, /2026-07/10/."""
    days = [found for m in _URL_DAY.finditer(url) if (found := _day(m))]
    return days[-1] if days else None


def _day(m: re.Match[str]) -> date | None:
    try:
        return date(int(m[1]), int(m[2]), int(m[3]))
    except ValueError:
        return None


def metas(page: LexborHTMLParser) -> dict[str, str]:
    """The page's meta tags by lower-case name or property."""
    table: dict[str, str] = {}
    for node in page.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property") or ""
        if name and (content := (node.attributes.get("content") or "").strip()):
            table.setdefault(name.lower(), content)
    return table


def first_of(table: dict[str, str], names: tuple[str, ...]) -> str:
    """The first of several meta tags that is there."""
    return next((table[n.lower()] for n in names if table.get(n.lower())), "")


def title_of(page: LexborHTMLParser, selector: str = "") -> str:
    """By the site's selector, the meta tags, the first heading, or `<title>` without the site's name."""
    if selector and (node := page.css_first(selector)):
        return tidy(node.text(deep=True))
    if named := first_of(metas(page), _TITLE_META):
        return tidy(named)
    if heading := page.css_first("h1"):
        return tidy(heading.text(deep=True))
    title = page.css_first("title")
    return tidy(_TITLE_TAIL.sub("", title.text(deep=True))) if title else ""


def published_of(
    page: LexborHTMLParser, url: str, *, selector: str = "", listed: date | None = None
) -> date | None:
    """Day of publication, by order of trust: selector, meta tag, printed label, list page, address; a label
    that says no more than 日期 comes last.
    """
    if selector and (node := page.css_first(selector)) and (day := day_in(node.text(deep=True))):
        return day
    if day := day_in(first_of(metas(page), _DAY_META)):
        return day
    printed = page.body.text(deep=True, separator=" ") if page.body else ""
    return _labelled(_LABEL, printed) or listed or day_of_url(url) or _labelled(_BARE_LABEL, printed)


def _labelled(label: re.Pattern[str], printed: str) -> date | None:
    found = label.search(printed)
    return day_in(found[1]) if found else None


def publisher_of(page: LexborHTMLParser) -> str:
    """The publisher named by the meta tags."""
    return tidy(first_of(metas(page), _PUBLISHER_META))


def tidy(text: str) -> str:
    """One line, single spaces."""
    return re.sub(r"\s+", " ", text).strip()
