"""Figures: those that the records add up to, and those that accepted reports tell."""

from khuyencong.ingestion.states import Stage
from khuyencong.opendata.rules.declaring import Field, Table
from khuyencong.opendata.rules.tables.projects import STAGES, UNIT
from khuyencong.opendata.rules.tables.words import (
    BOUNDS,
    CONTENTS,
    MEASURE_NAMES,
    SOURCES,
    UNIT_NAMES,
    code,
    day,
    key,
    labels,
    number,
    typed,
)
from khuyencong.opendata.states import Kind, Openness
from khuyencong.reports.states import Standing

_RESULT = ("results.Result.kind", "results.Result.variant")
_MONEY = ("funds.Posting.amount", "projects.LineShare.amount")
_SUM = {"openness": Openness.SUM}
_RECORDED_STAGES = {"registered": "đã đăng ký", **STAGES}
_UNIT = code("unit", "Đơn vị", UNIT_NAMES, "ingestion.Observation.unit", required=True, **_SUM)

RECORDED = Table(
    name="recorded_figures",
    label="Số liệu cộng từ hồ sơ",
    meaning="Mỗi chỉ tiêu theo năm × tỉnh × nội dung × nguồn, cộng từ hồ sơ đề án, sổ kinh phí và "
    "kết quả. Số cơ sở là số cơ sở khác nhau trong một dòng: không cộng các dòng với nhau.",
    key=("measure", "year"),
    as_of=True,
    fields=(
        code("measure", "Chỉ tiêu", MEASURE_NAMES, *_RESULT, required=True, **_SUM),
        code("stage", "Bước", _RECORDED_STAGES, "projects.Project.state", required=True, **_SUM),
        number("year", "Năm", "projects.Project.first_year", "funds.Share.year",
               "results.Result.done_until", required=True, **_SUM),
        UNIT,
        code("content", "Nội dung", CONTENTS, "projects.Project.content", "projects.Line.content",
             "results.Result.content", meaning="trống: không rõ", **_SUM),
        code("source", "Nguồn", SOURCES, "projects.Project.source", "funds.Share.source",
             "results.Result.source", **_SUM),
        number("value", "Giá trị", *_MONEY, required=True, **_SUM),
        _UNIT,
        code("bound", "Cách nói", BOUNDS, "results.Result.bound", **_SUM),
        number("records", "Số hồ sơ đứng sau", "projects.Project.id", required=True, **_SUM),
    ),
)  # fmt: skip
TOLD = Table(
    name="told_figures",
    label="Số liệu từ báo cáo đã soát",
    meaning="Mỗi câu hỏi mà báo cáo đã được người soát trả lời, như cổng công khai đang hiện. "
    "Báo cáo nói khác nhau mà chưa ai chọn thì giá trị để trống.",
    key=("measure", "stage", "period_start", "period_end"),
    as_of=True,
    fields=(
        code("measure", "Chỉ tiêu", MEASURE_NAMES, "ingestion.Observation.measure", required=True,
             **_SUM),
        code("stage", "Bước", labels(Stage), "ingestion.Observation.stage", required=True, **_SUM),
        key("place", "Địa phương", "ingestion.Observation.place", refers="places.key", **_SUM),
        key("region", "Vùng", "ingestion.Observation.region", refers="regions.id", **_SUM),
        day("period_start", "Từ ngày", "ingestion.Observation.period_start", required=True, **_SUM),
        day("period_end", "Đến trước ngày", "ingestion.Observation.period_end", required=True,
            **_SUM),
        code("content", "Nội dung", CONTENTS, "ingestion.Observation.activity", required=True,
             **_SUM),
        code("source", "Nguồn", SOURCES, "ingestion.Observation.funding_source",
             meaning="trống: mọi nguồn của Nhà nước", **_SUM),
        typed("detail", "Chi tiết", "ingestion.Observation.detail", **_SUM),
        Field(name="value", label="Giá trị", kind=Kind.NUMBER,
              sources=("ingestion.Observation.digits", "ingestion.Choice.chosen"),
              openness=Openness.SUM),
        _UNIT,
        code("bound", "Cách nói", BOUNDS, "ingestion.Observation.bound", **_SUM),
        code("standing", "Vì sao có số này", labels(Standing), "ingestion.Observation.review",
             required=True, **_SUM),
        number("statements", "Số câu nói về nó", "ingestion.Observation.series", required=True,
               **_SUM),
        number("reports", "Số báo cáo", "ingestion.Observation.document", required=True, **_SUM),
    ),
)  # fmt: skip
TABLES = (RECORDED, TOLD)
