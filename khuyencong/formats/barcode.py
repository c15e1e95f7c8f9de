"""The texts of the QR codes in a picture; it is opened in the limited child alone.

PNG and JPEG, nothing else: no other decoder is woken by a foreign file.
"""

import io
import json
import warnings
from typing import Any

from khuyencong.values.errors import Unreadable

#: The largest picture, in bytes and in pixels: that of a telephone and a half.
MOST_BYTES = 16 * 1024 * 1024
MOST_PIXELS = 50_000_000
#: The longest side that is searched; a larger picture is halved first.
SEARCHED = 3000
LARGE = "Ảnh quá lớn: tối đa 16 MB và 50 triệu điểm ảnh."
NO_PICTURE = "Không đọc được ảnh: cần PNG hoặc JPEG còn nguyên."


def qr_texts(data: bytes) -> bytes:
    """Return a JSON list of the texts of the QR codes in a picture, in reading order.

    Unreadable for a picture that is too large or none.
    """
    import zxingcpp
    from PIL import Image

    if len(data) > MOST_BYTES:
        raise Unreadable(LARGE)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Unreadable(LARGE)
                picture.draft("L", (SEARCHED, SEARCHED))
                grey = picture.convert("RGBA") if "transparency" in picture.info else picture
                grey = _on_white(grey).convert("L")
        except Unreadable:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Unreadable(LARGE) from error
        except (OSError, ValueError, SyntaxError, Warning) as error:
            raise Unreadable(NO_PICTURE) from error
    grey.thumbnail((SEARCHED, SEARCHED))
    found = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
    )
    return json.dumps([one.text for one in found if one.valid]).encode()


def _on_white(picture: Any) -> Any:
    """Return a picture with what shines through made white."""
    from PIL import Image

    if picture.mode not in ("RGBA", "LA"):
        return picture
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA"))
