"""What is a number that measures something, and what is none?

One module owns the answer: numerals, scales, units, bound words, ranges, ranks, fractions and multiples on the
one side; names of programmes, products, ordinals, ages, document numbers and idioms on the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.extract.clean import HAN
from monitor.extract.numeral import parse_number
from monitor.extract.units import CANONICAL, COUNT, IS_UNIT, MEASURE, MONEY, TIME, UNIT

ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千]{1,16}(?:点[零一二三四五六七八九]{1,12})?"
SCALE = r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?=[余多]?[家个元公吨米克瓦人]))"
DASH = r"(?:—{1,2}|-{1,2}|~|至|到)"

_NUMBER = re.compile(
    rf"""(?P<sign>(?:(?<=[为是达到率])|(?<![0-9A-Za-z{HAN}%]))-|负)?
    (?P<num>{ARABIC}|(?:数|几|上)?{CHINESE}[几来]?|[数几上](?=[万亿])|[百千](?=[万亿]?(?:元|家|个|人|亩|辆|吨|所|项|件|户|名|公里|美元))|[万亿](?=亿?元|亿美元|亿级|亿斤))
    (?P<mid>余|多|来)?(?P<scale>{SCALE})?(?P<rest>(?<=[万亿])(?:[0-9]+(?:\.[0-9]+)?|{CHINESE})[万千百]?)?(?P<mid2>余|多)?
    (?:(?P<unit0>{UNIT})?(?P<dash>{DASH})(?P<pre2>负|-)?(?P<num2>{ARABIC}|{CHINESE})(?P<mid3>余|多)?(?P<scale2>{SCALE})?)?
    (?:(?P<fen>分之)(?P<over>{ARABIC}|{CHINESE})|(?P<level>级)|(?P<unit>{UNIT}|倍|成半?|番|大(?=[一-鿿])(?!类)))?""",
    re.VERBOSE,
)
_RANK = re.compile(
    rf"(?P<first>第)(?P<n>[0-9]+|{CHINESE})(?P<u>位|名)?|(?P<top>前)(?P<m>[0-9]+|{CHINESE})(?P<v>位|名|强)?|首位|榜首|首席之位"
)
_LEXICAL = re.compile(
    r"翻(?:了)?(?P<n>[一两二三四1-4])番|翻番|(?:实现|双|成)?(?P<dbl>倍增)|过半(?!年)|(?:超|逾)(?:过)?半数|半数以上"
)
_STARTER = re.compile(
    r"[0-9]|[零〇一二两三四五六七八九十百千万亿数几上]|(?<=[为是达到率])-(?=[0-9])|第|前|首位|榜首|翻|倍增|过半|超半|超过半|逾半|半(?:数|小时|天|年|个)"
)

_BEFORE = re.compile(
    r"(?P<le>不高于|不超过|不多于|不大于|不超|至多|最多|控制在|降至|压减到)$"
    r"|(?P<ge>不低于|不少于|不小于|至少|最少|不下于|力保)$"
    r"|(?P<lt>尚未达到|未达到|未突破|低于|少于|小于|不足|不到|未满|不满)$"
    r"|(?P<gt>超过了?|超出|超|突破了?|逾|高于|多于|大于|冲破|破|跨越|跃上|迈上|迈入|跨上|站上|登上|跨入)$"
    r"|(?P<about>大约|(?<![签合公条契节邀预履违制集])约为?|约占|将近|接近|近|大致)$"
)
_AFTER = re.compile(
    r"(?P<ge>及其?以上|\(含\)以上|以上|之上|打底)|(?P<le>及以下|以内|之内|以下)|(?P<about>左右|上下)|(?P<gt>多|余|有余|开外)(?![家个种少元样数年么])"
    r"|(?P<in>内)(?![外部容地需资设蒙存科])"
)
_LE_ONLY_WITH_TAIL = ("控制在", "降至", "压减到")

_BAD_BEFORE = re.compile(r"(?:[A-Za-z+_\-/.°#&]|第|〔|No|新冠|东经|北纬|[A-Za-z]—)$")
_RANK_VERB = re.compile(
    r"(?:居|位居|位列|名列|列|排名?|排在|位次|保持|稳居|跻身|进入|跃居|升至|上升到|跃升[至到]?|前进[至到]|进位[至到]|蝉联|"
    r"排名为?|获|为|均|继续|稳定在|[全西东中][国部球市省区]+|世界|全球|亚洲|国际|[省市区县])$"
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

_POLICY_GIVE = re.compile(
    r"(?:给予|予以|奖励|补助|补贴|资助|奖补|贴息|减免|处以?|罚款)[^，。；]{0,14}$|按照?[^，。；]{0,14}的?$|最高(?:可|不超过|给予|额度)?[^，。；]{0,8}$"
)
_POLICY_DONE = re.compile(r"已|累计|共|去年|全年|今年以来|兑现|发放了|达到|完成|落实|争取到|拨付")
_CONDITION = re.compile(r"(?:^|[，。；：])(?:对于?|凡|若|如果?|当年|首次|新)[^，。；：]{0,24}$")
_THRESHOLD = re.compile(
    r"(?:及)?(?:以上|以下|以内)?(?:[（(]含[^）)]{0,8}[）)])?的?(?:规模)?(?:工业|服务业|批发|零售|大型|重点|重大|外资|企业|项目|法人|老年?人|人口|人群|儿童|居民|单位|机构|家庭|城市|建筑|锅炉|纳税人|常住)"
)
_OBJECT_OF = re.compile(
    r"(?:主营业务收入|营业收入|销售额|年收入|投资额?|总投资|产值|年龄|单体|单个|单项|面积|规模|金额|人口)(?:在|为|达|达到|超过?|超|不低于)?$"
)
_SPEC_UNIT = frozenset({"英寸", "纳米", "微米", "毫米", "厘米", "伏", "赫兹", "千伏", "P", "GB", "TB"})
_SPEC_CONTEXT = re.compile(r"(?:长|宽|高|深|直径|距离|精度|浓度|雨量|降雨量|水位|算力|线宽)[^，。；]{0,6}$")
_ABSTRACT = re.compile(
    r"(?:方面|层面|领域|阶段|环节|维度|步骤?|部分|特点|字|原则|坚持|转变|角度|要求|关键词|层次|时期|时代|世纪|月|日|年代|"
    r"民族|世界|人民|声音|目标任务|主义|文明|自信|意识|维护|确立|一百年|务必|带一路|大|体|化|线|元化|级|等奖|维|"
    r"面(?!向)|方|侧|边|岁|生|期工程|届|中全会|天内)"
)
_ONE_COUNTS = re.compile(r"(?:新增|新建|增加|增设|新设|共有|仅有|仅|只有|减少|拥有|获批)$")
_IDIOM_CHAR = re.compile(r"[一二两三四五六七八九十百千万]")
_AGE_OK = re.compile(r"(?:寿命|年龄中位数|平均年龄)[^，。；]{0,8}$")
_UNIT_TAIL = {
    "家": re.compile(r"[门庭乡喻人属电里国]"),
    "人": re.compile(r"[均才工大民次份力物类口员才格文行世气]|民币|生|工智能"),
    "位": re.compile(r"[于置居列]|一体"),
    "条": re.compile(r"[件例款]"),
    "名": re.compile(r"[称为列单牌]|副其实"),
    "场": re.compile(r"[所景馆地]|镇"),
    "座": re.compile(r"[谈标]"),
    "度": re.compile(r"[假春过]|夫妻"),
    "部": re.compile(r"[署门分委队级]"),
    "节": re.compile(r"[能约目点日气]"),
    "方": re.compile(r"[面法向式案便针阵]"),
    "面": re.compile(r"[对向积临貌]"),
    "队": re.compile(r"[伍员]"),
    "团": re.compile(r"[队结圆体]"),
    "点": re.compile(r"[亮位击燃]|半|钟|[0-9]|左右|前|许|至|，|开"),
    "分": re.compile(r"[别为布析工享明配之析类期批级校钟局行店公支散]"),
    "门": re.compile(r"[类户票店诊槛前口]"),
    "次": re.compile(r"[会全日月级年产]|产业"),
    "年": re.compile(r"[级代轮]|行动|计划|规划|龄|来|前|后|内|底|末|初|度(?!电)|级|间|均|之|一"),
    "天": re.compile(r"[然气津空下文宫河府眼]"),
    "个": re.compile(r"[性人体税]|(?:五年|重大国家|文明)"),
    "件": re.compile(r"/"),
    "级": re.compile(r"[别以]"),
    "石": re.compile(r"[化油家头材景龙墨河]"),
    "两": re.compile(r"[岸江会国区手翼地类]"),
    "字": re.compile(r"[节符母]"),
    "期": re.compile(r"."),
    "单": re.compile(r"[位个项独元品车日笔]"),
    "口": re.compile(r"[岸号径]"),
    "集": re.compile(r"[团体中群聚成约装资结]"),
    "卷": re.compile(r"."),
    "社": re.compile(r"[会区保]"),
    "师": re.compile(r"."),
    "把": re.compile(r"."),
    "本": re.compile(r"[市区省级科地土]"),
    "对": re.compile(r"[于口标接外]"),
    "组": re.compile(r"[织成合建]"),
    "片": re.compile(r"[区面]"),
    "块": re.compile(r"."),
    "股": re.compile(r"."),
    "成": re.compile(r"[为立都功果长员本绩就交品熟渝效]"),
    "站": re.compile(r"[点位台在稳上]"),
    "伏": re.compile(r"."),
    "安": re.compile(r"."),
    "级次": re.compile(r"."),
    "周": re.compile(r"[年边期岁]"),
    "亩": re.compile(r"产"),
    "户": re.compile(r"[籍外口]"),
    "项": re.compile(r"目(?=[化部经管])"),
    "角": re.compile(r"."),
    "头": re.compile(r"[部雁条]"),
    "门店": re.compile(r"[0-9]"),
    "层": re.compile(r"[面级次]"),
    "口径": re.compile(r"."),
    "班": re.compile(r"[子组主]"),
    "首": re.compile(r"[次位个批都家创席]"),
    "支": re.compile(r"[持撑付柱部出]"),
    "起": re.compile(r"[来草到步]"),
    "级别": re.compile(r"."),
    "担": re.compile(r"."),
    "斤": re.compile(r"[斤]"),
    "餐": re.compile(r"[饮厅]"),
}
_CHINESE_ONLY = frozenset("零〇一二两三四五六七八九十百千万亿数几上来")
# Counting words that Chinese numerals take in prose without counting anything (一边, 三方, 两手, 四面 …).
_WEAK_WITH_CHINESE = frozenset(
    {
        "面",
        "方",
        "度",
        "点",
        "分",
        "口",
        "期",
        "层",
        "级",
        "团",
        "石",
        "两",
        "字",
        "单",
        "集",
        "社",
        "位次",
        "把",
        "本",
        "块",
        "头",
        "首",
        "成",
        "次",
        "周",
        "对",
        "组",
        "段",
        "档",
        "师",
        "队",
        "站",
        "节",
        "部",
        "门",
        "根",
        "角",
        "担",
        "斤",
        "卷",
        "桩",
        "枪",
        "升",
        "盘",
        "安",
        "伏",
        "克",
        "线",
    }
)


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


def find_quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Every quantity of a cleaned text, in order; `taken` are spans (dates, periods) that are none."""
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
        if quantity is not None:
            k = bisect_right(starts, quantity.end - 1) - 1
            if k < 0 or taken[k][1] <= quantity.at or taken[k][0] >= quantity.stop:
                found.append(quantity)
    return _share_units(text, found)


