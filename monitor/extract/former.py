"""What does a short name leave to the name before it?  出栏 after 生猪存栏, 投入强度 after 研发经费投入."""

from __future__ import annotations

import re
from bisect import bisect_right

from monitor.extract import indicator as naming
from monitor.extract.branch import made_by_such, of_a_branch, of_its_branch, of_schools, of_things
from monitor.extract.figure import Quantity
from monitor.extract.kind_of import NEW, PLACES_OF_LIFE, kind_of
from monitor.extract.lazy import regex
from monitor.extract.sentence import Draft, Found, Sentence
from monitor.extract.units import MONEY

_GENERIC_AMOUNT = frozenset(
    {"资金", "经费", "金额", "投资", "总投资", "产值", "面积", "贷款", "收入", "销售额", "成交额"}
)
TOTALS = frozenset(
    {"总量", "总数", "总计", "总额", "总规模", "合计", "规模", "数量", "总量上", "体量", "增速上"}
)
_WORTH = frozenset({"价值", "货值", "金额", "总金额", "总价值", "销售额", "交易额"})
_ADVERBIAL = regex(
    r"(?:(?:由于|因)?受[^，]{2,16}(?:影响|带动|拉动|拖累|推动)|仅次于|领先|根据|按照?|依据|据|截[至止]|其中|同时|此外|另外|与此同时|扣除|剔除|经[^，]{0,6}(?:核算|测算|统计)|初步(?:核算|统计)|从[^，]{1,8}看|数据显示|公报显示|创[^，]{0,12}(?:最|新高|新低|纪录)|(?:位居|稳居|名列)[^，]{2,16}$|值得(?:注意|一提|关注)|需要?(?:指出|说明|注意)|[具总整]体(?:来看|而言|上)?$|尤其|特别是|由于|随着|面对|尽管|虽然)"
)
_DEGREES = frozenset({"强度", "占比", "比重", "增速", "增幅", "规模", "总量", "总额", "密度"})
_SIBLINGS = (
    ("存栏", "出栏"),
    ("招生", "在校生", "毕业生", "专任教师"),
    ("营业收入", "利润总额", "利润", "利税", "总产值", "产值", "增加值", "资产总额", "税收"),
    ("可支配收入", "消费支出", "转移净收入", "工资性收入"),
    ("总收入", "总支出"),
    ("收入", "支出", "收支结余", "滚存结余", "结余"),
    ("存款余额", "贷款余额", "不良贷款率"),
)
_SIBLING_WORDS = frozenset(word for group in _SIBLINGS for word in group)
_AMOUNTS = frozenset(
    {
        "产值",
        "总产值",
        "年产值",
        "产量",
        "年产量",
        "总产量",
        "产能",
        "销量",
        "销售额",
        "销售收入",
        "收入",
        "营收",
        "利润",
        "货值",
        "成交额",
        "成交金额",
    }
    | {
        "增加值",
        "出口额",
        "进口额",
        "进出口额",
        "价格",
        "面积",
        "总面积",
        "总投资",
        "投资",
        "合同金额",
        "投资额",
        "单产",
        "亩产",
        "综合产值",
    }
)
_GROWN = regex(r"(?:种植|播种|栽种|栽植|养殖)(?P<crop>[一-鿿]{2,6})")
"""种植水稻52.3万亩，预计|总产量…"""
_AMOUNT_TAIL = regex(
    r"(?:(?<!总)产值|总产值|(?<!总)产量|总产量|产能|销售额|销售收入|销量|营业收入|业务收入|收入|营收|利润|货值|成交量|成交额|成交金额|增加值|出口额|进口额|进出口额|价格|(?<!总)面积|总面积|种植面积|单产|亩产|产销量|用电量|运量|运输量|货物)$"
)
"""Heads of names that say how much; the words before one are said of the next as well: 电池产量…、产值…."""
_PER = frozenset({"每亩", "每人", "每户", "户均", "亩均", "规模", "数量"})
_GONE = frozenset({"退库", "退出", "注销", "淘汰"})
"""新增312户，退库41户，净增|271户: of what is left."""
_GAINED = re.compile(r"(?:新|净)$")
RATE_ALONE = frozenset({"增长率", "增长速度", "增速", "降幅", "涨幅", "增幅", "跌幅", "减幅", "占比", "比重"})
_TRADE = re.compile(r"(?:进出口|出口|进口)$")
_RATIO = re.compile(r"与[^，。；]{2,14}之比(?=$|[^一-鿿]|预计|为|达)")
_SECTOR = regex("[一二三]产|第[一二三]产业")
PER_SO_MANY = re.compile(
    r"每[千百万]+(?:人口?|名\S{2,4})?(?:拥有)?|(?:万元|单位)(?:GDP|地区生产总值|生产总值|工业增加值)(?=.)"
)


