"""Names of businesses, by whatever spelling: one long form to search, one core to compare."""

import re
from functools import lru_cache

from khuyencong.values.text import fold

#: What offices write short, word by word, folded.
_LONG = {
    "cty": "cong ty",
    "ctcp": "cong ty co phan",
    "cttnhh": "cong ty trach nhiem huu han",
    "tnhh": "trach nhiem huu han",
    "cp": "co phan",
    "mtv": "mot thanh vien",
    "1tv": "mot thanh vien",
    "2tv": "hai thanh vien",
    "dntn": "doanh nghiep tu nhan",
    "dn": "doanh nghiep",
    "htx": "hop tac xa",
    "lhhtx": "lien hiep hop tac xa",
    "lh": "lien hiep",
    "tht": "to hop tac",
    "hkd": "ho kinh doanh",
    "kd": "kinh doanh",
    "cssx": "co so san xuat",
    "cs": "co so",
    "sxtm": "san xuat thuong mai",
    "sxkd": "san xuat kinh doanh",
    "tmdv": "thuong mai dich vu",
    "sx": "san xuat",
    "tm": "thuong mai",
    "dv": "dich vu",
    "xnk": "xuat nhap khau",
    "xd": "xay dung",
    "cbien": "che bien",
    "vlxd": "vat lieu xay dung",
    "tcmn": "thu cong my nghe",
    "congty": "cong ty",
    "cophan": "co phan",
    "hoptacxa": "hop tac xa",
    "hokinhdoanh": "ho kinh doanh",
}
_WORD = re.compile(r"[a-z0-9]+")
#: Letters that stand alone in a row are one abbreviation: "H.T.X", "T.N.H.H".
_SPELLED = re.compile(r"\b[a-z](?: [a-z]\b)+")
#: "C.ty" and "CT" before a form mean a company.
_COMPANY = re.compile(r"\b(?:c ty\b|ct(?= (?:tnhh|cp|cophan|co phan|trach nhiem)\b))")
_ONE_MEMBER = re.compile(r"\b1 thanh vien\b")
#: Legal forms and what tells nothing by itself, longest first.
_FORMS = (
    "cong ty trach nhiem huu han",
    "hai thanh vien tro len",
    "lien hiep hop tac xa",
    "doanh nghiep tu nhan",
    "mot thanh vien",
    "cong ty co phan",
    "cong ty hop danh",
    "hop tac xa",
    "to hop tac",
    "ho kinh doanh",
    "co so san xuat",
    "chi nhanh",
    "cong ty",
    "doanh nghiep",
    "co so",
    "xuong",
    "trach nhiem huu han",
    "co phan",
)
_ACTIVITIES = (
    "san xuat",
    "thuong mai",
    "dich vu",
    "kinh doanh",
    "xuat nhap khau",
    "xay dung",
    "che bien",
    "tong hop",
    "dau tu",
    "phat trien",
    "va",
)
_NO_FORM = re.compile(rf"\b(?:{'|'.join(_FORMS)})\b")
_NO_ACTIVITY = re.compile(rf"\b(?:{'|'.join(_ACTIVITIES)})\b")


@lru_cache(maxsize=4096)
def long_form(name: str) -> str:
    """Return folded words with every abbreviation written out: "CTCP Gỗ" → "cong ty co phan go"."""
    text = " ".join(_WORD.findall(fold(name).replace("\0", " ")))
    text = _COMPANY.sub("cty", text)
    words = _SPELLED.sub(lambda letters: letters[0].replace(" ", ""), text).split()
    return _ONE_MEMBER.sub("mot thanh vien", " ".join(_LONG.get(word, word) for word in words))


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """Return what tells a name from others: without legal form and without common activities.

    A name of nothing else keeps all its words.
    """
    whole = long_form(name)
    without_form = " ".join(_NO_FORM.sub(" ", whole).split())
    bare = " ".join(_NO_ACTIVITY.sub(" ", without_form).split())
    return bare or without_form or whole


_TELEX = (
    (re.compile(r"dd"), "d"),
    (re.compile(r"aa|aw"), "a"),
    (re.compile(r"ee"), "e"),
    (re.compile(r"oo|ow"), "o"),
    (re.compile(r"uw"), "u"),
)
_TONE = re.compile(r"([aeiouy][bcdghklmnpqtv]*)[sfrxj]")


def without_telex(text: str) -> str:
    """Return folded words without the keys of an input method: "ddawk lawsk" → "dak lak"."""
    return " ".join(_untyped(word) for word in fold(text).split())


def _untyped(word: str) -> str:
    for keys, letter in _TELEX:
        word = keys.sub(letter, word)
    return _TONE.sub(r"\1", word, count=1)
