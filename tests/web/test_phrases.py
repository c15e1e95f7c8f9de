"""The sentences of an office at the desk: read, tried, worded anew, taken back."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.core.once import issue
from khuyencong.registry.models import Place
from khuyencong.registry.states import Level
from khuyencong.reports.models import Phrase
from khuyencong.reports.narratives import standard
from tests.cast import Cast
from tests.reports.owed import AT, make_phrase

pytestmark = pytest.mark.django_db
KEY = "ket.het"
END = "Hết báo cáo của {{ noi }} {{ ky }}."


@pytest.fixture
def place(cast: Cast) -> Place:
    made = Place.objects.create(key="tinh-cau-mau", level=Level.PROVINCE, name="Mẫu")
    cast.department.place = made
    cast.department.save()
    return made


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, cast: Cast, key: str = KEY) -> str:
    answer = client_of(user).get(reverse("desk:phrase", args=[cast.department.id, key]))
    assert answer.status_code == 200
    return answer.content.decode()


def post(user: User, cast: Cast, name: str = "desk:phrase-write", **told: Any) -> Any:
    address = reverse(name, args=[cast.department.id, KEY])
    given = {"key": issue(user.id), "seen": "", "reason": "Lời quen"} | told
    return client_of(user).post(address, given, follow=True)


@pytest.mark.usefixtures("place")
def test_the_list_has_every_sentence_with_its_example(cast: Cast) -> None:
    make_phrase(cast.head, cast.department, END)
    told = client_of(cast.owner).get(reverse("desk:phrases")).content.decode()
    assert told.count("<li>\n") == len(standard())
    assert "Hết báo cáo của Mẫu năm" in told and "câu của đơn vị" in told
    assert '<span class="slot">số đề án</span>' in told
    assert "Sửa, xem các lần viết" not in told
    assert "Sửa, xem các lần viết" in client_of(cast.head).get(reverse("desk:phrases")).text


def test_one_is_written_tried_refused_and_taken_back(cast: Cast, place: Place) -> None:
    shown = page(cast.head, cast)
    assert "Câu chuẩn" in shown and "chưa sửa câu này lần nào" in shown and "phải có" not in shown
    tried = post(cast.head, cast, text=END, thu="1", reason="")
    assert tried.status_code == 200
    assert "Xem thử, chưa ghi" in tried.text and "Hết báo cáo của Mẫu năm" in tried.text
    assert not Phrase.objects.exists()
    for text, says in (("Hết 12.", "không gõ số"), ("{% for a in ky %}", "sai khuôn")):
        for more in ({}, {"thu": "1"}):
            refused = post(cast.head, cast, text=text, **more)
            assert refused.status_code == 422 and says in refused.text
    assert post(cast.head, cast, text=END, reason="").status_code == 422
    assert "Đã ghi" in post(cast.head, cast, text=END).text
    [row] = Phrase.objects.all()
    shown = page(cast.owner, cast)
    assert "Câu của đơn vị" in shown and "Lời quen" in shown and str(cast.head) in shown
    assert "Ghi câu này" not in shown
    assert post(cast.head, cast, text="Hết {{ ky }}.").status_code == 422, "an older version seen"
    back = post(cast.head, cast, "desk:phrase-standard", seen=row.id, reason="Theo mẫu")
    assert "Đã dùng lại câu chuẩn" in back.text
    assert "Dùng lại câu chuẩn</i>" in page(cast.owner, cast)


def test_who_drafts_does_not_word_and_nobody_words_for_others(cast: Cast) -> None:
    for user in (cast.owner, cast.chair, cast.agency_officer, cast.auditor, cast.commune):
        assert post(user, cast, text=END).status_code in (403, 404)
    address = reverse("desk:phrase", args=[cast.department.id, KEY])
    assert client_of(cast.stranger).get(address).status_code == 404
    address = reverse("desk:phrase", args=[cast.department.id, "khong.co"])
    assert client_of(cast.head).get(address).status_code == 404
    other = f"{reverse('desk:phrases')}?don-vi={cast.other_department.id}"
    assert client_of(cast.head).get(other).status_code == 404
    assert client_of(cast.auditor).get(other).status_code == 200


@pytest.mark.usefixtures("place")
def test_more_versions_cost_no_more_queries(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(cast.head, cast)
        return len(queries)

    told = {"custodian": cast.department, "key": KEY, "text": END, "reason": "a"}
    told |= {"by": cast.head.id, "recorded_at": AT}
    Phrase.objects.create(**told)
    one = asked()
    for _ in range(12):
        Phrase.objects.create(**told, superseded_at=AT)
    assert asked() == one
