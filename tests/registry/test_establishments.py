"""Establishments are entered, amended, found and moved to their new commune; nothing is lost."""

import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.core.models import JournalEntry
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.models import (
    Establishment,
    EstablishmentVersion,
    NumberReveal,
    OwnerNumber,
    Place,
    Trade,
)
from khuyencong.registry.queries import establishments as queries
from khuyencong.registry.queries import figure_on, version_at
from khuyencong.registry.rules import Refused
from khuyencong.registry.states import EstablishmentForm, FigureOf
from tests.cast import Cast
from tests.factories import make_establishment, make_tax_code, told

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
TODAY = date(2026, 11, 20)
OLD, NEW = "bac-giang.huyen-son-dong.xa-an-lac", "bac-ninh-tu-2025.xa-an-lac"
ELSEWHERE = "bac-ninh-tu-2025.xa-bao-dai"
HOUSEHOLD = EstablishmentForm.HOUSEHOLD_BUSINESS
NUMBER = "001099000045"
CODE = make_tax_code(1)


def at(key: str) -> Place:
    return Place.objects.get(key=key)


def enter(
    cast: Cast, name: str = "Công ty TNHH Gỗ Thí Dụ", key: str = NEW, **more
) -> Establishment:
    return make_establishment(cast.owner, cast.department, told(at(key), name, **more))


