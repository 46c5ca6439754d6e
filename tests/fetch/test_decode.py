"""Is Chinese read right whatever the labels say, and is garbage refused?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import FetchError
from monitor.fetch.decode import decode, mojibake

TEXT = "全市研发投入强度达到百分之二点六，高新技术企业同比增长百分之十九，技术合同成交额突破八百亿元。"
META = '<html><meta http-equiv="Content-Type" content="text/html; charset={}"><p>{}</p></html>'
UNLABELLED = f"<html><body>{TEXT}</body></html>"


@pytest.mark.parametrize(
    ("header", "page"),
    [
        pytest.param("text/html; charset=utf-8", UNLABELLED, id="header says utf-8"),
        pytest.param("text/html", META.format("utf-8", TEXT), id="meta says utf-8"),
        pytest.param("text/html", META.format("gb2312", TEXT), id="meta says gb2312"),
        pytest.param("text/html", UNLABELLED, id="no label at all"),
        pytest.param("text/html; charset=gbk", UNLABELLED, id="header says gbk"),
        pytest.param("text/html; charset=ISO-8859-1", UNLABELLED, id="header says latin-1"),
    ],
)
def test_gbk_page(header: str, page: str) -> None:
    assert decode(page.encode("gbk"), header) == (page, "gb18030")


@pytest.mark.parametrize(
    "label", ["gb2312", "gbk", "iso-8859-1", "windows-1252", "big5", "no-such-charset", "utf-16"]
)
def test_utf8_page_with_a_wrong_label(label: str) -> None:
    assert decode(UNLABELLED.encode(), f"text/html; charset={label}") == (UNLABELLED, "utf-8")


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_decides(charset: str) -> None:
    assert decode(TEXT.encode(charset), "text/html; charset=gbk")[0] == TEXT


def test_gb18030_reads_characters_gbk_lacks() -> None:
    assert (
        decode("石墨烯㐂𠮷，全市产值达到十亿元".encode("gb18030"), "text/plain; charset=gb2312")[0][3:5]
        == "㐂𠮷"
    )


def test_one_character_cut_by_the_site_does_not_cost_the_article() -> None:
    broken = UNLABELLED.encode().replace("强".encode(), "强".encode()[:2], 1)
    text, charset = decode(broken)
    assert charset == "utf-8"
    assert text == UNLABELLED.replace("强", "\ufffd")


def test_traditional_chinese_is_no_garbage() -> None:
    traditional = (
        "全市研發投入強度達到百分之二點六，高新技術企業同比增長，技術合同成交額突破八百億元，結構優化。"
    )
    assert decode(traditional.encode("big5"), "text/html; charset=big5") == (traditional, "big5")
    assert decode(traditional.encode()) == (traditional, "utf-8")


@pytest.mark.parametrize("charset", ["gb18030", "cp1252"])
def test_garbage_the_site_itself_stored_is_refused(charset: str) -> None:
    """A site that once misread its own UTF-8 serves garbage in perfect UTF-8."""
    garbage = "".join(c.encode().decode(charset, "replace") for c in TEXT * 2)
    with pytest.raises(FetchError, match="garbled") as caught:
        decode(garbage.encode(), "text/html; charset=utf-8", url="http://x/")
    assert caught.value.state == "garbled"


def test_random_bytes_are_refused() -> None:
    noise = bytes((i * 97 + i * i * 31) % 256 for i in range(4000))
    with pytest.raises(FetchError, match="garbled"):
        decode(noise, "text/html; charset=utf-8")


PROSE = st.text(st.sampled_from(TEXT + "0123456789.%，。 \n<p>/abc"), min_size=1).map(lambda s: TEXT + s)


@given(
    PROSE,
    st.sampled_from(["utf-8", "gb18030", "gbk"]),
    st.sampled_from(["", "; charset=utf-8", "; charset=gb2312"]),
)
def test_no_label_can_spoil_what_was_written(text: str, charset: str, label: str) -> None:
    assert decode(text.encode(charset), f"text/html{label}")[0] == text


@given(PROSE)
def test_written_chinese_is_never_called_garbage(text: str) -> None:
    assert not mojibake(text)
