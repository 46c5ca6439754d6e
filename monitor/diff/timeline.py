"""What became of one case?  Its statements in order of publication, told as changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from monitor.diff.interval import interval, printed, words
from monitor.diff.point import FINALITY, Sense, Side, ends, published_order, side_of
from monitor.diff.verdict import judge
from monitor.types import Change, ChangeKind, Statement


@dataclass(slots=True)
class Timeline:
    """One case after all its statements: what happened, what holds."""

    changes: list[Change] = field(default_factory=list)
    target: Statement | None = None
    figure: Statement | None = None
    verdict: Change | None = None
    statements: list[Statement] = field(default_factory=list)


def timeline(statements: Iterable[Statement], sense: Sense | None, period: str) -> Timeline:
    """Tell one case. Depends on the set of statements only, never on the order they came in."""
    told = Timeline()
    tracks = {side: Track(side) for side in Side}
    closed = ends(period)
    for side, said in _articles(statements):
        told.statements += said
        told.changes += _together([tracks[side].add(statement) for statement in said])
        told.target, told.figure = tracks[Side.TARGET].current, tracks[Side.FIGURE].current
        if told.target is None or told.figure is None:
            continue
        early = told.figure.published < closed
        if early and told.figure.url == told.target.url:
            continue  # a promise is not kept in the breath that makes it
        verdict = judge(told.target, told.figure, sense, early=early)
        if verdict and (told.verdict is None or _decides(verdict, told.verdict)):
            told.verdict = verdict
            told.changes.append(verdict)
    return told


def _articles(statements: Iterable[Statement]) -> Iterator[tuple[Side, list[Statement]]]:
    """What each article says on one side, in order of publication.

    An article leads with the most final and most exact form of what it says first: a headline's 超5.8万 is
    no news beside the 58524 of the text, nor is last month's estimate beside the figure.
    """

    def article(statement: Statement) -> tuple[object, ...]:
        return (*published_order(statement)[:3], side_of(statement.observation))

    for _, group in groupby(sorted(statements, key=lambda s: (article(s), published_order(s))), key=article):
        said = sorted(group, key=_finality, reverse=True)
        first = interval(said[0].observation)
        same = [s for s in said if s.observation.status is said[0].observation.status]
        same = [s for s in same if interval(s.observation).meets(first)]
        lead = min(same, key=lambda s: interval(s.observation).width)
        yield side_of(lead.observation), [lead, *(s for s in said if s is not lead)]


def _together(changes: list[Change]) -> list[Change]:
    """An article repeats what was said before as a whole or not at all: its statements lean on each other."""
    if all(change.echo for change in changes):
        return changes
    return [replace(change, echo=False) if change.echo else change for change in changes]


def _decides(new: Change, old: Change) -> bool:
    return (new.kind, new.provisional) != (old.kind, old.provisional)


class Track:
    """One point: what each publisher holds, everything ever said, and the current statement."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.held: dict[str, Statement] = {}
        self.said: dict[tuple[object, ...], Statement] = {}
        self.current: Statement | None = None

    def add(self, new: Statement) -> Change:
        """Take in the next statement and say what it means."""
        change = self._meaning(new)
        own = self.held.get(new.publisher)
        if own and change.kind is ChangeKind.CONFIRMATION and _reading(own) == _reading(new):
            return replace(change, echo=True)
        self.held[new.publisher] = self._better(own, new)
        self.said.setdefault(_reading(new), new)
        if change.kind is not ChangeKind.CONFIRMATION or change.before is self.current:
            self.current = self._better(self.current, new)
        return change

    def agree(self, old: Statement, new: Statement) -> bool:
        """Whether both can be true. A target is its threshold: 超过8500 restated as 9000以上 is raised."""
        span = printed if self.side is Side.TARGET else interval
        return span(old.observation).meets(span(new.observation))

    def _meaning(self, new: Statement) -> Change:
        current, own = self.current, self.held.get(new.publisher)
        if current is None:
            first = ChangeKind.NEW_TARGET if self.side is Side.TARGET else ChangeKind.NEW_FIGURE
            return Change(kind=first, after=new, provisional=self.side is Side.FORECAST)
        if self.agree(current, new):
            return Change(kind=self.sharper(current, new), after=new, before=current)
        if own and not self.agree(own, new):
            return self._moved(own, new)
        for old in self.said.values():
            # A number already disputed or superseded is no news again; a wider one never was.
            rival = not self.agree(old, current) and _finality(old) >= _finality(new)
            if rival and self.agree(old, new):
                return Change(kind=ChangeKind.CONFIRMATION, after=new, before=old)
        return self._moved(current, new)

    def _moved(self, old: Statement, new: Statement) -> Change:
        """Two statements that exclude each other."""
        later = new.published > old.published
        if self.side is Side.TARGET:
            kind = ChangeKind.TARGET_CHANGED if later else ChangeKind.CONFLICT
        elif _finality(new) > _finality(old):
            kind = ChangeKind.REVISION
        else:
            authority = later and new.publisher == old.publisher and _finality(new) == _finality(old)
            kind = ChangeKind.REVISION if authority else ChangeKind.CONFLICT
        note = f"{_saying(old)}; {_saying(new)}" if kind is ChangeKind.CONFLICT else ""
        return Change(kind=kind, after=new, before=old, note=note)

    def sharper(self, old: Statement, new: Statement) -> ChangeKind:
        """Of two that agree, whether the second is the more exact."""
        if self.side is Side.TARGET or interval(new.observation).width >= interval(old.observation).width:
            return ChangeKind.CONFIRMATION
        return ChangeKind.REFINEMENT

    def _better(self, old: Statement | None, new: Statement) -> Statement:
        """The one to hold on to: the more final; of those that agree the more exact; else the later."""
        if old is None or _finality(new) > _finality(old):
            return new
        if _finality(new) < _finality(old):
            return old
        if self.agree(old, new):
            return new if self.sharper(old, new) is ChangeKind.REFINEMENT else old
        return new if new.published > old.published else old


def corrected(old: Statement, new: Statement) -> Iterator[Change]:
    """What it means that an edited article says `new` for `old`; nothing if only words differ."""
    track = Track(side_of(old.observation))
    if not track.agree(old, new):
        yield Change(kind=ChangeKind.REVISION, after=new, before=old)
    elif track.sharper(old, new) is ChangeKind.REFINEMENT:
        yield Change(kind=ChangeKind.REFINEMENT, after=new, before=old)


def _reading(statement: Statement) -> tuple[object, ...]:
    o = statement.observation
    return (interval(o), o.comparator, o.status)


def _finality(statement: Statement) -> int:
    return FINALITY[statement.observation.status]


def _saying(statement: Statement) -> str:
    return f"{statement.publisher} {statement.published}: {words(statement.observation)}"
