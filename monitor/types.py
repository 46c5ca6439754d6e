"""What are the nouns every step speaks of?  Frozen records; nothing here acts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

DOUBTFUL = 0.6
"""Confidence below which a person should look: of such observations most are wrong."""


class Status(StrEnum):
    """Whether a figure is promised or happened (shared/gold/GUIDE.md, field `status`)."""

    TARGET = "target"
    ACTUAL = "actual"
    ESTIMATE = "estimate"
    FORECAST = "forecast"


class Measure(StrEnum):
    """What the number says of the indicator (GUIDE.md, field `measure`)."""

    LEVEL = "level"
    GROWTH = "growth"
    CHANGE = "change"
    RANK = "rank"
    MULTIPLE = "multiple"
    DURATION = "duration"


class ChangeKind(StrEnum):
    """What an observation, or its disappearance, means against everything said before."""

    NEW_INDICATOR = "new_indicator"
    NEW_TARGET = "new_target"
    NEW_FIGURE = "new_figure"
    REVISION = "revision"
    REFINEMENT = "refinement"
    CONFLICT = "conflict"
    CONFIRMATION = "confirmation"
    RETRACTION = "retraction"
    TARGET_CHANGED = "target_changed"
    TARGET_MET = "target_met"
    TARGET_MISSED = "target_missed"
    DISCREPANCY = "discrepancy"


class Standing(StrEnum):
    """Whether people are to hear of a change."""

    NEWS = "news"
    SILENT = "silent"
    """True, but nothing new to a reader: only an article that came late moved it to its place."""
    WITHDRAWN = "withdrawn"
    """Held until now and holds no longer: a statement that came late or went away explains it otherwise."""


def _digest(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One watched place, as sources.yaml describes it."""

    id: str
    adapter: str
    url: str = ""
    """Entry address; for `folder` a directory path."""
    publisher: str = ""
    area: str = "重庆市"
    """Reference area the source speaks for: what 全市 and 我市 mean in its articles."""
    schedule: str = "every 1h"
    enabled: bool = True
    unreliable: bool = False
    """Alerts from this source wait for a second sighting."""
    expect: tuple[int, int | None] = (0, None)
    """Least and most articles one visit should find; outside, the layout has probably changed."""
    recheck_days: int = 7
    allow_private: bool = False
    user_agent: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What only this adapter understands; the adapter checks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One article found on a list page, with what the list already says of it."""

    url: str
    title: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched resource, decoded."""

    url: str
    """Final URL, after redirects."""
    text: str
    content: bytes
    """Raw bytes as received, after content decoding (gzip)."""
    sha256: str
    fetched_at: datetime
    status: int = 200
    charset: str = "utf-8"
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False
    """304: nothing to read; text and content are empty."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The answer's headers, names in lower case: evidence, kept with the bytes."""


Fetch = Callable[..., Page]
"""`fetch(url, source, *, etag="", last_modified="") -> Page`, see monitor.fetch; raises FetchError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One page as read: its text and what is known of its publication.

    `text` holds everything to be read, in reading order, one paragraph a line, headings included; table
    rows are lines with cells separated by tabs. Offsets of observations count characters of `text`.
    A scanned newspaper page is one Article here; extraction finds the pieces on it.
    """

    url: str
    publisher: str
    published: date
    text: str
    title: str = ""
    pre_title: str = ""
    subtitle: str = ""
    area: str = "重庆市"
    reader: str = ""
    """Which reader found the body: a site's selector, the density rule, plain text, …"""
    author: str = ""
    """Who signed it, names separated by 、; empty where the page does not say."""
    dateline: str = ""
    """Whose news it is, from where: 本报讯, 新华社北京3月5日电."""
    attachments: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The lines of `text` that hold something."""
        return tuple(line for line in self.text.split("\n") if line.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One quantified statement, with the words it was read from. Fields as in shared/gold/GUIDE.md."""

    quote: str
    """`article.text[start:end]`, always."""
    sentence: str
    subject: str
    indicator: str
    period: str
    """ISO 8601: `2025`, `2024-02`, `2024-02-19`, or two of them joined by `/`."""
    status: Status
    measure: Measure
    value: Decimal
    unit: str
    comparator: str = "="
    """One of = >= > <= < ~"""
    value_high: Decimal | None = None
    scope: str | None = None
    """For ranks, among whom: 全国, 西部, 全球."""
    headline: bool = False
    concept: str | None = None
    """Catalogue id, where the indicator is a known one."""
    base: str | None = None
    """What a growth, change or multiple is held against: `yoy`, `mom`, `annual_average` or a period."""
    start: int = 0
    end: int = 0
    confidence: float = 1.0
    """How likely all fields are right, see monitor.extract.confidence."""
    rules: tuple[str, ...] = ()
    """Names of the rules that set the fields, for `--explain` and for tracing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An observation together with who published it where and when: one vintage of a point."""

    observation: Observation
    url: str
    publisher: str
    published: date
    title: str = ""
    author: str = ""
    source: str = ""
    imported: bool = False
    """Read by a backfill or import: history, never an alert by default."""
    repeat: int = 0
    """How many equal statements stand before this one in the same article: 0 for the first."""
    voice: str = ""
    """Who speaks: the publisher, or for a reprint the publisher it was taken from."""

    @property
    def key(self) -> str:
        """Unique for ever: the same words read again from the same article have the same key."""
        o = self.observation
        said = (o.indicator, o.concept, o.subject, o.period, o.status, o.measure, o.scope, o.base, o.headline)
        numbers = (o.comparator, f"{o.value.normalize():f}", o.value_high, o.unit)
        return _digest(self.url, self.publisher, self.published, *said, *numbers, self.repeat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a statement, or its disappearance, means: `before` and `after`, either of which may be absent."""

    kind: ChangeKind
    after: Statement | None
    before: Statement | None = None
    """The statement held against: the previous value, or the target for met and missed."""
    note: str = ""
    """The calculation or the reason, in words a reader can check: `974.24 / 865.1 = +12.6 %`."""
    provisional: bool = False
    """Decided by an estimate; a final figure may decide otherwise."""
    standing: Standing = Standing.NEWS
    echo: bool = False
    """A publisher repeats its own number: of no effect on anything that is published later."""

    @property
    def key(self) -> str:
        """Unique for ever: what follows from the same statements is the same change."""
        return _digest(self.kind, self.after and self.after.key, self.before and self.before.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One message for one recipient on one channel."""

    key: str
    """Unique for ever: the same change is never queued twice for the same recipient."""
    channel: str
    """Name of the channel in sources.yaml; its address and secrets are never stored."""
    recipient: str
    subject: str
    text: str
    html: str = ""
    change: Change | None = None
    """What the message is about; storage ties the message to the stored change."""
    not_before: datetime | None = None
    """When a digest or the end of quiet hours lets it go out; None: at once."""
    topic: str = ""
    """What the message is about, in a word or two: messages sent together are grouped by it."""
    awaits: str = ""
    """Id of the source whose visit must end first; empty where it need not."""
    undoes: Alert | None = None
    """What is said in place of an earlier message, by its key, that this one makes untrue; if that was sent
    already, this is a message of its own."""
