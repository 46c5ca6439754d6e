"""What is the name of the quantity?  The noun phrase left of the number, or right of it."""

from __future__ import annotations

import re

from monitor.extract.areas import area_at
from monitor.extract.lazy import regex

_VERBS_TAIL = (
    r"历史性|占据|占得|独占|斩获|夺得|摘得|达到了?|做到了?|达至?|超过|要过|将过|突破|为|是|有|约为?|共计?|总计|合计|计|增至|增加到|增加至|增长到|增长至|提升到|提升至|提高到|提高至|上升到|上升至|升至|跃升至|进至|进到|扩大到|扩大至|发展到|降到|降至|降为|"
    r"下降到|下降至|缩短到|缩短至|减少到|减少至|压缩到|压缩至|回落至|回升至|实现了?|完成了?|保持在?|稳定在?|维持在?|控制在|始终在|(?<!人)均|各|各自|分别|双双|都|已经?|又|再|还|了|将|要|力争|确保|争取|预计|预期|目标|目标为|约|近|超|逾|至少|不|在|到|"
    r"可达到?|可以?|有望|至|累计|总共|逆势|实际|名义|合计|一共|全部|已达|高达|最高?(?:可)?达|多达|仅|只有|仅为|也|就|则|其中|：|——|、|\(|占比?达?|接近|将近|大约|基本|初步|以来|由每[月年天日人户]|由|从|相比|(?<!班)列|居|(?<!安)排[名位]?|位居|位列|排在|名列|跃居|继续|连续|首次|稳居|跻身|进入|保持在|蝉联|获|分列|按|由(?:上月|上年|上季度|去年)的?|每年|年均|同比|环比|比上年|较上年|比去年|较去年|(?<!结收)(?<!料肉)(?<![贷入率养销之隧别倍容杠])比|较|(?<![青少老中])年|持平|每人每[月年天]|每户每年|每人|分为|(?<![建新开增])设|设有|保持了|"
    r"新增|有望首|(?<=[，、])会|^会|也就是|却|反而|一下|一路|可能|能够|大概|不过|(?<=[一-鿿]{2})只|已有|还有|纷纷|顺利|为最[快短高低长]|一度|恢复[到至为]|估计|估计能|估计可|估计会|仍然|随之|因此|由此|随即|冲过|(?<![平高草中荒])原有|急需|拥有|(?<![核面应针校接相绝反比])对|增长|上升|下降|提高|提升|减少|增加|增速|下跌|上涨|回落|收窄|扩大|加快|进一步|大幅|稳步|快速|平均|成为|形成|迈上|跃上|跨过|跨越|迈过|(?<![主单大])跨|站上|冲刺|冲击|剑指|(?<=[一-鿿]{3})(?<![所加予得足难可])以|暂时?|罕见地|(?<!合)并|历史同期|依旧|依然|仍旧|晋级|晋升|用时|历时|(?<=[收支][入出])(?:相应)?安排|有所|具备|最多|更是|(?<=[入额量值])能|每亩|每平方米"
)
_MOVED = r"(?:再|又|进一步|逐步|小幅|大幅|稳步|快速)*(?:上升|提升|提高|增加|增长|扩大|攀升|跃升|回升|拓展|延长|扩|下降|降低|减少|缩短|缩减|压缩|压减|回落|滑落|下滑|下跌|收窄|升|降|增|减|提|涨|跌|压|缩|扩|调整)(?:到|至|为|了|成)"
_TAIL = re.compile(
    rf"(?:{_VERBS_TAIL}|{_MOVED}|只要|只需|需要|贡献|(?:再|又)(?:提|增|降|减|压)|则|还|眼下|仍|仍有|(?<![高初])中|里|常年|内(?<=[省市区县]内))$"
)
_LONGEST_TAIL = 12
_KEEP_TAIL = re.compile(r"(?:增速|涨幅|降幅|增长率|占比)$")
_LEAD = re.compile(
    r"^(?:[、，：；。！？\s■□>#*·)-]+|(?:我|咱|他|她)们?(?=[种养卖收买办租包])|《[^》]{2,40}》(?:正式)?(?:发布|出炉|公布|显示)|“(?![^“”]{1,16}”)|—+|(?:项目)?(?:全面|全部)?(?:建成|投产|达产|投用|运营)+后(?:将|可)?(?:实现)?|眼下|届时|如今|过去|当下|分年度|分批|分步|投运|投用|达产后|投产后|建成后|通车后|(?:一|二|三|四|五|六|七|八|九|十)是|其中|同时|此外|另外|另|并且?|也|还将?|且|以及|及|和|与|据悉|据了解|据介绍|比如|例如|如|即|而|则|但|又|再|在|对|将|把|被|使|让|从|由|于|以|按|以来|期间|末|底|时期|后|前|内|年|月|日|度|的|了|已经?|均|共|总|各|都|约|近|超|达(?!成)|全年|全部|全面|"
    r"累计|力争|确保|争取(?=20)|拟(?=安排|投入)|了(?!解)|就(?=[收卖采摘挣赚种养][了出到])|预计|预期|要|目标|目标是|如何|有序|努力|计划|推动|推进|促进|实现了?|完成了?|拥有|现有|现|共有|总计|合计|包括|包含|含(?![税水量糖硒磷氮硫])|涉及|截[至止](?:目前)?|目前|当前|今年|去年|日前|近日|我们|他们|双方|先后|持续|继续|不断|着力|深入|积极|大力|加快|加强|进一步|逐步|稳步|率先|首次|成功|有效|全力|奋力|主要|力保|保持|稳定|"
    r"提出|明确|论(?!文|坛|证)|[此本这该]次|这样|今后|未来|下一步|接下来|过去一年|一年来|近年来|五年来|十年来|其|该|此|这|那|每年|同口径|可比口径|同期|同比|环比|比上年|较上年|年均|平均|所|地区(?!生产)|市内|省内|区内(?=..)|县内|园内|辖区|境内|人民政府|有|是|为|等|使得|带领|达成|迎来|可|能|应|会|新时代|助力|发挥|利用|借助|突出|聚焦|坚持|围绕|打造|取得|铺排|(?<!新)建成(?!区|面积|投|运|通)(?=.{3})|单位|全域|范围|城市)"
)
_KEEP_LEAD = re.compile(
    r"^(?:未来产业|现场|均价|能繁|再融资|再生|再就业|再贷款|首次执行|在外务工|年薪|已投项目|在[校园研建岗册编站孵渝川京沪]|在用[一-鿿]{3}|在.就业|和美|保持率|稳定就业|全面|总体(?!规)|单位(?:GDP|地区|生产|国内|规上|规模|工业|面积|能|产品|建筑)|平均(?:预期|工资|受教育|气温|降水|单产|利用)|居民|推进率|年产值|年产量|年销售|总体规|年产|年人均|日均|日产|日供|日处|月产|月均|达标|以上|加工|总产|总量|总数|总经费|总预算|总支出|总库容|总储|总用电|总发电|总贷|总存|总计|总市|总资产|总规模|总里程|总投|总收|总额|总人|总花费|总消费|总装|总产值|总面积|有效|有机|有色|有限|主要(?:污染|农作|工业|经济)|城市(?!的)|地区生产|目的地|和平|可支配|可再生|年末|年底|能源|能耗|会展|会员|应用|再生|再贷|单位GDP|城市(?:化|居民|建|空气|更|污|轨|绿|供|燃|排|公|道|人|快|低)|按揭|近视|共享|共济|共富|共建(?!成)|超(?:算|高|大|低|充|瞬|导|级|精|声|细|硬|薄)|等级|月(?:均|活)|以(?:工|旧)|对外|对口|对(?:东盟|欧盟|美国|日本|韩国|非洲|拉美|中亚|俄罗斯|香港|“?一带一路|共建|RCEP|[一-鿿]{2,6}(?:进出口|出口|进口))|从业|由企业|后备|内(?:资|贸|河)|前沿|底数|年度|日(?:用|处|照)|可(?:利用|装机|开发|采)|目标完成|将军|度假|为(?:农|民)|与会|及格|把关|持有|首次公开|首次发行|均衡|各级|各类|各项|据点|如皋|其他|其它|力量|是否|聚|并购|并网|内部|主营|主导|主干|平台|加强|未成年|分布|发明|发电|约束|有研|要素|预备|预售|预算|持股|使用|推广|目录|突出贡|新时代|有进出口|保障|保险|保费|稳就业|利用外|实际|取得专|平均|成功率|打造|建成区|建成(?:投|运|通))"
)
_TIME_LEAD = re.compile(
    r"^(?:(?:20[0-9]{2})?/20[0-9]{2}(?:产季|榨季|年度|财年)|[一二三四五六七八九十]{1,2}(?:至|到|—)[一二三四五六七八九十]{1,2}月|(?:19|20)[0-9]{2}(?!届)(?:—(?:20)?[0-9]{2})?年?(?:底|末|度|以来|初)?(?:[0-9]{1,2}(?:—[0-9]{1,2})?月(?:份|底|末)?)?|[“]?十[一二三四五六]五[”]?(?:时期|期间|末|以来|规划)?|[0-9]{1,2}(?:—[0-9]{1,2})?月(?:份|底|末)?(?:[0-9]{1,2}日)?|(?:今年|去年|上年)?前[0-9一二两三四五六七八九十]{1,2}个月|[一二两三四五六七八九十]年(?=新增|累计|共|新$)|前?[一二三四]季度|前三季度|前三季(?!度)|上半年|下半年|到(?=20|“?十|[0-9])|至(?=20)|"
    r"(?:春[节运]|国庆|中秋|“?五一”?|清明|端午|元旦|暑|寒|[、和]){1,4}(?:假期|期间|黄金周|小长假|假日)(?=..)|今年(?:以来)?|去年(?:以来)?|明年|上年|前年|本年|同年|当年|(?:未来|今后|接下来)[一二三五十35](?:到[一二三五]|至[一二三五])?年|近[三五十两0-9一二四六七八九]+年来?|[一两三四五六七八九十]年来|过去[三五]年|截[至止]|本月|当月|当[日天]|近年来|月(?!均|产|嫂|饼|活)|年(?![度产均轻初货报龄人薪]))"
)
_TIME_INSIDE = re.compile(
    r"(?:[一二三四五六七八九十]年(?=累计)|前?[一二三四]季度|[上下]半年|前[0-9一二两三四五六七八九十]+个月|(?:[0-9]{1,2}—)?[0-9]{1,2}月份?|去年|今年|上年|前年|明年|目前|近年来|截[至止]目前|今年以来|20[0-9]{2}年)(?:已经?|累计|共|将)?"
)
_SUCH_AS = regex(r"(?:“[^“”]{2,40}”、?)+等(?=[一-鿿]{2})")
_LIST_OF = regex(
    r"(?P<new>新(?:增|建|设|认定|培育|引进|创建|获批|获评|入选|开工|签约))?[^等]*、[^等]*等(?P<head>[一-鿿]{2,8})$"
)
_SPENT = frozenset({"资金", "经费", "投入", "投资"})
_PURPOSE = regex(r"^(?:企业|公司)?(?:用于|投向|支持|投入)|方面$|领域$")
_TAKES_PART = regex("参加|享受|从事|取得|领取|缴纳|纳入")
_DEGREE = regex(
    r"[一-鿿]{1,2}[度率]|[一-鿿]{0,4}标准|比例|比重|占比|水平|(?:交付|销售|出口|进口|生产|吞吐|接待|使用|保有)?[量额]|销量|产量"
)
_SHARES, _LONG_WHOLE = ("比例", "比重", "占比"), 30
_PLACE_ALONE = re.compile(r"(?:全?[市省区县]|新区|园区|高新区|经开区|开发区)")
_SAYS_NOTHING = re.compile(
    r"(?:当|单)[季月年]|[我她他自]们?家|(?:这)?[一二两三四五]?[个项组]?(?:数字|数据|数值|指标|指标数据)|项业务|几地|一年下来|(?:[一二三四五六七八九十]|[0-9]{1,2})年(?:之)?[前后]|这个数字?|(?:节[前后]|客流|出行)*高峰(?:日|为)?|[0-9]{1,2}[日月时]|[批家]企业|第?[0-9一二三四五六七八九十]+个年头|最[长短高低多少快慢大小]|单[户个人]|平均每[天年月日户人]|每[天月日年周]领?|答案|到?峰值|[比与和]?上次|缩短|拉长|延长|首批|第一批|紧随其后|(?:提前|超额|圆满)+(?:完成)?|设立|组建|成立|筹建|调度|首期|一期|二期|[0-9一二两三四五六七八九十]+年(?:[内间来]|多?(?:的)?时间)|到|[家]|同|大关|台阶|关口|门槛"
)
"""Words beside a number that name nothing: what they are about was named before."""
_MEANWHILE = regex(r"(?<=[一-鿿)”])(?:全年|累计|共(?=接待|完成|实现|受理|开行))(?=[一-鿿]{2})")
_DONE_INSIDE = regex(r"(?<=[一-鿿]{2})(?<!未)(?<!已)(?:实现|完成)了?(?=[一-鿿]{2})(?!率|情况|程度|任务|目标)")
"""小型企业实现|工业增加值: the verb is no part of the name."""
_DONE = re.compile(r"(?:新建|建成|新开工|实施|投用|落地|完成|完成|实现|达到|突破|累计|完成了)?")
_DEICTIC_LEAD = re.compile(
    r"^(?:全市|我市|本市|该市|全省|我省|本省|全区(?!域)|我区|该区|全县|我县|该县|全国(?!重点|性|人大|文明|先进|示范|百强|一体|统一)|我国|中国(?=[一-鿿]{2,8}(?:产量|销量|产销量|保有量|总量|总额|装机))|全镇|全村|全乡|[市县镇村]里(?=安|整|将|现|投|已|今|去|还|先|共|有|的)|全州|我州|该州|(?:自贸试验区|自贸区|综保区|科学城|产业园)(?=[一-鿿]{2})|(?:学校|医院|公司|企业|景区|机场|车站)(?=现有|现|共有|科研经费|已|累计|全年|实现|完成)|(?:新区|园区|高新区|经开区|开发区)(?=..)|该公司|该院|该校|公司|该企业|该平台|该项目|两地|川渝两地|双方)(?:的)?"
)
_TIME_TAIL = re.compile(
    r"(?:[一二三四五六七八九十]年累计|(?:[0-9]{1,2}月?[—至到-])[0-9]{1,2}月|(?:19|20)[0-9]{2}年?(?:底|末)?|去年|今年|上年|前年|目前|现在|(?:[一二三四五六七八九十]|[0-9]{1,2})年[前间]?|“?十[一二三四五]五”?[期末初]+|上[半]?年|[0-9]{1,2}月末?)的?$"
)
_BRACKETED = regex(
    r"^(?:[^()]{0,2}同\)|\([^()]{1,10}\))|^(?:下同|含税|下称|略)\)|\([^()]{0,12}(?:下同|含税|下称|略)[^()]{0,4}\)?$|\([^()]{4,30}之比\)$"
)
_ABOVE_SIZE = regex(r"^.*?(?:主营业务)?收入[0-9]+万元及?以上(?:的)?工业企业(?:实现)?")
OTHER_PLACE = re.compile(
    r"(?:(?![占全我本该各互每去今明力归争省的在和与对将城都超门夜新老大当车股楼期街菜集地级市县区其到位]|上市|[农工林牧]业|脱贫|贫困|完成|建成|项目|试点|重点|示范|记者|从|发挥|依托|围绕|服务|配合|落实|支持|推动)[一-鿿]){2,3}[市县](?=[一-鿿]{3})(?![委局政长级场民区容内域辖属外直花树校郊])"
)
"""A city or county the gazetteer does not hold, at the beginning of a clause."""
_AREA_IN_NAME = regex(
    r"级|港(?!口|澳|股)|[^，。；]{0,8}?(?:实验室|创新中心|研究中心|技术中心|设计中心|工作站)|大学|医院|市?(?:科技局|税务局)|日报|陆海新通道|科学城|大开发|金融中心|[黑白花土湖]?(?:猪|山羊|绵羊|湖羊|黄牛|水牛|牦牛|麻羊|山地鸡|土鸡|乌鸡|麻鸭|白鹅)"
)
PARTNERS = frozenset({"台湾省", "香港特别行政区", "澳门特别行政区"})
"""Whom the press names as partners in trade: 自台湾进口, 香港投资."""
_QUOTES = re.compile(r"[\s]+")
_TRAILING_CLAUSE = regex(
    r"增速(?:由负)?转正|止跌(?:回升|企稳|转增|反弹)|由[降负]转[升增正]|企稳回升|降幅收窄|则?呈[^，]{0,6}(?:增长|下降|态势)$|(?:持续|稳步|不断|进一步|快速|(?:增长|发展|增势)(?:较快|平稳|良好|提速)|创(?:历史|同期)?新?[高低]|再创|迅猛|迅速|强劲|蓬勃|高速|明显|显著|大幅|再|屡|实现|保持|继续|首次|成功|平稳|总体|连跨|跨越|连上|迈上)[^，]{0,10}$"
)


