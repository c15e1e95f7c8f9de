"""The reader: a report's text in, its figures with everything told about them out."""

import unicodedata
from bisect import bisect_left
from dataclasses import replace

from khuyencong.reading.attribution import Attribution
from khuyencong.reading.context import contexts_of
from khuyencong.reading.counting import Draft, draft_of, drafts_of_words, in_cell
from khuyencong.reading.enumeration import settle
from khuyencong.reading.files import refuse_too_many
from khuyencong.reading.furniture import Claims, claims_of, no_figure
from khuyencong.reading.grid import meanings_of
from khuyencong.reading.head import Head, head_of, with_own
from khuyencong.reading.legal import with_known
from khuyencong.reading.model import Figure, OtherToken, Reading, YearSpan
from khuyencong.reading.moving import moved
from khuyencong.reading.numerals import TOKEN, quantity_at
from khuyencong.reading.places import Places
from khuyencong.reading.quotes import quote_start
from khuyencong.reading.script import Offsets
from khuyencong.reading.sheet import Sheet, sheet_of
from khuyencong.reading.subjects import subject_of
from khuyencong.reading.told import Told
from khuyencong.values.vocabulary import TokenReason


def read(text: str, *, place: str | None = None, period: YearSpan | None = None) -> Reading:
    """Return what a report says: blocks, figures, citations, and a reason for every other number.

    `place` and `period` are what a person knows of the whole report: they stand above its own head.
    Offsets are those of `text` as given, in whatever normal form it is. Raises `Unreadable` for a
    text with more numbers than any report has. The checks are left to `khuyencong.reading.read`.
    """
    if unicodedata.is_normalized("NFC", text):
        return _read(text, place, period)
    offsets = Offsets(text)
    return moved(_read(offsets.nfc, place, period), offsets)


def _read(text: str, place: str | None, period: YearSpan | None) -> Reading:
    tokens = [m.span() for m in TOKEN.finditer(text)]
    refuse_too_many(len(tokens))
    sheet = sheet_of(text)
    claims = claims_of(sheet, tokens)
    head = head_of(sheet)
    head = replace(head, place=place or head.place, period=period or head.period)
    drafts = _drafts(sheet, tokens, claims)
    figures = _figures(sheet, head, drafts)
    return Reading(
        text=text,
        title=head.title,
        number=head.number,
        issuer=head.issuer,
        place=head.place,
        period=head.period,
        issued_on=head.issued_on,
        blocks=sheet.blocks,
        figures=figures,
        legal_references=with_known(with_own(sheet.references, head), head.place),
        legal_spans=sheet.legal_spans,
        other=_others(text, tokens, claims),
        legal_tokens=sum(1 for start, _ in tokens if claims.get(start, "") is None),
        figure_tokens=_figure_tokens(tokens, figures),
        total_tokens=len(tokens),
    )


def _drafts(sheet: Sheet, tokens: list[tuple[int, int]], claims: Claims) -> list[Draft]:
    """Return every quantity with what it counts; what proves to be none is claimed after all."""
    cells = meanings_of(sheet)
    claims.update((s, TokenReason.LIST_MARKER) for s, m in cells.items() if m.marker)
    taken = set(claims)
    words = drafts_of_words(sheet)
    drafts: list[Draft] = []
    done = 0
    for start, _ in tokens:
        if start in taken or start < done:
            continue
        while words and words[0].start < start:
            drafts.append(words.pop(0))
        quantity = quantity_at(sheet.script.low, start, taken)
        if quantity is None:
            claims[start] = TokenReason.DOCUMENT_NUMBER
            continue
        done = quantity.number_end
        cell = cells.get(start)
        reason = None if cell and cell.unit else no_figure(sheet, quantity)
        if reason is not None:
            for token in TOKEN.finditer(sheet.script.low, start, quantity.number_end):
                claims[token.start()] = reason
            continue
        before = drafts[-1] if drafts else None
        draft = draft_of(sheet, quantity, before, sheet.sentence_start(start))
        drafts.append(in_cell(draft, cell) if cell else draft)
    drafts += words
    settle(sheet, drafts)
    return drafts


def _figures(sheet: Sheet, head: Head, drafts: list[Draft]) -> list[Figure]:
    attribution = Attribution(sheet, head, contexts_of(sheet, head))
    starts = [d.number_start for d in drafts]
    told: list[Told] = []
    for block in sheet.blocks:
        here = drafts[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        told += attribution.block(block, here)
    places = Places(sheet, head.place)
    figures: list[Figure] = []
    for t in told:
        floor = max(t.sentence[0], figures[-1].number_end if figures else 0)
        figures.append(_figure(sheet, t, len(figures) + 1, floor, places))
    return figures


def _figure(sheet: Sheet, told: Told, number: int, floor: int, places: Places) -> Figure:
    draft, text = told.draft, sheet.script.text
    start = quote_start(sheet, draft, floor)
    return Figure(
        id=f"f{number}",
        start=start,
        end=draft.end,
        number=text[draft.number_start : draft.number_end],
        number_start=draft.number_start,
        number_end=draft.number_end,
        value=draft.value,
        unit=draft.unit,
        value_high=draft.value_high,
        out_of=draft.out_of,
        step=draft.step,
        approximate=draft.approximate,
        bound=draft.bound,
        kind=told.kind,
        subject=subject_of(sheet, draft, told.activity),
        activity=told.activity,
        funding_source=told.source,
        place=places.of(told),
        period=told.period,
        confidence=draft.confidence,
        block=told.block,
        sentence=told.sentence,
    )


def _figure_tokens(tokens: list[tuple[int, int]], figures: list[Figure]) -> int:
    """Count the groups of digits that lie in the number of a figure."""
    starts = [start for start, _ in tokens]
    return sum(
        bisect_left(starts, f.number_end) - bisect_left(starts, f.number_start) for f in figures
    )


def _others(text: str, tokens: list[tuple[int, int]], claims: Claims) -> list[OtherToken]:
    return [
        OtherToken(start, end, text[start:end], why)
        for start, end in tokens
        if (why := claims.get(start)) is not None
    ]
