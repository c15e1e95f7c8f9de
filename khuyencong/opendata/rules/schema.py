"""The JSON Schema (2020-12) of a table, and the dictionary of all fields."""

from collections.abc import Iterator
from typing import Any

from khuyencong.opendata.rules.declaring import Field, Table
from khuyencong.opendata.states import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Grows when a field is taken away or means something else.
EDITION = 1
_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string", "minLength": 1},
    Kind.KEY: {"type": "string", "minLength": 1},
    Kind.CODE: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.MONEY: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
}
#: The columns of the dictionary.
COLUMNS = (
    "table", "field", "label_vi", "type", "unit", "required",
    "refers_to", "meaning_vi", "codes", "made_of", "why_open",
)  # fmt: skip


def schema(table: Table) -> dict[str, Any]:
    """Return the schema of a table's JSON file: an array of rows, nothing beside the fields."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:khuyencong:open-data:{EDITION}:{table.name}",
        "title": table.label,
        "description": table.meaning,
        "type": "array",
        "items": {
            "type": "object",
            "properties": {one.name: _property(one) for one in table.fields},
            "required": list(table.names),
            "additionalProperties": False,
        },
        "x-primary-key": list(table.key),
    }


def _property(one: Field) -> dict[str, Any]:
    told = dict(_TYPES[one.kind])
    if one.codes:
        told["enum"] = list(one.codes)
    if not one.required:
        told["type"] = [told["type"], "null"]
        if "enum" in told:
            told["enum"] = [*told["enum"], None]
    told["title"] = one.label
    if one.meaning:
        told["description"] = one.meaning
    if one.unit:
        told["x-unit"] = one.unit
    return told


def dictionary(table: Table) -> Iterator[dict[str, Any]]:
    """Yield one entry for each field of a table."""
    for one in table.fields:
        told = (
            table.name,
            one.name,
            one.label,
            str(one.kind),
            one.unit,
            one.required,
            one.refers,
            one.meaning,
            dict(one.codes),
            list(one.sources),
            str(one.openness),
        )
        yield dict(zip(COLUMNS, told, strict=True))
