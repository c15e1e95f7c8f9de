"""The typesetter with the carried letters: it reads nothing of the machine it runs on."""

from functools import cache
from importlib import resources
from typing import Any, Literal, cast

import typst

_HERE = resources.files("khuyencong.documents")


def typeset(sheet: bytes, facts: str, kind: Literal["pdf", "png", "svg"], **how: Any) -> bytes:
    """Return what a sheet makes of its facts as "pdf", "png" or "svg"; always the same bytes."""
    compiler = typst.Compiler(font_paths=_fonts(), sys_inputs={"facts": facts}, input=sheet)
    return cast(bytes, compiler.compile(format=kind, **how))


@cache
def _fonts() -> typst.Fonts:
    with resources.as_file(_HERE / "fonts") as folder:
        return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
