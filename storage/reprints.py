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

from sqlalchemy import Connection, func, select, update

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
    shared = func.count()
    near = (
        select(ARTICLE.c.id, ARTICLE.c.story, ARTICLE.c.text)
        .join(SKETCH, SKETCH.c.article_id == ARTICLE.c.id)
        .where(SKETCH.c.value.in_(looked_for), ARTICLE.c.url != url)
        .where(SKETCH.c.published.between((published - WINDOW).isoformat(), (published + WINDOW).isoformat()))
        .group_by(ARTICLE.c.id, ARTICLE.c.story, ARTICLE.c.text)
        .having(shared > 1)
        .order_by(shared.desc(), ARTICLE.c.id)
        .limit(LIKELIEST)
    )
    same = [row for row in rows(connection, near) if alike(own, stretches(row["text"])) >= ALIKE]
    if not same:
        return
    stories = {row["story"] for row in same if row["story"]}
    members = ARTICLE.c.id.in_([article_id, *(row["id"] for row in same)]) | ARTICLE.c.story.in_(stories)
    story = min(stories, default=article_id)
    connection.execute(update(ARTICLE).where(members).values(story=story))
    c = ARTICLE.c
    of_one_text = rows(connection, select(c.published, c.publisher, c.url).where(c.story == story))
    first = min(of_one_text, key=lambda row: (row["published"], row["publisher"], row["url"]))
    connection.execute(update(ARTICLE).where(c.story == story).values(voice=first["publisher"]))
