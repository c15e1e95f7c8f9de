"""Photographs of products: the drawn pictures travel and are looked at, the camera's file stays."""

import io
from pathlib import Path

import pytest
from PIL import Image

from khuyencong.competitions.actions import add_photo
from khuyencong.competitions.models import Photo, Product
from khuyencong.competitions.queries.pictures import Drawn, drawn
from khuyencong.core import blobs
from khuyencong.exchange.actions.deciding import decide
from khuyencong.exchange.models import Conflict, Parked
from khuyencong.exchange.states import Verdict
from khuyencong.values.canonical import sha256_of
from tests.competitions.dossiers import picture
from tests.exchange.machines import Machine
from tests.exchange.test_files import LATER, file_of, lacks, talk
from tests.exchange.votes import made

Pair = tuple[Machine, Machine]


def from_a_camera(colour: str = "red") -> bytes:
    """Return a JPEG that says where it was taken."""
    place = Image.Exif()
    place[0x8825] = {1: "N", 2: (21.0, 1.0, 0.0)}
    return picture(colour, (1600, 1200), exif=place)


def shown(machine: Machine, product: Product, picture: Drawn) -> Photo:
    with machine.here():
        return add_photo(
            by=machine.officer, product=product, drawn=picture, side="trước", at=machine.now()
        )


def product_of(province: Machine) -> Product:
    with province.here():
        return made(province)


def kept(machine: Machine) -> set[str]:
    """Return the files of a machine after what no row names was swept."""
    with machine.here():
        blobs.sweep(LATER)
        return {path.name for path in Path(machine.folder / "files" / "kho").glob("??/*")}


def test_the_pictures_that_the_public_sees_travel_and_the_cameras_file_stays(pair: Pair) -> None:
    centre, province = pair
    one = shown(province, product_of(province), drawn(from_a_camera()))
    talk(centre, province)
    assert centre.everything() == province.everything()
    with centre.here():
        there = Photo.objects.get()
        assert there.original == one.original == sha256_of(from_a_camera())
        assert [blobs.is_whole(sha) for sha in (there.public, there.thumbnail)] == [True, True]
        assert not blobs.is_kept(there.original)
        assert not Parked.objects.exists()
    assert lacks(centre) == []
    assert kept(centre) == {one.public, one.thumbnail}
    assert one.original in kept(province)


def test_a_photograph_waits_for_both_of_its_pictures(pair: Pair) -> None:
    centre, province = pair
    product = product_of(province)
    one = shown(province, product, drawn(from_a_camera()))
    path, aside = file_of(province, one.thumbnail), province.folder / "aside"
    path.rename(aside)
    centre.take(province.export().data)
    with centre.here():
        assert (Product.objects.count(), Photo.objects.count()) == (1, 0)
        waiting = Parked.objects.get()
        assert (waiting.why, waiting.detail) == ("file", one.thumbnail)
    assert lacks(centre) == [one.thumbnail]
    aside.rename(path)
    talk(centre, province)
    assert centre.everything() == province.everything()
    with centre.here():
        assert Photo.objects.get().public == one.public


def _png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (400, 400), "blue").save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("public", "small", "said"),
    [
        (from_a_camera(), picture(size=(320, 240)), "nơi chụp"),
        (picture(size=(1400, 900)), picture(size=(320, 240)), "1280"),
        (picture(), picture(size=(640, 480)), "320"),
        (_png(), picture(size=(320, 240)), "không phải JPEG"),
        (b"<html>", picture(size=(320, 240)), "không phải JPEG"),
        (picture()[:300], picture(size=(320, 240)), "hỏng"),
    ],
)
def test_a_picture_that_is_none_is_not_kept_and_nothing_else_waits(
    pair: Pair, public: bytes, small: bytes, said: str
) -> None:
    centre, province = pair
    product = product_of(province)
    one = shown(province, product, Drawn(b"goc", public, small))
    centre.take(province.export().data)
    with centre.here():
        assert (Product.objects.count(), Photo.objects.count()) == (1, 0)
        waiting = Parked.objects.get()
        assert waiting.why == "bad_file"
        assert said in waiting.detail
    assert kept(centre) == set()
    assert lacks(centre) == []
    # Its maker sends a good one under the same row.
    with province.here():
        good = drawn(from_a_camera())
        Photo.objects.filter(pk=one.pk).update(
            public=blobs.put(good.public), thumbnail=blobs.put(good.small)
        )
    talk(centre, province)
    assert centre.everything() == province.everything()
    with centre.here():
        assert not Parked.objects.exists()


def test_a_photograph_that_another_adds_is_a_wish_with_its_pictures(pair: Pair) -> None:
    centre, province = pair
    product = product_of(province)
    talk(centre, province, 1)
    with centre.here():
        mine = Product.objects.get(pk=product.pk)
        data = drawn(from_a_camera("green"))
        Photo.objects.create(
            product=mine,
            position=1,
            original=blobs.put(data.original),
            public=blobs.put(data.public),
            thumbnail=blobs.put(data.small),
            recorded_at=centre.now(),
        )
    talk(centre, province)
    with province.here():
        wish = Conflict.objects.get()
        how = {"by": province.head, "conflict": wish, "reason": "Ảnh đẹp hơn"}
        decide(verdict=Verdict.THEIRS, at=province.now(), **how)
        assert blobs.is_whole(Photo.objects.get().public)
    talk(centre, province)
    assert centre.everything() == province.everything()