_SPEECH = regex(r"(?:说|介绍|表示|指出|认为|透露|称|了解到|获悉|强调|提出|如下|看)$")


_ACT_INSIDE = re.compile(
    r"(?P<drop>将再|聚集(?!区)|集聚(?!区)|汇聚|形成|培育(?!库|中心|企业|对象|名单|计划|基地|体系|期)|建成|设立|拥有|配备|组建|成立|建有|打造|开发(?![区商者投])|安排|拨付|下达|一跃成为|成长为|通过了|投入(?!超|突破|达|强度|总量|占|产出|经费|总额|规模|增速|力度|使用|资金总))|(?P<keep>解决|引进|引育|发放|发布|申请|争取|获得|签约(?!服务)|受理|培训|吸引|建立(?!健全)|实施|布局|启动)"
)


def object_of(name: str) -> str:
    """What a verb inside the span acts on: 黄娜推动建成养老服务中心 -> 养老服务中心."""
    best = name
    for m in _ACT_INSIDE.finditer(name):
        if (
            m.start() < 2
            or name.endswith("率")
            or len(name) - m.end() < 2
            or name[m.start() - 1] in "新待拟需应“的("
            or name[0] == "每"
        ):
            continue
        best = name[m.end() :] if m["drop"] else name[m.start() :]
    return best


