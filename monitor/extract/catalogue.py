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
_DIRECTIONS, _KINDS = {"up", "down", "none"}, {"stock", "flow", "ratio", "index", "rank"}
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
    line where an entry is wrong or two concepts claim the same name.
    """
    shipped = resources.files("monitor.extract").joinpath("catalogue.yaml")
    concepts = {c.id: c for c in _read(shipped.read_text("utf-8"), "catalogue.yaml")}
    for path in extra:
        try:
            text = Path(path).read_text("utf-8")
        except OSError as error:
            raise ConfigError(f"the catalogue cannot be read: {error.strerror}", file=path) from error
        concepts.update({c.id: c for c in _read(text, path)})
    names: dict[str, Concept] = {}
    for concept in concepts.values():
        for name in (concept.name, *concept.synonyms):
            other = names.setdefault(plain(name), concept)
            if other.id != concept.id:
                raise ConfigError(
                    f"'{name}' is claimed by both {other.id} and {concept.id}; keep it in one",
                    file="catalogue",
                )
    for concept in concepts.values():
        if unknown := set(concept.share or ()) - concepts.keys():
            raise ConfigError(f"{concept.id}: share names {min(unknown)}, which is no id", file="catalogue")
    return Catalogue(concepts, names)


def _read(text: str, file: str) -> list[Concept]:
    try:
        table = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader, the C one where there is one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigError("not YAML", file=file, line=mark.line + 1 if mark else 0) from error
    entries = table.get("indicators") if isinstance(table, dict) else None
    if not isinstance(entries, list):
        raise ConfigError("expected a list under `indicators:`", file=file, line=1)
    return [_concept(entry, file, text) for entry in entries]


def _concept(entry: dict[str, Any], file: str, text: str) -> Concept:
    if not isinstance(entry, dict) or not {"id", "name"} <= set(entry):
        raise ConfigError(f"every entry needs `id` and `name`: {entry!r}"[:120], file=file)
    line = text[: max(0, text.find(f"id: {entry['id']}"))].count("\n") + 1
    if unknown := set(entry) - _KEYS:
        raise ConfigError(
            f"unknown key {sorted(unknown)[0]!r} in {entry['id']}; known: {', '.join(sorted(_KEYS))}",
            file=file,
            line=line,
        )
    if entry.get("direction", "none") not in _DIRECTIONS or entry.get("kind", "flow") not in _KINDS:
        raise ConfigError(
            f"{entry['id']}: direction is one of {sorted(_DIRECTIONS)}, kind one of {sorted(_KINDS)}",
            file=file,
            line=line,
        )
    low_high, share = entry.get("range"), entry.get("share")
    if share is not None and not (isinstance(share, list) and len(share) == 2):
        raise ConfigError(f"{entry['id']}: share is [part, whole], two ids", file=file, line=line)
    return Concept(
        id=entry["id"],
        name=entry["name"],
        en=entry.get("en", ""),
        synonyms=tuple(str(s) for s in entry.get("synonyms", ())),
        unit=entry.get("unit") or "",
        direction=entry.get("direction", "none"),
        kind=entry.get("kind", "flow"),
        share=(str(share[0]), str(share[1])) if share else None,
        group=entry.get("group", ""),
        definition=entry.get("definition", ""),
        source=entry.get("source", ""),
        range=(float(low_high[0]), float(low_high[1])) if low_high else None,
        false_friends=tuple(entry.get("not", ())),
    )
