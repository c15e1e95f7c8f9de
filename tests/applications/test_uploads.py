"""A file in pieces over a bad line: killed at any offset it goes on, whole it is the very file."""

import hashlib
import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries
from khuyencong.applications.actions import FileTold, NotTaken, WrongOffset
from khuyencong.applications.actions.uploads import MOST_OPEN
from khuyencong.applications.models import Paper, PaperKind, PaperUse, Request, Upload, UploadPart
from khuyencong.applications.states import S
from khuyencong.core.refusal import Refused
from khuyencong.formats.papers import LARGEST
from khuyencong.registry.models import Establishment
from tests.cast import Cast, make_cast
from tests.conditions import SIZE
from tests.factories import PDF, make_establishment, make_law, make_request, make_user
from tests.threads import raised, together

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def scanned(size: int, seed: int = 1) -> bytes:
    """Return the bytes of a PDF of about this size."""
    return PDF[:-6] + b"%" + random.Random(seed).randbytes(size).replace(b"\n", b".") + PDF[-6:]


def maker_of(cast: Cast, establishment: Establishment) -> User:
    user = make_user("ESTABLISHMENT_USER", cast.department)
    let_represent(user=user, establishment=establishment, at=AT)
    return user


@pytest.fixture
def maker(cast: Cast, establishment: Establishment) -> User:
    return maker_of(cast, establishment)


@pytest.fixture
def request_(maker: User, establishment: Establishment) -> Request:
    return make_request(maker, establishment)


