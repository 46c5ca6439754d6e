"""What is handed from stage to stage about one number: its value, unit, bound and place?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and its bound, and where it stands in the cleaned text."""

    start: int
    end: int
    """Whole quote, bound words included."""
    at: int
    """Where the numeral itself begins."""
    value: Decimal
    unit: str
    comparator: str = "="
    high: Decimal | None = None
    kind: str = "number"
    """number | rank | multiple | share (a fraction written in words)"""
    scope: str | None = None
    chinese: bool = False
    """Written in Chinese numerals, which in prose often only shape a sentence."""
    rule: str = "quantity:number"
    bare: bool = False
    """The unit was not printed but borrowed or supplied."""
    stop: int = 0
    """End of numeral and unit, before a bound word that follows."""


Refused = tuple[int, int, str]
"""Where a number stands that measures nothing, and the name of the trap it is."""
