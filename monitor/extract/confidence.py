"""How likely is a whole record right?  An estimate from the rules that filled its fields.

Each rule has a weight, learnt from annotated texts by `python -m tests.evaluate --fit` and kept with its counts in
confidence.tsv; the weights of a record's rules add up to log odds. A rule that was never seen weighs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib import resources
from math import exp

from monitor.extract.catalogue import Concept
from monitor.types import Measure

TABLE = "confidence.tsv"
START = "start"
LISTED = "headline:listed"
SET_BY_HAND = {"catalogue:implausible": -1.5, "clean:repaired": -0.5, "llm:agrees": 1.0}
"""Too rare in the annotated texts to be learnt, or not there at all."""
_FAR = 1000
"""A range holds for a province; a district has a hundredth of it, the nation thirty times as much."""


@cache
def weights() -> dict[str, float]:
    """Weight of each rule; `start` is that of a record none of whose rules is known."""
    text = resources.files("monitor.extract").joinpath(TABLE).read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {rule: float(weight) for rule, weight, *_ in rows} | SET_BY_HAND


def estimate(rules: Iterable[str]) -> float:
    """Between 0 and 1; of all records with 0.8, four in five should be right."""
    known = weights()
    odds = known[START]
    for rule in rules:
        odds += known.get(rule, 0.0)
    return round(1 / (1 + exp(-odds)), 2)


def doubts(rules: Iterable[str]) -> list[tuple[str, float]]:
    """What speaks against a record: rules of negative weight, the gravest first."""
    against = [(rule, weights().get(rule, 0.0)) for rule in rules]
    return sorted((pair for pair in against if pair[1] < 0), key=lambda pair: pair[1])


def signs(
    concept: Concept | None, measure: Measure, value: Decimal, unit: str, *, repaired: bool, listed: bool
) -> list[str]:
    """What speaks for or against a record besides the rules that filled it, named like rules."""
    out = ["catalogue:known"] if concept else []
    if concept and concept.range and measure is Measure.LEVEL and unit == concept.unit:
        low, high = concept.range
        far = 1 if unit in ("%", "‰") else _FAR
        if not low / far <= float(value) <= high * far:
            out.append("catalogue:implausible")
    if repaired:
        out.append("clean:repaired")
    if listed:
        out.append(LISTED)
    return out
