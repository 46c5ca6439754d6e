"""How is a mistake told so that it can be mended at once?  pydantic's errors -> lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from monitor.config.document import Document, Place
from monitor.config.models import Config


def explain(refused: ValidationError, document: Document) -> Iterator[str]:
    """One line a problem: `file:line: what is wrong; what to write instead`."""
    schema = Config.model_json_schema()
    for error in refused.errors(include_url=False):
        place: Place = tuple(part for part in error["loc"] if part != "[key]")
        yield f"{document.file}:{document.line(place)}: {_words(error, place, schema)}"


def suggestion(word: str, known: list[str]) -> str:
    """`did you mean 'x'?` where one is close, else all there are."""
    close = get_close_matches(word, known, n=1)
    return f"did you mean `{close[0]}`?" if close else "known are " + ", ".join(f"`{k}`" for k in known)


def _words(error: Any, place: Place, schema: Mapping[str, Any]) -> str:
    name, given = place[-1] if place else "the file", error.get("input")
    match error["type"]:
        case "extra_forbidden":
            known = _keys(place[:-1], schema)
            return f"unknown key `{name}`; {suggestion(str(name), known)}"
        case "missing":
            return f"`{name}` is missing; write `{name}: …`"
        case "literal_error" | "enum":
            known = [word.strip().strip("'") for word in _expected(error).replace(" or ", ", ").split(",")]
            return f"`{name}` cannot be `{given}`; {suggestion(str(given), known)}"
        case "value_error":
            return f"`{name}`: {error['ctx']['error']}"
        case "model_type" | "dict_type":
            return f"`{name}` must be a block of `key: value` lines, not `{given}`"
        case "list_type" | "tuple_type":
            return f"`{name}` must be a list; write `[{given}]`"
        case _:
            return f"`{name}`: {error['msg'][0].lower()}{error['msg'][1:]}, not `{given}`"


def _expected(error: Any) -> str:
    return str(error["ctx"]["expected"])


def _keys(place: Place, schema: Mapping[str, Any]) -> list[str]:
    """The keys that may stand at a place."""
    here: Mapping[str, Any] = schema
    for part in place:
        here = _resolved(here, schema)
        if isinstance(part, int):
            here = here.get("items", {})
        else:
            here = here.get("properties", {}).get(part) or here.get("additionalProperties") or {}
    return list(_resolved(here, schema).get("properties", {}))


def _resolved(here: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    for one in here.get("anyOf", ()):
        if one.get("type") != "null":
            here = one
    if "$ref" in here:
        found: Mapping[str, Any] = schema["$defs"][here["$ref"].split("/")[-1]]
        return found
    return here
