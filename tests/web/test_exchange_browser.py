"""The pages of the exchange in a browser: keys that were changed, revoked, entered by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from khuyencong.core.clock import now
from khuyencong.exchange.actions.keys import introduction, new_key
from khuyencong.exchange.actions.rotating import propose_key, revoke_key
from khuyencong.exchange.models import Instance
from khuyencong.exchange.queries.keys import key_id, mark_of
from khuyencong.values.seals import new_signing_key
from tests.cast import make_cast
from tests.exchange.kept import make_partner, make_wish
from tests.factories import make_user
from tests.web.browsing import DESKTOP, PHONE
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_keys_of_both_stand_on_the_page_and_are_well_laid_out(
    visit: Visit, width: int, settings: Any, tmp_path: Path
) -> None:
    settings.EXCHANGE_KEY = tmp_path / "exchange_key.pem"
    cast = make_cast()
    second = make_user("AGENCY_HEAD", cast.agency)
    partner = make_partner(cast.agency)
    make_wish(partner, cast.agency)
    new_key(at=now(), by=cast.agency_officer)
    known = partner.public
    revoke_key(
        by=cast.agency_officer,
        partner=partner,
        key=key_id(known),
        reason="Máy chủ của họ bị lấy trộm ngày 20/11",
        at=now(),
    )
    paper = introduction(Instance(name="Hệ thống bên kia", public=new_signing_key().public.pem))
    told = json.dumps(json.loads(paper) | {"id": str(partner.pk)})
    propose_key(by=cast.agency_officer, partner=partner, paper=told, at=now())
    visitor = visit(second, width=width)
    page = visitor.go("/desk/trao-doi/")
    assert "chưa báo đã nhận" in page.inner_text("main")
    visitor.open_folds()
    assert visitor.faults() == []
    page = visitor.go(f"/desk/trao-doi/he-thong/{partner.pk}/")
    visitor.open_folds()
    said = page.inner_text("main")
    for words in (mark_of(known), "đã thu hồi", "lấy trộm", "Xác nhận khóa", "Nhập khóa mới"):
        assert words in said
    assert visitor.faults() == []
