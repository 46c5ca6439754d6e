"""Is it promised, or did it happen?  Tense and intent of a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.extract.calendar import year_span
from monitor.extract.lazy import regex
from monitor.extract.period import Time
from monitor.types import Status

_CUE = re.compile(
    r"(?=[至人估只仅安力确争目奋主发总工预计拟努规方意纲通措办报要将达投建全下接未今路行提打助推初快有据业机专或料局委院会厅已累完实超截成去上前过回近以现同环比较增新获荣共])(?:(?P<target>工作报告提出|力争|确保|(?<!成功)争取(?!国家|入选|[^，。；0-9]{0,24}(?:资金|债券|补助|专项)[0-9]|[^，。；0-9]{0,4}(?:支持|政策)|到(?!20)|了|中央|上级|各类|资金|项目)|目标(?=是|为|将|：|值|任务[：是为]|$)|(?:奋斗|主要|发展|总体|工作)目标(?!任务)|预期目标|主要预期|预期(?=增长|[^，。；]{0,6}目标)|"
    r"(?<!研发)(?<!行动)(?<!改善)(?<!支持)(?<!培养)(?<!人才)(?<!攻关)(?<!专项)(?<!基金)(?<!三年)(?<!提升)(?<!工程)(?<!科技)(?<!倍增)(?<!年度)(?<!原)(?<!超)计划(?!项目|》|总投资)(?=[^，。；的“”》]{0,24}[0-9]|到|[^，。；的“”》]{0,8}[两三四五六七八九十][个条座家所项])|(?<![虚模比])拟(?!合)|努力(?=实现|达|完成|争|建成|打造|形成|使|把|向|在|到|保持|控制|为)|奋力(?!推|夺)|规划(?:到|建设|总(?!体规划面积)|(?=[0-9])|[》”]?(?:提出|明确))|"
    r"(?<![主重只需还想必])要(?=为|帮|让|达|实|建|力|确|完|保|新|超|过|突|增|提|控|努|培|打|形|围|在|把|持|推|全|以|加|坚|到)|"
    r"将(?![^，。；]{2,24}(?:纳入|列入|作为|归入|划入|用于|转化为|变成|变为|打造成|下放))(?=安排|把|较|达|实|突|超|建|新|打|形|完|力|在|于|到|全|投|带|引|累|有|提|增|进|继|持|加|推|着|重|帮|以|为|通|再|再次|开|培|稳|保|共|组|支|年|面|布|逐|陆|深|大|高|聚|坚|围|强|抓|做|优|扩|启|发|分|每|统|适|迎|拓|延|辐|覆|惠|服|设|编|制|修|改|治|整|招|吸|创|促|降|减|控|争|确)|"
    r"(?:达产|投产|建成|全部建成|全面建成|投入运营|投入使用|正式运营|投用|完工)(?:投产|达产|运营)?后|下一步|接下来|未来(?=，|[一二三四五十几0-9]|将|要|我|发展|的?(?:目标|规划))|今后|路线图|行动计划》?[^，。；]{0,12}提出|报告》(?:要求|确定)|(?:方案|规划|计划|意见|纲要|通知|措施|办法)(?:[(][^()]{1,24}[)])?》[^，。；《》]{0,8}(?:提出|明确|要求|指出)(?!的|了)|(?<=收入)安排(?=[0-9])|(?<=支出)安排(?=[0-9])|建议(?=20[0-9]{2}年|今年)|提出到|打造(?!形成|出|了)(?=[^，。；]{0,16}(?:级|产业集群))|助力[^，。；]{0,16}(?:打造|形成)|(?<!已)推动[^，。；]{0,12}形成)"
    r"|(?P<estimate>预计(?:可|将|全年|达)?|估计(?=[今能可会到在全])|初步预计|初步测算|快报)"
    r"|(?P<forecast>预测|成熟后可|有望|可能(?=达|超|突破|增至|升至|降至)|(?:人士|专家|机构|业内)[^，。；]{0,4}(?:估计|认为|判断)|据[^，。；]{0,8}预计|(?:局|委|院|行|会|厅)预计|业内预计|机构预计|专家预计|或将|料将|将有望)"
    r"|(?P<actual>已经?(?!知)|累计|完成了?|达到了|实现了|达成|超额|提前完成|截[至止]|成绩单|去年|上年|前年|过去|回顾|近年来|以来|目前|现有|同比|环比|比上年|比去年|较上年|较去年|增长了|提升了|建成了|新增了|(?<!新)(?<!新增)获批|荣获|成功(?!率)|共有|现存|至此|只有|仅占|仅有))"
)
_IN_VIEW = regex(r"(?:紧盯|盯紧|锚定|围绕|对照|聚焦|瞄准|对标|按照|紧扣|咬定|坚持)[^，。；]{0,10}$")
"""紧盯高质量发展|目标: an aim in view promises nothing."""
_NOT_OVER = 9
"""Until then 预计全年 looks ahead; later it gives the first figure of a year all but over."""
_NEAR = 14
"""Letters between 预计 and the 将 that belongs to it."""
_COMPARING = frozenset({"同比", "比上年", "较上年"})
_STRIVING = ("力争", "确保", "争取", "拟")
_EITHER = frozenset({"完成", "累计", "成功"})
_SINCE = frozenset({"以来", "截至", "截止"})
_GOAL = re.compile(r"目标(?:是|为|：|值)|预期目标")
_STRONG = re.compile(r"力争|确保|争取|目标|预期|计划|努力|拟|规划(?!建设)")


@dataclass(frozen=True, slots=True)
class Cue:
    """One word of tense or intent."""

    start: int
    end: int
    status: Status
    word: str


_STATUS = {
    "target": Status.TARGET,
    "estimate": Status.ESTIMATE,
    "forecast": Status.FORECAST,
    "actual": Status.ACTUAL,
}


def find_cues(text: str, start: int, end: int) -> list[Cue]:
    """Words of tense and intent in one stretch of a text, in order."""
    return [
        Cue(m.start(), m.end(), _STATUS[m.lastgroup or "actual"], m.group())
        for m in _CUE.finditer(text, start, end)
        if not (m.group().endswith("目标") and _IN_VIEW.search(text, max(start, m.start() - 12), m.start()))
    ]


def decide(
    cues: list[Cue],
    at: int,
    clause_start: int,
    period: str,
    published_year: int,
    *,
    frame: Status | None,
    time: Time | None,
    growth: bool,
    continued: bool = False,
    bounded: bool = False,
    promised: bool = False,
    own_time: bool = True,
    month: int = 12,
) -> tuple[Status, str]:
    """Status of the figure at `at`, and the rule that decided.

    `own_time`: the period was said in its own sentence, not handed down.
    `cues` are those of its sentence before the figure; `frame` is what heading or paragraph say.
    A period wholly in the past is an outcome whatever was once intended; one in the future never is.
    """
    first, last = year_span(period)
    ahead, past = first > published_year or (last > published_year), last < published_year
    inside = [c for c in cues if clause_start <= c.start]
    nearest = inside[-1] if inside else cues[-1] if cues else None
    strong = [c for c in cues if c.status == Status.TARGET and (_STRONG.match(c.word) or c in inside)]
    guess = next((c for c in reversed(cues) if c.status in (Status.ESTIMATE, Status.FORECAST)), None)
    if guess is not None and (
        guess in inside
        or guess.word.endswith(("预测", "家预计", "业内预计", "构预计"))
        or continued
        or guess.word.startswith(("初步", "成熟"))
        or (ahead and "预" in guess.word)
    ):
        built = any(c.word.endswith("后") and c.start < guess.start for c in cues)
        if (
            built
            or (guess.status is Status.FORECAST and not past)
            or ahead
            or (time is not None and time.open_end and not past)
            or (time is not None and time.kind == "full" and last == published_year and month <= _NOT_OVER)
        ):
            return Status.FORECAST, "status:forecast_word"
        if any(c.word == "将" and c.start > guess.start for c in cues):
            return Status.FORECAST, "status:forecast_word"  # 预计…将达: expected, not promised
        if not (strong and strong[-1].start > guess.start):
            return Status.ESTIMATE, "status:estimate_word"
    if (
        guess is not None
        and not past
        and any(0 <= c.start - guess.end <= _NEAR and c.word == "将" for c in cues)
    ):
        return Status.FORECAST, "status:forecast_word"  # 预计业务量将达20亿件，收入|178亿元
    if promised:
        return Status.TARGET, "status:goal_follows"
    if past:
        word = strong[-1].word if strong else ""
        ahead_then = bool(strong) and strong[-1] in inside and time is not None and time.open_end
        goal = _GOAL.match(word) or (ahead_then and word in _STRIVING)
        return (Status.TARGET, "status:goal_of_past_year") if goal else (Status.ACTUAL, "status:past_period")
    done = (
        nearest is not None
        and nearest.status is Status.ACTUAL
        and not (
            nearest.word in _EITHER and time is not None and time.kind == "plan" and last > published_year + 1
        )
    )
    if ahead and not (first <= published_year and done):
        return Status.TARGET, "status:future_period"
    if strong:
        latest = strong[-1]
        undone = [
            c
            for c in cues
            if c.status is Status.ACTUAL
            and not (c.word in _EITHER and _STRONG.match(latest.word))
            and c.start > latest.end + 2  # 确保完成, 力争实现: still a promise
            and (c in inside or c.word.startswith("已") or _STRONG.match(latest.word) is None)
        ]
        if not undone or _only_promised(cues) or (growth and all(c.word in _COMPARING for c in undone)):
            return Status.TARGET, "status:target_word"
        return Status.ACTUAL, "status:actual_word"
    if nearest is not None and nearest.status is Status.TARGET and not growth:
        return Status.TARGET, "status:target_word_earlier"
    if (
        nearest is not None
        and nearest.word in _EITHER
        and frame is Status.TARGET
        and not any(c.word in _SINCE for c in cues)
    ):
        return Status.TARGET, "status:frame"
    if nearest is not None and nearest.word in _EITHER and _only_promised(cues):
        return Status.TARGET, "status:target_word_earlier"
    if nearest is not None and nearest.status is Status.ACTUAL:
        return Status.ACTUAL, "status:actual_word"
    whole_year = own_time and time is not None and time.kind == "year" and first == last == published_year
    if (
        whole_year
        and nearest is None
        and ((not growth and (month <= 4 or (bounded and month <= _NOT_OVER))) or month <= 1)
    ):
        return Status.TARGET, "status:year_not_over"
    if frame is not None and not (time is not None and time.kind == "now"):
        return frame, "status:frame"
    return Status.ACTUAL, "status:default"


def _only_promised(cues: list[Cue]) -> bool:
    """今年将推进项目210个，完成投资320亿元: nothing before 完成 says that anything is done."""
    done = [c for c in cues if c.status is Status.ACTUAL]
    return cues[0].status is Status.TARGET and all(c.word == "完成" for c in done)
