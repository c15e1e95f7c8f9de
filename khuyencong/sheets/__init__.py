"""Spreadsheets of offices: what a file shows, which table it holds, and typed rows out of it.

Pure Python. An officer's own file is a `Grid`; `understand` finds the head of a kind of records in
it, reads each cell by its column, and tells what is wrong, doubtful, or not used.
"""

from khuyencong.sheets.grid import Grid, Sheet, packed, unpacked
from khuyencong.sheets.kinds import KINDS
from khuyencong.sheets.model import Column, Kind, Type
from khuyencong.sheets.remarks import Level, Option, Remark
from khuyencong.sheets.sums import Difference
from khuyencong.sheets.understanding import Line, Role, Understanding, understand

__all__ = [
    "KINDS",
    "Column",
    "Difference",
    "Grid",
    "Kind",
    "Level",
    "Line",
    "Option",
    "Remark",
    "Role",
    "Sheet",
    "Type",
    "Understanding",
    "packed",
    "understand",
    "unpacked",
]
