"""The ruled lines of a PDF page, and the cells of the tables they draw."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from khuyencong.formats.pdf.words import Edges, upright

#: Beyond these a page or a path is a drawing, and no table is looked for.
MOST_OBJECTS, MOST_POINTS, MOST_LINES = 20_000, 400, 300
_THIN = 2.5  # points; the thickest line of a table
_NEAR = 4.0  # points; two lines closer than this are the two sides of one
_FORM_DEPTH = 4

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Stroke:
    """A straight line: where it runs (`at`), and from where to where."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a ruled table, with the rows and columns it covers."""

    edges: Edges
    row: int
    column: int
    down: int
    across: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: the places of its vertical lines, and its cells row by row."""

    edges: Edges
    columns: tuple[float, ...]
    boxes: tuple[Box, ...]


def tables_of(page: pdfium.PdfPage, turn: int) -> list[Ruled]:
    """Return the ruled tables of a page, topmost first, turned as its words are."""
    level: list[Stroke] = []
    sheer: list[Stroke] = []
    for x0, y0, x1, y1 in (upright(edges, turn) for edges in _edges_of(page)):
        if y1 - y0 <= _THIN < x1 - x0:
            level.append(Stroke((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= _THIN < y1 - y0:
            sheer.append(Stroke((x0 + x1) / 2, y0, y1))
    level, sheer = _joined(level), _joined(sheer)
    if len(level) > MOST_LINES or len(sheer) > MOST_LINES:
        return []
    found = (_ruled(*group) for group in _groups(level, sheer))
    return sorted((t for t in found if t is not None), key=lambda t: -t.edges[3])


# --- lines -----------------------------------------------------------------------------------


def _edges_of(page: pdfium.PdfPage) -> Iterator[Edges]:
    handle = page.raw
    count = min(raw.FPDFPage_CountObjects(handle), MOST_OBJECTS)
    objects = (raw.FPDFPage_GetObject(handle, i) for i in range(count))
    yield from _object_edges(objects, _PLAIN, 0)


def _object_edges(objects: Iterator[object], outer: Matrix, depth: int) -> Iterator[Edges]:
    for item in objects:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from _path_edges(item, _product(_matrix(item), outer))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            count = min(raw.FPDFFormObj_CountObjects(item), MOST_OBJECTS)
            inner = (raw.FPDFFormObj_GetObject(item, i) for i in range(count))
            yield from _object_edges(inner, _product(_matrix(item), outer), depth + 1)


def _path_edges(path: object, matrix: Matrix) -> Iterator[Edges]:
    """Yield a thin filled shape as one line, a stroked one as its straight sides."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    for points in _figures(path, matrix):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        whole = min(xs), min(ys), max(xs), max(ys)
        if min(whole[2] - whole[0], whole[3] - whole[1]) <= _THIN:
            if fill.value or stroke.value:
                yield whole
        elif stroke.value:
            for (ax, ay), (bx, by) in pairwise(points):
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _figures(path: object, matrix: Matrix) -> Iterator[list[Point]]:
    """Yield the corners of each closed or open figure of a path; curves are passed over."""
    count = raw.FPDFPath_CountSegments(path)
    if count > MOST_POINTS:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(_moved((x.value, y.value), matrix))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _matrix(item: object) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    corner = e * p + f * r + t, e * q + f * s + u
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, *corner


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _joined(strokes: list[Stroke]) -> list[Stroke]:
    """Join strokes that go on with one another, as every cell draws its own border."""
    joined: list[Stroke] = []
    lanes = _lanes([s.at for s in strokes])
    for stroke in sorted(strokes, key=lambda s: (_lane(lanes, s.at), s.start)):
        at = _lane(lanes, stroke.at)
        last = joined[-1] if joined else None
        if last is not None and last.at == at and stroke.start <= last.end + _NEAR:
            last.end = max(last.end, stroke.end)
        else:
            joined.append(Stroke(at, stroke.start, stroke.end))
    return joined


def _lanes(places: list[float]) -> list[float]:
    """Return the distinct places, those nearer than a line's two sides as one."""
    lanes: list[float] = []
    for place in sorted(places):
        if not lanes or place - lanes[-1] > _NEAR:
            lanes.append(place)
    return lanes


def _lane(lanes: list[float], place: float) -> float:
    return min(lanes, key=lambda lane: abs(lane - place))


# --- tables ----------------------------------------------------------------------------------


def _groups(
    level: list[Stroke], sheer: list[Stroke]
) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Yield the lines that touch one another, level and sheer apart."""
    waiting_level, waiting_sheer = list(level), list(sheer)
    while waiting_sheer:
        mine_level: list[Stroke] = []
        mine_sheer = [waiting_sheer.pop()]
        grown = True
        while grown:
            near = [s for s in waiting_level if any(_touch(s, u) for u in mine_sheer)]
            mine_level += near
            waiting_level = [s for s in waiting_level if s not in near]
            more = [s for s in waiting_sheer if any(_touch(h, s) for h in mine_level)]
            mine_sheer += more
            waiting_sheer = [s for s in waiting_sheer if s not in more]
            grown = bool(near or more)
        yield mine_level, mine_sheer


def _touch(level: Stroke, sheer: Stroke) -> bool:
    return (
        level.start - _NEAR <= sheer.at <= level.end + _NEAR
        and sheer.start - _NEAR <= level.at <= sheer.end + _NEAR
    )


def _ruled(level: list[Stroke], sheer: list[Stroke]) -> Ruled | None:
    """Return the table that touching lines draw; None where they enclose fewer than two cells."""
    xs = _lanes([s.at for s in sheer])
    ys = _lanes([s.at for s in level])[::-1]
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
        return None
    boxes = tuple(_boxes(xs, ys, level, sheer))
    return Ruled((xs[0], ys[-1], xs[-1], ys[0]), tuple(xs), boxes)


def _boxes(
    xs: list[float], ys: list[float], level: list[Stroke], sheer: list[Stroke]
) -> Iterator[Box]:
    """Yield the cells from the top left, each grown over every side that no line closes."""
    done: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in done:
                continue
            right = column + 1
            while right < len(xs) - 1 and not _drawn(sheer, xs[right], ys[row + 1], ys[row]):
                right += 1
            bottom = row + 1
            while bottom < len(ys) - 1 and not _drawn(level, ys[bottom], xs[column], xs[right]):
                bottom += 1
            done |= {(r, c) for r in range(row, bottom) for c in range(column, right)}
            edges = xs[column], ys[bottom], xs[right], ys[row]
            yield Box(edges, row, column, bottom - row, right - column)


def _drawn(strokes: list[Stroke], at: float, start: float, end: float) -> bool:
    """Tell whether a line runs along a side, over most of it."""
    covered = sum(
        max(0.0, min(s.end, end) - max(s.start, start)) for s in strokes if abs(s.at - at) <= _NEAR
    )
    return covered > 0.6 * (end - start)
