"""A written report as the JSON of the contract: figures, sections, what does not fit together."""

from typing import Any

from khuyencong.documents import (
    Block,
    Cited,
    Document,
    Grounds,
    Heading,
    Items,
    Paragraph,
    Picture,
    Table,
    Words,
    parts_of,
)
from khuyencong.documents.model import numbered
from khuyencong.ingestion.models import Document as LegacyReport
from khuyencong.reading.jsonform import check_to_json
from khuyencong.reports.figures import Figure
from khuyencong.reports.jsonform import days, difference, figure
from khuyencong.reports.preparing import Written, sources_of
from khuyencong.reports.queries import differences
from khuyencong.reports.queries.territory import UnitTold
from khuyencong.reports.uncited import uncited
from khuyencong.values.dates import VIETNAM


def to_json(written: Written) -> dict[str, Any]:
    """Return the report: every figure with its evidence, its words, all that does not fit."""
    ask = written.asking
    told = ask.told
    cited = [_placed(written, one) for one in written.figures]
    beside = ask.told_beside(frozenset(one.key for one in written.figures))
    apart = [unit for unit in told.units if told.is_several]
    parts = [figure(a, u.place.key, u.name) for u in apart for a in u.answers]
    return {
        "place": {
            "key": told.key,
            "name": told.region.name if told.region else told.place.name,
            "label": told.name,
            "borders": str(told.borders),
            "units": [_unit(unit) for unit in told.units],
        },
        "period": days(told.period),
        "as_of": written.as_of.astimezone(VIETNAM).isoformat(timespec="seconds"),
        "form": written.form.code,
        "edition": None,
        "figures": [*cited, *(_placed(written, one) for one in beside), *parts],
        "sections": sections_of(written.document),
        "appendices": appendices_of(written.document),
        "differences": [difference(one) for one in differences(told.answers)],
        "source_faults": [one for source in _sources(written) for one in _faults(source)],
        "uncited_numbers": [one.told() for one in uncited(written.document, written.figures)],
    }


def _sources(written: Written) -> list[LegacyReport]:
    """Return the old reports, where the figures rest on them."""
    return [] if written.asking.has_records else sources_of(written.asking.told)


def _faults(source: LegacyReport) -> list[dict[str, Any]]:
    checks = (check for check in source.reading.checks if not check.holds)
    about = {"document": source.title, "document_id": str(source.id)}
    return [{**about, **check_to_json(check)} for check in checks]


def _unit(unit: UnitTold) -> dict[str, Any]:
    return {"key": unit.place.key, "name": unit.name, "period": days(unit.days)}


def _placed(written: Written, one: Figure) -> dict[str, Any]:
    told = written.asking.told
    place = {"key": told.place.key, "name": told.name}
    return {**one.told(), "place": place, "period": days(told.period)}


def appendices_of(document: Document) -> list[dict[str, Any]]:
    """Return the appendices as JSON: label, title and blocks."""
    return [
        {
            "label": document.label(index),
            "title": appendix.title,
            "blocks": [_block(b) for b in appendix.blocks if not isinstance(b, Heading)],
        }
        for index, appendix in enumerate(document.appendices)
    ]


def sections_of(document: Document) -> list[dict[str, Any]]:
    """Return the body as JSON: sections with number, title and blocks, figures told apart."""
    found: list[dict[str, Any]] = [{"number": "", "title": "", "level": 0, "blocks": []}]
    for block, number in numbered(document.blocks):
        if isinstance(block, Heading):
            head = {"number": number, "title": block.title, "level": block.level, "blocks": []}
            found.append(head)
        else:
            found[-1]["blocks"].append(_block(block))
    return [section for section in found if section["title"] or section["blocks"]]


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": _words(block.text)}
    if isinstance(block, Items):
        return {"kind": "items", "items": [_words(item) for item in block.items]}
    if isinstance(block, Table):
        return {
            "kind": "table",
            "title": block.title,
            "note": block.note,
            "head": [column.title for column in block.columns],
            "rows": [[_words(cell) for cell in row] for row in block.rows],
        }
    if isinstance(block, Picture):
        return {"kind": "picture", "text": [block.alt]}
    if isinstance(block, Grounds):
        return {"kind": "grounds", "items": [_words(ground) for ground in block.grounds]}
    raise TypeError(block)


def _words(words: Words) -> list[str | dict[str, str]]:
    return [
        {"text": part.text, "figure": part.cite} if isinstance(part, Cited) else part
        for part in parts_of(words)
    ]