def _read(text: str, i: int) -> tuple[Quantity | None, int]:
    """The quantity whose numeral begins at i, and where to go on searching."""
    first = text[i]
    if first in "第前首榜":
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
            return (None if text[half.start() - 1 : i] in ("上", "下") else _bounded(text, q)), half.end()
        return _lexical(text, i)
    m = _NUMBER.match(text, i)
    if m is None:
        return None, i + 1
    if text[i : i + 3] == "百分之" or text[i : i + 3] == "千分之":
        return _percent_in_words(text, i)
    end = m.end()
    if m["unit"] is None and m["level"] is None and m["fen"] is None and m["dash"]:
        # 1—2 of a name, or a range whose unit stands only before the dash
        end = m.start("dash")
    if _BAD_BEFORE.search(text, max(0, i - 3), i) and not (text[i - 1] in "-—" and m["unit"]):
        return None, max(end, i + 1)
    quantity = _fraction(text, m) if m["fen"] else _number(text, m)
    if quantity is None:
        return None, max(i + 1, end if m["unit"] or m["num"].isascii() else i + 1)
    quantity = _bounded(text, quantity)
    return (quantity if _measures(text, quantity) else None), max(quantity.end, i + 1)


def _scaled(num: str, scale: str | None, rest: str | None = None) -> Decimal | None:
    return parse_number(num + (scale or "") + (rest or ""))


