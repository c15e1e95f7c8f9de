"""The forms of a council's session, and of the decision that follows it."""

from typing import Any
from uuid import UUID

from django import forms

from khuyencong.competitions.rules.verdicts import SessionTold, VerdictTold
from khuyencong.competitions.states import Vote
from khuyencong.registry.forms.fields import Amount, Day, Line, Whole


class SessionForm(forms.Form):
    """When and where the council sits, and how many must be there."""

    held_on = Day(
        label="Ngày họp", longest=40, error_messages={"required": "Ghi ngày họp, như 18/11/2026."}
    )
    where = Line(label="Nơi họp", required=False)
    quorum_percent = Whole(
        label="Tỷ lệ thành viên có mặt tối thiểu (%)",
        longest=3,
        help_text="Theo quy chế của hội đồng: hệ thống không có mức sẵn.",
        error_messages={"required": "Ghi tỷ lệ theo quy chế của hội đồng, từ 1 đến 100."},
    )
    quorum_basis = Line(
        label="Căn cứ của tỷ lệ",
        required=False,
        help_text="Như “Điều 4 Quy chế làm việc của hội đồng”.",
    )

    def told(self) -> SessionTold:
        """Return what is told of the session."""
        return SessionTold(**self.cleaned_data)


class VerdictForm(forms.Form):
    """What the council makes of one entry."""

    recognised = forms.BooleanField(label="Đề nghị công nhận", required=False)
    nominated = forms.BooleanField(label="Chọn dự bình chọn cấp trên", required=False)
    prize = Line(label="Giải", longest=60, required=False, help_text="Để trống nếu không có giải.")
    prize_money = Amount(label="Tiền thưởng (đồng)", longest=40, required=False)
    prize_basis = Line(label="Căn cứ mức thưởng", longest=200, required=False)
    reason = Line(
        label="Lý do, nếu khác với xếp hạng",
        longest=500,
        required=False,
        help_text="Cần khi dưới điểm tối thiểu, khi hạng thấp hơn được hơn, khi tách đồng hạng.",
    )

    def told(self) -> VerdictTold:
        """Return what is told of the verdict."""
        given = dict(self.cleaned_data)
        given["prize_money"] = given["prize_money"] or 0
        return VerdictTold(**given)


class HandsForm(forms.Form):
    """A show of hands on one entry: one answer for each seat that may vote and is there."""

    def __init__(self, *args: Any, seats: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for seat, name in seats:
            self.fields[f"seat-{seat}"] = forms.ChoiceField(
                label=name, required=False, choices=[("", "chưa ghi"), *Vote.choices]
            )
        self.seats = [seat for seat, _ in seats]

    def votes(self) -> dict[UUID, Vote]:
        """Return the votes that were written, by seat."""
        given = {seat: self.cleaned_data.get(f"seat-{seat}") for seat in self.seats}
        return {seat: Vote(vote) for seat, vote in given.items() if vote}


class DecisionForm(forms.Form):
    """Number and day of the decision that recognises, and the line that paid for the vote."""

    number = Line(
        label="Số quyết định",
        longest=100,
        help_text="Như “05/QĐ-UBND”.",
        error_messages={"required": "Ghi số quyết định công nhận."},
    )
    day = Day(
        label="Ngày quyết định",
        longest=40,
        help_text="Cũng là ngày cấp giấy chứng nhận.",
        error_messages={"required": "Ghi ngày quyết định."},
    )
    line = forms.ChoiceField(
        label="Dòng đề án chi cho cuộc bình chọn",
        required=False,
        help_text="Kết quả tính vào nguồn của dòng này; không có thì để trống.",
    )

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "không thuộc đề án nào"), *lines]
