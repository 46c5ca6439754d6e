"""What is the indicator of one quantity called?  It stands to the left, to the right, or was said before."""

from __future__ import annotations

import re
from bisect import bisect_right

from monitor.extract import former
from monitor.extract import indicator as naming
from monitor.extract.areas import area_at
from monitor.extract.attribute import among, amount_of, described, limits
from monitor.extract.compared import ranked_name, share_name
from monitor.extract.counted import BECAME, new_prefix, prefers_right, right_name, specified, those_with
from monitor.extract.figure import Quantity
from monitor.extract.former import inherit
from monitor.extract.kind_of import NEW, noun_of
from monitor.extract.lazy import regex
from monitor.extract.measure import Measured
from monitor.extract.members import TRADED
from monitor.extract.organisation import is_zone
from monitor.extract.rate_name import name_of_growth, name_of_share
from monitor.extract.relative import (
    ABOVE_AVERAGE,
    AVERAGE,
    OF_THEM,
    counted_before,
)
from monitor.extract.sentence import Draft, Found, Sentence
from monitor.extract.units import COUNT, MEASURE, MONEY, TIME
from monitor.types import Measure

FROM = re.compile(
    r"(?:由|从)(?:原来的?|过去的?|此前的?|最初的?|[^，。；0-9]{0,6}之初的?|[^，。；0-9]{2,10}(?:设立|成立|实施|启动|建成|开展)前的?|目前的?|如今的?|现在的?|现有的?|原有的?|[^，。；0-9]{0,3}(?:19|20)[0-9]{2}年(?:底|末)?的?|上一?年(?:同期)?的?|去年(?:同期)?的?|全国|“?十[一二三四]五”?末的?|当初的?|不足|约|近)*$"
)
_FROM_THEN = re.compile(r"[由从][^，。；0-9]{0,4}(?:19|20)[0-9]{2}年[^，。；0-9]{1,8}的$")
STREAK = regex(r"[^，。；、0-9\n■◎]{2,16}(?![0-9千百万亿])")
AWARD = re.compile(
    r"(?P<noun>[一-鿿]{0,8}?)(?:荣获|获得|获评|获颁|获)了?“(?:(?P<award>[^”]{2,20}?)——)?(?P<title>[^”]{1,24}?(?:奖|人物|人))”"
)
_THROUGH = regex(r"(?:经过|历时|用了?|花了?)$")
_LASTED = regex(r"[一-鿿]{0,10}(?:经验|历史|工龄|建设)")
_LAID_OUT = frozenset({"规划", "总体规划", "占地", "建筑", "总建筑", "总占地", "规划占地"})
_AREA_UNITS = frozenset({"亩", "平方公里", "平方米", "公顷"})
_COUNTED = re.compile(r"(?:项目|企业|产业链|集群|园区)(?=合同|协议|总投资|投资|金额|产值|营收)")
_SPENT = frozenset({"投入", "支出", "投资", "资金", "经费", "贷款", "补贴"})
_REPEATED = regex(r"(?:获得?|获评|入选|登上|荣获|赴|举办|召开|参加)[^，。；]{2,40}")
_GOT = regex(
    r"(?:拿到|接到|拿出|获得|争取到?|得到|收到|领到|签下|筹集|融到|凭|带着|拨出)了?(?:一笔|共|约|近|超|合计)*$"
)
"""拿到|30万元|的贴息贷款: what money is for stands right of it."""
_PER_HEAD = re.compile(r"(?:人均|[日月]均|每[百千万]+人)$")
_DONE_OF = re.compile(
    r"完成(?P<what>(?:全年|年度|年初|调整|变动|目标|计划|预算)+(?:任务|目标|计划|预算|数)?)的?$"
)
_GROWN = re.compile(r"(净增|新增)(?:了|约|近|超)?$")
_VERBS_ALONE = frozenset(
    {
        "建设",
        "改造",
        "新建",
        "开发",
        "治理",
        "流转",
        "修复",
        "发放",
        "设立",
        "种植",
        "坐拥",
        "巩固",
        "用好",
        "稳定",
        "提升",
    }
)
_SET = re.compile(r"(?:提出|确定|明确|设定|下达|定下)的$")
_WITH_SO_MUCH = regex(
    r"(?:左右)?(?:的?(?P<what>[一-鿿]{2,10}?)，?)??(?:再次|继续|连续|稳)?(?:位居|居|位列|名列|列|排名?|登上|荣登|入选|入围|跻身|获评|成为|领跑|领先)"
)
"""以|138亿元|的营业额位居…"""
_SIZED = regex(
    r"(?P<of>[^0-9]*?)(?:(?:超过?|过|逾)[0-9.百千]*[万亿]*元|[0-9.百千]*[万亿]*元(?:以上|以下))(?P<those>的?[一-鿿]+)"
)
"""产值亿元以上企业12家，10亿元以上的|3家: the same firms by another size."""
_WHOLE_OF_SHARE = regex(r"(?P<whole>[一-鿿]{2,8})的[0-9.]+%")
"""占该县121亿元|生产总值的13%."""
_PARTNER = regex(
    r"(?<![一-鿿])(?P<who>[一-鿿]{2,6}?)(?:仍然?|继续|依然|已)?[为是](?:我[市省国]|全[市省]|[一-鿿]{2}市?)?第[一二三四五六]大(?:贸易伙伴|出口市场|进口来源地)，(?:对其)?(?:进出口|出口|进口)[^，。；]{0,4}$"
)
"""东盟为第一大贸易伙伴，|进出口…: with whom."""
_BROUGHT = regex(r"(?:孕育|造就|催生|撬动|释放|撑起|培育|崛起|打造)(?:出|了)?$")
_OF_WHICH = re.compile(r"中，(?:有|已有|就有)(?:约|近|超过?)?$")
_NEXT_SIZE = re.compile(r"(?:过|超过?|逾)[0-9.]+亿元")
"""产值过10亿元企业18户、过50亿元|3户."""
_SUMS = frozenset({"总投资", "总投资额", "投资额", "合同额", "合同金额", "协议引资", "总金额"})
"""签约项目124个|总投资超2000亿元: the sum names the next figure."""
_ACTS = frozenset(
    {"获奖", "获批", "入选", "上榜", "落地", "落户", "开工", "投产", "签约", "在建", "结题", "立项"}
)
"""科技进步奖共有132项|获奖: what became of them names nothing."""
_YIELDS = regex(
    r"的(?P<what>(?:年|总)?(?:产[值量能]|营收|收入|利润|税收|效益|订单|收益|销售额|交易额))(?=[，。；\n]|$)"
)
"""每年带来100多亿元|的产值."""
_OF_THOSE = frozenset({"", "的", "的有", "的已有", "的达"})
_PUT = ("投资", "资金", "贷款", "授信")
_MORE_PUT = regex(r"(?:追加|撬动|带动|吸引|引入|获得)$")
"""宣布追加|200亿元投资."""
_ENTERED = regex(
    r"(?:进入|跻身|冲进|迈入|挺进)(?:全[国省球]|世界)?(?P<whom>[^，。；0-9]{2,10}(?:城市|高新区|经开区|开发区|市辖区|县域|园区))$"
)
"""力争进入全国创新型城市|前40位."""
_GRADES = re.compile(
    r"(?P<grade>[一二三四五六七八九十百千万亿0-9]+级)(?:[、和][0-9]+个[一二三四五六七八九十百千万亿0-9]+级)+(?P<noun>[一-鿿]{2,8}?(?:产业集群|产业链|集群|产业|企业|园区|项目))"
)
"""2个|万亿级、4个五千亿级产业集群: the noun is said with the last."""
_RATED = regex(r"(?:水质|产品|入户)?[一-鿿]{2}(?:率|比例)$")
"""23个小流域|水质达标率100%: what is counted stands before the rate."""
_RANKING = regex(
    r"[《“](?:20[0-9]{2}年?(?:度)?)?(?P<list>[^》”《“]{2,24}?(?:[0-9百]强[区县市]?|榜|排名|评价|指数|竞争力))(?:研究|评价|发展)?(?:报告|榜单|名单|结果)?(?:[(]20[0-9]{2}[)])?[》”]"
)
_GOALS = frozenset({"目标", "年度目标", "全年目标", "目标任务", "任务"})
_LEVELS = frozenset({"市", "县", "区", "省"})
_PART_OF_WHOLE = regex(r"(?P<part>.{2,}?)占.*(?:比重|比)$")
_LOCAL = re.compile(r"[镇乡村港]$|街道$")


