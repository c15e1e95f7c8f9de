"""A text with what one pass over it found, asked by place: phrases, dates, citations, blocks."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from khuyencong.reading import themes
from khuyencong.reading.blocks import blocks_of
from khuyencong.reading.dates import Calendar, Moment, moments
from khuyencong.reading.legal import CLAUSE, references, with_issuers
from khuyencong.reading.lexicon import Hit, Lexicon
from khuyencong.reading.model import Block, LegalReference
from khuyencong.reading.nouns import ABBREVIATIONS, DURATIONS, MEASURES, UNIT_NOUNS
from khuyencong.reading.script import Script, script_of
from khuyencong.values.vocabulary import FundingSource

LEXICON = Lexicon(
    {
        "unit": ABBREVIATIONS | UNIT_NOUNS,
        "measure": MEASURES,
        "duration": dict.fromkeys(DURATIONS, "duration"),
        "activity": themes.ACTIVITIES,
        "source": themes.SOURCES,
        "kind": themes.KIND_CUES,
        "section": themes.SECTION_KINDS,
    }
)
_YEAR_NUMBER = re.compile(
    r"\s+(?:19|20)[0-9]{2}(?![0-9.,]*[0-9])(?!\s*(?:-|đến)\s*(?:năm\s+)?(?:19|20)[0-9]{2})"
)
_SCALE_STARTS = ("triệu", "tỷ", "tỉ", "nghìn", "ngàn", "đồng", "%", "tr.", "trđ")


class Hits:
    """The phrases of one purpose in reading order."""

    def __init__(self, hits: list[Hit]) -> None:
        self.all = hits
        self._starts = [h[0] for h in hits]
        self._at = {h[0]: h for h in hits}

    def at(self, start: int) -> Hit | None:
        """Return the phrase that begins exactly there."""
        return self._at.get(start)

    def within(self, start: int, end: int) -> list[Hit]:
        """Return the phrases that begin in a span."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def last_before(self, offset: int, floor: int) -> Hit | None:
        """Return the last phrase that begins before `offset` and not before `floor`."""
        i = bisect_left(self._starts, offset) - 1
        return self.all[i] if i >= 0 and self.all[i][0] >= floor else None


@dataclass(slots=True)
class Sheet:
    """Everything the later steps ask; spans only, nothing is copied out of the text."""

    script: Script
    hits: dict[str, Hits]
    references: list[LegalReference]
    legal_spans: list[tuple[int, int]]
    calendar: Calendar
    blocks: list[Block]
    _block_starts: list[int] = field(default_factory=list)

    def block_at(self, offset: int) -> Block:
        """Return the block that holds an offset, or the one before it."""
        return self.blocks[max(0, bisect_right(self._block_starts, offset) - 1)]

    def sentence_start(self, offset: int) -> int:
        """Return where the sentence begins that holds an offset."""
        block = self.block_at(offset)
        i = bisect_right(block.sentences, (offset, len(self.script.low) + 1)) - 1
        return block.sentences[i][0] if i >= 0 else block.start


def sheet_of(text: str) -> Sheet:
    """Read an NFC text once for everything but its numbers."""
    script = script_of(text)
    hits = {purpose: Hits(found) for purpose, found in LEXICON.scan(script).items()}
    hits["unit"] = Hits([h for h in hits["unit"].all if _counts(script, h)])
    hits["activity"] = Hits([h for h in hits["activity"].all if h[2] is not None])
    hits["source"] = Hits([h for h in hits["source"].all if not _is_place(text, h)])
    refs = with_issuers(text, references(text))
    spans = [(r.start, r.end) for r in refs]
    spans += [m.span() for m in CLAUSE.finditer(script.low)]
    blocks = blocks_of(text, script.low) or [
        Block(0, "paragraph", 0, len(text), "", 1, None, ((0, len(text)),))
    ]

    def counts(end: int) -> bool:
        while end < len(script.low) and script.low[end] == " ":
            end += 1
        return hits["unit"].at(end) is not None or script.low.startswith(_SCALE_STARTS, end)

    calendar = Calendar(moments(script.low, counts))
    return Sheet(script, hits, refs, sorted(spans), calendar, blocks, [b.start for b in blocks])


def _counts(script: Script, hit: Hit) -> bool:
    """Tell whether a noun can be counted: no "năm 2023", no abbreviation in small letters."""
    if hit[2] is None or (hit[2] == "year" and _YEAR_NUMBER.match(script.low, hit[1])):
        return False
    return script.low[hit[0] : hit[1]] not in ABBREVIATIONS or script.text[hit[0]].isupper()


def _is_place(text: str, hit: Hit) -> bool:
    """Tell "khuyến công tỉnh Bắc Giang", of that province, from money of the provincial level."""
    if hit[2] != FundingSource.PROVINCIAL or text[hit[1] - 4 : hit[1]].lower() != "tỉnh":
        return False
    after = text[hit[1] : hit[1] + 2]
    return after[:1] == " " and after[1:].isupper()


def in_law(sheet: Sheet, moment: Moment) -> bool:
    """Tell whether a date belongs to a citation ("ngày 21/5/2012 của Chính phủ")."""
    i = bisect_right(sheet.legal_spans, (moment.start, 10**12)) - 1
    return i >= 0 and sheet.legal_spans[i][1] > moment.start
