"""When a notice leaves, what a sentence may say, that every rule has its words and its subject."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import VIETNAM
from khuyencong.notices.queries import naming, subjects
from khuyencong.notices.rules.hours import MORNING, NIGHT, QuietHours, leaves_at
from khuyencong.notices.rules.telling import RULES, own_sentence
from khuyencong.notices.rules.wording import (
    BadWording,
    check_wording,
    filled,
    places_of,
    standard,
)
from khuyencong.notices.states import When
from khuyencong.web.desk.notices.addresses import ROLES, ROUTES

NONE = QuietHours(time(0), time(0))


def at(clock: str, day: int = 20) -> datetime:
    """Return a moment of November 2026 by the clock of Vietnam."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("happened", "when", "quiet", "leaves"),
    [
        (at("10:00"), When.AT_ONCE, NIGHT, at("10:00")),
        (at("21:00"), When.AT_ONCE, NIGHT, at("6:30", 21)),
        (at("23:59"), When.AT_ONCE, NIGHT, at("6:30", 21)),
        (at("0:00"), When.AT_ONCE, NIGHT, at("6:30")),
        (at("6:29"), When.AT_ONCE, NIGHT, at("6:30")),
        (at("6:30"), When.AT_ONCE, NIGHT, at("6:30")),
        (at("6:59"), When.MORNING, NIGHT, at("7:00")),
        (at("7:00"), When.MORNING, NIGHT, at("7:00", 21)),
        (at("22:00"), When.MORNING, NIGHT, at("7:00", 21)),
        (at("10:00"), When.MORNING, QuietHours(time(22), time(8)), at("8:00", 21)),
        (at("12:30"), When.AT_ONCE, QuietHours(time(12), time(13)), at("13:00")),
        (at("13:00"), When.AT_ONCE, QuietHours(time(12), time(13)), at("13:00")),
        (at("3:00"), When.AT_ONCE, NONE, at("3:00")),
    ],
)
def test_a_notice_leaves_outside_quiet_hours_and_the_digest_at_seven(
    happened: datetime, when: When, quiet: QuietHours, leaves: datetime
) -> None:
    assert leaves_at(happened, when, quiet) == leaves


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from([When.AT_ONCE, When.MORNING]),
    st.times(),
    st.times(),
)
def test_it_never_leaves_before_it_happened_nor_in_quiet_hours(
    happened: datetime, when: When, begins: time, ends: time
) -> None:
    whole = [one.replace(second=0, microsecond=0) for one in (begins, ends)]
    quiet = QuietHours(*whole)
    leaves = leaves_at(happened, when, quiet)
    assert happened <= leaves <= happened + timedelta(days=2)
    assert not quiet.hold(leaves)
    if when is When.MORNING and not quiet.hold(at("7:00")):
        assert leaves.astimezone(VIETNAM).time() == MORNING


def test_every_rule_has_a_sentence_and_its_right_is_one() -> None:
    own = {own_sentence(rule.act) for rule in RULES.values() if rule.person}
    assert {key for key in standard() if not key.startswith("letter.")} == set(RULES) | own
    assert all(rule.holders is None or rule.holders in Permission for rule in RULES.values())
    assert all(rule.holders or rule.maker or rule.drafter for rule in RULES.values())


def test_every_sort_of_subject_has_a_name_and_a_page() -> None:
    assert set(naming._SORTS) == set(ROUTES) | set(ROLES)
    assert set(subjects._SORTS) | {"membership"} == set(naming._SORTS), "days bring their own"


@pytest.mark.parametrize("key", sorted(standard()))
def test_our_own_sentences_are_fit(key: str) -> None:
    assert check_wording(key, standard()[key]) == standard()[key]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "phải có chữ"),
        ("x" * 201, "không quá 200"),
        ("Mở https://xau.example để xem", "địa chỉ trang"),
        ("Vào www.xau.vn", "địa chỉ trang"),
        ("Gửi về a@b", "địa chỉ"),
        ("Nhập mật khẩu để xem", "mật khẩu"),
        ("Đọc mã OTP cho cán bộ", "mật khẩu"),
        ("Kế hoạch {ten_nguoi}", "Không có chỗ điền"),
        ("Kế hoạch {don_vi.id}", "chỉ ghi tên chỗ điền"),
        ("Kế hoạch {don_vi!r}", "chỉ ghi tên chỗ điền"),
        ("Kế hoạch {don_vi:>900000000}", "chỉ ghi tên chỗ điền"),
        ("Kế hoạch {0}", "chỉ ghi tên chỗ điền"),
        ("Kế hoạch {", "ngoặc nhọn"),
        ("Kế hoạch }", "ngoặc nhọn"),
        ("Kế hoạch \x07{don_vi}", "không in được"),
    ],
)
def test_a_sentence_that_does_more_than_tell_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadWording, match=says):
        check_wording("plan.submit", text)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_refused_or_can_be_filled(text: str) -> None:
    try:
        kept = check_wording("plan.submit", text)
    except BadWording:
        return
    told = dict.fromkeys(places_of("plan.submit"), "X")
    assert len(filled("plan.submit", kept, told)) <= len(kept) + 10
