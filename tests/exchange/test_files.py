"""Papers and their files: once, in any order, never unlooked at, never what nothing names."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from khuyencong.applications import actions as applications
from khuyencong.applications.models import Paper, PaperKind, PaperUse
from khuyencong.applications.queries import papers_visible_to, stored_bytes, uses_of
from khuyencong.core import blobs
from khuyencong.core.refusal import Refused
from khuyencong.exchange.actions import exporting
from khuyencong.exchange.actions.deciding import decide
from khuyencong.exchange.carried import PUT_TO
from khuyencong.exchange.models import AwaitedFile, Conflict, FileThere, Instance, Known, Parked
from khuyencong.projects.queries.papers import ABOUT_LINE, ABOUT_PROJECT
from khuyencong.registry.models import Place
from khuyencong.results.actions.evidence import add_evidence
from khuyencong.values.canonical import sha256_of
from khuyencong.verification import verify
from tests.exchange.machines import Machine
from tests.exchange.papers import PDF, ask, file_of, forge, papers, put
from tests.exchange.test_bundles import flipped, refusal
from tests.factories import make_project, make_result, make_user

Pair = tuple[Machine, Machine]
#: When every file of today is old enough to be swept.
LATER = datetime.now(UTC) + timedelta(days=3)


def files_in(data: bytes) -> list[str]:
    parts = json.loads(data.split(b"\n", 1)[0])["parts"]
    return [part["sha256"] for part in parts if part["what"] == "file"]


def lacks(machine: Machine) -> list[str]:
    return lacks_of(machine.export().data)


def lacks_of(data: bytes) -> list[str]:
    found: list[str] = json.loads(data.split(b"\n", 1)[0])["lacks"]
    return found


def why(machine: Machine) -> dict[str, str]:
    with machine.here():
        return dict(Parked.objects.values_list("kind", "why"))


def talk(centre: Machine, province: Machine, rounds: int = 3) -> None:
    for _ in range(rounds):
        centre.take(province.export().data)
        province.take(centre.export().data)


# --- what travels ----------------------------------------------------------------------------


def test_the_papers_of_a_request_stand_at_the_centre_with_their_files(pair: Pair) -> None:
    centre, province = pair
    request = ask(province, "so")
    use = put(province, request, PDF + b"bao gia")
    data = province.export().data
    assert files_in(data) == [use.paper.sha256]
    done = centre.take(data)
    assert (done.parked, done.wishes) == (0, 0)
    with centre.here():
        [there] = uses_of("request", request.id)
        assert (there.pk, there.paper.custodian) == (use.pk, centre.bodies["so"])
        assert stored_bytes(there.paper) == PDF + b"bao gia"
        assert there.paper.kind == PaperKind.objects.get(code="bao-gia")
        known = Known.objects.get(kind="applications.Paper", record=there.paper.pk)
        assert (known.source, known.custodian) == (centre.partner, centre.bodies["so"].id)
        assert papers_visible_to(make_user("DEPT_OFFICER", centre.bodies["so"])).exists()
        assert not papers_visible_to(make_user("DEPT_OFFICER", centre.bodies["so-khac"])).exists()
        assert not papers_visible_to(None).exists()
    assert centre.everything() == province.everything()


def test_the_papers_of_a_de_an_of_its_lines_and_of_a_result_travel(pair: Pair) -> None:
    centre, province = pair
    with province.here():
        body, officer = province.bodies["so"], make_user("CENTRE_OFFICER", province.bodies["so"])
        project, result = (
            make_project(officer, body),
            make_result(officer, body, place=Place.objects.get(key="xa-1")),
        )
        kind = PaperKind.objects.get(code="bao-gia")
        kept = {"custodian": body, "kind": kind, "at": province.now(), "by": officer}
        for number, about in enumerate((ABOUT_PROJECT, ABOUT_LINE)):
            data = PDF + bytes([number])
            paper = applications.keep_paper(file_name="a.pdf", data=data, allowed=True, **kept)
            applications.use_paper(
                by=officer, paper=paper, about_kind=about, about=project.id, at=province.now(),
                allowed=True,
            )  # fmt: skip
        add_evidence(
            by=officer, result=result, kind=kind, file_name="b.pdf", data=PDF, at=province.now()
        )
    centre.take(province.export().data)
    assert len(papers(centre)) == 3
    assert centre.everything() == province.everything()
    for machine in pair:
        with machine.here():
            assert list(verify()) == []
    with centre.here():
        kinds = PaperUse.objects.values_list("about_kind", flat=True)
        assert sorted(kinds) == ["line", "project", "result"]


def test_lists_of_persons_stay_at_home_and_are_given_to_nobody_who_asks(pair: Pair) -> None:
    centre, province = pair
    request = ask(province, "so")
    use = put(province, request, PDF + b"ten nguoi", code="danh-sach")
    data = province.export().data
    assert files_in(data) == []
    centre.take(data)
    assert papers(centre) == []
    with province.here():
        Instance.objects.filter(is_own=False).update(asked_files=[use.paper.sha256])
    assert files_in(province.export().data) == []


def test_a_paper_put_to_what_does_not_travel_goes_without_being_put(pair: Pair) -> None:
    centre, province = pair
    use = put(province, ask(province, "so"), PDF)
    with province.here():
        PaperUse.objects.filter(pk=use.pk).update(about_kind="elsewhere")
    centre.take(province.export().data)
    with centre.here():
        assert (Paper.objects.count(), PaperUse.objects.count()) == (1, 0)
    talk(centre, province, 1)
    assert province.export().count == 0


# --- once ------------------------------------------------------------------------------------


def test_a_file_goes_once_whatever_becomes_of_the_rows_that_name_it(pair: Pair) -> None:
    centre, province = pair
    first, second = ask(province, "so"), ask(province, "so")
    use = put(province, first, PDF)
    put(province, second, PDF)
    data = province.export().data
    assert files_in(data) == [use.paper.sha256]
    centre.take(data)
    province.take(centre.export().data)
    with province.here():
        Paper.objects.filter(pk=use.paper_id).update(file_name="tên khác.pdf")
    put(province, ask(province, "so"), PDF)
    again = province.export()
    assert (again.count > 0, files_in(again.data)) == (True, [])
    centre.take(again.data)
    # The centre has it from there: what of its own names it goes without it.
    put(centre, ask(centre, "cuc"), PDF)
    back = centre.export()
    assert (back.count > 0, files_in(back.data)) == (True, [])
    province.take(back.data)
    assert centre.everything() == province.everything()
    assert len(papers(centre)) == 4


def test_what_is_under_way_is_not_sent_again_for_an_older_question(pair: Pair) -> None:
    centre, province = pair
    use = put(province, ask(province, "so"), PDF)
    sha256 = use.paper.sha256
    with province.here():
        FileThere.objects.create(partner=province.partner, sha256=sha256)
    centre.take(province.export().data)
    asking = centre.export().data
    put(province, ask(province, "so"), PDF + b"khac")
    province.take(asking)
    sent = province.export()
    assert sha256 in files_in(sent.data)
    # Asked before that came: known to be under way. Asked after it was taken: lost.
    with centre.here():
        Instance.objects.filter(is_own=False).update(trouble="x")
    older = centre.export(again=True).data
    province.take(older)
    assert files_in(province.export().data) == []
    centre.take(sent.data)
    file_of(centre, sha256).unlink()
    province.take(centre.export().data)
    assert files_in(province.export().data) == [sha256]


# --- what is missing, and what comes early -------------------------------------------------------


def test_a_row_waits_for_its_file_and_nothing_else_does(pair: Pair) -> None:
    centre, province = pair
    request = ask(province, "so")
    use = put(province, request, PDF)
    path = file_of(province, use.paper.sha256)
    path.rename(path.parent / "di-vang")
    first = province.export().data
    assert files_in(first) == []
    centre.take(first)
    assert why(centre) == {"applications.Paper": "file", "applications.PaperUse": "missing"}
    assert papers(centre) == []
    with centre.here():
        assert type(request).objects.filter(pk=request.pk).exists()
    assert lacks(centre) == [use.paper.sha256]
    (path.parent / "di-vang").rename(path)
    talk(centre, province, 2)
    assert why(centre) == {}
    assert papers(centre) == [use.paper.sha256]
    assert centre.everything() == province.everything()


def test_files_that_come_before_their_rows_are_asked_for_again(pair: Pair) -> None:
    centre, province = pair
    put(province, ask(province, "so"), PDF + b"0" * 900)
    first = province.export(most=2)
    assert (files_in(first.data), first.left > 0) == ([], True)
    bundles = [first]
    while bundles[-1].left:
        bundles.append(province.export(most=2))
    assert [len(files_in(one.data)) for one in bundles][-1] == 1
    for one in reversed(bundles):
        centre.take(one.data)
    talk(centre, province)
    assert len(papers(centre)) == 1
    assert (why(centre), centre.everything()) == ({}, province.everything())


def test_many_files_go_in_many_bundles_of_bounded_size(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre, province = pair
    monkeypatch.setattr(exporting, "FILES", 2_500)
    monkeypatch.setattr(exporting, "MOST_FILES", 3)
    request = ask(province, "so")
    for number in range(11):
        size = 1_000 if number < 6 else 10
        put(province, request, PDF + bytes([number]) * size)
    bundles = [province.export()]
    while bundles[-1].left:
        bundles.append(province.export())
    sent = [files_in(one.data) for one in bundles]
    assert all(1 <= len(one) <= 3 for one in sent)
    assert len({sha for one in sent for sha in one}) == sum(len(one) for one in sent) == 11
    centre.take(bundles[0].data)
    assert len(papers(centre)) == len(sent[0])
    for one in bundles[1:]:
        centre.take(one.data)
    assert len(papers(centre)) == 11
    assert (why(centre), lacks(centre)) == ({}, [])


def test_a_bundle_that_is_broken_anywhere_is_refused_before_it_waits(pair: Pair) -> None:
    centre, province = pair
    put(province, ask(province, "so"), PDF + b"1")
    first = province.export().data
    put(province, ask(province, "so"), PDF + b"2")
    early = province.export().data
    for at in range(len(early) - 120, len(early), 11):
        assert "bị hỏng" in refusal(centre, flipped(early, at))
    for data in (early, first):
        centre.take(data)
    assert len(papers(centre)) == 2


def test_a_file_altered_where_it_is_kept_does_not_leave(pair: Pair) -> None:
    centre, province = pair
    use = put(province, ask(province, "so"), PDF)
    file_of(province, use.paper.sha256).write_bytes(PDF + b"sua")
    data = province.export().data
    assert files_in(data) == []
    centre.take(data)
    assert why(centre)["applications.Paper"] == "file"


# --- asked once ------------------------------------------------------------------------------

#: What waits, as it is asked for the files that it names.
QUESTIONS = {
    "changes that wait": r'SELECT.*"exchange_parked"\."body".*FROM "exchange_parked"',
    "wishes of the partner": r'SELECT.*"exchange_conflict"\."theirs".*FROM "exchange_conflict"',
    "wishes of ours": r'SELECT.*"exchange_change"\."body".*NOT \(?EXISTS',
}


@contextmanager
def counted(machine: Machine) -> Iterator[tuple[list[str], dict[str, int]]]:
    """Count all questions asked of a machine's database inside, and those of what waits."""
    asked: list[str] = []
    waits: dict[str, int] = {}
    with machine.here(), CaptureQueriesContext(connections["default"]) as queries:
        yield asked, waits
    asked += [one["sql"] for one in queries]
    of_files = [sql for sql in asked if "applications.Paper" in sql]
    waits |= {
        name: sum(bool(re.search(question, sql, re.S)) for sql in of_files)
        for name, question in QUESTIONS.items()
    }


