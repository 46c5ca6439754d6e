"""How is an explained reading shown?  Marked sentences and aligned fields, or rows for a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from monitor.cli.extract import observation_row
from monitor.cli.output import number
from monitor.types import DOUBTFUL, Observation

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from monitor.extract.explain import Passage, Reading

HEADLINE, OTHER, REFUSED = "bold black on yellow", "black on cyan", "red"


def print_passages(passages: Sequence[Passage]) -> None:
    """Each sentence with its figures marked and numbered, then how each was read, then what was refused."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=160)
    for passage in passages:
        console.print(_marked(passage))
        if passage.times:
            console.print(
                "  times  " + ", ".join(f"{words} {period}" for words, period in passage.times), style="dim"
            )
        for count, reading in enumerate(passage.readings, 1):
            console.print(_title(count, reading.observation))
            console.print(_fields(reading))
        for refusal in passage.refused:
            console.print(f"  × {refusal.words}  {refusal.trap}", style=REFUSED, markup=False)
        console.print()
    if not passages:
        console.print("no number was seen in it")


def passage_row(doc: str, passage: Passage, shift: int = 0) -> dict[str, Any]:
    """A passage as a program reads it; offsets count from `shift` characters before the text."""
    return {
        "doc": doc,
        "sentence": passage.text,
        "times": [{"words": words, "period": period} for words, period in passage.times],
        "observations": [_reading_row(doc, reading, shift) for reading in passage.readings],
        "refused": [
            {"words": one.words, "trap": one.trap, "start": one.offset + shift} for one in passage.refused
        ],
    }


def _reading_row(doc: str, reading: Reading, shift: int) -> dict[str, Any]:
    from monitor.extract.confidence import weights

    o, known = reading.observation, weights()
    row = observation_row(doc, o, shift)
    row |= {"rules": reading.rules, "weights": {rule: known.get(rule, 0.0) for rule in o.rules}}
    considered = [{"field": c.field, "words": c.words, "why": c.why} for c in reading.considered]
    return row | {"considered": considered}


def _marked(passage: Passage) -> Text:
    from rich.text import Text

    marks = [(r.start, r.end, str(i), _style(r.observation)) for i, r in enumerate(passage.readings, 1)]
    marks += [(r.start, r.end, "×", REFUSED) for r in passage.refused]
    text, at = Text(), 0
    for start, end, name, style in sorted(marks):
        if start >= at:  # several readings of one number share its mark
            text.append(passage.text[at:start])
            text.append(f"[{name} {passage.text[start:end]}]", style)
            at = end
    return text.append(passage.text[at:])


def _style(o: Observation) -> str:
    return HEADLINE if o.headline else OTHER


def _title(count: int, o: Observation) -> Text:
    from rich.text import Text

    sure = "red" if o.confidence < DOUBTFUL else "green"
    high = "" if o.value_high is None else f"—{number(o.value_high)}"
    said = f"{o.comparator} {number(o.value)}{high} {o.unit}"
    text = Text(f"  {count} ").append(f"{o.subject} {o.indicator} {o.period} {o.measure} {said}", _style(o))
    text.append(f"  {o.status}{', headline' if o.headline else ''}, confidence ")
    return text.append(f"{o.confidence:.2f}", sure)


def _fields(reading: Reading) -> RenderableType:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    o = reading.observation
    values = {"quantity": o.quote.replace("\n", ""), "measure": o.measure, "indicator": o.indicator}
    values |= {"subject": o.subject, "period": o.period, "status": o.status}
    table = Table.grid(padding=(0, 2))
    for name, value in values.items():
        rules = reading.rules.get(name, "")
        table.add_row(name, Text(value), _weight(rules.split()), Text(rules, "cyan"))
    rest = [rule for rule in o.rules if rule not in " ".join(reading.rules.values()).split()]
    for rule in rest:
        concept = o.concept or "" if rule == "catalogue:known" else ""
        table.add_row(rule.split(":")[0], concept, _weight([rule]), Text(rule, "cyan"))
    for c in reading.considered:
        table.add_row(*(Text(words, "dim") for words in (f"not {c.field}", c.words, "", c.why)))
    return Padding(table, (0, 0, 0, 4), expand=False)


def _weight(rules: Sequence[str]) -> Text:
    """What rules add to the log odds of the record."""
    from rich.text import Text

    from monitor.extract.confidence import weights

    total = sum(weights().get(rule, 0.0) for rule in rules)
    return Text(f"{total:+.2f}", "red" if total < 0 else "green")
