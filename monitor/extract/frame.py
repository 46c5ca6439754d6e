"""What does a sentence inherit?  The title, the heading, the paragraph and whoever was named before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from monitor.extract.calendar import year_span
from monitor.extract.genre import is_official
from monitor.extract.lazy import regex
from monitor.extract.organisation import STANDS_FOR, ZONE
from monitor.extract.period import Time
from monitor.extract.segment import Line
from monitor.extract.subject import Mention, Subject, whole_names
from monitor.types import Status

if TYPE_CHECKING:
    from monitor.extract.sentence import Seen


_FRAME_TARGET = re.compile(
    r"路线图|前瞻|(?:这样|这么|怎么|怎样)干|新目标|(?<!绘就)(?<!绘就发展新)(?<!绘就新)蓝图|(?<!办好)(?<!办实)(?<!做好)(?<!做实)民生实事|^\s*【实事】|(?:预期|主要|发展|总体)目标|目标任务|任务书|施工图|(?:20[0-9]{2}|今|明|下一?)年?.{0,12}(?:计划|安排|打算|部署|重点(?!项目|工程|企业|产业|领域|实验室)|任务|展望|工作(?!报告|的?回顾|总结|成[绩就效]|情况|扫描|纪实|综述|巡礼|回眸|亮点))|今年要|工作安排|总体要求"
)
_PLAN_TITLE = re.compile(
    r"(?:行动方案|行动计划|实施方案|工作方案|实施意见|若干意见|工作要点|工作计划|发展规划|专项规划|规划纲要|五年规划|建设方案|任务清单|(?<!办好)(?<!办实)民生实事(?:项目)?(?:清单)?)(?:\([^()]*\)|[”》])*(?:（.*）)?\s*$"
)
_PLAN_ISSUED = re.compile(
    r"《[^》]{4,40}(?:行动方案|行动计划|实施方案|规划|若干措施|实施意见)(?:\([^)]*\))?》[^。]{0,10}(?:印发|出台|发布|公布)"
)
_TELLS = re.compile(r"[0-9][0-9.]*(?:[万亿]?元|[万亿]|%|家|个|件|人)")
_PLANNED = re.compile(r"(?:行动计划|行动方案|实施方案|建设方案)(?!.*(?:完成|收官|成效|落地))")
_LOOKED_BACK = regex(r"(?:完成|进展|执行|落实)情况|回顾|总结(?:会|大会)?$")
_LABEL = re.compile(r"\s*(?:[一-鿿“”()]|[A-Za-z.&]){2,16}\s*")
_FIRST_MONTHS = 2
_TWICE = 2
_ANY_ZONE = frozenset({"园区", "该区域", "新区", "开发区"})
_WHOLE_ZONE = regex(rf"(?:{ZONE})$")
_YEAR_ALONE = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9年])")
_WHOLE = regex(rf"..[区县市]$|(?:{ZONE})$")
_FRAME_ACTUAL = re.compile(r"成绩单|回顾|回望|成就|盘点|亮点|答卷|过去|总结|完成情况|公报")


@dataclass(slots=True, kw_only=True)
class Frame:
    """What heading, paragraph and sentences before have set; inherited where a clause is silent."""

    published: date
    home: str
    aliases: dict[str, str]
    text: str = ""
    """The whole page; whom it comes back to is seen by looking ahead."""
    mentions: list[Mention] = field(default_factory=list)
    """Everybody the page names, in order."""
    heading: Time | None = None
    title: Time | None = None
    """The year in the title of the article; sections that name none are about it."""
    heading_status: Status | None = None
    time: Time | None = None
    status: Status | None = None
    subject: Subject | None = None
    district: Subject | None = None
    zones: list[Subject] = field(default_factory=list)
    """Development zones named so far, the latest last."""
    entities: list[Subject] = field(default_factory=list)
    """Organisations and places named so far, each once, the latest last."""
    protagonist: Subject | None = None
    """Whom the article as a whole is about, as its title or its first words say."""
    names: list[str] = field(default_factory=list)
    topic: str = ""
    """The indicator spoken of last, in whatever paragraph."""
    above: tuple[Time | None, Status | None] | None = None
    """What the line above a list said; each of its bullets begins from there."""
    review: Time | None = None
    """The year a statistical communiqué sums up; its sentences need not say it again."""
    five: tuple[int, int] | None = None
    """First and last year of the plan whose five years the article looks back on."""
    year: Time | None = None
    """The year the document spoke of last; what its tables hold."""
    planning: bool = False
    """The document is a plan as a whole: its title says 行动方案 or 规划."""
    plan: Time | None = None
    """The year a work report is planning; sentences without a time of their own then promise."""
    whole: bool = True
    """The text is one article, not a page of several."""
    lines: int = 0
    """Paragraphs of the article so far."""
    before: str = ""
    """The kind of the line before."""
    span: Time | None = None
    """The months a report counts together, 1—9月; a paragraph may tell of one of them."""
    told: Time | None = None
    """When the first figure of the sentence before held; what 其中 is said of."""
    dated: bool = False
    """The paragraph tells of a day; the year of a heading is not its own."""
    carried: bool = False
    """The time was said in an earlier paragraph; only flows still lean on it."""
    _starts: list[int] = field(init=False, repr=False)
    """Where each of the mentions begins."""
    seen: Seen | None = None
    """Given where a reading is to be explained."""

    def __post_init__(self) -> None:
        self._starts = [m.start for m in self.mentions]

    def enter(self, line: Line, times: list[Time]) -> None:
        """Begin a line: headings and box titles set the frame, a new article clears it."""
        if line.opens:
            self.heading, self.time, self.span = self.title, None, None
            self.heading_status = self.status = None
            self.subject = self.district = self.plan = None
            self.entities, self.zones = [], []
        if line.begins:
            self.protagonist, self.lines = None, 0
            self.title = self.heading = None
        self.lines += line.kind == "paragraph"
        self.above = self.above if line.kind == "bullet" else None
        if line.kind == "paragraph" and self.before == "bullet":
            self.heading = self.heading_status = self.plan = None  # a box has ended
        self.before, self.dated = line.kind, False
        titled = line.kind == "heading" and not self.lines and _PLANNED.search(line.text)
        if (
            titled
            or (line.kind == "heading" and _PLAN_TITLE.search(line.text))
            or (self.lines <= 2 and _PLAN_ISSUED.search(line.text))
        ):
            self.planning = True
        if line.kind == "heading":
            self._enter_heading(line, times)
        elif line.kind == "bullet":
            self.above = self.above or (self.time, self.status)
            self.time, self.status = self.above
            self.subject = None
        elif line.kind == "paragraph":
            self._enter_paragraph(line)

    def _enter_heading(self, line: Line, times: list[Time]) -> None:
        """Take from a heading whom, when and with what intent the lines below it tell."""
        self.protagonist = self._titled(line) or self.protagonist
        years = [t for t in times if t.kind in ("year", "part", "plan", "full") and not (t.base or t.distant)]
        years = [t for t in years if self.text[t.start - 1 : t.start] != "("]  # 5.2%(上年为5.4%)
        turned = self._turned_to()
        dated = next((t for t in years if t.kind == "year"), years[0] if years else None)
        self.heading = (
            dated
            if dated and "工作报告" not in line.text and not (dated.name and len(line.text) > 30)
            else None
        )
        self.heading_status = (
            Status.TARGET
            if _FRAME_TARGET.search(line.text) and not _LOOKED_BACK.search(line.text)
            else Status.ACTUAL
            if _FRAME_ACTUAL.search(line.text)
            else None
        )
        if dated is not None and year_span(dated.period)[1] < self.published.year:
            self.heading_status = self.heading_status and Status.ACTUAL  # 2025年主要工作, said in 2026
        self.time, self.status = None, None
        if (
            self.heading is None
            and (self.heading_status is not None or len(line.text) < 20)
            and (y := _YEAR_ALONE.search(line.text))
        ):
            self.heading = Time(line.start, line.end, "year", y.group())
        silent = self.heading is None and self.heading_status is None
        if silent and turned is not None:
            self.heading = turned
        elif self.heading_status is not Status.TARGET and not (silent and self.plan):
            self.heading = self.heading or self.title
        if not self.lines and "工作报告" in line.text:
            self.heading_status = None  # it looks back first
        if not self.lines and _TELLS.search(line.text) and not self._sums_up(self.heading):
            self.heading = self.heading_status = None  # a title that gives a figure dates that one alone
        if not self.lines and self.heading is not None and self.heading.kind in ("year", "part"):
            self.title = self.heading
        if not silent:
            self.plan = (self.heading or self.plan) if self.heading_status is Status.TARGET else None

    def spans(self, time: Time) -> bool:
        """Whether a time is one of the months counted together so far."""
        if self.span is None or time.kind != "part" or "/" in time.period:
            return False
        first, _, last = self.span.period.partition("/")
        return first <= time.period <= last

    def falls_short(self, time: Time) -> bool:
        """前三季度…。1—8月，利润…: whether a time counts fewer of the months the report is about."""
        if self.span is None or time.kind != "part" or "/" not in time.period:
            return False
        first, _, last = self.span.period.partition("/")
        begin, _, end = time.period.partition("/")
        return begin == first and end < last

    def _enter_paragraph(self, line: Line) -> None:
        """Let go of what only the paragraph before was about."""
        if self.time is not None and (self.spans(self.time) or self.falls_short(self.time)):
            self.time = self.span
        if self.time is not None and self.time.kind not in ("year", "full", "plan", "part"):
            self.time = None
        if self.promising() and not (self.planning or self.heading_status is Status.TARGET):
            self.time = None
        plans = self.planning or is_official(self.text) or self.heading_status is Status.TARGET
        if not (self.time is not None and self._just_begun(self.time) and plans):
            self.status = None
        if self.time is not None and self.time.kind == "year" and not is_official(self.text):
            told_of = year_span(self.time.period)[1]
            self.time = self.time if told_of >= self.published.year - 1 else None
        self.carried, self.told = True, None
        self.names = []
        told = self.subject
        local = told is not None and (not told.area or told.name[-1:] in "村镇乡")
        goes_on = local and line.text.lstrip().startswith("“")
        self.subject = told if goes_on and not is_official(self.text) else None

    def announce(self, line: Line) -> None:
        """End a line without a figure: a heading has said its time, a paragraph like 五年来，我们… dates what follows.

        A heading may be the label of the amount below it, as a chart prints it.
        """
        if line.kind == "heading" and _LABEL.fullmatch(line.text):
            self.names = [line.text.strip()]
        if line.kind == "heading" and (self.heading is not None or "工作报告" in line.text):
            self.time = None
        elif (
            line.kind == "paragraph"
            and self.time is not None
            and self.time.kind == "last"
            and is_official(self.text)
        ):
            self.heading = self.time

    def _turned_to(self) -> Time | None:
        """The year after the title's that the text has come to; the sections that follow are about it."""
        if self.title is None:
            return None
        summed_up = year_span(self.title.period)[1]
        later = (t for t in (self.time, self.heading) if t is not None and t.kind == "year")
        return next((t for t in later if year_span(t.period)[0] > summed_up), None)

    def _sums_up(self, time: Time | None) -> bool:
        """Whether a title of the first months is dated the year that has ended: the article reports on it."""
        over = time is not None and time.kind == "year" and time.period == str(self.published.year - 1)
        return over and self.published.month <= _FIRST_MONTHS

    def promising(self) -> bool:
        """Whether the paragraph speaks of a year to come."""
        time = self.time
        return time is not None and time.kind == "year" and year_span(time.period)[0] > self.published.year

    def _just_begun(self, time: Time) -> bool:
        """Whether a time is the year of publication, in its first weeks: nothing is done yet."""
        year = self.published.year
        return time.kind == "year" and self.published.month <= 2 and year_span(time.period) == (year, year)

    def zone_of_home(self, word: str) -> Subject:
        """高新区 with no name before it, in a paper of 某市: 某高新区."""
        if _WHOLE_ZONE.search(self.home):
            return Subject(self.home, True)
        stem = re.sub(r"[市区县]$", "", self.home)
        unnamed = word in ("园区", "该区域")
        return Subject(word if unnamed else stem + word, not unnamed)

    def named_in(self, start: int, end: int) -> list[Mention]:
        """Everybody named in a stretch of the page."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self.mentions[first:last] if m.end <= end] if last > first else []

    def speaks_of_its_own_centre(self, named: list[Mention]) -> bool:
        """Whether 中心城区 in a sentence that names these is that of the district the article is about."""
        district = self.protagonist
        return (
            district is not None and district.name[-1] in "区县" and any(m.subject == district for m in named)
        )

    def zone(self, word: str) -> Subject | None:
        """The zone a word like 高新区 or 园区 points back at."""
        named = [z for z in self.zones if z.name.endswith(word)]
        return named[-1] if named else self.zones[-1] if self.zones and word in _ANY_ZONE else None

    def fits(self, e: Subject, word: str) -> bool:
        """Whether 该校, 景区, 公司 may stand for that entity; 公司 for a firm known by its brand as well."""
        endings = STANDS_FOR.get(word, (word,))
        branded = "公司" in endings and self.aliases.get(e.name) == e.name and not e.area
        return bool(word) and (e.name.endswith((word, *endings)) or branded)

    def recall(self, word: str) -> Subject | None:
        """Whom 该校, 景区, 公司 stands for: the latest entity with a fitting name."""
        known = [*([self.protagonist] if self.protagonist else []), *self.entities]
        named = [e for e in known if e.name.endswith(word)] or [e for e in known if self.fits(e, word)]
        if named:
            return named[-1]
        later = {name for name in whole_names(self.text) if name.endswith(STANDS_FOR.get(word, (word,)))}
        return Subject(later.pop(), False) if len(later) == 1 else None

    def _titled(self, line: Line) -> Subject | None:
        """The area or organisation a title names as its topic: 璧山高新区：…, 永川去年新增…."""
        title = line.text
        named = [m for m in self.named_in(line.start, line.end) if m.deictic in ("", "zone")]
        lead = line.start + len(title) - len(title.lstrip("# 　“"))
        first = next((m for m in named if m.start <= lead or self.text[m.end : m.end + 1] == "："), None)
        if (
            first is None
            and len(named) == 1
            and (_WHOLE.search(named[0].subject.name) or not named[0].subject.area)
        ):
            first = named[0]
        if first is None or first.subject.name in (self.home, "全国"):
            return None
        name = first.subject.name
        if not first.subject.area and name.endswith("枢纽") and self.text.count(name[:4]) < _TWICE:
            return None  # 打造某某枢纽: what a title aims at, not whom it tells of
        if first.deictic == "zone":
            return self.zone_of_home(first.subject.name)
        alone = self.text[first.end : first.end + 1] == "：" or len({m.subject for m in named}) == 1
        return first.subject if alone else None