def test_what_waits_is_asked_once_for_a_bundle(pair: Pair) -> None:
    centre, province = pair
    request = ask(province, "so")
    for number in range(3):
        lost = put(province, request, PDF + bytes([number])).paper.sha256
        file_of(province, lost).unlink()
    data = province.export().data
    with counted(centre) as (_, taking):
        centre.take(data)
    assert why(centre)["applications.Paper"] == "file"
    with counted(centre) as (_, telling):
        asking = centre.export()
    assert len(lacks_of(asking.data)) == 3
    province.take(asking.data)
    with counted(province) as (_, answering):
        province.export()
    assert taking == telling == answering == dict.fromkeys(QUESTIONS, 1)


def test_however_many_files_are_asked_for_the_questions_are_as_many(pair: Pair) -> None:
    centre, province = pair
    request, counts = ask(province, "so"), []
    centre.take(province.export().data)
    for files in (1, 9):
        asked_for = [
            put(province, request, PDF + bytes([files, one])).paper.sha256 for one in range(files)
        ]
        province.export()
        with province.here():
            FileThere.objects.all().delete()
            Instance.objects.filter(is_own=False).update(asked_files=asked_for)
        with counted(province) as (asked, _):
            sent = province.export(again=True)
        assert set(asked_for) <= set(files_in(sent.data))
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- what is no paper ------------------------------------------------------------------------