def _number(text: str, m: re.Match[str]) -> Quantity | None:
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
        return None
    high = None
    end = m.end()
    if ranged:
        high = _scaled(m["num2"], m["scale2"])
        if high is None:
            return None
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
        if _UNIT_TAIL["成"].match(text, end):
            return None
        value = low * 10 + (5 if unit == "成半" else 0)
        if not (0 < value <= 100):
            return None
        return Quantity(
            m.start(), end, m.start(), value, "%", comparator, stop=end, kind="share", rule="quantity:tenths"
        )
    if unit == "番":
        return None
    if unit == "大":
        if chinese or scale or low > 30:
            return None
        unit = "个"
    if m["level"]:
        if (not scale and not (chinese and num[-1] in "百千")) or not re.compile(
            r"[级].{0,14}(?:产业|集群|企业|园区|市场|赛道|项目)"
        ).match(text, m.start("level")):
            return None
        return Quantity(
            m.start(), end, m.start(), low, "元", "~", high, stop=end, rule="quantity:order_of_magnitude"
        )
    bare = unit is None
    if unit is not None and (tail := _UNIT_TAIL.get(unit)) and tail.match(text, end):
        return None
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


def _plain(num: str) -> Decimal:
    return parse_number(num) or Decimal(1)


def _fraction(text: str, m: re.Match[str]) -> Quantity | None:
    below, above = parse_number(m["num"]), parse_number(m["over"])
    if not below or above is None or below < 2 or above > below:
        return None
    value = (above * 100 / below).quantize(Decimal("0.01")).normalize()
    value = value.quantize(Decimal(1)) if value == value.to_integral() else value
    return Quantity(
        m.start(), m.end(), m.start(), value, "%", kind="share", stop=m.end(), rule="quantity:fraction"
    )


