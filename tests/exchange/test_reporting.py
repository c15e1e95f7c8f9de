"""A Sở with an instance of its own hands its report in; the agency answers from another."""

from datetime import date

import pytest

from khuyencong.core import blobs
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.exchange.actions.deciding import decide
from khuyencong.exchange.models import Conflict, Parked
from khuyencong.exchange.queries.wishes import shown
from khuyencong.ingestion.actions.receiving import receive
from khuyencong.ingestion.models import Document
from khuyencong.registry.models import Place
from khuyencong.reporting import actions as reporting
from khuyencong.reporting.actions import extend, load_regimes
from khuyencong.reporting.actions.standing import restand
from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reports.queries.editions import editions_visible_to
from khuyencong.reports.queries.owed import sendings_of
from khuyencong.verification import verify
from tests.exchange.machines import AT, Machine
from tests.exchange.reports import act, ask, open_year, owed, send, standings, stands, told_to
from tests.factories import make_user
from tests.reports.owed import make_edition

Pair = tuple[Machine, Machine]
DAY = date(2027, 1, 20)


@pytest.fixture
def opened(pair: Pair) -> Pair:
    """Return the pair when the Sở knows what it owes: the agency's calendar wrote it."""
    open_year(pair[0])
    swap(pair)
    return pair


def swap(pair: Pair, times: int = 2) -> None:
    """Let bundles go both ways."""
    centre, province = pair
    for _ in range(times):
        province.take(centre.export().data)
        centre.take(province.export().data)


def require_equal(pair: Pair) -> None:
    centre, province = pair
    assert centre.everything() == province.everything()
    assert standings(centre) == standings(province)
    for machine in pair:
        with machine.here():
            assert not Parked.objects.exists()
            assert list(verify()) == []


def test_what_the_agency_is_owed_comes_to_who_owes_it(opened: Pair) -> None:
    centre, province = opened
    with centre.here():
        one = owed(centre)
        count = Duty.objects.count()
    with province.here():
        there = owed(province)
        assert (there.state, there.data, there.due_on) == (one.state, one.data, one.due_on)
        # Named by what it is, not by an id.
        assert there.id != one.id
        assert Duty.objects.count() == count
        assert there.regime is None
    require_equal(opened)


def test_a_report_is_handed_in_given_back_sent_again_and_accepted(opened: Pair) -> None:
    centre, province = opened
    send(province, "120/BC-SCT")
    swap(opened)
    assert stands(centre) == "sent"
    act(centre, "give_back", reason="Thiếu phụ lục 2")
    swap(opened)
    assert stands(province) == "returned"
    send(province, "140/BC-SCT")
    swap(opened)
    act(centre, "accept", arrived_on=AT.date())
    swap(opened)
    with province.here():
        assert owed(province).state == "accepted"
        told = Submission.objects.order_by("ordinal").values_list(
            "ordinal", "paper", "answer", "reason", "arrived_on"
        )
        assert list(told) == [
            (1, "120/BC-SCT", "returned", "Thiếu phụ lục 2", None),
            (2, "140/BC-SCT", "accepted", "", AT.date()),
        ]
        assert Submission.objects.get(ordinal=2).answered_by == centre.officer.id
    require_equal(opened)


def test_a_report_that_is_asked_for_is_asked_on_both_sides(pair: Pair) -> None:
    centre, province = pair
    open_year(centre)
    ask(centre, "10 năm Nghị định 45", "so", due_on=DAY, basis="Công văn 5/CV")
    swap(pair)
    with province.here():
        duty = owed(province, form="thematic")
        assert (duty.title, duty.due_on, duty.due_basis) == (
            "10 năm Nghị định 45", DAY, "Công văn 5/CV",
        )  # fmt: skip
        assert duty.asked_by == duty.due_set_by == centre.officer.id
    send(province, "9/BC", form="thematic")
    swap(pair)
    with centre.here():
        assert owed(centre, form="thematic").state == "sent"
    require_equal(pair)