def photograph() -> bytes:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    Image.new("RGB", (8, 8)).save(file, "JPEG", exif=exif)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "more", "told"),
    [
        (b"<html><script>1</script></html>", {}, "Nội dung tệp là trang web"),
        (PDF + b"0" * (10 * 1024 * 1024), {}, "Tệp quá 10 MB"),
        (PDF, {"size": 7}, "Loại hoặc cỡ của tệp khác"),
        (PDF, {"media_type": "image/png"}, "Loại hoặc cỡ của tệp khác"),
        (photograph(), {"media_type": "image/jpeg"}, "Ảnh còn mang nơi chụp"),
    ],
)
def test_what_could_not_be_handed_in_is_not_kept_when_it_comes(
    pair: Pair, data: bytes, more: dict[str, object], told: str
) -> None:
    centre, province = pair
    paper = forge(province, ask(province, "so"), data, **more)
    centre.take(province.export().data)
    assert why(centre) == {"applications.Paper": "bad_file", "applications.PaperUse": "missing"}
    with centre.here():
        assert Parked.objects.get(why="bad_file").detail.startswith(told)
        assert not blobs.is_kept(paper.sha256)
    # It is not asked for again, and does not come again.
    assert lacks(centre) == []
    province.take(centre.export().data)
    assert files_in(province.export().data) == []
    # Set right at home, it comes.
    with province.here():
        told_anew = {"sha256": blobs.put(PDF + b"dung"), "size": len(PDF) + 4}
        Paper.objects.filter(pk=paper.pk).update(media_type="application/pdf", **told_anew)
    talk(centre, province, 1)
    assert papers(centre) == [sha256_of(PDF + b"dung")]
    assert why(centre) == {}