def name_of(s: Sentence, q: Quantity, m: Measured, left: int, span: str, earlier: list[Draft]) -> Found:
    """Name of the indicator of one quantity, and the rule that found it."""
    if m.measure in (Measure.GROWTH, Measure.CHANGE, Measure.MULTIPLE):
        said = _after_mention(s, span, min(q.start, m.verb_at))
        return name_of_growth(s, q, m, left, _from_cut(said), earlier)
    if m.measure is Measure.RANK:
        among_whom = r"(?:在|列|居|排名?|位)?(?:全国|西部|全球|世界|全市|全省)[^，]{0,4}$|(?:稳居|位居|跃居|名列|位列)[一-鿿]{2,8}$"
        if entered := _ENTERED.search(span):
            return entered["whom"] + "排名", "indicator:left_of_rank"
        beside = s.ending_at(left)
        if beside and earlier and among(s, beside):
            return earlier[-1].name, "indicator:inherited"
        name = ranked_name(re.sub(among_whom, "", _from_cut(span)))
        own = (
            (name, "indicator:left_of_rank")
            if len(name) >= 2
            else _ranking_of(s, q) or inherit(s, left, earlier)
        )
        return former.ranked(name, earlier) or own
    if q.rule == "quantity:structure":
        before = [p for p in s.quantities if p.rule == q.rule and p.start < q.start]
        return f"第{'一二三'[len(before) % 3]}产业占比", "indicator:structure"
    if (q.unit in MONEY or q.unit in MEASURE) and (fund := amount_of(s, q, span, s.right_of(q))):
        return fund, "indicator:amount_of"
    if earlier and ABOVE_AVERAGE.search(s.text, left, q.at) and AVERAGE.match(s.text, q.stop):
        return earlier[-1].name, "indicator:average_of"
    if _SET.search(span) and "目标" in s.text[q.end : q.end + 4]:
        return inherit(s, left, earlier)
    if "离" in span and _SET.search(span):
        return inherit(s, left, earlier)[0], "indicator:distance"
    if q.unit in MONEY and _GOT.search(s.text, left, q.start):
        noun = right_name(s.text, q.end, s.right_of(q))
        if len(noun) >= 2:
            return noun, "indicator:right_of_got"
    if q.unit in TIME and span.endswith("连续") and (held := STREAK.match(s.text, q.end)):
        name = naming.left_name(span.removesuffix("连续"))
        whole = former.of_the_former(s, q, left, span, name, earlier) if name else None
        topic = whole[0] if whole else name or inherit(s, left, earlier)[0]
        return topic + held.group(), "indicator:streak"
    if held := _WITH_SO_MUCH.match(s.text, q.end) if span.endswith("以") else None:
        what = held["what"] or naming.left_name(span.removesuffix("以"))
        if len(what) >= 2:
            return what, "indicator:right_of_amount"
    span = _from_cut(span)
    if q.unit in COUNT and span in _OF_THOSE and (which := limits(s, left)):
        earlier[-1].rules.append("link:describes")
        noun = noun_of(earlier[:-1] or earlier, q.unit)
        sized = _SIZED.match(noun)
        return (sized["of"] + which + sized["those"] if sized else which + noun), "indicator:described"
    if q.rule.startswith("quantity:order"):
        return right_name(s.text, q.end, s.right_of(q)), "indicator:right"
    if q.unit in ("%", "‰"):
        right = name_of_share(s, q, left, span, earlier)
    else:
        right = _name_from_right(s, q, left, span) if q.unit not in TIME else None
    return right or _name_from_left(s, q, m, left, span, earlier)


