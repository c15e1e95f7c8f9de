"""The questions: plain words for a producer, the codes of the law behind them."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.applications.rules.contents import ASKED_FOR
from khuyencong.core.clock import today
from khuyencong.law.states import Form, Trade
from khuyencong.registry.forms.fields import Amount, Day, Line, Whole
from khuyencong.registry.queries import Addressed, communes_at
from khuyencong.values.money import format_dong

UNKNOWN = "chua_ro"
YES, NO = "co", "khong"

FORMS = (
    (Form.HOUSEHOLD_BUSINESS, "Hộ kinh doanh"),
    (Form.COOPERATIVE_GROUP, "Tổ hợp tác"),
    (Form.COOPERATIVE, "Hợp tác xã"),
    (Form.COOPERATIVE_UNION, "Liên hiệp hợp tác xã"),
    (Form.SMALL_ENTERPRISE, "Doanh nghiệp (công ty, doanh nghiệp tư nhân)"),
    (UNKNOWN, "Tôi không biết, hoặc chưa đăng ký"),
)
#: A trade with things made in it: ours, so that one finds oneself; no words of the law.
TRADES = (
    (Trade.FOOD_PROCESSING, "chè, gạo, nước mắm, bánh kẹo, hoa quả sấy"),
    (Trade.HANDICRAFTS, "mây tre đan, gốm, thêu, chạm gỗ"),
    (Trade.TEXTILES_FOOTWEAR, "may mặc, dệt vải, giày dép"),
    (Trade.CONSUMER_GOODS, "đồ gỗ, đồ gia dụng, bao bì"),
    (Trade.BUILDING_MATERIALS, "gạch, ngói, cấu kiện"),
    (Trade.EQUIPMENT, "xưởng cơ khí, máy nông nghiệp, sửa máy"),
    (Trade.SUPPORTING_INDUSTRY, "chi tiết làm cho nhà máy khác"),
    (Trade.AGRO_CHEMICALS, "phân bón, chế phẩm cho cây trồng"),
    (Trade.MINERALS, "đá, cát, quặng"),
    (Trade.HIGH_TECH, ""),
    (Trade.ENERGY_SAVING, ""),
    (Trade.ENVIRONMENT_INDUSTRY, "thiết bị lọc nước, xử lý rác"),
    (Trade.OTHER, ""),
    (UNKNOWN, ""),
)
EXAMPLES = {str(trade): things for trade, things in TRADES if things}
ITEMS = ASKED_FOR
ASIDE = (
    (Form.CLEANER_PRODUCER, "Cơ sở đã áp dụng sản xuất sạch hơn"),
    (Form.SUSTAINABLE_PRODUCER, "Cơ sở đã áp dụng sản xuất và tiêu dùng bền vững"),
    (Form.ARTISAN, "Chủ cơ sở là nghệ nhân nhân dân hoặc nghệ nhân ưu tú"),
)
YES_NO = ((YES, "Có"), (NO, "Không"), (UNKNOWN, "Tôi không biết"))
_TRUTH = {YES: True, NO: False}
#: Less is a cost that lacks its unit: "400" for 400 triệu.
_LEAST_COST = 1_000_000


def one_of(label: str, choices: Any, **options: Any) -> forms.ChoiceField:
    """Return a question of which one answer is picked."""
    told = {
        "required": "Xin chọn một câu trả lời; không rõ thì chọn “Tôi không biết”.",
        "invalid_choice": "Câu trả lời này không có trong bảng. Xin chọn lại.",
    }
    widget = options.pop("widget", forms.RadioSelect)
    return forms.ChoiceField(
        label=label, choices=choices, widget=widget, error_messages=told, **options
    )


class Questions(forms.Form):
    """Six questions; the answers stand in the address and name nobody."""

    hinh_thuc = one_of("Cơ sở của bạn là gì?", [(str(form), label) for form, label in FORMS])
    lao_dong = Whole(label="Số lao động", required=False, longest=20)
    von = Amount(label="Tổng nguồn vốn", required=False, longest=60)
    xa = Line(
        label="Xưởng hoặc nơi làm nghề ở xã, phường nào?",
        longest=120,
        error_messages={"required": "Ghi tên xã, phường hoặc đặc khu."},
        widget=forms.TextInput(attrs={"maxlength": 120, "autocomplete": "off"}),
    )
    #: Which of several places; what is none of them counts for nothing, and is asked of nobody.
    noi = forms.Field(required=False, widget=forms.HiddenInput)
    lang_nghe = one_of("Có ở trong làng nghề được tỉnh công nhận không?", YES_NO, required=False)
    nghe = one_of(
        "Cơ sở làm ra thứ gì?",
        [
            (str(trade), "Tôi không biết xếp vào đâu" if trade == UNKNOWN else trade.label)
            for trade, _ in TRADES
        ],
    )
    hang_muc = one_of(
        "Bạn muốn được hỗ trợ việc gì?",
        [("", "Chưa biết, cho xem mọi việc"), *((str(item), item.label) for item in ITEMS)],
        required=False,
        widget=forms.Select,
    )
    chi_phi = Amount(label="Việc ấy tốn khoảng bao nhiêu?", required=False, longest=60)
    kho_khan = one_of("Ở địa bàn khó khăn hoặc đặc biệt khó khăn?", YES_NO, required=False)
    rieng = forms.MultipleChoiceField(
        label="Điều nào đúng với bạn?",
        choices=[(str(form), label) for form, label in ASIDE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Câu trả lời này không có trong bảng. Xin chọn lại."},
    )
    ngay = Day(label="Luật của ngày", required=False, longest=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered: list[Addressed] = []

    def clean_chi_phi(self) -> int | None:
        """Return the cost, refused where it can only have lost its unit."""
        cost: int | None = self.cleaned_data["chi_phi"]
        if cost is not None and cost < 0:
            raise ValidationError("Chi phí không âm: xin bỏ dấu trừ.")
        if cost is not None and cost < _LEAST_COST:
            raise ValidationError(
                f"Máy hiểu là {format_dong(cost)}. Xin ghi kèm đơn vị, như “400 triệu”."
            )
        return cost

    def clean_ngay(self) -> date:
        """Return the day whose law is asked, today for none."""
        return self.cleaned_data["ngay"] or today()

    def clean(self) -> dict[str, Any]:
        """Find the place on the day; where it may be several, they are `offered`."""
        given = super().clean() or {}
        if given.get("xa") and given.get("ngay"):
            try:
                self._place(given)
            except LookupError as refusal:
                self.add_error("xa", str(refusal))
        return given

    def _place(self, given: dict[str, Any]) -> None:
        found = communes_at(given["xa"], given["ngay"])
        chosen = [one for one in found if one.place.key == given.get("noi")]
        if chosen or (len(found) == 1 and found[0].sure):
            given["commune"] = (chosen or found)[0]
        else:
            self.offered = found

    def truth(self, name: str) -> bool | None:
        """Return what was answered to a question of yes or no; None for "không biết"."""
        return _TRUTH.get(self.cleaned_data.get(name, ""))

    def told(self) -> Iterator[tuple[str, str]]:
        """Yield what was answered as it stands in an address, without what was left empty."""
        for name in self.fields:
            for value in self.data.getlist(name) if name == "rieng" else [self.data.get(name)]:
                if value:
                    yield name, value

    def query(self, **instead: str) -> str:
        """Return the answers as the end of an address; `instead` changes some, "" drops one."""
        kept = [(name, value) for name, value in self.told() if name not in instead]
        return urlencode([*kept, *((name, value) for name, value in instead.items() if value)])