def test_what_is_entered_is_kept_clean_with_its_first_version_and_its_entry(cast: Cast) -> None:
    said = told(
        at(NEW),
        unicodedata.normalize("NFD", "  Công ty  TNHH \u202eGỗ\u200b Thí Dụ "),
        tax_code=CODE,
        phone="+84 912 345 678",
        street="Thôn Mẫu",
        trade=Trade.objects.get(code="16"),
        women_owned=True,
    )
    one = actions.register(by=cast.owner, custodian=cast.department, told=said, at=AT)
    one.refresh_from_db()
    assert one.name == "Công ty TNHH Gỗ Thí Dụ"
    assert (one.tax_code, one.phone, one.custodian) == (CODE, "0912345678", cast.department)
    version = queries.current_version(one)
    assert (version.name, version.recorded_at, version.by) == (one.name, AT, cast.owner.id)
    entry = JournalEntry.objects.get()
    assert entry.act == "establishment.registered"
    assert entry.facts == {"form": "enterprise"}
    assert "Thí Dụ" not in str(entry.facts) + entry.about


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": ""}, "Chưa ghi tên cơ sở"),
        ({"name": " \u200b "}, "Chưa ghi tên cơ sở"),
        ({"name": "Gỗ " * 3500}, "dài 10499 ký tự; tối đa 200"),
        ({"name": "Gỗ\0Thí Dụ"}, "ký tự NUL"),
        ({"street": "x" * 201}, "Số nhà, thôn, đường dài 201"),
        ({"tax_code": CODE[:-1] + str((int(CODE[-1]) + 1) % 10)}, "sai ít nhất một chữ số"),
        ({"tax_code": CODE[:8]}, "10 chữ số"),
        ({"phone": "12"}, "Số điện thoại"),
        ({"form": "club"}, "Chọn loại hình"),
        ({"owner_number": NUMBER}, "Chỉ hộ kinh doanh"),
        ({"form": HOUSEHOLD, "owner_number": "123"}, "đúng 12 chữ số"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words_and_leaves_nothing(
    wrong: dict, why: str, cast: Cast
) -> None:
    said = told(at(NEW), **wrong)
    with pytest.raises(Refused, match=why) as refusal:
        actions.register(by=cast.owner, custodian=cast.department, told=said, at=AT)
    assert len(str(refusal.value)) < 250
    assert not Establishment.objects.exists()
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("key", ["bac-ninh-tu-2025", "bac-giang.huyen-son-dong"])
def test_an_address_is_a_commune(key: str, cast: Cast) -> None:
    with pytest.raises(Refused, match="không phải là xã"):
        actions.register(by=cast.owner, custodian=cast.department, told=told(at(key)), at=AT)


@pytest.mark.parametrize(
    "who", ["stranger", "chair", "auditor", "commune", "establishment", "admin", "former"]
)
def test_nobody_else_enters_or_amends(who: str, cast: Cast) -> None:
    one, user = enter(cast), getattr(cast, who)
    with pytest.raises(Refused):
        actions.register(by=user, custodian=cast.department, told=told(at(NEW)), at=AT)
    with pytest.raises(Refused):
        actions.amend(by=user, establishment=one, told=told(at(NEW), "Khác"), at=AT)
    with pytest.raises(Refused):
        actions.confirm_commune(by=user, establishment=one, commune=at(ELSEWHERE), at=AT)
    with pytest.raises(Refused):
        actions.tell_figure(
            by=user, establishment=one, kind=FigureOf.LABOUR, value=1, day=TODAY, at=AT
        )
    with pytest.raises(Refused):
        actions.reveal_number(by=user, establishment=one, reason="đối chiếu hợp đồng", at=AT)
    assert EstablishmentVersion.objects.count() == 1


def test_an_amendment_leaves_the_state_before_on_record(cast: Cast) -> None:
    one = enter(cast, key=OLD)
    seen = queries.current_version(one).id
    said = told(at(OLD), "Công ty cổ phần Gỗ Thí Dụ", phone="0912345678")
    actions.amend(by=cast.colleague, establishment=one, told=said, at=LATER, seen=seen)
    newest, oldest = queries.history(one)
    assert newest.changes == [
        ("Tên cơ sở", "Công ty TNHH Gỗ Thí Dụ", "Công ty cổ phần Gỗ Thí Dụ"),
        ("Điện thoại", "–", "0912***678"),
    ]
    assert oldest.version.superseded_at == newest.version.recorded_at == LATER
    moments = (AT - timedelta(days=1), AT, LATER - timedelta(seconds=1), LATER)
    known = [version_at(one, moment) for moment in moments]
    assert known == [None, oldest.version, oldest.version, newest.version]
    assert JournalEntry.objects.order_by("seq").last().facts == {"fields": ["name", "phone"]}


def test_what_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    one = enter(cast)
    actions.amend(by=cast.owner, establishment=one, told=told(at(NEW)), at=LATER)
    assert one.versions.count() == JournalEntry.objects.count() == 1


def test_who_writes_over_an_unseen_change_is_told_and_changes_nothing(cast: Cast) -> None:
    one = enter(cast)
    seen = queries.current_version(one).id
    actions.amend(by=cast.owner, establishment=one, told=told(at(NEW), "Gỗ Mẫu"), at=AT, seen=seen)
    with pytest.raises(Refused, match="Có người vừa sửa"):
        actions.amend(
            by=cast.colleague, establishment=one, told=told(at(NEW), "Khác"), at=LATER, seen=seen
        )
    one.refresh_from_db()
    assert one.name == "Gỗ Mẫu"


def test_an_act_whose_last_write_fails_leaves_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from khuyencong.registry.actions.establishments import profiles

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    one = enter(cast)
    monkeypatch.setattr(profiles, "propose_twins", fail)
    with pytest.raises(OSError, match="disk"):
        actions.amend(by=cast.owner, establishment=one, told=told(at(NEW), "Khác"), at=LATER)
    one.refresh_from_db()
    assert one.name == "Công ty TNHH Gỗ Thí Dụ"
    assert one.versions.count() == JournalEntry.objects.count() == 1


def test_an_old_address_stays_until_somebody_confirms_the_commune(cast: Cast) -> None:
    one = enter(cast, key=OLD)
    assert [heir.place.key for heir in queries.proposed_communes(one, TODAY)] == [NEW]
    with pytest.raises(Refused, match="không kế thừa"):
        actions.confirm_commune(by=cast.owner, establishment=one, commune=at(ELSEWHERE), at=AT)
    for _ in range(2):
        one = actions.confirm_commune(by=cast.owner, establishment=one, commune=at(NEW), at=LATER)
    assert one.commune.key == NEW
    assert queries.proposed_communes(one, TODAY) == []
    assert [change.version.commune.key for change in queries.history(one)] == [NEW, OLD]


def test_the_owners_number_is_masked_everywhere_and_shown_for_a_reason_kept(cast: Cast) -> None:
    one = enter(cast, "Hộ KD Nguyễn Văn Mẫu", form=HOUSEHOLD, owner_number="0010 9900 0045")
    assert one.owner_mask == "0010******45"
    assert NUMBER not in repr(vars(one)) + repr(list(JournalEntry.objects.values()))
    for reason in ("", " ", "xem"):
        with pytest.raises(Refused, match="vì sao"):
            actions.reveal_number(by=cast.owner, establishment=one, reason=reason, at=LATER)
    assert not NumberReveal.objects.exists()
    reason = "đối chiếu hợp đồng đã ký"
    number = actions.reveal_number(by=cast.owner, establishment=one, reason=reason, at=LATER)
    assert number == NUMBER
    kept = NumberReveal.objects.get()
    assert (kept.by, kept.reason, kept.recorded_at) == (cast.owner.id, reason, LATER)
    assert JournalEntry.objects.order_by("seq").last().act == "establishment.number_revealed"
    assert NUMBER not in repr(list(JournalEntry.objects.values()))


def test_amending_leaves_the_owners_number_unless_another_or_none_is_told(cast: Cast) -> None:
    said = {"name": "Hộ KD Mẫu", "form": HOUSEHOLD}
    one = enter(cast, **said, owner_number=NUMBER)
    one = actions.amend(
        by=cast.owner, establishment=one, told=told(at(NEW), **said, phone="0912345678"), at=LATER
    )
    assert OwnerNumber.objects.get().number == NUMBER
    gone = told(at(NEW), **said, phone="0912345678", owner_number="")
    one = actions.amend(by=cast.owner, establishment=one, told=gone, at=LATER)
    assert not OwnerNumber.objects.exists()
    assert one.owner_mask == ""
    with pytest.raises(Refused, match="không giữ số"):
        actions.reveal_number(by=cast.owner, establishment=one, reason="đối chiếu hồ sơ", at=LATER)


def test_figures_are_told_for_a_day_and_corrected_without_loss(cast: Cast) -> None:
    one = enter(cast)

    def tell(value: int, day: date) -> None:
        actions.tell_figure(
            by=cast.owner, establishment=one, kind=FigureOf.LABOUR, value=value, day=day, at=LATER
        )

    tell(10, date(2025, 1, 1))
    tell(12, date(2026, 1, 1))
    tell(12, date(2026, 1, 1))
    tell(14, date(2026, 1, 1))
    found = {
        day: figure_on(one, FigureOf.LABOUR, day)
        for day in (date(2024, 12, 31), date(2025, 6, 1), TODAY)
    }
    assert [figure and figure.value for figure in found.values()] == [None, 10, 14]
    assert one.figures.count() == 3
    for value, day in ((-1, TODAY), (2**63, TODAY), (1, TODAY + timedelta(days=1))):
        with pytest.raises(Refused):
            actions.tell_figure(
                by=cast.owner, establishment=one, kind=FigureOf.LABOUR, value=value, day=day, at=AT
            )


@pytest.mark.parametrize(
    "typed",
    [
        "Gỗ Thí Dụ",
        "go thi du",
        "GỖ THÍ DỤ",
        unicodedata.normalize("NFD", "gỗ thí dụ"),
        "công ty trách nhiệm hữu hạn gỗ thí dụ",
        "cty tnhh go",
        "thi du",
        "goox this duj",
        CODE,
        CODE[:8],
        "0912 345 678",
        "+84912345678",
    ],
)
def test_an_establishment_is_found_by_whatever_is_known(typed: str, cast: Cast) -> None:
    one = enter(cast, tax_code=CODE, phone="0912345678")
    enter(cast, "HTX Dệt Ví Dụ", key=ELSEWHERE, tax_code=make_tax_code(7))
    visible = queries.establishments_visible_to(cast.owner)
    assert list(queries.found_by(visible, typed)) == [one]


@pytest.mark.parametrize("typed", ["htx det vi du", "hợp tác xã dệt", "HTX"])
def test_abbreviations_are_found_in_full_and_the_full_name_by_them(typed: str, cast: Cast) -> None:
    short = enter(cast, "HTX Dệt Ví Dụ")
    long = enter(cast, "Hợp tác xã Dệt Ví Dụ Hai", key=ELSEWHERE)
    visible = queries.establishments_visible_to(cast.owner)
    assert set(queries.found_by(visible, typed)) == {short, long}


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "'; DROP", "\0", "x" * 10_000, "không có"])
def test_what_nothing_bears_finds_nothing(typed: str, cast: Cast) -> None:
    enter(cast)
    assert not queries.found_by(queries.establishments_visible_to(cast.owner), typed).exists()


