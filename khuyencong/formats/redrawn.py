"""Runs in the limited child: a photograph drawn anew, so that nothing but its picture is left."""

import io
import json
import struct
import warnings

from PIL import Image, ImageOps

from khuyencong.formats.pictures import BROKEN, JPEG, MOST_PIXELS, PNG, PUBLIC, SMALL
from khuyencong.values.errors import Unreadable

QUALITY = 82
#: Fewer pixels on the shorter side show nothing of a product on a certificate page.
LEAST = 300
WHAT_IS_TAKEN = "Nhận ảnh JPEG hoặc PNG, không quá 12 MB, cạnh ngắn từ 300 điểm."


def redraw(data: bytes) -> bytes:
    """Return a line of JSON with both lengths, then the public picture and the small one, as JPEG.

    The right way up, without place, time, camera, comments and profile. Unreadable to refuse.
    """
    if not data.startswith((JPEG, PNG)):
        raise Unreadable(f"Tệp này không phải ảnh JPEG hoặc PNG. {WHAT_IS_TAKEN}")
    picture = _opened(data)
    both = [_written(picture, side) for side in (PUBLIC, SMALL)]
    head = json.dumps({"public": len(both[0]), "small": len(both[1])}).encode()
    return b"\n".join([head, b"".join(both)])


def _opened(data: bytes) -> Image.Image:
    """Return the picture the right way up, in plain colours on white."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
            _require_size(*picture.size)
            # A large JPEG is decoded at a size near the one that is needed.
            picture.draft("RGB", (2 * PUBLIC, 2 * PUBLIC))
            picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unreadable(f"Ảnh quá lớn. {WHAT_IS_TAKEN}") from error
    except Unreadable:
        raise
    # A broken picture ends in any of these, by where it is cut.
    except (OSError, SyntaxError, ValueError, struct.error) as error:
        raise Unreadable(BROKEN) from error
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        clear = upright.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return upright.convert("RGB")


def _require_size(wide: int, high: int) -> None:
    if min(wide, high) < LEAST:
        raise Unreadable(f"Ảnh chỉ {wide} × {high} điểm, quá nhỏ. {WHAT_IS_TAKEN}")


def _written(picture: Image.Image, side: int) -> bytes:
    smaller = picture.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
    # A new picture of the same pixels carries nothing that hung on the old one.
    bare = Image.new("RGB", smaller.size)
    bare.paste(smaller)
    file = io.BytesIO()
    bare.save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return file.getvalue()