_PERCENT = re.compile(
    rf"(?P<base>[百千])分之(?P<a>{ARABIC}|{CHINESE}|百)(?:(?P<dash>至|到|—)(?:百分之)?(?P<b>{ARABIC}|{CHINESE}))?"
)


def _percent_in_words(text: str, i: int) -> tuple[Quantity | None, int]:
    m = _PERCENT.match(text, i)
    if m is None:
        return None, i + 3
    low, high = parse_number(m["a"]), parse_number(m["b"]) if m["b"] else None
    if low is None:
        return None, m.end()
    unit = "%" if m["base"] == "百" else "‰"
    q = Quantity(i, m.end(), i, low, unit, high=high, stop=m.end(), rule="quantity:percent_in_words")
    return _bounded(text, q), m.end()


def _lexical(text: str, i: int) -> tuple[Quantity | None, int]:
    """翻番, 翻两番, 过半: numbers that are said without a numeral."""
    m = _LEXICAL.match(text, i)
    if m is None:
        return None, i + 1
    word = m.group()
    if m["dbl"]:
        return None, m.end()  # 倍增 is nearly always the name of a programme
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
        return (None if before.endswith(("时间", "已经")) else q), m.end()
    times = Decimal(2) ** int(parse_number(m["n"]) or 1) if m["n"] else Decimal(2)
    q = Quantity(i, m.end(), i, times, "倍", kind="multiple", stop=m.end(), rule="quantity:doubling")
    return q, m.end()


