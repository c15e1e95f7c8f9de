"""The measures of an official document by NĐ 30/2020/NĐ-CP, Phụ lục I.

Which of them were read in a public source, and which are known by heart only, stands in
`docs/official-documents.md`: none of them was checked against the text of the decree.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """What is allowed, both ends included; `used` is what the writers take."""

    least: int
    most: int
    used: int

    def holds(self, value: float, slack: float = 0) -> bool:
        """Return whether a value lies within, or misses by no more than `slack`."""
        return self.least - slack <= value <= self.most + slack


FONT = "Times New Roman"
#: Same widths, letter for letter; carried in `fonts/`.
TWIN = "Liberation Serif"

#: Millimetres.
PAPER = (210, 297)
TOP = Range(20, 25, 20)
BOTTOM = Range(20, 25, 20)
LEFT = Range(30, 35, 30)
RIGHT = Range(15, 20, 15)
PAGE_NUMBER_FROM_TOP = 10

#: Points. Quốc hiệu in 13 goes with Tiêu ngữ in 14.
NATION_SIZE = Range(12, 13, 13)
MOTTO_SIZE = Range(13, 14, 14)
ISSUER_SIZE = Range(12, 13, 13)
NUMBER_SIZE = Range(13, 13, 13)
ABOUT_SIZE = Range(12, 13, 12)
MARK_SIZE = Range(13, 14, 14)
DATE_SIZE = Range(13, 14, 14)
TITLE_SIZE = Range(13, 14, 14)
BODY_SIZE = Range(13, 14, 14)
PAGE_NUMBER_SIZE = Range(13, 14, 14)
RECIPIENTS_SIZE = Range(12, 12, 12)
RECIPIENT_SIZE = Range(11, 11, 11)
#: No rule tells the letters of tables.
TABLE_SIZE = 12

#: Points between paragraphs, at least; millimetres of the first line.
PARAGRAPH_GAP = 6
INDENT = 10
#: Percent of the width for the left column of the head; the rest keeps Quốc hiệu in one line.
LEFT_COLUMN = 40
#: Percent of a text's width that the line below it takes: a third to a half.
RULE = 40
#: Millimetres that a picture takes at most of the height of a page.
PICTURE_HEIGHT = 190


def picture_size(proportion: tuple[int, int], percent: int) -> tuple[float, float]:
    """Return width and height in millimetres of a picture that takes a part of the lines' width."""
    wide, high = proportion
    lines = PAPER[0] - LEFT.used - RIGHT.used
    width = min(lines * percent / 100, PICTURE_HEIGHT * wide / high)
    return width, width * high / wide
