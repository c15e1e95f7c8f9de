"""A reading of the NFC form moved onto the text as it was read, offset by offset."""

from dataclasses import replace

from khuyencong.reading.model import Block, Figure, Reading
from khuyencong.reading.script import Offsets


def moved(reading: Reading, offsets: Offsets) -> Reading:
    """Return the same reading with every span in the original text; words stay as composed."""
    back, original = offsets.back, offsets.original
    reading.text = original
    reading.blocks = [_block(b, offsets) for b in reading.blocks]
    reading.figures = [_figure(f, offsets) for f in reading.figures]
    reading.legal_references = [
        replace(r, start=back(r.start), end=back(r.end)) for r in reading.legal_references
    ]
    reading.legal_spans = [(back(a), back(b)) for a, b in reading.legal_spans]
    reading.other = [replace(o, start=back(o.start), end=back(o.end)) for o in reading.other]
    return reading


def _block(block: Block, offsets: Offsets) -> Block:
    spans = tuple((offsets.back(a), offsets.back(b)) for a, b in block.sentences)
    return replace(
        block, start=offsets.back(block.start), end=offsets.back(block.end), sentences=spans
    )


def _figure(figure: Figure, offsets: Offsets) -> Figure:
    back = offsets.back
    start, end = back(figure.number_start), back(figure.number_end)
    return replace(
        figure,
        start=back(figure.start),
        end=back(figure.end),
        number=offsets.original[start:end],
        number_start=start,
        number_end=end,
        sentence=(back(figure.sentence[0]), back(figure.sentence[1])),
    )
