"""Which number measures nothing?  Names, rules, thresholds, ages, product specifications, idioms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.extract.clean import HAN
from monitor.extract.duration import lasts, no_duration, took
from monitor.extract.lazy import regex
from monitor.extract.rule_parameter import rule_parameter
from monitor.extract.unit_tail import WEAK_WITH_CHINESE
from monitor.extract.units import COUNT, MEASURE, MONEY, SCORE, TIME

if TYPE_CHECKING:
    from monitor.extract.figure import Quantity

_NTH_THAT = regex(r"第[0-9一二三四五六七八九十]+[个家座](?!月|百分点)[^，。；0-9]{2,20}$")
"""成为全国第8个年吞吐量突破|5000万人次的机场: the figure was told before; this one says which airports are counted."""
_SPEC_POWER = regex(r"(?:级|时)?[一-鿿]{0,6}?(?:机组|变压器|发动机|电机|芯片|储能柜|直流工程|输电)")
_SPEC_UNIT = frozenset({"英寸", "纳米", "微米", "毫米", "厘米", "伏", "赫兹", "千伏", "P", "GB", "TB"})
_SPEC_CONTEXT = regex(r"(?:长|宽|高|深|直径|距离|精度|浓度|雨量|降雨量|降水量|水位|算力|线宽)[^，。；]{0,6}$")
_ABSTRACT = re.compile(
    r"(?:方面|层面|领域|阶段|环节|维度|步骤?|部分|特点|字|原则|坚持|转变|角度|要求|关键词|层次|时期|时代|世纪|月|日|年代|数[，。]|"
    r"提升|转变|确保|突破|不变|强化|民族|世界|人民|声音|目标任务|基本任务|重点(?!项目|工程|企业|实验)|问题(?!线索|整改)|[一-鿿]{0,8}定位|主义|文明|自信|意识|维护|确立|一百年|务必|带一路|大|体|化|线|元化|级|等奖|维|"
    r"面(?!向)|方|侧|边|岁|生|期工程|届|中全会|天内)"
)
_THEY = re.compile(
    r"(?:指标|数据)(?=[^，。；]{0,8}(?:[均都双没未]|较|比|同比|环比|翻|增|超额|完成))|类企业数量"
)
"""两项|指标均…: those just named."""
_ONE_COUNTS = regex(r"(?:新增|新建|增加|增设|新设|共有|仅有|仅|只有|减少|拥有|获批)$")
_SLOGAN = regex(r"“[^”]{1,8}”(?=[，。；、：\n]|和(?![一-鿿]{2,6}[，。；])|与|$)")
"""三个“增强”: what a text counts of its own words."""
_STEPS = re.compile(r"(?:、[0-9.]+[万亿]+)*[一-鿿]{0,6}(?:台阶|大关|关口)")
_AGE_OK = regex(r"(?:寿命|年龄中位数|平均年龄)[^，。；]{0,40}$")
_AGE_GROWS = regex(r"(?:寿命|年龄中位数|平均年龄)[^。；]{0,40}(?:提高|增加|延长|上升|缩短|降低|下降)了?$")
_CLAUSE_LENGTH = 48
# Counting words that Chinese numerals take in prose without counting anything (一边, 三方, 两手, 四面 …).


def trap(text: str, q: Quantity) -> str:
    """Name of the trap of the genre a number stands in; "" where it measures something."""
    i = q.at
    following, preceding = text[q.stop : q.stop + 12], text[max(0, i - 24) : i]
    last, first = preceding[-1:], following[:1]
    fell = _in_a_name(q, preceding, following)
    if fell:
        return fell
    if q.unit == "岁" or first == "岁":
        begin = max(0, i - _CLAUSE_LENGTH)
        return "" if _AGE_OK.search(text, begin, i) or _AGE_GROWS.search(text, begin, i) else "trap:age"
    if q.unit in TIME:
        fell = no_duration(text, q, preceding, following)
    elif q.unit in COUNT:
        fell = _no_count(text, q, preceding, following)
    elif q.unit in MEASURE:
        fell = _no_extent(text, q, preceding, following)
    elif q.unit in SCORE:
        fell = _no_score(text, q, preceding, following)
    elif q.unit in MONEY:
        fell = _no_amount(text, q, last, following)
    elif q.unit == "%" and (following.startswith(_SAMPLED) or (last == "个" and _SO_MANY.search(preceding))):
        fell = "trap:programme"  # 全国1%人口抽样调查, “三个100%”
    if fell:
        return fell
    if "每" in preceding and (text[i - 1 : i + 2] == "每百元" or _IN_SO_MANY.search(preceding)):
        return "trap:denominator"  # 每百元营业收入中的成本
    if first == "的" and _NTH_THAT.search(text, q.start - 30, q.start):
        return "trap:attribute"
    if q.high is not None and last == "从" and took(text, q):
        return "trap:time_span"
    if text[i] in "百千万亿":
        half = text[i] in "万亿" and not q.rule.startswith("quantity:order") and last not in _BEFORE_SCALE
        if half:
            return "trap:half_a_number"  # its head stands on another page
        alone = q.start == i and q.end == q.stop and not preceding.endswith(_REACHED)
        if q.unit not in MONEY and alone and q.comparator == "=":
            return "trap:idiom"  # 百家, 万人 alone are a manner of speaking
    if q.bare:
        return "" if _bare_counts(text, q, preceding, following) else "trap:no_unit"
    if q.kind in ("share", "multiple"):
        return "trap:programme" if q.kind == "multiple" and "倍增" in text[i : q.end + 1] else ""
    if first == "级" and (q.unit in MEASURE or q.unit in MONEY):
        return "trap:grade"
    if q.chinese and not _chinese_counts(text, q, preceding, following):
        return "trap:chinese_numeral"
    return "trap:rule_parameter" if rule_parameter(text, q, preceding, following) else ""


_SAMPLED = ("人口抽样", "抽样")
_SO_MANY = regex(r"“[0-9两三四五六]+个$")
_BEFORE_SCALE = tuple("过超破逾近上数达约")
_REACHED = ("增至", "达", "达到", "增加到", "升至", "扩大到")


def _in_a_name(q: Quantity, preceding: str, following: str) -> str:
    """A number that is part of a name, a code or a result, whatever its unit."""
    last, first = preceding[-1:], following[:1]
    if last and last in "“‘《" and ((first and first in "”’》") or q.unit in TIME):
        return "trap:quoted_name"
    if last == "+" or first == "+":
        return "trap:code"
    if last == "×" or (q.unit in _RACED and _SPORT.match(following)):
        return "trap:sport"
    if (
        "首" in preceding
        and (q.unit in MEASURE or q.unit == "层" or q.bare)
        and _FIRST_OF_ITS_KIND.search(preceding)
    ):
        return "trap:product"
    if first.isascii() and first.isalpha() and q.unit not in COUNT:
        return "trap:model"
    if following.startswith(("像素", "变焦", "光学变焦", "数码变焦")):
        return "trap:specification"
    return ""


_FIRST_OF_ITS_KIND = regex(r"首[款台辆架枚颗套][^，。；、“”]{0,10}$")
"""全国首台最大功率|10万瓦的激光器."""


def _no_count(text: str, q: Quantity, preceding: str, following: str) -> str:
    """What a counting word counts that is no thing: classes, those just named, the words of a slogan."""
    last = preceding[-1:]
    if q.chinese:
        if text.startswith("二人", q.at) or _THEY.match(following):
            return "trap:those_named"  # 夫妻二人: of whom one counts one says 两人
        if q.unit == "类" and (
            following.startswith(("水", "地区", "城市", "区"))
            or preceding.endswith(("全国", "国家", "国际", "省级", "市级", "了"))
        ):
            return "trap:grade"
        if q.unit == "个" and _SLOGAN.match(following):
            return "trap:slogan"
        if q.unit == "名" and last in ("前", "后") and following.startswith("："):
            return "trap:heading_of_a_list"  # 投资完成率前三名：
    if q.unit == "类" and _GRADED.match(following):
        return "trap:grade"  # 1类新药
    if q.unit == "个":
        if (_QUOTED_AMOUNT if last == "“" else _QUOTED_SHARE).match(following):
            return "trap:slogan"  # “3个95%”
        if following.startswith("方面"):
            return "trap:programme"
        if following.startswith("半") and preceding.endswith(("相当于", "等于")):
            return "trap:half_a_number"  # 相当于四个半西湖
    if last == "每" and ((q.unit in ("人", "户") and q.value >= _PER) or _OF_WHICH.match(following)):
        return "trap:denominator"  # 每10万人刑事案件数, 每7部手机中就有1部
    if q.chinese and preceding.endswith(("一" + q.unit, "一" + q.unit + "、")):
        return "trap:idiom"  # 不是一家两家
    if q.unit == "人" and following.startswith("制"):
        return "trap:grade"  # 3人制篮球场
    if q.value < 10 and _STEPS.match(following):
        return "trap:idiom"
    if q.unit == "条":
        named = following.startswith("”") or (q.value < 100 and _POLICIES.search(preceding))
        if named or (_THOSE_POLICIES.match(following) and not _ISSUED.search(preceding)):
            return "trap:policy_name"  # 出台“稳就业12条”
    if q.unit in ("条", "期", "批次") and last and last in "“”《":
        return "trap:quoted_name"
    return ""


_GRADED = regex(r"(?:创?新药|医疗器械|疫苗|医保|会员|水[体质，。]|新生物制品|中药)")
_QUOTED_SHARE, _QUOTED_AMOUNT = regex(r"[0-9.]+[%‰]"), regex(r"[0-9.]+[%‰万亿]|[0-9]{2,}”")
_OF_WHICH = regex(r"[^，。；0-9]{1,10}中")
_POLICIES = regex(r"(?:激励|政策|新政|举措|措施|意见|规定|黄金|金融|改革|惠[企民台]|人才)$")
_THOSE_POLICIES = regex(r"[”》]|也|措施|意见|举措|政策")
_ISSUED = regex(r"(?:出台|推出|制定|归集|梳理)[^，。；]{0,12}$")


def _no_extent(text: str, q: Quantity, preceding: str, following: str) -> str:
    """How big, hot, fast or strong one thing is made, not how much of it there is."""
    if q.unit in ("℃", "摄氏度") and not _CLIMATE.search(preceding):
        return "trap:temperature"  # a forecast or a setting
    if _SPEC_POWER.match(text, q.stop) and not _IN_SUM.search(preceding[-8:]):
        return "trap:product"
    if q.unit in ("米", "厘米") and (preceding.endswith("身高") or _CHILDREN.match(following)):
        return "trap:age"
    if q.unit in _SPEC_UNIT and not q.bare and not _SPEC_CONTEXT.search(preceding):
        return "trap:specification"
    if preceding.endswith("时速") and q.unit in ("公里", "千米"):
        return "trap:specification"
    return ""


_CLIMATE = regex(r"(?:年平均|升温|温升|较常年)[^，。；]{0,8}$")
_IN_SUM = regex(r"装机|容量|总|累计|新增|合计")
_CHILDREN = regex(r"(?:以下|以上)?的?儿童")


def _no_score(text: str, q: Quantity, preceding: str, following: str) -> str:
    """Points of a game or of a marking scheme, and items of a list, not the score of an index."""
    if q.unit == "点" and preceding[-1:] in ("“", "”", "《"):
        return "trap:quoted_name"
    if q.unit != "分":
        return ""
    if not (_SCORE_OF.search(preceding) or _SCORE_AFTER.match(following) or _scored(text, q, preceding)):
        return "trap:score"
    return "trap:marking_scheme" if _MARKING.search(preceding) else ""


_SCORE_OF = regex(r"(?:得分|指数|评分|总分|均分|满意度|测评|成绩)[^，。；]{0,10}$")
_SCORE_AFTER = regex(r"的?[一-鿿]{0,4}(?:得分|成绩)")
_MARKING = regex(r"(?:技术|商务|价格|服务|资信)+分?$|满分(?:为)?$|(?:(?<!增)加|扣|计|得)[0-9]{0,2}$")


def _no_amount(text: str, q: Quantity, last: str, following: str) -> str:
    """Nothing, and steps climbed: 零元, 迈上百亿元|台阶."""
    if q.value == 0:
        return "trap:zero"
    step = text[q.at] in "百千万亿" and _STEP.match(following) and (last == "个" or following[0] == "台")
    return "trap:idiom" if step else ""


_STEP = regex("台阶|大关")
_RACED = frozenset({"米", "秒", "人"})
_SPORT = regex(
    r"[0-9]{2,3}(?:的成绩|[，。])|(?:直道|台跳水|跳台|板跳水|自由泳|蛙泳|仰泳|蝶泳|混合泳|接力|短跑|跨栏|栏|气步枪|气手枪|步枪)|龙舟"
)
"""划出48秒|464的成绩, 10米|台跳水: results and names of events."""
_REGIONAL_PRODUCT = regex(
    r"(?:GDP|生产总值|经济总量|增加值|产值|营业?收入|营收|[进出]口总?[额值]|零售总?额|交易总?额|成交额|[存贷]款余额|总投资|产业规模|经济规模|市值)[^，。；0-9]{0,8}$"
)
_MONEY_AMOUNT = regex(
    r"(?:营收|营业收入|产值|GDP|生产总值|交易额|销售额|成交额|总投资|保险费|资金|税收|贷款余额|利润)(?:超过?|突破|达到?|近|约|逾|过|首次)*$"
)
_IN_SO_MANY = regex(r"每[0-9一二两三四五六七八九十]+[^，。；]{1,12}中，?就?有$")
_PER = 100
"""From so many on, 每10万人 says per how many; 每2户 is told of the two."""


def _bare_counts(text: str, q: Quantity, preceding: str, following: str) -> bool:
    """A number without a unit counts where it has a scale and a noun (18万职教学生) or is an index."""
    numeral = text[q.at : q.stop]
    scaled = numeral.rstrip("多余")[-1:] in tuple("万亿")
    if numeral[0] not in "0123456789":
        return numeral.endswith(("万亿", "千亿")) and bool(_REGIONAL_PRODUCT.search(preceding))
    if q.chinese or q.high is not None:
        return False
    if scaled and _MONEY_AMOUNT.search(preceding):
        return True
    if re.match(r"[、和与]", following) or (scaled and re.match(r"(?:以上|多|余)", following)):
        return True  # perhaps a list that says its unit once; decided afterwards
    if scaled and re.match(rf"[{HAN}]", following) and not re.match(r"[盛州达元象科众里一载]", following):
        return True
    return bool(
        re.search(
            r"(?:收入比|比值|倍差)[由从][^，。；0-9]{1,8}的?$|(?:死亡率|系数|指数|抚养比)[由从为]20[0-9]{2}年的$|(?:死亡率|系数|指数|抚养比)[由从]20[0-9]{2}年的[0-9.]+[^，。；0-9]{1,4}20[0-9]{2}年的$|(?:指数|得分|评分|系数|PMI|PUE值?|容积率|排名|收入比|倍差|性别比|抚养比|比值|死亡率)(?:\([A-Za-z]+\))?(?:(?:监测|评价|测评)结果|平均|进一步|逐步|持续|继续)?(?:：|为|是|达到?|升至|提高到|提升至|降至|降到|控制在|回升至|缩小[到至]|扩大[到至]|[由从])?$"
            r"|(?:指数|系数|收入比|倍差|比值)[由从]?[^，。；]{0,14}[0-9.]+(?:[^，。；]{0,4})?[到至为→➡]$",
            preceding,
        )
        or (
            scaled
            and re.search(
                r"人[口数才员][^，。；]{0,14}$|人次(?:突破|超过?|达到?)$|老年人(?:已|共|约|近|超|达|为|有)*$",
                preceding,
            )
        )
    ) and not following.startswith(("年", "月", "日", "版"))


def _chinese_counts(text: str, q: Quantity, preceding: str, following: str) -> bool:
    """Chinese numerals count things only with a real counting word and a concrete noun."""
    if q.unit in MONEY or q.unit in ("%", "‰", "个百分点") or q.unit in MEASURE - WEAK_WITH_CHINESE:
        return q.value != 1 or bool(_ONE_COUNTS.search(preceding))
    if q.unit == "次":
        return bool(re.search(r"(?:先后|累计|共|连续)$", preceding))
    if q.unit in WEAK_WITH_CHINESE:
        return False
    if _ABSTRACT.match(following) or following[:1] in "”’》":
        return False
    if q.unit == "位" and re.search(r"(?:提升|上升|前进|前移|跃升|下降|后退)了?$", preceding):
        return True
    if q.value == 1 and q.unit not in TIME:
        return bool(_ONE_COUNTS.search(preceding))
    if q.unit in TIME:
        return lasts(q, preceding, following)
    if preceding.endswith(tuple("第这那每某另同各“")):
        return False
    return q.unit in COUNT


def _scored(text: str, q: Quantity, preceding: str) -> bool:
    """综合指数78.6分，比上年提高|3.2分: points, because the paragraph has just told of a score."""
    begin = max(text.rfind("\n", 0, q.start) + 1, q.start - _SCORE_REACH)
    told = _SCORES.search(text, begin, q.start) is not None
    return told and ("." in text[q.at : q.end] or _SCORE_MOVES.search(preceding) is not None)


_SCORE_REACH = 160
_SCORES = regex(r"得分(?!手|王|榜)|指数|评分|总分|均分|满意度|测评|分值")
_SCORE_MOVES = regex(
    r"(?:提高|提升|增加|上升|上涨|下降|降低|减少|回落|高出?|低|高于|低于|均为)(?:了|约|近)?$"
)
