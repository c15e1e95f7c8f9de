"""How an office words its reports: who may, what is kept, what a report then says."""

from datetime import UTC, datetime, timedelta

import pytest

from khuyencong.accounts.models import User
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.documents import Cited, Paragraph
from khuyencong.registry.models import Place
from khuyencong.registry.queries import answering_for
from khuyencong.report_file import Asked, report_file
from khuyencong.reports import actions
from khuyencong.reports.figures import Asked as Question
from khuyencong.reports.figures import Figure
from khuyencong.reports.models import Phrase
from khuyencong.reports.narratives import Phrases
from khuyencong.reports.preparing import Order, write_report
from khuyencong.reports.queries.phrases import phrases_of, phrases_visible_to, versions_of
from khuyencong.values.periods import read_period
from tests.cast import Cast
from tests.factories import make_user
from tests.reports.owed import AT, HOUR, make_phrase
from tests.web.conftest import reference as reference

pytestmark = pytest.mark.django_db
END = "Báo cáo đến đây là hết, {{ noi }} {{ ky }}."
OTHER = "Trên đây là tình hình của {{ noi }}."


def again(by: User, before: Phrase, **more: object) -> Phrase:
    told = {"text": OTHER, "reason": "Gọn hơn", "seen": before.id, "at": AT + HOUR} | more
    return actions.write_phrase(by=by, office=before.custodian, key="ket.het", **told)  # type: ignore[arg-type]


def test_every_version_is_kept_and_one_stands(cast: Cast) -> None:
    one = make_phrase(cast.head, cast.department, END)
    other = again(cast.head, one)
    office = cast.department.id
    assert phrases_of(office, None) == {"ket.het": OTHER}
    assert phrases_of(office, AT + HOUR / 2) == {"ket.het": END}
    assert phrases_of(office, AT - HOUR) == {}
    assert phrases_of(cast.other_department.id, None) == {}
    told = {"office": cast.department, "key": "ket.het", "reason": "Theo mẫu chung"}
    actions.use_standard(by=cast.head, seen=other.id, at=AT + 2 * HOUR, **told)
    assert phrases_of(office, None) == {}
    seen = versions_of(phrases_visible_to(cast.auditor), cast.department, "ket.het")
    assert [row.text for row in seen] == ["", OTHER, END]
    acts = JournalEntry.objects.filter(about__startswith="phrase:").order_by("seq")
    assert [entry.act for entry in acts] == ["phrase.write", "phrase.write", "phrase.standard"]
    assert all(entry.facts == {"key": "ket.het"} for entry in acts)


def test_what_is_refused_writes_nothing(cast: Cast) -> None:
    one = make_phrase(cast.head, cast.department, END)
    for by in (cast.owner, cast.stranger, cast.agency_officer, cast.auditor, cast.chair):
        with pytest.raises(Refused, match="không có quyền"):
            again(by, one)
    foreign = make_user("DEPT_HEAD", cast.other_department)
    with pytest.raises(Refused, match="không có quyền"):
        again(foreign, one)
    with pytest.raises(Refused, match="người khác sửa"):
        again(cast.head, one, seen=None)
    with pytest.raises(Refused, match="đúng như vậy"):
        again(cast.head, one, text=f" {END} ")
    with pytest.raises(Refused, match="không gõ số"):
        again(cast.head, one, text="Hết 12.")
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        again(cast.head, one, reason=" ")
    told = {"by": cast.head, "office": cast.department, "reason": "a", "at": AT + HOUR}
    with pytest.raises(Refused, match="câu chuẩn"):
        actions.use_standard(key="tong.gom", seen=None, **told)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Không có câu mẫu"):
        actions.use_standard(key="khong.co", seen=None, **told)  # type: ignore[arg-type]
    assert Phrase.objects.get() == one


def test_who_heads_the_nation_words_only_its_own_reports(cast: Cast) -> None:
    head = make_user("AGENCY_HEAD", cast.agency)
    make_phrase(head, cast.agency, END)
    with pytest.raises(Refused):
        make_phrase(head, cast.department, END)


def test_a_sentence_that_no_longer_fits_is_left_out(cast: Cast) -> None:
    make_phrase(cast.head, cast.department, END)
    Phrase.objects.update(text="Hết {{ ten_cu }}.")
    assert phrases_of(cast.department.id, None) == {}


def ends(at: datetime | None = None, **more: object) -> str:
    now = datetime(2026, 12, 30, tzinfo=UTC)
    order = Order("Bắc Giang", read_period("2016-2020"), at=at, **more)  # type: ignore[arg-type]
    last = write_report(order, now=now).document.blocks[-1]
    assert isinstance(last, Paragraph)
    return str(last.text)


@pytest.mark.usefixtures("reference")
def test_a_report_is_worded_by_who_answers_for_the_place() -> None:
    """Bắc Giang is told by Bắc Ninh now: its Sở decides how, from the moment on."""
    place = Place.objects.filter(level="province", name="Bắc Giang").get()
    office = answering_for(place, AT.date())
    assert office.place and office.place.name == "Bắc Ninh"
    make_phrase(make_user("DEPT_HEAD", office), office, END)
    own = "Báo cáo đến đây là hết, tỉnh Bắc Giang giai đoạn 2016-2020."
    assert ends() == own
    assert ends(AT) == own
    assert ends(AT - timedelta(days=1)).startswith("Trên đây là báo cáo")
    assert ends(phrases={}).startswith("Trên đây là báo cáo")
    page = report_file(Asked("Bắc Giang", "2016-2020"), "json").decode()
    assert own in page


@pytest.mark.usefixtures("reference")
def test_a_chapter_cites_what_the_report_says_anywhere_and_says_what_is_gone() -> None:
    """A chapter may stand before the sentence that tells the figure: all is known at the end."""
    key, noted = "s7861d211926a", Figure(Question("projects.count"), 9, "project", 1)
    assert noted.key.startswith("s") and len(noted.key) == len(key)
    phrases = Phrases()
    assert phrases.cited_as_shown(noted.key) is None
    phrases.say("quan_ly.van_ban", van_ban=noted)
    assert phrases.cited_as_shown(noted.key) == Cited("09", noted.key)
    order = Order(
        "Bắc Giang",
        read_period("2016-2020"),
        chapters={"quan_ly.van_ban": f"Mục tiêu [[kinh phí|{key}]]\r\nlà vậy."},
    )
    blocks = write_report(order, now=datetime(2026, 12, 30, tzinfo=UTC)).document.blocks
    told = [str(block.text) for block in blocks if isinstance(block, Paragraph)]
    assert "Mục tiêu [không còn số này: kinh phí]" in told and "là vậy." in told
