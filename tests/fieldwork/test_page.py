"""The file of a kit: small enough for a bad line, alone, and without anybody's numbers."""

import json
import re
from base64 import b64decode
from typing import Any

import pytest

from khuyencong.core.refusal import Refused
from khuyencong.fieldwork.actions import revoke_kit, signing_key
from khuyencong.fieldwork.models import Kit
from khuyencong.fieldwork.rules.keys import receipt_key
from khuyencong.registry.models import Establishment
from khuyencong.web.fieldwork.page import LARGEST
from tests.factories import make_establishment, make_need, make_tax_code, told
from tests.fieldwork.conftest import AT, Field, page_of

pytestmark = pytest.mark.django_db


def data_of(page: bytes) -> dict[str, object]:
    """Return the data that stands in a file."""
    found = re.search(rb'id="bo">(.*?)</script>', page, re.S)
    assert found
    read: dict[str, object] = json.loads(found[1])
    return read


def test_the_file_holds_every_commune_and_stays_small(field: Field) -> None:
    page = page_of(field.issue())
    assert len(page) <= LARGEST
    packed = page.split(b'id="xa">')[1].split(b"</script>")[0].decode()
    lines = packed.split("\n")
    assert len(lines) == 34
    assert sum(line.count("|") for line in lines) == 3321


def test_a_commune_full_of_establishments_still_fits_and_says_what_it_left_out(
    field: Field,
) -> None:
    first = field.establishments[0]
    need = make_need(field.officer, first)
    copies = [
        Establishment(
            custodian=first.custodian,
            form=first.form,
            name=f"{number} {'Cơ sở sản xuất rất dài tên ' * 6}",
            commune=first.commune,
            search="x",
            core="x",
            sorted_name=f"{number:05d}",
            recorded_at=AT,
        )
        for number in range(900)
    ]
    Establishment.objects.bulk_create(copies)
    kit = field.issue()
    page = page_of(kit)
    assert len(page) <= LARGEST
    carried = kit.carried["establishments"]
    assert kit.carried["left_out"] == 900 + len(field.establishments) - len(carried) > 0
    assert str(need.establishment_id) in carried
    assert f"{kit.carried['left_out']} hồ sơ không vừa" in page.decode()


def test_no_number_of_anybody_goes_along(field: Field) -> None:
    one = make_establishment(
        field.cast.owner,
        field.cast.department,
        told(field.commune, "HTX Chè Mẫu", tax_code=make_tax_code(7), phone="0900000001"),
    )
    page = page_of(field.issue()).decode()
    assert str(one.id) in page
    assert make_tax_code(7) not in page
    assert "0900000001" not in page


def test_the_page_reaches_only_where_files_are_sent_and_runs_only_its_own_script(
    field: Field,
) -> None:
    page = page_of(field.issue()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = dict(part.split(" ", 1) for part in policy[1].split("; "))
    assert rules["default-src"] == "&#x27;none&#x27;"
    assert rules["connect-src"] == "http://127.0.0.1:8340"
    assert rules["script-src"].startswith("&#x27;sha256-")


def test_the_table_of_the_law_says_what_is_left_to_the_server(field: Field) -> None:
    law = data_of(page_of(field.issue()))["law"]
    assert isinstance(law, dict)
    assert law["day"] == "2026-11-24"
    assert law["province"] == "bac-ninh-tu-2025"
    assert any("Hỗ trợ trùng" in line for line in law["left"])


def test_the_key_stands_in_no_table_and_is_made_again(field: Field) -> None:
    kit = field.issue()
    first, second = (page_of(Kit.objects.get(id=kit.id)) for _ in range(2))
    assert first == second
    key = data_of(first)["key"]
    assert str(key) not in json.dumps(Kit.objects.filter(id=kit.id).values().get(), default=str)


def test_a_revoked_kit_is_made_no_more(field: Field) -> None:
    kit = revoke_kit(by=field.officer, kit=field.issue(), reason="Mất máy", at=AT)
    with pytest.raises(Refused, match="thu hồi"):
        signing_key(kit)


def test_an_installation_with_another_secret_makes_no_false_key(
    field: Field, settings: object
) -> None:
    kit = field.issue()
    settings.SECRET_KEY = "mot-khoa-khac-hoan-toan"  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="Xin cấp bộ mới"):
        signing_key(kit)


def test_the_file_carries_the_public_part_alone_of_the_key_of_receipts(
    field: Field, settings: Any
) -> None:
    kit = field.issue()
    data = data_of(page_of(kit))
    key = receipt_key(settings.SECRET_KEY, kit.id)
    assert b64decode(str(data["receipt_key"])) == key.public.spki
    assert key.public.spki != bytes(kit.public_key)
    secret = key.key.private_numbers().private_value.to_bytes(32)
    assert secret not in b64decode(str(data["key"]))
