"""Which SVG may stand in a document: plain shapes and letters, nothing that acts or fetches."""

import re
from functools import lru_cache
from xml.etree import ElementTree

_SPACE = "{http://www.w3.org/2000/svg}"
_SHAPES = """svg g defs pattern title desc rect line path circle ellipse polyline polygon text
    tspan"""
_MARKS = """viewBox width height x y x1 y1 x2 y2 dx dy cx cy r rx ry d points id fill fill-opacity
    stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin transform text-anchor
    font-family font-size font-weight font-style patternUnits patternTransform role aria-label"""
_KNOWN_SHAPES, _KNOWN_MARKS = frozenset(_SHAPES.split()), frozenset(_MARKS.split())
_OUTSIDE = re.compile(r"url\((?!#)|javascript:|data:", re.I)
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
_LARGEST = 4_000_000


@lru_cache(maxsize=64)
def proportion_of(svg: str) -> tuple[int, int]:
    """Return width and height of a harmless SVG by its viewBox; ValueError for any other."""
    if len(svg) > _LARGEST or "<!" in svg or "<?" in svg:
        raise ValueError("a picture is one plain svg element")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise ValueError("a picture is well-formed SVG") from error
    for element in root.iter():
        _require_harmless(element)
    _, _, width, height = _view(root)
    return width, height


def across(svg: str, percent: int) -> str:
    """Return the SVG as it stands on a page: as wide as a percent of the lines."""
    root = ElementTree.fromstring(svg)
    root.attrib.pop("height", None)
    root.set("width", f"{percent}%")
    return ElementTree.tostring(root, encoding="unicode")


def words_of(svg: str) -> list[str]:
    """Return the lines that are drawn as letters, in their order."""
    root = ElementTree.fromstring(svg)
    return ["".join(text.itertext()) for text in root.iter(f"{_SPACE}text")]


def _require_harmless(element: ElementTree.Element) -> None:
    if element.tag.removeprefix(_SPACE) not in _KNOWN_SHAPES or not element.tag.startswith(_SPACE):
        raise ValueError(f"a picture holds no {element.tag}")
    for name, value in element.items():
        if name not in _KNOWN_MARKS or _OUTSIDE.search(value):
            raise ValueError(f"a picture holds no {name}")


def _view(root: ElementTree.Element) -> tuple[int, int, int, int]:
    told = root.get("viewBox", "").split()
    if root.tag != f"{_SPACE}svg" or len(told) != 4 or not all(one.isdigit() for one in told):
        raise ValueError("a picture says its size by a viewBox of four whole numbers")
    x, y, width, height = map(int, told)
    if not width or not height or not 1 / 10 <= width / height <= 10:
        raise ValueError("a picture is at most ten times as wide as high, or as high as wide")
    return x, y, width, height
