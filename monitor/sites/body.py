"""Which lines of an HTML page are its article?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.sites.byline import byline_of

_BLOCK = frozenset(
    {
        *"p div br tr table tbody thead ul ol li h1 h2 h3 h4 h5 h6 section article blockquote".split(),
        *"dl dt dd figure figcaption header footer center pre hr form fieldset founder-content".split(),
    }
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "svg",
        "nav",
        "button",
        "select",
        "input",
        "textarea",
        "head",
        "title",
        "template",
        "form",
    ]
)
FURNITURE = re.compile(
    r"\s*(?:[\[【(（]?(?:本报|版面)?(?:责任?编辑?|责编|编辑|校对|审核|监制|作者|来源|记者)[:：\s][^，。：:0-9]{0,16}[\]】)）]?|分享(?:到|至)?[:：]?(?:微信|微博|QQ|朋友圈|\s)*|"
    r"字号.{0,12}|【?(?:打印|关闭)(?:正文|本页|窗口)?】?|当前位置.*|您(?:当前的|现在的)?位置.*|扫一扫.{0,20}|相关(?:阅读|链接|新闻|文章)[:：]?|"
    r"上一[篇版期](?:[:：].*)?|下一[篇版期](?:[:：].*)?|返回(?:目录|顶部|首页)|点击(?:加载|查看)(?:更多|全文|原文)?|版权(?:所有|声明).*|.{0,12}ICP备.*|"
    r"本版导航.*|版面导航.*|放大|缩小|默认|\+|-|大|中|小|特殊号|浏览次数.*|阅读[:：]\s*\d*)\s*"
)


def lines_of(node: LexborNode) -> list[str]:
    """The text of a node, one block a line; a table row is one line with its cells separated by tabs."""
    lines: list[str] = []
    buffer: list[str] = []

    def flush() -> None:
        line = re.sub(r"[ \t\r\n\xa0]+", " ", "".join(buffer)).strip(" \u3000")
        buffer.clear()
        if line:
            lines.append(line)

    for kind, value in _walk(node):
        if kind == "text":
            buffer.append(value)
        elif kind == "break":
            flush()
        else:
            flush()
            if value.strip("\t"):
                lines.append(value)
    flush()
    return lines


def _walk(node: LexborNode) -> Iterator[tuple[str, str]]:
    child: LexborNode | None = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            yield "text", child.text_content or ""
        elif tag in _SILENT or tag.startswith("-") or _hidden(child):
            pass
        elif tag == "table" and _is_grid(child):
            yield "break", ""
            for caption in child.css("caption"):  # 单位：亿元 often stands there
                yield from _walk(caption)
                yield "break", ""
            yield from (("row", row) for row in rows_of(child))
        else:
            block = tag in _BLOCK
            if block:
                yield "break", ""
            yield from _walk(child)
            if block:
                yield "break", ""
        child = child.next


def _hidden(node: LexborNode) -> bool:
    style = (node.attributes.get("style") or "").replace(" ", "").lower()
    return "display:none" in style


def _is_grid(table: LexborNode) -> bool:
    """A table of figures, not one that lays out the page: several rows of several short cells."""
    rows = [row for row in table.css("tr") if len(row.css("td, th")) >= 2]
    if len(rows) < 2 or table.css("table table"):
        return False
    cells = [cell.text() for row in rows for cell in row.css("td, th")]
    return sum(len(cell.strip()) <= 40 for cell in cells) >= 0.8 * len(cells)


def rows_of(table: LexborNode) -> list[str]:
    """Rows as tab-separated cells; a cell over several columns or rows stands in each of them."""
    grid: dict[tuple[int, int], str] = {}
    for y, row in enumerate(table.css("tr")):
        x = 0
        for cell in row.css("td, th"):
            while (y, x) in grid:
                x += 1
            text = re.sub(r"\s+", "", cell.text(deep=True))
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for dy in range(high):
                for dx in range(wide):
                    grid[y + dy, x + dx] = text
            x += wide
    if not grid:
        return []
    height, width = max(y for y, _ in grid) + 1, max(x for _, x in grid) + 1
    return ["\t".join(grid.get((y, x), "") for x in range(width)) for y in range(height)]


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(50, int(value)) if value.isdigit() and int(value) > 0 else 1


def without_furniture(lines: Iterable[str]) -> list[str]:
    """Lines that belong to the article, not to the page around it."""
    return [line for line in lines if not FURNITURE.fullmatch(line)]


class Body(NamedTuple):
    """The lines of an article, which reader found them, and who wrote it from where."""

    lines: list[str]
    reader: str
    author: str
    dateline: str


def find_body(page: LexborHTMLParser, selectors: Iterable[str]) -> Body:
    """The body of the article: by the first selector with text, or the densest block.

    A body that is there but holds hardly a word (a picture, an attachment) is taken as it is, last. Empty
    lines and reader where the page holds neither: its layout is another than was known.
    """
    bare = Body([], "", "", "")
    for selector in selectors:
        for node in page.css(selector):
            body = _body(node, f"selector {selector}")
            if sum(map(len, body.lines)) >= 10:
                return body
            bare = bare if bare.reader else body
    densest = _densest(page)
    return _body(densest, "text density") if densest else bare


def _body(node: LexborNode, reader: str) -> Body:
    lines = lines_of(node)
    return Body(without_furniture(lines), reader, *byline_of(lines))


def _densest(page: LexborHTMLParser) -> LexborNode | None:
    """The smallest block that holds most of the page's prose outside links."""
    best: LexborNode | None = None
    score = 30.0
    for node in page.css("article, section, div, td, main, body"):
        prose = links = 0
        for kind, value in _own(node):
            if kind == "link":
                links += len(value)
            else:
                prose += len(value) + 25 * len(re.findall("[，。；]", value))
        if (worth := prose - 3.0 * links) > score:
            best, score = node, worth
    return best


def _own(node: LexborNode) -> Iterator[tuple[str, str]]:
    """Text that stands in a block itself or in its paragraphs, not in inner blocks."""
    child: LexborNode | None = node.child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            yield "text", (child.text_content or "").strip()
        elif tag == "a":
            yield "link", child.text(deep=True).strip()
        elif tag in (
            "p",
            "span",
            "strong",
            "b",
            "em",
            "font",
            "h1",
            "h2",
            "h3",
            "table",
            "ul",
            "ol",
            "blockquote",
        ):
            for anchor in child.css("a"):
                yield "link", anchor.text(deep=True).strip()
            yield "text", child.text(deep=True).strip()
        child = child.next