def gained(span: str) -> re.Match[str] | None:
    """Whether the verb 新增 or 净增 was cut in two at the end of the words: 分别新|增100个."""
    return _GAINED.search(span)


def inherit(s: Sentence, left: int, earlier: list[Draft]) -> Found:
    """The name a value takes over that has none beside it, and from where."""
    topic = earlier_clause(s, left)
    if topic and not (earlier and earlier[-1].quantity.end > s.clause_of(max(s.start, left - 1))):
        return topic, "indicator:earlier_clause"
    if told := next((d.name for d in reversed(earlier) if d.name not in _GONE), ""):
        return told, "indicator:inherited"
    if topic:
        return topic, "indicator:earlier_clause"
    if s.frame.names:
        return s.frame.names[0], "indicator:earlier_sentence"
    return s.frame.topic, "indicator:topic"


def earlier_clause(s: Sentence, left: int) -> str:
    """Topic of the nearest earlier clause of the sentence that holds no quantity."""
    i = bisect_right(s.clauses, left) - 1
    while i > 0:
        begin, stop = s.clauses[i - 1], s.clauses[i]
        if any(begin <= p.at < stop for p in s.quantities):
            return ""
        clause = s.text[begin : stop - 1].strip("，。；：、“” \n")
        name = "" if _ADVERBIAL.match(clause.removeprefix("其中")) else naming.previous_topic(clause)
        if name in TOTALS:
            return s.frame.topic or name.removesuffix("上")
        if name in RATE_ALONE or name == "增速上":
            return s.frame.topic if s.frame.topic and "占" not in s.frame.topic else name.removesuffix("上")
        if 2 <= len(name) <= 30 and name.count("(") == name.count(")"):
            return name
        i -= 1
    return ""


_GROWN_THERE = frozenset(
    {
        "产量",
        "总产量",
        "年产量",
        "产值",
        "年产值",
        "总产值",
        "综合产值",
        "单产",
        "亩产",
        "收入",
        "总收入",
        "价格",
        "增加值",
        "面积",
        "总面积",
    }
)
"""What an area of fields yields; 占地面积…，销售收入 are two things."""


def _sibling(name: str, former: str) -> str:
    """生猪存栏…，出栏…: what follows is said of the same things; "" where nothing shows that."""
    if (
        name in _AMOUNTS
        and (said := _AMOUNT_TAIL.search(former))
        and said.group() != name
        and said.start() > 1
        and not (said.group().endswith("面积") and name not in _GROWN_THERE)
    ):
        things = former[: said.start()].removeprefix("投产").removesuffix("播种").removesuffix("种植")
        return things.removesuffix("年") + name if said.group() == "产能" else things + name
    if name in _AMOUNTS and (crop := _GROWN.fullmatch(former)):
        return crop["crop"] + name
    if name.removeprefix("人均") not in _SIBLING_WORDS:
        return ""
    if name in ("出栏", "存栏") and former.startswith(("出栏", "存栏")) and len(former) > len(name):
        return name + former[len(name) :]
    for group in _SIBLINGS:
        mine = next((w for w in group if name == w or name == "人均" + w), None)
        theirs = next((w for w in group if former.endswith(w)), None)
        if mine and theirs and mine != theirs:
            before = former[: -len(theirs)]
            before = before.removesuffix("总") if mine.endswith("结余") else before
            return before + name.removeprefix("人均") if before.endswith("人均") else before + name
    return ""


