"""Is this text an article we know from elsewhere?  Ten papers with one wire story are one voice.

Texts are compared by their stretches of five characters: two are one story if half of those of the shorter
stand in the longer too. So a cut text, one with a new lead, a scan full of misread characters, and a scanned
page among whose articles it stands are all found. Where to look is kept as a sample: of each text the
stretches with the least hashes, which texts that share much have in common.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from storage.sql import ARTICLE, SKETCH, put, rows

STRETCH, SHORTEST = 5, 64
"""Characters in a stretch, and in the shortest text that can be a reprint."""
LEAST, RATE = 8, 64
"""The sample: the least 8 hashes, of a long text every 64th."""
ALIKE = 0.5
"""Share of the shorter text's stretches from which two texts are one story. Of text read with one wrong
character in ten 59 % are left; articles of two papers on one event share a tenth."""
LIKELIEST = 20
"""How many texts are compared in full, those that share most of the sample first."""
WINDOW = timedelta(days=10)
_OWN = select(ARTICLE.c.id).where(ARTICLE.c.url == bindparam("url"))
_SHARED = func.count()
_LIKELY = (
    select(SKETCH.c.article_id)
    .where(SKETCH.c.value.in_(bindparam("values", expanding=True)), SKETCH.c.article_id.not_in(_OWN))
    .where(SKETCH.c.published.between(bindparam("since"), bindparam("until")))
    .group_by(SKETCH.c.article_id)
    .having(_SHARED > 1)
    .order_by(_SHARED.desc(), SKETCH.c.article_id)
    .limit(LIKELIEST)
)
_NEAR = select(ARTICLE.c.id, ARTICLE.c.story, ARTICLE.c.text).where(ARTICLE.c.id.in_(_LIKELY))


def stretches(text: str) -> set[str]:
    """All stretches of a text. Only Han characters, letters and digits count; none of very short texts."""
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))
    if len(plain) < SHORTEST:
        return set()
    return {plain[start : start + STRETCH] for start in range(len(plain) - STRETCH + 1)}


def sample(own: set[str]) -> list[int]:
    """The hashes by which a text is looked for, the least first."""
    hashes = sorted({zlib.crc32(stretch.encode()) for stretch in own})
    return hashes[: max(LEAST, sum(1 for one in hashes if one < 2**32 // RATE))]


def alike(one: set[str], other: set[str]) -> float:
    """How much of the shorter text stands in the longer."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def join_story(connection: Connection, article_id: int, url: str, text: str, published: date) -> None:
    """Put a new article with those of the same text and agree on whose voice they are."""
    own = stretches(text)
    looked_for = sample(own)
    day = published.isoformat()
    put(
        connection,
        SKETCH,
        [
            {"article_id": article_id, "slot": slot, "value": value, "published": day}
            for slot, value in enumerate(looked_for)
        ],
        key="article_id slot",
    )
    span = {"since": (published - WINDOW).isoformat(), "until": (published + WINDOW).isoformat()}
    near = rows(connection, _NEAR, {"values": looked_for, "url": url} | span)
    same = [row for row in near if alike(own, stretches(row["text"])) >= ALIKE]
    if not same:
        return
    c = ARTICLE.c
    stories = {row["story"] for row in same if row["story"]}
    story = min(stories, default=article_id)
    alone = [article_id, *(row["id"] for row in same if not row["story"])]
    moved = c.id.in_(alone) | c.story.in_(stories - {story})
    was = _first(connection, c.story == story)
    voice = min(first for first in (was, _first(connection, moved)) if first)[1]
    if was and voice != was[1]:
        moved |= c.story == story  # only then: a story may have thousands of articles
    connection.execute(update(ARTICLE).where(moved).values(story=story, voice=voice))


def _first(connection: Connection, which: ColumnElement[bool]) -> tuple[str, str, str] | None:
    """Of these articles the first one's day, publisher and address."""
    c = ARTICLE.c
    ordered = select(c.published, c.publisher, c.url).order_by(c.published, c.publisher, c.url)
    found = connection.execute(ordered.where(which).limit(1)).first()
    return (found.published, found.publisher, found.url) if found else None
