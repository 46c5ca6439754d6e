"""What is counted?  The noun right of a number, and the verb that chose it: 318个|社区养老食堂."""

from __future__ import annotations

import re

from monitor.extract.clean import HAN
from monitor.extract.indicator import GENERIC, cut_tail
from monitor.extract.lazy import regex

_RIGHT_STOP = re.compile(
    r"[“”]|[，。；：、！？…\n（(\t|→➡]|PM|年均|户均|人均|亩均|和(?!谐|平|睦|美|[一-鿿]{2,4}(?:融合|协同|一体化)|国家级|[省市县]级|[一-鿿]{2,5}(?=[，。；！\n]|$))(?!(?<=国家和)地区)|与|及(?!以上|以下|其|配套|相关|关联|上下游)|以及|(?<![甲乙丙])等(?!级|效)|(?<!华)为(?!农|民)|由(?!企)|(?<!所)在(?!线|建|研|校|岗|编|用|职|册)|进展(?=顺利|良好|情况)|计划(?:总)?投资|被|已|将|均|都|也(?!门)|占(?!地)|实现|进行|开展|获(?!奖)|列入|入选|达(?!标)|超|分别|组成|位于|来自|参与|参加|出席|通过|正|共同|成为|纳入|得到|完成|进入|落户|落地|投入(?!品)|(?<!新)签约|(?<!新)开工|(?<!新)投产|建成(?!区)|竣工|集中(?!式|供|连片|隔离)|用于|覆盖|提供|同比|比上年|较|增长|增加|增至|下降|上升|提高|提升|缩短|减少|帮助|助力|加速(?!器)|发展[到至]|拓展[到至]|延长[到至]|扩到|提到(?!的)|扩展[到至]|延伸[到至]|攀升|(?<!公)共(?!配|体|同|享|建|产|和|青|有制|性)|(?<=企业)共建|(?<=高校)共建|(?<=院校)共建|累计|合计|减到|升到|增到|压到|降至|降到|扩大|跃升|升至|[0-9](?![0-9]{0,2}强|[GDC][^A-Za-z])|吸引|享受|集聚(?!区|度|地)|办起|来到|采购(?!商|额|项目|人|量)|嵌入|同时|全面(?!小康)|给予|加快|如期|圆满|鳞次|拔地|星罗|整装|蓄势|拔节|次第|齐头|竞相|火热|按期|跻身|连续(?!剂)|昼夜|挥臂|上了|走进|靠|爬坡|变成|壮大|翻了|种了|吃上|用上|住进|扎根|涌入|奋战|挺进|齐聚|达成|拿到|受益(?!人|群众)|排队|正在|从事|压缩|减至|压至|扩至|是|有(?!效|机|色|限|轨|线)|并|从(?!业)|(?<![意方导面走朝转趋])向|对(?!外|口|象|照|接)|以(?!上|下|内)|让|(?<!天)使(?!用)|其中|需|(?<!重)(?<!主)要(?!素)|或(?!许)|榜上|(?<!新)上榜(?!企业|名单|产品|作品|品牌)|(?<!社)会(?!展)|可(?!再生|支配)|参[赛会展]|继续(?!教育)|基本(?!建设|公共|养老|医|农田|药|单元|盘|保险|生活|口粮|消除)|高效(?!节|农)|开诊|深化|却|涵盖|担任|提出|牵头|投向|发放|申报|首(?![发台套批版店])|上市(?!企业|公司|后备|培育|主体)|面向|接入|称号|顺利|荣获|闪|台阶|大关(?!键)|关口|支撑|引领|驱动|亮相|揭晓|启动|全部|逐|推|围绕|迈入|迈上|跨入|左右|(?<!级)(?<!元)(?<!规模)(?<!限额)(?<!等)以上(?!城市|学历|职称|人口)|以下|以内|[一-鿿]{1,4}(?:到|至|为)(?=[约近超逾]?(?:[0-9]|$))|中有|中，|中(?=[位排名列居])|[上下]半年|前?[一二三四]季度|全年|今年|去年|(?<=企业)年(?=[处加生产出])|现场(?=签)|地区生产总值|GDP|接待(?=[一-鿿]{0,4}[游旅]客)|(?<=机构)建立|(?<=院校)建立"
)
_COUNT_VERB = re.compile(
    r"(?P<verb>新增|新建成?|新认定|新签约?|新签订|新引进|新培育|新开工|新投产|新获批|新开|新设立?|新改建|新改扩建|净增)(?:了|约|超|近|各|国家级)?$"
)
_RIGHT_VERB = re.compile(
    r"(?:建成|建设|建|拥有|有|设立|布局|打造|培育|引进|新增|新建|推出|实施|发布|启动|开展|完成|获批|获得|获|组建|形成|引育|覆盖|服务|联合|支持|解决|突破|推动|组织|吸引|带动|帮助|为|签约|落地|入选|入围|培养|认定|开通|开行|接待|举办|承办|制定|出台|创建|改造|整治|修建|新改建|建立|与|配备|发动|安排|资助|惠及|保障|销售|生产|出口|进口|投放|投入|归集|形成|孵化|聚集|集聚|汇聚|招引|涵盖|包括|含|下辖|辖|成立|净增|超过?|近|约|突破|达|共|累计|已|及|和|与|至|、|的|其中|到|将|全市|我市|全区|该县|全县|全省|在|对|从|用|：|，|等|了|还|下|出|取得|收集|受理|办理|处置|查处|新|以上|余|第|全国|力争|确保|助力|让|被|由|把|以|使|向|是|就|有的|共有|现有|建有|共计|总计|合计|涉及|牵头|参与|遴选|评选|表彰|选派|派出|组织了|引导|撬动|仅|只|创造|提供|建好|用好|发展|发展了|种植|养殖|栽种|流转|修复|治理|新能|获评|跻身|走访|收到|回复|转化|落户|开发|开放|培训|救助|帮扶|减免|发放|兑现|投用|投运|投产|开工|竣工|盘活|清理|拆除|回收|复垦|新植|绿化|累计建成)$"
)
_COPULA = re.compile(
    r"(?:达到了?|(?<![通直抵])达|为|增至|升至|提升至|突破|超过|增加到|总数|数量|总量|总额|规模|数|人数|户数|家数)(?:了|约|近|超|：|达|为|到)*$"
)
_HERE = re.compile(r"在[渝市省区县建营册]{1,2}")
_TWO_KINDS = regex(
    r"[一-鿿]{2,4}、[一-鿿]{2,4}(?:企业|项目|单位|设备|机构)|[一-鿿]{2,6}、[一-鿿]{2,6}(?=[，。；\n])|(?:[一-鿿]{2,3}化、)+[一-鿿]{2,3}化[一-鿿]{2,6}?(?=[，。；、\n]|$)"
)
_ONWARD = re.compile(
    r"(?:[到至](?=[约近超逾]?[0-9])|(?:同比|环比)?(?:增长?|下?降|上?升|跌|涨)[约近超逾]?(?=[0-9]|$))"
)
_IN_ROLE = regex(r"[^，。；、0-9]{2,12}?(?:担任|出任|受聘为)(?P<role>[^，。；0-9]{2,20})(?=[，。；]|$)")
"""31名干警担任|法治副校长."""
_TOWARDS = re.compile(
    r"(?:具有|具备|富有|面向|针对|围绕|用于|服务于|来自|位于|涉及)[^，。；、]{2,24}的(?=[一-鿿]{2})"
)
_WITH_WHICH = regex(
    r"[^，。；、0-9]{0,8}与[^，。；、0-9]{2,8}(?:相?结合|融合|配套|衔接|并行|相关)的?(?=[一-鿿]{2})"
)
"""5个基础与临床相结合的|研究基地."""
_WHICH = re.compile(r"的[^，。；、0-9]{2,20}的(?=[一-鿿]{2})")
_RELATION = regex(
    r"(?P<verb>覆盖|卖到|销往|远销|出口到|服务|惠及|带动|帮助|支持|培训|吸引|联系|走访|联通|通达|连接|辐射|救助|资助|助力|受益|减免|帮扶|引进|引育|培育|孵化|投入|查处|检查|整改|关停|接待|吸纳|安置|解决|签约|"
    r"新增|获批|落户|入驻|参与|布局)(?:全[市区县省国州]|我[市区县省]|亚欧|欧亚|全球|境内外)?(?:了|的|约|近|超过?|逾|累计|共|已)*$"
)
_WITH = regex(
    r"(?:为|向|给|对|与|同|和)(?:全[市区县省国州]|我[市区县省]|[^，。；]{1,12}等)?(?:约|近|超过?|逾)?$"
)
_ENTERS = re.compile(
    r"(?:全部|均|都|已)?(?P<act>(?:进入|入选|入围|跻身|上榜)(?:“[^”]{2,24}”|[^，。；、\n“0-9]{2,16}))(?=[，。；、\n]|$)"
)
_ON_LIST = regex(r"(?:榜上有名|上榜|入榜|入围|登榜)(?=[，。；、\n]|$)")
BECAME = re.compile(
    r"(?:成为|建成|获评为?|获批为?|入选|升级为|晋升为|创建为|创成)(?P<what>[^，。；、0-9\n]{4,24})(?=[，。；、\n]|$)"
)
"""22个县|成为国家生态文明建设示范县."""
_BUILT = regex(
    r"(?:全部|均|已|相继|陆续|集中|顺利)*(?P<done>建成投[产运用]|投[产运用]|开工建设|开工|竣工|签约落地|签约|落地|通车|完工)(?=[，。；、\n]|$)"
)
"""80个项目|建成投运."""
_DOES = regex(r"建立|组成|成立|开展|签署|加入")