def test_what_nothing_names_is_not_kept(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    centre, province = pair
    put(province, ask(province, "so"), PDF)
    written = exporting.written

    def more(header: object, parts: list[tuple[str, bytes, int]], key: object) -> bytes:
        return written(header, [*parts, ("file", b"chat day o", 1)], key)  # type: ignore[arg-type]

    monkeypatch.setattr(exporting, "written", more)
    data = province.export().data
    assert sha256_of(b"chat day o") in files_in(data)
    centre.take(data)
    with centre.here():
        assert not blobs.is_kept(sha256_of(b"chat day o"))
    assert len(papers(centre)) == 1


# --- what waits is not swept -------------------------------------------------------------------


def test_the_sweep_leaves_the_file_of_a_change_that_waits(pair: Pair) -> None:
    centre, province = pair
    use = put(province, ask(province, "so"), PDF)
    with centre.here():
        kind = PaperKind.objects.get(code="bao-gia")
        kind.delete()
    centre.take(province.export().data)
    assert why(centre)["applications.Paper"] == "nameless"
    with centre.here():
        blobs.sweep(LATER)
        assert AwaitedFile.objects.get().kept == use.paper.sha256
        PaperKind.objects.create(code="bao-gia", name="Báo giá")
    assert lacks(centre) == []
    centre.take(province.export().data)
    assert papers(centre) == [use.paper.sha256]
    with centre.here():
        assert not AwaitedFile.objects.exists()


def wished(pair: Pair) -> tuple[PaperUse, Conflict]:
    """Let the centre put a paper to a request of the province; return the wish about it."""
    centre, province = pair
    request = ask(province, "so")
    centre.take(province.export().data)
    with centre.here():
        there = type(request).objects.get(pk=request.pk)
    use = put(centre, there, PDF + b"cua Cuc")
    province.take(centre.export().data)
    with province.here():
        return use, Conflict.objects.get(kind="applications.Paper")


def decided(machine: Machine, conflict: Conflict, verdict: str) -> None:
    with machine.here():
        decide(by=machine.head, conflict=conflict, verdict=verdict, reason="x", at=machine.now())


def test_the_file_of_a_wish_is_asked_for_and_the_wish_is_decided_when_it_is_there(
    pair: Pair,
) -> None:
    centre, province = pair
    use, wish = wished(pair)
    with pytest.raises(Refused, match="tệp chưa tới"):
        decided(province, wish, "theirs")
    for machine in pair:
        with machine.here():
            blobs.sweep(LATER)
    centre.take(province.export().data)
    province.take(centre.export().data)
    with province.here():
        blobs.sweep(LATER)
    decided(province, wish, "theirs")
    with province.here():
        decided(province, Conflict.objects.get(kind="applications.PaperUse"), "theirs")
    talk(centre, province, 2)
    assert papers(centre) == papers(province) == [use.paper.sha256]
    assert centre.everything() == province.everything()


def test_a_wish_that_is_turned_down_leaves_no_file_behind(pair: Pair) -> None:
    centre, province = pair
    use, wish = wished(pair)
    talk(centre, province, 1)
    decided(province, wish, "ours")
    with province.here():
        decided(province, Conflict.objects.get(kind="applications.PaperUse"), "ours")
    talk(centre, province, 2)
    assert papers(centre) == papers(province) == []
    for machine in pair:
        with machine.here():
            blobs.sweep(LATER)
            assert not blobs.is_kept(use.paper.sha256)


def test_the_file_of_a_wish_that_is_none_is_told_to_who_decides(pair: Pair) -> None:
    centre, province = pair
    request = ask(province, "so")
    centre.take(province.export().data)
    with centre.here():
        there = type(request).objects.get(pk=request.pk)
    forge(centre, there, b"<html></html>")
    province.take(centre.export().data)
    centre.take(province.export().data)
    province.take(centre.export().data)
    with province.here():
        wish = Conflict.objects.get(kind="applications.Paper")
    with pytest.raises(Refused, match="Nội dung tệp là trang web"):
        decided(province, wish, "theirs")
    assert lacks(province) == []


# --- custody ---------------------------------------------------------------------------------


def test_a_paper_put_to_a_record_of_ours_by_who_is_not_home_is_a_wish(pair: Pair) -> None:
    centre, province = pair
    ours = ask(centre, "cuc")
    province.take(centre.export().data)
    theirs = put(province, ask(province, "so"), PDF)
    with province.here():
        PaperUse.objects.filter(pk=theirs.pk).update(about=ours.pk)
    centre.take(province.export().data)
    with centre.here():
        assert not uses_of("request", ours.pk).exists()
        wish = Conflict.objects.get()
        assert (wish.kind, wish.custodian) == ("applications.PaperUse", centre.bodies["cuc"].id)
    # The paper itself is the province's word.
    assert papers(centre) == [theirs.paper.sha256]


def test_nobody_changes_a_paper_of_another_home(pair: Pair) -> None:
    centre, province = pair
    use = put(province, ask(province, "so"), PDF)
    centre.take(province.export().data)
    with centre.here():
        Paper.objects.filter(pk=use.paper_id).update(file_name="sửa.pdf")
    province.take(centre.export().data)
    with province.here():
        assert Paper.objects.get().file_name == "giấy tờ.pdf"
        assert Conflict.objects.get().kind == "applications.Paper"


def test_a_partner_is_given_no_file_that_it_was_not_told_of(pair: Pair) -> None:
    """What the province keeps is the province's to give, not the centre's, even for its hash."""
    centre, province = pair
    use = put(province, ask(province, "so"), PDF)
    centre.take(province.export().data)
    with centre.here():
        Instance.objects.filter(is_own=False).update(asked_files=[use.paper.sha256])
    assert files_in(centre.export().data) == []


def test_a_kind_of_record_that_is_not_known_here_is_told_as_a_later_version(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre, province = pair
    put(province, ask(province, "so"), PDF)
    data = province.export().data
    monkeypatch.delitem(PUT_TO, "request")
    assert "phiên bản ở đây chưa biết" in refusal(centre, data)


def test_the_database_knows_what_a_kept_file_is(pair: Pair) -> None:
    centre, _ = pair
    with centre.here():
        row = {"partner": centre.partner, "sha256": "a" * 64}
        for wrong in ({"kept": "b" * 64}, {"kept": "a" * 64, "refused": "x"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                AwaitedFile.objects.create(**row, **wrong)
        for model in (AwaitedFile, FileThere):
            model.objects.create(**row)
            with pytest.raises(IntegrityError), transaction.atomic():
                model.objects.create(**row)
