"""Papers: kept once, used again, by their bytes and not by their names, seen by whose they are."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries
from khuyencong.applications.actions.papers import paper_name
from khuyencong.applications.models import Paper, PaperKind, PaperNeeded, PaperUse
from khuyencong.applications.states import S
from khuyencong.core import blobs
from khuyencong.core.clock import now
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.factories import PDF, make_establishment, make_paper, make_request, make_user

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def test_the_papers_are_loaded_once(db: None) -> None:
    assert actions.load_papers() == PaperKind.objects.count() + PaperNeeded.objects.count() > 0
    assert actions.load_papers() == 0


def test_only_what_was_read_is_verified(db: None) -> None:
    """Thông tư 36/2013 Điều 10.2: the beneficiary's written request; nobody read any other."""
    actions.load_papers()
    today = AT.date()
    asked = queries.papers_needed("machinery", today)
    assert [one.kind.code for one in asked if one.verified] == ["van-ban-de-nghi"]
    assert len(asked) > 1
    codes = {one.kind.code for one in queries.papers_needed("relocation_interest", today)}
    assert codes - {one.kind.code for one in asked} == {
        "hop-dong-tin-dung",
        "chung-tu-lai",
        "hop-dong-nha-thau",
    }


def test_a_paper_is_uploaded_once_and_used_again(
    officer: User, establishment: Establishment
) -> None:
    first, second = (make_request(officer, establishment) for _ in range(2))
    use = make_paper(officer, first, "dang-ky-kinh-doanh")
    same = make_paper(officer, second, "dang-ky-kinh-doanh")
    assert use.paper == same.paper
    assert Paper.objects.count() == 1
    assert JournalEntry.objects.filter(act="paper.kept").count() == 1
    third = make_request(officer, establishment)
    view = queries.request_view(third, AT.date())
    asked = next(one for one in view.papers if one.kind.code == "dang-ky-kinh-doanh")
    assert asked.earlier == [use.paper] and asked.uses == []
    again = actions.reuse_for_request(by=officer, request=third, paper=use.paper, at=AT)
    assert actions.reuse_for_request(by=officer, request=third, paper=use.paper, at=AT) == again
    assert PaperUse.objects.count() == 3
    assert queries.stored_bytes(use.paper) == PDF + b"dang-ky-kinh-doanh"


def test_a_paper_taken_off_stays_on_record(officer: User, establishment: Establishment) -> None:
    request = make_request(officer, establishment)
    use = make_paper(officer, request)
    actions.take_off_request(by=officer, request=request, use=use, at=AT)
    assert not queries.uses_of("request", request.id).exists()
    assert Paper.objects.count() == PaperUse.objects.count() == 1
    actions.reuse_for_request(by=officer, request=request, paper=use.paper, at=AT)
    assert queries.uses_of("request", request.id).count() == 1


def test_a_paper_added_after_the_check_changes_what_is_sent(
    officer: User, establishment: Establishment
) -> None:
    request = make_request(officer, establishment)
    make_paper(officer, request)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.send(by=officer, request=request, seen=request.stamp, at=AT)