def left_name(span: str) -> str:
    """The noun phrase that ends a span left of the number: verbs, adverbs, time and area words taken off.

    >>> left_name("去年全市技术合同成交额达到")
    '技术合同成交额'
    """
    if "(" in span:
        span = _ASIDE.sub("", span)
    if "自" in span:
        span = _SINCE_THEN.sub("", span)
    if "台阶" in span or "大关" in span:
        span = _STEPPED.sub("", span)
    if "目标" in span:
        span = _GOAL_OF.sub("", _GOAL_SET.sub("", span))
    if span.count("“") > span.count("”"):
        span = span.rpartition("“")[2]
    name = after_break(span.strip())
    if "日电" in name or "日讯" in name:
        name = _DATELINE.sub("", name)
    if "等" in name:
        name = _FOR_THOSE.sub("", name)
    if "等地" in name:
        name = _ELSEWHERE.sub("", name)
    if "计" in name or "折" in name or "人民币" in name:
        name = _CONVERTED.sub("", name)
    if "万元" in name:
        name = _ABOVE_SIZE.sub("规上工业", name)
    if ")" in name or "(" in name:
        name = _BRACKETED.sub("", name).removeprefix("(含")
    name = cut_tail(name)
    if name.endswith("之比)"):
        name = _BRACKETED.sub("", name)
    return cut_lead(name)