def _rank(text: str, i: int) -> tuple[Quantity | None, int]:
    m = _RANK.match(text, i)
    if m is None:
        return None, i + 1
    before, after = text[max(0, i - 14) : i], text[m.end() : m.end() + 6]
    number = parse_number(m["n"] or m["m"] or "1")
    placed = bool(_RANK_VERB.search(before))
    scope = _SCOPE.search(before)
    if number is None:
        return None, m.end()
    if m["first"]:
        if m["u"] is None and (
            _NOT_RANK_AFTER.match(after)
            or not (placed or scope)
            or (re.match(rf"[{HAN}]", after) and not re.match(r"[的和与及且并、位]|，", after))
        ):
            return None, m.end()
        if (
            m["u"]
            and not (placed or scope)
            and not re.search(r"[居列排位名](?:次|名)?[^，。；]{0,6}$", before)
        ):
            return None, m.end()
    elif m["top"]:
        if (
            not m["v"]
            and not scope
            and not re.search(r"(?:居|列|排名?|进入|跻身|位居|位列|入围)[^，。；]{0,6}$", before)
        ):
            return None, m.end()
        if re.match(rf"(?:{UNIT}|季|期|年|月|日|天)", text[m.end() : m.end() + 3]) and not m["v"]:
            return None, m.end()
        if not (
            placed or scope or re.search(r"(?:居|列|排|进入|跻身|入围|稳居|名列)[^，。；]{0,8}$", before)
        ):
            return None, m.end()
    elif m.group() == "首位" and (
        not re.search(r"(?:居|列|排名?|占|位居|第)[^，。；]{0,6}$", before)
        or re.match(r"战略|[度，]?的?(?:战略|产业)", after)
    ):
        return None, m.end()
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
    if before and not (before["gt"] == "破" and text[before.start() - 1 : before.start()] != "突"):
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
    return replace(q, comparator=comparator, start=start, end=end, rule=rule)


def _measures(text: str, q: Quantity) -> bool:
    """Whether a number measures something; the traps of the genre are refused here."""
    i, end = q.at, q.end
    following, preceding = text[q.stop : q.stop + 12], text[max(0, i - 24) : i]
    last = preceding[-1:] if preceding else ""
    if last and last in "“‘《" and (following[:1] in "”’》" or q.unit in TIME):
        return False
    if last == "+" or following[:1] == "+":
        return False
    if following[:1].isascii() and following[:1].isalpha():
        return False
    if q.unit == "岁" or following.startswith("岁"):
        return bool(_AGE_OK.search(preceding))
    if text[i] in "百千万亿" and q.unit not in MONEY and q.start == q.at:
        return False  # 百家, 万人 alone are a manner of speaking
    if q.bare:
        return _bare_counts(text, q, preceding, following)
    if q.kind in ("share", "multiple"):
        return not (q.kind == "multiple" and "倍增" in text[i : end + 1])
    if q.unit in _SPEC_UNIT and not _SPEC_CONTEXT.search(preceding):
        return False
    if following.startswith("级") and q.unit in MEASURE | MONEY:
        return False
    if q.chinese and not _chinese_counts(text, q, preceding, following):
        return False
    if q.unit in COUNT and q.unit in ("条", "点", "期", "批次") and last in "“”《":
        return False
    if (
        q.unit == "条"
        and q.value < 100
        and re.search(r"(?:激励|政策|新政|举措|措施|意见|规定|黄金|金融|改革|惠[企民台]|人才)$", preceding)
    ):
        return False
    if (
        q.unit == "条"
        and re.match(r"[”》]|也|措施|意见|举措|政策", following)
        and not re.search(r"(?:出台|推出|制定|归集|梳理)[^，。；]{0,12}$", preceding)
    ):
        return False
    return not _rule_parameter(text, q, preceding, following)


def _rule_parameter(text: str, q: Quantity, preceding: str, following: str) -> bool:
    """Amounts in a rule (对…给予最高500万元) and thresholds in a definition (2000万元及以上工业企业)."""
    clause = re.split(r"[，。；\n]", preceding)[-1]
    if q.unit in MONEY or q.unit == "%":
        if (
            _POLICY_GIVE.search(clause)
            and not _POLICY_DONE.search(clause)
            and not re.match(r"[^，。；]{0,10}增长", following)
        ):
            return True
        if _CONDITION.search(preceding) and re.match(
            r"(?:以上|以下)?的[^，。；]{0,12}(?:企业|单位|机构|项目|个人|人员|家庭|平台|团队)", following
        ):
            return True
    if (q.unit in MONEY or q.unit in MEASURE) and _OBJECT_OF.search(clause) and _THRESHOLD.match(following):
        return True
    tail = text[q.stop : q.stop + 4]
    return (
        tail.startswith(("以上", "及以上", "以下")) and bool(_THRESHOLD.match(following)) and q.unit in MONEY
    )


