"""Which number measures nothing?  Names, rules, thresholds, ages, product specifications, idioms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.extract.clean import HAN
from monitor.extract.rule_parameter import rule_parameter
from monitor.extract.unit_tail import WEAK_WITH_CHINESE
from monitor.extract.units import COUNT, MEASURE, MONEY, TIME

if TYPE_CHECKING:
    from monitor.extract.figure import Quantity

_YEARS_TAKEN = re.compile(
    r"(?:[耗用历]时|用了?|花了?|仅|短短|缩短[到至了]?|延长[到至了]?|经过?|提前了?|长达|连续|拥有|寿命[^，。；]{0,4}|年限[^，。；]{0,4}|工龄|只要|只需|仅需|提高到|达|从|由|至|到|平均)$"
)
_NTH_THAT = re.compile(r"第[0-9一二三四五六七八九十]+[个家座](?!月|百分点)[^，。；0-9]{2,20}$")
"""成为全国第8个年吞吐量突破|5000万人次的机场: the figure was told before; this one says which airports are counted."""
_FOUNDED = re.compile(r"成立(?:仅|才|不到|短短|不足)*$")
_TOOK = re.compile(r"，[^，。；0-9]{0,6}(?:用了?|仅用|只用|历时)[^，。；]{1,4}[年月天]")
"""从1亿件到10亿件，用了9年: how long it took is told, not how much it was."""
_ALLOWED = re.compile(r"(?:过境)?免签|(?<=内)[^，。；0-9]{2,12}率")
"""240小时|过境免签, 3个月内|答复率: how long is allowed, not how long it took."""
_YEARS_OF = re.compile(r"(?:以上)?(?:的)?[一-鿿]{0,6}(?:经验|工龄)|时间")
_SPEC_POWER = re.compile(r"(?:级|时)?[一-鿿]{0,6}?(?:机组|变压器|发动机|电机|芯片|储能柜|直流工程|输电)")
_SPEC_UNIT = frozenset({"英寸", "纳米", "微米", "毫米", "厘米", "伏", "赫兹", "千伏", "P", "GB", "TB"})
_SPEC_CONTEXT = re.compile(
    r"(?:长|宽|高|深|直径|距离|精度|浓度|雨量|降雨量|降水量|水位|算力|线宽)[^，。；]{0,6}$"
)
_ABSTRACT = re.compile(
    r"(?:方面|层面|领域|阶段|环节|维度|步骤?|部分|特点|字|原则|坚持|转变|角度|要求|关键词|层次|时期|时代|世纪|月|日|年代|数[，。]|"
    r"提升|转变|确保|突破|不变|强化|民族|世界|人民|声音|目标任务|基本任务|重点(?!项目|工程|企业|实验)|问题(?!线索|整改)|[一-鿿]{0,8}定位|主义|文明|自信|意识|维护|确立|一百年|务必|带一路|大|体|化|线|元化|级|等奖|维|"
    r"面(?!向)|方|侧|边|岁|生|期工程|届|中全会|天内)"
)
_THEY = re.compile(
    r"(?:指标|数据)(?=[^，。；]{0,8}(?:[均都双没未]|较|比|同比|环比|翻|增|超额|完成))|类企业数量"
)
"""两项|指标均…: those just named."""
_ONE_COUNTS = re.compile(r"(?:新增|新建|增加|增设|新设|共有|仅有|仅|只有|减少|拥有|获批)$")
_SLOGAN = re.compile(r"“[^”]{1,8}”(?=[，。；、：\n]|和(?![一-鿿]{2,6}[，。；])|与|$)")
"""三个“增强”: what a text counts of its own words."""
_STEPS = re.compile(r"(?:、[0-9.]+[万亿]+)*[一-鿿]{0,6}(?:台阶|大关|关口)")
_AGE_OK = re.compile(r"(?:寿命|年龄中位数|平均年龄)[^，。；]{0,40}$")
_AGE_GROWS = re.compile(
    r"(?:寿命|年龄中位数|平均年龄)[^。；]{0,40}(?:提高|增加|延长|上升|缩短|降低|下降)了?$"
)
_CLAUSE_LENGTH = 48
# Counting words that Chinese numerals take in prose without counting anything (一边, 三方, 两手, 四面 …).


def trap(text: str, q: Quantity) -> str:
    """Name of the trap of the genre a number stands in; "" where it measures something."""
    i, end = q.at, q.end
    following, preceding = text[q.stop : q.stop + 12], text[max(0, i - 24) : i]
    last = preceding[-1:] if preceding else ""
    if last and last in "“‘《" and (following[:1] in "”’》" or q.unit in TIME):
        return "trap:quoted_name"
    if q.unit == "%" and following.startswith(("人口抽样", "抽样")):
        return "trap:programme"  # 全国1%人口抽样调查
    if q.unit == "类" and q.chinese and following.startswith(("水", "地区", "城市", "区")):
        return "trap:grade"
    if q.unit == "类" and q.chinese and preceding.endswith(("全国", "国家", "国际", "省级", "市级", "了")):
        return "trap:grade"
    if (
        q.unit == "个"
        and re.match(r"[0-9.]+[%‰]" if last != "“" else r"[0-9.]+[%‰万亿]|[0-9]{2,}”", following)
    ) or (q.unit == "%" and re.search(r"“[0-9两三四五六]+个$", preceding)):
        return "trap:slogan"  # “3个95%”
    if q.chinese and text.startswith("二人", i):
        return "trap:those_named"  # 夫妻二人: of whom one counts one says 两人
    if q.chinese and _THEY.match(following):
        return "trap:those_named"
    if q.chinese and q.unit == "个" and _SLOGAN.match(following):
        return "trap:slogan"
    if q.unit == "条" and following.startswith("”"):
        return "trap:programme"  # 出台“稳就业12条”
    if q.unit == "个" and following.startswith("方面"):
        return "trap:programme"
    if q.chinese and q.unit == "名" and last in "前后" and last and following.startswith("："):
        return "trap:heading_of_a_list"  # 投资完成率前三名：
    if (q.unit in ("人", "户") and last == "每" and q.value >= _PER) or (text[i - 1 : i + 2] == "每百元"):
        return "trap:denominator"  # 每10万人刑事案件数, 每百元营业收入中的成本
    if q.unit == "人" and following.startswith("制"):
        return "trap:grade"  # 3人制篮球场
    if last == "每" and q.unit in COUNT and re.match(r"[^，。；0-9]{1,10}中", following):
        return "trap:denominator"  # 每7部手机中就有1部
    if "每" in preceding and _IN_SO_MANY.search(preceding):
        return "trap:denominator"
    if last == "×" or (q.unit in _RACED and _SPORT.match(text, q.stop)):
        return "trap:sport"
    if last == "+" or following[:1] == "+":
        return "trap:code"
    if following[:1].isascii() and following[:1].isalpha() and q.unit not in COUNT:
        return "trap:model"
    if q.unit == "岁" or following.startswith("岁"):
        life = _AGE_OK.search(text, max(0, i - _CLAUSE_LENGTH), i) or _AGE_GROWS.search(
            text, max(0, i - _CLAUSE_LENGTH), i
        )
        return "" if life else "trap:age"
    if q.unit == "年" and re.match(r"(?:制?义务教育|一贯制|制(?:学校|高中|本科)|期(?!末|间))", following):
        return "trap:school_system"  # 九年义务教育: a school system's name
    if q.unit in ("℃", "摄氏度") and not re.search(r"(?:年平均|升温|温升|较常年)[^，。；]{0,8}$", preceding):
        return "trap:temperature"  # a forecast or a setting
    if (
        q.unit in MONEY
        and text[i] in "百千万亿"
        and _STEP.match(following)
        and (last == "个" or following[0] == "台")
    ):
        return "trap:idiom"
    if q.unit in MONEY and q.value == 0:
        return "trap:zero"
    if (
        q.unit == "分"
        and not re.search(r"(?:得分|指数|评分|总分|均分|满意度|测评|成绩)[^，。；]{0,10}$", preceding)
        and not re.match(r"的?[一-鿿]{0,4}(?:得分|成绩)", following)
        and not _scored(text, q, preceding)
    ):
        return "trap:score"
    if q.unit == "分" and re.search(
        r"(?:技术|商务|价格|服务|资信)+分?$|满分(?:为)?$|(?:(?<!增)加|扣|计|得)[0-9]{0,2}$", preceding
    ):
        return "trap:marking_scheme"
    if (
        _SPEC_POWER.match(text, q.stop)
        and q.unit in MEASURE
        and not re.search(r"装机|容量|总|累计|新增|合计", preceding[-8:])
    ):
        return "trap:product"
    if (
        q.rule == "quantity:half"
        and q.unit == "年"
        and not re.search(r"(?:用|仅|历时|短|前|超|近|到|约|每)$", preceding)
    ):
        return "trap:time_span"
    if q.unit in COUNT and q.value < 10 and _STEPS.match(following):
        return "trap:idiom"
    if (
        q.unit == "年"
        and not _YEARS_TAKEN.search(text[max(0, q.start - 10) : q.start])
        and not _YEARS_OF.match(following)
    ):
        return "trap:time_span"
    if (q.unit in ("小时", "个小时") and q.value == 24) or (q.unit == "天" and preceding.endswith("一年")):
        return "trap:round_the_clock"
    if following.startswith("的") and _NTH_THAT.search(text, max(0, q.start - 30), q.start):
        return "trap:attribute"
    if q.unit in TIME and following.startswith(("假期", "长假", "小长假")):
        return "trap:time_span"
    if q.unit in TIME and following.startswith("的") and _FOUNDED.search(preceding):
        return "trap:time_span"
    if q.high is not None and _TOOK.match(text, q.stop) and preceding.endswith("从"):
        return "trap:time_span"
    if q.unit in TIME and _ALLOWED.match(text, q.end):
        return "trap:rule_parameter"
    if q.unit == "年" and following.startswith(("平均增", "年均", "复合")):
        return "trap:time_span"
    if q.unit in TIME and re.search(r"(?:时隔|未来|今后|此后|随后|最近|每隔|[0-9]分)$", preceding):
        return "trap:time_span"
    if q.unit in ("米", "厘米") and (
        preceding.endswith("身高") or re.match(r"(?:以下|以上)?的?儿童", following)
    ):
        return "trap:age"
    if following.startswith(("像素", "变焦", "光学变焦", "数码变焦")):
        return "trap:specification"
    if q.unit in TIME and re.search(
        r"(?:贷款|借款|补贴|合同|有效|还款)?期限?(?:最长)?(?:为|不超过|不少于)?$",
        text[max(0, q.start - 8) : q.start],
    ):
        return "trap:term_of_contract"  # the term of a contract, not a time something took
    if (
        text[i] in "万亿"
        and not q.rule.startswith("quantity:order")
        and text[i - 1 : i] not in tuple("过超破逾近上数达约")
    ):
        return "trap:half_a_number"  # half a number: its head stands on another page
    if q.unit == "年" and text[q.stop : q.stop + 1] == "报":
        return "trap:annual_report"
    alone = (
        q.start == q.at
        and q.end == q.stop
        and not preceding.endswith(("增至", "达", "达到", "增加到", "升至", "扩大到"))
    )
    if text[i] in "百千万亿" and q.unit not in MONEY and alone:
        return "trap:idiom"  # 百家, 万人 alone are a manner of speaking
    if q.bare:
        return "" if _bare_counts(text, q, preceding, following) else "trap:no_unit"
    if q.kind in ("share", "multiple"):
        return "trap:programme" if q.kind == "multiple" and "倍增" in text[i : end + 1] else ""
    if q.unit in _SPEC_UNIT and not _SPEC_CONTEXT.search(preceding):
        return "trap:specification"
    if preceding.endswith("时速") and q.unit in ("公里", "千米"):
        return "trap:specification"
    if following.startswith("级") and q.unit in MEASURE | MONEY:
        return "trap:grade"
    if q.chinese and not _chinese_counts(text, q, preceding, following):
        return "trap:chinese_numeral"
    if q.unit in COUNT and q.unit in ("条", "点", "期", "批次") and last in "“”《":
        return "trap:quoted_name"
    if (
        q.unit == "条"
        and q.value < 100
        and re.search(r"(?:激励|政策|新政|举措|措施|意见|规定|黄金|金融|改革|惠[企民台]|人才)$", preceding)
    ):
        return "trap:policy_name"
    if (
        q.unit == "条"
        and re.match(r"[”》]|也|措施|意见|举措|政策", following)
        and not re.search(r"(?:出台|推出|制定|归集|梳理)[^，。；]{0,12}$", preceding)
    ):
        return "trap:policy_name"
    return "trap:rule_parameter" if rule_parameter(text, q, preceding, following) else ""


_STEP = re.compile("台阶|大关")
_RACED = frozenset({"米", "秒", "人"})
_SPORT = re.compile(
    r"[0-9]{2,3}(?:的成绩|[，。])|(?:直道|台跳水|跳台|板跳水|自由泳|蛙泳|仰泳|蝶泳|混合泳|接力|短跑|跨栏|栏|气步枪|气手枪|步枪)|龙舟"
)
"""划出48秒|464的成绩, 10米|台跳水: results and names of events."""
_REGIONAL_PRODUCT = re.compile(
    r"(?:GDP|生产总值|经济总量|增加值|产值|营业?收入|营收|[进出]口总?[额值]|零售总?额|交易总?额|成交额|[存贷]款余额|总投资|产业规模|经济规模|市值)[^，。；0-9]{0,8}$"
)
_MONEY_AMOUNT = re.compile(
    r"(?:营收|营业收入|产值|GDP|生产总值|交易额|销售额|成交额|总投资|保险费|资金|税收|贷款余额|利润)(?:超过?|突破|达到?|近|约|逾|过|首次)*$"
)
_IN_SO_MANY = re.compile(r"每[0-9一二两三四五六七八九十]+[^，。；]{1,12}中，?就?有$")
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
            r"(?:收入比|比值|倍差)[由从][^，。；0-9]{1,8}的?$|(?:指数|得分|评分|系数|PMI|PUE值?|容积率|排名|收入比|倍差|性别比|抚养比|比值)(?:\([A-Za-z]+\))?(?:平均|进一步|逐步|持续|继续)?(?:：|为|是|达到?|升至|提高到|提升至|降至|降到|控制在|回升至|缩小[到至]|扩大[到至]|[由从])?$"
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


def _scored(text: str, q: Quantity, preceding: str) -> bool:
    """综合指数78.6分，比上年提高|3.2分: points, because the paragraph has just told of a score."""
    begin = max(text.rfind("\n", 0, q.start) + 1, q.start - _SCORE_REACH)
    told = _SCORES.search(text, begin, q.start) is not None
    return told and ("." in text[q.at : q.end] or _SCORE_MOVES.search(preceding) is not None)


_SCORE_REACH = 160
_SCORES = re.compile(r"得分(?!手|王|榜)|指数|评分|总分|均分|满意度|测评|分值")
_SCORE_MOVES = re.compile(
    r"(?:提高|提升|增加|上升|上涨|下降|降低|减少|回落|高出?|低|高于|低于|均为)(?:了|约|近)?$"
)
