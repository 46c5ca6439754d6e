"""python -m tests.evaluate [--errors]: figures per field over the real pages and the hard sentences."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.evaluate.scored import hard_cases, score_pages


def main() -> int:
    shared = Path(os.environ.get("MONITOR_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    if not (shared / "gold/score.py").exists():
        print(f"the real documents are not at hand: {shared} (set MONITOR_SHARED)")
        return 1
    result, errors = score_pages(shared)
    total, wrong = hard_cases(shared)
    for name in ("quantity", "record", "headline"):
        r = result[name]
        print(f"{name:9} precision {r['precision']:.3f}  recall {r['recall']:.3f}  F1 {r['f1']:.3f}")
    print("fields    " + "  ".join(f"{field} {share:.3f}" for field, share in result["fields"].items()))
    print(f"hard sentences read whole: {total - len(wrong)} of {total}")
    if "--errors" in sys.argv:
        for why, doc, gold, found in errors:
            told = (gold or found)["quote"], (gold or found)["indicator"]
            print(
                why,
                doc[:3],
                *told,
                ""
                if found is None
                else f"<- {found['indicator']} {found['subject']} {found['period']} {found['status']}",
            )
        for text, complaints in wrong:
            print(text.replace("\n", "/"), *complaints, sep="\n    ")
    return 0


sys.exit(main())
