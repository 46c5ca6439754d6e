"""What became of one case?  Its statements in order of publication, told as changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.diff.interval import interval, printed
from monitor.diff.point import RANKS, Sense, Side, ends, published_order, side_of
from monitor.diff.verdict import judge
from monitor.types import Change, ChangeKind, Statement


class Track:
    """One point: the statements that stand, one for each voice, and the current one among them."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.standing: dict[str, Statement] = {}
        self.current: Statement | None = None

    def add(self, new: Statement) -> Change:
        """Take in the next statement and say what it means."""
        change = self._meaning(new)
        own = self.standing.get(new.voice)
        self.standing[new.voice] = self._better(own, new) if own else new
        if change.kind is not ChangeKind.CONFIRMATION or self._agree(self.current, new):
            self.current = self._better(self.current, new)
        return change

    def _meaning(self, new: Statement) -> Change:
        current, own = self.current, self.standing.get(new.voice)
        if current is None:
            first = ChangeKind.NEW_TARGET if self.side is Side.TARGET else ChangeKind.NEW_FIGURE
            return Change(kind=first, after=new, provisional=self.side is Side.FORECAST)
        if own and not self._agree(own, new) and not self._agree(current, new):
            return self._moved(own, new)
        if self._agree(current, new):
            return Change(kind=self._sharper(current, new), after=new, before=current)
        for other in self.standing.values():
            if self._agree(other, new):
                return Change(kind=ChangeKind.CONFIRMATION, after=new, before=other)
        return self._moved(current, new)

    def _moved(self, old: Statement, new: Statement) -> Change:
        """Two statements that exclude each other."""
        if self.side is Side.TARGET:
            later = new.published > old.published
            kind = ChangeKind.TARGET_CHANGED if later else ChangeKind.CONFLICT
        elif _rank(new) > _rank(old):
            kind = ChangeKind.REVISION
        else:
            later = new.published > old.published and new.voice == old.voice
            kind = ChangeKind.REVISION if later and _rank(new) == _rank(old) else ChangeKind.CONFLICT
        return Change(
            kind=kind, after=new, before=old, note=_who(old, new) if kind is ChangeKind.CONFLICT else ""
        )

    def _sharper(self, old: Statement, new: Statement) -> ChangeKind:
        if self.side is Side.TARGET or interval(new.observation).width >= interval(old.observation).width:
            return ChangeKind.CONFIRMATION
        return ChangeKind.REFINEMENT

    def _agree(self, old: Statement | None, new: Statement) -> bool:
        if old is None:
            return False
        # A target is its threshold: 超过8500 restated as 9000以上 is raised, though both hold for 9500.
        span = printed if self.side is Side.TARGET else interval
        return span(old.observation).meets(span(new.observation))

    def _better(self, old: Statement | None, new: Statement) -> Statement:
        """The one to hold on to: the more final; while they agree the more exact; else the later."""
        if old is None or _rank(new) > _rank(old):
            return new
        if _rank(new) < _rank(old):
            return old
        if self._agree(old, new):
            return new if self._sharper(old, new) is ChangeKind.REFINEMENT else old
        return new if new.published > old.published else old


def _rank(statement: Statement) -> int:
    return RANKS[statement.observation.status]


def _who(old: Statement, new: Statement) -> str:
    if old.url == new.url:
        return "the article says both"
    said = (f"{s.publisher} {s.published}: {s.observation.quote}" for s in (old, new))
    return "; ".join(said)


def timeline(statements: Iterable[Statement], sense: Sense | None, period: str) -> Iterator[Change]:
    """The changes of one case. Depends on the set of statements only, never on the order they came in."""
    tracks = {side: Track(side) for side in Side}
    closed = ends(period)
    verdict: tuple[ChangeKind, bool] | None = None
    for statement in sorted(statements, key=published_order):
        yield tracks[side_of(statement.observation)].add(statement)
        target, figure = tracks[Side.TARGET].current, tracks[Side.FIGURE].current
        if target is None or figure is None:
            continue
        change = judge(target, figure, sense, early=figure.published < closed)
        if change and (change.kind, change.provisional) != verdict:
            verdict = (change.kind, change.provisional)
            yield change
