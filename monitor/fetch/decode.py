"""Which characters do these bytes stand for?  A strict chain: labels are tried, never believed.

Order: byte order mark, charset of the HTTP header, charset of the page's <meta>, UTF-8, GB18030, then a
statistical guess. Chinese sites label wrongly often enough (GBK pages sent as utf-8, UTF-8 pages as gb2312)
that every candidate must decode without a single error and must not look like another encoding misread.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from charset_normalizer import from_bytes

from monitor.errors import FetchError

BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
ODD = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f\x00-\x08\x0e-\x1f\x7f]")
"""Characters nobody prints: replaced, private, control."""
FOREIGN = re.compile(r"[^\x00-\x7f]+")
LABEL = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
META = re.compile(
    rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
WIDENED = {"gbk": "gb18030", "gb2312": "gb18030", "hz": "gb18030"}
"""What is labelled gb2312 or gbk often holds characters beyond them; gb18030 holds all of both."""
DEFAULTS = {"iso8859-1", "ascii", "cp1252"}
"""A server that does not know says latin-1; it decodes anything and proves nothing."""


def decode(content: bytes, content_type: str = "", *, url: str = "") -> tuple[str, str]:
    """The text of `content` and the charset it was read with; raises FetchError instead of giving garbage."""
    if not content:
        return "", "utf-8"
    reason = ""
    for charset, errors in _candidates(content, content_type):
        try:
            text = content.decode(charset, errors)
        except UnicodeDecodeError:
            continue
        reason = mojibake(text)
        if not reason:
            return text.removeprefix("\ufeff"), charset.removesuffix("-sig")
        if (charset, errors) == ("utf-8", "strict"):
            break  # nothing else is valid UTF-8 by chance: the site itself stored garbage
    reason = reason or "its bytes fit no charset"
    raise FetchError(f"not stored, the text is garbled: {reason}", url=url, retriable=False, state="garbled")


def _candidates(content: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    """Charsets to try in order, each with how to treat a byte that does not fit."""
    for mark, charset in BOMS.items():
        if content.startswith(mark):
            yield charset, "strict"
    header = LABEL.search(content_type)
    meta = META.search(content[:4096])
    labels = [header.group(1)] if header else []
    if meta:
        labels.append((meta.group(1) or meta.group(2)).decode("ascii", "replace"))
    yield from ((name, "strict") for label in labels if (name := _known(label)))
    yield from (("utf-8", "strict"), ("gb18030", "strict"))
    # One character cut in two by the site's own software must not cost the article.
    yield from (("utf-8", "replace"), ("gb18030", "replace"))
    guess = from_bytes(content[:200_000]).best()
    if guess:
        yield guess.encoding, "strict"


def _known(label: str) -> str:
    """Python's name of a labelled charset; empty where the label says nothing."""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return ""
    return "" if name in DEFAULTS else WIDENED.get(name, name)


def mojibake(text: str) -> str:
    """Why `text` looks like one encoding read as another; empty where it does not.

    A wrong reading gives itself away in three ways: it can be turned back (its characters, written in the
    charset they were misread with, are valid UTF-8), it holds characters nobody prints, or its Chinese is
    made of rare characters only.
    """
    counts = Counter(text[:200_000])
    size = counts.total()
    odd = sum(n for c, n in counts.items() if ODD.match(c))
    if odd > 3 + size // 200:
        return f"{odd} of {size} characters are unprintable"
    foreign = "".join(FOREIGN.findall(text[:200_000]))
    for charset in ("cp1252", "gb18030"):
        if len(foreign) >= 8 and _turns_back(foreign, charset):
            return f"it is UTF-8 read as {charset}"
    han = {c: n for c, n in counts.items() if "\u4e00" <= c <= "\u9fff"}
    rare = sum(n for c, n in han.items() if not _common(c))
    total = sum(han.values())
    return f"{rare} of {total} Chinese characters are rare ones" if rare > 10 + total * 0.4 else ""


def _turns_back(text: str, charset: str) -> bool:
    try:
        text.encode(charset).decode("utf-8")
    except UnicodeError:
        return False
    return True


@cache
def _common(character: str) -> bool:
    """Whether a Chinese character is of the first level of GB 2312 or Big5: those in everyday use."""
    for charset, low, high in (("gb2312", b"\xb0\xa1", b"\xd7\xf9"), ("big5", b"\xa4\x40", b"\xc6\x7e")):
        try:
            if low <= character.encode(charset) <= high:
                return True
        except UnicodeEncodeError:
            continue
    return False
