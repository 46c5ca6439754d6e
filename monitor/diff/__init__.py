"""What do an article's observations mean against everything said before?

History is a function of the set of statements: `tell` puts them in order of publication and tells the
changes. `diff` is what the new article alters in that: told with it, less told without it. So the outcome
cannot depend on the order in which articles arrive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.diff.asof import settle
from monitor.diff.audit import audit
from monitor.diff.point import (
    Case,
    History,
    Sense,
    Side,
    case_of,
    indicator_of,
    normal,
    published_order,
    shelves,
    side_of,
    touched,
)
from monitor.diff.shares import shares, shares_by_name
from monitor.diff.sums import sums
from monitor.diff.timeline import Timeline, corrected, timeline
from monitor.types import Article, Change, ChangeKind, Observation, Standing, Statement

__all__ = [
    "Case",
    "History",
    "Sense",
    "Side",
    "Told",
    "alter",
    "case_of",
    "diff",
    "indicator_of",
    "normal",
    "published_order",
    "shelves",
    "side_of",
    "statements_of",
    "tell",
    "touched",
]

MOVES = (ChangeKind.REVISION, ChangeKind.REFINEMENT, ChangeKind.TARGET_CHANGED)


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that follows from a set of statements."""

    cases: Mapping[Case, Timeline]
    changes: Sequence[Change]


def diff(
    article: Article,
    observations: Sequence[Observation],
    history: History,
    *,
    source: str = "",
    imported: bool = False,
    reread: bool = False,
) -> list[Change]:
    """What the article changes. Its earlier version, if any, is part of `history` and gives way to it.

    Changes with standing NEWS are for people; SILENT ones only put history right; WITHDRAWN ones held
    before and hold no longer. `reread`: the text is the same and the extractor is new, so nothing is news
    and nothing was taken back.
    """
    new = statements_of(article, observations, source=source, imported=imported)
    past = [statement for statement in history.statements if statement.url == article.url]
    others = [statement for statement in history.statements if statement.url != article.url]
    changes = [] if reread else list(_edits(past, new, history))
    changes += alter([*others, *past], [*others, *new], history, history, {s.key for s in new})
    return [_silent(change) for change in changes] if reread else changes


def alter(
    old: Iterable[Statement], new: Iterable[Statement], was: History, now: History, arrived: set[str]
) -> list[Change]:
    """The changes that tell one set of statements apart from another; `arrived` are keys of new ones."""
    before = {change.key: change for change in tell(old, was).changes}
    after = {change.key: change for change in tell(new, now).changes}
    gone = [change for key, change in before.items() if key not in after]
    replaced = {_place(change, now) for change in gone}
    changes = []
    for key, change in after.items():
        if key not in before:
            quiet = _no_news(change, arrived) or _place(change, now) in replaced
            changes.append(_silent(change) if quiet else change)
        elif _detail(change) != _detail(before[key]):
            changes.append(_silent(change))
    return changes + [replace(change, standing=Standing.WITHDRAWN) for change in gone]


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
            author=article.author,
            source=source,
            imported=imported,
        )
        key = statement.key
        statements.append(replace(statement, repeat=seen[key]) if seen[key] else statement)
        seen[key] += 1
    return statements


def tell(statements: Iterable[Statement], history: History) -> Told:
    """The cases a set of statements makes and all changes that follow, in no particular order."""
    statements = list(statements)
    groups: dict[Case, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[case_of(statement.observation, history)].append(statement)
    cases = {
        case: timeline(members, history.concepts.get(case.series.indicator), case.period)
        for case, members in groups.items()
    }
    settle(cases)
    changes = [change for told in cases.values() for change in told.changes]
    figures = {case: told.figure for case, told in cases.items() if told.figure}
    changes += [*audit(figures), *shares(figures, history), *shares_by_name(statements, history)]
    changes += sums(statements)
    changes += _new_indicators(statements, history)
    return Told(cases, changes)


def _new_indicators(statements: Iterable[Statement], history: History) -> Iterator[Change]:
    """The first statement of each headline name that the catalogue does not know."""
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


def _edits(past: Sequence[Statement], new: Sequence[Statement], history: History) -> Iterator[Change]:
    """What an edited article corrects or no longer says."""
    kept, known = {s.key for s in new}, {s.key for s in past}
    now = {_point(statement, history): statement for statement in reversed(new)}
    for old in past:
        if old.key in kept or old.repeat:
            continue
        said = now.get(_point(old, history))
        if said is None:
            yield Change(kind=ChangeKind.RETRACTION, after=None, before=old)
        elif said.key not in known:
            yield from corrected(old, said)


def _point(statement: Statement, history: History) -> tuple[Case, Side]:
    return case_of(statement.observation, history), side_of(statement.observation)


def _place(change: Change, history: History) -> tuple[ChangeKind, Case, Side]:
    statement = change.after or change.before
    assert statement is not None, "a change is about something"
    return change.kind, *_point(statement, history)


def _no_news(change: Change, arrived: set[str]) -> bool:
    """Nothing a reader does not know, or nothing but our misreading."""
    if change.kind is ChangeKind.CONFLICT and change.after and change.before:
        # An article that contradicts itself speaks of two things that we take for one.
        return change.after.url == change.before.url
    told_before = change.kind in MOVES and change.after is not None and change.after.key not in arrived
    return told_before or change.kind is ChangeKind.CONFIRMATION


def _detail(change: Change) -> tuple[str, bool, bool]:
    return change.note, change.provisional, change.echo


def _silent(change: Change) -> Change:
    return replace(change, standing=Standing.SILENT) if change.standing is Standing.NEWS else change
