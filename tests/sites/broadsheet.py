"""A newspaper page set in columns from a text: as a PDF with a text layer, and as a picture of the page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

WIDTH, MARGIN, GUTTER, COLUMNS = 1000.0, 40.0, 22.0, 4
BODY, HEAD, SUBHEAD = 11.0, 30.0, 15.0
LEADING = 1.45
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
)
NO_START = "，。、；：？！”’）》」』】%％,.;:!?)"
"""What no line begins with."""
Measure = Callable[[str, float], float]
"""The width of words in a size."""


@dataclass(frozen=True)
class Words:
    """Words to be drawn: their left end, their upper edge, their size."""

    x: float
    y: float
    size: float
    text: str


def parts_of(text: str) -> list[tuple[str, list[str]]]:
    """The articles of a text in Markdown: headline and paragraphs; `##` and deeper are subheads.

    Points of a list are printed as papers print them, after ■.
    """
    articles: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        line = re.sub(r"^[-*] ", "■", line.strip()).replace("**", "")
        if not line:
            continue
        if line.startswith("# "):
            articles.append((line.lstrip("# "), []))
        else:
            articles[-1][1].append(line)
    return [article for article in articles if article[0] or article[1]]


def typeset(text: str, measure: Measure) -> tuple[list[Words], float]:
    """Everything on the page, each article a headline above its columns, and the height of the page."""
    words: list[Words] = []
    y = MARGIN
    for headline, paragraphs in parts_of(text):
        for line in wrapped(headline, HEAD, WIDTH - 2 * MARGIN, measure):
            words.append(Words((WIDTH - measure(line, HEAD)) / 2, y, HEAD, line))
            y += HEAD * LEADING
        y += BODY
        lines = list(_column(paragraphs, measure))
        tall = -(-len(lines) // COLUMNS)
        for number, (indent, size, line) in enumerate(lines):
            column, row = divmod(number, tall)
            x = MARGIN + column * (_column_width() + GUTTER) + indent
            words.append(Words(x, y + row * BODY * LEADING, size, line))
        y += tall * BODY * LEADING + 2 * BODY
    return words, y + MARGIN


def _column_width() -> float:
    return (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS


def _column(paragraphs: list[str], measure: Measure) -> Iterator[tuple[float, float, str]]:
    for paragraph in paragraphs:
        size = 1.25 * BODY if paragraph.startswith("#") else BODY
        room = _column_width()
        first = 0.0 if size > BODY else 2 * BODY
        for number, line in enumerate(wrapped(paragraph.lstrip("# "), size, room, measure, first)):
            yield (0.0 if number else first), size, line


def wrapped(text: str, size: float, room: float, measure: Measure, indent: float = 0.0) -> Iterator[str]:
    """Lines no wider than `room`; the first one `indent` less. Figures and Latin words stay whole."""
    line, left = "", room - indent
    for word in re.findall(r"[A-Za-z0-9.]+[%％]?|.", text):
        if line and measure(line + word, size) > left and word[0] not in NO_START:
            yield line
            line, left = "", room
        line += word
    if line:
        yield line


def as_pdf(text: str) -> bytes:
    """One page with a text layer in a font every reader of Chinese PDFs knows."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    words, height = typeset(text, lambda some, size: pdfmetrics.stringWidth(some, "STSong-Light", size))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, height), invariant=True)
    for word in words:
        canvas.setFont("STSong-Light", word.size)
        canvas.drawString(word.x, height - word.y - 0.88 * word.size, word.text)
    canvas.save()
    return out.getvalue()


def font_file() -> Path | None:
    return next((Path(name) for name in FONTS if Path(name).exists()), None)


def as_png(text: str, font: Path, dots: float = 2.0) -> bytes:
    """A picture of the page, `dots` for each point: 2 is a photograph in which the text can just be read."""
    from PIL import Image, ImageDraw, ImageFont

    index = 2 if "CJK" in font.name else 0  # the collection's face for simplified Chinese
    faces = {
        size: ImageFont.truetype(str(font), size * dots, index=index) for size in (BODY, 1.25 * BODY, HEAD)
    }
    words, height = typeset(text, lambda some, size: faces[size].getlength(some) / dots)
    picture = Image.new("RGB", (int(WIDTH * dots), int(height * dots)), "white")
    draw = ImageDraw.Draw(picture)
    for word in words:
        draw.text((word.x * dots, word.y * dots), word.text, fill="black", font=faces[word.size])
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
