"""What may stand in sources.yaml?  The keys, their types and their defaults; anything else is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from monitor.config.secrets import Secret
from monitor.config.timing import timing
from monitor.types import DOUBTFUL, ChangeKind, Source, Status


def _schedule(expression: str) -> str:
    timing(expression)
    return expression


def _sending(expression: str) -> str:
    return expression if expression in (IMMEDIATELY, EVERY_PASS) else _schedule(expression)


def _hours(span: str) -> str:
    if span and not QUIET.fullmatch(span):
        raise ValueError(f"`{span}` are no hours; write `22:00-07:00`")
    return span


IMMEDIATELY = "immediately"
EVERY_PASS = "every pass"  # noqa: S105
QUIET = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)")
Schedule = Annotated[str, AfterValidator(_schedule)]
Sending = Annotated[str, AfterValidator(_sending)]
"""`immediately`, `every pass`, or a schedule: what comes together until then is one message."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceSettings(_Strict):
    """One watched place."""

    id: str = Field(pattern=r"^[\w.-]+$")
    adapter: str
    url: str = ""
    publisher: str = ""
    area: str = "重庆市"
    schedule: Schedule = "every 1h"
    enabled: bool = True
    unreliable: bool = False
    expect: tuple[int, int | None] = (0, None)
    recheck_days: int = Field(default=7, ge=0)
    allow_private: bool = False
    user_agent: str = ""
    options: dict[str, Any] = {}

    def source(self) -> Source:
        return Source(**self.model_dump())


class Channel(_Strict):
    """One way to reach people: an Apprise URL; each of `to` gets a message of its own."""

    url: Secret
    to: list[str] = []


class When(_Strict):
    """Which changes a route takes; what is left out takes all."""

    kinds: list[ChangeKind] = []
    indicators: list[str] = []
    areas: list[str] = []
    sources: list[str] = []
    headline: bool | None = None
    status: list[Status] = []
    least_change: float = Field(default=0, ge=0)
    """Percent of the old value, or of the target; a first sight is never too small."""
    least_confidence: float = Field(default=0, ge=0, le=1)
    """How sure the reading must be; what is doubtful is told with the request to check it."""


class Route(_Strict):
    """Which changes go to which channels, and when."""

    name: str
    to: list[str] = Field(min_length=1)
    when: When = When()
    send: Sending = "immediately"


class Trouble(_Strict):
    """Who hears that the monitor itself is not well, and from when on."""

    to: list[str] | None = None
    """Channels; all where nothing is said."""
    failures: int = Field(default=3, ge=1)
    """Visits to a source that fail in a row."""
    remind_hours: int = Field(default=24, ge=1)
    free_mb: int = Field(default=500, ge=0)


def _web(address: str) -> str:
    if address and not re.match(r"https?://[^/]", address):
        raise ValueError(f"`{address}` is no web address; write `https://monitor.example.org`")
    return address.rstrip("/")


class Alerts(_Strict):
    """Who is told what."""

    language: Literal["zh", "en"] = "zh"
    templates: Path | None = None
    """A folder with your own change.txt.j2, change.html.j2 or mail.html.j2."""
    base_url: Annotated[str, AfterValidator(_web)] = ""
    """Where people reach this monitor's own pages; messages link to them."""
    settle_hours: int = Field(default=26, ge=0)
    """How long an edit in place must stand before it is told; 26: until the next day's look."""
    ping: Secret = SecretStr("")
    """An address that is asked for after each finished pass, so that silence is noticed elsewhere."""
    trouble: Trouble = Trouble()
    quiet: Annotated[str, AfterValidator(_hours)] = ""
    """Hours of the day without messages, `22:00-07:00`; they wait until the end."""
    channels: dict[str, Channel] = {}
    routes: list[Route] = []

    @field_validator("routes")
    @classmethod
    def _known_channels(cls, routes: list[Route], about: Any) -> list[Route]:
        known = about.data.get("channels")
        for route in routes:
            for name in route.to:
                if known is not None and name not in known:
                    raise ValueError(_no_channel(f"route `{route.name}`", name, known))
        return routes

    @model_validator(mode="after")
    def _known_channels_of_trouble(self) -> Self:
        for name in self.trouble.to or ():
            if name not in self.channels:
                raise ValueError(_no_channel("`trouble`", name, self.channels))
        return self


def _no_channel(who: str, name: str, known: Iterable[str]) -> str:
    there = ", ".join(known) or "none"
    return f"{who} names the channel `{name}`, which is not under `channels:`; there are: {there}"


def _endpoint(address: str) -> str:
    if re.match(r"https?://[^/]*@", address):
        raise ValueError("has a name or password in it; write a secret as `key: ${LLM_KEY}`")
    return _web(address)


class Llm(_Strict):
    """A language model that reads again what the rules doubt, by OpenAI's chat completions."""

    url: Annotated[str, AfterValidator(_endpoint)] = Field(min_length=1)
    """Up to and without /chat/completions."""
    model: str = Field(min_length=1)
    key: Secret = SecretStr("")
    below: float = Field(default=DOUBTFUL, ge=0, le=1)
    """Confidence below which a figure is read again."""
    sentences: int = Field(default=20, ge=1)
    """Asked about one article at most, the most doubtful first."""
    timeout_seconds: int = Field(default=30, ge=1)


class Extract(_Strict):
    """How articles are read."""

    llm: Llm | None = None


class Health(_Strict):
    """Where the daemon answers /healthz and /metrics."""

    host: str = "127.0.0.1"
    port: int = Field(default=8087, ge=0, le=65535)


class Backup(_Strict):
    """When the daemon copies its database, where to, and how many copies stay."""

    schedule: Schedule = "daily 03:30"
    folder: Path = Path("data/backups")
    keep: int = Field(default=7, ge=1)


class Config(_Strict):
    """Everything in sources.yaml."""

    database: Secret = SecretStr("sqlite:///data/monitor.sqlite3")
    timezone: str = "Asia/Shanghai"
    user_agent: str = ""
    pace: float = Field(default=1.0, ge=0)
    jitter: int = Field(default=60, ge=0)
    catalogue: Path | None = None
    """Your own indicators, laid over the shipped ones."""
    keep_pages_days: int | None = Field(default=None, ge=1)
    sources: list[SourceSettings] = Field(min_length=1)
    extract: Extract = Extract()
    alerts: Alerts = Alerts()
    health: Health = Health()
    backup: Backup | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def turns(self) -> Path | None:
        """The file by which the commands that fetch keep one pace; none beside a database server."""
        _, sqlite, file = self.database.get_secret_value().partition("sqlite:///")
        return Path(f"{file}.turns") if sqlite and file else None

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"there is no time zone {name}; write an IANA name like Asia/Shanghai") from None
        return name

    @field_validator("sources")
    @classmethod
    def _one_id_each(cls, sources: list[SourceSettings]) -> list[SourceSettings]:
        for name, times in Counter(source.id for source in sources).items():
            if times > 1:
                raise ValueError(f"{times} sources have the id `{name}`; give each its own")
        return sources
