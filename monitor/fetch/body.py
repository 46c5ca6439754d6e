"""What is in the body, without ever holding more of it than allowed?"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from monitor.errors import FetchError

MAGIC = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"PK\x03\x04": "application/zip",
    b"\xd0\xcf\x11\xe0": "application/msword",
    b"\x1f\x8b": "application/gzip",
    b"Rar!": "application/vnd.rar",
    b"7z\xbc\xaf": "application/x-7z-compressed",
    b"\x7fELF": "application/x-executable",
    b"MZ\x90": "application/x-executable",
}
READABLE = {"application/pdf", "image/png", "image/jpeg"}
"""Kept as bytes for an adapter that can read them; `Page.text` stays empty."""
STEP = 64 * 1024


def inflated(chunks: Iterable[bytes], encoding: str, limit: int, url: str = "") -> bytes:
    """The body of `chunks` with its content encoding undone; raises FetchError beyond `limit` bytes.

    Inflates in steps, so that a bomb is refused after `limit` bytes and never unfolds in memory.
    """
    encoding = encoding.strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"unknown content encoding {encoding!r}", url=url, retriable=False)
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32) if encoding not in ("", "identity") else None
    body = bytearray()
    for chunk in chunks:
        while chunk:
            try:
                body += unzip.decompress(chunk, STEP) if unzip else chunk
            except zlib.error as error:
                raise FetchError(f"broken {encoding} body: {error}", url=url) from error
            if len(body) > limit:
                raise FetchError(too_large(limit), url=url, retriable=False, state="too large")
            chunk = unzip.unconsumed_tail if unzip else b""
    if unzip and body and not unzip.eof:
        raise FetchError("the body was cut off", url=url)
    return bytes(body)


def too_large(limit: int) -> str:
    return f"larger than the limit of {limit / 2**20:.0f} MB"


def media_type(content: bytes) -> str:
    """The media type that the first bytes give away; empty for text and for what is not known."""
    for magic, name in MAGIC.items():
        if content.startswith(magic):
            return name
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "application/octet-stream"
    return ""