def _ranking_of(s: Sentence, q: Quantity) -> Found | None:
    """《某某百强区研究报告》…，甲区排名|第12: the list named last before it in the paragraph."""
    begin = s.text.rfind("\n", 0, q.start) + 1
    lists = list(_RANKING.finditer(s.text, begin, q.start))
    told = lists and any(
        p.kind != "rank" and lists[-1].end() < p.start < q.start and p.unit not in COUNT for p in s.quantities
    )
    return (lists[-1]["list"], "indicator:ranking") if lists and not told else None


def _name_from_right(s: Sentence, q: Quantity, left: int, span: str) -> Found | None:
    """The noun a count stands before: 建成290个|基地; None where the name stands to the left."""
    right = right_name(s.text, q.end, s.right_of(q))
    if q.unit not in COUNT and "占" in span and (of := _WHOLE_OF_SHARE.match(s.text, q.end)):
        return of["whole"], "indicator:right_of_amount"
    if (
        q.unit in MONEY
        and len(right) > 2
        and (span.endswith("的") or (_BROUGHT.search(span) and s.text[q.end] == "的"))
    ):
        return right, "indicator:right_of_amount"
    if q.unit in COUNT and (which := those_with(s.text, q.end)):
        return which, "indicator:described"
    if q.unit in COUNT and (graded := _GRADES.match(s.text, q.end)):
        return graded["grade"] + graded["noun"], "indicator:right"
    if q.unit in COUNT and not right and (became := BECAME.match(s.text, q.end)):
        return became["what"], "indicator:right"
    if counted := _COUNTED.match(right):
        right = counted.group()
    if q.unit in COUNT and (award := AWARD.match(s.text, q.end)):
        return award["title"] + "获奖" + (award["noun"] or "人员"), "indicator:award"
    if q.unit == "次" and (act := _REPEATED.match(s.text, q.end)):
        return re.sub("“[^”]*”", "", act.group()), "indicator:repeated"
    if q.unit in COUNT and (which := described(s, q)):
        return new_prefix(span) + which, "indicator:described"
    said = s.text[left : q.start]
    whole = (
        counted_before(s, q)
        if q.unit in COUNT
        and (
            OF_THEM.search(span)
            or (s.text.find("中，", s.start, q.start) >= 0 and _OF_WHICH.search(s.text, s.start, q.start))
        )
        else ""
    )
    told = s.next_clause(q)
    alone = not any(
        q.end < p.start < told for p in s.quantities
    )  # 16个县GDP均超200亿元: of the GDP, not the count
    if whole and (alone or not right or not whole.endswith(right)):
        done = re.match(r"[^，。；、0-9]{2,12}", s.text[q.end : s.end])
        return (done.group() if done else "") + whole, "indicator:of_them"
    if right in _GOALS:
        return None
    if (
        q.unit in COUNT
        and right.endswith(("率", "比例"))
        and (rated := _RATED.search(right))
        and rated.start() > 1
    ):
        right = right[: rated.start()]
    if s.text[q.end : q.end + 1] == "的" and q.unit not in COUNT and (yields := _YIELDS.match(s.text, q.end)):
        return yields["what"], "indicator:right_of_amount"
    if (right in _ACTS or right in _SUMS) and len(naming.left_name(span)) > 2:
        right = ""
    if right and (q.unit in COUNT or q.bare) and prefers_right(said, right):
        after = s.text[s.text.find(right, q.end) + len(right) : s.next_clause(q)]
        return new_prefix(said) + specified(said, right, after), "indicator:right"
    if right and not right.startswith("的") and q.unit not in COUNT:
        own = "" if said.endswith("、") else naming.left_name(span)
        if right.startswith(_PUT) and (more := _MORE_PUT.search(span)):
            return more.group() + right, "indicator:right_of_amount"
        if len(own) < 2 or (own in _VERBS_ALONE and len(right) > 2):
            return right, "indicator:right_of_amount"
    return None