_DATELINE = regex(r"^.*?[0-9]{1,2}日(?:电|讯)(?:[(][^()]*[)])?")
"""某社某地7月21日电(记者某某)"""
_FOR_THOSE = regex(r"^[^，。；“”]{0,16}等(?:企业|单位|公司)(?=[“一-鿿])(?!数|家)")
"""为某某、某某等企业|“订单式”培养人才."""
_ELSEWHERE = regex(r"^.*等地(?=累计|[推销出种][广往口植])")
"""在甲、乙等地|累计推广."""
_CONVERTED = regex(
    r"(?:(?<=[值额款入资])(?:共计|合计|总计|约合|折合)?人民币|按[^，。；]{0,16}(?:汇率|不变价|可比价)[^，。；]{0,4}(?:计算|折算|换算|计)|折合(?:人民币|美元)?)(?:约)?(?:为|达)?$"
)
"""按年平均汇率|折算为: the same amount in another money."""
_STEPPED = regex(r"(?:连续?|先后|连)?(?:跨[越过上]?|跃上|迈上|站上)[^，。；、]{0,8}(?:台阶|大关)(?=、|$)、?")
"""余额连跨4个万亿元台阶、双双突破…: what it climbed on the way names nothing."""
_ASIDE = regex(r"(?<=[一-鿿])[(](?:[一-鿿]{4,16}|[^()]{4,30}之比)[)](?=[一-鿿]{2})")
_BRACKET_FIRST = regex(r"^[(][^()]{2,12}[)]")
_SINCE_THEN = regex(r"自(?:[今去上]年|[0-9])[^，。；]{0,8}(?:以来|起)[^，。；]{0,4}$")
"""增速|自去年8月以来连续…"""
_CLAUSE_BREAK = re.compile(r"[，；：。！？\n](?!(?:下同|下称|含税)[)])|——(?![^《]*》)")
_GOAL_OF = regex(r"^.*目标(?:为|是|：)")
_GOAL_SET = regex(
    r"(?<=[一-鿿]{2})(?<!发展)(?<!主要)(?<!奋斗)(?:的?(?:预期|规划|年度|发展|约束性?|控制)*目标值?(?:任务)?)(?:设定|确定|调整|锁定|定|设|调)?(?:为|是|在)?$"
)
"""工业投资增速目标为: what stands before it is the indicator."""


