"""How is a fetched page handed to an archive?  As one WARC file (ISO 28500) any web archive can replay."""

from __future__ import annotations

from datetime import UTC
from http import HTTPStatus
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from monitor.types import Page

UNDONE = {"content-encoding", "transfer-encoding", "content-length", "connection"}
"""Headers about the transfer: the body kept is the one after it."""


def warc_of(page: Page) -> bytes:
    """A gzipped WARC file holding the page as one response record, dated when it was fetched."""
    headers = [(name, value) for name, value in page.headers.items() if name not in UNDONE]
    headers.append(("content-length", str(len(page.content))))
    status = f"{page.status} {HTTPStatus(page.status).phrase}"
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    record = writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.content),
        http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
    )
    writer.write_record(record)
    record.raw_stream.close()  # a temporary file that warcio leaves open
    return out.getvalue()
