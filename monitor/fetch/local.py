"""What stands in this file?  The folder adapter's pages, read by the same rules as those of the network."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from monitor.errors import FetchError
from monitor.fetch.body import READABLE, media_type, too_large
from monitor.fetch.decode import decode
from monitor.types import Page

MAX_BYTES = 64 * 2**20
"""A scanned newspaper page as PDF is larger than any web page."""
TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".json": "application/json",
    ".xml": "application/xml",
}
KINDS = {
    "application/pdf": "a PDF document",
    "image/png": "a PNG picture",
    "image/jpeg": "a JPEG picture",
    "application/zip": "a ZIP archive or an Office document",
}


def read_local(url: str, now: datetime, *, etag: str = "") -> Page:
    """The file at a path or `file:` URL as a Page. Its etag is size and time of change.

    Raises FetchError: missing, no file, too large, empty, or holding something else than its name says.
    """
    path = Path(unquote(urlsplit(url).path)) if url.startswith("file:") else Path(url)
    try:
        about = path.stat()
        tag = f"{about.st_mtime_ns:x}-{about.st_size:x}"
        if etag == tag:
            return Page(
                url=url, text="", content=b"", sha256="", fetched_at=now, status=304, not_modified=True
            )
        if about.st_size > MAX_BYTES:
            raise FetchError(too_large(MAX_BYTES), url=url, retriable=False, state="too large")
        content = path.read_bytes()
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        raise FetchError(reason, url=url, retriable=False, state="unreadable") from error
    if not content.strip():
        raise FetchError("the file is empty; remove it or fill it", url=url, retriable=False, state="empty")
    kind = _checked_type(path, content)
    text, charset = ("", "binary") if kind in READABLE else decode(content, url=url)
    return Page(
        url=url,
        text=text,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        fetched_at=now,
        charset=charset,
        content_type=kind,
        etag=tag,
    )


def _checked_type(path: Path, content: bytes) -> str:
    """The media type by name, where the bytes do not say otherwise."""
    suffix = path.suffix.lower()
    kind = media_type(content)
    expected = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
    if kind and kind == expected.get(suffix):
        return kind
    if kind:
        holds = KINDS.get(kind, "binary content")
        advice = "rename it to what it is" if kind in READABLE else "remove it from the folder"
        reason = f"named {suffix or 'without extension'} but holds {holds}, not text; {advice}"
        raise FetchError(reason, url=str(path), retriable=False, state="binary")
    return TYPES.get(suffix, "text/plain")
