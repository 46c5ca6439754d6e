"""Which number measures nothing?  Names, rules, thresholds, ages, product specifications, idioms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.extract.clean import HAN
from monitor.extract.unit_tail import WEAK_WITH_CHINESE
from monitor.extract.units import COUNT, MEASURE, MONEY, TIME

if TYPE_CHECKING:
    from monitor.extract.figure import Quantity

_POLICY_GIVE = re.compile(
    r"(?:给予|予以|奖励|补助|补贴|资助|奖补|贴息|减免|处以?|可申请|可享受|可获得?)[^，。；]{0,14}$|按(?![时期揭需月年劳]|(?:不变|可比|现|当年)价|美元|人民币|常住)照?[^，。；]{0,14}的?$|上浮至?$|最高(?!价|纪录|值|的|成交|单|已?达|为)(?:可|不超过|给予|额度)?[^，。；]{0,8}$"
)
_POLICY_DONE = re.compile(r"已|累计|共|去年|全年|今年以来|兑现|发放了|达到|完成|落实|争取到|拨付")
_CONDITION = re.compile(r"(?:^|[，。；：])(?:对于?|凡|若|如果?|当年|首次|新)[^，。；：]{0,24}$")
_THRESHOLD = re.compile(
    r"(?:及)?(?:以上|以下|以内)?(?:[（(]含[^）)]{0,8}[）)])?的?(?:规模|技改|重点|产业|招商|新)?(?:工业|服务业|批发|零售|大型|重点|重大|外资|企业|项目|法人|老年?人|人口|人群|儿童|居民|单位|机构|家庭|城市|建筑|锅炉|纳税人|常住)"
)
_OBJECT_OF = re.compile(
    r"(?:主营业务收入|营业收入|营收|销售额|年收入|投资额?|总投资|产值|市值|估值|税收|年龄|单体|单个|单项|面积|规模|金额|人口)(?:在|为|达|达到|超过?|超|不低于)?$"
)
_WHO = r"(?:企业|单位|机构|项目|个人|人员|家庭|平台|团队|纳税人|个体工商户|创业者|毕业生|职工|居民|用人单位|法人)"
_RULE_AHEAD = re.compile(
    rf"(?:[(（][^)）]{{0,24}}[)）])?(?:（含）)?(?:及?以上|及?以下|以内)?的[^，。；]{{0,14}}{_WHO}[)）]?(?:，|可|给予|予以|按)(?:最高)?(?:可|给予|予以|按|免|享受|应当?|须|不得|最高)"
    rf"|(?:的?{_WHO})?(?:达到[0-9.]+%)?[)）]的[^，。；]{{0,14}}{_WHO}，可"
    rf"|及?以下的[^，。；]{{0,8}}(?:贷款|企业|项目|单位)|及?以上、[^，。；]{{0,24}}的[^，。；]{{0,6}}{_WHO}|可(?:以)?抵[免扣]"
)
_PRICE = re.compile(r"/(?:晚|张|位|间|桌|份|注|场|台|次|瓶|盒)")
_YEARS_TAKEN = re.compile(
    r"(?:[耗用历]时|用了?|花了?|仅|短短|缩短[到至了]?|延长[到至了]?|经过?|提前了?|长达|连续|拥有|寿命[^，。；]{0,4}|年限[^，。；]{0,4}|工龄|只要|只需|仅需|提高到|达|从|由|至|到|平均)$"
)
_YEARS_OF = re.compile(r"(?:以上)?(?:的)?[一-鿿]{0,6}(?:经验|工龄)|时间")
_SPEC_POWER = re.compile(r"(?:级|时)?[一-鿿]{0,6}?(?:机组|变压器|发动机|电机|芯片|储能柜|直流工程|输电)")
_SPEC_UNIT = frozenset({"英寸", "纳米", "微米", "毫米", "厘米", "伏", "赫兹", "千伏", "P", "GB", "TB"})
_SPEC_CONTEXT = re.compile(r"(?:长|宽|高|深|直径|距离|精度|浓度|雨量|降雨量|水位|算力|线宽)[^，。；]{0,6}$")
_ABSTRACT = re.compile(
    r"(?:方面|层面|领域|阶段|环节|维度|步骤?|部分|特点|字|原则|坚持|转变|角度|要求|关键词|层次|时期|时代|世纪|月|日|年代|数[，。]|"
    r"提升|转变|确保|突破|不变|强化|民族|世界|人民|声音|目标任务|主义|文明|自信|意识|维护|确立|一百年|务必|带一路|大|体|化|线|元化|级|等奖|维|"
    r"面(?!向)|方|侧|边|岁|生|期工程|届|中全会|天内)"
)
_ONE_COUNTS = re.compile(r"(?:新增|新建|增加|增设|新设|共有|仅有|仅|只有|减少|拥有|获批)$")
_BEFORE_PAUSE = re.compile(r".*[，。；\n]", re.DOTALL)
_STEPS = re.compile(r"[一-鿿]{0,6}台阶")
_AGE_OK = re.compile(r"(?:寿命|年龄中位数|平均年龄)[^，。；]{0,16}$")
# Counting words that Chinese numerals take in prose without counting anything (一边, 三方, 两手, 四面 …).


def trap(text: str, q: Quantity) -> str:
    """Name of the trap of the genre a number stands in; "" where it measures something."""
    i, end = q.at, q.end
    following, preceding = text[q.stop : q.stop + 12], text[max(0, i - 24) : i]
    last = preceding[-1:] if preceding else ""
    if last and last in "“‘《" and (following[:1] in "”’》" or q.unit in TIME):
        return "trap:quoted_name"
    if last == "+" or following[:1] == "+":
        return "trap:code"
    if following[:1].isascii() and following[:1].isalpha() and q.unit not in COUNT:
        return "trap:model"
    if q.unit == "岁" or following.startswith("岁"):
        return "" if _AGE_OK.search(preceding) else "trap:age"
    if q.unit == "年" and re.match(r"(?:制?义务教育|一贯制|制(?:学校|高中|本科)|期(?!末|间))", following):
        return "trap:school_system"  # 九年义务教育: a school system's name
    if q.unit in ("℃", "摄氏度") and not re.search(r"(?:年平均|升温|温升|较常年)[^，。；]{0,8}$", preceding):
        return "trap:temperature"  # a forecast or a setting
    if q.unit in MONEY and following.startswith("台阶") and text[i] in "百千万亿":
        return "trap:idiom"
    if q.unit in MONEY and q.value == 0:
        return "trap:zero"
    if (
        q.unit == "分"
        and not re.search(r"(?:得分|指数|评分|总分|均分|满意度|测评|成绩)[^，。；]{0,10}$", preceding)
        and not re.match(r"的?[一-鿿]{0,4}(?:得分|成绩)", following)
    ):
        return "trap:score"
    if q.unit == "分" and re.search(
        r"(?:技术|商务|价格|服务|资信)+分?$|满分(?:为)?$|(?:加|扣|计|得)[0-9]{0,2}$", preceding
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
    if q.unit in ("小时", "个小时") and q.value == 24:
        return "trap:round_the_clock"
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
    return "trap:rule_parameter" if _rule_parameter(text, q, preceding, following) else ""


def _rule_parameter(text: str, q: Quantity, preceding: str, following: str) -> bool:
    """Amounts in a rule (对…给予最高500万元) and thresholds in a definition (2000万元及以上工业企业)."""
    said = _BEFORE_PAUSE.match(preceding)
    clause = preceding[said.end() :] if said else preceding
    if _RULE_AHEAD.match(text, q.stop):
        return True
    if q.unit in MONEY and _PRICE.match(following):
        return True
    if q.unit in MONEY or q.unit == "%":
        if (
            _POLICY_GIVE.search(clause)
            and not _POLICY_DONE.search(clause)
            and not re.match(r"[^，。；]{0,10}增长", following)
        ):
            return True
        if _CONDITION.search(preceding) and re.match(
            r"(?:以上|以下|及以上)?的(?:，|[^，。；]{0,12}(?:企业|单位|机构|项目|个人|人员|家庭|平台|团队))",
            following,
        ):
            return True
    if (q.unit in MONEY or q.unit in MEASURE) and _OBJECT_OF.search(clause) and _THRESHOLD.match(following):
        return True
    passed = text[q.at] in "百千万亿" and text[max(0, q.at - 1) : q.at] == "过"
    if (
        text[q.at] in "百千万亿"
        and q.unit in MONEY
        and re.match(r"(?:龙头|链主|骨干|工业)?(?:企业|项目)", following)
    ):
        return True  # 营收超百亿元企业: the name of a class
    if q.unit in MONEY and passed and re.match(r"的?[^，。；0-9]{0,6}(?:项目|企业|产业)", following):
        return True
    if q.unit in MONEY and re.match(r"(?:及)?以上的?[^，。；0-9]{0,4}(?:项目|企业)", following):
        return True
    tail = text[q.stop : q.stop + 4]
    return (
        tail.startswith(("以上", "及以上", "以下")) and bool(_THRESHOLD.match(following)) and q.unit in MONEY
    )


def _bare_counts(text: str, q: Quantity, preceding: str, following: str) -> bool:
    """A number without a unit counts where it has a scale and a noun (18万职教学生) or is an index."""
    numeral = text[q.at : q.stop]
    scaled = numeral.rstrip("多余")[-1:] in tuple("万亿")
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
            r"(?:指数|得分|评分|系数|PMI|排名|收入比|倍差|性别比|抚养比|比值)(?:\([A-Za-z]+\))?(?:为|是|达到?|升至|提高到|提升至|降至|降到|回升至|缩小[到至]|扩大[到至]|[由从])?$"
            r"|(?:指数|系数|收入比|倍差|比值)[由从]?[^，。；]{0,14}[0-9.]+(?:[^，。；]{0,4})?[到至为→➡]$",
            preceding,
        )
        or (scaled and re.search(r"人[口数才员][^，。；]{0,14}$", preceding))
    ) and not following.startswith(("年", "月", "日", "版"))


def _chinese_counts(text: str, q: Quantity, preceding: str, following: str) -> bool:
    """Chinese numerals count things only with a real counting word and a concrete noun."""
    text[q.at : q.stop]
    if q.unit in MONEY or q.unit in ("%", "‰", "个百分点") or q.unit in MEASURE - WEAK_WITH_CHINESE:
        return q.value != 1 or bool(_ONE_COUNTS.search(preceding))
    if q.unit == "次":
        return bool(re.search(r"(?:先后|累计|共|连续)$", preceding))
    if q.unit in WEAK_WITH_CHINESE:
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