def after_break(span: str) -> str:
    """The last clause of a stretch of words."""
    parts = _CLAUSE_BREAK.split(span)
    return next((p for p in reversed(parts) if p.strip()), "")


_DONE_TAIL = regex(r"(?<=..)已(?:经)?[一-鿿]{2}(?:到|出|至)$")
"""雪豹|已监测到."""


def cut_tail(name: str) -> str:
    if "已" in name:
        name = _DONE_TAIL.sub("", name)
    while name:
        name = _TIME_TAIL.sub("", name.rstrip(" “(、，：；-—"))
        m = _TAIL.search(name, len(name) - _LONGEST_TAIL)
        if m is None or (_KEEP_TAIL.search(name) and len(name) - m.start() <= 3 and m.start() > 0):
            break
        name = name[: m.start()]
    return name.strip()


def cut_lead(name: str) -> str:
    while name:
        before = name
        if "后" in name:
            name = _ONCE_DONE.sub("", name)
        if m := _TIME_LEAD.match(name):
            name = name[m.end() :]
        if m := _DEICTIC_LEAD.match(name):
            name = name[m.end() :]
        area = area_at(name)
        if area and area.canonical not in PARTNERS and not _AREA_IN_NAME.match(name, len(area.name)):
            name = name[len(area.name) :]
        if name[:1] == "(":
            name = _BRACKET_FIRST.sub("", name)
        if area is None and (m := OTHER_PLACE.match(name)):
            name = name[m.end() :]
        if not _KEEP_LEAD.match(name) and (m := _LEAD.match(name)):
            name = name[m.end() :]
        if name == before:
            break
    if "全年" in name or "计" in name or "共" in name:
        name = _MEANWHILE.sub("", name)
    if "实现" in name or "完成" in name:
        name = _DONE_INSIDE.sub("", name)
    if m := _TIME_INSIDE.search(name):
        after = cut_lead(name[m.end() :])
        done = _DONE.fullmatch(after)
        branch = not done and len(after) <= 4 and _BRANCH_BEFORE.search(name[: m.start()])
        name = (
            (after if after.startswith("新") else "") + name[: m.start()]
            if done
            else name[: m.start()] + after
            if branch
            else after
        )
    if "的" in name.replace("目的", "目·").replace("水的生产", "水·生产"):
        whole, head = name.rsplit("的", 1)
        place = area_at(head)
        kind = re.sub(r"(?:总数|数量|总量|数)$", "", head[len(place.name) :] if place else head)
        if _ABOVE.match(whole) and len(whole) <= 24:
            name = whole + "的" + head
        elif len(head) >= 2:
            if head in _SPENT and (purpose := _PURPOSE.sub("", whole)) != whole:
                return purpose + head
            told = len(whole) <= 16 and "的" not in whole
            if told and _TAKES_PART.match(whole):
                return name
            name = (
                name
                if told and GENERIC.fullmatch(kind)
                else whole + head
                if (told and _DEGREE.fullmatch(head)) or (head in _SHARES and len(whole) <= _LONG_WHOLE)
                else head
            )
    if "等" in name:
        name = _SUCH_AS.sub("", name)
    if "等" in name and (m := _LIST_OF.match(name)) and (m["head"] not in _SPENT or len(name) > 30):
        name = (m["new"] or "") + m["head"]
    if _DONE.fullmatch(name) or _PLACE_ALONE.fullmatch(name) or _SAYS_NOTHING.fullmatch(name):
        name = ""
    return (
        name.strip("“”、，：；()（）的 ") if name.count("“") != name.count("”") else name.strip("、，：；的 ")
    )