_INSERTED = re.compile(r"^\([^()]{1,8}\)")
_IN_BRACKET = re.compile(r"[(][一-鿿、]{1,4}[)](?:[一-鿿]{1,4})?(?=[，。；、]|$)")
"""179个|村(社区)."""
_SHORT = 6
_CHOSEN = regex(
    r"(?:全部|均|都|已)?(?P<by>(?:入选|获评|获批|纳入|升格|上榜|跻身|获得?|荣获|实现|通(?!过|报|知|道))[^，。；、\n0-9]{2,20})(?=[，。；、\n]|$)"
)


def right_name(text: str, at: int, end: int) -> str:
    """The noun phrase that begins right of the number: 318个|社区养老食堂."""
    span = text[at : min(end, at + 40)]
    if "(" in span:
        span = _ALSO.sub("\ue000\\g<also>\ue001", span)
    if span.startswith(" ") and not span[1:2].isascii():
        return ""  # 签约项目58个 总投资412亿元: a space parts the phrases of a heading
    if span.startswith((")", "的基础上")) or _ONWARD.match(span):
        return ""
    if ("任" in span or "聘" in span) and (role := _IN_ROLE.match(span)):
        return role["role"].rpartition("的")[2]
    if "、" in span and (pair := _TWO_KINDS.match(span)):
        return pair.group()
    if m := ("与" in span and _WITH_WHICH.match(span)) or _WHICH.match(span) or _TOWARDS.match(span):
        span = span[m.end() :]
    if m := _HERE.match(span):
        span = span[m.end() :]
    quoted = 0
    cut = len(span)
    for m in _RIGHT_STOP.finditer(span):
        if m.group() == "“":
            quoted += 1
        elif m.group() == "”":
            quoted -= 1
        elif quoted <= 0 and m.start() > 0:
            cut = m.start()
            break
        elif quoted <= 0 and m.start() == 0:
            return ""
    name = span[:cut]
    if (aside := _IN_BRACKET.match(span, cut)) and len(name) <= _SHORT:
        name += aside.group()
    if "的" in name:
        whole, head = name.rsplit("的", 1)
        counts = len(head) < 2 or (_ABSTRACT.search(head) and len(whole) > 2) or _MEMBERS.fullmatch(whole)
        name = whole if counts else head
    name = name.replace("\ue000", "(").replace("\ue001", ")")
    name = name.removesuffix(")") if name.count(")") > name.count("(") else name
    return name.strip(" “”的") if name.count("“") != name.count("”") else name.strip(" 的")


