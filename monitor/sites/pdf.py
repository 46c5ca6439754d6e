"""What does a PDF say?  Its text layer with the place of every character, in reading order."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from monitor.errors import ReadError
from monitor.sites.columns import Piece
from monitor.sites.columns import text_of as page_text

FEW = 20
"""Characters below which a page has no text layer to speak of: it is a picture of a page."""
ONE_AT_A_TIME = threading.Lock()
"""pdfium is not made for threads."""
DOTS = 200 / 72
"""How finely a page is drawn for recognition: dots for each point."""


def text_of_pdf(content: bytes, url: str) -> tuple[str, str]:
    """The text, a paragraph a line, and which reader found it. A page without text layer is recognised.

    Raises ReadError for a broken or locked file, and for pictures where nothing recognises them.
    """
    texts: list[str] = []
    readers: dict[str, None] = {}
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as broken:
            raise ReadError(f"is no readable PDF: {broken}", url=url) from None
        with closing(document):
            for page in document:
                pieces, reader = _read(page, url)
                readers[reader] = None
                texts.append(page_text(pieces))
    return "\n\n".join(filter(None, texts)), " and ".join(readers)


def _read(page: pypdfium2.PdfPage, url: str) -> tuple[list[Piece], str]:
    pieces = list(_pieces(page))
    if sum(len(piece.text) for piece in pieces) >= FEW or not any(page.get_objects()):
        return pieces, "PDF text"
    from monitor.sites.ocr import pieces_of, require

    require(url)
    return pieces_of(page.render(scale=DOTS).to_pil()), "OCR"


def _pieces(page: pypdfium2.PdfPage) -> Iterator[Piece]:
    """Characters that stand together on a line, in the order they were set."""
    height = page.get_height()
    layer = page.get_textpage()
    text, place = "", (0.0, 0.0, 0.0, 0.0)
    for index in range(layer.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(layer, index))
        if character in "\r\n" or pdfium.FPDFText_IsGenerated(layer, index):
            continue
        left, bottom, right, top = layer.get_charbox(index, loose=True)
        here = (left, height - top, right, height - bottom)
        if text and _follows(place, here):
            text, place = text + character, _around(place, here)
        else:
            if text:
                yield Piece(*place, text)
            text, place = character, here
    if text:
        yield Piece(*place, text)


def _follows(before: tuple[float, float, float, float], here: tuple[float, float, float, float]) -> bool:
    size = before[3] - before[1]
    level = abs(here[1] + here[3] - before[1] - before[3]) / 2 < 0.3 * size
    same = abs((here[3] - here[1]) - size) <= 0.2 * size
    return level and same and -0.3 * size < here[0] - before[2] < 0.8 * size


def _around(
    before: tuple[float, float, float, float], here: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return before[0], min(before[1], here[1]), max(before[2], here[2]), max(before[3], here[3])