_BRANCH_BEFORE = regex(r"[一-鿿]{2}(?:产业|业|类|集群|行业)$")
_ABOVE = regex(
    r"有进出口(?:实绩|业绩|记录)$|每[百千万]元.*中$|限额以上|规模以上|规上|.*增长$|.*[0-9][万亿]?元以[上下]$|[0-9]{2}周?岁(?:及)?以[上下]$"
)
"""限额以上单位通过公共网络实现的商品零售额, 对经济增长的贡献率: official names that are said whole."""


_ONCE_DONE = regex(
    r"^(?:项目)?(?:全面|全部)?(?:建成|投产|达产|投用|运营|通车|投运)+后(?:将|可)?(?:实现)?(?=..)"
)


def without_time(name: str) -> str:
    """Leading time words taken off."""
    while m := _TIME_LEAD.match(name):
        name = name[m.end() :].lstrip("，、的")
    return name


GENERIC = re.compile(
    r"(?:事项|学科|小区|区|区市|案例|民营企业|省份|企业|单位|项目|机构|人员?|人次|国家|国家和地区|地区|区县|县|市县|(?:市级|省级)?部门|学校|家庭|群众|农户|城市|村|乡镇|街道|社区|居民|市民|学生|老人|老年人|产品|农民|"
    r"职工|劳动者|高校|医院|场所|站点|国家及地区|家|户|客户|用户|经营主体|市场主体|村民|港口|儿童|困难群众|残疾人|游客|旅客|航线|线路|商户|团队|人才|[渝川浙粤闽湘鄂皖赣豫晋陕津京沪苏鲁黔滇桂琼民国央外][企])"
)


