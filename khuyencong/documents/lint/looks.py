"""How the letters of a Word file look, after all that they inherit from styles and defaults."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = ("0", "false", "off", "none")
#: Word's own, where nothing is said: 10 points.
_HALF_POINTS = "20"
#: No chain of styles is longer.
_DEEPEST = 12
_BLACK = ("auto", "000000")


@dataclass(frozen=True)
class Look:
    """The fonts of plain and of marked letters, points, and the rest."""

    fonts: frozenset[str]
    size: float
    bold: bool
    italic: bool
    capitals: bool
    black: bool
    underlined: bool


class Looks:
    """Reads looks from the styles, defaults and theme of a Word file."""

    def __init__(self, part: Any):
        root = part.styles.element
        self._styles = {s.get(qn("w:styleId")): s for s in root.iter(qn("w:style"))}
        self._defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._usual_paragraph = root.find(
            f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}"
        )
        usual = (s for s in self._styles.values() if s.get(qn("w:default")) in ("1", "true"))
        self._usual = next(
            (s.get(qn("w:styleId")) for s in usual if s.get(qn("w:type")) == "paragraph"), None
        )
        self._theme = _theme_fonts(part)
        self._known: dict[tuple[Any, ...], Look] = {}

    def of(self, paragraph: Any, run: Any) -> Look:
        """Return the look of a run."""
        chain = list(self._chain(paragraph, run))
        return Look(
            fonts=frozenset(self._font(chain, kind) for kind in ("ascii", "hAnsi")),
            size=_half_points(chain) / 2,
            bold=_is_on(chain, "b"),
            italic=_is_on(chain, "i"),
            capitals=_is_on(chain, "caps"),
            black=_is_black(chain),
            underlined=_value(chain, "u", "none") not in _OFF,
        )

    def side(self, paragraph: Any) -> str:
        """Return the alignment of a paragraph: "left", "center", "right", "both"."""
        own = paragraph.find(qn("w:pPr"))
        frame = own.find(qn("w:framePr")) if own is not None else None
        if frame is not None and frame.get(qn("w:xAlign")) == "center":
            return "center"
        styles = (style.find(qn("w:pPr")) for style in self._upward(self._style(paragraph, "w:p")))
        return str(_value([e for e in (own, *styles) if e is not None], "jc", "left"))

    def measure(self, paragraph: Any, name: str, *kinds: str) -> tuple[str, int] | None:
        """Return which of the `kinds` of a paragraph's mark is told nearest, and what it says."""
        own = paragraph.find(qn("w:pPr"))
        styles = (style.find(qn("w:pPr")) for style in self._upward(self._style(paragraph, "w:p")))
        for properties in (own, *styles, self._usual_paragraph):
            found = properties.find(qn(f"w:{name}")) if properties is not None else None
            if found is None:
                continue
            for kind in kinds:
                told = found.get(qn(f"w:{kind}"))
                if told and told.lstrip("-").isdigit() and len(told) < 9:
                    return kind, int(told)
        return None

    def says(self, paragraph: Any, name: str, kind: str) -> str:
        """Return what a paragraph's own mark says, "" where it says nothing."""
        found = paragraph.find(f"{qn('w:pPr')}/{qn(f'w:{name}')}")
        return str(found.get(qn(f"w:{kind}"), "")) if found is not None else ""

    def _chain(self, paragraph: Any, run: Any) -> Iterator[Any]:
        """Yield the properties that hold for a run, the nearest first."""
        own = run.find(qn("w:rPr"))
        names = (self._style(run, "w:r"), self._style(paragraph, "w:p"))
        styles = [style for name in names for style in self._upward(name)]
        for properties in (own, *(style.find(qn("w:rPr")) for style in styles), self._defaults):
            if properties is not None:
                yield properties

    def _style(self, element: Any, kind: str) -> str | None:
        found = element.find(f"{qn(kind + 'Pr')}/{qn(kind + 'Style')}")
        if found is not None:
            return str(found.get(qn("w:val")))
        return self._usual if kind == "w:p" else None

    def _upward(self, name: str | None) -> Iterator[Any]:
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            above = style.find(qn("w:basedOn"))
            name = above.get(qn("w:val")) if above is not None else None

    def _font(self, chain: list[Any], kind: str) -> str:
        for properties in chain:
            fonts = properties.find(qn("w:rFonts"))
            if fonts is None:
                continue
            theme = fonts.get(qn(f"w:{kind}Theme"))
            if theme:
                return self._theme.get(theme[:5], "")
            if fonts.get(qn(f"w:{kind}")):
                return str(fonts.get(qn(f"w:{kind}")))
        return "Times New Roman"


def _theme_fonts(part: Any) -> dict[str, str]:
    """Return the Latin fonts of the theme under "major" and "minor"."""
    for relation in part.rels.values():
        if relation.reltype.endswith("/theme") and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            found = {
                kind: root.find(f".//{_DRAWING}{kind}Font/{_DRAWING}latin")
                for kind in ("major", "minor")
            }
            return {k: str(e.get("typeface", "")) for k, e in found.items() if e is not None}
    return {}


def _value(chain: list[Any], name: str, otherwise: str) -> str:
    for properties in chain:
        found = properties.find(qn(f"w:{name}"))
        if found is not None:
            return str(found.get(qn("w:val"), otherwise))
    return otherwise


def _half_points(chain: list[Any]) -> int:
    told = _value(chain, "sz", _HALF_POINTS)
    return int(told if told.isdigit() and len(told) < 5 else _HALF_POINTS)


def _is_on(chain: list[Any], name: str) -> bool:
    for properties in chain:
        found = properties.find(qn(f"w:{name}"))
        if found is not None:
            return found.get(qn("w:val"), "1") not in _OFF
    return False


def _is_black(chain: list[Any]) -> bool:
    for properties in chain:
        found = properties.find(qn("w:color"))
        if found is not None:
            return found.get(qn("w:val"), "auto") in _BLACK
    return True
