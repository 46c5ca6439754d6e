"""Is this text an article we know from elsewhere?  Ten papers with one wire story are one voice.

A sketch keeps, of all stretches of five characters, the least hash in each of 64 bins (one-permutation
MinHash): two texts share about as many bins as they share stretches.
"""

from __future__ import annotations

import re
import zlib
from datetime import date, timedelta

from sqlalchemy import Connection, select, update

from storage.sql import ARTICLE, SKETCH, put, rows

STRETCH, BINS, SLOTS = 5, 64, 8
ALIKE = 0.6
"""Share of equal bins from which two texts are one story: a cut or a new lead, not a new article."""
WINDOW = timedelta(days=10)


def sketch(text: str) -> dict[int, int]:
    """Bin -> least hash. Only Han characters, letters and digits count; empty for very short texts."""
    plain = re.sub(r"[\W_]+", "", text)
    if len(plain) < BINS:
        return {}
    bins: dict[int, int] = {}
    for start in range(len(plain) - STRETCH + 1):
        rest, place = divmod(zlib.crc32(plain[start : start + STRETCH].encode()), BINS)
        if rest < bins.get(place, rest + 1):
            bins[place] = rest
    return bins


def alike(one: dict[int, int], other: dict[int, int]) -> float:
    """Share of the bins of both that hold the same."""
    both = one.keys() & other.keys()
    return sum(one[place] == other[place] for place in both) / len(both) if both else 0.0


def join_story(connection: Connection, article_id: int, url: str, text: str, published: date) -> None:
    """Put a new article with those of the same text and agree on whose voice they are."""
    own = sketch(text)
    values = {slot: _slot(own, slot) for slot in range(SLOTS) if own}
    put(
        connection,
        SKETCH,
        [
            {"article_id": article_id, "slot": slot, "value": value, "published": published.isoformat()}
            for slot, value in values.items()
        ],
        key="article_id slot",
    )
    near = (
        select(ARTICLE.c.id, ARTICLE.c.story, ARTICLE.c.text)
        .join(SKETCH, SKETCH.c.article_id == ARTICLE.c.id)
        .where(SKETCH.c.value.in_(values.values()), ARTICLE.c.url != url)
        .where(SKETCH.c.published.between((published - WINDOW).isoformat(), (published + WINDOW).isoformat()))
        .distinct()
    )
    same = [row for row in rows(connection, near) if alike(own, sketch(row["text"])) >= ALIKE]
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


def _slot(own: dict[int, int], slot: int) -> int:
    """Two neighbouring bins as one value, and which two: what likely reprints share."""
    pair = (own.get(2 * slot, -1), own.get(2 * slot + 1, -1))
    return zlib.crc32(repr((slot, pair)).encode())
