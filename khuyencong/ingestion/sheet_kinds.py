"""Every kind of records that may come by sheet: those of `sheets`, and each kind of result.

A kind of result is not written down twice: its columns follow from its declaration.
"""

import re

from khuyencong.results.kinds import KINDS as RESULTS
from khuyencong.results.kinds import Field, FieldType
from khuyencong.results.kinds import Kind as ResultKind
from khuyencong.sheets import KINDS as OWN
from khuyencong.sheets import Column, Kind, Type
from khuyencong.values.text import fold
from khuyencong.values.vocabulary import FundingSource

RESULT = "result-"
_TYPES = {
    FieldType.COUNT: Type.COUNT,
    FieldType.WHOLE: Type.COUNT,
    FieldType.MONEY: Type.MONEY,
    FieldType.PERCENT: Type.TEXT,
    FieldType.TEXT: Type.TEXT,
    FieldType.CHOICE: Type.CHOICE,
    FieldType.YES_NO: Type.YES,
}
_BRACKETS = re.compile(r"\([^()]*\)")
_SIGNS = re.compile(r"[^a-z0-9]+")
_LEADING = re.compile(r"(?:so|trong do|ty le|gia tri) ")
_SHOWN_TYPES: dict[Type, str | int] = {Type.COUNT: 1, Type.MONEY: 1_000_000, Type.YES: "có"}


def _words(label: str) -> tuple[str, ...]:
    """Return the folded words by which heads name a field: as it is called, and without "số"."""
    whole = _SIGNS.sub(" ", fold(_BRACKETS.sub(" ", label))).strip()
    bare = _LEADING.sub("", whole, count=1)
    return tuple(dict.fromkeys(one for one in (whole, bare) if len(one) > 2))


def _choices(
    pairs: tuple[tuple[str, str], ...],
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    return {code: (_SIGNS.sub(" ", fold(label)).strip(),) for code, label in pairs}, dict(pairs)


def _column(field: Field) -> Column:
    kind = Type.MONEY if field.is_money else _TYPES[field.type]
    choices, labels = _choices(field.choices)
    return Column(
        code=field.name,
        label=_BRACKETS.sub("", field.label).strip(),
        type=kind,
        words=_words(field.label),
        required=field.required,
        longest=300,
        choices=choices,
        labels=labels,
        example=_SHOWN_TYPES.get(kind, "Mẫu" if kind is Type.TEXT and field.required else ""),
    )


def _variant(kind: ResultKind) -> tuple[Column, ...]:
    if not kind.variants:
        return ()
    choices, labels = _choices(kind.variants)
    label = kind.variant_label or "Loại"
    column = Column(code="variant", label=label, type=Type.CHOICE, words=_words(label),
                    choices=choices, labels=labels, from_section=True,
                    example=kind.variants[0][1])  # fmt: skip
    return (column,)


def _content(kind: ResultKind) -> tuple[Column, ...]:
    if len(kind.contents) < 2:
        return ()
    choices, labels = _choices(tuple((str(one), one.label) for one in kind.contents))
    return (
        Column(code="content", label="Nội dung hoạt động", type=Type.CHOICE,
               words=("noi dung hoat dong", "nhom noi dung", "noi dung"), choices=choices,
               labels=labels),
    )  # fmt: skip


def _sources() -> Column:
    choices, labels = _choices(tuple((str(one), one.label) for one in FundingSource))
    choices["national"] += ("kcqg", "quoc gia")
    choices["provincial"] += ("kcdp", "dia phuong", "tinh")
    return Column(code="source", label="Nguồn kinh phí", type=Type.CHOICE,
                  words=("nguon kinh phi", "nguon", "nguon von"), choices=choices, labels=labels,
                  example=labels["provincial"])  # fmt: skip


def _sheet_of(kind: ResultKind) -> Kind:
    """Return how a list of results of one kind comes by sheet."""
    own = [_column(field) for field in kind.fields]
    named = (
        Column(code="establishment", label="Tên cơ sở",
               words=("ten co so", "don vi thu huong", "co so thu huong", "ten don vi",
                      "ten doanh nghiep")),
    ) if kind.lists_establishments else ()  # fmt: skip
    return Kind(
        code=f"{RESULT}{kind.code}",
        label=f"Kết quả: {kind.name}",
        row="kết quả",
        columns=(
            Column(code="what", label="Việc đã làm", required=True, longest=300,
                   words=("viec da lam", "ten viec", "ten lop", "ten hoat dong", "ten hoi cho",
                          "ten mo hinh", "noi dung thuc hien", "hoat dong", "ten"),
                   example=kind.name),
            *_variant(kind),
            *_content(kind),
            *own,
            *named,
            Column(code="place", label="Nơi diễn ra", type=Type.PLACE, required=True,
                   words=("noi dien ra", "dia diem", "noi thuc hien", "dia ban", "xa phuong", "xa",
                          "huyen", "noi mo lop"),
                   hint="Tên nơi ấy của ngày đó; cả tỉnh thì ghi tên tỉnh.", example="xã Mẫu"),
            Column(code="done_from", label="Từ ngày", type=Type.DATE,
                   words=("tu ngay", "ngay bat dau", "bat dau", "khai giang")),
            Column(code="done_on", label="Xong ngày", type=Type.DATE, required=True,
                   words=("xong ngay", "den ngay", "ngay ket thuc", "ket thuc", "be giang",
                          "thoi gian", "ngay hoan thanh", "ngay nghiem thu", "ngay"),
                   example="15/08/2024"),
            Column(code="project", label="Mã đề án", longest=40,
                   words=("ma de an", "so hieu de an", "de an", "thuoc de an"),
                   hint="Bỏ trống nếu không thuộc đề án nào."),
            _sources(),
            Column(code="basis", label="Giấy tờ làm căn cứ", longest=300,
                   words=("giay to", "can cu", "bien ban", "so bien ban", "van ban")),
        ),
    )  # fmt: skip


RESULT_KINDS = {f"{RESULT}{code}": _sheet_of(kind) for code, kind in RESULTS.items()}
KINDS: dict[str, Kind] = OWN | RESULT_KINDS


def result_kind(code: str) -> str:
    """Return the code of the kind of result that a sheet holds; "" for another sheet."""
    return code.removeprefix(RESULT) if code in RESULT_KINDS else ""
