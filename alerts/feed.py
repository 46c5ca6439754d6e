"""What became known, for those who prefer a feed reader?  Changes -> Atom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time

from feedgenerator import Atom1Feed

from alerts.render import Look, render
from alerts.rules import BY_DEFAULT, why_not
from alerts.wording import told_by
from monitor.config import Route, When
from monitor.types import Change

TITLE = {"zh": "重庆指标变化", "en": "Chongqing indicators: changes"}
NEWEST = 100
ALL = Route.model_construct(name="feed", to=[], when=When(kinds=list(BY_DEFAULT)), send="")


def atom(changes: Iterable[Change], look: Look) -> str:
    """The newest changes that an alert would tell by default, newest first, as an Atom document.

    An entry keeps its id for ever and is dated by the day of publication.
    """
    told = [change for change in changes if not why_not(change, ALL, {})]
    told.sort(key=lambda change: told_by(change).published, reverse=True)
    home = look.base_url or "https://localhost.invalid"
    feed = Atom1Feed(
        title=TITLE[look.language],
        link=f"{home}/",
        feed_url=f"{home}/feed.atom",
        feed_guid="tag:chongqing-indicator-monitor,2025:changes",
        description="",
        language="zh-CN" if look.language == "zh" else "en",
    )
    for change in told[:NEWEST]:
        statement, message = told_by(change), render(change, look)
        day = datetime.combine(statement.published, time(), UTC)
        feed.add_item(
            title=message.subject,
            link=statement.url,
            description=message.html,
            author_name=statement.publisher,
            unique_id=f"tag:chongqing-indicator-monitor,2025:{change.key}",
            pubdate=day,
            updateddate=day,
        )
    return str(feed.writeString("utf-8"))
