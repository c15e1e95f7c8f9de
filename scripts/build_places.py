"""Writes the reference data of places.

python scripts/build_places.py gazetteer
    khuyencong/values/gazetteer.json, from the tables kept by hand in khuyencong/registry/data.
"""

import csv
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "khuyencong" / "registry" / "data"
GAZETTEER = ROOT / "khuyencong" / "values" / "gazetteer.json"


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table kept by hand."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# --- the gazetteer ------------------------------------------------------------------------------


def gazetteer() -> str:
    """Return the text of `gazetteer.json`: a line for each name, for a diff that can be read."""
    names = [*_place_names(), *_region_names()]
    aliases = [[row["name"], row["alias"], row["role"]] for row in table("aliases")]
    return f'{{"names": {_lines(names)},\n"aliases": {_lines(aliases)}}}\n'


def _place_names() -> list[list[str]]:
    places = {row["key"]: row for row in table("provinces")}
    return [
        [
            row["key"],
            places[row["key"]]["level"],
            row["kind"],
            row["name"],
            row["valid_from"] or places[row["key"]]["valid_from"],
            row["valid_until"] or places[row["key"]]["valid_until"],
        ]
        for row in table("province_names")
    ]


def _region_names() -> list[list[str]]:
    days: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in table("region_members"):
        region = row["scheme"], row["region"]
        days.setdefault(region, []).append((row["valid_from"], row["valid_until"]))
    rows = []
    for row in table("regions"):
        own = days[row["scheme"], row["key"]]
        since = min(first for first, _ in own)
        until = max((last or "~") for _, last in own).replace("~", "")
        rows.append([f"{row['scheme']}:{row['key']}", "region", "", row["name"], since, until])
    return rows


def _lines(rows: list[list[str]]) -> str:
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]"


def main(arguments: list[str]) -> int:
    if arguments != ["gazetteer"]:
        print(__doc__, file=sys.stderr)
        return 2
    GAZETTEER.write_text(gazetteer(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
