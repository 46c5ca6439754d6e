"""How is it kept?  The only table classes: Decimal as text, time as UTC text, dates as ISO text."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel


class PageRow(SQLModel, table=True):
    """One body as received, kept as proof; its bytes are zlib-compressed."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("url", "sha256"),)
    id: int | None = Field(default=None, primary_key=True)
    url: str
    sha256: str
    status: int
    charset: str
    content_type: str
    etag: str
    last_modified: str
    fetched_at: str
    headers: str
    """The answer's headers, a JSON object."""
    content: bytes = Field(sa_type=LargeBinary)
    """Empty where the bytes changed but what was read did not."""


class UnreadRow(SQLModel, table=True):
    """A page that was found but could not be had or read, until it is; as received, if it was."""

    __tablename__ = "unread"
    __table_args__ = (Index("ix_unread_source", "source", "since"),)
    url: str = Field(primary_key=True)
    source: str
    title: str
    published: str | None
    """As the list says."""
    imported: bool
    since: str
    state: str
    reason: str
    sha256: str
    status: int
    charset: str
    content_type: str
    etag: str
    last_modified: str
    fetched_at: str
    headers: str
    content: bytes = Field(sa_type=LargeBinary)


class ArticleRow(SQLModel, table=True):
    """One version of an article: what a reader made of a page."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("url", "version"),
        Index("ix_article_story", "story", "published", "publisher", "url"),
        Index("ix_article_page", "page_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    url: str
    version: int
    page_id: int = Field(foreign_key="page.id")
    source: str
    publisher: str
    published: str
    title: str
    pre_title: str
    subtitle: str
    author: str = ""
    dateline: str = ""
    area: str
    reader: str
    attachments: str
    text: str
    fetched_at: str
    imported: bool
    extractor: str
    """Version of the extractor that read it last."""
    story: int | None = None
    """Articles of one text share the id of one of them: reprints."""
    voice: str
    """The publisher of the earliest article of the same story."""
    gone_at: str | None = None
    """When the article was found deleted; what it said stands."""


class SketchRow(SQLModel, table=True):
    """Where to look for reprints: articles that share two values are likely of one text."""

    __tablename__ = "sketch"
    __table_args__ = (Index("ix_sketch_value", "value", "published"),)
    article_id: int = Field(foreign_key="article.id", primary_key=True)
    slot: int = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)
    published: str


class ObservationRow(SQLModel, table=True):
    """One statement of one article. Never updated but for where it is found and when it went."""

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("status in ('target', 'actual', 'estimate', 'forecast')", name="status"),
        Index("ix_observation_shelf", "shelf", "echo", "published"),
        Index("ix_observation_year_shelf", "year_shelf", "echo", "published"),
        Index("ix_observation_base_shelf", "base_shelf"),
        Index("ix_observation_article", "article_id"),
        Index("ix_observation_indicator", "indicator"),
        Index("ix_observation_name", "name", "published"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str
    article_id: int = Field(foreign_key="article.id")
    shelf: str
    """Indicator, subject and period: what is read together."""
    year_shelf: str | None
    """Indicator, subject and year, where the period is part of one."""
    base_shelf: str | None
    """Indicator, subject and the period a movement is held against."""
    echo: bool
    """Its publisher had said so before: not read with the shelf unless something came in between."""
    name: str
    """The catalogue concept, or the normalised open-vocabulary name."""
    published: str
    repeat: int
    quote: str
    sentence: str
    subject: str
    indicator: str
    period: str
    status: str
    measure: str
    value: str
    value_high: str | None
    unit: str
    comparator: str
    scope: str | None
    headline: bool
    concept: str | None
    base: str | None
    start: int
    end: int
    confidence: float
    rules: str
    extractor: str
    gone_at: str | None = None


class ChangeRow(SQLModel, table=True):
    """What one statement means; withdrawn ones stay, marked."""

    __tablename__ = "change"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("after_id is not null or before_id is not null", name="about_something"),
        Index("ix_change_published", "published"),
        Index("ix_change_after", "after_id"),
        Index("ix_change_before", "before_id"),
        Index("ix_change_name", "name", "subject"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str
    kind: str
    standing: str
    after_id: int | None = Field(default=None, foreign_key="observation.id")
    before_id: int | None = Field(default=None, foreign_key="observation.id")
    note: str
    provisional: bool
    name: str
    indicator: str
    subject: str
    source: str
    published: str
    at: str
    """When the monitor learned it."""


class OutboxRow(SQLModel, table=True):
    """One message owed to one recipient."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("state in ('queued', 'sending', 'sent', 'failed', 'dead')", name="state"),
        Index("ix_outbox_due", "state", "next_attempt_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    key: str
    change_id: int | None = Field(default=None, foreign_key="change.id")
    channel: str
    recipient: str
    subject: str
    text: str
    html: str
    state: str
    attempts: int = 0
    queued_at: str
    next_attempt_at: str
    sent_at: str | None = None
    answer: str = ""
    topic: str = ""
    """Messages that go out together are grouped by it."""
    awaits: str = ""
    """The source whose visit must end before this goes out."""
    wire: str = ""
    """The id under which it was first tried, with those that went out together."""


class SilenceRow(SQLModel, table=True):
    """An indicator or a source nobody is to hear of for a while."""

    __tablename__ = "silence"
    name: str = Field(primary_key=True)
    until: str
    since: str


class TroubleRow(SQLModel, table=True):
    """Something wrong with the monitor itself, while it lasts and until it was told that it is over."""

    __tablename__ = "trouble"
    name: str = Field(primary_key=True)
    since: str
    told_at: str | None = None
    over_at: str | None = None


class AnswerRow(SQLModel, table=True):
    """What the second reader said of one sentence, or why it said nothing."""

    __tablename__ = "answer"
    question: str = Field(primary_key=True)
    """Hash of the model and of all it was asked."""
    sentence: str
    model: str
    answer: str
    """As it came; empty where none came."""
    failure: str
    """Why there is none, or what of it was refused; empty where all was taken."""
    at: str


class SourceRow(SQLModel, table=True):
    """What is known of one source from its visits."""

    __tablename__ = "source"
    id: str = Field(primary_key=True)
    last_visit: str | None = None
    last_success: str | None = None
    last_new: str | None = None
    next_visit: str | None = None
    failures: int = 0
    """In a row, since the last success."""
    state: str = ""
    message: str = ""


class VisitRow(SQLModel, table=True):
    """One visit to a source."""

    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_source", "source_id", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    source_id: str = Field(foreign_key="source.id")
    at: str
    state: str
    message: str
    links: int
    articles: int
    changes: int


class NameRow(SQLModel, table=True):
    """A name merged by a person into another name or a concept."""

    __tablename__ = "name"
    name: str = Field(primary_key=True)
    stands_for: str
