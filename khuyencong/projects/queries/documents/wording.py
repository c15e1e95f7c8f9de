"""Words that several documents share: articles, parties, tables of lines, money said twice."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from khuyencong.documents import (
    Block,
    Column,
    Document,
    Grounds,
    Items,
    Marker,
    Number,
    Paragraph,
    PlaceAndDay,
    Recipients,
    Side,
    Signature,
    Table,
)
from khuyencong.office.states import DocumentType, symbol_of
from khuyencong.projects.queries.documents.facts import (
    DOTS,
    Basis,
    Beneficiary,
    Body,
    Dossier,
    LineTold,
    day_told,
    told,
)
from khuyencong.values.money import amount_in_words, format_dong
from khuyencong.values.numbers import format_number

END = "./."
LINES = (
    Column("TT", 4, Side.CENTRE),
    Column("Đơn vị thụ hưởng, nội dung hỗ trợ", 31),
    Column("Tổng kinh phí (đồng)", 17, Side.RIGHT),
    Column("Nhà nước hỗ trợ (đồng)", 15, Side.RIGHT),
    Column("Vốn đối ứng (đồng)", 17, Side.RIGHT),
)
_WRITTEN = re.compile(r"0*([1-9][0-9]{0,8})/(\S{1,40})")


def money(amount: int) -> str:
    """Return "300.000.000 đồng (Bằng chữ: Ba trăm triệu đồng)"."""
    return f"{format_dong(amount, nbsp=True)} (Bằng chữ: {amount_in_words(amount)})"


def figure(amount: int) -> str:
    """Return "300.000.000" for a column that says its unit."""
    return format_number(amount)


def article(number: int, text: str) -> Paragraph:
    """Return "Điều 1. …"."""
    return Paragraph(text, lead=f"Điều {number}.")


def grounds(basis: Basis, *more: str) -> list[Block]:
    """Return each ground on its line; one that is not verified is left for the pen."""
    lines = [f"Căn cứ {name}" for name in basis.named]
    lines += [f"Căn cứ {DOTS}{DOTS}" for _ in basis.blanks]
    lines += more
    ends = [";"] * (len(lines) - 1) + ["."]
    return [Paragraph(f"{line}{end}", italic=True) for line, end in zip(lines, ends, strict=True)]


def place_and_day(body: Body, dossier: Dossier) -> PlaceAndDay:
    """Return the place with the day left open: the clerk gives it."""
    return PlaceAndDay(told(body.town), year=dossier.day.year)


def numbered_as(type_code: DocumentType, body: Body, written: str = "") -> Number:
    """Return the symbol with the number left open, or the number that was written in words."""
    match = _WRITTEN.fullmatch(written)
    if match:
        return Number(match[2], int(match[1]))
    return Number(symbol_of(type_code, body.tail))


def kept_by(*names: str) -> Recipients:
    """Return who receives it, each once, besides the archive."""
    return Recipients(tuple(dict.fromkeys(name for name in names if name)))


def end(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the mark of the end after the last paragraph."""
    last = blocks[-1]
    if not isinstance(last, Paragraph):
        raise ValueError("a document ends with a paragraph")
    return (*blocks[:-1], replace(last, text=f"{str(last.text).rstrip('.')}{END}"))


def line_table(lines: Sequence[LineTold], title: str = "") -> Table:
    """Return the lines with their money, and what they come to."""
    rows = [
        (
            str(index),
            _line(line),
            figure(line.cost),
            figure(line.supported),
            figure(line.counterpart),
        )
        for index, line in enumerate(lines, 1)
    ]
    total = ("", "Cộng", *(figure(total) for total in _totals(lines)))
    return Table(LINES, (*rows, total), title=title, totals=frozenset({len(rows)}))


def _totals(lines: Sequence[LineTold]) -> tuple[int, int, int]:
    return (
        sum(line.cost for line in lines),
        sum(line.supported for line in lines),
        sum(line.counterpart for line in lines),
    )


def _line(line: LineTold) -> str:
    what = f"{line.what} ({line.amount})" if line.unit else line.what
    if line.beneficiary is None:
        return f"{what}; chưa chọn đơn vị thụ hưởng"
    return f"{line.beneficiary.name} ({line.beneficiary.address}): {what}"


def total_cost(lines: Iterable[LineTold]) -> int:
    """Return what the lines cost in all."""
    return sum(line.cost for line in lines)


def support_of(lines: Iterable[LineTold]) -> int:
    """Return the State's support for the lines."""
    return sum(line.supported for line in lines)


def sources_of(lines: Iterable[LineTold]) -> dict[str, int]:
    """Return the support for the lines by source."""
    found: dict[str, int] = {}
    for line in lines:
        for source, amount in line.support.items():
            found[source] = found.get(source, 0) + amount
    return found


def source_items(lines: Sequence[LineTold]) -> Items:
    """Return the support by source, and what the establishments put in themselves."""
    items = [f"Nguồn {name}: {money(amount)}." for name, amount in sources_of(lines).items()]
    own = sum(line.counterpart for line in lines)
    items += [f"Vốn đối ứng của đơn vị thụ hưởng: {money(own)}."] if own else []
    return Items(tuple(items))


def period(dossier: Dossier) -> str:
    """Return when it is carried out."""
    if dossier.starts_on and dossier.ends_on:
        return f"từ {day_told(dossier.starts_on)} đến {day_told(dossier.ends_on)}"
    return f"năm {dossier.years}"


def where(dossier: Dossier) -> str:
    """Return where it is carried out."""
    return "; ".join(dossier.places) or DOTS


def party(letter: str, body: Body) -> list[Block]:
    """Return a party of a contract that is a body of the State."""
    return _party(letter, body.full_name, body.head, ())


def party_of(letter: str, beneficiary: Beneficiary | None) -> list[Block]:
    """Return a party of a contract that is an establishment."""
    if beneficiary is None:
        return _party(letter, DOTS, DOTS, ())
    more = (
        f"Địa chỉ: {beneficiary.address}.",
        f"Mã số thuế: {told(beneficiary.tax_code)}.",
    )
    return _party(letter, beneficiary.name, DOTS, more)


def _party(letter: str, name: str, head: str, more: tuple[str, ...]) -> list[Block]:
    items = (
        f"Người đại diện: {DOTS}{DOTS} Chức vụ: {head}.",
        *(more or (f"Địa chỉ: {DOTS}{DOTS}{DOTS}.",)),
        f"Số tài khoản: {DOTS}{DOTS} tại {DOTS}{DOTS}.",
    )
    return [Paragraph(name, lead=f"Bên {letter}:"), Items(items)]


def clauses(*texts: str) -> Items:
    """Return numbered clauses below an article."""
    return Items(texts, Marker.NUMBER)


def both_sign(mine: Signature, theirs: Signature) -> dict[str, Signature]:
    """Return the two signatures of a paper: ours to the right."""
    return {"signature": mine, "beside": theirs}


def blanks_in(document: Document) -> int:
    """Return how many places of a document are left for the pen."""
    return sum(text.count(DOTS[0] * 3) > 0 for text in _texts(document))


def _texts(document: Document) -> Iterable[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield str(block.text)
        elif isinstance(block, Items):
            yield from map(str, block.items)
        elif isinstance(block, Grounds):
            yield from map(str, block.grounds)
        elif isinstance(block, Table):
            for row in block.rows:
                yield from map(str, row)
