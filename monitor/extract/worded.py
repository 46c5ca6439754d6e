"""Which numbers are said in words or by a sign of their own?  三分之二, 百分之八, 翻番, 过半, 10:40:50."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.extract.bound import with_bound
from monitor.extract.figure import Quantity
from monitor.extract.lazy import regex
from monitor.extract.numeral import ARABIC, CHINESE, parse_number, rough_number

_LEXICAL = regex(
    r"翻(?:了)?(?P<near>近|约)?(?P<n>[一两二三四五六七1-7])番(?P<more>多)?|翻番|(?:实现|双|成)?(?P<dbl>倍增)|过半(?!年)|(?:(?:(?<=[近超逾过约达占为有])|(?<=[省国市区县球量数额]的))一半(?!时间)|一半(?=以上|左右|多|[都均]?来自))|(?:超|逾)(?:过)?半数|半数以上"
)
_STRUCTURE = re.compile(
    r"(?:产业(?:增加值)?(?:结构|比重|比例|构成|占比)[^，。；0-9]{0,12}|(?<=[0-9])(?:调整|优化|变化|演变|转变|变)(?:为|到|至))(?P<a>[0-9.]+)[∶：:](?P<b>[0-9.]+)[∶：:](?P<c>[0-9.]+)"
)
_STRUCTURE_LENGTH = 36


def in_structure(text: str, at: int) -> bool:
    """三次产业结构比为10.5:40.1:49.4: three shares of the whole."""
    near = _STRUCTURE.finditer(text, at - _STRUCTURE_LENGTH, at + _STRUCTURE_LENGTH)
    return any(at in (m.start("a"), m.start("b"), m.start("c")) for m in near)


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """The share in per cent, to two places."""
    value = (part * 100 / whole).quantize(Decimal("0.01")).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral() else value


def fraction(text: str, m: re.Match[str]) -> Quantity | str:
    below, above = parse_number(m["num"]), parse_number(m["over"])
    if not below or above is None or below < 2 or above > below:
        return "trap:no_share"
    return Quantity(
        m.start(),
        m.end(),
        m.start(),
        percentage(above, below),
        "%",
        kind="share",
        stop=m.end(),
        rule="quantity:fraction",
    )


_PERCENT = regex(
    rf"(?P<base>[百千])分之(?P<a>{ARABIC}|{CHINESE}|百)(?:(?P<dash>至|到|—)(?:百分之)?(?P<b>{ARABIC}|{CHINESE}))?"
)


def percent_in_words(text: str, i: int) -> tuple[Quantity | str, int]:
    m = _PERCENT.match(text, i)
    if m is None:
        return "", i + 3
    low, high = rough_number(m["a"]) or (parse_number(m["a"]), parse_number(m["b"]) if m["b"] else None)
    if low is None:
        return "trap:no_number", m.end()
    unit = "%" if m["base"] == "百" else "‰"
    q = Quantity(i, m.end(), i, low, unit, high=high, stop=m.end(), rule="quantity:percent_in_words")
    return with_bound(text, q), m.end()


def lexical(text: str, i: int) -> tuple[Quantity | str, int]:
    """翻番, 翻两番, 过半: numbers that are said without a numeral."""
    m = _LEXICAL.match(text, i)
    if m is None:
        return "", i + 1
    word = m.group()
    if text[i - 1 : i] == "个":
        return "trap:slogan", m.end()  # “两个翻番”: what a slogan counts
    if m["dbl"]:
        return "trap:programme", m.end()  # 倍增 is nearly always the name of a programme
    if "半" in word:
        before = text[max(0, i - 2) : i]
        bound = ">=" if word.endswith("以上") else "=" if word == "一半" else ">"
        q = Quantity(i, m.end(), i, Decimal(50), "%", bound, kind="share", stop=m.end())
        if word == "一半":
            return with_bound(text, q), m.end()
        return "trap:time_span" if before.endswith(("时间", "已经", "任务", "双")) else q, m.end()
    times = Decimal(2) ** int(parse_number(m["n"]) or 1) if m["n"] else Decimal(2)
    about = "~" if m["near"] else ">" if m["more"] else "="
    q = Quantity(i, m.end(), i, times, "倍", about, kind="multiple", stop=m.end(), rule="quantity:doubling")
    return q, m.end()
