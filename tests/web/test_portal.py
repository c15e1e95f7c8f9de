"""The portal: places found by any name of any day, and pages that tell what became of them."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from khuyencong.core.clock import now
from khuyencong.core.jobs import run_once
from khuyencong.registry.models import Lineage, Place, PlaceParent
from khuyencong.web.portal import health
from khuyencong.web.templatetags.khuyencong import count, span

Country = dict[str, Place]


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_our_own_page_counts_the_country_then_and_now(client: Client, country: Country) -> None:
    page = text(client, "/khuyen-cong/")
    assert '<td class="num">2</td><td class="num">1</td>' in page
    assert '<td class="num">1</td><td class="num">không</td>' in page
    assert "Đào tạo nghề, truyền nghề" in page and 'href="/desk/">Cán bộ' in page


@pytest.mark.parametrize("typed", ["Ví Dụ", "vi du", "tỉnh ví dụ", "VI  DU"])
def test_a_name_that_two_units_bore_offers_both(
    typed: str, client: Client, country: Country
) -> None:
    page = text(client, f"/noi/?q={typed}")
    assert "Tỉnh Ví Dụ (từ 01/7/2025)" in page and "Tỉnh Ví Dụ (đến 30/6/2025)" in page
    assert 'href="/noi/vi-du-tu-2025/"' in page and 'href="/noi/vi-du-den-2025/"' in page


def test_two_namesakes_are_said_to_be_two(client: Client, country: Country) -> None:
    assert "2 nơi mang đúng tên “vi du”" in text(client, "/noi/?q=vi+du")


@pytest.mark.parametrize(("day", "key"), [("30/06/2025", "den"), ("01/07/2025", "tu")])
def test_the_day_decides_between_them(day: str, key: str, client: Client, country: Country) -> None:
    page = text(client, f"/noi/?q=vi+du&ngay={day}")
    other = {"den": "tu", "tu": "den"}[key]
    assert f"/noi/vi-du-{key}-2025/" in page and f"/noi/vi-du-{other}-2025/" not in page


def test_an_old_name_leads_to_what_it_became(client: Client, country: Country) -> None:
    assert 'href="/noi/thi-du/"' in text(client, "/noi/?q=thi+du")
    page = text(client, "/noi/thi-du/")
    assert "Đơn vị này đã kết thúc." in page
    assert 'Từ 01/07/2025 địa bàn thuộc <a href="/noi/vi-du-tu-2025/">tỉnh Ví Dụ</a>' in page
    assert "mã 15" in page


def test_a_commune_made_of_others_names_the_district_of_each(
    client: Client, country: Country
) -> None:
    made, gone = country["vi-du-tu-2025.mau"], country["thi-du.mau"]
    old = Place.objects.create(
        key="thi-du.mau.cu", level="commune", kind="xã", name="Cũ", valid_until=made.valid_from
    )
    PlaceParent.objects.create(place=old, parent=gone, valid_until=made.valid_from)
    Lineage.objects.create(
        predecessor=old,
        successor=made,
        kind="merge",
        day=made.valid_from,
        whole=True,
        is_default=True,
    )
    page = " ".join(text(client, "/noi/vi-du-tu-2025.mau/").split())
    assert "Xã Cũ (đến 30/6/2025)</a>" in page and "huyện Mẫu · " in page


def test_the_new_unit_tells_what_it_was_made_of(client: Client, country: Country) -> None:
    page = text(client, "/noi/vi-du-tu-2025/")
    assert "Được lập từ" in page
    for label in ("Tỉnh Thí Dụ (đến 30/6/2025)", "Tỉnh Ví Dụ (đến 30/6/2025)"):
        assert label in page
    assert page.count("chưa kiểm chứng") >= 2  # its name and its code


def test_a_district_ended_with_its_level(client: Client, country: Country) -> None:
    page = text(client, "/noi/thi-du.mau/")
    assert "kết thúc cùng cấp hành chính" in page
    assert "Cấp hành chính này không còn từ 01/07/2025." in page


def test_what_nobody_bears_is_said_with_a_way_out(client: Client, country: Country) -> None:
    assert "Không tìm thấy nơi nào" in text(client, "/noi/?q=khong+co+dau")
    assert "Không tìm thấy trang" in text(client, "/noi/khong-co-dau/", 404)


def test_a_wrong_day_comes_back_as_typed(client: Client, country: Country) -> None:
    page = text(client, "/noi/?q=vi+du&ngay=31/02/2025", 422)
    assert 'value="31/02/2025"' in page and 'value="vi du"' in page and "Có 1 chỗ cần sửa" in page


def test_without_a_name_the_provinces_of_the_day(client: Client, country: Country) -> None:
    assert "1 tỉnh, thành phố hôm nay" in text(client, "/noi/")
    assert "2 tỉnh, thành phố vào ngày 30/06/2025" in text(client, "/noi/?ngay=30/06/2025")


@pytest.mark.parametrize("path", ["/", "/noi/", "/noi/?q=vi+du", "/noi/vi-du-tu-2025/"])
def test_a_public_page_costs_few_queries_and_sets_no_cookie(
    path: str, client: Client, country: Country, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    with django_assert_max_num_queries(15):
        answer = client.get(path)
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/", "/noi/", "/noi/vi-du-tu-2025/"])
def test_the_portal_only_reads(path: str, client: Client, country: Country) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    ("number", "shown"), [(3321, "3.321"), (1, "1"), (0, "không"), (None, "không"), ("", "không")]
)
def test_a_count_or_the_gap_said(number: int | str | None, shown: str) -> None:
    assert count(number) == shown


def test_days_are_written_with_their_last_day(country: Country) -> None:
    old, new, nation = (country[k] for k in ("thi-du", "vi-du-tu-2025", "viet-nam"))
    assert (span(old), span(new), span(nation)) == (
        "đến 30/06/2025", "01/07/2025 – nay", "từ trước tới nay",
    )  # fmt: skip


def test_alive_needs_nothing(client: Client) -> None:
    assert text(client, "/healthz") == "ok"


@pytest.fixture
def worked(db: None, settings, tmp_path, transactional_db: None) -> None:  # type: ignore[no-untyped-def]
    run_once(now())


def test_ready_when_all_is_there(client: Client, worked: None) -> None:
    answer = client.get("/readyz")
    assert answer.json() == dict.fromkeys(("database", "migrations", "worker", "storage"), "ok")
    assert answer.status_code == 200


def test_not_ready_while_the_worker_is_away(client: Client, db: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["worker"] == "missing" and answer.json()["database"] == "ok"


def test_not_ready_where_files_cannot_be_kept(
    client: Client, worked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> str:
        raise OSError(28, "no space")

    monkeypatch.setattr(default_storage, "save", full)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["storage"]) == (503, "missing")
    assert b"space" not in answer.content


def test_not_ready_before_the_migrations(
    client: Client, worked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(health.PROBES, "migrations", lambda: bool([]))
    assert client.get("/readyz").status_code == 503
