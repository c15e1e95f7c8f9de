"""Writes the reference data of places.

    python scripts/build_places.py gazetteer
        khuyencong/values/gazetteer.json, from the tables kept by hand in khuyencong/registry/data.

    python scripts/build_places.py communes FOLDER
        districts.csv, communes_old.csv, communes_new.csv and commune_lineage.csv, from the data of
        vietnamadminunits 1.0.4: FOLDER is `vietnamadminunits/data` of its unpacked wheel
        (`pip download --no-deps vietnamadminunits==1.0.4`, then unzip).

The same input gives the same bytes. What the data set gets wrong and is put right here is told in
khuyencong/registry/data/README.md.
"""

import csv
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "khuyencong" / "registry" / "data"
GAZETTEER = ROOT / "khuyencong" / "values" / "gazetteer.json"

Row = dict[str, str]


def table(name: str) -> list[Row]:
    """Return the rows of a table in the registry's data."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *sorted(rows)])


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


# --- districts and communes ---------------------------------------------------------------------


def communes(folder: Path) -> None:
    """Write the four tables below the province."""
    database = sqlite3.connect(folder / "dataset.db")
    database.row_factory = sqlite3.Row
    old = database.execute("SELECT * FROM admin_units_legacy").fetchall()
    new = database.execute("SELECT * FROM admin_units").fetchall()
    provinces = _province_keys()
    lineage = _lineage(folder, old, new)
    write(
        "districts",
        ("code", "province", "kind", "name"),
        {
            (r["districtCode"], provinces["old", r["provinceCode"]], *_kind_and_name(r["district"]))
            for r in old
        },
    )
    write(
        "communes_old",
        ("code", "district", "kind", "name"),
        ((r["wardCode"], r["districtCode"], *_kind_and_name(r["ward"])) for r in old if r["ward"]),
    )
    continuing = _continuing(lineage, old, new)
    write(
        "communes_new",
        ("code", "province", "kind", "name", "continues"),
        (
            (
                r["wardCode"],
                provinces["new", r["provinceCode"]],
                *_kind_and_name(r["ward"]),
                "1" if r["wardCode"] in continuing else "",
            )
            for r in new
        ),
    )
    write("commune_lineage", ("old", "new", "default"), lineage)


def _province_keys() -> dict[tuple[str, str], str]:
    keys = {}
    for row in table("provinces"):
        if not row["valid_from"]:
            keys["old", row["code"]] = row["key"]
        if not row["valid_until"]:
            keys["new", row["code"]] = row["key"]
    return keys


_KINDS = ("thị trấn", "thị xã", "thành phố", "đặc khu", "phường", "quận", "huyện", "xã")


def _kind_and_name(full: str) -> tuple[str, str]:
    kind = next(kind for kind in _KINDS if full.lower().startswith(f"{kind} "))
    return kind, full[len(kind) :].strip()


def _old_code(row: sqlite3.Row) -> str:
    """Return the commune's code; an island district had no communes and stands for itself."""
    return row["wardCode"] or row["districtCode"]


def _lineage(
    folder: Path, old: list[sqlite3.Row], new: list[sqlite3.Row]
) -> list[tuple[str, str, str]]:
    """Return (old code, new code, "1" for the likeliest of several, else "")."""
    converter = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    olds = {"_".join((r["provinceKey"], r["districtKey"], r["wardKey"] or "")): r for r in old}
    news = {(r["provinceKey"], r["wardKey"]): r for r in new}
    whole = [
        (olds[key], news[province, ward])
        for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for ward, keys in wards.items()
        for key in keys
    ]
    homes = defaultdict(set)
    for before, after in whole:
        homes[after["wardCode"]].add(before["provinceCode"])
    rows = [(_old_code(before), after["wardCode"], "") for before, after in whole]
    for province, splits in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, candidates in splits.items():
            rows += _split(olds[key], province, candidates, news, homes)
    return rows


def _split(
    before: sqlite3.Row,
    province: str,
    candidates: list[dict],
    news: dict[tuple[str, str], sqlite3.Row],
    homes: dict[str, set[str]],
) -> list[tuple[str, str, str]]:
    """Return the candidates of a split commune, without those that only share its name.

    No new commune joins whole communes of two old provinces; a candidate whose other parts all lie
    in another old province was matched by name alone ("phường 4" of Tân An and of Tây Ninh).
    """
    real = [
        (candidate, news[province, candidate["newWardKey"]])
        for candidate in candidates
        if before["provinceCode"]
        in (homes[news[province, candidate["newWardKey"]]["wardCode"]] or {before["provinceCode"]})
    ]
    if len(real) == 1:
        return [(_old_code(before), real[0][1]["wardCode"], "")]
    chosen = max(real, key=lambda pair: (pair[0]["isDefaultNewWard"], -_distance(before, pair[1])))
    return [
        (_old_code(before), after["wardCode"], "1" if after is chosen[1] else "0")
        for _, after in real
    ]


def _distance(before: sqlite3.Row, after: sqlite3.Row) -> float:
    return abs(before["wardLat"] - after["wardLat"]) + abs(before["wardLon"] - after["wardLon"])


def _continuing(
    lineage: list[tuple[str, str, str]], old: list[sqlite3.Row], new: list[sqlite3.Row]
) -> set[str]:
    """Return the codes of the communes that the reform left as they were: name, kind, borders."""
    names = {_old_code(r): r["ward"] for r in old}
    parts = Counter(after for _, after, _ in lineage)
    heirs = Counter(before for before, _, _ in lineage)
    kept = {b for b, a, _ in lineage if b == a and parts[a] == 1 and heirs[b] == 1}
    return {
        r["wardCode"] for r in new if r["wardCode"] in kept and names[r["wardCode"]] == r["ward"]
    }


def main(arguments: list[str]) -> int:
    match arguments:
        case ["gazetteer"]:
            GAZETTEER.write_text(gazetteer(), encoding="utf-8")
        case ["communes", folder]:
            communes(Path(folder))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
