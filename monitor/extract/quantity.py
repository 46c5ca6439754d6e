"""What is a number that measures something, and what is none?

One module owns the answer: numerals, scales, units, bound words, ranges, ranks, fractions and multiples on the
one side; names of programmes, products, ordinals, ages, document numbers and idioms on the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from monitor.extract.areas import area_at
from monitor.extract.bound import with_bound
from monitor.extract.clean import HAN
from monitor.extract.figure import Quantity, Refused
from monitor.extract.lazy import regex
from monitor.extract.numeral import ARABIC, CHINESE, DIGIT, parse_number, rough_number
from monitor.extract.rank import read_rank
from monitor.extract.shared_unit import share_units
from monitor.extract.trap import trap
from monitor.extract.unit_tail import UNIT_TAIL
from monitor.extract.units import CANONICAL, TIME, UNIT
from monitor.extract.worded import fraction, in_structure, lexical, percent_in_words, percentage

SCALE = r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?=[余多]?[家个元公吨人]))"
DASH = r"(?:—{1,2}|-{1,2}|~|至|到)"

_NUMBER = re.compile(
    rf"""(?P<sign>(?:(?<=[为是达到率])|(?<![0-9A-Za-z{HAN}%]))-|负)?
    (?P<num>{ARABIC}|(?:数|几|上(?=[百千万]))?{CHINESE}[几来]?|[数几上](?=[万亿])|(?<=[近超过约逾])万(?=人(?!次|[口均]))|[百千](?=[万亿]?(?:元|家|个|人|亩|辆|吨|所|项|件|户|名|公里|美元))|(?<=[破过达超逾到近约])万(?=亿)|[万亿](?=亿?(?:元|美元|级|斤|立方米|吨|千瓦时|人次|标箱|平方米|家|户|亩|台|辆)))
    (?P<mid>余|多|来)?(?P<scale>{SCALE})?(?P<rest>(?<=[万亿])(?:[0-9]+(?:\.[0-9]+)?[万千百]?|(?=[零一二两三四五六七八九]){CHINESE}[万千百]?(?<![一二两三四五六七八九](?=个))))?(?P<mid2>余|多)?
    (?:(?P<unit0>{UNIT})?(?P<dash>{DASH})(?P<pre2>负|-)?(?P<num2>{ARABIC}|{CHINESE})(?P<mid3>余|多)?(?P<scale2>{SCALE})?)?
    (?:(?P<fen>分之)(?P<over>{ARABIC}|{CHINESE})|(?P<level>级)|(?P<unit>{UNIT}|倍|成半?|番|大(?=[一-鿿])(?!类)))?""",
    re.VERBOSE,
)
_STARTER = re.compile(
    r"[0-9零〇一二两三四五六七八九十百千万亿数几上第前翻首榜倍过超逾半之居-]"
    r"(?:(?<![首榜倍过超逾半之居-])|(?<=首)位|(?<=榜)首|(?<=之)首|(?<=居)首(?!位)|(?<=倍)增|(?<=[过超逾])半|(?<=超)过半|(?<=半)(?:数|小时|天|年|个)|(?<=[为是达到率]-)(?=[0-9]))"
)


_BAD_BEFORE = re.compile(r"(?:[A-Za-z+_\-/.°#&]|第|〔|No|新冠|东经|北纬|[A-Za-z]—)$")

_RATES_BY_LETTERS = frozenset({"GDP", "CPI", "PPI"})
_CHINESE_ONLY = frozenset("零〇一二两三四五六七八九十百千万亿数几上来")


def find_quantities(
    text: str, taken: Sequence[tuple[int, int]] = (), refused: list[Refused] | None = None
) -> list[Quantity]:
    """Every quantity of a cleaned text, in order; `taken` are spans (dates, periods) that are none.

    `refused`, where given, is filled with the numbers that are seen and measure nothing.
    """
    starts = [s for s, _ in taken]
    found: list[Quantity] = []
    at = 0
    search = _STARTER.search
    while hit := search(text, at):
        i = hit.start()
        k = bisect_right(starts, i) - 1
        if k >= 0 and taken[k][1] > i:
            at = taken[k][1]
            continue
        quantity, at = _read(text, i)
        if isinstance(quantity, str):
            if quantity and refused is not None:
                refused.append((i, at, quantity))
        else:
            k = bisect_right(starts, quantity.end - 1) - 1
            if k < 0 or taken[k][1] <= quantity.at or taken[k][0] >= quantity.stop:
                found.append(quantity)
    return share_units(text, found, refused)


def _read(text: str, i: int) -> tuple[Quantity | str, int]:
    """The quantity whose numeral begins at i, or the trap it is, and where to go on searching."""
    first = text[i]
    if first == "一" and text[i - 1 : i] == "唯":
        return "", i + 1  # 全国唯一一个: the first 一 belongs to 唯一
    if first in DIGIT and (place := area_at(text, i)) and len(place.name) > _SHORT_NAME:
        return "trap:place_name", i + len(place.name)  # 七台河, 三门峡
    if first in "第前首榜之居":
        return read_rank(text, i)
    if first in "翻倍过超逾半" or (first == "一" and text.startswith("一半", i)):
        if first == "半" and (
            half := re.compile(r"半(?:个)?(?P<u>小时|天|年|个工作日|工作日|月)").match(text, i)
        ):
            unit = half["u"].replace("月", "个月")
            q = Quantity(
                i,
                half.end(),
                i,
                Decimal("0.5"),
                CANONICAL.get(unit, unit),
                stop=half.end(),
                rule="quantity:half",
            )
            fell = "trap:time_span" if text[half.start() - 1 : i] in ("上", "下") else trap(text, q)
            return fell or with_bound(text, q), half.end()
        return lexical(text, i)
    m = _NUMBER.match(text, i)
    if m is None:
        return "", i + 1
    if text[i : i + 3] == "百分之" or text[i : i + 3] == "千分之":
        return percent_in_words(text, i)
    end = m.end()
    if m["unit"] is None and m["level"] is None and m["fen"] is None and m["dash"]:
        # 1—2 of a name, or a range whose unit stands only before the dash
        end = m.start("dash")
    named = text[i - 3 : i] in _RATES_BY_LETTERS and m["unit"] is not None  # GDP117亿元
    if not named and _BAD_BEFORE.search(text, i - 3, i) and not (text[i - 1] in "-—" and m["unit"]):
        return "trap:part_of_name", max(end, i + 1)
    quantity = fraction(text, m) if m["fen"] else _number(text, m)
    if isinstance(quantity, str):
        return quantity, max(i + 1, end if m["unit"] or m["num"].isascii() else i + 1)
    quantity = with_bound(text, quantity)
    return trap(text, quantity) or quantity, max(quantity.end, i + 1)


def _scaled(num: str, scale: str | None, rest: str | None = None) -> Decimal | None:
    return parse_number(num + (scale or "") + (rest or ""))


def _number(text: str, m: re.Match[str]) -> Quantity | str:
    num, scale, unit = m["num"], m["scale"] or "", m["unit"]
    vague = num[0] in "数几上" or num[-1] in "几来"
    ranged = bool(m["dash"]) and (unit is not None or m["level"] is not None)
    comparator = ">" if m["mid"] or m["mid2"] or m["mid3"] or vague or "个多" in (unit or "") else "="
    if num[0] == "上" and vague:
        comparator = ">="
    if num == "零":
        return "trap:zero"  # 零件, 零部件, 零距离
    core = num.lstrip("数几上").rstrip("几来")
    if vague and not core:
        core, scale = "1", scale
    low = _scaled(core, scale, m["rest"])
    if low is None:
        return "trap:no_number"
    high = None
    end = m.end()
    if ranged:
        high = _scaled(m["num2"], m["scale2"])
        if high is None:
            return "trap:no_number"
        if not scale and m["scale2"] and not m["unit0"] and low < high:
            low = low * (high / _plain(m["num2"]))  # 20—25万: the scale is said once
        if m["unit0"] and unit and CANONICAL.get(m["unit0"], m["unit0"]) != CANONICAL.get(unit, unit):
            ranged, high, end, unit = False, None, m.end("unit0"), m["unit0"]
        elif m["pre2"]:
            high = -high
    elif m["dash"]:
        unit, end = m["unit0"], m.start("dash")
        if unit is None and m["level"] is None:
            end = m.start("dash")
    if m["sign"]:
        low = -low
    chinese = not scale and _CHINESE_ONLY.issuperset(num)
    if unit == "倍":
        return Quantity(
            m.start(), end, m.start(), low, "倍", comparator, high, "multiple", chinese=chinese, stop=end
        )
    if unit in ("成", "成半"):
        if UNIT_TAIL["成"].match(text, end):
            return "trap:unit_of_a_word"
        least, most = rough_number(core) or (low, None)
        value = least * 10 + (5 if unit == "成半" else 0)
        if unit == "成" and (
            odd := re.compile(r"[一二三四五六七八九](?![一-鿿]{0,2}[家个人名])").match(text, end)
        ):
            value, end = value + (parse_number(odd.group()) or 0), odd.end()
        if not (0 < value <= 100):
            return "trap:no_share"
        high = most * 10 if most else None
        return Quantity(
            m.start(), end, m.start(), value, "%", comparator, high, "share", stop=end, rule="quantity:tenths"
        )
    if unit == "番":
        return "trap:idiom"
    if unit == "大":
        shared = text[max(0, m.start() - 2) : m.start()] in ("共建", "新建", "搭建")
        if (chinese and not shared) or scale or low > 30:
            return "trap:programme"  # 四大科创高地 is a name
        unit = "个"
    if m["level"]:
        if (not scale and not (chinese and num[-1] in "百千")) or not re.compile(
            r"[级].{0,14}(?:产业|集群|企业|园区?|市场|赛道|项目|开发区|高新区|新区|平台|(?:工业|经济)?强?[市区县省]|城市群)"
        ).match(text, m.start("level")):
            return "trap:grade"
        return Quantity(
            m.start(), end, m.start(), low, "元", "~", high, stop=end, rule="quantity:order_of_magnitude"
        )
    bare = unit is None
    if unit is not None and unit not in TIME and (per := _PER.match(text, end)):
        unit, end = CANONICAL.get(unit, unit) + per.group(), per.end()
    if (
        bare
        and not scale
        and (parts := _PARTS.match(text, end))
        and _SHARED.search(text, m.start() - 16, m.start())
    ):
        return Quantity(
            m.start(),
            parts.end(),
            m.start(),
            percentage(low, Decimal(parts["n"])),
            "%",
            comparator,
            stop=parts.end(),
            kind="share",
            rule="quantity:fraction",
        )
    if bare and not scale and in_structure(text, m.start()):
        return Quantity(
            m.start(), end, m.start(), low, "%", stop=end, kind="share", rule="quantity:structure"
        )
    if bare and not scale and _TO_ONE.match(text, end) and "比" in text[max(0, m.start() - 10) : m.start()]:
        return Quantity(
            m.start(), end + 2, m.start(), low, "", comparator, stop=end + 2, rule="quantity:ratio"
        )
    if unit is not None and (tail := UNIT_TAIL.get(unit)) and tail.match(text, end):
        index = unit == "点" and re.search(r"指数[^，。；]{0,8}$", text[max(0, m.start() - 12) : m.start()])
        home = scale and text.startswith(("种植户", "种养户", "家庭"), m.start("unit"))
        if not index and not home:
            return "trap:unit_of_a_word"
        if home:
            unit, bare, end = None, True, m.start("unit")  # 30万|种植户
    if unit in ("小时", "个小时") and (odd := _MINUTES.match(text, end)):
        low, end, unit = low * 60 + Decimal(odd["n"]), odd.end(), "分钟"
    if unit == "年" and text.startswith("半", end) and not text.startswith("半年", end):
        low, end = low + Decimal("0.5"), end + 1  # 两年半
    if unit == "个" and (odd := _AND_A_HALF.match(text, end)):
        low, end, unit = low + Decimal("0.5"), odd.end(), odd["unit"].replace("月", "个月")
    if high is None and (about := rough_number(core)):
        low, high = (n * (parse_number("1" + scale) or 1) for n in about)
    name = "" if unit is None else CANONICAL.get(unit, unit)
    rule = "quantity:range" if high is not None else "quantity:vague" if vague else "quantity:number"
    return Quantity(
        m.start(),
        end,
        m.start(),
        low,
        name,
        comparator,
        high,
        chinese=chinese,
        bare=bare,
        stop=end,
        rule=rule,
    )


_SHARED = regex(
    r"占|(?:增长|提高|下降|减少|提升)(?:了|超过?|近|约|逾)*$|全[国省市球](?:总[量数额]|的|约|近|、|1/[0-9])*$"
)
_PER = re.compile(r"/(?:小时|天|日|周|月|年|吨|人|户|亩|台|次|公顷|公斤|斤|平方公里)(?![一-鿿]{0,3}/)")
"""220标箱/天: a rate of its own."""
_PARTS = re.compile(r"/(?P<n>[2-9]|10)(?![0-9/])")
_SHORT_NAME = 2
"""A place of two letters, 四平 or 三亚, may be a number after all: 四平方公里."""
_TO_ONE = re.compile(r"[∶：:]1(?![0-9.])")
_MINUTES = regex(r"(?P<n>[0-9]{1,2})分(?:钟)?(?![之])")
_AND_A_HALF = re.compile(r"半(?P<unit>小时|月|工作日)")


def _plain(num: str) -> Decimal:
    return parse_number(num) or Decimal(1)
