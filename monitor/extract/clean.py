"""What did the page mean to print?  Undoes scanning and typesetting, and remembers every original offset."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from monitor.extract.catalogue import load
from monitor.extract.lazy import regex
from monitor.extract.signs import spelled

HAN = "\u3400-\u9fff"
"""Letters of Chinese in cleaned text. One range: each further one costs a regular expression milliseconds to compile."""

# One character for one character, so that offsets hold. NFKC is not used: it turns ㎡ into m2 and 10⁵ into 105.
_WIDTH = {
    ord("％"): "%",
    ord("．"): ".",
    ord("－"): "-",
    ord("～"): "~",
    ord("〜"): "~",
    ord("＋"): "+",
    ord("／"): "/",
}
_WIDTH |= {0xFF10 + i: chr(0x30 + i) for i in range(10)}
_WIDTH |= {0xFF21 + i: chr(0x41 + i) for i in range(26)} | {0xFF41 + i: chr(0x61 + i) for i in range(26)}
_WIDTH |= {
    ord("（"): "(",
    ord("）"): ")",
    ord("﹪"): "%",
    ord("﹣"): "-",
    ord("−"): "-",
    ord("–"): "—",
    ord("―"): "—",
}
_WIDTH |= {
    ord(";"): "；",
    ord("!"): "！",
    ord("?"): "？",
    ord("\u00a0"): " ",
    ord("\u3000"): " ",
    ord("＆"): "&",
}
_WIDTH |= {ord("\r"): "\n", ord("\v"): "\n", ord("\f"): "\n", ord("\u2028"): "\n", ord("\u2029"): "\n"}
_WIDTH |= {
    ord("“"): "“",
    ord("「"): "“",
    ord("」"): "”",
    ord("『"): "“",
    ord("』"): "”",
    ord("﹐"): "，",
    ord("､"): "、",
}
_WIDTH |= {
    ord("│"): "|",
    ord("｜"): "|",
    ord("•"): "■",
    ord("●"): "■",
    ord("◆"): "■",
    ord("▲"): "■",
    ord("◇"): "■",
}
_WIDTH |= {ord("○"): "■", ord("★"): "■", ord("▶"): "■", ord("►"): "■", ord("◎"): "■", ord("▪"): "■"}

# Radicals and second copies that look like the letter, as text copied out of a PDF has them; NFKC knows them.
_WIDTH |= {
    c: letter
    for c in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF))
    if len(letter := unicodedata.normalize("NFKC", chr(c))) == 1 and letter <= "\uffff"
}
_WIDTH |= {
    ord(pair[0]): pair[1]
    for pair in "⺠民 ⻓长 ⻋车 ⻢马 ⻝食 ⻥鱼 ⻰龙 ⻅见 ⻔门 ⻚页 ⻜飞 ⻛风 ⻩黄 ⻘青 ⻄西 ⻨麦 ⻬齐 ⻮齿 ⻳龟 ⻤鬼 ⻣骨 ⻦鸟 ⻧卤 ⻆角 ⻉贝 ⻁虎 ⺟母".split()
}
_MAPPED = regex(f"[{re.escape(''.join(map(chr, _WIDTH)))}]")
_COMMA = regex(r",(?:(?<![0-9],)|(?![0-9]{3}(?![0-9])))")  # 12,345 keeps its separator
_COLON = regex(r":(?:(?<![0-9]:)|(?![0-9]))")
_QUOTE = regex(r'"([^"\n]{1,40})"')

# Each of these begins with the letters it is looking for and only then looks back: the search skips the rest.
_NOISE = regex(r"[*\[\u200b-\u200f\u2060\ufeff\u00ad](?:(?<=\*)\*|(?<=[一-鿿]\[)[0-9]{1,2}\]|(?<![*\[]))")
# Markup of a table that came along with the text; \u200b is dropped with the other noise.
_CELL_END = regex(r"</t[dh]>(?!\s*</tr>)")
_TAG = regex(r"</?(?:table|thead|tbody|tr|td|th|caption|p|br)\b[^<>]{0,200}>")
_SPACE = regex(
    rf" (?:(?<=[{HAN}，、。；：“”()%] ) *(?=[0-9])|(?<=[0-9%] ) *(?=[{HAN}，、。；：“”()%])|(?<=[0-9]\. ) *(?=[0-9]))"
)
_DIGIT_SPACE = regex(r"[0-9](?<![0-9.][0-9])[0-9]{0,2}( )[0-9]{3}(?= ?\.|[万亿家个人项件元吨户])")
_LONE_DIGITS = regex(
    r"[0-9](?<![0-9.] [0-9])(?<![0-9.][0-9])(?: [0-9])+(?= ?\. ?[0-9]| ?[%万亿家个人项件元吨户天])"
)
_HAN_SPACE = regex(rf" (?<=[{HAN}，、。；：“”()] ) *(?=[{HAN}，、。；：“”()])")
# A scan shows a space inside words every few lines; in print a space stands between phrases of a heading.
_SCAN_DENSITY = 1 / 150

_LETTER_O = regex(rf"[OolI](?:(?<=[0-9][Oo])(?=[0-9万亿%{HAN}])|(?<=[0-9][lI])(?=[0-9]))")
_DASH_ONE = regex(
    r"-(?:(?<=新增-|建成-|布局-|拥有-|共有-|实现-)(?=[个家项所座条])|(?<=[、一-鿿]-)(?=个(?:国家|地区|市|省|区|企业|项目|重)))"
)

_LINE = regex(r"[^\n]+")
_TERMINAL = "。！？；：…”"
_BULLET = re.compile(
    r"[■□◇▷>#|]|[-*] |[一二三四五六七八九十]+、|\([一二三四五六七八九十0-9]+\)|[0-9]{1,2}[.、](?![0-9])"
)
_BYLINE = re.compile(r"(?:记者|本报讯|本报记者|新华社|通讯员|来源|责编|编辑)")

_AMOUNT_ALONE = re.compile(rf"[0-9][0-9.,]*(?!年|月|日|[.、])[{HAN}%]{{1,4}}[，。]")
"""A paragraph that begins with an amount and a comma goes on with the line above it."""
_ROUND_ZERO = regex(r"[一二][〇零○一九][〇零○一二三四五六七八九]{2}(?=年)")
_YEAR_IN_WORDS = regex(r"(?:二[〇零]|一九)[〇零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_HALF_A_LETTER = regex("[\ud800-\udfff]")  # as JSON may hold it; no converter takes it
_TRADITIONAL = regex(
    "[為們來個這時實發現開關項產業國會經濟總額億萬達與長幣場務資術業標準點導統計類級員後勞動區縣鄉鎮]"
)


@dataclass(frozen=True, slots=True)
class Clean:
    """Repaired text with, for each of its characters, the offset it had in the original."""

    text: str
    origin: list[int]
    """`origin[i]` is where character i stood; one more entry marks the end."""
    repaired: frozenset[int]
    """Positions of characters that were misread by the scanner and put right."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original offsets of `text[start:end]`."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def clean(text: str) -> Clean:
    """Map widths, drop scanning noise, join lines that were wrapped.

    Takes any string; gives a text whose punctuation is full width except in numbers, whose lines are
    paragraphs, and which can be traced back character by character.
    """
    mapped = spelled(text)
    mapped = _ROUND_ZERO.sub(lambda m: m.group().replace("○", "〇"), mapped) if "○" in mapped else mapped
    mapped = _MAPPED.sub(lambda m: _WIDTH[ord(m.group())], mapped)
    mapped = _simplified(mapped)
    if "<td" in mapped or "<th" in mapped:
        mapped = _CELL_END.sub(lambda m: "\t" + "\u200b" * (len(m.group()) - 1), mapped)
        mapped = _TAG.sub(lambda m: "\u200b" * len(m.group()), mapped)
    if "," in mapped:
        mapped = _COMMA.sub("，", mapped)
    if ":" in mapped:
        mapped = _COLON.sub("：", mapped)
    if "〇" in mapped or "二零" in mapped:
        mapped = _YEAR_IN_WORDS.sub(lambda m: m.group().translate(_DIGITS), mapped)
    if '"' in mapped:
        mapped = _QUOTE.sub(r"“\1”", mapped)
    drop = [m.span() for m in _NOISE.finditer(mapped)]
    gaps = [m.span() for m in _SPACE.finditer(mapped)] + [m.span(1) for m in _DIGIT_SPACE.finditer(mapped)]
    gaps += [
        (m.start() + i, m.start() + i + 1)
        for m in _LONE_DIGITS.finditer(mapped)
        for i in range(1, len(m.group()), 2)
    ]
    joins = _line_joins(mapped)
    han_spaces = [m.span() for m in _HAN_SPACE.finditer(mapped)]
    scanned = len(gaps) + len(joins) + len(han_spaces) > max(2, 2 * len(mapped) * _SCAN_DENSITY)
    if scanned and len(han_spaces) > len(mapped) * _SCAN_DENSITY:
        drop += han_spaces
    drop += gaps + joins
    kept, origin = _without(mapped, sorted(drop))
    return _repair(kept, origin)