def test_the_owners_number_finds_his_establishment_only_whole(cast: Cast) -> None:
    one = enter(cast, "Hộ KD Mẫu", form=HOUSEHOLD, owner_number=NUMBER)
    visible = queries.establishments_visible_to(cast.owner)
    assert list(queries.found_by(visible, NUMBER)) == [one]
    assert not queries.found_by(visible, NUMBER[:11]).exists()


def test_the_likeliest_stands_first_then_the_vietnamese_order(cast: Cast) -> None:
    names = ("Dệt Ví Dụ Đà", "HTX Dệt Ví Dụ", "Dệt Ví Dụ An", "Dệt Ví Dụ Ăn")
    for name in names:
        enter(cast, name)
    found = queries.found_by(queries.establishments_visible_to(cast.owner), "det vi du")
    assert [one.name for one in found] == [names[1], names[2], names[3], names[0]]


def test_an_address_is_found_under_the_old_place_and_the_new(cast: Cast) -> None:
    old, new = enter(cast, key=OLD), enter(cast, "Dệt Ví Dụ", key=NEW)
    other = enter(cast, "May Mẫu", key="ha-noi.phuong-ba-dinh")
    visible = queries.establishments_visible_to(cast.owner)
    for key in (OLD, NEW, "bac-ninh-tu-2025", "bac-giang", "bac-giang.huyen-son-dong"):
        assert set(queries.at_places(visible, [at(key)], TODAY)) == {old, new}, key
    assert set(queries.at_places(visible, [at("viet-nam")], TODAY)) == {old, new, other}
    several = [at(NEW), at("ha-noi")]
    assert set(queries.at_places(visible, several, TODAY)) == {old, new, other}
    assert not queries.at_places(visible, [], TODAY).exists()
    assert list(queries.with_old_address(visible, TODAY)) == [old]


def test_a_list_costs_the_same_however_long(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            rows = queries.listed(queries.establishments_visible_to(cast.owner))
            [(row.commune.name, row.custodian.name) for row, _ in queries.with_twins(rows)]
        return len(asked)

    enter(cast)
    cost()  # asks once for the scope of the reader
    before = cost()
    for number in range(5):
        enter(cast, f"Dệt Ví Dụ {number}", key=OLD)
    assert cost() == before == 2
