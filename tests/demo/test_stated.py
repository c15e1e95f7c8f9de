"""Every count, amount and percent that the three reports state is computed from records and agrees.

What does not stands, with its cause, in `khuyencong/demo/records/differences.toml`; that list is
complete: a fact that is neither answered nor listed fails, and so does one that is listed and
agrees after all.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from docx import Document as Opened
from docx.oxml.ns import qn

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.accounts.models import User
from khuyencong.check_file import read_and_check
from khuyencong.demo.establishments import tax_code
from khuyencong.demo.records import entering, targets
from khuyencong.demo.records.tables import NAMES
from khuyencong.demo.review import explain, review
from khuyencong.documents import Cited, Heading, parts_of, write_docx
from khuyencong.documents.docx.controls import cited_in
from khuyencong.ingestion.actions import ReadFile, keep
from khuyencong.ingestion.models import Confirmation
from khuyencong.ingestion.stored import stored
from khuyencong.projects.models import Project
from khuyencong.registry.actions.establishments import Particulars, register_many
from khuyencong.registry.models import Establishment, EstablishmentFigure
from khuyencong.registry.queries import custodian_today
from khuyencong.registry.states import EstablishmentForm, FigureOf
from khuyencong.reports.effect import Estimate, TooThin
from khuyencong.reports.naming import filter_of
from khuyencong.reports.preparing import Order, Written, write_report
from khuyencong.reports.queries.against import against_records
from khuyencong.reports.queries.effects import labour_effect
from khuyencong.reports.queries.profile import By, profile
from khuyencong.reports.queries.stated import stated_report
from khuyencong.reports.records import Reckoning
from khuyencong.reports.records.frozen import not_reckoned
from khuyencong.reports.rules.freezing import as_kept
from khuyencong.reports.states import Beside
from khuyencong.reports.uncited import spelled, uncited, words_of
from khuyencong.reports.words import of_target
from khuyencong.reports.written_json import to_json
from khuyencong.results.models import Result
from khuyencong.values.periods import read_period
from khuyencong.values.text import clean
from tests.conditions import SHARED
from tests.demo.asking import ON, World, count, growth, money, percent
from tests.demo.stated import GOLDEN, ORDERS, STATED, UNTOLD, Stated
from tests.reference import load_places

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
COUNTED = {"result", "target", "outcome"}
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Enter the records and the targets once for the module; they go with its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        make_demo_accounts(at=AT)
        entering.fill(AT)
        yield targets.fill(AT)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def worlds(filled: int, django_db_blocker: Any) -> dict[str, World]:
    """Return the three provinces, each read once."""
    with django_db_blocker.unblock():
        return {name: World(name) for name in NAMES}


@cache
def differences() -> tuple[dict[str, Any], ...]:
    told = resources.files("khuyencong.demo.records") / "differences.toml"
    return tuple(tomllib.loads(told.read_text(encoding="utf-8"))["difference"])


def excused(name: str) -> set[str]:
    return {fact for one in differences() if one["report"] == name for fact in one["facts"]}


@pytest.mark.parametrize("name", NAMES)
def test_the_records_say_what_the_report_states(name: str, worlds: dict[str, World]) -> None:
    wrong = {}
    for fact, stated in STATED[name].items():
        found = stated.ask(worlds[name])
        if (found.value, found.bound) != (stated.value, _bound(stated, found.bound)):
            wrong[fact] = (found, stated.value, stated.bound)
    assert wrong == {}


def _bound(stated: Stated, found: str) -> str:
    """Return how the records must bound a number: as the report does.

    A percentage of a number that is bounded is told without a bound in the report itself, and an
    effect is kept as it was said, "khoảng" in its words.
    """
    if stated.unit == "percent":
        return found
    return stated.bound


@pytest.mark.originals
@pytest.mark.parametrize("name", NAMES)
def test_no_fact_of_the_hand_made_answers_is_left_out(name: str) -> None:
    facts = {fact["id"]: fact for fact in golden(name) if fact["fact_type"] in COUNTED}
    assert set(STATED[name]) | excused(name) >= set(facts), "answer it, or list the difference"
    assert not set(STATED[name]) & excused(name)
    for fact, stated in STATED[name].items():
        told = facts[fact]
        assert Decimal(str(told["value"])) == stated.value, fact
        assert told["unit"] == stated.unit, fact
        said = told["bound"] if told["bound"] in ("gt", "lt", "about") else ""
        assert said == stated.bound, fact


def golden(name: str) -> list[dict[str, Any]]:
    text = (SHARED / "golden" / f"facts_{GOLDEN[name]}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_of_the_retold_report_is_left_out(name: str) -> None:
    """Each number that our own sentences count is one of the facts, or a known difference."""
    told = resources.files("khuyencong.demo") / "reports" / f"{name}.md"
    known = {(Decimal(one.value), one.unit) for one in STATED[name].values()}
    own = [one for one in differences() if one["report"] == name]
    excuses = {v for one in own for v in one.get("stated", "").split("; ") if v}
    known |= {(Decimal(value), "") for value in excuses}
    left = set()
    for figure in read_and_check(told.read_text(encoding="utf-8")).figures:
        if figure.kind not in COUNTED:
            continue
        unit = figure.unit.removesuffix("_per_month")
        for value in (figure.value, figure.value_high):
            if value is None:
                continue
            exact = Decimal(str(value))
            if (exact, unit) not in known and (exact, "") not in known:
                left.add(f"retold:{value} {unit}")
    assert left == set()


def test_the_list_of_differences_is_exact(worlds: dict[str, World]) -> None:
    """What the list says that the records answer, they answer; and it is not what was stated."""
    for one in differences():
        assert one["cause"].endswith(".")
        assert one["why"] in {"parts", "arithmetic", "unallocated", "unrecorded", "context"}
        if "asks" not in one:
            assert one["why"] in {"unrecorded", "context"}
            assert one["facts"]
            continue
        found = _asked(one["asks"], worlds[one["report"]])
        assert found == Decimal(one["records"]), one["id"]
        assert one.get("stated", "") != one["records"], one["id"]
    ids = [one["id"] for one in differences()]
    assert len(ids) == len(set(ids)) == 12


def _asked(word: str, world: World) -> Decimal:
    what, *parts = word.split(":")
    if what == "percent":
        return Decimal(percent(parts[0], 2)(world).value)
    if what == "growth":
        return Decimal(growth(parts[0], int(parts[1]), int(parts[2]))(world).value)
    if not parts:
        return Decimal(money()(world).value)
    source, content = parts
    if what == "projects":
        return Decimal(count(*filter(None, [source]), content=content)(world).value)
    return Decimal(world.totals.amount(source=source, content=content))


def test_what_is_missing_is_what_the_issue_says() -> None:
    """The differences that the founding reports are known for, in their own numbers."""
    told = {one["id"]: one for one in differences()}
    gap = told["tra-vinh-tong-kinh-phi"]
    assert int(gap["stated"]) - int(gap["records"]) == 174_072_434
    assert told["bac-giang-huyen-chua-ro-noi-dung-de-an"]["records"] == "65"
    assert told["bac-giang-huyen-chua-ro-noi-dung-kinh-phi"]["records"] == "3647300000"
    assert told["bac-kan-chua-ro-noi-dung-de-an"]["records"] == "24"
    assert told["bac-giang-tang-truong-19-8"]["stated"] == "19.8"
    assert told["bac-giang-may-moc-142-9"]["records"] == "142.99"


def test_a_number_that_moves_is_noticed(worlds: dict[str, World]) -> None:
    """Had one result of one line been another, a fact would not agree."""
    from django.db.models import F

    from khuyencong.results.models import Result

    with transaction.atomic():
        Result.objects.filter(kind="course").update(persons=F("persons") + 1)
        stated = STATED["tra-vinh-2016-2020"]["000-training_workers"]
        assert stated.ask(worlds["tra-vinh-2016-2020"]).value == stated.value + 32
        transaction.set_rollback(True)


def test_the_targets_of_the_provinces_as_they_stand(worlds: dict[str, World], filled: int) -> None:
    assert filled == 4
    assert targets.fill(AT) == 0
    found = {
        row.measure.id: (row.percent, row.standing.value, of_target(row.actual.value, row.aim))
        for row in worlds["bac-giang-2016-2020"].progress.rows
        if row.actual and row.aim
    }
    assert {name: str(percent) for name, (percent, _, _) in found.items()} == {
        "money.state": "79.17",
        "money.counterpart": "162.16",
        "management.class_turns": "153.00",
        "management.tour_turns": "100.00",
        "machinery.establishments": "142.99",
        "fairs.turns": "109.38",
        "products.establishments": "60.00",
        "consultancy.establishments": "134.00",
        "information.items": "100.00",
    }
    short = {name for name, (_, standing, _) in found.items() if standing == "missed"}
    assert short == {"money.state", "products.establishments"}
    assert found["money.state"][2] == "đạt 79,17\u00a0% mục tiêu"
    assert found["machinery.establishments"][2] == "vượt 42,99\u00a0% mục tiêu"


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("name", NAMES)
def test_whoever_was_supported_adds_up_to_the_whole(
    name: str, by: By, worlds: dict[str, World]
) -> None:
    """Broken down by whatever, the counts and the money are those of the report."""
    world = worlds[name]
    found = profile([world.department], world.period, by)
    assert found.sum("projects") == world.totals.count("accepted")
    assert found.sum("money") == world.totals.amount("accepted")
    lines = world.lines().exclude(establishment=None)
    assert found.sum("establishments") == lines.values("establishment").distinct().count()
    # All were entered long after: the first state that is known stands for that day.
    assert found.late == found.sum("establishments")


def test_the_effect_is_refused_where_nobody_is_like_the_supported(
    worlds: dict[str, World],
) -> None:
    world = worlds["bac-giang-2016-2020"]
    found = labour_effect([world.department], world.period, ON)
    assert found.effect == TooThin(0, 0, 0)
    assert found.change == TooThin(0, 0, 0)


def test_the_effect_on_labour_is_that_of_the_supported_over_the_others(
    worlds: dict[str, World],
) -> None:
    """Everybody grew by 2, the supported by 5: before and after says 5, the comparison 3."""
    world = worlds["bac-giang-2016-2020"]
    with transaction.atomic():
        model = Establishment.objects.filter(custodian=world.department)
        supported = list(model.filter(trade__code="25").order_by("id"))
        one = supported[0]
        others = [
            Particulars(
                form=EstablishmentForm(form),
                name=f"Cơ sở mẫu so sánh {number}",
                commune=one.commune,
                trade=one.trade,
                tax_code=tax_code(90_000 + number),
            )
            for number, form in enumerate(
                [other.form for other in supported for _ in range(3)], start=1
            )
        ]
        officer = entering.officer_of(world.department, AT)
        kept = register_many(
            by=officer, custodian=world.department, told=others, at=AT, is_demonstration=True
        )
        for place, (row, grew) in enumerate(
            [*((row, 5) for row in supported), *((row, 2) for row in kept)]
        ):
            for day, labour in ((date(2015, 12, 31), 20), (date(2021, 6, 30), 20 + grew)):
                EstablishmentFigure.objects.create(
                    establishment=row,
                    kind=FigureOf.LABOUR,
                    value=labour + place % 3,
                    day=day,
                    recorded_at=AT,
                )
        found = labour_effect([world.department], world.period, ON)
        transaction.set_rollback(True)
    assert isinstance(found.effect, Estimate)
    assert isinstance(found.change, Estimate)
    assert (found.change.value, found.effect.value) == (5, 3)
    assert found.effect.supported >= 30


# --- the old reports held against the records ----------------------------------------------------

#: What the old reports state otherwise than the records, with what the records have; no more.
DIFFERING = {
    "tra-vinh-2016-2020": {
        ("money.state", 6_450_958_643, 6_276_886_209),
        # Of two items at once: the voting, and the fair at which it was held.
        ("money.state", 268_851_279, 1_424_175_199),
    },
    # Another 62 trainees were those of other bodies.
    "bac-kan-2014-2018": {("management.trainees", 100, 38)},
    "bac-giang-2016-2020": set(),
}


@pytest.mark.parametrize("name", NAMES)
def test_just_the_known_numbers_differ_from_the_records(
    name: str, worlds: dict[str, World]
) -> None:
    world = worlds[name]
    words = (resources.files("khuyencong.demo") / "reports" / f"{name}.md").read_text("utf-8")
    about = Confirmation(
        place=world.place,
        period_start=world.period.start,
        period_end=world.period.end,
        money_stage="accepted",
    )
    found = against_records(read_and_check(words), about, now=AT, on=ON)
    told = {
        (one.stated.measure, int(one.stated.value), int(one.ours.value or 0))
        for one in found.differing
    }
    assert told == DIFFERING[name]
    assert len(found.compared) >= 30


@pytest.mark.parametrize(
    ("name", "notes"),
    [("tra-vinh-2016-2020", 2), ("bac-kan-2014-2018", 1), ("bac-giang-2016-2020", 3)],
)
def test_every_difference_bears_its_cause_in_the_demonstration(
    name: str, notes: int, worlds: dict[str, World]
) -> None:
    words = (resources.files("khuyencong.demo") / "reports" / f"{name}.md").read_text("utf-8")
    officer = User.objects.get(username="chuyen-vien-cuc")
    with transaction.atomic():
        document = keep(
            by=officer,
            custodian=custodian_today(worlds[name].department, ON),
            read=ReadFile(f"{name}.md", words, stored(read_and_check(words))),
            at=AT,
        )
        review(document, by=officer, at=AT)
        assert [explain(document, by=officer, at=AT) for _ in range(2)] == [notes, 0]
        found = stated_report(document, on=ON)
        transaction.set_rollback(True)
    assert found.unexplained == 0
    assert len(found.at(Beside.DIFFERS)) == len(DIFFERING[name])
    assert sum(bool(row.notes) for row in found.rows) == notes
    kept = [row for row in found.at(Beside.DIFFERS) if row.compared]
    assert all(row.notes[0].records == clean(row.compared.ours.in_full) for row in kept)


# --- the official reports that are written of them -----------------------------------------------


def written(name: str) -> Written:
    place, period = ORDERS[name]
    return write_report(Order(place, read_period(period)), now=AT)


@pytest.fixture(scope="module")
def reports(filled: int, django_db_blocker: Any) -> Iterator[dict[str, Written]]:
    """Return the reports of the three provinces, each written once."""
    with django_db_blocker.unblock():
        yield {name: written(name) for name in ORDERS}


@pytest.mark.parametrize("name", ORDERS)
def test_the_report_tells_what_the_old_one_states(name: str, reports: dict[str, Written]) -> None:
    told = {(Decimal(one.value or 0), one.unit) for one in reports[name].figures}
    told |= {(round(value, places), unit) for value, unit in told for places in (0, 1, 2)}
    lost = {f for f, one in STATED[name].items() if (Decimal(one.value), one.unit) not in told}
    assert lost <= UNTOLD[name]
    from_nothing = [one.told() for one in reports[name].figures if not one.records and one.value]
    assert from_nothing == []


@pytest.mark.parametrize("name", ORDERS)
def test_every_number_of_its_words_is_a_figure(name: str, reports: dict[str, Written]) -> None:
    report = reports[name]
    keys = {one.key for one in report.figures}
    cited = [part for words in words_of(report.document) for part in parts_of(words)]
    assert {part.cite for part in cited if isinstance(part, Cited)} == keys
    assert uncited(report.document, report.figures) == []
    for part in cited:
        if isinstance(part, str):
            assert not _digits_left(part), part
    assert all(len(key) <= 64 for key in keys)


#: What may stand in words without a figure: days, years, hours, the number of a row.
_NO_FIGURE = re.compile(
    r"\b[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}\b|\b(?:19|20)[0-9]{2}\b|\b[0-9]{2} giờ [0-9]{2}\b|^[0-9]+$"
)


def _digits_left(text: str) -> bool:
    return any(char.isdigit() for char in _NO_FIGURE.sub("", text))


@pytest.mark.parametrize("name", ORDERS)
def test_our_own_reader_finds_no_fault_in_it(name: str, reports: dict[str, Written]) -> None:
    text, _ = spelled(reports[name].document)
    assert [c.statement for c in read_and_check(text).checks if not c.holds] == []


def test_the_numbers_of_bac_giang(reports: dict[str, Written]) -> None:
    report = to_json(reports["bac-giang-2016-2020"])
    told = {
        (one["measure"], *sorted(one["filters"].items())): one["value"]
        for one in report["figures"]
        if one["stage"] == "accepted"
    }
    assert told[("projects.count",)] == 297
    assert told[("money.state",)] == 30_722_300_000
    by = [told[("projects.count", ("funding_source", s))] for s in ("provincial", "national")]
    assert [*by, told[("projects.count", ("funding_source", "district"))]] == [132, 17, 148]
    assert told[("money.counterpart",)] == 229_219_000_000
    [total] = [
        one for one in report["figures"] if one["measure"] == "money.state" and not one["filters"]
    ]
    assert total["evidence"]["records"] == 360
    assert len(total["evidence"]["hash"]) == 32
    assert total["shown_as"] == "30.722,3\u00a0triệu đồng"
    assert report["uncited_numbers"] == []
    assert report["form"] == "period"
    assert report["sections"][2]["title"] == "Xây dựng, ban hành văn bản"


def test_a_record_taken_away_changes_what_rests_on_it_and_nothing_else(
    reports: dict[str, Written],
) -> None:
    before = {one.key: one for one in reports["tra-vinh-2016-2020"].figures}
    with transaction.atomic():
        lost = Result.objects.filter(kind="course", owner__place__name="Trà Vinh").first()
        assert lost
        gone = f"result:{lost.series}"
        Result.objects.filter(series=lost.series).update(withdrawn=True, version=2, reason="thử")
        after = {one.key: one for one in written("tra-vinh-2016-2020").figures}
        transaction.set_rollback(True)
    changed = {key for key, one in before.items() if one.told() != after[key].told()}
    own = reports["tra-vinh-2016-2020"].asking.own
    resting = {
        key
        for key, one in before.items()
        if one.asked.table == "result"
        and gone in {row.ref for row in own.rows("result", one.asked.measure, one.asked.filters)}
    }
    covered = {key for key, one in before.items() if one.asked.measure == "contents.covered"}
    assert changed == resting | covered
    assert len(resting) >= 2


def test_a_figure_is_the_same_however_its_rows_stand(reports: dict[str, Written]) -> None:
    for report in reports.values():
        rows = report.asking.own.records
        turned = Reckoning.of(
            replace(
                rows,
                projects=rows.projects[::-1],
                money=rows.money[::-1],
                results=rows.results[::-1],
            )
        )
        assert turned.digest("money", "accepted", {}) == report.asking.own.digest(
            "money", "accepted", {}
        )
        assert turned.money().value == report.asking.own.money().value
        assert turned.result("machinery.establishments") == report.asking.own.result(
            "machinery.establishments"
        )


@pytest.mark.parametrize("name", ORDERS)
def test_each_number_of_the_word_file_is_one_measure(
    name: str, reports: dict[str, Written]
) -> None:
    """Every control of the file bears the words of its figure; nothing else counts anything."""
    report = reports[name]
    shown = {one.key: one for one in report.figures}
    data = write_docx(report.document)
    found = cited_in(data)
    assert {cite for cite, _ in found} == shown.keys()
    for cite, words in found:
        figure = shown[cite]
        bare = figure.money.bare(figure.value or 0) if figure.unit == "VND" else figure.shown
        assert bare in words, (words, figure.shown)
    for paragraph in _outside_controls(data):
        assert not _digits_left(paragraph), paragraph


def _outside_controls(data: bytes) -> Iterator[str]:
    """Yield the paragraphs of a Word file without the words of its figures."""
    for paragraph in Opened(BytesIO(data)).element.body.iter(qn("w:p")):
        own = (run for run in paragraph.iter(qn("w:t")) if not _in_control(run))
        text = "".join(run.text or "" for run in own).strip()
        yield re.sub(r"^(?:[IVX]+|[0-9]+)\. ", "", text).removeprefix("1.")


def _in_control(run: Any) -> bool:
    return any(above.tag == qn("w:sdt") for above in run.iterancestors())


@pytest.mark.parametrize("name", ORDERS)
def test_its_frozen_rows_give_every_figure_again(name: str, reports: dict[str, Written]) -> None:
    """As plain values that were kept and read again, without the database."""
    prepared = reports[name].prepared()
    figures, rows = as_kept(prepared.figures), as_kept(prepared.rows)
    assert list(not_reckoned(figures, rows)) == []
    asked = [one for one in figures if one["table"]]
    assert len(asked) > len(figures) / 2
    lost = next(row for row in rows if row["id"].startswith("money:"))
    wrong = {key for key, _, _ in not_reckoned(figures, [r for r in rows if r is not lost])}
    money = [one for one in figures if one["measure"] == "money.state"]
    whole = {one["key"] for one in money if not one["where"]}
    assert whole <= wrong
    assert {one["table"] for one in figures if one["key"] in wrong} <= {"money", "carrying"}


def test_it_is_written_in_word_and_as_json(reports: dict[str, Written]) -> None:
    report = reports["bac-kan-2014-2018"]
    opened = Opened(BytesIO(write_docx(report.document)))
    text = "".join(letters.text or "" for letters in opened.element.body.iter(qn("w:t")))
    assert "thực hiện 65\u00a0đề án" in text
    assert "7/9\u00a0nội dung" in text


_CODE = re.compile(r"[a-z]+[._][a-z]+|^[a-z ]+$")


def test_no_figure_is_called_by_a_code(reports: dict[str, Written]) -> None:
    country = [("viet-nam", "2014-2020"), ("viet-nam", "2019"), ("Bắc Giang", "2018")]
    others = [write_report(Order(place, read_period(span)), now=AT) for place, span in country]
    for report in (*reports.values(), *others):
        for one in report.figures:
            lines = {one.name, one.method, *map(filter_of, one.told()["filters"].values())}
            found = [said for said in lines if _CODE.search(said)]
            assert found == [], (one.asked, found)
            assert one.method, one.asked


def test_a_region_is_the_sum_of_its_provinces() -> None:
    period = read_period("2016-2020")
    at = AT.replace(day=28)

    def report(name: str) -> Written:
        return write_report(Order(name, period), now=at)

    region = report("Trung du miền núi phía Bắc")
    parts = [report(name) for name in ("Bắc Giang", "Bắc Kạn")]
    asking, of_parts = region.asking, [part.asking for part in parts]
    assert asking.projects().value == sum(int(one.projects().value or 0) for one in of_parts)
    assert asking.money().value == sum(int(one.money().value or 0) for one in of_parts) > 0
    trained = [one.result("training.workers").value or 0 for one in of_parts]
    assert asking.result("training.workers").value == sum(map(int, trained))
    words, _ = spelled(region.document)
    assert "hoạt động khuyến công vùng Trung du miền núi phía Bắc thực hiện" in words
    assert "Hồ sơ mới có của 2/14 tỉnh" in words
    assert "chưa kiểm chứng" in words or asking.told.is_region_verified
    assert not uncited(region.document, region.figures)
    assert to_json(region)["place"]["name"] == "Trung du miền núi phía Bắc"
    assert [sheet.code for sheet in region.sheets].count("2") == 1


def test_a_commune_tells_what_was_done_on_its_soil_by_whomever() -> None:
    name = "bac-giang.huyen-son-dong.xa-dai-son"
    written = write_report(Order(name, read_period("2016-2020")), now=AT.replace(day=28))
    there = Project.objects.filter(places__place__key=name).distinct().count()
    assert written.asking.projects().value == there == 5
    assert written.document.subject.endswith("trên địa bàn xã Đại Sơn giai đoạn 2016-2020")
    heads = [block.title for block in written.document.blocks if isinstance(block, Heading)]
    assert "Công tác quản lý nhà nước về khuyến công" not in heads
    assert "Hợp tác quốc tế về khuyến công" not in heads
    assert "Đào tạo nghề, truyền nghề" in heads
    assert not uncited(written.document, written.figures)
