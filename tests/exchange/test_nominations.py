"""A product that a province's council chose goes up into the round of another system."""

import random
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from khuyencong.applications.models import PaperUse
from khuyencong.applications.queries import stored_bytes, uses_of
from khuyencong.competitions import actions
from khuyencong.competitions.models import Certificate, Entry, Round
from khuyencong.competitions.queries.judging import ABOUT, dossier
from khuyencong.competitions.queries.labelled import product_page
from khuyencong.competitions.queries.rounds import climbers
from khuyencong.competitions.queries.scope import certificates_visible_to
from khuyencong.competitions.states import RoundLevel, RoundState
from khuyencong.core import blobs
from khuyencong.core.refusal import Refused
from khuyencong.exchange.actions.deciding import decide, decide_all
from khuyencong.exchange.models import Conflict, Parked
from khuyencong.exchange.queries.scope import wishes_to_decide
from khuyencong.exchange.states import Verdict
from khuyencong.results.queries import counted
from khuyencong.verification import verify
from tests.competitions.council import AT, DECIDED
from tests.competitions.dossiers import make_called
from tests.exchange.machines import Machine
from tests.exchange.test_files import talk
from tests.exchange.votes import hold, know_the_vote, recognised, sent
from tests.factories import PDF, make_user

Pair = tuple[Machine, Machine]
YEAR = date(2026, 1, 1), date(2027, 1, 1)


@dataclass
class Chosen:
    """A product that a province chose, and a round of the nation that is called."""

    centre: Machine
    province: Machine
    below: Entry
    round: Round

    def climb(self, machine: Machine) -> Entry:
        """Bring the entry up on a machine, as its own officer does."""
        with machine.here():
            return actions.climb(
                by=machine.officer,
                entry=Entry.objects.get(pk=self.below.pk),
                to_round=Round.objects.get(pk=self.round.pk),
                at=AT,
            )


@pytest.fixture
def chosen(pair: Pair) -> Chosen:
    centre, province = pair
    for machine in pair:
        with machine.here():
            know_the_vote(machine)
    with province.here():
        below = sent(province, make_called(province.bodies["so"]))
        recognised(hold(province, entries=[below], points=[900]), nominated=[0])
    with centre.here():
        days = {"opens_on": date(2026, 11, 20), "closes_on": date(2027, 2, 1)}
        cuc = centre.bodies["cuc"]
        round = make_called(cuc, RoundLevel.NATION, from_province=True, **days)
    return Chosen(centre, province, below, round)


def require_equal_and_clean(pair: Pair) -> None:
    assert pair[0].everything() == pair[1].everything()
    for machine in pair:
        with machine.here():
            assert not Parked.objects.exists()
            assert not Conflict.objects.filter(verdict=Verdict.OPEN).exists()
            assert list(verify()) == []


def voted(machine: Machine, above: Entry) -> Certificate:
    """Let the nation's round go to its end on the machine that runs it; return the title."""
    with machine.here():
        above.refresh_from_db()
        how = {"by": machine.officer, "entry": above}
        whole = actions.submit_entry(**how, seen=above.stamp, at=AT)
        other = make_user("AGENCY_OFFICER", machine.bodies["cuc"])
        taken = actions.accept_entry(by=other, entry=whole, at=AT)
        recognised(hold(machine, "cuc", entries=[taken], points=[850]))
        return Certificate.objects.get(entry=above.pk)


@pytest.mark.parametrize("seed", range(3))
def test_a_nominated_product_is_voted_by_the_nation_and_its_title_comes_home(
    chosen: Chosen, client: Client, seed: int
) -> None:
    """Whatever is lost, repeated and late on the way."""
    centre, province = chosen.centre, chosen.province
    chance = random.Random(f"nominated {seed}")

    def talk_badly() -> None:
        under_way = []
        for _ in range(4):
            for machine, to in ((province, centre), (centre, province)):
                under_way.append((to, machine.export(again=chance.random() < 0.3).data))
        chance.shuffle(under_way)
        for to, data in under_way:
            for _ in range(chance.randrange(3)):
                to.take(data)
        talk(centre, province, 4)

    talk_badly()
    require_equal_and_clean((centre, province))
    with centre.here():
        assert [one.pk for one in climbers(Round.objects.get(pk=chosen.round.pk))] == [
            chosen.below.pk
        ]
    above = chosen.climb(centre)
    with centre.here():
        assert dossier(above).missing == []
        [use] = uses_of(ABOUT, above.pk)
        assert stored_bytes(use.paper) == PDF
        assert blobs.is_whole(above.product.photos.first().public)
        assert not climbers(Round.objects.get(pk=chosen.round.pk)).exists()
    title = voted(centre, above)
    talk_badly()
    require_equal_and_clean((centre, province))
    with province.here():
        one = Certificate.objects.get(pk=title.pk)
        officer = make_user("DEPT_OFFICER", province.bodies["so"])
        assert one in certificates_visible_to(officer)
        page = product_page(officer, one.product_id, DECIDED)
        assert page is not None
        assert {(t.level, t.custodian_id) for t, _ in page.titles} == {
            ("nation", province.bodies["cuc"].id),
            ("province", province.bodies["so"].id),
        }
        told = client.get(f"/q/{one.code}").content.decode()
        assert "Còn hiệu lực" in told
        assert "Sổ của đơn vị cấp ở Hệ thống cuc" in told
    cache.clear()
    with centre.here():
        assert "từ sổ của đơn vị cấp" in client.get(f"/q/{title.code}").content.decode()
    figures = []
    for machine in (centre, province):
        with machine.here():
            both = [
                {
                    key[0]: one.value
                    for key, one in counted(machine.bodies[body], *YEAR, by=()).items()
                }
                for body in ("so", "cuc")
            ]
            assert [told["products.recognised"] for told in both] == [1, 1]
            figures.append(both)
    assert figures[0] == figures[1]


