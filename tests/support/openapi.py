"""Holds an answer against the document that describes it; as much of JSON Schema as ours uses."""

import re
from datetime import date, datetime
from functools import cache
from typing import Any

from lms.api_docs import document

KINDS = {"string": str, "integer": int, "array": list, "object": dict, "null": type(None)}


@cache
def documented() -> dict[str, Any]:
    """The document, made once: only its words depend on the language."""
    return document()


def operations() -> dict[str, dict[str, Any]]:
    """Path → what the document says of reading it."""
    return {path: methods["get"] for path, methods in documented()["paths"].items()}


def faults(value: Any, path: str, status: int) -> list[str]:
    """Where an answer differs from what is documented for this path and status."""
    answers = operations()[path]["responses"]
    if status not in answers:
        return [f"{status} is not documented"]
    return list(differences(value, answers[status]["content"]["application/json"]["schema"], "answer"))


def differences(value: Any, schema: dict[str, Any], place: str):
    if "$ref" in schema:
        schema = documented()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    if "anyOf" in schema:
        if all(list(differences(value, one, place)) for one in schema["anyOf"]):
            yield f"{place}: {value!r} is none of the kinds allowed"
        return
    if type(value) is not KINDS[schema["type"]]:
        yield f"{place}: {value!r} is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is not one of {schema['enum']}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{place}: {value!r} does not match"
    yield from misdated(value, schema.get("format"), place)
    yield from inner_differences(value, schema, place)


def misdated(value: Any, form: str | None, place: str):
    try:
        if form == "date":
            date.fromisoformat(value)
        elif form == "date-time" and datetime.fromisoformat(value).utcoffset() is None:
            yield f"{place}: {value!r} has no offset"
    except ValueError:
        yield f"{place}: {value!r} is no {form}"


def inner_differences(value: Any, schema: dict[str, Any], place: str):
    if schema["type"] == "array":
        for i, one in enumerate(value):
            yield from differences(one, schema["items"], f"{place}[{i}]")
    elif schema["type"] == "object":
        if set(value) != set(schema["properties"]) or set(value) != set(schema["required"]):
            yield f"{place}: has {sorted(value)}, documented are {sorted(schema['properties'])}"
            return
        for name, field in schema["properties"].items():
            yield from differences(value[name], field, f"{place}.{name}")
