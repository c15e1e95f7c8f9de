"""Where a figure is: the place of the document unless its own sentence names another."""

import re
from bisect import bisect_left

from khuyencong.reading.sheet import Sheet
from khuyencong.reading.told import Told
from khuyencong.values import gazetteer

_TELLS = re.compile(r"[\s:(=-]*(?:là|đạt|có)?\s*")


class Places:
    """The places a text names, asked by figure."""

    def __init__(self, sheet: Sheet, document: str | None) -> None:
        self._document = document
        text = self._text = sheet.script.text
        self._low, self._blocks = sheet.script.low, sheet.blocks
        self._lower = gazetteer.find_lower(text)
        self._provinces = [m for m in gazetteer.find(text) if m.level in ("province", "region")]
        self._lower_starts = [m.start for m in self._lower]
        self._province_starts = [m.start for m in self._provinces]

    def of(self, told: Told) -> str | None:
        """Return the place of a figure: "tại phường …", "Hà Nội: 116,49 tỷ", or the document's."""
        return (
            self._before_number(told)
            or self._local(told)
            or self._region_of_item(told)
            or self._document
        )

    def _before_number(self, told: Told) -> str | None:
        """ "Hà Nội: 116,49 tỷ đồng", "Cần Thơ (3,8 tỷ đồng)"."""
        start = told.draft.start
        i = bisect_left(self._province_starts, start) - 1
        if i < 0 or start - self._provinces[i].end > 8:
            return None
        mention = self._provinces[i]
        return mention.name if _TELLS.fullmatch(self._low, mention.end, start) else None

    def _region_of_item(self, told: Told) -> str | None:
        """ "a) Vùng Tây Nguyên (gồm 5 tỉnh …). Kinh phí của toàn vùng là …"."""
        block = self._blocks[told.block]
        i = bisect_left(self._province_starts, block.start)
        mention = self._provinces[i] if i < len(self._provinces) else None
        if mention is None or mention.level != "region" or mention.start - block.start > 12:
            return None
        return mention.name

    def _local(self, told: Told) -> str | None:
        a, b = told.sentence
        here = self._lower[bisect_left(self._lower_starts, a) : bisect_left(self._lower_starts, b)]
        for i, mention in enumerate(here):
            before = self._low[max(a, mention.start - 12) : mention.start]
            if before.rstrip().endswith(("tại", "ở")):
                following = here[i + 1 : i + 2]
                joined = following and following[0].start - mention.end <= 2
                end = following[0].end if joined else mention.end
                return " ".join(self._text[mention.start : end].split())
        return None
