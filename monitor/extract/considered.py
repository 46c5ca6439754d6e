"""What else might have filled a field, and why did it not?  Looked at only to explain a reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.extract import indicator as naming
from monitor.extract.catalogue import Catalogue
from monitor.extract.counted import right_name
from monitor.extract.former import earlier_clause
from monitor.extract.lazy import regex
from monitor.extract.period import Time
from monitor.extract.pointed import resolved
from monitor.extract.sentence import Draft, Sentence
from monitor.extract.status import Cue
from monitor.extract.subject import Mention
from monitor.types import Observation

AFTER = "stands after the number"
_HELD_AGAINST = regex(r"平均|同类|排名|第|前|首|率先|领先|各")


@dataclass(frozen=True, slots=True)
class Considered:
    """One candidate for a field that was not taken."""

    field: str
    words: str
    why: str


def considered(s: Sentence, d: Draft, o: Observation, known: Catalogue) -> list[Considered]:
    """Candidates of every field of one observation, those of its own sentence first."""
    return [*_names(s, d, o, known), *_subjects(s, d), *_periods(s, d), *_cues(s, d, o)]


def _names(s: Sentence, d: Draft, o: Observation, known: Catalogue) -> Iterator[Considered]:
    q, left = d.quantity, s.left_of(d.quantity)
    taken = next((rule for rule in d.rules if rule.startswith(("indicator:", "link:"))), "another rule")
    places = {
        "left of the number": naming.left_name(s.text[left : min(q.start, d.measured.verb_at)]),
        "right of the number": right_name(s.text, q.end, s.right_of(q)),
        "in an earlier clause": earlier_clause(s, left),
        "named last before this sentence": s.frame.topic,
    }
    said = {o.indicator, d.name, ""}
    for place, raw in places.items():
        name = naming.tidy(raw) if len(raw) > 1 else raw
        if name not in said:
            said.add(name)
            reason = "too short for a name" if len(name) < 2 else f"{taken} comes first"
            yield Considered("indicator", name, f"{place}; {reason}")
    concept = known.find(o.indicator) if o.concept is None else None
    if concept:
        yield Considered(
            "concept",
            concept.id,
            f"it is measured in {concept.unit or 'nothing'}, not in {o.unit or 'nothing'}",
        )


def _subjects(s: Sentence, d: Draft) -> Iterator[Considered]:
    taken = next((rule for rule in d.rules if rule.startswith("subject:")), "another rule")
    chosen = d.subject.name if d.subject else ""
    for m in s.mentions:
        if chosen not in (m.subject.name, resolved(s, m).name):
            yield Considered("subject", m.subject.name, _why_not_whom(s, d, m, taken))
    handed = {"named before": s.frame.subject, "whom the article is about": s.frame.protagonist}
    for where, subject in handed.items():
        if subject and subject.name != chosen:
            yield Considered("subject", subject.name, f"{where}; {taken} comes first")


def _why_not_whom(s: Sentence, d: Draft, m: Mention, taken: str) -> str:
    if m.end > d.quantity.at:
        return AFTER
    if not m.firm:
        return "tells only where, with whom or against whom"
    if d.quantity.kind == "rank" and m.subject.name == "全国":
        return "among whom it is ranked"
    if _HELD_AGAINST.match(s.text, m.end):
        return "what it is held against"
    return f"{taken} comes first"


def _periods(s: Sentence, d: Draft) -> Iterator[Considered]:
    taken = next((rule for rule in d.rules if rule.startswith("period:")), "another rule")
    for t in s.times:
        if d.time is None or (t.start, t.period) != (d.time.start, d.time.period):
            words = f"{s.text[t.start : t.end]} {t.period}"
            yield Considered("period", words, _why_not_when(s, d, t, taken))
    frame = s.frame
    handed = {"the paragraph": frame.time, "the heading": frame.heading, "the plan": frame.plan}
    own = taken in ("period:clause", "period:sentence", "period:paired")
    for where, time in handed.items():
        if time and time is not d.time and time.period != d.period:
            reason = "the sentence says its own" if own else f"{taken} comes first"
            if taken == "period:publication" and where == "the paragraph":
                reason = "only a flow leans on an earlier time"
            yield Considered("period", time.period, f"of {where}; {reason}")


def _why_not_when(s: Sentence, d: Draft, t: Time, taken: str) -> str:
    if t.base:
        return "what it is held against"
    if t.name:
        return "part of a name"
    if t.kind == "clock":
        return "a moment, no period"
    if t.start >= d.quantity.start:
        return AFTER
    if s.text[max(0, t.start - 1) : t.start] in ("由", "从"):
        return "where a change begins"
    if t.kind == "day" and d.time is not None and d.time.kind != "day":
        return "a day beside a longer period"
    return f"{taken} comes first" if d.time is None or d.time.start <= t.start else "another stands nearer"


def _cues(s: Sentence, d: Draft, o: Observation) -> Iterator[Considered]:
    taken = next((rule for rule in d.rules if rule.startswith("status:")), "another rule")
    for c in s.cues:
        if c.status is not o.status:
            yield Considered("status", f"{c.word} {c.status.value}", _why_not_so(s, d, c, taken))


def _why_not_so(s: Sentence, d: Draft, c: Cue, taken: str) -> str:
    if c.start >= d.quantity.stop:
        return AFTER
    if c.start < s.clause_of(d.quantity.at):
        return f"in an earlier clause; {taken} comes first"
    return f"{taken} comes first"
