"""The forms of titles: the list's filter, and withdrawing one."""

from django import forms

from khuyencong.competitions.queries.certificates import Asked
from khuyencong.competitions.states import CertificateState, ProductGroup, RoundLevel
from khuyencong.registry.forms.fields import Day, Line, Whole

#: Up to so many days ahead an ending title may be looked for.
HORIZONS = (("", "bất kỳ lúc nào"), ("90", "trong 3 tháng tới"), ("180", "trong 6 tháng tới"),
            ("365", "trong một năm tới"))  # fmt: skip


class CertificateFilter(forms.Form):
    """A sentence: titles of a level, a state, a year, found by words in any spelling."""

    q = Line(
        label="Sản phẩm, cơ sở, số hoặc mã",
        required=False,
        longest=120,
        help_text="Có dấu hay không dấu đều được.",
    )
    cap = forms.ChoiceField(
        label="Cấp", required=False, choices=[("", "mọi cấp"), *RoundLevel.choices]
    )
    nhom = forms.ChoiceField(
        label="Nhóm", required=False, choices=[("", "mọi nhóm"), *ProductGroup.choices]
    )
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "mọi tình trạng"), *CertificateState.choices],
    )
    nam = Whole(label="Năm cấp", required=False, longest=4)
    het_han = forms.ChoiceField(label="Hết hạn", required=False, choices=HORIZONS)

    def asked(self) -> Asked:
        """Return what is asked for."""
        given = self.cleaned_data
        return Asked(
            words=given["q"],
            level=given["cap"],
            group=given["nhom"],
            state=given["tinh_trang"],
            year=given["nam"],
            within=int(given["het_han"]) if given["het_han"] else None,
        )


class RevokeForm(forms.Form):
    """By which decision, from which day and why a title is withdrawn."""

    decision = Line(
        label="Quyết định thu hồi",
        longest=100,
        error_messages={"required": "Ghi số quyết định thu hồi."},
    )
    day = Day(
        label="Thu hồi từ ngày",
        longest=40,
        error_messages={"required": "Ghi ngày thu hồi."},
    )
    reason = Line(label="Lý do", longest=500, error_messages={"required": "Ghi lý do thu hồi."})
