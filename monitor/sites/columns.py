"""In which order is a printed page read?  Pieces of text with their places -> paragraphs in reading order.

A page is cut where white runs between columns; what reaches across (a headline, a picture's caption) cuts the
columns above from those below. Within a column, lines become paragraphs by indent, size, distance and length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on one line, somewhere on the page; y grows downwards. Lengths in any one unit."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column that reaches from `start` to `end`."""

    piece: Piece
    start: float
    end: float


GUTTER = 0.6
"""Least white between two columns, in sizes of a character."""
BULLETS = "■□▲△◆◇●○★☆▶"
"""A line that begins so is a point of its own."""
BAND = 0.9
"""Least white from side to side between two strips of a page, in sizes; between lines there is about half."""
PROSE = 5.0
"""Columns of prose are wider than so many characters; narrower ones are a table, read row by row."""
ACROSS = 0.25
"""At most such a part of the pieces may reach across a gutter."""


LARGE = 1.2
"""A line so much larger than most of the page is a heading."""


def text_of(pieces: Iterable[Piece]) -> str:
    """The page in reading order: paragraphs apart by an empty line, headings after `# `, cells by tabs."""
    there = [piece for piece in pieces if piece.text.strip()]
    if not there:
        return ""
    usual = median(piece.size for piece in there for _ in piece.text)
    found: list[str] = []
    before: Line | None = None
    for line in _ordered(there):
        text = line.piece.text.strip()
        if before is not None and _goes_on(before, line):
            found[-1] = _joined(found[-1], text)
        else:
            found.append(f"# {text}" if line.piece.size >= LARGE * usual else text)
        before = line
    return "\n\n".join(found)


def _ordered(pieces: Sequence[Piece]) -> Iterator[Line]:
    """The lines of a region: strip by strip, column by column, or row by row where it is one column."""
    strips = _strips(pieces)
    if len(strips) > 1:
        for strip in strips:
            yield from _ordered(strip)
        return
    cut = _gutter(pieces)
    if cut is None:
        yield from _rows(pieces)
        return
    left, across, right = cut
    rest = [*left, *right]
    for piece in sorted(across, key=lambda piece: piece.top):
        above = [other for other in rest if other.middle < piece.middle]
        rest = [other for other in rest if other.middle >= piece.middle]
        yield from _ordered(above)
        yield from _rows([piece])
    if across:
        yield from _ordered(rest)
    else:
        yield from _ordered(left)
        yield from _ordered(right)


def _strips(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Parts of a region between which white runs from side to side: articles, headlines."""
    if len(pieces) < 2:
        return [list(pieces)]
    size = median(piece.size for piece in pieces)
    strips: list[list[Piece]] = []
    bottom = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if piece.top - bottom >= BAND * size:
            strips.append([])
        strips[-1].append(piece)
        bottom = max(bottom, piece.bottom)
    return strips


def _gutter(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]] | None:
    """What stands left of, across and right of the white between two columns that the fewest reach across."""
    if len(pieces) < 3:
        return None
    size = median(piece.size for piece in pieces)
    best: tuple[float, float] | None = None
    place = 0.0
    starts = sorted({round(piece.left, 1) for piece in pieces})
    for start in starts:
        ends = [piece.right for piece in pieces if piece.right <= start - GUTTER * size]
        if not ends:
            continue
        across = sum(piece.left < start - 0.1 * size and piece.right > max(ends) for piece in pieces)
        rank = (across, max(ends) - start)
        better = across <= ACROSS * len(pieces) and (best is None or rank < best)
        if better and _side_by_side(pieces, max(ends), start - 0.1 * size, size):
            best, place = rank, (max(ends) + start) / 2
    if best is None:
        return None
    left = [piece for piece in pieces if piece.right <= place]
    right = [piece for piece in pieces if piece.left >= place]
    return left, [piece for piece in pieces if piece.left < place < piece.right], right


def _side_by_side(pieces: Sequence[Piece], end: float, start: float, size: float) -> bool:
    """Whether two columns of prose share some height left of `end` and right of `start`."""
    left = [piece for piece in pieces if piece.right <= end]
    right = [piece for piece in pieces if piece.left >= start]
    last = len(right) == 1 and _is_prose(left, size, PROSE * 2)  # an article may end on one line in a column
    if not (_is_prose(left, size) and (_is_prose(right, size) or last)):
        return False
    top = max(min(piece.top for piece in column) for column in (left, right))
    return top < min(max(piece.bottom for piece in column) for column in (left, right))


def _is_prose(column: Sequence[Piece], size: float, wide: float = PROSE) -> bool:
    widths = [piece.right - piece.left for piece in column]
    return len(widths) >= 2 and max(widths) >= wide * size and median(widths) >= wide / 2 * size


def _rows(pieces: Sequence[Piece]) -> Iterator[Line]:
    """Lines from top to bottom; pieces beside each other are one line."""
    if not pieces:
        return
    start = min(piece.left for piece in pieces)
    end = sorted(piece.right for piece in pieces)[len(pieces) * 3 // 4]  # some lines hang over by a full stop
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if row and piece.middle - row[0].middle > 0.5 * min(piece.size, row[0].size):
            yield Line(_one(row), start, end)
            row = []
        row.append(piece)
    yield Line(_one(row), start, end)


def _one(row: list[Piece]) -> Piece:
    row = sorted(row, key=lambda piece: piece.left)
    text = row[0].text
    for one, other in pairwise(row):
        prose = "，" in one.text and one.right - one.left >= PROSE * one.size  # columns of one line each
        apart = other.left - one.right > one.size and not prose
        text = f"{text}\t{other.text}" if apart else _joined(text, other.text)
    top, bottom = min(piece.top for piece in row), max(piece.bottom for piece in row)
    return Piece(row[0].left, top, row[-1].right, bottom, text)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line belongs to the paragraph of the line read before it."""
    one, other = before.piece, line.piece
    size = min(one.size, other.size)
    full = one.right + size * width_of(_first_word(other.text)) > before.end - size
    indented = other.left > line.start + 0.7 * size
    near = other.top - one.bottom < 1.2 * size if other.top > one.top else before.end <= line.start
    return (
        abs(one.size - other.size) <= 0.2 * size
        and full
        and near
        and not indented
        and other.text.lstrip()[0] not in BULLETS
        and "\t" not in one.text + other.text
    )


def _first_word(text: str) -> str:
    """What cannot be broken at the end of a line."""
    found = re.match(r"[A-Za-z0-9.,%]+|.", text.strip())
    return found[0] if found else ""


def width_of(words: str) -> float:
    """How wide words are set, in sizes."""
    return sum(0.6 if character.isascii() else 1.0 for character in words)


def _joined(one: str, other: str) -> str:
    """Chinese is set without spaces; two words of Latin letters or figures are not one."""
    apart = one[-1:].isascii() and one[-1:].isalpha() and other[:1].isascii() and other[:1].isalnum()
    return f"{one} {other}" if apart else one + other
