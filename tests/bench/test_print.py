"""How much survives on a picture of a page?  Minutes of recognition, so not in the daily suite."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.test_print import kept_part, needs_font, needs_ocr, real_texts

pytestmark = pytest.mark.bench


@needs_ocr
@needs_font
def test_pictures_of_the_real_pages_keep_eighty_five_of_a_hundred(tmp_path: Path, shared: Path) -> None:
    same, there = kept_part(tmp_path, real_texts(shared), "png")
    print(f"\nOCR: {same} of {there} headline observations")
    assert same / there >= 0.85
