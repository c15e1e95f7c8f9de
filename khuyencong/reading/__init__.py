"""Vietnamese reports in, figures and checks out: `read(text)`."""

from khuyencong.reading.checks import check
from khuyencong.reading.model import Reading
from khuyencong.reading.reader import read as read_figures


def read(text: str) -> Reading:
    """Return all a report says, with every claim in it held against its own figures.

    Raises `files.Unreadable` for a text with more numbers than any report has.
    """
    reading = read_figures(text)
    reading.checks = check(reading)
    return reading