def _simplified(text: str) -> str:
    """Traditional characters as simplified ones, one for one, where the text is in traditional script."""
    if len(_TRADITIONAL.findall(text, 0, 4000)) < 3:
        return text
    from opencc import OpenCC

    converter = OpenCC("t2s")
    text = _HALF_A_LETTER.sub("\ufffd", text)
    whole: str = converter.convert(text)
    if len(whole) == len(text):
        return whole
    single = {c: converter.convert(c) for c in set(text)}
    return "".join(s if len(s := single[c]) == 1 else c for c in text)


def _line_joins(text: str) -> list[tuple[int, int]]:
    """Spans of line breaks that cut a sentence: the ends of columns and of narrow scanned lines."""
    lines = [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]
    joins = []
    width = run = 0
    follows = False
    flowing = _flowing(text, lines)
    for i, ((start, end), (after, stop)) in enumerate(itertools.pairwise(lines)):
        line, gap = text[start:end].rstrip(), text[end:after]
        near = gap.count("\n") == 1
        run = run + 1 if near else 0
        width = max(width, len(line)) if near else 0
        following = text[after : after + 12].split("\n")[0].lstrip()
        chart = "\t" in line or "|" in line or "→" in text[start:stop]
        if not line or line[-1] in _TERMINAL or chart or _BULLET.match(following):
            continue
        if (
            line.lstrip()[0] in "#|"
            or _BYLINE.search(following)
            or ("，" not in line and _BYLINE.search(line[:12]))
        ):
            continue
        bullet = line.lstrip()[0] in "■□"
        if near and not bullet and _cut_name(line, following):
            left = start + len(text[start:end].rstrip())
            joins.append((left, after + len(text[after:stop]) - len(text[after:stop].lstrip())))
            continue
        prose = "，" in line or "。" in line
        if near and line[-1] == "个" and following.startswith("百分点"):
            join = True
        elif near:
            narrow = run >= 2 and len(line) >= 8 and len(line) >= width - 3
            run_on = not bullet and ((prose and len(line) >= 5) or narrow or (follows and len(line) >= 5))
            wrapped = stop - after <= 2 * len(line) + _SLACK
            join = (
                line[-1] in "，、"
                or (flowing[i] and run_on and wrapped)
                or (prose and bullet and len(line) >= 20)
            )
        else:
            tail = text[after:stop]
            if line[-1] in "0123456789%个家人名项元倍件位" or following[:1] in "“‘《":
                continue
            join = (
                line[-1] in "，、"
                or (prose and ("。" in line or len(line) >= 30) and "，" in tail)
                or _AMOUNT_ALONE.match(following) is not None
            )
        follows = join and near
        if join:
            left = start + len(text[start:end].rstrip())
            joins.append((left, after + len(text[after:stop]) - len(text[after:stop].lstrip())))
    return joins


