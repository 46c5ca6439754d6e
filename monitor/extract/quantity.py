"""What is a number that measures something, and what is none?

One module owns the answer: numerals, scales, units, bound words, ranges, ranks, fractions and multiples on the
one side; names of programmes, products, ordinals, ages, document numbers and idioms on the other.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.extract.clean import HAN
from monitor.extract.numeral import parse_number
from monitor.extract.trap import UNIT_TAIL, trap
from monitor.extract.units import CANONICAL, TIME, UNIT

ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千]{1,16}(?:点[零一二三四五六七八九]{1,12})?"
SCALE = r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?=[余多]?[家个元公吨米克瓦人]))"
DASH = r"(?:—{1,2}|-{1,2}|~|至|到)"

_NUMBER = re.compile(
    rf"""(?P<sign>(?:(?<=[为是达到率])|(?<![0-9A-Za-z{HAN}%]))-|负)?
    (?P<num>{ARABIC}|(?:数|几|上(?=[百千万]))?{CHINESE}[几来]?|[数几上](?=[万亿])|[百千](?=[万亿]?(?:元|家|个|人|亩|辆|吨|所|项|件|户|名|公里|美元))|[万亿](?=亿?(?:元|美元|级|斤|立方米|吨|千瓦时|人次|标箱|平方米|家|户|亩|台|辆)))
    (?P<mid>余|多|来)?(?P<scale>{SCALE})?(?P<rest>(?<=[万亿])(?:[0-9]+(?:\.[0-9]+)?|(?=[零一二两三四五六七八九]){CHINESE})[万千百]?)?(?P<mid2>余|多)?
    (?:(?P<unit0>{UNIT})?(?P<dash>{DASH})(?P<pre2>负|-)?(?P<num2>{ARABIC}|{CHINESE})(?P<mid3>余|多)?(?P<scale2>{SCALE})?)?
    (?:(?P<fen>分之)(?P<over>{ARABIC}|{CHINESE})|(?P<level>级)|(?P<unit>{UNIT}|倍|成半?|番|大(?=[一-鿿])(?!类)))?""",
    re.VERBOSE,
)
_RANK = re.compile(
    rf"(?P<first>第)(?P<n>[0-9]+|{CHINESE})(?P<u>位|名)?|(?P<top>前)(?P<m>[0-9]+|{CHINESE})(?P<v>位|名|强)?|首位|榜首|首席之位|之首|居首(?!位)"
)
_LEXICAL = re.compile(
    r"翻(?:了)?(?P<near>近|约)?(?P<n>[一两二三四五六七1-7])番(?P<more>多)?|翻番|(?:实现|双|成)?(?P<dbl>倍增)|过半(?!年)|(?:超|逾)(?:过)?半数|半数以上"
)
_STARTER = re.compile(
    r"[0-9零〇一二两三四五六七八九十百千万亿数几上第前翻首榜倍过超逾半之居-]"
    r"(?:(?<![首榜倍过超逾半之居-])|(?<=首)位|(?<=榜)首|(?<=之)首|(?<=居)首(?!位)|(?<=倍)增|(?<=[过超逾])半|(?<=超)过半|(?<=半)(?:数|小时|天|年|个)|(?<=[为是达到率]-)(?=[0-9]))"
)

_BEFORE = re.compile(
    r"(?P<le>不高于|不超过|不多于|不大于|不超|至多|最多|控制在|降至|压减到)$"
    r"|(?P<ge>不低于|不少于|不小于|至少|最少|不下于|力保)$"
    r"|(?P<lt>尚未达到|未达到|未突破|低于|少于|小于|不足|不到|未满|不满)$"
    r"|(?P<gt>超过了?|超出|超|突破了?|逾|(?<=[值量额入获到户数支数要将已])过|高于|多于|大于|冲破|首破|(?<![侦打爆])破|跨越|跃上|迈上|迈入|跨上|站上|登上|跨入)$"
    r"|(?P<about>大约|(?<![签合公条契节邀预履违制集])约为?|约占|将近|接近|近|大致)$"
)
_AFTER = re.compile(
    r"(?P<ge>及其?以上|\(含\)以上|以上|之上|打底)|(?P<le>及以下|以内|之内|以下)|(?P<about>左右|上下(?!游))|(?P<gt>多|余|有余|开外|出头|还多)(?![家个种少元样数年么])"
    r"|(?P<in>内)(?![外部容地需资设蒙存科])"
)
_LE_ONLY_WITH_TAIL = ("控制在", "降至", "压减到")
_RELATIVE = re.compile(
    r"(?:(?P<about>约占?|近占?|接近|相当于约)|(?P<lt>不足|不到|低于)|(?P<gt>超过?|高于))(?:为|是|相当于)?(?P<whole>[^，。；、0-9超低高不约近]{1,14})$"
)
"""约为全国平均水平的七成, 不足东部的六成: the bound stands before what is compared with."""

_BAD_BEFORE = re.compile(r"(?:[A-Za-z+_\-/.°#&]|第|〔|No|新冠|东经|北纬|[A-Za-z]—)$")
_RANK_VERB = re.compile(
    r"(?:居|位居|位列|名列|列|排名?|排在|位次|保持|稳居|跻身|进入|跃居|升至|上升到|跃升[至到]?|前进[至到]|进位[至到]|蝉联|"
    r"排名为?|获|为|均|继续|稳定在|[由从]|[全西东中][国部球市省区]+|世界|全球|亚洲|国际|[省市区县])$"
)
_SCOPE = re.compile(
    r"(?P<scope>全国同类城市|全国城市|全国省级|全国各省区市|全国|西部地区|西部|东部|中部|中西部|全球|世界|国际|亚洲|全市|全省|全区|国内|"
    r"长江经济带|长三角|珠三角|中部六省|西部12省区市|西南地区|西南|直辖市|副省级城市|同类城市|全州|东北|华东|华南|西北)"
    r"(?:城市|地区|省区市|各省区市|各省份|各省市|各地|各市|各区县|同类\S{1,4}|\S{0,4}中)?(?:的|中|排名|排|位列|第)?$"
)
_CLAUSE_SCOPE = re.compile(
    r"(?:居|列|排名?|位|在|跻身|进入|入围|保持|跃居|升至|稳居)(?:到)?(?P<scope>全国|全球|世界|西部|中部|东部|全省|全市|亚洲|国内|长三角|中西部)"
)
_NOT_RANK_AFTER = re.compile(
    rf"[届次期批版号季章条节款编卷课集讲步阶产梯轮站线时党副代书大责要动生]|[{HAN}]{{0,2}}季度|一(?:产业|线)|三方|二产业|[0-9]|个|家|座|条|项"
)

_CHINESE_ONLY = frozenset("零〇一二两三四五六七八九十百千万亿数几上来")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and its bound, and where it stands in the cleaned text."""

    start: int
    end: int
    """Whole quote, bound words included."""
    at: int
    """Where the numeral itself begins."""
    value: Decimal
    unit: str
    comparator: str = "="
    high: Decimal | None = None
    kind: str = "number"
    """number | rank | multiple | share (a fraction written in words)"""
    scope: str | None = None
    chinese: bool = False
    """Written in Chinese numerals, which in prose often only shape a sentence."""
    rule: str = "quantity:number"
    bare: bool = False
    """The unit was not printed but borrowed or supplied."""
    stop: int = 0
    """End of numeral and unit, before a bound word that follows."""


