"""What do an article's observations mean against everything said before?

History is a function of the set of statements: `derive` puts them in order of publication and tells the
changes. `diff` is what the new article alters in that: derived with it, less derived without it. So the
outcome cannot depend on the order in which articles arrive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from monitor.diff.audit import audit
from monitor.diff.point import (
    Case,
    History,
    Sense,
    Side,
    case_of,
    family_of,
    indicator_of,
    published_order,
    side_of,
    year_before,
)
from monitor.diff.timeline import Track, timeline
from monitor.types import Article, Change, ChangeKind, Observation, Standing, Statement

__all__ = [
    "Case",
    "History",
    "Sense",
    "Side",
    "case_of",
    "derive",
    "diff",
    "family_of",
    "indicator_of",
    "state",
    "statements_of",
    "touched",
]


def diff(
    article: Article,
    observations: Sequence[Observation],
    history: History,
    *,
    source: str = "",
    imported: bool = False,
) -> list[Change]:
    """What the article changes. Its earlier versions, if any, are part of `history` and give way to it.

    Changes with standing NEWS are for people; SILENT ones only put history right; WITHDRAWN ones held
    before and hold no longer.
    """
    told = statements_of(article, observations, source=source, imported=imported)
    past = [statement for statement in history.statements if statement.url == article.url]
    others = [statement for statement in history.statements if statement.url != article.url]
    before = {change.key: change for change in derive([*others, *past], history)}
    after = {change.key: change for change in derive([*others, *told], history)}
    gone = [change for key, change in before.items() if key not in after]
    replaced = {_place(change, history) for change in gone}
    changes = list(_edits(past, told, history))
    for key, change in after.items():
        if key not in before:
            silent = _place(change, history) in replaced or change.kind is ChangeKind.CONFIRMATION
            changes.append(replace(change, standing=Standing.SILENT) if silent else change)
    changes += [replace(change, standing=Standing.WITHDRAWN) for change in gone]
    return changes


def statements_of(
    article: Article, observations: Sequence[Observation], *, source: str = "", imported: bool = False
) -> list[Statement]:
    """The observations as statements of this article, equal ones numbered in reading order."""
    seen: dict[str, int] = defaultdict(int)
    statements = []
    for observation in sorted(observations, key=lambda o: (o.start, o.end)):
        statement = Statement(
            observation=observation,
            url=article.url,
            publisher=article.publisher,
            published=article.published,
            title=article.title,
            source=source,
            imported=imported,
            voice=article.publisher,
        )
        key = statement.key
        statements.append(replace(statement, repeat=seen[key]))
        seen[key] += 1
    return statements


def derive(statements: Iterable[Statement], history: History) -> Iterator[Change]:
    """All changes that follow from a set of statements."""
    statements = list(statements)
    for case, members in _cases(statements, history).items():
        yield from timeline(members, history.concepts.get(case.series.indicator), case.period)
    yield from audit(state(statements, history, Side.FIGURE))
    yield from _new_indicators(statements, history)


def state(statements: Iterable[Statement], history: History, side: Side) -> dict[Case, Statement]:
    """The current statement of each case on one side: what is held true now."""
    current = {}
    for case, members in _cases(statements, history).items():
        track = Track(side)
        for member in sorted(members, key=published_order):
            if side_of(member.observation) is side:
                track.add(member)
        if track.current:
            current[case] = track.current
    return current


def touched(observations: Iterable[Observation], history: History) -> set[tuple[str, str]]:
    """(family, period) of everything the observations can be held against; `history` needs names only."""
    places = set()
    for observation in observations:
        family = family_of(observation, history.names)
        period = case_of(observation, history).period
        places |= {(family, p) for p in (period, year_before(period), year_before(period, -1))}
        if observation.base and observation.base[:4].isdigit():
            places.add((family, observation.base))
    return places


def _cases(statements: Iterable[Statement], history: History) -> dict[Case, list[Statement]]:
    cases: dict[Case, list[Statement]] = defaultdict(list)
    for statement in statements:
        cases[case_of(statement.observation, history)].append(statement)
    return cases


def _new_indicators(statements: Iterable[Statement], history: History) -> Iterator[Change]:
    first = dict(history.first)
    for statement in statements:
        o = statement.observation
        name = indicator_of(o, history.names)
        if o.concept or not o.headline or name in history.concepts:
            continue
        if name not in first or published_order(statement) < published_order(first[name]):
            first[name] = statement
    for statement in first.values():
        yield Change(kind=ChangeKind.NEW_INDICATOR, after=statement)


def _edits(past: Sequence[Statement], told: Sequence[Statement], history: History) -> Iterator[Change]:
    """What an edited article corrects or no longer says."""
    kept = {statement.key for statement in told}
    now = {}
    for statement in reversed(told):
        now[case_of(statement.observation, history), side_of(statement.observation)] = statement
    for old in past:
        if old.key in kept:
            continue
        new = now.get((case_of(old.observation, history), side_of(old.observation)))
        if new is None:
            yield Change(kind=ChangeKind.RETRACTION, after=None, before=old, note="the article was edited")
        elif new.key not in {statement.key for statement in past} and old.repeat == 0:
            yield Change(kind=ChangeKind.REVISION, after=new, before=old, note="the article was edited")


def _place(change: Change, history: History) -> tuple[ChangeKind, Case | None, Side | None]:
    statement = change.after or change.before
    if statement is None:
        return change.kind, None, None
    return change.kind, case_of(statement.observation, history), side_of(statement.observation)
