"""Bundles lost, early, late and in parts: gaps are known, and only what is missing goes again."""

from khuyencong.applications.models import RoundTarget, SurveyRound
from khuyencong.core.models import JournalEntry
from khuyencong.exchange.actions.logging import scan
from khuyencong.exchange.models import Bundle, Instance, Known
from khuyencong.exchange.rules import gaps, joined, reach
from khuyencong.registry.models import Place
from tests.exchange.machines import Machine
from tests.exchange.test_bundles import add_round

Pair = tuple[Machine, Machine]


def names(machine: Machine) -> list[str]:
    with machine.here():
        return sorted(SurveyRound.objects.values_list("name", flat=True))


def test_spans_join_reach_and_leave_gaps() -> None:
    held = [(5, 7), (2, 5), (9, 12)]
    assert joined(held) == [(2, 7), (9, 12)]
    assert (reach(2, held), reach(1, held), reach(7, held)) == (7, 1, 7)
    assert gaps(0, held) == [(0, 2), (7, 9)]
    assert gaps(12, held) == []


def test_an_early_bundle_waits_for_the_one_before(pair: Pair) -> None:
    centre, province = pair
    add_round(province, "so", "một")
    first = province.export().data
    add_round(province, "so", "hai")
    second = province.export().data
    early = centre.take(second)
    assert (early.taken, early.missing) == (0, [(0, 1)])
    assert names(centre) == []
    done = centre.take(first)
    assert (done.taken, done.missing) == (2, [])
    assert names(centre) == ["hai", "một"]
    with centre.here():
        assert set(Bundle.objects.values_list("state", "file")) == {("taken", "")}


def test_a_lost_bundle_goes_again_and_nothing_else(pair: Pair) -> None:
    centre, province = pair
    for name in ("một", "hai", "ba"):
        add_round(province, "so", name)
        data = province.export().data
        if name != "hai":
            centre.take(data)
    province.take(centre.export().data)
    again = province.export()
    assert again.bundle.covers == [[1, 2]]
    centre.take(again.data)
    assert names(centre) == ["ba", "hai", "một"]


def test_what_was_lost_last_goes_again_when_there_is_nothing_else(pair: Pair) -> None:
    centre, province = pair
    add_round(province, "so", "một")
    province.export()
    again = province.export()
    assert again.bundle.covers == [[0, 1]]
    centre.take(again.data)
    province.take(centre.export().data)
    assert province.export().count == 0


def test_a_large_look_goes_in_parts_and_is_taken_whole(pair: Pair) -> None:
    centre, province = pair
    round = add_round(province, "so", "đợt lớn")
    with province.here():
        for place in Place.objects.all():
            RoundTarget.objects.create(round=round, commune=place)
    first = province.export(most=3)
    assert (first.count, first.left) == (3, 4)
    assert centre.take(first.data).taken == 0
    assert names(centre) == []
    second = province.export(most=3)
    third = province.export(most=3)
    centre.take(third.data)
    assert centre.take(second.data).taken == 7
    assert centre.everything() == province.everything()


def test_every_row_keeps_whence_it_came(pair: Pair) -> None:
    centre, province = pair
    round = add_round(province, "so")
    done = province.export()
    centre.take(done.data)
    with centre.here():
        known = Known.objects.get(record=round.id)
        partner = Instance.objects.get(is_own=False)
        assert (known.source, known.seq, known.bundle) == (partner, 1, done.bundle.sha256)
        entry = JournalEntry.objects.get(act="exchange.take")
        assert entry.facts["taken"] == 1
        assert len(entry.facts["root"]) == 64
    with province.here():
        sent = JournalEntry.objects.get(act="exchange.send")
        assert sent.facts["root"] == entry.facts["root"]


def test_a_body_that_is_named_by_its_key_has_another_id_there(pair: Pair) -> None:
    centre, province = pair
    round = add_round(province, "so")
    centre.take(province.export().data)
    with centre.here():
        taken = SurveyRound.objects.get(pk=round.pk)
        assert taken.custodian_id == centre.bodies["so"].id != province.bodies["so"].id


def test_a_look_at_nothing_new_adds_nothing(pair: Pair) -> None:
    _, province = pair
    add_round(province, "so")
    with province.here():
        assert (scan(at=province.now()), scan(at=province.now())) == (1, 0)