def test_the_same_bundle_again_writes_and_tells_nothing_more(opened: Pair) -> None:
    centre, province = opened
    assert told_to(centre, "reporting.send") == []
    send(province, "1/BC")
    data = province.export().data
    centre.take(data)
    with centre.here():
        stamp, noted = owed(centre).stamp, JournalEntry.objects.filter(act="reporting.send").count()
    centre.take(data)
    centre.take(province.export(again=True).data)
    with centre.here():
        assert owed(centre).stamp == stamp
        assert JournalEntry.objects.filter(act="reporting.send").count() == noted == 1


# --- the file of a report ------------------------------------------------------------------------


def hand_in(machine: Machine) -> Document:
    """Let the Sở hand a report in on its own instance."""
    with machine.here():
        return receive(
            by=machine.officer,
            custodian=machine.bodies["so"],
            file_name="báo cáo năm.txt",
            data="Báo cáo công tác khuyến công năm 2026\n\nĐã hỗ trợ 12 cơ sở.".encode(),
            at=machine.now(),
        )


def test_a_report_that_was_read_travels_as_its_file(opened: Pair) -> None:
    """What was read in the file stays with who read it."""
    centre, province = opened
    document = hand_in(province)
    send(province, "", document=document)
    swap(opened)
    with centre.here():
        sending = Submission.objects.get()
        assert (sending.paper, sending.document, sending.file_name) == (
            "", None, "báo cáo năm.txt",
        )  # fmt: skip
        assert sending.file == document.file_sha256
        assert blobs.is_whole(sending.file)
        assert owed(centre).state == "sent"
        assert not Document.objects.exists()
    require_equal(opened)


def test_a_report_sent_before_files_travelled_says_that_there_is_one(opened: Pair) -> None:
    centre, province = opened
    send(province, "", document=hand_in(province))
    with province.here():
        # As the upgrade leaves it.
        Submission.objects.update(file="")
    swap(opened)
    require_equal(opened)
    with centre.here():
        assert Submission.objects.get().file_name == "báo cáo năm.txt"


def test_a_frozen_edition_is_read_by_who_received_it(opened: Pair) -> None:
    centre, province = opened
    with province.here():
        edition = make_edition(province.bodies["so"])
    send(province, "12/BC-SCT", edition=edition.id)
    with centre.here():
        Place.objects.create(key=edition.report.place.key, level="province", name="Mẫu")
    swap(opened)
    require_equal(opened)
    with centre.here():
        assert Submission.objects.get().edition == edition.id
        read = editions_visible_to(centre.officer).get(id=edition.id)
        assert [one.duty for one in sendings_of(read)] == [owed(centre)]


# --- who is told ---------------------------------------------------------------------------------


def test_who_receives_hears_of_a_sending_and_who_sent_of_the_answer(opened: Pair) -> None:
    centre, province = opened
    for machine in opened:
        assert told_to(machine, "reporting.send") == []
    send(province, "1/BC")
    swap(opened)
    assert centre.officer.username in told_to(centre, "reporting.send")
    assert told_to(centre, "reporting.accept") == []
    act(centre, "give_back", reason="Thiếu")
    swap(opened)
    assert province.officer.username in told_to(province, "reporting.return")
    send(province, "2/BC")
    swap(opened)
    act(centre, "accept")
    swap(opened)
    assert province.officer.username in told_to(province, "reporting.accept")


def test_what_two_others_say_to_each_other_is_no_news(opened: Pair) -> None:
    centre, province = opened
    with centre.here():
        clerk = make_user("DEPT_OFFICER", centre.bodies["so-khac"])
    send(centre, "1/BC", by=clerk, debtor="so-khac")
    swap(opened)
    require_equal(opened)
    with province.here():
        assert owed(province, "so-khac").state == "sent"
        assert not JournalEntry.objects.filter(act__startswith="reporting.")


def test_what_is_long_over_is_no_news(opened: Pair) -> None:
    centre, province = opened
    assert told_to(centre, "reporting.send") == []
    send(province, "1/BC")
    data = province.export().data
    centre.tick[0] += 93 * 24 * 3600
    centre.take(data)
    assert told_to(centre, "reporting.send") == []
    assert stands(centre) == "sent"