def _name_from_left(
    s: Sentence, q: Quantity, m: Measured, left: int, span: str, earlier: list[Draft]
) -> Found:
    if earlier and (per := _PER_HEAD.search(span.strip("，。 "))):
        return per.group() + earlier[-1].name, "indicator:per_head"
    if "占" in s.text[q.start : q.at]:
        return naming.left_name(span) + "占比", "indicator:share"
    if done := _DONE_OF.search(s.text[left : q.start]):
        return (earlier[-1].name if earlier else "") + "完成" + done["what"], "indicator:done_of_plan"
    if (
        earlier
        and left == earlier[-1].quantity.end
        and _counts_right(earlier[-1])
        and not span.startswith("、")
    ):
        span = span.partition("、")[2] or span
    name = naming.object_of(naming.left_name(_after_mention(s, span, min(q.start, m.verb_at))))
    if earlier and span.strip("，、； ") == "完成率":
        return earlier[-1].name + "完成率", "indicator:of_the_former"
    if former.gained(span) and len(own := name.removesuffix("新").removesuffix("净")) >= 2:
        if own in ("日均", "月均") and earlier:
            return own + "新增" + NEW.sub("", earlier[-1].name), "indicator:gained"
        return "新增" + own, "indicator:gained"  # 企业新增4户
    if whole := former.of_the_former(s, q, left, span, name, earlier):
        return whole
    if (len(name) >= 2 or name in _LEVELS) and q.unit in COUNT and earlier and (which := limits(s, left)):
        earlier[-1].rules.append("link:describes")
        return which + name, "indicator:described"
    if (name in _SPENT or (q.unit in MONEY and len(name) >= 2)) and (field := _field_before(s, left)):
        return field + name, "indicator:in_that_field"
    if earlier and (more := _NEXT_SIZE.fullmatch(name)) and (size := _NEXT_SIZE.search(earlier[-1].name)):
        return (
            earlier[-1].name[: size.start()] + more.group() + earlier[-1].name[size.end() :],
            "indicator:described",
        )
    funds = former.earlier_clause(s, left).removesuffix("安排") if name == "安排" else ""
    if funds.endswith("资金") and q.unit in MONEY:
        return funds, "indicator:earlier_clause"  # 审议财政资金安排，拟安排|38亿元
    if name in _LAID_OUT and q.unit in _AREA_UNITS:
        return name + "面积", "indicator:laid_out"
    if (
        q.unit in TIME
        and _THROUGH.search(s.text, left, q.start)
        and (right := right_name(s.text, q.end, s.right_of(q)))
    ):
        return right, "indicator:right_of_time"
    if name in TRADED and (partner := _PARTNER.search(s.text, s.start, q.start)):
        return "对" + partner["who"] + name, "indicator:partner"
    if len(name) >= 2:
        grown = _GROWN.search(span)
        return (grown[1] + name if grown and not name.startswith(("新", "净")) else name), "indicator:left"
    if earlier and q.unit in MONEY and (part := _PART_OF_WHOLE.match(earlier[-1].name)):
        return part["part"], "indicator:part_of_the_former"  # 研发投入占比5.5%，达到|1778亿元
    return _name_of_time(s, q, left, span, name) or _name_to_come(s, q, earlier) or inherit(s, left, earlier)


