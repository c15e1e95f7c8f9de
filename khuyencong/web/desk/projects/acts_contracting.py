"""Acts once a đề án is approved: who carries it out, the contracts of both tiers, annexes."""

from typing import Any

from khuyencong.projects import actions
from khuyencong.projects.forms.contracting import (
    AnnexForm,
    BeneficiaryForm,
    FirstContractForm,
    ImplementerForm,
    SecondAnnexForm,
    SecondContractForm,
)
from khuyencong.projects.queries.hub import Hub
from khuyencong.projects.rules.gates import needs_name
from khuyencong.projects.states import ACTS, LINE_STEPS, PROJECT_STEPS, ContractTier, LineState
from khuyencong.web.desk.projects.act import Act, Asked
from khuyencong.web.desk.projects.calls import on_line, on_project


def _has_implementer(hub: Hub, record: Any) -> str:
    return "" if hub.project.implementer_id else "Chọn đơn vị thực hiện trước khi ký hợp đồng."


def _is_unnamed(hub: Hub, line: Any) -> str:
    waits = needs_name(line) and line.state == LineState.CONFIRMED
    return "" if waits else "Dòng này không chờ chọn cơ sở thụ hưởng."


def _has_contract(tier: ContractTier) -> Any:
    def unless(hub: Hub, record: Any) -> str:
        signed = any(contract.tier == tier for contract in hub.contracts)
        return "" if signed else "Chưa có hợp đồng nào để ký phụ lục."

    return unless


def _annex(asked: Asked) -> None:
    actions.annex(
        by=asked.by,
        contract=asked.given["contract"],
        number=asked.given["number"],
        signed_on=asked.given["signed_on"],
        told=asked.given["told"],
        ends_on=asked.given["ends_on"],
        at=asked.at,
        seen=asked.seen,
    )


def _has_confirmed(hub: Hub, record: Any) -> str:
    waits = any(view.line.state == LineState.CONFIRMED for view in hub.living)
    return "" if waits else "Không còn dòng nào chờ ký hợp đồng."


CONTRACTING: tuple[Act, ...] = (
    Act(
        slug="chon-don-vi",
        label="Chọn đơn vị thực hiện",
        lede="Giao nhiệm vụ, xét chọn hay đấu thầu; căn cứ được giữ lại.",
        said="Đã ghi đơn vị thực hiện.",
        step=ACTS["assign"],
        form=ImplementerForm,
        do=on_project(actions.assign_implementer, "organisation", "method", "reason"),
    ),
    Act(
        slug="ky-hop-dong",
        label="Ký hợp đồng với đơn vị thực hiện",
        lede="Hợp đồng ràng buộc toàn bộ kinh phí đã giao cho các dòng.",
        said="Đã ghi hợp đồng với đơn vị thực hiện.",
        step=PROJECT_STEPS["contract"],
        form=FirstContractForm,
        do=on_project(
            actions.sign_first,
            "number",
            "signed_on",
            "ends_on",
            "advance_percent",
            "advance_reason",
        ),
        unless=_has_implementer,
    ),
    Act(
        slug="chon-co-so",
        label="Chọn cơ sở thụ hưởng",
        lede="Dòng của đề án nhóm được duyệt khi chưa nêu tên cơ sở.",
        said="Đã ghi cơ sở thụ hưởng.",
        of="line",
        step=ACTS["name_beneficiary"],
        form=BeneficiaryForm,
        do=on_line(actions.name_beneficiary, "establishment"),
        unless=_is_unnamed,
    ),
    Act(
        slug="ky-thu-huong",
        label="Ký hợp đồng với đơn vị thụ hưởng",
        lede="Mỗi hợp đồng với một cơ sở, cho một hay nhiều dòng của cơ sở ấy.",
        said="Đã ghi hợp đồng với đơn vị thụ hưởng.",
        step=LINE_STEPS["contract_line"],
        form=SecondContractForm,
        do=on_project(actions.sign_second, "lines", "number", "signed_on", "ends_on"),
        unless=_has_confirmed,
    ),
    Act(
        slug="phu-luc",
        label="Ký phụ lục với đơn vị thực hiện",
        lede="Phụ lục đổi thời hạn, điều khoản; đổi số tiền thì qua điều chỉnh.",
        said="Đã ghi phụ lục.",
        step=ACTS["annex_first"],
        form=AnnexForm,
        do=_annex,
        unless=_has_contract(ContractTier.IMPLEMENTER),
        ahead=False,
    ),
    Act(
        slug="phu-luc-thu-huong",
        label="Ký phụ lục với đơn vị thụ hưởng",
        lede="Phụ lục đổi thời hạn, điều khoản; đổi số tiền thì qua điều chỉnh.",
        said="Đã ghi phụ lục.",
        step=ACTS["annex_second"],
        form=SecondAnnexForm,
        do=_annex,
        unless=_has_contract(ContractTier.BENEFICIARY),
        ahead=False,
    ),
)