# --- at the same time ----------------------------------------------------------------------------


def test_a_report_is_sent_while_it_is_excused(opened: Pair) -> None:
    """What was sent counts: the agency answers it as any other."""
    centre, province = opened
    send(province, "1/BC")
    act(centre, "excuse", reason="Gộp vào báo cáo khác")
    swap(opened)
    require_equal(opened)
    assert stands(centre) == stands(province) == "sent"
    act(centre, "accept")
    swap(opened)
    require_equal(opened)
    assert stands(province) == "accepted"


def test_a_report_is_sent_while_a_day_is_set(opened: Pair) -> None:
    centre, province = opened
    send(province, "1/BC")
    act(centre, "set_due", due_on=DAY, basis="Công văn 7")
    swap(opened)
    require_equal(opened)
    with province.here():
        duty = owed(province)
        assert (duty.state, duty.due_on, duty.due_basis) == ("sent", DAY, "Công văn 7")


def test_an_answer_is_given_by_a_clock_that_is_ahead(opened: Pair) -> None:
    """The second sending was noted before the first was given back, as the two clocks say."""
    centre, province = opened
    send(province, "1/BC")
    swap(opened)
    centre.tick[0] += 3000
    act(centre, "give_back", reason="Thiếu")
    swap(opened, 1)
    assert stands(province) == "returned"
    send(province, "2/BC")
    swap(opened)
    require_equal(opened)
    assert stands(centre) == "sent"


def test_an_accepted_report_is_given_back_while_the_receiver_asks_for_another(
    opened: Pair,
) -> None:
    centre, province = opened
    send(province, "1/BC")
    swap(opened)
    act(centre, "accept")
    late = centre.export().data
    act(centre, "give_back", reason="Số liệu mục 3 sai")
    ask(centre, "Làng nghề", "so")
    for data in (centre.export().data, late):
        province.take(data)
    send(province, "2/BC")
    swap(opened)
    require_equal(opened)
    assert stands(centre) == "sent"


def test_who_is_not_home_of_the_sender_notes_a_sending_too(opened: Pair) -> None:
    """The agency's people note the paper that lies before them: a wish, decided by the Sở."""
    centre, province = opened
    with centre.here():
        clerk = make_user("DEPT_OFFICER", centre.bodies["so"])
    send(centre, "1/BC", by=clerk)
    send(province, "2/BC")
    act(centre, "accept")
    swap(opened)
    with province.here():
        wish = Conflict.objects.get(verdict="open")
        assert wish.kind == "reporting.Submission"
        told = {row.label: row.theirs for row in shown(wish).rows}
        assert told["Báo cáo phải gửi"] == "Báo cáo năm năm 2026"
        assert (told["Đơn vị gửi"], told["Số, ký hiệu văn bản"]) == ("Đơn vị so", "1/BC")
        told = {"by": province.head, "conflict": wish, "at": province.now(), "reason": "Trùng"}
        decide(verdict="ours", **told)
    swap(opened)
    require_equal(opened)
    with centre.here():
        assert Submission.objects.get().paper == "2/BC"
    # The answer was to what is no sending: the one that counts waits for its own.
    assert stands(centre) == stands(province) == "sent"


def test_a_wish_to_note_a_sending_is_taken(opened: Pair) -> None:
    centre, province = opened
    with centre.here():
        clerk = make_user("DEPT_OFFICER", centre.bodies["so"])
    send(centre, "1/BC", by=clerk)
    act(centre, "accept")
    swap(opened)
    # The agency's own word came before the sending that it answers.
    assert stands(province) == "owed"
    with province.here():
        wish = Conflict.objects.get(verdict="open")
        told = {"by": province.head, "conflict": wish, "at": province.now(), "reason": "Đúng"}
        decide(verdict="theirs", **told)
        assert owed(province).state == "accepted"
    swap(opened)
    require_equal(opened)