Refused = tuple[int, int, str]
"""Where a number stands that measures nothing, and the name of the trap it is."""


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
    return _share_units(text, found, refused)


def _read(text: str, i: int) -> tuple[Quantity | str, int]:
    """The quantity whose numeral begins at i, or the trap it is, and where to go on searching."""
    first = text[i]
    if first in "第前首榜之居":
        return _rank(text, i)
    if first in "翻倍过超逾半":
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
            return fell or _bounded(text, q), half.end()
        return _lexical(text, i)
    m = _NUMBER.match(text, i)
    if m is None:
        return "", i + 1
    if text[i : i + 3] == "百分之" or text[i : i + 3] == "千分之":
        return _percent_in_words(text, i)
    end = m.end()
    if m["unit"] is None and m["level"] is None and m["fen"] is None and m["dash"]:
        # 1—2 of a name, or a range whose unit stands only before the dash
        end = m.start("dash")
    if _BAD_BEFORE.search(text, max(0, i - 3), i) and not (text[i - 1] in "-—" and m["unit"]):
        return "trap:part_of_name", max(end, i + 1)
    quantity = _fraction(text, m) if m["fen"] else _number(text, m)
    if isinstance(quantity, str):
        return quantity, max(i + 1, end if m["unit"] or m["num"].isascii() else i + 1)
    quantity = _bounded(text, quantity)
    return trap(text, quantity) or quantity, max(quantity.end, i + 1)


