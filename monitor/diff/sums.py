"""Do the parts one sentence names fit into its whole?  总投入40亿元，其中财政投入6亿元…"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from monitor.diff.audit import rounded
from monitor.diff.interval import Interval, interval, words
from monitor.diff.point import Side, side_of
from monitor.types import Change, ChangeKind, Measure, Statement


def sums(statements: Iterable[Statement]) -> Iterator[Change]:
    """A `discrepancy` where a part is more than its whole, all parts are, or a stated share is not theirs.

    Only what follows 其中 in the same sentence is a part. Parts need not be complete, so a sum below the
    whole says nothing; they may overlap, so a sum above it is provisional.
    """
    sentences: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if "其中" in statement.observation.sentence and side_of(statement.observation) is Side.FIGURE:
            sentences[statement.url, statement.observation.sentence].append(statement)
    for (_, sentence), members in sentences.items():
        yield from _sentence(sentence, sorted(members, key=lambda s: s.observation.start))


def _sentence(sentence: str, members: Sequence[Statement]) -> Iterator[Change]:
    turn = sentence.index("其中")
    where = {s.key: _places(sentence, s) for s in members}
    if sentence.count("其中") != 1 or not all(where.values()):
        return
    levels = [s for s in members if s.observation.measure is Measure.LEVEL]
    wholes = [s for s in levels if where[s.key][0] < turn]
    if not wholes:
        return
    whole = wholes[-1]
    parts = [s for s in levels if where[s.key][0] > turn and _same_frame(s, whole)]
    shares = [
        s for s in levels if where[s.key][0] > turn and s.observation.unit == "%" and _is_share(sentence, s)
    ]
    yield from _too_much(whole, parts)
    if len(parts) == 1 and len(shares) == 1 and parts[0].observation.start < shares[0].observation.start:
        yield from _wrong_share(whole, parts[0], shares[0])


def _places(sentence: str, statement: Statement) -> list[int]:
    """Where the quote stands; one place only, or we do not know which is meant."""
    quote = statement.observation.quote
    return [sentence.index(quote)] if sentence.count(quote) == 1 else []


def _same_frame(part: Statement, whole: Statement) -> bool:
    a, b = part.observation, whole.observation
    return (a.unit, a.subject, a.period) == (b.unit, b.subject, b.period) and a.unit != "%"


def _is_share(sentence: str, statement: Statement) -> bool:
    before = sentence[: sentence.index(statement.observation.quote)]
    return before.rstrip("达到为了约近超过比重例").endswith("占")


def _too_much(whole: Statement, parts: Sequence[Statement]) -> Iterator[Change]:
    limit = interval(whole.observation).high
    for part in parts:
        if interval(part.observation).low > limit:
            note = f"{words(part.observation)} > {words(whole.observation)}"
            yield Change(kind=ChangeKind.DISCREPANCY, after=part, before=whole, note=note)
            return
    least = sum((interval(part.observation).low for part in parts), Decimal(0))
    if len(parts) > 1 and least > limit:
        note = f"{' + '.join(words(part.observation) for part in parts)} > {words(whole.observation)}"
        yield Change(kind=ChangeKind.DISCREPANCY, after=parts[-1], before=whole, note=note, provisional=True)


def _wrong_share(whole: Statement, part: Statement, share: Statement) -> Iterator[Change]:
    a, b = interval(part.observation), interval(whole.observation)
    if not (a.bounded and b.bounded) or b.low <= 0:
        return
    computed = Interval(a.low / b.high * 100, a.high / b.low * 100)
    if not computed.meets(interval(share.observation)):
        value = rounded(part.observation.value / whole.observation.value * 100)
        note = (
            f"{words(part.observation)} / {words(whole.observation)} = {value}% ≠ {words(share.observation)}"
        )
        yield Change(kind=ChangeKind.DISCREPANCY, after=share, before=part, note=note)