_ABSTRACT = regex(
    r"(?:支撑|生产生活|崛起|壮大|努力|助力|加持|成效|集聚|成长|融合|转型|赋能|需求|强劲|组合|效益|背后)$"
)
"""20个战略性产业集群的|强劲支撑: what is counted stands before 的."""
_BROKEN = regex("技术|难题|攻关")
_ALSO = regex(r"\((?P<also>[一-鿿]{1,2})\)(?=[一-鿿]{2})")
"""63个镇(街)卫生院."""
_MEMBERS = regex(
    r"社区|国家|国家和地区|城市|乡镇|区县|县区|市县|小区|省份|省区市|街道|行政村|家庭|高校|老年人|居民|市民|职工|农民|村民|游客|患者|儿童"
)
"""28个|社区的养老助餐点: those are counted, not what they have."""
_THOSE_WITH = re.compile(
    r"(?P<noun>[一-鿿]{0,5}(?:企业|市县|区县|县区|园区|乡镇|集群|产业链))(?P<what>[^，。；、0-9]{2,12}(?:超过?|突破|过|逾)[0-9百千万亿.]+(?:亿|万)?(?:元|美元|%|人|吨))(?=[，。；、\n]|$)"
)


_WORTH_OVER = re.compile(
    r"(?:估值|市值|年?营收|年?产值|年?税收|年?销售收入|年?销售额|年?收入)(?:超过?|突破|过|逾)[0-9百千万亿.]+(?:元|美元)(?=[，。；、\n]|$)"
)


