"""Quyết định công nhận, with the list of products as its appendix."""

from collections.abc import Iterable, Iterator

from khuyencong.competitions.models import CouncilSession, Round, Verdict
from khuyencong.competitions.queries.documents.words import decider, minutes_number, titled
from khuyencong.competitions.states import ProductGroup
from khuyencong.documents import (
    Appendix,
    Block,
    Column,
    Document,
    Number,
    Paragraph,
    PlaceAndDay,
    Side,
    Signature,
    Table,
)
from khuyencong.law.rules import Law, certificate_last_day
from khuyencong.law.states import Limit, ParameterKind
from khuyencong.office.states import DocumentType, symbol_of
from khuyencong.projects.queries.documents.bodies import body_on
from khuyencong.projects.queries.documents.facts import DOTS, Body, day_told
from khuyencong.projects.queries.documents.wording import article, end, kept_by

LIST = (
    Column("TT", 2, Side.CENTRE),
    Column("Tên sản phẩm", 10),
    Column("Cơ sở", 10),
    Column("Địa chỉ", 9),
)


def decision_document(round: Round, session: CouncilSession, law: Law) -> Document:
    """Return the decision that recognises what the council proposed; `law` is that of its day."""
    issuer, head, tail = decider(round)
    body = body_on(round.custodian, law.day)
    verdicts = Verdict.objects.filter(session=session, recognised=True)
    rows = list(
        verdicts.select_related("entry__product__establishment__commune").order_by(
            "rank", "entry__code"
        )
    )
    return Document(
        issuer=issuer,
        number=Number(symbol_of(DocumentType.DECISION, tail)),
        place_and_day=PlaceAndDay(body.town or DOTS, year=law.day.year),
        kind="Quyết định",
        subject=f"Công nhận {titled(round)}",
        blocks=end(list(_blocks(round, session, body, law, len(rows)))),
        signature=Signature(head),
        recipients=kept_by("Như Điều 3", body.full_name),
        appendices=(Appendix(f"Danh sách {titled(round)}", (_list(rows),)),),
    )


def _blocks(
    round: Round, session: CouncilSession, body: Body, law: Law, count: int
) -> Iterator[Block]:
    issuer, head, _ = decider(round)
    yield Paragraph(f"{head} {issuer.name}".upper(), bold=True, side=Side.CENTRE)
    for ground, last in _ended(_grounds(session, body, law)):
        yield Paragraph(f"{ground}{'.' if last else ';'}", italic=True)
    yield Paragraph("QUYẾT ĐỊNH:", bold=True, side=Side.CENTRE)
    yield article(1, f"Công nhận {count} {titled(round)} (danh sách kèm theo).")
    yield article(2, _validity(law))
    yield article(
        3,
        f"Quyết định này có hiệu lực từ ngày ký. {body.full_name} và các cơ sở có sản phẩm được "
        "công nhận chịu trách nhiệm thi hành.",
    )


def _grounds(session: CouncilSession, body: Body, law: Law) -> list[str]:
    rule = law.one(ParameterKind.CERTIFICATE, Limit.CERTIFICATE)
    read = f"Căn cứ {rule.citation.document}" if rule and rule.citation.verified else ""
    minutes = session.minutes_number
    of = f"số {minutes_number(minutes)} " if minutes else ""
    return [
        read or f"Căn cứ {DOTS}{DOTS}",
        f"Căn cứ Biên bản {of}{day_told(session.held_on)} của hội đồng bình chọn",
        f"Xét đề nghị của {body.head} {body.full_name}",
    ]


def _ended(lines: list[str]) -> Iterable[tuple[str, bool]]:
    return [(one, at == len(lines) - 1) for at, one in enumerate(lines)]


def _validity(law: Law) -> str:
    last = certificate_last_day(law, law.day)
    if last is None:
        return (
            "Mỗi sản phẩm được cấp một giấy chứng nhận; thời hạn của giấy theo quy định của "
            "Bộ Công Thương."
        )
    return f"Mỗi sản phẩm được cấp một giấy chứng nhận, có hiệu lực đến hết {day_told(last)}."


def _list(verdicts: list[Verdict]) -> Table:
    rows: list[tuple[str, ...]] = []
    sections: set[int] = set()
    number = 0
    for group in ProductGroup:
        of_group = [one for one in verdicts if one.entry.product.group == group]
        if not of_group:
            continue
        sections.add(len(rows))
        rows.append(("", str(group.label), "", ""))
        for one in of_group:
            number += 1
            maker = one.entry.product.establishment
            rows.append((str(number), one.entry.product.name, maker.name, str(maker.commune)))
    return Table(LIST, tuple(rows) or (("", DOTS, DOTS, DOTS),), sections=frozenset(sections))
