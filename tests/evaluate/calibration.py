"""Does confidence mean anything?  Shares of right records by confidence, and the weights learnt from `dev`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import exp
from pathlib import Path

from rich.table import Table

import monitor.extract.confidence as learnt
from monitor.extract import extract
from monitor.types import Observation
from tests.evaluate.score import verdicts
from tests.evaluate.sets import Document, as_row, documents, shared

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
SHRINK = 2.0
"""Ridge penalty: a rule must have been right or wrong several times before it weighs much."""
RARE = 3
"""A rule seen less often teaches nothing."""
SWEEPS = 60
ONCE = ("quantity:", "measure:", "subject:", "period:", "status:")
"""Stages of which every record has one rule."""
HEAD = """\
# Weight of each rule in the log odds that a record is right as a whole, with how often it was seen and right in the
# annotated texts of `dev`. Written by `python -m tests.evaluate --fit`, to be run after rules have changed.
"""
Judged = list[tuple[Observation, bool]]
Rated = list[tuple[float, bool]]
"""Confidence of a record, and whether it is right."""


def judged(texts: Iterable[Document]) -> Judged:
    """Every observation read from texts, and whether the whole record is right; optional ones are left out."""
    out: Judged = []
    for document in texts:
        read = extract(document.article)
        right = verdicts(document.gold, [as_row(document.article.url, o) for o in read])
        out += [(o, ok) for o, ok in zip(read, right, strict=True) if ok is not None]
    return out


def bins(rated: Rated) -> list[tuple[float, float, int, float, float]]:
    """For each span of confidence: how many records, their mean confidence, and how many of them are right."""
    out = []
    for low, high in pairwise(EDGES):
        inside = [(p, ok) for p, ok in rated if low <= p < high]
        if n := len(inside):
            out.append((low, high, n, sum(p for p, _ in inside) / n, sum(ok for _, ok in inside) / n))
    return out


def crossed(texts: Sequence[Document]) -> Rated:
    """Records of each half of the texts, with the confidence the other half would have taught."""
    rated: Rated = []
    for one, other in ((texts[::2], texts[1::2]), (texts[1::2], texts[::2])):
        weights = fit([(o.rules, ok) for o, ok in judged(one)])
        for o, ok in judged(other):
            odds = weights[learnt.START] + sum(weights.get(rule, 0.0) for rule in o.rules)
            rated.append((1 / (1 + exp(-odds)), ok))
    return rated


def table() -> Table:
    """Confidence against truth, set by set; none is judged by weights that were learnt from it."""
    drawn = Table("set", "confidence", "records", "expected", "right", box=None)
    others = ("heldout", *(("seeds",) if shared() else ()))
    sets = {"dev, by halves": crossed(documents("dev"))}
    sets |= {name: [(o.confidence, ok) for o, ok in judged(documents(name))] for name in others}
    for name, rated in sets.items():
        for low, high, n, expected, right in bins(rated):
            span = f"{low:.1f}-{min(high, 1):.1f}"
            drawn.add_row(name, span, str(n), f"{expected:.2f}", f"{right:.2f}")
    return drawn


def fit(records: Sequence[tuple[Sequence[str], bool]]) -> dict[str, float]:
    """Ridge logistic regression over the rules of each record, one weight after the other by Newton steps."""
    rows: dict[str, list[int]] = {learnt.START: list(range(len(records)))}
    for i, (rules, _) in enumerate(records):
        for rule in dict.fromkeys(rules):
            rows.setdefault(rule, []).append(i)
    weights, odds = dict.fromkeys(rows, 0.0), [0.0] * len(records)
    for _ in range(SWEEPS):
        for rule, where in rows.items():
            shrink = 0.0 if rule == learnt.START else SHRINK
            likely = [1 / (1 + exp(-odds[i])) for i in where]
            slope = (
                sum(records[i][1] - p for i, p in zip(where, likely, strict=True)) - shrink * weights[rule]
            )
            step = slope / (sum(p * (1 - p) for p in likely) + shrink + 1e-9)
            weights[rule] += step
            for i in where:
                odds[i] += step
    return weights


def centred(weights: dict[str, float], records: Sequence[tuple[Sequence[str], bool]]) -> dict[str, float]:
    """The same odds, so that what is usual for a field weighs nothing and a negative weight is a doubt."""
    out = dict(weights)
    for stage in ONCE:
        used = [weights[rule] for rules, _ in records for rule in rules if rule.startswith(stage)]
        usual = sum(used) / len(used)
        out |= {rule: weight - usual for rule, weight in weights.items() if rule.startswith(stage)}
        out[learnt.START] += usual
    return out


def write() -> None:
    """Learn anew and write the table beside the rules."""
    records = [
        ([r for r in o.rules if r not in learnt.SET_BY_HAND], ok) for o, ok in judged(documents("dev"))
    ]
    lines = []
    for rule, weight in sorted(
        centred(fit(records), records).items(), key=lambda pair: (pair[0] != learnt.START, pair[0])
    ):
        seen = [ok for rules, ok in records if rule in rules or rule == learnt.START]
        if len(seen) >= RARE:
            lines.append(f"{rule}\t{weight:.2f}\t{len(seen)}\t{sum(seen)}\n")
    Path(learnt.__file__).with_name(learnt.TABLE).write_text(HEAD + "".join(lines), "utf-8")