def test_a_title_taken_back_at_home_climbs_no_more(chosen: Chosen) -> None:
    talk(chosen.centre, chosen.province, 2)
    with chosen.province.here():
        Certificate.objects.update(
            revoked_on=DECIDED, revoked_by=chosen.province.head.id, revoke_reason="Mẫu"
        )
    talk(chosen.centre, chosen.province, 1)
    with chosen.centre.here():
        assert not climbers(Round.objects.get(pk=chosen.round.pk)).exists()
    with pytest.raises(Refused, match="thu hồi"):
        chosen.climb(chosen.centre)


def test_a_department_that_brings_it_up_itself_makes_a_wish(chosen: Chosen) -> None:
    centre, province = chosen.centre, chosen.province
    talk(centre, province, 2)
    above = chosen.climb(province)
    talk(centre, province, 2)
    with centre.here():
        kinds = Conflict.objects.order_by("kind").values_list("kind", "custodian")
        assert list(kinds) == [
            ("applications.PaperUse", None),
            ("competitions.Entry", centre.bodies["cuc"].id),
        ]
        how = {"by": centre.head, "partner": centre.partner, "reason": "Nhận", "at": centre.now()}
        assert decide_all(verdict=Verdict.THEIRS, **how) == 2
        assert PaperUse.objects.filter(about=above.pk).count() == 1
    voted(centre, Entry(pk=above.pk))
    talk(centre, province, 2)
    require_equal_and_clean((centre, province))


def test_two_who_bring_it_up_at_once_end_with_the_entry_of_the_organiser(chosen: Chosen) -> None:
    centre, province = chosen.centre, chosen.province
    talk(centre, province, 2)
    ours, theirs = chosen.climb(centre), chosen.climb(province)
    talk(centre, province, 2)
    with province.here():
        assert Entry.objects.get(climbed_from=chosen.below.pk).pk == theirs.pk
        waits = dict(Parked.objects.values_list("kind", "why"))
        assert waits == {"competitions.Entry": "clash", "applications.PaperUse": "missing"}
        assert not Conflict.objects.exists()
    with centre.here():
        for wish in Conflict.objects.order_by("kind"):
            how = {"by": centre.head, "conflict": wish, "reason": "Đã đưa lên", "at": centre.now()}
            decide(verdict=Verdict.OURS, **how)
    talk(centre, province, 3)
    require_equal_and_clean((centre, province))
    with province.here():
        assert Entry.objects.get(climbed_from=chosen.below.pk).pk == ours.pk
        assert PaperUse.objects.filter(about=ours.pk).count() == 1
        assert Round.objects.get(pk=chosen.round.pk).state == RoundState.CALLED


def test_a_wish_that_rests_on_another_goes_to_who_answers_once_that_stands(chosen: Chosen) -> None:
    """The organiser is a body that works at the centre, and does not run it."""
    centre, province = chosen.centre, chosen.province
    with centre.here():
        other = centre.bodies["so-khac"]
        Round.objects.filter(pk=chosen.round.pk).update(custodian=other)
    talk(centre, province, 2)
    chosen.climb(province)
    talk(centre, province, 2)
    with centre.here():
        head = centre.heads[other.id]
        [entry] = wishes_to_decide(head)
        use = Conflict.objects.get(kind="applications.PaperUse")
        how = {"verdict": Verdict.THEIRS, "reason": "Nhận", "at": centre.now()}
        with pytest.raises(Refused, match="quyết định hồ sơ ấy trước"):
            decide(by=centre.head, conflict=use, **how)
        decide(by=head, conflict=entry, **how)
        [use] = wishes_to_decide(head)
        decide(by=head, conflict=use, **how)
    talk(centre, province, 2)
    require_equal_and_clean((centre, province))