def test_papers_of_another_establishment_or_a_sent_request_are_refused(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    other = make_establishment(cast.owner, cast.department)
    use = make_paper(officer, make_request(officer, other))
    mine = make_request(officer, establishment)
    with pytest.raises(Refused, match="cơ sở khác"):
        actions.reuse_for_request(by=officer, request=mine, paper=use.paper, at=AT)
    with pytest.raises(Refused, match="không ở trong"):
        actions.take_off_request(by=officer, request=mine, use=use, at=AT)
    sent = make_request(officer, establishment, S.SENT)
    with pytest.raises(Refused):
        actions.reuse_for_request(by=officer, request=sent, paper=use.paper, at=AT)


def test_whose_papers_a_person_sees_and_keeps(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    use = make_paper(officer, make_request(officer, establishment))
    for reader in (officer, cast.owner, cast.auditor):
        assert queries.papers_visible_to(reader).exists()
    for nobody in (cast.stranger, cast.commune, cast.establishment, cast.admin, None):
        assert not queries.papers_visible_to(nobody).exists()
    foreign = make_user("CENTRE_OFFICER", cast.other_department)
    for person in (cast.owner, foreign, cast.auditor, cast.commune):
        with pytest.raises(Refused):
            actions.use_paper(by=person, paper=use.paper, about_kind="x", about=new_id(), at=AT)
        with pytest.raises(Refused):
            actions.end_use(by=person, use=use, at=AT)


def test_another_room_uses_the_same_store(cast: Cast, officer: User) -> None:
    """A đề án keeps a contract: no establishment, a right of its own, about itself."""
    actions.load_papers()
    contract = PaperKind.objects.get(code="hop-dong")
    right = {"by": officer, "at": AT, "right": "project.carry_out"}
    kept = {"custodian": cast.department, "kind": contract, "data": PDF}
    first, second = (
        actions.keep_paper(file_name=name, **kept, **right) for name in ("a.pdf", "b.pdf")
    )
    assert first == second and first.file_name == "a.pdf"
    project = new_id()
    actions.use_paper(paper=first, about_kind="project", about=project, **right)
    assert [use.paper for use in queries.uses_of("project", project)] == [first]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\giay\\bao gia.pdf", "bao gia.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("\u202egpj.exe", "gpj.exe"),
        ("\r\nX: y.pdf", "X: y.pdf"),
        ("", "khong-ten"),
        ("/", "khong-ten"),
        ("n" * 10_000 + ".pdf", "n" * 146 + ".pdf"),
        ("n" * 10_000, "n" * 150),
        ("Giấy đăng ký (bản 2).pdf", "Giấy đăng ký (bản 2).pdf"),
        ("<script>alert(1)</script>.pdf", "script>.pdf"),
    ],
)
def test_an_odd_name_is_kept_harmless(typed: str, kept: str) -> None:
    assert paper_name(typed) == kept


def test_what_is_no_paper_leaves_neither_row_nor_file(
    officer: User, establishment: Establishment
) -> None:
    actions.load_papers()
    request = make_request(officer, establishment)
    kind = PaperKind.objects.get(code="anh-xuong")
    files = kept_files()
    with pytest.raises(Refused, match="trang web"):
        actions.add_to_request(
            by=officer,
            request=request,
            kind=kind,
            file_name="anh.jpg",
            data=b"<html><body>x</body></html>",
            at=AT,
        )
    assert not Paper.objects.exists()
    assert kept_files() == files


def kept_files() -> set[str]:
    folder = Path(default_storage.path(blobs.FOLDER))
    return {path.name for path in folder.glob("??/*")}


def test_the_sweep_leaves_the_file_of_a_paper(officer: User, establishment: Establishment) -> None:
    use = make_paper(officer, make_request(officer, establishment))
    blobs.sweep(now() + timedelta(days=2))
    assert queries.stored_bytes(use.paper) == PDF + b"van-ban-de-nghi"


def test_papers_of_before_are_moved_among_the_kept_files(
    officer: User, establishment: Establishment
) -> None:
    move = import_module("khuyencong.applications.migrations.0004_papers_among_the_kept_files")
    use = make_paper(officer, make_request(officer, establishment))
    move.move_back(apps, connection.schema_editor())
    old = Path(default_storage.path(f"giay-to/{use.paper.sha256}"))
    assert old.exists() and not blobs.is_kept(use.paper.sha256)
    for _ in range(2):
        move.move(apps, connection.schema_editor())
        assert blobs.is_whole(use.paper.sha256) and not old.exists()
    assert queries.stored_bytes(use.paper) == PDF + b"van-ban-de-nghi"


def test_the_database_refuses_what_cannot_be(officer: User, establishment: Establishment) -> None:
    use = make_paper(officer, make_request(officer, establishment))
    needed = PaperNeeded.objects.first()
    rows = {
        "paper_media_known": (use.paper, {"media_type": "text/html"}),
        "paper_fingerprint_shape": (use.paper, {"sha256": "x"}),
        "paper_has_name_and_size": (use.paper, {"file_name": ""}),
        "paperuse_says_of_what": (use, {"about_kind": ""}),
        "paperkind_has_name": (use.paper.kind, {"name": ""}),
        "paperneeded_has_clause": (needed, {"clause": ""}),
        "paperneeded_item_known": (needed, {"item": "gold"}),
    }
    for name, (row, change) in rows.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)  # type: ignore[union-attr]
    for row in (use, use.paper, needed):
        row.id = new_id()  # type: ignore[union-attr]
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)  # type: ignore[union-attr]
    nobody = Paper.objects.get()
    nobody.establishment = None
    nobody.id = new_id()
    nobody.save(force_insert=True)
    nobody.id = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        nobody.save(force_insert=True)
