"""The commune kit as one HTML file: sheet, scripts, law of the day, communes and records within.

The policy in its head names sheet and script by their hashes and lets the page reach one address:
where it sends a signed file to, when there is a line.
"""

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine

from khuyencong.fieldwork.models import Kit
from khuyencong.fieldwork.queries.table import kit_data
from khuyencong.fieldwork.rules.keys import receipt_key

WEB = Path(__file__).resolve().parents[1]
STATIC = WEB / "static" / "khuyencong"
SCRIPTS = ("kit-reading.js", "kit-checks.js", "kit-store.js", "kit.js")
#: Bytes of the whole file.
LARGEST = 300_000


def kit_page(kit: Kit, key: bytes, origin: str, path: str) -> bytes:
    """Return the file of a kit with its private key; `origin` is where the service is reached."""
    sheet, script = _static()
    data = kit_data(kit) | {"key": _text(key), "post": f"{origin}{path}"}
    data["receipt_key"] = _text(receipt_key(settings.SECRET_KEY, kit.id).public.spki)
    communes = data.pop("communes")
    told = {
        "name": kit.name,
        "commune": str(kit.commune)[:1].upper() + str(kit.commune)[1:],
        "day": kit.day,
        "held_by": kit.held_by,
        "body": kit.custodian.name,
        "count": len(kit.carried["establishments"]),
        "left_out": kit.carried["left_out"],
        "policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(sheet)}'; script-src '{_hash(script)}'; connect-src {origin}",
    }
    page = Engine(dirs=[str(WEB / "templates")]).get_template("kit/kit.html")
    whole = page.render(Context(told))
    whole = whole.replace("<!-- sheet -->", f"<style>{sheet}</style>", 1)
    # The data comes last: what it says is never searched for a place to put something.
    before, _, after = whole.rpartition("<!-- script -->")
    return (
        f'{before}<script type="application/json" id="bo">{_json(data)}</script>'
        f'<script type="text/plain" id="xa">{communes}</script>'
        f"<script>{script}</script>{after}"
    ).encode()


@lru_cache(maxsize=1)
def _static() -> tuple[str, str]:
    sheet = (STATIC / "kit.css").read_text("utf-8")
    return sheet, "".join((STATIC / name).read_text("utf-8") for name in SCRIPTS)


def _json(told: dict[str, Any]) -> str:
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _hash(text: str) -> str:
    return f"sha256-{_text(hashlib.sha256(text.encode()).digest())}"


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
