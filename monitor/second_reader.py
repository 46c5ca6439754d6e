"""What does a language model make of a figure our rules doubt?  Asked, held against the text, remembered.

It may say better whom a figure is about, what it is called, when it holds and whether it is promised. It
never adds, drops or alters a figure, and what does not stand in the text is refused. Without an answer the
reading stays as it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from monitor.errors import FetchError, ReadError
from monitor.extract import known_as
from monitor.extract.areas import find_areas
from monitor.extract.catalogue import Catalogue
from monitor.extract.clean import clean
from monitor.extract.confidence import estimate
from monitor.extract.period import find_times
from monitor.types import Article, Observation, Status

Ask = Callable[[str], str]
"""A question to a language model, its answer. Raises FetchError or ReadError."""
REST = timedelta(minutes=10)
"""An endpoint that did not answer is left alone so long: an article never waits for it twice."""
PROMPT = """\
下面是一条中文新闻句子。对 quotes 中的每个数字，说明它的四个要素，只根据原文，不要推测，也不要换算或改写。
subject：数字说的是谁（行政区、单位的全称）；indicator：指标名称，照抄原文中连续的词语；
period：时期，ISO 格式（2025、2024-02、2024-01/2024-09、2021/2025），按发布日期 published 推算“今年”“去年”等；
status：target（目标、计划）、actual（已实现）、estimate（对过去的初步数）、forecast（预测）。
原文没有说明的要素写 null。quote 和 value 照抄给出的内容。area 是“全市”“我市”所指的地方。
只输出 JSON：{"figures":[{"quote":"","value":0,"subject":"","indicator":"","period":"","status":""}]}
"""


class Memory(Protocol):
    """Where answers are kept; the Store is one."""

    def answer_to(self, question: str) -> str | None: ...

    def keep_answer(
        self, question: str, *, sentence: str, model: str, answer: str, failure: str, now: datetime
    ) -> None: ...


@dataclass(slots=True, kw_only=True)
class SecondReader:
    """Reads again what is below a confidence, sentence by sentence."""

    ask: Ask
    memory: Memory
    known: Catalogue
    model: str
    below: float
    sentences: int
    """Of one article, at most; the most doubtful first."""
    now: Callable[[], datetime]
    resting_until: datetime | None = None

    def read(self, article: Article, observations: Sequence[Observation]) -> list[Observation]:
        """The observations, in the same order, some of them better known. Raises StorageError only."""
        doubtful: dict[str, list[Observation]] = {}
        for o in sorted(observations, key=lambda o: o.confidence):
            if o.confidence < self.below:
                doubtful.setdefault(o.sentence, []).append(o)
        if not doubtful:
            return list(observations)
        text = Text(article, observations)
        better: dict[Observation, Observation] = {}
        for sentence, doubted in list(doubtful.items())[: self.sentences]:
            better |= self._asked(text, sentence, sorted(doubted, key=lambda o: o.start))
        return [better.get(o, o) for o in observations]

    def _asked(
        self, text: Text, sentence: str, doubted: Sequence[Observation]
    ) -> dict[Observation, Observation]:
        about = json.dumps(text.question(sentence, doubted), ensure_ascii=False)
        question = (PROMPT + about).encode("utf-8", "replace").decode()  # a page may hold half a character
        key = hashlib.sha256(f"{self.model}\n{question}".encode()).hexdigest()
        answer = self.memory.answer_to(key)
        if answer is not None:
            return self._checked(text, answer, doubted)[0]
        if self.resting_until and self.now() < self.resting_until:
            return {}
        better: dict[Observation, Observation] = {}
        try:
            answer = self.ask(question)
            better, failure = self._checked(text, answer, doubted)
        except (FetchError, ReadError) as failed:
            answer, failure = "", str(failed)
            self.resting_until = self.now() + REST
        self.memory.keep_answer(
            key, sentence=sentence, model=self.model, answer=answer, failure=failure, now=self.now()
        )
        return better

    def _checked(
        self, text: Text, answer: str, doubted: Sequence[Observation]
    ) -> tuple[dict[Observation, Observation], str]:
        """Each doubted figure as the answer has it, and what in the answer was refused."""
        try:
            told = list(_figures(answer))
        except ValueError as wrong:
            return {}, f"no answer in the form asked for: {wrong}"
        better: dict[Observation, Observation] = {}
        refused: list[str] = []
        for o in doubted:
            mine = next((one for one in told if _plain(str(one.get("quote"))) == _plain(o.quote)), None)
            if mine is None:
                refused.append(f"{o.quote}: not answered")
                continue
            told.remove(mine)
            if why := text.refuses(mine, o):
                refused.append(f"{o.quote}: {why}")
            else:
                better[o] = _merged(o, mine, self.known, text.areas)
        refused += [f"{one.get('quote')}: was not asked for" for one in told]
        return better, "; ".join(refused)


class Text:
    """What stands in an article, for names and periods to be held against."""

    def __init__(self, article: Article, read: Sequence[Observation]) -> None:
        self.article, self.text = article, clean(article.text).text
        self.plain = _plain(self.text)
        self.areas = {area.canonical for _, _, area in find_areas(self.text)} | {article.area}
        self.subjects = {o.subject for o in read} | self.areas
        self.periods = {t.period for t in find_times(self.text, article.published)}
        self.periods |= {o.period for o in read} | {article.published.isoformat()}

    def question(self, sentence: str, doubted: Sequence[Observation]) -> dict[str, Any]:
        """What a reader of one sentence must know."""
        about = {"published": self.article.published.isoformat(), "area": self.article.area}
        quotes = [{"quote": o.quote, "value": float(o.value)} for o in doubted]
        return about | {"title": self.article.title, "sentence": sentence, "quotes": quotes}

    def refuses(self, told: Mapping[str, Any], o: Observation) -> str:
        """Why an answer about a figure is not taken; empty where all of it stands in the text."""
        value, subject, indicator = told.get("value"), told.get("subject"), told.get("indicator")
        period, status = told.get("period"), told.get("status")
        if isinstance(value, bool) or not isinstance(value, int | float) or value != float(o.value):
            return f"the value {value} is not that of the text"
        for name in (subject, indicator, period, status):
            if name is not None and not isinstance(name, str):
                return f"{name} is no word"
        if subject and subject not in self.subjects and _plain(subject) not in self.plain:
            return f"the subject {subject} does not stand in the text"
        if indicator and (len(indicator) < 2 or _plain(indicator) not in self.plain):
            return f"the indicator {indicator} does not stand in the text"
        if period and period not in self.periods:
            return f"the period {period} is none of the text"
        if status and status not in list(Status):
            return f"the status {status} is none"
        return ""


def _figures(answer: str) -> Iterator[dict[str, Any]]:
    """The figures of an answer, whatever a model says around its JSON. Raises ValueError."""
    found = re.search(r"\{.*\}", re.sub(r"<think>.*?</think>", "", answer, flags=re.DOTALL), re.DOTALL)
    if found is None:
        raise ValueError("it holds no JSON object")
    try:
        figures = json.loads(found.group()).get("figures")
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(figures, list) or not all(isinstance(one, dict) for one in figures):
        raise ValueError("it holds no list of figures")
    yield from figures


def _merged(o: Observation, told: Mapping[str, Any], known: Catalogue, areas: Collection[str]) -> Observation:
    """The observation with what the second reader says; its rules name who said what."""
    fields = {name: told[name] for name in ("subject", "indicator", "period") if told.get(name)}
    fields |= {"status": Status(told["status"])} if told.get("status") else {}
    changed = {name: value for name, value in fields.items() if value != getattr(o, name)}
    rules = [rule for rule in o.rules if _field(rule) not in changed]
    rules += [f"llm:{name}" for name in changed] or ["llm:agrees"]
    if "indicator" in changed:
        name, concept, _ = known_as(changed["indicator"], o.measure, o.unit, known)
        changed |= {"indicator": name, "concept": concept.id if concept else None}
        rules = [rule for rule in rules if rule != "catalogue:known"] + ["catalogue:known"] * bool(concept)
    headline = o.headline and ("subject" not in changed or changed["subject"] in areas)
    return replace(o, **changed, headline=headline, rules=tuple(rules), confidence=estimate(rules))


def _field(rule: str) -> str:
    stage = rule.split(":")[0]
    return "indicator" if stage == "link" else stage


def _plain(words: str) -> str:
    return re.sub(r"\s", "", words)
