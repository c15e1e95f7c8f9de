"""What figures are called that no measure names, and what their filters are called."""

from collections.abc import Mapping

from khuyencong.programmes.states import Series
from khuyencong.values.vocabulary import Activity, FundingSource

#: Figures of a report that are no measure of the programme, by their code.
OTHERS: Mapping[str, str] = {
    "remarks.count": "Số lần được ghi nhận",
    "provinces.with_records": "Tỉnh, thành phố đã có hồ sơ",
    "projects.of_others": "Đề án do đơn vị khác làm chủ kế hoạch",
    "money.of_others": "Kinh phí đề án do đơn vị khác làm chủ kế hoạch",
    "period": "Kỳ báo cáo",
    "years": "Số năm giữa năm đầu và năm cuối",
    "reports.accepted": "Báo cáo của địa phương đã tiếp nhận",
    "reports.waiting": "Báo cáo của địa phương chờ tiếp nhận",
    "reports.in_time": "Báo cáo của địa phương gửi đúng hạn",
    **{f"context.{series.value}": str(series.label) for series in Series},
}
#: Who of the people of a centre is counted.
STAFF: Mapping[str, str] = {
    "total": "tổng số",
    "payroll": "biên chế",
    "contract": "hợp đồng",
    "postgraduate": "trên đại học",
    "university": "đại học, cao đẳng",
    "vocational": "trung cấp, nghề",
    "at_base": "làm khuyến công ở cơ sở",
    "of_districts": "cộng tác viên huyện",
    "of_communes": "cộng tác viên xã",
    "collaborators": "cộng tác viên",
}
#: The levels of a voting, as a part of a measure.
LEVELS: dict[str, str] = {
    "district": "cấp huyện",
    "province": "cấp tỉnh",
    "region": "cấp khu vực",
    "nation": "cấp quốc gia",
}
_CODES: dict[str, str] = {
    str(code): str(code.label) for code in (*Activity, *FundingSource)
} | LEVELS


def name_of(measure: str, group: object = None) -> str:
    """Return what a figure of this code is called; the code itself where nobody named it."""
    name = OTHERS.get(measure, measure)
    return f"{name}: {STAFF.get(str(group), str(group))}" if group else name


def filter_of(value: object) -> str:
    """Return the value of a filter as people say it; "" for a code that the name tells already."""
    told = str(value)
    if told in _CODES:
        return _CODES[told]
    return told if any(char.isdigit() for char in told) and len(told) <= len("2016-01-01") else ""
