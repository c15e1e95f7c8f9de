"""The quality of records on the desk: units with scores, findings that open their rows."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.quality.cases import CASES
from tests.web.conftest import Signed

LIST = "/desk/chat-luong/"


def test_a_unit_opens_its_findings_and_each_its_row(cast: Cast, signed: Signed) -> None:
    for name in ("establishment.no_tax_code", "money.counterpart_disagrees", "proposal.overdue"):
        CASES[name](cast)
    client = signed(cast.owner)
    assert f"{LIST}{cast.department.id}/" in client.get(LIST).content.decode()
    shown = client.get(f"{LIST}{cast.department.id}/").content.decode()
    doors = re.findall(r'href="(/desk/(?:co-so|de-an|kien-nghi|don-vi)/[0-9a-f-]{36}/)"', shown)
    assert len(doors) == 5  # the centre twice: neither staff nor telephone
    assert {client.get(door).status_code for door in doors} == {200}
    alone = client.get(f"{LIST}{cast.department.id}/?muc=establishment.no_tax_code")
    assert "1 chỗ trong 1 cơ sở" in alone.content.decode()
    assert client.get(f"{LIST}{cast.department.id}/?muc=la&trang=x").status_code == 200
    assert signed(cast.stranger).get(f"{LIST}{cast.department.id}/").status_code == 404


def test_nothing_is_told_where_nothing_is(cast: Cast, signed: Signed) -> None:
    assert "Chưa có hồ sơ nào để kiểm" in signed(cast.stranger).get(LIST).content.decode()


def test_the_pages_ask_as_often_for_many(cast: Cast, signed: Signed) -> None:
    client = signed(cast.owner)
    CASES["establishment.no_tax_code"](cast)

    def asked() -> list[int]:
        counts = []
        for address in (LIST, f"{LIST}{cast.department.id}/", "/desk/theo-doi/", "/desk/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    CASES["line.no_follow_up"](cast)
    few = asked()
    for _ in range(4):
        CASES["establishment.no_tax_code"](cast)
        CASES["line.no_follow_up"](cast)
    assert asked() == few
