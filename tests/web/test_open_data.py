"""The pages of open data: what is offered, what a table holds, files by hash."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.core.clock import now
from khuyencong.opendata.actions.publishing import publish
from khuyencong.opendata.models import Bundle
from khuyencong.opendata.rules.tables import TABLES
from tests.cast import Cast
from tests.web.browsing import DESKTOP, PHONE
from tests.web.conftest import Visit


@pytest.fixture
def bundle(cast: Cast) -> Bundle:
    found = publish(now())
    assert found
    return found


def read(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_before_the_first_bundle_the_page_says_so(db: None, client: Client) -> None:
    page = client.get("/du-lieu-mo/")
    assert page.status_code == 200 and "Chưa có gói nào" in page.content.decode()
    for path in ("dcat.jsonld", "projects.csv", "projects/", "goi/2026-11-20.zip", "goi/x.zip"):
        assert client.get(f"/du-lieu-mo/{path}").status_code == 404


def test_the_page_leads_to_every_table_and_file(bundle: Bundle, client: Client) -> None:
    page = client.get("/du-lieu-mo/").content.decode()
    for table in TABLES:
        assert f'href="/du-lieu-mo/{table.name}/"' in page
        for form in ("csv", "json", "parquet"):
            assert f'href="/du-lieu-mo/{table.name}.{form}"' in page
    assert "chưa được quyết định" in page, "the licence is the owner's to choose"


def test_a_table_shows_its_columns_and_first_rows(bundle: Bundle, client: Client) -> None:
    page = client.get("/du-lieu-mo/organisations/").content.decode()
    assert "Sở Công Thương tỉnh Mẫu" in page and "registry" not in page
    assert all(name in page for name in ("valid_until", "organisations.key", "7 mã"))
    assert client.get("/du-lieu-mo/khong-co/").status_code == 404


@pytest.mark.parametrize("name", ["organisations.csv", "projects.json", "dictionary.csv"])
def test_a_file_is_told_by_its_hash_and_kept(bundle: Bundle, client: Client, name: str) -> None:
    answer = client.get(f"/du-lieu-mo/{name}")
    told = {one["path"].rpartition("/")[2]: one for one in bundle.manifest["files"]}[name]
    assert answer.status_code == 200 and answer["ETag"] == f'"{told["sha256"]}"'
    assert len(read(answer)) == told["bytes"] == int(answer["Content-Length"])
    again = client.get(f"/du-lieu-mo/{name}", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    other = client.get(f"/du-lieu-mo/{name}", headers={"if-none-match": '"khac"'})
    assert other.status_code == 200
    read(other)


def test_the_headers_alone_tell_how_long_a_file_is(bundle: Bundle, client: Client) -> None:
    answer = client.head("/du-lieu-mo/organisations.csv")
    whole = client.get("/du-lieu-mo/organisations.csv")
    assert answer["Content-Length"] == str(len(read(whole))) and answer["ETag"] == whole["ETag"]
    assert answer.content == b"" and Bundle.objects.exists()


def test_the_archive_of_a_day_is_the_bundle_itself(bundle: Bundle, client: Client) -> None:
    address = f"/du-lieu-mo/goi/{bundle.day.isoformat()}.zip"
    answer = client.get(address)
    assert len(read(answer)) == bundle.size and answer["Content-Type"] == "application/zip"
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "name", ["manifest.json%00", "..%2fmanifest.json", "data%2fprojects.csv", "khong.csv", "%25"]
)
def test_no_other_file_is_given(bundle: Bundle, client: Client, name: str) -> None:
    assert client.get(f"/du-lieu-mo/{name}").status_code == 404


def test_dcat_bears_the_address_it_was_asked_at(bundle: Bundle, client: Client) -> None:
    answer = client.get("/du-lieu-mo/dcat.jsonld")
    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/ld+json"
    assert told["@id"] == "http://testserver/du-lieu-mo/"
    file = told["dcat:dataset"][0]["dcat:distribution"][0]["dcat:downloadURL"]["@id"]
    assert client.get(file.removeprefix("http://testserver")).status_code == 200


def test_the_page_costs_the_same_for_one_bundle_and_for_many(
    bundle: Bundle, client: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get("/du-lieu-mo/").status_code == 200
        return len(caught)

    one = queries()
    for n in range(1, 20):
        day = bundle.day.replace(year=bundle.day.year - n)
        Bundle.objects.create(
            day=day, as_of=bundle.as_of, archive=bundle.archive, size=1,
            manifest=bundle.manifest, made_at=bundle.made_at,
        )  # fmt: skip
    assert queries() == one


@pytest.mark.browser
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_pages_fit_a_phone_and_a_desk(bundle: Bundle, visit: Visit, width: int) -> None:
    visitor = visit(width=width)
    for path in ("/du-lieu-mo/", "/du-lieu-mo/organisations/"):
        visitor.go(path)
        assert visitor.faults() == []
