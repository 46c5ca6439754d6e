"""What stands on a picture of a page?  Recognised by RapidOCR, where the extra `ocr` is installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from statistics import median
from typing import TYPE_CHECKING, Any

from monitor.errors import ReadError
from monitor.sites.columns import Piece, text_of, width_of

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 6000
"""Dots of a picture's longer side that are looked at; a larger one is made smaller."""
WORD = 6
"""Characters below which the length of a line does not tell their size."""
BULLET, NEAR = "■", 8
"""The mark of a list's points, and how far apart, in sizes, two of one list are at most."""
SURE = 0.5
"""Lines recognised with less confidence are left out: better no figure than a wrong one."""
ADVICE = "a picture is read by the extra `ocr`: in the program's folder, pip install '.[ocr]'"


def text_of_picture(content: bytes, url: str) -> tuple[str, str]:
    """The text of a PNG or JPEG, a paragraph a line, and which reader found it. Raises ReadError."""
    require(url)
    from PIL import Image, UnidentifiedImageError

    try:
        picture = Image.open(BytesIO(content)).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as broken:
        raise ReadError(f"is no readable picture: {broken}", url=url) from None
    return text_of(pieces_of(picture)), "OCR"


def require(url: str) -> None:
    """Raises ReadError, with what to install, where nothing here recognises pictures."""
    if find_spec("rapidocr") is None:
        raise ReadError(ADVICE, url=url, state="needs ocr")


def pieces_of(picture: Image) -> list[Piece]:
    """The lines on a picture with their places, in dots."""
    found = _engine()(picture)
    if found.boxes is None:
        return []
    pieces = [
        Piece(
            float(min(x for x, _ in box)),
            float(min(y for _, y in box)),
            float(max(x for x, _ in box)),
            float(max(y for _, y in box)),
            text.replace("一一", "——"),  # how a dash is recognised
        )
        for box, text, sure in zip(found.boxes, found.txts, found.scores, strict=True)
        if sure >= SURE
    ]
    return list(_levelled(_with_bullets(pieces)))


def _with_bullets(pieces: list[Piece]) -> Iterator[Piece]:
    """The ■ before a point of a list is often not recognised: a line between two that have it has it too."""
    marked = [piece for piece in pieces if piece.text.startswith(BULLET)]
    for piece in pieces:
        near = [
            other.top - piece.top
            for other in marked
            if abs(other.left - piece.left) < piece.size / 2
            and abs(other.top - piece.top) < NEAR * piece.size
            and other is not piece
        ]
        lost = piece not in marked and near and min(near) < 0 < max(near)
        yield replace(piece, text=BULLET + piece.text) if lost else piece


def _levelled(found: Iterable[Piece]) -> Iterator[Piece]:
    """The lines with the size and length of their characters: boxes are drawn now tighter, now wider.

    A line's length tells its size better than its height, but for a word of few characters; and a box that
    reaches into the white between columns must not seem to bridge it.
    """
    pieces = list(found)
    pitches = [(piece, (piece.right - piece.left) / width_of(piece.text)) for piece in pieces]
    usual = median(pitch for piece, pitch in pitches for _ in piece.text) if pieces else 0.0
    for piece, pitch in pitches:
        few = len(piece.text) < WORD and piece.size < 2 * usual
        size = usual if few or abs(pitch - usual) <= 0.15 * usual else min(pitch, piece.size)
        spare = max(0.0, piece.right - piece.left - size * width_of(piece.text))
        begin, end = (
            (piece.left + spare / 2, piece.right - spare / 2) if few else (piece.left, piece.right - spare)
        )
        yield Piece(begin, piece.middle - size / 2, end, piece.middle + size / 2, piece.text)


@lru_cache(1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    # It would draw what it found in a font from the network; a path that exists keeps it from asking.
    quiet = {"Global.log_level": "error", "Global.font_path": __file__}
    return RapidOCR(params={**quiet, "Global.max_side_len": LARGEST})
