"""Programmes of years and what they aim at."""

from khuyencong.opendata.rules.declaring import Table
from khuyencong.opendata.rules.tables.words import (
    BOUNDS,
    CONTENTS,
    MEASURE_NAMES,
    SOURCES,
    code,
    day,
    demonstration,
    key,
    labels,
    number,
    typed,
    verified,
)
from khuyencong.programmes.states import ProgrammeLevel, Sure

_ALL = "trống: tất cả"

PROGRAMMES = Table(
    name="programmes",
    label="Chương trình khuyến công",
    meaning="Chương trình nhiều năm của cả nước hoặc của một địa phương.",
    key=("key",),
    fields=(
        key("key", "Khóa", "programmes.Programme.key", required=True),
        typed("name", "Tên", "programmes.Programme.name", required=True),
        code("level", "Cấp", labels(ProgrammeLevel), "programmes.Programme.level", required=True),
        key("place", "Địa bàn", "registry.Place.key", refers="places.key", required=True),
        key("organisation", "Cơ quan giữ hồ sơ", "registry.Organisation.key",
            refers="organisations.key", required=True),
        key("document", "Văn bản", "law.LegalDocument.key", refers="legal_documents.key"),
        typed("citation", "Căn cứ", "programmes.Programme.citation"),
        day("period_start", "Từ ngày", "programmes.Programme.period_start", required=True),
        day("period_end", "Đến trước ngày", "programmes.Programme.period_end", required=True),
        verified("programmes.Programme"),
        demonstration("programmes.Programme"),
    ),
)  # fmt: skip
TARGETS = Table(
    name="targets",
    label="Mục tiêu của chương trình",
    meaning="Mỗi chỉ tiêu phải đạt trong cả chương trình hoặc một năm của nó.",
    key=("id",),
    as_of=True,
    fields=(
        key("id", "Khóa", "programmes.Target.id", required=True),
        key("programme", "Chương trình", "programmes.Programme.key",
            refers="programmes.key", required=True),
        code("measure", "Chỉ tiêu", MEASURE_NAMES, "programmes.Target.measure", required=True),
        code("content", "Nội dung", CONTENTS, "programmes.Target.content", meaning=_ALL),
        code("source", "Nguồn kinh phí", SOURCES, "programmes.Target.source", meaning=_ALL),
        number("value", "Số", "programmes.Target.value", required=True,
               unit="theo đơn vị của chỉ tiêu"),
        number("value_high", "Đến", "programmes.Target.value_high"),
        code("bound", "Cách nói", BOUNDS, "programmes.Target.bound"),
        code("sure", "Độ chắc chắn", labels(Sure), "programmes.Target.sure", required=True),
        typed("basis", "Cách suy ra", "programmes.Target.basis"),
        typed("citation", "Nguồn số liệu", "programmes.Target.citation", required=True),
        day("period_start", "Từ ngày", "programmes.Target.period_start", required=True),
        day("period_end", "Đến trước ngày", "programmes.Target.period_end", required=True),
        verified("programmes.Target"),
    ),
)  # fmt: skip
TABLES = (PROGRAMMES, TARGETS)
