"""Which known indicator does a printed name mean?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from monitor.errors import ConfigError

_KEYS = {
    "id",
    "name",
    "en",
    "synonyms",
    "unit",
    "direction",
    "kind",
    "share",
    "group",
    "definition",
    "source",
    "range",
    "not",
}
_TEXTS, _LISTS = (
    ("name", "en", "unit", "group", "definition", "source"),
    ("synonyms", "not", "share", "range"),
)
_DIRECTIONS, _KINDS = ("up", "down", "none"), ("stock", "flow", "ratio", "index", "rank")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = str.maketrans("（）“”‘’％＆", "()\"\"''%&")
_LEFT_OUT = re.compile(r"[\s\"'《》·]")
_COUNTING = re.compile(r"(?:总量|总数|数量|总数量|数|个数|总规模|拥有量|平均值|均值)$")


@dataclass(frozen=True, slots=True)
class Concept:
    """One known indicator."""

    id: str
    name: str
    en: str = ""
    synonyms: tuple[str, ...] = ()
    unit: str = ""
    direction: str = "none"
    """`up` or `down` is good; `none`: no verdict."""
    kind: str = "flow"
    """stock | flow | ratio | index | rank"""
    share: tuple[str, str] | None = None
    """Ids of the part and the whole of which a ratio is the quotient; the audit holds it against them."""
    group: str = ""
    definition: str = ""
    source: str = ""
    range: tuple[float, float] | None = None
    """Plausible values in `unit`."""
    false_friends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All concepts, by id and by every printed name."""

    concepts: Mapping[str, Concept]
    names: Mapping[str, Concept]

    def find(self, name: str) -> Concept | None:
        """The concept of exactly that printed name, brackets, quotes and 数量 apart."""
        key = plain(name)
        found = self.names.get(key)
        if found is None and (short := _COUNTING.sub("", key)) != key:
            found = self.names.get(short)
        return found


def plain(name: str) -> str:
    """The form in which printed names are compared: half width, no quotes, no spaces."""
    return _LEFT_OUT.sub("", name.translate(_WIDTH))


@lru_cache(maxsize=4)
def load(*extra: str) -> Catalogue:
    """The shipped catalogue with the user's files laid over it.

    `extra` are paths; an entry with a known id replaces the shipped one. Raises ConfigError with file and
    line where an entry is wrong, two have one id, or two concepts claim the same name.
    """
    shipped = resources.files("monitor.extract").joinpath("catalogue.yaml")
    entries = _read(shipped.read_text("utf-8"), "catalogue.yaml")
    for path in extra:
        try:
            text = Path(path).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise ConfigError(f"the catalogue cannot be read: {why}", file=path) from error
        entries |= _read(text, path)
    names: dict[str, Concept] = {}
    for concept, place in entries.values():
        for name in (concept.name, *concept.synonyms):
            other = names.setdefault(plain(name), concept)
            if other.id != concept.id:
                claimed = f"{other.id} ({entries[other.id][1]}) and {concept.id}"
                raise place.error(f"'{name}' is claimed by both {claimed}; keep it in one")
        if unknown := set(concept.share or ()) - entries.keys():
            raise place.error(f"{concept.id}: share names {min(unknown)}, which is no id")
    return Catalogue({id_: concept for id_, (concept, _) in entries.items()}, names)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry stands; its line is looked for only when something is wrong."""

    file: str
    text: str
    number: int

    @property
    def line(self) -> int:
        top: Any = yaml.compose(self.text, Loader=_LOADER)
        entries = next(value for key, value in top.value if key.value == "indicators")
        return int(entries.value[self.number].start_mark.line) + 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    def error(self, message: str) -> ConfigError:
        return ConfigError(message, file=self.file, line=self.line)


def _read(text: str, file: str) -> dict[str, tuple[Concept, _Place]]:
    try:
        table = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, the C one where there is one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigError("not YAML", file=file, line=mark.line + 1 if mark else 0) from error
    entries = table.get("indicators") if isinstance(table, dict) else None
    if not isinstance(entries, list):
        raise ConfigError("expected a list under `indicators:`", file=file, line=1)
    found: dict[str, tuple[Concept, _Place]] = {}
    for number, entry in enumerate(entries):
        place = _Place(file, text, number)
        concept = _concept(entry, place)
        if concept.id in found:
            raise place.error(f"{concept.id} is the id of two entries: here and at {found[concept.id][1]}")
        found[concept.id] = concept, place
    return found


def _concept(entry: Any, place: _Place) -> Concept:
    if not isinstance(entry, dict) or not {"id", "name"} <= set(entry):
        raise place.error(f"every entry needs `id` and `name`: {entry!r}"[:120])
    id_ = str(entry["id"])
    if unknown := set(entry) - _KEYS:
        raise place.error(
            f"unknown key {min(map(str, unknown))!r} in {id_}; known: {', '.join(sorted(_KEYS))}"
        )
    if wrong := [key for key in _TEXTS if not isinstance(entry.get(key, ""), str | None)]:
        raise place.error(f"{id_}: {wrong[0]} is text; put it in quotes")
    if not entry["name"]:
        raise place.error(f"{id_}: the name is empty")
    if wrong := [key for key in _LISTS if not isinstance(entry.get(key, []), list | None)]:
        raise place.error(f"{id_}: {wrong[0]} is a list: [one, two]")
    if entry.get("direction", "none") not in _DIRECTIONS or entry.get("kind", "flow") not in _KINDS:
        raise place.error(
            f"{id_}: direction is one of {', '.join(_DIRECTIONS)}; kind one of {', '.join(_KINDS)}"
        )
    low_high, share = entry.get("range") or (), entry.get("share") or ()
    if share and len(share) != 2:
        raise place.error(f"{id_}: share is [part, whole], two ids")
    if low_high and not (len(low_high) == 2 and all(isinstance(x, int | float) for x in low_high)):
        raise place.error(f"{id_}: range is [lowest, highest], two numbers")
    return Concept(
        id=id_,
        name=entry["name"],
        en=entry.get("en") or "",
        synonyms=tuple(str(s) for s in entry.get("synonyms") or ()),
        unit=entry.get("unit") or "",
        direction=entry.get("direction", "none"),
        kind=entry.get("kind", "flow"),
        share=(str(share[0]), str(share[1])) if share else None,
        group=entry.get("group") or "",
        definition=entry.get("definition") or "",
        source=entry.get("source") or "",
        range=(float(low_high[0]), float(low_high[1])) if low_high else None,
        false_friends=tuple(str(s) for s in entry.get("not") or ()),
    )
