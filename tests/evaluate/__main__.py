"""How right is the reader?  Figures for every set of annotated texts, and where it errs."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from math import floor
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.evaluate import calibration
from tests.evaluate.score import FIELDS, Result, Row, score
from tests.evaluate.sets import documents, found, hard_sentences, shared

FLOORS = Path(__file__).parent / "floors.json"
LEVELS = ("quantity", "record", "headline")


def measure(name: str) -> Result:
    """Read every text of a set and hold it against its gold."""
    texts = documents(name)
    return score([g for d in texts for g in d.gold], [o for d in texts for o in found(d.article)])


def noise(names: tuple[str, ...] = ("dev", "heldout")) -> tuple[int, int]:
    """False headlines read on the negative texts, and how many characters these have."""
    texts = [d for name in names for d in documents(name) if d.negative]
    result = score([g for d in texts for g in d.gold], [o for d in texts for o in found(d.article)])
    return result.headline.found - result.headline.hit, sum(len(d.article.text) for d in texts)


def figures() -> dict[str, float]:
    """What floors.json holds: F1 of every set and level, and the hard sentences read whole."""
    sets = ("dev", "heldout", *(("seeds",) if shared() else ()))
    out = {}
    for name in sets:
        result = measure(name)
        out |= {f"{name}.{level}": floor(getattr(result, level).f1 * 1000) / 1000 for level in LEVELS}
    if place := shared():
        total, wrong = hard_sentences(place)
        out["hard.whole"] = total - len(wrong)
    return out


def show(console: Console) -> None:
    """The table of all sets."""
    table = Table("set", "level", "precision", "recall", "F1", box=None)
    fields = Table("set", *FIELDS, box=None)
    for name in ("dev", "heldout", *(("seeds",) if shared() else ())):
        result = measure(name)
        for level in LEVELS:
            f = getattr(result, level)
            table.add_row(name, level, f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}")
        fields.add_row(name, *(f"{result.share(field):.3f}" for field in FIELDS))
    console.print(table)
    console.print(fields)
    console.print(calibration.table())
    headlines, characters = noise()
    console.print(f"negative texts: {headlines} false headlines in {characters} characters")
    if place := shared():
        total, wrong = hard_sentences(place)
        console.print(f"hard sentences read whole: {total - len(wrong)} of {total}")
    else:
        console.print(
            "the real pages and the hard sentences are not at hand; set MONITOR_SHARED to read them too"
        )


def errors(name: str, console: Console) -> None:
    """Every disagreement of one set, the commonest kind first."""
    if name == "hard":
        place = shared()
        for text, complaints in hard_sentences(place)[1] if place else ():
            console.print(text.replace("\n", "/"), *complaints, sep="\n    ", markup=False)
        return
    found_wrong = measure(name).errors
    common = Counter(what for what, _, _ in found_wrong)
    for what, gold, said in sorted(found_wrong, key=lambda e: (-common[e[0]], e[0])):
        console.print(f"{what}: {_told(gold)}  <-  {_told(said)}", markup=False, highlight=False)


def _told(row: Row | None) -> str:
    if row is None:
        return "-"
    keys = ("quote", "subject", "indicator", "period", "status", "measure")
    return f"{row['doc']} " + " | ".join(str(row[key]) for key in keys)


def update(*, lower: bool) -> int:
    """Write today's figures as floors; 1 where one would go down and `lower` does not allow it."""
    old, new = json.loads(FLOORS.read_text()), figures()
    fallen = {k: (old[k], v) for k, v in new.items() if v < old.get(k, 0)}
    if fallen and not lower:
        for key, (before, now) in fallen.items():
            print(
                f"{key} would fall from {before} to {now}; --allow-regression if that is meant",
                file=sys.stderr,
            )
        return 1
    FLOORS.write_text(json.dumps(old | new, indent=1) + "\n")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluate", description=__doc__)
    parser.add_argument(
        "--errors", choices=("dev", "heldout", "seeds", "hard"), help="list what is read wrong"
    )
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument("--fit", action="store_true", help="learn the weights of confidence from `dev`")
    parser.add_argument("--update", action="store_true", help="raise floors.json to today's figures")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: let floors fall")
    asked = parser.parse_args()
    if asked.fit:
        calibration.write()
        return 0
    if asked.update:
        return update(lower=asked.allow_regression)
    if asked.json:
        print(json.dumps(figures(), indent=1))
    elif asked.errors:
        errors(asked.errors, Console(soft_wrap=True))
    else:
        show(Console(width=100))
    return 0


if __name__ == "__main__":
    sys.exit(main())
