"""One HTML file that verifies labels: keys, revocations, sheet and script within, nothing fetched.

The policy in its head names sheet and script by their hashes and lets nothing else run or load.
"""

import base64
import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.template import Context, Engine

from khuyencong.values.seals import LEVELS, Revocations, Trust
from khuyencong.values.seals.judging import WORDS
from khuyencong.values.seals.keys import NAME
from khuyencong.values.seals.letters import SIGNS
from khuyencong.values.seals.payload import KIND, plain_host
from khuyencong.values.shortcode import SIGNS as CODE_SIGNS

WEB = Path(__file__).resolve().parents[1]
STATIC = WEB / "static" / "khuyencong"
LEVEL_NAMES = ("cấp huyện", "cấp tỉnh", "cấp khu vực", "cấp quốc gia")


def offline_page(trust: Trust, revoked: Revocations) -> str:
    """Return the page; it says of which moment its keys and its list are."""
    if not settings.configured:
        settings.configure(USE_I18N=False, USE_TZ=True, TIME_ZONE="Asia/Ho_Chi_Minh")
    sheet = (STATIC / "label.css").read_text("utf-8")
    script = (STATIC / "label-offline.js").read_text("utf-8")
    told = {
        "at": revoked.made_at,
        "host": plain_host(trust.host),
        "keys": sorted(key.name for key in trust.keys.values()),
        "revoked": len(revoked.since),
        "policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(sheet)}'; script-src '{_hash(script)}'",
    }
    page = Engine(dirs=[str(WEB / "templates")]).get_template("label/offline.html")
    whole = page.render(Context(told))
    # The data comes last: what it says is never searched for a place to put something.
    whole = whole.replace("<!-- sheet -->", f"<style>{sheet}</style>", 1)
    before, _, after = whole.partition("<!-- script -->")
    data = _data(trust, revoked)
    return (
        f'{before}<script type="application/json" id="trust">{data}</script>'
        f"<script>{script}</script>{after}"
    )


def _data(trust: Trust, revoked: Revocations) -> str:
    told = {
        "host": plain_host(trust.host),
        "keys": {key.name: _text(key.spki) for key in trust.keys.values()},
        "revoked": {code: day.isoformat() for code, day in sorted(revoked.since.items())},
        "words": {str(verdict): words for verdict, words in WORDS.items()},
        "kind": KIND.decode(),
        "signs": SIGNS,
        "code_signs": CODE_SIGNS,
        "key_bytes": NAME,
        "levels": dict(zip(LEVELS, LEVEL_NAMES, strict=True)),
    }
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _hash(text: str) -> str:
    return f"sha256-{_text(hashlib.sha256(text.encode()).digest())}"


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