_HEADS = re.compile(
    r"(?:就业人员|职工)?(?:年|月)?平均工资|(?:R&D|研发)?经费|增加值|总产值|产值|营业收入|销售收入|利润总额|销售额|零售额"
)


def _same_head(q: Quantity, name: str, earlier: list[Draft]) -> str:
    """非私营单位平均工资…；私营单位|7.6万元: the same is told of the next of its kind; "" where nothing shows that."""
    former = next((d.name for d in reversed(earlier) if d.quantity.unit == q.unit), "")
    head = _HEADS.search(former)
    if q.unit not in MONEY or head is None or head.end() < len(former) or _HEADS.search(name):
        return ""
    alike = len(name) > 1 and name[-1] in "业位" and former[head.start() - 1] == name[-1]
    return name + head.group() if alike else ""


def _whole_before(s: Sentence, q: Quantity, earlier: list[Draft]) -> Draft:
    """基金收入…，其中土地出让收入…；支出: after a semicolon the next is said of the whole, not of its part."""
    last = earlier[-1]
    if s.text.find("；", last.quantity.end, q.start) < 0:
        return last
    part = s.text.rfind("其中", s.start, last.quantity.start)
    semicolon = s.text.rfind("；", s.start, last.quantity.start)
    whole = [d for d in earlier if semicolon < d.quantity.start < part]
    return whole[-1] if whole else last


def of_the_former(
    s: Sentence, q: Quantity, left: int, span: str, name: str, earlier: list[Draft]
) -> Found | None:
    """The whole name where `name`, the words beside the number, only says what is new; None where it is whole."""
    if not earlier:
        made = _WHERE.fullmatch(s.text, left, q.start)
        if branch := of_a_branch(s, q, name, ""):
            return branch
        if made and s.frame.names:
            return f"在{made['place']}完成{s.frame.names[0]}", "indicator:part_of_the_former"
        return (
            (name + s.frame.names[0], "indicator:part_of_the_former")
            if name in PLACES_OF_LIFE and s.frame.names
            else None
        )
    last = earlier[-1].name
    if name == "规模":  # 产业规模300亿元，引育企业5家；规模突破500亿元
        sized = (d.name for d in reversed(earlier) if d.name.endswith("规模") and d.quantity.unit == q.unit)
        if same := next(sized, ""):
            return same, "indicator:of_the_former"
    if shared := _same_head(q, name, earlier):
        return shared, "indicator:sibling"
    for found in (
        _where(s, left, q, earlier),
        _degree(name, _whole_before(s, q, earlier).name if name in _SIBLING_WORDS else last, span),
        _trade(s, q, left, name, last),
        _total(s, left, name, earlier),
        of_a_branch(s, q, name, last),
        of_things(s, q, name, earlier[-1]),
        of_schools(s, name, earlier[-1]),
        kind_of(s, q, span, name, earlier),
        _per(s, left, name, last),
    ):
        if found:
            return found
    return None


_WHERE = re.compile(
    r"(?:其中，?|，|；|、)*在(?P<place>(?:本|外|我|全)?[省市县区]外?|境[内外]|国[内外])(?:完成|实现)(?:了|约|近)?"
)


def _where(s: Sentence, left: int, q: Quantity, earlier: list[Draft]) -> Found | None:
    """建筑业总产值…，其中在本市完成4000亿元，在外省完成…: where the whole was made."""
    made = _WHERE.fullmatch(s.text, left, q.start)
    same = next((d for d in reversed(earlier) if d.quantity.unit == q.unit), None)
    if made is None or same is None:
        return None
    whole = same.name.rpartition("完成")[2] if same.name.startswith("在") else same.name
    return f"在{made['place']}完成{whole}", "indicator:part_of_the_former"


