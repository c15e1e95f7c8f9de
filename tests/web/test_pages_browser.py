"""Results, programmes, checks, proposals, bodies and sheets on a phone and on a desk: no faults."""

import pytest

from tests.cast import make_cast
from tests.factories import (
    make_commune,
    make_establishment,
    make_people,
    make_programme,
    make_proposal,
    make_remark,
    make_result,
)
from tests.web.browsing import DESKTOP, PHONE
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PAGES = (
    "ket-qua/", "ket-qua/moi/", "chi-tieu/", "chi-tieu/dia-ban-kho-khan/",
    "chi-tieu/dia-ban-kho-khan/ghi/", "chat-luong/", "kien-nghi/", "kien-nghi/han-che/",
    "don-vi/", "nhap-du-lieu/",
)  # fmt: skip


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_pages_have_no_faults(visit: Visit, width: int) -> None:
    cast = make_cast()
    make_establishment(cast.owner, cast.department)
    result = make_result(
        cast.centre_officer, cast.department, place=make_commune("Thí Dụ"), basis="Mẫu"
    )
    programme = make_programme(cast.owner, cast.department)
    proposal = make_proposal(cast.owner, cast.department)
    make_remark(cast.owner, cast.department)
    make_people(cast.head, cast.centre)
    own = (
        f"ket-qua/{result.id}/", f"chi-tieu/{programme.id}/", f"kien-nghi/{proposal.id}/",
        f"chat-luong/{cast.department.id}/", f"don-vi/{cast.centre.id}/",
    )  # fmt: skip
    visitor = visit(cast.owner, width)
    faults = {}
    for path in (*PAGES, *own):
        visitor.go(f"/desk/{path}")
        if found := visitor.faults():
            faults[path] = found
    assert faults == {}