def _scaled(num: str, scale: str | None, rest: str | None = None) -> Decimal | None:
    return parse_number(num + (scale or "") + (rest or ""))


def _number(text: str, m: re.Match[str]) -> Quantity | str:
    num, scale, unit = m["num"], m["scale"] or "", m["unit"]
    vague = num[0] in "数几上" or num[-1] in "几来"
    ranged = bool(m["dash"]) and (unit is not None or m["level"] is not None)
    comparator = ">" if m["mid"] or m["mid2"] or m["mid3"] or vague else "="
    if num[0] == "上" and vague:
        comparator = ">="
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
    chinese = all(c in _CHINESE_ONLY for c in num) and not scale
    if unit == "倍":
        return Quantity(
            m.start(), end, m.start(), low, "倍", comparator, high, "multiple", chinese=chinese, stop=end
        )
    if unit in ("成", "成半"):
        if UNIT_TAIL["成"].match(text, end):
            return "trap:unit_of_a_word"
        value = low * 10 + (5 if unit == "成半" else 0)
        if unit == "成" and (
            odd := re.compile(r"[一二三四五六七八九](?![一-鿿]{0,2}[家个人名])").match(text, end)
        ):
            value, end = value + (parse_number(odd.group()) or 0), odd.end()
        if not (0 < value <= 100):
            return "trap:no_share"
        return Quantity(
            m.start(), end, m.start(), value, "%", comparator, stop=end, kind="share", rule="quantity:tenths"
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
    if bare and not scale and _TO_ONE.match(text, end) and "比" in text[max(0, m.start() - 10) : m.start()]:
        return Quantity(
            m.start(), end + 2, m.start(), low, "倍", comparator, stop=end + 2, rule="quantity:ratio"
        )
    if unit is not None and (tail := UNIT_TAIL.get(unit)) and tail.match(text, end):
        index = unit == "点" and re.search(r"指数[^，。；]{0,8}$", text[max(0, m.start() - 12) : m.start()])
        if not index:
            return "trap:unit_of_a_word"
    if unit in ("小时", "个小时") and (odd := _MINUTES.match(text, end)):
        low, end, unit = low * 60 + Decimal(odd["n"]), odd.end(), "分钟"
    if unit == "个" and (odd := _AND_A_HALF.match(text, end)):
        low, end, unit = low + Decimal("0.5"), odd.end(), odd["unit"].replace("月", "个月")
    if high is None and not scale and (about := _ONE_OR_TWO.get(num)):
        low, high = Decimal(about), Decimal(about + 1)
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


_TO_ONE = re.compile(r"[∶：:]1(?![0-9.])")
_MINUTES = re.compile(r"(?P<n>[0-9]{1,2})分(?:钟)?(?![之])")
_AND_A_HALF = re.compile(r"半(?P<unit>小时|月|工作日)")
_ONE_OR_TWO = {"一两": 1} | {a + b: n for n, (a, b) in enumerate(itertools.pairwise("两三四五六七八九"), 2)}
"""两三天, 七八家: from one to the next."""


def _plain(num: str) -> Decimal:
    return parse_number(num) or Decimal(1)


def _fraction(text: str, m: re.Match[str]) -> Quantity | str:
    below, above = parse_number(m["num"]), parse_number(m["over"])
    if not below or above is None or below < 2 or above > below:
        return "trap:no_share"
    value = (above * 100 / below).quantize(Decimal("0.01")).normalize()
    value = value.quantize(Decimal(1)) if value == value.to_integral() else value
    return Quantity(
        m.start(), m.end(), m.start(), value, "%", kind="share", stop=m.end(), rule="quantity:fraction"
    )


_PERCENT = re.compile(
    rf"(?P<base>[百千])分之(?P<a>{ARABIC}|{CHINESE}|百)(?:(?P<dash>至|到|—)(?:百分之)?(?P<b>{ARABIC}|{CHINESE}))?"
)


def _percent_in_words(text: str, i: int) -> tuple[Quantity | str, int]:
    m = _PERCENT.match(text, i)
    if m is None:
        return "", i + 3
    low, high = parse_number(m["a"]), parse_number(m["b"]) if m["b"] else None
    if low is None:
        return "trap:no_number", m.end()
    unit = "%" if m["base"] == "百" else "‰"
    q = Quantity(i, m.end(), i, low, unit, high=high, stop=m.end(), rule="quantity:percent_in_words")
    return _bounded(text, q), m.end()


def _lexical(text: str, i: int) -> tuple[Quantity | str, int]:
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
        q = Quantity(
            i,
            m.end(),
            i,
            Decimal(50),
            "%",
            ">=" if word.endswith("以上") else ">",
            kind="share",
            stop=m.end(),
        )
        return "trap:time_span" if before.endswith(("时间", "已经")) else q, m.end()
    times = Decimal(2) ** int(parse_number(m["n"]) or 1) if m["n"] else Decimal(2)
    about = "~" if m["near"] else ">" if m["more"] else "="
    q = Quantity(i, m.end(), i, times, "倍", about, kind="multiple", stop=m.end(), rule="quantity:doubling")
    return q, m.end()


def _rank(text: str, i: int) -> tuple[Quantity | str, int]:
    m = _RANK.match(text, i)
    if m is None:
        return "", i + 1
    before, after = text[max(0, i - 24) : i], text[m.end() : m.end() + 6]
    number = parse_number(m["n"] or m["m"] or "1")
    placed = bool(_RANK_VERB.search(before))
    scope = _SCOPE.search(before)
    if number is None:
        return "trap:no_number", m.end()
    if m["first"]:
        placed = placed or bool(re.search(r"(?:排(?!行)名?|位居|位列|居)[^，。；]{1,8}$", before))
        if m["u"] is None and (
            _NOT_RANK_AFTER.match(after)
            or not (placed or scope)
            or (re.match(rf"[{HAN}]", after) and not re.match(r"[的和与及且并、位]|，", after))
        ):
            return "trap:ordinal", m.end()
        if (
            m["u"]
            and not (placed or scope)
            and not re.search(r"(?:[居列排位名](?:次|名)?|跻身|进入|入围|进至|升至)[^，。；]{0,18}$", before)
        ):
            return "trap:ordinal", m.end()
    elif m["top"]:
        if (
            not m["v"]
            and not scope
            and not re.search(r"(?:居|列|排名?|进入|跻身|位居|位列|入围)[^，。；]{0,6}$", before)
        ):
            return "trap:ordinal", m.end()
        if re.match(rf"(?:{UNIT}|季|期|年|月|日|天)", text[m.end() : m.end() + 3]) and not m["v"]:
            return "trap:ordinal", m.end()
        if not (
            placed or scope or re.search(r"(?:居|列|排|进入|跻身|入围|稳居|名列)[^，。；]{0,8}$", before)
        ):
            return "trap:ordinal", m.end()
    elif (m.group() == "榜首" and re.match(rf"[{HAN}]", after)) or (
        m.group() == "首位"
        and (
            not re.search(r"(?:居|列|排名?|占|位居|第)[^，。；]{0,6}$", before)
            or re.match(r"战略|[度，]?的?(?:战略|产业)", after)
        )
    ):
        return "trap:ordinal", m.end()
    start = i - (len(scope.group()) if scope else 0)
    if (
        scope is None
        and (inner := _CLAUSE_SCOPE.search(text, max(0, i - 24), i))
        and not re.search("[。；，]", text[inner.end() : i])
    ):
        where: str | None = inner["scope"]
    else:
        where = scope["scope"] if scope else None
    comparator = "<=" if m["top"] else "="
    q = Quantity(
        start,
        m.end(),
        i,
        number,
        "位",
        comparator,
        kind="rank",
        scope=_scope_name(where),
        stop=m.end(),
        rule="quantity:rank",
    )
    return q, m.end()


_SCOPES = {
    "世界": "全球",
    "国际": "全球",
    "国内": "全国",
    "西部地区": "西部",
    "全国各省区市": "全国",
    "全国省级": "全国",
    "全国城市": "全国",
}


def _scope_name(scope: str | None) -> str | None:
    return None if scope is None else _SCOPES.get(scope, scope)


def _bounded(text: str, q: Quantity) -> Quantity:
    """Add the bound words that stand before and after."""
    comparator, start, end, rule = q.comparator, q.start, q.end, q.rule
    after = _AFTER.match(text, end)
    if after and not (after.lastgroup == "in" and q.unit not in TIME and q.unit != "个工作日"):
        kind = after.lastgroup
        comparator = {"ge": ">=", "le": "<=", "about": "~", "gt": ">", "in": "<="}[kind or "about"]
        end = after.end()
        rule += "+after"
    before = _BEFORE.search(text, max(0, start - 4), start)
    if before:
        kind, word = before.lastgroup or "", before.group()
        if word in _LE_ONLY_WITH_TAIL:
            if after and after.lastgroup == "le":
                start = before.start()
        elif kind == "gt" and word.startswith(("迈", "跃", "跨", "站", "登")):
            comparator, start = ">=", before.start()
        else:
            if comparator in "=>" or kind != "gt":
                comparator = {"le": "<=", "ge": ">=", "lt": "<", "gt": ">", "about": "~"}[kind]
            start = before.start()
            rule += "+before"
    elif (
        comparator == "="
        and q.unit in ("%", "倍")
        and (bound := _RELATIVE.search(text, max(0, start - 20), start))
    ):
        near = bound["about"] and ("占" in bound["about"] or bound["whole"].endswith("的"))
        if near:
            comparator = "~"
        elif not bound["about"] and re.search(r"(?:平均水平|均值|[省市国])的$", bound["whole"]):
            comparator = "<" if bound["lt"] else ">"
    if start == q.start and end == q.end and comparator == q.comparator:
        return q
    return replace(q, comparator=comparator, start=start, end=end, rule=rule)


_RATIO_NAME = re.compile(r"(?:收入比|比值|倍差)[^，。；]{0,16}$")


def _share_units(text: str, found: list[Quantity], refused: list[Refused] | None) -> list[Quantity]:
    """9000和7万家, 15、22个百分点: a unit said once for a list; a bare number with a noun counts people."""
    kept: list[Quantity] = []
    later: Quantity | None = None
    for q in reversed(found):
        parts = later is not None and q.unit == "个" and later.unit in ("个百分点", "个基点")
        if later is not None and parts and re.fullmatch(r"[、和与]", text[q.end : later.start]):
            q = replace(q, unit=later.unit, rule=q.rule + "+shared_unit")
        if q.bare and q.unit == "":
            between = text[q.end : later.start] if later else ""
            if later and later.unit and len(between) <= 2 and re.fullmatch(r"[、和与至]|以及", between):
                q = replace(q, unit=later.unit, kind=later.kind, rule=q.rule + "+shared_unit")
            elif text[q.at : q.stop][-1:] in "万亿":
                q = replace(q, unit="人", rule=q.rule + "+people")
                if not re.search(
                    r"人[口数才员][^，。；]{0,14}$", text[max(0, q.start - 18) : q.start]
                ) and not re.match(rf"[余多]?[{HAN}]", text[q.stop : q.stop + 2]):
                    _refuse(q, refused)
                    continue
            elif re.match(r"[、和与]", text[q.end : q.end + 1]):
                _refuse(q, refused)
                continue
            elif _RATIO_NAME.search(text, max(0, q.at - 24), q.at):
                q = replace(q, unit="倍", rule=q.rule + "+ratio")
        kept.append(q)
        later = q
    kept.reverse()
    return kept


def _refuse(q: Quantity, refused: list[Refused] | None) -> None:
    if refused is not None:
        refused.append((q.start, q.end, "trap:no_unit"))