def _degree(name: str, last: str, span: str) -> Found | None:
    """占比, 增速, 强度 alone are those of what was named before; siblings share its head."""
    if last.endswith("企业") and name in _AMOUNTS and span.startswith("、"):
        return last + name, "indicator:of_the_former"
    if last.endswith("增加值") and _SECTOR.fullmatch(name):
        return name + "增加值", "indicator:sibling"
    if name == "企业总数" and last.endswith("企业"):
        return NEW.sub("", last), "indicator:total_of_the_former"
    if made := made_by_such(name, last):
        return made
    if name == "强度" and re.search(r"(?:投入|支出|经费)$", last):
        return last + name, "indicator:degree_of_the_former"
    if name == "恢复" and NEW.match(last):
        return name + NEW.sub("", last), "indicator:of_the_former"
    if name in RATE_ALONE or name == "恢复":
        return last + name, "indicator:of_the_former"
    if name[-2:] in _DEGREES and 0 < len(name) - 2 <= 4 and last.endswith(name[:-2]):
        return last + name[-2:], "indicator:degree_of_the_former"
    joint = _sibling(name, last)
    return (joint, "indicator:sibling") if joint else None


def _trade(s: Sentence, q: Quantity, left: int, name: str, last: str) -> Found | None:
    """对东盟…, 与地区生产总值之比…: a partner or a base of what was named before."""
    trade = _TRADE.search(last)
    if trade and name.startswith("对") and len(name) < 12 and not re.search(r"进口|出口", name):
        return name + trade.group(), "indicator:partner"
    ratio = _RATIO.search(s.text[left : q.start])
    if ratio is None:
        return None
    own = naming.left_name(s.text[left : left + ratio.start()].rstrip("("))
    if own.endswith(("率", "强度", "比重")) and s.text[left + ratio.start() - 1] == "(":
        return own, "indicator:left"  # 投入强度(与地区生产总值之比): the bracket only explains
    return (own if len(own) > 1 else last) + ratio.group(), "indicator:ratio_to"


_PEOPLE = frozenset({"人", "名", "位", "户", "人次"})


def _total(s: Sentence, left: int, name: str, earlier: list[Draft]) -> Found | None:
    """货值, 总量, 资金: how much of what was named before."""
    last = earlier[-1]
    if name in _WORTH and s.text[left - 1 : left] == "，" and last.quantity.unit not in _PEOPLE:
        return re.sub(r"(?:数量?|总量|销量|产量)$", "", last.name) + name, "indicator:worth_of_the_former"
    if name in TOTALS:
        return NEW.sub("", last.name), "indicator:total_of_the_former"
    if name in _GENERIC_AMOUNT and s.text[left : left + 1] == "、" and last.quantity.end == left:
        return last.name + name, "indicator:of_the_former"
    return None


def _per(s: Sentence, left: int, name: str, last: str) -> Found | None:
    """每千人口医师4人、护士5人: both are per thousand."""
    per = PER_SO_MANY.match(last)
    return (
        (per.group() + name, "indicator:per_of_the_former")
        if per and name and s.text[left : left + 1] in "、和"
        else None
    )


def of_what_moved(s: Sentence, name: str, earlier: list[Draft], *, growth: bool) -> Found | None:
    """Whose growth or change it is where the words left of the verb do not say it whole."""
    last = earlier[-1].name if earlier else ""
    if last and name in RATE_ALONE:
        return last + name, "indicator:of_the_former"
    if last and name in TOTALS:
        return last, "indicator:inherited"
    if made := made_by_such(name, last):
        return made
    if last and name in _PER:
        return last, "indicator:inherited"
    if name in PLACES_OF_LIFE and s.frame.names:
        return name + s.frame.names[0], "indicator:part_of_the_former"
    if last and (joint := _sibling(name, last)):
        return joint, "indicator:sibling"
    branch = of_its_branch(s, name, last) if growth else name
    return (branch, "indicator:branch") if branch != name else None


def of_the_share(share: str, earlier: list[Draft]) -> str:
    """数量占全国…: the share of what was counted before; "" where the words name it themselves."""
    total = next((t for t in TOTALS if share.startswith(t + "占")), "") if earlier else ""
    return earlier[-1].name + share.removeprefix(total) if total else ""


def ranked(name: str, earlier: list[Draft]) -> Found | None:
    """规模居全国第二, 增速居第五: what is ranked is what was named before, or its growth."""
    if earlier and (name in TOTALS or name == "金额"):
        return earlier[-1].name, "indicator:inherited"
    if earlier and name in RATE_ALONE:
        return earlier[-1].name + name, "indicator:of_the_former"
    return None
