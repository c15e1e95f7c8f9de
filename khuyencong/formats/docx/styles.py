"""What a paragraph's style says of it: heading depth, list, bold, capitals, through its parents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from khuyencong.formats.docx.numbering import W
from khuyencong.formats.trees import Element

_HEADING = re.compile(r"(?:heading|tiêu đề|đề mục)\s*([1-9])", re.IGNORECASE)
_OFF = {"0", "false", "off", "none"}
_DEEPEST = 12  # styles upon styles; a chain longer than this is a loop


@dataclass(frozen=True, slots=True)
class Look:
    """The few properties that matter for reading; None where nothing was said."""

    heading: int | None = None
    bold: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    list_number: str | None = None
    list_depth: int | None = None
    font: str | None = None

    def over(self, below: Look) -> Look:
        """Return this look where it says something, else the one below."""
        said = {n: v for n in self.__slots__ if (v := getattr(self, n)) is not None}
        return replace(below, **said)


def look_of(ppr: Element | None, rpr: Element | None) -> Look:
    """Return what paragraph and run properties say by themselves."""
    heading = number = depth = None
    if ppr is not None:
        level = _val(ppr.find(W + "outlineLvl"))
        heading = (int(level) + 1) % 10 if level and level.isdigit() else None
        numbering = ppr.find(W + "numPr")
        if numbering is not None:
            number = _val(numbering.find(W + "numId"))
            text = _val(numbering.find(W + "ilvl"))
            depth = int(text) if text and text.isdigit() else None
    look = Look(heading, list_number=number, list_depth=depth)
    if rpr is None:
        return look
    bold, capitals, hidden = (_on(rpr, name) for name in ("b", "caps", "vanish"))
    return replace(look, bold=bold, capitals=capitals, hidden=hidden, font=_font(rpr))


def _font(rpr: Element) -> str | None:
    fonts = rpr.find(W + "rFonts")
    return None if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi")


class Styles:
    """Looks up the whole look of a style by its id."""

    def __init__(self, root: Element | None):
        self._styles: dict[str, Element] = {}
        self._known: dict[str, Look] = {}
        self._default = ""
        self._base = Look()
        if root is not None:
            self._base = look_of(None, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iterchildren(W + "style") if root is not None else ():
            key = style.get(W + "styleId", "")
            self._styles[key] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self._default = key

    def look(self, key: str | None) -> Look:
        """Return the look of the style `key`, of the default paragraph style where it is None."""
        key = key or self._default
        if key not in self._known:
            self._known[key] = self._gathered(key).over(Look(font=self._base.font))
        return self._known[key]

    def _gathered(self, key: str) -> Look:
        look = Look()
        for _ in range(_DEEPEST):
            style = self._styles.get(key)
            if style is None:
                break
            own = look_of(style.find(W + "pPr"), style.find(W + "rPr"))
            look = look.over(own).over(Look(heading=_named_heading(style)))
            key = _val(style.find(W + "basedOn")) or ""
        return look


def _named_heading(style: Element) -> int | None:
    name = _val(style.find(W + "name")) or ""
    match = _HEADING.match(name)
    if match:
        return int(match[1])
    return 1 if name.lower() == "title" else None


def _on(rpr: Element, name: str) -> bool | None:
    child = rpr.find(W + name)
    if child is None:
        return None
    return str(child.get(W + "val", "1")) not in _OFF


def _val(element: Element | None) -> str | None:
    return None if element is None else element.get(W + "val")