def previous_topic(span: str) -> str:
    """The topic of an earlier clause without a number: 技术合同成交额持续攀升 -> 技术合同成交额."""
    clause = _FIRST_FEW.sub(
        "", _AS_SUCH.sub("", after_break(_LEFT_OUT.sub("", span) if "除" in span else span))
    )
    if _SPEECH.search(clause):
        return ""
    return _RUNNING.sub("经济", left_name(_TRAILING_CLAUSE.sub("", _PASSED.sub("", clause))))


_LEFT_OUT = regex(r"(?:剔除|扣除)[^，。；]{2,30}(?:因素|影响)(?:影响)?后?$")
"""收入|剔除一次性因素，年均增长…"""
_AS_SUCH = regex(r"(?<=[一-鿿]{2})作为[^，。；]*$")
"""煤炭作为主导行业，占比…"""
_RUNNING = regex(r"(?:抓好|做好|稳定)?经济(?:运行|工作)$")
"""抓好经济运行，完成全年增长|5.5%目标: growth is that of the economy."""
_FIRST_FEW = regex(r"[前后][一二两三四五六七八九十]+[名位]$")
_PASSED = regex(
    r"(?:首次|成功)?(?:突破|超过?|跨过|迈上|跨越)[零一二三四五六七八九十两百千万亿]+[^，。；]{0,6}$"
    r"|(?<=..)最[高低多少快慢大小]$|(?<=..)[要将](?:在|跻身|进入|迈入|率先|位居|力争)[^，。；]*$"
)


_IN_ALL = re.compile(
    r"(?<=[一-鿿]{2})共(?=(?:办理|受理|审结|查办|起诉|开展|举办|接待|运送|发送|完成)[一-鿿]{2})"
)
"""检察机关|共办理案件."""


def tidy(name: str) -> str:
    """Remove spaces and dangling brackets."""
    name = _IN_ALL.sub("", _QUOTES.sub("", name))
    if name.count("(") > name.count(")"):
        name = name.replace("(", "")
    return name