_SLACK = 20
"""Letters a line may have more than twice the one before it, where both are lines of one column; a heading is shorter."""


@lru_cache(maxsize=1)
def _trigrams() -> frozenset[str]:
    """Every three letters in a row of a known indicator's name."""
    return frozenset(name[i : i + 3] for name in load().names for i in range(len(name) - 2))


def _cut_name(line: str, following: str) -> bool:
    """外贸进出|口增长: the end of a line cuts the name of an indicator."""
    return line[-2:] + following[:1] in _trigrams()


def _flowing(text: str, lines: list[tuple[int, int]]) -> list[bool]:
    """For each line, whether its block of adjacent lines is prose that ends somewhere, or a mere list."""
    flowing = [False] * len(lines)
    first = 0
    for i, (_, end) in enumerate(lines):
        last = i + 1 == len(lines) or text[end : lines[i + 1][0]].count("\n") != 1
        if last:
            ends = any(text[s:e].rstrip()[-1:] in ("。", "！", "？", "”") for s, e in lines[first : i + 1])
            flowing[first : i + 1] = [ends] * (i + 1 - first)
            first = i + 1
    return flowing


def _without(text: str, spans: list[tuple[int, int]]) -> tuple[str, list[int]]:
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    for start, end in spans:
        if start > at:
            parts.append(text[at:start])
            origin.extend(range(at, start))
        at = max(at, end)
    parts.append(text[at:])
    origin.extend(range(at, len(text) + 1))
    return "".join(parts), origin


def _repair(text: str, origin: list[int]) -> Clean:
    """Characters the scanner misread, put right where a number and its unit prove it."""
    spots = [(m.start(), "0" if m.group() in "Oo" else "1") for m in _LETTER_O.finditer(text)]
    spots += [(m.start(), "一") for m in _DASH_ONE.finditer(text)]
    if not spots:
        return Clean(text, origin, frozenset())
    letters = list(text)
    for at, letter in spots:
        letters[at] = letter
    return Clean("".join(letters), origin, frozenset(at for at, _ in spots))