def _name_to_come(s: Sentence, q: Quantity, earlier: list[Draft]) -> Found | None:
    """从2020年的10家到2023年的230家，“小巨人”快速扩容: what moved is named after it."""
    if not _MOVE_FIRST.fullmatch(s.text, s.start, q.start):
        return None
    last = next((p.end for p in reversed(s.quantities) if p.end < s.end), q.end)
    nxt = re.compile(r"[一-鿿]{0,4}，(?P<clause>[^，。；0-9]{4,24})").match(s.text, last)
    name = naming.previous_topic(nxt["clause"]) if nxt else ""
    return (name, "indicator:named_after") if len(name) > 1 else None


_MOVE_FIRST = regex(r"[从由][^，。；]{1,40}")


def _counts_right(d: Draft) -> bool:
    """惠及616万名|亲属、共济金额…: the noun right of a count is its own, what follows is said of the next."""
    return any(rule.startswith(("indicator:right", "indicator:described")) for rule in d.rules)


def _name_of_time(s: Sentence, q: Quantity, left: int, span: str, name: str) -> Found | None:
    if q.unit not in TIME:
        return None
    before, right = s.text[left : q.start], right_name(s.text, q.end, s.right_of(q))
    if right and (_THROUGH.search(before) or _LASTED.match(s.text, q.end)):
        return right, "indicator:right_of_time"
    if before.endswith("连续"):
        said = share_name(span.removesuffix("连续")) or name
        return (said, "indicator:left") if said else None
    return (right, "indicator:right_of_time") if right else None


def _field_before(s: Sentence, left: int) -> str:
    """在技术研发方面，投入…: what a clause before says the figure is about."""
    i = bisect_right(s.clauses, left) - 1
    m = (
        re.search(
            r"在[^，。；]{0,60}?(?P<field>[^，。；的、和与等]{3,12})(?:等)?(?:方面|领域)，$",
            s.text[s.clauses[i - 1] : s.clauses[i]],
        )
        if i > 0
        else None
    )
    return m["field"] if m else ""


def _after_mention(s: Sentence, span: str, end: int) -> str:
    """What is said of an organisation, without its name."""
    start = end - len(span)
    for m in reversed(s.mentions):
        if (
            (
                not m.subject.area
                or len(m.subject.name) > 5
                or is_zone(m.subject.name)
                or _LOCAL.search(m.subject.name)
                or (s.text[m.start : m.end] == m.subject.name[:-1] and area_at(s.text, m.start) is None)
            )
            and start <= m.start
            and m.end <= end
            and m.end < end - 1
            and s.text[m.end] != ")"
            and s.text[m.end] not in "的和与、"
        ):
            return s.text[m.end : end]
    return span


def _from_cut(span: str) -> str:
    """Words before 由…/从… name what moves from one value to the other."""
    m = FROM.search(span) or _FROM_THEN.search(span)
    return span[: m.start()] if m else span