def told(data: bytes, code: str = "bao-gia", **more: object) -> FileTold:
    actions.load_papers()
    fields: dict[str, object] = {
        "kind": PaperKind.objects.get(code=code),
        "file_name": "báo giá.pdf",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return FileTold(**(fields | more))  # type: ignore[arg-type]


def begin(maker: User, request: Request, data: bytes, **more: object) -> Upload:
    return actions.begin_upload(by=maker, request=request, told=told(data, **more), at=AT)  # type: ignore[arg-type]


def put(maker: User, upload: Upload, offset: int, data: bytes) -> Upload:
    return actions.put_piece(by=maker, upload=upload, offset=offset, data=data, at=AT)


def sent(maker: User, request: Request, data: bytes, choice: random.Random) -> int:
    """Send a file over a line that breaks before, in, or after a piece; return how often."""
    upload, broken = begin(maker, request, data), 0
    while True:
        upload.refresh_from_db()
        at = upload.received
        if upload.paper_id:
            return broken
        piece = data[at : at + choice.randint(1, 9_000)]
        match choice.randrange(5):
            case 0:  # the piece never arrived
                broken += 1
            case 1:  # it arrived, the answer did not: sent again
                put(maker, upload, at, piece)
                broken += 1
                with pytest.raises(WrongOffset) as wrong:
                    put(maker, upload, at, piece)
                assert wrong.value.at == at + len(piece)
            case 2:  # the browser was closed: the file is chosen again
                broken += 1
                assert begin(maker, request, data).id == upload.id
            case _:
                put(maker, upload, at, piece)


@settings(
    max_examples=max(5, SIZE // 20),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_killed_and_resumed_at_random_offsets_the_file_is_equal(
    maker: User, establishment: Establishment, seed: int
) -> None:
    choice = random.Random(seed)
    request = make_request(maker, establishment)
    data = scanned(choice.randint(1, 60_000), seed)
    sent(maker, request, data, choice)
    use = queries.uses_of(queries.ABOUT, request.id).get()
    assert queries.stored_bytes(use.paper) == data
    assert not UploadPart.objects.exists()
    # An establishment has room for so many drafts: the next one takes its place.
    actions.withdraw(by=maker, request=request, reason="Mẫu", at=AT)


def test_the_same_file_is_not_sent_twice(maker: User, request_: Request) -> None:
    data = scanned(5_000)
    put(maker, begin(maker, request_, data), 0, data)
    other = actions.start_request(by=maker, establishment=request_.establishment, at=AT)
    again = begin(maker, other, data)
    assert again.paper_id and again.received == len(data)
    assert Paper.objects.count() == 1 and PaperUse.objects.count() == 2


def test_a_file_of_another_establishment_is_not_found_by_its_fingerprint(
    cast: Cast, maker: User, request_: Request
) -> None:
    data = scanned(5_000)
    put(maker, begin(maker, request_, data), 0, data)
    other = make_establishment(cast.owner, cast.department)
    stranger = maker_of(cast, other)
    foreign = actions.start_request(by=stranger, establishment=other, at=AT)
    assert begin(stranger, foreign, data).paper_id is None


def test_what_is_too_large_too_long_or_no_paper_is_refused(maker: User, request_: Request) -> None:
    data = scanned(2_000)
    for size in (0, LARGEST + 1):
        with pytest.raises(Refused, match="10 MB"):
            begin(maker, request_, data, size=size)
    upload = begin(maker, request_, data)
    with pytest.raises(Refused, match="dài hơn"):
        put(maker, upload, 0, data + b"x")
    broken = begin(maker, request_, data, sha256="0" * 64)
    with pytest.raises(NotTaken, match="không giống"):
        put(maker, broken, 0, data)
    broken.refresh_from_db()
    assert broken.received == 0  # nothing of the last piece stays
    words = b"ch\xc3\xa0o" * 50
    with pytest.raises(NotTaken):
        put(maker, begin(maker, request_, words), 0, words)
    assert not Paper.objects.exists()


def test_files_under_way_are_counted_and_given_up(maker: User, request_: Request) -> None:
    uploads = [begin(maker, request_, scanned(50, n), sha256="") for n in range(MOST_OPEN)]
    with pytest.raises(Refused, match="gửi dở"):
        begin(maker, request_, scanned(50), sha256="")
    actions.give_up(by=maker, upload=uploads[0])
    late = begin(maker, request_, scanned(50), sha256="")
    put(maker, uploads[1], 0, b"%PDF")
    assert actions.sweep_uploads(AT + timedelta(days=1)) == 0
    assert actions.sweep_uploads(AT + timedelta(days=2, seconds=1)) == MOST_OPEN
    assert not UploadPart.objects.exists()
    with pytest.raises(Refused, match="không còn"):
        put(maker, late, 0, b"%PDF")


def test_bytes_under_way_are_counted(maker: User, request_: Request) -> None:
    for number in range(4):
        begin(maker, request_, b"x", size=LARGEST, sha256=f"{number}" * 64)
    with pytest.raises(Refused, match="gửi dở"):
        begin(maker, request_, b"x", size=LARGEST, sha256="9" * 64)


def test_nobody_else_goes_on_with_a_file(
    cast: Cast, maker: User, officer: User, request_: Request
) -> None:
    upload = begin(maker, request_, scanned(100))
    colleague = maker_of(cast, request_.establishment)
    with pytest.raises(Refused, match="không còn"):
        put(colleague, upload, 0, b"%PDF")
    for person in (officer, cast.owner, cast.establishment):
        with pytest.raises(Refused, match="không có quyền"):
            put(person, upload, 0, b"%PDF")
        with pytest.raises(Refused, match="không có quyền"):
            begin(person, request_, scanned(100))
    sent_ = actions.send(by=maker, request=request_, seen=request_.stamp, at=AT)
    assert sent_.state == S.SENT
    with pytest.raises(Refused, match="không có quyền"):
        put(maker, upload, 0, b"%PDF")


def test_one_establishment_keeps_no_more_than_its_room(
    maker: User, request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khuyencong.applications.actions.papers.QUOTA", 3_000)
    data = scanned(2_000)
    put(maker, begin(maker, request_, data), 0, data)
    more = scanned(2_000, 2)
    with pytest.raises(NotTaken, match="hết chỗ"):
        put(maker, begin(maker, request_, more), 0, more)
    assert Paper.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_finished_twice_at_once_it_is_one_paper() -> None:
    cast = make_cast()
    make_law(cast.agency_officer)
    establishment = make_establishment(cast.owner, cast.department)
    maker = maker_of(cast, establishment)
    request = make_request(maker, establishment)
    data = scanned(3_000)
    upload = begin(maker, request, data)
    put(maker, upload, 0, data[:1_000])

    def finishes(number: int) -> Upload:
        by = User.objects.get(id=maker.id)
        mine = Upload.objects.select_related("request").get(id=upload.id)
        return put(by, mine, 1_000, data[1_000:])

    outcomes = together(2, finishes)
    assert [type(one) for one in raised(outcomes)] == [WrongOffset]
    assert Paper.objects.count() == PaperUse.objects.count() == 1
    assert queries.stored_bytes(Paper.objects.get()) == data


BREACHES: dict[str, dict[str, object]] = {
    "upload_within_its_size": {"received": 10_000},
    "upload_fingerprint_shape": {"sha256": "x"},
    "upload_has_name": {"file_name": ""},
}


@pytest.mark.parametrize("name", BREACHES)
def test_the_database_refuses_what_cannot_be(maker: User, request_: Request, name: str) -> None:
    upload = begin(maker, request_, scanned(100))
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Upload.objects.filter(id=upload.id).update(**BREACHES[name])


def test_done_is_whole_and_a_piece_stands_once(maker: User, request_: Request) -> None:
    data = scanned(100)
    upload = begin(maker, request_, data)
    put(maker, upload, 0, data[:10])
    use = actions.add_to_request(
        by=maker, request=request_, kind=upload.kind, file_name="x.pdf", data=PDF, at=AT
    )
    with pytest.raises(IntegrityError, match="upload_done"), transaction.atomic():
        Upload.objects.filter(id=upload.id).update(paper=use.paper)
    with pytest.raises(IntegrityError), transaction.atomic():
        UploadPart.objects.create(upload=upload, offset=0, data=b"x")
