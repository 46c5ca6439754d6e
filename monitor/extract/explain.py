"""Why was it read so?  Each sentence with its figures, the rule of every field, and what was not taken and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from monitor.extract import extract
from monitor.extract.catalogue import Catalogue, load
from monitor.extract.clean import Clean
from monitor.extract.considered import Considered, considered
from monitor.extract.sentence import Seen, Sentence
from monitor.types import Article, Observation

FIELDS = ("quantity", "measure", "indicator", "subject", "period", "status")
_FIELD_OF = {"link": "indicator"}
"""Stages whose rules fill the field of another."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One observation and how it came about."""

    observation: Observation
    rules: dict[str, str]
    """By field, the rules that filled it."""
    considered: list[Considered]
    """What else might have filled a field, and why it did not."""
    start: int
    end: int
    """Where its words stand in the text of its passage."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that was seen and is no observation."""

    words: str
    trap: str
    start: int
    end: int
    """Where it stands in the text of its passage."""
    offset: int
    """Where it stands in the text of the article."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or a table row, repaired, with everything read from it."""

    text: str
    start: int
    """Where it begins in the repaired text."""
    times: list[tuple[str, str]] = field(default_factory=list)
    """Time words and the period each means."""
    readings: list[Reading] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def explain(article: Article, known: Catalogue | None = None) -> list[Passage]:
    """Every sentence in which a number was seen, in order, with what was made of it."""
    seen, names = Seen(), known or load()
    observations = extract(article, names, seen)
    page = seen.page
    assert page is not None
    passages = {s.start: _passage(page, s) for s in seen.sentences}
    sentence_at = {s.start: s for s in seen.sentences}
    spans = sorted((s.start, s.end) for s in seen.sentences)
    for draft, o in zip(seen.drafts, observations, strict=True):
        start, end = _around(page, spans, draft.quantity.start)
        passage = passages.setdefault(start, Passage(page.text[start:end].rstrip("\n"), start))
        sentence = sentence_at.get(start)
        why = considered(sentence, draft, o, names) if sentence else []
        at = (draft.quantity.start - start, draft.quantity.end - start)
        passage.readings.append(Reading(o, _by_field(o.rules), why, *at))
    for first, last, trap in chain(seen.refused, _nameless(seen)):
        start, end = _around(page, spans, first)
        passage = passages.setdefault(start, Passage(page.text[start:end].rstrip("\n"), start))
        at = (first - start, last - start)
        if any(r.start <= at[0] < r.end for r in passage.readings):
            continue  # a table read it by its own rules
        passage.refused.append(Refusal(page.text[first:last], trap, *at, page.span(first, last)[0]))
    return [
        passages[start] for start in sorted(passages) if passages[start].readings or passages[start].refused
    ]


def _passage(page: Clean, s: Sentence) -> Passage:
    return Passage(
        page.text[s.start : s.end].rstrip("\n"),
        s.start,
        [(page.text[t.start : t.end], t.period) for t in s.times],
    )


def _around(page: Clean, spans: list[tuple[int, int]], at: int) -> tuple[int, int]:
    """The sentence that holds a position, or its line: bylines and tables have no sentences."""
    found = next(((a, b) for a, b in spans if a <= at < b), None)
    if found:
        return found
    end = page.text.find("\n", at)
    return page.text.rfind("\n", 0, at) + 1, end if end >= 0 else len(page.text)


def _nameless(seen: Seen) -> Iterator[tuple[int, int, str]]:
    """Quantities of sentences that found no name."""
    named = {draft.quantity.start for draft in seen.drafts}
    for s in seen.sentences:
        for q in s.quantities:
            if q.start not in named:
                yield q.start, q.end, "indicator:none"


def _by_field(rules: tuple[str, ...]) -> dict[str, str]:
    out: dict[str, str] = {}
    for rule in rules:
        stage = rule.split(":")[0]
        name = _FIELD_OF.get(stage, stage)
        if name in FIELDS:
            out[name] = f"{out[name]} {rule}" if name in out else rule
    return out