def those_with(text: str, at: int) -> str:
    """191家|工业企业营业收入超百亿元: the noun with what says which ones are counted; "" where nothing does."""
    m = _THOSE_WITH.match(text, at)
    if m is None and (worth := _WORTH_OVER.match(text, at)):
        return worth.group() + "企业"
    return f"{m['what']}的{m['noun']}" if m else ""


def new_prefix(left: str) -> str:
    """新增, 新认定 directly before the number belongs to the name of what is right of it."""
    m = _COUNT_VERB.search(left)
    return m["verb"] if m else ""


def prefers_right(left: str, right: str) -> bool:
    """Whether the head stands right of a count: 建成290个基地, but 企业达到7565家."""
    if left.endswith("突破") and _BROKEN.search(right):
        return True
    if not right or _COPULA.search(left):
        return bool(right) and bool(
            re.search(r"(?:建成|拥有|引进|培育|新增|打造|布局|覆盖|为)(?:了|约|近|超)?$", left)
        )
    if _RIGHT_VERB.search(left) or not left.strip():
        return True
    return len(right) >= 2 or right in tuple("村镇乡县")  # 覆盖39个乡镇186个村


def specified(left: str, right: str, after: str) -> str:
    """A bare 企业 or 国家 is no indicator: it takes the verb that chose it, 覆盖企业, 建立合作关系国家.

    `left` ends at the number, `right` is the noun after it, `after` what follows the noun.
    """
    after = _INSERTED.sub("", after)
    if (noun := GENERIC.match(right)) and _DOES.match(right, noun.end()):
        right, after = noun.group(), right[noun.end() :] + after
    if listed := _ENTERS.match(after):
        return listed["act"].removesuffix(right) + right
    if not GENERIC.fullmatch(right):
        chosen = _CHOSEN.match(after) if len(right) <= _SHORT else None
        return chosen["by"].removesuffix(right) + right if chosen else right
    if m := BECAME.match(after):
        return m["what"]
    if m := _ON_LIST.match(after):
        return m.group() + right
    if m := _RELATION.search(left):
        return m["verb"] + right
    after = re.sub(r"^(?:和|与|及)[^，。；]{2,40}?(?=建立|组成|成立|提供|办理|解决)", "", after)
    if m := re.match(
        r"(?:(?:进入|入选|入围|跻身)(?:[全世][国球界])?(?:民企)?“?[^，。；、\n]{2,16}[强佳”](?=[，。；、\n]|$)|(?:通过|列入|获(?=中国|国家|全国|省)|入选|入围|获得|荣获|获评|获批|上榜|参与|进入|建立|组成|成立|开展|加入|接入|达成|实现|用上|喝上|完成|享受)[^，。；、\n0-9]{2,20}(?:前?[0-9]+[%‰强位名])?(?=[，。；、\n]|$))",
        after,
    ):
        return m.group().removesuffix(right) + right
    if built := _BUILT.match(after):
        return built["done"] + right
    if _WITH.search(left) and (
        done := re.match(
            rf"(?:累计|已|共(?!建|享|同|育))?(?P<act>[{HAN}A-Za-z“”]{{4,16}}?)(?=[，。；、\n0-9约超近达共]|$)",
            after,
        )
    ):
        return cut_tail(done["act"]).removeprefix("了") + right
    return right