def _bare_counts(text: str, q: Quantity, preceding: str, following: str) -> bool:
    """A number without a unit counts where it has a scale and a noun (18万职教学生) or is an index."""
    numeral = text[q.at : q.stop]
    scaled = numeral[-1:] in "万亿"
    if numeral[0] not in "0123456789":
        return False
    if q.chinese or q.high is not None:
        return False
    if re.match(r"[、和与]", following) or (scaled and re.match(r"(?:以上|多|余)", following)):
        return True  # perhaps a list that says its unit once; decided afterwards
    if scaled and re.match(rf"[{HAN}]", following) and not re.match(r"[盛州达元象科众里一载]", following):
        return True
    return bool(
        re.search(
            r"(?:指数|得分|评分|系数|PMI|排名)(?:\([A-Za-z]+\))?(?:为|是|达到?|升至|提高到|提升至|降至|回升至)?$",
            preceding,
        )
    ) and not following.startswith(("年", "月", "日", "版"))


def _chinese_counts(text: str, q: Quantity, preceding: str, following: str) -> bool:
    """Chinese numerals count things only with a real counting word and a concrete noun."""
    numeral = text[q.at : q.stop]
    if q.unit in MONEY or q.unit in ("%", "‰", "个百分点") or q.unit in MEASURE - _WEAK_WITH_CHINESE:
        return len(numeral) > 1
    if q.unit == "次":
        return bool(re.search(r"(?:先后|累计|共|连续)$", preceding))
    if q.unit in _WEAK_WITH_CHINESE:
        return False
    if _ABSTRACT.match(following) or following[:1] in "”’》":
        return False
    if q.value == 1 and q.unit not in TIME:
        return bool(_ONE_COUNTS.search(preceding))
    if q.unit in TIME:
        return _duration(text, q, preceding, following)
    if preceding.endswith(tuple("第这那每某另同各“")):
        return False
    return q.unit in COUNT


def _duration(text: str, q: Quantity, preceding: str, following: str) -> bool:
    if preceding.endswith(tuple("第近这那前后上下每头")) and q.unit in ("年", "天", "周"):
        return False
    if (
        q.unit in ("年", "天")
        and q.value == 1
        and q.comparator == "="
        and not re.search(r"(?:短短|仅|用了?|历时|不到)$", preceding)
    ):
        return False
    return not re.match(r"[的]?(?:来|前|后|间|内|级|度|计划|行动|规划|期|一|如|之)", following)


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """9000和7万家, 15、22个百分点: a unit said once for a list; a bare number with a noun counts people."""
    kept: list[Quantity] = []
    later: Quantity | None = None
    for q in reversed(found):
        if q.bare and q.unit == "":
            between = text[q.end : later.start] if later else ""
            if later and later.unit and len(between) <= 2 and re.fullmatch(r"[、和与至]|以及", between):
                q = replace(q, unit=later.unit, kind=later.kind, rule=q.rule + "+shared_unit")
            elif text[q.at : q.stop][-1:] in "万亿":
                q = replace(q, unit="人", rule=q.rule + "+people")
                if not re.match(rf"[余多]?[{HAN}]", text[q.stop : q.stop + 2]):
                    continue
            elif re.match(r"[、和与]", text[q.end : q.end + 1]):
                continue
        kept.append(q)
        later = q
    kept.reverse()
    return kept


def iter_quotes(text: str, quantities: Sequence[Quantity]) -> Iterator[str]:
    """The words of each quantity, for explaining and testing."""
    for q in quantities:
        yield text[q.start : q.end]


__all__ = ["IS_UNIT", "Quantity", "find_quantities", "iter_quotes"]
