"""A text read and checked, as the command line and the desk do it."""

from khuyencong.reading.checks import check
from khuyencong.reading.model import Reading
from khuyencong.reading.reader import read as read_figures


def read(text: str) -> Reading:
    """Return the reading of `text` with its checks."""
    reading = read_figures(text)
    reading.checks = check(reading)
    return reading
