"""A photograph: kept as it came, shown anew, with nothing of where and when it was taken."""

import io

import pytest

from khuyencong.competitions import actions
from khuyencong.competitions.queries.pictures import drawn, photos_of
from khuyencong.core import blobs
from khuyencong.core.refusal import Refused
from tests.cast import Cast
from tests.competitions.dossiers import OPEN, make_maker, picture
from tests.factories import make_product

Image = pytest.importorskip("PIL.Image")
CAMERA = b"Thi Du 3000"


def with_exif(orientation: int = 1, size: tuple[int, int] = (2000, 1000)) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = CAMERA.decode(), orientation
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 30.0)
    return picture("green", size, exif=exif, comment=CAMERA)


def opened(data: bytes) -> "Image.Image":
    return Image.open(io.BytesIO(data))


def test_the_public_copies_say_nothing_but_the_picture() -> None:
    data = with_exif()
    assert CAMERA in data
    both = drawn(data)
    assert both.original == data
    for copy in (both.public, both.small):
        assert CAMERA not in copy
        assert b"Exif" not in copy
        assert b"GPS" not in copy
        assert not opened(copy).getexif()
    assert opened(both.public).size == (1280, 640)
    assert opened(both.small).size == (320, 160)


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (1280, 640)), (3, (1280, 640)), (6, (640, 1280))]
)
def test_it_stands_upright_as_the_camera_was_held(orientation: int, size: tuple[int, int]) -> None:
    assert opened(drawn(with_exif(orientation)).public).size == size


def test_a_clear_ground_becomes_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(file, "PNG")
    assert opened(drawn(file.getvalue()).public).getpixel((200, 200)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "không phải ảnh"),
        (b"%PDF-1.4", "không phải ảnh"),
        (b"\xff\xd8\xff\xe0 cut", "hỏng"),
        (picture(size=(200, 900)), "quá nhỏ"),
        (picture()[:900], "hỏng"),
        (b"\xff" * (12 * 1024**2 + 1), "quá 12 MB"),
    ],
)
def test_what_is_no_photograph_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        drawn(data)


def test_a_picture_made_to_fill_a_memory_is_refused() -> None:
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    with pytest.raises(Refused, match="quá lớn"):
        drawn(file.getvalue())


@pytest.mark.django_db
def test_the_same_file_is_one_photograph_and_twelve_are_enough(cast: Cast) -> None:
    product = make_product(cast.owner, make_maker(cast.owner, cast.department))
    one = drawn(with_exif())
    for _ in range(2):
        actions.add_photo(by=cast.owner, product=product, drawn=one, side="Mặt trước", at=OPEN)
    (photo,) = photos_of(product.id)
    assert blobs.is_whole(photo.original)
    with blobs.open(photo.public) as file:
        assert CAMERA not in file.read()
    for number in range(11):
        more = type(one)(bytes([number]), one.public, one.small)
        actions.add_photo(by=cast.owner, product=product, drawn=more, side="", at=OPEN)
    with pytest.raises(Refused, match="nhiều nhất 12"):
        more = type(one)(b"more", one.public, one.small)
        actions.add_photo(by=cast.owner, product=product, drawn=more, side="", at=OPEN)
    actions.take_off_photo(by=cast.owner, photo=photo, at=OPEN)
    assert photos_of(product.id).count() == 11