# --- both calendars ------------------------------------------------------------------------------


def test_a_calendar_writes_nothing_for_a_receiver_who_is_kept_elsewhere(opened: Pair) -> None:
    _, province = opened
    before = standings(province)
    with province.here():
        load_regimes(at=province.now())
        extend(AT)
        assert not DutyAct.objects.filter(duty__receiver=province.bodies["cuc"], by=None).exclude(
            step="open"
        )
    assert {k: v for k, v in standings(province).items() if k in before} == before


def test_nobody_opens_a_year_for_a_receiver_who_is_kept_elsewhere(opened: Pair) -> None:
    _, province = opened
    with province.here():
        agency = province.bodies["cuc"]
        somebody = make_user("AGENCY_OFFICER", agency)
        with pytest.raises(Refused, match="hệ thống riêng của đơn vị"):
            reporting.open_year(by=somebody, receiver=agency, year=2027, at=province.now())


def test_what_a_calendar_wrote_before_the_two_met_gives_way(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with instances that exchanged before reports travelled: both wrote the year down."""
    centre, province = pair
    with province.here():
        load_regimes(at=province.now())
        with monkeypatch.context() as patched:
            patched.setattr(
                "khuyencong.reporting.actions.generating.kept_elsewhere", lambda day: frozenset()
            )
            extend(AT)
        own = owed(province)
        assert own.acts.get().by is None
    send(province, "1/BC")
    with centre.here():
        load_regimes(at=centre.now())
        extend(AT)
    swap(pair)
    require_equal(pair)
    with province.here():
        assert not Conflict.objects.exists()
        assert owed(province).id == own.id
        assert owed(province).regime == own.regime
        assert owed(province).acts.count() == 1
    with centre.here():
        assert not Conflict.objects.exists()
        assert owed(centre).state == "sent"


def test_a_rule_of_the_receiver_reaches_who_owes(opened: Pair) -> None:
    """Newer terms are the receiver's word: they come as acts, the rule itself stays."""
    centre, province = opened
    with centre.here():
        duty = owed(centre)
        DutyAct.objects.create(
            duty=duty,
            step="renew",
            at=centre.now(),
            reason="Thông tư mẫu",
            due_on=DAY,
            data_start=date(2026, 1, 1),
            data_end=date(2027, 1, 1),
        )
        restand([duty.id], centre.now())
    swap(opened)
    require_equal(opened)
    with province.here():
        assert (owed(province).due_on, owed(province).due_basis) == (DAY, "Thông tư mẫu")


# --- what is none --------------------------------------------------------------------------------


def test_nobody_answers_for_a_receiver_by_bundle(opened: Pair) -> None:
    """An answer that the Sở's own instance writes in the agency's name is a wish, no answer."""
    centre, province = opened
    send(province, "1/BC")
    with province.here():
        duty, sending = owed(province), Submission.objects.get()
        DutyAct.objects.create(
            duty=duty, step="accept", by=new_id(), at=province.now(), submission=sending.id
        )
    swap(opened)
    assert stands(centre) == "sent"
    with centre.here():
        wish = Conflict.objects.get(verdict="open")
        assert wish.kind == "reporting.DutyAct"
        assert {row.label: row.theirs for row in shown(wish).rows}["Việc"] == "Tiếp nhận"


def test_a_name_of_which_nothing_stands_leaves_no_report(pair: Pair) -> None:
    """A wish names a report; until it is decided nobody owes it."""
    centre, province = pair
    with province.here():
        duty = Duty.objects.create(
            custodian=province.bodies["so-khac"],
            receiver=province.bodies["cuc"],
            form="thematic",
            title="Chưa ai yêu cầu",
            period_start=date(2026, 1, 1),
            period_end=date(2027, 1, 1),
            recorded_at=AT,
            changed_at=AT,
        )
        DutyAct.objects.create(duty=duty, step="ask", by=new_id(), at=AT)
    centre.take(province.export().data)
    with centre.here():
        assert Conflict.objects.get().verdict == "open"
        assert not Duty.objects.exists()
