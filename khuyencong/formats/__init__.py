"""Report files of every kind (txt, md, docx, html, pdf) as one text that remembers its pages."""

from khuyencong.formats.kinds import ACCEPTED
from khuyencong.formats.opening import LARGEST, open_report
from khuyencong.formats.transcript import Anchor, LeftOut, Position, Transcript

__all__ = ["ACCEPTED", "LARGEST", "Anchor", "LeftOut", "Position", "Transcript", "open_report"]
