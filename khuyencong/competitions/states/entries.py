"""Entries: which products may be voted on, where an entry stands; seats in council and jury."""

from django.db.models import TextChoices

from khuyencong.core.workflow import Step, Steps, states


class ProductGroup(TextChoices):
    """The four groups of products (Thông tư 26/2014/TT-BCT, Điều 5)."""

    CRAFT = "craft", "Thủ công mỹ nghệ"
    FOOD = "food", "Chế biến nông, lâm, thủy sản và đồ uống"
    MACHINE = "machine", "Thiết bị, máy móc, dụng cụ và phụ tùng cơ khí"
    OTHER = "other", "Sản phẩm khác"

    @property
    def letters(self) -> str:
        """Return the letters with which the codes of its entries begin."""
        return {"craft": "TC", "food": "CB", "machine": "CK", "other": "SP"}[self.value]


class EntryState(TextChoices):
    """Where an entry stands."""

    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Đã nộp"
    RETURNED = "returned", "Trả lại để bổ sung"
    ACCEPTED = "accepted", "Hợp lệ, được bình chọn"
    REFUSED = "refused", "Không đủ điều kiện"
    WITHDRAWN = "withdrawn", "Đã rút"


E = EntryState
#: A product has at most one of these in a round.
LIVING = (E.DRAFT, E.SUBMITTED, E.RETURNED, E.ACCEPTED)

ENTRY_STEPS = Steps(
    start=E.DRAFT,
    labels=dict(E.choices),
    rows=(
        Step(
            name="submit",
            label="Nộp hồ sơ",
            sources=states(E.DRAFT, E.RETURNED),
            target=E.SUBMITTED,
            permission="voting.enter",
        ),
        Step(
            name="return",
            label="Trả lại để bổ sung",
            sources=states(E.SUBMITTED),
            target=E.RETURNED,
            permission="voting.organise",
            needs_reason=True,
        ),
        Step(
            name="accept",
            label="Nhận, cho mã số bình chọn",
            sources=states(E.SUBMITTED),
            target=E.ACCEPTED,
            permission="voting.organise",
            apart_from=frozenset({"submit"}),
        ),
        Step(
            name="refuse",
            label="Kết luận không đủ điều kiện",
            sources=states(E.SUBMITTED),
            target=E.REFUSED,
            permission="voting.organise",
            apart_from=frozenset({"submit"}),
            needs_reason=True,
        ),
        Step(
            name="withdraw",
            label="Rút hồ sơ",
            sources=states(E.DRAFT, E.SUBMITTED, E.RETURNED, E.ACCEPTED),
            target=E.WITHDRAWN,
            permission="voting.enter",
            needs_reason=True,
        ),
    ),
)


class SeatBody(TextChoices):
    """The three bodies of a round."""

    COUNCIL = "council", "Hội đồng bình chọn"
    JURY = "jury", "Ban giám khảo"
    SECRETARIAT = "secretariat", "Ban thư ký"


class SeatRole(TextChoices):
    """What somebody is in his body."""

    CHAIR = "chair", "Chủ tịch, trưởng ban"
    VICE = "vice", "Phó chủ tịch, phó trưởng ban"
    MEMBER = "member", "Ủy viên, thành viên"


class ConflictKind(TextChoices):
    """Why a member keeps out of what an establishment enters."""

    DECLARED = "declared", "Thành viên tự khai"
    REPRESENTS = "represents", "Là người đại diện của cơ sở trên hệ thống"
    TAX_CODE = "tax_code", "Trùng mã số thuế nơi làm việc hoặc cơ sở mình sở hữu"
    EMPLOYER = "employer", "Trùng tên nơi làm việc"
    OWNER_NAME = "owner_name", "Trùng tên cơ sở mình sở hữu"
