"""What is a sentence taken apart into?  Its quantities, times, mentions and clauses, and the drafts made of them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from monitor.extract.clean import Clean
from monitor.extract.figure import Quantity, Refused
from monitor.extract.frame import Frame
from monitor.extract.measure import Measured
from monitor.extract.period import Time
from monitor.extract.status import Cue
from monitor.extract.subject import Mention, Subject
from monitor.types import Status

Found = tuple[str, str]
"""A name, and the rule that found it."""


@dataclass(slots=True)
class Draft:
    """An observation in the making."""

    quantity: Quantity
    measured: Measured
    name: str
    rules: list[str]
    subject: Subject | None = None
    time: Time | None = None
    period: str = ""
    status: Status = Status.ACTUAL
    base: str | None = None
    topic: str = ""
    """What later clauses go on about, where the name says more: 产量 of 产量|居全市第一位."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with everything found in it."""

    text: str
    start: int
    end: int
    quantities: list[Quantity]
    times: list[Time]
    cues: list[Cue]
    mentions: list[Mention]
    clauses: list[int]
    frame: Frame
    in_box: bool = False

    def as_it_stands(self) -> Sentence:
        """The sentence with its frame as of now: the next sentence changes it."""
        return replace(self, frame=replace(self.frame))

    def clause_of(self, at: int) -> int:
        """Start of the clause that holds position `at`."""
        return self.clauses[bisect_right(self.clauses, at) - 1]

    def left_of(self, q: Quantity) -> int:
        """Where the words that may name q begin: its clause, or the quantity before it."""
        before = [p.end for p in self.quantities if p.end <= q.start]
        return max(self.clause_of(q.start), before[-1] if before else self.start)

    def ending_at(self, at: int) -> Quantity | None:
        """The quantity that ends at a place of the text."""
        return next((p for p in self.quantities if p.end == at), None)

    def right_of(self, q: Quantity) -> int:
        """Where the words right of q end that may name it: its clause, or the quantity after it."""
        following = next((p.start for p in self.quantities if p.start >= q.end), self.end)
        return min(self.next_clause(q), following)

    def next_clause(self, q: Quantity) -> int:
        """Where the clause after the one of q begins."""
        i = bisect_right(self.clauses, q.at)
        return self.clauses[i] if i < len(self.clauses) else self.end


@dataclass(slots=True)
class Seen:
    """What was looked at on the way to the observations; filled only where a reading is to be explained."""

    page: Clean | None = None
    sentences: list[Sentence] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    """One for each observation, in the same order."""
