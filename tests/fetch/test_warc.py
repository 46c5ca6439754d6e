"""Does an archive get the page as it was, and nothing that no longer fits it?"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator

from monitor.fetch.warc import warc_of
from monitor.types import Page

CONTENT = "<p>高新技术企业八千家</p>".encode("gb18030")


def test_record_can_be_replayed() -> None:
    headers = {"content-type": "text/html; charset=gbk", "content-encoding": "gzip", "content-length": "12"}
    sha = hashlib.sha256(CONTENT).hexdigest()
    moment = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    page = Page(url="http://x.cn/a", text="", content=CONTENT, sha256=sha, fetched_at=moment, headers=headers)
    [record] = list(ArchiveIterator(BytesIO(warc_of(page))))[:1]
    assert record.rec_type == "response"
    assert record.rec_headers.get_header("WARC-Target-URI") == "http://x.cn/a"
    assert record.rec_headers.get_header("WARC-Date") == "2026-03-02T08:30:00Z"
    assert record.http_headers.get_statuscode() == "200"
    assert record.http_headers.get_header("content-type") == "text/html; charset=gbk"
    assert record.http_headers.get_header("content-encoding") is None
    assert record.http_headers.get_header("content-length") == str(len(CONTENT))
