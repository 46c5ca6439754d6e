"""How well do observations agree with what careful readers found?  Precision, recall and F1 on three levels.

quantity   value, unit and comparator agree
record     and measure, status, period, subject and indicator too
headline   record, over what either side calls a headline

A gold line may leave a reading open: `also` lists further accepted values of a field, `optional` marks a line
that may be read or not, and `headline: null` one that counts on neither side.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

FIELDS = ("comparator", "measure", "status", "period", "subject", "indicator")
_UNITS = {"個": "个", "百分点": "个百分点", "人民币": "元", "户": "家"}
Row = dict[str, Any]
"""One observation in the fields of the annotation guide."""


@dataclass
class Figures:
    """Counts of one level."""

    hit: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.hit / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Result:
    """What a set of texts came to."""

    quantity: Figures = field(default_factory=Figures)
    record: Figures = field(default_factory=Figures)
    headline: Figures = field(default_factory=Figures)
    matched: int = 0
    agreed: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, Row | None, Row | None]] = field(default_factory=list)
    """What is wrong, the gold row and the row found; either may be missing."""

    def share(self, name: str) -> float:
        """Share of the matched observations that agree in one field."""
        return self.agreed[name] / self.matched if self.matched else 1.0


def score(golds: Iterable[Row], found: Iterable[Row]) -> Result:
    """Hold what was found against gold, document by document (`doc`)."""
    result, pages = Result(), defaultdict[str, tuple[list[Row], list[Row]]](lambda: ([], []))
    for row in golds:
        pages[row["doc"]][0].append(row)
    for row in found:
        pages[row["doc"]][1].append(row)
    for gold, said in pages.values():
        _page(result, gold, said)
    return result


def verdicts(golds: Sequence[Row], found: Sequence[Row]) -> list[bool | None]:
    """Whether each row found in one document is right as a whole record; None where it may be read or not."""
    gold_of = {j: golds[i] for i, j in _pairs(golds, found).items()}
    whole = [j in gold_of and all(agrees(n, gold_of[j], p) for n in FIELDS) for j, p in enumerate(found)]
    free = {j for j, g in gold_of.items() if g.get("optional")}
    return [None if j in free else right for j, right in enumerate(whole)]


def _page(result: Result, gold: Sequence[Row], said: Sequence[Row]) -> None:
    pairs = _pairs(gold, said)
    free = {j for i, j in pairs.items() if gold[i].get("optional")}
    neither = free | {j for i, j in pairs.items() if gold[i]["headline"] is None}
    for i, g in enumerate(gold):
        if g.get("optional"):
            continue
        result.quantity.gold += 1
        result.record.gold += 1
        result.headline.gold += bool(g["headline"])
        if i not in pairs:
            result.errors.append(("missed", g, None))
            continue
        p = said[pairs[i]]
        right = [name for name in FIELDS if agrees(name, g, p)]
        whole, flagged = len(right) == len(FIELDS), g["headline"] is None or g["headline"] == p["headline"]
        result.matched += 1
        result.agreed.update(right)
        result.quantity.hit += "comparator" in right
        result.record.hit += whole
        result.headline.hit += bool(whole and g["headline"] and p["headline"])
        if not (whole and flagged):
            wrong = [n for n in FIELDS if n not in right] + ([] if flagged else ["headline"])
            result.errors.append((", ".join(wrong), g, p))
    for j, p in enumerate(said):
        result.quantity.found += j not in free
        result.record.found += j not in free
        result.headline.found += bool(p["headline"]) and j not in neither
        if j not in pairs.values():
            result.errors.append(("spurious", None, p))


def _pairs(gold: Sequence[Row], said: Sequence[Row]) -> dict[int, int]:
    """Gold index -> found index: the same value in the same sentence, the most alike first, each used once."""
    edges = []
    for i, g in enumerate(gold):
        for j, p in enumerate(said):
            if _same_amount(g, p) and (place := _same_place(g, p)) is not None:
                alike = sum(agrees(name, g, p) for name in FIELDS)
                edges.append((alike + 0.5 * place, -abs(i - j), i, j))
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(edges, key=lambda edge: edge[:2], reverse=True):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _same_amount(g: Row, p: Row) -> bool:
    a, b = g["value"], p["value"]
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1) and _unit(g["unit"]) == _unit(p["unit"])


def _unit(unit: str | None) -> str:
    plain = re.sub(r"\(.*?\)", "", unicodedata.normalize("NFKC", unit or ""))
    return _UNITS.get(plain, plain)


def _same_place(g: Row, p: Row) -> float | None:
    """How alike the sentences are, None where neither quote stands in the other's."""
    gq, pq, gs, ps = (_plain(x) for x in (g["quote"], p["quote"], g["sentence"], p["sentence"]))
    return _dice(gs, ps or pq) if (pq and pq in gs) or (gq and gq in ps) else None


def agrees(name: str, g: Row, p: Row) -> bool:
    """Whether a field is read in one of the accepted ways."""
    return any(_same(name, value, p.get(name)) for value in (g.get(name), *g.get("also", {}).get(name, ())))


def _same(name: str, g: Any, p: Any) -> bool:
    if name == "period":
        return _years(g) == _years(p)
    if name == "subject":
        return _same_name(g, p, 0.7, 0.3)
    if name == "indicator":
        return _same_name(g, p, 0.65, 0.5)
    if name == "comparator":
        return bool((g or "=") == (p or "="))
    return bool(g == p)


def _years(period: str) -> tuple[str, str] | None:
    found = re.findall(r"\d{4}", re.sub(r"-\d{2}(-\d{2})?", "", period or ""))
    return (found[0], found[-1]) if found else None


def _same_name(g: str, p: str, threshold: float, contained: float) -> bool:
    a, b = _plain(g), _plain(p)
    if a == b or not a or not b:
        return a == b
    if _dice(a, b) >= threshold:
        return True
    short, long = sorted((a, b), key=len)
    return short in long and len(short) >= max(2, contained * len(long))


def _plain(text: str | None) -> str:
    return re.sub(r"[^\w%.]", "", unicodedata.normalize("NFKC", text or "")).lower()


def _dice(a: str, b: str) -> float:
    """Sørensen-Dice coefficient of the character bigrams."""
    x, y = ({s[i : i + 2] for i in range(len(s) - 1)} or {s} for s in (a, b))
    return 2 * len(x & y) / (len(x) + len(y))
