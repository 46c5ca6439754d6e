"""Do the parts one sentence names fit into its whole?  总投入40亿元，其中财政投入6亿元…"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from monitor.diff.interval import interval, words
from monitor.diff.point import Side, side_of
from monitor.diff.shares import wrong_share
from monitor.types import Change, ChangeKind, Measure, Statement

NEXT = 4
"""Characters at most between two sentences of which the second goes on about the first: line ends, spaces."""


def sums(statements: Iterable[Statement]) -> Iterator[Change]:
    """A `discrepancy` where a part is more than its whole, all parts are, or a stated share is not theirs.

    Only what follows 其中 is a part: of the whole in the same sentence, or where 其中 begins one, of the only
    amount in the sentence before. Parts need not be complete, so a sum below the whole says nothing; they
    may overlap, so a sum above it is provisional.
    """
    articles: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if side_of(statement.observation) is Side.FIGURE:
            articles[statement.url].append(statement)
    for said in articles.values():
        before: list[Statement] = []
        said.sort(key=lambda s: (s.observation.start, s.repeat))
        for sentence, group in groupby(said, key=lambda s: s.observation.sentence):
            members = list(group)
            if sentence.count("其中") == 1 and all(_places(sentence, s) for s in members):
                yield from _sentence(sentence, members, before)
            before = members


def _sentence(sentence: str, members: Sequence[Statement], before: Sequence[Statement]) -> Iterator[Change]:
    turn = sentence.index("其中")
    where = {s.key: _places(sentence, s) for s in members}
    levels = [s for s in members if s.observation.measure is Measure.LEVEL]
    wholes = [s for s in levels if where[s.key][0] < turn]
    if not wholes and not sentence[:turn].strip():
        wholes = _only_amount(before, members[0])
    if not wholes:
        return
    whole = wholes[-1]
    parts = [s for s in levels if where[s.key][0] > turn and _same_frame(s, whole)]
    shares = [
        s for s in levels if where[s.key][0] > turn and s.observation.unit == "%" and _is_share(sentence, s)
    ]
    yield from _too_much(whole, parts)
    if len(parts) == 1 and len(shares) == 1 and parts[0].observation.start < shares[0].observation.start:
        yield from wrong_share(whole, parts[0], shares[0])


def _only_amount(before: Sequence[Statement], after: Statement) -> list[Statement]:
    """The one amount of the sentence that ends where the sentence of `after` begins; else nothing."""
    amounts = [s for s in before if s.observation.measure is Measure.LEVEL and s.observation.unit != "%"]
    if len(amounts) != 1 or not (at := _places(amounts[0].observation.sentence, amounts[0])):
        return []
    one, next_one = amounts[0].observation, after.observation
    ends = one.start - at[0] + len(one.sentence)
    begins = next_one.start - next_one.sentence.index(next_one.quote)
    return amounts if 0 <= begins - ends <= NEXT else []


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
